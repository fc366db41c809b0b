//! Linux and macOS.

mod attributes;
mod folder;
mod process;
mod publish;
mod root;

use std::fs::{File, Metadata};
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use rustix::fs::{FileType, fstat};
use rustix::io::Errno;

pub use attributes::{keep_access, keep_times, note, noted};
pub use folder::Folder;
pub use process::{
    BROWSER, connections, is_clicked, is_in_front, keep_running_at_size_limit, on_end, time_zone, typed,
};
pub use publish::{
    exchange, flush_all, free_space, has_usual_permissions, is_mount_point, link_to, may_write, rename_folder,
    set_usual_permissions, usual_file, usual_folder,
};
pub use root::{Root, real_path};

use super::NotOpened;

/// What makes a file the same under two names: its disk and its number there.
pub type FileId = (u64, u64);

/// The identity of a file or folder.
#[must_use]
pub fn file_id(metadata: &Metadata) -> Option<FileId> {
    Some((metadata.dev(), metadata.ino()))
}

/// A number that a file keeps when it is renamed.
#[must_use]
pub fn number(metadata: &Metadata) -> u64 {
    metadata.ino()
}

/// The last change of a file in seconds and nanoseconds since 1970, also where another file of the same time and size took
/// its place.
#[must_use]
pub fn change_time(metadata: &Metadata) -> (i64, i64) {
    (metadata.ctime(), metadata.ctime_nsec())
}

/// Whether an open file is a regular one with no second name, behind which another file could be meant.
///
/// # Errors
/// The operating system's.
pub fn is_only_name(file: &File) -> io::Result<bool> {
    let found = fstat(file)?;
    Ok(FileType::from_raw_mode(found.st_mode) == FileType::RegularFile && found.st_nlink == 1)
}

/// Whether a file belongs to the user, or to whoever `project` belongs to.
///
/// # Errors
/// The operating system's.
pub fn is_trusted(file: &File, project: &Path) -> io::Result<bool> {
    let owner = fstat(file)?.st_uid;
    Ok(owner == rustix::process::geteuid().as_raw() || owner == project.symlink_metadata()?.uid())
}

/// What the error of an attempt to open a file or folder says of it.
#[must_use]
pub fn why_not_opened(error: &io::Error) -> NotOpened {
    match Errno::from_io_error(error) {
        Some(Errno::NOENT) => NotOpened::Missing,
        Some(Errno::NOTDIR | Errno::LOOP | Errno::ISDIR | Errno::XDEV | Errno::NXIO | Errno::NODEV) => {
            NotOpened::OtherKind
        }
        _ => NotOpened::Refused,
    }
}
