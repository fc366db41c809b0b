//! A command in a folder of its own, again and again.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use crate::shell::works;

use super::calls::{Calls, counted, failing, logged};
use super::scenes::{Folder, Scene, Way};
use super::tree::{Tree, differ, left, tree};
use super::{Fault, Subject};

/// A scene, its project, and what must be seen in it.
pub(super) struct Stand<'s> {
    scene: &'s Scene,
    place: Place<'s>,
    /// The outputs that may be seen: that of each state of the sources, or nothing and the whole.
    outputs: [Tree; 2],
    /// The state of the sources that is published.
    state: usize,
}

/// A program, and a home with a project in it.
pub(super) struct Place<'s> {
    program: &'s Path,
    pub(super) home: PathBuf,
}

impl<'s> Stand<'s> {
    pub(super) fn new(scene: &'s Scene, program: &'s Path, home: &Path) -> Result<Self, String> {
        let place = Place { program, home: home.to_owned() };
        let mut stand = Self { scene, place, outputs: [Tree::new(), Tree::new()], state: 0 };
        stand.renew()?;
        if stand.outputs[0] == stand.outputs[1] {
            return Err("the command changes nothing".to_owned());
        }
        Ok(stand)
    }

    /// Begins with a new project, and sees what the command makes of it.
    fn renew(&mut self) -> Result<(), String> {
        self.begin()?;
        if self.scene.way != Way::Follows {
            self.outputs[0] = self.published();
            self.must()?;
            self.outputs[1] = self.published();
            return Ok(());
        }
        // Once to and fro, so that what a run leaves for the next is there.
        for state in [0, 1, 0, 1] {
            self.place.edit(state)?;
            self.must()?;
            let output = self.output();
            fs::create_dir_all(output.join("theirs")).map_err(said)?;
            fs::write(output.join("theirs/notes.txt"), "theirs").map_err(said)?;
            self.outputs[state] = self.published();
            self.state = state;
        }
        Ok(())
    }

    /// A new project, nothing published.
    fn begin(&self) -> Result<(), String> {
        self.unmount();
        self.place.begin()?;
        if self.scene.folder == Folder::Mounted {
            fs::create_dir_all(self.output()).map_err(said)?;
            if !works(Command::new("mount").args(["-t", "tmpfs", "t"]).arg(self.output())) {
                eprintln!("NOT CHECKED: a file system cannot be mounted here, so no output is filled file by file");
            }
        }
        Ok(())
    }

    fn unmount(&self) {
        if self.scene.folder == Folder::Mounted {
            let _ = works(Command::new("umount").args(["-q", "-l"]).arg(self.output()));
        }
    }

    fn output(&self) -> PathBuf {
        self.place.site().join(self.scene.output)
    }

    /// All that is published, hidden names included. The list on a host tells its history, and is no part of the site; what a
    /// command that was killed leaves beside a source is never published, and the next run has to take it away.
    fn published(&self) -> Tree {
        let is_sources = self.scene.output == "content";
        tree(&self.output(), |path| {
            path != ".bedside-deploy.json"
                && !(is_sources && Path::new(path).extension().is_some_and(|end| end == "tmp"))
        })
    }

    fn exchanges(&self) -> bool {
        self.scene.folder != Folder::Renamed
    }

    fn must(&self) -> Result<(), String> {
        self.place.must(self.scene.args)
    }

    /// Puts the sources into the state that is to be published; gives the outputs that may be seen before and after.
    fn change(&mut self) -> Result<(Tree, Tree), String> {
        if self.scene.way == Way::Follows {
            self.state = 1 - self.state;
            self.place.edit(self.state)?;
            return Ok((self.outputs[1 - self.state].clone(), self.outputs[self.state].clone()));
        }
        self.place.restore()?;
        Ok((self.outputs[0].clone(), self.outputs[1].clone()))
    }

