//! Folders, as the faults look at them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The files of a folder: their paths, each with its length and a sum of its bytes.
pub(super) type Tree = BTreeMap<String, String>;

/// All files below a folder whose paths are wanted.
pub(super) fn tree(folder: &Path, wanted: impl Fn(&str) -> bool) -> Tree {
    let mut found = Tree::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(at) = waiting.pop() {
        for item in fs::read_dir(&at).into_iter().flatten().flatten() {
            let path = item.path();
            let name = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().into_owned();
            if !wanted(&name) {
                continue;
            }
            if item.file_type().is_ok_and(|kind| kind.is_dir()) {
                waiting.push(path);
            } else {
                let bytes = fs::read(&path).unwrap_or_default();
                found.insert(name, format!("{} {}", bytes.len(), blake3::hash(&bytes)));
            }
        }
    }
    found
}

/// The first paths that differ.
pub(super) fn differ(found: &Tree, expected: &Tree) -> String {
    let paths = found.keys().chain(expected.keys()).filter(|path| found.get(*path) != expected.get(*path));
    paths.take(4).cloned().collect::<Vec<_>>().join(", ")
}

/// A file that a run has left behind, of those in a project.
pub(super) fn left(site: &Path) -> Option<String> {
    let all = tree(site, |_| true);
    all.into_keys().find(|path| {
        let is_kept = path.starts_with(".bedside/kept");
        let is_part = path.contains("staging-") || path.contains("-init-") || path.contains(".bedside-new");
        is_kept || is_part || matches!(path.rsplit('.').next(), Some("tmp" | "new"))
    })
}
