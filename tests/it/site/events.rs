//! Events: when and where on the page, the next first in the list, what is over in the archive.

use crate::support::{Built, Project, SETTINGS};

fn event(name: &str, front: &str) -> (String, String) {
    (format!("events/{name}.md"), format!("title: The {name}\ndate: 2026-11-01\n{front}"))
}

fn site(events: &[(&str, &str)]) -> Project {
    events.iter().fold(Project::new(), |project, (name, front)| {
        let (file, front) = event(name, front);
        project.document(&file, &front, "Come.")
    })
}

fn when(built: &Built) -> String {
    built.page("/events/talk/").texts_in("dd").into_iter().next().expect("a time")
}

#[test]
fn the_page_tells_day_and_time_on_the_practices_clock_with_its_zone() {
    let cases = [
        ("starts: 2026-11-30 18:00\nends: 2026-11-30 19:30", "Monday, November 30, 2026, 6:00 p.m. to 7:30 p.m. CST"),
        ("starts: 2026-07-04 00:05", "Saturday, July 4, 2026, 12:05 a.m. CDT"),
        ("starts: 2026-11-30T18:00:00-05:00", "Monday, November 30, 2026, 5:00 p.m. CST"),
        ("starts: 2026-12-05\nends: 2026-12-06", "Saturday, December 5, 2026 to Sunday, December 6, 2026"),
        ("starts: 2026-12-05\nends: 2026-12-05", "Saturday, December 5, 2026"),
        ("starts: 2026-12-05 09:00\nends: 2026-12-05", "Saturday, December 5, 2026, 9:00 a.m. CST"),
        (
            "starts: 2026-12-05 22:00\nends: 2026-12-06 01:00",
            "Saturday, December 5, 2026, 10:00 p.m. CST to Sunday, December 6, 2026, 1:00 a.m. CST",
        ),
        // The night on which the clocks go back.
        (
            "starts: 2026-11-01 00:30\nends: 2026-11-01 03:00",
            "Sunday, November 1, 2026, 12:30 a.m. CDT to 3:00 a.m. CST",
        ),
    ];
    for (front, expected) in cases {
        let built = site(&[("talk", &format!("{front}\nplace: Room 2"))]).build_clean();
        assert_eq!(when(&built), expected, "{front}");
    }
}

#[test]
fn place_link_and_sign_up_are_on_the_page() {
    let front = "starts: 2026-11-30 18:00\nplace: 12 Alder Street\nonline: https://meet.example/room\nregistration_url: /sign-up/";
    let built = site(&[("talk", front)]).for_address("https://clinic.example/blog").build();
    let page = built.page("/events/talk/");
    assert!(page.text().contains("12 Alder Street"));
    assert_eq!(page.links_called("meet.example/room"), ["https://meet.example/room"]);
    assert_eq!(page.links_called("Sign up"), ["/blog/sign-up/"]);
    let words = site(&[("talk", "starts: 2026-11-30 18:00\nonline: By telephone, ask us")]).build_clean();
    assert!(words.main("/events/talk/").contains("By telephone, ask us"));
}

#[test]
fn the_next_event_comes_first_and_past_ones_are_in_the_archive() {
    let events = [
        ("far", "starts: 2027-03-01 18:00\nplace: A"),
        ("gone", "starts: 2026-11-20 18:00\nends: 2026-11-20 19:00\nplace: A"),
        ("near", "starts: 2026-11-24 18:00\nplace: A"),
        ("long-gone", "starts: 2026-01-20\nplace: A"),
    ];
    let built = site(&events).build_clean();
    let main = built.main("/events/");
    let order = ["The near", "The far", "Past events", "The gone", "The long-gone"];
    let places: Vec<Option<usize>> = order.iter().map(|words| main.find(words)).collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?} in {main}");
    let home = built.main("/");
    assert!(
        home.contains("The near") && home.find("The near") < home.find("The far") && !home.contains("gone"),
        "{home}"
    );
    let gone = built.main("/events/gone/");
    assert!(gone.contains("This event is over.") && !built.main("/events/near/").contains("is over"));
    let paged = site(&events).settings("paginate_by: 3\n").build_clean();
    assert!(paged.main("/events/").contains("The gone") && !paged.main("/events/").contains("The long-gone"));
    assert!(paged.main("/events/page/2/").contains("Past events"));
}

