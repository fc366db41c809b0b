//! The form of each kind, sources without typing, blocks and links: what a writer does in a browser, and the bytes on the disk.

use serde_json::{Value, json};

use super::chromium::Browser;
use super::write::{FLU, NOTICE, ROOM, TEXT, enter, press, read, saved};
use crate::serve::support::{Desk, Folder, SETTINGS, article};

/// Puts a value into a field of the form, as somebody who leaves it.
pub(super) fn fill(browser: &mut Browser, field: &str, value: &str) {
    let value = json!(value);
    browser.wait(&format!("document.getElementById('field-{field}') !== null"));
    browser.eval(&format!(
        "(() => {{ const box = document.getElementById('field-{field}'); box.closest('details').open = true; box.focus(); box.value = {value}; \
         box.dispatchEvent(new Event('input', {{ bubbles: true }})); box.dispatchEvent(new Event('change', {{ bubbles: true }})); box.blur(); }})()"
    ));
}

fn click(browser: &mut Browser, words: &str) {
    browser
        .wait(&format!("[...document.querySelectorAll('button')].some((one) => one.textContent === {})", json!(words)));
    browser.eval(&format!(
        "[...document.querySelectorAll('button')].find((one) => one.textContent === {}).click()",
        json!(words)
    ));
}

pub(super) fn has(browser: &mut Browser, words: &str) {
    browser.wait(&format!("{TEXT}.includes({})", json!(words)));
}

/// Saves, and gives the bytes on the disk.
pub(super) fn stored(browser: &mut Browser, desk: &Desk, file: &str) -> String {
    press(browser, "save");
    saved(browser);
    read(desk, file)
}

const MYTH: &str = "content/myths/flu-shots.md";

#[test]
fn a_claim_is_put_right_in_the_order_of_the_form_and_nothing_else_changes() {
    let Some(mut browser) = Browser::start() else { return };
    let old = "---\n# Ours\ntitle: 'Flu shots cannot give you the flu'\ndate: 2026-11-02\nclaims:\n  - id: shot  # short\n    claim: \"The shot gives you the flu.\"\n    verdict: unproven\nextra: {a: 1}\n---\n\nText.\n";
    let desk = Folder::new().write(MYTH, old).serve();
    enter(&mut browser, &desk, MYTH);
    fill(&mut browser, "claims-0-fact", "The shot holds no living virus.");
    has(&mut browser, "fact: The shot holds no living virus.");
    fill(&mut browser, "claims-0-verdict", "false");
    has(&mut browser, "verdict: \"false\"");
    browser.wait(
        "document.getElementById('field-claims-0-verdict-help').textContent === 'The evidence contradicts the claim.'",
    );
    let labels =
        browser.eval("[...document.querySelectorAll('#form-claims label')].slice(0, 2).map((one) => one.textContent)");
    assert_eq!(labels, json!(["1. The fact, in one sentence", "2. The claim, as people say it"]));
    click(&mut browser, "Add a place");
    has(&mut browser, "seen: [{where: \"\"}]");
    fill(&mut browser, "claims-0-seen-0-where", "Facebook");
    has(&mut browser, "seen: [{where: \"Facebook\"}]");
    click(&mut browser, "Add a claim");
    has(&mut browser, "- id: claim-2");
    browser.wait("document.activeElement.id === 'field-claims-1-fact'");
    fill(&mut browser, "claims-1-claim", "The flu is harmless.");
    has(&mut browser, "claim: \"The flu is harmless.\"");
    let new = old
        .replace("verdict: unproven\n", "verdict: \"false\"\n    fact: The shot holds no living virus.\n    seen: [{where: \"Facebook\"}]\n  - id: claim-2\n    claim: \"The flu is harmless.\"\n    verdict: unproven\n    fact: \"\"\n");
    assert_eq!(stored(&mut browser, &desk, MYTH), new);
    click(&mut browser, "Move claim 2 up");
    browser.wait(&format!("{TEXT}.indexOf('claim-2') < {TEXT}.indexOf('id: shot')"));
    click(&mut browser, "Remove claim 1");
    browser.wait(&format!("!{TEXT}.includes('claim-2')"));
    let one = old.replace(
        "verdict: unproven\n",
        "verdict: \"false\"\n    fact: The shot holds no living virus.\n    seen: [{where: \"Facebook\"}]\n",
    );
    assert_eq!(stored(&mut browser, &desk, MYTH), one);
}

