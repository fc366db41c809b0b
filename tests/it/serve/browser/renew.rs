//! Pages of the desk that are renewed while somebody works on them: what was typed, opened, chosen and told stays.

#![expect(clippy::disallowed_methods, reason = "a test prepares and reads its folders by hand")]

use serde_json::json;

use super::chromium::Browser;
use super::write::{FLU, NOTICE, ROOM, TEXT, enter, read, saved};
use crate::serve::command::{line, project, serve};
use crate::serve::support::{Folder, SETTINGS, article};
use crate::serve::{plans, publishing};

/// Types into a box as somebody who stays in it.
fn put(browser: &mut Browser, id: &str, value: &str) {
    let value = json!(value);
    browser.eval(&format!(
        "(() => {{ const box = document.getElementById('{id}'); box.focus(); box.value = {value}; \
         box.dispatchEvent(new Event('input', {{ bubbles: true }})); }})()"
    ));
}

#[test]
fn a_day_that_is_being_chosen_stays_with_its_post_when_another_one_comes() {
    let Some(mut browser) = Browser::start() else { return };
    let desk = plans::desk();
    browser.visit(&format!("http://{}/_bedside/calendar", desk.address()));
    let plan = "document.querySelector('.plan[data-what=date][data-file=\"content/articles/soon.md\"]')";
    let day = format!("{plan}.querySelector('input')");
    browser.eval(&format!("{plan}.querySelector('details').open = true; {day}.focus(); {day}.value = '2026-12-11'"));
    // It is the first of its day and of all documents: every place in the lists is another one.
    desk.write("content/articles/another.md", &article("Another", "x").replace("2026-11-02", "2026-12-02 06:00"));
    browser.wait("document.querySelector('.plan[data-file=\"content/articles/another.md\"]') !== null");
    assert_eq!(browser.eval(&format!("{plan}.querySelector('details').open")), true);
    assert_eq!(browser.eval(&format!("{day}.value")), "2026-12-11");
    assert_eq!(browser.eval(&format!("document.activeElement === {day}")), true);
    browser.eval(&format!("{plan}.querySelector('button').click()"));
    browser.wait(&format!("{plan}?.closest('.day').dataset.day === '2026-12-11'"));
    assert!(plans::read(&desk).contains("date: \"2026-12-11 07:00\"  # before work\r\n"), "{}", plans::read(&desk));
}

#[test]
fn a_post_that_was_changed_by_hand_stays_and_the_others_follow() {
    let Some(mut browser) = Browser::start() else { return };
    let desk = Folder::new().write("bedside.yaml", &format!("{SETTINGS}channels: [x, facebook]\n")).serve();
    browser.visit(&format!("http://{}/_bedside/documents/articles/flu.md", desk.address()));
    browser.eval("window.kept = 1");
    put(&mut browser, "text-facebook", "four");
    browser.wait("document.getElementById('count-facebook').textContent === '4 of 5000'");
    desk.write(FLU, &article("Influenza", "Another text."));
    browser.wait("document.getElementById('text-x').value.includes('Influenza')");
    assert_eq!(browser.eval("document.getElementById('text-facebook').value"), "four");
    browser.wait("document.getElementById('count-facebook').textContent === '4 of 5000'");
    assert_eq!(browser.eval("document.activeElement.id"), "text-facebook");
    assert_eq!(browser.eval("document.getElementById('told').textContent"), "Updated. What you typed is kept.");
    // The file goes, as `git checkout` may have it for a moment, and comes back.
    desk.remove(FLU);
    browser.wait("document.getElementById('told').textContent.startsWith('This page is gone')");
    desk.write(FLU, &article("Influenza again", "Another text."));
    browser.wait("document.querySelector('h1').textContent === 'Influenza again'");
    assert_eq!(browser.eval("document.getElementById('text-facebook').value"), "four");
    assert_eq!(browser.eval("window.kept"), 1, "the page was not loaded anew");
}