#[test]
fn an_event_is_over_at_its_end() {
    let cases = [
        ("starts: 2026-11-23 05:00\nends: 2026-11-23 06:00", "2026-11-23T11:59:59Z", "2026-11-23T12:00:00Z"),
        ("starts: 2026-11-23 05:00", "2026-11-24T05:59:59Z", "2026-11-24T06:00:00Z"),
        ("starts: 2026-11-22\nends: 2026-11-23", "2026-11-24T05:59:59Z", "2026-11-24T06:00:00Z"),
    ];
    for (front, before, then) in cases {
        let project = site(&[("talk", &format!("{front}\nplace: A"))]);
        let over =
            |now: &str| project.clone().at(now).build_clean().main("/events/talk/").contains("This event is over.");
        assert!(!over(before) && over(then), "{front}");
    }
}

#[test]
fn times_that_cannot_be_are_errors_at_their_lines() {
    let cases = [
        (
            "starts: 2026-11-30 18:00\nends: 2026-11-30 17:00\nplace: A",
            "yaml/bad-date content/events/talk.md:5 the event ends before",
        ),
        (
            "starts: 2026-11-30\nends: 2026-11-29\nplace: A",
            "yaml/bad-date content/events/talk.md:5 the event ends before",
        ),
        ("starts: 2026-03-08 02:30\nplace: A", "yaml/bad-date content/events/talk.md:4 the time"),
        ("place: A", "yaml/missing-key content/events/talk.md"),
        ("starts: 2026-11-30 18:00", "yaml/missing-key content/events/talk.md"),
        ("starts: 2026-11-30 18:00\nonline: \"javascript:alert(1)\"", "link/unsafe content/events/talk.md:5"),
    ];
    for (front, expected) in cases {
        let errors = site(&[("talk", front)]).build().errors();
        assert!(errors.contains(expected), "{front}: {errors}");
    }
}

#[test]
fn times_are_written_in_the_language_of_the_page() {
    let built = Project::empty()
        .settings(&format!("{SETTINGS}languages: [es]\n"))
        .document(
            "events/charla.es.md",
            "title: Charla\ndate: 2026-11-01\nstarts: 2026-11-30 18:00\nends: 2026-11-30 19:30\nplace: A",
            "Venga.",
        )
        .build_clean();
    let main = built.main("/es/events/charla/");
    assert!(main.contains("lunes 30 de noviembre de 2026, 6:00 p. m. a 7:30 p. m. CST"), "{main}");
}

#[test]
fn readers_learn_that_an_event_does_not_take_place_as_announced() {
    let base = "starts: 2026-11-30 18:00\nplace: Room 2\nregistration_url: https://clinic.example/sign-up/\n";
    let of = |more: &str| site(&[("talk", &format!("{base}{more}"))]).build_clean();
    let canceled = of("status: cancelled\nstatus_note: The speaker is ill.\n");
    assert!(
        canceled.main("/events/talk/").contains("Canceled. The speaker is ill."),
        "{}",
        canceled.main("/events/talk/")
    );
    assert!(canceled.page("/events/talk/").links_called("Sign up").is_empty());
    assert!(canceled.main("/events/").contains("Canceled Monday, November 30"), "{}", canceled.main("/events/"));
    assert!(!canceled.main("/events/talk/").contains("Share this page"), "nobody is asked to pass it on");
    let moved = of("status: moved\nmoved_from: 2026-11-25 18:00\n");
    let words = "Moved to another date. It was announced for Wednesday, November 25, 2026, 6:00 p.m. CST.";
    assert!(moved.main("/events/talk/").contains(words), "{}", moved.main("/events/talk/"));
    let full = of("status: full\n");
    assert!(
        full.main("/events/talk/").contains("Full.") && full.page("/events/talk/").links_called("Sign up").is_empty()
    );
    let online = of("status: online\nonline: https://meet.example/room\n");
    let main = online.main("/events/talk/");
    assert!(
        main.contains("Online instead.") && main.contains("meet.example/room") && !main.contains("Room 2"),
        "{main}"
    );
    for (front, part) in [
        ("status: online\n", "yaml/missing-key"),
        ("status: gone\n", "expected one of scheduled, moved, canceled, full, online"),
        ("repeat: {every: day, until: 2026-12-31}\n", "expected one of week, two-weeks, month"),
        ("repeat: {every: week, until: 2026-11-01}\n", "repeats until a day before it starts"),
        ("repeat: {every: week, until: 2036-11-01}\n", "repeated more than 60 times"),
    ] {
        let found = site(&[("talk", &format!("{base}{front}"))]).build();
        let told = format!("{:?}", found.diagnostics);
        assert!(told.contains(part) || found.problems().contains(part), "{front}: {}", found.problems());
    }
}

