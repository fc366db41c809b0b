//! From a save to the changed page: `bedside serve`, with a client that does what a browser does.
//!
//! Time runs from the rename that puts a saved file in its place until the message has come and the page was fetched
//! whole; the 100 ms of quiet that the preview waits for are taken off. After each edit the pages, lists, feeds and
//! neighbours that it touches are fetched and looked at. The start is compared with the stages of a clean build that come
//! before its first page.

pub(super) mod client;
pub(super) mod edits;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Instant;

use self::client::Client;
use self::edits::{Edit, PAGE, Project};
use super::corpus;
use super::numbers::{mebibytes, median, thousands};
use super::options::Options;
use super::scratch;
use super::tools::Tools;

/// Milliseconds that are demanded: the median and 95 of 100 edits, and the most for an edit that touches everything.
const MEDIAN: f64 = 30.0;
const MOST: f64 = 60.0;
const EVERYTHING: f64 = 250.0;
/// The first page after a start, as a multiple of a clean build's work before its first page.
const START: f64 = 1.5;
/// Milliseconds of quiet that the preview waits for.
const QUIET: f64 = 100.0;

/// Measures all sizes and prints a table; a missed demand is an error.
pub(crate) fn run(options: &Options) -> Result<(), String> {
    let bedside = Tools::find(options)?.bedside.path;
    let sizes = options.preview_sizes();
    let mut missed = Vec::new();
    for size in sizes {
        let copy = corpus::copied(options, size)?;
        let measured = measure(&bedside, &copy.root, options.edits(), options.runs(size).min(3))
            .map_err(|error| error.to_string())?;
        println!("\n{} articles\n{}", thousands(size), measured.table());
        missed.extend(measured.missed().into_iter().map(|what| format!("{} articles: {what}", thousands(size))));
    }
    if missed.is_empty() { Ok(()) } else { Err(format!("demands missed:\n  {}", missed.join("\n  "))) }
}

struct Measured {
    /// Milliseconds of each edit, the quiet taken off.
    edits: BTreeMap<Edit, Vec<f64>>,
    /// Seconds until the first page, and of the stages of a clean build.
    start: (f64, f64),
    /// KiB of memory after some edits and after all.
    memory: (f64, f64),
    unseen: Vec<String>,
}

impl Measured {
    fn of(&self, everything: bool) -> Vec<f64> {
        let times = self.edits.iter().filter(|(edit, _)| edit.touches_all() == everything);
        times.flat_map(|(_, times)| times.iter().copied()).collect()
    }

    fn table(&self) -> String {
        let mut out = String::new();
        let mut line = |name: &str, times: &[f64]| {
            let (p50, p95, most) = (part(times, 0.5), part(times, 0.95), part(times, 1.0));
            _ = writeln!(
                out,
                "  {name:<22} {:>4} edits  p50 {p50:>6.1} ms  p95 {p95:>6.1} ms  most {most:>6.1} ms",
                times.len()
            );
        };
        for (edit, times) in &self.edits {
            line(edit.name(), times);
        }
        line("one document", &self.of(false));
        line("everything", &self.of(true));
        let (first, model) = self.start;
        _ = writeln!(
            out,
            "  first page after {first:.2} s, {:.2} times the {model:.2} s of a clean build before its first page",
            first / model
        );
        _ = writeln!(
            out,
            "  memory {} after a quarter of the edits, {} after all",
            mebibytes(self.memory.0),
            mebibytes(self.memory.1)
        );
        out
    }

    fn missed(&self) -> Vec<String> {
        let one = self.of(false);
        let demands = [
            ("p50 in ms", part(&one, 0.5), MEDIAN),
            ("p95 in ms", part(&one, 0.95), MOST),
            ("an edit of everything in ms", part(&self.of(true), 1.0), EVERYTHING),
            ("start as a multiple of a build", self.start.0 / self.start.1, START),
            ("growth of memory", self.memory.1 / self.memory.0, 1.1),
        ];
        let missed = demands.iter().filter(|(_, found, most)| found > most);
        let missed = missed.map(|(what, found, most)| format!("{what}: {found:.2}, at most {most} was demanded"));
        missed.chain(self.unseen.iter().cloned()).collect()
    }
}

/// The value below which a part of all values lie.
pub(super) fn part(values: &[f64], part: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "small counts"
    )]
    let at = ((sorted.len() as f64 * part).ceil() as usize).clamp(1, sorted.len().max(1)) - 1;
    sorted.get(at).copied().unwrap_or(0.0)
}

