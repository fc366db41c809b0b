//! A page on paper: the code that leads back to it.

use crate::support::{Page, Project};

fn has_code(page: &Page) -> bool {
    page.all("img").any(|image| image.get("class") == Some("qr"))
}

fn story(scope: &str) -> Project {
    let front = format!(
        "title: Mine\ndate: 2026-11-01\nconsent: {{ref: r, type: hipaa-authorization, scope: [{scope}], signed_on: 2026-10-01, expires_on: 2027-01-01}}"
    );
    Project::new().document("stories/mine.md", &front, "My story.")
}

#[test]
fn an_article_carries_a_code_and_the_practice_for_print_only() {
    let site = Project::new()
        .settings("  phone: \"(555) 555-0142\"\n  address: {street: 12 Alder Street, city: Marlow Falls}\n")
        .article("flu", "", "")
        .build_clean();
    let page = site.page("/articles/flu/");
    let code = page.all("img").find(|image| image.get("class") == Some("qr")).expect("a code");
    assert_eq!(code.get("alt"), Some("QR code with the address of this page"));
    let printed = page.all("div").chain(page.all("p")).filter(|element| {
        element.get("class").is_some_and(|class| class.contains("handout") && class.contains("print-only"))
    });
    assert_eq!(printed.count(), 2);
    let main = site.main("/articles/flu/");
    let end = "Alder Street Family Practice, 12 Alder Street, Marlow Falls (555) 555-0142 https://clinic.example/articles/flu/";
    assert!(main.contains(end), "{main}");
}

#[test]
fn the_address_of_the_site_is_in_the_code() {
    let code = |url: &str| {
        let site = Project::new().article("flu", "", "").for_address(url).build_clean();
        let text = site.text("/articles/flu/");
        text.split(";base64,").nth(1).and_then(|rest| rest.split('"').next()).expect("a code").to_owned()
    };
    assert_eq!(code("https://a.example"), code("https://a.example"));
    assert_ne!(code("https://a.example"), code("https://a.example/blog"));
}

#[test]
fn what_should_not_be_handed_out_has_none() {
    assert!(has_code(&story("website, print").build().page("/stories/mine/")));
    assert!(!has_code(&story("website, social").build().page("/stories/mine/")));
    let site = Project::new()
        .document("pages/about.md", "title: About us", "")
        .article("wrong", "corrections: [{date: 2026-11-20, severity: retraction, what: It was wrong.}]", "")
        .build_clean();
    assert!(!has_code(&site.page("/about/")) && !has_code(&site.page("/articles/wrong/")));
}
