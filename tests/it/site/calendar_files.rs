//! Calendar files, read by a small reader of RFC 5545 that takes nothing else.

use std::collections::BTreeMap;

use crate::support::{Built, Project};

/// A property of an entry: its parameters and its value.
pub(crate) type Property = (Vec<String>, String);

/// The entries of a calendar file: properties by name.
pub(crate) fn entries(text: &str) -> Vec<BTreeMap<String, Property>> {
    assert!(text.ends_with("\r\n"), "the last line ends too");
    for line in text.trim_end_matches("\r\n").split("\r\n") {
        assert!(line.len() <= 75 && !line.contains(['\r', '\n']), "{line:?}");
    }
    let unfolded = text.replace("\r\n ", "");
    let mut open: Vec<String> = Vec::new();
    let mut found = Vec::new();
    let mut entry = BTreeMap::new();
    for line in unfolded.trim_end_matches("\r\n").split("\r\n") {
        let (head, value) = line.split_once(':').unwrap_or_else(|| panic!("no colon in {line:?}"));
        let mut parts = head.split(';');
        let name = parts.next().expect("a name");
        assert!(name.bytes().all(|b| b.is_ascii_uppercase() || b == b'-'), "{line:?}");
        let parameters: Vec<String> = parts.map(str::to_owned).collect();
        assert!(parameters.iter().all(|parameter| parameter.contains('=')), "{line:?}");
        assert!(!value.contains(|c: char| c.is_control()), "{line:?}");
        match name {
            "BEGIN" => open.push(value.to_owned()),
            "END" => {
                assert_eq!(open.pop().as_deref(), Some(value));
                if value == "VEVENT" {
                    found.push(std::mem::take(&mut entry));
                }
            }
            _ if open.len() == 2 => {
                let before = entry.insert(name.to_owned(), (parameters, value.to_owned()));
                assert!(before.is_none(), "{name} stands twice");
            }
            _ => assert_eq!(open, ["VCALENDAR"]),
        }
    }
    assert!(open.is_empty() && !found.is_empty(), "a calendar has an entry");
    for entry in &found {
        for name in ["UID", "DTSTAMP", "DTSTART", "SUMMARY"] {
            assert!(entry.contains_key(name), "{name} is missing in {entry:?}");
        }
    }
    for required in ["\r\nVERSION:2.0\r\n", "\r\nPRODID:"] {
        assert!(unfolded.contains(required));
    }
    found
}

fn find<'e>(entries: &'e [BTreeMap<String, Property>], uid: &str) -> &'e BTreeMap<String, Property> {
    entries.iter().find(|entry| entry["UID"].1 == uid).unwrap_or_else(|| panic!("no {uid}"))
}

fn sugar() -> Project {
    Project::new().article("sugar", "conditions: [type-2-diabetes]\nawareness: [world-diabetes-day]", "Text.")
}

/// All calendar files of a site.
fn files(site: &Built) -> Vec<&str> {
    site.files.keys().map(String::as_str).filter(|path| path.ends_with(".ics")).collect()
}

#[test]
fn observances_have_dated_entries_for_three_years() {
    let site = sugar().build_clean();
    let found = entries(site.text("/awareness.ics"));
    for year in 2026..=2028 {
        let entry = find(&found, &format!("world-diabetes-day-{year}@clinic.example"));
        assert_eq!(entry["DTSTART"], (vec!["VALUE=DATE".to_owned()], format!("{year}1114")));
        assert_eq!(entry["DTEND"], (vec!["VALUE=DATE".to_owned()], format!("{year}1115")), "the first day after it");
    }
    let entry = find(&found, "world-diabetes-day-2026@clinic.example");
    assert_eq!(entry["URL"].1, "https://clinic.example/awareness/world-diabetes-day/");
    assert_eq!(entry["TRANSP"].1, "TRANSPARENT");
    assert!(entry["CATEGORIES"].1.contains("Type 2 diabetes"));
    assert!(entry["DESCRIPTION"].1.contains("About sugar: https://clinic.example/articles/sugar/"));
    let month = find(&found, "american-diabetes-month-2026@clinic.example");
    assert_eq!((month["DTSTART"].1.as_str(), month["DTEND"].1.as_str()), ("20261101", "20261201"));
    assert!(site.text("/awareness.ics").contains("\r\nREFRESH-INTERVAL;VALUE=DURATION:P1D\r\n"));
}

