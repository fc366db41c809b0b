//! `cargo xtask windows`: the program for Windows, built here and run under Wine.
//!
//! Wine is not Windows: what it says of names, sharing and renames is what its developers know of them. The table of the last
//! run is in `xtask/windows.md`.

mod serve;
mod trials;
mod unit;
pub(crate) mod wine;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use clap::Parser;

use crate::shell;

use trials::Trials;
use wine::Wine;

/// The table of the last run, seen from the root of the repository.
const TABLE: &str = "xtask/windows.md";

/// The compiler's name for the system.
const TARGET: &str = "x86_64-pc-windows-gnu";

/// The dependencies of a trial need not be quick; compiled like this, they take a third of the time.
const PROFILE: &str = "profile.dev.package.\"*\".opt-level=0";

#[derive(Debug, Parser)]
#[command(name = "cargo xtask windows", about = "The program for Windows, built here and run under Wine")]
pub(crate) struct Options {
    /// Kills of a build at moments spread over its time
    #[arg(long, default_value_t = 100)]
    kills: u32,
    /// Leave out the tests of the library
    #[arg(long)]
    no_tests: bool,
    /// Save the table
    #[arg(long)]
    save: bool,
}

/// A trial: what is tried, and what came of it.
pub(crate) type Row = (String, Result<String, String>);

pub(crate) fn run(arguments: &[String]) -> Result<(), String> {
    let Some(options) = shell::options::<Options>("windows", arguments)? else { return Ok(()) };
    let folder = shell::target().join("windows");
    let wine = Wine::find(&folder)?;
    shell::run(&mut cargo("build --locked", &folder))?;
    shell::run(&mut shell::cargo("build --locked"))?;
    let programs = folder.join(TARGET).join("debug");
    for place in [programs.clone(), programs.join("deps")] {
        wine::compile("prng.c", &place.join("bcryptprimitives.dll"), &["-shared", "-ladvapi32"])?;
    }
    let hold = programs.join("hold.exe");
    wine::compile("hold.c", &hold, &["-municode"])?;
    let scratch = folder.join("trials").join(std::process::id().to_string());
    std::fs::create_dir_all(&scratch).map_err(|error| format!("{}: {error}", scratch.display()))?;
    let trials = Trials {
        wine: &wine,
        program: programs.join("bedside.exe"),
        linux: shell::target().join("debug/bedside"),
        hold,
        scratch: scratch.clone(),
    };
    let mut rows = trials.all(options.kills);
    if !options.no_tests {
        rows.push(("tests of the library".to_owned(), unit::run(&wine, &folder)));
    }
    wine.end();
    let _ = std::fs::remove_dir_all(&scratch); // it lies in `target`, where it harms nobody
    let text = table(&rows, options.kills);
    println!("{text}");
    if options.save {
        std::fs::write(shell::root().join(TABLE), &text).map_err(|error| format!("{TABLE}: {error}"))?;
    }
    let failed = rows.iter().filter(|(_, outcome)| outcome.is_err()).count();
    if failed == 0 { Ok(()) } else { Err(format!("{failed} trials are not as they must be")) }
}

/// Cargo for Windows, into a folder of its own, so that no other build waits.
fn cargo(line: &str, folder: &Path) -> Command {
    let mut command = shell::cargo(line);
    command.args(["--target", TARGET, "--config", PROFILE]).env("CARGO_TARGET_DIR", folder);
    command
}

fn table(rows: &[Row], kills: u32) -> String {
    let mut out = String::from("# Bedside for Windows, under Wine\n\nWritten by `cargo xtask windows --save`");
    let day = Command::new("date").arg("+%Y-%m-%d").output().map(|output| output.stdout).unwrap_or_default();
    let version = Command::new("/usr/lib/wine/wine64").arg("--version").output().map(|output| output.stdout);
    let _ = writeln!(
        out,
        ", {}, with the debug build for `{TARGET}` and {}, on a machine with {} cores.\nWine keeps files on a disk of Linux: names that differ in case, streams of NTFS and \
         antivirus programs were not tried.\n\n| Trial | Outcome |\n|---|---|",
        String::from_utf8_lossy(&day).trim(),
        String::from_utf8_lossy(&version.unwrap_or_default()).trim(),
        std::thread::available_parallelism().map_or(1, usize::from)
    ); // cannot fail
    for (name, outcome) in rows {
        let name = if name == "kills" { format!("a build killed at {kills} moments") } else { name.clone() };
        let text = match outcome {
            Ok(text) => cell(text),
            Err(reason) => format!("**failed**: {}", cell(reason)),
        };
        let _ = writeln!(out, "| {name} | {text} |"); // cannot fail
    }
    out
}

/// A text in one cell of a table.
fn cell(text: &str) -> String {
    text.trim().replace('|', "\\|").replace('\n', " / ")
}

/// The path of a file as a program under Wine takes it: the root of this computer is its drive `Z:`.
pub(crate) fn windows_path(path: &Path) -> PathBuf {
    PathBuf::from(format!("Z:{}", path.display().to_string().replace('/', "\\")))
}
