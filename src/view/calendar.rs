//! Calendar files: the observances that come, and the events of the practice.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::config::LanguageId;
use crate::model::{Coming, DocumentId, ObservanceId, Site, TermId};
use crate::observance::Occurrence;
use crate::parse::{Event, EventStatus, Occasion};
use crate::plan::{awareness_file_path, dated, event_file_path, events_file_path, listed, observance_path};
use crate::source::Kind;

use super::{FeedLink, Scene, term};

/// How many posts an entry names.
const POSTS: usize = 5;

/// The input of a calendar file.
pub struct CalendarView {
    /// What clients call it.
    pub name: String,
    /// What it holds.
    pub description: String,
    /// Absolute address of the file itself.
    pub url: Option<String>,
    /// At least one, in the order of their days.
    pub entries: Vec<CalendarEntry>,
}

/// An entry of a calendar file.
pub struct CalendarEntry {
    /// What it is called for ever.
    pub uid: String,
    /// When what it says was last changed.
    pub stamp: Timestamp,
    /// When it is.
    pub time: EntryTime,
    /// How often it was changed; grows with each change.
    pub sequence: u32,
    /// `CONFIRMED` or `CANCELLED`, for an event.
    pub status: Option<&'static str>,
    /// Title.
    pub title: String,
    /// More, in lines.
    pub description: String,
    /// Where it is.
    pub place: String,
    /// Names of conditions and topics.
    pub categories: Vec<String>,
    /// Absolute address.
    pub url: Option<String>,
}

/// When an entry is.
#[derive(Clone, Copy)]
pub enum EntryTime {
    /// Whole days.
    Days {
        /// First day.
        first: Date,
        /// Last day.
        last: Date,
    },
    /// From one instant to another.
    Instants {
        /// Beginning.
        starts: Timestamp,
        /// End, if known.
        ends: Option<Timestamp>,
    },
}

/// The file of the near observances or, with a term, of those about it.
pub(super) fn awareness_file(scene: Scene<'_>, language: LanguageId, term: Option<TermId>) -> CalendarView {
    let ids = match term {
        Some(term) => scene.site.observances_of(term).to_vec(),
        None => scene.site.near_observances(language),
    };
    let words = scene.words(language);
    let title = words.get("awareness");
    let about =
        term.map_or_else(|| title.to_owned(), |term| format!("{title}: {}", term::name(scene.site, term, language)));
    CalendarView {
        name: format!("{about} ({})", scene.site.config.title),
        description: words.get("awareness_intro").to_owned(),
        url: Some(scene.absolute(&awareness_file_path(scene.site, language, term))),
        entries: dated(scene.site, &ids)
            .into_iter()
            .map(|(occurrence, id)| observance_entry(scene, language, id, occurrence))
            .collect(),
    }
}

/// A file of what comes, for the practice's own planning.
#[must_use]
pub fn agenda_file(scene: Scene<'_>, coming: &[(Occurrence, Coming)]) -> CalendarView {
    let title = scene.words(LanguageId::MAIN).get("awareness");
    let entry = |(when, coming): &(Occurrence, Coming)| match coming {
        Coming::Known(id) => observance_entry(scene, LanguageId::MAIN, *id, *when),
        Coming::Own { document, place } => own_entry(scene, *document, *place, *when, *coming),
    };
    CalendarView {
        name: format!("{title} ({})", scene.site.config.title),
        description: String::new(),
        url: None,
        entries: coming.iter().map(entry).collect(),
    }
}

/// The entry of an observance that a document brings itself.
fn own_entry(scene: Scene<'_>, id: DocumentId, place: usize, when: Occurrence, coming: Coming) -> CalendarEntry {
    let document = scene.site.document(id);
    let terms: Vec<TermId> = document.conditions.iter().chain(&document.topics).copied().collect();
    CalendarEntry {
        uid: format!("{}-awareness-{place}@{}", document.parsed.source.original, scene.site.config.url.host()),
        stamp: scene.site.changed(document).unwrap_or(Timestamp::UNIX_EPOCH),
        time: EntryTime::Days { first: when.first, last: when.last },
        sequence: 0,
        status: None,
        title: scene.site.coming_name(coming, document.language).to_owned(),
        description: document.parsed.front.title.clone(),
        place: String::new(),
        categories: names(scene.site, &terms, document.language),
        url: Some(scene.absolute(&document.path)),
    }
}

