//! A held-back document leaves no trace: no byte and no name of the output knows of it.

use crate::support::{Built, Project, drawing};

const CANARY: &str = "zqcanary";

/// Every way to be held back, as lines of front matter.
const HELD: [(&str, &str); 3] = [
    ("draft", "date: 2026-11-01\ndraft: true"),
    ("scheduled", "date: 2026-11-23 06:00:01"),
    ("expired", "date: 2026-11-01\nexpires: 2026-11-23 06:00"),
];

/// A practice with one public post, in two languages, and words of its own.
fn practice() -> Project {
    Project::new()
        .settings("languages: [es]\n")
        .document("people/ng.md", "title: Dr. Ng", "")
        .article("public", "authors: [ng]\nconditions: [influenza]", "Text.")
        .document("articles/public.es.md", "title: Público\ndate: 2026-11-02", "Texto.")
}

/// The canary in every field that a document has.
fn front(held: &str) -> String {
    format!(
        "title: {CANARY} title\n{held}\nslug: {CANARY}-slug\nsummary: {CANARY} summary\naliases: [/{CANARY}-alias/]\n\
         authors: [ng]\nconditions: [influenza, {CANARY}-condition]\ntopics: [{CANARY}-topic]\n\
         image: {{src: {CANARY}.png, alt: {CANARY} alt}}\nsources:\n  - {{id: {CANARY}-source, title: {CANARY} source}}\n\
         corrections:\n  - {{date: 2026-11-02, severity: correction, what: {CANARY} what}}\n\
         call_to_action: {{label: {CANARY} call, url: \"https://{CANARY}.example/\"}}\n\
         social: {{x: {{text: {CANARY} post}}}}\ndiscussion: {{x: \"https://{CANARY}.example/x\"}}\nextra: {{role: {CANARY}}}"
    )
}

fn body() -> String {
    format!(
        "## {CANARY} heading\n\n{CANARY} text [@{CANARY}-source].\n\n![{CANARY}]({CANARY}.png)\n\n[file]({CANARY}.pdf)"
    )
}

fn add(project: Project, file: &str, held: &str) -> Project {
    let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
    project
        .write(
            "data/conditions.yaml",
            format!(
                "conditions:\n  - {{slug: {CANARY}-condition, name: {CANARY}}}\n\
                 topics:\n  - {{slug: {CANARY}-topic, name: {CANARY}}}\n"
            ),
        )
        .write(&format!("content/{folder}/{CANARY}.png"), drawing(40, 30, [201, 17, 93]))
        .write(&format!("content/{folder}/{CANARY}.pdf"), CANARY)
        .document(file, &front(held), &body())
}

fn assert_same(with: &Built, without: &Built, what: &str) {
    let names = |built: &Built| built.files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(with), names(without), "{what}: names");
    for (path, bytes) in &with.files {
        assert!(without.files[path] == *bytes, "{what}: {path} knows of it");
    }
}

#[test]
fn the_site_is_the_same_with_and_without_a_held_back_document() {
    let without = practice().build_clean();
    for (what, held) in HELD {
        for file in
            [format!("articles/{CANARY}.md"), format!("articles/{CANARY}/index.md"), format!("updates/{CANARY}.md")]
        {
            let with = add(practice(), &file, held).build();
            assert_eq!(with.errors(), "", "{what} {file}");
            assert_same(&with, &without, &format!("{what} {file}"));
            assert_eq!(with.traces_of(CANARY), [""; 0], "{what} {file}");
        }
    }
}

#[test]
fn a_story_without_consent_and_a_held_back_person_leave_no_trace() {
    let without = practice().build_clean();
    let consent =
        "date: 2026-11-01\nconsent: {ref: zqcanary, type: hipaa-authorization, signed_on: 2026-01-01, revoked: true}";
    let story = add(practice(), &format!("stories/{CANARY}.md"), consent).build();
    assert_same(&story, &without, "story");
    let person = practice().document(&format!("people/{CANARY}.md"), &format!("title: {CANARY}\ndraft: true"), CANARY);
    assert_same(&person.build(), &without, "person");
    let authored =
        person.article("authored", &format!("authors: [{CANARY}, ng]\nreviewed: {{by: {CANARY}, on: 2026-11-01}}"), "");
    let authored = authored.build();
    assert!(authored.has("/articles/authored/"), "{}", authored.problems());
    assert_eq!(authored.traces_of(CANARY), [""; 0], "an author who is held back");
}

