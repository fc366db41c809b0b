//! `cargo xtask check`: everything that a change has to pass.
//!
//! The tests come last, so that the test runner's own count ends the output.

use crate::shell::{self, cargo, works};
use crate::{faults, fuzz, matrix};

/// How many faults of each command are tried: together they take less than a minute.
const FAULTS: usize = 12;

/// How libFuzzer tries each reader: from the saved corpus, by the same chances each time.
const FUZZ: [&str; 7] = ["--saved", "--seconds", "20", "--jobs", "2", "--seed", "1"];

pub(crate) fn run(arguments: &[String]) -> Result<(), String> {
    if !arguments.is_empty() {
        return Err("`cargo xtask check` takes no arguments".to_owned());
    }
    matrix::run(&["--quiet".to_owned()])?;
    if has("fmt", "rustfmt") {
        shell::run(&mut cargo("fmt --all --check"))?;
        shell::run(&mut cargo("fmt --manifest-path fuzz/Cargo.toml --check"))?;
    }
    if has("clippy", "clippy") {
        shell::run(&mut cargo("clippy --locked --workspace --all-targets -- -D warnings"))?;
    }
    shell::run(
        cargo("doc --locked --workspace --no-deps --document-private-items").env("RUSTDOCFLAGS", "-D warnings"),
    )?;
    shell::run(&mut cargo("test --locked --doc"))?;
    faults::run(&["--each".to_owned(), FAULTS.to_string()])?;
    fuzz::run(&FUZZ.map(str::to_owned))?;
    shell::run(&mut shell::tests())
}

/// Whether a component of the toolchain is there; says so where it is not.
fn has(command: &str, component: &str) -> bool {
    let works = works(&mut cargo(&format!("{command} --version")));
    if !works {
        eprintln!("NOT CHECKED: {component} is not installed; get it with `rustup component add {component}`");
    }
    works
}
