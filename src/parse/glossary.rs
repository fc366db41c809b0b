//! The glossary: terms in plain words, ours and the project's.
//!
//! In: `data/glossary.yaml`. Out: a [`Glossary`], empty if the project has no such file, because terms are explained
//! only on request. The file's entries come over the built-in ones of the same slug.

use std::collections::{HashMap, HashSet};

use serde::Deserialize;

use crate::base::{LanguageTag, Slug, VPath};
use crate::diag::{Diagnostic, Outcome, codes};
use crate::source::{GLOSSARY_FILE, SourceSet};
use crate::world::{World, read_text};
use crate::yaml::{Entries, Step, Yaml, built_in};

static BUILT_IN: &str = include_str!(concat!(env!("OUT_DIR"), "/glossary.json"));

/// Largest glossary, in bytes.
const LARGEST: u64 = 4 * 1024 * 1024;

/// Terms that pages explain, by slug.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Glossary {
    /// The terms.
    pub terms: Vec<GlossaryTerm>,
    /// By language and first word: what may begin there, the longest first.
    starts: HashMap<(String, String), Vec<Start>>,
}

/// A term with what it means.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GlossaryTerm {
    /// Its slug, which is its id on the page of the glossary.
    pub slug: String,
    /// Its names by language, the first of which the glossary lists.
    pub names: Vec<(String, Vec<String>)>,
    /// What it means, by language: a sentence or two without markup.
    pub means: Vec<(String, String)>,
    /// A page that explains it, by language.
    pub sources: Vec<(String, String)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Start {
    words: Vec<String>,
    term: usize,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct GlossaryFile {
    version: Option<u32>,
    built_in: Option<bool>,
    terms: Option<Vec<TermFile>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct TermFile {
    slug: Option<String>,
    names: Option<Entries<Vec<String>>>,
    means: Option<Entries<String>>,
    sources: Option<Entries<String>>,
}

impl GlossaryTerm {
    /// Its name and meaning in a language, where it has both.
    #[must_use]
    pub fn in_language(&self, language: &LanguageTag) -> Option<(&str, &str)> {
        let name = of_language(&self.names, language)?.first()?;
        Some((name, of_language(&self.means, language)?))
    }

    /// The address of a page that explains it in a language.
    #[must_use]
    pub fn source_in(&self, language: &LanguageTag) -> Option<&str> {
        of_language(&self.sources, language).map(String::as_str)
    }

    /// Its other names in a language.
    #[must_use]
    pub fn also_in(&self, language: &LanguageTag) -> &[String] {
        of_language(&self.names, language).and_then(|names| names.get(1..)).unwrap_or_default()
    }
}

fn of_language<'t, T>(all: &'t [(String, T)], language: &LanguageTag) -> Option<&'t T> {
    let tagged = |wanted: &str| all.iter().find(|(tag, _)| tag == wanted).map(|(_, value)| value);
    tagged(language).or_else(|| tagged(language.main()))
}

impl Glossary {
    /// The term that `words`, in lower case, begin with, and how many of them are its name.
    #[must_use]
    pub fn at(&self, language: &LanguageTag, words: &[String]) -> Option<(usize, usize)> {
        let first = words.first()?;
        let starts = |word: &str| self.starts.get(&(language.main().to_owned(), word.to_owned()));
        let candidates = ["", "s", "es"].into_iter().find_map(|ending| first.strip_suffix(ending).and_then(starts))?;
        let fits = |start: &&Start| {
            let own = words.get(..start.words.len());
            own.is_some_and(|own| own.iter().zip(&start.words).all(|(own, word)| is_form(own, word)))
        };
        candidates.iter().find(fits).map(|start| (start.term, start.words.len()))
    }

    fn indexed(mut terms: Vec<GlossaryTerm>) -> Self {
        terms.sort_by(|a, b| a.slug.cmp(&b.slug));
        let mut starts: HashMap<(String, String), Vec<Start>> = HashMap::new();
        for (term, entry) in terms.iter().enumerate() {
            for (language, names) in &entry.names {
                for name in names {
                    let words: Vec<String> = name.split_whitespace().map(str::to_lowercase).collect();
                    let Some(first) = words.first() else { continue };
                    starts.entry((language.clone(), first.clone())).or_default().push(Start { words, term });
                }
            }
        }
        for start in terms.iter().flat_map(|term| &term.names).flat_map(|(language, names)| {
            names.iter().filter_map(|name| Some((language.clone(), name.split_whitespace().next()?.to_lowercase())))
        }) {
            if let Some(list) = starts.get_mut(&start) {
                list.sort_by_key(|start| (std::cmp::Reverse(start.words.len()), start.term));
            }
        }
        Self { terms, starts }
    }
}

/// Whether a word is another with or without the ending of a plural.
fn is_form(own: &str, word: &str) -> bool {
    own == word || own.strip_prefix(word).is_some_and(|ending| matches!(ending, "s" | "es"))
}

