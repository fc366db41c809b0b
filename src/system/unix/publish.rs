//! Exchanging folders, flushing, permissions of what is published.

use std::fs::{self, DirBuilder, File, Metadata, OpenOptions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::Path;

/// Permissions of a published file.
const FILE: u32 = 0o644;

/// Permissions of a published folder.
const FOLDER: u32 = 0o755;

/// Exchanges two folders in one step.
///
/// # Errors
/// The operating system's, also where the file system cannot do that; then nothing has changed.
pub fn exchange(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE)?)
}

/// Renames a folder.
///
/// # Errors
/// The operating system's.
pub fn rename_folder(from: &Path, to: &Path) -> io::Result<()> {
    fs::rename(from, to)
}

/// Whether another disk, or another part of one, is mounted at `folder`: such a folder cannot be renamed.
///
/// # Errors
/// The operating system's, where the folder cannot be looked at.
#[cfg(target_os = "linux")]
pub fn is_mount_point(folder: &Path) -> io::Result<bool> {
    use rustix::fs::{AtFlags, CWD, StatxAttributes, StatxFlags, statx};
    use rustix::io::Errno;
    let root = StatxAttributes::MOUNT_ROOT;
    match statx(CWD, folder, AtFlags::SYMLINK_NOFOLLOW, StatxFlags::empty()) {
        Ok(found) => Ok(found.stx_attributes.contains(root)),
        Err(Errno::NOENT | Errno::NOTDIR | Errno::NOSYS) => Ok(false),
        Err(errno) => Err(errno.into()),
    }
}

/// Whether another disk is mounted at `folder`: it is, where the folder is on another one than the folder above it.
///
/// # Errors
/// The operating system's, where the folder cannot be looked at.
#[cfg(not(target_os = "linux"))]
pub fn is_mount_point(folder: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let device = |path: &Path| match path.symlink_metadata() {
        Ok(metadata) => Ok(Some(metadata.dev())),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(error),
    };
    let Some(above) = folder.parent() else { return Ok(true) };
    Ok(device(folder)?.is_some_and(|own| device(above).ok().flatten().is_some_and(|other| own != other)))
}

/// Waits until the disk has everything on the file system of `handle`.
///
/// # Errors
/// The operating system's.
#[cfg(target_os = "linux")]
pub fn flush_all(handle: &File) -> io::Result<()> {
    Ok(rustix::fs::syncfs(handle)?)
}

/// Waits until the disks have everything that was written; on macOS `sync_all` is `F_FULLFSYNC`, which empties the disk's
/// own memory as well.
///
/// # Errors
/// The operating system's.
#[cfg(not(target_os = "linux"))]
pub fn flush_all(handle: &File) -> io::Result<()> {
    rustix::fs::sync();
    handle.sync_all()
}

/// Whether the user may make files in a folder.
#[must_use]
pub fn may_write(folder: &Path) -> bool {
    rustix::fs::access(folder, rustix::fs::Access::WRITE_OK).is_ok()
}

/// How many bytes the user may still write on the disk of a folder, if known.
#[must_use]
pub fn free_space(folder: &Path) -> Option<u64> {
    let found = rustix::fs::statvfs(folder).ok()?;
    found.f_bavail.checked_mul(found.f_frsize)
}

/// Makes a folder of the output.
///
/// # Errors
/// The operating system's.
pub fn usual_folder(path: &Path) -> io::Result<()> {
    DirBuilder::new().mode(FOLDER).create(path)
}

/// Makes new files those of the output.
pub fn usual_file(options: &mut OpenOptions) {
    options.mode(FILE);
}

/// Whether a file or folder has the permissions that we give.
#[must_use]
pub fn has_usual_permissions(metadata: &Metadata) -> bool {
    let mode = metadata.permissions().mode();
    if metadata.is_dir() { mode & 0o777 == FOLDER } else { mode & 0o7777 == FILE }
}

/// Gives a file or folder of the output its permissions.
///
/// # Errors
/// The operating system's.
pub fn set_usual_permissions(path: &Path, is_folder: bool) -> io::Result<()> {
    fs::set_permissions(path, fs::Permissions::from_mode(if is_folder { FOLDER } else { FILE }))
}

/// Makes a symbolic link at `at`.
///
/// # Errors
/// The operating system's.
pub fn link_to(target: &Path, at: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(target, at)
}
