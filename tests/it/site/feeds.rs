//! Feeds and the site map, read back by a reader that is not ours.

use feed_rs::model::{Entry, Feed};

use crate::support::{Built, Project, drawing, elements_of, example};

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
        // Readers take the description of RSS as HTML.
        let summary = if url == "/rss.xml" { "Short &amp; &lt;sweet&gt;." } else { "Short & <sweet>." };
        assert_eq!(entry.summary.as_ref().expect("a summary").content, summary, "{url}");
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
    let feed = |front: &str| read(&practice.clone().article("flu", front, "").build(), "/feed.xml");
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
fn each_kind_and_each_author_has_a_feed_that_its_page_announces() {
    let site = practice()
        .document("people/roe.md", "title: Ben Roe", "")
        .document("updates/recall.md", "title: A recall\ndate: 2026-11-21\nauthors: [ng]", "")
        .for_address("https://a.example/blog")
        .build_clean();
    for (path, title, entries) in [
        ("/articles/", "Articles - Alder Street", ["Flu & <you>", "About asthma"].as_slice()),
        ("/updates/", "Notices - Alder Street", ["A recall"].as_slice()),
        ("/people/ng/", "Ana Ng & Sons - Alder Street", ["A recall", "Flu & <you>"].as_slice()),
    ] {
        let feed = read(&site, &format!("{path}feed.xml"));
        assert_eq!(feed.title.as_ref().map(|title| title.content.as_str()), Some(title));
        assert_eq!(titles(&feed), entries, "{path}");
        let page = site.page(path);
        let url = format!("https://a.example/blog{path}feed.xml");
        let announced = page.all("link").find(|link| link.get("href") == Some(&url)).expect("a link in the head");
        assert_eq!((announced.get("rel"), announced.get("type")), (Some("alternate"), Some("application/atom+xml")));
        assert!(page.all("a").any(|link| link.get("href").is_some_and(|href| url.ends_with(href))), "{path}");
    }
    assert!(!site.has("/people/roe/feed.xml") && !site.has("/people/feed.xml") && !site.has("/events/feed.xml"));
}

fn titles(feed: &Feed) -> Vec<&str> {
    feed.entries.iter().filter_map(|entry| entry.title.as_ref().map(|title| title.content.as_str())).collect()
}

#[test]
fn an_author_is_the_same_person_in_all_languages() {
    let site = Project::new()
        .settings("languages: [es]\n")
        .document("people/ng.md", "title: Ana Ng", "")
        .document("people/ng.es.md", "title: Dra. Ana Ng", "")
        .article("one", "authors: [ng]", "")
        .document("articles/uno.es.md", "title: Uno\ndate: 2026-11-01\nauthors: [ng]", "")
        .build_clean();
    assert_eq!(titles(&read(&site, "/people/ng/feed.xml")), ["About one"]);
    assert_eq!(titles(&read(&site, "/es/people/ng/feed.xml")), ["Uno"]);
    assert_eq!(titles(&read(&site, "/es/articles/feed.xml")), ["Uno"]);
}

#[test]
fn a_page_explains_the_feeds_and_leads_to_each_of_them() {
    for site in [&practice().build_clean(), example()] {
        for (path, prefix) in [("/feeds/", ""), ("/es/feeds/", "es/")].into_iter().filter(|(path, _)| site.has(path)) {
            let page = site.page(path);
            let links: Vec<&str> = page.attributes("a", "href");
            let feeds = site.files.keys().filter(|file| {
                let own = if prefix.is_empty() { !file.starts_with("es/") } else { file.starts_with(prefix) };
                own && ["feed.xml", "rss.xml", "feed.json", "social.xml"].iter().any(|name| file.ends_with(name))
            });
            for feed in feeds.chain(&[format!("{prefix}events.ics")]).filter(|feed| site.files.contains_key(*feed)) {
                assert!(links.iter().any(|link| link.ends_with(&format!("/{feed}"))), "{path} leads to {feed}");
            }
        }
        let footer = site.page("/").links_called("News feeds").contains(&"/feeds/");
        assert!(footer, "the footer leads to the page");
    }
}

#[test]
fn feeds_keep_the_rules_of_their_formats() {
    for url in example().files.keys().filter(|path| path.ends_with(".xml") && !path.ends_with("sitemap.xml")) {
        let feed = read(example(), url);
        let ids: std::collections::BTreeSet<&str> = feed.entries.iter().map(|entry| entry.id.as_str()).collect();
        assert_eq!(ids.len(), feed.entries.len(), "{url}: an id stands twice");
        assert!(!feed.id.is_empty() && feed.updated.is_some() | feed.entries.is_empty(), "{url}");
        let own = format!("https://alderstreet.example/{url}");
        assert!(feed.links.iter().any(|link| link.rel.as_deref() == Some("self") && link.href == own), "{url}");
        for entry in &feed.entries {
            assert!(
                entry.title.is_some() && entry.published.is_some() && !entry.links.is_empty(),
                "{url} {}",
                entry.id
            );
            let page = entry.links[0].href.strip_prefix("https://alderstreet.example").expect("our own page");
            assert!(example().has(page.split('#').next().unwrap_or(page)), "{url} {page}");
        }
    }
    let json: serde_json::Value = serde_json::from_str(example().text("/feed.json")).expect("JSON");
    assert_eq!(json["version"], "https://jsonfeed.org/version/1.1");
    assert_eq!(json["feed_url"], "https://alderstreet.example/feed.json");
    for item in json["items"].as_array().expect("items") {
        assert!(item["id"].is_string() && item["content_html"].is_string(), "{item}");
        assert!(item["date_published"].as_str().is_some_and(|date| date.parse::<jiff::Timestamp>().is_ok()), "{item}");
    }
}

