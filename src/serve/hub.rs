//! The open pages: who looks at what, and in which state.

use std::sync::Mutex;
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};

use super::shared::lock;

/// Messages that may wait for a page that does not read; a page that is so far behind asks anew when it wakes.
const QUEUE: usize = 64;

/// All open pages.
#[derive(Default)]
pub(super) struct Hub(Mutex<Vec<Client>>);

struct Client {
    page: String,
    seen: String,
    messages: SyncSender<String>,
}

/// A page that somebody looks at, and the mark of the state in which they see it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Open {
    pub(super) page: String,
    pub(super) seen: String,
}

impl Hub {
    /// A new open page; its messages come out of the receiver.
    pub(super) fn join(&self, open: Open) -> Receiver<String> {
        let (messages, receiver) = sync_channel(QUEUE);
        lock(&self.0).push(Client { page: open.page, seen: open.seen, messages });
        receiver
    }

    /// Every page of the site and its state once; the desk looks at no page.
    pub(super) fn open(&self) -> Vec<Open> {
        let clients = lock(&self.0);
        let mut open: Vec<Open> = clients
            .iter()
            .filter(|client| !client.page.is_empty())
            .map(|client| Open { page: client.page.clone(), seen: client.seen.clone() })
            .collect();
        open.sort();
        open.dedup();
        open
    }

    /// Notes that all who look at `page` will now see another state of it.
    pub(super) fn now_seen(&self, page: &str, mark: &str) {
        for client in lock(&self.0).iter_mut().filter(|client| client.page == page) {
            mark.clone_into(&mut client.seen);
        }
    }

    /// Sends a message to every page; those that went away are forgotten.
    pub(super) fn send(&self, message: &str) {
        let took = |client: &Client| match client.messages.try_send(message.to_owned()) {
            Ok(()) => true,
            Err(TrySendError::Full(_) | TrySendError::Disconnected(_)) => false,
        };
        lock(&self.0).retain(took);
    }

    /// How many pages are open.
    pub(super) fn len(&self) -> usize {
        lock(&self.0).len()
    }
}

/// A server-sent event (HTML Standard, section 9.2); `data` is JSON and so has no line end.
pub(super) fn event(name: &str, data: &str) -> String {
    format!("event: {name}\ndata: {data}\n\n")
}
