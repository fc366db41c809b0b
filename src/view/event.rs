//! When and where events take place, and until when updates hold.

use crate::base::{LinkKind, Moment};
use crate::config::LanguageId;
use crate::model::Document;
use crate::parse::{Event, EventStatus, Occasion, Words};
use crate::source::Kind;

use super::{DateView, EventChangeView, EventView, LinkOrText, Scene, frame, site};

pub(crate) fn view(scene: Scene<'_>, event: &Event, language: LanguageId) -> EventView {
    let machine =
        |moment: Moment| if moment.timed { frame::instant(scene.site, moment.at) } else { moment.day.to_string() };
    let words = scene.words(language);
    let next = event.next(scene.site.now, &scene.site.config.zone);
    let address_lines = event.address.lines();
    let place = event.place.as_deref();
    let on_map = if address_lines.is_empty() {
        place.filter(|place| is_address(place)).map(str::to_owned)
    } else {
        Some(address_lines.join(", "))
    };
    let registration_url = event.registration_url.as_ref().filter(|_| event.is_open());
    EventView {
        starts: machine(next.starts),
        ends: next.ends.map(machine),
        when: when(scene, next, language),
        place: event.place.clone(),
        map_url: on_map.as_deref().map(super::practice::map_of),
        month: short_month(words.month(next.starts.day.month())),
        day: next.starts.day.day(),
        online: event.online.as_deref().map(link_or_text),
        registration_url: registration_url.map(|url| site::own_or_foreign(scene, url)),
        address_lines,
        status: told(event.status_at(next)),
        status_note: event.note_at(next).map(str::to_owned),
        moved_from: event.moved_from.or(moved(next)).map(|from| when(scene, Occasion::new(from, None), language)),
        changes: changes(scene, event, next, language),
        cost: event.cost.clone(),
        free: event.is_free(),
        languages: event.languages.iter().map(|tag| super::practice::spoken(tag, words)).collect(),
        repeats: event.repeat.map(|repeat| {
            let key = format!("event_every_{}", repeat.every.word().replace('-', "_"));
            words.get(&key).replace("{date}", &words.date(repeat.until))
        }),
        over: event.over_at(&scene.site.config.zone) <= scene.site.now,
    }
}

/// The times to come that are not as announced, but the one that is shown as the next.
fn changes(scene: Scene<'_>, event: &Event, next: Occasion, language: LanguageId) -> Vec<EventChangeView> {
    let zone = &scene.site.config.zone;
    let coming = event.occasions().filter(|occasion| occasion.is_changed() && *occasion != next);
    coming
        .filter(|occasion| occasion.over_at(zone) > scene.site.now)
        .filter_map(|occasion| {
            Some(EventChangeView {
                when: when(scene, Occasion::new(occasion.planned, None), language),
                status: told(event.status_at(occasion))?,
                now: moved(occasion).map(|_| when(scene, occasion, language)),
                note: event.note_at(occasion).map(str::to_owned),
            })
        })
        .collect()
}

/// A time of day on the practice's clock.
pub(super) fn clock(scene: Scene<'_>, at: jiff::Timestamp, language: LanguageId) -> String {
    scene.words(language).time(scene.site.config.zone.at(at).time())
}

/// Day and time on the practice's clock. The name of the zone follows the time, once where it is the same.
fn when(scene: Scene<'_>, event: Occasion, language: LanguageId) -> String {
    let words = scene.words(language);
    let start = Clock::new(scene, event.starts, words);
    let Some(ends) = event.ends.filter(|ends| *ends != event.starts) else { return start.whole() };
    let end = Clock::new(scene, ends, words);
    let range = |from: &str, to: &str| words.get("from_to").replace("{from}", from).replace("{to}", to);
    match (&start.time, &end.time) {
        _ if start.day != end.day => range(&start.whole(), &end.whole()),
        (Some(from), Some(to)) if start.zone == end.zone => {
            format!("{}, {} {}", start.day, range(from, to), end.zone)
        }
        (Some(_), Some(to)) => range(&start.whole(), &format!("{to} {}", end.zone)),
        _ => start.whole(),
    }
}

/// The last day of an update that is to end; documents that are shown after their end have none.
pub(super) fn until(scene: Scene<'_>, document: &Document) -> Option<DateView> {
    let expires = document.parsed.front.expires.filter(|expires| expires.at > scene.site.now)?;
    let is_update = document.parsed.source.kind == Kind::Update;
    // A day alone is its beginning: the document holds through the day before.
    let last = if expires.timed { Some(expires.day) } else { expires.day.yesterday().ok() };
    last.filter(|_| is_update).map(|day| DateView::of(day, scene.words(document.language)))
}

/// The agency's page or name, for an update.
pub(super) fn agency_source(document: &Document) -> Option<LinkOrText> {
    document.parsed.front.agency_source.as_deref().map(link_or_text)
}

/// The word of a status that readers have to learn of.
fn told(status: EventStatus) -> Option<&'static str> {
    (status != EventStatus::Scheduled).then(|| status.word())
}

/// When a time was to begin that was moved.
fn moved(occasion: Occasion) -> Option<Moment> {
    (occasion.planned != occasion.starts).then_some(occasion.planned)
}

/// Whether a map can find a place: it has a number and a name after a comma.
fn is_address(place: &str) -> bool {
    place.contains(',') && place.bytes().any(|byte| byte.is_ascii_digit())
}

/// The first three letters of a month, as calendars on a wall have them.
fn short_month(name: &str) -> String {
    name.chars().take(3).collect()
}

/// A moment in the words of a language.
struct Clock {
    day: String,
    time: Option<String>,
    zone: String,
}

impl Clock {
    fn new(scene: Scene<'_>, moment: Moment, words: &Words) -> Self {
        let at = scene.site.config.zone.at(moment.at);
        let weekday = format!("weekday_{}", at.weekday().to_monday_one_offset());
        let day = words.get("weekday_date").replace("{weekday}", words.get(&weekday));
        Self {
            day: day.replace("{date}", &words.date(at.date())),
            time: moment.timed.then(|| words.time(at.time())),
            zone: at.strftime("%Z").to_string(),
        }
    }

    fn whole(&self) -> String {
        match &self.time {
            Some(time) => format!("{}, {time} {}", self.day, self.zone),
            None => self.day.clone(),
        }
    }
}

/// An address of another site is a link, shown without what every address has; anything else is words.
fn link_or_text(text: &str) -> LinkOrText {
    if LinkKind::of(text) != LinkKind::Outside {
        return LinkOrText { text: text.to_owned(), url: None };
    }
    let shown = text.split_once("://").map_or(text, |(_, rest)| rest);
    let shown = shown.trim_start_matches("www.").trim_end_matches('/');
    LinkOrText { text: shown.to_owned(), url: Some(text.to_owned()) }
}