#[test]
fn each_condition_has_its_file_and_pages_offer_them() {
    let site = sugar().build_clean();
    assert_eq!(files(&site), ["awareness.ics", "awareness/type-2-diabetes.ics"]);
    assert!(entries(site.text("/awareness/type-2-diabetes.ics")).len() >= 6);
    let html = site.text("/awareness/");
    assert!(html.contains("href=\"webcal://clinic.example/awareness.ics\""));
    assert!(html.contains("href=\"webcal://clinic.example/awareness/type-2-diabetes.ics\""));
    let link = "<link rel=\"alternate\" type=\"text/calendar\" title=\"Awareness calendar\" href=\"https://clinic.example/awareness.ics\">";
    assert!(html.contains(link));
    assert!(site.text("/_headers").contains("/*.ics\n  Content-Type: text/calendar; charset=utf-8\n"));
}

#[test]
fn the_same_files_give_the_same_calendar_all_year() {
    let first = sugar().at("2026-11-23T12:00:00Z").build_clean();
    let second = sugar().at("2026-12-31T12:00:00Z").build_clean();
    assert_eq!(first.text("/awareness.ics"), second.text("/awareness.ics"));
    let third = sugar().at("2027-01-01T06:00:00Z").build_clean();
    let found = entries(third.text("/awareness.ics"));
    find(&found, "world-diabetes-day-2029@clinic.example");
    assert!(!third.text("/awareness.ics").contains("day-2026@"));
}

fn event(slug: &str, times: &str) -> Project {
    let front = format!(
        "title: \"Flu; shots, \\\\ free\"\ndate: 2026-11-01\nsummary: For all\n{slug}place: \"12 Alder Street, Marlow\"\n\
         registration_url: https://clinic.example/register/\nconditions: [influenza]\n{times}"
    );
    Project::new().document("events/flu-day.md", &front, "Come.")
}

#[test]
fn events_have_their_times_and_keep_their_ids() {
    let site = event("", "starts: 2026-12-05 09:00\nends: 2026-12-05 12:30\n").build_clean();
    let found = entries(site.text("/events.ics"));
    let entry = find(&found, "events/flu-day@clinic.example");
    assert_eq!(entry["DTSTART"], (vec![], "20261205T150000Z".to_owned()), "nine in Chicago");
    assert_eq!(entry["DTEND"].1, "20261205T183000Z");
    assert_eq!(entry["SUMMARY"].1, "Flu\\; shots\\, \\\\ free");
    assert_eq!(entry["LOCATION"].1, "12 Alder Street\\, Marlow");
    assert_eq!(entry["DTSTAMP"].1, "20261101T050000Z", "midnight of its date, with summer time");
    assert!(entry["DESCRIPTION"].1.starts_with("For all\\n") && entry["DESCRIPTION"].1.contains("/register/"));
    assert!(site.text("/events/").contains("webcal://clinic.example/events.ics"));
    let moved = event("slug: vaccination\n", "starts: 2026-12-05 09:00\n").build_clean();
    let found = entries(moved.text("/events.ics"));
    let entry = find(&found, "events/flu-day@clinic.example");
    assert_eq!(entry["URL"].1, "https://clinic.example/events/vaccination/");
    assert!(!entry.contains_key("DTEND"));
}

#[test]
fn whole_days_and_changes_of_the_clock() {
    let days = event("", "starts: 2026-12-05\nends: 2026-12-06\n").build_clean();
    let found = entries(days.text("/events.ics"));
    assert_eq!(found[0]["DTSTART"], (vec!["VALUE=DATE".to_owned()], "20261205".to_owned()));
    assert_eq!(found[0]["DTEND"].1, "20261207");
    let summer = event("", "starts: 2027-06-05 09:00\nends: 2027-06-05\n").build_clean();
    let found = entries(summer.text("/events.ics"));
    assert_eq!(found[0]["DTSTART"].1, "20270605T140000Z");
    assert_eq!(found[0]["DTEND"].1, "20270606T050000Z", "the end of the day");
}

#[test]
fn calendars_stand_below_the_sub_path_and_the_language() {
    let site = sugar()
        .settings("languages: [es]\n")
        .document(
            "events/charla.es.md",
            "title: Charla\ndate: 2026-11-01\nstarts: 2026-12-05 09:00\nplace: Aquí",
            "Venga.",
        )
        .for_address("https://x.example/blog")
        .build_clean();
    let found = entries(site.text("/es/events.ics"));
    let entry = find(&found, "es/events/charla@x.example");
    assert_eq!(entry["URL"].1, "https://x.example/blog/es/events/charla/");
    assert!(!site.has("/events.ics"), "there is no event in English");
    assert!(site.text("/awareness/").contains("href=\"webcal://x.example/blog/awareness.ics\""));
    assert!(site.text("/_headers").contains("/blog/*.ics\n"));
}

