//! The project on disk.

use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use walkdir::WalkDir;

use crate::base::VPath;
use crate::diag::{Diagnostic, Outcome, Place, codes};
use crate::system::{NotOpened, Root, real_path, why_not_opened};

use super::leftovers::{Leftover, is_litter, leftover};
use super::{FILES, FOLDERS, ReadProblem, SETTINGS, World};

/// A project folder on disk.
#[derive(Debug)]
pub struct DiskWorld {
    root: PathBuf,
    folder: Root,
    now: Timestamp,
}

impl DiskWorld {
    /// Opens the project folder `root`; `now` fixes the clock, otherwise the computer's is read once.
    ///
    /// # Errors
    /// The operating system's, where the folder cannot be opened.
    #[expect(clippy::disallowed_methods, reason = "the world is the one reader of the disk and the clock")]
    pub fn open(root: &Path, now: Option<Timestamp>) -> std::io::Result<Self> {
        let root = real_path(root)?;
        let folder = Root::open(&root)?;
        Ok(Self { root, folder, now: now.unwrap_or_else(Timestamp::now) })
    }

    /// The absolute path of the project folder.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Whether the folder `content` is there.
    #[must_use]
    pub fn has_content(&self) -> bool {
        self.root.join("content").symlink_metadata().is_ok()
    }

    fn list(&self, folder: &str, found: &mut Outcome<Vec<VPath>>) {
        let top = self.root.join(folder);
        match top.symlink_metadata() {
            Ok(metadata) if metadata.is_dir() => {}
            Ok(metadata) => {
                found.diagnostics.push(not_a_folder(folder, metadata.is_symlink()));
                return;
            }
            Err(error) if matches!(error.kind(), ErrorKind::NotFound) => return,
            Err(error) => {
                let message = format!("`{folder}` cannot be read: {error}");
                let help = "check the permissions of this folder, and whether the disk has errors";
                let diagnostic = Diagnostic::new(&codes::UNREADABLE_FILE, message).at(Place::file(&VPath::new(folder)));
                found.diagnostics.push(diagnostic.help(help));
                return;
            }
        }
        let hidden_is_content = folder == "static";
        let mut walk = WalkDir::new(&top).follow_links(false).into_iter();
        while let Some(entry) = walk.next() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    found.diagnostics.push(self.unreadable(&error));
                    continue;
                }
            };
            let name = entry.file_name().to_string_lossy();
            let is_folder = entry.file_type().is_dir();
            if let Some(file) = evicted(&name).filter(|_| !is_folder)
                && let Some(path) = self.relative(&entry.path().with_file_name(file))
            {
                found.diagnostics.push(only_in_icloud(&path));
                continue;
            }
            if entry.depth() > 0 && name.starts_with('.') && !hidden_is_content {
                if is_folder {
                    walk.skip_current_dir();
                }
                continue;
            }
            if is_folder {
                if entry.depth() > 0 && leftover(&name) == Some(Leftover::Ignored) {
                    walk.skip_current_dir();
                }
                continue;
            }
            let Some(path) = self.relative(entry.path()) else {
                let problem = format!("a file in `{folder}/` has a name that cannot be read as text: {name}");
                let help = "rename the file using ordinary letters";
                found.diagnostics.push(Diagnostic::new(&codes::BAD_NAME, problem).help(help));
                continue;
            };
            match leftover(&name) {
                Some(Leftover::Ignored) => continue,
                Some(Leftover::Conflict) => {
                    found.diagnostics.push(conflict_copy(&path));
                    continue;
                }
                None => {}
            }
            if !entry.file_type().is_file() {
                found.diagnostics.push(not_regular(&path));
                continue;
            }
            found.value.push(path);
        }
    }

    /// What the listing would make of one path, without reading folders.
    pub(super) fn judge(&self, path: &VPath) -> Judgement {
        let (folder, within) = path.as_str().split_once('/').unwrap_or(("", path.as_str()));
        let hidden = |segment: &str| segment.starts_with('.') && folder != "static";
        if within.split('/').any(hidden) || is_litter(within) {
            return Judgement::Ignored;
        }
        let mut way = self.root.clone();
        for segment in path.folder().split('/').filter(|segment| !segment.is_empty()) {
            way.push(segment);
            match way.symlink_metadata() {
                Ok(metadata) if metadata.is_dir() => {}
                Ok(_) => return Judgement::Other,
                Err(_) => return Judgement::Missing,
            }
        }
        match self.root.join(path.as_str()).symlink_metadata() {
            Ok(metadata) if metadata.is_file() && leftover(path.name()).is_none() => Judgement::File,
            Ok(_) => Judgement::Other,
            Err(_) => Judgement::Missing,
        }
    }

    fn relative(&self, path: &Path) -> Option<VPath> {
        let relative = path.strip_prefix(&self.root).ok()?.to_str()?;
        Some(VPath::new(&relative.replace(std::path::MAIN_SEPARATOR, "/")))
    }

    fn unreadable(&self, error: &walkdir::Error) -> Diagnostic {
        let reason = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
        let diagnostic = Diagnostic::new(&codes::UNREADABLE_FILE, format!("cannot be read: {reason}"));
        match error.path().and_then(|path| self.relative(path)) {
            Some(path) => diagnostic.at(Place::file(&path)).help("check the permissions of this folder"),
            None => diagnostic,
        }
    }
}