#[test]
fn a_story_has_its_consent_and_an_event_its_time_by_form() {
    let Some(mut browser) = Browser::start() else { return };
    let (story, event) = ("content/stories/ann.md", "content/events/walk.md");
    let head = "---\ntitle: A walk\ndate: 2026-11-02\n";
    let desk = Folder::new()
        .write(story, &format!("{head}consent:\n  ref: C-1  # in the safe\n---\n\nText.\n"))
        .write(event, &format!("{head}---\n\nText.\n"))
        .serve();
    enter(&mut browser, &desk, story);
    fill(&mut browser, "consent-type", "hipaa-authorization");
    has(&mut browser, "type: hipaa-authorization");
    browser.eval("document.getElementById('field-consent-scope-website').click()");
    has(&mut browser, "scope: [website]");
    fill(&mut browser, "consent-signed_on", "2026-10-01");
    has(&mut browser, "signed_on: 2026-10-01");
    fill(&mut browser, "consent-expires_on", "2027-10-01");
    has(&mut browser, "expires_on: 2027-10-01");
    assert_eq!(
        stored(&mut browser, &desk, story),
        format!(
            "{head}consent:\n  ref: C-1  # in the safe\n  type: hipaa-authorization\n  scope: [website]\n  signed_on: 2026-10-01\n  expires_on: 2027-10-01\n---\n\nText.\n"
        )
    );
    assert_eq!(browser.eval("document.querySelector('#findings .error')"), Value::Null);
    enter(&mut browser, &desk, event);
    fill(&mut browser, "starts", "2026-12-05");
    has(&mut browser, "starts: 2026-12-05");
    fill(&mut browser, "starts-time", "09:00");
    has(&mut browser, "starts: 2026-12-05 09:00");
    fill(&mut browser, "place", "1 Alder Street");
    has(&mut browser, "place: 1 Alder Street");
    assert_eq!(
        stored(&mut browser, &desk, event),
        format!("{head}starts: 2026-12-05 09:00\nplace: 1 Alder Street\n---\n\nText.\n")
    );
}

#[test]
fn a_post_is_counted_as_its_network_counts_and_a_correction_comes_first() {
    let Some(mut browser) = Browser::start() else { return };
    let desk = Folder::new()
        .write("bedside.yaml", &format!("{SETTINGS}channels: [x, facebook]\n"))
        .write(FLU, "---\ntitle: Flu\ndate: 2026-11-02\ncorrections:\n  - {date: 2026-11-03, severity: correction, what: A dose.}\n---\n\nText.\n")
        .serve();
    enter(&mut browser, &desk, FLU);
    fill(&mut browser, "social-x-text", "Get your shot.\n\nIt takes ten minutes.");
    has(&mut browser, "social:\n  x:\n    text: |-\n      Get your shot.\n\n      It takes ten minutes.\n");
    browser.wait("[...document.querySelectorAll('.sent')].some((one) => one.textContent.includes('Get your shot.') && one.textContent.includes('https://clinic.example'))");
    browser.eval("(() => { const box = document.getElementById('field-social-x-text'); box.focus(); box.value = '日'.repeat(141); box.dispatchEvent(new Event('input')); })()");
    browser.wait("document.getElementById('field-social-x-text-count').textContent === '282 of 280: too long'");
    browser.eval("(() => { const box = document.getElementById('field-social-x-text'); box.value = 'Get your shot.'; box.dispatchEvent(new Event('change')); box.blur(); })()");
    has(&mut browser, "text: Get your shot.");
    click(&mut browser, "Add a correction");
    has(&mut browser, "- date: 2026-11-23\n    severity: correction\n    what: \"\"\n  - {date");
    fill(&mut browser, "corrections-0-what", "The age was wrong: it is 65.");
    has(&mut browser, "what: \"The age was wrong: it is 65.\"");
    assert_eq!(
        stored(&mut browser, &desk, FLU),
        "---\ntitle: Flu\ndate: 2026-11-02\ncorrections:\n  - date: 2026-11-23\n    severity: correction\n    what: \"The age was wrong: it is 65.\"\n  - {date: 2026-11-03, severity: correction, what: A dose.}\nsocial:\n  x:\n    text: Get your shot.\n---\n\nText.\n"
    );
}

