//! A value with the problems met while making it.

use rayon::prelude::*;

use super::{Diagnostic, Severity};

/// A value and its diagnostics. Every stage is total: there is a value even if there are errors.
#[derive(Clone, Debug, Default)]
pub struct Outcome<T> {
    /// What was made.
    pub value: T,
    /// What was noticed, in the order of the input.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Outcome<T> {
    /// A value without problems.
    pub fn fine(value: T) -> Self {
        Self { value, diagnostics: Vec::new() }
    }

    /// Takes the value, moving the diagnostics into `sink`.
    pub fn into(self, sink: &mut Vec<Diagnostic>) -> T {
        sink.extend(self.diagnostics);
        self.value
    }

    /// The same problems with another value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Outcome<U> {
        Outcome { value: change(self.value), diagnostics: self.diagnostics }
    }
}

/// Puts diagnostics into reading order: the project as a whole first, then file by file, top to bottom; equal ones once.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.par_sort_by(|a, b| spot(a).cmp(&spot(b)).then_with(|| a.code.name.cmp(b.code.name)));
    diagnostics.dedup();
}

/// Makes every warning an error: what `--strict` asks for.
pub fn make_strict(diagnostics: &mut [Diagnostic]) {
    for diagnostic in diagnostics.iter_mut().filter(|diagnostic| diagnostic.severity == Severity::Warning) {
        diagnostic.severity = Severity::Error;
    }
}

/// File and byte range of a diagnostic, for sorting.
fn spot(diagnostic: &Diagnostic) -> Option<(&str, Option<(usize, usize)>)> {
    let place = diagnostic.place.as_ref()?;
    Some((place.file.as_str(), place.range.as_ref().map(|range| (range.start, range.end))))
}
