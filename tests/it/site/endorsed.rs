//! Who tells a story, who gains by it, who has read a text, and what helped to write it: what readers can see of that.

use crate::support::{Project, drawing};

const CONSENT: &str = "consent:\n  ref: C-2026-014\n  type: hipaa-authorization\n  scope: [website, social, print]\n  \
                       signed_on: 2026-10-01\n  expires_on: 2027-10-01\n";

fn story(front: &str) -> Project {
    let front = format!("title: Walking again\ndate: 2026-11-02\nsummary: A knee.\n{CONSENT}{front}");
    Project::new().document("stories/knee.md", &front, "I walk.").settings("channels: [facebook, x]\n")
}

fn full(more: &str) -> Project {
    story(&format!("  signed_by: parent\n  relation: none\n  payment: He received a $25 gift card.\n{more}"))
}

#[test]
fn a_story_says_whose_consent_it_has_and_who_gained() {
    let main =
        full("typical_results: Most people walk without help after six weeks.\n").build_clean().main("/stories/knee/");
    assert!(
        main.contains("with the consent of a parent of the person it is about. He received a $25 gift card."),
        "{main}"
    );
    assert!(main.contains("What most patients can expect: Most people walk without help after six weeks."), "{main}");
    assert!(!main.contains("none"), "{main}");
    let open = story("").build();
    assert!(
        open.suggestions().contains("the consent does not say `signed_by`, `relation`, `payment`"),
        "{}",
        open.suggestions()
    );
    assert!(!full("").build().suggestions().contains("consent/undeclared"));
    assert!(story("  signed_by: friend\n").build().problems().contains("yaml/bad-value"));
}

#[test]
fn each_post_of_a_story_discloses_it() {
    let own = "social:\n  facebook:\n    text: Come and read.\n";
    let site = full(&format!("typical_results: Most people walk after six weeks.\n{own}")).build_clean();
    let feed = site.text("/social.xml");
    assert!(
        feed.contains("Come and read.")
            && feed.contains("Most people walk after six weeks. He received a $25 gift card."),
        "{feed}"
    );
}

#[test]
fn a_consent_for_some_networks_is_kept_from_others() {
    let one = |more: &str| {
        story(&format!("  signed_by: patient\n  relation: none\n  payment: none\n  channels: [facebook]\n{more}"))
            .build()
    };
    let site = one("");
    assert_eq!(site.problems(), "");
    assert!(!site.text("/social.xml").contains("Walking again"), "a program that reads it posts anywhere");
    let other = one("social: {x: {text: Read.}}\n");
    assert!(
        other.problems().contains("error consent/missing") && other.problems().contains("but not `x`"),
        "{}",
        other.problems()
    );
    assert_eq!(one("social: {facebook: {text: Read.}}\n").problems(), "");
    let slip = story("  channels: [facebok]\n").build();
    assert!(slip.problems().contains("yaml/bad-value"), "{}", slip.problems());
}

#[test]
fn a_picture_leaves_with_its_release_and_the_text_stays() {
    let with = |release: &str| {
        let front = format!("image: {{src: walk.png, alt: A man walks, people: {{consented: C-2026-015{release}}}}}");
        Project::new()
            .article("walk", &front, "We walk.")
            .write("content/articles/walk.png", drawing(900, 600, [9, 8, 7]))
            .build()
    };
    let pictures = |site: &crate::support::Built| {
        site.files.keys().filter(|path| path.contains("walk") && path.contains("media")).count()
    };
    let live = with(", expires_on: 2026-11-23");
    assert_eq!(live.problems(), "");
    assert!(pictures(&live) > 0 && live.text("/articles/walk/").contains("A man walks"), "{:?}", live.files.keys());
    for (release, problem) in [
        (", expires_on: 2026-11-22", "ended on 2026-11-22: the picture is no longer on the page"),
        (", revoked: true", "was revoked"),
        (", scope: [social]", "does not cover the website"),
    ] {
        let gone = with(release);
        assert!(
            gone.problems().starts_with("warning consent/missing") && gone.problems().contains(problem),
            "{}",
            gone.problems()
        );
        assert!(gone.main("/articles/walk/").contains("We walk."));
        assert_eq!(pictures(&gone), 0, "{:?}", gone.files.keys());
        assert!(!gone.text("/articles/walk/").contains("A man walks"));
    }
    let site_only = with(", scope: [website]");
    assert!(site_only.text("/articles/walk/").contains("A man walks"));
    assert!(!site_only.text("/social.xml").contains("/media/"), "{}", site_only.text("/social.xml"));
    assert!(with(", scope: [webstie]").problems().contains("yaml/bad-value"));
}