/// Reads `data/glossary.yaml` over the built-in glossary.
#[must_use]
pub fn glossary(world: &dyn World, sources: &SourceSet) -> Outcome<Glossary> {
    let Some(path) = sources.data.iter().find(|path| path.as_str() == GLOSSARY_FILE) else {
        return Outcome::fine(Glossary::default());
    };
    let mut diagnostics = Vec::new();
    let text = match read_text(world, path, LARGEST) {
        Ok(text) => text,
        Err(problem) => return Outcome { value: Glossary::default(), diagnostics: vec![problem.told(path)] },
    };
    let yaml = Yaml { file: path, text: &text, start: 0 };
    let file = yaml.read::<GlossaryFile>().into(&mut diagnostics);
    if let Some(version) = file.version.filter(|&version| version != 1) {
        let message = format!("version {version} of this file is not supported; expected 1");
        diagnostics.push(Diagnostic::new(&codes::WRONG_VERSION, message).at(yaml.place(&[Step::Key("version")])));
    }
    let mut terms = if file.built_in == Some(false) { Vec::new() } else { of_program() };
    add(&mut terms, file.terms.unwrap_or_default(), yaml, &mut diagnostics);
    Outcome { value: Glossary::indexed(terms), diagnostics }
}

/// The terms that travel in the program; that they can be read has a test.
fn of_program() -> Vec<GlossaryTerm> {
    let file = VPath::new("content/glossary.yaml");
    let mut terms = Vec::new();
    let entries = built_in::<GlossaryFile>(BUILT_IN).terms.unwrap_or_default();
    add(&mut terms, entries, Yaml { file: &file, text: "", start: 0 }, &mut Vec::new());
    terms
}

fn add(terms: &mut Vec<GlossaryTerm>, entries: Vec<TermFile>, yaml: Yaml<'_>, sink: &mut Vec<Diagnostic>) {
    let mut given: HashSet<String> = HashSet::new();
    let mut known: HashSet<String> = terms.iter().map(|term| term.slug.clone()).collect();
    for (at, entry) in entries.into_iter().enumerate() {
        let path = [Step::Key("terms"), Step::Item(at)];
        match term(entry) {
            Ok(term) if given.contains(&term.slug) => {
                let message = format!("`{}` is given twice", term.slug);
                sink.push(Diagnostic::new(&codes::DUPLICATE_KEY, message).at(yaml.place(&path)));
            }
            Ok(term) => {
                given.insert(term.slug.clone());
                if !known.insert(term.slug.clone()) {
                    terms.retain(|other| other.slug != term.slug);
                }
                // An entry without a meaning takes the built-in one out.
                if !term.means.is_empty() {
                    terms.push(term);
                }
            }
            Err(message) => {
                let help = "each entry needs a `slug`, `names` and `means`, such as `names: {en: [biopsy]}` and \
                            `means: {en: \"...\"}`";
                sink.push(Diagnostic::new(&codes::MISSING_KEY, message).at(yaml.place(&path)).help(help));
            }
        }
    }
}

fn term(entry: TermFile) -> Result<GlossaryTerm, String> {
    let slug = entry.slug.ok_or("the key `slug` is missing")?;
    Slug::new(&slug).map_err(|problem| format!("`{slug}` cannot be used in an address: {problem}"))?;
    let names = entry.names.unwrap_or_default().0;
    let means = entry.means.unwrap_or_default().0;
    if let Some((language, _)) = means.iter().find(|(language, _)| !names.iter().any(|(tag, _)| tag == language)) {
        return Err(format!("`{slug}` has a meaning in `{language}` but no name in that language"));
    }
    let sources = entry.sources.unwrap_or_default().0;
    if let Some((_, address)) = sources.iter().find(|(_, address)| !address.starts_with("https://")) {
        return Err(format!("the source `{address}` of `{slug}` must be an address that starts with `https://`"));
    }
    Ok(GlossaryTerm { slug, names, means, sources })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_glossary_is_sound() {
        let file = VPath::new("content/glossary.yaml");
        let yaml = Yaml { file: &file, text: include_str!("../../content/glossary.yaml"), start: 0 };
        let mut diagnostics = Vec::new();
        let read = yaml.read::<GlossaryFile>().into(&mut diagnostics);
        let mut terms = Vec::new();
        add(&mut terms, read.terms.unwrap_or_default(), yaml, &mut diagnostics);
        assert_eq!(diagnostics, []);
        assert_eq!(of_program(), terms);
        assert!(terms.len() >= 150, "{}", terms.len());
        for term in &terms {
            for language in ["en", "es"].map(LanguageTag::new) {
                let (name, means) = term.in_language(&language).expect("both languages");
                assert!(!name.is_empty() && means.ends_with('.') && means.len() < 260, "{}: {means}", term.slug);
            }
        }
    }

    #[test]
    fn the_longest_name_wins_and_plurals_count() {
        let name = |slug: &str, names: &[&str]| GlossaryTerm {
            slug: slug.to_owned(),
            names: vec![("en".to_owned(), names.iter().map(|name| (*name).to_owned()).collect())],
            means: vec![("en".to_owned(), "A.".to_owned())],
            sources: Vec::new(),
        };
        let glossary =
            Glossary::indexed(vec![name("a", &["blood"]), name("b", &["blood vessel"]), name("c", &["virus"])]);
        let at = |words: &str| {
            let words: Vec<String> = words.split(' ').map(str::to_owned).collect();
            glossary.at(&LanguageTag::new("en-us"), &words)
        };
        assert_eq!(at("blood vessels burst"), Some((1, 2)));
        assert_eq!(at("blood test"), Some((0, 1)));
        assert_eq!(at("viruses"), Some((2, 1)));
        assert_eq!((at("bloody"), glossary.at(&LanguageTag::new("es"), &["blood".to_owned()])), (None, None));
    }
}
