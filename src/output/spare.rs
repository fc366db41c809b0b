//! The spare: a second folder with the files of the published site, in `.bedside/spare`, made of hard links.
//!
//! The next build starts from it, so that a build costs what changed, not what there is: without it, every build would
//! link all files into a new folder and delete as many. It holds nothing that the published site does not hold, and
//! deleting it is always safe.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::base::ContentHash;

use super::folders::{Place, is_folder, look};
use super::marker::{MARKER, Marker, NEW_MARKER, Published};
use super::previous::folders;
use super::published::PublishedFile;
use super::record::Record;
use super::retire::{discard, remove_folders};
use super::stage::Done;
use super::survey::{Survey, Whose, slashed};
use super::swap::is_mount_point;
use super::tree::{Tree, absent_is_fine};

/// The site that the spare holds.
pub(super) fn site(place: &Place) -> Option<Published> {
    match Marker::read(&path(place)) {
        Ok(Marker::Site(site)) => Some(site),
        _ => None,
    }
}

/// Uses the spare for staging, if it is a copy of the current site, `entries` under this `marker`. A spare of any other
/// site is cleared away.
pub(super) fn take(
    place: &Place,
    record: Option<&Record>,
    marker: Option<ContentHash>,
    entries: &[PublishedFile],
) -> Option<Tree> {
    let spare = path(place);
    match look(&spare) {
        Ok(None) => return None,
        Ok(Some(found)) if found.is_dir() => {}
        _ => {
            let _ = fs::remove_file(&spare); // a link or a file is no spare of ours
            return None;
        }
    }
    let copy = record.is_some_and(|record| record.spare && marker.is_some_and(|hash| hash.hex() == record.marker));
    let staging = place.staging();
    if copy && matches!(is_mount_point(&place.folder), Ok(false)) && fs::rename(&spare, &staging).is_ok() {
        // A spare that came with a project may hold links, and a folder that cannot be looked at could hide an old page.
        let folders = folders(entries.iter().map(|entry| entry.path.as_str()));
        let are_real = folders.par_iter().all(|path| is_folder(&staging.join(path)).is_ok_and(|real| real));
        if are_real && let Ok(tree) = Tree::take_over(&staging, folders) {
            return Some(tree);
        }
        clear(&staging);
        return None;
    }
    clear(&spare);
    None
}

/// Clears a spare away: nothing is in it that the published site does not hold. One that cannot be cleared away costs its
/// room, and the next build tries again.
fn clear(spare: &Path) {
    let _ = discard(spare);
}

/// Removes from a tree that was a spare what the new site `files` does not have.
pub(super) fn drop_stale<'p>(
    tree: &Tree,
    old: impl Iterator<Item = &'p str>,
    files: &[(String, Done)],
) -> io::Result<()> {
    let new: HashSet<&str> = files.iter().map(|(path, _)| path.as_str()).collect();
    let kept = folders(new.iter().copied());
    let old: Vec<&str> = old.collect();
    for path in old.iter().filter(|path| !new.contains(*path) && !kept.contains(**path)) {
        if path.rsplit_once('/').is_none_or(|(folder, _)| tree.has_folder(folder)) {
            absent_is_fine(fs::remove_file(tree.at(path)))?;
        }
    }
    let mut empty: Vec<String> = folders(old.into_iter()).into_iter().collect();
    empty.retain(|folder| tree.has_folder(folder) && !kept.contains(folder) && !new.contains(folder.as_str()));
    empty.sort_unstable();
    tree.forget(empty.iter());
    remove_folders(tree.root(), empty.iter().map(Path::new).collect())
}

/// Makes the old site `old` (all of it ours) the spare of the new one, whose files are `files`. Half a spare is none.
pub(super) fn refresh(place: &Place, old: &Path, survey: &Survey, files: &[(String, Done)]) -> io::Result<()> {
    let spare = path(place);
    fs::rename(old, &spare)?;
    complete(place, &spare, survey, files).inspect_err(|_| clear(&spare))
}

fn complete(place: &Place, spare: &Path, survey: &Survey, files: &[(String, Done)]) -> io::Result<()> {
    // Until it is a whole copy, it is an unfinished one, which the next build throws away.
    Tree::open(spare, HashSet::new(), true).put_marker(b"")?;
    let reused: HashSet<&str> = files.iter().filter(|(_, done)| done.reused).map(|(path, _)| path.as_str()).collect();
    let stays = |path: &PathBuf| slashed(path).is_some_and(|path| reused.contains(path.as_str()));
    survey
        .files
        .par_iter()
        .filter(|(path, whose)| *whose != Whose::Ours || !stays(path))
        .try_for_each(|(path, _)| absent_is_fine(fs::remove_file(spare.join(path))))?;
    let kept = folders(files.iter().map(|(path, _)| path.as_str()));
    let (stay, go): (Vec<_>, Vec<_>) =
        survey.folders.iter().partition(|folder| slashed(folder).is_some_and(|folder| kept.contains(&folder)));
    remove_folders(spare, go.into_iter().map(PathBuf::as_path).collect())?;
    let tree = Tree::open(spare, stay.into_iter().filter_map(|folder| slashed(folder)).collect(), true);
    files
        .par_iter()
        .filter(|(_, done)| !done.reused)
        .try_for_each(|(path, _)| tree.link(&place.folder.join(path), path))?;
    tree.link(&place.folder.join(MARKER), NEW_MARKER)?;
    tree.name_marker()
}

fn path(place: &Place) -> PathBuf {
    place.private.path().join("spare")
}
