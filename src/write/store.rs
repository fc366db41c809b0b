//! The files of a project that may be written, what they were before, and what is not saved yet.

use std::ffi::OsStr;
use std::fmt;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use crate::base::{ContentHash, VPath, check_name};
use crate::output::Private;
use crate::system::{Access, Folder};
use crate::world::{DiskWorld, ReadProblem, SETTINGS, World};

use super::{plain, put, replace, restored};

/// Largest text that can be written, in bytes; a document may not be larger.
const LARGEST: u64 = 10 * 1024 * 1024;

/// Versions of one file that are kept.
const MOST_VERSIONS: usize = 50;

/// The endings of files that can be edited below `data`.
const DATA: [&str; 7] = ["yaml", "yml", "json", "bib", "ris", "nbib", "csv"];

/// What a text is known by.
#[must_use]
pub fn mark(bytes: &[u8]) -> String {
    ContentHash::of(bytes).hex()[..32].to_owned()
}

/// Whether a file of a project may be edited: documents, texts of `data`, and the settings. Never a template or a theme.
#[must_use]
pub fn is_editable(path: &VPath) -> bool {
    let ends = |endings: &[&str]| endings.contains(&path.extension().as_str());
    path.as_str() == SETTINGS
        || path.below("content").is_some() && ends(&["md"])
        || path.below("data").is_some() && ends(&DATA)
}

/// Where a document is once it has a folder of its own: `flu.md` becomes `flu/index.md`. `None` for one that has it.
#[must_use]
pub fn enfolded(path: &VPath) -> Option<VPath> {
    let stem =
        path.as_str().strip_suffix(".md").filter(|_| path.below("content").is_some() && path.name() != "index.md")?;
    Some(VPath::new(&format!("{stem}/index.md")))
}

/// Why a text was not saved.
#[derive(Debug)]
pub enum SaveProblem {
    /// The file is not as it was read: its text as it is now, without its byte order mark.
    Changed(String),
    /// The file is not there anymore.
    Gone,
    /// The operating system, or the rules of the room, in words.
    Refused(String),
}

impl fmt::Display for SaveProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Changed(_) => f.write_str("another program changed the file after you opened it"),
            Self::Gone => f.write_str("the file was deleted or renamed after you opened it"),
            Self::Refused(reason) => f.write_str(reason),
        }
    }
}

/// A text that was not saved, as it outlives a crash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// What the file was known by when the text was begun.
    pub base: String,
    /// The text, lines that end in `\n`.
    pub text: String,
}

/// The sources of one project.
#[derive(Clone, Debug)]
pub struct Store {
    root: PathBuf,
    private: Private,
}

impl Store {
    /// The store of the project at `root`.
    #[must_use]
    pub fn of(root: &Path) -> Self {
        Self { root: root.to_owned(), private: Private::of(root) }
    }

    /// The text of a file as the disk has it.
    ///
    /// # Errors
    /// Where it is gone, cannot be read, is no text, or may not be edited.
    pub fn read(&self, path: &VPath) -> Result<String, SaveProblem> {
        if !is_editable(path) {
            return Err(SaveProblem::Refused(format!("`{path}` cannot be edited here")));
        }
        let world = DiskWorld::open(&self.root, None).map_err(|error| SaveProblem::Refused(error.to_string()))?;
        let bytes = world.read(path, LARGEST).map_err(|problem| match problem {
            ReadProblem::Missing => SaveProblem::Gone,
            other => SaveProblem::Refused(other.to_string()),
        })?;
        String::from_utf8(bytes).map_err(|_| SaveProblem::Refused(format!("`{path}` is not UTF-8 text")))
    }

    /// Saves the text of an editor into a file that must be as `base` knows it; the text before is kept. Says what the file is
    /// known by from now on.
    ///
    /// # Errors
    /// See [`SaveProblem`]; then the file is as it was.
    pub fn save(&self, path: &VPath, base: &str, text: &str, now: Timestamp) -> Result<String, SaveProblem> {
        if text.len() as u64 > LARGEST || text.contains('\0') {
            return Err(SaveProblem::Refused("the text is larger than 10 MiB, or holds a zero byte".to_owned()));
        }
        let old = self.read(path)?;
        if mark(old.as_bytes()) != base {
            return Err(SaveProblem::Changed(plain(&old)));
        }
        let new = restored(&old, text);
        if new != old {
            self.keep(path, &old, now).map_err(|error| SaveProblem::Refused(words(path, &error)))?;
            if let Err(error) = replace(&self.root, path, old.as_bytes(), new.as_bytes()) {
                let is = self.read(path)?;
                let changed = is != old;
                return Err(if changed {
                    SaveProblem::Changed(plain(&is))
                } else {
                    SaveProblem::Refused(words(path, &error))
                });
            }
        }
        // A draft that stays behind is only offered once more.
        _ = self.forget(path);
        Ok(mark(new.as_bytes()))
    }