/// What a path is to the listing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Judgement {
    /// A file of the project.
    File,
    /// Nothing that is ever listed, such as the backup of an editor.
    Ignored,
    /// There is nothing.
    Missing,
    /// A folder, a link, a conflict copy: what the listing has to say more about.
    Other,
}

impl World for DiskWorld {
    fn files(&self) -> Outcome<Vec<VPath>> {
        let mut found = Outcome::fine(Vec::new());
        for file in FILES {
            match self.root.join(file).symlink_metadata() {
                Ok(metadata) if metadata.is_file() => found.value.push(VPath::new(file)),
                Err(error) if error.kind() != ErrorKind::NotFound => {
                    let message = format!("`{file}` cannot be read: {error}");
                    let help = "check its permissions, and whether the disk has errors";
                    found.diagnostics.push(Diagnostic::new(&codes::UNREADABLE_FILE, message).help(help));
                }
                Ok(_) | Err(_) => {}
            }
        }
        for folder in FOLDERS {
            self.list(folder, &mut found);
        }
        found.value.sort();
        found
    }

    fn read(&self, path: &VPath, limit: u64) -> Result<Vec<u8>, ReadProblem> {
        let file = self.folder.file(path.as_str()).map_err(|error| match why_not_opened(&error) {
            NotOpened::Missing => ReadProblem::Missing,
            NotOpened::OtherKind if error.kind() == ErrorKind::NotADirectory => ReadProblem::Missing,
            NotOpened::OtherKind => ReadProblem::NotRegular,
            NotOpened::Refused => ReadProblem::Refused(error.to_string()),
        })?;
        let refused = |error: std::io::Error| ReadProblem::Refused(error.to_string());
        let metadata = file.metadata().map_err(refused)?;
        if !metadata.is_file() {
            return Err(ReadProblem::NotRegular);
        }
        if metadata.len() > limit {
            return Err(ReadProblem::TooLarge(limit));
        }
        let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or(0) + 1);
        file.take(limit + 1).read_to_end(&mut bytes).map_err(refused)?;
        if bytes.len() as u64 > limit { Err(ReadProblem::TooLarge(limit)) } else { Ok(bytes) }
    }

    fn now(&self) -> Timestamp {
        self.now
    }
}

/// The folder of a project is something else. A link to a disk that is not there would otherwise make an empty site.
fn not_a_folder(folder: &str, is_link: bool) -> Diagnostic {
    let found = if is_link { "a symbolic link" } else { "a file, pipe or device" };
    Diagnostic::new(&codes::SYMLINK, format!("`{folder}` must be a folder, but {found} has this name"))
        .at(Place::file(&VPath::new(folder)))
        .help(format!("create a real folder `{folder}` here and put the files in it"))
}

/// The name of a file that iCloud took off this computer to save room: `.flu.md.icloud` is all that is left of `flu.md`.
fn evicted(name: &str) -> Option<&str> {
    name.strip_prefix('.')?.strip_suffix(".icloud").filter(|file| !file.is_empty())
}

fn only_in_icloud(path: &VPath) -> Diagnostic {
    Diagnostic::new(&codes::UNREADABLE_FILE, "this file is only in iCloud: the copy on this computer was removed to save space")
        .at(Place::file(path))
        .help("open the folder in the Finder, click the cloud next to the file, and try again when it has been downloaded")
        .help("to keep the whole project on this computer, choose \"Keep Downloaded\" for its folder, or move it out of iCloud")
}

fn conflict_copy(path: &VPath) -> Diagnostic {
    Diagnostic::new(
        &codes::CONFLICT_COPY,
        "a sync program kept two versions of this file, and Bedside does not use this one",
    )
    .at(Place::file(path))
    .help("compare it with the original, keep what you need there, and delete this copy")
}

fn not_regular(path: &VPath) -> Diagnostic {
    Diagnostic::new(&codes::SYMLINK, "a symbolic link, pipe or device cannot be part of a site")
        .at(Place::file(path))
        .help("put a copy of the file itself here")
}

/// The nearest folder at or above `start` that holds `bedside.yaml`.
#[must_use]
pub fn find_root(start: &Path) -> Option<PathBuf> {
    let holds_settings = |folder: &Path| match folder.join(SETTINGS).symlink_metadata() {
        // Whatever has this name, reading it says what is wrong with it.
        Ok(_) => true,
        // A disk that fails is no reason to go on with another project further up.
        Err(error) => {
            !matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory | ErrorKind::PermissionDenied)
        }
    };
    start.ancestors().find(|folder| holds_settings(folder)).map(Path::to_path_buf)
}
