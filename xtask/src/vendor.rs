//! `cargo xtask vendor`: builds the editor of the desk from `xtask/editor`, with the packages of its lock file.
//!
//! Needs npm; `cargo build` does not. The same lock file gives the same bytes: a test holds what stands in the repository
//! against the hashes that this writes.

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::shell;

/// Where the editor is made from.
const SOURCE: &str = "xtask/editor";

/// Where it stands in the program.
const VENDOR: &str = "content/desk/vendor";

/// What decides the bytes of the editor, and what is made.
const HASHED: [&str; 5] = [
    "xtask/editor/package.json",
    "xtask/editor/package-lock.json",
    "xtask/editor/editor.js",
    "content/desk/vendor/editor.min.js",
    "content/desk/vendor/LICENSES.txt",
];

pub(crate) fn run(_: &[String]) -> Result<(), String> {
    let root = shell::root();
    let source = root.join(SOURCE);
    let told = |error: std::io::Error| error.to_string();
    npm(&source, &["ci", "--ignore-scripts", "--no-audit", "--no-fund"])?;
    let out = root.join(VENDOR).join("editor.min.js");
    let out = format!("--outfile={}", out.display());
    let options = ["--bundle", "--minify", "--format=iife", "--legal-comments=none", "--target=es2020", &out];
    npm(&source, &[&["exec", "--", "esbuild", "editor.js"], &options[..]].concat())?;
    fs::write(root.join(VENDOR).join("LICENSES.txt"), licenses(&source.join("node_modules"))?).map_err(told)?;
    let mut hashes = String::new();
    for file in HASHED {
        let bytes = fs::read(root.join(file)).map_err(told)?;
        // Writing to a string cannot fail.
        _ = writeln!(hashes, "{}  {file}", blake3::hash(&bytes).to_hex());
    }
    fs::write(root.join(VENDOR).join("HASHES.txt"), hashes).map_err(told)?;
    fs::remove_dir_all(source.join("node_modules")).map_err(told)
}

fn npm(folder: &Path, arguments: &[&str]) -> Result<(), String> {
    let status = Command::new("npm").args(arguments).current_dir(folder).status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`npm {}` ended with {status}", arguments.join(" "))),
        Err(error) => Err(format!("npm cannot be started: {error}")),
    }
}

/// The licences of all packages that are in the bundle, in the order of their names.
fn licenses(modules: &Path) -> Result<String, String> {
    let mut out = String::from("The editor of the desk is made of these packages.\n");
    for name in packages(modules)? {
        if name.starts_with("@esbuild") || name == "esbuild" {
            continue;
        }
        let folder = modules.join(&name);
        let text =
            fs::read_to_string(folder.join("LICENSE")).map_err(|error| format!("licence of `{name}`: {error}"))?;
        _ = write!(out, "\n{name}\n\n{}\n", text.trim());
    }
    Ok(out)
}

fn packages(modules: &Path) -> Result<Vec<String>, String> {
    let list = |folder: &Path| -> Result<Vec<String>, String> {
        let entries = fs::read_dir(folder).map_err(|error| error.to_string())?;
        let names = entries.filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()));
        Ok(names.filter(|name| !name.starts_with('.')).collect())
    };
    let mut found = Vec::new();
    for name in list(modules)? {
        if name.starts_with('@') {
            found.extend(list(&modules.join(&name))?.into_iter().map(|part| format!("{name}/{part}")));
        } else {
            found.push(name);
        }
    }
    found.sort();
    Ok(found)
}
