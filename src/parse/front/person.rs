//! What is known of a person: training, field, register numbers, profiles.

use serde_json::Value;

use crate::base::identifier::{IdentifierProblem, npi, orcid};
use crate::base::{LanguageTag, LinkKind, unless_blank};
use crate::config::{Specialty, medical_specialty};
use crate::diag::codes;
use crate::source::Kind;
use crate::yaml::Step;

use super::file::FrontMatterFile;
use super::resolve::Resolver;

/// The keys that only people have.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    /// Degrees and certificates, `MD`, `FNP-BC`.
    pub credentials: Vec<String>,
    /// What the person does at the practice.
    pub role: Option<String>,
    /// The field, as written: plain words or a name of schema.org.
    pub specialty: Option<String>,
    /// National Provider Identifier, ten digits.
    pub npi: Option<String>,
    /// ORCID iD, `0000-0002-1825-0097`.
    pub orcid: Option<String>,
    /// Address of the person's page elsewhere, by channel.
    pub profiles: Vec<(String, String)>,
    /// Boards that certified the person.
    pub certifications: Vec<String>,
    /// Licenses to practice.
    pub licenses: Vec<String>,
    /// Schools and training.
    pub education: Vec<String>,
    /// Languages the person speaks with patients: BCP 47 tags.
    pub languages: Vec<String>,
    /// Whether the person accepts new patients.
    pub accepting_new_patients: Option<bool>,
    /// Where patients book a visit with the person.
    pub appointments_url: Option<String>,
}

impl Person {
    /// The field in words: `PrimaryCare` reads `Primary care`, and `Atención primaria` on Spanish pages.
    #[must_use]
    pub fn specialty_words(&self, language: &LanguageTag) -> Option<String> {
        let written = self.specialty.as_ref()?;
        if let Some(specialty) = Specialty::named(written).filter(|_| language.main() == "es") {
            let mut letters = specialty.spanish.chars();
            return letters.next().map(|first| first.to_uppercase().chain(letters).collect());
        }
        if medical_specialty(written).is_none() {
            return Some(written.clone());
        }
        let mut words = String::with_capacity(written.len() + 2);
        for (at, letter) in written.char_indices() {
            if at > 0 && letter.is_ascii_uppercase() {
                words.push(' ');
                words.push(letter.to_ascii_lowercase());
            } else {
                words.push(letter);
            }
        }
        Some(words)
    }

    /// A name without the credentials that follow it: `Ana Ng, MD` is `Ana Ng`.
    #[must_use]
    pub fn bare_name<'t>(&self, title: &'t str) -> &'t str {
        let credentials = self.credentials.join(", ");
        let bare = title.strip_suffix(&*credentials).and_then(|name| name.trim_end().strip_suffix(',')).map(str::trim);
        bare.filter(|name| !name.is_empty()).unwrap_or(title)
    }
}

impl Resolver<'_> {
    /// The keys of a person; those that a site wrote below `extra` before they had a name of their own count too.
    pub(super) fn person(&mut self, file: &mut FrontMatterFile) -> Option<Box<Person>> {
        if self.context.kind != Kind::Person {
            return None;
        }
        let extra = |key: &str| file.extra.as_ref().and_then(|extra| extra.get(key)).and_then(Value::as_str);
        let (credentials, role, specialty) = (extra("credentials"), extra("role"), extra("specialty"));
        let split = |text: &str| text.split(',').map(|part| part.trim().to_owned()).collect();
        let credentials = file.credentials.as_ref().map(|listed| listed.0.join(",")).or(credentials.map(str::to_owned));
        let mut credentials: Vec<String> = credentials.as_deref().map_or_else(Vec::new, split);
        credentials.retain(|credential| !credential.is_empty());
        let role = unless_blank(file.role.clone()).or(role.map(str::to_owned));
        let specialty = unless_blank(file.specialty.clone()).or(specialty.map(str::to_owned));
        Some(Box::new(Person {
            credentials,
            role,
            specialty: specialty.map(|specialty| specialty.trim().to_owned()),
            npi: self.number("npi", file.npi.take(), npi),
            orcid: self.number("orcid", file.orcid.take(), orcid),
            profiles: self.profiles(file.profiles.take().unwrap_or_default().0),
            certifications: file.certifications.take().map(|listed| listed.0).unwrap_or_default(),
            licenses: file.licenses.take().map(|listed| listed.0).unwrap_or_default(),
            education: file.education.take().map(|listed| listed.0).unwrap_or_default(),
            languages: file.languages.take().unwrap_or_default(),
            accepting_new_patients: file.accepting_new_patients,
            appointments_url: self
                .checker
                .safe_link(unless_blank(file.appointments_url.take()), &[Step::Key("appointments_url")]),
        }))
    }

    fn number(
        &mut self,
        key: &str,
        text: Option<String>,
        read: fn(&str) -> Result<String, IdentifierProblem>,
    ) -> Option<String> {
        let text = unless_blank(text)?;
        read(&text)
            .map_err(|problem| {
                let message = format!("`{text}` is not a valid {}: {problem}", key.to_uppercase());
                self.checker.report(
                    &codes::BAD_IDENTIFIER,
                    message,
                    "copy it from the register that issued it",
                    &[Step::Key(key)],
                );
            })
            .ok()
    }

    fn profiles(&mut self, entries: Vec<(String, String)>) -> Vec<(String, String)> {
        let mut list = Vec::new();
        for (channel, url) in entries {
            let path = [Step::Key("profiles"), Step::Key(channel.as_str())];
            let Some(url) = self.checker.safe_link(unless_blank(Some(url)), &path) else { continue };
            if LinkKind::of(&url) == LinkKind::Outside {
                list.push((channel, url));
            } else {
                let help = "write the full address of the person's page, starting with `https://`";
                self.checker.report(
                    &codes::BAD_VALUE,
                    format!("`{url}` is not the address of a page on another site"),
                    help,
                    &path,
                );
            }
        }
        list
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_schema_org_are_known_and_read_as_words() {
        let field = |text: &str| Person { specialty: Some(text.to_owned()), ..Person::default() };
        for (written, words) in [("PrimaryCare", "Primary care"), ("Family medicine", "Family medicine")] {
            assert_eq!(field(written).specialty_words(&LanguageTag::new("en")).as_deref(), Some(words));
        }
        for (written, words) in
            [("PrimaryCare", "Atención primaria"), ("Family medicine", "Medicina familiar"), ("Yoga", "Yoga")]
        {
            assert_eq!(field(written).specialty_words(&LanguageTag::new("es")).as_deref(), Some(words));
        }
    }

    #[test]
    fn credentials_are_no_part_of_the_name() {
        let with = |credentials: &[&str]| Person {
            credentials: credentials.iter().map(|text| (*text).to_owned()).collect(),
            ..Person::default()
        };
        assert_eq!(with(&["MSN", "FNP-BC"]).bare_name("Ana Ng, MSN, FNP-BC"), "Ana Ng");
        assert_eq!(with(&["MD"]).bare_name("Ana Ng"), "Ana Ng");
        assert_eq!(with(&[]).bare_name("Ana Ng, MD"), "Ana Ng, MD");
        assert_eq!(with(&["MD"]).bare_name(", MD"), ", MD");
    }
}
