//! The writing room in a browser: a text from nothing to the site, a conflict, a crash; what is on the disk, to the byte.

#![expect(clippy::disallowed_methods, reason = "a test prepares and reads its folders by hand")]

use serde_json::json;

use super::chromium::Browser;
use crate::serve::support::{Desk, Folder, article};

pub(super) const ROOM: &str = "document.getElementById('room')";
pub(super) const TEXT: &str = "document.getElementById('room').view.state.doc.toString()";
pub(super) const FLU: &str = "content/articles/flu.md";
pub(super) const NOTICE: &str = "document.getElementById('notice')";

pub(super) fn enter(browser: &mut Browser, desk: &Desk, file: &str) {
    browser.visit(&format!("http://{}/_bedside/write/{file}", desk.address()));
    browser.wait(&format!("{ROOM}.dataset.ready === 'true'"));
}

/// Types at the end of the text, as the editor takes it.
fn type_at_end(browser: &mut Browser, text: &str) {
    let text = json!(text);
    browser.eval(&format!(
        "(() => {{ const view = {ROOM}.view, at = view.state.doc.length; \
         view.dispatch({{ changes: {{ from: at, insert: {text} }}, userEvent: 'input.type' }}); }})()"
    ));
}

pub(super) fn press(browser: &mut Browser, what: &str) {
    browser.eval(&format!("document.querySelector('button[data-do={what}]').click()"));
}

pub(super) fn read(desk: &Desk, file: &str) -> String {
    String::from_utf8(std::fs::read(desk.path(file)).expect("read")).expect("a text")
}

pub(super) fn saved(browser: &mut Browser) {
    browser.wait("document.getElementById('saved').textContent === 'Saved'");
}

#[test]
fn a_first_article_from_nothing_to_a_saved_text_with_its_page() {
    let Some(mut browser) = Browser::start() else { return };
    let desk = Folder::new().write("content/people/ng.md", "---\ntitle: Dr. Ng\n---\n").serve();
    browser.visit(&format!("http://{}/_bedside/write", desk.address()));
    browser.eval("(() => { document.getElementById('new-title').value = 'High blood pressure: a start'; document.querySelector('#new button').click(); })()");
    browser.wait(&format!("{ROOM}?.dataset.ready === 'true'"));
    let file = "content/articles/high-blood-pressure-a-start.md";
    let begun = read(&desk, file);
    assert!(
        begun.contains("title: \"High blood pressure: a start\"\n") && begun.contains("authors: [\"ng\"]"),
        "{begun}"
    );
    // The form: a condition by a name that people use, and no draft any more.
    browser.eval("(() => { const box = document.getElementById('field-conditions'); box.value = 'High blood pressure'; box.dispatchEvent(new Event('change')); })()");
    browser.wait(&format!("{TEXT}.includes('conditions: [hypertension]')"));
    browser.eval("document.getElementById('field-draft').click()");
    browser.wait(&format!("!{TEXT}.includes('\\ndraft: true')"));
    type_at_end(&mut browser, "\nMeasure it twice.\n");
    // The page follows what nobody has saved, and the disk has nothing of it.
    browser.wait("document.getElementById('page').contentDocument?.body?.innerText.includes('Measure it twice.')");
    assert_eq!(read(&desk, file), begun);
    press(&mut browser, "save");
    saved(&mut browser);
    let expected = begun.replacen("conditions: []", "conditions: [hypertension]", 1);
    let draft = expected.lines().find(|line| line.starts_with("draft:")).expect("a draft").to_owned() + "\n";
    let expected = expected.replacen(&draft, "", 1) + "\nMeasure it twice.\n";
    assert_eq!(read(&desk, file), expected, "only what was changed has changed");
    let page = desk.get("/articles/high-blood-pressure-a-start/");
    assert!(page.status == 200 && page.body.contains("Measure it twice."));
}

#[test]
fn windows_line_ends_comments_and_quotes_survive_a_quick_correction() {
    let Some(mut browser) = Browser::start() else { return };
    let old =
        "---\r\n# Ours\r\ntitle: 'Flu'   # short\r\nx-ours: 1\r\ndate: 2026-11-02\r\n---\r\n\r\nAbout teh flu.\r\n";
    let desk = Folder::new().write(FLU, old).serve();
    enter(&mut browser, &desk, FLU);
    browser.eval(&format!(
        "(() => {{ const view = {ROOM}.view, at = view.state.doc.toString().indexOf('teh'); \
         view.dispatch({{ changes: {{ from: at, to: at + 3, insert: 'the' }} }}); }})()"
    ));
    browser.eval("(() => { const box = document.getElementById('field-title'); box.value = \"It's flu\"; box.dispatchEvent(new Event('change')); })()");
    browser.wait(&format!("{TEXT}.includes(\"title: 'It''s flu'\")"));
    press(&mut browser, "save");
    saved(&mut browser);
    let new = old.replace("teh", "the").replace("'Flu'", "'It''s flu'");
    assert_eq!(read(&desk, FLU), new);
    // What was there before is a click away.
    press(&mut browser, "versions");
    browser.wait("document.querySelector('#versions button') !== null");
    browser.eval("document.querySelector('#versions button').click()");
    browser.wait(&format!("{TEXT}.includes('teh flu')"));
    press(&mut browser, "save");
    saved(&mut browser);
    assert_eq!(read(&desk, FLU), old);
}

