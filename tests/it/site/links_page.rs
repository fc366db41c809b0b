//! The page that profiles on social networks point to.

use crate::support::{Element, Page, Project};

fn practice() -> Project {
    Project::new()
        .settings("channels: [instagram, facebook]\n")
        .article("asthma", "", "")
        .document("articles/flu.md", "title: Flu\ndate: 2026-11-20", "")
        .document("pages/about.md", "title: About us", "")
}

fn items(page: &Page) -> Vec<&str> {
    let items = page.all("a").filter(|link| link.get("class") == Some("links-item"));
    items.filter_map(|link| link.get("href")).collect()
}

fn robots(page: &Page) -> Option<&str> {
    page.all("meta").find(|meta| meta.get("name") == Some("robots")).and_then(|meta| meta.get("content"))
}

fn canonical(page: &Page) -> Option<&str> {
    page.all("link").find(|link| link.get("rel") == Some("canonical")).and_then(|link| link.get("href"))
}

#[test]
fn posts_stand_on_it_newest_first_with_their_cards() {
    let site = practice().build_clean();
    let page = site.page("/links/");
    assert_eq!(items(&page), ["/articles/flu/", "/articles/asthma/"]);
    let pictures: Vec<&Element> = page.all("img").collect();
    assert_eq!(
        pictures.iter().filter_map(|img| img.get("src")).collect::<Vec<_>>(),
        ["/articles/flu/card.png", "/articles/asthma/card.png"]
    );
    assert!(pictures.iter().all(|img| img.get("width") == Some("1200") && img.get("alt") == Some("")));
    assert_ne!(robots(&page), Some("noindex"));
    assert!(site.text("/sitemap.xml").contains("<loc>https://clinic.example/links/</loc>"));
}

#[test]
fn each_channel_in_use_has_its_own_whose_links_are_counted() {
    let site = practice().for_address("https://a.example/blog").build_clean();
    let page = site.page("/links/instagram/");
    let marks = "utm_source=instagram&utm_medium=social&utm_campaign=";
    assert_eq!(
        items(&page),
        [format!("/blog/articles/flu/?{marks}flu"), format!("/blog/articles/asthma/?{marks}asthma")]
    );
    assert_eq!(robots(&page), Some("noindex"));
    assert_eq!(canonical(&page), Some("https://a.example/blog/links/"));
    assert!(!site.text("/sitemap.xml").contains("/links/instagram/"));
    assert!(site.has("/links/facebook/") && !site.has("/links/x/"));
}

#[test]
fn without_cards_it_has_words_only_and_without_posts_it_says_so() {
    let page = practice().without_cards().build_clean().page("/links/");
    assert_eq!((items(&page).len(), page.all("img").count()), (2, 0));
    let empty = Project::new().build_clean();
    assert!(empty.main("/links/").contains("nothing here yet"));
}

#[test]
fn a_language_has_its_own() {
    let site = practice()
        .settings("languages: [es]\n")
        .document("articles/flu.es.md", "title: La gripe\ndate: 2026-11-20", "")
        .build_clean();
    assert_eq!(items(&site.page("/es/links/")), ["/es/articles/flu/"]);
    let page = site.page("/links/");
    let languages = page.all("link").filter(|link| link.get("hreflang") == Some("es")).count();
    assert_eq!(languages, 1);
}
