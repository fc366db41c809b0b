//! The licences of everything in the programs, as one text.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use super::crates::{self, Crate};
use crate::shell;

/// Beginnings of the names of files that hold a licence.
const NAMES: [&str; 7] = ["license", "licence", "copying", "copyright", "notice", "unlicense", "ofl"];

/// Folders whose files are in no program.
const ASIDE: [&str; 6] = ["tests", "test", "testdata", "benches", "examples", "target"];

/// Licences of what is neither a crate nor in the program's own folders.
const KEPT: [(&str, &str); 4] = [
    ("The standard library of Rust", "xtask/dist/rust.txt"),
    ("musl, the C library of the programs for Linux", "xtask/dist/musl.txt"),
    ("MinGW-w64, the C library of the program for Windows", "xtask/dist/mingw.txt"),
    ("The fonts of the pages and of the share cards", "content/fonts/OFL.txt"),
];

const EDITOR: &str = "content/desk/vendor/LICENSES.txt";

/// The licences of the crates of these targets and of everything else that is in a program.
pub(super) fn gather(targets: &[&str]) -> Result<String, String> {
    let mut all: BTreeMap<(String, String), Crate> = BTreeMap::new();
    for target in targets {
        let crates = crates::of(target)?.into_iter().filter(|part| part.name != "bedside");
        all.extend(crates.map(|part| ((part.name.clone(), part.version.clone()), part)));
    }
    // Texts that differ in their white space only are one; the parts that have it are its heading.
    let mut texts: BTreeMap<String, (String, Vec<String>)> = BTreeMap::new();
    for part in all.values() {
        let name = format!("{} {} ({})", part.name, part.version, part.license);
        let mut found = Vec::new();
        files(&part.folder, &mut found)?;
        if found.is_empty() {
            found.push(without_file(part)?);
        }
        for text in found {
            let key = text.split_whitespace().collect::<Vec<_>>().join(" ");
            let entry = texts.entry(key).or_insert_with(|| (text, Vec::new()));
            if !entry.1.contains(&name) {
                entry.1.push(name.clone());
            }
        }
    }
    let mut sections: Vec<(Vec<String>, String)> = texts.into_values().map(|(text, names)| (names, text)).collect();
    sections.sort();
    let mut out = String::from(
        "Bedside is made of the parts below. Each may be given away under the licence that follows it.\nBedside's own licences are \
         LICENSE-MIT and LICENSE-APACHE.\n",
    );
    let rule = "-".repeat(80);
    for (names, text) in &sections {
        let _ = write!(out, "\n{rule}\n{}\n{rule}\n\n{}\n", names.join("\n"), text.trim()); // cannot fail
    }
    for (name, file) in KEPT {
        let _ = write!(out, "\n{rule}\n{name}\n{rule}\n\n{}\n", read(&shell::root().join(file))?.trim()); // cannot fail
    }
    let _ = write!(out, "\n{rule}\n{}\n", read(&shell::root().join(EDITOR))?.trim()); // cannot fail
    Ok(out)
}

/// The texts of a folder's licence files and of those below it.
fn files(folder: &Path, found: &mut Vec<String>) -> Result<(), String> {
    let failed = |error: std::io::Error| format!("{}: {error}", folder.display());
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        paths.push(entry.map_err(failed)?.path());
    }
    paths.sort();
    for path in paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
        let is_code = Path::new(&name)
            .extension()
            .is_some_and(|ending| ["rs", "toml", "py", "c", "h"].iter().any(|code| ending == *code));
        if path.is_dir() {
            if !ASIDE.contains(&name.as_str()) {
                files(&path, found)?;
            }
        } else if !is_code && NAMES.iter().any(|beginning| name.starts_with(beginning)) {
            found.push(read(&path)?);
        }
    }
    Ok(())
}

/// For a crate whose archive has no licence file: the usual text under the names that it gives.
fn without_file(part: &Crate) -> Result<String, String> {
    if !part.license.contains("MIT") {
        return Err(format!(
            "{} {} has no licence file, and is not under MIT: {}",
            part.name, part.version, part.license
        ));
    }
    let own = read(&shell::root().join("LICENSE-MIT"))?;
    let holder =
        if part.authors.is_empty() { format!("the authors of {}", part.name) } else { part.authors.join(", ") };
    let address = part.repository.as_deref().unwrap_or_default();
    let lines = own.lines().map(|line| {
        if line.starts_with("Copyright") { format!("Copyright (c) {holder} <{address}>") } else { line.to_owned() }
    });
    Ok(lines.collect::<Vec<_>>().join("\n"))
}

fn read(path: &Path) -> Result<String, String> {
    let bytes = std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(String::from_utf8_lossy(&bytes).replace("\r\n", "\n"))
}