#[test]
fn a_draft_translation_is_not_announced() {
    let without = practice().remove("content/articles/public.es.md").build_clean();
    for (what, held) in HELD {
        let with = add(practice(), "articles/public.es.md", held).build();
        assert_same(&with, &without, what);
        let original_held = practice().document("articles/public.md", &front(held), "").build();
        assert!(original_held.has("/es/articles/public/"), "{what}");
        assert_eq!(original_held.traces_of(CANARY), [""; 0], "{what} original");
        let page = original_held.page("/es/articles/public/");
        assert_eq!(page.attributes("link", "hreflang"), [""; 0], "{what}");
    }
}

#[test]
fn links_to_a_held_back_document_leave_their_words_only() {
    let links = [
        "Before [the words](zqcanary.md) after.",
        "Before [the words](zqcanary.md#zqcanary-heading \"zqcanary\") after.",
        "Before [the words](/articles/zqcanary-slug/) after.",
        "Before [the words](../zqcanary-slug/) after.",
        "Before [the words][1] after.\n\n[1]: zqcanary.md",
        "Before <a href=\"zqcanary.md\" title=\"zqcanary\">the words</a> after.",
        "Before <a href=\"zqcanary.md\" title=\"zqcanary\">the words</a> after. And <b>raw</b> <a href=\"zqcanary.md\">HTML",
        "Before [*the* `words`](zqcanary.md \"zqcanary\") after.\n\n## [Heading](zqcanary.md)\n\n| [cell](zqcanary.md) |\n|---|\n",
        "Before [the words](zqcanary.md) after.[^1]\n\n[^1]: [Note](zqcanary.md \"zqcanary\").",
        "Before [the words](https://clinic.example/articles/zqcanary-slug/?q#x) after.",
    ];
    for (what, held) in HELD {
        for link in links {
            let site = add(practice(), "articles/zqcanary.md", held).article("linking", "", link).build();
            assert_eq!(site.errors(), "", "{what} {link}");
            assert!(
                site.problems().contains("warning link/to-held-back content/articles/linking.md:"),
                "{what} {link}"
            );
            assert!(site.main("/articles/linking/").contains("Before the words after."), "{what} {link}");
            assert_eq!(site.traces_of(CANARY), [""; 0], "{what} {link}");
        }
    }
    let call = "call_to_action: {label: Read on, url: zqcanary.md}";
    let text = "```call-to-action\nlabel: Read on\nurl: zqcanary.md\n```";
    for (what, held) in HELD {
        let site = add(practice(), "articles/zqcanary.md", held).article("linking", call, text).build();
        assert_eq!(site.errors(), "", "{what}");
        assert_eq!(site.traces_of(CANARY), [""; 0], "{what}");
    }
}

#[test]
fn a_link_that_leads_nowhere_takes_no_other_with_it() {
    let text = "[Gone *one*](zqcanary.md) [kept](public.md \"a \\\"title\") [gone](zqcanary.md), <b>x</b> [kept too](https://a.example/).";
    let site =
        add(practice(), "articles/zqcanary.md", "date: 2026-11-01\ndraft: true").article("linking", "", text).build();
    let kept = "<p>Gone <em>one</em> <a href=\"/articles/public/\" title=\"a &quot;title\">kept</a> gone, <b>x</b> \
                <a href=\"https://a.example/\" rel=\"noopener\">kept too</a>.</p>";
    assert!(site.text("/articles/linking/").contains(kept), "{}", site.text("/articles/linking/"));
    assert!(site.text("/feed.xml").contains("Gone &lt;em&gt;one&lt;/em&gt; &lt;a "), "the same in a feed");
    assert_eq!(site.traces_of(CANARY), [""; 0]);
}

#[test]
fn a_post_that_was_public_yesterday_is_gone_with_everything_of_its_own() {
    let project = add(practice(), "articles/zqcanary/index.md", "date: 2026-11-01\nexpires: 2026-11-23");
    let yesterday = project.clone().at("2026-11-22T12:00:00Z").build();
    assert_eq!(yesterday.errors(), "");
    let found = yesterday.traces_of(CANARY);
    for part in
        ["media/zqcanary.", "zqcanary-alias/index.html", "articles/zqcanary-slug/index.html", "topics/zqcanary-topic/"]
    {
        assert!(found.iter().any(|path| path.starts_with(part)), "{part} in {found:?}");
    }
    let today = project.build();
    assert_eq!(today.traces_of(CANARY), [""; 0]);
    assert_same(&today, &practice().build_clean(), "today");
}

#[test]
fn nothing_of_the_preview_is_built() {
    let built =
        practice().document("articles/draft.md", "title: Draft\ndate: 2026-11-01\ndraft: true", "Text.").build();
    assert_eq!(built.traces_of("_bedside"), Vec::<&str>::new());
    assert_eq!(built.traces_of("bedside-preview"), Vec::<&str>::new());
}