    /// The versions of a file that were kept, the last one first: instants as they name them.
    ///
    /// # Errors
    /// The operating system's.
    pub fn versions(&self, path: &VPath) -> std::io::Result<Vec<String>> {
        let mut names = self.private.names(&history(path))?;
        names.retain(|name| Path::new(name).extension().is_some_and(|kind| kind == "txt"));
        names.reverse();
        Ok(names)
    }

    /// A version of a file by its name; `None` if there is none.
    ///
    /// # Errors
    /// The operating system's.
    pub fn version(&self, path: &VPath, name: &str) -> std::io::Result<Option<String>> {
        if !self.versions(path)?.iter().any(|known| known == name) {
            return Ok(None);
        }
        let bytes = self.private.read(&format!("{}/{name}", history(path)))?;
        Ok(bytes.and_then(|bytes| String::from_utf8(bytes).ok()).map(|text| plain(&text)))
    }

    /// Keeps a text that is not saved yet.
    ///
    /// # Errors
    /// The operating system's.
    pub fn remember(&self, path: &VPath, draft: &Draft) -> std::io::Result<()> {
        self.private.write(&unsaved(path), format!("{}\n{}", draft.base, draft.text).as_bytes())
    }

    /// The text of a file that was not saved, if there is one.
    ///
    /// # Errors
    /// The operating system's.
    pub fn draft(&self, path: &VPath) -> std::io::Result<Option<Draft>> {
        let text = self.private.read(&unsaved(path))?.and_then(|bytes| String::from_utf8(bytes).ok());
        Ok(text.and_then(|text| {
            let (base, text) = text.split_once('\n')?;
            Some(Draft { base: base.to_owned(), text: text.to_owned() })
        }))
    }

    /// Forgets the text of a file that was not saved.
    ///
    /// # Errors
    /// The operating system's.
    pub fn forget(&self, path: &VPath) -> std::io::Result<()> {
        self.private.remove(&unsaved(path))
    }

    /// Writes a new file; folders on the way are made. What has the name already is left alone.
    ///
    /// # Errors
    /// The operating system's, also where a link is on the way.
    pub fn create(&self, path: &VPath, bytes: &[u8]) -> std::io::Result<()> {
        let (folder, name) = self.folder(path, true)?;
        put(&folder, OsStr::new(name), bytes)
    }

    /// Gives a document that is a single file a folder of its own, with its versions and what was not saved of it; says where it
    /// is now. It must be as `base` knows it, and is in one of the two places at any moment.
    ///
    /// # Errors
    /// See [`SaveProblem`]; then the file is where it was.
    pub fn enfold(&self, path: &VPath, base: &str) -> Result<VPath, SaveProblem> {
        let text = self.read(path)?;
        if mark(text.as_bytes()) != base {
            return Err(SaveProblem::Changed(plain(&text)));
        }
        let new = enfolded(path).ok_or_else(|| SaveProblem::Refused(format!("`{path}` already has a folder")))?;
        let refused = |error: std::io::Error| SaveProblem::Refused(words(path, &error));
        let versions = self.versions(path).map_err(refused)?;
        // Copies first: a run that is killed here leaves a version too many, never one too few.
        for name in &versions {
            if let Some(bytes) = self.private.read(&format!("{}/{name}", history(path))).map_err(refused)? {
                self.private.write(&format!("{}/{name}", history(&new)), &bytes).map_err(refused)?;
            }
        }
        if let Some(draft) = self.draft(path).map_err(refused)? {
            self.remember(&new, &draft).map_err(refused)?;
        }
        let (folder, file) = self.folder(path, false).map_err(refused)?;
        let (own, index) = self.folder(&new, true).map_err(refused)?;
        folder.move_new(OsStr::new(file), &own, OsStr::new(index)).map_err(refused)?;
        own.sync();
        folder.sync();
        // What stays behind is of a file that is not there anymore, and is never offered.
        _ = self.forget(path);
        for name in &versions {
            _ = self.private.remove(&format!("{}/{name}", history(path)));
        }
        Ok(new)
    }

    /// Takes a file away, which must be as `base` knows it; it can be had back by the name that is given.
    ///
    /// # Errors
    /// See [`SaveProblem`]; then the file is as it was.
    pub fn discard(&self, path: &VPath, base: &str, now: Timestamp) -> Result<String, SaveProblem> {
        let text = self.read(path)?;
        if mark(text.as_bytes()) != base {
            return Err(SaveProblem::Changed(plain(&text)));
        }
        let refused = |error: std::io::Error| SaveProblem::Refused(words(path, &error));
        let name = stamp(now);
        self.private.write(&format!("trash/{name}"), format!("{path}\n{text}").as_bytes()).map_err(refused)?;
        let (folder, file) = self.folder(path, false).map_err(refused)?;
        folder.remove_file(OsStr::new(file)).map_err(refused)?;
        _ = self.forget(path);
        Ok(name)
    }