#[test]
fn what_is_saved_while_a_save_is_on_its_way_is_saved_after_it() {
    let Some(mut browser) = Browser::start() else { return };
    let desk = Folder::new().serve();
    enter(&mut browser, &desk, FLU);
    // The answer to the first save is held back; the pages that follow the text are not.
    browser.eval(
        "(() => { const real = window.fetch; window.fetch = async (...asked) => { const answer = await real(...asked); \
         if (asked[0].endsWith('/save') && !window.release) { window.held = true; await new Promise((go) => { window.release = go; }); } \
         return answer; }; })()",
    );
    type_at_end(&mut browser, "One.\n");
    press(&mut browser, "save");
    browser.wait("window.held === true");
    type_at_end(&mut browser, "Two.\n");
    press(&mut browser, "save");
    browser.wait(&format!("Number({ROOM}.dataset.laid) > 1"));
    assert_eq!(read(&desk, FLU), article("Flu", "About the flu.") + "One.\n");
    browser.eval("window.release()");
    saved(&mut browser);
    assert_eq!(read(&desk, FLU), article("Flu", "About the flu.") + "One.\nTwo.\n");
    assert_eq!(browser.eval(&format!("{NOTICE}.hidden")), true, "no other program has changed the file");
}

#[test]
fn a_file_that_changed_meanwhile_is_never_overwritten() {
    let Some(mut browser) = Browser::start() else { return };
    let desk = Folder::new().serve();
    enter(&mut browser, &desk, FLU);
    type_at_end(&mut browser, "Mine.\n");
    let theirs = article("Flu", "Theirs.");
    desk.write(FLU, &theirs);
    press(&mut browser, "save");
    browser.wait(&format!(
        "!{NOTICE}.hidden && {NOTICE}.innerText.includes('Theirs.') && {NOTICE}.innerText.includes('Mine.')"
    ));
    assert_eq!(read(&desk, FLU), theirs);
    browser.eval(&format!(
        "[...{NOTICE}.querySelectorAll('button')].find((one) => one.textContent === 'Keep mine').click()"
    ));
    saved(&mut browser);
    assert_eq!(read(&desk, FLU), article("Flu", "About the flu.") + "Mine.\n");
}

#[test]
fn a_text_that_was_not_saved_outlives_the_tab_and_the_server() {
    let Some(mut browser) = Browser::start() else { return };
    let desk = Folder::new().serve();
    enter(&mut browser, &desk, FLU);
    type_at_end(&mut browser, "Not saved.\n");
    browser.wait(&format!("Number({ROOM}.dataset.laid) > 0"));
    // Another browser, another run of the server: what Bedside kept is offered. The file is as it was.
    browser.eval("localStorage.clear()");
    let old = article("Flu", "About the flu.");
    let desk = desk.serve_again();
    assert_eq!(read(&desk, FLU), old);
    enter(&mut browser, &desk, FLU);
    browser.wait(&format!("{NOTICE}.innerText.includes('unsaved text')"));
    browser.eval(&format!("{NOTICE}.querySelector('button').click()"));
    browser.wait(&format!("{TEXT}.includes('Not saved.')"));
    press(&mut browser, "save");
    saved(&mut browser);
    assert_eq!(read(&desk, FLU), format!("{old}Not saved.\n"));
}

#[test]
fn findings_stand_under_their_words_and_the_policy_holds() {
    let Some(mut browser) = Browser::start() else { return };
    let desk = Folder::new().serve();
    enter(&mut browser, &desk, FLU);
    browser.eval("window.broken = []; addEventListener('securitypolicyviolation', (event) => window.broken.push(event.violatedDirective))");
    type_at_end(&mut browser, "\n[where](nowhere.md)\n");
    browser.wait("document.getElementById('findings').innerText.includes('nowhere.md')");
    browser.wait(&format!("{ROOM}.view.dom.querySelector('.cm-lintRange') !== null"));
    let marked = format!("{ROOM}.view.dom.querySelector('.cm-lintRange').textContent");
    assert!(browser.eval(&marked).as_str().is_some_and(|words| words.contains("nowhere.md")));
    // The front matter is not in sight, and cannot be typed over.
    browser.eval(&format!("{ROOM}.view.dispatch({{ changes: {{ from: 0, to: 3, insert: '' }} }})"));
    assert!(browser.eval(TEXT).as_str().is_some_and(|text| text.starts_with("---\ntitle: Flu\n")));
    assert_eq!(browser.eval(&format!("{ROOM}.view.contentDOM.innerText.includes('title: Flu')")), false);
    press(&mut browser, "source");
    browser.wait(&format!("{ROOM}.view.contentDOM.innerText.includes('title: Flu')"));
    assert_eq!(browser.eval("window.broken"), json!([]));
    for width in [320, 1280] {
        browser.size(width);
        let wide = "document.documentElement.scrollWidth <= innerWidth ? '' : document.documentElement.scrollWidth";
        assert_eq!(browser.eval(wide), "", "at {width}");
    }
}