const RIS: &str = "TY  - JOUR\nAU  - Roe, Ann\nAU  - Doe, Cy\nTI  - Shots and colds\nT2  - Journal of Tests\nPY  - 2024\nVL  - 3\nSP  - 12\nEP  - 19\nDO  - 10.1000/shots\nER  - \n";

fn paste(browser: &mut Browser, text: &str) {
    browser.eval(&format!("document.getElementById('source-text').value = {}", json!(text)));
    click(browser, "Preview");
}

#[test]
fn a_pasted_source_goes_into_the_library_and_is_cited_where_one_writes() {
    let Some(mut browser) = Browser::start() else { return };
    let desk = Folder::new().serve();
    enter(&mut browser, &desk, FLU);
    browser.eval(&format!("{ROOM}.view.dispatch({{ selection: {{ anchor: {TEXT}.length - 2 }} }})"));
    press(&mut browser, "cite");
    paste(&mut browser, RIS);
    browser.wait("document.querySelector('dialog').innerText.includes('Roe A, Doe C. Shots and colds.')");
    click(&mut browser, "Cite Roe and Doe 2024");
    has(&mut browser, "[@");
    has(&mut browser, "About the flu[@roe-2024].");
    let library: Value = serde_json::from_str(&read(&desk, "data/sources.json")).expect("a list");
    assert_eq!((library[0]["id"].as_str(), library[0]["DOI"].as_str()), (Some("roe-2024"), Some("10.1000/shots")));
    assert_eq!(stored(&mut browser, &desk, FLU), article("Flu", "About the flu[@roe-2024]."));
    // The same work again, by its DOI alone, is found; another by hand goes into the document.
    press(&mut browser, "cite");
    paste(&mut browser, "https://doi.org/10.1000/SHOTS");
    browser.wait("document.querySelector('dialog').innerText.includes('Already in the library, as roe-2024.')");
    paste(&mut browser, "26551272");
    browser.wait("document.activeElement.name === 'title'");
    browser.eval("(() => { const form = document.querySelector('dialog form'); form.elements.title.value = 'A trial'; form.elements.author.value = 'Poe, Eve\\nThe Group'; \
                  form.elements.issued.value = '2015-11'; document.getElementById('source-place').value = 'document'; form.requestSubmit(); })()");
    click(&mut browser, "Cite Poe and The Group 2015");
    has(&mut browser, "[@poe-2015]");
    let text = stored(&mut browser, &desk, FLU);
    let entry = "sources:\n  - id: poe-2015\n    type: article-journal\n    title: A trial\n";
    assert!(text.contains(entry) && text.contains("PMID: \"26551272\""), "{text}");
    assert_eq!(browser.eval("document.querySelector('#findings .error')"), Value::Null);
    // `[@` completes by a word of the title.
    browser.eval(&format!("(() => {{ const view = {ROOM}.view; view.focus(); view.dispatch({{ changes: {{ from: view.state.doc.length, insert: '[@colds' }}, selection: {{ anchor: view.state.doc.length + 7 }}, userEvent: 'input.type' }}); }})()"));
    browser.wait(&format!(
        "{ROOM}.view.dom.getRootNode().querySelector('.cm-tooltip-autocomplete')?.innerText.includes('roe-2024')"
    ));
}

