//! A folder as a descriptor.

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io;
use std::os::fd::OwnedFd;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use rustix::fs::{AtFlags, CWD, Dir, Mode, OFlags, RenameFlags, fchmod, fstat, linkat, mkdirat, openat, unlinkat};
use rustix::fs::{RawMode, renameat, renameat_with};
use rustix::io::Errno;

use super::super::Access;

const FOLDER: OFlags = OFlags::RDONLY.union(OFlags::DIRECTORY).union(OFlags::CLOEXEC);
const OLD_FILE: OFlags =
    OFlags::RDONLY.union(OFlags::NOFOLLOW).union(OFlags::NONBLOCK).union(OFlags::NOCTTY).union(OFlags::CLOEXEC);
const NEW_FILE: OFlags =
    OFlags::WRONLY.union(OFlags::CREATE).union(OFlags::EXCL).union(OFlags::NOFOLLOW).union(OFlags::CLOEXEC);
const LOCK_FILE: OFlags = OFlags::RDWR
    .union(OFlags::CREATE)
    .union(OFlags::NOFOLLOW)
    .union(OFlags::NONBLOCK)
    .union(OFlags::NOCTTY)
    .union(OFlags::CLOEXEC);

/// Permissions of a private folder.
const PRIVATE_FOLDER: RawMode = 0o700;

/// Permissions of a private file.
const PRIVATE_FILE: RawMode = 0o600;

/// An open folder.
#[derive(Debug)]
pub struct Folder(OwnedFd);

impl Folder {
    /// Opens a folder; links on the way and at its end are followed.
    ///
    /// # Errors
    /// The operating system's.
    pub fn open(path: &Path) -> io::Result<Self> {
        Ok(Self(openat(CWD, path, FOLDER, Mode::empty())?))
    }

    /// Opens a folder that may not be a link itself.
    ///
    /// # Errors
    /// The operating system's.
    pub fn open_real(path: &Path) -> io::Result<Self> {
        Ok(Self(openat(CWD, path, FOLDER | OFlags::NOFOLLOW, Mode::empty())?))
    }

    /// Opens a folder in this one, which may not be a link.
    ///
    /// # Errors
    /// The operating system's.
    pub fn enter(&self, name: &OsStr) -> io::Result<Self> {
        Ok(Self(openat(&self.0, name, FOLDER | OFlags::NOFOLLOW, Mode::empty())?))
    }

    /// Makes a folder in this one.
    ///
    /// # Errors
    /// The operating system's, also where there is one.
    pub fn make(&self, name: &OsStr, access: Access) -> io::Result<()> {
        let mode = match access {
            Access::Usual => 0o777,
            Access::Private => PRIVATE_FOLDER,
        };
        Ok(mkdirat(&self.0, name, Mode::from_raw_mode(mode))?)
    }

    /// Makes the folder private to the user; another owner's is not changed.
    ///
    /// # Errors
    /// The operating system's, where the folder cannot be looked at.
    pub fn make_private(&self) -> io::Result<()> {
        if fstat(&self.0)?.st_mode & 0o777 != PRIVATE_FOLDER {
            let _ = fchmod(&self.0, Mode::from_raw_mode(PRIVATE_FOLDER));
        }
        Ok(())
    }

    /// Opens a file to read.
    ///
    /// # Errors
    /// The operating system's.
    pub fn file(&self, name: &OsStr) -> io::Result<File> {
        Ok(openat(&self.0, name, OLD_FILE, Mode::empty())?.into())
    }

    /// Makes a file to write.
    ///
    /// # Errors
    /// The operating system's, also where something has the name.
    pub fn new_file(&self, name: &OsStr, access: Access) -> io::Result<File> {
        let mode = match access {
            Access::Usual => 0o666,
            Access::Private => PRIVATE_FILE,
        };
        Ok(openat(&self.0, name, NEW_FILE, Mode::from_raw_mode(mode))?.into())
    }

    /// Opens a file to lock, private, its bytes as they are.
    ///
    /// # Errors
    /// The operating system's.
    pub fn lock_file(&self, name: &OsStr) -> io::Result<File> {
        let file = openat(&self.0, name, LOCK_FILE, Mode::from_raw_mode(PRIVATE_FILE))?;
        let _ = fchmod(&file, Mode::from_raw_mode(PRIVATE_FILE)); // another owner's stays as it is
        Ok(file.into())
    }

