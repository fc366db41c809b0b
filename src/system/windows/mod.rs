//! Windows.

mod folder;
mod process;
mod publish;

use std::fs::{File, Metadata};
use std::io::{self, ErrorKind};
use std::os::windows::fs::MetadataExt;
use std::path::{Path, PathBuf};

pub use folder::Folder;
pub use process::{
    BROWSER, connections, is_clicked, is_in_front, keep_running_at_size_limit, on_end, time_zone, typed,
};
pub use publish::{
    exchange, flush_all, free_space, has_usual_permissions, is_mount_point, keep_access, keep_times, link_to,
    may_write, note, noted, rename_folder, set_usual_permissions, usual_file, usual_folder,
};

use super::NotOpened;

/// What makes a file the same under two names: when it was made, in steps of 100 nanoseconds, when it was written, and
/// its size. Two files made in one step are taken for one only if they were also written in one, with the same size.
pub type FileId = (u64, u64, u64);

/// The identity of a file or folder.
#[must_use]
pub fn file_id(metadata: &Metadata) -> Option<FileId> {
    (metadata.creation_time() != 0)
        .then(|| (metadata.creation_time(), metadata.last_write_time(), metadata.file_size()))
}

/// A number that a file keeps when it is renamed: when it was made, in steps of 100 nanoseconds.
#[must_use]
pub fn number(metadata: &Metadata) -> u64 {
    metadata.creation_time()
}

/// The last change of a file in seconds and nanoseconds since 1970.
#[must_use]
pub fn change_time(metadata: &Metadata) -> (i64, i64) {
    let written = metadata.modified().ok().and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
    written.map_or((0, 0), |since| (i64::try_from(since.as_secs()).unwrap_or(0), i64::from(since.subsec_nanos())))
}

/// Whether an open file is a regular one with no second name, behind which another file could be meant.
///
/// # Errors
/// The operating system's.
pub fn is_only_name(file: &File) -> io::Result<bool> {
    let found = winapi_util::file::information(file)?;
    Ok(file.metadata()?.is_file() && found.number_of_links() == 1)
}

/// Whether a file belongs to the user: Windows lets nobody else write into a user's folders.
///
/// # Errors
/// None.
pub fn is_trusted(_: &File, _: &Path) -> io::Result<bool> {
    Ok(true)
}

/// What the error of an attempt to open a file or folder says of it.
#[must_use]
pub fn why_not_opened(error: &io::Error) -> NotOpened {
    match error.kind() {
        ErrorKind::NotFound => NotOpened::Missing,
        ErrorKind::NotADirectory | ErrorKind::IsADirectory => NotOpened::OtherKind,
        _ => NotOpened::Refused,
    }
}

/// The absolute path of what is at `path`, without links in it, as people write it: without `\\?\` where that is not needed.
///
/// # Errors
/// The operating system's.
pub fn real_path(path: &Path) -> io::Result<PathBuf> {
    dunce::canonicalize(path)
}

/// An open project folder.
#[derive(Debug)]
pub struct Root {
    path: PathBuf,
    _folder: Folder,
}

impl Root {
    /// Opens the folder at `path`.
    ///
    /// # Errors
    /// The operating system's.
    pub fn open(path: &Path) -> io::Result<Self> {
        Ok(Self { path: path.to_owned(), _folder: Folder::open(path)? })
    }

    /// Opens the file at a path with `/` below the folder. Nothing on the way may be a link.
    ///
    /// # Errors
    /// The operating system's; [`why_not_opened`] tells what it means.
    pub fn file(&self, path: &str) -> io::Result<File> {
        let (above, name) = path.rsplit_once('/').unwrap_or(("", path));
        let mut folder = Folder::open(&self.path)?;
        for segment in above.split('/').filter(|segment| !segment.is_empty()) {
            folder = folder.enter(segment.as_ref())?;
        }
        folder.file(name.as_ref())
    }
}
