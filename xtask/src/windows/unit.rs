//! The tests of the library, compiled for Windows.

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::cargo;
use super::wine::Wine;

/// Runs the tests, and counts them.
pub(super) fn run(wine: &Wine, folder: &Path) -> Result<String, String> {
    let program = build(folder)?;
    let output = wine
        .command(&program)
        .arg("--test-threads=2")
        .current_dir(crate::shell::root())
        .output()
        .map_err(|error| error.to_string())?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let number = |word: &str| -> usize {
        let results = text.lines().filter(|line| line.starts_with("test result:"));
        results
            .filter_map(|line| {
                let before = line.split(&format!(" {word}")).next()?;
                before.rsplit(' ').next()?.parse::<usize>().ok()
            })
            .sum()
    };
    let (passed, failed) = (number("passed"), number("failed"));
    let told: Vec<&str> = text
        .lines()
        .filter(|line| line.starts_with("test ") && line.ends_with("... FAILED"))
        .map(|line| line.trim_start_matches("test ").trim_end_matches(" ... FAILED"))
        .collect();
    match (passed, failed) {
        (0, _) => Err("no test ran".to_owned()),
        (passed, 0) => Ok(format!("{passed} passed")),
        (passed, failed) => Err(format!("{failed} of {} failed: {}", passed + failed, told.join(", "))),
    }
}

/// Compiles the tests, and says where they are.
fn build(folder: &Path) -> Result<PathBuf, String> {
    let mut command = cargo("test --no-run --locked --lib --message-format=json-render-diagnostics", folder);
    let output = command.stderr(std::process::Stdio::inherit()).output().map_err(|error| error.to_string())?;
    if !output.status.success() {
        return Err("the tests cannot be compiled for Windows".to_owned());
    }
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let programs = text.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let program = programs.filter_map(|value| value["executable"].as_str().map(PathBuf::from)).next_back();
    program.ok_or_else(|| "cargo names no program of the tests".to_owned())
}
