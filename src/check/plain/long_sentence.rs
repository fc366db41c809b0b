//! A sentence has one thought: `plain/long-sentence`.

use crate::diag::{Diagnostic, codes};

use super::super::reading::Reading;
use super::super::rule::{Check, Rule};
use crate::grade::Language;

/// The rule.
pub(in crate::check) const RULE: Rule = Rule { codes: &[&codes::LONG_SENTENCE], check: Check::Text(check) };

/// So many sentences of one document are named.
const MOST: usize = 5;

fn check(reading: &Reading<'_>, found: &mut Vec<Diagnostic>) {
    let most = reading.site.config.rules.number(&codes::LONG_SENTENCE, "words");
    let sentences = reading.measured().sentences.iter();
    let long = sentences.filter(|sentence| sentence.language != Language::Other && sentence.words > most);
    for sentence in long.take(MOST) {
        let place = reading.place(&reading.texts[sentence.text], sentence.range.clone());
        let message = format!("this sentence has {} words", sentence.words);
        let help = "split it into two or three, each with one idea, or make it a list";
        found.push(Diagnostic::new(&codes::LONG_SENTENCE, message).at(place).help(help));
    }
}
