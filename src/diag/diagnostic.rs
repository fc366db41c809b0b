//! One problem.

use std::fmt;
use std::ops::{Deref, DerefMut, Range};
use std::sync::Arc;

use crate::base::VPath;

use super::{Code, suggest};

/// How much a problem weighs: an error withholds the build, a warning does not (unless `--strict`), and an info never.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The site could not be published like this.
    Error,
    /// Worth a look; the site is whole.
    Warning,
    /// A suggestion that an editor may leave alone.
    Info,
}

impl Severity {
    /// All of them, the heaviest first.
    pub const ALL: [Self; 3] = [Self::Error, Self::Warning, Self::Info];

    /// The severity of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|severity| severity.to_string() == name)
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        })
    }
}

/// A file, and where known the bytes in it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    /// The file, relative to the project.
    pub file: VPath,
    /// Byte range in the file; `None` if the whole file is meant.
    pub range: Option<Range<usize>>,
}

impl Place {
    /// The bytes `range` of `file`.
    #[must_use]
    pub fn at(file: &VPath, range: Range<usize>) -> Self {
        Self { file: file.clone(), range: Some(range) }
    }

    /// A file as a whole.
    #[must_use]
    pub fn file(file: &VPath) -> Self {
        Self { file: file.clone(), range: None }
    }
}

/// A second place that belongs to a problem, such as the other of two documents with one address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What is there.
    pub message: String,
    /// Where.
    pub place: Place,
}

/// A change of the file of a problem's place that mends it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// Where it is: the change is made only if `old` is there once.
    pub range: Range<usize>,
    /// What goes.
    pub old: String,
    /// What comes in its place.
    pub text: String,
}

/// A problem with its place, its reason and a way out. It is shared: the preview keeps tens of thousands of them and sorts them
/// after every key, so a copy costs a counter, and a change a copy of what others have too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic(Arc<DiagnosticData>);

/// What a [`Diagnostic`] says. The message is in lower case without a final stop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiagnosticData {
    /// Which problem; `bedside explain` knows more.
    pub code: &'static Code,
    /// Error or warning.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// Where; `None` for what concerns the project as a whole.
    pub place: Option<Place>,
    /// Other places that belong to it.
    pub notes: Vec<Note>,
    /// What to do, one sentence each.
    pub help: Vec<String>,
    /// What mends it without a decision by anyone; nothing medical ever does. Empty if a person has to decide.
    pub fix: Vec<Edit>,
}

impl Deref for Diagnostic {
    type Target = DiagnosticData;

    fn deref(&self) -> &DiagnosticData {
        &self.0
    }
}

impl DerefMut for Diagnostic {
    fn deref_mut(&mut self) -> &mut DiagnosticData {
        Arc::make_mut(&mut self.0)
    }
}

impl From<DiagnosticData> for Diagnostic {
    fn from(problem: DiagnosticData) -> Self {
        Self(Arc::new(problem))
    }
}

impl Diagnostic {
    /// A problem with the severity that its code has by default.
    #[must_use]
    pub fn new(code: &'static Code, message: impl Into<String>) -> Self {
        Self::from(DiagnosticData {
            code,
            severity: code.severity,
            message: message.into(),
            place: None,
            notes: Vec::new(),
            help: Vec::new(),
            fix: Vec::new(),
        })
    }

    /// Whether both are one in memory, so that they need not be compared.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    /// Sets the place.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// Adds a way out.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// Adds "did you mean" where one of `known` is near `written`.
    #[must_use]
    pub fn did_you_mean<'k>(mut self, written: &str, known: impl IntoIterator<Item = &'k str>) -> Self {
        self.help.extend(suggest::did_you_mean(written, known));
        self
    }

    /// Adds a second place.
    #[must_use]
    pub fn note(mut self, message: impl Into<String>, place: Place) -> Self {
        self.notes.push(Note { message: message.into(), place });
        self
    }

    /// Says what mends it: Replaces `old`, which is in the bytes `range` of its file, with `text`.
    #[must_use]
    pub fn fix(mut self, range: Range<usize>, (old, text): (impl Into<String>, impl Into<String>)) -> Self {
        self.fix.push(Edit { range, old: old.into(), text: text.into() });
        self
    }

    /// Whether this withholds the build.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}
