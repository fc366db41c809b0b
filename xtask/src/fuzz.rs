//! `cargo xtask fuzz`: libFuzzer looks for inputs that a reader does not survive.
//!
//! The targets are the crate in `fuzz/`, laid out as cargo-fuzz wants it and built here without it: the flags are those of
//! `cargo fuzz build --sanitizer none` (cargo-fuzz 0.13, `src/project.rs`), and the stable compiler knows them all.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::shell::{self, cargo, works};

/// What tells libFuzzer where a program has been.
const FLAGS: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares -Cllvm-args=-sanitizer-coverage-stack-depth \
    -Cllvm-args=-simplifycfg-branch-fold-threshold=0 --cfg fuzzing";

/// For one input: seconds, of which a busy machine needs many, and megabytes of memory; and its length in bytes.
const LIMITS: [&str; 3] = ["-timeout=30", "-rss_limit_mb=2048", "-max_len=65536"];

#[derive(clap::Parser)]
#[command(
    name = "cargo xtask fuzz",
    about = "Let libFuzzer look for inputs that a reader does not survive",
    after_help = "What a target fails on is saved in `target/fuzz/artifacts`. Put it into `tests/fuzz/TARGET` with the fix, \
        and every run of the tests tries it. Inputs that led somewhere new stay in `target/fuzz/corpus` for the next run."
)]
struct Options {
    /// How long each target runs
    #[arg(long, value_name = "N", default_value_t = 60)]
    seconds: u64,
    /// Only targets whose name holds this word; may be repeated
    #[arg(long = "target", value_name = "WORD")]
    targets: Vec<String>,
    /// How many targets run at a time
    #[arg(long, value_name = "N", default_value_t = 2)]
    jobs: usize,
    /// Begin with the saved corpus alone, and keep nothing but what fails
    #[arg(long)]
    saved: bool,
    /// The number that chance begins with; without it, another one each time
    #[arg(long, value_name = "N", default_value_t = 0)]
    seed: u32,
}

pub(crate) fn run(arguments: &[String]) -> Result<(), String> {
    let Some(options) = shell::options::<Options>("cargo xtask fuzz", arguments)? else { return Ok(()) };
    let compiler = std::env::var_os("CXX").unwrap_or_else(|| "c++".into());
    if !works(Command::new(&compiler).arg("--version")) {
        let compiler = compiler.display();
        eprintln!("NOT CHECKED: there is no C++ compiler `{compiler}` to build libFuzzer with, so no reader is fuzzed");
        return Ok(());
    }
    let names = names(&options.targets)?;
    let folder = shell::target().join("fuzz");
    let programs = build(&folder)?;
    let next = AtomicUsize::new(0);
    let failures = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..options.jobs.max(1) {
            scope.spawn(|| {
                while let Some(name) = names.get(next.fetch_add(1, Ordering::Relaxed)) {
                    match fuzz(name, &programs, &folder, &options) {
                        Ok(line) => println!("{line}"),
                        Err(reason) => {
                            eprintln!("{reason}");
                            failures.lock().expect("no thread panics").push(name.as_str());
                        }
                    }
                }
            });
        }
    });
    let failures = failures.into_inner().expect("no thread panics");
    if failures.is_empty() { Ok(()) } else { Err(format!("not survived: {}", failures.join(", "))) }
}

/// The targets whose name holds one of `words`.
fn names(words: &[String]) -> Result<Vec<String>, String> {
    let folder = shell::root().join("fuzz/fuzz_targets");
    let items = fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let files = items.flatten().map(|item| item.path());
    let mut names: Vec<String> = files.filter_map(|file| Some(file.file_stem()?.to_str()?.to_owned())).collect();
    names.sort();
    names.retain(|name| words.is_empty() || words.iter().any(|word| name.contains(word.as_str())));
    if names.is_empty() { Err(format!("there is no target called {words:?}")) } else { Ok(names) }
}

