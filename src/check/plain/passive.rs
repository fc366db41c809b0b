//! Sentences say who does what: `plain/passive-voice`.

use crate::diag::{Diagnostic, codes};

use super::super::reading::Reading;
use super::super::rule::{Check, Rule};
use crate::grade::{Language, Word};

/// The rule.
pub(in crate::check) const RULE: Rule = Rule { codes: &[&codes::PASSIVE_VOICE], check: Check::Text(check) };

/// Fewer sentences than this make no share.
const FEW: usize = 12;

/// Participles that end in neither `ed` nor `en`.
const IRREGULAR: [&str; 16] = [
    "done", "made", "found", "told", "sent", "kept", "held", "built", "put", "cut", "read", "said", "shown", "known",
    "drawn", "felt",
];

/// Adjectives and nouns that look like participles.
const NOT: [&str; 14] = [
    "tired", "needed", "red", "open", "often", "even", "children", "women", "men", "then", "when", "between", "used",
    "worried",
];

fn check(reading: &Reading<'_>, found: &mut Vec<Diagnostic>) {
    let measured = reading.measured();
    let english = || measured.sentences.iter().filter(|sentence| sentence.language == Language::English);
    let all = english().count();
    if all < FEW {
        return;
    }
    let passive = |sentence: &&super::Sentence| is_passive(reading.texts[sentence.text].words.within(&sentence.range));
    let count = english().filter(passive).count();
    let most = reading.site.config.rules.number(&codes::PASSIVE_VOICE, "percent");
    if count * 100 > all * most
        && let Some(first) = english().find(passive)
    {
        let message = format!("{count} of {all} sentences do not say who acts; this is the first");
        let place = reading.place(&reading.texts[first.text], first.range.clone());
        let help = "say who acts: \"we test your blood\" instead of \"your blood is tested\"";
        found.push(Diagnostic::new(&codes::PASSIVE_VOICE, message).at(place).help(help));
    }
}

/// Whether a form of "to be" is followed by a participle, with one word between them at most.
fn is_passive<'w>(sentence: impl Iterator<Item = Word<'w>>) -> bool {
    let mut since = usize::MAX;
    for word in sentence.map(|word| word.low) {
        if matches!(word, "is" | "are" | "was" | "were" | "be" | "been" | "being" | "gets" | "get" | "got") {
            since = 0;
            continue;
        }
        since = since.saturating_add(1);
        if since <= 2 && is_participle(word) {
            return true;
        }
    }
    false
}

fn is_participle(word: &str) -> bool {
    let is_regular = word.len() > 3 && (word.ends_with("ed") || word.ends_with("en"));
    (is_regular || IRREGULAR.contains(&word)) && !NOT.contains(&word)
}

#[cfg(test)]
mod tests {
    use crate::grade::TextWords;

    fn is_passive(text: &str) -> bool {
        super::is_passive(TextWords::of(text).iter())
    }

    #[test]
    fn the_passive_is_a_form_of_to_be_with_a_participle() {
        for text in ["Your blood is tested.", "It was often given.", "The form must be signed", "Mistakes were made."] {
            assert!(is_passive(text), "{text}");
        }
        for text in ["We test your blood.", "You are tired.", "It is red when you open it.", "She tested it."] {
            assert!(!is_passive(text), "{text}");
        }
    }
}