    fn tried(&mut self, fault: Fault) -> Result<(), String> {
        let (old, new) = self.change()?;
        let hit = self.place.call(&failing(fault, self.exchanges()), self.scene.args)?;
        let after = self.published();
        match self.scene.folder {
            // Between two renames there is none; what the next run makes of it is seen below.
            Folder::Renamed if after.is_empty() && !self.output().exists() => {}
            Folder::Whole | Folder::Renamed if after != old && after != new => {
                return Err(format!("the output is neither old nor new: {}", differ(&after, &new)));
            }
            Folder::Mounted | Folder::Files => sound(&after, [&old, &new])?,
            _ => {}
        }
        told_by_hand(&hit)?;
        self.place.untouched()?;
        if self.scene.way == Way::Once && after == new {
            return left(&self.place.site()).map_or(Ok(()), |path| Err(format!("`{path}` is left")));
        }
        let next = self.place.call(&[], self.scene.args)?;
        told_by_hand(&next)?;
        let now = self.published();
        let was_done = self.scene.way == Way::Once && now == new;
        if !next.status.success() && !was_done {
            return Err(format!("the next run fails: {}", String::from_utf8_lossy(&next.stderr)));
        }
        if now != new {
            return Err(format!("the next run does not make the new output: {}", differ(&now, &new)));
        }
        left(&self.place.site()).map_or(Ok(()), |path| {
            let said = |output: &Output| String::from_utf8_lossy(&output.stderr).into_owned();
            Err(format!("`{path}` is left; the run with the fault said: {}; the next: {}", said(&hit), said(&next)))
        })
    }
}

impl Subject for Stand<'_> {
    fn counts(&mut self) -> Result<Vec<(Calls, usize)>, String> {
        let mut most: Vec<(Calls, usize)> = Vec::new();
        for _ in 0..2 {
            self.change()?;
            let log = self.place.home.join("log");
            self.place.call(&logged(&log.to_string_lossy(), self.exchanges()), self.scene.args)?;
            let counts = counted(&fs::read_to_string(&log).map_err(said)?, self.exchanges());
            most = counts
                .into_iter()
                .enumerate()
                .map(|(at, (calls, count))| (calls, count.max(most.get(at).map_or(0, |(_, most)| *most))))
                .collect();
        }
        Ok(most)
    }

    fn survives(&mut self, fault: Fault) -> Result<(), String> {
        let outcome = self.tried(fault);
        if outcome.is_err() && self.scene.way == Way::Follows {
            // The next fault meets a project as it should be.
            self.renew()?;
        }
        outcome
    }
}

impl Drop for Stand<'_> {
    fn drop(&mut self) {
        self.unmount();
        // A folder below the system's own for what is temporary: it may stay.
        let _ = fs::remove_dir_all(&self.place.home);
    }
}

impl<'s> Place<'s> {
    pub(super) fn new(program: &'s Path, home: &Path) -> Self {
        Self { program, home: home.to_owned() }
    }

    pub(super) fn site(&self) -> PathBuf {
        self.home.join("site")
    }

    /// A new project, and a second copy of it to go back to.
    pub(super) fn begin(&self) -> Result<(), String> {
        if self.home.exists() {
            fs::remove_dir_all(&self.home).map_err(said)?;
        }
        fs::create_dir_all(self.site()).map_err(said)?;
        fs::write(self.home.join(".profile"), "precious\n").map_err(said)?;
        self.must(&["init", ".", "--yes"])?;
        let settings = self.site().join("bedside.yaml");
        let host = self.home.join("host");
        let more = format!("\nchannels: [facebook]\ndeploy:\n  website: {{to: folder, path: {}}}\n", host.display());
        fs::write(&settings, fs::read_to_string(&settings).map_err(said)? + &more).map_err(said)?;
        let person = self.site().join("content/people/ann-roe.md");
        fs::write(person, "---\ntitle: Ann Roe\n---\n\nA colleague.\n").map_err(said)?;
        self.edit(0)?;
        let copied = works(Command::new("cp").arg("-a").arg(self.site()).arg(self.home.join("pristine")));
        if copied { Ok(()) } else { Err("the project cannot be copied".to_owned()) }
    }

