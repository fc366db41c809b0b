//! The shared library of sources: `data/sources.*`, any number of files in four formats.
//!
//! In: CSL-JSON, BibTeX, RIS and PubMed's `.nbib`. Out: one [`Library`] of references by id, each with its place. A file is
//! read once, files in parallel; what cannot be read of a file is reported at its place, and the rest of it is used.

mod bibtex;
mod csl;
mod nbib;
mod people;
mod reader;
mod ris;
mod tagged;
mod zotero;

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use rayon::prelude::*;

use crate::base::VPath;
use crate::diag::{Diagnostic, Outcome, Place, Severity, codes};
use crate::source::SourceSet;
use crate::world::{ReadProblem, TextProblem, World, read_text};

use super::{Reference, Work};
use reader::{Found, Reader};

/// Largest library file, in bytes.
const LARGEST: u64 = 32 * 1024 * 1024;

/// Files of this name, or in a folder of this name, are the library's.
const NAME: &str = "data/sources";

/// Reads all entries of one file.
type ReadFormat = fn(&mut Reader<'_>);

/// The formats by the endings of their files.
const FORMATS: [(&[&str], ReadFormat); 4] = [
    (&["json", "csl", "csljson"], csl::read),
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

/// A reference and where it is.
#[derive(Clone, Debug)]
pub struct LibraryEntry {
    /// The reference.
    pub reference: Arc<Reference>,
    file: Arc<VPath>,
    range: Range<usize>,
    /// Another work of the library that has the same id.
    rival: Option<Place>,
}

impl LibraryEntry {
    /// Where it is.
    #[must_use]
    pub fn place(&self) -> Place {
        Place::at(&self.file, self.range.clone())
    }

    /// What keeps it from being cited: only what is cited must be complete.
    #[must_use]
    pub fn fault(&self) -> Option<Diagnostic> {
        let id = &self.reference.id;
        if self.reference.title.is_empty() {
            let message = format!("the source `{id}` is cited but has no title");
            return Some(Diagnostic::new(&codes::MISSING_KEY, message).at(self.place()).help("add its title"));
        }
        let rival = self.rival.clone()?;
        let message = format!("`{id}` is cited, but two works in the library have this id");
        let diagnostic = Diagnostic::new(&codes::DUPLICATE_KEY, message).at(self.place()).note("the other one", rival);
        Some(diagnostic.help("give one of them a different id"))
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

    /// Adds an entry; the same work a second time is passed over, and another one with the same id is reported.
    fn add(&mut self, entry: LibraryEntry, sink: &mut Vec<Diagnostic>) {
        match self.index.entry(entry.reference.id.clone()) {
            Entry::Occupied(first) => {
                let id = &entry.reference.id;
                let first = &mut self.entries[*first.get()];
                let message = format!("two sources have the id `{id}`, and citations use the first one");
                let mut diagnostic = Diagnostic::new(&codes::DUPLICATE_KEY, message);
                diagnostic.severity = Severity::Warning;
                let help = "remove one of them, or give it a different id";
                sink.push(diagnostic.at(entry.place()).note("the first one", first.place()).help(help));
                if !is_same_work(&first.reference, &entry.reference) {
                    first.rival.get_or_insert_with(|| entry.place());
                }
            }
            Entry::Vacant(free) => {
                free.insert(self.entries.len());
                self.entries.push(entry);
            }
        }
    }

    /// Adds the entries of a file; returns the ids that were made for those without one.
    fn add_file(&mut self, path: &VPath, found: Vec<Found>, sink: &mut Vec<Diagnostic>) -> Vec<String> {
        let file = Arc::new(path.clone());
        let mut made = Vec::new();
        for mut found in found {
            if found.made {
                found.reference.id = self.free_id(&found.reference);
                made.push(found.reference.id.clone());
            }
            let at = self.entries.len();
            let reference = Arc::new(found.reference);
            self.add(LibraryEntry { reference, file: Arc::clone(&file), range: found.range, rival: None }, sink);
            if self.entries.len() > at {
                for alias in found.aliases.into_iter().filter(|alias| !alias.is_empty()) {
                    self.index.entry(alias).or_insert(at);
                }
            }
        }
        made
    }

    /// A made id that no entry has: `roe-2001`, `roe-2001-b`. A work that is there already keeps its id.
    fn free_id(&self, reference: &Reference) -> String {
        let id = &reference.id;
        let is_free =
            |id: &String| self.index.get(id).is_none_or(|at| is_same_work(&self.entries[*at].reference, reference));
        let letters = ('b'..='z').map(|letter| format!("{id}-{letter}"));
        let numbers = (27..).map(|number| format!("{id}-{number}"));
        std::iter::once(id.clone()).chain(letters).chain(numbers).find(is_free).unwrap_or_else(|| id.clone())
    }

    /// Makes entries known by their identifiers, and reports works that are in the library twice.
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

/// Whether two references are of one work: by an identifier, or by title and year where no identifier tells them apart.
fn is_same_work(one: &Reference, other: &Reference) -> bool {
    if one.keys().any(|key| other.keys().any(|own| own == key)) {
        return true;
    }
    let differ = |one: &Option<String>, other: &Option<String>| one.is_some() && other.is_some() && one != other;
    let is_page = |reference: &Reference| reference.work() == Work::Page;
    let told_apart = differ(&one.doi, &other.doi)
        || differ(&one.pmid, &other.pmid)
        || (is_page(one) && is_page(other) && differ(&one.url, &other.url));
    !told_apart && one.title.to_lowercase() == other.title.to_lowercase() && one.issued == other.issued
}

/// Says which ids were made, since people have to know what to cite.
fn report_made(path: &VPath, made: &[String], sink: &mut Vec<Diagnostic>) {
    const SHOWN: usize = 8;
    if made.is_empty() {
        return;
    }
    let shown: Vec<String> = made.iter().take(SHOWN).map(|id| format!("`{id}`")).collect();
    let more = made.len().saturating_sub(SHOWN);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let message = format!("sources without an id get one from their author and year: {}{more}", shown.join(", "));
    let help = "cite them by these ids, or export the file with ids or DOIs";
    sink.push(Diagnostic::new(&codes::MADE_ID, message).at(Place::file(path)).help(help));
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
        let found = outcome.into(&mut diagnostics);
        let made = library.add_file(path, found, &mut diagnostics);
        report_made(path, &made, &mut diagnostics);
    }
    library.index_identifiers(&mut diagnostics);
    Outcome { value: library, diagnostics }
}

/// Reads one file; a panic of a library becomes a diagnostic that names it.
fn guarded(world: &dyn World, path: &VPath) -> Outcome<Vec<Found>> {
    catch_unwind(AssertUnwindSafe(|| file(world, path))).unwrap_or_else(|_| {
        let diagnostic = Diagnostic::new(&codes::PAGE_FAILED, "this file of sources could not be processed")
            .at(Place::file(path))
            .help("this is a bug in Bedside: please report it, with the file; until it is fixed, undo the file's latest change");
        Outcome { value: Vec::new(), diagnostics: vec![diagnostic] }
    })
}

fn file(world: &dyn World, path: &VPath) -> Outcome<Vec<Found>> {
    let failed = |diagnostic| Outcome { value: Vec::new(), diagnostics: vec![diagnostic] };
    let extension = path.extension();
    let known = FORMATS.iter().find(|(endings, _)| endings.contains(&extension.as_str())).map(|(_, read)| *read);
    let text = if extension == "txt" { read_text(world, path, LARGEST).ok() } else { None };
    let Some(read) = known.or_else(|| text.as_deref().and_then(by_content)) else {
        let diagnostic = Diagnostic::new(&codes::UNUSED_FILE, format!("`.{extension}` is not a format of sources"));
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

/// The references of a text that is to become part of the library, as `path` would hold them.
#[must_use]
pub fn entries(path: &VPath, text: &str) -> Outcome<Vec<Reference>> {
    let extension = path.extension();
    let known = FORMATS.iter().find(|(endings, _)| endings.contains(&extension.as_str())).map(|(_, read)| *read);
    let Some(read) = known.or_else(|| by_content(text)) else { return Outcome::fine(Vec::new()) };
    let mut reader = Reader::new(path, text);
    read(&mut reader);
    reader.finish().map(|found| found.into_iter().map(|found| found.reference).collect())
}

/// The format of a `.txt`, as PubMed and older programs save their exports.
fn by_content(text: &str) -> Option<ReadFormat> {
    let begins = |starts: &[&str]| text.lines().take(40).any(|line| starts.iter().any(|start| line.starts_with(start)));
    if begins(&["PMID- "]) {
        Some(nbib::read)
    } else if begins(&["TY  - "]) {
        Some(ris::read)
    } else {
        text.trim_start().starts_with('@').then_some(bibtex::read as ReadFormat)
    }
}

fn unreadable(path: &VPath, problem: &TextProblem) -> Diagnostic {
    let (code, help) = match problem {
        TextProblem::NotText(_) => {
            (&codes::NOT_TEXT, "export it again with UTF-8 encoding; older programs write Latin-1 or UTF-16")
        }
        TextProblem::Read(ReadProblem::TooLarge(_)) => {
            (&codes::FILE_TOO_LARGE, "split it: `data/sources/` may contain any number of files")
        }
        TextProblem::Read(_) => {
            (&codes::UNREADABLE_FILE, "check that the file exists and that you have permission to read it")
        }
    };
    Diagnostic::new(code, format!("cannot be read: {problem}")).at(Place::file(path)).help(help)
}
