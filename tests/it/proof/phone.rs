//! What a reader sees first on a phone, and how many sheets a page takes on paper.

use serde_json::json;

use super::kinds::THEMES;
use super::open;
use super::server::Host;
use crate::serve::browser::Browser;
use crate::support::{Built, example_project};

/// The height of a phone, in pixels.
const HEIGHT: f64 = 800.0;

/// How far down the text may begin: above the bar with “Call” and “Book”.
const BEGINS: f64 = 640.0;

/// The example site in a theme, without the words that a glossary adds on paper.
fn site_in(theme: &str) -> Built {
    let settings = include_str!("../../../example-site/bedside.yaml");
    let project = example_project().write("bedside.yaml", format!("{settings}\ntheme: {theme}\n"));
    project.at("2026-11-26T12:00:00Z").without_cards().build()
}

fn site() -> Built {
    site_in("clinic")
}

/// Pages of documents of the example site, without those that only lead on.
fn documents(site: &Built) -> Vec<String> {
    let is_document = |text: &str| text.contains("class=\"prose\"");
    let pages = site.files.iter().filter(|(path, _)| path.ends_with("/index.html"));
    let texts = pages.map(|(path, bytes)| (path, String::from_utf8_lossy(bytes)));
    texts
        .filter(|(_, text)| is_document(text))
        .map(|(path, _)| format!("/{}", path.trim_end_matches("index.html")))
        .collect()
}

fn phone(browser: &mut Browser) {
    let size = json!({ "width": 360, "height": 800, "deviceScaleFactor": 1, "mobile": true });
    browser.call("Emulation.setDeviceMetricsOverride", &size);
}

/// The first words of the text, its emergency box or what was wrong with it: pixels from the top of the page.
const FIRST: &str = "(() => { const parts = [...document.querySelectorAll('.document-emergency :is(h2, h3, h4), .corrected, .prose :is(p, li, h2)')]; \
    const first = parts.find((part) => part.checkVisibility() && part.textContent.trim().length > 8); \
    return first ? first.getBoundingClientRect().top + scrollY : -1; })()";

/// The first sentence of the text itself: no heading and no title of a box.
const WORDS: &str = "(() => { const parts = [...document.querySelectorAll('.prose :is(p, li):not(.callout-title)')]; \
    const first = parts.find((part) => part.checkVisibility() && part.textContent.trim().length > 8); \
    return first ? first.getBoundingClientRect().top + scrollY : -1; })()";

#[test]
fn the_text_begins_on_the_first_screen_of_a_phone() {
    begins_on_the_first_screen("clinic");
}

#[test]
fn the_text_of_letter_begins_on_the_first_screen_of_a_phone() {
    begins_on_the_first_screen("letter");
}

fn begins_on_the_first_screen(theme: &str) {
    let Some(mut browser) = Browser::start() else { return };
    let site = site_in(theme);
    let pages = documents(&site);
    let host = Host::of(site);
    phone(&mut browser);
    let mut late = Vec::new();
    for path in &pages {
        open(&mut browser, &host, path);
        // Below an emergency box, the text itself begins there too.
        for first in [FIRST, WORDS] {
            let top = browser.eval(first).as_f64().expect("a number");
            if !(0.0..=BEGINS).contains(&top) {
                late.push(format!("{path}: {top}"));
            }
        }
    }
    assert!(pages.len() > 50 && late.is_empty(), "{} pages, {late:#?}", pages.len());
}

#[test]
fn the_awareness_calendar_is_six_screens_long() {
    let Some(mut browser) = Browser::start() else { return };
    let host = Host::of(site());
    phone(&mut browser);
    open(&mut browser, &host, "/awareness/");
    let height = browser.eval("document.documentElement.scrollHeight").as_f64().expect("a number");
    assert!(height <= 6.0 * HEIGHT, "{height} pixels");
}

#[test]
fn a_handout_takes_one_or_two_sheets_of_letter_and_of_a4() {
    let Some(mut browser) = Browser::start() else { return };
    let (mut long, mut small) = (Vec::new(), Vec::new());
    for theme in THEMES {
        let site = site_in(theme);
        let pages: Vec<String> =
            documents(&site).into_iter().filter(|path| site.text(path).contains("class=\"handout")).collect();
        assert!(pages.len() > 25, "{theme}: {} pages", pages.len());
        let host = Host::of(site);
        for path in &pages {
            open(&mut browser, &host, path);
            for (paper, width, height) in [("Letter", 8.5, 11.0), ("A4", 8.27, 11.69)] {
                let more =
                    json!({ "paperWidth": width, "paperHeight": height, "preferCSSPageSize": true, "pageRanges": "3" });
                // The browser refuses a sheet that there is not.
                if browser.refuses("Page.printToPDF", &more).is_none() {
                    long.push(format!("{theme}, {paper}: {path}"));
                }
            }
            browser.call("Emulation.setEmulatedMedia", &json!({ "media": "print" }));
            let points = browser.eval(
                "parseFloat(getComputedStyle(document.querySelector('.prose p')).fontSize) * 0.75
                    + (document.querySelector('.handout-longest') ? 1 : 0)",
            );
            browser.call("Emulation.setEmulatedMedia", &json!({ "media": "" }));
            if points.as_f64().is_none_or(|points| points < 10.99) {
                small.push(format!("{theme}: {path}: {points} points"));
            }
        }
    }
    assert!(long.is_empty(), "{long:#?}");
    assert!(small.is_empty(), "{small:#?}");
}
