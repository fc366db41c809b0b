//! A practice that writes in two languages.

use crate::support::Project;

fn practice() -> Project {
    Project::new()
        .settings("languages: [es]\n")
        .document("people/ng.md", "title: Ana Ng", "")
        .article("flu", "authors: [ng]", "English text.")
        .document(
            "articles/flu.es.md",
            "title: La gripe\nslug: la-gripe\ndate: 2026-11-02\nauthors: [ng]",
            "Texto.\n\n> [!WARNING]\n> Llame.",
        )
        .article("only-english", "", "Text.")
}

/// Language and address of every version that a page names.
fn versions(site: &crate::support::Built, url: &str) -> Vec<(String, String)> {
    let page = site.page(url);
    let links = page.all("link").filter(|link| link.get("hreflang").is_some());
    let value = |link: &crate::support::Element, name| link.get(name).unwrap_or_default().to_owned();
    links.map(|link| (value(link, "hreflang"), value(link, "href"))).collect()
}

#[test]
fn each_version_names_all_versions_and_the_default() {
    let site = practice().build_clean();
    let both = [
        ("en", "https://clinic.example/articles/flu/"),
        ("x-default", "https://clinic.example/articles/flu/"),
        ("es", "https://clinic.example/es/articles/la-gripe/"),
    ];
    let both = both.map(|(language, url)| (language.to_owned(), url.to_owned()));
    assert_eq!(versions(&site, "/articles/flu/"), both);
    assert_eq!(versions(&site, "/es/articles/la-gripe/"), both);
    assert_eq!(versions(&site, "/articles/only-english/"), []);
    let home = versions(&site, "/es/");
    assert!(home.contains(&("en".to_owned(), "https://clinic.example/".to_owned())), "{home:?}");
    let map = site.text("/sitemap.xml");
    assert_eq!(map.matches("hreflang=\"es\" href=\"https://clinic.example/es/articles/la-gripe/\"").count(), 2);
}

#[test]
fn a_translation_is_in_its_language_from_head_to_foot() {
    let site = practice().build_clean();
    let page = site.page("/es/articles/la-gripe/");
    assert_eq!(page.attributes("html", "lang"), ["es"]);
    assert_eq!(page.attributes("html", "dir"), ["ltr"]);
    let text = page.text();
    for words in ["Escrito por", "Ana Ng", "Publicado", "2 de noviembre de 2026", "Advertencia", "Artículos"] {
        assert!(text.contains(words), "{words} in {text}");
    }
    for english in ["Written by", "Published", "November", "Warning"] {
        assert!(!text.contains(english), "{english} in {text}");
    }
}

#[test]
fn lists_and_feeds_keep_to_their_language() {
    let site = practice().build_clean();
    assert!(site.main("/es/articles/").contains("La gripe"));
    assert!(!site.main("/es/articles/").contains("only-english"));
    assert!(!site.main("/articles/").contains("La gripe"));
    assert!(site.text("/es/feed.xml").contains("La gripe") && !site.text("/es/feed.xml").contains("About flu"));
    assert!(!site.text("/feed.xml").contains("La gripe"));
}

#[test]
fn a_language_without_words_or_documents_is_told() {
    let french = Project::new().settings("languages: [fr]\n").document("pages/a.fr.md", "title: Nous", "").build();
    assert!(french.problems().contains("warning site/untranslated bedside.yaml "), "{}", french.problems());
    let unknown = Project::new().document("articles/flu.es.md", "title: X\ndate: 2026-11-01", "").build();
    assert!(unknown.errors().contains("name/unknown-language content/articles/flu.es.md"), "{}", unknown.problems());
}

#[test]
fn two_translations_into_one_language_are_an_error_with_both_files() {
    let site = practice().document("articles/flu/index.es.md", "title: X\nslug: x\ndate: 2026-11-02", "").build();
    let diagnostic = site.diagnostics.iter().find(|d| d.code.name == "site/same-address").expect("an error");
    let files =
        [diagnostic.place.as_ref().expect("a place"), &diagnostic.notes[0].place].map(|place| place.file.as_str());
    assert_eq!(files, ["content/articles/flu/index.es.md", "content/articles/flu.es.md"], "{}", site.problems());
}
