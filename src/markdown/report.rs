//! The problems of one document, with an upper limit.

use std::ops::Range;

use crate::diag::{Code, Diagnostic, Place, codes};

use super::MarkdownInput;

/// The most problems that one document reports.
const MOST: usize = 200;

/// Collects the problems of one document.
#[derive(Debug, Default)]
pub(super) struct Report {
    found: Vec<Diagnostic>,
    more: usize,
}

impl Report {
    /// Adds a problem; past the limit it is only counted. `describe` is not called then.
    pub(super) fn add(&mut self, describe: impl FnOnce() -> Diagnostic) {
        if self.found.len() < MOST {
            self.found.push(describe());
        } else {
            self.more += 1;
        }
    }

    /// All problems from the top of the document to its end.
    pub(super) fn finish(mut self) -> Vec<Diagnostic> {
        let at = |d: &Diagnostic| d.place.as_ref().and_then(|place| place.range.as_ref().map(|range| range.start));
        self.found.sort_by_key(at);
        if let Some(last) = self.found.last_mut()
            && self.more > 0
        {
            last.help.push(format!("the document has {} more problems, shown once these are fixed", self.more));
        }
        self.found
    }
}

/// A problem of the bytes `range` of the Markdown.
pub(super) fn problem(
    input: &MarkdownInput,
    code: &'static Code,
    range: &Range<usize>,
    message: impl Into<String>,
) -> Diagnostic {
    Diagnostic::new(code, message).at(Place::at(input.file, input.start + range.start..input.start + range.end))
}

/// Raw HTML that had to be shown as text as a whole.
pub(super) fn uncleanable(input: &MarkdownInput) -> Diagnostic {
    Diagnostic::new(&codes::REMOVED_HTML, "the HTML of this document could not be cleaned and is shown as text")
        .at(Place::file(input.file))
        .help("write it as Markdown, or use less HTML")
}
