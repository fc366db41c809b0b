//! What a build is made from, as one hash.

use rayon::prelude::*;

use crate::base::{ContentHash, Hasher};
use crate::parse::LARGEST_FILE;
use crate::world::{HashingWorld, World};

/// The hash of all files of the project, names and contents; only those that were not read yet are read. `None` if a
/// file cannot be listed or read, or is so large that reading it would cost more than a build: then nothing can be
/// said.
#[must_use]
pub fn inputs(world: &HashingWorld<'_>) -> Option<ContentHash> {
    let listed = world.files();
    if !listed.diagnostics.is_empty() {
        return None;
    }
    let hashes: Option<Vec<ContentHash>> =
        listed.value.par_iter().map(|entry| world.hash(entry, LARGEST_FILE)).collect();
    let mut whole = Hasher::new();
    for (entry, hash) in listed.value.iter().zip(hashes?) {
        whole.part(entry.as_str()).hash(&hash);
    }
    Some(whole.finish())
}