/// The entry of an observance in one year.
fn observance_entry(scene: Scene<'_>, language: LanguageId, id: ObservanceId, occurrence: Occurrence) -> CalendarEntry {
    let observance = scene.site.observance(id);
    let words = scene.words(language);
    let mut lines: Vec<String> = Vec::new();
    lines.extend(observance.sponsor.as_ref().map(|name| format!("{}: {name}", words.get("awareness_sponsor"))));
    if observance.is_doubtful {
        lines.push(words.get("awareness_doubt").to_owned());
    }
    let posts = scene.site.tagged(language, id).iter().take(POSTS).map(|post| scene.site.document(*post));
    lines.extend(posts.map(|post| format!("{}: {}", post.parsed.front.title, scene.absolute(&post.path))));
    let has_page = scene.site.standing(language, id).has_page();
    let page = has_page.then(|| scene.absolute(&observance_path(scene.site, language, id)));
    CalendarEntry {
        uid: format!("{}-{}@{}", observance.id, occurrence.year, scene.site.config.url.host()),
        stamp: crate::base::Zone::utc().midnight(observance.revised),
        time: EntryTime::Days { first: occurrence.first, last: occurrence.last },
        sequence: 0,
        status: None,
        title: observance.name_in(&scene.site.languages[language].tag).0.to_owned(),
        description: lines.join("\n"),
        place: String::new(),
        categories: names(scene.site, scene.site.observance_terms(id), language),
        url: page.or_else(|| observance.url.clone()),
    }
}

/// The file of a language's events.
pub(super) fn events_file(scene: Scene<'_>, language: LanguageId) -> CalendarView {
    let words = scene.words(language);
    let events = listed(scene.site, language, Kind::Event).iter().filter_map(|id| {
        let event = scene.site.document(*id).parsed.front.event.as_ref()?;
        Some((event.starts.at, *id, event))
    });
    let mut events: Vec<(Timestamp, DocumentId, &Event)> = events.collect();
    events.sort_by_key(|(at, id, _)| (*at, *id));
    CalendarView {
        name: format!("{} ({})", words.get("kind_events"), scene.site.config.title),
        description: words.get("list_intro_event").to_owned(),
        url: Some(scene.absolute(&events_file_path(scene.site, language))),
        entries: events.into_iter().flat_map(|(_, id, event)| event_entries(scene, id, event)).collect(),
    }
}

/// The file of one event.
pub(super) fn event_file(scene: Scene<'_>, id: DocumentId) -> CalendarView {
    let document = scene.site.document(id);
    let event = document.parsed.front.event.as_ref();
    CalendarView {
        name: format!("{} ({})", document.parsed.front.title, scene.site.config.title),
        description: document.summary().to_owned(),
        url: Some(scene.absolute(&event_file_path(document))),
        entries: event.map(|event| event_entries(scene, id, event)).unwrap_or_default(),
    }
}

/// An entry for each time that it takes place: a rule of iCalendar would need the zone and its changes described.
fn event_entries(scene: Scene<'_>, id: DocumentId, event: &Event) -> Vec<CalendarEntry> {
    event.occasions().map(|occasion| event_entry(scene, id, event, occasion)).collect()
}

