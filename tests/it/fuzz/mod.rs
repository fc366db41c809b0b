//! Damaged inputs for every reader: none may panic, abort, run without end or give unsafe HTML.
//!
//! These tests try the inputs that are worth keeping (`tests/fuzz/TARGET`). `cargo xtask fuzz` lets libFuzzer look for others.
#![expect(clippy::disallowed_methods, reason = "the corpus is read from the disk")]

mod targets;

use std::fs;
use std::path::{Path, PathBuf};

use targets::{TARGETS, target};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The saved inputs of a target.
fn corpus(name: &str) -> Vec<PathBuf> {
    let folder = root().join("tests/fuzz").join(name);
    let items = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files: Vec<PathBuf> = items.flatten().map(|item| item.path()).collect();
    files.sort();
    files
}

/// Lets a target read its good inputs and the saved ones.
fn read_all(name: &str) {
    let target = target(name);
    assert!(!target.seeds.is_empty(), "good inputs");
    for seed in &target.seeds {
        (target.run)(seed);
    }
    let files = corpus(name);
    assert!(!files.is_empty(), "saved inputs");
    for file in files {
        (target.run)(&fs::read(&file).expect("a file of the corpus"));
    }
}

#[test]
fn each_target_has_a_program_and_a_corpus() {
    let names: Vec<&str> = TARGETS.iter().map(|(name, _)| *name).collect();
    let manifest = fs::read_to_string(root().join("fuzz/Cargo.toml")).expect("the manifest of the targets");
    let path = |line: &str| line.strip_prefix("path = \"fuzz_targets/")?.strip_suffix(".rs\"").map(str::to_owned);
    let programs: Vec<String> = manifest.lines().filter_map(path).collect();
    assert_eq!(programs, names);
    for name in &names {
        let program = fs::read_to_string(root().join(format!("fuzz/fuzz_targets/{name}.rs"))).expect("the program");
        assert!(program.contains(&format!("bedside_fuzz::target!(\"{name}\");")), "{program}");
    }
    let folders = fs::read_dir(root().join("tests/fuzz")).expect("the corpora").flatten();
    let mut corpora: Vec<_> = folders.map(|item| item.file_name().into_string().expect("a name")).collect();
    corpora.sort();
    assert_eq!(corpora, names);
}

#[test]
fn caches() {
    read_all("caches");
}

#[test]
fn calendars() {
    read_all("calendars");
}

#[test]
fn drawings() {
    read_all("drawings");
}

#[test]
fn forms() {
    read_all("forms");
}

#[test]
fn front_matter() {
    read_all("front_matter");
}

#[test]
fn journals() {
    read_all("journals");
}

#[test]
fn libraries_bib() {
    read_all("libraries_bib");
}

#[test]
fn libraries_json() {
    read_all("libraries_json");
}

#[test]
fn libraries_nbib() {
    read_all("libraries_nbib");
}

#[test]
fn libraries_ris() {
    read_all("libraries_ris");
}

#[test]
fn markdown() {
    read_all("markdown");
}

#[test]
fn names() {
    read_all("names");
}

#[test]
fn observances() {
    read_all("observances");
}

#[test]
fn pictures() {
    read_all("pictures");
}

#[test]
fn privacy() {
    read_all("privacy");
}

#[test]
fn requests() {
    read_all("requests");
}

#[test]
fn settings() {
    read_all("settings");
}

#[test]
fn vocabularies() {
    read_all("vocabularies");
}
