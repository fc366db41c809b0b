//! A world that notes what was read.

use std::sync::{Mutex, OnceLock, PoisonError};

use foldhash::HashMap;
use jiff::Timestamp;

use crate::base::{ContentHash, VPath};
use crate::diag::Outcome;

use super::{ReadProblem, Version, World};

/// Largest file that is kept once it was read ahead, in bytes: documents and data, not pictures.
const AHEAD: usize = 256 * 1024;

/// Passes everything on to another world and notes the hash of every file that is read, so that what a build was made from
/// is known without reading it again. The list of files is made once.
pub struct HashingWorld<'w> {
    world: &'w dyn World,
    files: OnceLock<Outcome<Vec<VPath>>>,
    hashes: Mutex<HashMap<VPath, ContentHash>>,
    /// What was read ahead, until someone reads it.
    ahead: Mutex<HashMap<VPath, Vec<u8>>>,
}

impl<'w> HashingWorld<'w> {
    /// A world without entries.
    #[must_use]
    pub fn new(world: &'w dyn World) -> Self {
        Self { world, files: OnceLock::new(), hashes: Mutex::default(), ahead: Mutex::default() }
    }

    /// The hash of a file, which is read where nobody has read it yet; what is no larger than 256 KiB need not be read
    /// from the disk again by the next who reads it. `None` if it cannot be read.
    #[must_use]
    pub fn hash(&self, path: &VPath, limit: u64) -> Option<ContentHash> {
        self.content(path).or_else(|| {
            let bytes = self.read(path, limit).ok()?;
            if bytes.len() <= AHEAD {
                self.ahead.lock().unwrap_or_else(PoisonError::into_inner).insert(path.clone(), bytes);
            }
            self.content(path)
        })
    }
}

impl World for HashingWorld<'_> {
    fn files(&self) -> Outcome<Vec<VPath>> {
        self.files.get_or_init(|| self.world.files()).clone()
    }

    fn read(&self, path: &VPath, limit: u64) -> Result<Vec<u8>, ReadProblem> {
        let ahead = self.ahead.lock().unwrap_or_else(PoisonError::into_inner).remove(path);
        if let Some(bytes) = ahead.filter(|bytes| bytes.len() as u64 <= limit) {
            return Ok(bytes);
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::MemoryWorld;

    #[test]
    fn what_was_read_ahead_is_given_once_with_the_hash_of_its_bytes() {
        let path = VPath::new("content/a.md");
        let mut world = MemoryWorld::new(Timestamp::UNIX_EPOCH);
        world.write("content/a.md", "one");
        let world = HashingWorld::new(&world);
        assert_eq!(world.content(&path), None);
        assert_eq!(world.hash(&path, 10), Some(ContentHash::of(b"one")));
        assert_eq!(world.ahead.lock().expect("nobody fails").len(), 1);
        for _ in 0..2 {
            assert_eq!(world.read(&path, 10).ok().as_deref(), Some(&b"one"[..]));
            assert_eq!(world.ahead.lock().expect("nobody fails").len(), 0);
        }
        assert_eq!(world.hash(&VPath::new("content/b.md"), 10), None);
    }
}