#[test]
fn blocks_callouts_and_links_are_inserted_by_form() {
    let Some(mut browser) = Browser::start() else { return };
    let desk = Folder::new().write("content/pages/contact.md", "---\ntitle: Contact us\n---\n\nCall.\n").serve();
    enter(&mut browser, &desk, FLU);
    let answer = |values: Value| {
        format!(
            "(() => {{ const box = document.querySelector('dialog'), form = box.querySelector('form'), values = {values}; \
             for (const [name, value] of Object.entries(values)) form.elements[name].value = value; form.querySelector('button.main').click(); }})()"
        )
    };
    browser.eval(&format!("{ROOM}.view.dispatch({{ selection: {{ anchor: {TEXT}.length }} }})"));
    press(&mut browser, "block");
    browser.eval(&answer(json!({ "what": "care" })));
    browser.wait("document.querySelector('dialog textarea[name=items]') !== null");
    browser.eval(&answer(json!({ "level": "urgent", "items": "Fever: over 103 °F\nA stiff neck" })));
    has(&mut browser, "\n```care\nlevel: urgent\nitems:\n  - \"Fever: over 103 °F\"\n  - A stiff neck\n```\n");
    press(&mut browser, "block");
    browser.eval(&answer(json!({ "what": "callout" })));
    browser.wait("document.querySelector('dialog select[name=mark]') !== null");
    browser.eval(&answer(json!({ "mark": "TIP", "title": "", "text": "Drink.\nRest." })));
    has(&mut browser, "\n> [!TIP]\n> Drink.\n> Rest.\n");
    press(&mut browser, "link");
    browser.eval(&answer(json!({ "words": "", "to": "Contact us" })));
    has(&mut browser, "[Contact us](/contact/)");
    assert_eq!(
        stored(&mut browser, &desk, FLU),
        article("Flu", "About the flu.")
            + "\n```care\nlevel: urgent\nitems:\n  - \"Fever: over 103 °F\"\n  - A stiff neck\n```\n\n> [!TIP]\n> Drink.\n> Rest.\n[Contact us](/contact/)"
    );
    assert_eq!(browser.eval("document.getElementById('findings').innerText.includes('error')"), false);
}

#[test]
fn a_document_is_duplicated_and_gets_another_address_that_the_old_one_leads_to() {
    let Some(mut browser) = Browser::start() else { return };
    let desk = Folder::new().serve();
    enter(&mut browser, &desk, FLU);
    let say = |text: &str| {
        format!(
            "(() => {{ const form = document.querySelector('dialog form'); form.elements.text.value = {}; form.querySelector('button.main').click(); }})()",
            json!(text)
        )
    };
    press(&mut browser, "readdress");
    browser.eval(&say("influenza"));
    browser.wait(&format!("{TEXT}.includes('slug: influenza')"));
    let moved =
        "---\ntitle: Flu\ndate: 2026-11-02\nslug: influenza\naliases: [/articles/flu/]\n---\n\nAbout the flu.\n";
    assert_eq!(read(&desk, FLU), moved);
    assert_eq!(desk.get("/articles/influenza/").status, 200);
    let old = desk.get("/articles/flu/");
    assert!(old.header("Location").unwrap_or(&old.body).contains("/articles/influenza/"), "{old:?}");
    press(&mut browser, "duplicate");
    browser.eval(&say("The flu next year"));
    browser.wait(&format!(
        "{ROOM}?.dataset.file === 'content/articles/the-flu-next-year.md' && {ROOM}.dataset.ready === 'true'"
    ));
    let copy = "---\ntitle: The flu next year\ndate: 2026-11-23\ndraft: true\n---\n\nAbout the flu.\n";
    assert_eq!(read(&desk, "content/articles/the-flu-next-year.md"), copy);
}

#[test]
fn changes_of_different_lines_come_together() {
    let Some(mut browser) = Browser::start() else { return };
    let long = article("Flu", "One.\n\nTwo.\n\nThree.");
    let desk = Folder::new().write(FLU, &long).serve();
    enter(&mut browser, &desk, FLU);
    browser.eval(&format!(
        "(() => {{ const view = {ROOM}.view, at = {TEXT}.indexOf('Three.'); view.dispatch({{ changes: {{ from: at, to: at + 6, insert: 'Mine.' }} }}); }})()"
    ));
    desk.write(FLU, &long.replace("title: Flu", "title: Influenza"));
    press(&mut browser, "save");
    browser.wait(&format!("!{NOTICE}.hidden"));
    click(&mut browser, "Keep both changes");
    assert_eq!(
        stored(&mut browser, &desk, FLU),
        long.replace("title: Flu", "title: Influenza").replace("Three.", "Mine.")
    );
}

