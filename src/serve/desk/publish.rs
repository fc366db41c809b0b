//! The page from which the website goes online: what will change, and the button.

use serde::Serialize;

use crate::serve::answer::Answer;
use crate::serve::request::Request;
use crate::serve::shared::Shared;
use crate::serve::snapshot::Snapshot;

use super::frame::{Frame, Tab, draw, notice};

#[derive(Serialize)]
struct Room<'e> {
    secret: &'e str,
    targets: Vec<Place>,
}

#[derive(Serialize)]
struct Place {
    name: String,
    kind: String,
}

/// The page; who may not publish is told so.
pub(super) fn page(request: &Request, shared: &Shared, snapshot: &Snapshot) -> Answer {
    let frame = Frame::new("Publish", Tab::Publish, snapshot);
    let both = shared.writing.get().zip(shared.online.get()).filter(|_| request.is_local);
    let Some((writing, online)) = both else {
        let text = "The website goes online only from the computer on which Bedside runs, and not with `--read-only`.";
        return notice(&frame, text).status(403);
    };
    let targets = online.targets().into_iter().map(|(name, kind)| Place { name, kind }).collect();
    draw("publish.html", &frame, &Room { secret: writing.secret(), targets })
}
