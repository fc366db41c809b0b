//! The folders of one build, their names, and looking at what is in them.

use std::fs::{self, Metadata};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use crate::diag::Diagnostic;

use crate::system::unread;

use super::private::Private;
use super::problem::{cannot_write, show};

/// How the name of a staging folder inside the output folder begins; the process's number follows.
pub(super) const INSIDE: &str = ".bedside-staging-";

/// What follows the name of a staging folder while it holds the site that was replaced by two renames.
pub(super) const RETIRED: &str = "-old";

/// The folders of one build, with real paths.
#[derive(Debug)]
pub(super) struct Place {
    /// The project.
    pub(super) project: PathBuf,
    /// The project's folder for what is not published.
    pub(super) private: Private,
    /// The output folder.
    pub(super) folder: PathBuf,
}

impl Place {
    /// A file or folder as messages show it.
    pub(super) fn show(&self, path: &Path) -> String {
        show(path, &self.project)
    }

    /// The words for a failure to write `path`, or to read what `error` itself names.
    pub(super) fn cannot_write(&self, path: &Path, error: &io::Error) -> Vec<Diagnostic> {
        cannot_write(path, &self.project, error)
    }

    /// The staging folder of this process next to the output folder.
    pub(super) fn staging(&self) -> PathBuf {
        self.folder.with_file_name(format!("{}{}", beside(&self.folder), std::process::id()))
    }

    /// The staging folder of this process inside the output folder.
    pub(super) fn staging_inside(&self) -> PathBuf {
        self.folder.join(format!("{INSIDE}{}", std::process::id()))
    }

    /// Where a staging folder of this name would be; `None` for a name that we never give.
    pub(super) fn staging_named(&self, name: &str) -> Option<PathBuf> {
        if is_inside(name) {
            return Some(self.folder.join(name));
        }
        is_staging(name, &beside(&self.folder)).then(|| self.folder.with_file_name(name))
    }

    /// All folders next to the output folder and inside it that have the name of a staging folder. A folder that may not
    /// be listed holds none of ours: making one there means listing is allowed.
    pub(super) fn stagings(&self) -> io::Result<Vec<PathBuf>> {
        let mut found = Vec::new();
        for within in self.folder.parent().into_iter().chain([self.folder.as_path()]) {
            let items = match fs::read_dir(within) {
                Ok(items) => items,
                Err(error) if is_absent(&error) || error.kind() == ErrorKind::PermissionDenied => continue,
                Err(error) => return Err(unread(within, error)),
            };
            for item in items {
                let item = item.map_err(|error| unread(within, error))?;
                let name = item.file_name();
                let Some(path) = name.to_str().and_then(|name| self.staging_named(name)) else { continue };
                if path == item.path() && is_folder(&path)? {
                    found.push(path);
                }
            }
        }
        Ok(found)
    }
}

/// How the name of a staging folder next to the output `folder` begins; the process's number follows.
fn beside(folder: &Path) -> String {
    format!(".{}.staging-", folder.file_name().unwrap_or_default().to_string_lossy())
}

/// Whether this is the name of a staging folder inside an output folder.
pub(super) fn is_inside(name: &str) -> bool {
    is_staging(name, INSIDE)
}

fn is_staging(name: &str, prefix: &str) -> bool {
    let number = name.strip_prefix(prefix).map(|rest| rest.strip_suffix(RETIRED).unwrap_or(rest));
    number.is_some_and(|number| !number.is_empty() && number.bytes().all(|digit| digit.is_ascii_digit()))
}

/// What is at `path`, links not followed; `None` if there is nothing. Any other failure is an error: what could not be
/// looked at is not absent.
pub(super) fn look(path: &Path) -> io::Result<Option<Metadata>> {
    match path.symlink_metadata() {
        Ok(metadata) => Ok(Some(metadata)),
        Err(error) if is_absent(&error) => Ok(None),
        Err(error) => Err(unread(path, error)),
    }
}

/// Whether a real folder is at `path`.
pub(super) fn is_folder(path: &Path) -> io::Result<bool> {
    Ok(look(path)?.is_some_and(|metadata| metadata.is_dir()))
}

/// Whether the error says that there is nothing.
pub(super) fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

/// The bytes of a file.
pub(super) fn read(path: &Path) -> io::Result<Vec<u8>> {
    fs::read(path).map_err(|error| unread(path, error))
}

/// Waits until the disk has the names in a folder. Not every system can; those that cannot need it least.
pub(super) fn sync_folder(folder: &Path) {
    if let Ok(folder) = fs::File::open(folder) {
        let _ = folder.sync_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_that_we_give_are_staging_folders() {
        let place =
            Place { project: "/p".into(), private: Private::of(Path::new("/p")), folder: PathBuf::from("/p/public") };
        for (name, at) in [
            (".public.staging-17", Some("/p/.public.staging-17")),
            (".public.staging-17-old", Some("/p/.public.staging-17-old")),
            (".bedside-staging-17", Some("/p/public/.bedside-staging-17")),
            (".public.staging-", None),
            (".public.staging-notes", None),
            (".other.staging-17", None),
            ("../.public.staging-17", None),
            (".public.staging-17/../../x", None),
        ] {
            assert_eq!(place.staging_named(name), at.map(PathBuf::from), "{name}");
        }
    }
}
