//! A project in memory with a fixed clock.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::base::VPath;
use crate::diag::Outcome;

use super::{ReadProblem, Version, World};

/// A [`World`] made of a map: what tests and examples build from.
#[derive(Clone, Debug)]
pub struct MemoryWorld {
    files: BTreeMap<VPath, (Version, Vec<u8>)>,
    writes: u64,
    now: Timestamp,
}

impl MemoryWorld {
    /// An empty project at the instant `now`.
    #[must_use]
    pub fn new(now: Timestamp) -> Self {
        Self { files: BTreeMap::new(), writes: 0, now }
    }

    /// The same project at another instant.
    #[must_use]
    pub fn at(mut self, now: Timestamp) -> Self {
        self.now = now;
        self
    }

    /// Adds or replaces a file.
    pub fn write(&mut self, path: &str, bytes: impl AsRef<[u8]>) -> &mut Self {
        self.writes += 1;
        self.files.insert(VPath::new(path), (Version(self.writes), bytes.as_ref().to_vec()));
        self
    }

    /// Removes a file.
    pub fn remove(&mut self, path: &str) -> &mut Self {
        self.files.remove(&VPath::new(path));
        self
    }
}

impl World for MemoryWorld {
    fn files(&self) -> Outcome<Vec<VPath>> {
        Outcome::fine(self.files.keys().cloned().collect())
    }

    fn read(&self, path: &VPath, limit: u64) -> Result<Vec<u8>, ReadProblem> {
        let (_, bytes) = self.files.get(path).ok_or(ReadProblem::Missing)?;
        if bytes.len() as u64 > limit { Err(ReadProblem::TooLarge(limit)) } else { Ok(bytes.clone()) }
    }

    fn now(&self) -> Timestamp {
        self.now
    }

    fn version(&self, path: &VPath) -> Option<Version> {
        self.files.get(path).map(|(version, _)| *version)
    }
}
