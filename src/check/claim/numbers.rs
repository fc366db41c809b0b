//! Numbers that a reader can check: `claim/dose-without-source`, `claim/number-without-source`, `claim/relative-risk`.

use std::ops::Range;

use crate::diag::{Diagnostic, codes};

use super::super::reading::Reading;
use super::super::rule::{Check, Rule};
use crate::grade::Language;

/// The rule.
pub(in crate::check) const RULE: Rule = Rule {
    codes: &[&codes::DOSE_WITHOUT_SOURCE, &codes::NUMBER_WITHOUT_SOURCE, &codes::RELATIVE_RISK],
    check: Check::Text(check),
};

/// So many numbers of one document are named.
const MOST: usize = 3;

/// A citation counts for a text that ends so many bytes before it: its mark is not part of the text.
const NEAR: usize = 80;

const UNITS: [&str; 10] = ["mg", "mcg", "µg", "ml", "mL", "mg/kg", "mg/day", "IU", "milligrams", "miligramos"];

/// Words next to which a number says how large a risk is.
const ABSOLUTE: [&str; 5] = [" in 1", "out of", " per ", " de cada ", " in every"];

/// Words by which a risk changes.
const CHANGES: [&str; 14] = [
    "reduces",
    "reduce",
    "lowers",
    "lower ",
    "cuts",
    "raises",
    "increases",
    "doubles",
    "decreases",
    "reduced",
    "lowered",
    "reduce el",
    "aumenta",
    "disminuye",
];

fn check(reading: &Reading<'_>, found: &mut Vec<Diagnostic>) {
    let citations = &reading.document.parsed.body.outline.citations;
    let (mut doses, mut numbers) = (0, 0);
    for text in reading.texts.iter().filter(|text| text.is_running() && text.language != Language::Other) {
        let amounts = amounts(text.text);
        if amounts.is_empty() {
            continue;
        }
        let block = reading.place(text, 0..text.text.len()).range.unwrap_or_default();
        let is_cited = citations.iter().any(|mark| (block.start..=block.end + NEAR).contains(&mark.range.start));
        let has_absolute = ABSOLUTE.iter().any(|word| text.text.contains(word));
        // Where the last sentence ends that was read: a sentence with many numbers is read once.
        let mut read = 0;
        for amount in amounts {
            let place = || reading.place(text, amount.range.clone());
            if amount.is_dose && !is_cited && doses < MOST {
                doses += 1;
                let message = format!("the dose `{}` has no source", &text.text[amount.range.clone()]);
                let help = "cite the label or a guideline in this paragraph, `[@id]`, or leave the dose out";
                found.push(Diagnostic::new(&codes::DOSE_WITHOUT_SOURCE, message).at(place()).help(help));
            } else if !amount.is_dose && !is_cited && numbers < MOST {
                numbers += 1;
                let message = format!("the number `{}` has no source", &text.text[amount.range.clone()]);
                let help = "cite where it comes from in this paragraph, `[@id]`";
                found.push(Diagnostic::new(&codes::NUMBER_WITHOUT_SOURCE, message).at(place()).help(help));
            }
            if amount.is_dose || has_absolute || amount.range.start < read {
                continue;
            }
            let sentence = sentence(text.text, &amount.range);
            read = sentence.end;
            if is_relative(&text.text[sentence]) {
                let message = "this says how much a risk changes, but not how large the risk is";
                let help = "add the actual numbers, such as \"from 4 in 100 people to 2 in 100\"";
                found.push(Diagnostic::new(&codes::RELATIVE_RISK, message).at(place()).help(help));
            }
        }
    }
}

struct Amount {
    range: Range<usize>,
    is_dose: bool,
}

/// Numbers with a unit of doses, or in percent.
fn amounts(text: &str) -> Vec<Amount> {
    let mut found = Vec::new();
    let mut at = 0;
    let bytes = text.as_bytes();
    while let Some(start) = text[at..].find(|c: char| c.is_ascii_digit()).map(|found| at + found) {
        let length = bytes[start..].iter().take_while(|b| b.is_ascii_digit() || matches!(b, b'.' | b',')).count();
        let number_end = start + length;
        let end = number_end - usize::from(matches!(bytes[number_end - 1], b'.' | b','));
        at = number_end;
        let is_inside_word = text[..start].chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == '-');
        if is_inside_word || end < number_end {
            continue;
        }
        let rest = &text[end..];
        let gap = rest.len() - rest.trim_start_matches([' ', '\u{a0}', '-']).len();
        let unit: &str = rest[gap..]
            .split(|c: char| c.is_whitespace() || matches!(c, '.' | ',' | ';' | ')' | ':' | '?' | '!'))
            .next()
            .unwrap_or("");
        let is_percent = unit.starts_with('%') || unit == "percent" || rest[gap..].starts_with("por ciento");
        if is_percent || UNITS.contains(&unit) {
            found.push(Amount { range: start..end + gap + unit.len(), is_dose: !is_percent });
        }
    }
    found
}

/// The sentence around an amount.
fn sentence(text: &str, amount: &Range<usize>) -> Range<usize> {
    let start = text[..amount.start].rfind(['.', '!', '?']).map_or(0, |at| at + 1);
    let end = text[amount.end..].find(['.', '!', '?']).map_or(text.len(), |at| amount.end + at);
    start..end
}

/// Whether a sentence says that a risk changes.
fn is_relative(sentence: &str) -> bool {
    let sentence = sentence.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| sentence.contains(word));
    has(&["risk", "chance", "odds", "riesgo"]) && has(&CHANGES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doses_and_percentages_are_amounts() {
        let found =
            |text: &str| amounts(text).into_iter().map(|amount| text[amount.range].to_owned()).collect::<Vec<_>>();
        assert_eq!(
            found("Take 400 mg, or 0.5 mL; it helps 40% (60 percent)."),
            ["400 mg", "0.5 mL", "40%", "60 percent"]
        );
        for text in ["In 2026.", "COVID-19 mg", "type 2 diabetes", "3 days", "1.", ""] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
        assert_eq!(amounts(&"9".repeat(1_000_000)).len(), 0);
    }
}
