//! The report for programs: `{"diagnostics": [..], "summary": {..}}`.

use std::fmt::Write;

use serde::Serialize;

use crate::diag::Diagnostic;

use super::super::summary::Summary;
use super::super::visible::is_obeyed;
use super::sources::Sources;

#[derive(Serialize)]
struct Report<'d> {
    diagnostics: Vec<Entry<'d>>,
    summary: &'d Summary,
}

#[derive(Serialize)]
struct Entry<'d> {
    code: &'d str,
    family: &'d str,
    severity: String,
    file: Option<&'d str>,
    line: Option<usize>,
    column: Option<usize>,
    message: &'d str,
    help: &'d [String],
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
    }
}

/// A value as indented JSON. What a terminal would obey stands as `\u` escapes, also where JSON would not ask for it;
/// outside of strings there is nothing of that kind but line ends.
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
