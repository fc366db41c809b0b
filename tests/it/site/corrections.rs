//! Corrections: on the page, on the page of all, in the feed; what was retracted says so everywhere.

use crate::support::{Project, SETTINGS};

const FLU: &str = "corrections:\n  - {date: 2026-11-10, severity: clarification, what: Clearer words.}\n  \
    - {date: 2026-11-12, severity: correction, what: The dose was wrong., why: A slip.}\n  \
    - {date: 2026-11-12, severity: correction, what: So was the unit.}";

fn practice() -> Project {
    Project::new()
        .article("flu", FLU, "Text.")
        .article("old", "conditions: [asthma]\ncorrections:\n  - {date: 2026-11-20, severity: retraction, what: It does not stand.}", "Text.")
        .article("held", "draft: true\ncorrections:\n  - {date: 2026-11-20, severity: correction, what: Zqcanary.}", "Text.")
}

#[test]
fn corrections_stand_at_the_head_of_the_page_and_all_of_them_at_its_end() {
    let site = practice().build_clean();
    let main = site.main("/articles/flu/");
    let (head, text) = main.split_once("Text.").expect("a text");
    assert!(head.contains("Correction, November 12, 2026. The dose was wrong.") && !head.contains("Clearer words."));
    assert!(text.contains("Clearer words.") && text.contains("A slip."));
    let page = site.page("/articles/flu/");
    for id in ["correction-2026-11-10-1", "correction-2026-11-12-1", "correction-2026-11-12-2"] {
        assert!(page.elements().any(|element| element.get("id") == Some(id)), "{id}");
    }
}

#[test]
fn all_corrections_have_a_page_and_a_feed_newest_first() {
    let site = practice().build_clean();
    let main = site.main("/corrections/");
    let order = ["It does not stand.", "The dose was wrong.", "So was the unit.", "Clearer words."];
    let places: Vec<Option<usize>> = order.iter().map(|words| main.find(words)).collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?} in {main}");
    let page = site.page("/corrections/");
    assert!(page.attributes("a", "href").contains(&"/articles/flu/#correction-2026-11-12-2"));
    assert!(site.page("/").links_called("Corrections").contains(&"/corrections/"), "linked from the footer");
    let feed = feed_rs::parser::parse(site.text("/corrections/feed.xml").as_bytes()).expect("a feed");
    let ids: Vec<&str> = feed.entries.iter().map(|entry| entry.id.as_str()).collect();
    let expected = [
        "old/#correction-2026-11-20-1",
        "flu/#correction-2026-11-12-1",
        "flu/#correction-2026-11-12-2",
        "flu/#correction-2026-11-10-1",
    ];
    assert_eq!(ids, expected.map(|id| format!("https://clinic.example/articles/{id}")));
    assert_eq!(feed.entries[1].title.as_ref().expect("a title").content, "Correction: About flu");
    assert!(feed.entries[1].summary.as_ref().expect("a summary").content.contains("The dose was wrong. A slip."));
    assert!(site.text("/sitemap.xml").contains("https://clinic.example/corrections/"));
    assert_eq!(site.traces_of("zqcanary"), [""; 0]);
}

#[test]
fn a_site_without_corrections_says_so_and_each_language_has_its_own() {
    let site = Project::empty()
        .settings(&format!("{SETTINGS}languages: [es]\n"))
        .for_address("https://clinic.example/blog")
        .document("articles/gripe.es.md", &format!("title: Gripe\ndate: 2026-11-02\n{FLU}"), "Texto.")
        .build_clean();
    assert!(site.main("/corrections/").contains("We have not corrected anything so far."));
    assert!(site.main("/es/corrections/").contains("Corrección"));
    assert!(
        site.page("/es/corrections/")
            .attributes("a", "href")
            .contains(&"/blog/es/articles/gripe/#correction-2026-11-12-1")
    );
    assert!(
        site.text("/es/corrections/feed.xml").contains("https://clinic.example/blog/es/articles/gripe/#correction-")
    );
}

#[test]
fn the_date_of_the_last_change_is_that_of_substance() {
    let cases = [
        ("", "2026-11-02"),
        ("updated: 2026-11-05", "2026-11-05"),
        ("corrections:\n  - {date: 2026-11-10, severity: clarification, what: Words.}", "2026-11-02"),
        ("corrections:\n  - {date: 2026-11-10, severity: correction, what: Words.}", "2026-11-10"),
        ("updated: 2026-11-15\ncorrections:\n  - {date: 2026-11-10, severity: retraction, what: Words.}", "2026-11-15"),
    ];
    for (front, day) in cases {
        let site = Project::new().article("a", front, "Text.").build_clean();
        let page = site.page("/articles/a/");
        let modified =
            page.all("meta").find(|meta| meta.get("property") == Some("article:modified_time")).expect("a date");
        assert!(modified.get("content").expect("a value").starts_with(day), "{front}");
        let map = site.text("/sitemap.xml");
        let entry = map.split("<url>").find(|entry| entry.contains("/articles/a/<")).expect("an entry");
        assert!(entry.contains(day), "{front}: {entry}");
        let feed = feed_rs::parser::parse(site.text("/feed.xml").as_bytes()).expect("a feed");
        assert!(feed.entries[0].updated.expect("a date").to_rfc3339().starts_with(day), "{front}");
    }
}

#[test]
fn what_was_retracted_stays_at_its_address_and_says_so_everywhere() {
    let site = practice().article("new", "conditions: [asthma]", "Text.").build_clean();
    assert!(site.main("/articles/old/").contains("Retraction, November 20, 2026. It does not stand."));
    for list in ["/articles/", "/conditions/asthma/"] {
        assert_eq!(site.page(list).links_called("Retracted: About old"), ["/articles/old/"], "{list}");
    }
    assert!(site.text("/feed.xml").contains("Retracted: About old"));
    assert_eq!(site.page("/articles/old/").text_in("title"), "Retracted: About old - Alder Street");
    let html = site.text("/articles/new/");
    assert!(!html.contains("id=\"related\""), "what was retracted is no further reading");
    assert!(!site.main("/").contains("About old"));
}

#[test]
fn nothing_is_corrected_in_the_future() {
    let front = "corrections:\n  - date: 2026-11-24\n    severity: correction\n    what: Words.";
    let site = Project::new().article("a", front, "Text.").build();
    assert_eq!(
        site.errors(),
        "error yaml/bad-date content/articles/a.md:5 the correction is dated 2026-11-24, but today is 2026-11-23\n"
    );
}
