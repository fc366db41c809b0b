//! The marker `.bedside-output.json`: the sign that a folder is ours, and the list of what we wrote there.

use std::fmt::Write;
use std::io::ErrorKind;
use std::path::Path;

use serde::Deserialize;

use crate::base::ContentHash;

use super::target::Product;

/// The name of the marker at the root of the output.
pub(super) const MARKER: &str = ".bedside-output.json";

/// The marker while it is being written.
pub(super) const NEW_MARKER: &str = ".bedside-output.json.new";

/// One file of a published site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) path: String,
    pub(super) size: u64,
    pub(super) hash: ContentHash,
}

/// What a folder's marker says about it.
#[derive(Debug)]
pub(super) enum Marker {
    /// There is none.
    Absent,
    /// It is empty: a staging folder that was never finished.
    Unfinished,
    /// Something stands there that no build of ours wrote.
    Damaged,
    /// A whole site, or another product: its files in path order, and the hash of the marker itself.
    Site(Vec<Entry>, ContentHash, Product),
}

impl Marker {
    /// Reads the marker of `folder`.
    pub(super) fn read(folder: &Path) -> std::io::Result<Self> {
        let path = folder.join(MARKER);
        match path.symlink_metadata() {
            Ok(metadata) if !metadata.is_file() => return Ok(Self::Damaged),
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
                return Ok(Self::Absent);
            }
            _ => {}
        }
        let bytes = std::fs::read(&path)?;
        if bytes.is_empty() {
            return Ok(Self::Unfinished);
        }
        let site = |(product, entries)| Self::Site(entries, ContentHash::of(&bytes), product);
        Ok(parse(&bytes).map_or(Self::Damaged, site))
    }

    /// The files of the site; none where there is no site.
    pub(super) fn entries(self) -> Vec<Entry> {
        if let Self::Site(entries, ..) = self { entries } else { Vec::new() }
    }
}

/// The bytes of a marker: JSON, one file a line, in the order of `entries` (which is that of their paths).
/// `head` holds what is said of the site as a whole.
pub(super) fn to_json(head: &[(&str, &str)], entries: &[Entry]) -> String {
    let text = |text: &str| serde_json::Value::from(text).to_string();
    let mut out = String::with_capacity(entries.len() * 128 + 256);
    out.push_str("{\n");
    for (key, value) in head {
        let _ = writeln!(out, "{}: {},", text(key), text(value)); // writing to a text cannot fail
    }
    out.push_str("\"files\": {");
    for (at, Entry { path, size, hash }) in entries.iter().enumerate() {
        let comma = if at == 0 { "" } else { "," };
        let _ = write!(out, "{comma}\n{}: [{size}, \"{}\"]", text(path), hash.hex());
    }
    out.push_str("\n}\n}\n");
    out
}

fn parse(bytes: &[u8]) -> Option<(Product, Vec<Entry>)> {
    #[derive(Deserialize)]
    struct Written {
        #[serde(default)]
        mode: String,
        files: std::collections::BTreeMap<String, (u64, String)>,
    }
    let written: Written = serde_json::from_slice(bytes).ok()?;
    let entry = |(path, (size, hash)): (String, (u64, String))| {
        let hash = ContentHash::from_hex(&hash)?;
        stays_inside(&path).then_some(Entry { path, size, hash })
    };
    let entries: Option<Vec<Entry>> = written.files.into_iter().map(entry).collect();
    Some((Product::of_mode(&written.mode), entries?))
}

/// Whether a path names a file below the folder it is joined to. A marker travels with the site, and what it lists is
/// deleted one day, so its word is not taken for this.
pub(super) fn stays_inside(path: &str) -> bool {
    !path.contains(['\\', '\0']) && path.split('/').all(|segment| !matches!(segment, "" | "." | ".."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_marker_reads_back() {
        let entry = |path: &str| Entry { path: path.into(), size: 3, hash: ContentHash::of(b"flu") };
        let entries = vec![entry("a \"b\"/index.html"), entry("feed.xml")];
        let json = to_json(&[("bedside", "0.1.0"), ("mode", "drafts")], &entries);
        assert_eq!(parse(json.as_bytes()), Some((Product::Site, entries)));
        let kit = to_json(&[("bedside", "0.1.0"), ("mode", "kit")], &[]);
        assert_eq!(parse(kit.as_bytes()), Some((Product::Kit, Vec::new())));
    }

    #[test]
    fn a_marker_cannot_point_outside() {
        for path in ["../secret", "/etc/passwd", "a//b", "a/./b", "", "a\\b"] {
            let entry = Entry { path: path.into(), size: 3, hash: ContentHash::of(b"flu") };
            assert_eq!(parse(to_json(&[], &[entry]).as_bytes()), None, "{path:?}");
        }
    }
}
