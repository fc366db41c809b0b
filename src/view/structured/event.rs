//! Events.

use crate::model::{Document, Site};
use crate::parse::{Event, EventStatus, Every};
use crate::view::{Frame, Scene};

use super::practice::address;
use super::{Node, SCHEMA, iso_moment, practice_id, web_address};

/// The event that a document announces.
pub(super) fn event_node<'s>(scene: Scene<'s>, frame: &Frame, document: &'s Document) -> Option<Node<'s>> {
    let front = &document.parsed.front;
    let event = front.event.as_ref()?;
    let next = event.next(scene.site.now, &scene.site.config.zone);
    let now_status = event.status_at(next);
    let is_moved_online = now_status == EventStatus::Online;
    let place = event.place.as_deref().filter(|_| !is_moved_online);
    let place = place.map(|place| Node::new("Place").with("name", place).maybe("address", address(&event.address)));
    let online = event.online.as_deref().map(|online| {
        let location = Node::new("VirtualLocation");
        match web_address(scene, online) {
            Some(url) => location.with("url", url),
            None => location.with("name", online),
        }
    });
    let mode = match (&place, &online) {
        (Some(_), Some(_)) => Some("MixedEventAttendanceMode"),
        (None, Some(_)) => Some("OnlineEventAttendanceMode"),
        (Some(_), None) => Some("OfflineEventAttendanceMode"),
        (None, None) => None,
    };
    let moved = event.moved_from.or((next.planned != next.starts).then_some(next.planned));
    let registration = event
        .registration_url
        .as_deref()
        .filter(|_| event.is_open())
        .and_then(|url| web_address(scene, url))
        .map(|url| Node::new("RegisterAction").with("target", url));
    Some(
        Node::new("Event")
            .id(event_id(frame))
            .with("name", &front.title)
            .maybe("description", Some(frame.description.clone()))
            .with("url", frame.canonical.clone())
            .with("startDate", iso_moment(scene.site, next.starts))
            .maybe("endDate", next.ends.map(|ends| iso_moment(scene.site, ends)))
            .maybe("previousStartDate", moved.map(|moment| iso_moment(scene.site, moment)))
            .with("eventStatus", format!("{SCHEMA}{}", status(now_status)))
            .maybe("eventSchedule", schedule(scene.site, event))
            .each("subEvent", changed_times(scene.site, event, &front.title))
            .maybe("eventAttendanceMode", mode.map(|mode| format!("{SCHEMA}{mode}")))
            .each("location", place.into_iter().chain(online))
            .maybe("image", frame.share_image.as_ref().map(super::page::image))
            .each("inLanguage", spoken_in(scene.site, event, document))
            .maybe("isAccessibleForFree", event.is_free().then_some(true))
            .maybe("offers", offer(scene, event, frame))
            .refer("organizer", practice_id(scene))
            .maybe("potentialAction", registration),
    )
}

/// The languages in which an event is held; that of its page where none is written.
fn spoken_in<'s>(site: &'s Site, event: &'s Event, document: &Document) -> Vec<&'s str> {
    if event.languages.is_empty() {
        return vec![site.languages[document.language].tag.as_str()];
    }
    event.languages.iter().map(String::as_str).collect()
}

/// How the event comes back (<https://schema.org/Schedule>).
fn schedule<'s>(site: &'s Site, event: &Event) -> Option<Node<'s>> {
    let repeat = event.repeat?;
    let every = match repeat.every {
        Every::Week => "P1W",
        Every::TwoWeeks => "P2W",
        Every::Month => "P1M",
    };
    let node = Node::new("Schedule")
        .with("startDate", event.starts.day.to_string())
        .with("endDate", repeat.until.to_string())
        .with("repeatFrequency", every)
        .with("scheduleTimezone", site.config.zone.name().to_owned())
        .each("exceptDate", event.except.iter().map(ToString::to_string));
    Some(node)
}

/// Single times that do not take place as the schedule says.
fn changed_times<'s>(site: &'s Site, event: &'s Event, name: &'s str) -> Vec<Node<'s>> {
    let changed = event.occasions().filter(crate::parse::Occasion::is_changed);
    changed
        .map(|occasion| {
            let moved = (occasion.planned != occasion.starts).then_some(occasion.planned);
            Node::new("Event")
                .with("name", name)
                .with("startDate", iso_moment(site, occasion.starts))
                .maybe("endDate", occasion.ends.map(|ends| iso_moment(site, ends)))
                .maybe("previousStartDate", moved.map(|moment| iso_moment(site, moment)))
                .with("eventStatus", format!("{SCHEMA}{}", status(event.status_at(occasion))))
        })
        .collect()
}

/// What a place costs, where that is a sum of dollars or nothing, and whether there are any left.
fn offer<'s>(scene: Scene<'s>, event: &'s Event, frame: &Frame) -> Option<Node<'s>> {
    let price = if event.is_free() { Some("0".to_owned()) } else { event.cost.as_deref().and_then(dollars) };
    let is_full = event.status == EventStatus::Full;
    if price.is_none() && !is_full {
        return None;
    }
    let url = event.registration_url.as_deref().and_then(|url| web_address(scene, url));
    let stock = if is_full { "SoldOut" } else { "InStock" };
    let offer = Node::new("Offer").with("url", url.unwrap_or_else(|| frame.canonical.clone()));
    let currency = price.is_some().then_some("USD");
    Some(offer.maybe("price", price).maybe("priceCurrency", currency).with("availability", format!("{SCHEMA}{stock}")))
}

/// The member of schema.org's `EventStatusType`; an event that is full takes place as announced.
fn status(status: EventStatus) -> &'static str {
    match status {
        EventStatus::Scheduled | EventStatus::Full => "EventScheduled",
        EventStatus::Moved => "EventRescheduled",
        EventStatus::Canceled => "EventCancelled",
        EventStatus::Online => "EventMovedOnline",
    }
}

/// The sum at the beginning of a cost: `$10 a family` is `10`.
fn dollars(cost: &str) -> Option<String> {
    let rest = cost.trim().strip_prefix('$')?;
    let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
    Some(rest[..end].trim_end_matches('.').to_owned()).filter(|sum| !sum.is_empty())
}

/// The id of a page's event.
pub(super) fn event_id(frame: &Frame) -> String {
    format!("{}#event", frame.canonical)
}
