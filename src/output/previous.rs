//! The site in the output folder before this build.

use std::collections::{HashMap, HashSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::base::ContentHash;

use super::folders::{is_folder, look, read};
use super::published::PublishedFile;
use super::stamp::{Proof, Stamp};

/// The files that the last build published, with what is known of each.
#[derive(Debug)]
pub(super) struct Previous {
    root: PathBuf,
    files: Vec<Old>,
    places: HashMap<String, usize>,
    seen: i64,
}

/// One file that the last build published.
#[derive(Debug)]
pub(super) struct Old {
    pub(super) entry: PublishedFile,
    /// Its stamp, where it was remembered.
    known: Option<Proof>,
    /// What reading it in this build has shown.
    read: OnceLock<Proof>,
}

/// What has become of a file that we once wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// It is gone.
    Missing,
    /// It is as we left it.
    Untouched(Proof),
    /// Its bytes are ours, its permissions are not.
    Reset,
    /// Someone changed it, or put something else in its place.
    Changed,
}

impl Previous {
    /// The files `entries` below `root`. `known` gives the remembered proofs; `seen` is a time, by the clock of the file
    /// system, before which nothing was looked at.
    pub(super) fn new(root: &Path, entries: Vec<PublishedFile>, known: &HashMap<String, Proof>, seen: i64) -> Self {
        let places = entries.iter().enumerate().map(|(at, entry)| (entry.path.clone(), at)).collect();
        let old = |entry: PublishedFile| Old { known: known.get(&entry.path).copied(), entry, read: OnceLock::new() };
        Self { root: root.to_owned(), files: entries.into_iter().map(old).collect(), places, seen }
    }

    /// The file of this path.
    pub(super) fn get(&self, path: &str) -> Option<&Old> {
        self.places.get(path).map(|&at| &self.files[at])
    }

    /// Where a file of ours is.
    pub(super) fn at(&self, old: &Old) -> PathBuf {
        self.root.join(&old.entry.path)
    }

    /// Whether there was no site.
    pub(super) fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// All files in path order.
    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(|old| old.entry.path.as_str())
    }

    /// All folders that hold these files.
    pub(super) fn folders(&self) -> HashSet<String> {
        folders(self.paths())
    }

    /// Looks at a file of ours. It is read only if its stamp leaves a doubt.
    ///
    /// # Errors
    /// Where it cannot be looked at or read: then nobody knows whether it was changed.
    pub(super) fn state(&self, old: &Old) -> io::Result<State> {
        let at = self.at(old);
        let Some(metadata) = look(&at)? else { return Ok(State::Missing) };
        let stamp = Stamp::of(&metadata);
        let proofs = [old.known, old.read.get().copied()];
        if let Some(proof) = proofs.into_iter().flatten().find(|proof| proof.settled && Some(proof.stamp) == stamp) {
            return Ok(State::Untouched(proof));
        }
        if !metadata.is_file() || metadata.len() != old.entry.size || !self.reaches(&old.entry.path)? {
            return Ok(State::Changed);
        }
        if ContentHash::of(&read(&at)?) != old.entry.hash {
            return Ok(State::Changed);
        }
        let Some(stamp) = stamp else { return Ok(State::Reset) };
        let proof = Proof { stamp, settled: stamp.settled(self.seen) };
        let _ = old.read.set(proof); // another thread may have looked at the same time
        Ok(State::Untouched(proof))
    }

    /// Whether the way to a file leads through real folders only, so that a link put there leads nowhere else.
    fn reaches(&self, path: &str) -> io::Result<bool> {
        for (end, _) in path.match_indices('/') {
            if !is_folder(&self.root.join(&path[..end]))? {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// All folders above these files, relative as they are.
pub(super) fn folders<'p>(paths: impl Iterator<Item = &'p str>) -> HashSet<String> {
    let mut folders = HashSet::new();
    for path in paths {
        for (end, _) in path.rmatch_indices('/') {
            if folders.contains(&path[..end]) {
                break;
            }
            folders.insert(path[..end].to_owned());
        }
    }
    folders
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_all_those_above() {
        let mut found: Vec<String> = folders(["a/b/c.html", "a/d.html", "e.html"].into_iter()).into_iter().collect();
        found.sort();
        assert_eq!(found, ["a", "a/b"]);
    }
}
