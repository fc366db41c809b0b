//! A project on disk and commands that are run on it through the library, on 23 November 2026.

#![expect(clippy::disallowed_methods, reason = "a test prepares its folders by hand")]

use std::ffi::OsString;
use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use crate::support::{read_file, write_file};
use bedside::cli::{Exit, Io, Surroundings, run_with};
use tempfile::TempDir;

/// What a run left behind.
pub(crate) struct Run {
    pub(crate) exit: Exit,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// A folder with a project in it, which is the working folder.
pub(crate) struct Desk(TempDir);

impl Desk {
    pub(crate) fn with_settings(settings: &str) -> Self {
        let desk = Self(tempfile::tempdir().expect("a folder"));
        desk.write("bedside.yaml", settings);
        desk
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        write_file(self.path(path), text);
    }

    /// Writes a document below `content/`.
    pub(crate) fn document(&self, path: &str, front: &str) {
        self.write(&format!("content/{path}"), &format!("---\n{}\n---\n\nFirst words.\n", front.trim_end()));
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.0.path().canonicalize().expect("a path").join(path)
    }

    pub(crate) fn read(&self, path: &str) -> String {
        read_file(self.path(path))
    }

    pub(crate) fn bytes(&self, path: &str) -> Vec<u8> {
        fs::read(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// All files below a folder, sorted.
    pub(crate) fn files(&self, folder: &str) -> Vec<String> {
        let folder = self.path(folder);
        let below = |path: &Path| path.strip_prefix(&folder).expect("below").display().to_string();
        let entries = walkdir::WalkDir::new(&folder).sort_by_file_name().into_iter();
        let files = entries.map(|entry| entry.expect("an entry")).filter(|entry| entry.file_type().is_file());
        files.map(|entry| below(entry.path())).collect()
    }

    pub(crate) fn run(&self, args: &[&str]) -> Run {
        let (mut input, mut out, mut err) = (Cursor::new(""), Vec::new(), Vec::new());
        let surroundings = Surroundings {
            folder: self.path(""),
            program: Some("this program".to_owned()),
            source_date_epoch: Some("1795456800".to_owned()),
            ..Surroundings::default()
        };
        let mut io = Io::new(&mut input, &mut out, &mut err, surroundings);
        let exit = run_with(std::iter::once("bedside").chain(args.iter().copied()).map(OsString::from), &mut io);
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        Run { exit, out: text(out), err: text(err) }
    }

    /// Runs what must have no problem at all.
    pub(crate) fn fine(&self, args: &[&str]) -> String {
        let run = self.run(args);
        assert_eq!((run.exit, run.err.as_str()), (Exit::Fine, ""), "{args:?}: {}", run.out);
        run.out
    }
}
