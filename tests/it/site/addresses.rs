//! Addresses: former ones lead on, and no two sources share one on any operating system.

use crate::support::Project;

#[test]
fn a_former_address_leads_to_the_new_one_on_every_host() {
    let site =
        Project::new().article("flu", "aliases: [/old/flu/, blog/2019/flu-shots, \"/two words/\"]", "").build_clean();
    let page = site.page("/old/flu/");
    let refresh = page.all("meta").find(|meta| meta.get("http-equiv") == Some("refresh")).expect("a refresh");
    assert_eq!(refresh.get("content"), Some("0; url=https://clinic.example/articles/flu/"));
    assert_eq!(page.attributes("a", "href"), ["https://clinic.example/articles/flu/"]);
    assert_eq!(page.attributes("link", "href"), ["https://clinic.example/articles/flu/"], "canonical");
    assert!(site.has("/blog/2019/flu-shots/") && site.has("/two words/"));
    let lines: Vec<&str> = site.text("/_redirects").lines().collect();
    let expected = [
        "/old/flu/ /articles/flu/ 301",
        "/blog/2019/flu-shots/ /articles/flu/ 301",
        "/two%20words/ /articles/flu/ 301",
    ];
    assert_eq!(lines, expected);
    assert!(!site.text("/sitemap.xml").contains("/old/"), "former addresses are not in the site map");
}

#[test]
fn hostile_slugs_and_aliases_are_refused_at_their_line() {
    let names = [
        "..",
        "../up",
        "a/b",
        "a\\\\b",
        "c:x",
        "con",
        "LPT1.txt",
        "lpt\u{b9}",
        ".git",
        "a.",
        "a\\u0000b",
        "a\\u202eb",
        "a*",
        "a b<",
    ];
    for name in names {
        let site = Project::new().article("a", &format!("slug: \"{name}\""), "").build();
        assert!(site.errors().starts_with("error name/bad content/articles/a.md:4 "), "{name}: {}", site.problems());
    }
    for name in ["/../up/", "/a/../../b/", "/con/", "/.git/", "/a\\\\b/", "/a\\u0001/", "/", "", "/a?b/", "/%2e%2e/"] {
        let site = Project::new().article("a", &format!("aliases: [\"{name}\"]"), "").build();
        assert!(site.errors().starts_with("error name/bad content/articles/a.md:4 "), "{name}: {}", site.problems());
    }
}

#[test]
fn collisions_of_all_kinds_name_both_sources() {
    let base = || Project::new().article("flu", "", "");
    let cases: [(&str, Project, [&str; 2]); 9] = [
        ("slug", base().article("other", "slug: flu", ""), ["flu.md", "other.md"]),
        ("case", base().article("other", "slug: FLU", ""), ["flu.md", "other.md"]),
        ("alias on a page", base().article("other", "aliases: [/articles/flu/]", ""), ["flu.md", "other.md"]),
        (
            "two aliases",
            base().article("other", "aliases: [/x/]", "").article("third", "aliases: [/X/]", ""),
            ["other", "third"],
        ),
        (
            "static on a page",
            base().write("static/articles/flu/index.html", "x"),
            ["flu.md", "static/articles/flu/index.html"],
        ),
        (
            "static on a list",
            base().write("static/articles/index.html", "x"),
            ["static/articles/index.html", "the list of articles"],
        ),
        ("static on a feed", base().write("static/feed.xml", "x"), ["static/feed.xml", "the feed `feed.xml`"]),
        ("alias on a list", base().article("other", "aliases: [/articles/]", ""), ["other.md", "the list of articles"]),
        (
            "spellings of accents",
            Project::new().article("a", "slug: \"caf\\u00e9\"", "").article("b", "slug: \"cafe\\u0301\"", ""),
            ["a.md", "b.md"],
        ),
    ];
    for (what, project, culprits) in cases {
        let site = project.build();
        let found = site.diagnostics.iter().find(|diagnostic| diagnostic.code.name == "site/same-address");
        let message = &found.unwrap_or_else(|| panic!("{what}: {}", site.problems())).message;
        for culprit in culprits {
            assert!(message.contains(culprit), "{what}: {culprit} in {message}");
        }
    }
}

#[test]
fn a_page_leaves_the_addresses_of_the_site_alone() {
    for slug in ["articles", "feeds", "search", "media", "es"] {
        let site =
            Project::new().settings("languages: [es]\n").document("pages/p.md", &format!("title: P\nslug: {slug}"), "");
        assert!(
            site.build().errors().contains("site/same-address content/pages/p.md:3"),
            "{slug}: {}",
            site.build().problems()
        );
    }
}

#[test]
fn a_document_may_be_a_folder() {
    let site = Project::new()
        .document("articles/flu-season/index.md", "title: Flu season\ndate: 2026-11-01", "")
        .build_clean();
    assert!(site.has("/articles/flu-season/"));
    let twice =
        Project::new().article("flu", "", "").document("articles/flu/index.md", "title: X\ndate: 2026-11-01", "");
    assert!(twice.build().errors().contains("site/same-address"), "{}", twice.build().problems());
}

#[test]
fn a_project_brings_its_own_files_for_hosts() {
    let site =
        Project::new().write("static/robots.txt", "mine").write("static/.well-known/security.txt", "x").build_clean();
    assert_eq!(site.text("/robots.txt"), "mine");
    assert!(site.has("/.well-known/security.txt"));
}
