//! The list that stays on the host, `.bedside-deploy.json`: what is there, what may be half done, what is about to leave.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Its name on the host.
pub const MANIFEST: &str = ".bedside-deploy.json";

/// What a host has, as far as Bedside put it there. Hashes are those of the bytes and of what the host says of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Manifest {
    /// The version of Bedside that wrote it.
    pub(super) bedside: String,
    /// The copy of the project that wrote it.
    #[serde(default)]
    pub(super) by: String,
    /// When the last deployment was complete.
    pub(super) at: Option<Timestamp>,
    /// Until when that version is good.
    pub(super) until: Option<Timestamp>,
    /// Size and hash of every file of ours that is there for certain.
    pub(super) files: BTreeMap<String, (u64, String)>,
    /// Files that a deployment began to replace: they may be the old ones, the new ones, or not there.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub(super) doubtful: BTreeSet<String>,
    /// Files that the site no longer has, and since when.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) leaving: BTreeMap<String, Timestamp>,
}

/// What tells one writing of the list from another: who wrote it, and of when it is.
pub(super) type Version = (String, Option<Timestamp>);

impl Manifest {
    /// Which writing of the list this is.
    pub(super) fn version(&self) -> Version {
        (self.by.clone(), self.at)
    }

    /// Reads one; `None` if it is damaged. Its word is not taken for paths that lead out of the site's folder.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let manifest: Self = serde_json::from_slice(bytes).ok()?;
        let mut paths = manifest.files.keys().chain(&manifest.doubtful).chain(manifest.leaving.keys());
        paths.all(|path| stays_inside(path)).then_some(manifest)
    }

    /// Its bytes, one file a line.
    pub(super) fn write(&self) -> Vec<u8> {
        let mut bytes = serde_json::to_string(self).unwrap_or_default().replace("],\"", "],\n\"").into_bytes();
        bytes.push(b'\n');
        bytes
    }

    /// Whether a file may be there and was put there by Bedside.
    pub(super) fn is_ours(&self, path: &str) -> bool {
        self.files.contains_key(path) || self.doubtful.contains(path)
    }
}

/// Whether a path names a file below the site's folder.
fn stays_inside(path: &str) -> bool {
    !path.contains(['\\', '\0', '\n', '\r']) && path.split('/').all(|part| !matches!(part, "" | "." | ".."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_reads_back_and_leads_nowhere_else() {
        let mut manifest = Manifest { bedside: "0.1.0".into(), ..Manifest::default() };
        manifest.files.insert("a],\"b.html".into(), (3, "00".into()));
        manifest.files.insert("index.html".into(), (3, "00".into()));
        let bytes = manifest.write();
        assert!(Manifest::read(&bytes[..bytes.len() / 2]).is_none(), "half of it is not one");
        for path in ["../x", "/etc/passwd", "a//b", "a\\b", "a\nb"] {
            let mut led = manifest.clone();
            led.leaving.insert(path.into(), Timestamp::UNIX_EPOCH);
            assert!(Manifest::read(&led.write()).is_none(), "{path:?}");
        }
        assert_eq!(
            Manifest::read(&Manifest { files: [("index.html".into(), (3, "0".into()))].into(), ..manifest }.write())
                .unwrap()
                .files
                .len(),
            1
        );
    }
}
