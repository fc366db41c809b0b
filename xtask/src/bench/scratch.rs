//! A folder for one benchmark's copies and outputs, gone when the benchmark ends.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

const NAME: &str = "bedside-bench-";

/// The folder.
#[derive(Debug)]
pub(crate) struct Scratch {
    folder: PathBuf,
}

impl Scratch {
    /// A new one below `parent`. Those of benchmarks that were killed are cleared away.
    pub(crate) fn below(parent: &Path) -> io::Result<Self> {
        fs::create_dir_all(parent)?;
        for entry in fs::read_dir(parent)? {
            let entry = entry?;
            let name = entry.file_name();
            let owner = name.to_str().and_then(|name| name.strip_prefix(NAME)).and_then(|pid| pid.parse::<u32>().ok());
            if owner.is_some_and(|pid| Path::new("/proc/self").exists() && !Path::new(&format!("/proc/{pid}")).exists())
            {
                fs::remove_dir_all(entry.path())?;
            }
        }
        let folder = parent.join(format!("{NAME}{}", std::process::id()));
        empty(&folder)?;
        Ok(Self { folder })
    }

    /// Where it is.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What cannot be removed now is removed by the next benchmark.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Removes a folder with all that is in it; it may be missing.
pub(crate) fn remove(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        done => done,
    }
}

/// Makes an empty folder, whatever was there.
pub(crate) fn empty(folder: &Path) -> io::Result<()> {
    remove(folder)?;
    fs::create_dir_all(folder)
}

/// The command that copies a folder; `to` must not be there yet.
pub(crate) fn copy(from: &Path, to: &Path) -> Command {
    let mut command = Command::new("cp");
    command.arg("-r").arg(from).arg(to);
    command
}

/// The number of HTML files in a folder.
pub(crate) fn count_pages(folder: &Path) -> io::Result<usize> {
    let mut pages = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            pages += count_pages(&entry.path())?;
        } else if entry.path().extension().is_some_and(|extension| extension == "html") {
            pages += 1;
        }
    }
    Ok(pages)
}

/// The bytes of all files in a folder.
#[expect(clippy::cast_precision_loss, reason = "a site has fewer bytes than 2 to the power of 52")]
pub(crate) fn bytes(folder: &Path) -> io::Result<f64> {
    let mut bytes = 0.0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let metadata = entry.metadata()?;
        bytes += if metadata.is_dir() { self::bytes(&entry.path())? } else { metadata.len() as f64 };
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scratch_folder_goes_with_its_owner() {
        let parent = tempfile::tempdir().unwrap();
        let scratch = Scratch::below(parent.path()).unwrap();
        let folder = scratch.folder().to_path_buf();
        assert!(folder.is_dir());
        drop(scratch);
        assert!(!folder.exists());
    }

    #[test]
    fn what_is_not_a_dead_benchmarks_stays() {
        let parent = tempfile::tempdir().unwrap();
        for name in ["notes", "bedside-bench-notes", "bedside-bench-1"] {
            fs::create_dir(parent.path().join(name)).unwrap();
        }
        drop(Scratch::below(parent.path()).unwrap());
        for name in ["notes", "bedside-bench-notes", "bedside-bench-1"] {
            assert!(parent.path().join(name).is_dir(), "{name}");
        }
    }

    #[test]
    fn pages_are_counted_in_all_folders() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("a/b")).unwrap();
        for file in ["index.html", "a/b/index.html", "a/card.png"] {
            fs::write(folder.path().join(file), "").unwrap();
        }
        assert_eq!(count_pages(folder.path()).unwrap(), 2);
    }
}
