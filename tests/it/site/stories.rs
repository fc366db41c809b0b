//! Stories: on the site for as long as the consent allows, and no longer.

use bedside::parse::{ConsentScope, FrontMatter};

use crate::support::{Project, drawing};

const CANARY: &str = "zqcanary";

fn story(consent: &str) -> Project {
    let front = format!(
        "title: {CANARY} and asthma\ndate: 2026-11-02\nimage: {{src: {CANARY}.png, alt: A porch}}\nconditions: [asthma]\nconsent:\n  ref: ZQX-9014\n{consent}"
    );
    Project::new()
        .write(&format!("content/stories/{CANARY}.png"), drawing(40, 30, [201, 17, 93]))
        .write("content/stories/inside.png", drawing(40, 30, [20, 170, 93]))
        .document(&format!("stories/{CANARY}.md"), &front, "My story. ![A path](inside.png)")
        .article("asthma", "conditions: [asthma]", "Text.")
}

const GOOD: &str =
    "  type: hipaa-authorization\n  scope: [website, social]\n  signed_on: 2026-10-01\n  expires_on: 2026-12-31";

#[test]
fn a_story_says_that_it_is_told_with_consent_and_nothing_of_the_record() {
    let site = story(GOOD).build_clean();
    let main = site.main(&format!("/stories/{CANARY}/"));
    assert!(main.contains("published with the consent of the person"), "{main}");
    for secret in ["zqx-9014", "hipaa-authorization", "2026-10-01", "2026-12-31"] {
        assert_eq!(site.traces_of(secret), [""; 0], "{secret}");
    }
}

#[test]
fn without_a_live_consent_page_pictures_cards_and_entries_are_gone_and_the_build_goes_on() {
    let cases = [
        (GOOD.replace("2026-12-31", "2026-11-22"), "ended on 2026-11-22"),
        (format!("{GOOD}\n  revoked: true"), "was revoked"),
        (GOOD.replace("website, social", "social, print"), "does not cover the website"),
        (GOOD.replace("2026-10-01", "2026-11-24"), "is signed on 2026-11-24, which is in the future"),
    ];
    let is_picture = |path: &&String| {
        path.ends_with(".png")
            && !["articles/asthma/card.png", "card.png", "apple-touch-icon.png"].contains(&path.as_str())
    };
    let pictures = |site: &crate::support::Built| site.files.keys().filter(is_picture).count();
    let live = story(GOOD).build_clean();
    for (consent, reason) in cases {
        let site = story(&consent).build();
        let expected = format!(
            "warning consent/missing content/stories/{CANARY}.md:6 the consent for this story {reason}: the story is no longer on the site\n"
        );
        assert_eq!(site.problems(), expected);
        assert_eq!(site.traces_of(CANARY), [""; 0], "{reason}");
        assert!(pictures(&live) > pictures(&site) && pictures(&site) == 0, "{reason}");
        assert!(site.has("/articles/asthma/"));
    }
}

#[test]
fn the_last_day_of_a_consent_is_its_last_and_a_nightly_build_takes_the_story_off() {
    let path = format!("/stories/{CANARY}/");
    assert!(story(GOOD).at("2027-01-01T05:59:59Z").build_clean().has(&path));
    assert!(!story(GOOD).at("2027-01-01T06:00:00Z").build().has(&path));
}

#[test]
fn a_record_that_cannot_be_right_is_an_error_at_its_line_and_nothing_is_published() {
    let cases = [
        (
            GOOD.replace("signed_on: 2026-10-01", "signed_on: 2027-10-01"),
            "yaml/bad-date",
            11,
            "expires before it was signed",
        ),
        (GOOD.replace("website, social", "web"), "yaml/bad-value", 9, "`web` is not one of"),
        (GOOD.replace("hipaa-authorization", "hipaa"), "yaml/bad-value", 8, "`hipaa` is not one of"),
        (GOOD.replace("2026-12-31", "soon"), "yaml/bad-date", 11, "`soon` is not a date"),
        ("  type: staff\n  expires_on: 2027-01-01".to_owned(), "yaml/missing-key", 6, "`signed_on` is missing"),
    ];
    for (consent, code, line, part) in cases {
        let site = story(&consent).build();
        let at = format!("error {code} content/stories/{CANARY}.md:{line} ");
        let errors = site.errors();
        assert!(errors.lines().any(|error| error.starts_with(&at) && error.contains(part)), "{at}{part} in {errors}");
        assert_eq!(site.traces_of(CANARY), [""; 0], "{part}");
    }
}

#[test]
fn a_consent_without_a_last_day_is_worth_a_look() {
    let site = story("  type: hipaa-authorization\n  signed_on: 2026-10-01").build();
    assert_eq!(
        site.problems(),
        format!("warning consent/without-end content/stories/{CANARY}.md:6 the consent has no end date\n")
    );
    assert!(site.has(&format!("/stories/{CANARY}/")));
}

#[test]
fn what_the_consent_does_not_cover_is_not_offered_to_networks() {
    let preview = |project: &Project| {
        let site = project.build_clean();
        let page = site.page(&format!("/stories/{CANARY}/"));
        let image = page.all("meta").find(|meta| meta.get("property") == Some("og:image"));
        // The card of the site says nothing of the story.
        image.and_then(|meta| meta.get("content")) != Some("https://clinic.example/card.png")
    };
    assert!(preview(&story(GOOD)));
    assert!(!preview(&story(&GOOD.replace("website, social", "website"))));
    assert!(FrontMatter::default().consent_covers(ConsentScope::Social), "what needs no consent is free");
}
