//! Where colleagues are, a second one reads medical texts, and what a program wrote is said: `review/missing`,
//! `review/ai-unexplained`.

use std::collections::BTreeSet;

use crate::diag::{Diagnostic, Place, codes};
use crate::model::Document;
use crate::source::Kind;
use crate::yaml::Step;

use super::rule::{Check, Project, Rule};

/// The rule.
pub(super) const RULE: Rule =
    Rule { codes: &[&codes::NOT_REVIEWED, &codes::AI_UNEXPLAINED], check: Check::Site(check) };

fn check(project: &Project<'_>) -> Vec<Diagnostic> {
    let mut found = unreviewed(project);
    found.extend(project.site.documents.iter().filter_map(|document| unexplained(document)));
    found
}

/// A text that a program helped to write says which one and for what, as journals ask of their authors (ICMJE).
fn unexplained(document: &Document) -> Option<Diagnostic> {
    let disclosures = document.parsed.front.disclosures.as_ref()?;
    let is_open = disclosures.ai_tool.is_none() || disclosures.ai_use.is_none();
    if disclosures.ai_assisted != Some(true) || !is_open {
        return None;
    }
    let message = "the document does not say which program helped to write this text, or how";
    let help =
        "add `ai_tool:` with its name and version, and `ai_use:` with its part and who is responsible for the text";
    let place = document.parsed.key_place(&[Step::Key("disclosures")]);
    Some(Diagnostic::new(&codes::AI_UNEXPLAINED, message).at(place).help(help))
}

/// Finds public medical texts that nobody has reviewed, in a practice of several people.
fn unreviewed(project: &Project<'_>) -> Vec<Diagnostic> {
    let site = project.site;
    let people = site.documents.iter().filter(|person| person.parsed.source.kind == Kind::Person);
    let people = people.filter(|person| person.state.is_public());
    // The same person in two languages is one.
    let people: BTreeSet<&str> = people.map(|person| person.parsed.source.original.as_str()).collect();
    if people.len() < 2 {
        return Vec::new();
    }
    let is_missing = |document: &&std::sync::Arc<Document>| {
        let is_medical = matches!(
            document.parsed.source.kind,
            Kind::Article | Kind::Myth | Kind::Condition | Kind::Topic | Kind::Service
        );
        is_medical && document.state.is_public() && document.parsed.front.reviewed.is_none()
    };
    let report = |document: &std::sync::Arc<Document>| {
        let file = &document.parsed.source.path;
        let help = format!("ask a colleague to read it and sign it off: `bedside review {file} --by PERSON`");
        Diagnostic::new(&codes::NOT_REVIEWED, "nobody has reviewed this text").at(Place::file(file)).help(help)
    };
    site.documents.iter().filter(is_missing).map(report).collect()
}
