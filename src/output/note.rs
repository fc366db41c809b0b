//! Notes that a build leaves for the next one, in `.bedside/cache/`. Deleting them is always safe.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::target::PRIVATE;

/// Writes a note, whole or not at all.
///
/// # Errors
/// The operating system's; a build goes on without its note.
pub fn leave_note(project: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    let path = path(project, name);
    fs::create_dir_all(path.parent().unwrap_or(project))?;
    let new = path.with_extension("new");
    fs::write(&new, bytes)?;
    fs::rename(new, path)
}

/// Reads a note, where there is one.
#[must_use]
pub fn read_note(project: &Path, name: &str) -> Option<Vec<u8>> {
    fs::read(path(project, name)).ok()
}

fn path(project: &Path, name: &str) -> PathBuf {
    project.join(PRIVATE).join("cache").join(name)
}
