//! Signs of an emergency are in the box for an emergency: `claim/emergency-form`.

use crate::diag::{Diagnostic, codes};
use crate::grade::{self, Language};
use crate::markdown::BlockKind;

use super::super::plain;
use super::super::reading::{Part, ReadText, Reading};
use super::super::rule::{Check, Rule};

/// The rule.
pub(in crate::check) const RULE: Rule = Rule { codes: &[&codes::EMERGENCY_FORM], check: Check::Text(check) };

/// More signs than a reader in a hurry finds in running text.
const MOST: usize = 3;

/// Words that make a number one to call.
const CALLS: &[&str] = &["call", "dial", "llame", "llamar", "marque"];

fn check(reading: &Reading<'_>, found: &mut Vec<Diagnostic>) {
    let Some(number) = reading.site.config.practice.emergency_number() else { return };
    for (at, text) in reading.texts.iter().enumerate() {
        if !introduces(text, number) {
            continue;
        }
        let items = reading.texts[at + 1..].iter().take_while(|next| next.part == Part::Body(BlockKind::Item));
        let signs: usize = items.map(|item| plain::things(item.text, item.language)).sum();
        if signs > MOST {
            let (what, whom) = match text.language {
                Language::Spanish => ("Llame al", "si"),
                _ => ("Call", "if"),
            };
            let message = format!("{signs} signs of an emergency are not in the box for an emergency");
            let help = format!(
                "write `> [!EMERGENCY]` before a title such as `{what} {number} {whom}:` and `> ` before each line of the list: \
                 the first such box of a page is shown at its top, and its number calls"
            );
            let place = reading.place(text, 0..text.text.len());
            found.push(Diagnostic::new(&codes::EMERGENCY_FORM, message).at(place).help(help));
        }
    }
}

/// Whether the last sentence of a text says to call the number, outside the box for it.
fn introduces(text: &ReadText<'_>, number: &str) -> bool {
    use BlockKind::{Callout, Heading, Paragraph};
    if !matches!(text.part, Part::Body(Callout | Heading | Paragraph)) || text.language == Language::Other {
        return false;
    }
    let last = grade::sentences(text.text).into_iter().last().and_then(|range| text.text.get(range));
    let Some((before, _)) = last.and_then(|sentence| sentence.split_once(number)) else { return false };
    let mut words = before.split(|letter: char| !letter.is_alphabetic());
    words.any(|word| CALLS.iter().any(|call| call.eq_ignore_ascii_case(word)))
}