/// The elements that the W3C's feed validator calls a risk in content (`SecurityRisk`).
const RISKS: [&str; 14] = [
    "applet", "base", "body", "embed", "form", "frame", "frameset", "head", "html", "iframe", "link", "meta", "object",
    "script",
];

/// What the W3C's feed validator reports of Atom and RSS, by its own names of the rules; the validator itself is in no
/// package registry. Its `DuplicateUpdated` is left out: two articles of one day without a time have one date.
#[test]
fn feeds_have_nothing_that_the_feed_validator_reports() {
    let mut seen = 0;
    for (url, bytes) in &example().files {
        let is_rss = url.ends_with("rss.xml");
        if !is_rss && !url.ends_with("feed.xml") {
            continue;
        }
        let xml = std::str::from_utf8(bytes).expect("NotUTF8");
        assert!(xml.starts_with("<?xml version=\"1.0\" encoding=\"utf-8\"?>"), "{url}: MissingEncoding");
        let first_item = xml.find(if is_rss { "<item>" } else { "<entry>" }).unwrap_or(xml.len());
        let head = &xml[..first_item];
        let own = format!("href=\"https://alderstreet.example/{url}\"");
        let selves: Vec<&str> = head.lines().filter(|line| line.contains("rel=\"self\"")).collect();
        assert!(
            matches!(&selves[..], [one] if one.contains(&own)),
            "{url}: MissingSelf, SelfDoesntMatchLocation: {selves:?}"
        );
        let (whole, summary) =
            if is_rss { ("content:encoded", "description") } else { ("content type=\"html\"", "summary") };
        for item in xml[first_item..].split(if is_rss { "</item>" } else { "</entry>" }) {
            let part = |name: &str| {
                let (_, rest) = item.split_once(&format!("<{name}>"))?;
                let end = format!("</{}>", name.split(' ').next().unwrap_or(name));
                Some(rest.split_once(&end).expect("an end").0)
            };
            let Some(title) = part("title") else { continue };
            seen += 1;
            assert!(!title.contains("&lt;") && !title.trim().is_empty(), "{url}: ContainsHTML: {title}");
            assert!(part(whole).is_some() || part(summary).is_some(), "{url}: MissingTextualContent: {title}");
            if let (Some(before), Some(after)) = (item.find("<description>"), item.find("<content:encoded>")) {
                assert!(before < after, "{url}: NeedDescriptionBeforeContent: {title}");
            }
            if is_rss {
                let date = part("pubDate").expect("a date");
                // A day of the week that does not fit is an error (`IncorrectDOW`).
                let parsed = jiff::fmt::rfc2822::parse(date);
                assert!(parsed.is_ok(), "{url}: InvalidRFC2822Date: {parsed:?}");
                assert!(part("author").is_none() && part("dc:creator").is_some(), "{url}: InvalidContact: {title}");
                assert!(item.contains("<guid"), "{url}: MissingGuid: {title}");
            } else {
                let [published, updated] = ["published", "updated"].map(|name| part(name).expect("a date"));
                let [published, updated] =
                    [published, updated].map(|date| date.parse::<jiff::Timestamp>().expect("InvalidRFC3339Date"));
                assert!(published <= updated, "{url}: {title}");
            }
            let Some(content) = part(whole) else { continue };
            let content =
                content.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
            for element in
                elements_of(&content).iter().filter(|element| content.contains(&format!("<{}", element.name)))
            {
                assert!(
                    !RISKS.contains(&element.name.as_str()),
                    "{url}: SecurityRisk, HtmlFragment: {} in {title}",
                    element.name
                );
                for (name, value) in &element.attributes {
                    assert!(
                        !name.starts_with("on") && name != "style",
                        "{url}: SecurityRiskAttr, DangerousStyleAttr: {title}"
                    );
                    let is_address = ["href", "src", "cite", "longdesc", "poster"].contains(&name.as_str());
                    assert!(!is_address || value.contains(':'), "{url}: ContainsRelRef: {value} in {title}");
                }
            }
        }
    }
    assert!(seen > 100, "{seen} entries");
}

#[test]
fn a_later_build_of_the_same_files_gives_the_same_feeds() {
    let (early, late) = (practice().build_clean(), practice().at("2026-11-23T18:00:00Z").build_clean());
    for url in ["/feed.xml", "/rss.xml", "/feed.json", "/social.xml", "/articles/feed.xml"] {
        assert_eq!(early.text(url), late.text(url), "{url}");
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
fn feeds_of_parts_of_the_site_hold_summaries_or_what_the_settings_say() {
    let whole = |text: &str| text.contains("<content type=\"html\">");
    let site = practice().build_clean();
    assert!(whole(site.text("/feed.xml")) && !whole(site.text("/articles/feed.xml")));
    let settings = "feeds: {limit: 2, full_content: false, terms: {limit: 1, full_content: true}}\n";
    let site = practice().settings(settings).build_clean();
    assert!(!whole(site.text("/feed.xml")) && whole(site.text("/articles/feed.xml")));
    assert_eq!(read(&site, "/feed.xml").entries.len(), 2);
    assert_eq!(read(&site, "/articles/feed.xml").entries.len(), 1);
    let site = practice().settings("feeds: {limit: 1}\n").build_clean();
    assert_eq!(read(&site, "/articles/feed.xml").entries.len(), 1, "the limit of all");
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

fn canonicals(page: &crate::support::Page) -> Vec<&str> {
    let links = page.all("link").filter(|link| link.get("rel") == Some("canonical"));
    links.filter_map(|link| link.get("href")).collect()
}