fn measure(bedside: &Path, root: &Path, edits: usize, runs: usize) -> std::io::Result<Measured> {
    let mut project = Project::prepare(root)?;
    let model =
        median(&(0..runs).map(|_| model_seconds(bedside, root)).collect::<std::io::Result<Vec<_>>>()?).unwrap_or(0.0);
    let mut starts = Vec::new();
    for _ in 0..runs {
        let started = Instant::now();
        let running = Running::start(bedside, root)?;
        running.client.get("/")?;
        starts.push(started.elapsed().as_secs_f64());
    }
    let running = Running::start(bedside, root)?;
    let client = &running.client;
    client.get("/")?;
    // Both pages are open. Messages go to all open pages, so it is enough to read those of one.
    let _home = client.open("/")?;
    let mut events = client.open(PAGE)?;
    let mut measured = Measured {
        edits: BTreeMap::new(),
        start: (median(&starts).unwrap_or(0.0), model),
        memory: (1.0, 1.0),
        unseen: Vec::new(),
    };
    for step in 1..=edits {
        let edit = Edit::ALL[(step - 1) % Edit::ALL.len()];
        let (act, sights) = project.edit(edit, step)?;
        let page = edit.page();
        let started = Instant::now();
        act()?;
        while !events.wait("reload")?.contains(&format!("\"{page}\"")) {}
        client.get(page)?;
        measured.edits.entry(edit).or_default().push(started.elapsed().as_secs_f64() * 1000.0 - QUIET);
        for (path, text, expected) in sights {
            let answer = client.get(&path)?;
            let found = answer.status == 200 && answer.body.contains(&text);
            if found != expected {
                measured.unseen.push(format!("edit {step}, {}: `{text}` in {path}: {found}", edit.name()));
            }
        }
        if step == edits.div_ceil(4) {
            measured.memory.0 = running.memory();
        }
    }
    measured.memory.1 = running.memory();
    Ok(measured)
}

/// Seconds of a clean build before its first page is rendered.
fn model_seconds(bedside: &Path, root: &Path) -> std::io::Result<f64> {
    for folder in ["public", ".bedside"] {
        scratch::remove(&root.join(folder))?;
    }
    let output = Command::new(bedside)
        .args(["build", "--timings", "--no-cards", "--drafts", "--future", "-r"])
        .arg(root)
        .output()?;
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    for folder in ["public", ".bedside"] {
        scratch::remove(&root.join(folder))?;
    }
    let milliseconds = |stage: &str| {
        let line = text.lines().find_map(|line| line.trim().strip_prefix(stage)).unwrap_or("0 ms");
        line.trim().trim_end_matches(" ms").parse::<f64>().unwrap_or(0.0)
    };
    let stages = ["list files", "read and parse", "put together", "plan", "check"];
    Ok(stages.iter().map(|stage| milliseconds(stage)).sum::<f64>() / 1000.0)
}

/// A preview that ends when dropped.
pub(super) struct Running {
    child: Child,
    pub(super) client: Client,
}

impl Running {
    pub(super) fn start(bedside: &Path, root: &Path) -> std::io::Result<Self> {
        let mut command = Command::new(bedside);
        command.args(["serve", "-p", "0", "-r"]).arg(root).stdin(Stdio::null()).stdout(Stdio::piped());
        let mut child = command.stderr(Stdio::null()).spawn()?;
        let mut lines = BufReader::new(child.stdout.take().ok_or(std::io::ErrorKind::BrokenPipe)?);
        let mut line = String::new();
        lines.read_line(&mut line)?;
        // The rest is read so that the preview is never kept waiting for its reader.
        std::thread::spawn(move || std::io::copy(&mut lines, &mut std::io::sink()));
        let host = line.split_once("http://").and_then(|(_, rest)| rest.split('/').next()).unwrap_or("").to_owned();
        Ok(Self { child, client: Client { host } })
    }

    /// Milliseconds of a processor that the program has had so far, its threads together; 0 where the system does not say.
    pub(super) fn worked(&self) -> f64 {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap_or_default();
        // Behind the name, which may hold spaces: the state, and utime and stime as the 12th and 13th of what follows (proc(5)),
        // in hundredths of a second.
        let behind = stat.rsplit_once(')').map_or("", |(_, behind)| behind);
        let ticks: f64 = behind.split_whitespace().skip(11).take(2).filter_map(|part| part.parse::<f64>().ok()).sum();
        ticks * 10.0
    }

    /// Resident memory in KiB.
    fn memory(&self) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or("");
        line.trim().trim_end_matches(" kB").trim().parse().unwrap_or(1.0)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself, which the measurement has noticed.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
