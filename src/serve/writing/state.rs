//! What the editor shows of a text: its values, its page, its length, what `check` has found in it.

use serde_json::{Map, Value, json};

use crate::base::{LineIndex, VPath};
use crate::parse::{Split, split};
use crate::serve::desk::{Words, shared};
use crate::serve::snapshot::Snapshot;
use crate::yaml::Yaml;

/// Words that a patient reads in a minute.
const WORDS_A_MINUTE: usize = 200;

/// The state of a file whose text is `text`; places count the units of JavaScript's texts.
pub(super) fn state(words: &'static Words, snapshot: Option<&Snapshot>, path: &VPath, text: &str) -> Value {
    let body = match split(text) {
        Split::Parts { body, .. } => body.start,
        Split::Missing if path.below("content").is_none() => text.len(),
        Split::Missing | Split::Open => 0,
    };
    let values = values(path, text);
    let Some(snapshot) = snapshot else { return json!({ "values": values, "body": units(text, body) }) };
    let document = snapshot.compiled.as_ref().and_then(|compiled| {
        let found = compiled.site.documents.iter().find(|document| document.parsed.source.path == *path)?;
        Some((compiled, found))
    });
    let length = document.map_or(0, |(_, document)| document.parsed.body.outline.words);
    let address = document.map(|(compiled, document)| compiled.site.address(document));
    let findings: Vec<Value> = snapshot
        .diagnostics
        .iter()
        .filter(|one| one.place.as_ref().is_some_and(|place| place.file == *path))
        .map(|one| {
            let range = one.place.as_ref().and_then(|place| place.range.clone()).unwrap_or(0..0);
            json!({
                "from": units(text, range.start),
                "to": units(text, range.end.max(range.start)),
                "line": LineIndex::new(text).position(floor(text, range.start)).line,
                "severity": one.severity.to_string(),
                "code": one.code.name,
                "message": one.message,
                "help": one.help,
            })
        })
        .collect();
    let elsewhere = snapshot.diagnostics.len() - findings.len();
    json!({
        "values": values,
        "body": units(text, body),
        "page": snapshot.page_of(path),
        "address": address,
        "words": length,
        "minutes": length.div_ceil(WORDS_A_MINUTE),
        "findings": findings,
        "elsewhere": elsewhere,
        "shared": shared(words, snapshot, path),
    })
}

/// The values of the front matter, or of a file that has no text below it.
pub(super) fn values(path: &VPath, text: &str) -> Option<Map<String, Value>> {
    let front = match split(text) {
        Split::Parts { front, .. } => &text[front],
        Split::Missing if path.below("content").is_none() => text,
        Split::Missing | Split::Open => "",
    };
    Yaml { file: path, text: front, start: 0 }.values()
}

/// How many units of UTF-16 come before a byte.
fn units(text: &str, at: usize) -> usize {
    text[..floor(text, at)].chars().map(char::len_utf16).sum()
}

/// The last place at or before a byte where a character begins.
fn floor(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_as_browsers_do() {
        assert_eq!(units("é😀x", 2), 1);
        assert_eq!(units("é😀x", 6), 3);
        assert_eq!(units("é😀x", 4), 1, "in the middle of a sign");
        assert_eq!(units("é", 99), 1);
    }
}
