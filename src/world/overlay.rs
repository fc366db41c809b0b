//! A project with texts over it that nobody has saved yet.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;

use crate::base::VPath;
use crate::diag::Outcome;

use super::{ReadProblem, Version, World};

/// Versions of such texts begin here, far above those that looking at the disk gives.
const FIRST: u64 = 1 << 62;

/// The unsaved texts of a project. A clone is a picture of one moment.
#[derive(Clone, Debug, Default)]
pub struct Unsaved {
    texts: BTreeMap<VPath, (Version, Arc<[u8]>)>,
    changes: u64,
}

impl Unsaved {
    /// Puts a text over a file; says how many changes there were by now.
    pub fn lay(&mut self, path: VPath, text: impl Into<Arc<[u8]>>) -> u64 {
        self.changes += 1;
        self.texts.insert(path, (Version(FIRST + self.changes), text.into()));
        self.changes
    }

    /// Shows the file itself again; says how many changes there were by now.
    pub fn lift(&mut self, path: &VPath) -> u64 {
        if self.texts.remove(path).is_some() {
            self.changes += 1;
        }
        self.changes
    }

    /// Takes an unsaved text along to where its file is now; says how many changes there were by now.
    pub fn follow(&mut self, from: &VPath, to: VPath) -> u64 {
        match self.texts.remove(from) {
            Some((_, text)) => self.lay(to, text),
            None => self.changes,
        }
    }

    /// Counts a change of a file itself, so that a world that has it can be waited for; says how many there were by now.
    pub fn note(&mut self) -> u64 {
        self.changes += 1;
        self.changes
    }

    /// How many changes there were: what a world made of these texts is known by.
    #[must_use]
    pub fn changes(&self) -> u64 {
        self.changes
    }

    /// A world with these texts in the place of its files. A file that the world does not list stays away.
    #[must_use]
    pub fn over<W>(self, world: W) -> Overlaid<W> {
        Overlaid { world, unsaved: self }
    }
}

/// A [`World`] with unsaved texts over it.
#[derive(Clone, Debug)]
pub struct Overlaid<W> {
    world: W,
    unsaved: Unsaved,
}

impl<W: World> World for Overlaid<W> {
    fn files(&self) -> Outcome<Vec<VPath>> {
        self.world.files()
    }

    fn read(&self, path: &VPath, limit: u64) -> Result<Vec<u8>, ReadProblem> {
        match self.unsaved.texts.get(path) {
            Some((_, text)) if text.len() as u64 > limit => Err(ReadProblem::TooLarge(limit)),
            Some((_, text)) => Ok(text.to_vec()),
            None => self.world.read(path, limit),
        }
    }

    fn now(&self) -> Timestamp {
        self.world.now()
    }

    fn version(&self, path: &VPath) -> Option<Version> {
        let unsaved = self.unsaved.texts.get(path).map(|(version, _)| *version);
        unsaved.or_else(|| self.world.version(path))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::MemoryWorld;

    #[test]
    fn an_unsaved_text_is_read_in_the_place_of_its_file_until_it_is_lifted() {
        let mut disk = MemoryWorld::new(Timestamp::UNIX_EPOCH);
        disk.write("content/a.md", "saved").write("content/b.md", "other");
        let path = VPath::new("content/a.md");
        let mut unsaved = Unsaved::default();
        let versions: Vec<_> = ["one", "two"]
            .into_iter()
            .map(|text| {
                unsaved.lay(path.clone(), text.as_bytes());
                let world = unsaved.clone().over(&disk);
                assert_eq!(world.read(&path, 9).expect("read"), text.as_bytes());
                assert_eq!(world.read(&VPath::new("content/b.md"), 9).expect("read"), b"other");
                assert!(matches!(world.read(&path, 2), Err(ReadProblem::TooLarge(2))));
                world.version(&path)
            })
            .collect();
        assert_ne!(versions[0], versions[1]);
        let moved = VPath::new("content/b.md");
        unsaved.clone().follow(&moved, path.clone());
        let mut followed = unsaved.clone();
        assert_eq!(followed.follow(&path, moved.clone()), 3);
        let world = followed.over(&disk);
        assert_eq!(world.read(&moved, 9).expect("read"), b"two");
        assert_eq!(world.read(&path, 9).expect("read"), b"saved");
        assert_eq!(unsaved.lift(&path), 3);
        let world = unsaved.over(&disk);
        assert_eq!(world.read(&path, 9).expect("read"), b"saved");
        assert_eq!(world.version(&path), disk.version(&path));
    }
}
