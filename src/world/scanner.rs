//! A project folder that is looked at again and again.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use foldhash::{HashMap, HashMapExt as _};
use jiff::Timestamp;
use rayon::prelude::*;

use crate::base::VPath;
use crate::diag::{Diagnostic, Outcome};
use crate::system::{change_time, number};

use super::disk::Judgement;
use super::{DiskWorld, FILES, FOLDERS, ReadProblem, Version, World};

/// How long after a change the clock of a file system may still hide a second one of the same size.
const CLOCK_STEP: jiff::SignedDuration = jiff::SignedDuration::from_millis(50);

/// Size, times and inode of a file: what tells that it changed without reading it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stamp {
    size: u64,
    inode: u64,
    modified: SystemTime,
    /// The last change of the inode: also moves when a file of the same time and size takes the place of another.
    changed: (i64, i64),
}

#[derive(Clone, Copy, Debug)]
struct SeenFile {
    stamp: Stamp,
    version: Version,
    /// Whether the file was so new that a second change could have the same stamp.
    fresh: bool,
}

#[derive(Clone, Debug, Default)]
struct SeenFiles {
    files: HashMap<VPath, SeenFile>,
    /// Their paths in order.
    listed: Arc<Vec<VPath>>,
    problems: Vec<Diagnostic>,
}

/// A file that is not as it was at the last look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The file.
    pub path: VPath,
    /// What happened to it.
    pub kind: ChangeKind,
    /// Which file of the disk it is, or was: a renamed file keeps this number.
    pub inode: u64,
}

/// What happened to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    /// It is new.
    Added,
    /// It may have other bytes.
    Edited,
    /// It is gone.
    Removed,
}

/// Looks at a project folder and notes what changed since the last look.
#[derive(Debug)]
pub struct ChangeScanner {
    root: PathBuf,
    disk: Arc<DiskWorld>,
    seen: Arc<SeenFiles>,
    looks: u64,
}

impl ChangeScanner {
    /// An observer that has seen nothing yet.
    ///
    /// # Errors
    /// The operating system's, where the folder cannot be opened.
    pub fn new(root: &Path) -> std::io::Result<Self> {
        let disk = Arc::new(DiskWorld::open(root, None)?);
        let root = disk.root().to_path_buf();
        Ok(Self { root, disk, seen: Arc::default(), looks: 0 })
    }

    /// The absolute path of the project folder.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// How many files there are.
    #[must_use]
    pub fn files(&self) -> usize {
        self.seen.files.len()
    }

    /// Looks at the whole folder. With `suspicious`, a file that was brand new at the last look counts as changed: nobody
    /// else would tell of a second change in the same step of the clock.
    pub fn look(&mut self, suspicious: bool) -> Vec<Change> {
        // The folder itself may have been replaced by another of the same name.
        if let Ok(disk) = DiskWorld::open(&self.root, None) {
            self.disk = Arc::new(disk);
        }
        let Outcome { value: files, diagnostics } = self.disk.files();
        let now = now();
        let stamps: Vec<Option<(VPath, Stamp)>> =
            files.into_par_iter().map(|path| stamp(&self.root, &path).map(|stamp| (path, stamp))).collect();
        let version = self.next_version();
        let mut files = HashMap::with_capacity(stamps.len());
        let mut listed = Vec::with_capacity(stamps.len());
        let mut changes = Vec::new();
        for (path, stamp) in stamps.into_iter().flatten() {
            let before = self.seen.files.get(&path);
            let same = before.is_some_and(|before| before.stamp == stamp && !(suspicious && before.fresh));
            let file = match before {
                Some(before) if same => SeenFile { fresh: before.fresh && !suspicious, ..*before },
                _ => SeenFile { stamp, version, fresh: is_fresh(stamp, now) },
            };
            if !same {
                let kind = if before.is_some() { ChangeKind::Edited } else { ChangeKind::Added };
                changes.push(Change { path: path.clone(), kind, inode: stamp.inode });
            }
            listed.push(path.clone());
            files.insert(path, file);
        }
        let gone = self.seen.listed.iter().filter(|path| !files.contains_key(*path));
        let removed = gone.filter_map(|path| {
            let inode = self.seen.files.get(path)?.stamp.inode;
            Some(Change { path: path.clone(), kind: ChangeKind::Removed, inode })
        });
        changes.extend(removed);
        self.seen = Arc::new(SeenFiles { files, listed: Arc::new(listed), problems: diagnostics });
        changes
    }

    /// Looks at what an event named. What is not simply a file with an ordinary name makes it look at everything.
    pub fn look_at(&mut self, paths: &BTreeSet<PathBuf>) -> Vec<Change> {
        let mut changes = Vec::new();
        for path in paths {
            match self.simple(path) {
                Simple::Nothing => {}
                Simple::File(path, stamp) => changes.push(self.note(path, stamp)),
                Simple::Gone(path) => changes.extend(self.forget(path)),
                Simple::Unclear => {
                    let named: BTreeSet<VPath> = changes.iter().map(|change: &Change| change.path.clone()).collect();
                    let others = self.look(false).into_iter().filter(|change| !named.contains(&change.path));
                    changes.extend(others);
                    return changes;
                }
            }
        }
        changes
    }

