//! Conditions, topics and services: the built-in vocabulary, and what the project adds to it or corrects.

use std::collections::{HashMap, HashSet};

use schemars::JsonSchema;
use serde::Deserialize;

use crate::base::{LanguageTag, Slug, VPath, closed_words};
use crate::diag::{Diagnostic, Outcome, Place, codes};
use crate::reference::is_library;
use crate::source::{GLOSSARY_FILE, OBSERVANCES_FILE, REPLIES_FILE, SourceSet};
use crate::world::{World, read_text};
use crate::yaml::{Entries, Step, Yaml, built_in};

/// The lists that travel in the program.
static BUILT_IN: [&str; 2] = [
    include_str!(concat!(env!("OUT_DIR"), "/conditions.json")),
    include_str!(concat!(env!("OUT_DIR"), "/services.json")),
];

/// The project's files of the same form.
const OWN: [&str; 2] = ["data/conditions.yaml", "data/services.yaml"];

/// Largest data file, in bytes.
const LARGEST: u64 = 32 * 1024 * 1024;

/// The words that documents are tagged with, each list by slug.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vocabulary {
    /// Conditions.
    pub conditions: Vec<Term>,
    /// Topics that are not conditions.
    pub topics: Vec<Term>,
    /// What practices do: visits, tests, treatments, operations.
    pub services: Vec<Term>,
}

closed_words! {
    /// What a service is.
    ServiceKind {
        /// A visit or a talk.
        Visit = "visit",
        /// A vaccine.
        Vaccine = "vaccine",
        /// A test or a picture of the body.
        Test = "test",
        /// A procedure.
        Procedure = "procedure",
        /// An operation.
        Surgery = "surgery",
        /// A treatment over time.
        Therapy = "therapy",
    }
}

/// A condition or topic.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Term {
    /// Its slug.
    pub slug: String,
    /// Its plain name.
    pub name: String,
    /// Its names in other languages: tag and names, the first of which its pages bear.
    pub names: Vec<(String, Vec<String>)>,
    /// Other names, in English, that readers are shown.
    pub also_called: Vec<String>,
    /// Words that lead to it and are near it or narrower: they are not names for it.
    pub search: Vec<String>,
    /// Words that are never printed, since they hurt or mislead; whoever writes one is led to the slug.
    pub hidden: Vec<String>,
    /// ICD-10-CM categories.
    pub icd10cm: Vec<String>,
    /// A narrower code, where a category is much broader.
    pub icd10cm_specific: Option<String>,
    /// MeSH unique identifier of the descriptor, such as `D006973`.
    pub mesh: Option<String>,
    /// A value of schema.org's `MedicalSpecialty`.
    pub specialty: Option<String>,
    /// Body system, for navigation.
    pub system: Option<String>,
    /// What a service is.
    pub kind: Option<ServiceKind>,
}

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct VocabularyFile {
    /// The version of the format: 1.
    version: Option<u32>,
    /// Conditions of your own, and changes to the built-in ones.
    conditions: Option<Vec<TermFile>>,
    /// Topics of your own.
    topics: Option<Vec<TermFile>>,
    /// Services of your own, and changes to the built-in ones.
    services: Option<Vec<TermFile>>,
}

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct TermFile {
    /// A short name, such as `long-covid`. One of the built-in list changes that entry.
    slug: Option<String>,
    /// The plain name in English.
    name: Option<String>,
    /// The names in other languages, by tag; the first is the one that pages bear.
    names: Option<Entries<Vec<String>>>,
    /// Other names that readers are shown.
    also_called: Option<Vec<String>>,
    /// Words that lead to it and are near it or narrower.
    search: Option<Vec<String>>,
    /// Words that are never printed and lead to it.
    hidden: Option<Vec<String>>,
    /// ICD-10-CM categories.
    icd10cm: Option<Vec<String>>,
    /// A narrower code, where a category is much broader.
    icd10cm_specific: Option<String>,
    /// The identifier of the MeSH descriptor, such as `D006973`.
    mesh: Option<String>,
    /// A value of `MedicalSpecialty` of schema.org.
    specialty: Option<String>,
    /// The body system, for navigation.
    system: Option<String>,
    /// What a service is: `visit`, `vaccine`, `test`, `procedure`, `surgery` or `therapy`.
    #[schemars(extend("enum" = ["visit", "vaccine", "test", "procedure", "surgery", "therapy", null]))]
    kind: Option<String>,
}

