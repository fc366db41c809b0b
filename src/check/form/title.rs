//! A page is recognizable in a list of results: `social/no-summary`, `social/long-title`.

use crate::diag::{Diagnostic, Place, codes};
use crate::yaml::Step;

use super::super::reading::Reading;
use super::super::rule::{Check, Rule};

/// The rule.
pub(in crate::check) const RULE: Rule =
    Rule { codes: &[&codes::NO_SUMMARY, &codes::LONG_TITLE], check: Check::Text(check) };

fn check(reading: &Reading<'_>, found: &mut Vec<Diagnostic>) {
    let parsed = &reading.document.parsed;
    if !parsed.source.kind.is_post() {
        return;
    }
    if parsed.front.summary.is_none() && parsed.claims.is_empty() {
        let help = "add `summary:` with one or two sentences: lists, search engines and social networks show it";
        let diagnostic =
            Diagnostic::new(&codes::NO_SUMMARY, "the document has no summary, so lists show its first words");
        found.push(diagnostic.at(Place::file(&parsed.source.path)).help(help));
    }
    let most = reading.site.config.rules.number(&codes::LONG_TITLE, "characters");
    let length = parsed.front.title.chars().count();
    if length > most {
        let message = format!("the title has {length} characters; search engines cut it after about {most}");
        let help = "put what matters first, and move the rest to the summary";
        found.push(Diagnostic::new(&codes::LONG_TITLE, message).at(parsed.place(&[Step::Key("title")])).help(help));
    }
}
