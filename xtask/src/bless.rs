//! `cargo xtask bless [FILTER]`: the tests re-write their golden files from what they find.
//!
//! Tests that compare with golden files look for `BEDSIDE_BLESS` in the environment. What changed is read with
//! `git diff` before it is committed: blessing is a claim that the new output is right.

use crate::shell;

pub(crate) fn run(arguments: &[String]) -> Result<(), String> {
    shell::run(shell::tests().args(arguments).env("BEDSIDE_BLESS", "1"))?;
    shell::run(std::process::Command::new("git").args(["status", "--short"]).current_dir(shell::root()))?;
    eprintln!("read the changes with `git diff` before you commit them");
    Ok(())
}
