//! Boxes in the text: those with a title, those for an emergency, and those that no callout is.

use crate::support::{Project, SETTINGS};

#[test]
fn the_first_emergency_stands_before_the_record_with_its_number_as_a_link() {
    let text = "Before.\n\n> [!EMERGENCY] Call 911 if:\n>\n> - you cannot say **a** full sentence\n\nAfter.\n\n> [!EMERGENCY]\n> Or 988.\n";
    let built = Project::new().article("chest-pain", "", text).build_clean();
    let page = built.text("/articles/chest-pain/");
    let box_at = page.find("callout-emergency").expect("the box");
    assert!(box_at < page.find("<dl class=\"record\"").expect("the record"));
    assert!(page.contains("<h2 class=\"callout-title\">Call <a href=\"tel:911\">911</a> if:</h2>"), "{page}");
    assert!(page.contains("<h2 class=\"callout-title\">Call 911 now</h2>"), "{page}");
    assert!(page.contains("<p>Or <a href=\"tel:988\">988</a>.</p>"), "{page}");
    assert_eq!(page.matches("callout-emergency").count(), 2);
    assert!(!page.contains("[!"));
}

#[test]
fn any_callout_takes_a_title() {
    let cases = [
        ("> [!WARNING] Call us if", "<h3 class=\"callout-title\">Call us if</h3>"),
        (
            "> [!note] *Two* pills & one\n> Text.",
            "<h3 class=\"callout-title\"><em>Two</em> pills &amp; one</h3>\n<p>Text.</p>",
        ),
        ("> [!URGENT]\n> Text.", "<h3 class=\"callout-title\">Get care today</h3>\n<p>Text.</p>"),
        ("> [!CALL]\n>\n> Text.", "<h3 class=\"callout-title\">Call us</h3>\n<p>Text.</p>"),
        ("> [!TIP]\n> Text.", "<p class=\"callout-title\">Tip</p>\n<p>Text.</p>"),
    ];
    for (markdown, html) in cases {
        let built = Project::new().article("a", "", &format!("## Part\n\n{markdown}\n")).build_clean();
        let page = built.text("/articles/a/");
        assert!(page.contains(html), "{markdown}: {page}");
    }
}

#[test]
fn a_mark_that_no_callout_has_is_an_error_at_its_line() {
    let built = Project::new().article("a", "", "Text.\n\n> [!DANGER] Call 911\n").build();
    assert!(built.errors().contains("markup/unknown-callout content/articles/a.md:"), "{}", built.problems());
    let built =
        Project::new().article("a", "", "> \\[!DANGER] is what some programs write\n\n> A quotation.\n").build_clean();
    assert!(built.text("/articles/a/").contains("<blockquote>\n<p>A quotation.</p>"));
}

#[test]
fn every_page_is_in_the_footer_unless_the_navigation_leads_to_it() {
    let built = Project::empty()
        .settings(&format!("{SETTINGS}languages: [es]\nnavigation:\n  - {{title: About, url: /about/}}\n"))
        .document("pages/about.md", "title: About us", "Text.")
        .document("pages/about.es.md", "title: Quiénes somos", "Texto.")
        .document("pages/privacy.md", "title: Privacy", "Text.")
        .build_clean();
    let home = built.page("/");
    assert_eq!(home.links_called("Privacy"), ["/privacy/"]);
    assert!(built.text("/es/").contains("Quiénes somos"));
}

#[test]
fn the_projects_own_sheet_is_linked_last() {
    let built = Project::new().article("a", "", "Text.").write("assets/site.css", "h1 { color: red }").build_clean();
    let page = built.text("/articles/a/");
    let (theme, own) =
        (page.find("/assets/theme.").expect("the theme's"), page.find("/assets/site.").expect("the project's"));
    assert!(theme < own && !page[own..].contains("rel=\"stylesheet\""), "{page}");
}
