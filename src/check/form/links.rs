//! A link says where it leads: `a11y/vague-link`.

use std::sync::LazyLock;

use crate::diag::{Diagnostic, codes};

use super::super::phrases::Phrases;
use super::super::reading::Reading;
use super::super::rule::{Check, Rule};
use crate::grade::Language;

/// The rule.
pub(in crate::check) const RULE: Rule = Rule { codes: &[&codes::VAGUE_LINK], check: Check::Text(check) };

static VAGUE: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(&[
        "click here",
        "click this link",
        "click on this link",
        "haga clic aquí",
        "haz clic aquí",
        "pulse aquí",
        "clic aquí",
    ])
});

fn check(reading: &Reading<'_>, found: &mut Vec<Diagnostic>) {
    if reading.document.links.is_empty() {
        return;
    }
    for text in reading.texts.iter().filter(|text| text.is_running() && text.language != Language::Other) {
        for range in VAGUE.meant(&text.words) {
            let message = format!("`{}` does not say where the link leads", &text.text[range.clone()]);
            let help = "link the words that name the page: screen readers list links without the text around them";
            found.push(Diagnostic::new(&codes::VAGUE_LINK, message).at(reading.place(text, range)).help(help));
        }
    }
}
