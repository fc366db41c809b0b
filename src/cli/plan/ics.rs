//! The plan for calendar programs.

use jiff::Timestamp;

use crate::model::{Planned, Site, Week};
use crate::render;
use crate::view::{CalendarEntry, CalendarView, EntryTime};

/// The plan as a calendar file; `None` if nothing is planned, since a calendar has at least one entry (RFC 5545, 3.6).
pub(super) fn ics(site: &Site, weeks: &[Week]) -> Option<String> {
    let entries: Vec<CalendarEntry> =
        weeks.iter().flat_map(|week| &week.planned).map(|planned| entry(site, planned)).collect();
    if entries.is_empty() {
        return None;
    }
    let view = CalendarView {
        name: format!("Plan ({})", site.config.title),
        description: "Not for patients: it includes drafts.".to_owned(),
        url: None,
        entries,
    };
    Some(render::calendar(&view))
}

fn entry(site: &Site, planned: &Planned) -> CalendarEntry {
    let document = site.document(planned.document);
    let word = planned.what.word();
    // What comes back has an entry for each time.
    let comes_back = document.parsed.front.event.as_ref().is_some_and(|event| event.repeat.is_some());
    let day = if comes_back { format!("-{}", planned.on) } else { String::new() };
    CalendarEntry {
        uid: format!("{}-{}{day}@{}", document.parsed.source.original, word.replace(' ', "-"), site.config.url.host()),
        stamp: site.changed(document).unwrap_or(Timestamp::UNIX_EPOCH),
        time: EntryTime::Days { first: planned.on, last: planned.on },
        sequence: 0,
        status: None,
        title: format!("{word}: {}", document.parsed.front.title),
        description: document.parsed.source.path.to_string(),
        place: String::new(),
        categories: Vec::new(),
        url: None,
    }
}
