//! A sentence that says when to call for help names few signs, or is a list: `plain/packed-emergency`.

use crate::diag::{Diagnostic, codes};

use super::super::reading::Reading;
use super::super::rule::{Check, Rule};
use crate::grade::Language;

/// The rule.
pub(in crate::check) const RULE: Rule = Rule { codes: &[&codes::PACKED_EMERGENCY], check: Check::Text(check) };

/// So many signs can be taken in while someone is ill.
const MOST: usize = 3;

fn check(reading: &Reading<'_>, found: &mut Vec<Diagnostic>) {
    let Some(number) = reading.site.config.practice.emergency_number() else { return };
    for sentence in reading.measured().sentences.iter().filter(|sentence| sentence.language != Language::Other) {
        let text = &reading.texts[sentence.text];
        let words = text.text.get(sentence.range.clone()).unwrap_or_default();
        let or = or(sentence.language);
        let signs = words.split_once(number).map_or(0, |(before, behind)| signs(before, behind, or));
        if signs > MOST {
            let message = format!("this sentence names {signs} signs of an emergency");
            let help = format!(
                "make a list of them in a box, below `> [!EMERGENCY] Call {number} if:`: a frightened reader takes in one line at a time"
            );
            let place = reading.place(text, sentence.range.clone());
            found.push(Diagnostic::new(&codes::PACKED_EMERGENCY, message).at(place).help(help));
        }
    }
}

/// How many things a sentence lists, after the number to call or, where the call comes last, before it.
fn signs(before: &str, behind: &str, or: &str) -> usize {
    if behind.len() > before.len() {
        return listed(behind, or);
    }
    // What is between the last comma and the number belongs to the call.
    before.rsplit_once(',').map_or(0, |(signs, _)| listed(signs, or))
}

/// How many things a text names.
pub(in crate::check) fn things(text: &str, language: Language) -> usize {
    listed(text, or(language))
}

fn or(language: Language) -> &'static str {
    if language == Language::Spanish { "o" } else { "or" }
}

/// The parts of a list: those between commas, with the last after a comma or after a mere "or".
fn listed(text: &str, or: &str) -> usize {
    let parts: Vec<&str> = text.split([',', ';']).collect();
    if parts.len() == 1 {
        return 1;
    }
    let begins = |part: &&&str| part.split_whitespace().next() == Some(or);
    let ends_with_it = parts.iter().any(|part| begins(&part));
    let last = parts.last().is_some_and(|part| part.split_whitespace().any(|word| word == or));
    parts.len() + usize::from(!ends_with_it && last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_counted_in_lists_with_and_without_a_last_comma() {
        let cases = [
            (" for a seizure, chest pain, or swelling of the face or throat.", 3),
            (" for chest pain or pressure, trouble breathing, a cold sweat or weakness of an arm.", 4),
            (" if you cannot breathe.", 1),
            (" if you faint or cannot stand.", 1),
        ];
        for (text, count) in cases {
            assert_eq!(signs("Call ", text, "or"), count, "{text}");
        }
        assert_eq!(signs("With chest pain, a cold sweat, or trouble speaking, call ", " now.", "or"), 3);
    }
}
