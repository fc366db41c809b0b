//! When and where an event takes place, and what an update rests on.

use jiff::Timestamp;

use crate::base::{LinkKind, Moment, Zone};
use crate::diag::codes;
use crate::source::Kind;
use crate::yaml::Step;

use super::file::FrontMatterFile;
use super::resolve::{Resolver, filled};

/// An event.
#[derive(Clone, Debug)]
pub struct Event {
    /// Beginning.
    pub starts: Moment,
    /// End.
    pub ends: Option<Moment>,
    /// Place.
    pub place: Option<String>,
    /// Address of an online event, or words on how to take part.
    pub online: Option<String>,
    /// Where to sign up.
    pub registration_url: Option<String>,
}

impl Event {
    /// The instant at which the event is over: its end, the end of its last day where no time is written, the end of the day
    /// on which it starts where no end is written.
    #[must_use]
    pub fn over_at(&self, zone: &Zone) -> Timestamp {
        let last = match self.ends {
            Some(ends) if ends.timed => return ends.at,
            Some(ends) => ends.day,
            None => self.starts.day,
        };
        last.tomorrow().map_or(Timestamp::MAX, |next| zone.midnight(next))
    }
}

impl Resolver<'_> {
    pub(super) fn event(&mut self, file: &mut FrontMatterFile) -> Option<Event> {
        if self.context.kind != Kind::Event {
            return None;
        }
        let starts = self.required("starts", file.starts.take(), &[]);
        let starts = self.moment(starts, &[Step::Key("starts")]);
        let ends = self.moment(file.ends.take(), &[Step::Key("ends")]);
        if let (Some(starts), Some(ends)) = (starts, ends)
            && is_before(ends, starts)
        {
            self.report(&codes::BAD_DATE, "the event ends before it starts", "swap the times", &[Step::Key("ends")]);
        }
        let (place, online) = (filled(file.place.take()), filled(file.online.take()));
        if place.is_none() && online.is_none() {
            self.missing("place", &[], "say where it is: `place:` for an address, `online:` for a link");
        }
        let online = self.link_or_words(online, "online");
        let registration_url = filled(file.registration_url.take());
        let registration_url = self.safe_link(registration_url, &[Step::Key("registration_url")]);
        Some(Event { starts: starts?, ends, place, online, registration_url })
    }

    /// The page of the agency, or its name.
    pub(super) fn agency_source(&mut self, text: Option<String>) -> Option<String> {
        let text = filled(text);
        self.link_or_words(text, "agency_source")
    }

    /// A value that is shown as a link where it is an address. Words with a colon in them, such as "CDC: page 4", are none.
    fn link_or_words(&mut self, text: Option<String>, key: &str) -> Option<String> {
        let is_words = |text: &String| text.contains(char::is_whitespace) && LinkKind::of(text) != LinkKind::Outside;
        match text {
            Some(words) if is_words(&words) => Some(words),
            other => self.safe_link(other, &[Step::Key(key)]),
        }
    }
}

/// A day without a time is not before a time on it.
fn is_before(ends: Moment, starts: Moment) -> bool {
    if ends.timed { ends.at < starts.at } else { ends.day < starts.day }
}
