//! The shared library of sources: `data/sources.*`, any number of files in four formats.
//!
//! In: CSL-JSON, BibTeX, RIS and PubMed's `.nbib`. Out: one [`Library`] of references by id, each with its place. A file is
//! read once, files in parallel; what cannot be read of a file is told at its place, and the rest of it is used.

mod bibtex;
mod csl;
mod nbib;
mod people;
mod reader;
mod ris;
mod tagged;

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use rayon::prelude::*;

use crate::base::VPath;
use crate::diag::{Diagnostic, Outcome, Place, codes};
use crate::source::SourceSet;
use crate::world::{ReadProblem, TextProblem, World, read_text};

use super::Reference;
use reader::{Found, Reader};

/// Largest library file, in bytes.
const LARGEST: u64 = 32 * 1024 * 1024;

/// Files of this name, or in a folder of this name, are the library's.
const NAME: &str = "data/sources";

/// Reads all entries of one file.
type ReadFormat = fn(&mut Reader<'_>);

/// The formats by the endings of their files.
const FORMATS: [(&[&str], ReadFormat); 4] = [
    (&["json", "csl"], csl::read),
    (&["bib", "bibtex"], bibtex::read),
    (&["ris"], ris::read),
    (&["nbib", "medline"], nbib::read),
];

/// The references that all documents share.
#[derive(Clone, Debug, Default)]
pub struct Library {
    entries: Vec<LibraryEntry>,
    index: HashMap<String, usize>,
}

/// A reference and where it stands.
#[derive(Clone, Debug)]
pub struct LibraryEntry {
    /// The reference.
    pub reference: Arc<Reference>,
    file: Arc<VPath>,
    range: Range<usize>,
}

impl LibraryEntry {
    /// Where it stands.
    #[must_use]
    pub fn place(&self) -> Place {
        Place::at(&self.file, self.range.clone())
    }
}

impl Library {
    /// The entry that an id names: its own, or `doi:` or `pmid:` with its identifier.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&LibraryEntry> {
        let found = self.index.get(id).or_else(|| {
            let is_doi = id.get(..4).is_some_and(|head| head.eq_ignore_ascii_case("doi:"));
            is_doi.then(|| self.index.get(&id.to_lowercase())).flatten()
        });
        found.map(|&at| &self.entries[at])
    }

    /// All ids in the order of the files.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|entry| entry.reference.id.as_str())
    }

    /// Whether there is no entry.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    fn add(&mut self, entry: LibraryEntry, sink: &mut Vec<Diagnostic>) {
        match self.index.entry(entry.reference.id.clone()) {
            Entry::Occupied(first) => {
                let id = &entry.reference.id;
                let diagnostic = Diagnostic::new(&codes::DUPLICATE_KEY, format!("two sources have the id `{id}`"));
                let first = &self.entries[*first.get()];
                let help = "keep one of them, or give one another id";
                sink.push(diagnostic.at(entry.place()).note("the first one", first.place()).help(help));
            }
            Entry::Vacant(free) => {
                free.insert(self.entries.len());
                self.entries.push(entry);
            }
        }
    }

    /// Makes entries known by their identifiers, and reports works that stand in the library twice.
    fn index_identifiers(&mut self, sink: &mut Vec<Diagnostic>) {
        for (at, entry) in self.entries.iter().enumerate() {
            let mut twin = None;
            for key in entry.reference.keys() {
                let first = *self.index.entry(key).or_insert(at);
                twin = twin.or((first != at).then_some(first));
            }
            let Some(twin) = twin.map(|twin| &self.entries[twin]) else { continue };
            let message = format!("`{}` and `{}` are the same work", twin.reference.id, entry.reference.id);
            let diagnostic = Diagnostic::new(&codes::SAME_SOURCE, message).at(entry.place());
            sink.push(diagnostic.note("the first one", twin.place()).help("cite one of the two, and remove the other"));
        }
    }
}

