//! Rules over the site: what no single document can know of itself, and what readers read of each.
//!
//! In: the site, its plan and what the theme says of itself. Out: diagnostics. Invariants: a rule reads and never changes;
//! it is a `Rule` in a file of its own, listed in `RULES`; a rule over texts sees one document, so that all documents
//! are read at once, each once.

#![expect(clippy::needless_for_each, reason = "one call for each")]

mod address;
mod claim;
mod claims;
mod dates;
mod edited;
mod form;
mod links;
mod notices;
mod overdue;
mod parts;
mod phrases;
mod plain;
mod posts;
mod reading;
mod reviewer;
mod rule;
mod settings;
mod sources;
mod unused;
mod words;

use rayon::prelude::*;

use crate::base::VPath;
use crate::diag::Diagnostic;
use crate::model::Site;
use crate::plan::Plan;
use crate::theme::Contract;

use reading::Reading;
use rule::{Check, Project, Rule};

/// Every rule. What is reported is sorted by place afterwards, so their order means nothing.
const RULES: &[&Rule] = &[
    &links::RULE,
    &claims::RULE,
    &reviewer::RULE,
    &edited::RULE,
    &overdue::RULE,
    &dates::RULE,
    &notices::RULE,
    &settings::RULE,
    &posts::RULE,
    &sources::RULE,
    &unused::RULE,
    &plain::READING_GRADE,
    &plain::LONG_SENTENCE,
    &plain::PASSIVE,
    &plain::WORDS,
    &plain::ABBREVIATIONS,
    &claim::PROMISES,
    &claim::NUMBERS,
    &claim::BRANDS,
    &claim::EMERGENCY,
    &claim::DISCLAIMER,
    &form::PICTURES,
    &form::HEADINGS,
    &form::LINKS,
    &form::TITLE,
    &form::TRUSTED,
];

/// Applies every rule that is not switched off. `unread` are documents that could not be understood.
#[must_use]
pub fn check(site: &Site, plan: &Plan, theme: &Contract, unread: &[&VPath]) -> Vec<Diagnostic> {
    let project = Project { site, plan, theme, unread };
    let mut found = Vec::new();
    let mut over_texts = Vec::new();
    for rule in RULES.iter().filter(|rule| rule.codes.iter().any(|code| !site.config.rules.is_off(code))) {
        match rule.check {
            Check::Site(check) => found.extend(check(&project)),
            Check::Text(check) => over_texts.push(check),
        }
    }
    if !over_texts.is_empty() {
        found.par_extend(site.documents.par_iter().flat_map_iter(|document| {
            let reading = Reading::new(site, document);
            let mut found = Vec::new();
            over_texts.iter().for_each(|check| check(&reading, &mut found));
            found
        }));
    }
    found
}
