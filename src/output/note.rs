//! Notes that a build leaves for the next one, in `.bedside/cache/`. Deleting them is always safe.

use std::io;
use std::path::Path;

use crate::base::ContentHash;

use super::private::Private;

/// Length of a hash in hexadecimal digits, and the end of its line.
const SEAL: usize = 65;

/// Writes a note, whole or not at all.
///
/// # Errors
/// The operating system's; a build goes on without its note.
pub fn leave_note(project: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    Private::of(project).write(&path(name), bytes)
}

/// Reads a note, if there is one that can be read.
#[must_use]
pub fn read_note(project: &Path, name: &str) -> Option<Vec<u8>> {
    Private::of(project).read(&path(name)).ok().flatten()
}

/// As [`leave_note`], with a hash of the bytes before them.
///
/// # Errors
/// As those of [`leave_note`].
pub fn leave_sealed_note(project: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    let seal = ContentHash::of(bytes).hex();
    leave_note(project, name, &[seal.as_bytes(), b"\n", bytes].concat())
}

/// Reads a note that was left with its hash; one of which a byte is another is none.
#[must_use]
pub fn read_sealed_note(project: &Path, name: &str) -> Option<Vec<u8>> {
    let mut note = read_note(project, name)?;
    let (seal, bytes) = note.split_at_checked(SEAL)?;
    let seal = std::str::from_utf8(seal).ok()?.strip_suffix('\n')?;
    if seal != ContentHash::of(bytes).hex() {
        return None;
    }
    note.drain(..SEAL);
    Some(note)
}

fn path(name: &str) -> String {
    format!("cache/{name}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_that_is_damaged_anywhere_is_none() {
        let project = tempfile::tempdir().expect("a folder");
        let project = project.path();
        leave_sealed_note(project, "a.json", b"{\"a\": 1}").expect("left");
        assert_eq!(read_sealed_note(project, "a.json").as_deref(), Some(&b"{\"a\": 1}"[..]));
        let whole = read_note(project, "a.json").expect("a note");
        for at in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[at] ^= 1;
            for note in [&damaged[..], &whole[..at]] {
                leave_note(project, "a.json", note).expect("left");
                assert_eq!(read_sealed_note(project, "a.json"), None, "{at}");
            }
        }
    }
}
