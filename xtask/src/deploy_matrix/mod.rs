//! `cargo xtask deploy-matrix`: `bedside deploy` against real servers on this computer.
//!
//! Each kind of host is put through the same trials: a first deployment, a second, many pages, kills while a reader reads,
//! and whatever may go wrong on the way. `xtask/deploy-matrix.md` has what came of it: each part is written when it is done.

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

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::shell::{self, cargo};

use place::Place;
use trials::{Outcome, ROWS, Trials};

/// What came of the last runs, seen from the root of the repository.
const TABLE: &str = "xtask/deploy-matrix.md";

const HELP: &str = "usage: cargo xtask deploy-matrix [--program FILE] [--only WORD] [--quick]\n\n\
    --program  the program to try [default: the release build, built first]\n\
    --only     one kind of host, `web` for the web servers, `time` for posts that are due\n\
    --quick    a twentieth of the pages; what comes of it is printed, not saved";

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
    let build = if program.components().any(|part| part.as_os_str() == "release") { "release" } else { "debug" };
    let day = servers::must(Command::new("date").arg("+%Y-%m-%d"))?;
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let tried = format!("Tried on {}, with the {build} build, on a machine with {cores} cores.", day.trim());
    let wants = |name: &str| only.is_none_or(|only| only == name);
    let mut failed = 0;
    let mut done = |part: Part| -> Result<(), String> {
        failed += part.failed;
        println!("{}", part.text(&tried));
        if is_quick { Ok(()) } else { save(&part, &tried) }
    };
    for (name, make) in PLACES.iter().filter(|(name, _)| wants(name)) {
        done(column(name, *make, &scratch, &program, if is_quick { 20 } else { 1 }).part())?;
    }
    if wants("web") {
        done(Part::of_rows("web", "Web servers with what `--print-config` prints", &web::all(&scratch, &program)))?;
    }
    if wants("time") {
        done(Part::of_rows("time", "Posts that are due, by what calls `deploy`", &time::all(&scratch, &program)))?;
    }
    let _ = std::fs::remove_dir_all(&scratch);
    if failed == 0 { Ok(()) } else { Err(format!("{failed} trials are not as they must be")) }
}

/// A part of the table: a kind of host, the web servers, or what calls `deploy` on time.
struct Part {
    name: &'static str,
    about: String,
    rows: String,
    failed: usize,
}

impl Part {
    fn of_rows(name: &'static str, about: &str, outcomes: &[web::Row]) -> Self {
        let mut rows = String::new();
        for (row, outcome) in outcomes {
            let failed = |reason: &String| format!("**failed**: {}", project::cell(reason));
            let text = outcome.as_ref().map_or_else(failed, |text| project::cell(text));
            let _ = writeln!(rows, "| {row} | {text} |"); // cannot fail
        }
        let failed = outcomes.iter().filter(|(_, outcome)| outcome.is_err()).count();
        Self { name, about: about.to_owned(), rows, failed }
    }

    fn text(&self, tried: &str) -> String {
        let head = format!("## {}\n\n{}. {tried}\n", self.name, self.about);
        if self.rows.is_empty() { head } else { format!("{head}\n| Trial | Outcome |\n|---|---|\n{}", self.rows) }
    }
}

const HEAD: &str = "# `bedside deploy` against real servers

Written by `cargo xtask deploy-matrix`, each part when it was last tried.
A site with 200 pages that all change is killed 20 times on its way, while a reader fetches these pages, all that they
need and, of every tenth, where they lead.
";

/// Puts a part into the table, in the place of what it was.
fn save(part: &Part, tried: &str) -> Result<(), String> {
    let path = shell::root().join(TABLE);
    let old = std::fs::read_to_string(&path).unwrap_or_default();
    std::fs::write(&path, with(&old, part, tried)).map_err(|error| format!("{TABLE}: {error}"))
}

/// The table with a part, in the order in which parts are tried.
fn with(old: &str, part: &Part, tried: &str) -> String {
    let mut parts: BTreeMap<usize, String> = BTreeMap::new();
    let place = |name: &str| {
        let names = PLACES.iter().map(|(name, _)| *name).chain(["web", "time"]);
        names.into_iter().position(|known| known == name)
    };
    for text in old.split("\n## ").skip(1) {
        let name = text.lines().next().unwrap_or_default();
        parts.extend(place(name).map(|at| (at, format!("## {}\n", text.trim_end()))));
    }
    parts.extend(place(part.name).map(|at| (at, part.text(tried))));
    let parts: Vec<String> = parts.into_values().collect();
    format!("{HEAD}\n{}", parts.join("\n"))
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

impl Column {
    fn part(self) -> Part {
        let named = ROWS.iter().zip(self.outcomes);
        let outcomes: Vec<web::Row> = named.filter_map(|(row, outcome)| Some(((*row).to_owned(), outcome?))).collect();
        Part::of_rows(self.name, &self.server, &outcomes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_takes_the_place_of_what_it_was() {
        let part = |name, text: &str| Part::of_rows(name, "A server", &[("first".to_owned(), Ok(text.to_owned()))]);
        let one = with("# Old\n\n## unknown\n\ntext\n", &part("git", "20 files"), "Today.");
        let two = with(&one, &part("sftp", "30 files"), "Today.");
        let three = with(&two, &part("git", "40 files"), "Later.");
        assert!(three.starts_with(HEAD) && !three.contains("unknown") && !three.contains("20 files"), "{three}");
        let at = |words: &str| three.find(words).expect("it is there");
        assert!(
            at("## sftp\n\nA server. Today.\n\n| Trial |") < at("| first | 30 files |\n\n## git\n\nA server. Later.")
        );
        assert!(three.ends_with("| first | 40 files |\n"), "{three}");
    }
}
