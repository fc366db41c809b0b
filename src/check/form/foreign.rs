//! Words in another language say so: `a11y/foreign-passage`.

use crate::diag::{Diagnostic, codes};
use crate::grade::Language;

use super::super::reading::Reading;
use super::super::rule::{Check, Rule};

/// The rule.
pub(in crate::check) const RULE: Rule = Rule { codes: &[&codes::FOREIGN_PASSAGE], check: Check::Text(check) };

/// Shorter passages may be names or titles.
const FEW: usize = 8;

fn check(reading: &Reading<'_>, found: &mut Vec<Diagnostic>) {
    for text in reading.texts.iter().filter(|text| text.is_running()) {
        let other = match text.language {
            Language::English => ("Spanish", "es", (is_spanish as fn(&str) -> bool, is_english as fn(&str) -> bool)),
            Language::Spanish => ("English", "en", (is_english as _, is_spanish as _)),
            Language::Other => continue,
        };
        let (name, tag, (is_theirs, is_ours)) = other;
        let (mut all, mut foreign, mut own) = (0, 0, 0);
        for word in text.words.iter() {
            all += 1;
            foreign += usize::from(is_theirs(word.low));
            own += usize::from(is_ours(word.low));
        }
        if all >= FEW && foreign * 4 >= all && own * 8 <= foreign {
            let message = format!("this passage is in {name}, but it is not marked as such");
            let help = format!("wrap it in `<div lang=\"{tag}\">` so that screen readers use the right voice");
            let place = reading.place(text, 0..text.text.len());
            found.push(Diagnostic::new(&codes::FOREIGN_PASSAGE, message).at(place).help(help));
        }
    }
}

/// Whether a word holds English sentences together.
fn is_english(word: &str) -> bool {
    matches!(
        word,
        "the"
            | "and"
            | "of"
            | "to"
            | "is"
            | "are"
            | "you"
            | "your"
            | "for"
            | "with"
            | "that"
            | "this"
            | "it"
            | "we"
            | "was"
            | "have"
    )
}

/// Whether a word holds Spanish sentences together.
fn is_spanish(word: &str) -> bool {
    matches!(
        word,
        "el" | "la"
            | "los"
            | "las"
            | "de"
            | "del"
            | "que"
            | "y"
            | "en"
            | "una"
            | "un"
            | "para"
            | "con"
            | "por"
            | "su"
            | "es"
            | "se"
            | "al"
            | "como"
            | "más"
    )
}
