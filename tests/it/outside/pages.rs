//! Pages as html5lib and the Nu Html Checker read them.

use super::{entries, saved, site, text};

const PAGES: &str = include_str!("pages.json");

/// The text of an article, from its frame on.
fn body(html: &str) -> &str {
    let (from, to) = ("<div class=\"prose\">\n", "<div class=\"after\">");
    html.find(from).map_or("", |start| &html[start..html.find(to).expect("an end")])
}

/// The texts are those that the programs saw, and they found nothing wrong, in them nor in the pages around them.
#[test]
fn two_other_programs_find_no_fault_in_the_pages() {
    let mut with_text = 0;
    for (path, page) in entries(&saved(PAGES)) {
        for program in ["html5lib", "nu"] {
            assert_eq!(page[program].as_array().map(Vec::len), Some(0), "{program} on {path}: {}", page[program]);
        }
        let url = format!("/{}", path.trim_end_matches("index.html"));
        let ours = if path.ends_with("index.html") { body(site().text(&url)) } else { "" };
        assert_eq!(ours, text(page, "body"), "{path} has another text since: run make.py again");
        with_text += usize::from(!ours.is_empty());
    }
    assert!(with_text >= 8, "{with_text}");
}
