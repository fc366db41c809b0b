//! What is written down before a step that a power cut could leave half done, for the next build to finish.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::tree::absent_is_fine;

/// How the new site takes the place of the old one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Step {
    /// The old folder is renamed out of the way, then the new one into its place.
    Folders,
    /// The files are replaced one after the other.
    Files,
}

/// A step that has begun.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Journal {
    pub(super) step: Step,
    /// The output folder.
    pub(super) folder: PathBuf,
    /// The folder that holds the new site.
    pub(super) staging: PathBuf,
}

impl Journal {
    /// Writes the step down and waits until the disk has it.
    pub(super) fn write(&self, private: &Path) -> io::Result<()> {
        let mut file = File::create(path(private))?;
        file.write_all(&serde_json::to_vec(self)?)?;
        file.sync_all()?;
        sync_folder(private);
        Ok(())
    }

    /// The step that was begun and not finished, if any.
    pub(super) fn read(private: &Path) -> Option<Self> {
        serde_json::from_slice(&fs::read(path(private)).ok()?).ok()
    }

    /// The step is done.
    pub(super) fn remove(private: &Path) -> io::Result<()> {
        absent_is_fine(fs::remove_file(path(private)))
    }
}

fn path(private: &Path) -> PathBuf {
    private.join("publishing.json")
}

/// Waits until the disk has the names in a folder. Not every system can; those that cannot need it least.
pub(super) fn sync_folder(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}
