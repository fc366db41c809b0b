//! Publishing file by file, where the output folder cannot be exchanged as a whole: it is a mount point, a network drive, or
//! a folder whose parent we may not write to.
//!
//! Each file is replaced in one step, in an order in which no page names a file that is not there yet. A publication that
//! is interrupted is finished by the next build: every step here may be done again.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io;
use std::path::Path;

use crate::base::ContentHash;
use crate::diag::Diagnostic;

use super::carry::left_in_place;
use super::folders::{Place, look, read, sync_folder};
use super::marker::{MARKER, Marker, Published};
use super::previous::{Previous, State, folders};
use super::published::PublishedFile;
use super::retire::{keep_aside, remove_folders};
use super::survey::{Survey, Whose, slashed};
use super::tree::{Tree, absent_is_fine, remove_any};

/// Whether the finished site in `staging` is as it was written: what was moved already is missing, and the rest are our
/// files, with our bytes, in real folders. A staging folder that came with a project may hold anything.
pub(super) fn is_sound(staging: &Path) -> io::Result<bool> {
    let staged = Previous::new(staging, Marker::read(staging)?.entries(), &HashMap::new(), 0);
    for path in staged.paths() {
        if let Some(old) = staged.get(path)
            && staged.state(old)? == State::Changed
        {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Moves the finished site in `staging` into the output folder, deletes what the old site had and the new one has not, and
/// removes `staging`.
pub(super) fn publish(place: &Place, staging: &Path) -> io::Result<Vec<Diagnostic>> {
    let folder = place.folder.as_path();
    let Marker::Site(Published { entries, .. }) = Marker::read(staging)? else { return Ok(Vec::new()) };
    let previous = Previous::new(folder, Marker::read(folder)?.entries(), &HashMap::new(), 0);
    let survey = Survey::of(folder, &previous)?;
    let new = NewSite::of(&entries);
    let notices = clear_the_way(place, folder, &survey, &new)?;
    let mut order: Vec<&PublishedFile> = entries.iter().collect();
    order.sort_by_key(|entry| (rank(&entry.path), &entry.path));
    let there = survey.folders.iter().filter_map(|path| slashed(path)).filter(|path| !new.files.contains_key(&**path));
    let tree = Tree::open(folder, there.collect(), true);
    for entry in order {
        if let Some((above, _)) = entry.path.rsplit_once('/') {
            tree.folder(above)?;
        }
        absent_is_fine(fs::rename(staging.join(&entry.path), tree.at(&entry.path)))?;
    }
    for (path, _) in survey.files.iter().filter(|(_, whose)| *whose == Whose::Ours) {
        if slashed(path).is_some_and(|path| !new.files.contains_key(path.as_str())) {
            absent_is_fine(fs::remove_file(folder.join(path)))?;
        }
    }
    let left = previous.folders();
    let stale = left.iter().map(String::as_str).filter(|path| !new.folders.contains(*path)).map(Path::new);
    remove_folders(folder, stale.collect())?;
    fs::rename(staging.join(MARKER), folder.join(MARKER))?;
    sync_folder(folder);
    fs::remove_dir_all(staging)?;
    Ok(notices)
}

/// The paths of the new site.
struct NewSite<'e> {
    files: HashMap<&'e str, ContentHash>,
    folders: HashSet<String>,
}

impl<'e> NewSite<'e> {
    fn of(entries: &'e [PublishedFile]) -> Self {
        let files = entries.iter().map(|entry| (entry.path.as_str(), entry.hash)).collect();
        Self { files, folders: folders(entries.iter().map(|entry| entry.path.as_str())) }
    }

    /// Whether a file at `path` is where the new site has a file or a folder, or below one of its files.
    fn takes(&self, path: &str) -> bool {
        let above = path.match_indices('/').any(|(end, _)| self.files.contains_key(&path[..end]));
        above || self.files.contains_key(path) || self.folders.contains(path)
    }
}

/// Keeps aside what is not ours where the new site has something, and removes files that are where it has folders and
/// the other way round.
fn clear_the_way(place: &Place, folder: &Path, survey: &Survey, new: &NewSite<'_>) -> io::Result<Vec<Diagnostic>> {
    let mut notices = Vec::new();
    for (path, whose) in &survey.files {
        let Some(name) = slashed(path) else { continue };
        let at = folder.join(path);
        if !new.takes(&name) {
            if *whose == Whose::Changed {
                notices.push(left_in_place(&place.show(&at)));
            }
            continue;
        }
        // The file of the new site itself, put there before an interruption, is nobody's change.
        let same = match new.files.get(name.as_str()) {
            Some(hash) if *whose != Whose::Ours => has_hash(&at, *hash)?,
            _ => false,
        };
        if *whose != Whose::Ours && !same {
            notices.push(keep_aside(place, &at, path, *whose)?);
        }
        if !new.files.contains_key(name.as_str()) {
            remove_any(&at)?;
        }
    }
    let taken = survey.folders.iter().filter(|path| slashed(path).is_some_and(|path| new.takes_as_file(&path)));
    remove_folders(folder, taken.map(std::path::PathBuf::as_path).collect())?;
    Ok(notices)
}

impl NewSite<'_> {
    /// Whether a folder at `path` is where the new site has a file, or below one.
    fn takes_as_file(&self, path: &str) -> bool {
        self.files.contains_key(path) || path.match_indices('/').any(|(end, _)| self.files.contains_key(&path[..end]))
    }
}

fn has_hash(at: &Path, hash: ContentHash) -> io::Result<bool> {
    Ok(look(at)?.is_some_and(|metadata| metadata.is_file()) && ContentHash::of(&read(at)?) == hash)
}

/// When a file is published: what pages show, then the pages, the deepest first so that lists come after what they list,
/// then what tells others about them: feeds, calendars, the sitemap.
fn rank(path: &str) -> (u8, std::cmp::Reverse<usize>) {
    let name = path.rsplit('/').next().unwrap_or(path);
    let depth = std::cmp::Reverse(path.matches('/').count());
    match name.rsplit_once('.').map(|(_, extension)| extension) {
        Some("html") => (1, depth),
        Some("xml" | "json" | "ics" | "txt") | None => (2, depth),
        Some(_) => (0, depth),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_announced_before_it_is_there() {
        let mut paths =
            ["sitemap.xml", "index.html", "articles/index.html", "articles/flu/index.html", "clinic.css", "_headers"];
        paths.sort_by_key(|path| rank(path));
        let order =
            ["clinic.css", "articles/flu/index.html", "articles/index.html", "index.html", "sitemap.xml", "_headers"];
        assert_eq!(paths, order);
    }
}
