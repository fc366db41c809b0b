//! The feed for programs that post to social networks: what is in it, what it says, and from when on.

use bedside::compile::{Request, compile};
use bedside::model::Shown;
use feed_rs::model::Feed;

use crate::support::{Built, Project, drawing};

fn read(site: &Built) -> Feed {
    feed_rs::parser::parse(site.text("/social.xml").as_bytes()).expect("a feed")
}

fn titles(site: &Built) -> Vec<String> {
    read(site).entries.into_iter().filter_map(|entry| entry.title.map(|title| title.content)).collect()
}

fn practice() -> Project {
    Project::new().article("asthma", "summary: What to do.\nconditions: [asthma]", "Text.")
}

#[test]
fn an_entry_has_a_short_text_a_plain_link_and_the_card() {
    let site = practice().build_clean();
    let entry = read(&site).entries.remove(0);
    assert_eq!(entry.summary.expect("a text").content, "About asthma\n\nWhat to do.\n\n#Asthma");
    assert_eq!(entry.links[0].href, "https://clinic.example/articles/asthma/");
    let media = &entry.media[0].content[0];
    assert_eq!(
        media.url.as_ref().map(ToString::to_string).as_deref(),
        Some("https://clinic.example/articles/asthma/card.png")
    );
    assert_eq!((media.width, media.height), (Some(1200), Some(630)));
    assert!(site.has("/articles/asthma/card.png") && entry.content.is_none());
    assert!(site.text("/social.xml").contains("<media:description type=\"plain\">Card of"));
}

#[test]
fn what_the_author_wrote_goes_before_and_for_the_first_network_in_use() {
    let social = "social:\n  instagram: {text: In the profile}\n  mastodon: {text: For Mastodon}\n  facebook: {text: For Facebook}";
    let site = practice().settings("channels: [facebook, mastodon]\n").article("asthma", social, "").build_clean();
    assert_eq!(read(&site).entries[0].summary.as_ref().map(|text| text.content.as_str()), Some("For Facebook"));
    let only = practice().article("asthma", "social:\n  instagram: {text: In the profile}", "").build_clean();
    assert!(!only.text("/social.xml").contains("profile"), "readers of other networks have no such link");
}

#[test]
fn an_entry_appears_at_its_time_and_the_next_build_knows() {
    let front = "social:\n  x: {publish_at: 2026-11-24 09:00}\n  facebook: {publish_at: 2026-11-25 09:00}";
    let project = practice().article("asthma", front, "").article("flu", "", "");
    let at = |now: &str| project.clone().at(now).build_clean();
    assert_eq!(titles(&at("2026-11-24T14:59:59Z")), ["About flu"]);
    let site = at("2026-11-24T15:00:00Z");
    assert_eq!(titles(&site), ["About asthma", "About flu"], "what was told last is first");
    assert!(site.text("/social.xml").contains("<pubDate>Tue, 24 Nov 2026 09:00:00 -0600</pubDate>"));
    assert!(site.has("/articles/asthma/") && at("2026-11-24T14:59:59Z").has("/articles/asthma/"), "the page is there");
    let before = at("2026-11-24T14:00:00Z");
    let compiled = compile(&before.sources, &Request::default()).value.expect("a compiled project");
    assert_eq!(compiled.site.horizon().until.to_string(), "2026-11-24T15:00:00Z");
}

#[test]
fn a_time_before_the_page_is_public_does_not_bring_it_out() {
    let front = "title: Later\ndate: 2026-12-01\nsocial:\n  x: {publish_at: 2026-11-20}";
    let project = practice().document("articles/later.md", front, "");
    assert_eq!(titles(&project.build()), ["About asthma"]);
    assert_eq!(titles(&project.at("2026-12-02T12:00:00Z").build()), ["Later", "About asthma"]);
}

#[test]
fn what_must_not_be_promoted_is_never_in_it() {
    let consent = |scope: &str| {
        format!(
            "title: A story\ndate: 2026-11-01\nconsent: {{ref: r, type: hipaa-authorization, scope: [{scope}], signed_on: 2026-10-01, expires_on: 2027-01-01}}"
        )
    };
    let project = practice()
        .article("wrong", "corrections: [{date: 2026-11-20, severity: retraction, what: It was wrong.}]", "")
        .article("draft", "draft: true", "")
        .document("pages/about.md", "title: About us", "")
        .document("stories/mine.md", &consent("website"), "My story.")
        .showing(Shown { drafts: true, future: true, expired: true });
    let site = project.build();
    assert_eq!(titles(&site), ["About asthma"], "not even where a preview shows drafts");
    assert!(site.has("/stories/mine/") && site.has("/articles/draft/"));
    let agreed = project.document("stories/mine.md", &consent("website, social"), "My story.").build();
    assert_eq!(titles(&agreed), ["About asthma", "A story"]);
}

#[test]
fn without_cards_the_picture_of_the_page_is_shown() {
    let project = practice()
        .article("flu", "image: {src: p.png, alt: A child}", "")
        .write("content/articles/p.png", drawing(600, 400, [9, 9, 9]))
        .without_cards();
    let site = project.build_clean();
    let feed = read(&site);
    let picture = |title: &str| {
        let entry = feed.entries.iter().find(|entry| entry.title.as_ref().is_some_and(|found| found.content == title));
        let media = &entry.expect("an entry").media;
        media.first().and_then(|media| media.content[0].url.as_ref().map(ToString::to_string))
    };
    assert!(picture("About flu").is_some_and(|url| url.starts_with("https://clinic.example/media/")));
    assert_eq!(picture("About asthma"), None);
}