    /// The project as it began.
    pub(super) fn restore(&self) -> Result<(), String> {
        fs::remove_dir_all(self.site()).map_err(said)?;
        let copied = works(Command::new("cp").arg("-a").arg(self.home.join("pristine")).arg(self.site()));
        if copied { Ok(()) } else { Err("the project cannot be copied".to_owned()) }
    }

    /// One of two states of the sources.
    fn edit(&self, state: usize) -> Result<(), String> {
        let articles = self.site().join("content/articles");
        let article = |name: &str, text: &str| {
            let text = format!(
                "---\ntitle: {name}\ndate: 2026-11-02\nsummary: A sentence.\nauthors: [jane-doe]\n---\n\n{text}\n"
            );
            fs::write(articles.join(name).with_extension("md"), text).map_err(said)
        };
        article("x", if state == 0 { "one" } else { "two" })?;
        if state == 1 {
            return article("y", "three");
        }
        let second = articles.join("y.md");
        if second.exists() { fs::remove_file(second).map_err(said) } else { Ok(()) }
    }

    /// Runs the program in the project, below `strace` where there are words for it.
    pub(super) fn call(&self, strace: &[String], args: &[&str]) -> Result<Output, String> {
        self.command(strace, args).output().map_err(said)
    }

    pub(super) fn command(&self, strace: &[String], args: &[&str]) -> Command {
        let mut command = if strace.is_empty() { Command::new(self.program) } else { Command::new("strace") };
        if !strace.is_empty() {
            command.args(strace).arg(self.program);
        }
        command.args(args).current_dir(self.site()).env("HOME", &self.home).env("NO_COLOR", "1");
        command.env("RAYON_NUM_THREADS", "1").env("SOURCE_DATE_EPOCH", "1795411800").stdin(Stdio::null());
        command
    }

    fn must(&self, args: &[&str]) -> Result<(), String> {
        let output = self.call(&[], args)?;
        let text = String::from_utf8_lossy(&output.stderr);
        if output.status.success() { Ok(()) } else { Err(format!("`{}` fails: {text}", args.join(" "))) }
    }

    /// Whether what lies around the project is as it was.
    pub(super) fn untouched(&self) -> Result<(), String> {
        let mut names: Vec<_> =
            fs::read_dir(&self.home).map_err(said)?.flatten().map(|item| item.file_name()).collect();
        names.retain(|name| !["site", "pristine", "host", "log", ".profile"].iter().any(|known| name == known));
        if !names.is_empty() {
            return Err(format!("{names:?} is beside the project"));
        }
        let text = fs::read_to_string(self.home.join(".profile")).unwrap_or_default();
        if text == "precious\n" { Ok(()) } else { Err("a file of others was changed".to_owned()) }
    }
}

/// Whether each file of a site that is replaced file by file is the old one or the new one. Hidden files are the program's.
fn sound(after: &Tree, either: [&Tree; 2]) -> Result<(), String> {
    let is_hidden = |path: &str| path.split('/').any(|part| part.starts_with('.')) || path.ends_with(".bedside-new");
    let wrong =
        after.iter().find(|(path, sum)| !is_hidden(path) && !either.iter().any(|tree| tree.get(*path) == Some(sum)));
    let theirs = "theirs/notes.txt";
    match wrong {
        Some((path, _)) => Err(format!("`{path}` is neither old nor new")),
        None if after.get(theirs) != either[0].get(theirs) => Err(format!("`{theirs}` is gone")),
        None => Ok(()),
    }
}

fn told_by_hand(output: &Output) -> Result<(), String> {
    let text = String::from_utf8_lossy(&output.stderr);
    if text.contains("changed by hand;") || text.contains("was changed by hand and") {
        return Err(format!("a false `changed by hand`: {text}"));
    }
    Ok(())
}

pub(super) fn said(error: impl std::fmt::Display) -> String {
    error.to_string()
}
