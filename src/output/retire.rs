//! Removing a site that is no longer published, without losing anything that is not ours.

use std::collections::HashMap;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::diag::{Diagnostic, codes};

use crate::system::link_to;

use super::attributes;
use super::folders::{Place, look};
use super::marker::{MARKER, Marker};
use super::previous::Previous;
use super::problem::left_behind;
use super::stamp::same_file;
use super::survey::{Survey, Whose};
use super::tree::{absent_is_fine, remove_any};

/// Clears away a folder that a dead build has left: a staging folder, or a site that was already replaced.
pub(super) fn leftover(place: &Place, tree: &Path) -> Vec<Diagnostic> {
    let mut notices = Vec::new();
    if let Err(error) = clear_leftover(place, tree, &mut notices) {
        notices.push(left_behind(&place.show(tree), &error));
    }
    notices
}

fn clear_leftover(place: &Place, tree: &Path, notices: &mut Vec<Diagnostic>) -> io::Result<()> {
    let entries = match Marker::read(tree)? {
        Marker::Unfinished => return discard(tree),
        marker => marker.entries(),
    };
    let previous = Previous::new(tree, entries, &HashMap::new(), 0);
    let survey = Survey::of(tree, &previous)?;
    rescue(place, tree, &survey, notices)?;
    remove(tree, &survey)
}

/// Removes a staging folder that was never finished: all that is in it is ours, or a second name of what is in the output
/// folder.
pub(super) fn discard(tree: &Path) -> io::Result<()> {
    remove(tree, &Survey::of(tree, &Previous::new(tree, Vec::new(), &HashMap::new(), 0))?)
}

/// Keeps aside what is not ours in `tree` and is not in the output folder either.
pub(super) fn rescue(place: &Place, tree: &Path, survey: &Survey, notices: &mut Vec<Diagnostic>) -> io::Result<()> {
    for (path, whose) in survey.strange() {
        let at = tree.join(path);
        if look(&at)?.is_some() && !same_file(&at, &place.folder.join(path))? {
            notices.push(keep_aside(place, &at, path, whose)?);
        }
    }
    Ok(())
}

/// Removes what the survey of `tree` has found, and then `tree`. The marker goes last, so that what a power cut leaves
/// can still be identified. A file that has appeared since the survey stays, and makes this fail.
pub(super) fn remove(tree: &Path, survey: &Survey) -> io::Result<()> {
    survey.files.par_iter().try_for_each(|(path, _)| absent_is_fine(fs::remove_file(tree.join(path))))?;
    remove_folders(tree, survey.folders.iter().map(PathBuf::as_path).collect())?;
    absent_is_fine(fs::remove_file(tree.join(MARKER)))?;
    absent_is_fine(fs::remove_dir(tree))
}

/// Removes folders, those below before those above; one that is not empty stays.
pub(super) fn remove_folders(tree: &Path, mut folders: Vec<&Path>) -> io::Result<()> {
    let depth = |folder: &Path| folder.components().count();
    folders.sort_by_cached_key(|folder| std::cmp::Reverse(depth(folder)));
    folders.chunk_by(|a, b| depth(a) == depth(b)).try_for_each(|level| {
        level.par_iter().try_for_each(|at| match fs::remove_dir(tree.join(at)) {
            Err(error) if error.kind() == ErrorKind::DirectoryNotEmpty => Ok(()),
            removed => absent_is_fine(removed),
        })
    })
}

/// Keeps the file `from`, whose place at `path` in the output the new site takes, in the project's private folder.
pub(super) fn keep_aside(place: &Place, from: &Path, path: &Path, whose: Whose) -> io::Result<Diagnostic> {
    let kept = kept(place, from, path)?;
    let (shown, kept) = (place.show(&place.folder.join(path)), place.show(&kept));
    let message = match whose {
        Whose::Foreign => format!(
            "`{shown}` was not written by Bedside, and the site now has a file there; the old one is kept as `{kept}`"
        ),
        _ => format!(
            "`{shown}` was changed by hand; the site's version replaces it, and the changed file is kept as `{kept}`"
        ),
    };
    Ok(Diagnostic::new(&codes::OUTPUT_KEPT, message)
        .help("make changes in the project's files: every build replaces those in the output folder"))
}

/// Puts `from` into the folder for kept files, under a name that is free, unless it is there already.
fn kept(place: &Place, from: &Path, path: &Path) -> io::Result<PathBuf> {
    let first = place.private.place_to_keep(path)?;
    for number in 1_u32.. {
        let mut name = first.clone().into_os_string();
        if number > 1 {
            name.push(format!(".{number}"));
        }
        let name = PathBuf::from(name);
        if same_file(from, &name)? {
            return Ok(name);
        }
        if look(&name)?.is_none() {
            return duplicate(from, &name).map(|()| name);
        }
    }
    Err(io::Error::from(ErrorKind::AlreadyExists))
}

/// A second name for a file, or where that cannot be, a copy of it.
pub(super) fn duplicate(from: &Path, to: &Path) -> io::Result<()> {
    match fs::hard_link(from, to) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => {
            let metadata = from.symlink_metadata()?;
            let copied = if metadata.is_file() {
                fs::copy(from, to).map(drop)
            } else if metadata.is_symlink() {
                link_to(&fs::read_link(from)?, to)
            } else {
                return Err(error);
            };
            copied.and_then(|()| attributes::keep(from, to)).inspect_err(|_| drop(remove_any(to)))
        }
        linked => linked,
    }
}
