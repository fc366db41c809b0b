//! What the tests of the output folder share: a project in a real folder, and a site to write into it.

#![allow(dead_code, reason = "every test file uses a part of it")]
#![allow(clippy::disallowed_methods, reason = "these tests look at the disk")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use bedside::base::{ContentHash, OutputPath};
use bedside::diag::Diagnostic;
use bedside::output::{Meta, Product, Report, Stage, Target, up_to_date};
use jiff::Timestamp;
use rayon::prelude::*;
use tempfile::TempDir;

/// A project with an output folder, removed at the end of the test.
pub(crate) struct Project {
    home: TempDir,
}

/// The files of a site: path and text.
pub(crate) type Site<'s> = [(&'s str, &'s str)];

impl Project {
    /// An empty project, in memory where the system has a place for that.
    pub(crate) fn new() -> Self {
        let memory = Path::new("/dev/shm");
        let home = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
        let project = Self { home: home.expect("a temporary folder") };
        fs::create_dir_all(project.root().join("content")).expect("the project");
        project
    }

    pub(crate) fn home(&self) -> &Path {
        self.home.path()
    }

    pub(crate) fn root(&self) -> PathBuf {
        self.home().join("practice")
    }

    pub(crate) fn public(&self) -> PathBuf {
        self.root().join("public")
    }

    /// Publishes `site` in `public/`.
    pub(crate) fn build(&self, site: &Site<'_>) -> Report {
        self.try_build(site, false).expect("a publication")
    }

    pub(crate) fn force(&self, site: &Site<'_>) -> Report {
        self.try_build(site, true).expect("a publication")
    }

    pub(crate) fn try_build(&self, site: &Site<'_>, force: bool) -> Result<Report, Vec<Diagnostic>> {
        build(&self.root(), &self.public(), site, force)
    }

    /// Opens a stage for `public/`.
    pub(crate) fn open(&self) -> Result<Stage, Vec<Diagnostic>> {
        let (root, public) = (self.root(), self.public());
        Stage::open(&target(&root, &public))
    }

    pub(crate) fn up_to_date(&self, fingerprint: &str) -> bool {
        let (root, public) = (self.root(), self.public());
        up_to_date(&target(&root, &public), fingerprint)
    }

    /// Everything in the output folder but the marker: path and text.
    pub(crate) fn published(&self) -> BTreeMap<String, String> {
        tree(&self.public())
    }

    pub(crate) fn put(&self, path: &str, text: &str) {
        let path = self.public().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("the folder");
        fs::write(path, text).expect("the file");
    }

    /// What lies in the project's root beside the folders of every project.
    pub(crate) fn leftovers(&self) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(self.root())
            .expect("the project")
            .map(|item| item.expect("an item").file_name().to_string_lossy().into_owned())
            .filter(|name| !["content", "public", ".bedside"].contains(&name.as_str()))
            .collect();
        names.sort();
        names
    }
}

pub(crate) fn target<'a>(root: &'a Path, folder: &'a Path) -> Target<'a> {
    Target { project: root, folder, home: None, working: root, force: false, product: Product::Site }
}

pub(crate) fn meta() -> Meta<'static> {
    let now = Timestamp::UNIX_EPOCH;
    Meta {
        version: "0.1.0",
        base_url: "https://clinic.example",
        mode: "public",
        now,
        documents: None,
        fingerprint: "first",
    }
}

pub(crate) fn build(root: &Path, folder: &Path, site: &Site<'_>, force: bool) -> Result<Report, Vec<Diagnostic>> {
    let stage = Stage::open(&Target { force, ..target(root, folder) })?;
    write_all(&stage, site)?;
    stage.publish(&meta())
}

pub(crate) fn write_all(stage: &Stage, site: &Site<'_>) -> Result<(), Vec<Diagnostic>> {
    site.par_iter().try_for_each(|(path, text)| stage.write(&OutputPath::new(path), text.as_bytes()))
}

/// All files below `root` but the marker: path and text; none where there is no `root`.
pub(crate) fn tree(root: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for item in walkdir::WalkDir::new(root).into_iter().take_while(|_| root.exists()) {
        let item = item.expect("an item");
        if !item.file_type().is_dir() && item.file_name() != ".bedside-output.json" {
            let path = item.path().strip_prefix(root).expect("below").to_string_lossy().into_owned();
            found.insert(path, fs::read_to_string(item.path()).unwrap_or_default());
        }
    }
    found
}

/// A site as [`tree`] shows it.
pub(crate) fn shown(site: &Site<'_>) -> BTreeMap<String, String> {
    site.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

/// The messages of some diagnostics, one a line, each with its code.
pub(crate) fn lines(diagnostics: &[Diagnostic]) -> String {
    let lines = diagnostics.iter().flat_map(|d| [d.code.name, ": ", &d.message, "\n"]);
    lines.collect()
}

/// The same test binary, about to run only the test `name` of this folder, such as `disk::a_full_disk`, which sees the
/// variable `key` and does the child's part.
pub(crate) fn again(name: &str, key: &str, value: &Path) -> std::process::Command {
    let mut command = std::process::Command::new(std::env::current_exe().expect("this program"));
    command.args(["--exact", &format!("output::{name}"), "--nocapture", "--test-threads=1"]).env(key, value);
    command
}

/// Puts a journal where a build that is interrupted leaves it.
pub(crate) fn write_journal(project: &Project, step: &str, staging: &str) {
    let hash = ContentHash::of(project.public().as_os_str().as_encoded_bytes()).hex();
    let journal = serde_json::json!({"step": step, "staging": staging});
    let path = project.root().join(format!(".bedside/publishing-{}.json", &hash[..10]));
    fs::write(path, journal.to_string()).expect("the journal");
}

/// The child's part of a test that runs itself again: the value of `key`.
pub(crate) fn child(key: &str) -> Option<PathBuf> {
    std::env::var_os(key).map(PathBuf::from)
}

/// Whether this test may mount file systems.
pub(crate) fn is_root() -> bool {
    fs::read_to_string("/proc/self/status").is_ok_and(|status| status.contains("Uid:\t0\t"))
}

/// A small file system in memory, mounted until this is dropped.
pub(crate) struct Mount(PathBuf);

impl Mount {
    /// Mounts one at `at`; `None`, and a line that says so, where that is not allowed.
    #[allow(clippy::print_stderr, reason = "a test that is skipped says why")]
    pub(crate) fn new(at: &Path, options: &str) -> Option<Self> {
        fs::create_dir_all(at).expect("the place to mount at");
        let mount = std::process::Command::new("mount").args(["-t", "tmpfs", "-o", options, "tmpfs"]).arg(at).output();
        if mount.as_ref().is_ok_and(|mount| mount.status.success()) {
            return Some(Self(at.to_owned()));
        }
        eprintln!("skipped: a file system cannot be mounted here");
        None
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        let _ = std::process::Command::new("umount").arg("-l").arg(&self.0).status();
    }
}
