//! The theme `letter`: the same contract as `clinic`, another character.

use std::collections::BTreeSet;

use crate::support::{Project, example_project};

fn letter() -> Project {
    let settings = std::str::from_utf8(include_bytes!("../../../example-site/bedside.yaml")).expect("text");
    example_project().write("bedside.yaml", format!("{settings}\ntheme: letter\n")).without_pictures()
}

#[test]
fn it_draws_every_kind_of_page_in_both_languages_without_a_problem() {
    let site = letter().build_clean();
    for url in [
        "/",
        "/articles/",
        "/articles/fever-in-children/",
        "/myths/",
        "/people/",
        "/people/elena-marsh/",
        "/events/",
        "/conditions/",
        "/awareness/",
        "/corrections/",
        "/search/",
        "/links/",
        "/feeds/",
        "/404.html",
        "/es/",
    ] {
        let page = site.page(url);
        assert_eq!(page.all("h1").count(), 1, "{url}");
        let sheets: BTreeSet<&str> = page.attributes("link", "href").into_iter().collect();
        assert!(sheets.iter().any(|sheet| sheet.starts_with("/assets/typeset.")), "{url}: {sheets:?}");
    }
    assert!(site.text("/").contains("greeting-by"), "it begins with the writer");
    assert!(!site.text("/").contains("class=\"callbar\""));
}

#[test]
fn its_sheet_stands_on_that_of_its_parent() {
    let site = letter().build();
    let sheet = site.files.iter().find(|(path, _)| path.starts_with("assets/typeset.")).expect("a sheet");
    let sheet = String::from_utf8_lossy(sheet.1).into_owned();
    let parent = sheet.split("@import url(\"").nth(1).and_then(|rest| rest.split('"').next()).expect("an import");
    assert!(site.has(&format!("/assets/{parent}")), "{parent}");
}

#[test]
fn every_id_of_a_page_is_there_once_and_links_within_it_lead_to_one() {
    for (path, page) in letter().build().pages() {
        let ids: Vec<&str> = page.elements().filter_map(|element| element.get("id")).collect();
        let different: BTreeSet<&&str> = ids.iter().collect();
        assert_eq!(ids.len(), different.len(), "{path}");
        for href in page.elements().filter_map(|element| element.get("href")) {
            let own = href.strip_prefix('#').filter(|id| !id.is_empty());
            assert!(own.is_none_or(|id| different.contains(&id)), "{path}: {href} leads nowhere");
        }
    }
}

/// A brace that is missing puts all rules below it into the block above, and no browser says so.
#[test]
fn every_block_of_the_sheets_is_closed() {
    let site = letter().build();
    let sheets = site.files.iter().filter(|(path, _)| path.ends_with(".css"));
    let mut seen = 0;
    for (path, bytes) in sheets {
        let mut depth = 0_i32;
        for line in String::from_utf8_lossy(bytes).lines() {
            let is_top = line.starts_with("@layer") || line.starts_with("@media") || line.starts_with(":root");
            assert!(depth == 0 || !is_top, "{path}: `{line}` is within another block");
            depth += i32::try_from(line.matches('{').count()).expect("a count");
            depth -= i32::try_from(line.matches('}').count()).expect("a count");
        }
        assert_eq!(depth, 0, "{path}");
        seen += 1;
    }
    assert!(seen >= 3, "{seen} sheets");
}
