//! Addresses that could run something are errors wherever a person can write one, in all their spellings.

use crate::support::{Built, Project};

/// Spellings as they stand inside double quotes in YAML.
const SPELLINGS: [&str; 12] = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "\\tjavascript:alert(1)",
    "java\\tscript:alert(1)",
    "java\\nscript:alert(1)",
    "\\x01javascript:alert(1)",
    "java\\u200bscript:alert(1)",
    "javascript\\t:alert(1)",
    "vbscript:msgbox(1)",
    "data:text/html;base64,PHNjcmlwdD4=",
    "file:///etc/passwd",
];

/// A project with an address written at one place, and the line at which it stands.
type Written = (&'static str, fn(&str) -> Project, &'static str);

const PLACES: [Written; 10] = [
    (
        "call to action",
        |url| Project::new().article("a", &format!("call_to_action:\n  label: Go\n  url: \"{url}\""), ""),
        "content/articles/a.md:6",
    ),
    (
        "discussion",
        |url| Project::new().article("a", &format!("discussion:\n  facebook: \"{url}\""), ""),
        "content/articles/a.md:5",
    ),
    (
        "component",
        |url| Project::new().article("a", "", &format!("```call-to-action\nlabel: Go\nurl: \"{url}\"\n```")),
        "content/articles/a.md:8",
    ),
    (
        "film",
        |url| {
            Project::new().article(
                "a",
                "",
                &format!("```video\ntitle: Go\nurl: \"{url}\"\ntranscript: We say hello.\n```"),
            )
        },
        "content/articles/a.md:8",
    ),
    (
        "navigation",
        |url| Project::new().settings(&format!("navigation:\n  - title: Go\n    url: \"{url}\"\n")),
        "bedside.yaml:8",
    ),
    ("appointments", |url| Project::new().settings(&format!("  appointments_url: \"{url}\"\n")), "bedside.yaml:6"),
    ("profiles", |url| Project::new().settings(&format!("profiles:\n  facebook: \"{url}\"\n")), "bedside.yaml:7"),
    (
        "where a claim was seen",
        |url| {
            let claims = "sources:\n  - {id: s, title: S, issued: 2026, URL: \"https://s.example\"}\nclaims:\n  - id: a\n    claim: c\n    verdict: true\n    fact: f\n    sources: [s]\n    seen:\n      - url: ";
            Project::new().document("myths/m.md", &format!("title: M\ndate: 2026-11-02\n{claims}\"{url}\""), "")
        },
        "content/myths/m.md:13",
    ),
    (
        "registration",
        |url| {
            let event = "title: E\ndate: 2026-11-02\nstarts: 2026-12-01 18:00\nplace: Here\nregistration_url: ";
            Project::new().document("events/e.md", &format!("{event}\"{url}\""), "")
        },
        "content/events/e.md:6",
    ),
    (
        "source",
        |url| {
            Project::new().article(
                "a",
                &format!("sources:\n  - id: s\n    title: S\n    URL: \"{url}\"\n    issued: 2020"),
                "",
            )
        },
        "content/articles/a.md:7",
    ),
];

#[test]
fn an_address_that_could_run_something_is_an_error_at_its_line() {
    for (place, project, at) in PLACES {
        for spelling in SPELLINGS {
            let site = project(spelling).build();
            let code = if place == "source" { "source/bad-identifier" } else { "link/unsafe" };
            let expected = format!("error {code} {at} ");
            assert!(site.errors().contains(&expected), "{place} {spelling:?}: {}", site.problems());
            assert_eq!(addresses_that_run(&site), [""; 0], "{place} {spelling:?}");
        }
    }
}

/// Attributes of pages that lead to one of the addresses of these tests.
fn addresses_that_run(site: &Built) -> Vec<String> {
    let mut found = Vec::new();
    for (path, page) in site.pages() {
        // The code on paper is a picture that Bedside draws itself.
        for element in page.elements().filter(|element| element.get("class") != Some("qr")) {
            let addresses = ["href", "src", "action"].into_iter().filter_map(|name| element.get(name));
            let running =
                addresses.filter(|url| ["alert", "msgbox", "data:", "passwd"].iter().any(|part| url.contains(part)));
            found.extend(running.map(|url| format!("{path}: {url}")));
        }
    }
    found
}

#[test]
fn ordinary_addresses_are_welcome_at_the_same_places() {
    for (place, project, _) in PLACES {
        for url in ["https://portal.example/book?a=b:c", "HTTP://portal.example"] {
            if place != "source" || url.starts_with("https") {
                assert_eq!(project(url).build().problems(), "", "{place} {url}");
            }
        }
    }
}

#[test]
fn links_and_pictures_in_the_text_are_judged_the_same() {
    let forms = [
        "[x](javascript:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x](java&Tab;script:alert(1))",
        "[x](<java\tscript:alert(1)>)",
        "[x][1]\n\n[1]: javascript:alert(1)",
        "<javascript:alert(1)>",
        "![x](javascript:alert(1))",
        "![x](data:image/svg+xml,<svg/onload=alert(1)>)",
        "![x](https://elsewhere.example/pixel.gif)",
    ];
    for form in forms {
        let site = Project::new().article("a", "", form).build();
        assert!(site.errors().starts_with("error link/unsafe content/articles/a.md:"), "{form}: {}", site.problems());
        assert_eq!(addresses_that_run(&site), [""; 0], "{form}");
    }
}

#[test]
fn telephones_and_text_lines_are_links_where_a_person_is_called() {
    for (place, project, _) in PLACES {
        if ["call to action", "component", "navigation", "appointments", "registration"].contains(&place) {
            for url in ["sms:988", "SMS:988?body=HOME", "tel:+13125550100"] {
                let site = project(url).build();
                assert_eq!(site.problems(), "", "{place} {url}");
                let found = site.pages().any(|(_, page)| page.attributes("a", "href").contains(&url));
                assert!(found, "{place} {url}");
            }
        }
    }
    for form in ["[text 988](sms:988)", "<sms:988>", "[x][1]\n\n[1]: sms:988", "<a href=\"sms:988\">x</a>"] {
        let site = Project::new().article("a", "", form).build_clean();
        assert!(site.page("/articles/a/").attributes("a", "href").contains(&"sms:988"), "{form}");
    }
}
