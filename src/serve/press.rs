//! From the project to an edition, and from an edition to the open pages.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

use crate::base::VPath;
use crate::diag::{self, Diagnostic, Outcome, codes};
use crate::model::State;
use crate::session::{Memory, Session};
use crate::world::{Change, World};

use super::changes::tell;
use super::edition::Edition;
use super::hub::event;
use super::workshop::Workshop;
use super::{clock, problems};

/// What the preview has to say to whoever started it.
pub enum News {
    /// A compilation, the first or after a change.
    Built(Box<Built>),
    /// The project is now looked at every half second, and why.
    Polling(String),
}

/// A compilation.
pub struct Built {
    /// Whether it is the first.
    pub first: bool,
    /// The files that changed, in path order; empty for the first and for those that time brought about.
    pub changed: Vec<VPath>,
    /// Documents of the project.
    pub documents: usize,
    /// Outputs of the site.
    pub routes: usize,
    /// Documents that are shown although they are not public.
    pub marked: usize,
    /// How long looking and compiling took.
    pub taken: Duration,
    /// Open pages.
    pub open: usize,
    /// The address path of the home page: `/`, or that of the site's folder.
    pub home: String,
    /// What was wrong, in reading order.
    pub diagnostics: Vec<Diagnostic>,
    /// The files that the diagnostics speak of.
    pub world: Box<dyn World + Send>,
}

impl<N: FnMut(News)> Workshop<N> {
    /// Compiles the project as it was at the last look. Whatever happens, there is an edition.
    pub(super) fn compile(&mut self) -> Edition {
        let world: Arc<dyn World + Send> = Arc::new(self.observer.world(self.options.now));
        let files = world.clone();
        let (request, memory) = (&self.options.request, &mut self.memory);
        let compiled = catch_unwind(AssertUnwindSafe(|| Session::renew(world, request, memory, |_| {})));
        let Outcome { value: session, diagnostics } = compiled.unwrap_or_else(|_| {
            self.memory = Memory::default();
            let diagnostic = Diagnostic::new(&codes::PAGE_FAILED, "the project could not be compiled")
                .help("this is a fault of Bedside: please report it; until then, take the last change back");
            Outcome { value: None, diagnostics: vec![diagnostic] }
        });
        let moves = self.options.now.is_none();
        let until = session.as_ref().filter(|_| moves).map(|session| session.site.horizon().until);
        let root = self.observer.root().to_path_buf();
        Edition { session: session.map(Arc::new), root, world: files, diagnostics, verdict: String::new(), until }
    }

    /// Makes an edition the current one and tells the open pages. `taken` is how long it took to make.
    pub(super) fn publish(&mut self, mut edition: Edition, changes: &[Change], taken: Duration) {
        let started = clock::now();
        let before = self.shared.current();
        if edition.session.is_none() {
            // There is nothing to show, so what was shown stays, with the problems over it.
            edition.session = before.as_ref().and_then(|before| before.session.clone());
        }
        let told = tell(before.as_deref(), &edition, &self.shared.hub.open(), changes, self.options.navigate);
        if let Some(session) = &edition.session {
            edition.diagnostics.extend_from_slice(session.renderer().problems());
        }
        edition.diagnostics.extend(told.problems);
        diag::sort(&mut edition.diagnostics);
        edition.verdict = self.verdict(&edition);
        let edition = Arc::new(edition);
        self.shared.publish(edition.clone());
        for (page, mark) in &told.seen {
            self.shared.hub.now_seen(page, mark);
        }
        if let Some(reload) = &told.reload {
            self.shared.hub.send(reload);
        }
        self.shared.hub.send(&edition.verdict);
        let built = self.built(&edition, changes, taken + started.elapsed());
        (self.news)(News::Built(Box::new(Built { first: before.is_none(), ..built })));
    }

    fn verdict(&self, edition: &Edition) -> String {
        if !edition.diagnostics.iter().any(Diagnostic::is_error) {
            return event("ok", "{}");
        }
        let world = self.observer.world(self.options.now);
        let editor = edition.session.as_ref().and_then(|session| session.site.config.editor);
        event("problems", &problems::json(&edition.diagnostics, &world, self.observer.root(), editor))
    }

    fn built(&self, edition: &Edition, changes: &[Change], taken: Duration) -> Built {
        let mut files: Vec<VPath> = changes.iter().map(|change| change.path.clone()).collect();
        files.sort();
        let documents = edition.session.as_ref().map_or(&[][..], |session| &session.site.documents);
        let is_marked = |document: &&Arc<crate::model::Document>| matches!(document.state, State::Marked(_));
        Built {
            first: false,
            changed: files,
            documents: documents.len(),
            routes: edition.session.as_ref().map_or(0, |session| session.plan.routes.len()),
            marked: documents.iter().filter(is_marked).count(),
            taken,
            open: self.shared.hub.len(),
            home: format!("{}/", edition.base()),
            diagnostics: edition.diagnostics.clone(),
            world: Box::new(self.observer.world(self.options.now)),
        }
    }
}
