//! Every kind of page as a picture, for people to look at: `cargo xtask shots`.

#![expect(clippy::disallowed_methods, reason = "writes pictures")]
#![expect(clippy::print_stderr, reason = "says where they are")]

use std::path::Path;

use serde_json::json;

use super::kinds::{KINDS, THEMES, site_with_pictures};
use super::server::Host;
use super::{media, open};
use crate::serve::browser::Browser;

/// A phone, a tablet, a laptop and a large screen.
const WIDTHS: [u32; 4] = [360, 768, 1280, 1920];

#[test]
#[ignore = "writes pictures: cargo xtask shots"]
fn every_kind_of_page_as_a_picture() {
    let Some(mut browser) = Browser::start() else { return };
    let shots = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/shots");
    for theme in THEMES {
        let folder = shots.join(theme);
        std::fs::create_dir_all(&folder).expect("a folder");
        let host = Host::of(site_with_pictures(theme));
        pictures(&mut browser, &host, &folder);
    }
    eprintln!("{} kinds of pages in {} themes are in {}", KINDS.len(), THEMES.len(), shots.display());
}

/// Loads the pictures that wait until a reader comes to them.
const ALL_PICTURES: &str = "Promise.all([...document.images].map((image) => { image.loading = 'eager'; return image.decode().catch(() => 0); }))";

/// All kinds of pages of a theme, at each width, in light and dark, and on paper.
fn pictures(browser: &mut Browser, host: &Host, folder: &Path) {
    for (kind, path) in KINDS {
        let kind = kind.replace(' ', "-");
        for scheme in ["light", "dark"] {
            media(browser, &[("prefers-color-scheme", scheme)]);
            for width in WIDTHS {
                browser.size(width);
                open(browser, host, path);
                browser.eval(ALL_PICTURES);
                let clip = clip(browser, width);
                let how = json!({ "format": "jpeg", "quality": 70, "captureBeyondViewport": true, "clip": clip });
                let shot = browser.call("Page.captureScreenshot", &how);
                let bytes = decoded(shot["data"].as_str().expect("a picture"));
                std::fs::write(folder.join(format!("{kind}-{width}-{scheme}.jpg")), bytes).expect("written");
            }
        }
        let paper = browser.call("Page.printToPDF", &json!({ "preferCSSPageSize": true }));
        let bytes = decoded(paper["data"].as_str().expect("paper"));
        std::fs::write(folder.join(format!("{kind}.pdf")), bytes).expect("written");
    }
}

/// The whole page, as far as it is of use.
fn clip(browser: &mut Browser, width: u32) -> serde_json::Value {
    let height = browser.eval("document.documentElement.scrollHeight").as_u64().unwrap_or(844).min(6000);
    json!({ "x": 0, "y": 0, "width": width, "height": height, "scale": 1 })
}

/// Bytes of a text in base 64.
pub(super) fn decoded(text: &str) -> Vec<u8> {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut bits, mut count, mut out) = (0_u32, 0, Vec::with_capacity(text.len() / 4 * 3));
    for value in text.bytes().filter_map(|sign| SIGNS.iter().position(|known| *known == sign)) {
        bits = bits << 6 | u32::try_from(value).expect("six bits");
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count & 0xff) as u8);
        }
    }
    out
}
