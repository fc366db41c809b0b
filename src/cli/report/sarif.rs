//! SARIF 2.1.0, the exchange format of checkers (<https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>).

use serde_json::{Value, json};

use crate::base::{VPath, url_path};
use crate::diag::{Code, Diagnostic, Place, Severity};
use crate::world::SETTINGS;

use super::json::to_text;
use super::sources::{Region, Sources};

/// All diagnostics as one run of the tool.
pub(super) fn sarif(diagnostics: &[Diagnostic], sources: &Sources<'_>) -> String {
    let mut codes: Vec<&'static Code> = Vec::new();
    for diagnostic in diagnostics {
        if !codes.contains(&diagnostic.code) {
            codes.push(diagnostic.code);
        }
    }
    let results: Vec<Value> = diagnostics.iter().map(|diagnostic| result(diagnostic, &codes, sources)).collect();
    to_text(&json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": env!("CARGO_PKG_NAME"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": codes.iter().map(|code| rule(code)).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    }))
}

fn rule(code: &Code) -> Value {
    json!({
        "id": code.name,
        "name": code.short,
        "shortDescription": { "text": code.short.replace('-', " ") },
        "help": { "text": code.page, "markdown": code.page },
        "defaultConfiguration": { "level": level(code.severity) },
        "properties": { "family": code.family(), "tags": [code.family()] },
    })
}

/// The word of SARIF for a severity (3.27.10).
fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn result(diagnostic: &Diagnostic, codes: &[&'static Code], sources: &Sources<'_>) -> Value {
    let mut text = diagnostic.message.clone();
    for help in &diagnostic.help {
        text.push_str("\nhelp: ");
        text.push_str(help);
    }
    // A result without a place is legal, but readers such as GitHub refuse it: the settings stand for the project.
    let project = Place::file(&VPath::new(SETTINGS));
    let place = diagnostic.place.as_ref().unwrap_or(&project);
    let mut result = json!({
        "ruleId": diagnostic.code.name,
        "ruleIndex": codes.iter().position(|code| *code == diagnostic.code),
        "level": level(diagnostic.severity),
        "message": { "text": text },
        "locations": [location(place, sources)],
    });
    if !diagnostic.notes.is_empty() {
        let related = diagnostic.notes.iter().map(|note| {
            let mut location = location(&note.place, sources);
            location["message"] = json!({ "text": note.message });
            location
        });
        result["relatedLocations"] = related.collect();
    }
    result
}

fn location(place: &Place, sources: &Sources<'_>) -> Value {
    let mut physical = json!({ "artifactLocation": { "uri": url_path(&sources.path(place)) } });
    if let Some(Region { start, end }) = sources.region(place) {
        physical["region"] = json!({
            "startLine": start.line,
            "startColumn": start.column,
            "endLine": end.line,
            "endColumn": end.column,
        });
    }
    json!({ "physicalLocation": physical })
}
