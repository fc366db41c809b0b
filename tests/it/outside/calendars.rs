//! Calendars as python-icalendar and ical.js read them, which agree.

use std::collections::BTreeMap;

use crate::site::calendar_entries;

use super::{entries, saved, site, text};

const CALENDARS: &str = include_str!("calendar.json");

/// A value of the type TEXT without its escapes (RFC 5545, section 3.3.11).
fn plain(value: &str) -> String {
    let mut out = String::new();
    let mut signs = value.chars();
    while let Some(sign) = signs.next() {
        match sign {
            '\\' => match signs.next().expect("a sign behind the backslash") {
                'n' | 'N' => out.push('\n'),
                escaped => out.push(escaped),
            },
            sign => out.push(sign),
        }
    }
    out
}

/// `20261205T150000Z` as `2026-12-05T15:00:00Z`, `20261205` as `2026-12-05`.
fn spelled(time: &str) -> String {
    let day = |text: &str| format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..8]);
    match time.split_once('T') {
        Some((date, clock)) => format!("{}T{}:{}:{}", day(date), &clock[..2], &clock[2..4], &clock[4..]),
        None if time.is_empty() => String::new(),
        None => day(time),
    }
}

#[test]
fn two_other_programs_read_in_calendars_what_is_written() {
    let mut count = 0;
    for (file, expected) in entries(&saved(CALENDARS)) {
        let found = calendar_entries(site().text(&format!("/{file}")));
        for (uid, entry) in entries(expected) {
            let own = found.iter().find(|own| own["UID"].1 == uid).unwrap_or_else(|| panic!("no {uid} in {file}"));
            let value = |name: &str| own.get(name).map_or("", |(_, value)| value.as_str());
            let ours = BTreeMap::from([
                ("summary", plain(value("SUMMARY"))),
                ("location", plain(value("LOCATION"))),
                ("description", plain(value("DESCRIPTION"))),
                ("url", value("URL").to_owned()),
                ("start", spelled(value("DTSTART"))),
                ("end", spelled(value("DTEND"))),
                ("status", value("STATUS").to_owned()),
                ("sequence", value("SEQUENCE").to_owned()),
            ]);
            for (name, value) in ours {
                assert_eq!(value, text(entry, name), "{name} of {uid}");
            }
            count += 1;
        }
    }
    assert_eq!(count, 13);
}

/// What the project says, as both programs found it in the calendar.
#[test]
fn titles_places_and_times_arrive_as_they_were_written() {
    let saved = saved(CALENDARS);
    let event = &saved["events.ics"]["events/comma@clinic.example"];
    assert_eq!(text(event, "summary"), "Flu; shots, \\ free");
    assert_eq!(text(event, "location"), "12 Alder Street, Marlow; side door");
    assert_eq!((text(event, "start"), text(event, "end")), ("2026-12-05T15:00:00Z", "2026-12-05T18:30:00Z"));
    let summer = &saved["events.ics"]["events/summer@clinic.example"];
    assert_eq!((text(summer, "start"), text(summer, "end")), ("2027-03-14T07:30:00Z", "2027-03-14T08:30:00Z"));
    let days = &saved["events.ics"]["events/days@clinic.example"];
    assert_eq!((text(days, "start"), text(days, "end")), ("2026-12-30", "2027-01-03"));
    let moved = &saved["events.ics"]["events/online-2026-12-13@clinic.example"];
    assert_eq!((text(moved, "start"), text(moved, "end")), ("2026-12-15T00:30:00Z", "2026-12-15T01:30:00Z"));
    let off = &saved["events.ics"]["events/online-2026-12-20@clinic.example"];
    assert_eq!((text(off, "status"), text(off, "start")), ("CANCELLED", "2026-12-21T01:00:00Z"));
    assert!(text(off, "description").starts_with("Canceled. Ice, and snow."));
    let week = &saved["awareness.ics"]["test-week-2026@clinic.example"];
    assert!(text(week, "summary").ends_with("75 octets — not signs — in it, ähnlich wie hier"));
}
