//! Pictures that come into the writing room by the mouse and the clipboard: where they go, and what stays out.

#![expect(clippy::disallowed_methods, reason = "a test prepares its folders by hand")]

use std::path::Path;

use serde_json::{Value, json};

use super::chromium::Browser;
use super::write::{FLU, NOTICE, ROOM, TEXT, enter};
use crate::serve::support::{Folder, article};

/// Drops a file from the computer at a point of the window, as a hand does.
fn drop_file(browser: &mut Browser, file: &Path, (x, y): (f64, f64)) {
    let data = json!({ "items": [], "files": [file], "dragOperationsMask": 1 });
    for kind in ["dragEnter", "dragOver", "drop"] {
        browser.call("Input.dispatchDragEvent", &json!({ "type": kind, "x": x, "y": y, "data": data }));
    }
}

/// A point of the window, from an expression that gives `[x, y]`.
fn point(browser: &mut Browser, expression: &str) -> (f64, f64) {
    let at: Value = browser.eval(expression);
    (at[0].as_f64().expect("x"), at[1].as_f64().expect("y"))
}

/// The middle of an element.
fn middle(browser: &mut Browser, element: &str) -> (f64, f64) {
    point(
        browser,
        &format!(
            "(() => {{ const one = document.querySelector('{element}'); one.scrollIntoView({{ block: 'center' }}); \
             const at = one.getBoundingClientRect(); return [at.x + at.width / 2, at.y + at.height / 2]; }})()"
        ),
    )
}

/// Answers the question what a picture shows.
fn describe(browser: &mut Browser, words: &str) {
    browser.wait("document.querySelector('dialog input[name=text]') === document.activeElement");
    browser.types(words);
    browser.enter();
    browser.wait("document.querySelector('dialog') === null");
}

fn cursor_to(browser: &mut Browser, words: &str) {
    browser.eval(&format!(
        "(() => {{ const view = {ROOM}.view; view.dispatch({{ selection: {{ anchor: view.state.doc.toString().indexOf('{words}') }} }}); }})()"
    ));
}

#[test]
fn a_picture_goes_to_where_it_is_dropped_or_pasted() {
    let Some(mut browser) = Browser::start() else { return };
    let folder = tempfile::TempDir::new().expect("a folder");
    let photo = crate::support::photo_with_place(8, 6, "GPS!canary");
    let cuff = folder.path().join("cuff.jpg");
    std::fs::write(&cuff, &photo).expect("a photo");
    let desk = Folder::new().write(FLU, &article("Flu", "First.\n\nSecond.\n\nThird.")).serve();
    enter(&mut browser, &desk, FLU);
    cursor_to(&mut browser, "First");
    let at = point(
        &mut browser,
        &format!(
            "(() => {{ const view = {ROOM}.view, at = view.coordsAtPos(view.state.doc.toString().indexOf('Third')); \
             return [at.left + 1, (at.top + at.bottom) / 2]; }})()"
        ),
    );
    drop_file(&mut browser, &cuff, at);
    browser.wait("document.querySelector('dialog input[name=text]') !== null");
    // What changes in the text before the picture has its words does not move its place.
    browser.eval(&format!(
        "(() => {{ const view = {ROOM}.view, at = view.state.doc.toString().indexOf('First'); \
         view.dispatch({{ changes: {{ from: at, insert: 'At the very beginning. ' }} }}); }})()"
    ));
    describe(&mut browser, "A cuff");
    browser.wait(&format!("{TEXT}.includes('![A cuff](cuff.jpg)')"));
    let text = browser.eval(TEXT);
    assert!(
        text.as_str().is_some_and(
            |text| text.ends_with("\n\nAt the very beginning. First.\n\nSecond.\n\n![A cuff](cuff.jpg)Third.\n")
        ),
        "{text}"
    );
    // Two from the clipboard replace what is chosen, in their order.
    browser.eval(&format!(
        "(() => {{ const view = {ROOM}.view, at = view.state.doc.toString().indexOf('Second.'); \
         view.dispatch({{ selection: {{ anchor: at, head: at + 7 }} }}); \
         const data = new DataTransfer(), bytes = new Uint8Array({photo:?}); \
         for (const name of ['one.jpg', 'two.jpg']) data.items.add(new File([bytes], name, {{ type: 'image/jpeg' }})); \
         view.contentDOM.dispatchEvent(new ClipboardEvent('paste', {{ clipboardData: data, bubbles: true, cancelable: true, composed: true }})); }})()"
    ));
    describe(&mut browser, "One");
    browser.wait("document.querySelector('dialog input[name=text]') !== null");
    describe(&mut browser, "Two");
    browser.wait(&format!("{TEXT}.includes('\\n\\n![One](one.jpg)![Two](two.jpg)\\n\\n![A cuff]')"));
}

#[test]
fn a_file_that_misses_the_editor_does_not_open_in_place_of_the_room() {
    let Some(mut browser) = Browser::start() else { return };
    let folder = tempfile::TempDir::new().expect("a folder");
    let cuff = folder.path().join("cuff.jpg");
    std::fs::write(&cuff, crate::support::photo_with_place(8, 6, "GPS!canary")).expect("a photo");
    let letter = folder.path().join("letter.pdf");
    std::fs::write(&letter, b"%PDF-1.7\n\x00\x01\x02").expect("a letter");
    let desk = Folder::new().write(FLU, &article("Flu", "First.\n\nSecond.")).serve();
    enter(&mut browser, &desk, FLU);
    browser.wait("document.getElementById('page').contentDocument?.body?.innerText.includes('Second.')");
    browser.eval("window.kept = 1");
    for (place, element) in
        [("the form", "#fields"), ("the page", "#page"), ("the bar", ".bar"), ("the editor", "#editor")]
    {
        let at = middle(&mut browser, element);
        browser.eval(&format!("{NOTICE}.hidden = true"));
        drop_file(&mut browser, &letter, at);
        browser.wait(&format!("!{NOTICE}.hidden && {NOTICE}.innerText.includes('Only pictures')"));
        assert_eq!(browser.eval("window.kept"), 1, "{place}");
    }
    for (name, element) in [("cuff.jpg", "#page"), ("cuff-2.jpg", "#fields")] {
        cursor_to(&mut browser, "Second");
        let at = middle(&mut browser, element);
        drop_file(&mut browser, &cuff, at);
        describe(&mut browser, "A cuff");
        browser.wait(&format!("{TEXT}.includes('![A cuff]({name})')"));
        assert_eq!(browser.eval("window.kept"), 1, "{element}");
    }
    let text = browser.eval(TEXT);
    assert!(
        text.as_str().is_some_and(|text| text.ends_with("First.\n\n![A cuff](cuff.jpg)![A cuff](cuff-2.jpg)Second.\n")),
        "{text}"
    );
}
