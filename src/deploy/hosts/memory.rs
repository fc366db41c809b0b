//! A host in memory, which can die at any call.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::super::lock::LOCK;
use super::super::tree::TreeFile;
use super::super::{Host, HostError};

/// A host in memory. After [`MemoryHost::die_at`] a call fails, and so do all that follow, as if the cable were cut.
#[derive(Debug, Default)]
pub struct MemoryHost {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    files: BTreeMap<String, Vec<u8>>,
    calls: usize,
    dies_at: Option<usize>,
    acts_before_it_dies: bool,
    /// What was there after each call that changed something.
    history: Vec<BTreeMap<String, Vec<u8>>>,
}

impl MemoryHost {
    /// A host with these files, which are not Bedside's.
    #[must_use]
    pub fn with(files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Self {
        let host = Self::default();
        host.state().files = files.into_iter().collect();
        host
    }

    /// Dies at a call from now, counted from 0: before it does what it is asked, or after, without an answer.
    pub fn die_at(&self, call: usize, after: bool) {
        let mut state = self.state();
        state.dies_at = Some(state.calls + call);
        state.acts_before_it_dies = after;
    }

    /// Works again, and forgets its history.
    pub fn revive(&self) {
        let mut state = self.state();
        state.dies_at = None;
        state.history.clear();
    }

    /// Calls until now.
    #[must_use]
    pub fn calls(&self) -> usize {
        self.state().calls
    }

    /// The files as they are.
    #[must_use]
    pub fn files(&self) -> BTreeMap<String, Vec<u8>> {
        self.state().files.clone()
    }

    /// The files as they were after each change.
    #[must_use]
    pub fn history(&self) -> Vec<BTreeMap<String, Vec<u8>>> {
        self.state().history.clone()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn call<T>(&self, action: impl FnOnce(&mut BTreeMap<String, Vec<u8>>) -> T) -> Result<T, HostError> {
        let mut state = self.state();
        let call = state.calls;
        state.calls += 1;
        let dies = state.dies_at.is_some_and(|at| at <= call);
        let acts = !dies || state.acts_before_it_dies && state.dies_at == Some(call);
        let value = acts.then(|| {
            let value = action(&mut state.files);
            let now = state.files.clone();
            if state.history.last() != Some(&now) {
                state.history.push(now);
            }
            value
        });
        if dies {
            Err(HostError::lasting("the host is gone"))
        } else {
            value.ok_or_else(|| HostError::lasting("the host is gone"))
        }
    }
}

impl Host for MemoryHost {
    fn name(&self) -> String {
        "memory".to_owned()
    }

    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, HostError> {
        self.call(|files| files.get(path).cloned())
    }

    fn lock(&self, words: &[u8], _: &str) -> Result<bool, HostError> {
        self.call(|files| {
            let is_new = !files.contains_key(LOCK);
            if is_new {
                files.insert(LOCK.to_owned(), words.to_owned());
            }
            is_new
        })
    }

    fn put(&self, file: &TreeFile) -> Result<(), HostError> {
        let bytes = file.bytes()?;
        self.call(|files| drop(files.insert(file.path.clone(), bytes)))
    }

    fn delete(&self, path: &str) -> Result<(), HostError> {
        self.call(|files| drop(files.remove(path)))
    }

    fn present(&self, paths: &[&str]) -> Result<BTreeSet<String>, HostError> {
        self.call(|files| {
            paths.iter().filter(|path| files.contains_key(**path)).map(|path| (*path).to_owned()).collect()
        })
    }
}
