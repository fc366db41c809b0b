//! The staging folder that takes the files of a new site.

use std::collections::HashMap;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};

use crate::base::{ContentHash, OutputPath};
use crate::diag::Diagnostic;

use super::folders::{Place, is_folder};
use super::lock::Lock;
use super::marker::{MARKER, Published, stays_inside};
use super::owner::Owner;
use super::previous::{Old, Previous, State};
use super::problem::Fallible;
use super::record::Record;
use super::stamp::{Proof, Stamp, changed};
use super::target::{FolderState, Target};
use super::tree::{NotMade, Tree};
use super::{recover, retire, spare, swap};

/// A file of the new site.
#[derive(Clone, Copy, Debug)]
pub(super) struct Done {
    pub(super) size: u64,
    pub(super) hash: ContentHash,
    /// Its stamp, if known.
    pub(super) proof: Option<Proof>,
    /// Whether it is the file of the previous site itself.
    pub(super) reused: bool,
}

/// How much the last build has published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Last {
    /// How many documents it was made from, where that was written down.
    pub documents: Option<usize>,
    /// How many of its files are pages.
    pub pages: usize,
}

impl Last {
    fn of(site: &Published) -> Self {
        let pages = site.entries.iter().filter(|entry| entry.path.rsplit('.').next() == Some("html")).count();
        Self { documents: site.documents, pages }
    }
}

/// A site on its way to the output folder. Dropping it clears it away and changes nothing.
#[derive(Debug)]
pub struct Stage {
    pub(super) place: Place,
    pub(super) previous: Previous,
    pub(super) tree: Tree,
    /// Whether the staging folder is inside the output folder, which cannot be exchanged as a whole.
    pub(super) inside: bool,
    /// Whether the staging folder is needed no more, or is left for the next build to finish.
    pub(super) settled: bool,
    /// What recovering from an interrupted build has shown.
    pub(super) notices: Vec<Diagnostic>,
    pub(super) owner: Owner,
    last: Option<Last>,
    done: Mutex<HashMap<String, Done>>,
    failed: OnceLock<Vec<Diagnostic>>,
    /// Folders above the output folder that were made for it.
    made: Vec<PathBuf>,
    /// Held until all the rest is done.
    _lock: Lock,
}

impl Stage {
    /// Takes the output folder for this build. What an interrupted build has left is finished or cleared away first.
    ///
    /// # Errors
    /// `output/refused` where the folder must not be written to, `output/locked` where another build of the project is
    /// running, `output/cannot-write` where the operating system refuses.
    pub fn open(target: &Target<'_>) -> Result<Self, Vec<Diagnostic>> {
        let place = target.place()?;
        let lock = Lock::take(&place.project, &place.private)?;
        let notices = recover::recover(&place)?;
        let record = Record::load(&place.private).filter(|record| record.folder == place.folder);
        let owner = Owner::of(target);
        let standing = target.standing(&place.folder)?;
        if let FolderState::Ours(site) = &standing {
            let known = record.as_ref().is_some_and(|record| record.marker == site.hash.hex());
            owner.refuse_others(target, &place, known || target.force)?;
        }
        let absent = matches!(standing, FolderState::Absent);
        let published = match standing {
            FolderState::Ours(site) => Some(site),
            // Where someone deleted the output folder, its spare still has the files.
            FolderState::Absent => spare::site(&place),
            FolderState::Adopted => None,
        };
        let last = published.as_ref().map(Last::of);
        let (mut entries, marker) = published.map_or((Vec::new(), None), |site| (site.entries, Some(site.hash)));
        let known = record.as_ref().map(Record::proofs).unwrap_or_default();
        let mut made = Vec::new();
        let (tree, inside) = match spare::take(&place, record.as_ref(), marker, &entries) {
            Some(tree) => (tree, false),
            None => make(&place, &mut made)?,
        };
        if absent && !tree.is_used() {
            entries.clear();
        }
        let seen = fs::metadata(tree.at(MARKER)).map_or(0, |metadata| changed(&metadata));
        let root = if absent { tree.root() } else { &place.folder };
        let previous = Previous::new(root, entries, &known, seen);
        let (done, failed) = (Mutex::default(), OnceLock::new());
        Ok(Self {
            place,
            previous,
            tree,
            inside,
            settled: false,
            notices,
            last,
            owner,
            done,
            failed,
            made,
            _lock: lock,
        })
    }

    /// What the last build has published; `None` if there is none.
    #[must_use]
    pub fn last(&self) -> Option<Last> {
        self.last
    }

    /// Adds a file to the new site. Any number of threads may write at once. A file that is the same as in the previous
    /// site becomes a hard link to it.
    ///
    /// # Errors
    /// `output/cannot-write`. A stage that failed to write once is never published.
    pub fn write(&self, path: &OutputPath, bytes: &[u8]) -> Result<(), Vec<Diagnostic>> {
        let (size, hash) = (bytes.len() as u64, ContentHash::of(bytes));
        let same = |old: &&Old| old.entry.hash == hash && old.entry.size == size;
        let reused = self.previous.get(path.as_str()).filter(same).and_then(|old| self.reuse(old));
        let done = if let Some(proof) = reused {
            Done { size, hash, proof: Some(proof), reused: true }
        } else {
            let stamp = self.create(path.as_str(), bytes).map_err(|error| self.fail(path, &error))?;
            Done { size, hash, proof: stamp.map(|stamp| Proof { stamp, settled: false }), reused: false }
        };
        self.note(path, done).map_err(|error| self.fail(path, &error))
    }

