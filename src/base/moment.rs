//! Moments: dates and times as a writer gives them, in the site's time zone.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{Timestamp, Zoned};

/// The site's time zone, by its IANA name.
#[derive(Clone, Debug, PartialEq)]
pub struct Zone(TimeZone);

impl Zone {
    /// Finds a zone by its IANA name, such as `America/New_York`. The zone rules travel in the program.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let known = jiff::tz::db().available().any(|known| known.as_str().eq_ignore_ascii_case(name));
        if !known {
            return None;
        }
        TimeZone::get(name).ok().map(Self)
    }

    /// Coordinated universal time.
    #[must_use]
    pub fn utc() -> Self {
        Self(TimeZone::UTC)
    }

    /// All names that [`Zone::named`] takes.
    #[must_use]
    pub fn names() -> Vec<String> {
        jiff::tz::db().available().map(|name| name.to_string()).collect()
    }

    /// Its IANA name.
    #[must_use]
    pub fn name(&self) -> &str {
        self.0.iana_name().unwrap_or("UTC")
    }

    /// `at` on this zone's clock.
    #[must_use]
    pub fn at(&self, at: Timestamp) -> Zoned {
        at.to_zoned(self.0.clone())
    }

    /// The calendar day of `at` in this zone.
    #[must_use]
    pub fn day(&self, at: Timestamp) -> Date {
        self.at(at).date()
    }

    /// The first instant of a day in this zone. The last days of the year 9999 have none: they never come, so they are after
    /// everything, as those of the year -9999 are before everything.
    #[must_use]
    pub fn midnight(&self, day: Date) -> Timestamp {
        let edge = if day.year() > 0 { Timestamp::MAX } else { Timestamp::MIN };
        self.0.to_ambiguous_zoned(day.to_datetime(Time::midnight())).later().map_or(edge, |at| at.timestamp())
    }
}

/// An instant that a writer named by a date, or by a date and a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// The instant.
    pub at: Timestamp,
    /// The calendar day in the site's zone.
    pub day: Date,
    /// Whether a time was written; without one the day begins at 00:00.
    pub timed: bool,
}

/// Why a text is not a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MomentError {
    /// Not of the form `2026-11-23` or `2026-11-23 07:30`.
    Form,
    /// Readable, but with a digit missing, or with a time of the morning or afternoon: the form that is expected.
    Unpadded(String),
    /// A day or time that no calendar has, such as 30 February.
    Impossible,
    /// The clocks skip this time; the two readings are the ones before and after the change.
    Gap {
        /// The reading with the offset from before the change.
        before: String,
        /// The reading with the offset from after the change.
        after: String,
    },
}

impl Moment {
    /// Reads `2026-11-23`, `2026-11-23 07:30`, `2026-11-23T07:30:00` or, with an offset, `2026-11-23T07:30:00-05:00`.
    ///
    /// A date alone is 00:00 in the zone. A time that occurs twice is the later instant, so that nothing is public early.
    ///
    /// # Errors
    /// See [`MomentError`].
    pub fn parse(text: &str, zone: &Zone) -> Result<Self, MomentError> {
        let text = text.trim();
        if let Some(error) = unpadded(text) {
            return Err(error);
        }
        if !has_date_form(text) {
            return Err(MomentError::Form);
        }
        if text.len() == 10 {
            let day: Date = text.parse().map_err(|_| MomentError::Impossible)?;
            return Ok(Self { at: zone.midnight(day), day, timed: false });
        }
        if !matches!(text.as_bytes()[10], b' ' | b'T' | b't') || !has_clock_form(&text[11..]) {
            return Err(MomentError::Form);
        }
        if has_offset(text) {
            let at: Timestamp = text.parse().map_err(|_| MomentError::Impossible)?;
            return Ok(Self { at, day: zone.day(at), timed: true });
        }
        let local: DateTime = text.parse().map_err(|_| MomentError::Impossible)?;
        let ambiguous = zone.0.to_ambiguous_zoned(local);
        if let AmbiguousOffset::Gap { .. } = ambiguous.offset() {
            let clock =
                |at: Result<Zoned, jiff::Error>| at.map_or(String::new(), |at| at.strftime("%H:%M").to_string());
            return Err(MomentError::Gap {
                before: clock(ambiguous.clone().earlier()),
                after: clock(ambiguous.later()),
            });
        }
        let at = ambiguous.later().map_err(|_| MomentError::Impossible)?.timestamp();
        Ok(Self { at, day: local.date(), timed: true })
    }
}

