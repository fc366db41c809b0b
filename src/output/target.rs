//! The requested output folder, and the folders that are refused.

use std::io;
use std::path::{Component, Path, PathBuf};

use crate::diag::{Diagnostic, codes};
use crate::system::unread;

use super::folders::{Place, is_absent, is_folder, look};
use super::foreign;
use super::marker::{MARKER, Marker, Product, Published};
use super::private::{PRIVATE, Private};
use super::problem::{Fallible, cannot_write, show};

/// The folders of a project that no output may be in, in addition to those that are read (`world::FOLDERS`).
const OWN: [&str; 2] = [".git", PRIVATE];

/// The folder of a project where its site is published, unless the command names another.
pub const PUBLIC: &str = "public";

/// Where a site is to be written. All paths are absolute but `folder`, which may be relative to `working`.
#[derive(Clone, Copy, Debug)]
pub struct Target<'a> {
    /// The root of the project.
    pub project: &'a Path,
    /// The output folder.
    pub folder: &'a Path,
    /// The user's home, if known.
    pub home: Option<&'a Path>,
    /// The folder in which the command was given.
    pub working: &'a Path,
    /// Whether a folder with foreign files in it is taken over; the files stay.
    pub force: bool,
    /// What is written there. Each product has its own locks, records and spares, so that they do not interfere.
    pub product: Product,
}

/// What is in the output folder.
#[derive(Debug)]
pub(super) enum FolderState {
    /// It is not there.
    Absent,
    /// It is ours, with these files.
    Ours(Published),
    /// It is empty, or was taken over.
    Adopted,
}

