//! A folder that is being filled, by many threads at once.
//!
//! Invariant: files get mode 0644 and folders 0755 whatever the umask, so that a tree is the same on every machine.

use std::collections::HashSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock};

use crate::system::{has_usual_permissions, set_usual_permissions, usual_file, usual_folder};

use super::folders::{is_absent, look};
use super::marker::{MARKER, NEW_MARKER};
use super::stamp::Stamp;

/// A folder that is being filled.
#[derive(Debug)]
pub(super) struct Tree {
    root: PathBuf,
    /// Folders below the root that are known to exist.
    folders: RwLock<HashSet<String>>,
    /// Whether the umask (or an access list) takes away from the permissions that we ask for, or may do so. The folder
    /// itself has shown it when it was made, since asking twice for each of thousands of files would cost more.
    masked: bool,
    /// Whether the folder held a site before we began, so that a path may be taken by an old file of ours.
    used: bool,
    /// The folder itself, locked as long as this lives: the sign for other builds that its owner is alive.
    handle: Option<File>,
}

/// Why a folder was not made.
#[derive(Debug)]
pub(super) enum NotMade {
    /// The folder above takes none.
    Refused(io::Error),
    /// It was there, and something about it failed.
    Failed(io::Error),
}

impl From<NotMade> for io::Error {
    fn from(not_made: NotMade) -> Self {
        match not_made {
            NotMade::Refused(error) | NotMade::Failed(error) => error,
        }
    }
}

impl Tree {
    /// Makes a new folder, marked as unfinished. Where that fails, there is none.
    pub(super) fn make(root: &Path) -> Result<Self, NotMade> {
        usual_folder(root).map_err(NotMade::Refused)?;
        Self::begun(root).map_err(|error| {
            let _ = fs::remove_dir_all(root); // it is ours, and empty but for half a marker
            NotMade::Failed(error)
        })
    }

    fn begun(root: &Path) -> io::Result<Self> {
        let masked = !has_usual_permissions(&root.symlink_metadata()?);
        set_usual_permissions(root, true)?;
        let tree = Self { masked, ..Self::open(root, HashSet::new(), false) };
        tree.put_marker(b"")?;
        Ok(tree)
    }

    /// Takes over a folder that holds a site of ours with these folders, and marks it as unfinished.
    pub(super) fn take_over(root: &Path, folders: HashSet<String>) -> io::Result<Self> {
        let tree = Self::open(root, folders, true);
        tree.put_marker(b"")?;
        Ok(tree)
    }

    /// Goes on filling a folder with these folders in it; `used` tells whether old files of ours may be replaced.
    pub(super) fn open(root: &Path, folders: HashSet<String>, used: bool) -> Self {
        let handle = File::open(root).ok();
        if let Some(handle) = &handle {
            let _ = handle.try_lock(); // a file system without locks: the project's own lock has to do
        }
        Self { root: root.to_owned(), folders: RwLock::new(folders), masked: true, used, handle }
    }

    /// The folder.
    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// The folder, open, where the operating system opens folders.
    pub(super) fn handle(&self) -> Option<&File> {
        self.handle.as_ref()
    }

    /// Where the file of this path is.
    pub(super) fn at(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// Whether the folder held a site before we began.
    pub(super) fn is_used(&self) -> bool {
        self.used
    }

    /// Writes the marker and puts it in its place in one step, so that there is never none, or half of one.
    pub(super) fn put_marker(&self, bytes: &[u8]) -> io::Result<()> {
        self.create(NEW_MARKER, bytes)?;
        self.name_marker()
    }

    /// Replaces the old marker with the new one; if that fails, removes the new one.
    pub(super) fn name_marker(&self) -> io::Result<()> {
        let new = self.at(NEW_MARKER);
        fs::rename(&new, self.at(MARKER)).inspect_err(|_| drop(fs::remove_file(&new)))
    }

    /// Writes a new file; `None` if the stamp of the file cannot be known.
    pub(super) fn create(&self, path: &str, bytes: &[u8]) -> io::Result<Option<Stamp>> {
        let at = self.place(path)?;
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        usual_file(&mut options);
        let mut file = match options.open(&at) {
            Err(error) if self.used && error.kind() == ErrorKind::AlreadyExists => {
                remove_any(&at)?;
                options.open(&at)?
            }
            opened => opened?,
        };
        file.write_all(bytes)?;
        if self.masked {
            set_usual_permissions(&at, false)?;
        }
        Ok(Stamp::of(&file.metadata()?))
    }

    /// Puts the file `from` here as a hard link.
    pub(super) fn link(&self, from: &Path, path: &str) -> io::Result<()> {
        let at = self.place(path)?;
        match fs::hard_link(from, &at) {
            Err(error) if self.used && error.kind() == ErrorKind::AlreadyExists => {
                remove_any(&at)?;
                fs::hard_link(from, &at)
            }
            linked => linked,
        }
    }

    /// The place of a file whose folder is there.
    fn place(&self, path: &str) -> io::Result<PathBuf> {
        if let Some((folder, _)) = path.rsplit_once('/') {
            self.folder(folder)?;
        }
        Ok(self.root.join(path))
    }

    /// Makes a folder, and those above it, once.
    pub(super) fn folder(&self, path: &str) -> io::Result<()> {
        if self.folders.read().unwrap_or_else(PoisonError::into_inner).contains(path) {
            return Ok(());
        }
        if let Some((above, _)) = path.rsplit_once('/') {
            self.folder(above)?;
        }
        let at = self.root.join(path);
        match usual_folder(&at) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                if !at.symlink_metadata()?.is_dir() {
                    self.replace_by_folder(&at)?;
                }
            }
            made => made?,
        }
        if self.masked {
            set_usual_permissions(&at, true)?;
        }
        self.folders.write().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned());
        Ok(())
    }

    /// Whether a folder is known to be there, as a real one.
    pub(super) fn has_folder(&self, path: &str) -> bool {
        self.folders.read().unwrap_or_else(PoisonError::into_inner).contains(path)
    }

    /// Folders that were removed: they are made again when a file needs them.
    pub(super) fn forget<'f>(&self, folders: impl Iterator<Item = &'f String>) {
        let mut known = self.folders.write().unwrap_or_else(PoisonError::into_inner);
        folders.for_each(|folder| _ = known.remove(folder));
    }

    /// Makes a folder where an old file of ours is; another thread may be doing the same.
    fn replace_by_folder(&self, at: &Path) -> io::Result<()> {
        if self.used {
            absent_is_fine(fs::remove_file(at)).or_else(|error| if at.is_dir() { Ok(()) } else { Err(error) })?;
        }
        match usual_folder(at) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists && at.symlink_metadata()?.is_dir() => Ok(()),
            made => made,
        }
    }
}

/// Removes a file or a folder with all that is in it; nothing there is fine.
pub(super) fn remove_any(path: &Path) -> io::Result<()> {
    let removed = match look(path)? {
        Some(metadata) if metadata.is_dir() => fs::remove_dir_all(path),
        Some(_) => fs::remove_file(path),
        None => Ok(()),
    };
    absent_is_fine(removed)
}

/// Success, also where there was nothing to remove.
pub(super) fn absent_is_fine(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if is_absent(&error) => Ok(()),
        other => other,
    }
}
