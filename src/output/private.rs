//! The one way into `.bedside`, the project's folder for what is not published.
//!
//! A project may come from somebody else, and what it brings in `.bedside` may be made to mislead. Invariants: every folder
//! on the way is opened without following links; a file is read only if it is regular, has one name and belongs to the user
//! or to the owner of the project; nothing waits for a pipe; a new file never opens an old one; folders are for the user
//! alone (0700), and so are files (0600), since they hold the texts of drafts. What is not as it should be is removed and
//! made again, except in `kept`, which holds people's files.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Write};
use std::os::fd::{AsFd, OwnedFd};
use std::path::{Path, PathBuf};

use rustix::fs::{AtFlags, CWD, FileType, Mode, OFlags, fchmod, fstat, mkdirat, openat, renameat, unlinkat};
use rustix::io::Errno;

use super::tree::remove_any;

/// The folder of a project where Bedside keeps what is not published.
pub(super) const PRIVATE: &str = ".bedside";

/// Below it: the folder of files that people changed in the output.
const KEPT: &str = "kept";

const FOLDER: OFlags = OFlags::RDONLY.union(OFlags::DIRECTORY).union(OFlags::NOFOLLOW).union(OFlags::CLOEXEC);
const OLD_FILE: OFlags =
    OFlags::RDONLY.union(OFlags::NOFOLLOW).union(OFlags::NONBLOCK).union(OFlags::NOCTTY).union(OFlags::CLOEXEC);
const NEW_FILE: OFlags =
    OFlags::WRONLY.union(OFlags::CREATE).union(OFlags::EXCL).union(OFlags::NOFOLLOW).union(OFlags::CLOEXEC);
const LOCK_FILE: OFlags = OFlags::RDWR
    .union(OFlags::CREATE)
    .union(OFlags::NOFOLLOW)
    .union(OFlags::NONBLOCK)
    .union(OFlags::NOCTTY)
    .union(OFlags::CLOEXEC);

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

    /// Makes the folder where it is missing.
    ///
    /// # Errors
    /// The operating system's, and one that says that `.bedside` is a link or a file.
    pub fn make(&self) -> io::Result<()> {
        self.open(&[], true).map(drop)
    }

    /// The bytes of a file, whose path has `/`; `None` where there is none that is ours.
    ///
    /// # Errors
    /// The operating system's.
    pub fn read(&self, path: &str) -> io::Result<Option<Vec<u8>>> {
        let (folders, name) = split(path);
        let Some(folder) = self.open(&folders, false)? else { return Ok(None) };
        let file = match openat(&folder, name, OLD_FILE, Mode::empty()) {
            Ok(file) => file,
            Err(Errno::NOENT | Errno::LOOP | Errno::NXIO | Errno::NODEV) => return Ok(None),
            Err(errno) => return Err(errno.into()),
        };
        let found = fstat(&file)?;
        if !is_only_here(&found) || !self.is_trusted(&found)? {
            return Ok(None);
        }
        let mut bytes = Vec::new();
        File::from(file).take(LARGEST).read_to_end(&mut bytes)?;
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
        let new = format!("{name}.new");
        let mut file = create(&folder, &at, &new)?;
        let written = file.write_all(bytes).and_then(|()| file.sync_all()).and_then(|()| {
            match renameat(&folder, &new, &folder, name) {
                Err(Errno::ISDIR | Errno::NOTEMPTY | Errno::EXIST) => {
                    remove_any(&at.join(name))?;
                    Ok(renameat(&folder, &new, &folder, name)?)
                }
                renamed => Ok(renamed?),
            }
        });
        match &written {
            Ok(()) => drop(File::from(folder).sync_all()), // not every system can
            Err(_) => drop(unlinkat(&folder, &new, AtFlags::empty())),
        }
        written
    }

    /// Removes a file; nothing there is fine.
    ///
    /// # Errors
    /// The operating system's.
    pub fn remove(&self, path: &str) -> io::Result<()> {
        let (folders, name) = split(path);
        let Some(folder) = self.open(&folders, false)? else { return Ok(()) };
        match unlinkat(&folder, name, AtFlags::empty()) {
            Ok(()) | Err(Errno::NOENT) => Ok(()),
            Err(Errno::ISDIR | Errno::PERM) => remove_any(&self.path().join(path)),
            Err(errno) => Err(errno.into()),
        }
    }

    /// The names in a folder, sorted; none where there is no such folder.
    ///
    /// # Errors
    /// The operating system's.
    pub fn names(&self, folder: &str) -> io::Result<Vec<String>> {
        let Some(folder) = self.open(&folder.split('/').collect::<Vec<_>>(), false)? else { return Ok(Vec::new()) };
        let mut names = Vec::new();
        for entry in rustix::fs::Dir::read_from(&folder)? {
            let name = entry?.file_name().to_string_lossy().into_owned();
            if name != "." && name != ".." {
                names.push(name);
            }
        }
        names.sort();
        Ok(names)
    }

    /// A file to lock, open for reading and writing, its bytes as they are.
    pub(super) fn lock_file(&self) -> io::Result<File> {
        const NAME: &str = "lock";
        let folder = self.made(&[])?;
        for _ in 0..2 {
            match openat(&folder, NAME, LOCK_FILE, Mode::from_raw_mode(0o600)) {
                Ok(file) if is_only_here(&fstat(&file)?) => {
                    let _ = fchmod(&file, Mode::from_raw_mode(0o600)); // another owner's stays as it is
                    return Ok(file.into());
                }
                Ok(_) | Err(Errno::LOOP | Errno::ISDIR | Errno::NXIO | Errno::NODEV) => {
                    remove_any(&self.path().join(NAME))?;
                }
                Err(errno) => return Err(errno.into()),
            }
        }
        Err(io::Error::from(ErrorKind::AlreadyExists))
    }

    /// The time by the clock of the file system, which on a network drive is not the computer's.
    pub(super) fn clock(&self) -> io::Result<i64> {
        const NAME: &str = "output.clock";
        let folder = self.made(&["cache"])?;
        let time = create(&folder, &self.path().join("cache"), NAME)?.metadata()?;
        unlinkat(&folder, NAME, AtFlags::empty())?;
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
                folder = step(&folder, segment, true)?.ok_or(Errno::NOENT)?;
                Ok::<(), Errno>(())
            });
            match found {
                Ok(()) => return Ok(self.path().join(top).join(path)),
                Err(Errno::NOTDIR | Errno::LOOP) => {}
                Err(errno) => return Err(errno.into()),
            }
        }
        Err(io::Error::from(ErrorKind::AlreadyExists))
    }

    /// Opens a folder and makes it where it is missing.
    fn made(&self, folders: &[&str]) -> io::Result<OwnedFd> {
        self.open(folders, true)?.ok_or_else(|| io::Error::from(ErrorKind::NotFound))
    }

    /// Opens a folder step by step; `None` where it is missing, or something else has its name, and is not to be made.
    fn open(&self, folders: &[&str], make: bool) -> io::Result<Option<OwnedFd>> {
        let project = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
        let mut folder = openat(CWD, &self.project, project, Mode::empty())?;
        let mut at = self.project.clone();
        for (depth, name) in [PRIVATE].into_iter().chain(self.product).chain(folders.iter().copied()).enumerate() {
            at.push(name);
            folder = match step(&folder, OsStr::new(name), make) {
                Ok(Some(next)) => next,
                Err(Errno::NOTDIR | Errno::LOOP) if depth == 0 => {
                    return Err(io::Error::other("it is not a folder, or it is a symbolic link; delete it"));
                }
                Err(Errno::NOTDIR | Errno::LOOP) if make => {
                    remove_any(&at)?;
                    step(&folder, OsStr::new(name), make)?.ok_or_else(|| io::Error::from(ErrorKind::NotFound))?
                }
                Ok(None) | Err(Errno::NOTDIR | Errno::LOOP) => return Ok(None),
                Err(errno) => return Err(errno.into()),
            };
        }
        Ok(Some(folder))
    }

    /// Whether a file belongs to the user, or to whoever the project belongs to.
    fn is_trusted(&self, file: &rustix::fs::Stat) -> io::Result<bool> {
        let owner = std::os::unix::fs::MetadataExt::uid(&fs::symlink_metadata(&self.project)?);
        Ok(file.st_uid == rustix::process::geteuid().as_raw() || file.st_uid == owner)
    }
}

