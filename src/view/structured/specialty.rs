//! Medical specialties in the words of schema.org.

use crate::config::{Specialty, medical_specialty};
use crate::model::{Site, TermId};

use super::SCHEMA;

/// The address of a field that schema.org knows.
pub(super) fn specialty(field: &str) -> Option<String> {
    medical_specialty(field).map(|field| format!("{SCHEMA}{field}"))
}

/// The addresses of the fields of schema.org that a word of the practice means; none if it has no word for them.
pub(super) fn specialties(word: &str) -> Vec<String> {
    let fields = Specialty::named(word).into_iter().flat_map(Specialty::medical_specialties);
    fields.map(|field| format!("{SCHEMA}{field}")).collect()
}

/// The specialty that a page belongs to: that of its first condition, else the practice's first.
pub(super) fn specialty_of(site: &Site, conditions: &[TermId]) -> Option<String> {
    let own = conditions.iter().filter_map(|id| site.term(*id).specialty.as_deref());
    let practice = site.config.practice.specialties.iter();
    own.filter_map(specialty).chain(practice.flat_map(|word| specialties(word))).next()
}
