//! The marker `.bedside-output.json`: the sign that a folder is ours, and the list of what we wrote there.

use std::fmt::Write;
use std::path::Path;

use serde::Deserialize;

use crate::base::ContentHash;

use super::folders::{look, read};
use super::published::PublishedFile;

/// The name of the marker at the root of the output.
pub(super) const MARKER: &str = ".bedside-output.json";

/// The marker while it is being written.
pub(super) const NEW_MARKER: &str = ".bedside-output.json.new";

/// What a folder's marker says about it.
#[derive(Debug)]
pub(super) enum Marker {
    /// There is none.
    Absent,
    /// It is empty: a staging folder that was never finished.
    Unfinished,
    /// Something is there that no build of ours wrote.
    Damaged,
    /// A whole site, or another product.
    Site(Published),
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
    fn of_mode(mode: &str) -> Self {
        match mode {
            "kit" => Self::Kit,
            "newsletter" => Self::Newsletter,
            _ => Self::Site,
        }
    }

    /// What messages call it.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Site => "a website",
            Self::Kit => "a social kit",
            Self::Newsletter => "a newsletter",
        }
    }
}

/// What a marker lists.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Published {
    pub(super) product: Product,
    /// How many documents it was made from, where that was written down.
    pub(super) documents: Option<usize>,
    /// The files in path order.
    pub(super) entries: Vec<PublishedFile>,
    /// The hash of the marker itself.
    pub(super) hash: ContentHash,
}

impl Marker {
    /// Reads the marker of `folder`.
    pub(super) fn read(folder: &Path) -> std::io::Result<Self> {
        let path = folder.join(MARKER);
        match look(&path)? {
            None => return Ok(Self::Absent),
            Some(metadata) if !metadata.is_file() => return Ok(Self::Damaged),
            Some(_) => {}
        }
        let bytes = read(&path)?;
        if bytes.is_empty() {
            return Ok(Self::Unfinished);
        }
        Ok(parse(&bytes).map_or(Self::Damaged, Self::Site))
    }

    /// The files of the site; empty if there is no site.
    pub(super) fn entries(self) -> Vec<PublishedFile> {
        if let Self::Site(site) = self { site.entries } else { Vec::new() }
    }
}

/// The bytes of a marker: JSON, one file a line, in the order of `entries` (which is that of their paths).
/// `head` holds what is said of the site as a whole.
pub(super) fn to_json(head: &[(&str, &str)], entries: &[PublishedFile]) -> String {
    let text = |text: &str| serde_json::Value::from(text).to_string();
    let mut out = String::with_capacity(entries.len() * 128 + 256);
    out.push_str("{\n");
    for (key, value) in head {
        let _ = writeln!(out, "{}: {},", text(key), text(value)); // writing to a text cannot fail
    }
    out.push_str("\"files\": {");
    for (at, PublishedFile { path, size, hash }) in entries.iter().enumerate() {
        let comma = if at == 0 { "" } else { "," };
        let _ = write!(out, "{comma}\n{}: [{size}, \"{}\"]", text(path), hash.hex());
    }
    out.push_str("\n}\n}\n");
    out
}

fn parse(bytes: &[u8]) -> Option<Published> {
    #[derive(Deserialize)]
    struct Written {
        #[serde(default)]
        mode: String,
        #[serde(default)]
        documents: Option<String>,
        files: std::collections::BTreeMap<String, (u64, String)>,
    }
    let written: Written = serde_json::from_slice(bytes).ok()?;
    let entry = |(path, (size, hash)): (String, (u64, String))| {
        let hash = ContentHash::from_hex(&hash)?;
        stays_inside(&path).then_some(PublishedFile { path, size, hash })
    };
    Some(Published {
        product: Product::of_mode(&written.mode),
        documents: written.documents.and_then(|number| number.parse().ok()),
        entries: written.files.into_iter().map(entry).collect::<Option<_>>()?,
        hash: ContentHash::of(bytes),
    })
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
        let entry = |path: &str| PublishedFile { path: path.into(), size: 3, hash: ContentHash::of(b"flu") };
        let entries = vec![entry("a \"b\"/index.html"), entry("feed.xml")];
        let json = to_json(&[("bedside", "0.1.0"), ("mode", "drafts")], &entries);
        let site = parse(json.as_bytes()).expect("a marker");
        assert_eq!((site.product, site.documents, site.entries), (Product::Site, None, entries));
        let kit = to_json(&[("mode", "kit"), ("documents", "7")], &[]);
        let kit = parse(kit.as_bytes()).expect("a marker");
        assert_eq!((kit.product, kit.documents), (Product::Kit, Some(7)));
    }

    #[test]
    fn a_marker_cannot_point_outside() {
        for path in ["../secret", "/etc/passwd", "a//b", "a/./b", "", "a\\b"] {
            let entry = PublishedFile { path: path.into(), size: 3, hash: ContentHash::of(b"flu") };
            assert_eq!(parse(to_json(&[], &[entry]).as_bytes()), None, "{path:?}");
        }
    }
}
