//! What every host can do, and how it says that it cannot.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use jiff::Timestamp;

use super::lock::LOCK;
use super::tree::{Tree, TreeFile};

/// Why a host did not do what it was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostError {
    /// What went wrong, without any secret.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// Whether the same may work a moment later.
    pub passes: bool,
    /// Whether the host changed under a deployment that publishes everything at once.
    pub raced: bool,
}

impl HostError {
    /// The host will say the same again.
    pub fn lasting(message: impl Into<String>) -> Self {
        Self { message: message.into(), help: None, passes: false, raced: false }
    }

    /// The same may work in a moment.
    pub fn passing(message: impl Into<String>) -> Self {
        Self { message: message.into(), help: None, passes: true, raced: false }
    }

    /// Someone else was faster.
    pub fn raced(message: impl Into<String>) -> Self {
        Self { raced: true, ..Self::lasting(message) }
    }

    /// Adds a way out.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl fmt::Display for HostError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// What a host counted itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sent {
    /// Files that travelled.
    pub files: usize,
    /// Their bytes.
    pub bytes: u64,
}

/// A place that files can be put to. Paths are those of the site, with `/`, without one in front.
pub trait Host: Sync {
    /// What messages call it, such as `sftp://ssh.example.org/www`.
    fn name(&self) -> String;

    /// Called once before anything else is written, with all that the host is to have, and what it has and shall keep for a
    /// while.
    ///
    /// # Errors
    /// See [`HostError`].
    fn begin(&self, tree: &Tree, leaving: &BTreeMap<String, Timestamp>) -> Result<(), HostError> {
        let _ = (tree, leaving);
        Ok(())
    }

    /// The bytes of a file; `None` if there is none.
    ///
    /// # Errors
    /// See [`HostError`].
    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, HostError>;

    /// Takes the lock of the host with these words, for the copy of the project that is known as `by`; `false` if it is
    /// taken. Of two at once, one wins.
    ///
    /// # Errors
    /// See [`HostError`].
    fn lock(&self, words: &[u8], by: &str) -> Result<bool, HostError>;

    /// The words of the lock; `None` if it is free, nothing where it is taken and has none yet.
    ///
    /// # Errors
    /// See [`HostError`].
    fn locked(&self) -> Result<Option<Vec<u8>>, HostError> {
        self.read(LOCK)
    }

    /// Gives the lock other words; `false` if it no longer has the old ones.
    ///
    /// # Errors
    /// See [`HostError`].
    fn renew(&self, old: &[u8], new: &[u8]) -> Result<bool, HostError> {
        let is_own = self.locked()?.is_some_and(|found| found == old);
        if is_own {
            self.put(&TreeFile::of_bytes(LOCK, new.to_vec()))?;
        }
        Ok(is_own)
    }

    /// Frees the lock, where it has these words.
    ///
    /// # Errors
    /// See [`HostError`].
    fn unlock(&self, words: &[u8]) -> Result<(), HostError> {
        if self.locked()?.is_some_and(|found| found == words) { self.delete(LOCK) } else { Ok(()) }
    }

    /// Writes a file, replacing any existing one. Readers meet the old one or the new one, never a part.
    ///
    /// # Errors
    /// See [`HostError`].
    fn put(&self, file: &TreeFile) -> Result<(), HostError>;

    /// Deletes a file; none there is fine.
    ///
    /// # Errors
    /// See [`HostError`].
    fn delete(&self, path: &str) -> Result<(), HostError>;

    /// Which of these files are there.
    ///
    /// # Errors
    /// See [`HostError`].
    fn present(&self, paths: &[&str]) -> Result<BTreeSet<String>, HostError>;

    /// How many files may travel at once.
    fn lanes(&self) -> usize {
        1
    }

    /// Puts many files, in any order. `done` is called with the place of each that has arrived.
    ///
    /// # Errors
    /// The first that does not pass.
    fn put_all(&self, files: &[&TreeFile], done: &(dyn Fn(usize) + Sync)) -> Result<(), HostError> {
        each(files, self.lanes(), |at, file| {
            patiently(|| self.put(file))?;
            done(at);
            Ok(())
        })
    }

    /// Deletes many files, in any order.
    ///
    /// # Errors
    /// The first that does not pass.
    fn delete_all(&self, paths: &[&str], done: &(dyn Fn(usize) + Sync)) -> Result<(), HostError> {
        each(paths, self.lanes(), |at, path| {
            patiently(|| self.delete(path))?;
            done(at);
            Ok(())
        })
    }

    /// Called once after everything: what hosts that take a whole version publish now, and caches forget.
    /// `changed` are the paths whose content is another one. What a host counted itself is reported in place of our count.
    ///
    /// # Errors
    /// See [`HostError`].
    fn finish(&self, changed: &[String]) -> Result<Option<Sent>, HostError> {
        let _ = changed;
        Ok(None)
    }
}

/// How often something that may pass is tried.
const TRIES: u32 = 4;

/// Tries again, after 0.5, 1 and 2 seconds, what may pass.
pub(super) fn patiently<T>(mut action: impl FnMut() -> Result<T, HostError>) -> Result<T, HostError> {
    for attempt in 0..TRIES - 1 {
        match action() {
            Err(error) if error.passes => std::thread::sleep(Duration::from_millis(500 << attempt)),
            other => return other,
        }
    }
    action()
}

/// Does something for each of many on several threads; the first error ends it.
pub(super) fn each<T: Sync>(
    all: &[T],
    lanes: usize,
    action: impl Fn(usize, &T) -> Result<(), HostError> + Sync,
) -> Result<(), HostError> {
    let next = AtomicUsize::new(0);
    let stopped = AtomicBool::new(false);
    let failure = Mutex::new(None);
    let work = || {
        while !stopped.load(Ordering::Relaxed) {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(one) = all.get(at) else { return };
            if let Err(error) = action(at, one) {
                stopped.store(true, Ordering::Relaxed);
                failure.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
            }
        }
    };
    if lanes <= 1 || all.len() <= 1 {
        work();
    } else {
        std::thread::scope(|scope| (0..lanes.min(all.len())).for_each(|_| drop(scope.spawn(work))));
    }
    failure.into_inner().unwrap_or_else(PoisonError::into_inner).map_or(Ok(()), Err)
}
