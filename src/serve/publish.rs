//! From the project to a snapshot, and from a snapshot to what open pages have to hear.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

use crate::diag::{self, Diagnostic, Outcome, codes};
use crate::model::State;
use crate::session::{Memory, Request, Session};
use crate::world::{Change, World};

use super::changes::{self, Notice};
use super::event::Compiled;
use super::hub::event;
use super::problems;
use super::shared::Shared;
use super::snapshot::Snapshot;

/// A snapshot that is ready to be shown.
pub(super) struct Publication {
    pub(super) snapshot: Snapshot,
    pub(super) notice: Notice,
}

/// Compiles the project as the world has it. Whatever happens, there is a snapshot; its `until` and `root` are the caller's.
pub(super) fn compile(world: &Arc<dyn World + Send>, request: &Request, memory: &mut Memory) -> Snapshot {
    let compiled = catch_unwind(AssertUnwindSafe(|| Session::renew(world.clone(), request, memory, |_| {})));
    let Outcome { value: session, diagnostics } = compiled.unwrap_or_else(|_| {
        *memory = Memory::default();
        let diagnostic = Diagnostic::new(&codes::PAGE_FAILED, "the project could not be compiled")
            .help("this is a fault of Bedside: please report it; until then, take the last change back");
        Outcome { value: None, diagnostics: vec![diagnostic] }
    });
    let until = session.as_ref().map(|session| session.site.horizon().until);
    Snapshot {
        session: session.map(Arc::new),
        root: std::path::PathBuf::new(),
        world: world.clone(),
        diagnostics,
        verdict: String::new(),
        until,
    }
}

/// Compares a snapshot with the current one, as far as somebody looks at it.
pub(super) fn prepare(shared: &Shared, mut snapshot: Snapshot, changes: &[Change], navigate: bool) -> Publication {
    let before = shared.snapshot();
    if snapshot.session.is_none() {
        // There is nothing to show, so what was shown stays, with the problems over it.
        snapshot.session = before.as_ref().and_then(|before| before.session.clone());
    }
    let compare = || changes::compare(before.as_deref(), &snapshot, &shared.hub.open(), changes, navigate);
    let mut notice = catch_unwind(AssertUnwindSafe(compare)).unwrap_or_default();
    if let Some(session) = &snapshot.session {
        snapshot.diagnostics.extend_from_slice(session.renderer().problems());
    }
    snapshot.diagnostics.append(&mut notice.problems);
    diag::sort(&mut snapshot.diagnostics);
    snapshot.verdict = verdict(&snapshot);
    Publication { snapshot, notice }
}

/// Makes a snapshot the current one and tells the open pages.
pub(super) fn publish(shared: &Shared, publication: Publication) -> Arc<Snapshot> {
    let Publication { snapshot, notice } = publication;
    let snapshot = Arc::new(snapshot);
    shared.publish(snapshot.clone());
    for (page, mark) in &notice.seen {
        shared.hub.now_seen(page, mark);
    }
    if let Some(reload) = &notice.reload {
        shared.hub.send(reload);
    }
    shared.hub.send(&snapshot.verdict);
    snapshot
}

fn verdict(snapshot: &Snapshot) -> String {
    if !snapshot.diagnostics.iter().any(Diagnostic::is_error) {
        return event("ok", "{}");
    }
    let editor = snapshot.session.as_ref().and_then(|session| session.site.config.editor);
    event("problems", &problems::json(&snapshot.diagnostics, &*snapshot.world, &snapshot.root, editor))
}

/// What there is to report of a snapshot that is shown.
pub(super) fn report(
    snapshot: &Snapshot,
    changes: &[Change],
    taken: Duration,
    open: usize,
    world: Box<dyn World + Send>,
) -> Compiled {
    let mut files: Vec<_> = changes.iter().map(|change| change.path.clone()).collect();
    files.sort();
    let documents = snapshot.session.as_ref().map_or(&[][..], |session| &session.site.documents);
    let is_marked = |document: &&Arc<crate::model::Document>| matches!(document.state, State::Marked(_));
    Compiled {
        first: false,
        changed: files,
        documents: documents.len(),
        routes: snapshot.session.as_ref().map_or(0, |session| session.plan.routes.len()),
        marked: documents.iter().filter(is_marked).count(),
        taken,
        open,
        home: format!("{}/", snapshot.base()),
        diagnostics: snapshot.diagnostics.clone(),
        world,
    }
}