impl Term {
    /// Its name in a language; in English where it has none.
    #[must_use]
    pub fn name_in(&self, language: &LanguageTag) -> &str {
        self.names_in(language).and_then(|names| names.first()).unwrap_or(&self.name)
    }

    /// Its other names in a language, for readers.
    #[must_use]
    pub fn also_called_in(&self, language: &LanguageTag) -> &[String] {
        self.names_in(language).map_or(&self.also_called, |names| names.get(1..).unwrap_or_default())
    }

    /// All names and words by which it is known, in any language.
    pub fn all_names(&self) -> impl Iterator<Item = &String> {
        let others = self.also_called.iter().chain(&self.search).chain(&self.hidden);
        [&self.name].into_iter().chain(others).chain(self.names.iter().flat_map(|(_, names)| names))
    }

    fn names_in(&self, language: &LanguageTag) -> Option<&Vec<String>> {
        let tagged = |wanted: &str| self.names.iter().find(|(tag, _)| tag == wanted).map(|(_, names)| names);
        tagged(language).or_else(|| tagged(language.main()))
    }
}

/// JSON Schema of `data/conditions.yaml`.
#[must_use]
pub fn vocabulary_schema() -> serde_json::Value {
    let about = "The files data/conditions.yaml and data/services.yaml.";
    crate::yaml::schema_of::<VocabularyFile>("Conditions, topics and services of a Bedside site", about, &[])
}

/// Reads the built-in vocabulary, and `data/conditions.yaml` and `data/services.yaml` over it.
#[must_use]
pub fn vocabulary(world: &dyn World, sources: &SourceSet) -> Outcome<Vocabulary> {
    let mut diagnostics = Vec::new();
    let mut vocabulary = of_program();
    for path in &sources.data {
        match path.as_str() {
            own if OWN.contains(&own) => match read_text(world, path, LARGEST) {
                Ok(text) => {
                    let yaml = Yaml { file: path, text: &text, start: 0 };
                    let file = yaml.read().into(&mut diagnostics);
                    add(&mut vocabulary, file, yaml, &mut diagnostics);
                }
                Err(problem) => diagnostics.push(problem.told(path)),
            },
            OBSERVANCES_FILE | GLOSSARY_FILE | REPLIES_FILE => {}
            _ if is_library(path) => {}
            _ => diagnostics.push(unused(path)),
        }
    }
    vocabulary.conditions.sort_by(|a, b| a.slug.cmp(&b.slug));
    vocabulary.topics.sort_by(|a, b| a.slug.cmp(&b.slug));
    vocabulary.services.sort_by(|a, b| a.slug.cmp(&b.slug));
    Outcome { value: vocabulary, diagnostics }
}

/// The words that travel in the program; that they can be read has a test.
fn of_program() -> Vocabulary {
    let mut vocabulary = Vocabulary::default();
    for (list, name) in BUILT_IN.into_iter().zip(OWN) {
        let yaml = Yaml { file: &VPath::new(name), text: "", start: 0 };
        add(&mut vocabulary, built_in(list), yaml, &mut Vec::new());
    }
    vocabulary
}

fn unused(path: &VPath) -> Diagnostic {
    Diagnostic::new(&codes::UNUSED_FILE, "the site does not use this data file")
        .at(Place::file(path))
        .did_you_mean(path.as_str(), OWN.into_iter().chain([OBSERVANCES_FILE, GLOSSARY_FILE, REPLIES_FILE]))
        .help(
            "add conditions and topics of your own to `data/conditions.yaml`, services to `data/services.yaml`, observances to \
             `data/observances.yaml`, terms to `data/glossary.yaml`, replies to reviews to `data/replies.yaml`, and sources to \
             `data/sources.bib` and the like",
        )
}

