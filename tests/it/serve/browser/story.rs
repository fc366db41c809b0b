//! Stories of a writer's day, from a page of the desk to the bytes on the disk: a myth from a claim, a quick correction, a phone.

use serde_json::json;

use super::chromium::Browser;
use super::form::{fill, has, stored};
use super::write::{FLU, ROOM, TEXT, enter, read};
use crate::serve::support::{Desk, Folder, article};

/// Begins a document on the page that begins them; its text as the archetype has it.
fn begin(browser: &mut Browser, desk: &Desk, (kind, title): (&str, &str), file: &str) -> String {
    browser.visit(&format!("http://{}/_bedside/write", desk.address()));
    let (kind, title) = (json!(kind), json!(title));
    browser.eval(&format!(
        "(() => {{ document.getElementById('kind').value = {kind}; document.getElementById('new-title').value = {title}; \
         document.querySelector('#new button').click(); }})()"
    ));
    browser.wait(&format!("{ROOM}?.dataset.ready === 'true'"));
    assert_eq!(browser.eval(&format!("{ROOM}.dataset.file")), file);
    read(desk, file)
}

/// Puts a text in the place of the one that the archetype has, as somebody who selects all and types.
fn write(browser: &mut Browser, text: &str) {
    browser.eval(&format!(
        "(() => {{ const view = {ROOM}.view; view.focus(); \
         view.dispatch({{ selection: {{ anchor: {TEXT}.indexOf('\\n---\\n') + 6, head: {TEXT}.length }} }}); }})()"
    ));
    browser.types(text);
    has(browser, text);
}

/// The front matter of a text that was begun, with some lines changed and a text below it.
fn changed(begun: &str, changes: &[(&str, &str)], text: &str) -> String {
    let (front, _) = begun.split_once("\n---\n").expect("a front matter");
    let front = changes.iter().fold(format!("{front}\n"), |front, (old, new)| {
        assert_eq!(front.matches(old).count(), 1, "{old}: {front}");
        front.replace(old, new)
    });
    format!("{front}---\n\n{text}")
}

const DRAFT: &str = "draft: true  # remove this line when the text is ready\n";

#[test]
fn a_myth_from_a_claim_that_people_share() {
    let Some(mut browser) = Browser::start() else { return };
    let desk = Folder::new().write("content/people/ng.md", "---\ntitle: Dr. Ng\n---\n").serve();
    let file = "content/myths/flu-shots-cannot-give-you-the-flu.md";
    let begun = begin(&mut browser, &desk, ("myth", "Flu shots cannot give you the flu"), file);
    for (field, value, line) in [
        ("summary", "The shot holds no living virus.", "summary: \"The shot holds no living virus.\""),
        ("claims-0-fact", "It holds no living virus.", "fact: \"It holds no living virus.\""),
        ("claims-0-claim", "The shot gives you the flu.", "claim: \"The shot gives you the flu.\""),
        ("claims-0-verdict", "false", "verdict: \"false\""),
        ("claims-0-why_believed", "A sore arm is common.", "why_believed: \"A sore arm is common.\""),
        ("claims-0-what_to_do", "Get your shot.", "what_to_do: \"Get your shot.\""),
        ("conditions", "flu", "conditions: [influenza]"),
    ] {
        fill(&mut browser, field, value);
        has(&mut browser, line);
    }
    browser.eval("document.getElementById('field-draft').click()");
    browser.wait(&format!("!{TEXT}.includes('\\ndraft: true')"));
    write(&mut browser, "What the arm feels is its defense.");
    let expected = changed(
        &begun,
        &[
            ("summary: \"\"", "summary: \"The shot holds no living virus.\""),
            ("\"REPLACE: what is true instead, in one sentence\"", "\"It holds no living virus.\""),
            ("\"REPLACE: the sentence that people share, word for word\"", "\"The shot gives you the flu.\""),
            ("verdict: unproven", "verdict: \"false\""),
            ("\"REPLACE: the grain of truth or the experience behind it\"", "\"A sore arm is common.\""),
            ("\"REPLACE: what the reader can do now\"", "\"Get your shot.\""),
            ("conditions: []", "conditions: [influenza]"),
            (DRAFT, ""),
        ],
        "What the arm feels is its defense.",
    );
    assert_eq!(stored(&mut browser, &desk, file), expected);
    let page = desk.get("/myths/flu-shots-cannot-give-you-the-flu/").body;
    let at = |words: &str| page.find(words).unwrap_or_else(|| panic!("{words}: {page}"));
    assert!(at("<h1") < at("The shot gives you the flu.") && page.contains("Dr. Ng"), "the fact comes first");
}

