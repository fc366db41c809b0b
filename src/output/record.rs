//! What is remembered of the last publication, in `.bedside/cache/output.json`. Deleting it is always safe.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::ContentHash;

use super::marker::{MARKER, Marker};
use super::private::Private;
use super::recover;
use super::stamp::{Proof, Stamp};
use super::target::Target;

const PATH: &str = "cache/output.json";

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

/// Whether the output folder holds, untouched, the site that was published with this `fingerprint`, and nothing that a
/// build which was killed has left: then a build has nothing to do. Files are looked at but not read, save those that were
/// written within two seconds of their last look.
#[must_use]
pub fn up_to_date(target: &Target<'_>, fingerprint: &str) -> bool {
    let Ok(place) = target.place() else { return false };
    let Some(record) = Record::load(&place.private) else { return false };
    if record.folder != place.folder || record.fingerprint != fingerprint || recover::is_needed(&place) {
        return false;
    }
    let untouched = |(path, stamp, _): &(String, Stamp, bool)| Stamp::at(&place.folder.join(path)) == Some(*stamp);
    if record.files.is_empty() || !record.files.par_iter().all(untouched) {
        return false;
    }
    record.files.iter().all(|(_, _, settled)| *settled) || record.settle(&place.private, &place.folder).unwrap_or(false)
}

impl Record {
    /// Reads the record, where there is a good one.
    pub(super) fn load(private: &Private) -> Option<Self> {
        serde_json::from_slice(&private.read(PATH).ok()??).ok()
    }

    /// Writes the record, whole or not at all.
    pub(super) fn save(&self, private: &Private) -> io::Result<()> {
        private.write(PATH, &serde_json::to_vec(self)?)
    }

    /// The remembered proofs by path.
    pub(super) fn proofs(&self) -> HashMap<String, Proof> {
        let proof =
            |(path, stamp, settled): &(String, Stamp, bool)| (path.clone(), Proof { stamp: *stamp, settled: *settled });
        self.files.iter().map(proof).collect()
    }

    /// Reads the files whose stamps leave a doubt; whether all are as they were written. What has become certain is
    /// remembered, so that it is not read again.
    fn settle(mut self, private: &Private, folder: &Path) -> io::Result<bool> {
        let seen = private.clock()?;
        let Marker::Site(site) = Marker::read(folder)? else { return Ok(false) };
        if site.hash.hex() != self.marker {
            return Ok(false);
        }
        let files = site.entries.iter().map(|entry| (entry.path.as_str(), entry.hash));
        let hashes: HashMap<&str, ContentHash> = files.chain([(MARKER, site.hash)]).collect();
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
