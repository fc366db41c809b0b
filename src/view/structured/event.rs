//! Events.

use super::{Node, SCHEMA};
use crate::model::Document;
use crate::view::{Frame, Scene};

impl<'s> Scene<'s> {
    /// The event that a document announces.
    pub(super) fn event_node(self, frame: &Frame, document: &'s Document) -> Option<Node<'s>> {
        let front = &document.parsed.front;
        let event = front.event.as_ref()?;
        let place = event.place.as_deref().map(|place| Node::new("Place").with("name", place));
        let online = event.online.as_deref().map(|online| {
            let location = Node::new("VirtualLocation");
            match self.web_address(online) {
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
        let registration = event
            .registration_url
            .as_deref()
            .and_then(|url| self.web_address(url))
            .map(|url| Node::new("RegisterAction").with("target", url));
        Some(
            Node::new("Event")
                .id(event_id(frame))
                .with("name", &front.title)
                .maybe("description", Some(frame.description.clone()))
                .with("url", frame.canonical.clone())
                .with("startDate", self.iso_moment(event.starts))
                .maybe("endDate", event.ends.map(|ends| self.iso_moment(ends)))
                .with("eventStatus", format!("{SCHEMA}EventScheduled"))
                .maybe("eventAttendanceMode", mode.map(|mode| format!("{SCHEMA}{mode}")))
                .each("location", place.into_iter().chain(online))
                .maybe("image", frame.share_image.as_ref().map(super::page::image))
                .with("inLanguage", &self.site.languages[document.language].tag)
                .refer("organizer", self.practice_id())
                .maybe("potentialAction", registration),
        )
    }
}

/// The id of a page's event.
pub(super) fn event_id(frame: &Frame) -> String {
    format!("{}#event", frame.canonical)
}
