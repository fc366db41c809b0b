//! What a build that was killed has left behind.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use crate::diag::Diagnostic;

use super::journal::{Journal, Step};
use super::problem::Fallible;
use super::stage::Place;
use super::{by_file, retire};

/// How the name of a staging folder inside the output folder begins; the process's number follows.
pub(super) const INSIDE: &str = ".bedside-staging-";

/// How the name of a staging folder beside the output `folder` begins; the process's number follows.
pub(super) fn beside(folder: &Path) -> String {
    format!(".{}.staging-", folder.file_name().unwrap_or_default().to_string_lossy())
}

/// Finishes the publication that was interrupted, if any, and clears away the staging folders of dead builds. The
/// project's lock must be held.
pub(super) fn recover(place: &Place) -> Fallible<Vec<Diagnostic>> {
    let mut notices = Vec::new();
    if let Some(journal) = Journal::read(&place.private) {
        finish(place, &journal, &mut notices).map_err(|error| place.cannot_write(&journal.folder, &error))?;
    }
    Journal::remove(&place.private).map_err(|error| place.cannot_write(&place.private, &error))?;
    for (leftover, _lock) in leftovers(&place.folder) {
        notices.extend(retire::leftover(place, &leftover));
    }
    Ok(notices)
}

fn finish(place: &Place, journal: &Journal, notices: &mut Vec<Diagnostic>) -> io::Result<()> {
    if !is_staging(&journal.staging, &journal.folder) || !journal.staging.is_dir() {
        return Ok(());
    }
    match journal.step {
        Step::Folders if journal.folder.symlink_metadata().is_ok() => Ok(()),
        Step::Folders => fs::rename(&journal.staging, &journal.folder),
        Step::Files => {
            notices.extend(by_file::publish(place, &journal.staging, &journal.folder)?);
            Ok(())
        }
    }
}

/// Whether a path is one that we would choose for the staging folder of `folder`.
fn is_staging(staging: &Path, folder: &Path) -> bool {
    let name = staging.file_name().unwrap_or_default().to_string_lossy().into_owned();
    (staging.parent() == Some(folder) && name.starts_with(INSIDE))
        || (staging.parent() == folder.parent() && name.starts_with(&beside(folder)))
}

/// The staging folders of dead builds, each with its lock. A living build (of another project that shares the folder)
/// holds the lock of its own.
fn leftovers(folder: &Path) -> Vec<(PathBuf, Option<File>)> {
    let beside_it = folder.parent().map(|above| (above, beside(folder)));
    let mut found = Vec::new();
    for (within, prefix) in beside_it.into_iter().chain([(folder, INSIDE.to_owned())]) {
        for item in fs::read_dir(within).into_iter().flatten().flatten() {
            let named = item.file_name().to_string_lossy().starts_with(&prefix);
            if named && item.file_type().is_ok_and(|kind| kind.is_dir()) {
                let handle = File::open(item.path()).ok();
                let lock = handle.as_ref().map(File::try_lock);
                if !matches!(lock, Some(Err(TryLockError::WouldBlock))) {
                    found.push((item.path(), handle));
                }
            }
        }
    }
    found
}
