//! What rules found in each file the last time, kept on the disk between builds, so that a text is read by rules again
//! only if it, or what rules know next to it, is another.
//!
//! A finding is kept under a hash of all that it depends on: the program, the file's path and bytes, the settings, the data
//! files and the day for rules over texts; for details of patients, what is known of the practice. A file in which nothing
//! was found is a hash alone. The note can be deleted at any time.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::value::{RawValue, to_raw_value};

use crate::base::{ContentHash, Hasher, VPath};
use crate::check::Notes;
use crate::config::Config;
use crate::diag::{Diagnostic, Noted};
use crate::model::Document;
use crate::privacy::Known;
use crate::source::SourceSet;
use crate::world::World;

/// The form of the note; a program that writes another form gives it another number.
const FORM: u32 = 2;

/// A note in `.bedside/cache/`.
#[derive(Default, Serialize, Deserialize)]
struct Note {
    form: u32,
    /// The program whose rules these were.
    program: String,
    /// Where nothing was found.
    clean: Vec<String>,
    /// Lists of [`Noted`], read only on request.
    found: Vec<(String, Box<RawValue>)>,
}

/// A list of [`Noted`]; `None` if nothing was found.
type Found = Option<Arc<RawValue>>;

/// The findings of the last build, and those of this one.
pub struct Findings {
    program: String,
    last: HashMap<ContentHash, Found>,
    made: Mutex<BTreeMap<ContentHash, Found>>,
}

impl Findings {
    /// What the note says, where `program` wrote it.
    #[must_use]
    pub fn read(program: &str, note: Option<&[u8]>) -> Self {
        let note: Option<Note> = note.and_then(|bytes| serde_json::from_slice(bytes).ok());
        let note = note.filter(|note| note.form == FORM && note.program == program).unwrap_or_default();
        let clean = note.clean.into_iter().map(|hash| (hash, None));
        let last = clean.chain(note.found.into_iter().map(|(hash, found)| (hash, Some(found.into()))));
        let last = last.filter_map(|(hash, found)| Some((ContentHash::from_hex(&hash)?, found))).collect();
        Self { program: program.to_owned(), last, made: Mutex::default() }
    }

    /// The note for the next build: what this one found, and nothing older.
    #[must_use]
    pub fn note(self) -> Vec<u8> {
        let mut note = Note { form: FORM, program: self.program, ..Note::default() };
        for (hash, found) in self.made.into_inner().unwrap_or_else(PoisonError::into_inner) {
            match found {
                None => note.clean.push(hash.hex()),
                Some(found) => note.found.push((hash.hex(), (*found).to_owned())),
            }
        }
        serde_json::to_vec(&note).unwrap_or_default()
    }

    /// What was found under a hash the last time.
    fn of(&self, hash: ContentHash) -> Option<Vec<Diagnostic>> {
        let found = self.last.get(&hash)?;
        let diagnostics = match found {
            None => Vec::new(),
            Some(found) => {
                let noted: Vec<Noted> = serde_json::from_str(found.get()).ok()?;
                noted.iter().map(Noted::diagnostic).collect::<Option<_>>()?
            }
        };
        self.made.lock().unwrap_or_else(PoisonError::into_inner).insert(hash, found.clone());
        Some(diagnostics)
    }

    fn leave(&self, hash: ContentHash, found: &[Diagnostic]) {
        let noted = || to_raw_value(&found.iter().map(Noted::of).collect::<Vec<_>>());
        let found = if found.is_empty() { None } else { Some(noted()) };
        // What cannot be written is found again by the next build.
        let Ok(found) = found.transpose() else { return };
        let found = found.map(Arc::from);
        self.made.lock().unwrap_or_else(PoisonError::into_inner).insert(hash, found);
    }
}

/// The findings of rules over texts.
pub(super) struct OfTexts<'f> {
    findings: &'f Findings,
    world: &'f dyn World,
    /// The hash of what they depend on next to the document.
    context: ContentHash,
}

