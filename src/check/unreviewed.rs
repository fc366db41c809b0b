//! Where colleagues are, a second one reads medical texts: `review/missing`.

use std::collections::BTreeSet;

use crate::diag::{Diagnostic, Place, codes};
use crate::model::Document;
use crate::source::Kind;

use super::rule::{Check, Project, Rule};

/// The rule.
pub(super) const RULE: Rule = Rule { codes: &[&codes::NOT_REVIEWED], check: Check::Site(check) };

/// Finds public medical texts that nobody has reviewed, in a practice of several people.
fn check(project: &Project<'_>) -> Vec<Diagnostic> {
    let site = project.site;
    let people = site.documents.iter().filter(|person| person.parsed.source.kind == Kind::Person);
    let people = people.filter(|person| person.state.is_public());
    // The same person in two languages is one.
    let people: BTreeSet<&str> = people.map(|person| person.parsed.source.original.as_str()).collect();
    if people.len() < 2 {
        return Vec::new();
    }
    let is_missing = |document: &&std::sync::Arc<Document>| {
        let is_medical =
            matches!(document.parsed.source.kind, Kind::Article | Kind::Myth | Kind::Condition | Kind::Topic);
        is_medical && document.state.is_public() && document.parsed.front.reviewed.is_none()
    };
    let report = |document: &std::sync::Arc<Document>| {
        let file = &document.parsed.source.path;
        let help = format!("let a colleague read it and sign it off: `bedside review {file} --by PERSON`");
        Diagnostic::new(&codes::NOT_REVIEWED, "nobody has reviewed this text").at(Place::file(file)).help(help)
    };
    site.documents.iter().filter(is_missing).map(report).collect()
}
