//! Replacing one file of a project: for the commands that edit a source, and for the writing room.
//!
//! Invariants: at any moment the file holds the old text or the new one; it keeps its owner, permissions and attributes; no symbolic link is followed below the project; a
//! file that changed since it was read is left alone.

use std::ffi::OsStr;
use std::io::{self, Read};
use std::path::Path;

use crate::base::VPath;
use crate::system::{Access, Folder, keep_access};

use super::whole::Fresh;

/// Puts `new` in the place of the file `path` below `root`, which must still hold `old`.
///
/// # Errors
/// The operating system's, or one that says that the file is no regular file or was changed by someone else. The file is
/// as it was then.
pub fn replace(root: &Path, path: &VPath, old: &[u8], new: &[u8]) -> io::Result<()> {
    let (folders, name) = path.as_str().rsplit_once('/').unwrap_or(("", path.as_str()));
    let mut folder = Folder::open(root)?;
    for segment in folders.split('/').filter(|segment| !segment.is_empty()) {
        folder = folder.enter(OsStr::new(segment))?;
    }
    unchanged(&folder, name, old)?;
    let fresh = Fresh::create(&folder, OsStr::new(name), new, Access::Private)?;
    let at = root.join(folders);
    keep_access(&at.join(name), &at.join(&fresh.name))?;
    unchanged(&folder, name, old)?;
    folder.rename(OsStr::new(&fresh.name), OsStr::new(name))?;
    folder.sync();
    Ok(())
}

/// Fails unless the file is regular and holds `old`.
fn unchanged(folder: &Folder, name: &str, old: &[u8]) -> io::Result<()> {
    let mut file = folder.file(OsStr::new(name))?;
    if !file.metadata()?.is_file() {
        return Err(io::Error::other("it is not a regular file"));
    }
    let mut bytes = Vec::with_capacity(old.len());
    file.read_to_end(&mut bytes)?;
    if bytes != old {
        return Err(io::Error::other("another program has just changed it"));
    }
    Ok(())
}

#[cfg(all(test, unix))]
#[expect(clippy::disallowed_methods, reason = "a test prepares its folders by hand")]
mod tests {
    use std::fs;
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    #[test]
    fn a_file_is_replaced_with_its_permissions_and_nothing_is_left_beside_it() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir(folder.path().join("a")).expect("made");
        let file = folder.path().join("a/b.md");
        fs::write(&file, "old").expect("written");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).expect("set");
        replace(folder.path(), &VPath::new("a/b.md"), b"old", b"new").expect("replaced");
        assert_eq!(fs::read(&file).expect("read"), b"new");
        assert_eq!(fs::metadata(&file).expect("known").permissions().mode() & 0o777, 0o640);
        assert_eq!(fs::read_dir(folder.path().join("a")).expect("listed").count(), 1);
    }

    #[test]
    fn links_and_files_that_changed_are_left_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let top = folder.path();
        fs::create_dir(top.join("real")).expect("made");
        fs::write(top.join("real/b.md"), "old").expect("written");
        symlink("real", top.join("linked")).expect("linked");
        symlink("b.md", top.join("real/c.md")).expect("linked");
        for (path, old) in [("linked/b.md", "old"), ("real/c.md", "old"), ("real/b.md", "older"), ("real/d.md", "old")]
        {
            replace(top, &VPath::new(path), old.as_bytes(), b"new").expect_err(path);
            assert_eq!(fs::read(top.join("real/b.md")).expect("read"), b"old", "{path}");
            assert_eq!(fs::read_dir(top.join("real")).expect("listed").count(), 2, "{path}");
        }
    }
}