impl Target<'_> {
    /// The project's folder for locks, caches and files kept aside.
    pub(super) fn private(&self) -> Private {
        match self.product {
            Product::Site => Private::of(self.project),
            Product::Kit => Private::part(self.project, "kit"),
            Product::Newsletter => Private::part(self.project, "newsletter"),
        }
    }

    /// The folders of a build of this.
    pub(super) fn place(&self) -> Fallible<Place> {
        Ok(Place { project: self.project.to_owned(), private: self.private(), folder: self.resolve()? })
    }

    /// The output folder as messages show it.
    pub(super) fn shown(&self) -> String {
        show(&self.asked(), self.project)
    }

    /// The output folder as requested, without a `/` at the end, which would follow a link.
    fn asked(&self) -> PathBuf {
        self.working.join(self.folder).components().collect()
    }

    /// The real path of the output folder, which need not exist, or why it is refused.
    pub(super) fn resolve(&self) -> Fallible<PathBuf> {
        let asked = self.asked();
        let failed = |error: io::Error| cannot_write(&asked, self.project, &error);
        if is_link(&asked).map_err(failed)? || self.has_link_inside(&asked).map_err(failed)? {
            let help = "choose a real folder with `-o`, or delete the link";
            return Err(self.refuse("it is a symbolic link, or its path contains one", help));
        }
        let folder = real(&asked)
            .map_err(failed)?
            .ok_or_else(|| self.refuse("its path cannot be resolved", "write the path of the folder without `..`"))?;
        if folder.parent().is_none() {
            return Err(self.refuse("it is the whole disk", "choose another folder with `-o`, such as `public`"));
        }
        let around = [
            (Some(self.project), "it is, or contains, the project itself"),
            (self.home, "it is, or contains, your home folder"),
            (Some(self.working), "it is, or contains, the folder you are in"),
        ];
        for (inner, reason) in around {
            let inner = inner.map_or(Ok(None), real).map_err(failed)?;
            if inner.is_some_and(|inner| inner.starts_with(&folder)) {
                return Err(self.refuse(reason, "choose another folder with `-o`, such as `public`"));
            }
        }
        if let Some(reason) = foreign::belongs_to_system(&folder) {
            return Err(self.refuse(reason, "choose another folder with `-o`, such as `public`"));
        }
        let project = real(self.project).map_err(failed)?.unwrap_or_else(|| self.project.to_owned());
        for name in crate::world::FOLDERS.into_iter().chain(OWN) {
            let own = project.join(name);
            // A link whose end cannot be found, such as a loop of links, has nothing in it; that it is a link is reported elsewhere.
            let real_own = match real(&own) {
                Err(_) if is_link(&own).map_err(failed)? => None,
                found => found.map_err(failed)?,
            };
            if folder.starts_with(&own) || real_own.is_some_and(|own| folder.starts_with(own)) {
                let reason = format!("it is inside `{name}/`, which contains the project's own files");
                return Err(self.refuse(&reason, "choose another folder with `-o`, such as `public`"));
            }
        }
        // What cannot be looked at may be published.
        let published = |folder: &Path| !matches!(look(&folder.join(MARKER)), Ok(None));
        let in_public = folder.starts_with(project.join(PUBLIC)) || folder.ancestors().skip(1).any(published);
        if self.product != Product::Site && in_public {
            let reason =
                format!("it is, or is inside, a published folder, and {} must not be published", self.product.words());
            return Err(self.refuse(&reason, "choose a folder outside the website with `-o`"));
        }
        Ok(folder)
    }

    /// What is in `folder`, or why it is refused.
    pub(super) fn standing(&self, folder: &Path) -> Fallible<FolderState> {
        let failed = |error: io::Error| cannot_write(&self.asked(), self.project, &error);
        match look(folder).map_err(failed)? {
            Some(metadata) if metadata.is_dir() => {}
            Some(_) => return Err(self.refuse("it is a file, not a folder", "choose another folder with `-o`")),
            None => return Ok(FolderState::Absent),
        }
        let reason = match Marker::read(folder).map_err(failed)? {
            Marker::Site(site) if site.product == self.product => return Ok(FolderState::Ours(site)),
            Marker::Site(other) => {
                let reason = format!("Bedside keeps {} there, not {}", other.product.words(), self.product.words());
                return Err(self.refuse(&reason, "choose another folder with `-o`"));
            }
            Marker::Absent if is_empty(folder).map_err(failed)? => return Ok(FolderState::Adopted),
            Marker::Absent => format!("it contains files but no `{MARKER}`, which would show that Bedside wrote them"),
            Marker::Damaged | Marker::Unfinished => {
                format!("its `{MARKER}`, the list of what Bedside wrote, is damaged")
            }
        };
        if let Some(reason) = foreign::belongs_to_others(folder, self.project).map_err(failed)? {
            return Err(self.refuse(reason, "choose another folder with `-o`, or a new one inside it"));
        }
        if self.force {
            return Ok(FolderState::Adopted);
        }
        let help =
            "choose another folder with `-o`; or add `--force` to publish here: the files in the folder are kept";
        Err(self.refuse(&reason, help))
    }

    pub(super) fn refuse(&self, reason: &str, help: &str) -> Vec<Diagnostic> {
        let message = format!("`{}` cannot be the output folder: {reason}", self.shown());
        vec![Diagnostic::new(&codes::OUTPUT_REFUSED, message).help(help)]
    }

    /// Whether a folder between the project and the output is a link.
    fn has_link_inside(&self, asked: &Path) -> io::Result<bool> {
        if !asked.starts_with(self.project) {
            return Ok(false);
        }
        for folder in asked.ancestors().skip(1).take_while(|folder| *folder != self.project) {
            if is_link(folder)? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

fn is_link(path: &Path) -> io::Result<bool> {
    Ok(look(path)?.is_some_and(|metadata| metadata.is_symlink()))
}

/// Whether nothing is in a folder but what a new disk has.
fn is_empty(folder: &Path) -> io::Result<bool> {
    for item in std::fs::read_dir(folder).map_err(|error| unread(folder, error))? {
        let item = item.map_err(|error| unread(folder, error))?;
        if item.file_name() != "lost+found" || !is_folder(&item.path())? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The path without links: that of the nearest folder that exists, and the names below it.
fn real(path: &Path) -> io::Result<Option<PathBuf>> {
    for there in path.ancestors() {
        let resolved = match std::fs::canonicalize(there) {
            Ok(resolved) => resolved,
            Err(error) if is_absent(&error) => continue,
            Err(error) => return Err(unread(there, error)),
        };
        let below = path.strip_prefix(there).unwrap_or(Path::new(""));
        let plain = below.components().all(|part| matches!(part, Component::Normal(_)));
        return Ok(plain.then(|| resolved.components().chain(below.components()).collect()));
    }
    Ok(None)
}
