//! The desk in a browser: counts and copies while a text is changed, news of every save, a phone, no broken policy.

use serde_json::json;

use super::chromium::Browser;
use crate::serve::support::{Folder, SETTINGS, article};

const FLU: &str = "/_bedside/documents/articles/flu.md";

#[test]
fn counts_follow_the_text_and_news_keep_what_was_typed() {
    let Some(mut browser) = Browser::start() else { return };
    let desk = Folder::new().write("bedside.yaml", &format!("{SETTINGS}channels: [x, facebook]\n")).serve();
    browser.visit(&format!("http://{}{FLU}", desk.address()));
    browser.eval("window.kept = 1");
    browser.wait("document.querySelector('button[data-copy=text-x]').hidden === false");
    let type_in = |id: &str, text: &str| {
        format!(
            "(() => {{ const box = document.getElementById('{id}'); box.value = '{text}'; \
                 box.dispatchEvent(new Event('input', {{ bubbles: true }})); }})()"
        )
    };
    browser.eval(&type_in("text-x", &"日".repeat(141)));
    browser.wait("document.getElementById('count-x').textContent === '282 of 280: too long'");
    browser.eval(&type_in("text-facebook", "four"));
    browser.wait("document.getElementById('count-facebook').textContent === '4 of 5000'");
    // A problem in another document changes the verdict, and nothing else here.
    desk.write("content/articles/bad.md", "nothing");
    browser.wait("document.getElementById('verdict').textContent.includes('1 error')");
    assert_eq!(browser.eval("document.getElementById('text-facebook').value"), "four");
    desk.write("content/articles/flu.md", &article("Influenza", "Another text."));
    browser.wait("document.querySelector('h1').textContent === 'Influenza' && document.title.startsWith('Influenza')");
    assert_eq!(browser.eval("window.kept"), 1, "the page was not loaded anew");
}

#[test]
fn a_phone_shows_the_page_and_follows_it() {
    let Some(mut browser) = Browser::start() else { return };
    let desk = Folder::new().write("content/articles/bad.md", "nothing").serve();
    browser.visit(&format!("http://{}{FLU}", desk.address()));
    let page = "document.querySelector('iframe').contentDocument";
    browser.eval("document.querySelector('iframe').scrollIntoView()");
    browser.wait(&format!("{page}?.body?.innerText.includes('About the flu.')"));
    assert_eq!(browser.eval("document.querySelector('iframe').contentWindow.innerWidth"), 390);
    desk.write("content/articles/flu.md", &article("Flu", "Seen on the phone."));
    browser.wait(&format!("{page}.body.innerText.includes('Seen on the phone.')"));
    let overlay = format!("{page}.querySelector('bedside-preview').shadowRoot.querySelector('.panel').hidden");
    assert_eq!(browser.eval(&overlay), true, "the problems are beside the phone, not over it");
}

#[test]
fn every_page_of_the_desk_keeps_its_policy_and_fits_a_phone() {
    let Some(mut browser) = Browser::start() else { return };
    let long = "Pneumonoultramicroscopicsilicovolcanoconiosis".repeat(3);
    let desk = Folder::new()
        .write("bedside.yaml", &format!("{SETTINGS}channels: [x, instagram, pinterest]\n"))
        .write("content/articles/bad.md", &article(&long, &format!("[{long}]({long}.md)")))
        .serve_with(|options| options.request.no_cards = false);
    for path in [
        "/_bedside/",
        "/_bedside/publish",
        "/_bedside/documents",
        "/_bedside/calendar",
        FLU,
        "/_bedside/documents/articles/bad.md",
    ] {
        browser.visit(&format!("http://{}{path}", desk.address()));
        let broken = "(async () => { const found = []; const watch = new ReportingObserver((all) => found.push(...all.map((one) => one.body.effectiveDirective)), { types: ['csp-violation'], buffered: true }); \
                      watch.observe(); \
                      for (let turn = 0; turn < 5; turn++) { await new Promise((done) => setTimeout(done)); } return found; })()";
        assert_eq!(browser.eval(broken), json!([]), "{path}");
        for width in [320, 390, 1280] {
            browser.size(width);
            let wide = "document.documentElement.scrollWidth <= innerWidth ? '' : document.documentElement.scrollWidth";
            assert_eq!(browser.eval(wide), "", "{path} at {width}");
        }
    }
}
