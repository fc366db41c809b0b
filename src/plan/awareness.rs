//! The addresses of the awareness calendar and of calendar files, and which of them a language has.

use std::collections::BTreeMap;

use crate::config::LanguageId;
use crate::model::{ObservanceId, Relevance, Site, TermId};
use crate::observance::Occurrence;
use crate::source::Kind;

use super::listed;

/// How many years a file of observances holds, this one included. It holds dated entries, since no recurrence rule of
/// RFC 5545 says "the week that contains a day".
const YEARS: i16 = 3;

/// The first part of the addresses.
const AWARENESS: &str = "awareness";

/// The path of the year at a glance.
#[must_use]
pub fn awareness_path(site: &Site, language: LanguageId) -> String {
    format!("{}/{AWARENESS}/", prefix(site, language))
}

/// The path of an observance.
#[must_use]
pub fn observance_path(site: &Site, language: LanguageId, id: ObservanceId) -> String {
    format!("{}{}/", awareness_path(site, language), site.observance(id).id)
}

/// The path of the calendar file of observances: of all near ones, or of those about a condition or topic.
#[must_use]
pub fn awareness_file_path(site: &Site, language: LanguageId, term: Option<TermId>) -> String {
    match term {
        Some(term) => format!("{}{}.ics", awareness_path(site, language), site.term(term).slug),
        None => format!("{}/{AWARENESS}.ics", prefix(site, language)),
    }
}

/// The path of the calendar file of events.
#[must_use]
pub fn events_file_path(site: &Site, language: LanguageId) -> String {
    format!("{}/events.ics", prefix(site, language))
}

fn prefix(site: &Site, language: LanguageId) -> String {
    site.config.language_prefix(language)
}

/// Whether a language has the awareness calendar: its posts or the practice's specialties relate to an observance, or a
/// post defines one.
#[must_use]
pub fn has_awareness(site: &Site, language: LanguageId) -> bool {
    !site.languages[language].own_observances.is_empty()
        || site.observances().any(|id| site.standing(language, id) != Relevance::Foreign)
}

/// The observances of a language that have a page.
pub fn observance_pages(site: &Site, language: LanguageId) -> impl Iterator<Item = ObservanceId> + '_ {
    site.observances().filter(move |id| site.standing(language, *id).has_page())
}

/// The conditions and topics that have a calendar file: those with posts, and with observances in the years of the file.
#[must_use]
pub fn awareness_file_terms(site: &Site, language: LanguageId) -> Vec<TermId> {
    let used = site.languages[language].terms.keys();
    // A topic may be called like a condition; the condition has the address.
    let mut by_slug: BTreeMap<&str, TermId> = BTreeMap::new();
    for term in used.filter(|term| !dated(site, site.observances_of(**term)).is_empty()) {
        by_slug.entry(&site.term(*term).slug).or_insert(*term);
    }
    by_slug.into_values().collect()
}

/// Whether a language has the calendar file of observances. A calendar without an entry would not be one.
#[must_use]
pub fn has_awareness_file(site: &Site, language: LanguageId) -> bool {
    !dated(site, &site.near_observances(language)).is_empty()
}

/// The observances of a calendar file with their days, from this year on.
#[must_use]
pub fn dated(site: &Site, ids: &[ObservanceId]) -> Vec<(Occurrence, ObservanceId)> {
    let year = site.today.year();
    let years = |id: &ObservanceId| {
        let id = *id;
        (year..year.saturating_add(YEARS))
            .filter_map(move |year| Some((site.observance(id).rule.occurrence(year)?, id)))
    };
    let mut found: Vec<(Occurrence, ObservanceId)> = ids.iter().flat_map(years).collect();
    found.sort();
    found
}

/// Whether a language has the calendar file of events.
#[must_use]
pub fn has_events_file(site: &Site, language: LanguageId) -> bool {
    !listed(site, language, Kind::Event).is_empty()
}

/// The path of the calendar file of one event, `/events/vaccine-clinic/event.ics`.
#[must_use]
pub fn event_file_path(document: &crate::model::Document) -> String {
    format!("{}event.ics", document.path)
}
