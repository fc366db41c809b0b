//! Every kind of page as a picture, for people to look at: `cargo xtask shots`.

#![expect(clippy::disallowed_methods, reason = "writes pictures")]
#![expect(clippy::print_stderr, reason = "says where they are")]

use std::path::Path;

use serde_json::json;

use super::kinds::{KINDS, site_with_pictures};
use super::server::Host;
use super::{media, open};
use crate::serve::browser::Browser;

#[test]
#[ignore = "writes pictures: cargo xtask shots"]
fn every_kind_of_page_as_a_picture() {
    let Some(mut browser) = Browser::start() else { return };
    let host = Host::of(site_with_pictures());
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/shots");
    std::fs::create_dir_all(&folder).expect("a folder");
    for (kind, path) in KINDS {
        for (scheme, width) in [("light", 390), ("light", 1280), ("dark", 390), ("dark", 1280)] {
            browser.size(width);
            media(&mut browser, &[("prefers-color-scheme", scheme)]);
            open(&mut browser, &host, path);
            let clip = clip(&mut browser, width);
            let how = json!({ "format": "jpeg", "quality": 70, "captureBeyondViewport": true, "clip": clip });
            let shot = browser.call("Page.captureScreenshot", &how);
            let bytes = decoded(shot["data"].as_str().expect("a picture"));
            std::fs::write(folder.join(format!("{}-{width}-{scheme}.jpg", kind.replace(' ', "-"))), bytes)
                .expect("written");
        }
        let paper = browser.call("Page.printToPDF", &json!({ "preferCSSPageSize": true }));
        std::fs::write(
            folder.join(format!("{}.pdf", kind.replace(' ', "-"))),
            decoded(paper["data"].as_str().expect("paper")),
        )
        .expect("written");
    }
    eprintln!("{} kinds of pages are in {}", KINDS.len(), folder.display());
}

/// The whole page, as far as it is of use.
fn clip(browser: &mut Browser, width: u32) -> serde_json::Value {
    let height = browser.eval("document.documentElement.scrollHeight").as_u64().unwrap_or(844).min(6000);
    json!({ "x": 0, "y": 0, "width": width, "height": height, "scale": 1 })
}

/// Bytes of a text in base 64.
fn decoded(text: &str) -> Vec<u8> {
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
