//! The output folder that was asked for, and the folders that are refused.

use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};

use crate::diag::{Diagnostic, codes};

use super::marker::{Entry, MARKER, Marker};
use super::problem::{Fallible, cannot_write, show};
use crate::base::ContentHash;

/// The folders of a project that no output may lie in, beside what is read from (`world::FOLDERS`).
const OWN: [&str; 2] = [".git", PRIVATE];

/// The folder of a project where its site is published, unless the command names another.
pub const PUBLIC: &str = "public";

/// The folder of a project where Bedside keeps what is not published.
pub(super) const PRIVATE: &str = ".bedside";

/// Where a site is to be written. All paths are absolute but `folder`, which may be relative to `working`.
#[derive(Clone, Copy, Debug)]
pub struct Target<'a> {
    /// The root of the project.
    pub project: &'a Path,
    /// The output folder.
    pub folder: &'a Path,
    /// The user's home, where it is known.
    pub home: Option<&'a Path>,
    /// The folder in which the command was given.
    pub working: &'a Path,
    /// Whether a folder with foreign files in it is taken over; the files stay.
    pub force: bool,
    /// What is written there. Each product has locks, records and spares of its own, so that none disturbs another.
    pub product: Product,
}

/// What is written into an output folder.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Product {
    /// The site.
    #[default]
    Site,
    /// Texts and pictures for social networks.
    Kit,
    /// A letter to readers.
    Newsletter,
}

impl Product {
    /// The product whose marker has this `mode`; a site's says what it shows.
    pub(super) fn of_mode(mode: &str) -> Self {
        match mode {
            "kit" => Self::Kit,
            "newsletter" => Self::Newsletter,
            _ => Self::Site,
        }
    }

    /// What messages call it.
    fn words(self) -> &'static str {
        match self {
            Self::Site => "a website",
            Self::Kit => "a social kit",
            Self::Newsletter => "a newsletter",
        }
    }
}

/// What is in the output folder.
#[derive(Debug)]
pub(super) enum Standing {
    /// It is not there.
    Absent,
    /// It is ours, with these files; the hash is the marker's.
    Ours(Vec<Entry>, ContentHash),
    /// It is empty, or was taken over.
    Adopted,
}

impl Target<'_> {
    /// The project's folder for locks, caches and files kept aside.
    pub(super) fn private(&self) -> PathBuf {
        let private = self.project.join(PRIVATE);
        match self.product {
            Product::Site => private,
            Product::Kit => private.join("kit"),
            Product::Newsletter => private.join("newsletter"),
        }
    }

    /// The output folder as messages show it.
    pub(super) fn shown(&self) -> String {
        show(&self.asked(), self.project)
    }

    /// The output folder as it was asked for, without a `/` at its end, which would follow a link.
    fn asked(&self) -> PathBuf {
        self.working.join(self.folder).components().collect()
    }

    /// The real path of the output folder, which need not exist, or why it is refused.
    pub(super) fn resolve(&self) -> Fallible<PathBuf> {
        let asked = self.asked();
        if asked.symlink_metadata().is_ok_and(|metadata| metadata.is_symlink()) || self.has_link_inside(&asked) {
            let help = "choose a real folder with `-o`, or delete the link";
            return Err(self.refuse("it is, or lies behind, a symbolic link", help));
        }
        let folder = real(&asked).ok_or_else(|| {
            self.refuse("its path cannot be followed to the end", "write the path of the folder without `..`")
        })?;
        if folder.parent().is_none() {
            return Err(self.refuse("it is the whole disk", "choose another folder with `-o`, such as `public`"));
        }
        let around = [
            (Some(self.project), "it is, or contains, the project itself"),
            (self.home, "it is, or contains, your home folder"),
            (Some(self.working), "it is, or contains, the folder you are in"),
        ];
        for (inner, reason) in around {
            if inner.and_then(real).is_some_and(|inner| inner.starts_with(&folder)) {
                return Err(self.refuse(reason, "choose another folder with `-o`, such as `public`"));
            }
        }
        let project = real(self.project).unwrap_or_else(|| self.project.to_owned());
        for name in crate::world::FOLDERS.into_iter().chain(OWN) {
            let own = project.join(name);
            if folder.starts_with(&own) || real(&own).is_some_and(|own| folder.starts_with(own)) {
                let reason = format!("it lies in `{name}/`, which belongs to the project's own files");
                return Err(self.refuse(&reason, "choose another folder with `-o`, such as `public`"));
            }
        }
        let published = |folder: &Path| folder.join(MARKER).symlink_metadata().is_ok();
        let in_public = folder.starts_with(project.join(PUBLIC)) || folder.ancestors().skip(1).any(published);
        if self.product != Product::Site && in_public {
            let reason = format!(
                "it is, or lies in, a folder that is published, and {} is not for publication",
                self.product.words()
            );
            return Err(self.refuse(&reason, "choose a folder outside the website with `-o`"));
        }
        Ok(folder)
    }

    /// What is in `folder`, or why it is refused.
    pub(super) fn standing(&self, folder: &Path) -> Fallible<Standing> {
        let failed = |error: std::io::Error| cannot_write(&self.shown(), &error);
        match folder.symlink_metadata() {
            Ok(metadata) if metadata.is_dir() => {}
            Ok(_) => return Err(self.refuse("it is a file, not a folder", "choose another folder with `-o`")),
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Standing::Absent),
            Err(error) => return Err(failed(error)),
        }
        let reason = match Marker::read(folder).map_err(failed)? {
            Marker::Site(entries, hash, product) if product == self.product => {
                return Ok(Standing::Ours(entries, hash));
            }
            Marker::Site(_, _, other) => {
                let reason = format!("Bedside keeps {} there, not {}", other.words(), self.product.words());
                return Err(self.refuse(&reason, "choose another folder with `-o`"));
            }
            Marker::Absent if std::fs::read_dir(folder).map_err(failed)?.next().is_none() => {
                return Ok(Standing::Adopted);
            }
            Marker::Absent => format!("it holds files, and none is `{MARKER}`, the sign that Bedside wrote them"),
            Marker::Damaged | Marker::Unfinished => {
                format!("its `{MARKER}`, the list of what Bedside wrote, is damaged")
            }
        };
        if self.force {
            return Ok(Standing::Adopted);
        }
        let help = "choose another folder with `-o`; or add `--force` to publish here: what is in the folder is kept";
        Err(self.refuse(&reason, help))
    }

    fn refuse(&self, reason: &str, help: &str) -> Vec<Diagnostic> {
        let message = format!("`{}` cannot be the output folder: {reason}", self.shown());
        vec![Diagnostic::new(&codes::OUTPUT_REFUSED, message).help(help)]
    }

    /// Whether a folder between the project and the output is a link.
    fn has_link_inside(&self, asked: &Path) -> bool {
        let inside = asked.ancestors().skip(1).take_while(|folder| *folder != self.project);
        asked.starts_with(self.project)
            && inside.into_iter().any(|folder| folder.symlink_metadata().is_ok_and(|metadata| metadata.is_symlink()))
    }
}

/// The path without links: that of the nearest folder that exists, and the names below it.
fn real(path: &Path) -> Option<PathBuf> {
    let (there, resolved) =
        path.ancestors().find_map(|folder| std::fs::canonicalize(folder).ok().map(|real| (folder, real)))?;
    let below = path.strip_prefix(there).ok()?;
    let plain = below.components().all(|part| matches!(part, Component::Normal(_)));
    plain.then(|| if below.as_os_str().is_empty() { resolved.clone() } else { resolved.join(below) })
}
