//! The one way into `.bedside`, the project's folder for what is not published.
//!
//! A project may come from someone else, and what it brings in `.bedside` may be made to mislead. Invariants: every folder
//! on the way is opened without following links; a file is read only if it is regular, has one name and belongs to the user
//! or to the owner of the project; nothing waits for a pipe; a new file never opens an old one; folders are for the user
//! alone (0700), and so are files (0600), since they hold the texts of drafts. What is not as it should be is removed and
//! made again, except in `kept`, which holds people's files.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use crate::system::{Access, Folder, NotOpened, is_only_name, is_trusted, why_not_opened};

use super::tree::remove_any;

/// The folder of a project where Bedside keeps what is not published.
pub(super) const PRIVATE: &str = ".bedside";

/// Below it: the folder of files that people changed in the output.
const KEPT: &str = "kept";

/// No note of ours is as large, in bytes: the record of 100,000 files has 12 MB.
const LARGEST: u64 = 256 * 1024 * 1024;

/// The private folder of a project, or the part of it that belongs to one product.
#[derive(Clone, Debug)]
pub struct Private {
    project: PathBuf,
    product: Option<&'static str>,
}

impl Private {
    /// The private folder of a project.
    #[must_use]
    pub fn of(project: &Path) -> Self {
        Self { project: project.to_owned(), product: None }
    }