/// Adds what a file says; `yaml` gives the positions.
fn add(vocabulary: &mut Vocabulary, file: VocabularyFile, yaml: Yaml<'_>, diagnostics: &mut Vec<Diagnostic>) {
    if let Some(version) = file.version.filter(|&version| version != 1) {
        let message = format!("version {version} of this file is not supported; expected 1");
        diagnostics.push(Diagnostic::new(&codes::WRONG_VERSION, message).at(yaml.place(&[Step::Key("version")])));
    }
    let lists = [
        ("conditions", file.conditions, &mut vocabulary.conditions),
        ("topics", file.topics, &mut vocabulary.topics),
        ("services", file.services, &mut vocabulary.services),
    ];
    for (key, entries, known) in lists {
        let mut by_slug: HashMap<String, usize> =
            known.iter().enumerate().map(|(at, term)| (term.slug.clone(), at)).collect();
        let mut given: HashSet<String> = HashSet::new();
        for (at, entry) in entries.unwrap_or_default().into_iter().enumerate() {
            let path = [Step::Key(key), Step::Item(at)];
            let before = entry.slug.as_ref().and_then(|slug| by_slug.get(slug)).copied();
            match term(entry, before.map(|at| &known[at])) {
                Ok(term) if given.contains(&term.slug) => {
                    let message = format!("`{}` is given twice", term.slug);
                    diagnostics.push(Diagnostic::new(&codes::DUPLICATE_KEY, message).at(yaml.place(&path)));
                }
                Ok(term) => {
                    given.insert(term.slug.clone());
                    by_slug.insert(term.slug.clone(), before.unwrap_or(known.len()));
                    match before {
                        Some(at) => known[at] = term,
                        None => known.push(term),
                    }
                }
                Err(message) => {
                    let help = "each entry needs a `slug` for its address and a plain `name`";
                    diagnostics.push(Diagnostic::new(&codes::MISSING_KEY, message).at(yaml.place(&path)).help(help));
                }
            }
        }
    }
}

