//! Sites that two programs built, compared.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;

/// The instant of every build, so that two programs build the same.
pub(crate) const NOW: &str = "2026-11-26T12:00:00Z";

/// Every file of a folder by its path.
pub(crate) type Tree = BTreeMap<String, Vec<u8>>;

/// Runs a command, and gives what it says; one that fails is an error with its messages.
pub(crate) fn said(command: &mut Command) -> Result<String, String> {
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().map_err(|error| error.to_string())?;
    let mut messages = child.stderr.take().ok_or("no messages")?;
    let reader = thread::spawn(move || {
        let mut bytes = Vec::new();
        let _ = messages.read_to_end(&mut bytes); // what came is told
        bytes
    });
    let output = child.wait_with_output().map_err(|error| error.to_string())?;
    let messages = reader.join().unwrap_or_default();
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        Err(format!("{}: {}", output.status, String::from_utf8_lossy(&messages).trim()))
    }
}

/// All files below a folder, but what Bedside keeps for itself.
pub(crate) fn tree(folder: &Path) -> Result<Tree, String> {
    let mut files = Tree::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(open) = folders.pop() {
        let failed = |error: std::io::Error| format!("{}: {error}", open.display());
        for entry in fs::read_dir(&open).map_err(failed)? {
            let path = entry.map_err(failed)?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap_or(&path).display().to_string();
                files.insert(name, fs::read(&path).map_err(failed)?);
            }
        }
    }
    // The marker says which system's build it was, by its hash.
    files.remove(".bedside-output.json");
    Ok(files)
}

/// That two folders have the same files with the same bytes.
pub(crate) fn same(wanted: &Tree, found: &Tree) -> Result<(), String> {
    if wanted == found { Ok(()) } else { Err(format!("other bytes: {}", differ(wanted, found))) }
}

/// Some paths that differ.
pub(crate) fn differ(a: &Tree, b: &Tree) -> String {
    let paths = a.keys().chain(b.keys()).filter(|path| a.get(*path) != b.get(*path));
    paths.take(5).map(String::as_str).collect::<Vec<_>>().join(", ")
}

/// Copies a project without what was built from it.
pub(crate) fn copy(from: &Path, to: &Path) -> Result<(), String> {
    fs::create_dir_all(to).map_err(|error| format!("{}: {error}", to.display()))?;
    for entry in fs::read_dir(from).map_err(|error| format!("{}: {error}", from.display()))? {
        let entry = entry.map_err(|error| error.to_string())?;
        let (path, name) = (entry.path(), entry.file_name());
        if name == "public" || name == ".bedside" {
            continue;
        }
        let place = to.join(&name);
        if path.is_dir() {
            copy(&path, &place)?;
        } else {
            fs::copy(&path, &place).map(drop).map_err(|error| format!("{}: {error}", path.display()))?;
        }
    }
    Ok(())
}
