//! Files that are there whole or not at all.
//!
//! A new file has no name until its bytes are on the disk, where the file system can do that; else it has one that no reader
//! of a project takes for a document, and what a run that was killed has left under such a name goes with the next run.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Write};

use crate::system::{Access, Folder};

/// Puts a new file into a folder. What has its name already is left alone.
///
/// # Errors
/// The operating system's; then there is no such file.
pub fn put(folder: &Folder, name: &OsStr, bytes: &[u8]) -> io::Result<()> {
    if !folder.put_nameless(name, |file| filled(file, bytes))? {
        put_by_name(folder, name, bytes)?;
    }
    folder.sync();
    Ok(())
}

fn put_by_name(folder: &Folder, name: &OsStr, bytes: &[u8]) -> io::Result<()> {
    let fresh = Fresh::create(folder, name, bytes, Access::Usual)?;
    folder.move_new(OsStr::new(&fresh.name), folder, name)
}

/// A whole file under a name that no reader of a project takes for a document; it is removed when this is dropped, unless it
/// was renamed by then.
pub(super) struct Fresh<'f> {
    folder: &'f Folder,
    /// Its name.
    pub(super) name: String,
    /// Locked as long as this lives: the sign for other runs that its writer is alive.
    _file: File,
}

impl<'f> Fresh<'f> {
    /// Writes the file that is to be `name`.
    ///
    /// # Errors
    /// The operating system's; then nothing is left.
    pub(super) fn create(folder: &'f Folder, name: &OsStr, bytes: &[u8], access: Access) -> io::Result<Self> {
        let name = name.to_string_lossy();
        clear(folder, &name)?;
        // Its ending tells every reader of the folder that this is not a document.
        let fresh = format!(".{name}.{}.tmp", std::process::id());
        let file = folder.new_file(OsStr::new(&fresh), access)?;
        let _ = file.try_lock(); // a file system without locks: then a leftover stays until somebody deletes it
        let fresh = Self { folder, name: fresh, _file: file.try_clone()? };
        filled(file, bytes)?;
        Ok(fresh)
    }
}

impl Drop for Fresh<'_> {
    fn drop(&mut self) {
        let _ = self.folder.remove_file(OsStr::new(&self.name));
    }
}

/// Removes what runs that were killed have left of a file.
fn clear(folder: &Folder, name: &str) -> io::Result<()> {
    let prefix = format!(".{name}.");
    for entry in folder.names()? {
        let Some(found) = entry.to_str() else { continue };
        let number = found.strip_prefix(&prefix).and_then(|rest| rest.strip_suffix(".tmp"));
        if number.is_none_or(|number| number.is_empty() || !number.bytes().all(|digit| digit.is_ascii_digit())) {
            continue;
        }
        let Ok(file) = folder.file(&entry) else { continue };
        if file.metadata()?.is_file() && file.try_lock().is_ok() {
            drop(file);
            folder.remove_file(&entry)?;
        }
    }
    Ok(())
}

fn filled(mut file: File, bytes: &[u8]) -> io::Result<File> {
    file.write_all(bytes)?;
    file.sync_all()?;
    Ok(file)
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "a test prepares its folders by hand")]
mod tests {
    use std::fs;

    use super::*;

    type Way = fn(&Folder, &OsStr, &[u8]) -> io::Result<()>;

    #[test]
    fn a_file_is_put_once_by_either_way_and_leftovers_go() {
        let top = tempfile::tempdir().expect("a folder");
        let folder = Folder::open(top.path()).expect("opened");
        for (way, name) in [(put as Way, "a.md"), (put_by_name as Way, "b.md")] {
            fs::write(top.path().join(".b.md.1.tmp"), "left").expect("written");
            fs::write(top.path().join(".b.md.notes.tmp"), "mine").expect("written");
            way(&folder, OsStr::new(name), b"text").expect("put");
            let error = way(&folder, OsStr::new(name), b"other").expect_err("taken");
            assert_eq!(error.kind(), io::ErrorKind::AlreadyExists);
            assert_eq!(fs::read(top.path().join(name)).expect("read"), b"text");
        }
        let mut names: Vec<_> =
            fs::read_dir(top.path()).expect("listed").map(|e| e.expect("an entry").file_name()).collect();
        names.sort();
        assert_eq!(names, [".b.md.notes.tmp", "a.md", "b.md"]);
    }
}
