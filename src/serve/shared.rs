//! What the threads of the preview share: the snapshot, the open pages, the pages that were served last.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use super::assistant::Assistant;
use super::hub::Hub;
use super::online::Online;
use super::pass::Passes;
use super::request::Request;
use super::snapshot::Snapshot;
use super::sync::lock;
use super::writing::Writing;

/// How many served pages are kept for the time in which they cannot be made.
const KEPT_PAGES: usize = 16;

type Page = (String, Arc<[u8]>);

/// Shared by all threads.
#[derive(Default)]
pub(super) struct Shared {
    snapshot: Mutex<Option<Arc<Snapshot>>>,
    /// Told of each new snapshot.
    shown: Condvar,
    pages: Mutex<VecDeque<Page>>,
    pub(super) hub: Hub,
    /// What writes, where this preview may.
    pub(super) writing: OnceLock<Writing>,
    /// Who may write from elsewhere.
    pub(super) passes: Passes,
    /// What puts the website online, if there is one.
    pub(super) online: OnceLock<Online>,
    /// What asks for a new site, where the preview began without a project.
    pub(super) assistant: OnceLock<Assistant>,
}

impl Shared {
    /// The current snapshot, if there is one yet.
    pub(super) fn snapshot(&self) -> Option<Arc<Snapshot>> {
        lock(&self.snapshot).clone()
    }

    /// The assistant, while there is no project.
    pub(super) fn asking(&self) -> Option<&Assistant> {
        self.assistant.get().filter(|assistant| assistant.asks())
    }

    /// Whether who asks may write: on this computer, or with a pass.
    pub(super) fn may_write(&self, request: &Request) -> bool {
        request.is_local || self.passes.knows(request.pass.as_deref())
    }

    /// Makes a snapshot the current one; gives the one before.
    pub(super) fn publish(&self, snapshot: Arc<Snapshot>) -> Option<Arc<Snapshot>> {
        let before = lock(&self.snapshot).replace(snapshot);
        self.shown.notify_all();
        before
    }

    /// The first snapshot that knows of so many changes of unsaved texts; where it takes too long, the current one.
    pub(super) fn wait_for(&self, changes: u64, longest: Duration) -> Option<Arc<Snapshot>> {
        let older = |snapshot: &mut Option<Arc<Snapshot>>| snapshot.as_ref().is_none_or(|one| one.unsaved < changes);
        let waited = self.shown.wait_timeout_while(lock(&self.snapshot), longest, older);
        waited.unwrap_or_else(PoisonError::into_inner).0.clone()
    }

    /// Keeps a page as it was served.
    pub(super) fn remember(&self, path: &str, bytes: &Arc<[u8]>) {
        let mut pages = lock(&self.pages);
        pages.retain(|(known, _)| known != path);
        pages.push_front((path.to_owned(), bytes.clone()));
        pages.truncate(KEPT_PAGES);
    }

    /// A page as it was served last.
    pub(super) fn remembered(&self, path: &str) -> Option<Arc<[u8]>> {
        lock(&self.pages).iter().find(|(known, _)| known == path).map(|(_, bytes)| bytes.clone())
    }
}