impl Reference {
    /// What makes two references the same work: `doi:` in lower case, `pmid:`, `pmcid:`.
    pub fn keys(&self) -> impl Iterator<Item = String> {
        let doi = self.doi.as_ref().map(|doi| format!("doi:{}", doi.to_lowercase()));
        let record = self.pmid.as_ref().map(|pmid| format!("pmid:{pmid}"));
        let paper = self.pmcid.as_ref().map(|pmcid| format!("pmcid:{pmcid}"));
        [doi, record, paper].into_iter().flatten()
    }
}

/// Whether a data file is one of the library's, whatever its format.
#[must_use]
pub fn is_library(path: &VPath) -> bool {
    let rest = path.as_str().strip_prefix(NAME);
    rest.is_some_and(|rest| rest.starts_with(['.', '-', '_', '/']))
}

/// Reads all library files in parallel; entries and diagnostics come in the order of the files.
#[must_use]
pub fn library(world: &dyn World, sources: &SourceSet) -> Outcome<Library> {
    let files: Vec<&VPath> = sources.data.iter().filter(|path| is_library(path)).collect();
    let read: Vec<Outcome<Vec<Found>>> = files.par_iter().map(|path| guarded(world, path)).collect();
    let mut library = Library::default();
    let mut diagnostics = Vec::new();
    for (path, outcome) in files.into_iter().zip(read) {
        let file = Arc::new(path.clone());
        for found in outcome.into(&mut diagnostics) {
            let reference = Arc::new(found.reference);
            library.add(LibraryEntry { reference, file: Arc::clone(&file), range: found.range }, &mut diagnostics);
        }
    }
    library.index_identifiers(&mut diagnostics);
    Outcome { value: library, diagnostics }
}

/// Reads one file; a panic of a library becomes a diagnostic that names it.
fn guarded(world: &dyn World, path: &VPath) -> Outcome<Vec<Found>> {
    catch_unwind(AssertUnwindSafe(|| file(world, path))).unwrap_or_else(|_| {
        let diagnostic = Diagnostic::new(&codes::PAGE_FAILED, "this library of sources could not be processed")
            .at(Place::file(path))
            .help("this is a fault of Bedside: please report it with the file; until then, remove its latest change");
        Outcome { value: Vec::new(), diagnostics: vec![diagnostic] }
    })
}

fn file(world: &dyn World, path: &VPath) -> Outcome<Vec<Found>> {
    let failed = |diagnostic| Outcome { value: Vec::new(), diagnostics: vec![diagnostic] };
    let extension = path.extension();
    let Some((_, read)) = FORMATS.iter().find(|(endings, _)| endings.contains(&extension.as_str())) else {
        let diagnostic = Diagnostic::new(&codes::UNUSED_FILE, format!("`.{extension}` is no format of sources"));
        let help = "export the sources as CSL-JSON (`.json`), BibTeX (`.bib`), RIS (`.ris`) or from PubMed (`.nbib`)";
        return failed(diagnostic.at(Place::file(path)).help(help));
    };
    match read_text(world, path, LARGEST) {
        Ok(text) => {
            let mut reader = Reader::new(path, &text);
            read(&mut reader);
            reader.finish()
        }
        Err(problem) => failed(unreadable(path, &problem)),
    }
}

fn unreadable(path: &VPath, problem: &TextProblem) -> Diagnostic {
    let (code, help) = match problem {
        TextProblem::NotText(_) => {
            (&codes::NOT_TEXT, "export it again with the encoding UTF-8; older programs write Latin-1 or UTF-16")
        }
        TextProblem::Read(ReadProblem::TooLarge(_)) => {
            (&codes::FILE_TOO_LARGE, "divide it: any number of files may stand in `data/sources/`")
        }
        TextProblem::Read(_) => (&codes::UNREADABLE_FILE, "check that the file exists and that you may read it"),
    };
    Diagnostic::new(code, format!("cannot be read: {problem}")).at(Place::file(path)).help(help)
}
