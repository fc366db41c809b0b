//! The handbook for authors is a project that Bedside builds.

use crate::support::handbook_project;

/// A day on which all chapters are public.
const LATER: &str = "2026-11-26T12:00:00Z";

#[test]
fn it_builds_without_any_problem() {
    let handbook = handbook_project().at(LATER).build_clean();
    let chapters = ["first-steps", "writing-the-text", "front-matter", "citing-sources", "busting-a-myth", "reviewing"];
    for chapter in chapters {
        assert!(handbook.has(&format!("/articles/{chapter}/")), "{chapter}");
    }
}

#[test]
fn the_home_page_begins_with_the_first_steps() {
    let home = handbook_project().at(LATER).build().main("/");
    let place = |chapter: &str| home.find(chapter).expect("the title of the chapter");
    assert!(place("First steps") < place("Writing the text"));
    assert!(place("Writing the text") < place("Front matter"));
}