/// `2026-01-02 09:00` for `2026-1-2 9:00` and `2026-01-02 9 am`: a text that lacks nothing but zeros, or says half of
/// the day, unless no calendar has that day or time; `None` if the text is right, and where it is something else.
fn unpadded(text: &str) -> Option<MomentError> {
    let (day, clock) = text.split_once([' ', 'T', 't']).map_or((text, ""), |(day, clock)| (day, clock.trim()));
    let number = |text: &str, most: usize| -> Option<u32> {
        let digits = (1..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        if digits { text.parse().ok() } else { None }
    };
    let mut parts = day.split('-');
    let year = parts.next().filter(|year| year.len() == 4).and_then(|year| number(year, 4))?;
    let (month, date) = (number(parts.next()?, 2)?, number(parts.next()?, 2)?);
    if parts.next().is_some() {
        return None;
    }
    let day = format!("{year:04}-{month:02}-{date:02}");
    let is_day = day.parse::<Date>().is_ok();
    if clock.is_empty() {
        return if is_day {
            (day != text).then_some(MomentError::Unpadded(day))
        } else {
            Some(MomentError::Impossible)
        };
    }
    let lower = clock.to_ascii_lowercase().replace("a.m.", "am").replace("p.m.", "pm");
    let half = ["am", "pm"].into_iter().find(|half| lower.ends_with(half));
    let bare = half.map_or(lower.as_str(), |half| lower.trim_end_matches(half).trim_end());
    let mut times = bare.split(':');
    let mut hour = number(times.next()?, 2)?;
    let minute = times.next().map_or(Some(0), |minute| number(minute, 2))?;
    let second = times.next().map(|second| number(second, 2));
    if times.next().is_some() || second == Some(None) || half.is_some() && !(1..=12).contains(&hour) {
        return None;
    }
    match half {
        Some("am") => hour %= 12,
        Some(_) => hour = hour % 12 + 12,
        None => {}
    }
    if !is_day || hour > 23 || minute > 59 {
        return Some(MomentError::Impossible);
    }
    let seconds = second.flatten().map_or(String::new(), |second| format!(":{second:02}"));
    let padded = format!("{day} {hour:02}:{minute:02}{seconds}");
    let right = text.replacen(['T', 't'], " ", 1) == padded;
    (!right).then_some(MomentError::Unpadded(padded))
}

fn has_date_form(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() >= 10
        && text.is_ascii()
        && bytes[..10]
            .iter()
            .enumerate()
            .all(|(at, b)| if at == 4 || at == 7 { *b == b'-' } else { b.is_ascii_digit() })
}

/// Whether a text is `07:30`, `07:30:00` or `07:30:00.5`, with `Z` or `-05:00` after it or nothing: hours, minutes and seconds
/// that may be too many.
fn has_clock_form(text: &str) -> bool {
    let (time, offset) = text.split_at(text.find(['Z', 'z', '+', '-']).unwrap_or(text.len()));
    let is_number = |part: &str| part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
    let is_time = |text: &str, most: usize| text.split(':').all(is_number) && text.split(':').count() <= most;
    let (whole, part) = time.split_once('.').unwrap_or((time, "0"));
    let fits = is_time(whole, 3) && whole.contains(':') && part.bytes().all(|b| b.is_ascii_digit());
    let signed = offset.strip_prefix(['+', '-']);
    fits && signed.map_or(matches!(offset, "" | "Z" | "z"), |signed| {
        is_time(signed, 2) || (signed.len() == 4 && signed.bytes().all(|b| b.is_ascii_digit()))
    })
}

fn has_offset(text: &str) -> bool {
    let time = &text[11..];
    time.ends_with(['Z', 'z']) || time.contains(['+', '-'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zone(name: &str) -> Zone {
        Zone::named(name).unwrap_or_else(|| panic!("{name} is a zone"))
    }

    #[test]
    fn a_date_alone_is_midnight_in_the_zone() {
        let moment = Moment::parse("2026-11-23", &zone("America/New_York")).expect("a date");
        assert_eq!(moment.at.to_string(), "2026-11-23T05:00:00Z");
        assert!(!moment.timed);
    }

    #[test]
    fn a_time_in_the_gap_is_an_error_with_both_readings() {
        let error = Moment::parse("2026-03-08 02:30", &zone("America/New_York")).expect_err("skipped");
        assert_eq!(error, MomentError::Gap { before: "01:30".into(), after: "03:30".into() });
    }

    #[test]
    fn in_a_fold_the_later_instant_counts() {
        let moment = Moment::parse("2026-11-01 01:30", &zone("America/New_York")).expect("twice");
        assert_eq!(moment.at.to_string(), "2026-11-01T06:30:00Z");
    }

    #[test]
    fn impossible_and_foreign_forms_are_told_apart() {
        let zone = zone("America/Chicago");
        assert_eq!(Moment::parse("2026-02-30", &zone), Err(MomentError::Impossible));
        assert_eq!(Moment::parse("11/23/2026", &zone), Err(MomentError::Form));
        for text in
            ["2026-11-23 25:00", "2026-1-32", "2026-11-31 9:00", "2026-13-1", "2026-2-30 9 am", "2026-11-3 9:75"]
        {
            assert_eq!(Moment::parse(text, &zone), Err(MomentError::Impossible), "{text}");
        }
        for text in ["2026-11-23 07.30", "2026-11-23 07:30 EST", "2026-11-23 07:30+5", "2026-11-23 07:30:00:00"] {
            assert_eq!(Moment::parse(text, &zone), Err(MomentError::Form), "{text}");
        }
        for text in ["2026-11-23 07:30:15.5", "2026-11-23T07:30Z", "2026-11-23 07:30-06:00", "2026-11-23T07:30:00-0600"]
        {
            assert!(Moment::parse(text, &zone).is_ok(), "{text}");
        }
        assert_eq!(Moment::parse("2026-11-23x07:00", &zone), Err(MomentError::Form));
    }

    #[test]
    fn a_missing_zero_is_named_as_such() {
        let zone = zone("America/Chicago");
        for (written, right) in [
            ("2026-01-02 9:00", "2026-01-02 09:00"),
            ("2026-01-02T9:05", "2026-01-02 09:05"),
            ("2026-1-2", "2026-01-02"),
            ("2026-1-02 07:30", "2026-01-02 07:30"),
            ("2026-01-02 7 am", "2026-01-02 07:00"),
            ("2026-01-02 7:30 PM", "2026-01-02 19:30"),
            ("2026-01-02 12 am", "2026-01-02 00:00"),
            ("2026-01-02 12:15 p.m.", "2026-01-02 12:15"),
            ("2026-01-02 9", "2026-01-02 09:00"),
            ("2026-01-02 09:5", "2026-01-02 09:05"),
        ] {
            assert_eq!(Moment::parse(written, &zone), Err(MomentError::Unpadded(right.into())), "{written}");
            assert!(Moment::parse(right, &zone).is_ok(), "{right}");
        }
        for right in
            ["2026-01-02", "2026-01-02 09:00", "2026-01-02T09:00:00", "2026-01-02T09:00:00Z", "2026-01-02 09:00+01:00"]
        {
            assert!(Moment::parse(right, &zone).is_ok(), "{right}");
        }
        for wrong in ["2026-02-30 9:00", "2026-01-02 25:00", "2026-01-02 13 pm", "1/2/2026"] {
            assert!(!matches!(Moment::parse(wrong, &zone), Ok(_) | Err(MomentError::Unpadded(_))), "{wrong}");
        }
    }

    #[test]
    fn only_real_zones_have_names() {
        assert!(Zone::named("America/New_York").is_some());
        assert!(Zone::named("America/Springfield").is_none());
        assert!(Zone::named("EST5EDT,M3.2.0").is_none());
    }
}
