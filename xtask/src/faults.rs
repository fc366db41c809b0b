//! `cargo xtask faults`: each call of the system that a command makes fails once.
//!
//! For every command, every group of calls and every number, the call of that number fails (no room, an error of the disk, no
//! permission) or the program is killed at it, by `strace`. Afterwards the published folder must hold the old site or the
//! new one, files of others must be as they were, and the next run must succeed, leave nothing, and find no file that was
//! "changed by hand".

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use crate::shell::{self, cargo, works};

/// The calls that fail, in groups that `strace` counts as one.
const CALLS: [&str; 9] = [
    "openat,openat2",
    "read,pread64,getdents64",
    "statx,newfstatat,fstat",
    "write",
    RENAMES,
    "link,linkat",
    "fsync,syncfs",
    "unlink,unlinkat,rmdir",
    "mkdir,mkdirat,fchmod,chmod,fchmodat",
];

const RENAMES: &str = "rename,renameat,renameat2";

/// What `strace` follows where it lets more than one kind of call fail.
const ALL: &str = "all";

/// What happens at the call.
const FAULTS: [&str; 4] = ["error=ENOSPC", "error=EIO", "error=EACCES", "signal=KILL"];

/// A command and what it starts from.
struct Scene {
    name: &'static str,
    args: &'static [&'static str],
    /// Whether a site was published before.
    warm: bool,
    /// Whether the output folder is a mount of its own.
    mounted: bool,
    /// Whether the system cannot exchange two folders, so that the site is replaced by two renames.
    renames: bool,
    /// What is published by it, seen from the project.
    output: Option<&'static str>,
}

const SCENES: [Scene; 9] = [
    Scene {
        name: "build, cold",
        args: &["build", "--no-cards"],
        warm: false,
        mounted: false,
        renames: false,
        output: Some("public"),
    },
    Scene {
        name: "build, warm",
        args: &["build", "--no-cards"],
        warm: true,
        mounted: false,
        renames: false,
        output: Some("public"),
    },
    Scene {
        name: "build, file by file",
        args: &["build", "--no-cards"],
        warm: true,
        mounted: true,
        renames: false,
        output: Some("public"),
    },
    Scene {
        name: "build, two renames",
        args: &["build", "--no-cards"],
        warm: true,
        mounted: false,
        renames: true,
        output: Some("public"),
    },
    Scene { name: "kit", args: &["kit"], warm: true, mounted: false, renames: false, output: Some("kit") },
    Scene {
        name: "newsletter",
        args: &["newsletter", "--month", "2026-11"],
        warm: true,
        mounted: false,
        renames: false,
        output: Some("newsletter"),
    },
    Scene {
        name: "new",
        args: &["new", "article", "Sleep and screens"],
        warm: false,
        mounted: false,
        renames: false,
        output: None,
    },
    Scene {
        name: "init",
        args: &["init", "other", "--yes"],
        warm: false,
        mounted: false,
        renames: false,
        output: None,
    },
    Scene {
        name: "review",
        args: &["review", "x", "--by", "ann-roe"],
        warm: false,
        mounted: false,
        renames: false,
        output: None,
    },
];

const HELP: &str = "usage: cargo xtask faults [--program FILE] [--seconds N] [--scene WORD]\n\n\
    --program  the program to try [default: the debug build, built first]\n\
    --seconds  spread the faults so that this is enough [default: all of them; `--seconds 60` is what CI runs]\n\
    --scene    only commands whose name holds this word";

