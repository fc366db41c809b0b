//! Carrying what is not ours from the old site over into the new one.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::Path;

use crate::diag::{Diagnostic, codes};

use super::attributes;
use super::folders::{Place, is_folder, look};
use super::previous::Previous;
use super::problem::Fallible;
use super::retire::duplicate;
use super::stamp::same_inode;
use super::survey::{Survey, Whose, slashed};
use super::tree::Tree;

/// Puts every foreign file, every foreign folder and every file of ours that was changed into the new site, unless the new
/// site has its own file there. The paths of the foreign files are returned, and a warning for each changed one.
pub(super) fn carry(
    place: &Place,
    survey: &Survey,
    previous: &Previous,
    tree: &Tree,
) -> Fallible<(Vec<String>, Vec<Diagnostic>)> {
    let failed = |path: &Path, error: &io::Error| place.cannot_write(&place.folder.join(path), error);
    let ours = previous.folders();
    let mut carried = Vec::new();
    for folder in &survey.folders {
        if !slashed(folder).is_some_and(|folder| ours.contains(&folder))
            && carry_folder(tree, folder).map_err(|error| failed(folder, &error))?
        {
            carried.push(folder);
        }
    }
    let (mut foreign, mut warnings) = (Vec::new(), Vec::new());
    for (path, whose) in survey.strange() {
        if !carry_file(place, tree, path, &ours).map_err(|error| failed(path, &error))? {
            continue;
        }
        let shown = place.show(&place.folder.join(path));
        match whose {
            Whose::Foreign => foreign.push(shown),
            _ => warnings.push(left_in_place(&shown)),
        }
    }
    // What is put into a folder changes its time, so this comes last.
    for folder in carried {
        let kept = attributes::keep(&place.folder.join(folder), &tree.root().join(folder));
        kept.map_err(|error| failed(folder, &error))?;
    }
    Ok((foreign, warnings))
}

/// The warning for a file of ours that was changed by hand and that the site has no more.
pub(super) fn left_in_place(shown: &str) -> Diagnostic {
    let message = format!("`{shown}` was changed by hand and is no longer part of the site; it was not deleted");
    Diagnostic::new(&codes::OUTPUT_KEPT, message).help("delete it if nobody needs it")
}

/// Makes a folder that is not ours, or finds it made; `false` if the new site has taken its place.
fn carry_folder(tree: &Tree, folder: &Path) -> io::Result<bool> {
    let to = tree.root().join(folder);
    if let Some(taken) = look(&to)? {
        return Ok(taken.is_dir());
    }
    if !above_is_folder(&to)? {
        return Ok(false);
    }
    fs::create_dir(&to).map(|()| true)
}

/// Carries one file; `false` if the new site has taken its place.
fn carry_file(place: &Place, tree: &Tree, path: &Path, ours: &HashSet<String>) -> io::Result<bool> {
    let (from, to) = (place.folder.join(path), tree.root().join(path));
    if let Some(taken) = look(&to)? {
        if look(&from)?.is_some_and(|from| same_inode(&taken, &from)) {
            return Err(io::Error::other("someone changed it while the site was being built"));
        }
        return Ok(false);
    }
    if let Some(folder) = path.parent().and_then(slashed)
        && ours.contains(&folder)
        && !taken_by_file(tree, Path::new(&folder))?
    {
        tree.folder(&folder)?;
    }
    if !above_is_folder(&to)? {
        return Ok(false);
    }
    duplicate(&from, &to).map(|()| true)
}

fn above_is_folder(to: &Path) -> io::Result<bool> {
    to.parent().map_or(Ok(false), is_folder)
}

/// Whether the new site has a file where this folder, or one above it, was.
fn taken_by_file(tree: &Tree, folder: &Path) -> io::Result<bool> {
    for folder in folder.ancestors() {
        if look(&tree.root().join(folder))?.is_some_and(|metadata| !metadata.is_dir()) {
            return Ok(true);
        }
    }
    Ok(false)
}
