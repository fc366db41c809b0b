//! The packages that the program is made of: how many, each in one version, under which licences, and none for nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::Value;

use super::lexer::tokens;
use super::read_tree;

/// Most packages that the lock file may name, for every system together. A dependency that needs more is a decision.
const MOST: usize = 420;

/// Packages in more than one version, with the date until which that is accepted and who asks for the older one.
const TWICE: [(&str, &str); 6] = [
    ("getrandom", "2027-06-01: proptest, tempfile"),
    ("miniz_oxide", "2027-06-01: png of resvg"),
    ("r-efi", "2027-06-01: with getrandom, for UEFI only"),
    ("syn", "2027-06-01: derive macros on syn 2"),
    ("windows-sys", "2027-06-01: for Windows only"),
    ("bitflags", "2027-06-01: libraries of notify"),
];

/// Licences that a program may be given away under together with this one, without asking anybody.
const LICENCES: [&str; 14] = [
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "IJG",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "Unicode-3.0",
    "Zlib",
];

/// Names and versions in the lock file.
fn locked() -> BTreeMap<String, BTreeSet<String>> {
    let lock = include_str!("../../../Cargo.lock");
    let value = |line: &str, key: &str| Some(line.strip_prefix(key)?.trim_matches('"').to_owned());
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let lines: Vec<&str> = lock.lines().collect();
    for pair in lines.windows(2) {
        if let (Some(name), Some(version)) = (value(pair[0], "name = "), value(pair[1], "version = ")) {
            found.entry(name).or_default().insert(version);
        }
    }
    found
}

#[test]
fn the_lock_file_stays_small() {
    let count: usize = locked().values().map(BTreeSet::len).sum();
    assert!(count > 100, "the lock file was not understood: {count} packages");
    assert!(count <= MOST, "{count} packages, at most {MOST}: see who asks for them with `cargo tree`");
}

#[test]
fn every_package_is_from_the_registry() {
    let sources = include_str!("../../../Cargo.lock").lines().filter_map(|line| line.strip_prefix("source = "));
    let others: Vec<&str> =
        sources.filter(|source| *source != "\"registry+https://github.com/rust-lang/crates.io-index\"").collect();
    assert!(others.is_empty(), "not from crates.io: {others:?}");
}

#[test]
fn packages_are_there_once() {
    let twice: Vec<String> = locked()
        .into_iter()
        .filter(|(name, versions)| versions.len() > 1 && TWICE.iter().all(|(known, _)| known != name))
        .map(|(name, versions)| format!("{name} {}", versions.into_iter().collect::<Vec<_>>().join(", ")))
        .collect();
    assert!(
        twice.is_empty(),
        "in more than one version: {twice:?}\nsee who asks with `cargo tree --invert NAME@VERSION`"
    );
}

/// What cargo knows of the packages that this system needs.
#[expect(clippy::disallowed_methods, reason = "cargo is asked about the packages")]
fn metadata() -> Value {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let host = format!("{}-unknown-linux-gnu", std::env::consts::ARCH);
    let arguments = ["metadata", "--locked", "--offline", "--format-version", "1", "--filter-platform", &host];
    let output = Command::new(cargo).args(arguments).output().expect("cargo can be asked");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

/// Whether a licence expression (SPDX) leaves a way that is in the list.
fn is_free(expression: &str) -> bool {
    let plain = expression.replace('/', " OR ").replace(['(', ')'], "");
    plain.split(" AND ").all(|part| part.split(" OR ").any(|name| LICENCES.contains(&name.trim())))
}

#[test]
fn every_licence_is_one_of_the_list() {
    let metadata = metadata();
    let packages = metadata["packages"].as_array().expect("a list");
    let wrong: Vec<String> = packages
        .iter()
        .filter(|package| !package["source"].is_null())
        .filter(|package| !package["license"].as_str().is_some_and(is_free))
        .map(|package| format!("{}: {}", package["name"], package["license"]))
        .collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    assert!(is_free("(MIT OR GPL-3.0) AND Unicode-3.0") && !is_free("GPL-3.0") && !is_free("MIT AND GPL-3.0"));
}

#[test]
fn no_dependency_is_unused() {
    let metadata = metadata();
    let packages = metadata["packages"].as_array().expect("a list");
    let own = packages.iter().find(|package| package["name"] == "bedside").expect("the package itself");
    let mut words = BTreeSet::new();
    for folder in ["src", "tests", "benches"] {
        for source in read_tree(folder).values() {
            words.extend(tokens(source).into_iter().map(|token| token.text.to_owned()));
        }
    }
    let name = |dependency: &Value| dependency["rename"].as_str().or(dependency["name"].as_str()).map(str::to_owned);
    let unused: Vec<String> = own["dependencies"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(name)
        .filter(|name| !words.contains(&name.replace('-', "_")))
        .collect();
    assert!(unused.is_empty(), "in Cargo.toml and nowhere in the code: {unused:?}");
}
