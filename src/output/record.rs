//! What is remembered of the last publication, in `.bedside/cache/output.json`. Deleting it is always safe.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::ContentHash;

use super::journal::Journal;
use super::marker::{MARKER, Marker};
use super::stamp::{Proof, Stamp, changed};
use super::target::Target;

/// The last publication.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Record {
    /// The output folder.
    pub(super) folder: PathBuf,
    /// What the caller says the site was made from.
    pub(super) fingerprint: String,
    /// The hash of the marker.
    pub(super) marker: String,
    /// Whether the spare folder is a copy of this site.
    pub(super) spare: bool,
    /// The stamp of each file, the marker included, and whether it is settled.
    pub(super) files: Vec<(String, Stamp, bool)>,
}

/// Whether the output folder holds, untouched, the site that was published with this `fingerprint`: then a build has
/// nothing to do. Files are looked at but not read, save those that were written within two seconds of their last look.
#[must_use]
pub fn up_to_date(target: &Target<'_>, fingerprint: &str) -> bool {
    let private = target.private();
    let Ok(folder) = target.resolve() else { return false };
    let Some(record) = Record::load(&private) else { return false };
    if record.folder != folder || record.fingerprint != fingerprint || Journal::read(&private).is_some() {
        return false;
    }
    let untouched = |(path, stamp, _): &(String, Stamp, bool)| Stamp::at(&folder.join(path)) == Some(*stamp);
    if record.files.is_empty() || !record.files.par_iter().all(untouched) {
        return false;
    }
    record.files.iter().all(|(_, _, settled)| *settled) || record.settle(&private, &folder).unwrap_or(false)
}

impl Record {
    /// Reads the record, where there is a good one.
    pub(super) fn load(private: &Path) -> Option<Self> {
        serde_json::from_slice(&fs::read(path(private)).ok()?).ok()
    }

    /// Writes the record, whole or not at all.
    pub(super) fn save(&self, private: &Path) -> io::Result<()> {
        let path = path(private);
        fs::create_dir_all(path.parent().unwrap_or(private))?;
        let new = path.with_extension("new");
        fs::write(&new, serde_json::to_vec(self)?)?;
        fs::rename(new, path)
    }

    /// The remembered proofs by path.
    pub(super) fn proofs(&self) -> HashMap<String, Proof> {
        let proof =
            |(path, stamp, settled): &(String, Stamp, bool)| (path.clone(), Proof { stamp: *stamp, settled: *settled });
        self.files.iter().map(proof).collect()
    }

    /// Reads the files whose stamps leave a doubt; whether all are as they were written. What has become certain is
    /// remembered, so that it is not read again.
    fn settle(mut self, private: &Path, folder: &Path) -> io::Result<bool> {
        let seen = clock(private)?;
        let Marker::Site(entries, marker, _) = Marker::read(folder)? else { return Ok(false) };
        if marker.hex() != self.marker {
            return Ok(false);
        }
        let hashes: HashMap<&str, ContentHash> =
            entries.iter().map(|entry| (entry.path.as_str(), entry.hash)).chain([(MARKER, marker)]).collect();
        let settle = |(path, stamp, settled): &mut (String, Stamp, bool)| {
            let at = folder.join(&*path);
            let now = stamp.settled(seen);
            let same = *settled
                || Stamp::at(&at) == Some(*stamp)
                    && fs::read(&at).is_ok_and(|bytes| hashes.get(path.as_str()) == Some(&ContentHash::of(&bytes)));
            *settled |= same && now;
            same
        };
        let same = self.files.par_iter_mut().map(settle).reduce(|| true, |all, same| all && same);
        if same {
            self.save(private)?;
        }
        Ok(same)
    }
}

fn path(private: &Path) -> PathBuf {
    private.join("cache").join("output.json")
}

/// The time by the clock of the file system, which on a network drive is not the computer's.
fn clock(private: &Path) -> io::Result<i64> {
    let path = path(private).with_extension("clock");
    let time = File::create(&path)?.metadata()?;
    fs::remove_file(&path)?;
    Ok(changed(&time))
}