pub(crate) fn run(arguments: &[String]) -> Result<(), String> {
    let value = |name: &str| arguments.iter().position(|word| word == name).and_then(|at| arguments.get(at + 1));
    if arguments.iter().any(|word| word == "--help") {
        eprintln!("{HELP}");
        return Ok(());
    }
    if !works(Command::new("strace").arg("--version")) {
        eprintln!("NOT CHECKED: there is no `strace`; install it with `apt-get install strace`");
        return Ok(());
    }
    let program = if let Some(program) = value("--program") {
        PathBuf::from(program)
    } else {
        shell::run(&mut cargo("build"))?;
        shell::target().join("debug/bedside")
    };
    let program = program.canonicalize().map_err(|error| format!("{}: {error}", program.display()))?;
    let seconds = value("--seconds").map(|text| text.parse().map_err(|_| HELP.to_owned())).transpose()?;
    let scenes: Vec<&Scene> =
        SCENES.iter().filter(|scene| value("--scene").is_none_or(|word| scene.name.contains(word.as_str()))).collect();
    let mut failures = Vec::new();
    for scene in &scenes {
        let limit = seconds.map(|seconds: u64| Duration::from_secs(seconds) / u32::try_from(scenes.len()).unwrap_or(1));
        let mut stand = Stand::new(scene, &program)?;
        stand.all(limit, &mut failures)?;
    }
    for failure in failures.iter().take(40) {
        eprintln!("FAILED {failure}");
    }
    if failures.is_empty() { Ok(()) } else { Err(format!("{} faults were not survived", failures.len())) }
}

/// A scene in a folder of its own.
struct Stand<'s> {
    scene: &'s Scene,
    program: &'s Path,
    home: PathBuf,
    /// The outputs that may be seen: the old one, and what the command makes of it.
    old: BTreeMap<String, String>,
    new: BTreeMap<String, String>,
}

impl<'s> Stand<'s> {
    fn new(scene: &'s Scene, program: &'s Path) -> Result<Self, String> {
        let home = std::env::temp_dir().join(format!("bedside-faults-{}", std::process::id()));
        let mut stand = Self { scene, program, home, old: BTreeMap::new(), new: BTreeMap::new() };
        stand.prepare()?;
        stand.old = stand.published();
        stand.must(scene.args)?;
        stand.new = stand.published();
        Ok(stand)
    }

    fn site(&self) -> PathBuf {
        self.home.join("site")
    }

    fn call(&self, strace: &[String], args: &[&str]) -> Result<Output, String> {
        let mut command = if strace.is_empty() { Command::new(self.program) } else { Command::new("strace") };
        if !strace.is_empty() {
            command.args(strace).arg(self.program);
        }
        command.args(args).current_dir(self.site()).env("HOME", &self.home).env("NO_COLOR", "1");
        command.env("RAYON_NUM_THREADS", "1").env("SOURCE_DATE_EPOCH", "1795411800").stdin(Stdio::null());
        command.output().map_err(|error| error.to_string())
    }

    fn must(&self, args: &[&str]) -> Result<(), String> {
        let output = self.call(&[], args)?;
        let text = String::from_utf8_lossy(&output.stderr);
        if output.status.success() {
            Ok(())
        } else {
            Err(format!("{}: `{}` fails: {text}", self.scene.name, args.join(" ")))
        }
    }

    /// The same project each time.
    fn prepare(&self) -> Result<(), String> {
        self.unmount();
        let said = |error: std::io::Error| format!("{}: {error}", self.scene.name);
        if self.home.exists() {
            fs::remove_dir_all(&self.home).map_err(said)?;
        }
        fs::create_dir_all(self.site()).map_err(said)?;
        let site = self.site();
        self.must(&["init", ".", "--yes"])?;
        let settings = fs::read_to_string(site.join("bedside.yaml")).map_err(said)?;
        if !settings.contains("\nchannels:") {
            fs::write(site.join("bedside.yaml"), settings + "\nchannels: [facebook]\n").map_err(said)?;
        }
        self.article("x", "one")?;
        fs::write(site.join("content/people/ann-roe.md"), "---\ntitle: Ann Roe\n---\n\nA colleague.\n")
            .map_err(said)?;
        if self.scene.mounted {
            fs::create_dir_all(site.join("public")).map_err(said)?;
            let mount =
                Command::new("mount").args(["-t", "tmpfs", "t"]).arg(site.join("public")).status().map_err(said)?;
            if !mount.success() {
                eprintln!("NOT CHECKED: a file system cannot be mounted here, so no output is filled file by file");
            }
        }
        if self.scene.warm {
            self.must(self.scene.args)?;
            if let Some(output) = self.scene.output {
                fs::create_dir_all(site.join(output).join("theirs")).map_err(said)?;
                fs::write(site.join(output).join("theirs/notes.txt"), "theirs").map_err(said)?;
            }
            self.must(self.scene.args)?;
            self.article("x", "two")?;
            self.article("y", "three")?;
        }
        Ok(())
    }

