//! What a page costs a reader's connection: bytes as a host that compresses sends them, against what was blessed.

#![expect(clippy::disallowed_methods, reason = "a golden file is a file")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use super::kinds::{KINDS, site};
use super::server::gzip;
use crate::support::Built;

/// A page may grow by this share, and by this many bytes, before it is looked at again.
const SHARE: usize = 5;
const ROOM: usize = 300;

fn sent(path: &str, bytes: &[u8]) -> usize {
    if [".woff2", ".png", ".jpg"].iter().any(|end| path.ends_with(end)) {
        return bytes.len();
    }
    gzip(bytes).len()
}

/// Bytes of the page itself, and of the styles and scripts that it names.
fn cost(site: &Built, path: &str) -> (usize, usize) {
    let page = site.page(path);
    let styles =
        page.all("link").filter(|link| link.get("rel") == Some("stylesheet")).filter_map(|link| link.get("href"));
    let scripts = page.all("script").filter_map(|script| script.get("src"));
    let parts: BTreeSet<&str> = styles.chain(scripts).collect();
    let parts = parts.into_iter().map(|part| sent(part, site.text(part).as_bytes())).sum();
    (sent("page.html", site.text(path).as_bytes()), parts)
}

#[test]
fn no_kind_of_page_grows_unnoticed() {
    let site = site();
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/bytes.txt");
    let mut table = "# Bytes as sent (gzip): the page, and the styles and scripts that it names. `cargo xtask bless bytes` writes this.\n".to_owned();
    let mut grown = Vec::new();
    let blessed = std::fs::read_to_string(&file).unwrap_or_default();
    for (kind, path) in KINDS {
        let (page, parts) = cost(&site, path);
        writeln!(table, "{kind}: {page} {parts}").expect("a string takes all");
        let line = blessed.lines().find_map(|line| line.strip_prefix(&format!("{kind}: ")));
        let before: Vec<usize> = line.unwrap_or("0 0").split(' ').filter_map(|number| number.parse().ok()).collect();
        for (what, now, before) in [("page", page, before[0]), ("styles and scripts", parts, before[1])] {
            if now > before + before / 100 * SHARE + ROOM {
                grown.push(format!("{kind}, {what}: {before} -> {now}"));
            }
        }
    }
    if std::env::var_os("BEDSIDE_BLESS").is_some_and(|value| !value.is_empty()) {
        std::fs::write(&file, table).expect("written");
        return;
    }
    assert!(grown.is_empty(), "{grown:#?}\nwhere this was meant: cargo xtask bless bytes");
}