/// Its id comes from the document's file, so that a new slug does not make it a second event.
fn event_entry(scene: Scene<'_>, id: DocumentId, event: &Event, occasion: Occasion) -> CalendarEntry {
    let now = event.status_at(occasion);
    let document = scene.site.document(id);
    let front = &document.parsed.front;
    let prefix = scene.site.config.language_prefix(document.language);
    let name = format!("{prefix}/{}", document.parsed.source.original);
    let published = front.date.map_or(Timestamp::UNIX_EPOCH, |date| date.at);
    let changed = scene.site.changed(document).unwrap_or(published);
    let days = changed.duration_since(published).as_hours() / 24;
    let summary = front.summary.clone().unwrap_or_else(|| document.parsed.body.outline.lead.clone());
    let words = scene.words(document.language);
    let is_open = !matches!(now, EventStatus::Canceled | EventStatus::Full);
    let register = event.registration_url.as_ref().filter(|_| is_open);
    let register = register.map(|url| format!("{}: {url}", words.get("event_register")));
    let status = (now != EventStatus::Scheduled).then(|| words.get(&format!("event_status_{}", now.word())).to_owned());
    let note = status
        .as_ref()
        .map(|status| event.note_at(occasion).map_or_else(|| format!("{status}."), |note| format!("{status}. {note}")));
    let cost = event.cost.as_ref().map(|cost| {
        let cost = if event.is_free() { words.get("event_free") } else { cost.as_str() };
        format!("{}: {cost}", words.get("event_cost"))
    });
    let summary = Some(summary).filter(|text| !text.is_empty());
    let lines: Vec<String> = [note, summary, event.online.clone(), cost, register].into_iter().flatten().collect();
    let terms: Vec<TermId> = document.conditions.iter().chain(&document.topics).copied().collect();
    CalendarEntry {
        // The day that was announced names it for ever, also where it was moved to another.
        uid: if occasion.planned == event.starts {
            format!("{}@{}", name.trim_start_matches('/'), scene.site.config.url.host())
        } else {
            format!("{}-{}@{}", name.trim_start_matches('/'), occasion.planned.day, scene.site.config.url.host())
        },
        stamp: changed,
        time: event_time(scene.site, occasion),
        // Programs take a later version of an entry only where its number has grown: with each change of the status, too.
        sequence: u32::try_from(days).unwrap_or(0) * 8 + weight(now),
        status: Some(if now == EventStatus::Canceled { "CANCELLED" } else { "CONFIRMED" }),
        title: status.map_or_else(|| front.title.clone(), |status| format!("{status}: {}", front.title)),
        description: lines.join("\n"),
        place: place_of(event, now),
        categories: names(scene.site, &terms, document.language),
        url: Some(scene.absolute(&document.path)),
    }
}

/// An event without a time of day lasts whole days; an end without one is the end of its day.
fn event_time(site: &Site, event: Occasion) -> EntryTime {
    if !event.starts.timed {
        let last = event.ends.map_or(event.starts.day, |ends| ends.day.max(event.starts.day));
        return EntryTime::Days { first: event.starts.day, last };
    }
    let over = event.ends.map(|_| event.over_at(&site.config.zone));
    let ends = over.filter(|ends| *ends > event.starts.at);
    EntryTime::Instants { starts: event.starts.at, ends }
}

fn names(site: &Site, terms: &[TermId], language: LanguageId) -> Vec<String> {
    terms.iter().map(|term| term::name(site, *term, language).to_owned()).collect()
}

/// How a calendar file is offered to readers.
pub(super) fn link(scene: Scene<'_>, path: &str, title: &str) -> FeedLink {
    FeedLink { title: title.to_owned(), url: scene.absolute(path), media_type: "text/calendar" }
}

/// Where an event takes place, in one line.
fn place_of(event: &Event, status: EventStatus) -> String {
    let is_online = status == EventStatus::Online;
    let place = event.place.as_ref().filter(|_| !is_online).map(|place| {
        let mut lines = vec![place.clone()];
        lines.extend(event.address.lines());
        lines.join(", ")
    });
    place.or_else(|| event.online.clone()).unwrap_or_default()
}

/// A number for each status, so that a change of it is a change of the entry.
fn weight(status: EventStatus) -> u32 {
    match status {
        EventStatus::Scheduled => 0,
        EventStatus::Full => 1,
        EventStatus::Moved => 2,
        EventStatus::Online => 3,
        EventStatus::Canceled => 4,
    }
}

/// The address that opens a calendar program and makes it look again by itself.
pub(super) fn webcal(url: &str) -> String {
    format!("webcal://{}", url.split_once("://").map_or(url, |(_, rest)| rest))
}
