//! What link previews and networks read in the head of a page.

use crate::support::{Page, Project, drawing};

/// The contents of the `meta` elements of a name or property.
fn told<'p>(page: &'p Page, name: &str) -> Vec<&'p str> {
    let named = |element: &&crate::support::Element| {
        element.name == "meta" && (element.get("name") == Some(name) || element.get("property") == Some(name))
    };
    page.elements().filter(named).filter_map(|element| element.get("content")).collect()
}

#[test]
fn an_article_tells_networks_who_wrote_it_when_and_about_what() {
    let front = "authors: [ng, lee]\nconditions: [influenza]\nimage: {src: p.png, alt: A thermometer}";
    let site = Project::new()
        .document("people/ng.md", "title: Ana Ng", "")
        .document("people/lee.md", "title: Sam Lee\ndraft: true", "")
        .article("flu", front, "Text.")
        .write("content/articles/p.png", drawing(600, 400, [1, 2, 3]))
        .for_address("https://hospital.example/alder")
        .build();
    let page = site.page("/articles/flu/");
    assert_eq!(told(&page, "article:author"), ["https://hospital.example/alder/people/ng/"], "drafts are not named");
    assert_eq!(told(&page, "article:section"), ["Articles"]);
    assert_eq!(told(&page, "article:tag"), ["Flu"]);
    assert_eq!(told(&page, "article:published_time"), ["2026-11-02T00:00:00-06:00"]);
    assert_eq!(told(&page, "twitter:image:alt"), told(&page, "og:image:alt"));
    assert!(told(&page, "robots")[0].contains("max-image-preview:large"));
    assert_eq!(told(&site.page("/"), "article:section"), [] as [&str; 0]);
}

#[test]
fn an_account_in_the_fediverse_is_named_where_its_address_tells_it() {
    let with = |url: &str| Project::new().settings(&format!("profiles: {{mastodon: \"{url}\"}}\n")).build().page("/");
    let page = with("https://social.example/@alder");
    assert_eq!(told(&page, "fediverse:creator"), ["@alder@social.example"]);
    let me = page.all("link").find(|link| link.get("rel") == Some("me")).and_then(|link| link.get("href"));
    assert_eq!(me, Some("https://social.example/@alder"));
    assert_eq!(told(&with("https://social.example/about"), "fediverse:creator"), [] as [&str; 0]);
}
