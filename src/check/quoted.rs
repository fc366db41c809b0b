//! A quotation on a picture that is not in the text of its page: `social/quote-not-in-text`.

use crate::diag::{Diagnostic, codes};
use crate::model::Document;
use crate::yaml::Step;

use super::rule::{Check, Project, Rule};

/// The rule.
pub(super) const RULE: Rule = Rule { codes: &[&codes::QUOTE_NOT_IN_TEXT], check: Check::Site(check) };

fn check(project: &Project<'_>) -> Vec<Diagnostic> {
    project.site.documents.iter().filter_map(|document| other_words(document)).collect()
}

fn other_words(document: &Document) -> Option<Diagnostic> {
    let quote = document.parsed.front.card.quote.as_ref()?;
    let said = words(&quote.text);
    let prose = &document.parsed.body.outline.prose;
    let is_there = prose.passages().any(|passage| words(passage.text).contains(&said));
    (!is_there).then(|| {
        let place = document.parsed.place(&[Step::Key("card"), Step::Key("quote"), Step::Key("text")]);
        Diagnostic::new(&codes::QUOTE_NOT_IN_TEXT, "these words do not occur in the text of the page")
            .at(place)
            .help("copy them exactly: a quotation repeats what someone said, word for word")
    })
}

/// The words of a text in small letters with one space around each.
fn words(text: &str) -> String {
    let words = text.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty());
    words.fold(" ".to_owned(), |all, word| all + &word.to_lowercase() + " ")
}
