//! The work of some weeks: what goes live, takes place, ends, is due for review, and which observances come.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::{AgendaItem, DocumentId, Held, Site, State};
use crate::parse::{Event, EventStatus};
use crate::source::Kind;

/// What happens on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Happening {
    /// A document goes live, or has gone live.
    Live,
    /// An event takes place.
    Event,
    /// A document leaves the site.
    Expires,
    /// The consent to a story ends.
    ConsentEnds,
    /// The next review is due.
    ReviewDue,
}

impl Happening {
    /// Its word in lists and in JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Live => "post",
            Self::Event => "event",
            Self::Expires => "expires",
            Self::ConsentEnds => "consent ends",
            Self::ReviewDue => "review due",
        }
    }
}

/// Something of the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Planned {
    /// The day.
    pub on: Date,
    /// What happens.
    pub what: Happening,
    /// To which document.
    pub document: DocumentId,
}

/// A week, from Monday to Sunday.
#[derive(Clone, Debug)]
pub struct Week {
    /// Its Monday.
    pub first: Date,
    /// What happens, by day.
    pub planned: Vec<Planned>,
    /// Observances that begin in it, or that are going on in the first week of the plan.
    pub observances: Vec<AgendaItem>,
}

impl Week {
    /// Whether nothing goes live in it.
    #[must_use]
    pub fn is_gap(&self) -> bool {
        !self.planned.iter().any(|planned| planned.what == Happening::Live)
    }

    /// Its Sunday.
    #[must_use]
    pub fn last(&self) -> Date {
        self.first.saturating_add(6.days())
    }
}

/// How many posts of each kind there are in a span of days.
pub type Mix = Vec<(Kind, usize)>;

impl Site {
    /// The weeks that hold the days from `from` to `to`.
    #[must_use]
    pub fn weeks(&self, (from, to): (Date, Date)) -> Vec<Week> {
        let monday = |day: Date| day.saturating_sub(i64::from(day.weekday().to_monday_zero_offset()).days());
        let (first, last) = (monday(from), monday(to).saturating_add(6.days()));
        let mut planned: Vec<Planned> =
            self.ids().flat_map(|id| self.happenings(id)).filter(|one| (first..=last).contains(&one.on)).collect();
        planned.sort_by_key(|one| (one.on, one.what, one.document));
        let mut agenda = self.agenda((from, last), false).items;
        // What the practice has the most posts about comes first.
        agenda.sort_by_key(|item| (item.when.first.max(first), std::cmp::Reverse(item.about + item.posts.len())));
        let mut weeks = Vec::new();
        let mut day = first;
        while day <= last {
            let end = day.saturating_add(6.days());
            let in_week = |on: Date| (day..=end).contains(&on);
            weeks.push(Week {
                first: day,
                planned: planned.iter().copied().filter(|one| in_week(one.on)).collect(),
                observances: agenda.iter().filter(|item| in_week(item.when.first.max(first))).cloned().collect(),
            });
            day = end.saturating_add(1.day());
        }
        debug_assert_eq!(first.weekday(), Weekday::Monday);
        weeks
    }

    /// What happens to a document. A draft happens on its date, as its author plans it.
    fn happenings(&self, id: DocumentId) -> impl Iterator<Item = Planned> {
        let document = self.document(id);
        let front = &document.parsed.front;
        let kind = document.parsed.source.kind;
        let zone = &self.config.zone;
        let is_post = !matches!(kind, Kind::Page | Kind::Person);
        let is_over = matches!(document.state, State::HeldBack(Held::Expired(_) | Held::NoConsent));
        let live = front.date.as_ref().filter(|_| is_post && !is_over).map(|date| date.day);
        let held = |event: &Event| -> Vec<Date> {
            let times = event.occasions().filter(|time| event.status_at(*time) != EventStatus::Canceled);
            times.map(|time| time.starts.day).collect()
        };
        let events = front.event.iter().flat_map(held);
        let events: Vec<Planned> = events.map(|on| Planned { on, what: Happening::Event, document: id }).collect();
        let is_draft = front.draft;
        let expires = front.expires.as_ref().filter(|_| !is_draft).map(|moment| zone.at(moment.at).date());
        let consent = front.consent.as_ref().and_then(|consent| consent.expires_on).filter(|_| !is_draft);
        let due = front.reviewed.as_ref().filter(|_| document.state.is_public());
        let due = due.and_then(|reviewed| self.review_due(reviewed));
        [
            (live, Happening::Live),
            (expires, Happening::Expires),
            (consent, Happening::ConsentEnds),
            (due, Happening::ReviewDue),
        ]
        .into_iter()
        .filter_map(move |(on, what)| Some(Planned { on: on?, what, document: id }))
        .chain(events)
    }

    /// How many posts of each kind went live or are planned from `from` to `to`.
    #[must_use]
    pub fn mix(&self, (from, to): (Date, Date)) -> Mix {
        let live = |kind: Kind| {
            self.ids()
                .filter(|id| self.document(*id).parsed.source.kind == kind)
                .flat_map(|id| self.happenings(id))
                .filter(|one| one.what == Happening::Live && (from..=to).contains(&one.on))
                .count()
        };
        let posts = [Kind::Article, Kind::Myth, Kind::Story, Kind::Update, Kind::Event];
        posts.into_iter().map(|kind| (kind, live(kind))).collect()
    }
}
