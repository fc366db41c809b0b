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