#[test]
fn what_is_told_and_agreed_to_stays_on_the_page_that_publishes() {
    let Some(mut browser) = Browser::start() else { return };
    let (desk, fake) = publishing::desk();
    browser.visit(&format!("http://{}/_bedside/publish", desk.address()));
    let click = |what: &str| format!("document.querySelector('section.target [data-do={what}]').click()");
    let says = |words: &str| format!("document.querySelector('section.target .report').innerText.includes('{words}')");
    browser.eval(&click("look"));
    browser.wait(&says("Would send 1 file"));
    browser.eval(&click("send"));
    browser.wait(&says("5 files of 9 would be deleted"));
    browser.eval("document.querySelector('.agree input').click()");
    desk.write("content/articles/soon.md", &article("Fresh", "x"));
    browser.wait("document.getElementById('next').innerText.includes('Fresh')");
    assert_eq!(browser.eval(&says("5 files of 9 would be deleted")), true);
    assert_eq!(browser.eval("document.querySelector('.agree input').checked"), true);
    browser.eval(&click("send"));
    browser.wait(&says("Sent 1 file"));
    assert_eq!(fake.0.lock().expect("errands").len(), 3);
}

#[test]
fn a_title_that_is_being_typed_stays_and_a_trash_that_has_come_gives_back() {
    let Some(mut browser) = Browser::start() else { return };
    let desk = Folder::new().write("content/articles/old.md", &article("Old", "x")).serve();
    browser.visit(&format!("http://{}/_bedside/write", desk.address()));
    put(&mut browser, "new-title", "Half a ti");
    let mark =
        crate::serve::writing::ask(&desk, "open", &json!({ "file": "content/articles/old.md" })).1["mark"].clone();
    crate::serve::writing::ask(&desk, "discard", &json!({ "file": "content/articles/old.md", "base": mark }));
    browser.wait("document.querySelector('#trash button') !== null");
    assert_eq!(
        browser.eval("[document.activeElement.id, document.activeElement.value]"),
        json!(["new-title", "Half a ti"])
    );
    browser.eval("document.querySelector('#trash button').click()");
    browser.wait(&format!("{ROOM}?.dataset.file === 'content/articles/old.md' && {ROOM}.dataset.ready === 'true'"));
}

#[test]
fn a_reply_and_what_was_found_in_it_stay_when_the_words_of_the_practice_change() {
    let Some(mut browser) = Browser::start() else { return };
    let desk = Folder::new().serve();
    browser.visit(&format!("http://{}/_bedside/replies", desk.address()));
    put(&mut browser, "reply", "Thank you for coming to see us.");
    browser.eval("document.querySelector('#check button').click()");
    browser.wait("document.querySelector('#checked li, #checked p') !== null");
    let found = browser.eval("document.getElementById('checked').innerText");
    desk.write("data/replies.yaml", "replies:\n  - {case: praise, language: en, text: Words of our own.}\n");
    browser.wait("document.getElementById('replies').innerText.includes('Words of our own.')");
    assert_eq!(browser.eval("document.getElementById('reply').value"), "Thank you for coming to see us.");
    assert_eq!(browser.eval("document.getElementById('checked').innerText"), found);
}

#[test]
fn values_that_are_set_at_once_are_all_there_and_are_saved_with_the_text() {
    let Some(mut browser) = Browser::start() else { return };
    let desk = Folder::new().write("content/people/ng.md", "---\ntitle: Dr. Ng\n---\n").serve();
    enter(&mut browser, &desk, FLU);
    browser.eval(
        "(() => { const add = (id, word) => { const box = document.getElementById(id); box.value = word; box.dispatchEvent(new Event('change')); }; \
         add('field-authors', 'Dr. Ng'); add('field-authors', 'guest'); add('field-conditions', 'asthma'); \
         const summary = document.getElementById('field-summary'); summary.closest('details').open = true; summary.focus(); summary.value = 'In short.'; \
         summary.dispatchEvent(new Event('input', { bubbles: true })); })()",
    );
    // Saved from the keyboard, with the keyboard still in a field.
    browser.eval("dispatchEvent(new KeyboardEvent('keydown', { key: 's', ctrlKey: true }))");
    browser.wait(&format!("{TEXT}.includes('In short.')"));
    saved(&mut browser);
    let expected = article("Flu", "About the flu.")
        .replace("\n---\n\n", "\nauthors: [ng, guest]\nconditions: [asthma]\nsummary: In short.\n---\n\n");
    assert_eq!(read(&desk, FLU), expected);
}

