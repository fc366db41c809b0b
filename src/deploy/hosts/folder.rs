//! A folder: another disk, a share, the root of a web server on this computer.
#![expect(clippy::disallowed_methods, reason = "the target of a deployment is a folder outside the project")]

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::system::{Folder, real_path};
use crate::write;

use super::super::lock::LOCK;
use super::super::tree::TreeFile;
use super::super::{Host, HostError};

/// The end of the name of a file that is on its way.
const NEW: &str = ".bedside-new";

/// A folder as a host.
pub(super) struct FolderHost {
    root: PathBuf,
}

impl FolderHost {
    /// A folder that is there, or can be made in one that is.
    pub(super) fn open(root: &Path, project: &Path) -> Result<Self, HostError> {
        let shown = root.display();
        if root.exists() && !root.is_dir() {
            return Err(HostError::lasting(format!("`{shown}` is not a folder")).help("name a folder in `path`"));
        }
        if !root.exists() && !root.parent().is_some_and(Path::is_dir) {
            return Err(HostError::lasting(format!(
                "the folder `{shown}` does not exist, and neither does the folder that should contain it"
            ))
            .help("check that the disk or share is connected, and that `path` is correct"));
        }
        let real = |path: &Path| {
            fs::canonicalize(path).or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_owned())
        };
        let (target, own) = (real(root), real(project));
        let private = crate::world::FOLDERS.into_iter().chain([".git", ".bedside"]);
        if own.starts_with(&target) || private.map(|name| own.join(name)).any(|folder| target.starts_with(folder)) {
            return Err(HostError::lasting(format!("`{shown}` contains the project's own files"))
                .help("name a folder outside the project in `path`"));
        }
        Ok(Self { root: root.to_owned() })
    }

    /// The place of a path. A link on the way could lead anywhere, so none is followed.
    fn place(&self, path: &str) -> Result<PathBuf, HostError> {
        let mut place = self.root.clone();
        for part in path.split('/') {
            if fs::symlink_metadata(&place).is_ok_and(|found| found.is_symlink()) && place != self.root {
                return Err(HostError::lasting(format!("`{}` is a link", place.display()))
                    .help("deploy to the folder that it points to, or delete the link"));
            }
            place.push(part);
        }
        Ok(place)
    }

    fn written(&self, path: &str, bytes: &[u8]) -> Result<PathBuf, HostError> {
        let place = self.place(path)?;
        let mut new = place.clone().into_os_string();
        new.push(NEW);
        let new = PathBuf::from(new);
        let write = || {
            if let Some(folder) = place.parent() {
                fs::create_dir_all(folder)?;
            }
            let _ = fs::remove_file(&new); // of a run that died
            let mut file = OpenOptions::new().write(true).create_new(true).open(&new)?;
            file.write_all(bytes)?;
            file.sync_data()
        };
        write().map_err(|error| {
            let _ = fs::remove_file(&new);
            failed(&place, &error)
        })?;
        Ok(new)
    }
}

/// Puts a file where none is. It has its name from the moment on at which it is whole, so that who looks at the same time
/// reads all of it or nothing.
fn put_new(place: &Path, bytes: &[u8]) -> io::Result<()> {
    let (Some(above), Some(name)) = (place.parent(), place.file_name()) else {
        return Err(io::Error::from(ErrorKind::InvalidInput));
    };
    match Folder::open(above).and_then(|folder| write::put(&folder, name, bytes)) {
        // A share that knows neither second names nor moves that replace nothing.
        Err(error) if matches!(error.kind(), ErrorKind::Unsupported | ErrorKind::PermissionDenied) => {
            let mut file = OpenOptions::new().write(true).create_new(true).open(place)?;
            file.write_all(bytes).and_then(|()| file.sync_all()).inspect_err(|_| drop(fs::remove_file(place)))
        }
        put => put,
    }
}

fn failed(place: &Path, error: &io::Error) -> HostError {
    let shown = place.display();
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
            HostError::lasting(format!("there is not enough space for `{shown}`: {error}"))
                .help("free some space there, then deploy again: files that already arrived are kept")
        }
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            HostError::lasting(format!("you do not have permission to write `{shown}`: {error}"))
                .help("check the permissions of that folder")
        }
        ErrorKind::NotADirectory | ErrorKind::IsADirectory => {
            HostError::lasting(format!("`{shown}` cannot be written: {error}"))
                .help("a file and a folder share this name; rename the one that is not Bedside's")
        }
        _ => HostError::passing(format!("`{shown}` cannot be written: {error}"))
            .help("check that the disk or share is connected"),
    }
}

impl Host for FolderHost {
    fn name(&self) -> String {
        // Without `..`, also where the folder is still to be made.
        let made = || Some(real_path(self.root.parent()?).ok()?.join(self.root.file_name()?));
        real_path(&self.root).ok().or_else(made).unwrap_or_else(|| self.root.clone()).display().to_string()
    }

    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, HostError> {
        let place = self.place(path)?;
        match fs::read(&place) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(HostError::lasting(format!("`{}` cannot be read: {error}", place.display()))),
        }
    }

    fn lock(&self, words: &[u8], _: &str) -> Result<bool, HostError> {
        let place = self.place(LOCK)?;
        fs::create_dir_all(&self.root).map_err(|error| failed(&self.root, &error))?;
        match put_new(&place, words) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(false),
            Err(error) => Err(failed(&place, &error)),
        }
    }

    fn put(&self, file: &TreeFile) -> Result<(), HostError> {
        let new = self.written(&file.path, &file.bytes()?)?;
        let place = self.place(&file.path)?;
        fs::rename(&new, &place).map_err(|error| {
            let _ = fs::remove_file(&new);
            failed(&place, &error)
        })
    }

    fn delete(&self, path: &str) -> Result<(), HostError> {
        let place = self.place(path)?;
        match fs::remove_file(&place) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(failed(&place, &error)),
            _ => {}
        }
        // Folders that have become empty go too; one that is not stays by itself.
        let mut folder = place.parent();
        while let Some(empty) = folder.filter(|folder| *folder != self.root && fs::remove_dir(folder).is_ok()) {
            folder = empty.parent();
        }
        Ok(())
    }

    fn present(&self, paths: &[&str]) -> Result<BTreeSet<String>, HostError> {
        let mut found = BTreeSet::new();
        for path in paths {
            if fs::symlink_metadata(self.place(path)?).is_ok() {
                found.insert((*path).to_owned());
            }
        }
        Ok(found)
    }

    fn lanes(&self) -> usize {
        4
    }

    fn finish(&self, _: &[String]) -> Result<Option<super::super::Sent>, HostError> {
        // Not every system can wait for a folder; those that cannot need it least.
        drop(File::open(&self.root).and_then(|root| root.sync_all()));
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_two_that_take_the_lock_one_wins_and_nothing_is_left() {
        let top = tempfile::tempdir().expect("a folder");
        let host = FolderHost { root: top.path().join("www") };
        assert!(host.lock(b"ana", "a").expect("made"));
        assert!(!host.lock(b"ben", "b").expect("looked"));
        assert_eq!(host.locked().expect("read").as_deref(), Some(&b"ana"[..]));
        let names: Vec<_> = fs::read_dir(top.path().join("www")).expect("listed").flatten().collect();
        assert_eq!(names.iter().map(fs::DirEntry::file_name).collect::<Vec<_>>(), [LOCK]);
    }
}
