//! Lists: pages of kinds, conditions, topics and people, neighbours in time, related posts.

use std::fmt::Write;

use crate::support::{Built, Project};

/// Articles 1 to `count`, one a day, the last the newest.
fn articles(count: usize, front: &str) -> Project {
    (1..=count).fold(Project::new(), |project, day| {
        let front = format!("title: Number {day}\ndate: 2026-10-{day:02}\n{front}");
        project.document(&format!("articles/n{day}.md"), &front, "Text.")
    })
}

/// The paths of the cards in a page's `<main>`, in order.
fn cards(site: &Built, url: &str) -> Vec<String> {
    let html = site.text(url);
    let main = &html[html.find("<main").expect("main")..html.find("</main>").expect("main")];
    let links = crate::support::elements_of(main).into_iter().filter(|element| element.name == "a");
    let paths = links.filter_map(|link| link.get("href").map(str::to_owned));
    paths.filter(|path| path.starts_with("/articles/n")).collect()
}

#[test]
fn a_long_list_is_divided_into_pages_newest_first() {
    let site = articles(5, "").settings("paginate_by: 2\n").build_clean();
    assert_eq!(cards(&site, "/articles/"), ["/articles/n5/", "/articles/n4/"]);
    assert_eq!(cards(&site, "/articles/page/2/"), ["/articles/n3/", "/articles/n2/"]);
    assert_eq!(cards(&site, "/articles/page/3/"), ["/articles/n1/"]);
    assert!(!site.has("/articles/page/1/") && !site.has("/articles/page/4/"));
    let links = |url: &str, rel: &str| -> Vec<String> {
        let page = site.page(url);
        let links = page.all("a").filter(|link| link.get("rel") == Some(rel));
        links.filter_map(|link| link.get("href").map(str::to_owned)).collect()
    };
    assert_eq!(links("/articles/page/2/", "prev"), ["/articles/"]);
    assert_eq!(links("/articles/page/2/", "next"), ["/articles/page/3/"]);
    assert_eq!((links("/articles/", "prev").len(), links("/articles/page/3/", "next").len()), (0, 0));
    assert!(!site.text("/sitemap.xml").contains("/page/"), "the site map names the first page of a list only");
}

#[test]
fn conditions_and_topics_have_pages_where_posts_have_them() {
    let site = articles(2, "conditions: [asthma]\ntopics: [immunization]")
        .article("gout", "conditions: [gout]", "")
        .build_clean();
    assert_eq!(cards(&site, "/conditions/asthma/"), ["/articles/n2/", "/articles/n1/"]);
    assert_eq!(cards(&site, "/topics/immunization/").len(), 2);
    for name in ["Asthma", "Gout"] {
        assert!(site.main("/conditions/").contains(name), "{name}");
    }
    assert!(!site.has("/conditions/influenza/"), "no page without posts");
    assert_eq!(site.page("/articles/n1/").links_called("Asthma").first(), Some(&"/conditions/asthma/"));
}

#[test]
fn a_practice_may_bring_conditions_of_its_own() {
    let site = Project::new()
        .write(
            "data/conditions.yaml",
            "conditions:\n  - {slug: marlow-fever, name: Marlow fever}\n  - {slug: asthma, name: Asthma here}\n",
        )
        .article("a", "conditions: [marlow-fever, asthma]", "")
        .build_clean();
    assert!(site.main("/conditions/marlow-fever/").contains("Marlow fever"));
    assert!(site.main("/conditions/").contains("Asthma here"));
}

