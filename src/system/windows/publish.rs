//! Exchanging folders, flushing, attributes of what is published.

use std::fs::{self, File, FileTimes, Metadata, OpenOptions};
use std::io::{self, ErrorKind};
use std::os::windows::fs::OpenOptionsExt;
use std::path::Path;
use std::time::Duration;

use super::super::unread;

/// `ERROR_SHARING_VIOLATION` and `ERROR_LOCK_VIOLATION`: another program has the file open.
const IN_USE: [i32; 2] = [32, 33];

/// How often something that another program holds is tried, with a tenth of a second between: scanners for viruses and
/// search indexes let go within a second or two.
const TRIES: usize = 30;

/// Tries until no other program holds what is needed.
pub(super) fn patiently<T>(mut act: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    for _ in 1..TRIES {
        match act() {
            Err(error)
                if error.kind() == ErrorKind::PermissionDenied
                    || error.raw_os_error().is_some_and(|code| IN_USE.contains(&code)) =>
            {
                std::thread::sleep(Duration::from_millis(100));
            }
            done => return done,
        }
    }
    act()
}

/// Exchanges two folders in one step: Windows cannot.
///
/// # Errors
/// Always.
pub fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::Error::from(ErrorKind::Unsupported))
}

/// Renames a folder. A file in it that another program has open blocks the way for some seconds.
///
/// # Errors
/// The operating system's.
pub fn rename_folder(from: &Path, to: &Path) -> io::Result<()> {
    patiently(|| fs::rename(from, to))
}

/// Whether `folder` is the root of a drive or of a share.
///
/// # Errors
/// None.
pub fn is_mount_point(folder: &Path) -> io::Result<bool> {
    Ok(folder.parent().is_none())
}

/// Waits until the disk has a file or folder. Windows lets only administrators flush a whole disk.
///
/// # Errors
/// None.
pub fn flush_all(_: &File) -> io::Result<()> {
    Ok(())
}

/// Whether the user may make files in a folder: Windows tells nobody before it was tried, so every folder that can be looked
/// at counts.
#[must_use]
pub fn may_write(folder: &Path) -> bool {
    folder.is_dir()
}

/// How many bytes the user may still write on the disk of a folder, if known.
#[must_use]
pub fn free_space(folder: &Path) -> Option<u64> {
    fs4::available_space(folder).ok()
}

/// Makes a folder of the output.
///
/// # Errors
/// The operating system's.
pub fn usual_folder(path: &Path) -> io::Result<()> {
    fs::create_dir(path)
}

/// Makes new files those of the output: others may read, rename and delete them while they are written.
pub fn usual_file(options: &mut OpenOptions) {
    options.share_mode(0x7);
}

/// Whether a file or folder has the permissions that we give: they are inherited.
#[must_use]
pub fn has_usual_permissions(_: &Metadata) -> bool {
    true
}

/// Gives a file or folder of the output its permissions: they are inherited.
///
/// # Errors
/// None.
pub fn set_usual_permissions(_: &Path, _: bool) -> io::Result<()> {
    Ok(())
}

/// Makes a symbolic link at `at`, where the user may.
///
/// # Errors
/// The operating system's.
pub fn link_to(target: &Path, at: &Path) -> io::Result<()> {
    std::os::windows::fs::symlink_file(target, at)
}

/// Gives `to` the attribute "read only" of `from`; who may use it is inherited.
///
/// # Errors
/// The operating system's.
pub fn keep_access(from: &Path, to: &Path) -> io::Result<()> {
    let old = from.symlink_metadata().map_err(|error| unread(from, error))?;
    if old.is_file() { fs::set_permissions(to, old.permissions()) } else { Ok(()) }
}

/// Gives `to` the times of `from`; a folder keeps its own.
///
/// # Errors
/// The operating system's.
pub fn keep_times(from: &Path, to: &Path) -> io::Result<()> {
    let old = from.symlink_metadata().map_err(|error| unread(from, error))?;
    if !old.is_file() || old.permissions().readonly() {
        return Ok(());
    }
    let mut times = FileTimes::new();
    if let Ok(time) = old.accessed() {
        times = times.set_accessed(time);
    }
    if let Ok(time) = old.modified() {
        times = times.set_modified(time);
    }
    OpenOptions::new().write(true).share_mode(0x7).open(to)?.set_times(times)
}

/// The name of an additional stream of a file, which NTFS supports.
const NOTE: &str = ":bedside.project";

/// Keeps a short note at a file, where the file system has streams; the bytes of the file stay as they are. A disk without
/// streams may make a file of that name instead, which goes again.
pub fn note(file: &Path, text: &str) {
    let stream = stream(file);
    let _ = fs::write(&stream, text);
    let name = Path::new(&stream).file_name();
    let mut beside = file.parent().and_then(|folder| fs::read_dir(folder).ok()).into_iter().flatten().flatten();
    if beside.any(|entry| Some(entry.file_name().as_os_str()) == name) {
        let _ = fs::remove_file(&stream);
    }
}

/// The note of a file.
#[must_use]
pub fn noted(file: &Path) -> Option<String> {
    fs::read_to_string(stream(file)).ok()
}

fn stream(file: &Path) -> std::ffi::OsString {
    let mut name = file.as_os_str().to_owned();
    name.push(NOTE);
    name
}
