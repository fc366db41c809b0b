//! What a new snapshot means for the pages that someone looks at.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use serde::Serialize;

use crate::base::{VPath, url_path};
use crate::diag::Diagnostic;
use crate::plan::Recipe;
use crate::world::{Change, ChangeKind};

use super::answer::media_type;
use super::hub::{Open, event};
use super::request::decode;
use super::snapshot::{Snapshot, mark};

/// Of so many edited documents the own pages are named; of a `git checkout` nobody wants to read more.
const MOST_NAMED: usize = 20;

/// The data of `event: reload`. Paths are those below the host, percent-encoded.
#[derive(Debug, Default, Serialize)]
struct Reload {
    /// Open pages that are others now, the pages of edited documents, and files of `static/`.
    paths: BTreeSet<String>,
    /// Whether only styles changed.
    css: bool,
    /// Open pages that are elsewhere now.
    moved: BTreeMap<String, String>,
    /// Open pages that are gone.
    gone: BTreeSet<String>,
    /// The page of the edited document, where open pages are to go there.
    #[serde(skip_serializing_if = "Option::is_none")]
    navigate: Option<String>,
}

/// What is reported after a compilation.
#[derive(Debug, Default)]
pub(super) struct Notice {
    /// The event, where there is something to reload.
    pub(super) reload: Option<String>,
    /// Open pages and the marks of their states from now on.
    pub(super) seen: Vec<(String, String)>,
    /// Problems of pages that are open and cannot be made.
    pub(super) problems: Vec<Diagnostic>,
}

/// What a page is in an snapshot.
enum State {
    /// A page, with its mark.
    Shown(String),
    /// Elsewhere.
    Moved(String),
    /// Not there; with the mark of the page that says so.
    Missing(String),
    /// It cannot be made.
    Failed(Vec<Diagnostic>),
}

/// Compares what is open with the new snapshot.
pub(super) fn compare(
    before: Option<&Snapshot>,
    after: &Snapshot,
    open: &[Open],
    changes: &[Change],
    navigate: bool,
) -> Notice {
    let mut notice = Notice::default();
    let mut reload = Reload::default();
    let states: Vec<State> = open.par_iter().map(|open| state(after, &open.page)).collect();
    for (open, state) in open.iter().zip(states) {
        let page = open.page.clone();
        match state {
            State::Shown(mark) | State::Missing(mark) if mark == open.seen => {}
            State::Shown(mark) => {
                reload.paths.insert(page.clone());
                notice.seen.push((page, mark));
            }
            State::Moved(to) => {
                reload.moved.insert(page, to);
            }
            State::Missing(mark) => {
                if let Some(to) = before.and_then(|before| followed(before, after, &page, changes)) {
                    reload.moved.insert(page, to);
                } else {
                    reload.gone.insert(page.clone());
                    notice.seen.push((page, mark));
                }
            }
            State::Failed(problems) => notice.problems.extend(problems),
        }
    }
    let is_open: BTreeSet<&str> = open.iter().map(|open| open.page.as_str()).collect();
    for page in changes.iter().take(MOST_NAMED).filter_map(|change| named(before, after, change)) {
        let is_other = reload.paths.contains(&page) || !is_open.contains(page.as_str());
        if !is_other {
            continue;
        }
        if navigate && page.ends_with('/') {
            reload.navigate = Some(page.clone());
        }
        reload.paths.insert(page);
    }
    reload.css = !changes.is_empty() && changes.iter().all(|change| change.path.extension() == "css");
    if !(reload.paths.is_empty() && reload.moved.is_empty() && reload.gone.is_empty()) {
        notice.reload = serde_json::to_string(&reload).ok().map(|data| event("reload", &data));
    }
    notice
}

/// What a page that has just been opened has missed since it was served.
pub(super) struct Late {
    /// The event that tells it.
    pub(super) event: String,
    /// The mark of the state that it will see then.
    pub(super) mark: String,
}

/// What a page that has just been opened has missed since it was served; `None` if nothing.
pub(super) fn late(snapshot: &Snapshot, open: &Open) -> Option<Late> {
    let mark = match state(snapshot, &open.page) {
        State::Shown(mark) | State::Missing(mark) => mark,
        State::Moved(_) | State::Failed(_) => return None,
    };
    if mark == open.seen || open.page.is_empty() {
        return None;
    }
    let reload = Reload { paths: BTreeSet::from([open.page.clone()]), ..Reload::default() };
    serde_json::to_string(&reload).ok().map(|data| Late { event: event("reload", &data), mark })
}

fn state(snapshot: &Snapshot, page: &str) -> State {
    let Some(compiled) = &snapshot.compiled else { return State::Shown(String::new()) };
    let path = decode(page).unwrap_or_default();
    let (route, found) = match (snapshot.route(&path), compiled.plan.route("/404.html")) {
        (Some(route), _) => (route, true),
        (None, Some(route)) => (route, false),
        (None, None) => return State::Missing(String::new()),
    };
    if let Recipe::Redirect(to) = &route.recipe {
        return State::Moved(format!("{}{}", snapshot.base(), url_path(to)));
    }
    if !media_type(route.path.as_str()).starts_with("text/html") {
        return State::Shown(String::new());
    }
    let rendered = snapshot.render(route);
    match rendered.value {
        Some(bytes) if found => State::Shown(mark(&bytes)),
        Some(bytes) => State::Missing(mark(&bytes)),
        None => State::Failed(rendered.diagnostics),
    }
}

/// Where the document of a page that is gone has its page now: the file is the same, or was renamed.
fn followed(before: &Snapshot, after: &Snapshot, page: &str, changes: &[Change]) -> Option<String> {
    let source = before.source(&decode(page)?)?;
    after.page_of(source).or_else(|| {
        let old = changes.iter().find(|change| change.kind == ChangeKind::Removed && change.path == *source)?;
        let new = changes.iter().find(|change| change.kind == ChangeKind::Added && change.inode == old.inode)?;
        after.page_of(&new.path)
    })
}

/// The address of what a changed file is by itself: a document's page, or a file of `static/`. A document whose page is the
/// same as before is not named.
fn named(before: Option<&Snapshot>, after: &Snapshot, change: &Change) -> Option<String> {
    if let Some(file) = change.path.below("static") {
        return Some(format!("{}/{}", after.base(), url_path(file)));
    }
    if !is_document(&change.path) || change.kind == ChangeKind::Removed {
        return None;
    }
    let page = after.page_of(&change.path)?;
    let bytes = |snapshot: &Snapshot| snapshot.render(snapshot.route(&decode(&page)?)?).value;
    let same = before.and_then(bytes).is_some_and(|old| bytes(after).is_some_and(|new| old == new));
    (!same).then_some(page)
}

fn is_document(path: &VPath) -> bool {
    path.below("content").is_some() && path.extension() == "md"
}
