//! Medical specialties in the words of schema.org.

use super::SCHEMA;
use crate::model::TermId;
use crate::parse::medical_specialty;
use crate::view::Scene;

/// The address of a specialty that schema.org knows.
pub(super) fn specialty(word: &str) -> Option<String> {
    medical_specialty(word).map(|word| format!("{SCHEMA}{word}"))
}

impl Scene<'_> {
    /// The specialty that a page belongs to: that of its first condition, else the practice's first.
    pub(super) fn specialty_of(self, conditions: &[TermId]) -> Option<String> {
        let own = conditions.iter().filter_map(|id| self.site.term(*id).specialty.as_deref());
        let practice = self.site.config.practice.specialties.iter().map(String::as_str);
        own.chain(practice).find_map(specialty)
    }
}
