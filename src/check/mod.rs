//! Rules over the site: what no single document can know of itself, and what readers read of each.
//!
//! In: the site, its plan and what the theme says of itself. Out: diagnostics. Invariants: a rule reads and never changes;
//! it is a `Rule` in its own file, listed in `RULES`; a rule over texts sees one document, so that all documents
//! are read at once, each once.

mod address;
mod claim;
mod claims;
mod consent;
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
mod quoted;
mod reading;
mod reviewer;
mod rule;
mod settings;
mod sources;
mod unreviewed;
mod unused;
mod whole;

use std::sync::Arc;

use foldhash::HashMap;
use jiff::civil::Date;
use rayon::prelude::*;

use crate::base::VPath;
use crate::diag::Diagnostic;
use crate::model::{Document, Site};
use crate::plan::Plan;
use crate::theme::Contract;

use links::LinkCache;
use reading::Reading;
use rule::{Check, Project, Rule};

/// Every rule. What is reported is sorted by place afterwards, so their order means nothing.
const RULES: &[&Rule] = &[
    &links::RULE,
    &claims::RULE,
    &reviewer::RULE,
    &unreviewed::RULE,
    &consent::RULE,
    &edited::RULE,
    &overdue::RULE,
    &dates::RULE,
    &notices::RULE,
    &settings::RULE,
    &posts::RULE,
    &quoted::RULE,
    &sources::IN_TEXT,
    &sources::IN_LIBRARY,
    &unused::RULE,
    &plain::READING_GRADE,
    &plain::LONG_SENTENCE,
    &plain::PACKED_EMERGENCY,
    &plain::PASSIVE,
    &plain::WORDS,
    &plain::ABBREVIATIONS,
    &claim::PROMISES,
    &claim::NUMBERS,
    &claim::BRANDS,
    &claim::EMERGENCY,
    &claim::EMERGENCY_FORM,
    &claim::DISCLAIMER,
    &form::BLOCKS,
    &form::PICTURES,
    &form::HEADINGS,
    &form::LINKS,
    &form::TITLE,
    &form::TRUSTED,
    &form::FRESH,
    &form::VIDEO,
    &form::FOREIGN,
    &form::PEOPLE,
    &form::UNFINISHED,
    &plain::MESSAGE,
    &claim::TESTIMONIAL,
    &claim::SPECULATION,
    &claim::TODAY,
    &claim::PAST_CALL,
    &claim::PAST_EVENT,
    &whole::CONTRAST,
    &whole::MIX,
    &whole::ORPHANS,
    &whole::POLICIES,
    &whole::RHYTHM,
];

/// What rules over texts found in each document, while it, the settings and the day stay the same.
#[derive(Debug, Default)]
pub struct CheckCache {
    key: Option<(String, Date)>,
    known: HashMap<VPath, (Arc<Document>, Arc<[Diagnostic]>)>,
    links: LinkCache,
}

impl CheckCache {
    /// What was found in a document that readers see as the last time: its text, whether it is public, and what its blocks show.
    /// When another file comes or goes, a document gets other numbers, not other findings.
    fn of(&self, document: &Arc<Document>) -> Option<Arc<[Diagnostic]>> {
        let (last, found) = self.known.get(&document.parsed.source.path)?;
        let shows = |document: &Document| format!("{:?}", document.components);
        let is_same = Arc::ptr_eq(last, document)
            || Arc::ptr_eq(&last.parsed, &document.parsed)
                && last.state == document.state
                && (document.components.is_empty() || shows(last) == shows(document));
        is_same.then(|| Arc::clone(found))
    }
}

/// What rules over texts found in documents that are the same still, somewhere else than in memory.
pub trait Notes: Sync {
    /// What was found in a document; `None` if that is not known.
    fn of(&self, document: &Document) -> Option<Vec<Diagnostic>>;

    /// Notes what was found.
    fn leave(&self, document: &Document, found: &[Diagnostic]);
}

/// What is known of earlier runs.
pub struct Earlier<'k> {
    /// Tells the settings and the data files from others; without it nothing is remembered in memory.
    pub settings: Option<String>,
    /// What was found by the last run of this process.
    pub memory: &'k mut CheckCache,
    /// What another run of the program has left.
    pub notes: Option<&'k dyn Notes>,
}

/// Applies every rule that is not switched off. `unread` are documents that could not be understood.
#[must_use]
pub fn check(site: &Site, plan: &Plan, theme: &Contract, unread: &[&VPath], earlier: Earlier<'_>) -> Vec<Diagnostic> {
    let Earlier { settings, memory, notes } = earlier;
    let key = settings.map(|settings| (settings, site.today));
    if key.is_none() || memory.key != key {
        memory.known.clear();
        memory.links.clear();
    }
    let project = Project { site, plan, theme, unread, links: &memory.links };
    let (mut over_site, mut over_texts) = (Vec::new(), Vec::new());
    for rule in RULES.iter().filter(|rule| rule.codes.iter().any(|code| !site.config.rules.is_off(code))) {
        match rule.check {
            Check::Site(check) => over_site.push(check),
            Check::Text(check) => over_texts.push(check),
        }
    }
    let mut found: Vec<Diagnostic> = over_site.par_iter().flat_map_iter(|check| check(&project)).collect();
    if over_texts.is_empty() {
        memory.key = key;
        return found;
    }
    let known = &*memory;
    let texts: Vec<Arc<[Diagnostic]>> = site
        .documents
        .par_iter()
        .map(|document| {
            let noted = || notes.and_then(|notes| notes.of(document)).map(Arc::from);
            known.of(document).or_else(noted).unwrap_or_else(|| {
                let reading = Reading::new(site, document);
                let mut found = Vec::new();
                for check in &over_texts {
                    check(&reading, &mut found);
                }
                if let Some(notes) = notes {
                    notes.leave(document, &found);
                }
                found.into()
            })
        })
        .collect();
    found.extend(texts.iter().flat_map(|texts| texts.iter().cloned()));
    if key.is_some() {
        let pairs = site.documents.iter().zip(texts);
        memory.known = pairs
            .map(|(document, texts)| (document.parsed.source.path.clone(), (Arc::clone(document), texts)))
            .collect();
    }
    memory.key = key;
    found
}