    /// The part of it that belongs to a product.
    #[must_use]
    pub fn part(project: &Path, product: &'static str) -> Self {
        Self { product: Some(product), ..Self::of(project) }
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> PathBuf {
        let private = self.project.join(PRIVATE);
        self.product.map_or(private.clone(), |product| private.join(product))
    }

    /// Makes the folder if it is missing.
    ///
    /// # Errors
    /// The operating system's, and one that says that `.bedside` is a link or a file.
    pub fn make(&self) -> io::Result<()> {
        self.open(&[], true).map(drop)
    }

    /// The bytes of a file, whose path has `/`; `None` if there is none that is ours.
    ///
    /// # Errors
    /// The operating system's.
    pub fn read(&self, path: &str) -> io::Result<Option<Vec<u8>>> {
        let (folders, name) = split(path);
        let Some(folder) = self.open(&folders, false)? else { return Ok(None) };
        let file = match folder.file(OsStr::new(name)) {
            Ok(file) => file,
            Err(error) if why_not_opened(&error) == NotOpened::Refused => return Err(error),
            Err(_) => return Ok(None),
        };
        if !is_only_name(&file)? || !is_trusted(&file, &self.project)? {
            return Ok(None);
        }
        let mut bytes = Vec::new();
        file.take(LARGEST).read_to_end(&mut bytes)?;
        Ok(Some(bytes))
    }

    /// Writes a file, whole or not at all, and waits until the disk has it.
    ///
    /// # Errors
    /// The operating system's.
    pub fn write(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        let (folders, name) = split(path);
        let folder = self.made(&folders)?;
        let at = self.path().join(folders.join("/"));
        let new = unfinished(name);
        let mut file = create(&folder, &at, &new)?;
        let written = file.write_all(bytes).and_then(|()| file.sync_all()).and_then(|()| {
            match folder.rename(OsStr::new(&new), OsStr::new(name)) {
                Err(error) if is_taken(&error) => {
                    remove_any(&at.join(name))?;
                    folder.rename(OsStr::new(&new), OsStr::new(name))
                }
                renamed => renamed,
            }
        });
        match &written {
            Ok(()) => folder.sync(),
            Err(_) => drop(folder.remove_file(OsStr::new(&new))),
        }
        written
    }

    /// Removes a file, and what a write of it that was killed has left; nothing there is fine.
    ///
    /// # Errors
    /// The operating system's.
    pub fn remove(&self, path: &str) -> io::Result<()> {
        let (folders, name) = split(path);
        let Some(folder) = self.open(&folders, false)? else { return Ok(()) };
        let at = self.path().join(folders.join("/"));
        for name in [&unfinished(name), name] {
            match folder.remove_file(OsStr::new(name)) {
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                Err(error) if matches!(error.kind(), ErrorKind::IsADirectory | ErrorKind::PermissionDenied) => {
                    remove_any(&at.join(name))?;
                }
                removed => removed?,
            }
        }
        Ok(())
    }

    /// Whether there is a file, or what a write of it that was killed has left.
    pub(super) fn has(&self, path: &str) -> io::Result<bool> {
        let (folders, name) = split(path);
        let names = self.names(&folders.join("/"))?;
        Ok(names.iter().any(|found| *found == name || *found == unfinished(name)))
    }

    /// The names in a folder, sorted; empty if the folder does not exist.
    ///
    /// # Errors
    /// The operating system's.
    pub fn names(&self, folder: &str) -> io::Result<Vec<String>> {
        let folders: Vec<&str> = folder.split('/').filter(|name| !name.is_empty()).collect();
        let Some(folder) = self.open(&folders, false)? else { return Ok(Vec::new()) };
        Ok(folder.names()?.into_iter().map(|name| name.to_string_lossy().into_owned()).collect())
    }

    /// A file to lock, open for reading and writing, its bytes as they are.
    pub(super) fn lock_file(&self, name: &str) -> io::Result<File> {
        let folder = self.made(&[])?;
        for _ in 0..2 {
            match folder.lock_file(OsStr::new(name)) {
                Ok(file) if is_only_name(&file)? => return Ok(file),
                Err(error) if why_not_opened(&error) == NotOpened::Refused => return Err(error),
                Ok(_) | Err(_) => remove_any(&self.path().join(name))?,
            }
        }
        Err(io::Error::from(ErrorKind::AlreadyExists))
    }

    /// The time by the clock of the file system, which on a network drive is not the computer's.
    pub(super) fn clock(&self) -> io::Result<i64> {
        const NAME: &str = "output.clock";
        let folder = self.made(&["cache"])?;
        let time = create(&folder, &self.path().join("cache"), NAME)?.metadata()?;
        folder.remove_file(OsStr::new(NAME))?;
        Ok(super::stamp::changed(&time))
    }

    /// Where a file that people changed at `path` in the output can be kept: in a folder that is there now. Where something
    /// else has the name of a folder on the way, another one is made: what is in there is not ours to remove.
    pub(super) fn place_to_keep(&self, path: &Path) -> io::Result<PathBuf> {
        let private = self.made(&[])?;
        for number in 1_u32.. {
            let top = if number == 1 { KEPT.to_owned() } else { format!("{KEPT}-{number}") };
            let above = path.parent().unwrap_or(Path::new(""));
            let mut folder = private.try_clone()?;
            let mut way = std::iter::once(OsStr::new(&top)).chain(above.iter());
            let found = way.try_for_each(|segment| {
                folder = step(&folder, segment, true)?.ok_or_else(|| io::Error::from(ErrorKind::NotFound))?;
                Ok::<(), io::Error>(())
            });
            match found {
                Ok(()) => return Ok(self.path().join(top).join(path)),
                Err(error) if why_not_opened(&error) == NotOpened::OtherKind => {}
                Err(error) => return Err(error),
            }
        }
        Err(io::Error::from(ErrorKind::AlreadyExists))
    }

    /// Opens a folder and makes it if it is missing.
    fn made(&self, folders: &[&str]) -> io::Result<Folder> {
        self.open(folders, true)?.ok_or_else(|| io::Error::from(ErrorKind::NotFound))
    }

    /// Opens a folder step by step; `None` if it is missing, or something else has its name, and is not to be made.
    fn open(&self, folders: &[&str], make: bool) -> io::Result<Option<Folder>> {
        let mut folder = Folder::open(&self.project)?;
        let mut at = self.project.clone();
        for (depth, name) in [PRIVATE].into_iter().chain(self.product).chain(folders.iter().copied()).enumerate() {
            at.push(name);
            folder = match step(&folder, OsStr::new(name), make) {
                Ok(Some(next)) => next,
                Err(error) if why_not_opened(&error) != NotOpened::OtherKind => return Err(error),
                Err(_) if depth == 0 => {
                    return Err(io::Error::other("it is not a folder, or it is a symbolic link; delete it"));
                }
                Err(_) if make => {
                    remove_any(&at)?;
                    step(&folder, OsStr::new(name), make)?.ok_or_else(|| io::Error::from(ErrorKind::NotFound))?
                }
                Ok(None) | Err(_) => return Ok(None),
            };
        }
        Ok(Some(folder))
    }
}

/// The folders above a file, and its name.
fn split(path: &str) -> (Vec<&str>, &str) {
    let mut segments: Vec<&str> = path.split('/').collect();
    let name = segments.pop().unwrap_or(path);
    (segments, name)
}

/// The name of a file until it is whole.
fn unfinished(name: &str) -> String {
    format!("{name}.new")
}

/// Whether something that is not a file has the name.
fn is_taken(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::IsADirectory | ErrorKind::DirectoryNotEmpty | ErrorKind::AlreadyExists)
}

/// Opens a folder in a folder; `None` if it is missing and is not to be made. It is for the user alone.
fn step(folder: &Folder, name: &OsStr, make: bool) -> io::Result<Option<Folder>> {
    let opened = match folder.enter(name) {
        Err(error) if error.kind() == ErrorKind::NotFound && make => {
            match folder.make(name, Access::Private) {
                Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(error),
                _ => {}
            }
            folder.enter(name)?
        }
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        opened => opened?,
    };
    if make {
        opened.make_private()?;
    }
    Ok(Some(opened))
}

