//! Replacing one file of a project: for the commands that edit a source, and for the writing room.
//!
//! Invariants: at any moment the file holds the old text or the new one; it keeps its owner, permissions and attributes; no symbolic link is followed below the project; a
//! file that changed since it was read is left alone.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Read};
use std::os::fd::OwnedFd;
use std::path::Path;

use rustix::fs::{CWD, FileType, Mode, OFlags, fstat, openat, renameat};

use crate::base::VPath;
use crate::output::keep_access;

use super::whole::{Fresh, sync};

const FOLDER: OFlags = OFlags::RDONLY.union(OFlags::DIRECTORY).union(OFlags::NOFOLLOW).union(OFlags::CLOEXEC);
const OLD_FILE: OFlags = OFlags::RDONLY.union(OFlags::NOFOLLOW).union(OFlags::NONBLOCK).union(OFlags::CLOEXEC);

/// Puts `new` in the place of the file `path` below `root`, which must still hold `old`.
///
/// # Errors
/// The operating system's, or one that says that the file is no regular file or was changed by somebody else. The file is
/// as it was then.
pub fn replace(root: &Path, path: &VPath, (old, new): (&[u8], &[u8])) -> io::Result<()> {
    let (folders, name) = path.as_str().rsplit_once('/').unwrap_or(("", path.as_str()));
    let mut folder = openat(CWD, root, FOLDER.difference(OFlags::NOFOLLOW), Mode::empty())?;
    for segment in folders.split('/').filter(|segment| !segment.is_empty()) {
        folder = openat(&folder, segment, FOLDER, Mode::empty())?;
    }
    unchanged(&folder, name, old)?;
    let fresh = Fresh::create(&folder, OsStr::new(name), new, Mode::from_raw_mode(0o600))?;
    let at = root.join(folders);
    keep_access(&at.join(name), &at.join(&fresh.name))?;
    unchanged(&folder, name, old)?;
    renameat(&folder, &fresh.name, &folder, name)?;
    sync(&folder);
    Ok(())
}

/// Fails unless the file is regular and holds `old`.
fn unchanged(folder: &OwnedFd, name: &str, old: &[u8]) -> io::Result<()> {
    let file = openat(folder, name, OLD_FILE, Mode::empty())?;
    let found = fstat(&file)?;
    if FileType::from_raw_mode(found.st_mode) != FileType::RegularFile {
        return Err(io::Error::other("it is not a regular file"));
    }
    let mut bytes = Vec::with_capacity(old.len());
    File::from(file).read_to_end(&mut bytes)?;
    if bytes != old {
        return Err(io::Error::other("another program has changed it just now"));
    }
    Ok(())
}

#[cfg(test)]
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
        replace(folder.path(), &VPath::new("a/b.md"), (b"old", b"new")).expect("replaced");
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
            replace(top, &VPath::new(path), (old.as_bytes(), b"new")).expect_err(path);
            assert_eq!(fs::read(top.join("real/b.md")).expect("read"), b"old", "{path}");
            assert_eq!(fs::read_dir(top.join("real")).expect("listed").count(), 2, "{path}");
        }
    }
}
