//! The message comes first, and one thing is asked: `plain/main-message`, `plain/calls-to-action`.

use crate::base::slugify;
use crate::diag::{Diagnostic, Place, codes};
use crate::grade::{Language, TextWords};
use crate::markdown::BlockKind;
use crate::source::Kind;

use super::super::reading::{Part, Reading};
use super::super::rule::{Check, Rule};

/// The rule.
pub(in crate::check) const RULE: Rule =
    Rule { codes: &[&codes::MAIN_MESSAGE, &codes::CALLS_TO_ACTION], check: Check::Text(check) };

/// Shorter texts say what they say.
const LONG: usize = 300;

/// Words are the same where so many first letters are.
const STEM: usize = 5;

fn check(reading: &Reading<'_>, found: &mut Vec<Diagnostic>) {
    let parsed = &reading.document.parsed;
    let is_long = parsed.body.outline.words >= LONG;
    if !matches!(parsed.source.kind, Kind::Article | Kind::Myth) || !is_long || reading.language() == Language::Other {
        return;
    }
    let first = reading.texts.iter().find(|text| {
        matches!(text.part, Part::Body(BlockKind::Paragraph | BlockKind::Callout | BlockKind::Item) | Part::Answer)
    });
    if let Some(text) = first {
        let own = stems(text.text);
        let wanted: Vec<String> =
            stems(&parsed.front.title).into_iter().chain(stems(reading.document.summary())).collect();
        if !wanted.is_empty() && !own.iter().any(|stem| wanted.contains(stem)) {
            let message = "the first paragraph does not say what the page is about";
            let help = "start with the message: what a reader should know or do, in a sentence or two";
            let place = reading.place(text, 0..text.text.len());
            found.push(Diagnostic::new(&codes::MAIN_MESSAGE, message).at(place).help(help));
        }
    }
    let calls: Vec<_> = parsed
        .body
        .outline
        .components
        .iter()
        .filter(|call| call.name == "call-to-action")
        .map(|call| &call.range)
        .collect();
    let asked = usize::from(parsed.front.call_to_action.is_some()) + calls.len();
    if asked > 1 {
        let message = format!("this page has {asked} calls to action; readers follow one");
        let place = calls
            .last()
            .map_or_else(|| Place::file(&parsed.source.path), |range| Place::at(&parsed.source.path, (*range).clone()));
        let help = "keep the call to action that matters most, and turn the others into links";
        found.push(Diagnostic::new(&codes::CALLS_TO_ACTION, message).at(place).help(help));
    } else if asked == 0 {
        let message = "this page does not say what a reader can do next";
        let help = "add `call_to_action: {label: Book a flu shot, url: /contact/}`, or a `call-to-action` block";
        let place = Place::file(&parsed.source.path);
        found.push(Diagnostic::new(&codes::CALLS_TO_ACTION, message).at(place).help(help));
    }
}

/// The beginnings of the longer words of a text.
fn stems(text: &str) -> Vec<String> {
    let words = TextWords::of(text);
    let folded = words.iter().map(|word| slugify(word.low)).filter(|word| word.len() >= 4);
    folded.map(|word| word.chars().take(STEM).collect()).collect()
}
