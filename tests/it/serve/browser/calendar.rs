//! The calendar in a browser: a post goes to another day by the keyboard alone, and by drag.

use serde_json::json;

use super::chromium::Browser;
use crate::serve::plans::{desk, read};

#[test]
fn a_post_goes_to_another_day_by_keyboard_and_by_drag() {
    let Some(mut browser) = Browser::start() else { return };
    let desk = desk();
    browser.size(1280);
    browser.visit(&format!("http://{}/_bedside/calendar", desk.address()));
    let plan = "document.querySelector('.plan[data-what=date]')";
    assert_eq!(browser.eval(&format!("{plan}.closest('.day').dataset.day")), "2026-12-02");
    browser.eval(&format!("{plan}.querySelector('summary').focus()"));
    browser.enter();
    browser.wait(&format!("{plan}.querySelector('details').open"));
    browser.tab();
    assert_eq!(browser.eval("document.activeElement.type"), "date");
    // What the keys of a date field put into it depends on the language of the computer.
    browser.eval("document.activeElement.value = '2026-12-04'");
    browser.enter();
    browser.wait(&format!("{plan}?.closest('.day').dataset.day === '2026-12-04'"));
    assert!(read(&desk).contains("date: \"2026-12-04 07:00\"  # before work\r\n"), "{}", read(&desk));
    // Wherever the post went, the keyboard went with it.
    browser.wait(&format!("{plan}.contains(document.activeElement) && document.activeElement.tagName !== 'BODY'"));

    let place = |browser: &mut Browser, what: &str| {
        let at = browser.eval(&format!(
            "(() => {{ const one = {what}; one.scrollIntoView({{ block: 'center' }}); const box = one.getBoundingClientRect(); \
             return [box.left + 12, box.top + 12]; }})()"
        ));
        (at[0].as_f64().expect("a place"), at[1].as_f64().expect("a place"))
    };
    let (x, y) = place(&mut browser, plan);
    let (to_x, to_y) = place(&mut browser, "document.querySelector('.day[data-day=\"2026-12-05\"]')");
    let mouse = |browser: &mut Browser, kind: &str, at: (f64, f64)| {
        let buttons = i32::from(kind != "mouseReleased");
        browser.call(
            "Input.dispatchMouseEvent",
            &json!({ "type": kind, "x": at.0, "y": at.1, "button": "left", "buttons": buttons, "clickCount": 1 }),
        );
    };
    mouse(&mut browser, "mousePressed", (x, y));
    mouse(&mut browser, "mouseMoved", (x + 8.0, y + 8.0));
    mouse(&mut browser, "mouseMoved", (to_x, to_y));
    mouse(&mut browser, "mouseMoved", (to_x + 1.0, to_y + 1.0));
    mouse(&mut browser, "mouseReleased", (to_x + 1.0, to_y + 1.0));
    browser.wait(&format!("{plan}?.closest('.day').dataset.day === '2026-12-05'"));
    assert!(read(&desk).contains("date: \"2026-12-05 07:00\"  # before work\r\n"), "{}", read(&desk));
    for width in [320, 1280] {
        browser.size(width);
        assert_eq!(browser.eval("document.documentElement.scrollWidth <= innerWidth"), true, "at {width}");
    }
}
