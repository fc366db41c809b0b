//! The example site against what was blessed.

#![expect(clippy::disallowed_methods, reason = "golden files are files")]

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use bedside::base::ContentHash;

use crate::support::{Built, example};

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

/// Letters of a hash in the name of a published file.
const HASH: usize = 10;

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
        let path = masked(path);
        if picture {
            writeln!(out, "{path}").expect("a string takes all");
        } else {
            let bytes = std::str::from_utf8(bytes).map_or_else(|_| bytes.clone(), |text| masked(text).into_bytes());
            writeln!(out, "{path} {} {}", bytes.len(), ContentHash::of(&bytes).short()).expect("a string takes all");
        }
    }
    out
}

/// The text without the hashes in the names of published files, `theme.cdb0e0d4de.css`: a change of one style sheet
/// then changes its own line, not those of all pages that name it.
fn masked(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(dot) = rest.find('.') {
        let (before, after) = rest.split_at(dot + 1);
        out.push_str(before);
        let is_hash = after.len() > HASH
            && after.as_bytes()[HASH] == b'.'
            && after.bytes().take(HASH).all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        if is_hash {
            out.push('*');
        }
        rest = if is_hash { &after[HASH..] } else { after };
    }
    out + rest
}

#[test]
fn hashes_in_names_are_masked() {
    assert_eq!(masked("/a/theme.cdb0e0d4de.css x"), "/a/theme.*.css x");
    assert_eq!(masked("m.166f745f62.1600.svg, n.0123456789.0123456789.png."), "m.*.1600.svg, n.*.*.png.");
    assert_eq!(masked("a.012345678.css 1.0123456789 é.x"), "a.012345678.css 1.0123456789 é.x");
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
        let (file, found) = (pages.join(name_of(page)), masked(example().text(page)));
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
