//! What a form says to its writer is not published: `site/unfinished`.
//!
//! The sentences come from the archetypes themselves, so that a new one is known without a line here.

use std::ops::Range;
use std::sync::LazyLock;

use crate::diag::{Diagnostic, Place, codes};
use crate::grade::{TextWords, sentences};
use crate::source::{REPLACE, archetypes};
use crate::yaml::Step;

use super::super::phrases::Phrases;
use super::super::reading::Reading;
use super::super::rule::{Check, Rule};

/// The rule.
pub(in crate::check) const RULE: Rule = Rule { codes: &[&codes::UNFINISHED], check: Check::Text(check) };

/// Fewer words than this may be in anyone's text.
const SENTENCE: usize = 4;

const HELP: &str = "replace it with your own words, or delete it; `draft: true` keeps the page off the site until then";

/// What the archetypes tell their writers, sentence by sentence.
static SENTENCES: LazyLock<Phrases> = LazyLock::new(|| {
    let all: Vec<&'static str> =
        archetypes().flat_map(|(_, text)| instructions(text)).map(|words| &*words.leak()).collect();
    Phrases::new(&all)
});

fn check(reading: &Reading<'_>, found: &mut Vec<Diagnostic>) {
    let (document, parsed) = (reading.document, &reading.document.parsed);
    let front = &parsed.front;
    if front.draft {
        return;
    }
    let mut report = |message: &str, place: Place| {
        found.push(Diagnostic::new(&codes::UNFINISHED, message).at(place).help(HELP));
    };
    let marked = "`REPLACE` marks text that you still have to write";
    let told = "this sentence is an instruction from the form, not your own text";
    for text in &reading.texts {
        let marks: Vec<Range<usize>> = marks(text.text).collect();
        if let Some(mark) = marks.first() {
            report(marked, reading.place(text, mark.clone()));
            continue;
        }
        for range in SENTENCES.all(&text.words).into_iter().filter(|range| is_whole(text.text, range)) {
            report(told, reading.place(text, range));
        }
    }
    let event = front.event.as_ref();
    let others = [
        ("place", event.and_then(|event| event.place.as_deref())),
        ("online", event.and_then(|event| event.online.as_deref())),
        ("registration_url", event.and_then(|event| event.registration_url.as_deref())),
        ("agency_source", front.agency_source.as_deref()),
    ];
    for (key, text) in others {
        if text.is_some_and(|text| marks(text).next().is_some()) {
            report(marked, parsed.place(&[Step::Key(key)]));
        }
    }
    for (call, component) in parsed.body.outline.components.iter().zip(&document.components) {
        if component.arguments.values().any(has_mark) && !found_within(found, &call.range) {
            let place = Place::at(&parsed.source.path, call.range.clone());
            found.push(Diagnostic::new(&codes::UNFINISHED, marked).at(place).help(HELP));
        }
    }
}

/// Whether a finding is within a block already.
fn found_within(found: &[Diagnostic], block: &Range<usize>) -> bool {
    found.iter().filter(|diagnostic| *diagnostic.code == codes::UNFINISHED).any(|diagnostic| {
        let range = diagnostic.place.as_ref().and_then(|place| place.range.as_ref());
        range.is_some_and(|range| block.start <= range.start && range.end <= block.end)
    })
}

/// Whether a value of a block holds the mark.
fn has_mark(value: &serde_json::Value) -> bool {
    match value {
        serde_json::Value::String(text) => marks(text).next().is_some(),
        serde_json::Value::Array(values) => values.iter().any(has_mark),
        serde_json::Value::Object(values) => values.values().any(has_mark),
        _ => false,
    }
}

