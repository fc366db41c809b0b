//! Writing new files into a project.
//!
//! Invariants: nothing that exists is changed; below the folder that was asked for, no symbolic link is followed; what
//! a failed attempt wrote is removed again, and nothing else is.

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{self, Write};
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};

use rustix::fs::{AtFlags, CWD, Dir, Mode, OFlags, mkdirat, openat, unlinkat};
use rustix::io::Errno;

/// Files to write: paths below the folder, segments joined by `/`, with their text.
pub(super) type NewFiles = Vec<(String, String)>;

const FOLDER: OFlags = OFlags::RDONLY.union(OFlags::DIRECTORY).union(OFlags::CLOEXEC);
const NEW_FILE: OFlags =
    OFlags::WRONLY.union(OFlags::CREATE).union(OFlags::EXCL).union(OFlags::NOFOLLOW).union(OFlags::CLOEXEC);

/// What stands in a folder, sorted; nothing where there is no such folder.
///
/// # Errors
/// The operating system's, also where `folder` is a file or a symbolic link.
pub(super) fn entries(folder: &Path) -> io::Result<Vec<String>> {
    let opened = match openat(CWD, folder, FOLDER | OFlags::NOFOLLOW, Mode::empty()) {
        Ok(opened) => opened,
        Err(Errno::NOENT) => return Ok(Vec::new()),
        Err(errno) => return Err(errno.into()),
    };
    let mut names = Vec::new();
    for entry in Dir::read_from(&opened)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name != "." && name != ".." {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

/// Writes all `files`, and makes the empty folders `folders`, below `top`, which is made if it is missing.
///
/// # Errors
/// The path at fault and the operating system's error. What was written until then has been removed.
pub(super) fn create_all(top: &Path, folders: &[&str], files: &NewFiles) -> Result<(), (PathBuf, io::Error)> {
    let mut written = Written::default();
    let result = written.folder(top).and_then(|opened| {
        for path in folders {
            written.below(top, &opened, &format!("{path}/"))?;
        }
        files.iter().try_for_each(|(path, text)| {
            let folder = written.below(top, &opened, path)?;
            let name = OsStr::new(path.rsplit('/').next().unwrap_or(path));
            written.file(folder.as_ref().unwrap_or(&opened), name, text).map_err(|error| (top.join(path), error))
        })
    });
    if result.is_err() {
        written.remove();
    }
    result
}

/// What this attempt has made so far: the folder it stands in, its name, and whether it is a folder itself.
#[derive(Default)]
struct Written(Vec<(OwnedFd, OsString, bool)>);

impl Written {
    /// Opens `top`, making it and the folders above it where they are missing. `top` itself may be no symbolic link.
    fn folder(&mut self, top: &Path) -> Result<OwnedFd, (PathBuf, io::Error)> {
        match openat(CWD, top, FOLDER | OFlags::NOFOLLOW, Mode::empty()) {
            Err(Errno::NOENT) => {}
            opened => return opened.map_err(|errno| (top.to_path_buf(), errno.into())),
        }
        let (Some(above), Some(name)) = (top.parent(), top.file_name()) else {
            return Err((top.to_path_buf(), Errno::NOENT.into()));
        };
        let above = match openat(CWD, above, FOLDER, Mode::empty()) {
            Err(Errno::NOENT) => self.folder(above)?,
            opened => opened.map_err(|errno| (above.to_path_buf(), errno.into()))?,
        };
        self.step(&above, name).map_err(|errno| (top.to_path_buf(), errno.into()))
    }

    /// Opens the folder in which the file `path` goes, step by step; `None` where that is the top itself.
    fn below(&mut self, top: &Path, opened: &OwnedFd, path: &str) -> Result<Option<OwnedFd>, (PathBuf, io::Error)> {
        let Some((folder, _)) = path.rsplit_once('/') else { return Ok(None) };
        let mut current = None;
        for segment in folder.split('/') {
            let next = self.step(current.as_ref().unwrap_or(opened), OsStr::new(segment));
            current = Some(next.map_err(|errno| (top.join(folder), errno.into()))?);
        }
        Ok(current)
    }

    /// Opens a folder below `folder`, making it where it is missing.
    fn step(&mut self, folder: &OwnedFd, name: &OsStr) -> Result<OwnedFd, Errno> {
        match mkdirat(folder, name, Mode::from_raw_mode(0o777)) {
            Ok(()) => self.0.push((folder.try_clone().map_err(|_| Errno::MFILE)?, name.to_owned(), true)),
            Err(Errno::EXIST) => {}
            Err(errno) => return Err(errno),
        }
        openat(folder, name, FOLDER | OFlags::NOFOLLOW, Mode::empty())
    }

    fn file(&mut self, folder: &OwnedFd, name: &OsStr, text: &str) -> io::Result<()> {
        let mut file = File::from(openat(folder, name, NEW_FILE, Mode::from_raw_mode(0o666))?);
        self.0.push((folder.try_clone()?, name.to_owned(), false));
        file.write_all(text.as_bytes())?;
        file.sync_all()
    }

    /// Removes what was made, last first. A folder into which someone else has put a file stays.
    fn remove(self) {
        for (folder, name, is_folder) in self.0.into_iter().rev() {
            let flags = if is_folder { AtFlags::REMOVEDIR } else { AtFlags::empty() };
            let _ = unlinkat(&folder, &name, flags);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(paths: &[&str]) -> NewFiles {
        paths.iter().map(|path| ((*path).to_owned(), format!("text of {path}"))).collect()
    }

    #[test]
    fn a_failure_leaves_what_was_there_and_nothing_else() {
        let folder = tempfile::tempdir().expect("a folder");
        let top = folder.path();
        let mine = files(&["kept/mine.md", "taken"]);
        create_all(top, &[], &mine).expect("written");
        let cases = [
            (top.to_owned(), files(&["new/a.md", "kept/b.md", "taken/c.md"]), "taken"),
            (top.to_owned(), files(&["new/deep/a.md", "kept/mine.md"]), "kept/mine.md"),
            (top.join("x/y"), files(&["a.md", "a.md"]), "x/y/a.md"),
        ];
        for (at, files, fault) in cases {
            let (path, _) = create_all(&at, &["empty"], &files).expect_err("must fail");
            assert_eq!(path, top.join(fault));
            assert_eq!(entries(top).expect("a list"), ["kept", "taken"], "{fault}");
            assert_eq!(entries(&top.join("kept")).expect("a list"), ["mine.md"], "{fault}");
        }
    }

    #[test]
    fn no_file_of_others_is_removed_with_a_failed_attempt() {
        let folder = tempfile::tempdir().expect("a folder");
        let top = folder.path();
        let mut written = Written::default();
        let opened = written.folder(&top.join("site")).expect("made");
        written.file(&opened, OsStr::new("ours.md"), "").expect("written");
        create_all(&top.join("site"), &[], &files(&["theirs.md"])).expect("written");
        written.remove();
        assert_eq!(entries(&top.join("site")).expect("a list"), ["theirs.md"]);
    }
}
