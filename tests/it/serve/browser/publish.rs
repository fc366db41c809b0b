//! The page "Publish" in a browser: nothing goes anywhere before somebody has seen what would change.

use serde_json::json;

use super::chromium::Browser;
use crate::serve::publishing;

fn click(what: &str) -> String {
    format!("document.querySelector('[data-do={what}]').click()")
}

fn says(words: &str) -> String {
    format!("document.querySelector('section.target .report').innerText.includes('{words}')")
}

#[test]
fn somebody_sees_what_would_change_before_it_is_sent() {
    let Some(mut browser) = Browser::start() else { return };
    let (desk, fake) = publishing::desk();
    browser.visit(&format!("http://{}/_bedside/publish", desk.address()));
    assert_eq!(browser.eval("document.querySelector('[data-do=send]').disabled"), true);
    browser.eval(&click("look"));
    browser.wait(&says("Would send 1 file (2 kB), delete 0, 9 unchanged"));
    browser.wait(&says("Flu, by Ann Roe"));
    for width in [320, 390, 1280] {
        browser.size(width);
        let wide = "document.documentElement.scrollWidth <= innerWidth ? '' : document.documentElement.scrollWidth";
        assert_eq!(browser.eval(wide), "", "at {width}");
    }
    browser.eval(&click("send"));
    browser.wait(&says("5 files of 9 would be deleted"));
    browser.eval(&click("send"));
    assert_eq!(browser.eval("document.activeElement.type"), "checkbox", "it asks first");
    browser.eval("document.activeElement.click()");
    browser.eval(&click("send"));
    browser.wait(&says("Sent 1 file (2 kB), deleted 0"));
    let errands: Vec<_> = fake.0.lock().expect("errands").iter().map(|errand| (errand.send, errand.agreed)).collect();
    assert_eq!(errands, [(false, false), (true, false), (true, true)]);
    let broken = "(async () => { const found = []; const watch = new ReportingObserver((all) => found.push(...all), \
                  { types: ['csp-violation'], buffered: true }); watch.observe(); await new Promise((done) => setTimeout(done)); return found.length; })()";
    assert_eq!(browser.eval(broken), json!(0));
}
