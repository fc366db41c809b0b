//! The report for programs: `{"diagnostics": [..], "summary": {..}}`.

use std::fmt::Write;

use schemars::JsonSchema;
use serde::Serialize;

use crate::diag::Diagnostic;
use crate::yaml::schema_of;

use super::super::summary::Summary;
use super::super::visible::is_obeyed;
use super::sources::Sources;

/// What `build` and `check` print with `--format json`.
#[derive(Serialize, JsonSchema)]
struct Report<'d> {
    /// All findings, in the order of files and places.
    diagnostics: Vec<Entry<'d>>,
    /// The figures of the run.
    summary: &'d Summary,
}

/// A finding.
#[derive(Serialize, JsonSchema)]
struct Entry<'d> {
    /// The rule, `family/name`.
    code: &'d str,
    /// The part before the slash.
    family: &'d str,
    /// `error`, `warning` or `info`.
    severity: String,
    /// The file, relative to the project; null for what concerns the project as a whole.
    file: Option<&'d str>,
    /// The line, from 1; null if the whole file is meant.
    line: Option<usize>,
    /// The column, from 1.
    column: Option<usize>,
    /// What is wrong.
    message: &'d str,
    /// What to do.
    help: &'d [String],
    /// Whether `bedside check --fix` mends it.
    fixable: bool,
}

/// The schema of [`Report`].
pub(in crate::cli) fn schema() -> serde_json::Value {
    schema_of::<Report<'_>>(
        "Report of Bedside",
        "What `check` and `build` print with `--format json`.",
        &["diagnostics", "summary"],
    )
}

/// All diagnostics and the summary. Files are relative to the project; lines and columns count from 1.
pub(super) fn json(diagnostics: &[Diagnostic], sources: &Sources<'_>, summary: &Summary) -> String {
    let diagnostics = diagnostics.iter().map(|diagnostic| entry(diagnostic, sources)).collect();
    to_text(&Report { diagnostics, summary })
}

fn entry<'d>(diagnostic: &'d Diagnostic, sources: &Sources<'_>) -> Entry<'d> {
    let start = diagnostic.place.as_ref().and_then(|place| sources.region(place)).map(|region| region.start);
    Entry {
        code: diagnostic.code.name,
        family: diagnostic.code.family(),
        severity: diagnostic.severity.to_string(),
        file: diagnostic.place.as_ref().map(|place| place.file.as_str()),
        line: start.map(|start| start.line),
        column: start.map(|start| start.column),
        message: &diagnostic.message,
        help: &diagnostic.help,
        fixable: !diagnostic.fix.is_empty(),
    }
}

/// A value as indented JSON. Terminal control characters are `\u` escapes, even where JSON does not require it; outside
/// of strings there is nothing of that kind but line ends.
pub(in crate::cli) fn to_text(value: &impl Serialize) -> String {
    let plain = serde_json::to_string_pretty(value).unwrap_or_default();
    let mut text = String::with_capacity(plain.len() + 1);
    for character in plain.chars() {
        if character != '\n' && is_obeyed(character) {
            // Writing to a string cannot fail.
            let _ = write!(text, "\\u{:04x}", u32::from(character));
        } else {
            text.push(character);
        }
    }
    text.push('\n');
    text
}
