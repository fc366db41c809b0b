//! What is in an output folder: ours, ours but changed, or someone else's.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::system::unread;

use super::folders::{is_inside, look};
use super::marker::{MARKER, NEW_MARKER};
use super::previous::{Previous, State};

/// Whose a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Whose {
    /// We wrote it and nobody touched it.
    Ours,
    /// We wrote it and someone changed it.
    Changed,
    /// We never wrote it.
    Foreign,
}

/// Everything in a folder but its marker and our own staging folders, in path order. Links are not followed.
#[derive(Debug, Default)]
pub(super) struct Survey {
    /// All that is not a folder.
    pub(super) files: Vec<(PathBuf, Whose)>,
    /// All folders, those above before those below.
    pub(super) folders: Vec<PathBuf>,
}

impl Survey {
    /// Looks through `root`, which may be absent, knowing the files of `previous` as ours.
    pub(super) fn of(root: &Path, previous: &Previous) -> io::Result<Self> {
        let mut survey = Self::default();
        if look(root)?.is_some() {
            survey.add(scan(root, Path::new(""), previous)?);
        }
        // By their bytes: comparing paths segment by segment is slow, and a folder comes first either way.
        survey.files.par_sort_unstable_by(|a, b| a.0.as_os_str().cmp(b.0.as_os_str()));
        survey.folders.par_sort_unstable_by(|a, b| a.as_os_str().cmp(b.as_os_str()));
        Ok(survey)
    }

    /// The files that are not as we left them.
    pub(super) fn strange(&self) -> impl Iterator<Item = (&Path, Whose)> {
        self.files.iter().filter(|(_, whose)| *whose != Whose::Ours).map(|(path, whose)| (path.as_path(), *whose))
    }

    fn add(&mut self, other: Self) {
        self.files.extend(other.files);
        self.folders.extend(other.folders);
    }
}

fn scan(root: &Path, folder: &Path, previous: &Previous) -> io::Result<Survey> {
    let mut survey = Survey::default();
    let at = root.join(folder);
    for item in fs::read_dir(&at).map_err(|error| unread(&at, error))? {
        let item = item.map_err(|error| unread(&at, error))?;
        let name = item.file_name();
        let top = folder.as_os_str().is_empty();
        if top && (name == MARKER || is_inside(&name.to_string_lossy())) {
            continue;
        }
        let path = folder.join(name);
        if item.file_type().map_err(|error| unread(&root.join(&path), error))?.is_dir() {
            survey.folders.push(path);
        } else {
            let whose = if top && path.as_os_str() == NEW_MARKER { Whose::Ours } else { whose(&path, previous)? };
            survey.files.push((path, whose));
        }
    }
    let below: Vec<Survey> =
        survey.folders.par_iter().map(|folder| scan(root, folder, previous)).collect::<io::Result<_>>()?;
    for below in below {
        survey.add(below);
    }
    Ok(survey)
}

fn whose(path: &Path, previous: &Previous) -> io::Result<Whose> {
    Ok(match slashed(path).and_then(|path| previous.get(&path)) {
        None => Whose::Foreign,
        Some(old) => match previous.state(old)? {
            State::Untouched(_) | State::Reset => Whose::Ours,
            State::Changed | State::Missing => Whose::Changed,
        },
    })
}

/// A relative path of the operating system as one of ours; `None` if it is not text.
pub(super) fn slashed(path: &Path) -> Option<String> {
    path.to_str().map(|path| path.replace(std::path::MAIN_SEPARATOR, "/"))
}
