//! A world that notes what was read.

use std::collections::HashMap;
use std::sync::{Mutex, OnceLock, PoisonError};

use jiff::Timestamp;

use crate::base::{ContentHash, VPath};
use crate::diag::Outcome;

use super::{ReadProblem, Version, World};

/// Passes everything on to another world and notes the hash of every file that is read, so that what a build was made from
/// is known without reading it again. The list of files is made once.
pub struct Ledger<'w> {
    world: &'w dyn World,
    files: OnceLock<Outcome<Vec<VPath>>>,
    hashes: Mutex<HashMap<VPath, ContentHash>>,
}

impl<'w> Ledger<'w> {
    /// A ledger without entries.
    #[must_use]
    pub fn new(world: &'w dyn World) -> Self {
        Self { world, files: OnceLock::new(), hashes: Mutex::default() }
    }
}

impl World for Ledger<'_> {
    fn files(&self) -> Outcome<Vec<VPath>> {
        self.files.get_or_init(|| self.world.files()).clone()
    }

    fn read(&self, path: &VPath, limit: u64) -> Result<Vec<u8>, ReadProblem> {
        let bytes = self.world.read(path, limit)?;
        let hash = ContentHash::of(&bytes);
        self.hashes.lock().unwrap_or_else(PoisonError::into_inner).insert(path.clone(), hash);
        Ok(bytes)
    }

    fn now(&self) -> Timestamp {
        self.world.now()
    }

    fn content(&self, path: &VPath) -> Option<ContentHash> {
        self.hashes.lock().unwrap_or_else(PoisonError::into_inner).get(path).copied()
    }

    fn version(&self, path: &VPath) -> Option<Version> {
        self.world.version(path)
    }
}
