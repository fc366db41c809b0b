//! The cards that a command drew last: what each was drawn from, and its content. A card has the name of its page, so its
//! name cannot tell whether it is still right, as those of other pictures do.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use crate::base::{ContentHash, OutputPath};
use crate::compile::CardInputs;
use crate::output::{Stage, leave_note, read_note};

/// A note in `.bedside/cache/`.
#[derive(Default, Serialize, Deserialize)]
struct Note {
    /// The program that drew them.
    program: String,
    /// For each path: hash of what it was drawn from, hash of the file.
    cards: BTreeMap<String, (String, String)>,
}

/// The cards of the last run, and those of this one.
pub struct CardCache {
    name: &'static str,
    last: Note,
    program: String,
    cards: Mutex<BTreeMap<String, (String, String)>>,
}

impl CardCache {
    /// What the note of this name says, where the same program made it. Without knowing the program, nothing is taken over.
    #[must_use]
    pub fn read(project: &Path, name: &'static str, program: Option<&str>) -> Self {
        let program = program.unwrap_or_default().to_owned();
        let note: Option<Note> = read_note(project, name).and_then(|bytes| serde_json::from_slice(&bytes).ok());
        let last = note.filter(|note| !program.is_empty() && note.program == program).unwrap_or_default();
        Self { name, last, program, cards: Mutex::default() }
    }

    /// The content that the card of a path had when it was drawn from the same.
    fn content(&self, path: &OutputPath, inputs: &ContentHash) -> Option<ContentHash> {
        let (drawn_from, content) = self.last.cards.get(path.as_str())?;
        (ContentHash::from_hex(drawn_from)? == *inputs).then(|| ContentHash::from_hex(content))?
    }

    /// Takes a card over from the last run, where it was drawn from the same; `false` if it must be drawn.
    #[must_use]
    pub fn keep(&self, stage: &Stage, path: &OutputPath, inputs: &CardInputs) -> bool {
        let content = self.content(path, &inputs.hash).filter(|content| stage.keep_content(path, content));
        content.is_some_and(|content| {
            self.note(path, &inputs.hash, &content);
            true
        })
    }

    /// Notes a card of this build.
    pub fn note(&self, path: &OutputPath, inputs: &ContentHash, content: &ContentHash) {
        let mut cards = self.cards.lock().unwrap_or_else(PoisonError::into_inner);
        cards.insert(path.as_str().to_owned(), (inputs.hex(), content.hex()));
    }

    /// Notes the cards of the last build that were taken over as they were.
    pub fn carry(&self, wanted: impl Fn(&str) -> bool) {
        let mut cards = self.cards.lock().unwrap_or_else(PoisonError::into_inner);
        for (path, hashes) in self.last.cards.iter().filter(|(path, _)| wanted(path)) {
            cards.entry(path.clone()).or_insert_with(|| hashes.clone());
        }
    }

    /// Leaves the note for the next build. Where that fails, the next build draws them again.
    pub fn write(self, project: &Path) {
        let cards = self.cards.into_inner().unwrap_or_else(PoisonError::into_inner);
        if self.program.is_empty() || cards.is_empty() && self.last.cards.is_empty() {
            return;
        }
        if let Ok(bytes) = serde_json::to_vec(&Note { program: self.program, cards }) {
            let _ = leave_note(project, self.name, &bytes);
        }
    }
}