/// A new file; what has its name, left by a build that was killed or put there by someone, is removed.
fn create(folder: &Folder, at: &Path, name: &str) -> io::Result<File> {
    match folder.new_file(OsStr::new(name), Access::Private) {
        Err(error) if is_taken(&error) || why_not_opened(&error) == NotOpened::OtherKind => {
            remove_any(&at.join(name))?;
            folder.new_file(OsStr::new(name), Access::Private)
        }
        opened => opened,
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::fs;
    use std::os::unix::fs::{PermissionsExt, symlink};

    use rustix::fs::{CWD, FileType, Mode};

    use super::*;

    fn mode(path: &Path) -> u32 {
        path.symlink_metadata().expect("it is there").permissions().mode() & 0o777
    }

    #[test]
    fn what_is_written_is_for_the_user_alone() {
        let project = tempfile::tempdir().expect("a folder");
        let private = Private::part(project.path(), "kit");
        fs::create_dir(project.path().join(PRIVATE)).expect("as an older version made it");
        private.write("cache/a.json", b"draft").expect("written");
        assert_eq!(private.read("cache/a.json").expect("read").as_deref(), Some(&b"draft"[..]));
        for (path, expected) in
            [(".bedside", 0o700), (".bedside/kit/cache", 0o700), (".bedside/kit/cache/a.json", 0o600)]
        {
            assert_eq!(mode(&project.path().join(path)), expected, "{path}");
        }
        fs::write(project.path().join(".bedside/kit/cache/a.json.new"), "{").expect("as a killed write leaves it");
        private.remove("cache/a.json").expect("removed");
        assert_eq!(private.names("cache").expect("listed"), [""; 0]);
        private.remove("cache/a.json").expect("nothing there is fine");
        assert_eq!(private.read("cache/a.json").expect("read"), None);
    }

    /// What someone may have put instead of a file.
    const OBSTACLES: [fn(&Path, &Path); 5] = [
        |at, victim| symlink(victim, at).expect("a link"),
        |at, _| symlink("nowhere", at).expect("a dangling link"),
        |at, victim| fs::hard_link(victim, at).expect("a second name"),
        |at, _| fs::create_dir_all(at.join("x")).expect("a folder"),
        |at, _| rustix::fs::mknodat(CWD, at, FileType::Fifo, Mode::from_raw_mode(0o666), 0).expect("a pipe"),
    ];

    #[test]
    fn nothing_leads_outside_and_nothing_waits() {
        let project = tempfile::tempdir().expect("a folder");
        let private = Private::of(project.path());
        let victim = project.path().join("victim");
        fs::write(&victim, "precious").expect("written");
        let names = ["cache/a.json", "cache/a.json.new", "cache/output.clock", "lock", "cache"];
        for name in names {
            for put in OBSTACLES {
                let _ = fs::remove_dir_all(project.path().join(PRIVATE));
                private.write("cache/b.json", b"b").expect("written");
                let at = project.path().join(PRIVATE).join(name);
                if name == "cache" {
                    fs::remove_dir_all(&at).expect("removed");
                }
                put(&at, &victim);
                assert_eq!(private.read("cache/a.json").expect("looked"), None, "{name}");
                private.lock_file("lock").expect("a lock").write_all(b"1").expect("written");
                private.clock().expect("a time");
                private.write("cache/a.json", b"new").expect("written");
                assert_eq!(private.read("cache/a.json").expect("read").as_deref(), Some(&b"new"[..]), "{name}");
                assert_eq!(fs::read(&victim).expect("still there"), b"precious", "{name}");
            }
        }
    }

    #[test]
    fn a_link_in_its_place_is_refused_and_kept_files_stay() {
        let project = tempfile::tempdir().expect("a folder");
        let elsewhere = tempfile::tempdir().expect("a folder");
        let private = Private::of(project.path());
        symlink(elsewhere.path(), project.path().join(PRIVATE)).expect("a link");
        private.make().expect_err("a link");
        private.write("cache/a.json", b"x").expect_err("a link");
        assert_eq!(fs::read_dir(elsewhere.path()).expect("listed").count(), 0);
        fs::remove_file(project.path().join(PRIVATE)).expect("removed");
        private.make().expect("made");
        symlink(elsewhere.path(), project.path().join(".bedside/kept")).expect("a link");
        let place = private.place_to_keep(Path::new("a/b.html")).expect("a place");
        assert_eq!(place, project.path().join(".bedside/kept-2/a/b.html"));
        assert!(project.path().join(".bedside/kept").is_symlink());
    }
}
