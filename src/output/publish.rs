//! Replacing the old site with the new one.

use std::io;
use std::path::Path;

use jiff::Timestamp;

use crate::base::ContentHash;
use crate::diag::Diagnostic;

use super::attributes;
use super::carry::carry;
use super::folders::{Place, look};
use super::journal::{Journal, Step};
use super::marker::{MARKER, to_json};
use super::problem::{Fallible, left_behind};
use super::published::PublishedFile;
use super::record::Record;
use super::stage::{Done, Stage};
use super::stamp::Stamp;
use super::survey::{Survey, Whose, slashed};
use super::{by_file, retire, spare, swap};

/// What is said of a site as a whole.
#[derive(Clone, Copy, Debug)]
pub struct Meta<'a> {
    /// The version of the program.
    pub version: &'a str,
    /// The address that the site was made for.
    pub base_url: &'a str,
    /// What the site shows, such as `public` or `drafts`.
    pub mode: &'a str,
    /// The instant that the build called now.
    pub now: Timestamp,
    /// How many documents the site was made from; `None` if nobody counts them.
    pub documents: Option<usize>,
    /// What the site was made from, for [`up_to_date`](super::up_to_date).
    pub fingerprint: &'a str,
}

/// What a publication did.
#[derive(Debug, Default)]
pub struct Report {
    /// How many files the site has.
    pub files: usize,
    /// How many of them are the same as before.
    pub unchanged: usize,
    /// How many files of the old site are gone.
    pub removed: usize,
    /// The files in the output folder that are not ours; they stay.
    pub carried: Vec<String>,
    /// Whether the files were replaced one after the other, because the folder could not be exchanged as a whole.
    pub one_by_one: bool,
    /// What someone should look at.
    pub diagnostics: Vec<Diagnostic>,
}

type Files = [(String, Done)];

/// How an exchange of folders ended.
enum Swapped {
    /// The new site is in place; the old one is where this says, if there was one.
    Whole(Option<std::path::PathBuf>),
    /// It cannot be done here: the files must be replaced one after the other.
    Not,
}

impl Stage {
    /// Publishes the site. Until this returns, and after an error, the output folder holds the old one.
    ///
    /// # Errors
    /// `output/cannot-write`, also where a file could not be written before.
    pub fn publish(mut self, meta: &Meta<'_>) -> Result<Report, Vec<Diagnostic>> {
        let files = self.finish()?;
        self.try_publish(meta, &files)
    }

    fn try_publish(&mut self, meta: &Meta<'_>, files: &Files) -> Fallible<Report> {
        let failed = |place: &Place, error: &io::Error| place.cannot_write(&place.folder, error);
        if self.tree.is_used() {
            spare::drop_stale(&self.tree, self.previous.paths(), files).map_err(|error| failed(&self.place, &error))?;
        }
        let survey = Survey::of(&self.place.folder, &self.previous).map_err(|error| failed(&self.place, &error))?;
        let mut report = self.count(files, &survey);
        let (carried, warnings) = carry(&self.place, &survey, &self.previous, &self.tree)?;
        report.carried = carried;
        let marker = self.write_marker(meta, files).map_err(|error| failed(&self.place, &error))?;
        let staging = self.tree.root().to_owned();
        if !self.inside && look(&self.place.folder).map_err(|error| failed(&self.place, &error))?.is_some() {
            attributes::keep(&self.place.folder, &staging).map_err(|error| failed(&self.place, &error))?;
        }
        swap::sync(&self.tree).map_err(|error| failed(&self.place, &error))?;
        let swapped = if self.inside { Swapped::Not } else { self.swap(&staging)? };
        let mut spare = false;
        if let Swapped::Whole(old) = swapped {
            self.settled = true;
            report.diagnostics.extend(warnings);
            spare = old.is_some_and(|old| self.retire(&old, &survey, files, &mut report.diagnostics));
        } else {
            report.one_by_one = true;
            report.diagnostics.extend(self.publish_by_file(&staging).map_err(|error| failed(&self.place, &error))?);
        }
        if let Err(error) = self.remember(meta, files, marker, spare).save(&self.place.private) {
            report.diagnostics.push(left_behind(&self.place.show(&self.place.private.path()), &error));
        }
        Ok(report)
    }

