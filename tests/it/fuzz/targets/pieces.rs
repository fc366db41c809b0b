//! Readers and writers of one thing each, without a project around them.

use bedside::base::{Moment, Slug, VPath, Zone, check_name, slugify};
use bedside::image::{Format, check_drawn, probe, strip};
use bedside::privacy::{Known, scan, scan_file_name};
use bedside::render::calendar;
use bedside::view::{CalendarEntry, CalendarView, EntryTime};
use bedside::yaml::{Step, Yaml};
use jiff::civil::date;
use jiff::{SignedDuration, Timestamp};
use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::{Value, json};

use super::Target;
use crate::support::in_calendar;

const FORMATS: [Format; 5] = [Format::Jpeg, Format::Png, Format::WebP, Format::Gif, Format::Svg];

const DRAWING: &str = "<svg xmlns='http://www.w3.org/2000/svg' xmlns:x='http://www.w3.org/1999/xlink' viewBox='0 0 9 9' style='fill:red'>\
    <defs><linearGradient id='g'><stop offset='0'/></linearGradient><clipPath id='c'><use href='#a'/></clipPath><filter id='f'>\
    <feGaussianBlur stdDeviation='2'/><feTurbulence numOctaves='2'/></filter><pattern id='p' width='1' height='1'><path d='M0 0h1'/></pattern></defs>\
    <style>a{fill:url(#p)}</style><!-- x --><g id='a' clip-path='url(#c)' filter='url(#f)' transform='rotate(3)'><text>&lt;&#65;</text>\
    <rect width='3' height='4' fill='url(#g)'/></g><a x:href='#a'><image href='data:image/png;base64,AAAA'/></a></svg>";

pub(super) fn pictures() -> Target {
    let seeds = crate::image::makers::seeds();
    let run = move |bytes: &[u8]| {
        let head = probe(bytes);
        for format in FORMATS {
            let Ok(stripped) = strip(bytes, format) else { continue };
            // What is published is a picture of the same size, and has nothing more to lose.
            if let Ok(head) = &head {
                let again = probe(&stripped).expect("a picture");
                assert_eq!((again.width, again.height), (head.width, head.height));
            }
            assert_eq!(strip(&stripped, format).expect("a picture"), stripped, "{format:?}");
        }
    };
    Target::new(&seeds, run)
}

pub(super) fn drawings() -> Target {
    let run = move |bytes: &[u8]| {
        let Ok(stripped) = strip(bytes, Format::Svg) else { return };
        let text = std::str::from_utf8(&stripped).expect("a text");
        let _ = check_drawn(text);
        let mut reader = Reader::from_str(text);
        loop {
            match reader.read_event().expect("well-formed") {
                Event::Eof => break,
                Event::Start(tag) | Event::Empty(tag) => {
                    let name = tag.local_name().as_ref().to_ascii_lowercase();
                    assert!(!["script", "foreignobject", "iframe"].contains(&name.as_str()), "{text}");
                    for attribute in tag.attributes() {
                        let attribute = attribute.expect("an attribute");
                        let key = attribute.key.local_name().as_ref().to_ascii_lowercase();
                        let value = quick_xml::escape::unescape(&attribute.value).expect("a value");
                        let value = value.trim_start();
                        assert!(!key.starts_with("on"), "{text}");
                        let is_inside = value.starts_with('#') || value.starts_with("data:image/") || value.is_empty();
                        assert!(key != "href" || is_inside, "{text}");
                    }
                }
                _ => {}
            }
        }
    };
    Target::new(&[DRAWING.as_bytes()], run)
}

/// What a calendar can say of a text: no control character, line ends of one kind.
fn said(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n").replace('\t', " ");
    text.chars().filter(|c| *c == '\n' || !c.is_control()).collect()
}

pub(super) fn calendars() -> Target {
    let seed =
        "Flu shots, for all; bring\\a card\n\nRoom 3, \u{1f637} \"upstairs\"\r\nEND:VEVENT\r\nhttps://a.example/?a=b#c";
    let run = move |bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes);
        let mut parts = text.splitn(4, "\n\n").map(str::to_owned).chain(std::iter::repeat(String::new()));
        let mut part = || parts.next().unwrap_or_default();
        let (title, description, place, last) = (part(), part(), part(), part());
        let starts = Timestamp::from_second(1_800_000_000).expect("an instant");
        let entry = |time| CalendarEntry {
            uid: "1@clinic.example".to_owned(),
            stamp: starts,
            time,
            sequence: 1,
            status: Some("CONFIRMED"),
            title: title.clone(),
            description: description.clone(),
            place: place.clone(),
            categories: vec![last.clone(), title.clone()],
            url: Some(last.clone()),
        };
        let day = date(2026, 12, 31);
        let view = CalendarView {
            name: title.clone(),
            description: place.clone(),
            url: Some(last.clone()),
            entries: vec![
                entry(EntryTime::Days { first: day, last: day }),
                entry(EntryTime::Instants { starts, ends: Some(starts + SignedDuration::from_hours(1)) }),
            ],
        };
        let calendar = calendar(&view);
        for line in calendar.split("\r\n") {
            assert!(line.len() <= 75 && !line.contains(char::is_control), "{line:?}");
        }
        let count = |what: &str| calendar.split("\r\n").filter(|line| *line == what).count();
        assert_eq!(
            [count("BEGIN:VEVENT"), count("END:VEVENT"), count("BEGIN:VCALENDAR"), count("END:VCALENDAR")],
            [2, 2, 1, 1]
        );
        assert_eq!(in_calendar(&calendar, "SUMMARY"), [said(&title), said(&title)]);
        let expected = |text: &str| if text.is_empty() { Vec::new() } else { vec![said(text), said(text)] };
        assert_eq!(in_calendar(&calendar, "LOCATION"), expected(&place));
    };
    Target::new(&[seed.as_bytes()], run)
}

