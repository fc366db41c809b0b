//! What must not go out by an oversight: forms that nobody filled in, records that are none, words that are over.

use std::path::Path;

use bedside::diag::Severity;

use crate::support::{Project, drawing};

/// All that is reported of a project with an article of this text.
fn of_text(front: &str, text: &str) -> String {
    let site = Project::new().article("a", front, text).build();
    format!("{}\n{}", site.problems(), site.suggestions())
}

fn story(front: &str) -> String {
    let front = format!("title: My knee\ndate: 2026-11-02\n{front}");
    Project::new().document("stories/knee.md", &front, "Text.").build().problems()
}

fn consent(reference: &str) -> String {
    format!(
        "consent: {{ref: \"{reference}\", type: hipaa-authorization, scope: [website], signed_on: 2026-11-02, expires_on: 2027-11-01}}"
    )
}

#[test]
fn consent_placeholder() {
    let open = story(&consent("C-0000"));
    assert!(open.contains("error consent/placeholder content/stories/knee.md:4"), "{open}");
    assert!(!story(&format!("draft: true\n{}", consent("C-0000"))).contains("consent/placeholder"));
    assert_eq!(story(&consent("C-2026-014")), "");
}

#[test]
fn phi_consent_reference() {
    for reference in ["John Doe 3/14/1979", "Doe-2026", "C-1979-03-14"] {
        let found = story(&consent(reference));
        assert!(found.contains("error phi/consent-reference"), "{reference}: {found}");
    }
    let waived = "waive: [{rule: phi/consent-reference, because: Magnolia is our archive}]\n";
    assert_eq!(story(&format!("{waived}{}", consent("Magnolia 7"))), "");
    let picture = |number: &str| {
        of_text(&format!("image: {{src: a.png, alt: A woman, people: {{consented: {number}}}}}"), "Text.")
    };
    assert!(picture("Maria Lopez").contains("phi/consent-reference"));
    assert!(!picture("C-2026-014").contains("phi/consent-reference"));
}

/// Every archetype, with `draft: true` taken out and its gaps filled: each line that still asks for words is told.
#[test]
#[expect(clippy::disallowed_methods, reason = "archetypes are files")]
fn no_archetype_is_published_as_it_is() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/archetypes");
    let mut seen = 0;
    for entry in std::fs::read_dir(folder).expect("the archetypes") {
        let path = entry.expect("a file").path();
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).expect("text").replace("\ndraft: true", "\ndraft: false");
        let fill = |text: &str| {
            let mut text = text.to_owned();
            let words = [
                ("title|yaml", "A title"),
                ("date", "2026-11-20"),
                ("when", "2026-11-20"),
                ("time", "07:00"),
                ("authors", "[]"),
                ("later", "2026-12-24"),
                ("after", "2026-12-24"),
                ("conditions", "[]"),
                ("topics", "[]"),
                ("slug", "a-title"),
                ("observance", "world-diabetes-day"),
                ("name|markdown", "A day"),
                ("name", "A day"),
                ("days", "a day"),
                ("hashtags", ""),
                ("sponsor", ""),
                ("crisis", ""),
            ];
            for (gap, word) in words {
                text = text.replace(&format!("{{{{{gap}}}}}"), word);
            }
            text
        };
        let folder = match name.as_str() {
            "event" | "question-hour" => "events",
            "article" => "articles",
            "myth" => "myths",
            "story" => "stories",
            "person" => "people",
            "condition" => "conditions",
            "topic" => "topics",
            "update" | "recall" | "news-peg" | "commemoration" | "quick-correction" | "expert-comment" => "updates",
            "service" => "services",
            _ => "pages",
        };
        let slug = match folder {
            "conditions" => "asthma",
            "topics" => "immunization",
            "services" => "colonoscopy",
            _ => "a",
        };
        let build = |text: &str| Project::new().write(&format!("content/{folder}/{slug}.md"), text).build();
        let asked = |text: &str| {
            let site = build(text);
            let found = site.diagnostics.iter().filter(|diagnostic| diagnostic.code.name == "site/unfinished");
            found.inspect(|diagnostic| assert_eq!(diagnostic.severity, Severity::Error)).count()
        };
        let filled = fill(&text);
        assert!(!filled.contains("{{"), "{name}: {filled}");
        assert!(asked(&filled) > 0, "{name} goes out as it is: {}", build(&filled).problems());
        // Who deletes the mark and leaves the sentence is told as well.
        let unmarked = filled.replace("REPLACE: ", "").replace("REPLACE, ", "");
        assert!(asked(&unmarked) > 0, "{name} goes out without its marks: {}", build(&unmarked).problems());
        seen += 1;
    }
    assert!(seen > 20, "{seen}");
}