    /// Exchanges the folders.
    fn swap(&mut self, staging: &Path) -> Fallible<Swapped> {
        match swap::swap(&self.place, staging) {
            Ok(old) => Ok(Swapped::Whole(old)),
            Err(error) if !matches!(look(&self.place.folder), Ok(Some(_))) => {
                self.settled = true; // both folders have lost their place: the next build puts the new one there
                Err(self.place.cannot_write(&self.place.folder, &error))
            }
            Err(_) => Ok(Swapped::Not),
        }
    }

    fn count(&mut self, files: &Files, survey: &Survey) -> Report {
        let produced = |path: &Path| {
            slashed(path).is_some_and(|path| files.binary_search_by(|(file, _)| file.as_str().cmp(&path)).is_ok())
        };
        let ours = survey.files.iter().filter(|(_, whose)| *whose == Whose::Ours);
        Report {
            files: files.len(),
            unchanged: files.iter().filter(|(_, done)| done.reused).count(),
            removed: ours.filter(|(path, _)| !produced(path)).count(),
            diagnostics: std::mem::take(&mut self.notices),
            ..Report::default()
        }
    }

    /// Writes the marker, which makes the staging folder a whole site.
    fn write_marker(&self, meta: &Meta<'_>, files: &Files) -> io::Result<ContentHash> {
        let entry =
            |(path, done): &(String, Done)| PublishedFile { path: path.clone(), size: done.size, hash: done.hash };
        let entries: Vec<PublishedFile> = files.iter().map(entry).collect();
        let now = meta.now.to_string();
        let documents = meta.documents.map(|documents| documents.to_string());
        let head = [("bedside", meta.version), ("base_url", meta.base_url), ("mode", meta.mode), ("now", &now)];
        let head: Vec<(&str, &str)> =
            head.into_iter().chain(documents.as_deref().map(|documents| ("documents", documents))).collect();
        let json = to_json(&head, &entries);
        self.tree.put_marker(json.as_bytes())?;
        self.owner.sign(&self.tree.at(MARKER));
        Ok(ContentHash::of(json.as_bytes()))
    }

    /// Turns the old site into the spare, or clears it away. The new site is in place: what fails here is only reported.
    fn retire(&self, old: &Path, survey: &Survey, files: &Files, notices: &mut Vec<Diagnostic>) -> bool {
        let place = &self.place;
        if let Err(error) = retire::rescue(place, old, survey, notices) {
            notices.push(left_behind(&place.show(old), &error));
            return false;
        }
        let spare = !self.previous.is_empty() && spare::refresh(place, old, survey, files).is_ok();
        if !spare
            && !matches!(look(old), Ok(None))
            && let Err(error) = retire::remove(old, survey)
        {
            notices.push(left_behind(&place.show(old), &error));
        }
        spare
    }

    fn publish_by_file(&mut self, staging: &Path) -> io::Result<Vec<Diagnostic>> {
        Journal::new(Step::Files, staging).write(&self.place)?;
        self.settled = true; // from here on, the next build finishes what is interrupted
        let published = by_file::publish(&self.place, staging);
        if published.as_ref().is_err_and(|error| error.kind() == io::ErrorKind::CrossesDevices) {
            self.settled = false; // nothing was moved, and nothing can be
        }
        if published.is_ok() || !self.settled {
            Journal::remove(&self.place)?;
        }
        published
    }

    fn remember(&self, meta: &Meta<'_>, files: &Files, marker: ContentHash, spare: bool) -> Record {
        let stamp = |(path, done): &(String, Done)| done.proof.map(|proof| (path.clone(), proof.stamp, proof.settled));
        let own = Stamp::at(&self.place.folder.join(MARKER)).map(|stamp| (MARKER.to_owned(), stamp, false));
        // A file whose stamp is not known makes the record useless to `up_to_date`: it is told by its fingerprint.
        let known: Option<Vec<_>> = files.iter().map(stamp).chain([own]).collect();
        let fingerprint = if known.is_some() { meta.fingerprint.to_owned() } else { String::new() };
        let (folder, marker) = (self.place.folder.clone(), marker.hex());
        Record { folder, fingerprint, marker, spare, files: known.unwrap_or_default() }
    }
}
