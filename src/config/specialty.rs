//! Fields of medicine: the words that practices use, and those of schema.org.

use std::sync::LazyLock;

use crate::base::slugify;

/// The members of `MedicalSpecialty` (<https://schema.org/MedicalSpecialty>, release 30.0).
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

/// A word for a field of medicine.
#[derive(Debug, PartialEq, Eq)]
pub struct Specialty {
    /// As practices write it.
    pub word: &'static str,
    /// The same in Spanish.
    pub spanish: &'static str,
    /// The fields that it means, as conditions name theirs.
    pub fields: Vec<&'static str>,
}

static WORDS: LazyLock<Vec<Specialty>> = LazyLock::new(|| {
    let lines = include_str!("../../content/specialties.tsv").lines().filter(|line| !line.starts_with('#'));
    let specialty = |line: &'static str| {
        let mut columns = line.split('\t');
        let (word, spanish, fields) = (columns.next()?, columns.next()?, columns.next()?);
        Some(Specialty { word, spanish, fields: fields.split(' ').collect() })
    };
    lines.filter_map(specialty).collect()
});

impl Specialty {
    /// The specialty that a practice or a person means by these words: `OB/GYN`, `family medicine`, `PrimaryCare`.
    #[must_use]
    pub fn named(written: &str) -> Option<&'static Self> {
        let wanted = plain(written);
        WORDS.iter().find(|specialty| plain(specialty.word) == wanted)
    }

    /// The specialty of a Spanish name, with accents or without: `urología`. Of several, the one that people write in English.
    #[must_use]
    pub fn in_spanish(written: &str) -> Option<&'static Self> {
        let wanted = slugify(written);
        let found = || WORDS.iter().filter(|specialty| slugify(specialty.spanish) == wanted);
        let is_everyday = |specialty: &&Self| specialty.word.starts_with(char::is_lowercase);
        found().find(is_everyday).or_else(|| found().next())
    }

    /// All words for a specialty.
    pub fn words() -> impl Iterator<Item = &'static str> {
        WORDS.iter().map(|specialty| specialty.word)
    }

    /// Its fields that schema.org knows.
    pub fn medical_specialties(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.fields.iter().filter_map(|field| medical_specialty(field))
    }
}

/// The field of this name, where schema.org has it.
#[must_use]
pub fn medical_specialty(name: &str) -> Option<&'static str> {
    SPECIALTIES.into_iter().find(|known| *known == name)
}

/// `http://schema.org/PrimaryCare` and `Primary care` are `primarycare`.
fn plain(specialty: &str) -> String {
    let name = if specialty.contains("schema.org/") { specialty.rsplit('/').next() } else { None };
    let name = name.unwrap_or(specialty);
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn practices_name_their_field_in_their_own_words() {
        let fields = |written| Specialty::named(written).map(|specialty| specialty.fields.as_slice());
        for written in
            ["PrimaryCare", "https://schema.org/PrimaryCare", "primary care", "Family Medicine", "internal medicine"]
        {
            assert_eq!(fields(written), Some(&["PrimaryCare"][..]), "{written}");
        }
        for written in ["OB/GYN", "ob-gyn", "Obstetrics and Gynecology"] {
            assert_eq!(fields(written), Some(&["Obstetric", "Gynecologic"][..]), "{written}");
        }
        assert_eq!(fields("Orthopedics"), Some(&["Musculoskeletal"][..]));
        assert_eq!(fields("dentist"), Some(&["Dentistry"][..]));
        assert_eq!(fields("wizardry"), None);
        let english = |written| Specialty::in_spanish(written).map(|specialty| specialty.word);
        assert_eq!(english("Urología"), Some("urology"));
        assert_eq!(english("medicina del sueno"), Some("sleep medicine"));
        assert_eq!((english("urology"), english("")), (None, None));
    }

    #[test]
    fn every_line_of_the_words_is_whole_and_no_word_is_there_twice() {
        let text = include_str!("../../content/specialties.tsv");
        assert_eq!(WORDS.len(), text.lines().filter(|line| !line.starts_with('#')).count());
        assert!(WORDS.len() >= 120 + SPECIALTIES.len());
        let mut words: Vec<String> = Specialty::words().map(plain).collect();
        words.sort();
        let all = words.len();
        words.dedup();
        assert_eq!(words.len(), all);
        let own = ["Audiology", "Ophthalmology"];
        for specialty in WORDS.iter() {
            assert!(!specialty.spanish.is_empty() && !specialty.fields.is_empty(), "{}", specialty.word);
            let known = |field: &&str| medical_specialty(field).is_some() || own.contains(field);
            assert!(specialty.fields.iter().all(known), "{}", specialty.word);
        }
    }

    #[test]
    fn a_field_that_schema_org_lacks_is_none_of_its_specialties() {
        let words =
            |written| Specialty::named(written).map(|specialty| specialty.medical_specialties().collect::<Vec<_>>());
        assert_eq!(words("ophthalmologist"), Some(vec![]));
        assert_eq!(words("optometry"), Some(vec!["Optometric"]));
    }
}
