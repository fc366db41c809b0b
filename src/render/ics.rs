//! Calendar files: iCalendar (RFC 5545) with the properties of RFC 7986 that tell clients what it is and when to look again.
//!
//! Times are in UTC, which every client turns into its reader's clock; so no zone must be described.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::view::{CalendarEntry, CalendarView, EntryTime};

/// Longest line in octets, its end not counted (RFC 5545, 3.1).
const LONGEST: usize = 75;

/// Writes a calendar file. A calendar has at least one entry (RFC 5545, 3.6): who makes the view sees to that.
#[must_use]
pub fn calendar(view: &CalendarView) -> String {
    let mut out = Lines::default();
    out.line("BEGIN:VCALENDAR");
    out.line("VERSION:2.0");
    out.line("PRODID:-//Bedside//Bedside//EN");
    out.line("CALSCALE:GREGORIAN");
    for name in ["NAME", "X-WR-CALNAME"] {
        out.text(name, &view.name);
    }
    for name in ["DESCRIPTION", "X-WR-CALDESC"] {
        out.optional_text(name, &view.description);
    }
    if let Some(url) = &view.url {
        out.uri("SOURCE;VALUE=URI", url);
    }
    out.line("REFRESH-INTERVAL;VALUE=DURATION:P1D");
    out.line("X-PUBLISHED-TTL:P1D");
    for entry in &view.entries {
        out.entry(entry);
    }
    out.line("END:VCALENDAR");
    out.0
}

/// Lines as they are written: folded, each with its end.
#[derive(Default)]
struct Lines(String);

impl Lines {
    fn entry(&mut self, entry: &CalendarEntry) {
        self.line("BEGIN:VEVENT");
        self.text("UID", &entry.uid);
        self.line(&format!("DTSTAMP:{}", instant(entry.stamp)));
        match entry.time {
            EntryTime::Days { first, last } => {
                self.line(&format!("DTSTART;VALUE=DATE:{}", day(first)));
                // The end is the first day that is no longer in it.
                self.line(&format!("DTEND;VALUE=DATE:{}", day(last.tomorrow().unwrap_or(last))));
                self.line("TRANSP:TRANSPARENT");
            }
            EntryTime::Instants { starts, ends } => {
                self.line(&format!("DTSTART:{}", instant(starts)));
                if let Some(ends) = ends {
                    self.line(&format!("DTEND:{}", instant(ends)));
                }
            }
        }
        if entry.sequence > 0 {
            self.line(&format!("SEQUENCE:{}", entry.sequence));
        }
        if let Some(status) = entry.status {
            self.line(&format!("STATUS:{status}"));
        }
        self.text("SUMMARY", &entry.title);
        self.optional_text("DESCRIPTION", &entry.description);
        self.optional_text("LOCATION", &entry.place);
        if !entry.categories.is_empty() {
            let categories: Vec<String> = entry.categories.iter().map(|name| escaped(name)).collect();
            self.line(&format!("CATEGORIES:{}", categories.join(",")));
        }
        if let Some(url) = &entry.url {
            self.uri("URL", url);
        }
        self.line("END:VEVENT");
    }

    fn text(&mut self, name: &str, text: &str) {
        self.line(&format!("{name}:{}", escaped(text)));
    }

    fn optional_text(&mut self, name: &str, text: &str) {
        if !text.is_empty() {
            self.text(name, text);
        }
    }

    /// An address is not escaped, so what no address holds is taken out of it.
    fn uri(&mut self, name: &str, url: &str) {
        let url: String = url.chars().filter(|c| !c.is_control() && !c.is_whitespace() && *c != '"').collect();
        self.line(&format!("{name}:{url}"));
    }

    /// Lines longer than [`LONGEST`] go on behind a space, and no character is torn apart.
    fn line(&mut self, line: &str) {
        let mut room = LONGEST;
        for c in line.chars() {
            if c.len_utf8() > room {
                self.0.push_str("\r\n ");
                room = LONGEST - 1;
            }
            self.0.push(c);
            room -= c.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

/// A value of the type TEXT (RFC 5545, 3.3.11). Control characters may not be there.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' | '\r' => out.push_str("\\n"),
            '\t' => out.push(' '),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

fn day(day: Date) -> String {
    day.strftime("%Y%m%d").to_string()
}

fn instant(at: Timestamp) -> String {
    at.to_zoned(TimeZone::UTC).strftime("%Y%m%dT%H%M%SZ").to_string()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn view(title: &str) -> CalendarView {
        let entry = CalendarEntry {
            uid: "a-2026@clinic.example".to_owned(),
            stamp: "2026-11-22T00:00:00Z".parse().expect("an instant"),
            time: EntryTime::Days { first: date(2026, 12, 31), last: date(2026, 12, 31) },
            sequence: 0,
            status: None,
            title: title.to_owned(),
            description: String::new(),
            place: String::new(),
            categories: vec!["a,b".to_owned(), "c;d".to_owned()],
            url: Some("https://clinic.example/a,b;c/".to_owned()),
        };
        CalendarView { name: "A".to_owned(), description: String::new(), url: None, entries: vec![entry] }
    }

    #[test]
    fn texts_are_escaped_addresses_are_not_and_the_end_is_the_next_day() {
        let file = calendar(&view("Tips; \"one\", two\\three\nfour\u{7}"));
        assert!(file.contains("\r\nSUMMARY:Tips\\; \"one\"\\, two\\\\three\\nfour\r\n"), "{file}");
        assert!(file.contains("\r\nCATEGORIES:a\\,b,c\\;d\r\n"), "{file}");
        assert!(file.contains("\r\nURL:https://clinic.example/a,b;c/\r\n"), "{file}");
        assert!(file.contains("\r\nDTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\n"), "{file}");
    }

    proptest! {
        #[test]
        fn lines_are_short_and_unfold_to_what_they_were(title in ".{0,300}") {
            let file = calendar(&view(&title));
            prop_assert!(file.ends_with("END:VCALENDAR\r\n"));
            for line in file.trim_end_matches("\r\n").split("\r\n") {
                prop_assert!(line.len() <= LONGEST && !line.is_empty() && !line.contains(['\r', '\n']));
            }
            let summary = format!("\r\nSUMMARY:{}\r\n", escaped(&title));
            prop_assert!(file.replace("\r\n ", "").contains(&summary));
        }
    }
}
