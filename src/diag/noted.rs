//! A problem as a note on the disk keeps it.

use serde::{Deserialize, Serialize};

use crate::base::VPath;

use super::{Code, Diagnostic, DiagnosticData, Edit, Note, Place, Severity};

/// A problem in texts and numbers alone.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Noted {
    code: String,
    severity: String,
    message: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    place: Option<NotedPlace>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    notes: Vec<(String, NotedPlace)>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    help: Vec<String>,
    /// Start and end, what goes, what comes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    fix: Vec<(usize, usize, String, String)>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct NotedPlace {
    file: String,
    range: Option<(usize, usize)>,
}

impl Noted {
    /// The note of a problem.
    #[must_use]
    pub fn of(diagnostic: &Diagnostic) -> Self {
        let edit = |edit: &Edit| (edit.range.start, edit.range.end, edit.old.clone(), edit.text.clone());
        Self {
            code: diagnostic.code.name.to_owned(),
            severity: diagnostic.severity.to_string(),
            message: diagnostic.message.clone(),
            place: diagnostic.place.as_ref().map(NotedPlace::of),
            notes: diagnostic.notes.iter().map(|n| (n.message.clone(), NotedPlace::of(&n.place))).collect(),
            help: diagnostic.help.clone(),
            fix: diagnostic.fix.iter().map(edit).collect(),
        }
    }

    /// The problem; `None` if this program does not know it.
    #[must_use]
    pub fn diagnostic(&self) -> Option<Diagnostic> {
        let note = |(message, place): &(String, NotedPlace)| Note { message: message.clone(), place: place.place() };
        let edit = |(start, end, old, text): &(usize, usize, String, String)| Edit {
            range: *start..*end,
            old: old.clone(),
            text: text.clone(),
        };
        Some(Diagnostic::from(DiagnosticData {
            code: Code::named(&self.code)?,
            severity: Severity::named(&self.severity)?,
            message: self.message.clone(),
            place: self.place.as_ref().map(NotedPlace::place),
            notes: self.notes.iter().map(note).collect(),
            help: self.help.clone(),
            fix: self.fix.iter().map(edit).collect(),
        }))
    }
}

impl NotedPlace {
    fn of(place: &Place) -> Self {
        let range = place.range.as_ref().map(|range| (range.start, range.end));
        Self { file: place.file.to_string(), range }
    }

    fn place(&self) -> Place {
        Place { file: VPath::new(&self.file), range: self.range.map(|(start, end)| start..end) }
    }
}
