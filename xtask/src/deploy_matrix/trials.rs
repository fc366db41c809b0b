//! What every place is put through.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use super::place::{Access, Barred, Place};
use super::project::{Project, Site, cell};
use super::reader::{Seen, read};

/// How often a deployment is killed.
const KILLS: u32 = 20;

/// The trials, in the order of the rows of the table.
pub(crate) const ROWS: [&str; 14] = [
    "first deployment of the example site",
    "second run",
    "small pages, 20 changed",
    "killed, with a reader",
    "wrong key",
    "wrong host",
    "certificate that does not fit",
    "changed host key",
    "no room",
    "slow line (64 kB/s, 30 ms)",
    "list cut in half",
    "files of others",
    "a server that checks signatures",
    "caches",
];

/// The outcome of a trial: what the cell says, and whether it is as it must be. `None` where the place has no such thing.
pub(crate) type Outcome = Option<Result<String, String>>;

/// All trials of a place, in the order of [`ROWS`].
pub(crate) struct Trials<'t> {
    pub(crate) place: &'t Place,
    pub(crate) program: &'t Path,
    pub(crate) scratch: PathBuf,
    /// A divisor for what takes long.
    pub(crate) quick: usize,
}

const FOREIGN: [(&str, &[u8]); 2] = [("own.txt", b"put here by hand"), ("updates/notes.txt", b"notes of the staff")];