    fn article(&self, name: &str, text: &str) -> Result<(), String> {
        let text =
            format!("---\ntitle: {name}\ndate: 2026-11-02\nsummary: A sentence.\nauthors: [jane-doe]\n---\n\n{text}\n");
        fs::write(self.site().join(format!("content/articles/{name}.md")), text).map_err(|error| error.to_string())
    }

    fn unmount(&self) {
        if self.scene.mounted {
            let _ = Command::new("umount").args(["-q", "-l"]).arg(self.site().join("public")).status();
        }
    }

    /// All that is published, hidden names included.
    fn published(&self) -> BTreeMap<String, String> {
        self.scene.output.map_or_else(BTreeMap::new, |output| listing(&self.site().join(output)))
    }

    /// The words for `strace`: `calls` are followed, and an exchange of two folders fails where the scene says so.
    fn strace(&self, log: &str, calls: &str) -> Vec<String> {
        let mut words = ["-f", "-qq", "-o", log, "-e", &format!("trace={calls}")].map(str::to_owned).to_vec();
        if self.scene.renames {
            words.extend(["-e".to_owned(), "inject=renameat2:error=EINVAL".to_owned()]);
        }
        words
    }

    /// The calls of a group that may fail in this scene: an exchange of folders fails in any case where there is none.
    fn group(&self, calls: &'static str) -> &'static str {
        if self.scene.renames && calls == RENAMES { "rename,renameat" } else { calls }
    }

    /// How often the command makes each group of calls. `strace` counts for each thread, and this is the highest count.
    fn counts(&self) -> Result<Vec<(&'static str, usize)>, String> {
        self.prepare()?;
        let log = self.home.join("log");
        self.call(&self.strace(&log.to_string_lossy(), &CALLS.join(",")), self.scene.args)?;
        let text = fs::read_to_string(&log).map_err(|error| error.to_string())?;
        let mut by_thread: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        for line in text.lines().filter(|line| !line.contains("+++") && !line.contains("resumed>")) {
            let Some((thread, call)) = line.split_once(' ') else { continue };
            *by_thread.entry((thread, call.trim_start().split('(').next().unwrap_or(""))).or_default() += 1;
        }
        let count = |calls: &str| {
            let mut sums: BTreeMap<&str, usize> = BTreeMap::new();
            for ((thread, _), count) in by_thread.iter().filter(|((_, call), _)| calls.split(',').any(|c| c == *call)) {
                *sums.entry(thread).or_default() += count;
            }
            sums.into_values().max().unwrap_or(0)
        };
        Ok(CALLS.iter().map(|calls| self.group(calls)).map(|calls| (calls, count(calls))).collect())
    }

    fn all(&mut self, limit: Option<Duration>, failures: &mut Vec<String>) -> Result<(), String> {
        let begun = Instant::now();
        let mut cases = Vec::new();
        for (calls, number) in self.counts()? {
            cases.extend((1..=number).flat_map(|at| FAULTS.map(|fault| (calls, at, fault))));
        }
        let (mut tried, all, before) = (0, cases.len(), failures.len());
        // With too little time, the cases are visited in steps that spread over all of them.
        let step = if limit.is_some() { coprime(all) } else { 1 };
        for visit in 0..all {
            if limit.is_some_and(|limit| begun.elapsed() > limit) {
                break;
            }
            let (calls, at, fault) = cases[visit * step % all];
            tried += 1;
            if let Err(reason) = self.survives(calls, at, fault) {
                failures.push(format!("{}: {fault} at {calls} number {at}: {reason}", self.scene.name));
            }
        }
        eprintln!(
            "{:<20} {tried} of {all} faults, {} not survived, {} s",
            self.scene.name,
            failures.len() - before,
            begun.elapsed().as_secs()
        );
        self.unmount();
        fs::remove_dir_all(&self.home).map_err(|error| error.to_string())
    }

    fn survives(&self, calls: &str, at: usize, fault: &str) -> Result<(), String> {
        self.prepare()?;
        let inject = format!("inject={calls}:{fault}:when={at}");
        let mut words = self.strace("/dev/null", if self.scene.renames { ALL } else { calls });
        words.extend(["-e".to_owned(), inject]);
        let hit = self.call(&words, self.scene.args)?;
        let after = self.published();
        let mixed = after != self.old && after != self.new;
        // File by file, each file is the old one or the new one, and the next run finishes.
        if mixed && !self.scene.mounted {
            return Err(format!("the output is neither old nor new: {}", differ(&after, &self.new)));
        }
        told_by_hand(&hit)?;
        let half = |path: &str| fs::metadata(self.site().join(path)).is_ok_and(|found| found.len() < 40);
        if half("content/articles/sleep-and-screens.md") || half("content/articles/x.md") {
            return Err("half a document".to_owned());
        }
        self.next_run()
    }

    fn next_run(&self) -> Result<(), String> {
        let made = self.site().join("content/articles/sleep-and-screens.md").exists();
        let next = self.call(&[], self.scene.args)?;
        let text = String::from_utf8_lossy(&next.stderr).into_owned();
        let done_before = (made && self.scene.name == "new")
            || (self.scene.name == "init"
                && text.contains("is not empty")
                && self.site().join("other/bedside.yaml").exists());
        if !next.status.success() && !done_before {
            return Err(format!("the next run fails: {text}"));
        }
        told_by_hand(&next)?;
        let now = self.published();
        if self.scene.output.is_some() && now != self.new {
            return Err(format!("the next run does not make the new output: {}", differ(&now, &self.new)));
        }
        let left = listing(&self.site());
        let left = left.keys().find(|path| {
            let kept = path.starts_with(".bedside/kept");
            kept || path.contains("staging-")
                || path.contains("-init-")
                || matches!(path.rsplit('.').next(), Some("tmp" | "new"))
        });
        left.map_or(Ok(()), |path| Err(format!("`{path}` is left")))
    }
}

fn told_by_hand(output: &Output) -> Result<(), String> {
    let text = String::from_utf8_lossy(&output.stderr);
    if text.contains("changed by hand;") || text.contains("was changed by hand and") {
        return Err(format!("a false `changed by hand`: {text}"));
    }
    Ok(())
}

/// All files below a folder, with their text. The marker is left out of the text: it names the instant.
fn listing(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(at) = waiting.pop() {
        for item in fs::read_dir(&at).into_iter().flatten().flatten() {
            let path = item.path();
            if item.file_type().is_ok_and(|kind| kind.is_dir()) {
                waiting.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().into_owned();
                let bytes = fs::read(&path).unwrap_or_default();
                found.insert(name, format!("{} {:?}", bytes.len(), checksum(&bytes)));
            }
        }
    }
    found
}

fn checksum(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |sum, byte| (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)) // FNV-1a
}

fn differ(found: &BTreeMap<String, String>, expected: &BTreeMap<String, String>) -> String {
    let paths = found.keys().chain(expected.keys()).filter(|path| found.get(*path) != expected.get(*path));
    paths.take(4).cloned().collect::<Vec<_>>().join(", ")
}

/// A step that reaches each of `all` places once, and soon all regions of them.
fn coprime(all: usize) -> usize {
    let divides = |a: usize, b: usize| {
        let (mut a, mut b) = (a, b);
        while b > 0 {
            (a, b) = (b, a % b);
        }
        a
    };
    (all * 5 / 8..all).find(|step| *step > 0 && divides(*step, all) == 1).unwrap_or(1)
}
