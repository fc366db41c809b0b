//! Which project an output folder belongs to.
//!
//! The folder of the project is hashed and noted at the marker, as an extended attribute: the bytes of the output are
//! the same wherever it is built, and no path gets out with it. If a file system has no such attributes, nothing is
//! reported.

use std::path::Path;

use crate::base::ContentHash;
use crate::diag::Diagnostic;
use crate::system::{note, noted};

use super::folders::Place;
use super::marker::MARKER;
use super::target::Target;

/// How many digits of the hash tell projects apart.
const DIGITS: usize = 16;

/// The project of a build, as its output names it.
#[derive(Debug)]
pub(super) struct Owner(String);

impl Owner {
    /// The owner of what `target` writes.
    pub(super) fn of(target: &Target<'_>) -> Self {
        let hash = ContentHash::of(target.project.as_os_str().as_encoded_bytes()).hex();
        Self(hash[..DIGITS].to_owned())
    }

    /// Notes the project at a marker, where the system allows it.
    pub(super) fn sign(&self, marker: &Path) {
        note(marker, &self.0);
    }

    /// Refuses a folder in which another project publishes. A folder within the project, or one that holds what this project
    /// has `published` last, is its own, also after the project was moved.
    pub(super) fn refuse_others(
        &self,
        target: &Target<'_>,
        place: &Place,
        published: bool,
    ) -> Result<(), Vec<Diagnostic>> {
        let Some(noted) = noted(&place.folder.join(MARKER)).filter(|noted| noted.len() == DIGITS) else {
            return Ok(());
        };
        if published || place.folder.starts_with(&place.project) || noted == self.0 {
            return Ok(());
        }
        let help = "choose a different folder for each project with `-o`; or, if this project should replace the other, add \
                    `--force` once: it replaces what the other has published there";
        Err(target.refuse("another project publishes there", help))
    }
}
