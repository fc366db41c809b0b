//! Whether git leaves out what does not belong into a shared history: drafts and caches below `.bedside`, built pages.
//!
//! Only files are read: no program is started.

#![expect(clippy::disallowed_methods, reason = "the files of git lie outside what a project's reader takes")]

use std::fs;
use std::path::Path;

use super::finding::Finding;

/// The largest file of git that is looked through, in bytes: the list of 100,000 files has some 10 MB.
const LARGEST: u64 = 64 * 1024 * 1024;

/// Looks at the repository that the project is in, where it does.
pub(super) fn look(root: &Path) -> Vec<Finding> {
    let Some(top) = root.ancestors().find(|folder| folder.join(".git").exists()) else { return Vec::new() };
    let mut found = Vec::new();
    let below = root.strip_prefix(top).unwrap_or(Path::new("")).to_string_lossy().replace('\\', "/");
    let private = if below.is_empty() { ".bedside/".to_owned() } else { format!("{below}/.bedside/") };
    if tracks(top, &private) {
        found.push(
            Finding::problem("git tracks files in `.bedside`, which contain drafts, earlier versions and caches")
                .help("remove them from git with `git rm -r --cached .bedside`, and commit the change")
                .help("they stay in the history: if the repository is public, ask whoever maintains it to clean the history"),
        );
    }
    for (name, what) in [(".bedside", "drafts, earlier versions and caches"), ("public", "the built pages")] {
        if !is_ignored(top, root, name) {
            let state = if name == ".bedside" { Finding::warning } else { Finding::note };
            let message = format!("git does not ignore `{name}`, which contains {what}");
            found.push(state(message).help(format!("add a line `{name}/` to `.gitignore` in the site's folder")));
        }
    }
    if found.is_empty() {
        found.push(Finding::ok("git ignores `.bedside` and the built pages"));
    }
    found
}

/// Whether the list of files that git keeps names one below `folder`.
fn tracks(top: &Path, folder: &str) -> bool {
    let index = top.join(".git").join("index");
    let small = fs::metadata(&index).is_ok_and(|metadata| metadata.len() <= LARGEST);
    let Some(bytes) = small.then(|| fs::read(&index).ok()).flatten() else { return false };
    memchr::memmem::find(&bytes, folder.as_bytes()).is_some()
}

/// Whether a folder of the project is left out by the lines that people write for that. Patterns with stars that mean it
/// as well are rare and not seen.
fn is_ignored(top: &Path, root: &Path, name: &str) -> bool {
    let files = [root.join(".gitignore"), top.join(".gitignore"), top.join(".git").join("info").join("exclude")];
    files.iter().filter_map(|file| fs::read_to_string(file).ok()).any(|text| {
        let own = text.lines().map(|line| line.trim().trim_matches('/'));
        let mut ignored = false;
        for line in own {
            let whole = line.trim_start_matches("**/");
            match whole.strip_prefix('!') {
                Some(kept) if kept.trim_start_matches('/') == name => ignored = false,
                None if whole == name || whole.ends_with(&format!("/{name}")) => ignored = true,
                _ => {}
            }
        }
        ignored
    })
}

#[cfg(test)]
mod tests {
    use super::super::finding::State;
    use super::*;

    fn told(ignore: &str, index: &[u8]) -> Vec<(State, String)> {
        let top = tempfile::tempdir().expect("a folder");
        let root = top.path().join("site");
        fs::create_dir_all(top.path().join(".git")).expect("a folder");
        fs::create_dir(&root).expect("a folder");
        fs::write(root.join(".gitignore"), ignore).expect("written");
        fs::write(top.path().join(".git/index"), index).expect("written");
        look(&root).into_iter().map(|finding| (finding.state, finding.message)).collect()
    }

    #[test]
    fn drafts_that_git_keeps_or_may_keep_are_told() {
        assert_eq!(told("/public/\n.bedside\n", b"")[0].0, State::Ok);
        let found = told("public/\n", b"DIRC..site/.bedside/drafts/a.md");
        let states: Vec<State> = found.iter().map(|(state, _)| *state).collect();
        assert_eq!(states, [State::Problem, State::Warning], "{found:?}");
        assert_eq!(
            told(".bedside\n", b"")[0],
            (State::Note, "git does not ignore `public`, which contains the built pages".to_owned())
        );
        assert_eq!(told("public\n.bedside\n!.bedside\n", b"")[0].0, State::Warning);
    }

    #[test]
    fn a_project_without_git_has_nothing_to_tell() {
        let top = tempfile::tempdir().expect("a folder");
        assert_eq!(look(top.path()), []);
    }
}
