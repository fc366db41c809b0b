//! Links in every style lead somewhere, or are reported with what was meant.

use crate::support::{Project, SETTINGS};

fn practice() -> Project {
    Project::new()
        .document("pages/about.md", "title: About us", "")
        .article("asthma", "", "## When to call\n\nText.")
        .document("articles/flu/index.md", "title: Flu\ndate: 2026-11-01", "Text.")
        .write("content/articles/flu/plan.pdf", "plan")
        .write("static/form.pdf", "form")
        .document("updates/shots.md", "title: Shots\ndate: 2026-11-01", "")
}

/// Where a link in an article leads, as its page says, and what is reported.
fn follow(target: &str) -> (Vec<String>, String) {
    let site = practice()
        .article("here", "", &format!("## A part\n\nSee [the link]({target}).\n\n[The plan](flu/plan.pdf)"))
        .build();
    let page = site.page("/articles/here/");
    let links = page.links_called("the link").into_iter().map(str::to_owned).collect();
    (links, site.problems())
}

#[test]
fn every_style_of_link_is_understood() {
    let cases = [
        ("asthma.md", "/articles/asthma/"),
        ("./asthma.md", "/articles/asthma/"),
        ("asthma.md#when-to-call", "/articles/asthma/#when-to-call"),
        ("../pages/about.md", "/about/"),
        ("../updates/shots.md", "/updates/shots/"),
        ("flu/index.md", "/articles/flu/"),
        ("flu.md", "/articles/flu/"),
        ("/articles/asthma/", "/articles/asthma/"),
        ("/articles/asthma", "/articles/asthma/"),
        ("/content/articles/asthma.md", "/articles/asthma/"),
        ("/articles/asthma/?from=x#when-to-call", "/articles/asthma/?from=x#when-to-call"),
        ("../asthma/", "/articles/asthma/"),
        ("https://clinic.example/articles/asthma/", "/articles/asthma/"),
        ("/", "/"),
        ("/articles/", "/articles/"),
        ("/feed.xml", "/feed.xml"),
        ("/form.pdf", "/form.pdf"),
        ("#a-part", "#a-part"),
        ("#content", "#content"),
        ("https://www.cdc.gov/flu/", "https://www.cdc.gov/flu/"),
        ("mailto:a@clinic.example", "mailto:a@clinic.example"),
        ("tel:+15555550142", "tel:+15555550142"),
    ];
    for (target, expected) in cases {
        let (links, problems) = follow(target);
        assert_eq!(problems, "", "{target}");
        assert_eq!(links, [expected], "{target}");
    }
}

#[test]
fn a_file_beside_a_document_is_published_under_a_name_that_tells_its_content() {
    let site = practice()
        .document("articles/flu/index.md", "title: Flu\ndate: 2026-11-01", "[the link](plan.pdf)")
        .build_clean();
    let page = site.page("/articles/flu/");
    let [link] = page.links_called("the link")[..] else { panic!("one link") };
    assert!(link.starts_with("/media/plan.") && link.ends_with(".pdf"), "{link}");
    assert_eq!(site.text(link), "plan");
}

#[test]
fn broken_links_say_what_may_have_been_meant() {
    let cases = [
        ("astma.md", "link/broken", "did you mean `content/articles/asthma.md`?"),
        ("/articles/astma/", "link/broken", "did you mean `/articles/asthma/`?"),
        ("/abuot/", "link/broken", "did you mean `/about/`?"),
        ("/form.pfd", "link/broken", "did you mean `/form.pdf`?"),
        ("asthma.md#when-to-cal", "link/broken-anchor", "did you mean `when-to-call`?"),
        ("#a-prt", "link/broken-anchor", "did you mean `a-part`?"),
    ];
    for (target, code, help) in cases {
        let site = practice().article("here", "", &format!("## A part\n\nSee [the link]({target}).")).build();
        assert!(
            site.errors().starts_with(&format!("error {code} content/articles/here.md:8 ")),
            "{target}: {}",
            site.problems()
        );
        assert!(site.help(code).contains(help), "{target}: {}", site.help(code));
    }
    for target in ["../../../../etc/passwd", "nothing-like-it.pdf", "/no/such/page/"] {
        let (_, problems) = follow(target);
        assert!(problems.starts_with("error link/broken content/articles/here.md:8 "), "{target}: {problems}");
    }
    // The host may serve more than this site, such as a portal: a warning only.
    let (_, problems) = follow("https://clinic.example/none/");
    assert!(problems.starts_with("warning link/broken content/articles/here.md:8 "), "{problems}");
}

