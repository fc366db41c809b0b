//! Feeds and the site map, read back by a reader that is not ours.

use feed_rs::model::{Entry, Feed};

use super::support::{Built, Project, drawing, elements_of, example};

fn read(site: &Built, url: &str) -> Feed {
    feed_rs::parser::parse(site.text(url).as_bytes()).unwrap_or_else(|error| panic!("{url}: {error}"))
}

fn practice() -> Project {
    let body = "See [asthma](asthma.md#when), [part](#part) & <b>more</b> [@s].\n\n## Part\n\n![A drawing](p.png)\n\n```figure\nsrc: p.png\nalt: Again\n```\n";
    Project::new()
        .document("people/ng.md", "title: Ana Ng & Sons", "")
        .article("asthma", "", "## When\n\nText.")
        .document(
            "articles/flu.md",
            "title: Flu & <you>\ndate: 2026-11-20 08:30\nupdated: 2026-11-22\nsummary: Short & <sweet>.\nauthors: [ng]\nconditions: [influenza]\nsources:\n  - {id: s, title: S, issued: 2024, PMID: 1}",
            body,
        )
        .write("content/articles/p.png", drawing(60, 40, [9, 9, 9]))
}

#[test]
fn all_three_formats_say_the_same() {
    let site = practice().build_clean();
    for url in ["/feed.xml", "/rss.xml", "/feed.json"] {
        let feed = read(&site, url);
        assert_eq!(feed.title.as_ref().expect("a title").content, "Alder Street", "{url}");
        assert_eq!(feed.entries.len(), 2, "{url}");
        let entry = &feed.entries[0];
        assert_eq!(entry.title.as_ref().expect("a title").content, "Flu & <you>", "{url}");
        assert_eq!(entry.id, "https://clinic.example/articles/flu/", "{url}");
        assert_eq!(entry.links[0].href, "https://clinic.example/articles/flu/", "{url}");
        assert_eq!(entry.summary.as_ref().expect("a summary").content, "Short & <sweet>.", "{url}");
        let published = entry.published.expect("a date").to_rfc3339();
        assert_eq!(published, "2026-11-20T14:30:00+00:00", "{url}");
        if url != "/rss.xml" {
            assert_eq!(entry.updated.expect("a date").to_rfc3339(), "2026-11-22T06:00:00+00:00", "{url}");
            assert_eq!(entry.authors[0].name.as_deref(), Some("Ana Ng & Sons"), "{url}");
        }
        assert!(content(entry).contains("<h2"), "{url}");
    }
}

fn content(entry: &Entry) -> &str {
    entry.content.as_ref().and_then(|content| content.body.as_deref()).expect("content")
}

#[test]
fn addresses_in_feeds_are_absolute_and_nothing_in_them_runs() {
    for (what, site) in [("practice", &practice().build_clean()), ("example", example())] {
        for url in site
            .files
            .keys()
            .filter(|path| path.ends_with("feed.xml") || path.ends_with("rss.xml") || path.ends_with("feed.json"))
        {
            for entry in read(site, url).entries {
                // What is told in a sentence has no further content.
                let body = entry.content.as_ref().and_then(|content| content.body.as_deref());
                for element in elements_of(body.unwrap_or_default()) {
                    for (name, value) in &element.attributes {
                        let absolute =
                            ["https://", "http://", "mailto:", "tel:"].iter().any(|start| value.starts_with(start));
                        assert!(
                            !matches!(name.as_str(), "href" | "src" | "poster") || absolute,
                            "{what} {url} {}: {element:?}",
                            entry.id
                        );
                        assert!(
                            !name.starts_with("on") && name != "style" && name != "srcset",
                            "{what} {url}: {element:?}"
                        );
                    }
                    assert!(
                        !["script", "style", "iframe", "form"].contains(&element.name.as_str()),
                        "{what} {url}: {element:?}"
                    );
                }
            }
        }
    }
}

#[test]
fn an_id_stays_when_the_address_changes() {
    let practice = practice().document("articles/asthma.md", "title: A\ndate: 2020-01-01", "## When");
    let feed = |front: &str| read(&practice.clone().article("flu", front, "").build_clean(), "/feed.xml");
    let (before, after) = (feed(""), feed("slug: influenza"));
    assert_eq!(after.entries[0].links[0].href, "https://clinic.example/articles/influenza/");
    assert_eq!(after.entries[0].id, before.entries[0].id);
}

#[test]
fn each_condition_and_topic_has_a_feed_that_its_page_announces() {
    let site =
        practice().article("colds", "topics: [immunization]", "").for_address("https://a.example/blog").build_clean();
    for (path, title, entries) in [
        ("/conditions/influenza/", "Flu - Alder Street", ["https://a.example/blog/articles/flu/"]),
        ("/topics/immunization/", "Immunization - Alder Street", ["https://a.example/blog/articles/colds/"]),
    ] {
        let feed = read(&site, &format!("{path}feed.xml"));
        assert_eq!(feed.title.as_ref().map(|title| title.content.as_str()), Some(title));
        assert_eq!(feed.entries.iter().map(|entry| entry.links[0].href.as_str()).collect::<Vec<_>>(), entries);
        let page = site.page(path);
        let own = page.all("link").find(|link| link.get("title") == Some(&format!("{title} (Atom)"))).expect("a link");
        assert_eq!(own.get("href"), Some(format!("https://a.example/blog{path}feed.xml").as_str()));
        assert_eq!(feed.links.iter().filter(|link| link.href == format!("https://a.example/blog{path}")).count(), 1);
    }
}

#[test]
fn the_settings_limit_what_feeds_hold() {
    let site = practice().settings("feeds: {limit: 1, full_content: false}\n").build_clean();
    for url in ["/feed.xml", "/rss.xml", "/feed.json"] {
        let feed = read(&site, url);
        assert_eq!(feed.entries.len(), 1, "{url}");
        assert!(!site.text(url).contains("&lt;h2") && !site.text(url).contains("<h2"), "{url}");
    }
}

#[test]
fn the_site_map_holds_every_page_that_readers_should_find_and_no_other() {
    let site = example();
    let text = site.text("/sitemap.xml");
    let mut reader = quick_xml::Reader::from_str(text);
    let mut depth = 0_usize;
    loop {
        match reader.read_event().expect("well-formed XML") {
            quick_xml::events::Event::Start(_) => depth += 1,
            quick_xml::events::Event::End(_) => depth -= 1,
            quick_xml::events::Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0);
    let listed: Vec<&str> = text.split("<loc>").skip(1).filter_map(|rest| rest.split("</loc>").next()).collect();
    assert!(listed.is_sorted(), "in the order of addresses");
    let mut expected: Vec<String> = Vec::new();
    for (path, page) in site.pages() {
        let robots = page.all("meta").find(|meta| meta.get("name") == Some("robots"));
        let hidden = robots.is_some_and(|meta| meta.get("content").is_some_and(|content| content.contains("noindex")));
        if !hidden && path != "404.html" && !path.contains("/page/") {
            let [canonical] = canonicals(&page)[..] else { panic!("{path}: one canonical address") };
            expected.push(canonical.to_owned());
        }
    }
    expected.sort();
    assert_eq!(listed, expected);
}

fn canonicals(page: &super::support::Page) -> Vec<&str> {
    let links = page.all("link").filter(|link| link.get("rel") == Some("canonical"));
    links.filter_map(|link| link.get("href")).collect()
}