    /// Reuses a file of the previous site unchanged. `false` if it is not there anymore or was touched: then it has to
    /// be written.
    pub fn keep(&self, path: &OutputPath) -> bool {
        self.previous.get(path.as_str()).is_some_and(|old| self.take_over(path, old))
    }

    /// As [`Stage::keep`], but only if the file has this content.
    pub fn keep_content(&self, path: &OutputPath, content: &ContentHash) -> bool {
        let old = self.previous.get(path.as_str()).filter(|old| old.entry.hash == *content);
        old.is_some_and(|old| self.take_over(path, old))
    }

    fn take_over(&self, path: &OutputPath, old: &Old) -> bool {
        let Some(proof) = self.reuse(old) else { return false };
        let done = Done { size: old.entry.size, hash: old.entry.hash, proof: Some(proof), reused: true };
        self.note(path, done).map_err(|error| self.fail(path, &error)).is_ok()
    }

    /// Takes over every file of the previous content that `wanted` names and that was not written again.
    pub fn keep_all(&self, wanted: impl Fn(&str) -> bool) {
        let done = |path: &str| self.done.lock().unwrap_or_else(PoisonError::into_inner).contains_key(path);
        for path in self.previous.paths().filter(|path| wanted(path)) {
            if !done(path) {
                self.keep(&OutputPath::new(path));
            }
        }
    }

    /// Ends the writing: all files in path order, or the first failure.
    pub(super) fn finish(&self) -> Fallible<Vec<(String, Done)>> {
        if let Some(failure) = self.failed.get() {
            return Err(failure.clone());
        }
        let mut done = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        let mut files: Vec<(String, Done)> = done.drain().collect();
        files.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        Ok(files)
    }

    fn create(&self, path: &str, bytes: &[u8]) -> io::Result<Option<Stamp>> {
        if !stays_inside(path) || path.starts_with(".bedside-") {
            return Err(io::Error::new(
                ErrorKind::InvalidInput,
                "the name does not belong to a file in the output folder",
            ));
        }
        self.tree.create(path, bytes)
    }

    /// Puts an untouched file of the previous site into the new one.
    fn reuse(&self, old: &Old) -> Option<Proof> {
        // What cannot be read now is written anew; whether someone changed it, the survey has to find out.
        let Ok(State::Untouched(proof)) = self.previous.state(old) else { return None };
        let path = &old.entry.path;
        let in_place = || path.rsplit_once('/').is_none_or(|(folder, _)| self.tree.has_folder(folder));
        let there = self.tree.is_used() && in_place() && Stamp::at(&self.tree.at(path)) == Some(proof.stamp);
        // A file system without hard links, or a file that belongs to someone else, is written anew.
        (there || self.tree.link(&self.previous.at(old), path).is_ok()).then_some(proof)
    }

    fn note(&self, path: &OutputPath, done: Done) -> io::Result<()> {
        let mut all = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        match all.insert(path.as_str().to_owned(), done) {
            None => Ok(()),
            Some(_) => Err(io::Error::new(ErrorKind::AlreadyExists, "two files of the site have this name")),
        }
    }

    fn fail(&self, path: &OutputPath, error: &io::Error) -> Vec<Diagnostic> {
        let problem = self.place.cannot_write(&self.place.folder.join(path.as_str()), error);
        let _ = self.failed.set(problem.clone()); // the first failure is the one that matters
        problem
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        if !self.settled {
            // Nobody is left to be told: a folder that stays is cleared away by the next build. All that is in it is ours, and
            // says so to the last: its marker goes after its files.
            let _ = retire::discard(self.tree.root());
            self.made.iter().rev().for_each(|folder| drop(fs::remove_dir(folder)));
        }
    }
}

/// Makes the staging folder: next to the output folder, so that the two can be exchanged, or inside it if they cannot.
fn make(place: &Place, made: &mut Vec<PathBuf>) -> Fallible<(Tree, bool)> {
    let failed = |error: io::Error| place.cannot_write(&place.folder, &error);
    let there = is_folder(&place.folder).map_err(failed)?;
    let inside = || Tree::make(&place.staging_inside()).map(|tree| (tree, true)).map_err(|error| failed(error.into()));
    if there && swap::is_mount_point(&place.folder).map_err(failed)? {
        return inside();
    }
    let above = place.folder.parent().unwrap_or(&place.folder);
    let missing: Vec<PathBuf> = above.ancestors().take_while(|folder| !folder.exists()).map(Path::to_owned).collect();
    fs::create_dir_all(above).map_err(failed)?;
    made.extend(missing.into_iter().rev());
    match Tree::make(&place.staging()) {
        // Only where the folder above takes none: what fails later would fail inside as well, and may leave something there.
        Err(NotMade::Refused(error)) if there && is_forbidden(&error) => inside(),
        made => made.map(|tree| (tree, false)).map_err(|error| failed(error.into())),
    }
}

fn is_forbidden(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem)
}