/// The term of an entry: over the known term of that slug, if there is one, only what the entry says changes.
fn term(entry: TermFile, known: Option<&Term>) -> Result<Term, String> {
    let slug = entry.slug.ok_or("the key `slug` is missing")?;
    Slug::new(&slug).map_err(|problem| format!("`{slug}` cannot be used in an address: {problem}"))?;
    let before = known.cloned().unwrap_or_default();
    let name = entry.name.unwrap_or(before.name);
    if name.is_empty() {
        return Err("the key `name` is missing".to_owned());
    }
    let kind = match entry.kind {
        Some(word) => Some(ServiceKind::named(&word).ok_or_else(|| {
            format!("`{word}` is not a kind of service; expected one of {}", ServiceKind::WORDS.join(", "))
        })?),
        None => before.kind,
    };
    Ok(Term {
        kind,
        slug,
        name,
        names: entry.names.map_or(before.names, |names| names.0),
        also_called: entry.also_called.unwrap_or(before.also_called),
        search: entry.search.unwrap_or(before.search),
        hidden: entry.hidden.unwrap_or(before.hidden),
        icd10cm: entry.icd10cm.unwrap_or(before.icd10cm),
        icd10cm_specific: entry.icd10cm_specific.or(before.icd10cm_specific),
        mesh: entry.mesh.or(before.mesh),
        specialty: entry.specialty.or(before.specialty),
        system: entry.system.or(before.system),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_vocabulary_is_sound() {
        let mut vocabulary = Vocabulary::default();
        let mut diagnostics = Vec::new();
        let texts = [include_str!("../../content/conditions.yaml"), include_str!("../../content/services.yaml")];
        for (text, name) in texts.into_iter().zip(OWN) {
            let yaml = Yaml { file: &VPath::new(name), text, start: 0 };
            add(&mut vocabulary, yaml.read().into(&mut diagnostics), yaml, &mut diagnostics);
        }
        assert_eq!(diagnostics, []);
        assert_eq!(of_program(), vocabulary);
        let counts = (vocabulary.conditions.len(), vocabulary.topics.len(), vocabulary.services.len());
        assert_eq!(counts, (607, 89, 182));
    }

    #[test]
    fn every_service_of_ours_has_a_kind_a_field_and_a_spanish_name() {
        let vocabulary = of_program();
        let mut names: Vec<String> = Vec::new();
        for term in &vocabulary.services {
            assert!(term.kind.is_some(), "{}", term.slug);
            let field = term.specialty.as_deref().unwrap_or_default();
            assert!(field == "Ophthalmology" || crate::config::medical_specialty(field).is_some(), "{}", term.slug);
            assert!(term.names.iter().any(|(tag, names)| tag == "es" && !names.is_empty()), "{}", term.slug);
            names.extend(term.all_names().map(|name| name.to_lowercase()).collect::<std::collections::BTreeSet<_>>());
        }
        let count = names.len();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), count, "a name leads to one service");
    }

    #[test]
    fn every_condition_of_ours_has_a_code_a_field_and_a_spanish_name() {
        let vocabulary = of_program();
        for term in &vocabulary.conditions {
            assert!(!term.icd10cm.is_empty(), "{}", term.slug);
            assert!(term.specialty.is_some(), "{}", term.slug);
            let mesh = term.mesh.as_deref().unwrap_or("D000000");
            assert!(
                mesh.len() >= 7 && mesh.starts_with('D') && mesh[1..].chars().all(|c| c.is_ascii_digit()),
                "{mesh}"
            );
        }
        for term in vocabulary.conditions.iter().chain(&vocabulary.topics) {
            assert!(term.names.iter().any(|(tag, names)| tag == "es" && !names.is_empty()), "{}", term.slug);
            for shown in &term.also_called {
                assert!(!term.search.contains(shown) && !term.hidden.contains(shown), "{}: {shown}", term.slug);
            }
        }
    }

    #[test]
    fn what_hurts_leads_to_a_condition_and_is_never_a_name_for_it() {
        let vocabulary = of_program();
        let shown =
            |word: &str| vocabulary.conditions.iter().any(|term| term.also_called.iter().any(|name| name == word));
        let known = |word: &str| vocabulary.conditions.iter().any(|term| term.all_names().any(|name| name == word));
        for word in
            ["alcoholism", "manic depression", "the clap", "shaking palsy", "tired blood", "toxemia", "sugar diabetes"]
        {
            assert!(known(word) && !shown(word), "{word}");
        }
        for word in ["wheezing", "blindness", "AIDS", "hypermobility", "high blood pressure in pregnancy"] {
            assert!(known(word) && !shown(word), "{word}");
        }
    }

    #[test]
    fn pages_of_a_language_bear_its_names() {
        let vocabulary = of_program();
        let flu = vocabulary.conditions.iter().find(|term| term.slug == "influenza");
        let names = |language: &str| {
            let tag = LanguageTag::new(language);
            flu.map(|term| (term.name_in(&tag), term.also_called_in(&tag).to_vec()))
        };
        assert_eq!(names("es"), Some(("Gripe", vec!["influenza".to_owned()])));
        assert_eq!(names("es-US").map(|names| names.0), Some("Gripe"));
        assert_eq!(names("en"), Some(("Flu", vec!["influenza".to_owned(), "seasonal flu".to_owned()])));
    }

    #[test]
    fn a_project_corrects_single_keys() {
        let mut vocabulary = of_program();
        let file = VPath::new("data/conditions.yaml");
        let text = "conditions:\n  - {slug: asthma, name: Asthma of any kind}\n";
        let yaml = Yaml { file: &file, text, start: 0 };
        add(&mut vocabulary, yaml.read().value, yaml, &mut Vec::new());
        let asthma: Vec<&Term> = vocabulary.conditions.iter().filter(|term| term.slug == "asthma").collect();
        assert_eq!(asthma.len(), 1);
        assert_eq!(
            (asthma[0].name.as_str(), asthma[0].icd10cm.as_slice()),
            ("Asthma of any kind", &["J45".to_owned()][..])
        );
    }
}