#[test]
fn a_room_that_stays_open_goes_on_when_bedside_is_started_again() {
    let Some(mut browser) = Browser::start() else { return };
    let folder = project();
    let host = |first: &str| {
        first.split("http://").nth(1).and_then(|rest| rest.split('/').next()).expect("an address").to_owned()
    };
    let (running, mut output) = serve(&folder, &["-p", "0"]);
    let host = host(&line(&mut output));
    browser.visit(&format!("http://{host}/_bedside/write/{FLU}"));
    browser.wait(&format!("{ROOM}.dataset.ready === 'true'"));
    browser.eval("window.kept = 1");
    // The page beside the text was still on its way: its script never came.
    browser.eval("document.getElementById('page').contentDocument.querySelector('bedside-preview')?.remove()");
    drop(running);
    let type_at_end = |text: &str| {
        format!(
            "{ROOM}.view.dispatch({{ changes: {{ from: {ROOM}.view.state.doc.length, insert: {} }} }})",
            json!(text)
        )
    };
    browser.eval(&type_at_end("While it was away.\n"));
    let port = host.rsplit(':').next().expect("a port");
    let (_running, mut output) = serve(&folder, &["-p", port]);
    line(&mut output);
    // Another run has another secret: the page takes it over, and the text that was typed meanwhile is on its page.
    browser.wait("document.getElementById('page').contentDocument?.body?.innerText.includes('While it was away.')");
    browser.wait("document.getElementById('page').contentDocument?.querySelector('bedside-preview') != null");
    browser.eval("document.querySelector('button[data-do=save]').click()");
    saved(&mut browser);
    let text = std::fs::read_to_string(folder.path().join(FLU)).expect("read");
    assert_eq!(text, article("Flu", "Text.") + "While it was away.\n");
    assert_eq!(browser.eval("window.kept"), 1, "the page was not loaded anew");
    assert_eq!(browser.eval(&format!("{NOTICE}.hidden")), true);
}

#[test]
fn a_room_goes_on_with_a_document_that_got_a_folder_in_another_tab() {
    let Some(mut browser) = Browser::start() else { return };
    let desk = Folder::new().serve();
    enter(&mut browser, &desk, FLU);
    browser.eval("window.kept = 1");
    browser.eval(&format!("{ROOM}.view.dispatch({{ changes: {{ from: {TEXT}.length, insert: 'Mine.\\n' }} }})"));
    browser.wait(&format!("Number({ROOM}.dataset.laid) > 0"));
    let mark = crate::serve::writing::ask(&desk, "open", &json!({ "file": FLU })).1["mark"].clone();
    let photo = crate::support::photo_with_place(8, 6, "x");
    let mut own = crate::serve::writing::headers(&desk);
    own.retain(|(name, _)| *name != "Content-Type");
    own.push(("Content-Type", "image/jpeg".to_owned()));
    let base = mark.as_str().expect("a mark");
    let sent = crate::serve::writing::send(&desk, &format!("picture?file={FLU}&base={base}&name=a.jpg"), &own, &photo);
    assert_eq!(sent.status, 200, "{}", sent.body);
    browser.wait("location.pathname === '/_bedside/write/content/articles/flu/index.md'");
    assert_eq!(browser.eval("localStorage.getItem('bedside:content/articles/flu.md')"), serde_json::Value::Null);
    browser.eval("document.querySelector('button[data-do=save]').click()");
    saved(&mut browser);
    assert_eq!(read(&desk, "content/articles/flu/index.md"), article("Flu", "About the flu.") + "Mine.\n");
    assert!(!desk.path(FLU).exists());
    // Undo goes back behind the move, and the text is saved where the document is now.
    browser.eval("document.querySelector('button[data-do=undo]').click()");
    browser.wait(&format!("!{TEXT}.includes('Mine.')"));
    browser.eval("document.querySelector('button[data-do=save]').click()");
    saved(&mut browser);
    assert_eq!(read(&desk, "content/articles/flu/index.md"), article("Flu", "About the flu."));
    assert_eq!(browser.eval(&format!("[window.kept, {NOTICE}.hidden]")), json!([1, true]));
}
