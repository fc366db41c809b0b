//! Every file that a project keeps its data in: one that is broken is an error at its line.

use std::collections::BTreeSet;
use std::path::Path;

use bedside::base::LineIndex;
use bedside::diag::Severity;

use crate::support::Project;

/// A file that cannot be read, one with a value of another type, and the line at fault in each.
const BROKEN: [(&str, &str, usize, &str, usize); 12] = [
    ("data/conditions.yaml", "version: 1\nconditions: }\n", 2, "version: 1\nconditions: many\n", 2),
    ("data/services.yaml", "version: 1\nservices: }\n", 2, "version: 1\nservices: many\n", 2),
    ("data/observances.yaml", "version: 1\nobservances: }\n", 2, "version: 1\nobservances: many\n", 2),
    ("data/glossary.yaml", "version: 1\nterms: }\n", 2, "version: 1\nterms:\n  - {slug: biopsy, names: many}\n", 3),
    ("data/replies.yaml", "contact: Rosa\nreplies: }\n", 2, "contact: Rosa\nreplies:\n  - text: [Call us]\n", 3),
    (
        "data/sources.json",
        "[\n  {\"id\": \"a\",\n",
        3,
        "[\n  {\"id\": \"a\", \"title\": \"A\", \"volume\": {}}\n]\n",
        2,
    ),
    ("data/sources.bib", "@article{a,\n  title = {A,\n", 1, "@article{a,\n  title = {A},\n  doi = {none},\n}\n", 1),
    ("data/sources.ris", "no line of RIS\n", 1, "TY  - JOUR\nTI  - A\nDO  - none\nER  - \n", 1),
    ("data/sources.nbib", "no line of PubMed\n", 1, "PMID- one\nTI  - A\nDP  - soon\n", 1),
    ("baseline.yaml", "known:\n  - }\n", 2, "known: many\n", 1),
    ("themes/own/theme.yaml", "parent: clinic\nids: }\n", 2, "parent: clinic\nids: {}\n", 2),
    ("themes/own/words/en.yaml", "search: Search\nmenu: }\n", 2, "search: Search\nmenu: [Menu]\n", 2),
];

fn project(file: &str, text: &str) -> Project {
    let project = Project::new().document("people/ng.md", "title: Ana Ng", "").article("a", "summary: A.", "Text.");
    let project = if file.starts_with("themes/") {
        project.settings("theme: own\n").write("themes/own/theme.yaml", "parent: clinic\n")
    } else {
        project
    };
    project.write(file, text)
}

#[test]
fn a_broken_data_file_is_reported_at_its_line() {
    let mut wrong = Vec::new();
    for (file, unreadable, line, mistyped, mistyped_line) in BROKEN {
        for (text, line) in [(unreadable, line), (mistyped, mistyped_line)] {
            let built = project(file, text).build();
            let found: Vec<String> = built
                .diagnostics
                .iter()
                // A flaw of a library never withholds the site.
                .filter(|d| d.severity == Severity::Error || file.starts_with("data/sources."))
                .filter_map(|d| d.place.as_ref().filter(|place| place.file.as_str() == file).map(|place| (d, place)))
                .map(|(d, place)| {
                    let line = place.range.as_ref().map(|range| LineIndex::new(text).position(range.start).line);
                    format!("{}: {} {}", line.unwrap_or_default(), d.code.name, d.message)
                })
                .collect();
            if !found.iter().any(|found| found.starts_with(&format!("{line}: "))) {
                wrong.push(format!("{file}\n{text}expected an error at line {line}, found {found:#?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n\n"));
}

/// A file that a room names is in the table above, so that a new one is not forgotten.
#[test]
#[expect(clippy::disallowed_methods, reason = "the sources are files")]
fn every_data_file_of_the_program_is_tried() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut named = BTreeSet::new();
    for entry in walkdir::WalkDir::new(root).into_iter().filter_map(Result::ok).filter(|e| e.file_type().is_file()) {
        let source = std::fs::read_to_string(entry.path()).expect("text");
        for (at, _) in source.match_indices("data/") {
            let rest = &source[at..];
            let name = &rest[..rest.find(|c: char| !(c.is_alphanumeric() || "/._-".contains(c))).unwrap_or(rest.len())];
            if name.strip_suffix(".yaml").is_some() {
                named.insert(name.to_owned());
            }
        }
    }
    assert!(named.len() >= 4, "{named:?}");
    for name in &named {
        assert!(BROKEN.iter().any(|(file, ..)| file == name), "`{name}` is not tried");
    }
}
