//! Hears from the operating system that something happened in the project.

use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;

use notify::event::{AccessKind, AccessMode};
use notify::{Config, ErrorKind, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::world::FOLDERS;

use super::clock;
use super::compiler::Command;

/// Watches while it lives.
pub(super) struct Watch {
    watcher: RecommendedWatcher,
    root: PathBuf,
}

/// Why the operating system does not tell of changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum WatchFailed {
    /// It has no more watches to give.
    NoWatchesLeft,
    /// Something else, in its words.
    Other(String),
}

impl Watch {
    /// Begins to watch the project; what happens is sent as commands to look.
    pub(super) fn start(root: &Path, commands: Sender<Command>) -> Result<Self, WatchFailed> {
        let hear = move |heard: notify::Result<Event>| {
            let at = clock::now();
            let command = match heard {
                Ok(event) if event.need_rescan() => Command::LookEverywhere(at),
                Ok(event) if is_reading(event.kind) => return,
                Ok(event) => Command::Look(at, event.paths),
                Err(error) if matches!(error.kind, ErrorKind::MaxFilesWatch) => {
                    Command::WatchFailed(WatchFailed::NoWatchesLeft)
                }
                Err(_) => Command::LookEverywhere(at),
            };
            // The compiler has ended, and so will this.
            let _ = commands.send(command);
        };
        let config = Config::default().with_follow_symlinks(false);
        let watcher = RecommendedWatcher::new(hear, config).map_err(|error| failed(&error))?;
        let mut watch = Self { watcher, root: root.to_path_buf() };
        watch.watcher.watch(root, RecursiveMode::NonRecursive).map_err(|error| failed(&error))?;
        for folder in FOLDERS {
            watch.folder(folder)?;
        }
        Ok(watch)
    }

    /// Watches a folder of the project, where it is there.
    pub(super) fn folder(&mut self, name: &str) -> Result<(), WatchFailed> {
        let folder = self.root.join(name);
        if !folder.is_dir() {
            return Ok(());
        }
        match self.watcher.watch(&folder, RecursiveMode::Recursive) {
            Err(error) if matches!(error.kind, ErrorKind::PathNotFound) => Ok(()),
            Err(error) => Err(failed(&error)),
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

fn failed(error: &notify::Error) -> WatchFailed {
    match &error.kind {
        ErrorKind::MaxFilesWatch => WatchFailed::NoWatchesLeft,
        _ => WatchFailed::Other(error.to_string()),
    }
}
