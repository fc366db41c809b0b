//! Owner, group, permissions, times and extended attributes of files.

use std::fs::Metadata;
use std::io;
use std::path::Path;

use rustix::fs::{AtFlags, CWD, Gid, Timespec, Timestamps, Uid, chownat, utimensat};
use rustix::io::Errno;

use super::super::unread;

/// The name under which a note is kept.
const NOTE: &str = "user.bedside.project";

/// Gives `to` owner, group, permissions and extended attributes of `from`, where the system allows it: only the superuser
/// may give a file away, and not every file system has all of them.
///
/// # Errors
/// The operating system's, where it fails to do what it allows.
pub fn keep_access(from: &Path, to: &Path) -> io::Result<()> {
    let old = from.symlink_metadata().map_err(|error| unread(from, error))?;
    let new = to.symlink_metadata().map_err(|error| unread(to, error))?;
    keep_owner(&old, &new, to)?;
    if !old.is_symlink() {
        keep_extended(from, to)?;
        allowed(rustix::fs::chmod(to, permissions(&old)))?; // after the owner: a change of that takes some away
    }
    Ok(())
}

fn keep_owner(old: &Metadata, new: &Metadata, to: &Path) -> io::Result<()> {
    use std::os::unix::fs::MetadataExt;
    let owner = (old.uid() != new.uid()).then(|| Uid::from_raw(old.uid()));
    let group = (old.gid() != new.gid()).then(|| Gid::from_raw(old.gid()));
    // One by one: the group may be given where the owner may not.
    if owner.is_some() {
        allowed(chownat(CWD, to, owner, None, AtFlags::SYMLINK_NOFOLLOW))?;
    }
    if group.is_some() {
        allowed(chownat(CWD, to, None, group, AtFlags::SYMLINK_NOFOLLOW))?;
    }
    Ok(())
}

fn permissions(old: &Metadata) -> rustix::fs::Mode {
    use std::os::unix::fs::PermissionsExt;
    rustix::fs::Mode::from_raw_mode((old.permissions().mode() & 0o7777) as rustix::fs::RawMode)
}

/// Gives `to` the times of `from`, where the system allows it.
///
/// # Errors
/// The operating system's, where it fails to do what it allows.
pub fn keep_times(from: &Path, to: &Path) -> io::Result<()> {
    use std::os::unix::fs::MetadataExt;
    let old = from.symlink_metadata().map_err(|error| unread(from, error))?;
    let times = Timestamps {
        last_access: Timespec { tv_sec: old.atime(), tv_nsec: old.atime_nsec() },
        last_modification: Timespec { tv_sec: old.mtime(), tv_nsec: old.mtime_nsec() },
    };
    allowed(utimensat(CWD, to, &times, AtFlags::SYMLINK_NOFOLLOW))
}

/// Extended attributes; access lists are some of them.
fn keep_extended(from: &Path, to: &Path) -> io::Result<()> {
    let mut names = vec![0_u8; 64 * 1024]; // the most that Linux lists (XATTR_LIST_MAX)
    let length = match rustix::fs::llistxattr(from, &mut names[..]) {
        Ok(length) => length,
        Err(Errno::NOTSUP | Errno::NOSYS) => return Ok(()),
        Err(errno) => return Err(unread(from, errno.into())),
    };
    let mut value = vec![0_u8; 64 * 1024]; // the largest value that Linux takes (XATTR_SIZE_MAX)
    for name in names[..length].split(|byte| *byte == 0).filter(|name| !name.is_empty()) {
        match rustix::fs::lgetxattr(from, name, &mut value[..]) {
            Ok(size) => {
                allowed(rustix::fs::lsetxattr(to, name, &value[..size], rustix::fs::XattrFlags::empty()))?;
            }
            Err(Errno::NODATA | Errno::PERM | Errno::ACCESS | Errno::NOTSUP) => {}
            Err(errno) => return Err(unread(from, errno.into())),
        }
    }
    Ok(())
}

/// Success, also where the system does not allow it.
fn allowed(result: Result<(), Errno>) -> io::Result<()> {
    match result {
        Ok(()) | Err(Errno::PERM | Errno::ACCESS | Errno::NOTSUP | Errno::NOSYS | Errno::INVAL) => Ok(()),
        Err(errno) => Err(errno.into()),
    }
}

/// Keeps a short note at a file, where the file system has attributes; the bytes of the file stay as they are.
pub fn note(file: &Path, text: &str) {
    let _ = rustix::fs::lsetxattr(file, NOTE, text.as_bytes(), rustix::fs::XattrFlags::empty());
}

/// The note of a file.
#[must_use]
pub fn noted(file: &Path) -> Option<String> {
    let mut value = [0_u8; 256];
    let length = rustix::fs::lgetxattr(file, NOTE, &mut value[..]).ok()?;
    String::from_utf8(value[..length].to_vec()).ok()
}
