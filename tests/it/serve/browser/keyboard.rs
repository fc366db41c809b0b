//! The whole way by keyboard alone, with the program itself: a first article from nothing to the finished site.

#![expect(clippy::disallowed_methods, reason = "a test prepares and reads its folders by hand")]

use super::chromium::Browser;
use super::write::{ROOM, TEXT};
use crate::serve::command::{line, project, serve};

/// Goes on with Tab until the keyboard is on what is wanted.
fn to(browser: &mut Browser, what: &str) {
    let mut passed = Vec::new();
    for _ in 0..200 {
        browser.tab();
        if browser.eval(&format!("document.activeElement?.matches({}) ?? false", serde_json::json!(what))) == true {
            return;
        }
        let at = "document.activeElement?.id || document.activeElement?.textContent.slice(0, 20)";
        passed.push(browser.eval(at).as_str().unwrap_or_default().to_owned());
    }
    panic!("no way to {what}: {passed:?}");
}

/// Presses a key with Ctrl.
fn control(browser: &mut Browser, key: &str, code: i32) {
    for kind in ["rawKeyDown", "keyUp"] {
        let event = serde_json::json!({ "type": kind, "key": key, "modifiers": 2, "windowsVirtualKeyCode": code });
        browser.call("Input.dispatchKeyEvent", &event);
    }
}

fn space(browser: &mut Browser) {
    for kind in ["keyDown", "keyUp"] {
        let text = if kind == "keyDown" { " " } else { "" };
        let event =
            serde_json::json!({ "type": kind, "key": " ", "code": "Space", "windowsVirtualKeyCode": 32, "text": text });
        browser.call("Input.dispatchKeyEvent", &event);
    }
}

#[test]
fn a_first_article_from_nothing_to_the_finished_site() {
    let Some(mut browser) = Browser::start() else { return };
    let folder = project();
    std::fs::create_dir(folder.path().join("content/people")).expect("a folder");
    for (id, name) in [("ng", "Dr. Ng"), ("diaz", "Dr. Diaz")] {
        std::fs::write(folder.path().join(format!("content/people/{id}.md")), format!("---\ntitle: {name}\n---\n"))
            .expect("written");
    }
    let (_running, mut output) = serve(&folder, &["-p", "0"]);
    let first = line(&mut output);
    let host = first.split("http://").nth(1).and_then(|rest| rest.split('/').next()).expect("an address").to_owned();

    browser.visit(&format!("http://{host}/_bedside/"));
    to(&mut browser, "a[href='/_bedside/write']");
    browser.enter();
    browser.wait("document.getElementById('new-title') !== null");
    to(&mut browser, "#new-title");
    browser.types("Measure it at home");
    browser.enter();
    browser.wait(&format!("{ROOM}?.dataset.ready === 'true'"));

    // The text, then a condition by a name that people use, the author, and no draft any more.
    to(&mut browser, "#editor");
    control(&mut browser, "a", 65);
    browser.types("Sit for five minutes before you measure.");
    browser.wait(&format!("{TEXT}.includes('Sit for five minutes')"));
    to(&mut browser, "#field-draft");
    space(&mut browser);
    browser.wait(&format!("!{TEXT}.includes('\\ndraft: true')"));
    to(&mut browser, "#field-authors");
    browser.types("Dr. Ng");
    browser.enter();
    browser.wait(&format!("{TEXT}.includes('authors: [ng]')"));
    to(&mut browser, "#field-conditions");
    browser.types("high blood pressure");
    browser.enter();
    browser.wait(&format!("{TEXT}.includes('conditions: [hypertension]')"));
    control(&mut browser, "s", 83);
    browser.wait("document.getElementById('saved').textContent === 'Saved'");

    // A colleague signs it.
    to(&mut browser, "#life summary");
    browser.enter();
    to(&mut browser, "#reviewer");
    browser.wait("document.getElementById('reviewer').value === 'diaz'");
    to(&mut browser, "button[data-do=review]");
    browser.enter();
    browser.wait(&format!("{TEXT}.includes('reviewed: {{by: diaz')"));

    // The site is built, the report names the page, and stays when the list of what waits is renewed.
    browser.visit(&format!("http://{host}/_bedside/publish"));
    browser.wait("document.getElementById('next').innerText.includes('Measure it at home')");
    to(&mut browser, "button[data-do=build]");
    browser.enter();
    browser.wait("!document.getElementById('next').innerText.includes('Measure it at home')");
    browser.wait("document.querySelector('[data-build] .report').innerText.includes('/articles/measure-it-at-home/')");
    let page = folder.path().join("public/articles/measure-it-at-home/index.html");
    let page = std::fs::read_to_string(page).expect("a page");
    assert!(page.contains("Sit for five minutes before you measure.") && page.contains("Dr. Diaz"), "{page}");
}