#[test]
fn a_heading_of_any_script_is_found_by_its_words() {
    for (heading, part, id) in [
        ("발열 때 할 일", "발열-때-할-일", "balyeol-ddae-hal-il"),
        ("الحمى", "الحمى", "lhm"),
        ("Größe & Länge", "größe-länge", "grosse-lange"),
        ("Fever", "fevr", "fever"),
    ] {
        let site = Project::new().article("a", "", &format!("## {heading}\n\n[x](#{part})")).build();
        let ids: Vec<String> =
            site.page("/articles/a/").all("h2").filter_map(|h| h.get("id").map(str::to_owned)).collect();
        assert!(ids.contains(&id.to_owned()), "{heading}: {ids:?}");
        let help = site.help("link/broken-anchor");
        assert!(help.contains(&format!("`#{id}`")) || help.contains(&format!("`{id}`")), "{heading}: {help}");
    }
    let site =
        Project::new().article("a", "", "## Fever\n\n## Fever\n\n## Fever 1\n\n## 🤒\n\n[x](#fever-2)").build_clean();
    let page = site.page("/articles/a/");
    let ids: Vec<&str> = page.all("h2").filter_map(|h| h.get("id")).take(4).collect();
    assert_eq!(ids, ["fever", "fever-2", "fever-1", "face-with-thermometer"]);
}

#[test]
fn links_of_a_draft_are_checked_before_its_day() {
    let site = practice().article("draft", "draft: true", "[x](gone.md)").build();
    assert!(site.errors().contains("link/broken content/articles/draft.md:7"), "{}", site.problems());
}

#[test]
fn an_address_that_lacks_its_beginning_is_told_what_to_write() {
    for (written, whole) in [
        ("www.example.org", "https://www.example.org"),
        ("example.org/page", "https://example.org/page"),
        ("nhs.uk/flu", "https://nhs.uk/flu"),
        ("http:/example.org", "http://example.org"),
        ("https:example.org/a", "https://example.org/a"),
    ] {
        let site = Project::new().article("here", "", &format!("See [the link]({written}).")).build();
        let help = site.help("link/broken");
        assert!(help.contains(&format!("`{whole}`")), "{written}: {help}");
        assert!(!help.contains("did you mean"), "{written}: {help}");
    }
}

#[test]
fn no_unrelated_picture_is_suggested() {
    for (written, suggested) in [("pln.png", true), ("nope.png", false)] {
        let site = Project::new()
            .document("articles/flu/index.md", "title: Flu\ndate: 2026-11-01", &format!("![A plan]({written})"))
            .write("content/articles/flu/plan.png", crate::support::drawing(8, 8, [9, 9, 9]))
            .build();
        let help = site.help("picture/missing");
        assert_eq!(help.contains("did you mean `content/articles/flu/plan.png`?"), suggested, "{help}");
    }
}

#[test]
fn a_link_that_leads_nowhere_is_told_what_it_was_to_be() {
    for (link, help) in [
        ("[x](flu-shots)", "write the path of its file: `/articles/flu-shots.md`"),
        ("[x](555-0100)", "write `tel:555-0100`"),
        ("[x](a\\flu.md)", "write `/` instead of `\\`: `a/flu.md`"),
        ("[x](https//cdc.gov/flu)", "write `https://cdc.gov/flu`"),
        ("[x](office@clinic.example)", "write `mailto:office@clinic.example`"),
        ("[x](/articles/flu-shot/)", "did you mean `/articles/flu-shots/`?"),
        ("[x](zzz)", "link to the path of a file, `flu.md`, or of a page"),
        ("[x]()", "write the path of a file"),
    ] {
        let site = Project::new().article("flu-shots", "", "Text.").article("a", "", link).build();
        let help_of = site.help("link/broken");
        assert!(help_of.contains(help), "{link}: {help_of}");
        assert!(!help_of.contains("card.png"), "{link}: {help_of}");
    }
    for (link, help) in [
        ("[x](sms://988)", "write the number directly after the colon"),
        ("[x](tel://5550100)", "write the number directly after the colon"),
    ] {
        let site = Project::new().article("a", "", link).build();
        assert!(site.problems().starts_with("warning link/broken content/articles/a.md:6 "), "{}", site.problems());
        assert!(site.help("link/broken").contains(help), "{link}: {}", site.help("link/broken"));
    }
    for (link, help) in [("[x](tel:call-us)", "write a number"), ("[x](mailto:info)", "write an address")] {
        let site = Project::new().article("a", "", link).build();
        assert!(site.help("link/broken").contains(help), "{link}: {}", site.problems());
    }
}

/// The navigation is on every page, and nobody clicks through it after each change.
#[test]
fn the_navigation_leads_to_pages_of_the_site() {
    let settings = |entries: &str| practice().settings(&format!("{SETTINGS}languages: [es]\nnavigation:\n{entries}"));
    let wrong = "  - {title: Team, url: /team/}\n  - {title: Asthma, url: /articles/asthma/#when-to-call}\n  \
                 - {title: Elsewhere, url: \"https://other.example/\"}\n";
    let problems = settings(wrong).build().problems();
    assert!(problems.contains("warning link/broken bedside.yaml"), "{problems}");
    assert!(
        problems.contains("`Team` in the navigation leads to `/team/`, and the site has no such page"),
        "{problems}"
    );
    assert_eq!(problems.matches("in the navigation").count(), 1, "{problems}");
    assert!(!settings("  - {title: About, url: /about/}\n").build().problems().contains("in the navigation"));
}