#[test]
fn who_is_in_a_picture_days_of_ones_own_and_what_is_left_out_have_fields() {
    let Some(mut browser) = Browser::start() else { return };
    let head = "---\ntitle: A walk\ndate: 2026-11-02\n";
    let (article, event) = ("content/articles/walk.md", "content/events/walk.md");
    let old = format!(
        "{head}image:\n  src: /walk.jpg  # ours\n  alt: Two people\nreviewed: {{by: ng, on: 2026-11-03}}\n---\n\nText.\n"
    );
    let desk = Folder::new()
        .write("bedside.yaml", &format!("{SETTINGS}channels: [x]\n"))
        .write("content/people/ng.md", "---\ntitle: Dr. Ng\n---\n")
        .write(article, &old)
        .write(
            event,
            &format!("{head}starts: 2026-12-05 09:00\nrepeat: {{every: week, until: 2027-01-30}}\n---\n\nText.\n"),
        )
        .serve();
    enter(&mut browser, &desk, article);
    let released = "document.getElementById('field-image-people-consented').closest('.grid > *')";
    browser.wait(&format!("{released}.hidden"));
    fill(&mut browser, "image-people", "consented");
    has(&mut browser, "people: {consented: \"\"}");
    browser.wait(&format!("!{released}.hidden"));
    fill(&mut browser, "image-people-consented", "C-2026-014");
    has(&mut browser, "people: {consented: \"C-2026-014\"}");
    browser.eval("document.getElementById('field-image-people-scope-website').click()");
    has(&mut browser, "scope: [website]");
    fill(&mut browser, "image-people-expires_on", "2027-06-30");
    has(&mut browser, "expires_on: 2027-06-30");
    fill(&mut browser, "reviewed-conflicts", "none");
    has(&mut browser, "conflicts: none");
    fill(&mut browser, "discussion-x", "https://x.com/clinic/status/1");
    has(&mut browser, "discussion: {x: \"https://x.com/clinic/status/1\"}\n");
    click(&mut browser, "Add your own day");
    browser.wait("document.querySelector('dialog input[name=from]') !== null");
    browser.eval(
        "(() => { const form = document.querySelector('dialog form'); form.elements.name.value = 'Clinic day'; \
         form.elements.from.value = '2026-12-10'; form.elements.to.value = '2026-12-11'; form.querySelector('button[value=yes]').click(); })()",
    );
    has(&mut browser, "name: Clinic day");
    let new = old
        .replace("  alt: Two people\n", "  alt: Two people\n  people: {consented: \"C-2026-014\", scope: [website], expires_on: 2027-06-30}\n")
        .replace("on: 2026-11-03}", "on: 2026-11-03, conflicts: none}")
        .replace(
            "}\n---\n",
            "}\ndiscussion: {x: \"https://x.com/clinic/status/1\"}\nawareness:\n  - name: Clinic day\n    from: 2026-12-10\n    to: 2026-12-11\n---\n",
        );
    assert_eq!(stored(&mut browser, &desk, article), new);

    enter(&mut browser, &desk, event);
    fill(&mut browser, "repeat-except", "2026-12-26");
    assert_eq!(browser.eval(&format!("{TEXT}.includes('except')")), false, "a day that is typed waits for the button");
    click(&mut browser, "Add the day");
    has(&mut browser, "except: [2026-12-26]");
    fill(&mut browser, "status", "moved");
    has(&mut browser, "status: moved");
    fill(&mut browser, "cost", "free");
    has(&mut browser, "cost: free");
    assert_eq!(
        stored(&mut browser, &desk, event),
        format!(
            "{head}starts: 2026-12-05 09:00\nrepeat: {{every: week, until: 2027-01-30, except: [2026-12-26]}}\nstatus: moved\ncost: free\n---\n\nText.\n"
        )
    );
}