pub(super) fn names_and_times() -> Target {
    let zones =
        ["America/Chicago", "Pacific/Apia", "Australia/Lord_Howe"].map(|name| Zone::named(name).expect("a zone"));
    let seeds: [&[u8]; 4] =
        [b"2026-03-08 02:30", b"2026-11-01T01:30:00-05:00", "Grippe & Fièvre: çok önemli".as_bytes(), b"con.txt"];
    let run = move |bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes);
        for zone in &zones {
            if let Ok(moment) = Moment::parse(&text, zone) {
                // Days that a zone left out are over when the next begins, and the last day of the calendar never comes.
                let day = zone.day(moment.at);
                let is_left_out = !moment.timed && moment.day.tomorrow().is_ok_and(|next| next == day);
                assert!(day == moment.day || is_left_out || moment.at == Timestamp::MAX, "{text:?}: {day}");
            }
        }
        let slug = slugify(&text);
        assert_eq!(slugify(&slug), slug, "{text:?}");
        if let Ok(slug) = Slug::new(&text) {
            check_name(slug.as_str()).expect("a slug is a name");
        }
        if check_name(&text).is_ok() {
            assert!(!text.contains(['/', '\\', '\0']) && text != ".." && !text.starts_with('.'), "{text:?}");
        }
    };
    Target::new(&seeds, run)
}

pub(super) fn forms() -> Target {
    let seed = "title: Flu # short\ntags: [a, b]\nauthors:\n  - ng\n  - roe\nreviewed: {by: roe, on: 2026-11-02}\nsummary: >\n  A sentence\n  that goes on.\n\
        seo:\n  title: \"A: b\"\nclaims:\n  - id: a # first\n    claim: >\n      It is\n      so.\n    seen: [{where: X}]\n  # second\n  - id: b\n";
    let values = [
        json!("a: b # c\n\"d\" 'e'"),
        json!(["x", {"keep": 0}]),
        json!({"id": "c", "seen": [{"where": "a\nb"}]}),
        json!([{"keep": 1}, {"keep": 0}]),
        json!(true),
        Value::Null,
        json!("2026-11-02"),
    ];
    let (key, item) = (Step::Key, Step::Item);
    let paths: [Vec<Step<'static>>; 11] = [
        vec![key("title")],
        vec![key("authors")],
        vec![key("reviewed"), key("by")],
        vec![key("seo"), key("title")],
        vec![key("new")],
        vec![key("new"), key("key")],
        vec![key("claims")],
        vec![key("claims"), item(0)],
        vec![key("claims"), item(1), key("claim")],
        vec![key("claims"), item(0), key("seen"), item(1)],
        vec![key("claims"), item(2)],
    ];
    let run = move |bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes);
        let file = VPath::new("content/articles/x.md");
        let yaml = Yaml { file: &file, text: &text, start: 0 };
        let Some(before) = yaml.values() else { return };
        for (path, value) in paths.iter().flat_map(|path| values.iter().map(move |value| (path, value))) {
            let Some(changed) = yaml.with_value(path, value) else { continue };
            let after = Yaml { file: &file, text: &changed, start: 0 }.values().expect("what was written is read");
            // Every other key is as it was.
            let others = |values: &serde_json::Map<String, Value>| {
                values
                    .iter()
                    .filter(|(key, _)| Step::Key(key) != path[0])
                    .map(|(k, v)| (k.clone(), v.clone()))
                    .collect::<Vec<_>>()
            };
            assert_eq!(others(&before), others(&after), "{path:?} {value} in {text:?}");
        }
    };
    Target::new(&[seed.as_bytes()], run)
}

pub(super) fn details_of_patients() -> Target {
    let seed = "Mrs. Jane Roe, born 3/4/1931 (95 years), MRN 00-123-45, SSN 123-45-6789, came on May 17, 2026.\nCall +1 312 555 0142 or jane@a.example,\n\
        12 Alder Street, Springfield IL 62704. Plate B-AB 123, 192.168.0.1, https://a.example/p/1";
    let known = Known::default();
    let run = move |bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes);
        for finding in scan(&text, &known).into_iter().chain(scan_file_name(&text, &known)) {
            assert!(text.get(finding.range.clone()).is_some_and(|words| !words.is_empty()), "{finding:?} in {text:?}");
        }
    };
    Target::new(&[seed.as_bytes()], run)
}
