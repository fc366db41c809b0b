//! Answers of the preview itself, below `/_bedside/`.

use super::answer::Answer;

/// What all paths of the preview begin with. No document can have such an address: a slug begins with a letter or digit.
pub(super) const FOLDER: &str = "/_bedside/";

/// What the paths of the writing room begin with.
pub(super) const WRITE: &str = "/_bedside/write/";

/// The stream of events, which the server answers by itself.
pub(super) const EVENTS: &str = "/_bedside/events";

static SCRIPT: &[u8] = include_bytes!("../../content/preview/client.js");
static STYLES: &[u8] = include_bytes!("../../content/preview/client.css");

/// The answer for a path below [`FOLDER`].
pub(super) fn answer(path: &str) -> Answer {
    match path.strip_prefix(FOLDER) {
        Some("client.js") => Answer::of("text/javascript; charset=utf-8", SCRIPT),
        Some("client.css") => Answer::of("text/css; charset=utf-8", STYLES),
        _ => Answer::plain(404, "the preview has no such page"),
    }
}