/// The folders above a file, and its name.
fn split(path: &str) -> (Vec<&str>, &str) {
    let mut segments: Vec<&str> = path.split('/').collect();
    let name = segments.pop().unwrap_or(path);
    (segments, name)
}

/// Whether it is a regular file with no second name, behind which another file could be meant.
fn is_only_here(found: &rustix::fs::Stat) -> bool {
    is_regular(found) && found.st_nlink == 1
}

fn is_regular(found: &rustix::fs::Stat) -> bool {
    FileType::from_raw_mode(found.st_mode) == FileType::RegularFile
}

/// Opens a folder in a folder; `None` where it is missing and is not to be made. It is for the user alone.
fn step(folder: &impl AsFd, name: &OsStr, make: bool) -> Result<Option<OwnedFd>, Errno> {
    const MODE: u32 = 0o700;
    let opened = match openat(folder, name, FOLDER, Mode::empty()) {
        Err(Errno::NOENT) if make => {
            match mkdirat(folder, name, Mode::from_raw_mode(MODE)) {
                Ok(()) | Err(Errno::EXIST) => {}
                Err(errno) => return Err(errno),
            }
            openat(folder, name, FOLDER, Mode::empty())?
        }
        Err(Errno::NOENT) => return Ok(None),
        opened => opened?,
    };
    if make && fstat(&opened)?.st_mode & 0o777 != MODE {
        let _ = fchmod(&opened, Mode::from_raw_mode(MODE)); // another owner's stays as it is
    }
    Ok(Some(opened))
}

/// A new file; what has its name, left by a build that was killed or put there by somebody, is removed.
fn create(folder: &OwnedFd, at: &Path, name: &str) -> io::Result<File> {
    let open = || openat(folder, name, NEW_FILE, Mode::from_raw_mode(0o600));
    match open() {
        Err(Errno::EXIST | Errno::LOOP | Errno::ISDIR) => {
            remove_any(&at.join(name))?;
            Ok(open()?.into())
        }
        opened => Ok(opened?.into()),
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::{PermissionsExt, symlink};

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
        private.remove("cache/a.json").expect("removed");
        private.remove("cache/a.json").expect("nothing there is fine");
        assert_eq!(private.read("cache/a.json").expect("read"), None);
    }

    /// What somebody may put in the place of a file.
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
                private.lock_file().expect("a lock").write_all(b"1").expect("written");
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
