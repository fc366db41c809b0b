//! The desk for everybody: axe on every page, light and dark, on a phone and a desk.

use serde_json::{Value, json};

use super::chromium::Browser;
use crate::serve::support::{Folder, SETTINGS, article};

const AXE: &str = include_str!("../../../vendor/axe.min.js");

/// Rules of WCAG 2.2 A and AA, and best practice; the page in the frame is the site's, which has tests of its own.
const RULES: &str = "{ preload: false, iframes: false, resultTypes: ['violations'], rules: { 'target-size': { enabled: true } }, \
                     runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }";

#[test]
fn every_page_of_the_desk_passes_axe() {
    let Some(mut browser) = Browser::start() else { return };
    let myth = "---\ntitle: Shots hold no living virus\ndate: 2026-11-02\nclaims: [{id: a, claim: It is alive., verdict: \"false\", fact: It is not.}]\n---\n\nText.\n";
    let desk = Folder::new()
        .write("bedside.yaml", &format!("{SETTINGS}channels: [x, facebook]\n"))
        .write("content/people/ng.md", "---\ntitle: Dr. Ng\n---\n")
        .write("content/myths/shots.md", myth)
        .write("content/articles/bad.md", &article("Bad", "[x](nowhere.md)"))
        .serve();
    let pages = [
        "",
        "documents",
        "documents/articles/flu.md",
        "calendar",
        "pictures",
        "publish",
        "write",
        "write/content/articles/bad.md",
        "write/content/myths/shots.md",
        "write/bedside.yaml",
    ];
    let mut found = Vec::new();
    for page in pages {
        browser.visit(&format!("http://{}/_bedside/{page}", desk.address()));
        if page.starts_with("write/") {
            browser.wait("document.getElementById('room').dataset.ready === 'true'");
            browser.eval("document.querySelectorAll('#room details').forEach((one) => { one.open = true; })");
        }
        browser.eval(&format!("{AXE}; 0"));
        for scheme in ["light", "dark"] {
            browser.call(
                "Emulation.setEmulatedMedia",
                &json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] }),
            );
            for width in [320, 1280] {
                browser.size(width);
                let broken = browser.eval(&format!(
                    "axe.run(document, {RULES}).then(({{ violations }}) => violations.flatMap(({{ id, nodes }}) => \
                     nodes.map((node) => `${{id}}: ${{node.target}} ${{node.any[0]?.message ?? ''}}`)))"
                ));
                let broken = broken.as_array().cloned().unwrap_or_default();
                found.extend(
                    broken.iter().map(|one| format!("{page}, {scheme}, {width}: {}", one.as_str().unwrap_or_default())),
                );
                let wide = browser.eval("document.documentElement.scrollWidth <= innerWidth");
                if wide != Value::Bool(true) {
                    found.push(format!("{page}, {width}: wider than the window"));
                }
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}