#[test]
fn a_quick_correction_of_a_rumor() {
    let Some(mut browser) = Browser::start() else { return };
    let desk = Folder::new().write("content/people/ng.md", "---\ntitle: Dr. Ng\n---\n").serve();
    let file = "content/updates/our-tap-water-is-safe.md";
    let begun = begin(&mut browser, &desk, ("quick-correction", "Our tap water is safe"), file);
    for (field, value, line) in [
        ("claims-0-fact", "The water is safe.", "fact: \"The water is safe.\""),
        ("claims-0-claim", "The water makes you ill.", "claim: \"The water makes you ill.\""),
        ("claims-0-verdict", "false", "verdict: \"false\""),
        ("claims-0-what_to_do", "Drink it.", "what_to_do: \"Drink it.\""),
    ] {
        fill(&mut browser, field, value);
        has(&mut browser, line);
    }
    browser.eval("document.getElementById('field-draft').click()");
    browser.wait(&format!("!{TEXT}.includes('\\ndraft: true')"));
    write(&mut browser, "The city tests it each day.");
    let expected = changed(
        &begun,
        &[
            ("\"REPLACE: what is true instead, in one sentence\"", "\"The water is safe.\""),
            ("\"REPLACE: the sentence that people share, word for word\"", "\"The water makes you ill.\""),
            ("verdict: unproven", "verdict: \"false\""),
            ("\"REPLACE: what the reader can do now\"", "\"Drink it.\""),
            (DRAFT, ""),
        ],
        "The city tests it each day.",
    );
    assert_eq!(stored(&mut browser, &desk, file), expected);
    assert!(desk.get("/updates/our-tap-water-is-safe/").body.contains("The city tests it each day."));
}

#[test]
fn an_edit_on_a_phone() {
    let Some(mut browser) = Browser::start() else { return };
    let desk = Folder::new().serve();
    browser.call(
        "Emulation.setDeviceMetricsOverride",
        &json!({ "width": 390, "height": 844, "deviceScaleFactor": 3, "mobile": true }),
    );
    browser.call("Emulation.setTouchEmulationEnabled", &json!({ "enabled": true }));
    enter(&mut browser, &desk, FLU);
    let tap = |browser: &mut Browser, what: &str| {
        let at = browser.eval(&format!(
            "(() => {{ const one = {what}; one.scrollIntoView({{ block: 'center' }}); const box = one.getBoundingClientRect(); \
             return [box.left + Math.min(box.width / 2, 40), box.top + box.height / 2]; }})()"
        ));
        for (kind, points) in [("touchStart", json!([{ "x": at[0], "y": at[1] }])), ("touchEnd", json!([]))] {
            browser.call("Input.dispatchTouchEvent", &json!({ "type": kind, "touchPoints": points }));
        }
    };
    tap(&mut browser, &format!("[...{ROOM}.view.contentDOM.querySelectorAll('.cm-line')].at(-2)"));
    browser.wait(&format!("{ROOM}.view.hasFocus"));
    browser.press("End");
    browser.eval(&format!("{ROOM}.view.dispatch({{ selection: {{ anchor: {TEXT}.length - 1 }} }})"));
    browser.types(" It spreads by coughs.");
    browser.wait("document.getElementById('page').contentDocument?.body?.innerText.includes('It spreads by coughs.')");
    assert_eq!(browser.eval("document.documentElement.scrollWidth <= innerWidth"), true, "no scrolling to the side");
    tap(&mut browser, "document.querySelector('button[data-do=save]')");
    super::write::saved(&mut browser);
    assert_eq!(read(&desk, FLU), article("Flu", "About the flu. It spreads by coughs."));
}

#[test]
fn a_text_and_its_page_scroll_together() {
    let Some(mut browser) = Browser::start() else { return };
    let long = "A paragraph with some words that fill a line.\n\n".repeat(150);
    let desk = Folder::new().write(FLU, &article("Flu", &long)).serve();
    browser.size(1280);
    enter(&mut browser, &desk, FLU);
    let page = "document.getElementById('page').contentWindow";
    browser.wait(&format!("{page}?.document?.body?.innerText.includes('A paragraph with')"));
    browser.eval(&format!("{ROOM}.view.scrollDOM.scrollTop = {ROOM}.view.scrollDOM.scrollHeight"));
    let at_end = "root.scrollHeight - page.innerHeight - page.scrollY < 40";
    let seen = |condition: &str| {
        format!("(() => {{ const page = {page}, root = page.document.documentElement; return {condition}; }})()")
    };
    browser.wait(&seen(at_end));
    // The page leads once the text has come to rest.
    browser.wait(&format!(
        "(() => {{ {page}.scrollTo({{ top: 0, behavior: 'instant' }}); return {ROOM}.view.scrollDOM.scrollTop < 40; }})()"
    ));
}
