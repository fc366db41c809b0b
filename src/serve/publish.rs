//! From the project to a snapshot, and from a snapshot to what open pages have to hear.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::compile::{Cache, Request, compile_with};
use crate::diag::{self, Diagnostic, Outcome, codes};
use crate::model::State;
use crate::world::{Change, World};

use super::changes::{self, Late, Notice};
use super::event::Compilation;
use super::hub::{Open, event};
use super::problems;
use super::shared::Shared;
use super::snapshot::Snapshot;

/// A snapshot that is ready to be shown.
pub(super) struct Publication {
    pub(super) snapshot: Snapshot,
    pub(super) notice: Notice,
    /// The open pages that it was compared with.
    compared: Vec<Open>,
}

/// Compiles the project as the world has it. Whatever happens, there is a snapshot; its `until`, `root` and `unsaved` are the caller's.
pub(super) fn compile(world: &Arc<dyn World + Send>, request: &Request, cache: &mut Cache) -> Snapshot {
    let compiled = catch_unwind(AssertUnwindSafe(|| compile_with(world.clone(), request, cache, |_| {})));
    let Outcome { value: compiled, diagnostics } = compiled.unwrap_or_else(|_| {
        *cache = Cache::default();
        let diagnostic = Diagnostic::new(&codes::PAGE_FAILED, "the project could not be compiled")
            .help("this is a bug in Bedside: please report it; until it is fixed, undo the last change");
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
        sending: Mutex::default(),
    }
}

/// Compares a snapshot with the current one, as far as someone looks at it.
pub(super) fn prepare(shared: &Shared, mut snapshot: Snapshot, changes: &[Change], navigate: bool) -> Publication {
    let before = shared.snapshot();
    if snapshot.compiled.is_none() {
        // There is nothing to show, so what was shown stays, with the problems over it.
        snapshot.compiled = before.as_ref().and_then(|before| before.compiled.clone());
    }
    let compared = shared.hub.open();
    let compare = || changes::compare(before.as_deref(), &snapshot, &compared, changes, navigate);
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
    Publication { snapshot, notice, compared }
}

/// Makes a snapshot the current one and tells the open pages.
pub(super) fn publish(shared: &Shared, publication: Publication) -> Arc<Snapshot> {
    let Publication { snapshot, notice, compared } = publication;
    let snapshot = Arc::new(snapshot);
    let before = shared.publish(snapshot.clone());
    // A page that was opened during the comparison began with the state before it.
    let came: Vec<Open> = shared.hub.open().into_iter().filter(|open| !compared.contains(open)).collect();
    let missed = || came.into_iter().filter_map(|open| Some((changes::late(&snapshot, &open)?, open))).collect();
    let missed: Vec<(Late, Open)> = catch_unwind(AssertUnwindSafe(missed)).unwrap_or_default();
    for (page, mark) in &notice.seen {
        shared.hub.now_seen(page, mark);
    }
    if let Some(reload) = &notice.reload {
        shared.hub.send(reload);
    }
    for (late, open) in &missed {
        shared.hub.now_seen(&open.page, &late.mark);
        shared.hub.send(&late.event);
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

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::super::hub::Message;
    use super::*;
    use crate::world::MemoryWorld;

    fn snapshot(text: &str, world: &mut MemoryWorld, cache: &mut Cache) -> Snapshot {
        let settings =
            "title: Clinic\nurl: https://clinic.example\ntimezone: America/Chicago\npractice: {name: Clinic}\n";
        world.write("bedside.yaml", settings);
        let article = format!("---\ntitle: Flu\ndate: 2026-11-02\n---\n\n{text}\n");
        world.write("content/articles/flu.md", article);
        compile(&(Arc::new(world.clone()) as Arc<dyn World + Send>), &Request::default(), cache)
    }

    fn told(shared: &Shared) -> String {
        let events = shared.hub.take().into_iter().filter_map(|message| match message {
            Message::Broadcast(event) => Some(String::from_utf8_lossy(&event).into_owned()),
            Message::Answer(..) => None,
        });
        events.collect()
    }

    #[test]
    fn a_page_that_is_opened_while_a_change_is_compared_is_told_of_it() {
        let (shared, mut cache) = (Shared::default(), Cache::default());
        let mut world = MemoryWorld::new("2026-11-28T00:00:00Z".parse::<Timestamp>().expect("a time"));
        let mut show = |text: &str, meanwhile: &dyn Fn()| {
            let publication = prepare(&shared, snapshot(text, &mut world, &mut cache), &[], false);
            meanwhile();
            publish(&shared, publication)
        };
        let page = |seen: &str| Open { page: "/articles/flu/".to_owned(), seen: seen.to_owned() };
        let first = show("One.", &|| {});
        let seen = changes::late(&first, &page("")).expect("a state").mark;
        told(&shared);
        show("Two.", &|| shared.hub.join(1, page(&seen)));
        let events = told(&shared);
        assert!(events.contains("event: reload") && events.contains(r#""paths":["/articles/flu/"]"#), "{events}");
        // It is known to see the new state: going back is a change for it.
        show("One.", &|| {});
        assert!(told(&shared).contains("event: reload"));
        show("One.", &|| {});
        assert!(!told(&shared).contains("event: reload"));
    }
}