#[test]
fn site_unfinished() {
    assert!(of_text("", "REPLACE: start with the answer.").contains("error site/unfinished content/articles/a.md:6"));
    let told = of_text("", "Two or three sentences with the main message, for a reader who reads nothing else.");
    assert!(told.contains("site/unfinished"), "{told}");
    for fine in
        ["We replace hips.", "It tells what it is, in two or three plain sentences of ours.", "A REPLACEMENT knee."]
    {
        assert!(!of_text("", fine).contains("site/unfinished"), "{fine}");
    }
    assert!(!of_text("draft: true", "REPLACE: start with the answer.").contains("site/unfinished"));
    let waived = "waive: [{rule: site/unfinished, because: it teaches our staff}]";
    assert!(!of_text(waived, "REPLACE: start with the answer.").contains("site/unfinished"));
    let place = Project::new().document(
        "events/e.md",
        "title: E\ndate: 2026-11-02\nstarts: 2026-12-01 18:00\nplace: \"REPLACE: where it is\"",
        "Text.",
    );
    assert!(place.build().problems().contains("site/unfinished content/events/e.md:5"));
}

#[test]
fn source_incomplete() {
    let of = |more: &str| {
        let front = format!(
            "sources: [{{id: a, type: article-journal, title: A, container-title: J, issued: 2021, DOI: 10.1001/jama.2021.6238, evidence: randomized-trial{more}}}]"
        );
        of_text(&front, "One [@a].")
    };
    let bare = of("");
    assert!(bare.contains("the journal article `a` has no volume and no pages"), "{bare}");
    assert!(of(", volume: \"325\", issue: \"19\"").contains("has no pages"));
    let article = |id: &str, more: &str| {
        format!(
            "{{id: {id}, type: article-journal, title: {id}, container-title: J, issued: 2021, DOI: 10.1001/{id}, evidence: randomized-trial{more}}}"
        )
    };
    let several = format!("sources: [{}, {}, {}]", article("a", ""), article("b", ", volume: \"3\""), article("c", ""));
    let several = of_text(&several, "One [@a; @b; @c].");
    assert!(several.contains("the journal articles `a`, `c` have no volume and no pages"), "{several}");
    assert!(several.contains("the journal article `b` has no pages"), "{several}");
    for whole in [
        ", volume: \"325\", page: 1965-1977",
        ", issue: \"4\", page: CD1",
        ", status: Online ahead of print",
        ", status: in press",
    ] {
        assert!(!of(whole).contains("source/incomplete"), "{whole}");
    }
}

#[test]
fn review_missing() {
    let two = |front: &str| {
        let site = Project::new().document("people/ng.md", "title: Ana Ng", "").document(
            "people/roe.md",
            "title: Ben Roe",
            "",
        );
        let site = site.document("myths/m.md", &format!("title: M\ndate: 2026-11-02\n{front}"), "Text.");
        site.document("pages/about.md", "title: About", "Text.").build().suggestions()
    };
    let found = two("authors: [ng]");
    assert_eq!(found.matches("info review/missing content/myths/m.md").count(), 1, "{found}");
    assert!(!two("authors: [ng]\nreviewed: {by: roe, on: 2026-11-02}").contains("review/missing"));
    assert!(!of_text("", "Text.").contains("review/missing"), "one person alone has no colleague");
}

#[test]
fn claim_today_without_end() {
    let update = |front: &str, text: &str| {
        let front = format!("title: News\ndate: 2026-11-02\n{front}");
        Project::new().document("updates/u.md", &front, text).build().problems()
    };
    let found = update("", "Today we close at noon.");
    assert!(found.contains("warning claim/today-without-end content/updates/u.md:6"), "{found}");
    assert!(
        update("", "Cerramos hoy a las doce.").contains("claim/today-without-end")
            || !update("lang: es", "").is_empty()
    );
    for (front, text) in
        [("expires: 2026-12-01", "Today we close."), ("", "Questions? Call us today."), ("", "On Monday we close.")]
    {
        assert!(!update(front, text).contains("claim/today-without-end"), "{text}");
    }
    assert!(!of_text("", "Vaccines of today are safe.").contains("claim/today-without-end"), "an article is no notice");
}

