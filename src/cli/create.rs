//! Writing new files into a project.
//!
//! Invariants: nothing that exists is changed; a file is complete or does not exist; no symbolic link below the
//! requested folder is followed; only what a failed attempt wrote is removed again.

use std::ffi::{OsStr, OsString};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use crate::system::{Access, Folder, file_id};

use crate::write as whole;

/// Files to write: paths below the folder, segments joined by `/`, with their text.
pub(super) type NewFiles = Vec<(String, String)>;

/// The entries of a folder, sorted; empty if the folder does not exist.
///
/// # Errors
/// The operating system's, also where `folder` is a file or a symbolic link.
pub(super) fn entries(folder: &Path) -> io::Result<Vec<String>> {
    let opened = match Folder::open_real(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        opened => opened?,
    };
    Ok(opened.names()?.into_iter().map(|name| name.to_string_lossy().into_owned()).collect())
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

/// Writes a whole project below `top`: first into the folder `staging` in it, then each file gets its name by a link.
/// The last of `files` is the one that makes it a project. While `staging` exists, linked files can be distinguished
/// from other people's files, so that a killed attempt can be cleaned up.
///
/// # Errors
/// As [`create_all`].
pub(super) fn create_project(
    top: &Path,
    staging: &str,
    folders: &[&str],
    files: &NewFiles,
) -> Result<(), (PathBuf, io::Error)> {
    let mut written = Written::default();
    let result = written.folder(top).and_then(|opened| {
        let staged = top.join(staging);
        let from = Written::default().step(&opened, OsStr::new(staging)).map_err(|error| (staged.clone(), error))?;
        let _alive = from.lock().map_err(|error| (staged.clone(), error))?;
        create_all(&staged, folders, files)?;
        for path in folders {
            written.below(top, &opened, &format!("{path}/"))?;
        }
        for (path, _) in files {
            let folder = written.below(top, &opened, path)?;
            let source = Written::default().below(&staged, &from, path)?;
            let name = OsStr::new(path.rsplit('/').next().unwrap_or(path));
            let (source, folder) = (source.as_ref().unwrap_or(&from), folder.as_ref().unwrap_or(&opened));
            written.link(source, folder, name).map_err(|error| (top.join(path), error))?;
            folder.sync();
        }
        Ok(())
    });
    if result.is_err() {
        let _ = remove_tree(&top.join(staging));
        written.remove();
    }
    result
}

/// What an attempt to write a project has left that was killed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Interrupted {
    /// Nothing, or what has been removed again.
    Nothing,
    /// The whole project.
    Whole,
}

/// Ends what a killed [`create_project`] has begun, whose staging folder is `staging` and whose last file is `last`: a whole
/// project stays, half of one goes.
///
/// # Errors
/// The operating system's.
pub(super) fn end_interrupted(top: &Path, staging: &str, last: &str) -> io::Result<Interrupted> {
    let staged = top.join(staging);
    let is_same = |path: &Path| {
        let [a, b] = [staged.join(path), top.join(path)].map(|path| path.symlink_metadata().ok());
        a.as_ref().and_then(file_id).is_some_and(|a| b.as_ref().and_then(file_id) == Some(a))
    };
    if is_same(Path::new(last)) {
        return remove_tree(&staged).map(|()| Interrupted::Whole);
    }
    // From below, so that a folder is empty when its turn comes. One with files of others stays.
    for item in walkdir::WalkDir::new(&staged).min_depth(1).contents_first(true) {
        let item = item?;
        let path = item.path().strip_prefix(&staged).unwrap_or(Path::new(""));
        if item.file_type().is_dir() {
            let _ = std::fs::remove_dir(top.join(path));
        } else if is_same(path) {
            remove_linked(&top.join(path))?;
        }
    }
    remove_tree(&staged).map(|()| Interrupted::Nothing)
}

/// Removes a file that has a second name in the staging folder.
#[expect(clippy::disallowed_methods, reason = "a file that this room has made")]
fn remove_linked(file: &Path) -> io::Result<()> {
    std::fs::remove_file(file)
}

/// Whether the attempt that has made this staging folder is still going on.
pub(super) fn is_being_written(staging: &Path) -> bool {
    Folder::open_real(staging).is_ok_and(|folder| matches!(folder.lock(), Ok(None)))
}

/// Removes a folder that we have made, with all that is in it. Links are not followed.
#[expect(clippy::disallowed_methods, reason = "a folder that this room has made")]
pub(super) fn remove_tree(folder: &Path) -> io::Result<()> {
    match std::fs::remove_dir_all(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        removed => removed,
    }
}

/// What this attempt has made so far: the folder it is in, its name, and whether it is a folder itself.
#[derive(Default)]
struct Written(Vec<(Folder, OsString, bool)>);

impl Written {
    /// Opens `top`, making it and the folders above it if they are missing. `top` itself may be no symbolic link.
    fn folder(&mut self, top: &Path) -> Result<Folder, (PathBuf, io::Error)> {
        match Folder::open_real(top) {
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            opened => return opened.map_err(|error| (top.to_path_buf(), error)),
        }
        let (Some(above), Some(name)) = (top.parent(), top.file_name()) else {
            return Err((top.to_path_buf(), io::Error::from(ErrorKind::NotFound)));
        };
        let above = match Folder::open(above) {
            Err(error) if error.kind() == ErrorKind::NotFound => self.folder(above)?,
            opened => opened.map_err(|error| (above.to_path_buf(), error))?,
        };
        self.step(&above, name).map_err(|error| (top.to_path_buf(), error))
    }

    /// Opens the folder in which the file `path` goes, step by step; `None` if that is the top itself.
    fn below(&mut self, top: &Path, opened: &Folder, path: &str) -> Result<Option<Folder>, (PathBuf, io::Error)> {
        let Some((folder, _)) = path.rsplit_once('/') else { return Ok(None) };
        let mut current = None;
        for segment in folder.split('/') {
            let next = self.step(current.as_ref().unwrap_or(opened), OsStr::new(segment));
            current = Some(next.map_err(|error| (top.join(folder), error))?);
        }
        Ok(current)
    }

    /// Opens a folder below `folder`, making it if it is missing.
    fn step(&mut self, folder: &Folder, name: &OsStr) -> io::Result<Folder> {
        match folder.make(name, Access::Usual) {
            Ok(()) => self.0.push((folder.try_clone()?, name.to_owned(), true)),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
        folder.enter(name)
    }

    fn file(&mut self, folder: &Folder, name: &OsStr, text: &str) -> io::Result<()> {
        let above = folder.try_clone()?;
        whole::put(folder, name, text.as_bytes())?;
        self.0.push((above, name.to_owned(), false));
        Ok(())
    }

    /// Gives a file of the folder `from` a second name, in `folder`; where there are no second names, it is moved.
    fn link(&mut self, from: &Folder, folder: &Folder, name: &OsStr) -> io::Result<()> {
        let above = folder.try_clone()?;
        if !from.link(name, folder, name)? {
            from.move_new(name, folder, name)?;
        }
        self.0.push((above, name.to_owned(), false));
        Ok(())
    }

    /// Removes what was made, last first. A folder into which someone else has put a file stays.
    fn remove(self) {
        for (folder, name, is_folder) in self.0.into_iter().rev() {
            let _ = if is_folder { folder.remove_folder(&name) } else { folder.remove_file(&name) };
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
