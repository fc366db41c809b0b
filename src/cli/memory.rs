//! What a build remembers, so that the next one with nothing changed can say the same without doing it.

use std::path::Path;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::base::VPath;
use crate::diag::{Code, Diagnostic, Note, Place, Severity};
use crate::model::Horizon;
use crate::output::{leave_note, read_note};

use super::summary::Summary;

const NAME: &str = "build.json";

/// The last build of a project.
#[derive(Serialize, Deserialize)]
pub(super) struct Memory {
    /// Hash of everything it was made from.
    pub(super) key: String,
    from: Timestamp,
    until: Timestamp,
    summary: Summary,
    /// Files of others in the output folder, which the summary does not tell to programs.
    kept: Vec<String>,
    problems: Vec<Remembered>,
}

#[derive(Serialize, Deserialize)]
struct Remembered {
    code: String,
    error: bool,
    message: String,
    place: Option<RememberedPlace>,
    notes: Vec<(String, RememberedPlace)>,
    help: Vec<String>,
}

#[derive(Serialize, Deserialize)]
struct RememberedPlace {
    file: String,
    range: Option<(usize, usize)>,
}

impl Memory {
    /// What is worth remembering of a build that was published.
    pub(super) fn new(key: String, horizon: Horizon, summary: &Summary, problems: &[Diagnostic]) -> Self {
        let problems = problems.iter().map(Remembered::of).collect();
        let (summary, kept) = (summary.clone(), summary.kept.clone());
        Self { key, from: horizon.from, until: horizon.until, summary, kept, problems }
    }

    /// The last build of a project, where it is remembered.
    pub(super) fn of(project: &Path) -> Option<Self> {
        serde_json::from_slice(&read_note(project, NAME)?).ok()
    }

    /// Its figures, as a build into `output` tells them.
    pub(super) fn summary(self, output: String) -> Summary {
        Summary { output: Some(output), kept: self.kept, ..self.summary }
    }

    /// The span of time for which it is good.
    pub(super) fn horizon(&self) -> Horizon {
        Horizon { from: self.from, until: self.until }
    }

    /// Keeps it for the next build. Where that fails, the next build does the work again.
    pub(super) fn keep(&self, project: &Path) {
        if let Ok(bytes) = serde_json::to_vec(self) {
            let _ = leave_note(project, NAME, &bytes);
        }
    }

    /// The problems that the build had told, `None` where one of them is unknown by now.
    pub(super) fn problems(&self) -> Option<Vec<Diagnostic>> {
        self.problems.iter().map(Remembered::diagnostic).collect()
    }
}

impl Remembered {
    fn of(diagnostic: &Diagnostic) -> Self {
        Self {
            code: diagnostic.code.name.to_owned(),
            error: diagnostic.is_error(),
            message: diagnostic.message.clone(),
            place: diagnostic.place.as_ref().map(RememberedPlace::of),
            notes: diagnostic.notes.iter().map(|n| (n.message.clone(), RememberedPlace::of(&n.place))).collect(),
            help: diagnostic.help.clone(),
        }
    }

    fn diagnostic(&self) -> Option<Diagnostic> {
        let note =
            |(message, place): &(String, RememberedPlace)| Note { message: message.clone(), place: place.place() };
        Some(Diagnostic {
            code: Code::named(&self.code)?,
            severity: if self.error { Severity::Error } else { Severity::Warning },
            message: self.message.clone(),
            place: self.place.as_ref().map(RememberedPlace::place),
            notes: self.notes.iter().map(note).collect(),
            help: self.help.clone(),
        })
    }
}

impl RememberedPlace {
    fn of(place: &Place) -> Self {
        let range = place.range.as_ref().map(|range| (range.start, range.end));
        Self { file: place.file.to_string(), range }
    }

    fn place(&self) -> Place {
        Place { file: VPath::new(&self.file), range: self.range.map(|(start, end)| start..end) }
    }
}