#[test]
fn claim_past_call() {
    let call = |label: &str| of_text(&format!("call_to_action: {{label: \"{label}\", url: /}}"), "Text.");
    let found = call("Get your flu shot by November 15");
    assert!(found.contains("warning claim/past-call"), "{found}");
    assert!(found.contains("ended on 2026-11-15"), "{found}");
    for fine in ["Get your flu shot by December 15", "Get your flu shot in October", "Book a visit"] {
        assert!(!call(fine).contains("claim/past-call"), "{fine}");
    }
    let block = of_text("", "```call-to-action\nlabel: Come on November 20\nurl: /\n```");
    assert_eq!(block.matches("claim/past-call").count(), 1, "{block}");
    let event = |day: &str| {
        let front = format!("title: E\ndate: 2026-11-02\nstarts: {day} 18:00\nplace: Here");
        let site = Project::new().document("events/e.md", &front, "Text.");
        site.article("a", "call_to_action: {label: Sign up, url: ../events/e.md}", "Text.").build().problems()
    };
    assert!(event("2026-11-20").contains("links to an event that is over"));
    assert!(!event("2026-12-20").contains("claim/past-call"));
}

#[test]
fn myth_fact_repeats_claim_and_weak_sources() {
    let myth = |fact: &str, sources: &str| {
        let front = format!(
            "title: No live virus\ndate: 2026-11-02\nclaims:\n  - {{id: a, claim: The flu shot gives you the flu, verdict: false, fact: \"{fact}\", fallacy: anecdote}}\nsources: [{sources}]"
        );
        Project::new().document("myths/a.md", &front, "Text [@s] [@w].").build().problems()
    };
    let source = |id: &str, evidence: &str| {
        format!("{{id: {id}, title: {id}, issued: 2026, evidence: {evidence}, URL: \"https://{id}.example\"}}")
    };
    let weak = format!("{}, {}", source("s", "news"), source("w", "expert-opinion"));
    let strong = format!("{}, {}", source("s", "news"), source("w", "guideline"));
    assert!(myth("It is a myth that the flu shot gives you the flu.", &strong).contains("myth/fact-repeats-claim"));
    assert_eq!(myth("The shot holds no live virus.", &strong), "");
    let found = myth("The shot holds no live virus.", &weak);
    assert!(found.contains("rests on 2 sources, all of them weak evidence: `news` and `expert-opinion`"), "{found}");
}

#[test]
fn of_many_unknown_names_the_first_forty_get_a_suggestion() {
    let many = |name: &str| (1..=60).map(|number| format!("{name}{number}")).collect::<Vec<_>>();
    let source = "sources:\n  - {id: roe-2024, title: A work, issued: 2024, URL: \"https://a.example\"}";
    let cases = [
        (format!("awareness: [{}]", many("american-heart-month").join(", ")), String::new(), "name/unknown-observance"),
        (format!("conditions: [{}]", many("influenza").join(", ")), String::new(), "name/unknown-condition"),
        (format!("authors: [{}]", many("garcia").join(", ")), String::new(), "name/unknown-person"),
        (source.to_owned(), format!("Text [@{}].", many("roe-2024").join("; @")), "source/unknown"),
        (String::new(), format!("![A](square{}.png)", many("").join(".png)\n\n![A](square")), "picture/missing"),
    ];
    for (front, text, code) in cases {
        let project = Project::new().document("people/garcia.md", "title: Ana Garcia", "");
        let project = project.write("content/articles/square.png", drawing(8, 8, [1, 2, 3]));
        let site = project.article("a", &front, &text).build();
        let found: Vec<_> = site.diagnostics.iter().filter(|diagnostic| diagnostic.code.name == code).collect();
        let suggested: Vec<bool> =
            found.iter().map(|one| one.help.iter().any(|help| help.starts_with("did you mean"))).collect();
        assert_eq!(found.len(), 60, "{code}: {}", site.problems());
        assert!(suggested[..40].iter().all(|is| *is) && !suggested[40..].contains(&true), "{code}: {suggested:?}");
        assert!(found.iter().all(|one| !one.help.is_empty()), "{code}: what to do is said everywhere");
    }
}
