//! A site that stands in a folder of its host.

use crate::support::{Built, Project, drawing};

const BASE: &str = "https://hospital.example/clinics/alder";

fn site() -> Built {
    let settings = "languages: [es]\nnavigation:\n  - {title: Articles, url: /articles/}\n  - {title: Out, url: \"https://a.example/\"}\n";
    let body = "[a](flu.md) [b](/about/) [c](#part) [d](/feed.xml) [e](plan.pdf)\n\n## Part\n\n![x](p.png) [@s]\n\n```figure\nsrc: p.png\nalt: x\n```\n";
    Project::new()
        .settings(settings)
        .document("people/ng.md", "title: Ng", "")
        .document("pages/about.md", "title: About", "")
        .article(
            "flu",
            "authors: [ng]\nconditions: [influenza]\naliases: [/old/]\ncall_to_action: {label: Go, url: /about/}",
            "",
        )
        .document("articles/flu.es.md", "title: Gripe\ndate: 2026-11-01", "[x](flu.md)")
        .article("here", "conditions: [influenza]\nimage: {src: p.png, alt: x}\nsources:\n  - {id: s, title: S, issued: 2024, PMID: 1}", body)
        .write("content/articles/p.png", drawing(600, 400, [1, 2, 3]))
        .write("content/articles/plan.pdf", "plan")
        .for_address(BASE)
        .build_clean()
}

/// Every address in the attributes of a page.
fn addresses(page: &crate::support::Page) -> Vec<String> {
    let mut found = Vec::new();
    for element in page.elements() {
        for (name, value) in &element.attributes {
            match name.as_str() {
                "href" | "src" | "poster" | "action" | "cite" => found.push(value.clone()),
                "srcset" => {
                    found.extend(value.split(", ").filter_map(|part| part.split(' ').next().map(str::to_owned)));
                }
                "content" if value.starts_with('/') => found.push(value.clone()),
                "content" => found.extend(value.split_once("url=").map(|(_, url)| url.to_owned())),
                _ => {}
            }
        }
    }
    found
}

#[test]
fn every_address_in_every_page_stays_below_the_sub_path() {
    let site = site();
    let mut inside = 0;
    for (path, page) in site.pages() {
        for address in addresses(&page) {
            let own = address.strip_prefix("https://hospital.example").unwrap_or(&address);
            if own.starts_with('/') {
                let within = own.strip_prefix("/clinics/alder").unwrap_or_else(|| panic!("{path}: {address}"));
                let target = within.split(['#', '?']).next().unwrap_or_default();
                assert!(site.has(target), "{path}: {address} leads nowhere");
                inside += 1;
            } else {
                let foreign = [
                    "#",
                    "https://",
                    "mailto:",
                    "tel:",
                    "data:image/png;base64,",
                    "webcal://hospital.example/clinics/alder/",
                ]
                .iter()
                .any(|start| own.starts_with(start));
                assert!(foreign, "{path}: {address} is relative");
            }
        }
    }
    assert!(inside > 100, "{inside} addresses were looked at");
}

#[test]
fn files_for_hosts_and_feeds_know_the_sub_path() {
    let site = site();
    assert_eq!(site.text("/_redirects"), "/clinics/alder/old/ /clinics/alder/articles/flu/ 301\n");
    assert!(site.text("/_headers").starts_with("/clinics/alder/*\n"));
    assert!(site.text("/robots.txt").contains("Sitemap: https://hospital.example/clinics/alder/sitemap.xml"));
    for file in ["/feed.xml", "/rss.xml", "/feed.json", "/sitemap.xml"] {
        let text = site.text(file);
        assert_eq!(text.matches("https://hospital.example").count(), text.matches(BASE).count(), "{file}");
        assert!(!text.contains("=\"/") && !text.contains("&quot;/") && !text.contains("=\\\"/"), "{file}: {text}");
    }
}
