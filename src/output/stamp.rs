//! What tells a touched file from an untouched one without reading it.

use std::fs::Metadata;
use std::io;
use std::path::Path;
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};

use crate::system::{file_id, has_usual_permissions, number};

use super::folders::{look, read};

/// A change within this time of the last one may not change the time stamp: two seconds, the coarsest clock of a file
/// system in use (FAT, <https://learn.microsoft.com/windows/win32/sysinfo/file-times>).
const COARSEST_CLOCK: i64 = 2_000_000_000;

/// Size, time of the last change (nanoseconds since 1970) and inode of a regular file with the permissions we give.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Stamp {
    pub(super) size: u64,
    pub(super) changed: i64,
    pub(super) inode: u64,
}

impl Stamp {
    /// The stamp of a file; `None` if it is not a regular file, or has other permissions than ours.
    pub(super) fn of(metadata: &Metadata) -> Option<Self> {
        (metadata.is_file() && has_usual_permissions(metadata)).then(|| Self {
            size: metadata.len(),
            changed: changed(metadata),
            inode: number(metadata),
        })
    }

    /// The stamp of the file at `path`, links not followed.
    pub(super) fn at(path: &Path) -> Option<Self> {
        Self::of(&path.symlink_metadata().ok()?)
    }

    /// Whether a file that was seen with this stamp at the instant `seen` cannot change later without its stamp changing
    /// too. A file changed twice within one tick of the clock keeps its stamp, so a young file is not settled.
    pub(super) fn settled(&self, seen: i64) -> bool {
        self.changed.saturating_add(COARSEST_CLOCK) <= seen
    }
}

/// A file whose bytes are known to be ours, and whether its stamp alone will tell that from now on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Proof {
    pub(super) stamp: Stamp,
    pub(super) settled: bool,
}

/// Time of the last change in nanoseconds since 1970, by the clock of the file system.
pub(super) fn changed(metadata: &Metadata) -> i64 {
    let since = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    since.map_or(0, |since| i64::try_from(since.as_nanos()).unwrap_or(i64::MAX))
}

/// Whether two paths are one file: the same inode, or the same bytes.
pub(super) fn same_file(a: &Path, b: &Path) -> io::Result<bool> {
    let (Some(left), Some(right)) = (look(a)?, look(b)?) else { return Ok(false) };
    if same_inode(&left, &right) {
        return Ok(true);
    }
    if left.is_symlink() && right.is_symlink() {
        return Ok(std::fs::read_link(a)? == std::fs::read_link(b)?);
    }
    let alike = left.is_file() && right.is_file() && left.len() == right.len();
    Ok(alike && read(a)? == read(b)?)
}

/// Whether two names are one file.
pub(super) fn same_inode(left: &Metadata, right: &Metadata) -> bool {
    file_id(left).is_some_and(|left| Some(left) == file_id(right))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_young_file_is_not_settled() {
        let stamp = Stamp { size: 1, changed: 10_000_000_000, inode: 7 };
        for (seen, settled) in [(10_000_000_000, false), (11_999_999_999, false), (12_000_000_000, true), (0, false)] {
            assert_eq!(stamp.settled(seen), settled, "seen at {seen}");
        }
    }
}
