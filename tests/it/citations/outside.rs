//! Libraries of each format as their programs write them, beside what pandoc 3.9 makes of the same files in AMA, and the
//! works of `entries.json` in APA. `outside/make.py` writes pandoc's lines again.
//!
//! `outside/differences.txt` holds what differs, each with its reason. A difference that is not listed fails, and so does one
//! that is listed and not there.

use std::collections::{BTreeMap, BTreeSet};

use super::lines;

const DIFFERENCES: &str = include_str!("outside/differences.txt");

/// A library with pandoc's lines. `more-*` are works of every type with names, dates, pages and titles of every form; `works-*`
/// are works that exist, each as three programs in turn write it.
struct Library {
    kind: &'static str,
    text: &'static str,
    theirs: &'static str,
}

const LIBRARIES: [Library; 12] = [
    Library { kind: "bib", text: include_str!("outside/library.bib"), theirs: include_str!("outside/pandoc-bib.json") },
    Library { kind: "ris", text: include_str!("outside/library.ris"), theirs: include_str!("outside/pandoc-ris.json") },
    Library {
        kind: "json",
        text: include_str!("outside/library.json"),
        theirs: include_str!("outside/pandoc-json.json"),
    },
    Library {
        kind: "nbib",
        text: include_str!("outside/library.nbib"),
        theirs: include_str!("outside/pandoc-nbib.json"),
    },
    Library {
        kind: "more-bib",
        text: include_str!("outside/more.bib"),
        theirs: include_str!("outside/pandoc-more-bib.json"),
    },
    Library {
        kind: "more-ris",
        text: include_str!("outside/more.ris"),
        theirs: include_str!("outside/pandoc-more-ris.json"),
    },
    Library {
        kind: "more-json",
        text: include_str!("outside/more.json"),
        theirs: include_str!("outside/pandoc-more-json.json"),
    },
    Library {
        kind: "more-nbib",
        text: include_str!("outside/more.nbib"),
        theirs: include_str!("outside/pandoc-more-nbib.json"),
    },
    Library {
        kind: "works-bib",
        text: include_str!("outside/works.bib"),
        theirs: include_str!("outside/pandoc-works-bib.json"),
    },
    Library {
        kind: "works-ris",
        text: include_str!("outside/works.ris"),
        theirs: include_str!("outside/pandoc-works-ris.json"),
    },
    Library {
        kind: "works-json",
        text: include_str!("outside/works.json"),
        theirs: include_str!("outside/pandoc-works-json.json"),
    },
    Library {
        kind: "works-nbib",
        text: include_str!("outside/works.nbib"),
        theirs: include_str!("outside/pandoc-works-nbib.json"),
    },
];

/// Marks that are matters of typography, alike.
fn alike(line: &str, kind: &str) -> String {
    const SIGNS: [(&[char], &str); 4] =
        [(&['’', '‘'], "'"), (&['“', '”'], "\""), (&['–', '‑', '−'], "-"), (&['\u{a0}', '\u{202f}', '\u{2009}'], " ")];
    let records = [" PMID ", " PMC"].iter().filter_map(|label| line.find(label)).min();
    let line = &line[..records.unwrap_or(line.len())];
    let line = SIGNS.iter().fold(line.to_owned(), |line, (signs, sign)| line.replace(*signs, sign));
    let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    let line = line.trim_end_matches('.');
    if kind.ends_with("bib") && !kind.ends_with("nbib") { line.to_lowercase() } else { line.to_owned() }
}

/// A difference: library, id, theirs, ours.
type Difference<'d> = (&'d str, &'d str, String, String);

fn differences() -> Vec<Difference<'static>> {
    let lines = DIFFERENCES.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let cells = lines.map(|line| {
        let cells: Vec<&str> = line.split(" | ").map(str::trim).collect();
        let [kind, id, theirs, ours, why] = cells.try_into().unwrap_or_else(|_| panic!("five cells: {line}"));
        assert!(!why.is_empty(), "{line}");
        (kind, id, theirs.replace('␣', " "), ours.replace('␣', " "))
    });
    cells.collect()
}

/// Compares; each difference that was used is added.
fn compare(
    kind: &str,
    theirs: &str,
    ours: &BTreeMap<String, String>,
    used: &mut BTreeSet<Difference<'static>>,
) -> Vec<String> {
    let theirs: BTreeMap<String, String> = serde_json::from_str(theirs).expect("JSON");
    assert!(theirs.len() >= 60, "{kind}: {}", theirs.len());
    let mut wrong = Vec::new();
    for (id, line) in &theirs {
        let mut expected = alike(line, kind);
        for difference in differences() {
            let (of, which, from, to) = &difference;
            let fits = which.strip_suffix('*').map_or(which == id, |start| id.starts_with(start));
            if *of == kind && fits && expected.contains(from.as_str()) {
                expected = expected.replacen(from.as_str(), to, 1);
                used.insert(difference);
            }
        }
        let found = ours.get(id).map(|line| alike(line, kind)).unwrap_or_default();
        if found != expected {
            wrong.push(format!("{kind} {id}\n  expected {expected}\n  found    {found}"));
        }
    }
    wrong
}

#[test]
fn libraries_of_every_format_read_as_pandoc_reads_them_but_for_what_is_explained() {
    let mut used = BTreeSet::new();
    let mut wrong = Vec::new();
    for Library { kind, text, theirs } in LIBRARIES {
        let ids: BTreeMap<String, String> = serde_json::from_str(theirs).expect("JSON");
        let ids: Vec<String> = ids.into_keys().collect();
        let extension = kind.rsplit('-').next().expect("an ending");
        let ours = lines("ama", &format!("data/sources.{extension}"), text, &ids);
        wrong.extend(compare(kind, theirs, &ours, &mut used));
    }
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
    let idle: Vec<_> = differences().into_iter().filter(|one| one.0 != "apa" && !used.contains(one)).collect();
    assert!(idle.is_empty(), "listed and not there: {idle:?}");
}

#[test]
fn apa_is_that_of_pandoc_but_for_what_is_explained() {
    let theirs = include_str!("outside/pandoc-apa.json");
    let ids: BTreeMap<String, String> = serde_json::from_str(theirs).expect("JSON");
    let ids: Vec<String> = ids.into_keys().collect();
    let ours = lines("apa", "data/sources.json", super::ENTRIES, &ids);
    let mut used = BTreeSet::new();
    let wrong = compare("apa", theirs, &ours, &mut used);
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
    let idle: Vec<_> = differences().into_iter().filter(|one| one.0 == "apa" && !used.contains(one)).collect();
    assert!(idle.is_empty(), "listed and not there: {idle:?}");
}
