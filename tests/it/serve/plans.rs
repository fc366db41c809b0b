//! The calendar's days: what is moved, and what stays byte for byte.

#![expect(clippy::disallowed_methods, reason = "a test reads its folder by hand")]

use serde_json::{Value, json};

use super::support::{Desk, Folder, SETTINGS};
use super::writing::ask;

const SOON: &str = "content/articles/soon.md";
const TEXT: &str = "---\r\n# Ours\r\ntitle: 'Soon'\r\ndate: \"2026-12-02 07:00\"  # before work\r\nexpires: 2027-01-05\r\nsocial:\r\n  x:\r\n    text: Hello\r\n    publish_at: 2026-12-02 09:30\r\n---\r\n\r\nText.\r\n";

pub(super) fn desk() -> Desk {
    Folder::new().write("bedside.yaml", &format!("{SETTINGS}channels: [x]\n")).write(SOON, TEXT).serve()
}

pub(super) fn read(desk: &Desk) -> String {
    std::fs::read_to_string(desk.path(SOON)).expect("read")
}

fn moved(desk: &Desk, what: &str, from: &str, to: &str) -> (u16, Value) {
    ask(desk, "move", &json!({ "file": SOON, "what": what, "from": from, "to": to }))
}

#[test]
fn a_day_is_moved_and_its_time_and_all_the_rest_stay() {
    let desk = desk();
    assert_eq!(moved(&desk, "date", "2026-12-02", "2026-12-05").0, 200);
    assert_eq!(moved(&desk, "expires", "2027-01-05", "2027-01-31").0, 200);
    assert_eq!(moved(&desk, "x", "2026-12-02", "2026-12-06").0, 200);
    let new = TEXT
        .replace("date: \"2026-12-02 07:00\"", "date: \"2026-12-05 07:00\"")
        .replace("expires: 2027-01-05", "expires: 2027-01-31")
        .replace("publish_at: 2026-12-02 09:30", "publish_at: 2026-12-06 09:30");
    assert_eq!(read(&desk), new);
    assert!(desk.get("/_bedside/calendar").body.contains("data-from=\"2026-12-05\""));
}

#[test]
fn what_is_not_there_any_more_is_not_moved() {
    let desk = desk();
    for (what, from) in
        [("date", "2026-12-03"), ("facebook", "2026-12-02"), ("title", "2026-12-02"), ("draft", "2026-12-02")]
    {
        let (status, _) = moved(&desk, what, from, "2026-12-05");
        assert_eq!(status, 422, "{what}");
    }
    assert_eq!(
        ask(&desk, "move", &json!({ "file": "../x.md", "what": "date", "from": "2026-12-02", "to": "2026-12-05" })).0,
        404
    );
    assert_eq!(moved(&desk, "date", "2026-12-02", "soon").0, 400);
    assert_eq!(read(&desk), TEXT);
    let closed = Folder::new().write(SOON, TEXT).serve_with(|options| options.write = false);
    let page = closed.get("/_bedside/calendar");
    assert!(page.status == 200 && !page.body.contains("draggable") && !page.body.contains("data-secret"));
}