    fn note(&mut self, path: VPath, stamp: Stamp) -> Change {
        let version = self.next_version();
        let file = SeenFile { stamp, version, fresh: is_fresh(stamp, now()) };
        let seen = Arc::make_mut(&mut self.seen);
        let before = seen.files.insert(path.clone(), file);
        if let Err(place) = seen.listed.binary_search(&path) {
            Arc::make_mut(&mut seen.listed).insert(place, path.clone());
        }
        let kind = if before.is_some() { ChangeKind::Edited } else { ChangeKind::Added };
        Change { path, kind, inode: stamp.inode }
    }

    fn forget(&mut self, path: VPath) -> Option<Change> {
        let seen = Arc::make_mut(&mut self.seen);
        let file = seen.files.remove(&path)?;
        if let Ok(place) = seen.listed.binary_search(&path) {
            Arc::make_mut(&mut seen.listed).remove(place);
        }
        Some(Change { path, kind: ChangeKind::Removed, inode: file.stamp.inode })
    }

    fn simple(&self, path: &Path) -> Simple {
        let Ok(below) = path.strip_prefix(&self.root) else { return Simple::Nothing };
        let Some(text) = below.to_str() else { return Simple::Unclear };
        let relative = VPath::new(&text.replace(std::path::MAIN_SEPARATOR, "/"));
        let top = relative.as_str().split('/').next().unwrap_or("");
        if !FILES.contains(&top) && !FOLDERS.contains(&top) {
            return Simple::Nothing;
        }
        match self.disk.judge(&relative) {
            Judgement::Ignored => Simple::Nothing,
            Judgement::File => stamp(&self.root, &relative).map_or(Simple::Unclear, |s| Simple::File(relative, s)),
            Judgement::Missing if self.seen.files.contains_key(&relative) => Simple::Gone(relative),
            Judgement::Missing if self.is_unknown(&relative) => Simple::Nothing,
            Judgement::Missing | Judgement::Other => Simple::Unclear,
        }
    }

    /// Whether nothing is known of a path: no file below it, no problem.
    fn is_unknown(&self, path: &VPath) -> bool {
        let below = VPath::new(&format!("{path}/"));
        let listed = &self.seen.listed;
        let folder = listed.get(listed.partition_point(|file| *file < below));
        let problem = |problem: &Diagnostic| problem.place.as_ref().is_none_or(|place| place.file == *path);
        !folder.is_some_and(|file| file.as_str().starts_with(below.as_str())) && !self.seen.problems.iter().any(problem)
    }

    fn next_version(&mut self) -> Version {
        self.looks += 1;
        Version(self.looks)
    }

    /// The project as it was at the last look; `fixed` stops its clock.
    #[must_use]
    pub fn world(&self, fixed: Option<Timestamp>) -> Observed {
        Observed { disk: self.disk.clone(), seen: self.seen.clone(), now: fixed.unwrap_or_else(now) }
    }
}

enum Simple {
    Nothing,
    File(VPath, Stamp),
    Gone(VPath),
    Unclear,
}

fn stamp(root: &Path, path: &VPath) -> Option<Stamp> {
    let metadata = root.join(path.as_str()).symlink_metadata().ok().filter(std::fs::Metadata::is_file)?;
    let modified = metadata.modified().ok()?;
    Some(Stamp { size: metadata.len(), inode: number(&metadata), modified, changed: change_time(&metadata) })
}

fn is_fresh(stamp: Stamp, now: Timestamp) -> bool {
    let nanos = i32::try_from(stamp.changed.1).unwrap_or(0);
    Timestamp::new(stamp.changed.0, nanos).is_ok_and(|changed| changed > now - CLOCK_STEP)
}

/// The instant by the computer's clock.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "the world is the one reader of the clock")]
pub fn now() -> Timestamp {
    Timestamp::now()
}

/// A project as an [`ChangeScanner`] saw it last: its list of files stands still, and each has a version.
#[derive(Clone, Debug)]
pub struct Observed {
    disk: Arc<DiskWorld>,
    seen: Arc<SeenFiles>,
    now: Timestamp,
}

impl World for Observed {
    fn files(&self) -> Outcome<Vec<VPath>> {
        Outcome { value: self.seen.listed.to_vec(), diagnostics: self.seen.problems.clone() }
    }

    fn read(&self, path: &VPath, limit: u64) -> Result<Vec<u8>, ReadProblem> {
        self.disk.read(path, limit)
    }

    fn now(&self) -> Timestamp {
        self.now
    }

    fn version(&self, path: &VPath) -> Option<Version> {
        self.seen.files.get(path).map(|file| file.version)
    }
}
