//! Days and instants as the desk writes them, in the practice's zone.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::base::{Moment, Zone};

/// `Mon, Nov 30, 2026`.
pub(super) fn day(day: Date) -> String {
    day.strftime("%a, %b %-d, %Y").to_string()
}

/// `Mon, Nov 30, 2026, 07:00`; at midnight the day alone, since nobody wrote a time.
pub(super) fn instant(zone: &Zone, at: Timestamp) -> String {
    let local = zone.at(at);
    if local.hour() == 0 && local.minute() == 0 {
        return day(local.date());
    }
    local.strftime("%a, %b %-d, %Y, %H:%M").to_string()
}

/// A moment as it was written: with its time only where it has one.
pub(super) fn moment(zone: &Zone, moment: &Moment) -> String {
    if moment.timed { instant(zone, moment.at) } else { day(moment.day) }
}
