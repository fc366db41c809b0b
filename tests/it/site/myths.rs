//! Myth pages: what is true comes first and last, and the myth stands once, behind its warning.

use crate::support::{Page, Project};

const SOURCES: &str = "sources:\n  - {id: s, title: Source s, issued: 2025, evidence: systematic-review, URL: \"https://s.example\"}\n  - {id: t, title: Source t, issued: 2025, evidence: guideline, URL: \"https://t.example\"}\n  - {id: u, title: Source u, issued: 2025, evidence: guideline, URL: \"https://u.example\"}\n";

/// A project with both pages.
fn both(front: &str) -> Project {
    add_two(flu(front))
}

/// A project with a page of one claim.
fn flu(front: &str) -> Project {
    let front = format!(
        "title: Flu shots cannot give you the flu
date: 2026-11-02
conditions: [influenza]
claims:
  - id: live-virus
    claim: The flu shot gives you the flu
    verdict: false
    fact: The flu shot holds *no* live virus.
    why_believed: Many people feel [tired](#care) afterwards [@t].
    fallacy: false-cause
    what_to_do: Rest for a [day](../articles/rest.md).
    seen: [{{where: Facebook, on: 2026-10-20, url: \"https://social.example/1\"}}]
    sources: [s]
{SOURCES}{front}"
    );
    Project::new().article("rest", "", "").document("myths/flu.md", &front, "## Care\n\nMore on it [@u; @s].")
}

/// A project with a page of two claims.
fn two() -> Project {
    add_two(Project::new())
}

fn add_two(project: Project) -> Project {
    let front = format!(
        "title: What vaccines do
date: 2026-11-03
summary: Vaccines are well studied.
conditions: [measles]
claims:
  - id: mmr
    claim: MMR causes autism
    verdict: false
    fact: MMR does not cause autism.
    fallacy: false-cause
    what_to_do: Ask us about the schedule.
    sources: [s]
  - id: shots-at-once
    claim: Many shots at once are too much
    verdict: unproven
    fact: Children handle several vaccines at a time.
    sources: [t, s]
{SOURCES}"
    );
    project.document("myths/vaccines.md", &front, "See [the first](#mmr). More [@u].")
}

fn order(text: &str, parts: &[&str]) {
    let mut from = 0;
    for part in parts {
        let at = text[from..].find(part).unwrap_or_else(|| panic!("`{part}` behind byte {from} of {text}"));
        from += at + part.len();
    }
}

fn ids(page: &Page) -> Vec<&str> {
    page.elements().filter_map(|element| element.get("id")).collect()
}

fn is_sound(page: &Page) {
    let ids = ids(page);
    for (at, id) in ids.iter().enumerate() {
        assert!(!ids[at + 1..].contains(id), "`{id}` stands twice");
    }
    for href in page.attributes("a", "href").iter().filter_map(|href| href.strip_prefix('#')) {
        assert!(href.is_empty() || ids.contains(&href), "`#{href}` leads nowhere: {ids:?}");
    }
}

#[test]
fn a_page_says_the_fact_warns_states_the_myth_explains_says_the_fact_again_and_what_to_do() {
    let site = flu("").build_clean();
    let page = site.page("/myths/flu/");
    let main = page.text_in("main");
    order(
        &main,
        &[
            "Flu shots cannot give you the flu",
            "The fact",
            "The flu shot holds no live virus.",
            "Watch out: what follows is not true.",
            "The flu shot gives you the flu",
            "False",
            "Facebook, October 20, 2026",
            "Why people believe it",
            "Many people feel tired afterwards",
            "A false cause:",
            "To remember",
            "The flu shot holds no live virus.",
            "What you can do",
            "Rest for a day.",
            "Care",
            "More on it",
        ],
    );
    assert_eq!(main.matches("The flu shot gives you the flu").count(), 1, "{main}");
    is_sound(&page);
    assert!(ids(&page).contains(&"live-virus"));
    assert_eq!(page.links_called("day"), ["/articles/rest/"]);
    let seen = page.all("a").find(|link| link.get("href") == Some("https://social.example/1")).expect("the link");
    assert_eq!(seen.get("rel"), Some("nofollow noopener"));
}

#[test]
fn sources_of_claims_are_numbered_with_those_of_the_text_and_lead_both_ways() {
    let page = flu("").build_clean().page("/myths/flu/");
    let marks: Vec<&str> = page.elements().filter_map(|e| e.get("id").filter(|id| id.starts_with("cite-"))).collect();
    assert_eq!(marks, ["cite-1-1", "cite-2-1", "cite-1-2", "cite-3-1"], "claim first, then the text");
    order(&page.text(), &["Source s", "Source t", "Source u"]);
}

#[test]
fn the_myth_is_in_no_heading_title_or_tag_of_the_head_and_no_feed_title() {
    for (site, path) in [(flu("").build_clean(), "/myths/flu/"), (two().build_clean(), "/myths/vaccines/")] {
        let page = site.page(path);
        for myth in ["The flu shot gives you the flu", "MMR causes autism", "Many shots at once are too much"] {
            for name in ["title", "h1", "h2", "h3"] {
                assert!(page.texts_in(name).iter().all(|text| !text.contains(myth)), "{name}: {myth}");
            }
            assert!(page.attributes("meta", "content").iter().all(|text| !text.contains(myth)), "{myth}");
            assert!(page.attributes("img", "alt").iter().all(|text| !text.contains(myth)), "{myth}");
            for list in ["/", "/myths/", "/feed.xml"] {
                let text = site.text(list).split("<content").next().expect("text").to_owned();
                assert!(!text.contains(myth), "{list}: {myth}");
            }
        }
    }
}

#[test]
fn each_of_several_claims_is_a_part_of_the_page_and_a_page_of_its_own() {
    let site = two().build_clean();
    let page = site.page("/myths/vaccines/");
    is_sound(&page);
    order(
        &page.text_in("main"),
        &["MMR does not cause autism.", "MMR causes autism", "Children handle", "Many shots", "See the first"],
    );
    assert!(ids(&page).contains(&"mmr") && ids(&page).contains(&"shots-at-once"));
    let own = site.page("/myths/vaccines/mmr/");
    is_sound(&own);
    assert_eq!(own.text_in("h1"), "MMR does not cause autism.");
    assert!(own.text_in("title").starts_with("MMR does not cause autism. - "), "{}", own.text_in("title"));
    let head =
        |name: &str| own.all("link").find(|link| link.get("rel") == Some(name)).and_then(|link| link.get("href"));
    assert_eq!(head("canonical"), Some("https://clinic.example/myths/vaccines/mmr/"));
    let crumbs = own.attributes("a", "href");
    assert!(crumbs.contains(&"/myths/") && crumbs.contains(&"/myths/vaccines/"), "{crumbs:?}");
    let main = own.text_in("main");
    order(&main, &["Watch out", "MMR causes autism", "Why it misleads", "To remember", "What you can do"]);
    assert!(main.contains("Source s") && !main.contains("Source t") && !main.contains("Source u"), "{main}");
    assert!(own.attributes("meta", "content").contains(&"Ask us about the schedule."));
    assert!(site.text("/sitemap.xml").contains("<loc>https://clinic.example/myths/vaccines/shots-at-once/</loc>"));
    assert!(!flu("").build_clean().has("/myths/flu/live-virus/"), "one claim needs no second page");
}

#[test]
fn lists_say_the_verdict_of_the_claim_and_lead_to_lists_by_verdict_condition_and_observance() {
    let site = both("awareness: [influenza-vaccination-week]\n").settings("paginate_by: 1\n").build_clean();
    let page = site.page("/myths/");
    assert_eq!(page.links_called("False 2"), ["/myths/verdict/false/"]);
    assert_eq!(page.links_called("Not proven 1"), ["/myths/verdict/unproven/"]);
    assert_eq!(page.links_called("Flu 1"), ["/myths/condition/influenza/"]);
    assert!(page.attributes("a", "href").contains(&"/myths/observance/influenza-vaccination-week/"));
    assert!(site.main("/myths/").contains("2 claims checked"), "{}", site.main("/myths/"));
    assert!(site.main("/myths/page/2/").contains("What you may have heard is false."));
    let group = site.page("/myths/verdict/false/");
    assert_eq!(group.text_in("h1"), "Myths and facts: False");
    assert!(group.attributes("a", "href").contains(&"/myths/verdict/false/page/2/"));
    assert!(site.main("/myths/condition/influenza/").contains("Flu shots cannot"));
    assert!(site.main("/myths/observance/influenza-vaccination-week/").contains("Flu shots cannot"));
    for path in ["/myths/verdict/unproven/", "/myths/condition/measles/"] {
        assert!(site.text("/sitemap.xml").contains(&format!("<loc>https://clinic.example{path}</loc>")), "{path}");
    }
}

#[test]
fn feeds_carry_the_fact_and_the_whole_correction() {
    let site = both("").for_address("https://a.example/blog").build_clean();
    let text = site.text("/feed.xml");
    assert!(text.contains("<summary>The flu shot holds no live virus.</summary>"), "{text}");
    assert!(text.contains("<summary>Vaccines are well studied.</summary>"));
    let feed = feed_rs::parser::parse(text.as_bytes()).expect("a feed");
    for entry in feed.entries {
        let html = entry.content.and_then(|content| content.body).expect("content");
        if entry.id.ends_with("/rest/") {
            continue;
        }
        let page = Page::parse(&html);
        assert!(page.text().contains("Watch out: what follows is not true."), "{html}");
        for href in page.attributes("a", "href") {
            assert!(href.starts_with("https://"), "{href}");
        }
        assert!(ids(&page).is_empty() && page.all("svg").count() == 0, "{html}");
    }
}

#[test]
fn a_claim_can_stand_in_any_document() {
    let block = "Before.\n\n```claim\nmyth: vaccines\nclaim: mmr\n```\n\n```claim\nmyth: ../myths/flu.md\n```\n\n```claim\nmyth: /myths/flu/\n```\n\n```myths\ntitle: Read on\ncondition: measles\nverdict: false\n```\n\nAfter.";
    let site = both("").article("a", "", block).for_address("https://a.example/blog").build_clean();
    let page = site.page("/articles/a/");
    is_sound(&page);
    let main = page.text_in("main");
    order(
        &main,
        &["Before.", "MMR does not cause autism.", "Watch out", "MMR causes autism", "Many people feel tired"],
    );
    order(&main, &["Read on", "What vaccines do", "After."]);
    let links = page.attributes("a", "href");
    for link in
        ["/blog/myths/vaccines/mmr/", "/blog/myths/flu/", "/blog/myths/flu/#care", "/blog/myths/vaccines/#source-1"]
    {
        assert!(links.contains(&link), "{link}: {links:?}");
    }
}

#[test]
fn what_is_held_back_leaves_no_trace_where_it_was_placed() {
    let draft = |front: &str| flu(&format!("{front}topics: [immunization]\n"));
    let block = "Text.\n\n```claim\nmyth: flu\n```\n\n```myths\ncondition: influenza\n```\n\n```myths\ntopic: immunization\n```\n";
    let site = draft("draft: true\n").article("a", "", block).build();
    assert_eq!(site.errors(), "");
    assert!(site.problems().contains("warning link/to-held-back content/articles/a.md:8 "), "{}", site.problems());
    for trace in ["live virus", "Flu shots cannot", "/myths/", "gives you"] {
        assert!(site.traces_of(trace).is_empty(), "{trace}: {:?}", site.traces_of(trace));
    }
    assert!(draft("").article("a", "", block).build_clean().main("/articles/a/").contains("live virus"));
}

#[test]
fn a_block_that_names_no_claim_is_told_at_its_line() {
    let cases = [
        ("```claim\nmyth: vaccine\nclaim: mmr\n```", 7, "there is no myth `vaccine`", "did you mean `vaccines`?"),
        ("```claim\nmyth: vaccines\nclaim: mrm\n```", 8, "`vaccines` has no claim `mrm`", "did you mean `mmr`?"),
        ("```claim\nmyth: vaccines\n```", 7, "`vaccines` has several claims", "its claims: mmr, shots-at-once"),
        ("```claim\nclaim: mmr\n```", 6, "`claim` needs the argument `myth`", ""),
        ("```claim\nmyth: vaccines\nclaim: mmr\nshown: x\n```", 9, "`claim` has no argument `shown`", ""),
        ("```myths\nverdict: flase\n```", 7, "`flase` is not a verdict", "did you mean `false`?"),
        ("```faq\nitems: [{question: a}]\n```", 7, "an item of `faq` needs a question and an answer", ""),
    ];
    for (block, line, message, help) in cases {
        let site = two().article("a", "", block).build();
        let expected = format!("error markup/bad-component content/articles/a.md:{line} {message}\n");
        assert_eq!(site.errors(), expected, "{block}");
        assert!(site.help("markup/bad-component").contains(help), "{}", site.help("markup/bad-component"));
    }
    for (block, code, help) in [
        ("```myths\ncondition: flu\n```", "name/unknown-condition", "did you mean `influenza`?"),
        ("```myths\nobservance: heart-mont\n```", "name/unknown-observance", "did you mean"),
    ] {
        let site = two().article("a", "", block).build();
        assert!(site.errors().starts_with(&format!("error {code} content/articles/a.md:7 ")), "{}", site.problems());
        assert!(site.help(code).contains(help), "{}", site.help(code));
    }
}

#[test]
fn questions_and_answers_open_by_their_question() {
    let block = "```faq\nitems:\n  - question: \"Is it <safe>?\"\n    answer: \"Yes.\\n\\nAsk us.\"\n  - {question: When?, answer: Now.}\n```";
    let page = Project::new().article("a", "", block).build_clean().page("/articles/a/");
    let questions = page.texts_in("summary");
    assert!(
        questions.contains(&"Is it <safe>?".to_owned()) && questions.contains(&"When?".to_owned()),
        "{questions:?}"
    );
    order(&page.text_in("main"), &["Is it <safe>?", "Yes.", "Ask us.", "When?", "Now."]);
}

#[test]
fn a_quick_correction_is_an_update_with_a_claim() {
    let front = "title: No pharmacy in town is closing\ndate: 2026-11-20\nclaims:\n  - {id: closing, claim: All pharmacies close this week, verdict: false, fact: All pharmacies are open., fallacy: anecdote, sources: [s]}\nsources:\n  - {id: s, title: List of open pharmacies, evidence: government, issued: 2026, URL: \"https://g.example\"}";
    let site = Project::new().document("updates/pharmacies.md", front, "").build_clean();
    order(
        &site.main("/updates/pharmacies/"),
        &["All pharmacies are open.", "Watch out", "All pharmacies close this week"],
    );
    assert!(site.main("/updates/").contains("What you may have heard is false."));
}

#[test]
fn a_claim_is_the_same_in_all_languages() {
    let spanish = "title: Lo que hacen las vacunas\ndate: 2026-11-03\nclaims:\n  - {id: mmr, claim: La triple viral causa autismo, verdict: false, fact: La triple viral no causa autismo., fallacy: false-cause}\n  - {id: otra, claim: Son demasiadas vacunas, verdict: unproven, fact: Son seguras juntas.}";
    let site = two()
        .settings("languages: [es]\nrules: {myth/verdict-without-sources: off, untranslated: off}\n")
        .document("myths/vaccines.es.md", spanish, "")
        .build_clean();
    let page = site.page("/es/myths/vaccines/mmr/");
    order(
        &page.text_in("main"),
        &["La triple viral no causa autismo.", "Cuidado: lo que sigue no es cierto.", "Una causa falsa"],
    );
    let other = page.all("link").find(|link| link.get("hreflang") == Some("en")).and_then(|link| link.get("href"));
    assert_eq!(other, Some("https://clinic.example/myths/vaccines/mmr/"));
    assert!(!site.page("/es/myths/vaccines/otra/").all("link").any(|link| link.get("hreflang").is_some()));
}

#[test]
fn texts_of_claims_are_checked_like_the_text() {
    let with = |texts: &str| {
        let front = format!(
            "title: T\ndate: 2026-11-02\nclaims:\n  - id: a\n    claim: x\n    verdict: \"true\"\n    fact: F\n{texts}"
        );
        Project::new().document("myths/m.md", &front, "## a\n\nText.").build()
    };
    for (line, expected) in [
        ("    what_to_do: See [it](gone.md).", "error link/broken content/myths/m.md:9 "),
        ("    what_to_do: See [it](#gone).", "error link/broken-anchor content/myths/m.md:9 "),
        ("    what_to_do: \"[@gone]\"", "error source/unknown content/myths/m.md:9 "),
        ("    sources: [gone]", "error source/unknown content/myths/m.md:9 "),
        ("    what_to_do: \"See [it](javascript:alert(1)).\"", "error link/unsafe content/myths/m.md:9 "),
        ("    what_to_do: \"# Heading\"", "error yaml/bad-value content/myths/m.md:9 "),
    ] {
        assert!(with(line).errors().contains(expected), "{line}: {}", with(line).problems());
    }
    let script = with("    what_to_do: \"<script>alert(1)</script> <img src=x onerror=alert(1)>\"");
    assert!(!script.text("/myths/m/").contains("alert(1)"), "{}", script.problems());
    assert!(ids(&with("").page("/myths/m/")).contains(&"a-2"), "a heading makes way for the claim");
}

/// Addresses that two ask for are found for claims too.
#[test]
fn the_address_of_a_claim_is_taken() {
    let site =
        two().document("articles/x.md", "title: X\ndate: 2026-11-02\naliases: [/myths/vaccines/mmr/]", "").build();
    assert!(site.errors().contains("the claim `mmr` of `content/myths/vaccines.md`"), "{}", site.problems());
}

#[test]
fn the_page_of_a_condition_sorts_what_we_have_by_kind_with_its_names_codes_and_observances() {
    let event = |date: &str| {
        format!(
            "title: Talk of {date}\ndate: 2026-11-01\nstarts: {date} 18:00\nplace: Library\nconditions: [influenza]"
        )
    };
    let project = flu("awareness: [influenza-vaccination-week]\n")
        .document("events/soon.md", &event("2026-12-10"), "")
        .document("events/sooner.md", &event("2026-12-01"), "")
        .document("events/over.md", &event("2026-11-10"), "")
        .article("about-flu", "conditions: [influenza]", "");
    let page = project.build_clean().page("/conditions/influenza/");
    let heads = page.texts_in("h2");
    for (at, head) in
        ["Articles", "Myths and facts", "Upcoming events", "Past events", "Health observances"].iter().enumerate()
    {
        assert_eq!(heads[at], *head, "{heads:?}");
    }
    order(
        &page.text_in("main"),
        &[
            "Also called: influenza, seasonal flu",
            "About about-flu",
            "Flu shots cannot",
            "2026-12-01",
            "2026-12-10",
            "2026-11-10",
            "Influenza Vaccination Week",
        ],
    );
    let links = page.attributes("a", "href");
    assert!(links.contains(&"/awareness/influenza-vaccination-week/"), "{links:?}");
    // An event moves to the past ones when it is over, and the second page goes on where the first ended.
    let later = project.clone().at("2026-12-05T12:00:00Z").settings("paginate_by: 2\n").build_clean();
    order(
        &later.main("/conditions/influenza/page/2/"),
        &["Upcoming events", "2026-12-10", "Past events", "2026-12-01"],
    );
    let alias = Project::new().article("a", "conditions: [seasonal-flu]", "").build();
    assert!(
        alias.help("name/unknown-condition").contains("did you mean `influenza`?"),
        "{}",
        alias.help("name/unknown-condition")
    );
}
