//! Days and instants as the desk writes them, in its language and the practice's zone.

use std::fmt::Display;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::base::{Moment, Zone};
use crate::model::days_until;
use crate::observance::Occurrence;

use super::words::Words;

/// `Mon, Nov 30, 2026`.
pub(super) fn day(words: &Words, day: Date) -> String {
    let weekday = nth(words, "dates.weekdays", day.weekday().to_monday_zero_offset());
    let month = nth(words, "dates.months", day.month() - 1);
    let parts: [(&str, &dyn Display); 4] =
        [("weekday", &weekday), ("month", &month), ("day", &day.day()), ("year", &day.year())];
    words.fill("dates.day", &parts)
}

/// `Mon 30`.
pub(super) fn short(words: &Words, day: Date) -> String {
    format!("{} {}", nth(words, "dates.weekdays", day.weekday().to_monday_zero_offset()), day.day())
}

/// `November 2026`.
pub(super) fn month(words: &Words, day: Date) -> String {
    let month = nth(words, "dates.long_months", day.month() - 1);
    words.fill("dates.month", &[("month", &month), ("year", &day.year())])
}

/// One of the words of a list.
fn nth<'w>(words: &'w Words, key: &str, at: i8) -> &'w str {
    usize::try_from(at).ok().and_then(|at| words.say(key).split(' ').nth(at)).unwrap_or_default()
}

/// The days of an occurrence: `all month`, `Nov 30`, `Nov 30 - Dec 4`.
pub(super) fn dates(words: &Words, when: &Occurrence) -> String {
    let short = |day: Date| {
        let month = nth(words, "dates.months", day.month() - 1);
        words.fill("dates.short", &[("month", &month), ("day", &day.day())])
    };
    if when.is_month() {
        words.say("agenda.month").to_owned()
    } else if when.first == when.last {
        short(when.first)
    } else if when.first.month() == when.last.month() {
        let month = nth(words, "dates.months", when.first.month() - 1);
        let days: [(&str, &dyn Display); 3] =
            [("month", &month), ("first", &when.first.day()), ("last", &when.last.day())];
        words.fill("dates.within", &days)
    } else {
        format!("{} - {}", short(when.first), short(when.last))
    }
}

/// How far away an occurrence is.
pub(super) fn left(words: &Words, when: &Occurrence, today: Date) -> String {
    let (until, rest) = (days_until(today, when.first), days_until(today, when.last));
    let key = match (until, rest) {
        (1, _) => "agenda.tomorrow",
        (2.., _) => return words.fill("agenda.in_days", &[("n", &until)]),
        (0, 0) => "agenda.today",
        (_, 0) => "agenda.last_day",
        (_, 1..) => return words.fill("agenda.days_left", &[("n", &rest)]),
        _ => "agenda.over",
    };
    words.say(key).to_owned()
}

/// `Mon, Nov 30, 2026, 07:00`; at midnight the day alone, since nobody wrote a time.
pub(super) fn instant(words: &Words, zone: &Zone, at: Timestamp) -> String {
    let local = zone.at(at);
    if local.hour() == 0 && local.minute() == 0 {
        return day(words, local.date());
    }
    words.fill("dates.instant", &[("day", &day(words, local.date())), ("time", &local.strftime("%H:%M"))])
}

/// A moment as it was written: with its time only if it has one.
pub(super) fn moment(words: &Words, zone: &Zone, moment: &Moment) -> String {
    if moment.timed { instant(words, zone, moment.at) } else { day(words, moment.day) }
}