impl Trials<'_> {
    /// Puts the place through all of them. Each is tried, whatever became of the others.
    pub(crate) fn all(&self) -> Vec<Outcome> {
        let place = self.place;
        for (path, bytes) in FOREIGN.iter().filter(|_| place.keeps_others) {
            if let Err(reason) = place.store.put(path, bytes) {
                eprintln!("{}: {reason}", place.name);
            }
        }
        let example = self.example();
        let trial = |row: usize| -> Outcome {
            let example = || example.as_ref().map_err(Clone::clone);
            match row {
                0 => Some(example().and_then(|project| self.first(project))),
                1 => Some(example().and_then(|project| self.second(project))),
                2 => Some(self.changes()),
                3 => Some(self.killed()),
                4 => self.barred("wrong key", place.wrong_key.as_ref()),
                5 => self.barred("wrong host", place.wrong_host.as_ref()),
                6 => self.barred("wrong certificate", place.wrong_certificate.as_ref()),
                7 => self.barred("changed host key", place.changed_host_key.as_ref()),
                8 => self.barred("no room", place.full.as_ref()),
                9 => place.slow.as_ref().map(|access| self.slowly(access)),
                10 => place.keeps_others.then(|| self.cut_list()),
                11 => place.keeps_others.then(|| self.foreign()),
                12 => place.checked_signature.as_ref().map(|access| self.checked(access)),
                _ => place.caches.as_ref().map(|told| told()),
            }
        };
        let told = |row: usize| {
            let outcome = trial(row);
            match &outcome {
                None => {}
                Some(Ok(text)) => eprintln!("{:<10} {}: {text}", place.name, ROWS[row]),
                Some(Err(reason)) => eprintln!("{:<10} {}: FAILED: {reason}", place.name, ROWS[row]),
            }
            outcome
        };
        (0..ROWS.len()).map(told).collect()
    }

    fn project(&self, name: &str, site: &Site) -> Result<Project, String> {
        Project::write(&self.scratch.join(name), self.program, site)
    }

    fn example(&self) -> Result<Project, String> {
        Project::example(&self.scratch.join("example"), self.program)
    }

    fn first(&self, project: &Project) -> Result<String, String> {
        let run = project.deploy(&self.place.access, &[])?.must("the first deployment")?;
        let missing = self.differ(project)?;
        if missing.is_empty() {
            return Ok(format!("{} files, {:.1} s", run.uploaded, run.seconds));
        }
        Err(format!("not as built: {}", missing.join(", ")))
    }

    /// Some files of a project that the place does not have as they were built.
    fn differ(&self, project: &Project) -> Result<Vec<String>, String> {
        let mut found = Vec::new();
        for (path, bytes) in project.published() {
            if path.starts_with(['_', '.']) {
                continue; // rules for hosts, which not every host shows
            }
            if self.place.store.get(&path)?.as_ref() != Some(&bytes) {
                found.push(path);
            }
        }
        found.truncate(4);
        Ok(found)
    }

    fn second(&self, project: &Project) -> Result<String, String> {
        let run = project.deploy(&self.place.access, &[])?.must("the second run")?;
        let leaks = project.leaks();
        match (run.uploaded, leaks.is_empty()) {
            (0, true) => Ok(format!("0 uploads, {:.1} s", run.seconds)),
            (uploaded, true) => Err(format!("{uploaded} uploads")),
            _ => Err(format!("a secret is in {}", leaks.join(", "))),
        }
    }

    fn changes(&self) -> Result<String, String> {
        let pages = self.place.pages / self.quick;
        let site = |edited| Site { posts: 0..3, version: "one", pages, edited };
        let first = self.project("many", &site(0))?;
        let all = first.deploy(&self.place.access, &["--yes"])?.must("small pages")?;
        let edited = self.project("many", &site(20))?;
        let run = edited.deploy(&self.place.access, &[])?.must("20 changed")?;
        if run.uploaded == 20 && run.deleted == 0 {
            return Ok(format!(
                "{pages} pages ({:.0} s), then {} uploads ({:.1} s)",
                all.seconds, run.uploaded, run.seconds
            ));
        }
        Err(format!("{} uploads, {} deletions", run.uploaded, run.deleted))
    }

    fn killed(&self) -> Result<String, String> {
        let posts = 200 / self.quick.min(5);
        let site = |posts, version| Site { posts, version, pages: 0, edited: 0 };
        // Where a version is published at once, pictures of a page that leaves go with it, and a reader who was there a moment
        // ago may miss them: they may be why the page leaves.
        let leave = if matches!(self.place.name, "git" | "netlify" | "cloudflare") { 0 } else { 4 };
        let versions = [
            self.project("version-a", &site(0..posts + 4, "the first version"))?,
            self.project("version-b", &site(leave..posts + 4 + leave, "the second version"))?,
        ];
        versions[0].aim(&self.place.access, "#1f5f8b")?;
        versions[1].aim(&self.place.access, "#8b1f4f")?;
        for (project, what) in [(&versions[0], "the first version"), (&versions[1], "the second version")] {
            project.deploy(&self.place.access, &["--yes"])?.must(what)?;
        }
        // Both are built by now: from here on, a deployment is the way to the host and nothing else.
        let change = versions[0].deploy(&self.place.access, &["--yes"])?.must("the first version again")?;
        let idle = versions[0].deploy(&self.place.access, &["--yes"])?.must("nothing to do")?;
        let built = [versions[0].published(), versions[1].published()];
        let is_common = |path: &&String| path.ends_with("index.html") && built[1].contains_key(*path);
        let pages: Vec<String> = built[0].keys().filter(is_common).take(200).cloned().collect();
        let stop = AtomicBool::new(false);
        let (mut at_work, mut resumed) = (0, 0);
        let seen = std::thread::scope(|scope| -> Result<Seen, String> {
            let reader = scope.spawn(|| read(&*self.place.store, &pages, &[&built[0], &built[1]], &stop));
            // How long a deployment takes depends on what else the computer does: a kill that came too late counts for nothing.
            let mut way = change.seconds;
            let done = (0..3 * KILLS).try_for_each(|turn| {
                if at_work == KILLS {
                    return Ok(());
                }
                let project = &versions[(turn as usize + 1) % 2];
                versions[turn as usize % 2].lend_notes(project)?;
                let from = idle.seconds.min(way) * 0.8;
                let after = from + (way - from).max(0.1) * f64::from(at_work) / f64::from(KILLS);
                let was_at_work = project.killed(&self.place.access, Duration::from_secs_f64(after))?;
                at_work += u32::from(was_at_work);
                way = if was_at_work { way } else { way * 0.8 };
                let run = project.deploy(&self.place.access, &["--yes"])?.must("after a kill")?;
                resumed += u32::from(was_at_work && run.uploaded > 0);
                let differ = self.differ(project)?;
                if differ.is_empty() {
                    Ok(())
                } else {
                    Err(format!("not as built after a kill: {}", differ.join(", ")))
                }
            });
            stop.store(true, Ordering::Relaxed);
            let seen = reader.join().map_err(|_| "the reader panicked".to_owned())?;
            done.and(seen)
        })?;
        let met = format!(
            "{} missing, {} mixed of {} pages and {} files",
            seen.missing.len(),
            seen.mixed.len(),
            seen.pages,
            seen.others
        );
        if at_work < KILLS {
            return Err(format!("{met}; only {at_work} of {KILLS} kills at work"));
        }
        if seen.missing.is_empty() && seen.mixed.is_empty() {
            return Ok(format!("{met}; {KILLS} kills at work, {resumed} gone on with"));
        }
        let some: Vec<&String> = seen.missing.iter().chain(&seen.mixed).take(4).collect();
        Err(format!("{met}: {some:?}"))
    }

    fn barred(&self, what: &str, barred: Option<&Barred>) -> Outcome {
        let barred = barred?;
        let tried = || {
            let project = self.project("barred", &Site { posts: 0..60, version: "barred", pages: 600, edited: 0 })?;
            let said = project.deploy(&barred.access, &["--yes"])?.refused(what, barred.words)?;
            let leaks = project.leaks();
            if leaks.is_empty() { Ok(cell(&said)) } else { Err(format!("a secret is in {}", leaks.join(", "))) }
        };
        Some(tried())
    }

    fn slowly(&self, access: &Access) -> Result<String, String> {
        let project =
            self.project("version-a", &Site { posts: 0..2, version: "the third version", pages: 0, edited: 0 })?;
        let run = project.deploy(access, &["--yes"])?.must("a slow line")?;
        let differ = self.differ(&project)?;
        if differ.is_empty() {
            return Ok(format!("{} files, {:.0} s", run.uploaded, run.seconds));
        }
        Err(format!("not as built: {}", differ.join(", ")))
    }

    fn checked(&self, access: &Access) -> Result<String, String> {
        let project = self.project("checked", &Site { posts: 0..3, version: "checked", pages: 0, edited: 0 })?;
        let run = project.deploy(access, &["--yes"])?.must("a server that checks")?;
        Ok(format!("{} files taken", run.uploaded))
    }

    fn cut_list(&self) -> Result<String, String> {
        const LIST: &str = ".bedside-deploy.json";
        let project =
            self.project("version-b", &Site { posts: 4..8, version: "the fourth version", pages: 0, edited: 0 })?;
        project.deploy(&self.place.access, &["--yes"])?.must("before the cut")?;
        let list = self.place.store.get(LIST)?.ok_or("there is no list")?;
        self.place.store.put(LIST, &list[..list.len() / 2])?;
        let said = project.deploy(&self.place.access, &[])?.refused("a list cut in half", &["damaged", "--yes"])?;
        project.deploy(&self.place.access, &["--yes"])?.must("with a yes")?;
        let again = project.deploy(&self.place.access, &[])?.must("after it")?;
        if again.uploaded == 0 { Ok(cell(&said)) } else { Err(format!("{} uploads after it", again.uploaded)) }
    }

    fn foreign(&self) -> Result<String, String> {
        for (path, bytes) in FOREIGN {
            if self.place.store.get(path)?.as_deref() != Some(bytes) {
                return Err(format!("`{path}` is lost"));
            }
        }
        let project = self.project("over", &Site { posts: 0..1, version: "over", pages: 0, edited: 0 })?;
        std::fs::write(project.root.join("static/own.txt"), "ours").map_err(|error| error.to_string())?;
        let run = project.deploy(&self.place.access, &[])?;
        let asks = run.text.contains("would be replaced") || run.text.contains("would be deleted");
        if !run.fine && asks && self.place.store.get("own.txt")?.as_deref() == Some(FOREIGN[0].1) {
            return Ok(format!("0 of {} lost; one in the way is asked about", FOREIGN.len()));
        }
        Err(format!("a file of others is in the way: {}", run.text.trim()))
    }
}
