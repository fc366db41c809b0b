//! The folder of a project, below which files are read.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use rustix::fs::{CWD, Mode, OFlags, openat};
#[cfg(target_os = "linux")]
use rustix::fs::{ResolveFlags, openat2};
use rustix::io::Errno;

const FILE: OFlags =
    OFlags::RDONLY.union(OFlags::CLOEXEC).union(OFlags::NONBLOCK).union(OFlags::NOFOLLOW).union(OFlags::NOCTTY);

/// An open project folder.
#[derive(Debug)]
pub struct Root {
    path: PathBuf,
    #[cfg(target_os = "linux")]
    folder: File,
}

impl Root {
    /// Opens the folder at `path`.
    ///
    /// # Errors
    /// The operating system's.
    pub fn open(path: &Path) -> io::Result<Self> {
        let folder = openat(CWD, path, OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC, Mode::empty())?;
        #[cfg(not(target_os = "linux"))]
        drop(folder);
        Ok(Self {
            path: path.to_owned(),
            #[cfg(target_os = "linux")]
            folder: folder.into(),
        })
    }

    /// Opens the file at a path with `/` below the folder. Nothing on the way may be a link.
    ///
    /// # Errors
    /// The operating system's; [`super::why_not_opened`] tells what it means.
    pub fn file(&self, path: &str) -> io::Result<File> {
        #[cfg(target_os = "linux")]
        {
            let beneath = ResolveFlags::BENEATH | ResolveFlags::NO_SYMLINKS | ResolveFlags::NO_MAGICLINKS;
            match openat2(&self.folder, path, FILE, Mode::empty(), beneath) {
                Err(Errno::NOSYS | Errno::PERM) => {}
                opened => return Ok(opened?.into()),
            }
        }
        Ok(self.stepwise(path)?)
    }

    /// The same promise without `openat2`: every folder on the way is opened without following links.
    fn stepwise(&self, path: &str) -> Result<File, Errno> {
        let step = OFlags::RDONLY | OFlags::CLOEXEC | OFlags::NOFOLLOW | OFlags::DIRECTORY;
        let mut folder = openat(CWD, &self.path, step, Mode::empty())?;
        let (above, name) = path.rsplit_once('/').unwrap_or(("", path));
        for segment in above.split('/').filter(|segment| !segment.is_empty()) {
            folder = openat(&folder, segment, step, Mode::empty())?;
        }
        openat(&folder, name, FILE, Mode::empty()).map(File::from)
    }
}

/// The absolute path of what is at `path`, without links in it.
///
/// # Errors
/// The operating system's.
pub fn real_path(path: &Path) -> io::Result<PathBuf> {
    std::fs::canonicalize(path)
}
