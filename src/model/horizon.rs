//! How long a site stays the same while nobody edits it.

use jiff::Timestamp;
use jiff::civil::Date;
use rayon::prelude::*;

use super::{Document, Site};

/// Days for which an update without an end stays among the current notices.
const NOTICE_DAYS: i64 = 45;

/// The span of time in which the same files give the same site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Horizon {
    /// The last instant at which something went public, expired or fell due; the beginning of time where there was none.
    pub from: Timestamp,
    /// The next such instant; the end of time where there is none.
    pub until: Timestamp,
}

impl Horizon {
    /// Whether the site looks the same at `now`.
    #[must_use]
    pub fn holds(&self, now: Timestamp) -> bool {
        self.from <= now && now < self.until
    }

    /// The span around `now` that ends where something turns.
    fn turning(self, at: Timestamp, now: Timestamp) -> Self {
        if at <= now { Self { from: self.from.max(at), ..self } } else { Self { until: self.until.min(at), ..self } }
    }

    /// The span in which both hold.
    fn within(self, other: Self) -> Self {
        Self { from: self.from.max(other.from), until: self.until.min(other.until) }
    }
}

impl Site {
    /// The span of time around now in which nothing changes by itself: no document goes public or expires, no consent
    /// ends, no review falls due, no source grows old, no event, holiday or observance ends, no notice becomes old, no post is due,
    /// and no month begins.
    #[must_use]
    pub fn horizon(&self) -> Horizon {
        let always = Horizon { from: Timestamp::UNIX_EPOCH, until: Timestamp::MAX };
        let documents = self.documents.par_iter().flat_map_iter(|document| self.turning_points(document));
        let documents = documents.fold(|| always, |horizon, at| horizon.turning(at, self.now));
        let horizon = documents.reduce(|| always, Horizon::within);
        let turns = self.turns_of_the_month().chain(self.holidays_over()).chain(self.observances_over());
        turns.fold(horizon, |horizon, at| horizon.turning(at, self.now))
    }

    /// The awareness calendar begins with the month of today; calendar files with its year.
    fn turns_of_the_month(&self) -> impl Iterator<Item = Timestamp> + '_ {
        let first = self.today.first_of_month();
        let next = self.today.last_of_month().tomorrow().ok();
        [Some(first), next].into_iter().flatten().map(|day| self.config.zone.midnight(day))
    }

    /// A holiday that is over is no longer announced.
    fn holidays_over(&self) -> impl Iterator<Item = Timestamp> + '_ {
        let ends = self.config.practice.holidays.iter().filter_map(|holiday| holiday.to.tomorrow().ok());
        ends.map(|day| self.config.zone.midnight(day))
    }

    /// An observance of this month that is over is not on the home page any more.
    fn observances_over(&self) -> impl Iterator<Item = Timestamp> + '_ {
        let month = (self.today.first_of_month(), self.today.last_of_month());
        let languages: Vec<_> = self.languages.ids().collect();
        let ends = self.coming(&languages, month, false).into_iter().filter_map(|(when, _)| when.last.tomorrow().ok());
        ends.map(|day| self.config.zone.midnight(day))
    }

    /// The last day on which an update without an end counts as a current notice.
    #[must_use]
    pub fn notice_ages(&self, document: &Document) -> Option<Date> {
        let front = &document.parsed.front;
        let is_notice = document.parsed.source.kind == crate::source::Kind::Update && front.expires.is_none();
        let days = jiff::Span::new().days(NOTICE_DAYS);
        front.date.filter(|_| is_notice).and_then(|date| date.day.checked_add(days).ok())
    }

    fn turning_points<'s>(&'s self, document: &'s Document) -> impl Iterator<Item = Timestamp> + 's {
        let front = &document.parsed.front;
        let moments = [front.date, front.expires].into_iter().flatten().map(|moment| moment.at);
        let after = |day: Date| day.tomorrow().ok().map(|next| self.config.zone.midnight(next));
        let due = front.reviewed.as_ref().and_then(|reviewed| self.review_due(reviewed)).and_then(after);
        let consent = front.consent.as_ref();
        let signed = consent.map(|consent| self.config.zone.midnight(consent.signed_on));
        let ends = consent.and_then(|consent| consent.expires_on).and_then(after);
        let released = front.release().and_then(|release| release.expires_on).and_then(after);
        let own = document.components.iter().flat_map(|component| &component.releases);
        let released = released.into_iter().chain(own.filter_map(|own| own.release.expires_on).filter_map(after));
        let over = front.event.iter().flat_map(crate::parse::Event::occasions);
        let over = over.map(|occasion| occasion.over_at(&self.config.zone));
        let ages = self.references(document).filter_map(|reference| self.source_ages(reference));
        let ages = ages.map(|day| self.config.zone.midnight(day));
        let leaves = self.notice_ages(document).and_then(after);
        moments
            .chain([due, signed, ends, leaves, document.announced_at()].into_iter().flatten())
            .chain(released)
            .chain(over)
            .chain(ages)
    }

    /// The day on which the next review is due: as written, or by the practice's interval.
    #[must_use]
    pub fn review_due(&self, reviewed: &crate::parse::Reviewed) -> Option<Date> {
        let months = jiff::Span::new().months(i64::from(self.config.editorial.review_every));
        reviewed.due.or_else(|| reviewed.on.checked_add(months).ok())
    }
}
