//! The writing room's pages: a text with its page, and the beginning of a new one.

use serde::Serialize;

use crate::base::VPath;
use crate::serve::answer::Answer;
use crate::serve::request::Request;
use crate::serve::shared::Shared;
use crate::serve::snapshot::Snapshot;
use crate::source::Kind;
use crate::write::is_editable;

use super::frame::{Frame, Tab, draw, notice};

/// What the paths of texts that are written begin with.
pub(super) const WRITE: &str = "write/";

#[derive(Serialize)]
struct Room<'e> {
    secret: &'e str,
    file: &'e str,
    is_document: bool,
}

#[derive(Serialize)]
struct Beginning<'e> {
    secret: &'e str,
    kinds: Vec<&'static str>,
    trash: Vec<Discarded>,
}

#[derive(Serialize)]
struct Discarded {
    name: String,
    file: String,
}

/// The page in which a text is written, or a new one begun; who may not write is told so.
pub(super) fn page(path: &str, request: &Request, (shared, snapshot): (&Shared, &Snapshot)) -> Answer {
    let frame = |title: &str| Frame::new(title, Tab::Write, snapshot);
    let Some(writing) = shared.writing.get().filter(|_| request.is_local) else {
        let text = "The desk is for reading here: it writes only on the computer on which Bedside runs, and not with \
                    `--read-only`.";
        return notice(&frame("Write"), text).status(403);
    };
    let Some(file) = path.strip_prefix(WRITE) else {
        let mut kinds: Vec<&'static str> = Kind::ALL.iter().map(|kind| kind.word()).collect();
        kinds.push("quick-correction");
        let trash = writing.discarded().into_iter();
        let trash = trash.map(|(name, file)| Discarded { name, file: file.to_string() }).collect();
        return draw("new.html", &frame("Write"), &Beginning { secret: writing.secret(), kinds, trash });
    };
    let file = VPath::new(file);
    let is_known = is_editable(&file) && snapshot.world.files().value.contains(&file);
    if !is_known {
        let text = format!("There is no file `{file}` that can be edited here. It may have been renamed or deleted.");
        return notice(&frame("Not found"), &text).status(404);
    }
    let is_document = file.below("content").is_some();
    draw("write.html", &frame(file.as_str()), &Room { secret: writing.secret(), file: file.as_str(), is_document })
}
