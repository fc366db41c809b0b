//! `cargo xtask soak`: whether a preview stays as small and as quick as it began, after thousands of edits and under more
//! connections than any practice opens.
//!
//! It runs the release build on a copy of the example site, on loopback only, bounded by a number of edits and by time.
//! Memory, descriptors and threads are those that `/proc` gives, so it needs Linux.

mod crowd;

use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use clap::Parser;

use crate::shell;

/// Growth of memory from the first tenth of the edits to the last, in KiB, that is demanded as the most.
const GROWTH: usize = 8 * 1024;

/// Milliseconds that a reader may wait for a page at most, whoever else is connected.
const DELAY: f64 = 200.0;

#[derive(Debug, Parser)]
#[command(name = "cargo xtask soak", about = "Thousands of edits and connections of one preview, on loopback only")]
struct Options {
    /// Saves of one document
    #[arg(long, default_value_t = 10_000)]
    edits: usize,
    /// The saves end after this time, however many there were
    #[arg(long, default_value_t = 1800)]
    seconds: u64,
    /// Try this program instead of building the release
    #[arg(long, value_name = "FILE")]
    bedside: Option<PathBuf>,
}

/// Runs all of it; a missed demand is an error.
pub(crate) fn run(arguments: &[String]) -> Result<(), String> {
    let Some(options) = shell::options::<Options>("soak", arguments)? else { return Ok(()) };
    if options.bedside.is_none() {
        shell::run(&mut shell::cargo("build --release --quiet"))?;
    }
    let folder = shell::target().join("soak").join(std::process::id().to_string());
    let outcome = soak(&folder, &options).map_err(|error| error.to_string());
    // What cannot be removed is in `target`, where it harms nobody.
    let _ = fs::remove_dir_all(&folder);
    let missed = outcome?;
    if missed.is_empty() { Ok(()) } else { Err(format!("demands missed:\n  {}", missed.join("\n  "))) }
}

fn soak(folder: &Path, options: &Options) -> std::io::Result<Vec<String>> {
    fs::create_dir_all(folder)?;
    let root = folder.join("project");
    let copied = Command::new("cp").arg("-r").arg(shell::root().join("example-site")).arg(&root).status()?;
    if !copied.success() {
        return Err(std::io::Error::other("the example site could not be copied"));
    }
    let built = shell::target().join("release/bedside");
    let mut preview = Preview::start(options.bedside.as_ref().unwrap_or(&built), &root)?;
    let mut missed = edits(&mut preview, options)?;
    missed.extend(crowd::run(&preview)?);
    Ok(missed)
}

fn edits(preview: &mut Preview, options: &Options) -> std::io::Result<Vec<String>> {
    let begun = Instant::now();
    let mut early = None;
    let mut done = 0;
    while done < options.edits && begun.elapsed() < Duration::from_secs(options.seconds) {
        preview.save(done)?;
        done += 1;
        if done == (options.edits / 10).max(1) {
            early = Some(preview.size()?);
        }
    }
    let late = preview.size()?;
    let early = early.unwrap_or(late);
    println!("{done} edits in {:.0} s", begun.elapsed().as_secs_f64());
    println!("  after a tenth: {early}\n  after all:     {late}");
    let mut missed = Vec::new();
    if late.memory > early.memory + GROWTH {
        missed.push(format!("memory grew by {} KiB, at most {GROWTH} was demanded", late.memory - early.memory));
    }
    if late.descriptors > early.descriptors + 2 {
        missed.push(format!("descriptors grew from {} to {}", early.descriptors, late.descriptors));
    }
    Ok(missed)
}

/// A running preview.
struct Preview {
    child: Child,
    output: BufReader<ChildStdout>,
    address: SocketAddr,
    document: PathBuf,
}

/// What a process takes.
#[derive(Clone, Copy)]
struct Size {
    /// KiB.
    memory: usize,
    descriptors: usize,
    threads: usize,
}

impl std::fmt::Display for Size {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { memory, descriptors, threads } = self;
        write!(f, "{memory} KiB, {descriptors} descriptors, {threads} threads")
    }
}

impl Preview {
    fn start(bedside: &Path, root: &Path) -> std::io::Result<Self> {
        let document = root.join("content/articles/soak.md");
        fs::write(&document, text(0))?;
        let mut command = Command::new(bedside);
        command.args(["serve", "-p", "0", "-r"]).arg(root).stdin(Stdio::null());
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
        let output = child.stdout.take().ok_or_else(|| std::io::Error::other("no output"))?;
        let mut output = BufReader::new(output);
        let mut line = String::new();
        output.read_line(&mut line)?;
        let address = line.split("http://").nth(1).and_then(|rest| rest.split('/').next());
        let address = address.and_then(|address| address.parse().ok());
        let address = address.ok_or_else(|| std::io::Error::other(format!("no address: {line}")))?;
        Ok(Self { child, output, address, document })
    }

    /// Saves as editors do, and waits until it is shown.
    fn save(&mut self, number: usize) -> std::io::Result<()> {
        let aside = self.document.with_extension("tmp");
        fs::write(&aside, text(number))?;
        fs::rename(&aside, &self.document)?;
        let mut line = String::new();
        if self.output.read_line(&mut line)? == 0 {
            return Err(std::io::Error::other("the preview has ended"));
        }
        Ok(())
    }

    fn size(&self) -> std::io::Result<Size> {
        let process = PathBuf::from(format!("/proc/{}", self.child.id()));
        let status = fs::read_to_string(process.join("status"))?;
        let memory = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let memory = memory.and_then(|text| text.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0);
        let count = |what: &str| fs::read_dir(process.join(what)).map(Iterator::count);
        Ok(Size { memory, descriptors: count("fd")?, threads: count("task")? })
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn text(number: usize) -> String {
    let mut text = format!("---\ntitle: Soak\ndate: 2026-01-05\ndescription: Edit {number}.\n---\n\n");
    for paragraph in 0..=(number % 7) {
        // Writing to a string cannot fail.
        _ = writeln!(text, "Paragraph {paragraph} of edit {number}.\n");
    }
    text
}
