//! Runs the files of `tests/fixtures/`: each is put into a small project and must have exactly the problems that it names.

use std::path::Path;

use bedside::base::LineIndex;
use bedside::diag::{Diagnostic, Severity};

use super::expect::{self, Expected};
use crate::support::{Project, drawing};

/// A file of `tests/fixtures/`.
pub(crate) struct Fixture {
    /// Its path there.
    pub(crate) name: String,
    /// Where it is put in a project.
    path: String,
    text: String,
}

impl Fixture {
    /// The folder says what a file is: settings, data, a template, or a kind of document.
    fn new(name: &str, text: String) -> Self {
        let path = match name.split_once('/').expect("a folder") {
            ("settings", _) => "bedside.yaml".to_owned(),
            ("data", _) => name.to_owned(),
            ("templates", _) => "templates/document.html".to_owned(),
            _ => format!("content/{name}"),
        };
        Self { name: name.to_owned(), path, text }
    }

    pub(crate) fn expected(&self) -> Vec<Expected> {
        expect::read(&self.text)
    }

    fn project(&self) -> Project {
        Project::new()
            .document("people/ng.md", "title: Ana Ng", "")
            .article("public", "summary: A part.", "## A part\n\nText.\n\n![A square](picture.png)")
            .article("draft", "draft: true\nsummary: A text.", "Text.")
            .write("content/articles/picture.png", drawing(8, 8, [1, 2, 3]))
            .write(&self.path, &self.text)
    }

    fn found(&self, diagnostics: &[Diagnostic]) -> Vec<Expected> {
        let lines = LineIndex::new(&self.text);
        let find = |diagnostic: &Diagnostic| {
            let place = diagnostic.place.as_ref();
            let here = place.is_some_and(|place| place.file.as_str() == self.path);
            let elsewhere = place.map_or("nowhere", |place| place.file.as_str());
            let line = place.and_then(|place| place.range.as_ref()).map(|range| lines.position(range.start).line);
            let part =
                if here { diagnostic.message.clone() } else { format!("in {elsewhere}: {}", diagnostic.message) };
            Expected { line, code: diagnostic.code.name.to_owned(), part }
        };
        let expected: Vec<String> = self.expected().into_iter().map(|expected| expected.code).collect();
        // Suggestions are looked at only by those who speak of them.
        let counts = |d: &&Diagnostic| d.severity != Severity::Info || expected.iter().any(|code| code == d.code.name);
        diagnostics.iter().filter(counts).map(find).collect()
    }
}

/// All fixtures in the order of their names.
#[expect(clippy::disallowed_methods, reason = "fixtures are files")]
pub(crate) fn all() -> Vec<Fixture> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let entries = walkdir::WalkDir::new(&root).sort_by_file_name().into_iter().map(|entry| entry.expect("a fixture"));
    let files = entries.filter(|entry| entry.file_type().is_file());
    let read = |entry: walkdir::DirEntry| {
        let name = entry.path().strip_prefix(&root).expect("below").to_str().expect("text").replace('\\', "/");
        Fixture::new(&name, std::fs::read_to_string(entry.path()).expect("text"))
    };
    files.map(read).collect()
}

#[test]
fn every_fixture_has_exactly_the_problems_that_it_names() {
    let mut wrong: Vec<String> = Vec::new();
    for fixture in all() {
        let mut expected = fixture.expected();
        assert!(!expected.is_empty(), "{} expects nothing", fixture.name);
        let built = fixture.project().build();
        for found in fixture.found(&built.diagnostics) {
            let matches = |wanted: &Expected| {
                wanted.line == found.line && wanted.code == found.code && found.part.contains(&wanted.part)
            };
            match expected.iter().position(matches) {
                Some(at) => drop(expected.remove(at)),
                None => wrong.push(format!("{}: not expected: {found}", fixture.name)),
            }
        }
        wrong.extend(expected.iter().map(|missing| format!("{}: not found: {missing}", fixture.name)));
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_message_is_written_for_a_reader() {
    for fixture in all() {
        for diagnostic in fixture.project().build().diagnostics {
            let message = &diagnostic.message;
            assert!(!message.starts_with(char::is_uppercase) && !message.ends_with('.'), "{}: {message}", fixture.name);
            for word in ["struct", "enum", "Option", "deserializ", "token", "::", "Err("] {
                assert!(!message.contains(word), "{}: {message}", fixture.name);
            }
            for help in &diagnostic.help {
                assert!(!help.ends_with('.') || help.ends_with("..."), "{}: {help}", fixture.name);
            }
        }
    }
}