#[test]
fn people_have_their_work_on_their_page() {
    let site = articles(3, "authors: [ng]\nreviewed: {by: ortiz, on: 2026-10-20}")
        .document(
            "people/ng.md",
            "title: Ana Ng, MD\nsummary: She listens.\nextra: {role: Family doctor}",
            "About Ana.",
        )
        .document("people/ortiz.md", "title: Luis Ortiz, MD", "")
        .build_clean();
    assert_eq!(cards(&site, "/people/ng/"), ["/articles/n3/", "/articles/n2/", "/articles/n1/"]);
    assert_eq!(cards(&site, "/people/ortiz/").len(), 3);
    let page = site.page("/articles/n1/");
    assert_eq!(page.links_called("Ana Ng, MD"), ["/people/ng/"]);
    assert_eq!(page.links_called("Luis Ortiz, MD"), ["/people/ortiz/"]);
    for words in ["Ana Ng, MD", "Family doctor", "She listens."] {
        assert!(site.main("/people/").contains(words) || site.main("/").contains(words), "{words}");
    }
    assert!(!site.text("/feed.xml").contains("/people/ng/</link>"), "people are no posts");
}

#[test]
fn newer_and_older_lead_through_the_posts_of_a_kind() {
    let site = articles(3, "").document("updates/u.md", "title: U\ndate: 2026-10-02", "").build_clean();
    let neighbours = |url: &str| -> Vec<(String, String)> {
        let page = site.page(url);
        let links =
            page.all("a").filter(|link| link.get("class").is_some_and(|class| class.starts_with("neighbours-")));
        let value = |link: &crate::support::Element, name| link.get(name).unwrap_or_default().to_owned();
        links.map(|link| (value(link, "rel"), value(link, "href"))).collect()
    };
    let pair = |rel: &str, url: &str| (rel.to_owned(), url.to_owned());
    assert_eq!(neighbours("/articles/n1/"), [pair("prev", "/articles/n2/")]);
    assert_eq!(neighbours("/articles/n2/"), [pair("prev", "/articles/n3/"), pair("next", "/articles/n1/")]);
    assert_eq!(neighbours("/articles/n3/"), [pair("next", "/articles/n2/")]);
    assert_eq!(neighbours("/updates/u/"), []);
}

#[test]
fn related_posts_come_by_what_they_share_then_by_date() {
    let post = |name: &str, day: u8, front: &str| {
        (format!("articles/{name}.md"), format!("title: Post {name}\ndate: 2026-10-{day:02}\n{front}"))
    };
    let posts = [
        post("n0", 1, "conditions: [asthma]\ntopics: [immunization]\nauthors: [ng]"),
        post("n-author", 9, "authors: [ng]"),
        post("n-topic", 2, "topics: [immunization]"),
        post("n-old-condition", 3, "conditions: [asthma]"),
        post("n-new-condition", 4, "conditions: [asthma]"),
        post("n-nothing", 10, "conditions: [gout]"),
        post("n-held", 5, "conditions: [asthma]\ndraft: true"),
    ];
    let project = Project::new().document("people/ng.md", "title: Ng", "");
    let site = posts.iter().fold(project, |project, (file, front)| project.document(file, front, "")).build_clean();
    let html = site.text("/articles/n0/");
    let related = &html[html.find("id=\"related\"").expect("related")..html.find("neighbours").unwrap_or(html.len())];
    let links: Vec<String> = crate::support::elements_of(related)
        .iter()
        .filter_map(|element| element.get("href").map(str::to_owned))
        .collect();
    let expected = ["n-new-condition", "n-old-condition", "n-topic"].map(|name| format!("/articles/{name}/"));
    assert_eq!(links, expected);
}

#[test]
fn a_date_shared_by_many_keeps_one_order() {
    let names: Vec<String> = (b'a'..=b'f').map(|letter| format!("n{}", char::from(letter))).collect();
    let project = names.iter().rev().fold(Project::new(), |project, name| project.article(name, "", ""));
    let expected: Vec<String> = names.iter().map(|name| format!("/articles/{name}/")).collect();
    assert_eq!(cards(&project.build_clean(), "/articles/"), expected);
    let mut listed = String::new();
    for path in cards(&project.build_clean(), "/articles/") {
        writeln!(listed, "{path}").expect("a string takes all");
    }
    assert_eq!(listed.lines().count(), names.len());
}
