//! What a practice does with the program, and what may go wrong meanwhile.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Instant;

use super::wine::Wine;
use super::{Row, serve, windows_path};
use crate::built::{NOW, copy, differ, said, same, tree};
use crate::shell;

/// The article of the starter that changes from build to build.
const ARTICLE: &str = "content/articles/welcome.md";

/// What the trials need.
pub(super) struct Trials<'w> {
    pub(super) wine: &'w Wine,
    pub(super) program: PathBuf,
    /// The same program for this system.
    pub(super) linux: PathBuf,
    /// What holds a file open.
    pub(super) hold: PathBuf,
    pub(super) scratch: PathBuf,
}

impl Trials<'_> {
    pub(super) fn all(&self, kills: u32) -> Vec<Row> {
        let mut rows = Vec::new();
        let mut row = |name: &str, outcome: Result<String, String>| {
            eprintln!("{name}: {outcome:?}");
            rows.push((name.to_owned(), outcome));
        };
        row("start (`--version`)", self.start());
        row("`init`", self.init());
        row("`build` of the example site", self.same_bytes());
        row("`doctor`", self.doctor());
        row("`serve`", serve::trial(self));
        row("a file of the site held open", self.held());
        row("kills", self.kills(kills));
        rows
    }

    /// The program for Windows, in a folder.
    pub(super) fn windows(&self, working: &Path) -> Command {
        let mut command = self.wine.command(&self.program);
        command.current_dir(working);
        command
    }

    fn start(&self) -> Result<String, String> {
        said(self.windows(&self.scratch).arg("--version"))?; // the first one starts Wine itself
        let begun = Instant::now();
        let version = said(self.windows(&self.scratch).arg("--version"))?;
        Ok(format!("{} after {} ms, Wine included", version.trim(), begun.elapsed().as_millis()))
    }

    fn init(&self) -> Result<String, String> {
        let flags = ["--yes", "--timezone", "America/Chicago", "--name", "Main Street Clinic"];
        let made = |command: &mut Command, name: &str| {
            said(command.arg("init").arg(name).args(flags).env("SOURCE_DATE_EPOCH", "1795411800"))?;
            tree(&self.scratch.join(name))
        };
        let windows = made(&mut self.windows(&self.scratch), "made-windows")?;
        let linux = made(Command::new(&self.linux).current_dir(&self.scratch), "made-linux")?;
        same(&linux, &windows)?;
        Ok(format!("{} files, the bytes of Linux", windows.len()))
    }

    fn same_bytes(&self) -> Result<String, String> {
        let site = self.scratch.join("example");
        copy(&shell::root().join("example-site"), &site)?;
        let flags = ["build", "-r", "example", "--now", NOW];
        let begun = Instant::now();
        said(self.windows(&self.scratch).args(flags).args(["-o", "built-windows"]))?;
        let seconds = begun.elapsed().as_secs_f64();
        // Before the other program builds: a project remembers one last build.
        let again = said(self.windows(&self.scratch).args(flags).args(["-o", "built-windows"]))?;
        let again = again.lines().next().unwrap_or_default().to_owned();
        said(Command::new(&self.linux).current_dir(&self.scratch).args(flags).args(["-o", "built-linux"]))?;
        let (windows, linux) = (tree(&self.scratch.join("built-windows"))?, tree(&self.scratch.join("built-linux"))?);
        same(&linux, &windows)?;
        Ok(format!("{} files, the bytes of Linux, {seconds:.1} s; again: {}", windows.len(), again.trim()))
    }

    fn doctor(&self) -> Result<String, String> {
        let told = said(self.windows(&self.scratch).args(["doctor", "-r", "example", "-o", "built-windows"]))?;
        Ok(told.lines().last().unwrap_or_default().to_owned())
    }

    /// A file that another program has open does not cost the site: the build waits, then says so, and the site is as it was.
    fn held(&self) -> Result<String, String> {
        let project = self.project("held")?;
        let build = || -> Command {
            let mut command = self.windows(&project);
            command.args(["build", "--no-cards", "--now", NOW]);
            command
        };
        said(&mut build())?;
        let before = tree(&project.join("public"))?;
        write(&project, 1)?;
        let mut holder = self.wine.command(&self.hold);
        let file = windows_path(&project.join("public").join("index.html"));
        let mut holder =
            holder.arg(file).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().map_err(|error| error.to_string())?;
        let mut line = String::new();
        let out = holder.stdout.take().ok_or("no output")?;
        BufReader::new(out).read_line(&mut line).map_err(|error| error.to_string())?;
        let begun = Instant::now();
        let output = build().output().map_err(|error| error.to_string())?;
        let seconds = begun.elapsed().as_secs_f64();
        let during = tree(&project.join("public"))?;
        drop(holder.stdin.take());
        let _ = holder.wait();
        if line.trim() != "held" {
            return Err("the file could not be held".to_owned());
        }
        let after_held = if output.status.success() {
            format!("built in {seconds:.1} s: Wine lets a folder with an open file be renamed, as Windows does not")
        } else if during == before {
            let why = String::from_utf8_lossy(&output.stderr).lines().next().unwrap_or_default().to_owned();
            format!("the site stays as it was; after {seconds:.1} s: {why}")
        } else {
            return Err(format!("the site is neither the old one nor the new: {}", differ(&before, &during)));
        };
        said(&mut build())?;
        let whole = tree(&project.join("public"))?;
        if whole == before {
            return Err("the next build did not publish the change".to_owned());
        }
        Ok(format!("{after_held}; let go, the next build publishes"))
    }

    /// A build is killed at moments spread over its time. The folder then holds the site before or the one after, or, between
    /// the two renames that Windows needs, none, and the next build completes what was begun.
    fn kills(&self, kills: u32) -> Result<String, String> {
        let project = self.project("killed")?;
        let build = || -> Command {
            let mut command = self.windows(&project);
            command.args(["build", "--no-cards", "--now", NOW]).stdout(Stdio::null()).stderr(Stdio::null());
            command
        };
        let mut sites = Vec::new();
        for number in [0, 1] {
            write(&project, number)?;
            said(Command::new(&self.linux).current_dir(&project).args([
                "build",
                "--no-cards",
                "--now",
                NOW,
                "-o",
                "../expected",
            ]))?;
            sites.push(tree(&self.scratch.join("expected"))?);
        }
        write(&project, 0)?;
        said(&mut build())?;
        write(&project, 1)?;
        said(&mut build())?;
        let mut whole_time = std::time::Duration::MAX;
        for number in [0, 1, 0, 1] {
            write(&project, number)?;
            let begun = Instant::now();
            said(&mut build())?;
            whole_time = whole_time.min(begun.elapsed());
        }
        let (mut old, mut new, mut between, mut late) = (0, 0, 0, 0);
        for at in 0..kills {
            let number = at % 2;
            write(&project, number)?;
            let mut child = build().spawn().map_err(|error| error.to_string())?;
            thread::sleep(whole_time * (at * 61 % 100 + 5) / 100);
            if child.try_wait().map_err(|error| error.to_string())?.is_some() {
                late += 1;
            }
            child.kill().map_err(|error| error.to_string())?;
            child.wait().map_err(|error| error.to_string())?;
            let public = project.join("public");
            if !public.exists() {
                between += 1;
                said(&mut build())?;
            }
            let found = tree(&public)?;
            match sites.iter().position(|site| *site == found) {
                Some(site) if site == number as usize => new += 1,
                Some(_) => old += 1,
                None => {
                    let wanted = &sites[number as usize];
                    return Err(format!("after kill {at}, the site is not whole: {}", differ(wanted, &found)));
                }
            }
        }
        said(&mut build())?;
        let last = sites.get((kills.saturating_sub(1) % 2) as usize);
        if last != Some(&tree(&project.join("public"))?) {
            return Err("the build after the last kill does not give the site".to_owned());
        }
        Ok(format!(
            "{old} times the old site, {new} times the new one, 0 times another; {between} times no folder between the two \
             renames, which the next build completed; {late} builds had ended; a whole build takes {:.1} s",
            whole_time.as_secs_f64()
        ))
    }

    /// A new project from the starter.
    pub(super) fn project(&self, name: &str) -> Result<PathBuf, String> {
        let flags = ["init", name, "--yes", "--timezone", "America/Chicago"];
        said(Command::new(&self.linux).current_dir(&self.scratch).args(flags))?;
        Ok(self.scratch.join(name))
    }
}

/// Changes the article and a number of pages of a project.
pub(super) fn write(project: &Path, number: u32) -> Result<(), String> {
    let text =
        |at: u32| format!("---\ntitle: Page {at}\ndate: 2026-11-02\n---\n\nThis is state {number} of the page.\n");
    let put = |path: &Path, text: String| fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()));
    put(&project.join(ARTICLE), text(0))?;
    (1..20).try_for_each(|at| put(&project.join(format!("content/articles/page-{at}.md")), text(at)))
}
