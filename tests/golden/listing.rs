//! The example site against what was blessed.

#![expect(clippy::disallowed_methods, reason = "golden files are files")]

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use bedside::base::ContentHash;

use super::support::{Built, example};

/// Outputs that are kept whole.
const PAGES: [&str; 7] = [
    "index.html",
    "articles/flu-vaccine-questions/index.html",
    "es/articles/preguntas-sobre-la-vacuna-contra-la-gripe/index.html",
    "people/ruth-halloran/index.html",
    "feed.xml",
    "sitemap.xml",
    "_headers",
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

fn blessing() -> bool {
    std::env::var_os("BEDSIDE_BLESS").is_some_and(|value| !value.is_empty())
}

/// One line a file: path, size in bytes, short hash. Of pictures only the path, which tells their source, size and quality:
/// another kind of processor may pack the same pixels in a few bytes more or less.
fn listing(site: &Built) -> String {
    let mut out = String::new();
    for (path, bytes) in &site.files {
        let picture = [".jpg", ".png", ".webp", ".gif"].iter().any(|extension| path.ends_with(extension));
        if picture {
            writeln!(out, "{path}").expect("a string takes all");
        } else {
            writeln!(out, "{path} {} {}", bytes.len(), ContentHash::of(bytes).short()).expect("a string takes all");
        }
    }
    out
}

#[test]
fn the_example_site_is_as_it_was_blessed() {
    let (file, found) = (folder().join("example-site.txt"), listing(example()));
    if blessing() {
        fs::write(&file, found).expect("the listing is written");
        return;
    }
    let blessed = fs::read_to_string(&file).expect("the listing");
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<BTreeSet<_>>();
    let (was, is) = (lines(&blessed), lines(&found));
    let path = |line: &str| line.split(' ').next().unwrap_or_default().to_owned();
    let paths = |lines: &BTreeSet<String>| lines.iter().map(|line| path(line)).collect::<BTreeSet<_>>();
    let mut differences = String::new();
    for missing in paths(&was).difference(&paths(&is)) {
        writeln!(differences, "missing: {missing}").expect("a string takes all");
    }
    for extra in paths(&is).difference(&paths(&was)) {
        writeln!(differences, "extra: {extra}").expect("a string takes all");
    }
    for line in is.difference(&was).filter(|line| paths(&was).contains(&path(line))) {
        writeln!(differences, "changed: {line}").expect("a string takes all");
    }
    assert!(differences.is_empty(), "if this is right, run `cargo xtask bless golden`:\n{differences}");
}

#[test]
fn a_handful_of_pages_reads_as_it_was_blessed() {
    let pages = folder().join("pages");
    for page in PAGES {
        let (file, found) = (pages.join(name_of(page)), example().text(page));
        if blessing() {
            fs::create_dir_all(&pages).expect("the folder");
            fs::write(&file, found).expect("the page is written");
            continue;
        }
        let blessed = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let changed = blessed.lines().zip(found.lines()).enumerate().find(|(_, (was, is))| was != is);
        if let Some((at, (was, is))) = changed {
            panic!("{page}:{}: if this is right, run `cargo xtask bless golden`\n  was: {was}\n  is:  {is}", at + 1);
        }
        assert_eq!(blessed.len(), found.len(), "{page}: one is longer");
    }
    let kept = fs::read_dir(&pages).expect("the pages");
    let kept: BTreeSet<String> =
        kept.map(|entry| entry.expect("a page").file_name().to_string_lossy().into_owned()).collect();
    assert_eq!(kept, PAGES.map(name_of).into_iter().collect(), "pages that nobody compares");
}

/// The page's path as the name of one file.
fn name_of(page: &str) -> String {
    page.trim_end_matches("/index.html").replace('/', "-")
}
