//! `cargo xtask edits`: the long form of a test that every run of the tests makes in short: a thousand random edits of a
//! project, damage to the notes of earlier builds among them, and after each a build that must give the bytes of a clean one.

use crate::shell;

/// The tests that take too long for every run.
const LONG: &str = "test --locked --test it -- --ignored output::cached";

pub(crate) fn run(arguments: &[String]) -> Result<(), String> {
    match arguments {
        [] => shell::run(&mut shell::cargo(LONG)),
        _ => Err("usage: cargo xtask edits".to_owned()),
    }
}
