//! A package of Python that holds the program: a ZIP whose scripts `pip` puts where programs are.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::archive::{self, Entry};
use super::parts::Parts;
use super::release::Release;
use super::{Package, Program};

pub(super) fn package(release: &Release, program: &Program, parts: &Parts) -> Result<Package, String> {
    let stem = format!("bedside-{}", release.version);
    let info = format!("{stem}.dist-info");
    let mut names: Vec<&str> = parts.licences.iter().map(|(name, _)| name.as_str()).collect();
    names.sort_unstable();
    let licences: String = names.iter().fold(String::new(), |all, name| all + "License-File: " + name + "\n");
    let metadata = format!(
        "Metadata-Version: 2.4\nName: bedside\nVersion: {}\nSummary: {}\nLicense-Expression: MIT OR Apache-2.0\n{licences}Requires-Python: >=3.8\n\
         Project-URL: Repository, {}\nDescription-Content-Type: text/markdown\n\n{}",
        release.version, release.description, release.repository, parts.readme
    );
    let tags = program.system.wheel.split('.').fold(String::new(), |all, tag| {
        all + "Tag: py3-none-"
            + tag
            + "
"
    });
    let wheel = format!("Wheel-Version: 1.0\nGenerator: bedside-xtask\nRoot-Is-Purelib: false\n{tags}");
    let mut entries = vec![
        Entry::program(format!("{stem}.data/scripts/{}", program.system.program), program.bytes.clone()),
        Entry::file(format!("{info}/METADATA"), metadata),
        Entry::file(format!("{info}/WHEEL"), wheel),
    ];
    entries.extend(
        parts.licences.iter().map(|(name, text)| Entry::file(format!("{info}/licenses/{name}"), text.as_str())),
    );
    archive::sort(&mut entries);
    let mut record = String::new();
    for entry in &entries {
        let sum = URL_SAFE_NO_PAD.encode(archive::sha256(&entry.bytes));
        let _ = writeln!(record, "{},sha256={sum},{}", entry.path, entry.bytes.len()); // cannot fail
    }
    let _ = writeln!(record, "{info}/RECORD,,"); // cannot fail
    entries.push(Entry::file(format!("{info}/RECORD"), record));
    Ok((format!("{stem}-py3-none-{}.whl", program.system.wheel), archive::zip(&entries, release.epoch)?))
}
