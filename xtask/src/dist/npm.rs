//! Packages of npm: one for each system with the program, and one that starts the program of the system.

use serde_json::{Map, Value, json};

use super::archive::{self, Entry};
use super::parts::Parts;
use super::release::Release;
use super::{Package, Program, System};

/// What `bedside` runs where npm installed it.
const STARTER: &str = include_str!("../../dist/bedside.js");

fn name(system: &System) -> String {
    format!("bedside-{}-{}", system.npm.0, system.npm.1)
}

/// The package with the program for one system.
pub(super) fn platform(release: &Release, program: &Program, parts: &Parts) -> Result<Package, String> {
    let name = name(program.system);
    let mut description =
        common(release, &name, &format!("Bedside for {}; install the package `bedside`", program.system.name));
    description.insert("os".to_owned(), json!([program.system.npm.0]));
    description.insert("cpu".to_owned(), json!([program.system.npm.1]));
    let readme = format!(
        "# {name}\n\nThe program of [Bedside]({}) for {}. Install `bedside`, which brings it.\n",
        release.repository, program.system.name
    );
    let mut entries = vec![
        Entry::program(format!("package/{}", program.system.program), program.bytes.clone()),
        Entry::file("package/README.md", readme),
    ];
    entries.extend(licences(parts, true));
    finish(release, &name, description, entries)
}

/// The package that people install.
pub(super) fn main(release: &Release, programs: &[Program], parts: &Parts) -> Result<Package, String> {
    let mut description = common(release, "bedside", &release.description);
    description.insert("bin".to_owned(), json!({ "bedside": "bedside.js" }));
    description.insert("engines".to_owned(), json!({ "node": ">=18" }));
    let systems: Map<String, Value> =
        programs.iter().map(|program| (name(program.system), json!(release.version))).collect();
    description.insert("optionalDependencies".to_owned(), Value::Object(systems));
    let mut entries =
        vec![Entry::program("package/bedside.js", STARTER), Entry::file("package/README.md", parts.readme.as_str())];
    entries.extend(licences(parts, false));
    finish(release, "bedside", description, entries)
}

fn common(release: &Release, name: &str, description: &str) -> Map<String, Value> {
    let pairs = [
        ("name", json!(name)),
        ("version", json!(release.version)),
        ("description", json!(description)),
        ("license", json!("MIT OR Apache-2.0")),
        ("repository", json!({ "type": "git", "url": format!("git+{}.git", release.repository) })),
    ];
    pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

fn licences(parts: &Parts, has_program: bool) -> Vec<Entry> {
    let wanted = parts.licences.iter().filter(|(name, _)| has_program || !name.starts_with("LICENSES"));
    wanted.map(|(name, text)| Entry::file(format!("package/{name}"), text.as_str())).collect()
}

fn finish(
    release: &Release,
    name: &str,
    description: Map<String, Value>,
    mut entries: Vec<Entry>,
) -> Result<Package, String> {
    let mut text = serde_json::to_vec_pretty(&Value::Object(description)).map_err(|error| error.to_string())?;
    text.push(b'\n');
    entries.push(Entry::file("package/package.json", text));
    archive::sort(&mut entries);
    Ok((format!("{name}-{}.tgz", release.version), archive::tar_gz(&entries, release.epoch)?))
}
