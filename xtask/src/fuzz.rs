//! `cargo xtask fuzz`: damaged inputs for every reader, for as long as is asked for.
//!
//! The targets are tests, in `tests/it/fuzz`: a usual run of the tests tries the saved corpus and some hundred damaged
//! inputs that are the same each time; this chore lets each target run for N seconds with others each time.

use crate::shell::{self, cargo};

const HELP: &str = "usage: cargo xtask fuzz [--seconds N] [--target WORD]\n\n\
    --seconds  how long each target runs [default: 60]\n\
    --target   only targets whose name holds this word\n\n\
    What a target fails on is saved in `target/fuzz`. Put it into `tests/fuzz/TARGET`, and every run of the tests tries it.";

pub(crate) fn run(arguments: &[String]) -> Result<(), String> {
    let value = |name: &str| arguments.iter().position(|word| word == name).and_then(|at| arguments.get(at + 1));
    if arguments.iter().any(|word| word == "--help") {
        eprintln!("{HELP}");
        return Ok(());
    }
    let seconds: u64 = value("--seconds").map_or(Ok(60), |text| text.parse()).map_err(|_| HELP.to_owned())?;
    let target = value("--target").map_or("", String::as_str);
    let line = format!("test --locked --package bedside --test it -- fuzz::{target} --nocapture --test-threads=1");
    let folder = shell::target().join("fuzz");
    std::fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    shell::run(cargo(&line).env("BEDSIDE_FUZZ_SECONDS", seconds.to_string()).env("BEDSIDE_FUZZ_FOLDER", folder))
}
