//! The open pages: who looks at what, and in which state; and the inbox of the thread that serves them.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock};

use mio::Waker;

use super::connection::Outgoing;
use super::sync::lock;

/// All open pages, by the number of their connection.
#[derive(Default)]
pub(super) struct Hub {
    open: Mutex<BTreeMap<usize, Open>>,
    inbox: Mutex<Vec<Message>>,
    waker: OnceLock<Waker>,
}

/// What the thread of the connections has to send.
pub(super) enum Message {
    /// To every open page.
    Broadcast(Arc<[u8]>),
    /// To one connection.
    Answer(usize, Outgoing),
}

/// A page that someone looks at, and the mark of the state in which they see it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Open {
    pub(super) page: String,
    pub(super) seen: String,
}

impl Hub {
    /// Sets what wakes the thread of the connections; there is one for each preview.
    pub(super) fn wake_with(&self, waker: Waker) {
        _ = self.waker.set(waker);
    }

    /// A new open page.
    pub(super) fn join(&self, connection: usize, open: Open) {
        lock(&self.open).insert(connection, open);
    }

    /// A page was closed.
    pub(super) fn leave(&self, connection: usize) {
        lock(&self.open).remove(&connection);
    }

    /// Every page of the site and its state once; the desk looks at no page.
    pub(super) fn open(&self) -> Vec<Open> {
        let open = lock(&self.open);
        let mut open: Vec<Open> = open.values().filter(|open| !open.page.is_empty()).cloned().collect();
        open.sort();
        open.dedup();
        open
    }

    /// Notes that all who look at `page` will now see another state of it.
    pub(super) fn now_seen(&self, page: &str, mark: &str) {
        for open in lock(&self.open).values_mut().filter(|open| open.page == page) {
            mark.clone_into(&mut open.seen);
        }
    }

    /// Sends an event to every page.
    pub(super) fn send(&self, event: &str) {
        self.put(Message::Broadcast(Arc::from(event.as_bytes())));
    }

    /// Hands a message to the thread of the connections.
    pub(super) fn put(&self, message: Message) {
        lock(&self.inbox).push(message);
        if let Some(waker) = self.waker.get() {
            // Where it cannot be woken, it looks by itself a moment later.
            _ = waker.wake();
        }
    }

    /// What must be sent now.
    pub(super) fn take(&self) -> Vec<Message> {
        std::mem::take(&mut *lock(&self.inbox))
    }

    /// How many pages are open.
    pub(super) fn len(&self) -> usize {
        lock(&self.open).len()
    }
}

/// A server-sent event (HTML Standard, section 9.2); `data` is JSON and so has no line end.
pub(super) fn event(name: &str, data: &str) -> String {
    format!("event: {name}\ndata: {data}\n\n")
}