#[test]
fn held_back_events_are_in_no_calendar() {
    let site = event("draft: true\n", "starts: 2026-12-05 09:00\n").build_clean();
    assert!(!site.has("/events.ics"));
}

#[test]
fn a_changed_status_is_a_newer_version_of_the_entry() {
    let of = |more: &str| {
        let site = event("", &format!("starts: 2026-12-05 09:00\n{more}")).build();
        entries(site.text("/events.ics")).remove(0)
    };
    let planned = of("");
    assert_eq!(planned["STATUS"].1, "CONFIRMED");
    let canceled = of("status: canceled\nstatus_note: Snow.\n");
    assert_eq!(canceled["STATUS"].1, "CANCELLED");
    assert!(canceled["SUMMARY"].1.starts_with("Canceled: "), "{canceled:?}");
    assert!(
        canceled["DESCRIPTION"].1.starts_with("Canceled. Snow.\\n")
            && !canceled["DESCRIPTION"].1.contains("/register/")
    );
    assert_eq!(canceled["UID"], planned["UID"]);
    let number = |entry: &std::collections::BTreeMap<String, (Vec<String>, String)>| {
        entry.get("SEQUENCE").map_or(0, |(_, number)| number.parse::<u32>().expect("a number"))
    };
    assert!(number(&canceled) > number(&planned));
    let online = of("status: online\nonline: https://meet.example/room\n");
    assert_eq!(online["LOCATION"].1, "https://meet.example/room");
    let place = of("address: {street: 1 Main Street, city: Marlow}\n");
    assert_eq!(place["LOCATION"].1, "12 Alder Street\\, Marlow\\, 1 Main Street\\, Marlow");
}

#[test]
fn one_time_that_is_different_is_a_newer_version_of_its_own_entry() {
    let of = |dates: &str| {
        let repeat = format!("repeat: {{every: week, until: 2026-12-19{dates}}}\n");
        let site = event("", &format!("starts: 2026-12-05 09:00\nends: 2026-12-05 10:00\n{repeat}")).build();
        entries(site.text("/events.ics"))
    };
    let planned = of("");
    let changed = of(
        ", dates: [{on: 2026-12-05, status: moved, starts: 2026-12-06 11:00}, {on: 2026-12-12, status: canceled, note: Snow.}]",
    );
    assert_eq!((planned.len(), changed.len()), (3, 3));
    let by_id = |list: &[std::collections::BTreeMap<String, (Vec<String>, String)>], id: &str| {
        list.iter().find(|entry| entry["UID"].1 == id).expect("the entry").clone()
    };
    let number = |entry: &std::collections::BTreeMap<String, (Vec<String>, String)>| {
        entry.get("SEQUENCE").map_or(0, |(_, number)| number.parse::<u32>().expect("a number"))
    };
    let (first, second, third) = (
        "events/flu-day@clinic.example",
        "events/flu-day-2026-12-12@clinic.example",
        "events/flu-day-2026-12-19@clinic.example",
    );
    let moved = by_id(&changed, first);
    assert_eq!((moved["DTSTART"].1.as_str(), moved["DTEND"].1.as_str()), ("20261206T170000Z", "20261206T180000Z"));
    assert!(number(&moved) > number(&by_id(&planned, first)));
    let off = by_id(&changed, second);
    assert_eq!(off["STATUS"].1, "CANCELLED");
    assert!(off["DESCRIPTION"].1.starts_with("Canceled. Snow."), "{off:?}");
    assert!(number(&off) > number(&by_id(&planned, second)));
    assert_eq!(by_id(&changed, third), by_id(&planned, third), "nothing else changes");
}

#[test]
fn an_event_that_comes_back_has_an_entry_for_each_time() {
    let site =
        event("", "starts: 2026-10-27 09:00\nends: 2026-10-27 10:00\nrepeat: {every: week, until: 2026-11-10}\n")
            .build();
    let found = entries(site.text("/events.ics"));
    let starts: Vec<&str> = found.iter().map(|entry| entry["DTSTART"].1.as_str()).collect();
    assert_eq!(
        starts,
        ["20261027T140000Z", "20261103T150000Z", "20261110T150000Z"],
        "nine on the clock, winter or summer"
    );
    let ids: Vec<&str> = found.iter().map(|entry| entry["UID"].1.as_str()).collect();
    assert_eq!(ids[..2], ["events/flu-day@clinic.example", "events/flu-day-2026-11-03@clinic.example"]);
}
