//! References as this program writes them, beside those of others: AMA as hayagriva 0.10.1 does it, Vancouver as
//! citation-js 0.7 with citeproc-js does.
//!
//! `entries.json` holds real works in CSL-JSON. Initials were handed to the others with stops (`J. C.`), journals by their
//! abbreviations, and the last author "et al", which they do not know, was left out. What differs stands in
//! `differences.txt`: the style, an id or `*`, their words, ours, and why. A difference that is not listed fails, and so
//! does one that is listed and not there.

mod kinds;
mod outside;
mod records;
mod tools;

use std::collections::{BTreeMap, BTreeSet};

use crate::support::{Built, Project};

const ENTRIES: &str = include_str!("entries.json");
const DIFFERENCES: &str = include_str!("differences.txt");
const OTHERS: [(&str, &str); 2] =
    [("ama", include_str!("hayagriva-ama.json")), ("nlm", include_str!("citation-js-vancouver.json"))];

/// A difference: style, id, theirs, ours.
type Difference = (String, String, String, String);

fn differences() -> Vec<Difference> {
    let lines = DIFFERENCES.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|line| {
            let cells: Vec<String> = line.split('|').map(|cell| cell.trim().replace('␣', " ")).collect();
            let [style, id, theirs, ours, why] = cells.try_into().unwrap_or_else(|_| panic!("five cells: {line}"));
            assert!(!why.is_empty(), "{line}");
            (style, id, theirs, ours)
        })
        .collect()
}

/// The list of sources of a page that cites every entry, by id.
fn ours(style: &str) -> BTreeMap<String, String> {
    let entries: Vec<serde_json::Value> = serde_json::from_str(ENTRIES).expect("JSON");
    let ids: Vec<String> = entries.iter().map(|entry| entry["id"].as_str().expect("an id").to_owned()).collect();
    let mut lines = lines(style, "data/sources.json", ENTRIES, &ids);
    for line in lines.values_mut().filter(|_| style == "ama") {
        if let Some(records) = line.find(" PMID ").or_else(|| line.find(" PMC")) {
            line.truncate(records);
        }
    }
    lines
}

/// What the list of sources says of each id of a library, on a page that cites them all.
fn lines(style: &str, path: &str, library: &str, ids: &[String]) -> BTreeMap<String, String> {
    let marks: Vec<String> = ids.iter().map(|id| format!("A word [@{id}].")).collect();
    let site = Project::new()
        .settings(&format!("editorial: {{citation_style: {style}}}\n"))
        .write(path, library)
        .article("all", "", &marks.join("\n"))
        .build();
    assert_eq!(site.errors(), "");
    ids.iter().cloned().zip(listed(&site, ids.len())).collect()
}

/// The first entries of the list of sources of the page that cites them all.
fn listed(site: &Built, count: usize) -> Vec<String> {
    let html = site.text("/articles/all/");
    let item = |at: usize| {
        let from = html.find(&format!("<li id=\"source-{}\"", at + 1)).expect("an entry");
        let paragraph = &html[from..from + html[from..].find("</li>").expect("an end")];
        let page = crate::support::Page::parse(&format!(
            "<main>{}</main>",
            paragraph.split("<span class=\"evidence\"").next().unwrap_or("")
        ));
        let text = page.text_in("main");
        let text = text.split(" ↑").next().unwrap_or("").trim().trim_start_matches("Retracted ").to_owned();
        let warning = " This work was withdrawn by its publisher or authors. Do not rely on it.";
        text.trim_end_matches(warning).to_owned()
    };
    (0..count).map(item).collect()
}

#[test]
fn references_are_those_of_other_programs_but_for_what_is_explained() {
    let differences = differences();
    let mut used = BTreeSet::new();
    let mut wrong = Vec::new();
    for (style, text) in OTHERS {
        let theirs: BTreeMap<String, String> = serde_json::from_str(text).expect("JSON");
        let ours = ours(style);
        assert!(ours.len() >= 60 && ours.len() == theirs.len());
        for (id, own) in &ours {
            let mut expected = theirs[id].clone();
            for difference in differences.iter().filter(|(of, which, ..)| of == style && (which == "*" || which == id))
            {
                let (_, _, from, to) = difference;
                let changed = if from == "^" { format!("{to}{expected}") } else { expected.replace(from.as_str(), to) };
                if changed != expected {
                    used.insert(difference);
                    expected = changed;
                }
            }
            if expected != *own {
                wrong.push(format!("{style} {id}\n  expected {expected}\n  found    {own}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
    let idle: Vec<&Difference> = differences.iter().filter(|difference| !used.contains(difference)).collect();
    assert!(idle.is_empty(), "listed and not there: {idle:?}");
}

#[test]
fn every_type_of_work_is_compared() {
    for kind in [
        "article-journal",
        "article",
        "webpage",
        "book",
        "chapter",
        "report",
        "legislation",
        "article-newspaper",
        "motion_picture",
    ] {
        assert!(ENTRIES.contains(&format!("\"type\": \"{kind}\"")), "{kind}");
    }
    assert!(ENTRIES.contains("\"evidence\": \"guideline\""));
}
