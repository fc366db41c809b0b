//! What differs between operating systems, behind one contract.
//!
//! In: paths and names. Out: folders that stay open, files, what a file is, the limits and the terminal of this computer.
//! Invariants, on each system: a folder is entered name by name and no link leads out of it; opening a file waits for
//! nothing and follows nothing; a new file never opens an old one. Every other room is the same code everywhere.
//!
//! Linux and macOS share `unix`, where each folder is a descriptor and each name is looked up below one. Windows knows no
//! such calls: there an open folder is a handle that keeps others from renaming or deleting it, so that its path goes on
//! to mean what was checked.

#![expect(
    clippy::disallowed_methods,
    reason = "this room is the way to the disk of `world`, `output` and the commands that edit"
)]

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

#[cfg(unix)]
#[path = "unix/mod.rs"]
mod this;
#[cfg(windows)]
#[path = "windows/mod.rs"]
mod this;

pub use this::{
    BROWSER, FileId, Folder, Root, change_time, connections, exchange, file_id, flush_all, free_space,
    has_usual_permissions, is_clicked, is_in_front, is_mount_point, is_only_name, is_trusted, keep_access,
    keep_running_at_size_limit, keep_times, link_to, may_write, note, noted, number, on_end, real_path, rename_folder,
    set_usual_permissions, time_zone, typed, usual_file, usual_folder, why_not_opened,
};

/// Opens an address in the browser.
///
/// # Errors
/// The operating system's, where it has no program for that.
pub fn browse(url: &str) -> io::Result<()> {
    use std::process::{Command, Stdio};
    let (program, first) = BROWSER;
    let mut command = Command::new(program);
    command.args(first).arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().map(drop)
}

/// Who may use what is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Whoever the user's settings say.
    Usual,
    /// The user alone.
    Private,
}

/// Why a file of a project cannot be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotOpened {
    /// There is nothing.
    Missing,
    /// A link, a folder, a pipe or a device has the name.
    OtherKind,
    /// The system refuses.
    Refused,
}

/// A file or folder that could not be read or looked at.
#[derive(Debug)]
pub struct Unread {
    /// Where it is.
    pub path: PathBuf,
    /// What the system says.
    pub error: io::Error,
}

impl fmt::Display for Unread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` cannot be read: {}", self.path.display(), self.error)
    }
}

impl std::error::Error for Unread {}

/// The error with the path that it is about.
#[must_use]
pub fn unread(path: &Path, error: io::Error) -> io::Error {
    io::Error::new(error.kind(), Unread { path: path.to_owned(), error })
}

#[cfg(test)]
mod tests;
