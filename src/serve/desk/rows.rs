//! Documents as lists of the desk show them.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::base::VPath;
use crate::diag::{Diagnostic, Severity};
use crate::model::{Document, DocumentId, Held, Site};

use super::state::{StateFilter, due, held, is_edited};
use super::words::Words;
use super::{Desk, days};

/// A document in a list.
#[derive(Serialize)]
pub(super) struct Row<'e> {
    pub(super) title: &'e str,
    pub(super) file: &'e str,
    /// Its page on the desk.
    pub(super) desk: String,
    /// Its page on the site, where the preview shows it.
    page: Option<String>,
    kind: &'static str,
    /// Its language, where the site has several.
    language: Option<&'e str>,
    /// `draft`, `scheduled`, `expired`, `consent/missing` or `public`.
    state: &'static str,
    /// Since when or from when it is in this state.
    when: Option<String>,
    review: Option<Review>,
    errors: usize,
    warnings: usize,
}

/// The review that is due.
#[derive(Serialize)]
pub(super) struct Review {
    text: String,
    overdue: bool,
}

/// How many errors and warnings each file has.
pub(super) struct Tally<'e>(BTreeMap<&'e VPath, (usize, usize)>);

impl<'e> Tally<'e> {
    pub(super) fn of(diagnostics: &'e [Diagnostic]) -> Self {
        let mut tally: BTreeMap<&VPath, (usize, usize)> = BTreeMap::new();
        for diagnostic in diagnostics {
            let Some(place) = &diagnostic.place else { continue };
            let (errors, warnings) = tally.entry(&place.file).or_default();
            match diagnostic.severity {
                Severity::Error => *errors += 1,
                Severity::Warning => *warnings += 1,
                Severity::Info => {}
            }
        }
        Self(tally)
    }
}

impl<'e> Desk<'e> {
    /// The documents of a state, in the order in which they matter: what comes next first, what was published last first.
    pub(super) fn on(self, state: StateFilter) -> Vec<DocumentId> {
        let site = self.site();
        let mut ids: Vec<DocumentId> = site.ids().filter(|id| state.holds(site, self.document(*id))).collect();
        let date = |id: &DocumentId| self.document(*id).parsed.front.date.map(|date| date.at);
        match state {
            StateFilter::Scheduled => ids.sort_by_key(date),
            // What was edited since its review has no day: it is due now.
            StateFilter::Review => ids.sort_by_key(|id| due(site, self.document(*id))),
            StateFilter::Draft | StateFilter::Expired | StateFilter::NoConsent | StateFilter::Public => {
                ids.sort_by_key(|id| std::cmp::Reverse(date(id)));
            }
        }
        ids
    }

    pub(super) fn row(self, id: DocumentId, tally: &Tally<'_>) -> Row<'e> {
        let (site, document) = (self.site(), self.document(id));
        let source = &document.parsed.source;
        let (errors, warnings) = tally.0.get(&source.path).copied().unwrap_or_default();
        let many = site.languages.are_many();
        Row {
            title: &document.parsed.front.title,
            file: source.path.as_str(),
            desk: self.address(id),
            page: self.shown(id),
            kind: self.words.say(&format!("kinds.{}", source.kind.word())),
            language: many.then(|| site.languages[document.language].tag.as_str()),
            state: held(document).map_or("public", Held::word),
            when: when(self.words, site, document),
            review: review(self.words, site, document),
            errors,
            warnings,
        }
    }
}

/// Since when or from when a document is in its state.
fn when(words: &Words, site: &Site, document: &Document) -> Option<String> {
    let (zone, front) = (&site.config.zone, &document.parsed.front);
    let date = front.date.as_ref().map(|date| days::moment(words, zone, date));
    match held(document) {
        Some(Held::Draft) => date.map(|date| words.fill("rows.dated", &[("day", &date)])),
        Some(Held::Scheduled(at)) => Some(words.fill("rows.goes_live", &[("day", &days::instant(words, zone, at))])),
        Some(Held::Expired(at)) => Some(words.fill("rows.expired", &[("day", &days::instant(words, zone, at))])),
        Some(Held::NoConsent) => Some(words.say("rows.no_consent").to_owned()),
        None => {
            let until = |expires| words.fill("rows.until", &[("day", &days::moment(words, zone, expires))]);
            let until = front.expires.as_ref().map(until);
            let parts: Vec<String> = [date, until].into_iter().flatten().collect();
            (!parts.is_empty()).then(|| parts.join(", "))
        }
    }
}

fn review(words: &Words, site: &Site, document: &Document) -> Option<Review> {
    let due = due(site, document);
    let overdue = due.is_some_and(|due| due < site.today) || is_edited(document);
    let edited = is_edited(document).then(|| words.say("rows.edited").to_owned());
    let due = due.map(|due| {
        let key = if due < site.today { "rows.review_was_due" } else { "rows.review_due" };
        words.fill(key, &[("day", &days::day(words, due))])
    });
    let parts: Vec<String> = [due, edited].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| Review { text: parts.join("; "), overdue })
}