/// Builds the targets; gives the folder with their programs.
fn build(folder: &Path) -> Result<PathBuf, String> {
    let version =
        Command::new("rustc").arg("-vV").output().map_err(|error| format!("`rustc` did not start: {error}"))?;
    let version = String::from_utf8_lossy(&version.stdout).into_owned();
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).ok_or("`rustc -vV` names no host")?;
    // With `--target`, the flags are not those of build scripts and macros.
    let mut command =
        cargo(&format!("build --release --locked --manifest-path fuzz/Cargo.toml --bins --target {host}"));
    shell::run(command.arg("--target-dir").arg(folder).env("RUSTFLAGS", FLAGS))?;
    Ok(folder.join(host).join("release"))
}

/// Runs one target; gives the line with its figures, or the end of what it said.
fn fuzz(name: &str, programs: &Path, folder: &Path, options: &Options) -> Result<String, String> {
    let at = |error: std::io::Error| format!("{name}: {error}");
    let corpus = folder.join(if options.saved { "corpus-of-one-run" } else { "corpus" }).join(name);
    let artifacts = folder.join("artifacts").join(name);
    if options.saved && corpus.exists() {
        fs::remove_dir_all(&corpus).map_err(at)?;
    }
    for folder in [&corpus, &artifacts] {
        fs::create_dir_all(folder).map_err(at)?;
    }
    let log = folder.join(format!("{name}.log"));
    let said = fs::File::create(&log).map_err(at)?;
    let program = programs.join(name);
    let mut command = Command::new(&program);
    command.arg(&corpus).arg(shell::root().join("tests/fuzz").join(name)).args(LIMITS);
    command.arg(format!("-max_total_time={}", options.seconds)).arg("-print_final_stats=1");
    command.arg(format!("-seed={}", options.seed));
    command.arg(format!("-dict={}", shell::root().join("fuzz/signs.dict").display()));
    command.arg(format!("-artifact_prefix={}/", artifacts.display()));
    command.stdin(Stdio::null()).stdout(said.try_clone().map_err(at)?).stderr(said);
    let status = command.status().map_err(at)?;
    let text = String::from_utf8_lossy(&fs::read(&log).map_err(at)?).into_owned();
    if options.saved {
        fs::remove_dir_all(&corpus).map_err(at)?;
    }
    if status.success() {
        return Ok(figures(name, options.seconds, &text));
    }
    let lines: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
    let end = lines[lines.len().saturating_sub(40)..].join("\n");
    Err(format!(
        "{name}: not survived\n{end}\n{}all that was said is in {}\n",
        again(name, &program, &text),
        log.display()
    ))
}

/// Where the input lies that was not survived, and how to see that again.
fn again(name: &str, program: &Path, text: &str) -> String {
    let saved = text.lines().rev().find_map(|line| Some(line.split_once("Test unit written to ")?.1.trim()));
    let Some(saved) = saved else { return String::new() };
    let program = program.display();
    format!(
        "the input is saved: {saved}\nto see it again: {program} {saved}\n\
         once it is mended, move the input into tests/fuzz/{name}, and every run of the tests tries it\n"
    )
}

/// What libFuzzer counted.
fn figures(name: &str, seconds: u64, text: &str) -> String {
    let count = |what: &str| {
        let found = text.lines().find_map(|line| line.strip_prefix("stat::")?.strip_prefix(what)?.strip_prefix(':'));
        found.map_or("?", str::trim).to_owned()
    };
    let reached = text.lines().rev().find_map(|line| line.split_once(" cov: ")?.1.split(' ').next()).unwrap_or("?");
    format!(
        "{name}: {seconds} s, {} inputs, the slowest {} s, {} new ones kept, {reached} places reached, {} MB",
        count("number_of_executed_units"),
        count("slowest_unit_time_sec"),
        count("new_units_added"),
        count("peak_rss_mb"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_says_where_it_lies_and_how_to_see_it_again() {
        let text = "#2\tINITED\n==7== ERROR: libFuzzer: deadly signal\nTest unit written to target/fuzz/artifacts/forms/crash-1f\n";
        let said = again("forms", Path::new("target/fuzz/forms"), text);
        assert!(said.contains("saved: target/fuzz/artifacts/forms/crash-1f\n"), "{said}");
        assert!(said.contains("again: target/fuzz/forms target/fuzz/artifacts/forms/crash-1f\n"), "{said}");
        assert!(said.contains("move the input into tests/fuzz/forms"), "{said}");
        assert_eq!(again("forms", Path::new("p"), "#2\tINITED\n"), "");
    }
}
