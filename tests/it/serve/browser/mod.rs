//! What a writer sees in the browser: pages that change in their place, and the overlay.
//!
//! Where `chromium` is not installed, these tests say `NOT CHECKED` and pass.

mod access;
mod calendar;
mod chromium;
mod desk;
mod form;
mod keyboard;
mod picture;
mod publish;
mod renew;
mod story;
mod write;
use std::fmt::Write as _;

use crate::serve::support::{Desk, Folder, article};
pub(crate) use chromium::Browser;

const FLU: &str = "/articles/flu/";

/// Whether the overlay is open.
const OPEN: &str =
    "document.querySelector('bedside-preview').shadowRoot.querySelector('.panel:not([hidden])') !== null";

/// What the overlay says.
const SAYS: &str = "document.querySelector('bedside-preview').shadowRoot.querySelector('.panel').textContent";

fn visit(browser: &mut Browser, desk: &Desk, page: &str) {
    browser.open(&format!("http://{}{page}", desk.address()));
    // A page that was loaded anew would have forgotten this.
    browser.eval("window.kept = 1");
}

fn long(changed: &str) -> String {
    let mut text = String::new();
    for number in 0..120 {
        _ = writeln!(text, "Paragraph {number} with some words that fill a line.\n");
    }
    text + changed
}

#[test]
fn a_page_changes_in_its_place() {
    let Some(mut browser) = Browser::start() else { return };
    let desk = Folder::new().write("content/articles/flu.md", &article("Flu", &long("The end."))).serve();
    visit(&mut browser, &desk, FLU);
    browser.eval("scrollTo({ top: 1500, behavior: 'instant' })");
    let before = browser.eval("scrollY");
    desk.write("content/articles/flu.md", &article("Influenza", &long("Another end.")));
    browser.wait("document.body.innerText.includes('Another end.')");
    browser.wait("document.title.includes('Influenza')");
    assert_eq!(browser.eval("scrollY"), before);
    assert_eq!(browser.eval("window.kept"), 1, "the page was not loaded anew");
}

#[test]
fn the_overlay_shows_what_is_wrong_and_goes_by_itself() {
    let Some(mut browser) = Browser::start() else { return };
    let desk = Folder::new().serve();
    visit(&mut browser, &desk, FLU);
    let bad = "---\ntitle: Flu\ntitel: <img src=x onerror=\"window.broken = 1\">\ndate: 2026-11-02\n---\n\nText.\n";
    desk.write("content/articles/flu.md", bad);
    browser.wait(OPEN);
    let says = browser.eval(SAYS);
    let says = says.as_str().expect("a text");
    for part in ["1 error", "unknown key `titel`", "content/articles/flu.md:3:1", "<img src=x", "did you mean `title`?"]
    {
        assert!(says.contains(part), "{part}: {says}");
    }
    let link =
        "document.querySelector('bedside-preview').shadowRoot.querySelector('a').href.startsWith('vscode://file/')";
    assert_eq!(browser.eval(link), true);
    assert!(browser.eval("document.body.innerText.includes('About the flu.')") == true, "the last good page");
    browser.press("Escape");
    browser.wait(&format!("!({OPEN})"));
    browser.eval("document.querySelector('bedside-preview').shadowRoot.querySelector('.badge').click()");
    browser.wait(OPEN);
    desk.write("content/articles/flu.md", &article("Flu", "Put right."));
    browser.wait(&format!("!({OPEN}) && document.body.innerText.includes('Put right.')"));
    assert_eq!(browser.eval("[window.kept, window.broken ?? 0]"), serde_json::json!([1, 0]));
}

#[test]
fn a_page_follows_its_document_and_says_when_it_is_gone() {
    let Some(mut browser) = Browser::start() else { return };
    let desk = Folder::new().serve();
    visit(&mut browser, &desk, FLU);
    desk.write("content/articles/flu.md", &article("Flu", "Renamed.").replace("title:", "slug: influenza\ntitle:"));
    browser.wait("location.pathname === '/articles/influenza/' && document.body.innerText.includes('Renamed.')");
    desk.remove("content/articles/flu.md");
    browser.wait(&format!("{OPEN} && {SAYS}.includes('no longer part of the site')"));
    desk.write("content/articles/flu.md", &article("Flu", "Back.").replace("title:", "slug: influenza\ntitle:"));
    browser.wait(&format!("!({OPEN}) && document.body.innerText.includes('Back.')"));
    assert_eq!(browser.eval("window.kept"), 1);
}

#[test]
fn styles_change_without_loading_the_page() {
    let Some(mut browser) = Browser::start() else { return };
    let desk = Folder::new().write("themes/clinic/assets/theme.css", "body { color: rgb(1, 2, 3) }").serve();
    visit(&mut browser, &desk, FLU);
    browser.wait("getComputedStyle(document.body).color === 'rgb(1, 2, 3)'");
    desk.write("themes/clinic/assets/theme.css", "body { color: rgb(4, 5, 6) }");
    browser.wait("getComputedStyle(document.body).color === 'rgb(4, 5, 6)'");
    assert_eq!(browser.eval("window.kept"), 1);
}

#[test]
fn nothing_of_the_preview_breaks_its_own_policy() {
    let Some(mut browser) = Browser::start() else { return };
    let desk = Folder::new().write("content/articles/bad.md", "nothing").serve();
    browser.open(&format!("http://{}/", desk.address()));
    browser.eval("window.broken = []; addEventListener('securitypolicyviolation', (event) => window.broken.push(event.blockedURI))");
    browser.wait(OPEN);
    desk.write("content/articles/flu.md", &article("Another title", "Text."));
    browser.wait("document.body.innerText.includes('Another title')");
    assert_eq!(browser.eval("window.broken"), serde_json::json!([]));
}
