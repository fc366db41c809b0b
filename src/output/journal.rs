//! What is written down before a step that a power cut could leave half done, for the next build to finish.
//!
//! There is one for each output folder, in `.bedside`. It does not contain a folder: its own name identifies the
//! folder, so a journal that came with a project can only refer to the folder that this build has resolved and checked.

use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::base::ContentHash;

use super::folders::Place;

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
    /// The name of the folder that holds the new site.
    staging: String,
}

impl Journal {
    /// The step by which the folder `staging` is published.
    pub(super) fn new(step: Step, staging: &Path) -> Self {
        Self { step, staging: staging.file_name().unwrap_or_default().to_string_lossy().into_owned() }
    }

    /// Writes the step down and waits until the disk has it.
    pub(super) fn write(&self, place: &Place) -> io::Result<()> {
        place.private.write(&name(&place.folder), &serde_json::to_vec(self)?)
    }

    /// The step that was begun and not finished, if any.
    pub(super) fn read(place: &Place) -> io::Result<Option<Self>> {
        let bytes = place.private.read(&name(&place.folder))?;
        Ok(bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok()))
    }

    /// Whether a step was begun and not finished, or was just being written down. What cannot be looked at counts.
    pub(super) fn is_there(place: &Place) -> bool {
        place.private.has(&name(&place.folder)).unwrap_or(true)
    }

    /// The step is done.
    pub(super) fn remove(place: &Place) -> io::Result<()> {
        place.private.remove(&name(&place.folder))
    }

    /// The folder that holds the new site; `None` if the journal names one that is not a staging folder of this place.
    pub(super) fn staging(&self, place: &Place) -> Option<PathBuf> {
        place.staging_named(&self.staging)
    }
}

fn name(folder: &Path) -> String {
    let hash = ContentHash::of(folder.as_os_str().as_encoded_bytes()).hex();
    format!("publishing-{}.json", &hash[..10])
}
