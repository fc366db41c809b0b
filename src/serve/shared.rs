//! What the threads of the preview share: the edition, the open pages, the pages that were served last.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::edition::Edition;
use super::hub::Hub;

/// How many served pages are kept for the time in which they cannot be made.
const KEPT_PAGES: usize = 16;

/// How long a request waits for the first edition.
const PATIENCE: Duration = Duration::from_mins(2);

type Page = (String, Arc<[u8]>);

/// Shared by all threads.
#[derive(Default)]
pub(super) struct Shared {
    edition: Mutex<Option<Arc<Edition>>>,
    first: Condvar,
    pages: Mutex<VecDeque<Page>>,
    pub(super) hub: Hub,
}

impl Shared {
    /// The current edition; waits for the first one.
    pub(super) fn edition(&self) -> Option<Arc<Edition>> {
        let waiting = self.first.wait_timeout_while(lock(&self.edition), PATIENCE, |edition| edition.is_none());
        waiting.unwrap_or_else(PoisonError::into_inner).0.clone()
    }

    /// The current edition, where there is one yet.
    pub(super) fn current(&self) -> Option<Arc<Edition>> {
        lock(&self.edition).clone()
    }

    /// Makes an edition the current one.
    pub(super) fn publish(&self, edition: Arc<Edition>) {
        *lock(&self.edition) = Some(edition);
        self.first.notify_all();
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

/// A panic of another thread spoils no value here: each is replaced as a whole.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
