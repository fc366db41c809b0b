//! Files that editors and sync programs leave behind.

/// What a file name tells about the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Leftover {
    /// A backup or lock file: never content.
    Ignored,
    /// A second version that a sync program made because two people wrote at once.
    Conflict,
}

/// Whether `name` is the work of an editor, an operating system or a sync program rather than of a writer.
pub(super) fn leftover(name: &str) -> Option<Leftover> {
    let lower = name.to_lowercase();
    let conflict = ["(conflicted copy", "'s conflicted copy", ".sync-conflict-", "(conflict "];
    if conflict.iter().any(|mark| lower.contains(mark)) {
        return Some(Leftover::Conflict);
    }
    let extension = lower.rsplit_once('.').map_or("", |(_, extension)| extension);
    let backup = name.ends_with('~')
        || name.starts_with(".#")
        || name.starts_with("~$")
        || (name.starts_with('#') && name.ends_with('#'))
        || matches!(extension, "swp" | "swo" | "swx" | "tmp" | "bak" | "orig" | "part" | "crdownload");
    let system = matches!(lower.as_str(), "4913" | ".ds_store" | "thumbs.db" | "desktop.ini" | ".directory");
    (backup || system).then_some(Leftover::Ignored)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leftovers_are_not_content() {
        for name in ["flu.md~", ".#flu.md", "#flu.md#", ".flu.md.swp", "4913", ".DS_Store", "Thumbs.db", "~$notes.docx"]
        {
            assert_eq!(leftover(name), Some(Leftover::Ignored), "{name}");
        }
    }

    #[test]
    fn conflict_copies_are_told() {
        for name in ["flu (Anna's conflicted copy 2026-11-01).md", "flu.sync-conflict-20261101-101010-ABC.md"] {
            assert_eq!(leftover(name), Some(Leftover::Conflict), "{name}");
        }
    }

    #[test]
    fn documents_are_content() {
        for name in ["flu.md", "4913.md", "tmp.md", "swp"] {
            assert_eq!(leftover(name), None, "{name}");
        }
    }
}
