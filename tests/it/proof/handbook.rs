//! The pictures of the desk in the handbook, made of the example site: `cargo xtask shots --handbook`.

#![expect(clippy::disallowed_methods, reason = "writes pictures")]

use std::path::Path;

use serde_json::json;

use super::shots::decoded;
use crate::serve::browser::Browser;
use crate::serve::support::Folder;

/// The document that the writing room shows.
const ARTICLE: &str = "content/articles/sleeping-better-with-insomnia.md";

/// The editor is ready, and the page next to it is there with its typefaces.
const READY: &str = "(() => { const page = document.getElementById('page')?.contentDocument; \
                     return document.getElementById('room')?.dataset.ready === 'true' && page?.readyState === 'complete' \
                     && page.querySelector('h1') !== null && page.fonts.status === 'loaded'; })()";

/// The width of the window: the desk has two columns in it.
const WIDTH: u32 = 1280;

/// The handbook shows the desk a little smaller than it is.
const SCALE: f64 = 0.75;

/// A picture with this name of a part of the page: where it begins, its width there, and the height of the picture.
fn shoot(browser: &mut Browser, name: &str, [x, y, width, height]: [f64; 4]) {
    let clip = json!({ "x": x, "y": y, "width": width, "height": height / SCALE, "scale": SCALE });
    let how = json!({ "format": "png", "captureBeyondViewport": true, "clip": clip });
    let shot = browser.call("Page.captureScreenshot", &how);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/content/articles");
    let bytes = decoded(shot["data"].as_str().expect("a picture"));
    std::fs::write(folder.join(format!("first-steps-{name}.png")), bytes).expect("written");
}

#[test]
#[ignore = "writes pictures: cargo xtask shots --handbook"]
fn the_desk_as_the_handbook_shows_it() {
    let Some(mut browser) = Browser::start() else { return };
    let desk = Folder::copy_of("example-site").serve();
    browser.size(WIDTH);
    browser.call("Emulation.setScrollbarsHidden", &json!({ "hidden": true }));
    let whole = f64::from(WIDTH);
    for (page, name, height) in [("", "overview", 560.0), ("calendar", "calendar", 528.0)] {
        browser.visit(&format!("http://{}/_bedside/{page}", desk.address()));
        shoot(&mut browser, name, [0.0, 0.0, whole, height]);
    }
    browser.visit(&format!("http://{}/_bedside/write/{ARTICLE}", desk.address()));
    browser.wait(READY);
    shoot(&mut browser, "writing", [0.0, 0.0, whole, 608.0]);
    let at = browser.eval(
        "(() => { const at = document.querySelector('#fields details').getBoundingClientRect(); \
         return [at.x + scrollX - 6, at.y + scrollY - 6, at.width + 12]; })()",
    );
    let [x, y, width] = [0, 1, 2].map(|part| at[part].as_f64().expect("a number").floor());
    shoot(&mut browser, "form", [x, y, width, 608.0]);
}