#[test]
fn pictures_in_the_text_leave_with_their_releases() {
    let picture = |name: &str, release: &str| format!("src: {name}.png\n{release}alt: A man in picture {name}\n");
    let with = |text: String| {
        let mut project = Project::new().article("walk", "", &text);
        for name in ["a", "b", "c"].into_iter().filter(|name| text.contains(&format!("src: {name}.png"))) {
            let shade = name.as_bytes()[0];
            project = project.write(&format!("content/articles/{name}.png"), drawing(900, 600, [shade, 8, 7]));
        }
        project.build()
    };
    let release = |rest: &str| format!("people: {{consented: C-2026-015{rest}}}\n");
    let figure = |rest: &str| with(format!("We walk.\n\n```figure\n{}```\n", picture("a", &release(rest))));
    let shown = |site: &crate::support::Built, name: &str| {
        site.text("/articles/walk/").contains(&format!("A man in picture {name}"))
            && site.text("/feed.xml").contains(&format!("A man in picture {name}"))
    };
    let live = figure(", expires_on: 2026-11-23");
    assert_eq!(live.problems(), "");
    assert!(shown(&live, "a"));
    for (rest, problem) in [
        (", expires_on: 2026-11-22", "ended on 2026-11-22: the picture is no longer on the page"),
        (", revoked: true", "was revoked"),
        (", scope: [social]", "does not cover the website"),
    ] {
        let gone = figure(rest);
        assert!(
            gone.problems().contains("consent/missing") && gone.problems().contains(problem),
            "{}",
            gone.problems()
        );
        let everything: String = gone.files.keys().cloned().collect();
        assert!(!shown(&gone, "a") && !everything.contains("/a."), "{everything}");
        assert!(gone.main("/articles/walk/").contains("We walk."));
    }
    let item = |name: &str, rest: &str| {
        let lines = picture(name, &release(rest));
        format!("  - {}\n", lines.trim_end().replace('\n', "\n    "))
    };
    let items = [item("a", ", revoked: true"), item("b", ""), item("c", ", expires_on: 2026-11-22")].concat();
    let gallery = with(format!("```gallery\nitems:\n{items}```\n"));
    assert!(
        shown(&gallery, "b") && !shown(&gallery, "a") && !shown(&gallery, "c"),
        "{}",
        gallery.text("/articles/walk/")
    );
    for wrong in [
        "people: bob\n",
        "people: {consented: C-1, until: 2027-01-01}\n",
        "people: {consented: C-1, scope: [webstie]}\n",
    ] {
        let told = with(format!("```figure\n{}```\n", picture("a", wrong))).problems();
        assert!(told.contains("markup/bad-component"), "{told}");
    }
    let telling = figure(", expires_on: 2027-01-01").problems();
    assert_eq!(telling, "");
    let named = with(format!("```figure\n{}```\n", picture("a", "people: consented John Doe\n"))).problems();
    assert!(named.contains("phi/consent-reference"), "{named}");
}

#[test]
fn a_text_that_nobody_reviewed_says_so() {
    let people =
        || Project::new().document("people/ng.md", "title: Ana Ng", "").document("people/roe.md", "title: Ben Roe", "");
    let of = |front: &str| people().article("a", front, "Text.").build().main("/articles/a/");
    assert!(of("authors: [ng]").contains("Not yet reviewed by a second person"));
    let reviewed = of(
        "authors: [ng]\nreviewed: {by: roe, on: 2026-11-02, conflicts: He was paid for a talk by a maker of inhalers.}",
    );
    assert!(!reviewed.contains("Not yet reviewed"), "{reviewed}");
    assert!(reviewed.contains("Conflicts of interest: He was paid for a talk"), "{reviewed}");
    assert!(!of("").contains("Not yet reviewed"), "a text without an author is the practice's");
}

#[test]
fn a_page_says_which_program_helped_and_for_what() {
    let of =
        |more: &str| Project::new().article("a", &format!("disclosures: {{ai_assisted: true{more}}}"), "Text.").build();
    let bare = of("");
    assert!(
        bare.suggestions().contains("info review/ai-unexplained content/articles/a.md:4"),
        "{}",
        bare.suggestions()
    );
    let told = of(", ai_tool: Draftbot 2, ai_use: It wrote a first draft. Dr. Ng answers for the text.");
    assert!(!told.suggestions().contains("review/ai-unexplained"));
    let main = told.main("/articles/a/");
    assert!(main.contains("The tool was Draftbot 2. It wrote a first draft. Dr. Ng answers for the text."), "{main}");
}

#[test]
fn a_page_leads_to_where_it_is_discussed() {
    let site = Project::new().article("a", "discussion: {mastodon: \"https://social.example/@ng/1\"}", "Text.").build();
    assert_eq!(site.page("/articles/a/").links_called("Mastodon"), ["https://social.example/@ng/1"]);
    assert!(site.text("/articles/a/").contains("\"discussionUrl\":\"https://social.example/@ng/1\""));
}

#[test]
fn a_person_has_licenses() {
    let front = "title: Ana Ng, MD\ncredentials: [MD]\nlicenses: [\"Minnesota, physician and surgeon\"]\nlanguages: [es]\ncertifications: [American Board of Family Medicine]";
    let site = Project::new().document("people/ng.md", front, "Ana.").build();
    assert!(
        site.main("/people/ng/").contains("LicensesMinnesota, physician and surgeon"),
        "{}",
        site.main("/people/ng/")
    );
    let html = site.text("/people/ng/");
    assert!(html.contains("\"credentialCategory\":\"license\"") && html.contains("\"knowsLanguage\":\"es\""), "{html}");
    let article = Project::new().article("a", "licenses: [x]", "Text.").build();
    assert!(article.problems().contains("yaml/unknown-key"));
}
