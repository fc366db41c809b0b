//! Words in another language say so: `a11y/foreign-passage`.

use crate::diag::{Diagnostic, codes};
use crate::grade::Language;

use super::super::reading::Reading;
use super::super::rule::{Check, Rule};

/// The rule.
pub(in crate::check) const RULE: Rule = Rule { codes: &[&codes::FOREIGN_PASSAGE], check: Check::Text(check) };

/// Shorter passages may be names or titles.
const FEW: usize = 8;

/// Bytes of the longest word of the lists.
const LONGEST: usize = 4;

/// Words that hold sentences together.
const ENGLISH: [&str; 16] =
    ["the", "and", "of", "to", "is", "are", "you", "your", "for", "with", "that", "this", "it", "we", "was", "have"];
const SPANISH: [&str; 20] = [
    "el", "la", "los", "las", "de", "del", "que", "y", "en", "una", "un", "para", "con", "por", "su", "es", "se", "al",
    "como", "más",
];

fn check(reading: &Reading<'_>, found: &mut Vec<Diagnostic>) {
    for text in reading.texts.iter().filter(|text| text.is_running()) {
        let other = match text.language {
            Language::English => ("Spanish", "es", SPANISH.as_slice(), ENGLISH.as_slice()),
            Language::Spanish => ("English", "en", ENGLISH.as_slice(), SPANISH.as_slice()),
            Language::Other => continue,
        };
        let (name, tag, theirs, ours) = other;
        let (mut all, mut foreign, mut own) = (0, 0, 0);
        for word in text.words.iter() {
            all += 1;
            // The lists hold no longer word.
            if word.low.len() <= LONGEST {
                foreign += usize::from(theirs.contains(&word.low));
                own += usize::from(ours.contains(&word.low));
            }
        }
        if all >= FEW && foreign * 4 >= all && own * 8 <= foreign {
            let message = format!("this passage is in {name}, and nothing says so");
            let help =
                format!("put it into `<div lang=\"{tag}\">`: a screen reader then reads it with the right voice");
            let place = reading.place(text, 0..text.text.len());
            found.push(Diagnostic::new(&codes::FOREIGN_PASSAGE, message).at(place).help(help));
        }
    }
}
