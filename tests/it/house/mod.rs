//! The house rules: what `ARCHITECTURE.md` and `CONTRIBUTING.md` ask of the code, looked up in the code.
//!
//! In: the text of every Rust file below `src/` and `tests/`. Out: every breach at once, each with its place and what to
//! do. The scanners work on text alone, so that each is tested on a few lines of its own.

mod habits;
mod imports;
mod lexer;
mod names;
mod network;
mod packages;
mod reach;
mod rooms;
mod vendor;

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

/// Rust files: path from the root of the repository, with `/`, and text.
type Tree = BTreeMap<String, String>;

/// A house rule that was broken.
#[derive(Debug, PartialEq, Eq)]
struct Breach {
    file: String,
    line: usize,
    message: String,
}

impl fmt::Display for Breach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.message)
    }
}

#[expect(clippy::disallowed_methods, reason = "the house is looked at on disk")]
fn read_tree(folder: &str) -> Tree {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut tree = Tree::new();
    for entry in walkdir::WalkDir::new(root.join(folder)) {
        let entry = entry.expect("the folders of the source can be listed");
        if entry.path().extension().is_some_and(|extension| extension == "rs") {
            let path = entry.path().strip_prefix(root).expect("the walk stays below the root");
            let path = path.to_str().expect("file names are text").replace('\\', "/");
            tree.insert(path, std::fs::read_to_string(entry.path()).expect("source files are text"));
        }
    }
    tree
}

fn assert_none(breaches: &[Breach]) {
    let lines: Vec<String> = breaches.iter().map(ToString::to_string).collect();
    assert!(breaches.is_empty(), "house rules broken:\n  {}\n", lines.join("\n  "));
}

#[test]
fn imports_point_one_way() {
    assert_none(&rooms::breaches(&read_tree("src")));
}

#[test]
fn every_file_keeps_the_habits() {
    assert_none(&habits::breaches(&read_tree("src")));
}

#[test]
fn no_public_type_shares_its_name_with_one_of_another_room() {
    assert_none(&names::breaches(&read_tree("src")));
}

#[test]
fn only_publishing_and_the_preview_reach_a_network() {
    assert_none(&network::breaches(&read_tree("src")));
}

#[test]
fn no_file_is_forgotten() {
    for folder in ["src", "tests"] {
        assert_none(&reach::breaches(&read_tree(folder), folder));
    }
}