/// Where the mark is in a text as its own word.
fn marks(text: &str) -> impl Iterator<Item = Range<usize>> {
    text.match_indices(REPLACE).map(|(at, mark)| at..at + mark.len()).filter(|range| {
        let before = text[..range.start].chars().next_back();
        let after = text[range.end..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

/// Whether a part of a text is a sentence or two of it, and not words within one.
fn is_whole(text: &str, range: &Range<usize>) -> bool {
    let begins =
        text[..range.start].trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '“' | '(' | '*'));
    let ends = text[range.end..].trim_start_matches(['"', '”', ')', '*']);
    (begins.is_empty() || begins.ends_with(['.', '!', '?', ':']))
        && (ends.is_empty() || ends.starts_with(['.', '!', '?', ':']))
}

/// The sentences of an archetype that speak to the writer, in lower case: those with the mark, without it, and those after
/// them in the same paragraph.
fn instructions(archetype: &str) -> Vec<String> {
    let mut found = Vec::new();
    let (front, body) =
        archetype.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")).unwrap_or(("", archetype));
    let values =
        front.lines().filter(|line| !line.trim_start().starts_with('#')).filter_map(|line| line.split('"').nth(1));
    let paragraphs = paragraphs(body);
    for paragraph in values.map(str::to_owned).chain(paragraphs) {
        let Some(first) = marks(&paragraph).next() else { continue };
        for range in sentences(&paragraph) {
            if range.end <= first.start {
                continue;
            }
            let sentence = &paragraph[range];
            // What follows the last mark is the instruction; a sentence that ends with it has none.
            let behind = sentence.rsplit_once(REPLACE).map_or(sentence, |(_, behind)| behind);
            let pieces = [behind.to_owned(), sentence.replace(REPLACE, "")];
            for piece in pieces.iter().filter(|_| count(behind) >= SENTENCE) {
                // A gap is filled with words that nobody knows here.
                found.extend(Some(plain(piece)).filter(|words| !piece.contains("{{") && words.contains(' ')));
            }
        }
    }
    found.sort();
    found.dedup();
    found
}

fn count(text: &str) -> usize {
    TextWords::of(text).len()
}

fn plain(text: &str) -> String {
    TextWords::of(text).iter().map(|word| word.low.to_owned()).collect::<Vec<_>>().join(" ")
}

/// The paragraphs, items and headings of a text in Markdown, without the lines of its blocks.
fn paragraphs(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut is_open = false;
    for line in text.lines() {
        let trimmed = line.trim_start();
        let item = trimmed.strip_prefix("- ").or_else(|| {
            let digits = trimmed.bytes().take_while(u8::is_ascii_digit).count();
            trimmed[digits..].strip_prefix(". ").filter(|_| digits > 0)
        });
        let heading = trimmed.starts_with('#').then(|| trimmed.trim_start_matches('#'));
        match item.or(heading) {
            Some(start) => found.push(start.trim_matches('"').to_owned()),
            None if trimmed.is_empty() || trimmed.starts_with("```") => {}
            None if is_open && let Some(last) = found.last_mut() => {
                last.push(' ');
                last.push_str(trimmed);
            }
            None => found.push(trimmed.to_owned()),
        }
        is_open = !trimmed.is_empty() && heading.is_none() && !trimmed.starts_with("```");
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instructions_are_those_behind_the_mark() {
        let text = "---\ntitle: {{title|yaml}}\nplace: \"REPLACE: where the thing is held\"\n# note: \"REPLACE: a note of four words\"\n---\n\nKept text stays here. REPLACE: say what it is. Then say\nwhy it matters to them.\n\nOurs alone stays as it is.\n\n- REPLACE: the first thing to do\n- a kept item of the list\n\nThe agency announced it on REPLACE.\n";
        let found = instructions(text);
        for told in
            ["where the thing is held", "say what it is", "then say why it matters to them", "the first thing to do"]
        {
            assert!(found.iter().any(|own| own == told), "{told}: {found:?}");
        }
        for kept in
            ["kept text stays here", "ours alone stays as it is", "a kept item", "the agency announced", "a note of"]
        {
            assert!(!found.iter().any(|own| own.contains(kept)), "{kept}: {found:?}");
        }
    }

    #[test]
    fn a_sentence_counts_as_a_whole() {
        let whole =
            |text: &str, part: &str| is_whole(text, &(text.find(part).unwrap()..text.find(part).unwrap() + part.len()));
        assert!(whole("Say what it is. More.", "Say what it is"));
        assert!(whole("**Now:** say what it is", "say what it is"));
        assert!(!whole("We say what it is called.", "say what it is"));
        assert_eq!(marks("REPLACE: a, REPLACEMENT, REPLACE").count(), 2);
    }
}
