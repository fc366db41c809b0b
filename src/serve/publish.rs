//! From the project to a snapshot, and from a snapshot to what open pages have to hear.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

use crate::compile::{Cache, Request, compile_with};
use crate::diag::{self, Diagnostic, Outcome, codes};
use crate::model::State;
use crate::world::{Change, World};

use super::changes::{self, Notice};
use super::event::Compilation;
use super::hub::event;
use super::problems;
use super::shared::Shared;
use super::snapshot::Snapshot;

/// A snapshot that is ready to be shown.
pub(super) struct Publication {
    pub(super) snapshot: Snapshot,
    pub(super) notice: Notice,
}

/// Compiles the project as the world has it. Whatever happens, there is a snapshot; its `until`, `root` and `unsaved` are the caller's.
pub(super) fn compile(world: &Arc<dyn World + Send>, request: &Request, cache: &mut Cache) -> Snapshot {
    let compiled = catch_unwind(AssertUnwindSafe(|| compile_with(world.clone(), request, cache, |_| {})));
    let Outcome { value: compiled, diagnostics } = compiled.unwrap_or_else(|_| {
        *cache = Cache::default();
        let diagnostic = Diagnostic::new(&codes::PAGE_FAILED, "the project could not be compiled")
            .help("this is a fault of Bedside: please report it; until then, take the last change back");
        Outcome { value: None, diagnostics: vec![diagnostic] }
    });
    let until = compiled.as_ref().map(|compiled| compiled.site.horizon().until);
    Snapshot {
        compiled: compiled.map(Arc::new),
        root: std::path::PathBuf::new(),
        world: world.clone(),
        unsaved: 0,
        diagnostics: Arc::new(diagnostics),
        verdict: String::new(),
        until,
    }
}

/// Compares a snapshot with the current one, as far as somebody looks at it.
pub(super) fn prepare(shared: &Shared, mut snapshot: Snapshot, changes: &[Change], navigate: bool) -> Publication {
    let before = shared.snapshot();
    if snapshot.compiled.is_none() {
        // There is nothing to show, so what was shown stays, with the problems over it.
        snapshot.compiled = before.as_ref().and_then(|before| before.compiled.clone());
    }
    let compare = || changes::compare(before.as_deref(), &snapshot, &shared.hub.open(), changes, navigate);
    let mut notice = catch_unwind(AssertUnwindSafe(compare)).unwrap_or_default();
    let drawn = snapshot.compiled.as_ref().map(|compiled| compiled.renderer().problems().to_vec());
    let more = drawn.into_iter().flatten().chain(std::mem::take(&mut notice.problems));
    let more: Vec<Diagnostic> = more.collect();
    // They are in order already: with nothing to add, ten thousands of them need not be compared again.
    if !more.is_empty() {
        let diagnostics = Arc::make_mut(&mut snapshot.diagnostics);
        diagnostics.extend(more);
        diag::sort(diagnostics);
    }
    snapshot.verdict = verdict(&snapshot);
    Publication { snapshot, notice }
}

/// Makes a snapshot the current one and tells the open pages.
pub(super) fn publish(shared: &Shared, publication: Publication) -> Arc<Snapshot> {
    let Publication { snapshot, notice } = publication;
    let snapshot = Arc::new(snapshot);
    let before = shared.publish(snapshot.clone());
    for (page, mark) in &notice.seen {
        shared.hub.now_seen(page, mark);
    }
    if let Some(reload) = &notice.reload {
        shared.hub.send(reload);
    }
    shared.hub.send(&snapshot.verdict);
    // Taking a large site apart takes time, for which the next key does not wait; without a thread it is done here.
    _ = std::thread::Builder::new().name("clear".to_owned()).spawn(move || drop(before));
    snapshot
}

fn verdict(snapshot: &Snapshot) -> String {
    if !snapshot.diagnostics.iter().any(Diagnostic::is_error) {
        return event("ok", "{}");
    }
    let editor = snapshot.compiled.as_ref().and_then(|compiled| compiled.site.config.editor);
    event("problems", &problems::json(&snapshot.diagnostics, &*snapshot.world, &snapshot.root, editor))
}

/// What there is to report of a snapshot that is shown.
pub(super) fn report(
    snapshot: &Snapshot,
    changes: &[Change],
    taken: Duration,
    open: usize,
    world: Box<dyn World + Send>,
) -> Compilation {
    let mut files: Vec<_> = changes.iter().map(|change| change.path.clone()).collect();
    files.sort();
    let documents = snapshot.compiled.as_ref().map_or(&[][..], |compiled| &compiled.site.documents);
    let is_marked = |document: &&Arc<crate::model::Document>| matches!(document.state, State::Marked(_));
    Compilation {
        first: false,
        changed: files,
        documents: documents.len(),
        routes: snapshot.compiled.as_ref().map_or(0, |compiled| compiled.plan.routes.len()),
        marked: documents.iter().filter(is_marked).count(),
        taken,
        open,
        home: format!("{}/", snapshot.base()),
        diagnostics: snapshot.diagnostics.clone(),
        world,
    }
}
