//! A notice that is about today leaves the site when the day is over: `claim/today-without-end`.

use std::sync::LazyLock;

use crate::diag::{Diagnostic, codes};
use crate::grade::Language;
use crate::source::Kind;

use super::super::phrases::Phrases;
use super::super::reading::Reading;
use super::super::rule::{Check, Rule};

/// The rule.
pub(in crate::check) const RULE: Rule = Rule { codes: &[&codes::TODAY_WITHOUT_END], check: Check::Text(check) };

/// Words that are true for a day, or a few.
static NOW: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(&[
        "today",
        "tonight",
        "tomorrow",
        "this morning",
        "this afternoon",
        "this evening",
        "this weekend",
        "hoy",
        "esta noche",
        "esta tarde",
        "este fin de semana",
    ])
});

fn check(reading: &Reading<'_>, found: &mut Vec<Diagnostic>) {
    let front = &reading.document.parsed.front;
    if reading.document.parsed.source.kind != Kind::Update || front.expires.is_some() || front.draft {
        return;
    }
    let mut texts = reading.texts.iter().filter(|text| text.is_own_voice() && text.language != Language::Other);
    // "Call us today" stays true.
    let speaks = |text: &super::super::reading::ReadText<'_>| {
        let is_call = |range: &std::ops::Range<usize>| {
            let sentence = text.text[..range.start].rfind(['.', '!', '?', ':']).map_or(0, |at| at + 1);
            let before = text.text[sentence..range.start].to_lowercase();
            ["call", "book", "visit us", "see us", "llame", "llámenos"].iter().any(|word| before.contains(word))
        };
        NOW.all(&text.words).into_iter().find(|range| !is_call(range))
    };
    let Some((text, range)) = texts.find_map(|text| Some((text, speaks(text)?))) else { return };
    let message = format!("this notice says `{}`, but nothing takes it off the site", &text.text[range.clone()]);
    let help = "add `expires:` with the day after, or write the date instead of the word";
    found.push(Diagnostic::new(&codes::TODAY_WITHOUT_END, message).at(reading.place(text, range)).help(help));
}