    /// What was taken away, the last first: names and the paths of the files.
    ///
    /// # Errors
    /// The operating system's.
    pub fn discarded(&self) -> std::io::Result<Vec<(String, VPath)>> {
        let mut found = Vec::new();
        for name in self.private.names("trash")?.into_iter().rev() {
            if let Some((path, _)) = self.in_trash(&name)? {
                found.push((name, path));
            }
        }
        Ok(found)
    }

    /// Gives back what was taken away, at its place, which must be free.
    ///
    /// # Errors
    /// The operating system's, and one where there is no such file in the trash.
    pub fn give_back(&self, name: &str) -> std::io::Result<VPath> {
        let known = self.private.names("trash")?.iter().any(|known| known == name);
        let found = if known { self.in_trash(name)? } else { None };
        let (path, text) = found.ok_or_else(|| std::io::Error::other("it is no longer in the trash"))?;
        self.create(&path, text.as_bytes())?;
        self.private.remove(&format!("trash/{name}"))?;
        Ok(path)
    }

    fn in_trash(&self, name: &str) -> std::io::Result<Option<(VPath, String)>> {
        let bytes = self.private.read(&format!("trash/{name}"))?;
        let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
        // `.bedside` may come from someone else: a path in it is judged as one from anywhere.
        let is_sound = |path: &str| path.split('/').all(|segment| check_name(segment).is_ok());
        Ok(text.and_then(|text| {
            let (path, text) = text.split_once('\n').filter(|(path, _)| is_sound(path))?;
            let path = VPath::new(path);
            is_editable(&path).then(|| (path, text.to_owned()))
        }))
    }

    /// Opens the folder of a file step by step, no link followed.
    fn folder<'p>(&self, path: &'p VPath, make: bool) -> std::io::Result<(Folder, &'p str)> {
        let (folders, name) = path.as_str().rsplit_once('/').unwrap_or(("", path.as_str()));
        let mut folder = Folder::open(&self.root)?;
        for segment in folders.split('/').filter(|segment| !segment.is_empty()) {
            let segment = OsStr::new(segment);
            if make {
                match folder.make(segment, Access::Usual) {
                    Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(error),
                    _ => {}
                }
            }
            folder = folder.enter(segment)?;
        }
        Ok((folder, name))
    }

    fn keep(&self, path: &VPath, text: &str, now: Timestamp) -> std::io::Result<()> {
        let folder = history(path);
        let name = stamp(now);
        self.private.write(&format!("{folder}/{name}"), text.as_bytes())?;
        let names = self.versions(path)?;
        names.iter().skip(MOST_VERSIONS).try_for_each(|name| self.private.remove(&format!("{folder}/{name}")))
    }
}

fn stamp(now: Timestamp) -> String {
    format!("{}.txt", now.strftime("%Y%m%dT%H%M%S.%9fZ"))
}

fn words(path: &VPath, error: &std::io::Error) -> String {
    format!("`{path}` cannot be written: {error}; your text is still here")
}

/// The folder of a file's versions below `.bedside`. Its name holds no path of the project.
fn history(path: &VPath) -> String {
    format!("history/{}", mark(path.as_str().as_bytes()))
}

/// The unsaved text of a file below `.bedside`.
fn unsaved(path: &VPath) -> String {
    format!("drafts/{}", mark(path.as_str().as_bytes()))
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "a test prepares its folders by hand")]
mod tests {
    use std::fs;
    #[cfg(unix)]
    use std::os::unix::fs::symlink;

    use super::*;

    const NOW: Timestamp = Timestamp::UNIX_EPOCH;

    fn project() -> (tempfile::TempDir, Store, VPath) {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir_all(folder.path().join("content/articles")).expect("made");
        fs::write(folder.path().join("content/articles/a.md"), "old\r\n").expect("written");
        let store = Store::of(folder.path());
        (folder, store, VPath::new("content/articles/a.md"))
    }

