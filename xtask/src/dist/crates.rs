//! The crates that a program is made of, as cargo knows them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use serde_json::Value;

use crate::shell;

/// A crate in a program.
pub(super) struct Crate {
    pub(super) name: String,
    pub(super) version: String,
    /// An SPDX expression.
    pub(super) license: String,
    pub(super) authors: Vec<String>,
    pub(super) repository: Option<String>,
    /// The SHA-256 of its archive; the program itself has none.
    pub(super) checksum: Option<String>,
    pub(super) folder: PathBuf,
    /// The crates that it is made of, as name and version.
    pub(super) needs: Vec<(String, String)>,
}

/// Every crate in the program for a target, sorted; what only tests need is left out.
pub(super) fn of(target: &str) -> Result<Vec<Crate>, String> {
    let line = format!("metadata --locked --format-version 1 --filter-platform {target}");
    let output = shell::cargo(&line).output().map_err(|error| format!("cargo did not start: {error}"))?;
    if !output.status.success() {
        return Err(format!("`cargo {line}`: {}", String::from_utf8_lossy(&output.stderr).trim()));
    }
    let metadata: Value = serde_json::from_slice(&output.stdout).map_err(|error| format!("cargo metadata: {error}"))?;
    let by_id = |list: &Value| -> BTreeMap<String, Value> {
        let items = list.as_array().into_iter().flatten();
        items.filter_map(|item| Some((item["id"].as_str()?.to_owned(), item.clone()))).collect()
    };
    let (packages, nodes) = (by_id(&metadata["packages"]), by_id(&metadata["resolve"]["nodes"]));
    let checksums = checksums()?;
    let root = packages.iter().find(|(_, package)| package["name"] == "bedside").map(|(id, _)| id.clone());
    let mut open = vec![root.ok_or("no package `bedside`")?];
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    while let Some(id) = open.pop() {
        if !seen.insert(id.clone()) {
            continue;
        }
        let (Some(package), Some(node)) = (packages.get(&id), nodes.get(&id)) else { continue };
        let needs: Vec<&str> = node["deps"]
            .as_array()
            .into_iter()
            .flatten()
            .filter(|dependency| {
                dependency["dep_kinds"].as_array().into_iter().flatten().any(|kind| kind["kind"].is_null())
            })
            .filter_map(|dependency| dependency["pkg"].as_str())
            .collect();
        let (name, version) = names(package);
        let text = |key: &str| package[key].as_str().map(str::to_owned);
        found.push(Crate {
            license: text("license").unwrap_or_default().replace('/', " OR "),
            authors: package["authors"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(Value::as_str)
                .map(str::to_owned)
                .collect(),
            repository: text("repository"),
            checksum: checksums.get(&(name.clone(), version.clone())).cloned(),
            folder: text("manifest_path")
                .map(PathBuf::from)
                .and_then(|path| Some(path.parent()?.to_owned()))
                .unwrap_or_default(),
            needs: needs
                .iter()
                .filter_map(|id| packages.get(*id))
                .map(names)
                .collect::<BTreeSet<_>>()
                .into_iter()
                .collect(),
            name,
            version,
        });
        open.extend(needs.into_iter().map(str::to_owned));
    }
    found.sort_by(|a, b| (&a.name, &a.version).cmp(&(&b.name, &b.version)));
    Ok(found)
}

fn names(package: &Value) -> (String, String) {
    let text = |key: &str| package[key].as_str().unwrap_or_default().to_owned();
    (text("name"), text("version"))
}

/// The checksums of the lock file.
fn checksums() -> Result<BTreeMap<(String, String), String>, String> {
    let lock =
        std::fs::read_to_string(shell::root().join("Cargo.lock")).map_err(|error| format!("Cargo.lock: {error}"))?;
    let mut found = BTreeMap::new();
    for block in lock.split("[[package]]").skip(1) {
        let value = |key: &str| {
            block
                .lines()
                .find_map(|line| line.strip_prefix(key)?.strip_prefix(" = "))
                .map(|text| text.trim_matches('"').to_owned())
        };
        if let (Some(name), Some(version), Some(checksum)) = (value("name"), value("version"), value("checksum")) {
            found.insert((name, version), checksum);
        }
    }
    Ok(found)
}
