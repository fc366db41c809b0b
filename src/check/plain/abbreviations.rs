//! Readers learn what an abbreviation means: `plain/undefined-abbreviation`.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, codes};

use super::super::reading::Reading;
use super::super::rule::{Check, Rule};
use crate::grade::Language;

/// The rule.
pub(in crate::check) const RULE: Rule = Rule { codes: &[&codes::UNDEFINED_ABBREVIATION], check: Check::Text(check) };

/// Abbreviations that everyone knows, or that are names.
const KNOWN: &[&str] = &[
    "US", "USA", "UK", "EU", "AM", "PM", "OK", "TV", "ID", "PDF", "FAQ", "DNA", "HIV", "AIDS", "COVID", "MD", "DO",
    "RN", "NP", "PA", "PHD", "MPH", "LLC", "PC", "CDC", "FDA", "NIH", "WHO", "EEUU", "EE", "UU", "RSVP", "ER", "ZIP",
    "SMS", "QR", "URL", "UV", "SPF", "DTAP", "MMR",
];

/// So many are named in one document.
const MOST: usize = 8;

fn check(reading: &Reading<'_>, found: &mut Vec<Diagnostic>) {
    let allowed = reading.site.config.rules.words(&codes::UNDEFINED_ABBREVIATION, "allow");
    let mut used: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (at, text) in
        reading.texts.iter().enumerate().filter(|(_, text)| text.is_running() && text.language != Language::Other)
    {
        for word in text.words.iter() {
            let (start, word) = (word.start, word.written);
            // Most words begin with a small letter, or with one capital.
            if word.bytes().take(2).any(|byte| byte.is_ascii_lowercase()) {
                continue;
            }
            let word = word.trim_end_matches("'s").trim_end_matches("’s");
            let is_short = (2..=6).contains(&word.len())
                && word.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
                && word.bytes().filter(u8::is_ascii_uppercase).count() >= 2;
            if is_short && !KNOWN.contains(&word) && !allowed.iter().any(|own| own == word) {
                used.entry(word).or_insert((at, start));
            }
        }
    }
    if used.is_empty() {
        return;
    }
    let mut unknown: Vec<(&str, (usize, usize))> =
        used.into_iter().filter(|(word, _)| !is_explained(reading, word)).collect();
    unknown.sort_by_key(|(_, spot)| *spot);
    for (word, (at, start)) in unknown.into_iter().take(MOST) {
        let place = reading.place(&reading.texts[at], start..start + word.len());
        let help = format!("spell it out the first time, with the short form after it: `... ({word})`");
        let message = format!("the page does not say what `{word}` stands for");
        found.push(Diagnostic::new(&codes::UNDEFINED_ABBREVIATION, message).at(place).help(help));
    }
}

/// Whether the page has the abbreviation in brackets, or its meaning in brackets after it.
fn is_explained(reading: &Reading<'_>, word: &str) -> bool {
    let (bracketed, opened) = (format!("({word}"), format!("{word} ("));
    reading.texts.iter().any(|text| text.text.contains(&bracketed) || text.text.contains(&opened))
}
