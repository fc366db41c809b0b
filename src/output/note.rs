//! Notes that a build leaves for the next one, in `.bedside/cache/`. Deleting them is always safe.

use std::io;
use std::path::Path;

use super::private::Private;

/// Writes a note, whole or not at all.
///
/// # Errors
/// The operating system's; a build goes on without its note.
pub fn leave_note(project: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    Private::of(project).write(&path(name), bytes)
}

/// Reads a note, where there is one that can be read.
#[must_use]
pub fn read_note(project: &Path, name: &str) -> Option<Vec<u8>> {
    Private::of(project).read(&path(name)).ok().flatten()
}

fn path(name: &str) -> String {
    format!("cache/{name}")
}
