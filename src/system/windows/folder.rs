//! A folder as a path, with a handle that keeps others from renaming or deleting it.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind};
use std::os::windows::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::super::Access;

/// `FILE_FLAG_BACKUP_SEMANTICS`: without it a folder cannot be opened.
const FOLDER: u32 = 0x0200_0000;

/// `FILE_FLAG_OPEN_REPARSE_POINT`: a link is opened itself, and is seen to be one.
const NO_FOLLOW: u32 = 0x0020_0000;

/// `FILE_SHARE_READ | FILE_SHARE_WRITE`: others may work in the folder, but not rename or delete it.
const KEEP_NAME: u32 = 0x3;

/// `FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE`: others may do with the file what they like.
const ALL: u32 = 0x7;

/// An open folder.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    handle: Arc<File>,
}

impl Folder {
    /// Opens a folder; links on the way and at its end are followed.
    ///
    /// # Errors
    /// The operating system's.
    pub fn open(path: &Path) -> io::Result<Self> {
        Self::at(path.to_owned(), 0)
    }

    /// Opens a folder that may not be a link itself.
    ///
    /// # Errors
    /// The operating system's.
    pub fn open_real(path: &Path) -> io::Result<Self> {
        Self::at(path.to_owned(), NO_FOLLOW)
    }

    /// Opens a folder in this one, which may be neither a link nor a junction.
    ///
    /// # Errors
    /// The operating system's.
    pub fn enter(&self, name: &OsStr) -> io::Result<Self> {
        Self::at(self.path.join(name), NO_FOLLOW)
    }

    fn at(path: PathBuf, flags: u32) -> io::Result<Self> {
        let handle = OpenOptions::new().read(true).share_mode(KEEP_NAME).custom_flags(FOLDER | flags).open(&path)?;
        if !handle.metadata()?.is_dir() {
            return Err(io::Error::from(ErrorKind::NotADirectory));
        }
        Ok(Self { path, handle: Arc::new(handle) })
    }

    /// Makes a folder in this one. Who may use it is inherited from the folder above.
    ///
    /// # Errors
    /// The operating system's, also where there is one.
    pub fn make(&self, name: &OsStr, _: Access) -> io::Result<()> {
        fs::create_dir(self.path.join(name))
    }

    /// Leaves the folder to the user alone: Windows does that for all that is in a user's folder.
    ///
    /// # Errors
    /// None.
    pub fn make_private(&self) -> io::Result<()> {
        Ok(())
    }

    /// Opens a file to read.
    ///
    /// # Errors
    /// The operating system's.
    pub fn file(&self, name: &OsStr) -> io::Result<File> {
        let mut options = OpenOptions::new();
        options.read(true);
        self.open_file(&mut options, name)
    }

    /// Makes a file to write.
    ///
    /// # Errors
    /// The operating system's, also where something has the name.
    pub fn new_file(&self, name: &OsStr, _: Access) -> io::Result<File> {
        OpenOptions::new().write(true).create_new(true).share_mode(ALL).open(self.path.join(name))
    }

    /// Opens a file to lock, its bytes as they are.
    ///
    /// # Errors
    /// The operating system's.
    pub fn lock_file(&self, name: &OsStr) -> io::Result<File> {
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        self.open_file(&mut options, name)
    }

    fn open_file(&self, options: &mut OpenOptions, name: &OsStr) -> io::Result<File> {
        let path = self.path.join(name);
        let opened = options.share_mode(ALL).custom_flags(NO_FOLLOW).open(&path);
        let is_file = match &opened {
            Ok(file) => file.metadata()?.is_file(),
            // A folder cannot be opened like a file; Windows calls that a refusal.
            Err(_) => !path.symlink_metadata().is_ok_and(|metadata| !metadata.is_file()),
        };
        if is_file { opened } else { Err(io::Error::from(ErrorKind::IsADirectory)) }
    }

    /// Puts a file here that has no name until its bytes are on the disk: not possible on this system.
    ///
    /// # Errors
    /// None.
    pub fn put_nameless(&self, _: &OsStr, _: impl FnOnce(File) -> io::Result<File>) -> io::Result<bool> {
        Ok(false)
    }

    /// Renames a file within the folder; a file of the new name is replaced.
    ///
    /// # Errors
    /// The operating system's.
    pub fn rename(&self, name: &OsStr, new: &OsStr) -> io::Result<()> {
        let to = self.path.join(new);
        if to.symlink_metadata().is_ok_and(|metadata| metadata.is_dir()) {
            return Err(io::Error::from(ErrorKind::IsADirectory));
        }
        super::publish::patiently(|| fs::rename(self.path.join(name), &to))
    }

    /// Moves a file into a folder in which nothing has its new name.
    ///
    /// # Errors
    /// The operating system's, also where something has the name.
    pub fn move_new(&self, name: &OsStr, to: &Self, new: &OsStr) -> io::Result<()> {
        if self.link(name, to, new)? {
            return self.remove_file(name);
        }
        let (from, to) = (self.path.join(name), to.path.join(new));
        if to.symlink_metadata().is_ok() {
            return Err(io::Error::from(ErrorKind::AlreadyExists));
        }
        fs::rename(from, to)
    }

    /// Gives a file a second name. `false` if the file system has none.
    ///
    /// # Errors
    /// The operating system's, also where something has the name.
    pub fn link(&self, name: &OsStr, to: &Self, new: &OsStr) -> io::Result<bool> {
        match fs::hard_link(self.path.join(name), to.path.join(new)) {
            Ok(()) => Ok(true),
            Err(error) if matches!(error.kind(), ErrorKind::AlreadyExists | ErrorKind::NotFound) => Err(error),
            Err(_) => Ok(false),
        }
    }

    /// Removes a file or a link.
    ///
    /// # Errors
    /// The operating system's.
    pub fn remove_file(&self, name: &OsStr) -> io::Result<()> {
        fs::remove_file(self.path.join(name))
    }

    /// Removes an empty folder.
    ///
    /// # Errors
    /// The operating system's.
    pub fn remove_folder(&self, name: &OsStr) -> io::Result<()> {
        fs::remove_dir(self.path.join(name))
    }

    /// The names of what is in the folder, sorted.
    ///
    /// # Errors
    /// The operating system's.
    pub fn names(&self) -> io::Result<Vec<OsString>> {
        let mut names: Vec<OsString> =
            fs::read_dir(&self.path)?.map(|entry| Ok(entry?.file_name())).collect::<io::Result<_>>()?;
        names.sort();
        Ok(names)
    }

    /// Waits until the disk has the names in the folder: NTFS keeps them in its journal by itself.
    pub fn sync(&self) {}

    /// Locks the folder as long as the file that is returned lives. `None` if another run has it: a second handle of
    /// the lock file cannot be had while the first is open.
    ///
    /// # Errors
    /// The operating system's.
    pub fn lock(&self) -> io::Result<Option<File>> {
        let file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(false)
            .share_mode(ALL)
            .custom_flags(DELETE_ON_CLOSE)
            .open(self.path.join(".lock"))?;
        Ok(match file.try_lock() {
            Err(fs::TryLockError::WouldBlock) => None,
            _ => Some(file),
        })
    }

    /// The same folder once more.
    ///
    /// # Errors
    /// None.
    pub fn try_clone(&self) -> io::Result<Self> {
        Ok(Self { path: self.path.clone(), handle: Arc::clone(&self.handle) })
    }
}

/// `FILE_FLAG_DELETE_ON_CLOSE`: the file goes with its last handle, also where the program is killed.
const DELETE_ON_CLOSE: u32 = 0x0400_0000;
