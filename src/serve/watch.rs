//! Hears from the operating system that something happened in the project.

use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;

use notify::event::{AccessKind, AccessMode};
use notify::{Config, ErrorKind, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::world::FOLDERS;

use super::clock;
use super::workshop::Order;

/// Watches while it lives.
pub(super) struct Watch {
    watcher: RecommendedWatcher,
    root: PathBuf,
}

/// Why the operating system does not tell of changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Deaf {
    /// It has no more watches to give.
    NoWatchesLeft,
    /// Something else, in its words.
    Refused(String),
}

impl Watch {
    /// Begins to watch the project; what happens is sent as orders to look.
    pub(super) fn start(root: &Path, orders: Sender<Order>) -> Result<Self, Deaf> {
        let hear = move |heard: notify::Result<Event>| {
            let at = clock::now();
            let order = match heard {
                Ok(event) if event.need_rescan() => Order::LookEverywhere(at),
                Ok(event) if is_reading(event.kind) => return,
                Ok(event) => Order::Look(at, event.paths),
                Err(error) if matches!(error.kind, ErrorKind::MaxFilesWatch) => Order::Deaf(Deaf::NoWatchesLeft),
                Err(_) => Order::LookEverywhere(at),
            };
            // The workshop has ended, and so will this.
            let _ = orders.send(order);
        };
        let config = Config::default().with_follow_symlinks(false);
        let watcher = RecommendedWatcher::new(hear, config).map_err(|error| deaf(&error))?;
        let mut watch = Self { watcher, root: root.to_path_buf() };
        watch.watcher.watch(root, RecursiveMode::NonRecursive).map_err(|error| deaf(&error))?;
        for folder in FOLDERS {
            watch.folder(folder)?;
        }
        Ok(watch)
    }

    /// Watches a folder of the project, where it is there.
    pub(super) fn folder(&mut self, name: &str) -> Result<(), Deaf> {
        let folder = self.root.join(name);
        if !folder.is_dir() {
            return Ok(());
        }
        match self.watcher.watch(&folder, RecursiveMode::Recursive) {
            Err(error) if matches!(error.kind, ErrorKind::PathNotFound) => Ok(()),
            Err(error) => Err(deaf(&error)),
            Ok(()) => Ok(()),
        }
    }
}

/// Opening and reading a file is an event too; acting on it would be a reason for the next one.
fn is_reading(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => false,
        EventKind::Access(_) => true,
        _ => false,
    }
}

fn deaf(error: &notify::Error) -> Deaf {
    match &error.kind {
        ErrorKind::MaxFilesWatch => Deaf::NoWatchesLeft,
        _ => Deaf::Refused(error.to_string()),
    }
}
