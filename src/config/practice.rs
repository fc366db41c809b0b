//! Who runs the site.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::base::{emergency_number_in, filled};

use super::face::{Holiday, PhoneLine};

/// Who runs the site.
#[derive(Clone, Debug, Default)]
pub struct Practice {
    /// Its name.
    pub name: String,
    /// Its name in law.
    pub legal_name: Option<String>,
    /// What it is.
    pub kind: PracticeKind,
    /// Medical specialties, in the words of the practice ([`Specialty`](super::Specialty)).
    pub specialties: Vec<String>,
    /// The telephone number as displayed.
    pub phone: Option<String>,
    /// Email address.
    pub email: Option<String>,
    /// Postal address.
    pub address: Address,
    /// Office hours, one entry per line.
    pub hours: Vec<String>,
    /// National Provider Identifier.
    pub npi: Option<String>,
    /// Where patients book.
    pub appointments_url: Option<String>,
    /// What to do in an emergency; the theme has a text for countries with 911.
    pub emergency: Option<String>,
    /// Further numbers: nurse line, refills, after hours.
    pub phones: Vec<PhoneLine>,
    /// Days with other hours, the first first.
    pub holidays: Vec<Holiday>,
    /// Where a map shows the practice; without it, the address leads to one.
    pub map_url: Option<String>,
    /// Languages that are spoken at the practice: BCP 47 tags.
    pub languages: Vec<String>,
    /// Accepted insurance, one per line.
    pub insurance: Vec<String>,
    /// Whether new patients are taken.
    pub accepting_new_patients: Option<bool>,
}

impl Practice {
    /// The number to call in an emergency: the one that the settings name, else that of the country.
    #[must_use]
    pub fn emergency_number(&self) -> Option<&str> {
        let written = self.emergency.as_deref().and_then(emergency_number_in);
        written.or_else(|| emergency_number(self.address.country.as_deref()))
    }
}

/// The number of emergencies in a country of two letters; that of the United States where none is written.
#[must_use]
pub fn emergency_number(country: Option<&str>) -> Option<&'static str> {
    let country = country.map(|country| country.trim().to_uppercase());
    Some(match country.as_deref() {
        None | Some("" | "CA" | "CANADA" | "MX" | "MEXICO" | "MÉXICO" | "PR") => "911",
        Some(country) if is_united_states(country) => "911",
        Some("GB" | "UK" | "UNITED KINGDOM" | "IE" | "IRELAND") => "999",
        Some("AU" | "AUSTRALIA") => "000",
        Some("NZ" | "NEW ZEALAND") => "111",
        Some(
            "DE" | "GERMANY" | "AT" | "CH" | "FR" | "ES" | "SPAIN" | "ESPAÑA" | "IT" | "NL" | "BE" | "PT" | "PL" | "SE"
            | "DK" | "FI",
        ) => "112",
        Some(_) => return None,
    })
}

/// A postal address, as written in settings and front matter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Address {
    /// Street and number.
    pub street: Option<String>,
    /// City.
    pub city: Option<String>,
    /// State or province, such as `MN`.
    pub region: Option<String>,
    /// Postal code, in quotation marks.
    pub postal_code: Option<String>,
    /// Country as a two-letter code, such as `US`.
    pub country: Option<String>,
}

impl Address {
    /// The address without empty parts.
    #[must_use]
    pub fn trimmed(self) -> Self {
        Self {
            street: filled(self.street),
            city: filled(self.city),
            region: filled(self.region),
            postal_code: filled(self.postal_code),
            country: filled(self.country),
        }
    }

    /// The address in lines, as an envelope has it.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let joined = |parts: [Option<&str>; 2], between: &str| {
            let parts: Vec<&str> = parts.into_iter().flatten().collect();
            Some(parts.join(between)).filter(|line| !line.is_empty())
        };
        let place = joined([self.city.as_deref(), self.region.as_deref()], ", ");
        let town = joined([place.as_deref(), self.postal_code.as_deref()], " ");
        [self.street.clone(), town, self.country.clone()].into_iter().flatten().collect()
    }
}

/// Whether a country, as practices write it, is the United States.
#[must_use]
pub fn is_united_states(country: &str) -> bool {
    let plain: String = country.chars().filter(char::is_ascii_alphabetic).collect();
    matches!(
        plain.to_ascii_lowercase().as_str(),
        "us" | "usa" | "unitedstates" | "unitedstatesofamerica" | "theunitedstates" | "estadosunidos"
    )
}

/// A type of schema.org for who runs the site: one of its medical organizations and businesses for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PracticeKind {
    name: &'static str,
    medical: bool,
    place: bool,
}

/// The types that settings may name (<https://schema.org/MedicalOrganization>, <https://schema.org/MedicalBusiness>):
/// whether each is a medical organization, with specialties, and whether it is a place, with opening hours.
const KINDS: [PracticeKind; 13] = [
    PracticeKind { name: "MedicalClinic", medical: true, place: true },
    PracticeKind { name: "Physician", medical: true, place: true },
    PracticeKind { name: "IndividualPhysician", medical: true, place: true },
    PracticeKind { name: "PhysiciansOffice", medical: true, place: true },
    PracticeKind { name: "Hospital", medical: true, place: true },
    PracticeKind { name: "Dentist", medical: true, place: true },
    PracticeKind { name: "Pharmacy", medical: true, place: true },
    PracticeKind { name: "CovidTestingFacility", medical: true, place: true },
    PracticeKind { name: "DiagnosticLab", medical: true, place: false },
    PracticeKind { name: "MedicalOrganization", medical: true, place: false },
    PracticeKind { name: "Optician", medical: false, place: true },
    PracticeKind { name: "MedicalBusiness", medical: false, place: true },
    PracticeKind { name: "LocalBusiness", medical: false, place: true },
];

impl PracticeKind {
    /// The type of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        KINDS.into_iter().find(|kind| kind.name == name)
    }

    /// The names of all types.
    pub fn names() -> impl Iterator<Item = &'static str> {
        KINDS.iter().map(|kind| kind.name)
    }

    /// Its name in schema.org.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.name
    }

    /// Whether it is a medical organization, which has specialties.
    #[must_use]
    pub fn is_medical(self) -> bool {
        self.medical
    }

    /// Whether it is a place, which has opening hours.
    #[must_use]
    pub fn is_place(self) -> bool {
        self.place
    }

    /// Whether it has the property `availableService`.
    #[must_use]
    pub fn has_services(self) -> bool {
        matches!(self.name, "MedicalClinic" | "Hospital" | "CovidTestingFacility") || self.has_us_npi()
    }

    /// Whether it is a kind of `Physician`, which alone has the property `usNPI`.
    #[must_use]
    pub fn has_us_npi(self) -> bool {
        matches!(self.name, "Physician" | "IndividualPhysician" | "PhysiciansOffice")
    }
}

impl Default for PracticeKind {
    fn default() -> Self {
        KINDS[0]
    }
}
