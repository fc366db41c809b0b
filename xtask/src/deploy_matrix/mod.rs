//! `cargo xtask deploy-matrix`: `bedside deploy` against real servers on this computer.
//!
//! Each kind of host is put through the same trials: a first deployment, a second, many pages, kills while a reader reads,
//! and whatever may go wrong on the way. The table of the last run is in `xtask/deploy-matrix.md`.

mod buckets;
mod folders;
mod http;
mod link;
mod place;
mod project;
mod reader;
mod servers;
mod services;
mod time;
mod trials;
mod web;

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::shell::{self, cargo};

use place::Place;
use trials::{Outcome, ROWS, Trials};

/// The table of the last run, seen from the root of the repository.
const TABLE: &str = "xtask/deploy-matrix.md";

const HELP: &str = "usage: cargo xtask deploy-matrix [--program FILE] [--only WORD] [--quick]\n\n\
    --program  the program to try [default: the release build, built first]\n\
    --only     one kind of host, `web` for the web servers, `time` for posts that are due; the table is printed, not saved\n\
    --quick    a twentieth of the pages; the table is printed, not saved";

type Maker = fn(&Path) -> Result<Place, String>;

const PLACES: [(&str, Maker); 9] = [
    ("folder", folders::folder),
    ("sftp", folders::sftp),
    ("ftps", folders::ftps),
    ("s3", buckets::s3),
    ("azure", buckets::azure),
    ("gcs", buckets::gcs),
    ("git", services::git),
    ("netlify", services::netlify),
    ("cloudflare", services::cloudflare),
];

pub(crate) fn run(arguments: &[String]) -> Result<(), String> {
    let value = |name: &str| arguments.iter().position(|word| word == name).and_then(|at| arguments.get(at + 1));
    if arguments.iter().any(|word| word == "--help") {
        eprintln!("{HELP}");
        return Ok(());
    }
    let is_quick = arguments.iter().any(|word| word == "--quick");
    let only = value("--only").map(String::as_str);
    let program = if let Some(program) = value("--program") {
        PathBuf::from(program)
    } else {
        shell::run(&mut cargo("build --release --locked --bin bedside"))?;
        shell::target().join("release/bedside")
    };
    let program = program.canonicalize().map_err(|error| format!("{}: {error}", program.display()))?;
    let scratch = std::env::temp_dir().join(format!("bedside-matrix-{}", std::process::id()));
    std::fs::create_dir_all(&scratch).map_err(|error| format!("{}: {error}", scratch.display()))?;
    let mut columns = Vec::new();
    for (name, make) in PLACES.iter().filter(|(name, _)| only.is_none_or(|only| only == *name)) {
        columns.push(column(name, *make, &scratch, &program, if is_quick { 20 } else { 1 }));
    }
    let wants = |name: &str| only.is_none_or(|only| only == name);
    let rows = if wants("web") { web::all(&scratch, &program) } else { Vec::new() };
    let times = if wants("time") { time::all(&scratch, &program) } else { Vec::new() };
    let failed =
        columns.iter().flat_map(|column| &column.outcomes).filter(|outcome| matches!(outcome, Some(Err(_)))).count()
            + rows.iter().chain(&times).filter(|(_, outcome)| outcome.is_err()).count();
    let build = if program.components().any(|part| part.as_os_str() == "debug") { "debug" } else { "release" };
    let text = table(build, &columns, &[("Web servers", "Server", &rows), ("On time", "What calls it", &times)]);
    println!("{text}");
    let _ = std::fs::remove_dir_all(&scratch);
    if only.is_none() && !is_quick {
        std::fs::write(shell::root().join(TABLE), &text).map_err(|error| format!("{TABLE}: {error}"))?;
    }
    if failed == 0 { Ok(()) } else { Err(format!("{failed} trials are not as they must be")) }
}

/// A kind of host, and what came of its trials.
struct Column {
    name: &'static str,
    server: String,
    outcomes: Vec<Outcome>,
}

fn column(name: &'static str, make: Maker, scratch: &Path, program: &Path, quick: usize) -> Column {
    match make(scratch) {
        Err(reason) => {
            eprintln!("NOT CHECKED: {name}: {reason}");
            Column {
                name,
                server: format!("NOT CHECKED: {}", project::cell(&reason)),
                outcomes: vec![None; ROWS.len()],
            }
        }
        Ok(place) => {
            let trials = Trials { place: &place, program, scratch: scratch.join(format!("projects-{name}")), quick };
            let outcomes = trials.all();
            let _ = std::fs::remove_dir_all(&trials.scratch);
            Column { name, server: place.server.clone(), outcomes }
        }
    }
}

fn table(build: &str, columns: &[Column], others: &[(&str, &str, &Vec<web::Row>)]) -> String {
    let mut out = String::from("# `bedside deploy` against real servers\n\nWritten by `cargo xtask deploy-matrix`");
    let day = servers::must(Command::new("date").arg("+%Y-%m-%d")).unwrap_or_default();
    let _ = writeln!(
        out,
        ", {}, with the {build} build, on a machine with {} cores.",
        day.trim(),
        std::thread::available_parallelism().map_or(1, usize::from)
    ); // cannot fail
    out.push_str("A site with 200 pages that all change is killed 20 times on its way, while a reader fetches these pages, all that they\nneed and, of every tenth, where they lead.\n");
    for column in columns {
        let _ = write!(out, "\n## {}\n\n{}\n\n| Trial | Outcome |\n|---|---|\n", column.name, column.server); // cannot fail
        for (row, outcome) in ROWS.iter().zip(&column.outcomes) {
            let text = match outcome {
                None => continue,
                Some(Ok(text)) => project::cell(text),
                Some(Err(reason)) => format!("**failed**: {}", project::cell(reason)),
            };
            let _ = writeln!(out, "| {row} | {text} |"); // cannot fail
        }
    }
    for (title, head, rows) in others.iter().filter(|(.., rows)| !rows.is_empty()) {
        let _ = write!(out, "\n## {title}\n\n| {head} | Outcome |\n|---|---|\n"); // cannot fail
        for (name, outcome) in *rows {
            let failed = |reason: &String| format!("**failed**: {}", project::cell(reason));
            let text = outcome.as_ref().map_or_else(failed, |text| project::cell(text));
            let _ = writeln!(out, "| {name} | {text} |"); // cannot fail
        }
    }
    out
}
