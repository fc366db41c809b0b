//! Chores in a real browser: `cargo xtask shots`, `lighthouse` and `search`.
//!
//! What they do is in the tests, `tests/it/proof` and `xtask/search`; here are the programs that they need.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::shell::{self, cargo, root};

/// The version of Lighthouse that is asked: the last one for Node 18 and 20, which Debian has.
const LIGHTHOUSE: &str = "lighthouse@12";

/// `cargo xtask shots`: every kind of page as a picture, and on paper; with `--handbook`, the desk as the handbook shows it.
pub(crate) fn shots(arguments: &[String]) -> Result<(), String> {
    match arguments {
        [] => ignored("proof::shots"),
        [only] if only == "--handbook" => ignored("proof::handbook"),
        _ => Err("usage: cargo xtask shots [--handbook]".to_owned()),
    }
}

/// `cargo xtask lighthouse`: five pages on Lighthouse's phone.
pub(crate) fn lighthouse(_: &[String]) -> Result<(), String> {
    let folder = root().join("target/tools/lighthouse");
    fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    if !folder.join("node_modules/lighthouse").exists() {
        npm(&folder, &["install", "--no-audit", "--no-fund", "--ignore-scripts", LIGHTHOUSE])?;
    }
    ignored("proof::lighthouse")
}

/// `cargo xtask search`: the search beside Pagefind and `MiniSearch` on the same queries; writes `xtask/search/compared.md`.
pub(crate) fn search(_: &[String]) -> Result<(), String> {
    let folder = root().join("xtask/search");
    npm(&folder, &["ci", "--no-audit", "--no-fund", "--ignore-scripts"])?;
    let site = root().join("target/search-compared");
    let out = site.display().to_string();
    shell::run(&mut cargo(&format!(
        "run --locked --release -- build -r example-site --now 2026-11-26 --no-cards -o {out}"
    )))?;
    let queries = ["queries.txt", "queries-unseen.txt"].map(|name| root().join("tests/it/search").join(name));
    let compared = Command::new("node")
        .arg("compare.mjs")
        .arg(&site)
        .args(queries)
        .current_dir(&folder)
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| format!("node cannot be started: {error}"))?;
    if !compared.status.success() {
        return Err("the comparison failed".to_owned());
    }
    let table = String::from_utf8_lossy(&compared.stdout);
    let text = format!(
        "# The search beside others\n\nQueries with a right page among the first three results, on the example site. `cargo xtask search` writes this.\n\n{table}"
    );
    print!("{table}");
    fs::write(folder.join("compared.md"), text).map_err(|error| error.to_string())
}

/// A test that is not run with the others.
fn ignored(name: &str) -> Result<(), String> {
    shell::run(&mut cargo(&format!("test --locked --test it {name} -- --ignored --nocapture")))
}

fn npm(folder: &Path, arguments: &[&str]) -> Result<(), String> {
    let status = Command::new("npm").args(arguments).current_dir(folder).status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`npm {}` ended with {status}", arguments.join(" "))),
        Err(error) => Err(format!("npm cannot be started: {error}")),
    }
}
