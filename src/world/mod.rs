//! The only reader of the file system and of the clock.
//!
//! In: the disk. Out: the project's files as relative paths and bytes, and one `now`. Invariant: what is read is a
//! regular file of the project, reached without any symbolic link and within a size limit; everything else is a
//! diagnostic. [`MemoryWorld`] is the twin that tests run in.

mod disk;
mod hashing;
mod leftovers;
mod memory;
mod overlay;
mod scanner;
mod text;
mod themes;

use std::fmt;

use jiff::Timestamp;

use crate::base::{ContentHash, VPath};
use crate::diag::Outcome;

pub use disk::{DiskWorld, find_root};
pub use hashing::HashingWorld;
pub use leftovers::copied_stem;
pub use memory::MemoryWorld;
pub use overlay::{Overlaid, Unsaved};
pub use scanner::{Change, ChangeKind, ChangeScanner, Observed, now};
pub use text::{TextProblem, read_text};
pub use themes::{built_in, built_in_files, built_in_text, default_theme};

/// The folders of a project that are looked at, beside `bedside.yaml` itself.
pub const FOLDERS: [&str; 6] = ["assets", "content", "data", "static", "templates", "themes"];

/// The name of the settings file, which marks the root of a project.
pub const SETTINGS: &str = "bedside.yaml";

/// The findings that were there when the practice began to use the rules.
pub const BASELINE: &str = "baseline.yaml";

/// The files at a project's top that are looked at.
pub const FILES: [&str; 2] = [SETTINGS, BASELINE];

/// Why a file could not be read.
#[derive(Debug)]
pub enum ReadProblem {
    /// There is no such file.
    Missing,
    /// A link, folder, pipe, socket or device is in its place, or a link on the way to it.
    NotRegular,
    /// It is larger than the limit, in bytes.
    TooLarge(u64),
    /// The operating system refused, with its words.
    Refused(String),
}

impl fmt::Display for ReadProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("there is no such file"),
            Self::NotRegular => f.write_str("it is not a regular file, or it is reached through a symbolic link"),
            Self::TooLarge(limit) if *limit < 1024 * 1024 => write!(f, "it is larger than {} KiB", limit / 1024),
            Self::TooLarge(limit) => write!(f, "it is larger than {} MiB", limit / (1024 * 1024)),
            Self::Refused(reason) => f.write_str(reason),
        }
    }
}

/// A number that is another one as soon as a file may have other bytes. Versions of one world count up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version(u64);

/// A project's files and the time: everything a build knows of the outside.
pub trait World: Sync {
    /// All files of the project in path order, and what could not be listed.
    fn files(&self) -> Outcome<Vec<VPath>>;

    /// The bytes of one file.
    ///
    /// # Errors
    /// See [`ReadProblem`]; `limit` is in bytes.
    fn read(&self, path: &VPath, limit: u64) -> Result<Vec<u8>, ReadProblem>;

    /// The instant that this build calls now. It is the same at every call.
    fn now(&self) -> Timestamp;

    /// The hash of a file as it was last read; `None` if that is not noted.
    fn content(&self, path: &VPath) -> Option<ContentHash> {
        let _ = path;
        None
    }

    /// The version of a file, by which what was made of it can be remembered; `None` if nobody watches the file.
    fn version(&self, path: &VPath) -> Option<Version> {
        let _ = path;
        None
    }
}

impl<W: World + ?Sized> World for &W {
    fn files(&self) -> Outcome<Vec<VPath>> {
        (**self).files()
    }

    fn read(&self, path: &VPath, limit: u64) -> Result<Vec<u8>, ReadProblem> {
        (**self).read(path, limit)
    }

    fn now(&self) -> Timestamp {
        (**self).now()
    }

    fn content(&self, path: &VPath) -> Option<ContentHash> {
        (**self).content(path)
    }

    fn version(&self, path: &VPath) -> Option<Version> {
        (**self).version(path)
    }
}

/// Reads a file of the project or, where the project has none of that path, the built-in one.
///
/// # Errors
/// As [`World::read`].
pub fn read_layered(world: &dyn World, path: &VPath, limit: u64) -> Result<Vec<u8>, ReadProblem> {
    match world.read(path, limit) {
        // What is a link, or lies behind one, the listing has told: it is an error.
        Err(problem @ (ReadProblem::Missing | ReadProblem::NotRegular)) => {
            built_in(path).map(<[u8]>::to_vec).ok_or(problem)
        }
        read => read,
    }
}