impl<'f> OfTexts<'f> {
    /// Those of a project; `None` if the world does not know what it has read.
    pub(super) fn new(
        findings: Option<&'f Findings>,
        world: &'f dyn World,
        sources: &SourceSet,
        config: &Config,
        today: Date,
    ) -> Option<Self> {
        let findings = findings?;
        let mut context = Hasher::new();
        context.part("texts").part(today.to_string()).part(config.url.absolute("/"));
        context.hash(&world.content(&Config::path())?);
        for file in &sources.data {
            context.part(file.as_str()).hash(&world.content(file)?);
        }
        Some(Self { findings, world, context: context.finish() })
    }

    fn hash(&self, document: &Document) -> Option<ContentHash> {
        let path = &document.parsed.source.path;
        let mut hash = Hasher::new();
        hash.hash(&self.context).part(path.as_str()).hash(&self.world.content(path)?);
        hash.part(format!("{:?}", document.state));
        // What the arguments of blocks lead to may be another file.
        if !document.components.is_empty() {
            hash.part(format!("{:?}", document.components));
        }
        Some(hash.finish())
    }
}

impl Notes for OfTexts<'_> {
    fn of(&self, document: &Document) -> Option<Vec<Diagnostic>> {
        self.findings.of(self.hash(document)?)
    }

    fn leave(&self, document: &Document, found: &[Diagnostic]) {
        if let Some(hash) = self.hash(document) {
            self.findings.leave(hash, found);
        }
    }
}

/// Files in which no detail of a patient was found. Others are read again each time: their reports depend on consent.
pub(super) struct OfPatients<'f> {
    findings: &'f Findings,
    world: &'f dyn World,
    known: ContentHash,
}

impl<'f> OfPatients<'f> {
    /// Those of a project of whose practice this is known.
    pub(super) fn new(findings: Option<&'f Findings>, world: &'f dyn World, known: &Known) -> Option<Self> {
        let known = Hasher::new().part("patients").part(format!("{known:?}")).finish();
        findings.map(|findings| Self { findings, world, known })
    }

    /// Whether nothing was found in a file, and it is the same still.
    pub(super) fn is_clean(&self, path: &VPath) -> bool {
        self.hash(path).is_some_and(|hash| self.findings.of(hash).is_some())
    }

    /// Notes that nothing was found.
    pub(super) fn leave_clean(&self, path: &VPath) {
        if let Some(hash) = self.hash(path) {
            self.findings.leave(hash, &[]);
        }
    }

    fn hash(&self, path: &VPath) -> Option<ContentHash> {
        Some(Hasher::new().hash(&self.known).part(path.as_str()).hash(&self.world.content(path)?).finish())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{Place, codes};

    #[test]
    fn what_was_found_is_found_again_by_the_same_program_only() {
        let at = Place::at(&VPath::new("content/pages/a.md"), 2..5);
        let found = vec![Diagnostic::new(&codes::LONG_TITLE, "long").at(at.clone()).note("here", at).help("cut it")];
        let hash = |name: &str| ContentHash::of(name.as_bytes());
        let findings = Findings::read("1", None);
        findings.leave(hash("found"), &found);
        findings.leave(hash("clean"), &[]);
        let note = findings.note();
        let again = Findings::read("1", Some(&note));
        assert_eq!(again.of(hash("found")), Some(found));
        assert_eq!((again.of(hash("clean")), again.of(hash("new"))), (Some(Vec::new()), None));
        // What was asked for is in the next note, and what nobody asked for is gone.
        let note = Findings::read("1", Some(&note));
        note.of(hash("clean"));
        let note = Findings::read("1", Some(&note.note()));
        assert_eq!((note.of(hash("clean")), note.of(hash("found"))), (Some(Vec::new()), None));
        for (program, note) in [("2", &again.note()[..]), ("1", b"{"), ("1", b"")] {
            assert_eq!(Findings::read(program, Some(note)).of(hash("clean")), None);
        }
    }
}
