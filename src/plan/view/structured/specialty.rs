//! Medical specialties in the words of schema.org.

use super::SCHEMA;
use crate::model::TermId;
use crate::plan::view::Scene;

/// The members of `MedicalSpecialty` (<https://schema.org/MedicalSpecialty>).
const SPECIALTIES: [&str; 42] = [
    "Anesthesia",
    "Cardiovascular",
    "CommunityHealth",
    "Dentistry",
    "Dermatologic",
    "Dermatology",
    "DietNutrition",
    "Emergency",
    "Endocrine",
    "Gastroenterologic",
    "Genetic",
    "Geriatric",
    "Gynecologic",
    "Hematologic",
    "Infectious",
    "LaboratoryScience",
    "Midwifery",
    "Musculoskeletal",
    "Neurologic",
    "Nursing",
    "Obstetric",
    "Oncologic",
    "Optometric",
    "Otolaryngologic",
    "Pathology",
    "Pediatric",
    "PharmacySpecialty",
    "Physiotherapy",
    "PlasticSurgery",
    "Podiatric",
    "PrimaryCare",
    "Psychiatric",
    "PublicHealth",
    "Pulmonary",
    "Radiography",
    "Renal",
    "RespiratoryTherapy",
    "Rheumatologic",
    "SpeechPathology",
    "Surgical",
    "Toxicologic",
    "Urologic",
];

/// The address of a specialty that schema.org knows.
pub(super) fn specialty(word: &str) -> Option<String> {
    SPECIALTIES.contains(&word).then(|| format!("{SCHEMA}{word}"))
}

impl Scene<'_> {
    /// The specialty that a page belongs to: that of its first condition, else the practice's first.
    pub(super) fn specialty_of(self, conditions: &[TermId]) -> Option<String> {
        let own = conditions.iter().filter_map(|id| self.site.term(*id).specialty.as_deref());
        let practice = self.site.config.practice.specialties.iter().map(String::as_str);
        own.chain(practice).find_map(specialty)
    }
}
