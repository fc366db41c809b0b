//! The desk for everybody: axe on every page, light and dark, on a phone and a desk, in English and in Spanish.

use serde_json::{Value, json};

use super::chromium::Browser;
use crate::serve::support::{Desk, Folder, SETTINGS, article};
use crate::serve::words::words;

const AXE: &str = include_str!("../../../vendor/axe.min.js");

/// Rules of WCAG 2.2 A and AA, and best practice; the page in the frame is the site's, which has tests of its own.
const RULES: &str = "{ preload: false, iframes: false, resultTypes: ['violations'], rules: { 'target-size': { enabled: true } }, \
                     runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }";

const PAGES: [&str; 15] = [
    "",
    "documents",
    "documents?state=draft",
    "documents/articles/flu.md",
    "documents/articles/nowhere.md",
    "calendar",
    "pictures",
    "publish",
    "replies",
    "enter",
    "write",
    "write/content/articles/bad.md",
    "write/content/myths/shots.md",
    "write/content/stories/ann.md",
    "write/bedside.yaml",
];

/// A practice with something on every page.
fn practice() -> Desk {
    let myth = "---\ntitle: Shots hold no living virus\ndate: 2026-11-02\nclaims: [{id: a, claim: It is alive., verdict: \"false\", fact: It is not.}]\n---\n\nText.\n";
    let soon = article("Soon", "x").replace("2026-11-02", "2026-12-02 07:00");
    let desk = Folder::new()
        .write("bedside.yaml", &format!("{SETTINGS}channels: [x, facebook]\n"))
        .write("content/articles/soon.md", &soon)
        .write(
            "content/stories/ann.md",
            "---\ntitle: Ann\ndate: 2026-11-02\nimage: {src: /a.jpg, alt: A, people: {consented: C-1}}\n---\n\nText.\n",
        )
        .write("content/people/ng.md", "---\ntitle: Dr. Ng\n---\n")
        .write("content/myths/shots.md", myth)
        .write("content/articles/bad.md", &article("Bad", "[x](nowhere.md)"))
        .serve();
    desk.preview.publish_by(std::sync::Arc::new(crate::serve::publishing::Fake::default()));
    desk
}

/// Goes to a page of the desk, with everything on it unfolded.
fn unfold(browser: &mut Browser, desk: &Desk, page: &str) {
    browser.visit(&format!("http://{}/_bedside/{page}", desk.address()));
    if page.starts_with("write/") {
        browser.wait("document.getElementById('room').dataset.ready === 'true'");
    }
    browser.eval("document.querySelectorAll('main details').forEach((one) => { one.open = true; })");
}

#[test]
fn a_spanish_desk_says_nothing_in_english() {
    let Some(mut browser) = Browser::start() else { return };
    let desk = practice();
    browser.speaks("es-MX,es;q=0.9");
    // What has three words or more, up to its first gap, and is not the same in both languages.
    let (english, spanish) = (words("en"), words("es"));
    let begins = |word: &str| word.split(['{', '|', '`']).next().unwrap_or_default().trim().to_owned();
    let sentences: Vec<String> = english
        .iter()
        .filter(|(key, word)| spanish[*key] != **word)
        .map(|(_, word)| begins(word))
        .filter(|begins| begins.split_whitespace().count() > 2)
        .collect();
    assert!(sentences.len() > 200);
    let mut found = Vec::new();
    for page in PAGES {
        unfold(&mut browser, &desk, page);
        assert_eq!(browser.eval("document.documentElement.lang"), "es", "{page}");
        if page.starts_with("write/") {
            browser.eval("document.querySelector('[data-do=search]').click()");
            let panel = "document.getElementById('room').view.dom.querySelector('.cm-search').innerText";
            assert!(browser.eval(panel).as_str().is_some_and(|said| said.contains("palabra entera")), "{page}");
        }
        let said = browser.eval(&format!(
            "(() => {{ const copy = document.documentElement.cloneNode(true); \
             copy.querySelectorAll('[lang=en], script, pre').forEach((one) => one.remove()); \
             const labels = [...copy.querySelectorAll('*')].flatMap((one) => ['aria-label', 'title', 'alt', 'placeholder'].map((name) => one.getAttribute(name) ?? '')); \
             const all = [copy.textContent, ...labels].join(' | '); return {}.filter((one) => all.includes(one)); }})()",
            json!(sentences)
        ));
        let said = said.as_array().cloned().unwrap_or_default();
        found.extend(said.iter().map(|one| format!("{page}: {one}")));
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn every_page_of_the_desk_passes_axe() {
    let Some(mut browser) = Browser::start() else { return };
    let desk = practice();
    let mut found = Vec::new();
    for (language, page) in ["en", "es"].into_iter().flat_map(|language| PAGES.map(|page| (language, page))) {
        browser.speaks(language);
        unfold(&mut browser, &desk, page);
        browser.eval(&format!("{AXE}; 0"));
        for scheme in ["light", "dark"] {
            browser.call(
                "Emulation.setEmulatedMedia",
                &json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] }),
            );
            for width in [320, 1280] {
                // In Spanish the words are longer; the colors are the same, so each is looked at once.
                if language == "es" && (scheme == "dark") != (width == 320) {
                    continue;
                }
                browser.size(width);
                let broken = browser.eval(&format!(
                    "axe.run(document, {RULES}).then(({{ violations }}) => violations.flatMap(({{ id, nodes }}) => \
                     nodes.map((node) => `${{id}}: ${{node.target}} ${{node.any[0]?.message ?? ''}}`)))"
                ));
                let broken = broken.as_array().cloned().unwrap_or_default();
                found.extend(
                    broken.iter().map(|one| {
                        format!("{language}, {page}, {scheme}, {width}: {}", one.as_str().unwrap_or_default())
                    }),
                );
                let wide = browser.eval("document.documentElement.scrollWidth <= innerWidth");
                if wide != Value::Bool(true) {
                    found.push(format!("{language}, {page}, {width}: wider than the window"));
                }
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}
