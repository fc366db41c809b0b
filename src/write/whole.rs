//! Files that are there whole or not at all.
//!
//! A new file has no name until its bytes are on the disk, where the file system can do that; else it has one that no reader
//! of a project takes for a document, and what a run that was killed has left under such a name goes with the next run.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Write};
use std::os::fd::{AsRawFd, OwnedFd};

use rustix::fs::{
    AtFlags, CWD, Dir, FileType, Mode, OFlags, RenameFlags, fstat, linkat, openat, renameat_with, unlinkat,
};
use rustix::io::Errno;

const NAMELESS: OFlags = OFlags::WRONLY.union(OFlags::TMPFILE).union(OFlags::CLOEXEC);
const NEW_FILE: OFlags =
    OFlags::WRONLY.union(OFlags::CREATE).union(OFlags::EXCL).union(OFlags::NOFOLLOW).union(OFlags::CLOEXEC);
const OLD_FILE: OFlags = OFlags::RDONLY.union(OFlags::NOFOLLOW).union(OFlags::NONBLOCK).union(OFlags::CLOEXEC);

/// Puts a new file into a folder. What has its name already is left alone.
///
/// # Errors
/// The operating system's; then there is no such file.
pub fn put(folder: &OwnedFd, name: &OsStr, bytes: &[u8]) -> io::Result<()> {
    let put = match openat(folder, ".", NAMELESS, Mode::from_raw_mode(0o666)) {
        Ok(file) => {
            let file = filled(file.into(), bytes)?;
            match linkat(CWD, format!("/proc/self/fd/{}", file.as_raw_fd()), folder, name, AtFlags::SYMLINK_FOLLOW) {
                Err(Errno::NOENT) => put_by_name(folder, name, bytes), // a system without /proc
                linked => Ok(linked?),
            }
        }
        // What file systems and kernels say that cannot do it.
        Err(Errno::OPNOTSUPP | Errno::ISDIR | Errno::NOENT | Errno::INVAL) => put_by_name(folder, name, bytes),
        Err(errno) => Err(errno.into()),
    };
    if put.is_ok() {
        sync(folder);
    }
    put
}

fn put_by_name(folder: &OwnedFd, name: &OsStr, bytes: &[u8]) -> io::Result<()> {
    let fresh = Fresh::create(folder, name, bytes, Mode::from_raw_mode(0o666))?;
    match renameat_with(folder, &fresh.name, folder, name, RenameFlags::NOREPLACE) {
        Err(Errno::INVAL | Errno::NOSYS) => Ok(linkat(folder, &fresh.name, folder, name, AtFlags::empty())?),
        renamed => Ok(renamed?),
    }
}

/// A whole file under a name that no reader of a project takes for a document; it is removed when this is dropped, unless it
/// was renamed by then.
pub(super) struct Fresh<'f> {
    folder: &'f OwnedFd,
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
    pub(super) fn create(folder: &'f OwnedFd, name: &OsStr, bytes: &[u8], mode: Mode) -> io::Result<Self> {
        let name = name.to_string_lossy();
        clear(folder, &name)?;
        // Its ending tells every reader of the folder that this is not a document.
        let fresh = format!(".{name}.{}.tmp", std::process::id());
        let file = File::from(openat(folder, &fresh, NEW_FILE, mode)?);
        let _ = file.try_lock(); // a file system without locks: then a leftover stays until somebody deletes it
        let fresh = Self { folder, name: fresh, _file: file.try_clone()? };
        filled(file, bytes)?;
        Ok(fresh)
    }
}

impl Drop for Fresh<'_> {
    fn drop(&mut self) {
        let _ = unlinkat(self.folder, &self.name, AtFlags::empty());
    }
}

/// Removes what runs that were killed have left of a file.
fn clear(folder: &OwnedFd, name: &str) -> io::Result<()> {
    let prefix = format!(".{name}.");
    for entry in Dir::read_from(folder)? {
        let entry = entry?;
        let Ok(found) = entry.file_name().to_str() else { continue };
        let number = found.strip_prefix(&prefix).and_then(|rest| rest.strip_suffix(".tmp"));
        if number.is_none_or(|number| number.is_empty() || !number.bytes().all(|digit| digit.is_ascii_digit())) {
            continue;
        }
        let Ok(file) = openat(folder, found, OLD_FILE, Mode::empty()) else { continue };
        let is_file = FileType::from_raw_mode(fstat(&file)?.st_mode) == FileType::RegularFile;
        if is_file && File::from(file).try_lock().is_ok() {
            unlinkat(folder, found, AtFlags::empty())?;
        }
    }
    Ok(())
}

fn filled(mut file: File, bytes: &[u8]) -> io::Result<File> {
    file.write_all(bytes)?;
    file.sync_all()?;
    Ok(file)
}

/// Waits until the disk has the names in a folder. Not every system can.
pub fn sync(folder: &OwnedFd) {
    if let Ok(folder) = folder.try_clone() {
        let _ = File::from(folder).sync_all();
    }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "a test prepares its folders by hand")]
mod tests {
    use std::fs;

    use super::*;

    type Way = fn(&OwnedFd, &OsStr, &[u8]) -> io::Result<()>;

    #[test]
    fn a_file_is_put_once_by_either_way_and_leftovers_go() {
        let top = tempfile::tempdir().expect("a folder");
        let folder = openat(CWD, top.path(), OFlags::RDONLY | OFlags::DIRECTORY, Mode::empty()).expect("opened");
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
