//! The practice, which is the publisher of every page.

use crate::config::{Address, LanguageId};
use crate::view::Scene;
use crate::view::hours::{self, Hours};

use super::person::register_number;
use super::specialty::specialties;
use super::{Node, SCHEMA, practice_id, service, web_address};

/// The practice as pages of `language` describe it.
pub(in crate::view) fn practice_node(scene: Scene<'_>, language: LanguageId) -> Node<'_> {
    let config = &scene.site.config;
    let practice = &config.practice;
    let (known, other): (Vec<&String>, Vec<&String>) =
        practice.specialties.iter().partition(|word| !specialties(word).is_empty() && practice.kind.is_medical());
    let mut fields: Vec<String> = Vec::new();
    for field in known.into_iter().flat_map(|word| specialties(word)) {
        if !fields.contains(&field) {
            fields.push(field);
        }
    }
    let npi = practice.npi.as_deref();
    let hours = if practice.kind.is_place() { hours::read(&practice.hours) } else { Vec::new() };
    Node::new(practice.kind.name())
        .id(practice_id(scene))
        .with("name", &practice.name)
        .maybe("legalName", practice.legal_name.as_deref())
        .with("url", scene.absolute("/"))
        .maybe(
            "logo",
            config.brand.logo.as_ref().map(|logo| scene.absolute(&format!("/{}", logo.trim_start_matches('/')))),
        )
        .maybe("telephone", practice.phone.as_deref())
        .maybe("email", practice.email.as_deref())
        .maybe("address", address(&practice.address))
        .each("openingHoursSpecification", hours.into_iter().map(opening))
        .each("medicalSpecialty", fields)
        .each("knowsAbout", other)
        .each(
            "availableService",
            if practice.kind.has_services() { service::available_services(scene, language) } else { Vec::new() },
        )
        .maybe("usNPI", npi.filter(|_| practice.kind.has_us_npi()))
        .maybe("identifier", npi.map(|npi| register_number("NPI", npi)))
        .each("sameAs", config.profiles.iter().filter_map(|(_, url)| web_address(scene, url)))
        .maybe("publishingPrinciples", policy_url(scene, "editorial-policy", language))
        .maybe("correctionsPolicy", policy_url(scene, "corrections", language))
}

/// The address of a page of the practice in this language, or else in the main one.
fn policy_url(scene: Scene<'_>, slug: &str, language: LanguageId) -> Option<String> {
    let prefix = scene.site.config.language_prefix(language);
    let paths = [format!("{prefix}/{slug}/"), format!("/{slug}/")];
    paths.iter().find(|path| scene.plan.answers(path)).map(|path| scene.absolute(path))
}

pub(super) fn address(address: &Address) -> Option<Node<'_>> {
    (*address != Address::default()).then(|| {
        Node::new("PostalAddress")
            .maybe("streetAddress", address.street.as_deref())
            .maybe("addressLocality", address.city.as_deref())
            .maybe("addressRegion", address.region.as_deref())
            .maybe("postalCode", address.postal_code.as_deref())
            .maybe("addressCountry", address.country.as_deref())
    })
}

fn opening<'n>(hours: Hours) -> Node<'n> {
    Node::new("OpeningHoursSpecification")
        .each("dayOfWeek", hours.days.into_iter().map(|day| format!("{SCHEMA}{day}")))
        .with("opens", hours.opens)
        .with("closes", hours.closes)
}
