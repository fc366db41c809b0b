//! Reviews: by a second person, tied to the text that was read, done again in time.

use bedside::parse::{Conflicts, Signature, sign};

use crate::support::{Built, Project};

/// An article by Ng, whose text Lee signed on 20 November.
fn reviewed(front: &str, text: &str) -> Project {
    let written = format!("---\ntitle: Flu\ndate: 2026-11-02\nauthors: [ng]\n{front}---\n\n{text}\n");
    let on = "2026-11-20".parse().expect("a day");
    let signed =
        sign(&written, Signature { by: "lee", on, keep_due: true, conflicts: Conflicts::Go }).expect("can be signed");
    people().write("content/articles/flu.md", signed)
}

fn people() -> Project {
    Project::new().document("people/lee.md", "title: Sam Lee", "").document("people/ng.md", "title: Ana Ng", "")
}

fn change(project: &Project, from: &str, to: &str) -> Built {
    let text = project.build().sources;
    let text =
        bedside::world::read_text(&text, &bedside::base::VPath::new("content/articles/flu.md"), 10_000).expect("text");
    assert!(text.contains(from), "{text}");
    project.clone().write("content/articles/flu.md", text.replacen(from, to, 1)).build()
}

const EDITED: &str = "Edited since this review";

#[test]
fn a_review_belongs_to_the_text_that_was_read() {
    let project = reviewed(
        "summary: Short.\nsources:\n  - {id: who, title: Influenza, URL: \"https://who.int/\", issued: 2026, accessed: 2026-11-01}\n",
        "Read [@who].",
    );
    let fresh = project.build_clean();
    assert!(!fresh.main("/articles/flu/").contains(EDITED));
    for (from, to) in [
        ("title: Flu", "title: Influenza"),
        ("Short.", "Longer."),
        ("title: Influenza", "title: Flu"),
        ("Read", "Reread"),
    ] {
        let edited = change(&project, from, to);
        assert_eq!(
            edited.problems(),
            "warning review/edited-since content/articles/flu.md:5 the text has changed since `lee` reviewed it on 2026-11-20\n",
            "{from}"
        );
        assert!(edited.help("review/edited-since").contains("`bedside review content/articles/flu.md --by lee`"));
        let main = edited.main("/articles/flu/");
        assert!(main.contains(EDITED) && main.contains("November 20, 2026"), "{main}");
    }
    for (from, to) in [
        ("date: 2026-11-02", "date: 2026-11-03"),
        ("authors", "topics: [immunization]\nslug: flu-2\nauthors"),
        ("Read [@who].", "Read [@who].  \r\n\r\n"),
    ] {
        assert_eq!(change(&project, from, to).problems(), "", "{from}");
    }
}

#[test]
fn a_review_without_a_fingerprint_stands_as_it_is_written() {
    let front = "authors: [ng]\nreviewed: {by: lee, on: 2026-11-20}";
    let site = people().article("flu", front, "Text.").build_clean();
    assert!(!site.main("/articles/flu/").contains(EDITED));
}

#[test]
fn a_fingerprint_may_look_like_a_number_and_must_be_one() {
    let with = |print: &str| {
        people().article("flu", &format!("reviewed: {{by: lee, on: 2026-11-20, fingerprint: {print}}}"), "Text.")
    };
    for print in ["1234567890", "12345678e9", "\"1234567890\"", "ABCDEF0123"] {
        assert!(with(print).build().problems().starts_with("warning review/edited-since "), "{print}");
    }
    for print in ["none", "12345678901", "[1]"] {
        assert!(with(print).build().errors().contains(" content/articles/flu.md:4 "), "{print}");
    }
}

#[test]
fn drafts_and_expired_documents_may_be_edited_in_peace() {
    let project = reviewed("", "Read.");
    for held in ["draft: true", "expires: 2026-11-10"] {
        let text = change(&project, "authors", &format!("{held}\nauthors")).sources;
        let held_back = Project::new().write(
            "content/articles/flu.md",
            bedside::world::read_text(&text, &bedside::base::VPath::new("content/articles/flu.md"), 10_000)
                .expect("text")
                .replace("Read.", "Edited."),
        );
        let site =
            held_back.document("people/lee.md", "title: Lee", "").document("people/ng.md", "title: Ng", "").build();
        assert_eq!(site.problems(), "", "{held}");
    }
}

#[test]
fn a_reviewer_is_somebody_else_and_somebody_at_all() {
    let cases = [
        (
            "reviewed: {by: ng, on: 2026-11-20}",
            "error review/reviewer-is-author content/articles/flu.md:5 `ng` wrote this",
        ),
        (
            "reviewed: {by: nobody, on: 2026-11-20}",
            "error name/unknown-person content/articles/flu.md:5 there is no person `nobody`",
        ),
        ("reviewed: {on: 2026-11-20}", "error yaml/missing-key content/articles/flu.md:5 the key `by` is missing"),
        (
            "reviewed: {by: \"\", on: 2026-11-20}",
            "error yaml/missing-key content/articles/flu.md:5 the key `by` is missing",
        ),
        (
            "reviewed: {by: lee, on: 2026-11-24}",
            "error yaml/bad-date content/articles/flu.md:5 the review is dated 2026-11-24",
        ),
        (
            "reviewed: {by: held, on: 2026-11-20}",
            "warning link/to-held-back content/articles/flu.md:5 `content/people/held.md`",
        ),
    ];
    for (review, expected) in cases {
        let site = people()
            .document("people/held.md", "title: Zqcanary\ndraft: true", "")
            .article("flu", &format!("authors: [ng]\n{review}"), "Text.")
            .build();
        assert!(site.problems().starts_with(expected), "{review}: {}", site.problems());
        assert!(!site.main("/articles/flu/").contains("Medically reviewed by Ana Ng") || site.errors() != "");
        assert_eq!(site.traces_of("zqcanary"), [""; 0]);
    }
}

#[test]
fn an_overdue_review_is_reported_and_stands_at_the_head_of_the_page() {
    let overdue = "of this page is overdue";
    // Today, the day on which it is due, and whether that has passed.
    let cases = [("due: 2026-11-22", true), ("due: 2026-11-23", false), ("due: 2027-01-01", false)];
    for (due, is_overdue) in cases {
        let front = format!("reviewed: {{by: lee, on: 2025-11-20, {due}}}");
        let site = people().article("flu", &front, "Text.").build();
        assert_eq!(
            site.problems().starts_with("warning review/overdue content/articles/flu.md:4 the next review was due on"),
            is_overdue,
            "{due}: {}",
            site.problems()
        );
        let main = site.main("/articles/flu/");
        assert_eq!(main.contains(overdue), is_overdue, "{due}");
        assert!(!is_overdue || main.find(overdue) < main.find("Text."));
    }
    let by_interval = people().settings("editorial: {review_every: 12 months}\n").article(
        "flu",
        "reviewed: {by: lee, on: 2025-11-20}",
        "Text.",
    );
    assert!(by_interval.build().problems().contains("warning review/overdue"));
    assert_eq!(by_interval.at("2026-11-20T12:00:00Z").build().problems(), "");
}