    #[test]
    fn a_save_keeps_the_version_before_and_is_refused_where_the_file_changed() {
        let (folder, store, path) = project();
        let base = mark(b"old\r\n");
        store.remember(&path, &Draft { base: base.clone(), text: "ne".to_owned() }).expect("kept");
        let saved = store.save(&path, &base, "new\n", NOW).expect("saved");
        let file = folder.path().join(path.as_str());
        assert_eq!(fs::read(&file).expect("read"), b"new\r\n");
        assert_eq!(saved, mark(b"new\r\n"));
        assert_eq!(store.draft(&path).expect("looked"), None);
        let versions = store.versions(&path).expect("listed");
        assert_eq!(versions.len(), 1);
        assert_eq!(store.version(&path, &versions[0]).expect("read").as_deref(), Some("old\n"));
        assert_eq!(store.version(&path, "../../lock").expect("looked"), None);
        let refused = store.save(&path, &base, "other\n", NOW).expect_err("changed");
        assert!(matches!(&refused, SaveProblem::Changed(text) if text == "new\n"), "{refused}");
        assert_eq!(fs::read(&file).expect("read"), b"new\r\n");
    }

    #[test]
    fn versions_are_bounded() {
        let (_folder, store, path) = project();
        let mut base = mark(b"old\r\n");
        for number in 0..i64::try_from(MOST_VERSIONS).expect("few") + 5 {
            let now = Timestamp::from_second(number).expect("an instant");
            base = store.save(&path, &base, &format!("text {number}\n"), now).expect("saved");
        }
        let versions = store.versions(&path).expect("listed");
        assert_eq!(versions.len(), MOST_VERSIONS);
        assert_eq!(store.version(&path, &versions[0]).expect("read").as_deref(), Some("text 53\n"));
    }

    #[test]
    fn what_is_taken_away_comes_back() {
        let (folder, store, path) = project();
        assert!(store.discard(&path, "another", NOW).is_err());
        let name = store.discard(&path, &mark(b"old\r\n"), NOW).expect("taken away");
        assert!(!folder.path().join(path.as_str()).exists());
        assert_eq!(store.discarded().expect("listed"), [(name.clone(), path.clone())]);
        assert_eq!(store.give_back(&name).expect("given back"), path);
        assert_eq!(fs::read(folder.path().join(path.as_str())).expect("read"), b"old\r\n");
        store.give_back("../lock").expect_err("not in the trash");
        let evil = folder.path().join(".bedside/trash/evil.txt");
        fs::write(&evil, "content/../../evil.md\nx").expect("written");
        store.give_back("evil.txt").expect_err("no such path");
    }

    #[test]
    fn a_document_gets_a_folder_with_its_versions_and_its_unsaved_text() {
        let (folder, store, path) = project();
        let base = store.save(&path, &mark(b"old\r\n"), "new\n", NOW).expect("saved");
        store.remember(&path, &Draft { base: base.clone(), text: "unsaved".to_owned() }).expect("kept");
        store.enfold(&path, &mark(b"old\r\n")).expect_err("it has changed since");
        let moved = store.enfold(&path, &base).expect("moved");
        assert_eq!(moved.as_str(), "content/articles/a/index.md");
        assert_eq!(fs::read(folder.path().join(moved.as_str())).expect("read"), b"new\r\n");
        assert!(!folder.path().join(path.as_str()).exists());
        let versions = store.versions(&moved).expect("listed");
        assert_eq!(store.version(&moved, &versions[0]).expect("read").as_deref(), Some("old\n"));
        assert_eq!(store.draft(&moved).expect("read").map(|draft| draft.text).as_deref(), Some("unsaved"));
        assert_eq!((store.versions(&path).expect("listed").len(), store.draft(&path).expect("read")), (0, None));
        // What is there already is left alone.
        fs::write(folder.path().join(path.as_str()), "another").expect("written");
        store.enfold(&path, &mark(b"another")).expect_err("the place is taken");
        assert_eq!(fs::read(folder.path().join(path.as_str())).expect("read"), b"another");
        assert_eq!(fs::read(folder.path().join(moved.as_str())).expect("read"), b"new\r\n");
        store.enfold(&moved, &base).expect_err("it has a folder");
    }

    #[cfg(unix)]
    #[test]
    fn only_sources_are_written_and_no_link_is_followed() {
        let (folder, store, path) = project();
        for refused in ["templates/base.html", "themes/x/theme.yaml", "content/a.png", "static/a.js", "data/a.html"] {
            assert!(!is_editable(&VPath::new(refused)), "{refused}");
        }
        let outside = tempfile::tempdir().expect("a folder");
        fs::write(outside.path().join("a.md"), "theirs").expect("written");
        fs::remove_file(folder.path().join(path.as_str())).expect("removed");
        symlink(outside.path().join("a.md"), folder.path().join(path.as_str())).expect("linked");
        assert!(store.save(&path, &mark(b"theirs"), "mine", NOW).is_err());
        fs::remove_dir_all(folder.path().join("content/articles")).expect("removed");
        symlink(outside.path(), folder.path().join("content/articles")).expect("linked");
        assert!(store.save(&path, &mark(b"theirs"), "mine", NOW).is_err());
        assert_eq!(fs::read(outside.path().join("a.md")).expect("read"), b"theirs");
    }
}