    /// Puts a file here that has no name until its bytes are on the disk. `false` if the system cannot do that.
    ///
    /// # Errors
    /// The operating system's, also where something has the name.
    #[cfg(target_os = "linux")]
    pub fn put_nameless(&self, name: &OsStr, write: impl FnOnce(File) -> io::Result<File>) -> io::Result<bool> {
        use std::os::fd::AsRawFd;
        let flags = OFlags::WRONLY | OFlags::TMPFILE | OFlags::CLOEXEC;
        let file = match openat(&self.0, ".", flags, Mode::from_raw_mode(0o666)) {
            Ok(file) => write(file.into())?,
            // What file systems and kernels say that cannot do it.
            Err(Errno::OPNOTSUPP | Errno::ISDIR | Errno::NOENT | Errno::INVAL) => return Ok(false),
            Err(errno) => return Err(errno.into()),
        };
        let at = format!("/proc/self/fd/{}", file.as_raw_fd());
        match linkat(CWD, at, &self.0, name, AtFlags::SYMLINK_FOLLOW) {
            Err(Errno::NOENT) => Ok(false), // a system without /proc
            linked => Ok(linked.map(|()| true)?),
        }
    }

    /// Puts a file here that has no name until its bytes are on the disk: not possible on this system.
    ///
    /// # Errors
    /// None.
    #[cfg(not(target_os = "linux"))]
    pub fn put_nameless(&self, _: &OsStr, _: impl FnOnce(File) -> io::Result<File>) -> io::Result<bool> {
        Ok(false)
    }

    /// Renames a file within the folder; a file of the new name is replaced.
    ///
    /// # Errors
    /// The operating system's.
    pub fn rename(&self, name: &OsStr, new: &OsStr) -> io::Result<()> {
        Ok(renameat(&self.0, name, &self.0, new)?)
    }

    /// Moves a file into a folder in which nothing has its new name.
    ///
    /// # Errors
    /// The operating system's, also where something has the name.
    pub fn move_new(&self, name: &OsStr, to: &Self, new: &OsStr) -> io::Result<()> {
        match renameat_with(&self.0, name, &to.0, new, RenameFlags::NOREPLACE) {
            Err(Errno::INVAL | Errno::NOSYS) => {
                linkat(&self.0, name, &to.0, new, AtFlags::empty())?;
                Ok(unlinkat(&self.0, name, AtFlags::empty())?)
            }
            renamed => Ok(renamed?),
        }
    }

    /// Gives a file a second name. `false` if the file system has none.
    ///
    /// # Errors
    /// The operating system's, also where something has the name.
    pub fn link(&self, name: &OsStr, to: &Self, new: &OsStr) -> io::Result<bool> {
        match linkat(&self.0, name, &to.0, new, AtFlags::empty()) {
            Err(Errno::PERM | Errno::OPNOTSUPP | Errno::MLINK) => Ok(false),
            linked => Ok(linked.map(|()| true)?),
        }
    }

    /// Removes a file or a link.
    ///
    /// # Errors
    /// The operating system's.
    pub fn remove_file(&self, name: &OsStr) -> io::Result<()> {
        Ok(unlinkat(&self.0, name, AtFlags::empty())?)
    }

    /// Removes an empty folder.
    ///
    /// # Errors
    /// The operating system's.
    pub fn remove_folder(&self, name: &OsStr) -> io::Result<()> {
        Ok(unlinkat(&self.0, name, AtFlags::REMOVEDIR)?)
    }

    /// The names of what is in the folder, sorted.
    ///
    /// # Errors
    /// The operating system's.
    pub fn names(&self) -> io::Result<Vec<OsString>> {
        let mut names = Vec::new();
        for entry in Dir::read_from(&self.0)? {
            let entry = entry?;
            let name = OsStr::from_bytes(entry.file_name().to_bytes());
            if name != "." && name != ".." {
                names.push(name.to_owned());
            }
        }
        names.sort();
        Ok(names)
    }

    /// Waits until the disk has the names in the folder. Not every system can.
    pub fn sync(&self) {
        if let Ok(folder) = self.0.try_clone() {
            let _ = File::from(folder).sync_all();
        }
    }

    /// Locks the folder as long as the file that is returned lives: the sign for other runs that this one is alive.
    /// `None` if another run has it. A file system without locks has no such sign.
    ///
    /// # Errors
    /// The operating system's.
    pub fn lock(&self) -> io::Result<Option<File>> {
        let folder = File::from(self.0.try_clone()?);
        Ok(match folder.try_lock() {
            Err(std::fs::TryLockError::WouldBlock) => None,
            _ => Some(folder),
        })
    }

    /// The same folder once more.
    ///
    /// # Errors
    /// The operating system's.
    pub fn try_clone(&self) -> io::Result<Self> {
        self.0.try_clone().map(Self)
    }
}
