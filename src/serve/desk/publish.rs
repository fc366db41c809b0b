//! The page from which the website goes online: what will change, and the button.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::model::DocumentId;
use crate::output::{PUBLIC, published};
use crate::serve::answer::Answer;
use crate::serve::request::Request;

use super::Desk;
use super::frame::{Frame, Tab, draw, notice};
use super::rows::{Row, Tally};
use super::state::held;
use super::write::Room;

/// What the file of a page is called in its folder.
const INDEX: &str = "index.html";

#[derive(Serialize)]
struct Sending<'e> {
    secret: &'e str,
    targets: Vec<Place>,
    /// Documents whose pages the next build publishes.
    new: Vec<Row<'e>>,
    /// Pages of the finished site that it takes away: the document, where there still is one, or the path.
    leaves: Vec<Leaving<'e>>,
}

#[derive(Serialize)]
struct Leaving<'e> {
    row: Option<Row<'e>>,
    path: String,
}

#[derive(Serialize)]
struct Place {
    name: String,
    kind: String,
}

/// The page; it says so if publishing is not allowed.
pub(super) fn page(request: &Request, Room { words, shared, snapshot }: Room<'_>) -> Answer {
    let frame = Frame::new(words.say("frame.publish"), Tab::Publish, words, snapshot);
    let both = shared.writing.get().zip(shared.online.get()).filter(|_| shared.may_write(request));
    let Some((writing, online)) = both else {
        return notice(&frame, words.say("notice.no_publishing")).status(403);
    };
    let desk = snapshot.compiled.as_ref().map(|compiled| Desk { snapshot, compiled, words, secret: None });
    let (new, leaves) = desk.map_or_else(Default::default, next_build);
    let targets = online.targets().into_iter().map(|(name, kind)| Place { name, kind }).collect();
    draw("publish.html", &frame, &Sending { secret: writing.secret(), targets, new, leaves })
}

/// What the next build publishes and takes away, by the list of the finished site in its folder.
fn next_build(desk: Desk<'_>) -> (Vec<Row<'_>>, Vec<Leaving<'_>>) {
    let files = published(&desk.snapshot.root.join(PUBLIC)).ok().flatten().unwrap_or_default();
    let there: BTreeSet<&str> = files.iter().filter_map(|file| file.path.strip_suffix(INDEX)).collect();
    let tally = Tally::of(&desk.snapshot.diagnostics);
    let path = |id: DocumentId| desk.document(id).path.trim_start_matches('/');
    let is_public = |id: &DocumentId| held(desk.document(*id)).is_none();
    let has_page = |id: &DocumentId| desk.site().at_path(&desk.document(*id).path) == Some(*id);
    let new = desk.site().ids().filter(|id| is_public(id) && has_page(id) && !there.contains(path(*id)));
    let held_back = desk.site().ids().filter(|id| !is_public(id) && has_page(id) && there.contains(path(*id)));
    let mut leaves: Vec<Leaving<'_>> =
        held_back.map(|id| Leaving { path: path(id).to_owned(), row: Some(desk.row(id, &tally)) }).collect();
    let gone = there.iter().filter(|path| desk.compiled.plan.route(&format!("/{path}")).is_none());
    leaves.extend(gone.map(|path| Leaving { row: None, path: (*path).to_owned() }));
    (new.map(|id| desk.row(id, &tally)).collect(), leaves)
}