#[test]
fn one_time_of_an_event_that_comes_back_can_be_different() {
    let front = "starts: 2026-11-03 18:00\nends: 2026-11-03 19:00\nplace: Room 2\nonline: https://meet.example/room\n\
                 registration_url: https://clinic.example/sign-up/\n\
                 repeat:\n  every: week\n  until: 2026-12-22\n  dates:\n    - {on: 2026-11-24, status: cancelled, note: The speaker is ill.}\n    \
                 - {on: 2026-12-01, status: moved, starts: 2026-12-02 17:00}\n    - {on: 2026-12-08, status: full}\n";
    let built = site(&[("talk", front)]).build_clean();
    let main = built.main("/events/talk/");
    assert!(when(&built).starts_with("Wednesday, December 2, 2026, 5:00 p.m. to 6:00 p.m. CST"), "{}", when(&built));
    for words in [
        "Moved to another date. It was announced for Tuesday, December 1, 2026, 6:00 p.m. CST.",
        "Tuesday, November 24, 2026, 6:00 p.m. CST: Canceled. The speaker is ill.",
        "Tuesday, December 8, 2026, 6:00 p.m. CST: Full.",
    ] {
        assert!(main.contains(words), "{words} in {main}");
    }
    assert_eq!(built.page("/events/talk/").links_called("Sign up").len(), 1, "other days have room");
    let base = "starts: 2026-11-03 18:00\nplace: Room 2\nrepeat:\n  every: week\n  until: 2026-11-17\n  dates:\n    - ";
    for (date, part) in [
        ("{on: 2026-11-04, status: canceled}", "the event does not take place on 2026-11-04"),
        ("{on: 2026-11-10, status: moved}", "starts"),
        ("{on: 2026-11-10}", "status"),
        ("{on: 2026-11-10, status: gone}", "expected one of"),
        ("{on: 2026-11-10, status: moved, starts: 2026-11-11 18:00, ends: 2026-11-11 17:00}", "ends before it starts"),
    ] {
        let found = site(&[("talk", &format!("{base}{date}\n"))]).build();
        let told = format!("{:?}{}", found.diagnostics, found.problems());
        assert!(told.contains(part) && found.problems().contains("error"), "{date}: {}", found.problems());
    }
}

#[test]
fn cost_language_and_address_are_on_the_page() {
    let front = "starts: 2026-11-30 18:00\nplace: Town library\ncost: free\nlanguages: [en, es]\n\
                 address: {street: 12 Alder Street, city: Marlow, region: MN, postal_code: \"55555\"}\n";
    let built = site(&[("talk", front)]).build_clean();
    let main = built.main("/events/talk/");
    for words in ["CostFree", "English, Spanish", "12 Alder Street", "Marlow, MN 55555"] {
        assert!(main.contains(words), "{words} in {main}");
    }
    assert_eq!(built.page("/events/talk/").links_called("Show on a map").len(), 1);
    let paid = site(&[("talk", "starts: 2026-11-30 18:00\nplace: Here\ncost: $10 a family\n")]).build_clean();
    assert!(paid.main("/events/talk/").contains("$10 a family"));
}

#[test]
fn an_event_that_comes_back_shows_its_next_time() {
    let front = "starts: 2026-11-03 18:00\nends: 2026-11-03 19:00\nplace: Room 2\n\
                 repeat: {every: week, until: 2026-12-15, except: [2026-11-24]}\n";
    let built = site(&[("talk", front)]).build_clean();
    assert!(when(&built).starts_with("Tuesday, December 1, 2026, 6:00 p.m. to 7:00 p.m. CST"), "{}", when(&built));
    assert!(built.main("/events/talk/").contains("Every week until December 15, 2026"));
    assert!(!built.main("/events/talk/").contains("This event is over."));
    let over = site(&[("talk", front)]).at("2026-12-16T12:00:00Z").build_clean();
    assert!(
        over.main("/events/").contains("Past events") || over.page("/events/").text().contains("over"),
        "{}",
        over.main("/events/")
    );
}
