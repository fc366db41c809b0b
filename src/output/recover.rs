//! What a build that was killed has left behind.
//!
//! Every build begins with it, also one that is going to be withheld: until then a folder that was to be replaced by two
//! renames may be missing, or a staging folder may lie in one that is published.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use crate::diag::Diagnostic;

use super::folders::{Place, is_folder, look};
use super::journal::{Journal, Step};
use super::lock::Lock;
use super::marker::Marker;
use super::problem::Fallible;
use super::target::Target;
use super::{by_file, retire};

/// Finishes the publication that was interrupted, if any, and clears away the staging folders of dead builds. The
/// project's lock must be held.
pub(super) fn recover(place: &Place) -> Fallible<Vec<Diagnostic>> {
    let mut notices = Vec::new();
    let private = |error: &io::Error| place.cannot_write(&place.private.path(), error);
    if let Some(journal) = Journal::read(place).map_err(|error| private(&error))? {
        finish(place, &journal, &mut notices).map_err(|error| place.cannot_write(&place.folder, &error))?;
    }
    Journal::remove(place).map_err(|error| private(&error))?;
    for (leftover, _lock) in leftovers(place).map_err(|error| place.cannot_write(&place.folder, &error))? {
        notices.extend(retire::leftover(place, &leftover));
    }
    Ok(notices)
}

/// Finishes the publication that was interrupted, if any, and clears away what dead builds have left. Costs next to nothing where
/// they left nothing.
///
/// # Errors
/// As those of [`Stage::open`](super::Stage::open).
pub fn recovered(target: &Target<'_>) -> Result<Vec<Diagnostic>, Vec<Diagnostic>> {
    let place = target.place()?;
    if !is_needed(&place) {
        return Ok(Vec::new());
    }
    let _lock = Lock::take(&place.project, &place.private)?;
    recover(&place)
}

/// Whether a dead build has left something. What cannot be looked at counts as something.
pub(super) fn is_needed(place: &Place) -> bool {
    Journal::is_there(place) || leftovers(place).map_or(true, |leftovers| !leftovers.is_empty())
}

fn finish(place: &Place, journal: &Journal, notices: &mut Vec<Diagnostic>) -> io::Result<()> {
    let Some(staging) = journal.staging(place) else { return Ok(()) };
    if !is_folder(&staging)? {
        return Ok(());
    }
    match journal.step {
        Step::Folders if look(&place.folder)?.is_some() => Ok(()),
        Step::Folders if matches!(Marker::read(&staging)?, Marker::Site(_)) => fs::rename(&staging, &place.folder),
        Step::Folders => Ok(()),
        Step::Files if !by_file::is_sound(&staging)? => Ok(()),
        Step::Files => {
            match by_file::publish(place, &staging) {
                // Nothing was moved, and nothing can be: it lies on another disk. It is cleared away with the leftovers.
                Err(error) if error.kind() == io::ErrorKind::CrossesDevices => {}
                published => notices.extend(published?),
            }
            Ok(())
        }
    }
}

/// The staging folders of dead builds, each with its lock. A living build (of another project that shares the folder)
/// holds its own lock.
fn leftovers(place: &Place) -> io::Result<Vec<(PathBuf, Option<File>)>> {
    let mut found = Vec::new();
    for path in place.stagings()? {
        let handle = File::open::<&Path>(&path).ok();
        let lock = handle.as_ref().map(File::try_lock);
        if !matches!(lock, Some(Err(TryLockError::WouldBlock))) {
            found.push((path, handle));
        }
    }
    Ok(found)
}
