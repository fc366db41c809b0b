//! Writing `baseline.yaml`: the warnings and suggestions of today, so that only new ones are reported.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fmt::Write;
use std::io::ErrorKind;

use crate::base::VPath;
use crate::diag::Diagnostic;
use crate::system::Folder;
use crate::world::BASELINE;
use crate::world::{DiskWorld, World};
use crate::write::{put, replace, yaml_string};

use super::super::visible::count;
use super::super::{Io, Stop};

/// As many equal findings of a file are reported one by one; the number of more is not known here.
const MOST_EQUAL: usize = 20;

/// Largest baseline, in bytes.
const LARGEST: u64 = 16 * 1024 * 1024;

const HEAD: &str = "\
# Findings that existed when this file was written: reports leave them out and show what is new.
# `bedside check --write-baseline` writes it again; delete an entry once you have fixed what it refers to.
";

/// Writes the baseline. Errors are left out: no reason makes them right.
///
/// # Errors
/// A [`Stop`] if the file cannot be written; then it is as it was.
pub(super) fn write(diagnostics: &[Diagnostic], world: &DiskWorld, io: &mut Io<'_>) -> Result<(), Stop> {
    let taken: Vec<&Diagnostic> = diagnostics
        .iter()
        .filter(|found| !found.is_error() && !matches!(found.code.family(), "waiver" | "output"))
        .collect();
    let text = text(&taken);
    let path = VPath::new(BASELINE);
    let failed = |error: std::io::Error| {
        Stop::failed(format!("`{BASELINE}` cannot be written: {error}")).help("the file is unchanged")
    };
    match world.read(&path, LARGEST) {
        Ok(old) if old == text.as_bytes() => {}
        Ok(old) => replace(world.root(), &path, &old, text.as_bytes()).map_err(failed)?,
        Err(_) => {
            let folder = Folder::open(world.root()).map_err(failed)?;
            match put(&folder, OsStr::new(BASELINE), text.as_bytes()) {
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                    return Err(failed(std::io::Error::other("it exists but cannot be read")));
                }
                done => done.map_err(failed)?,
            }
        }
    }
    io.print(&format!(
        "Wrote {} to `{BASELINE}`; from now on, only new findings are reported.\n",
        count(taken.len(), "finding")
    ));
    Ok(())
}

fn text(diagnostics: &[&Diagnostic]) -> String {
    let mut counted: BTreeMap<(&str, &str, &str), usize> = BTreeMap::new();
    for found in diagnostics {
        let file = found.place.as_ref().map_or("", |place| place.file.as_str());
        *counted.entry((file, found.code.name, &found.message)).or_default() += 1;
    }
    if counted.is_empty() {
        return format!("{HEAD}known: []\n");
    }
    let mut out = format!("{HEAD}known:\n");
    for ((file, rule, finding), times) in counted {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "  - rule: {rule}");
        if !file.is_empty() {
            let _ = writeln!(out, "    file: {}", yaml_string(file));
        }
        let _ = writeln!(out, "    finding: {}", yaml_string(finding));
        if times < MOST_EQUAL {
            let _ = writeln!(out, "    times: {times}");
        }
    }
    out
}
