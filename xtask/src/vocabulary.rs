//! `cargo xtask vocabulary FILE`: rebuilds the list of what the structured data uses of schema.org.
//!
//! FILE is a release of the vocabulary, `schemaorg-current-https.jsonld` or one with its version in its name, from
//! <https://schema.org/docs/developers.html>. What is used is read from the sources that make the nodes: every text in
//! quotes there that the vocabulary knows.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::shell;

/// Where the list stands.
const LIST: &str = "tests/it/structured/vocabulary.txt";

/// Where nodes are made.
const SOURCES: [&str; 4] =
    ["src/view/structured", "src/view/hours.rs", "src/config/practice.rs", "src/config/specialty.rs"];

pub(crate) fn run(arguments: &[String]) -> Result<(), String> {
    let [file] = arguments else { return Err("name the file: `cargo xtask vocabulary FILE`".to_owned()) };
    let text = fs::read_to_string(file).map_err(|error| format!("`{file}` cannot be read: {error}"))?;
    let vocabulary = Vocabulary::read(&text)?;
    let name = Path::new(file).file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut words = BTreeSet::new();
    for source in SOURCES {
        for file in files(&shell::root().join(source))? {
            let text = fs::read_to_string(&file).map_err(|error| format!("`{}`: {error}", file.display()))?;
            words.extend(quoted(&text).map(str::to_owned));
        }
    }
    let list = shell::root().join(LIST);
    fs::write(&list, vocabulary.list(&name, &words)).map_err(|error| format!("`{LIST}`: {error}"))?;
    eprintln!("wrote {LIST}; read the changes with `git diff`");
    Ok(())
}

/// A vocabulary of classes, properties and members of enumerations.
#[derive(Debug, Default)]
struct Vocabulary {
    /// Parents of a class.
    classes: BTreeMap<String, Vec<String>>,
    /// Domains and ranges of a property.
    properties: BTreeMap<String, (Vec<String>, Vec<String>)>,
    /// Classes of a member.
    members: BTreeMap<String, Vec<String>>,
}

impl Vocabulary {
    fn read(text: &str) -> Result<Self, String> {
        let json: Value = serde_json::from_str(text).map_err(|error| format!("this is no JSON: {error}"))?;
        let nodes = json["@graph"].as_array().ok_or("this is no release of schema.org: there is no `@graph`")?;
        let mut vocabulary = Self::default();
        for node in nodes {
            let Some(name) = node["@id"].as_str().map(bare) else { continue };
            for kind in several(&node["@type"]).filter_map(Value::as_str) {
                match kind {
                    "rdfs:Class" => {
                        vocabulary.classes.insert(name.clone(), ids(&node["rdfs:subClassOf"]));
                    }
                    "rdf:Property" => {
                        let (domains, ranges) = (&node["schema:domainIncludes"], &node["schema:rangeIncludes"]);
                        vocabulary.properties.insert(name.clone(), (ids(domains), ids(ranges)));
                    }
                    class if class.starts_with("schema:") => {
                        vocabulary.members.entry(name.clone()).or_default().push(bare(class));
                    }
                    _ => {}
                }
            }
        }
        Ok(vocabulary)
    }

    /// The part of the vocabulary that `words` name, with the ancestors of its classes.
    fn list(&self, release: &str, words: &BTreeSet<String>) -> String {
        let mut out = format!("# What is used of schema.org, by `cargo xtask vocabulary` from {release}.\n");
        let mut classes = BTreeSet::new();
        for word in words {
            self.add(word, &mut classes);
            self.members.get(word).into_iter().flatten().for_each(|class| self.add(class, &mut classes));
        }
        for class in classes {
            let parents = self.classes[class].join(" ");
            let _ = writeln!(out, "{}", format!("class {class} < {parents}").trim_end_matches([' ', '<']));
        }
        for (name, (domains, ranges)) in self.properties.iter().filter(|(name, _)| words.contains(*name)) {
            let _ = writeln!(out, "property {name} of {} is {}", domains.join(" "), ranges.join(" "));
        }
        for (name, classes) in self.members.iter().filter(|(name, _)| words.contains(*name)) {
            let _ = writeln!(out, "member {name} of {}", classes.join(" "));
        }
        out
    }

    /// Adds a class and what it descends from.
    fn add<'v>(&'v self, name: &str, classes: &mut BTreeSet<&'v str>) {
        let Some((name, parents)) = self.classes.get_key_value(name) else { return };
        if classes.insert(name) {
            for parent in parents {
                self.add(parent, classes);
            }
        }
    }
}

/// The value or the values of a key.
fn several(value: &Value) -> impl Iterator<Item = &Value> {
    let (list, one) = match value {
        Value::Array(list) => (list.as_slice(), None),
        Value::Null => (&[][..], None),
        one => (&[][..], Some(one)),
    };
    list.iter().chain(one)
}

fn ids(value: &Value) -> Vec<String> {
    let mut ids: Vec<String> = several(value).filter_map(|value| value["@id"].as_str()).map(bare).collect();
    ids.sort();
    ids
}

fn bare(id: &str) -> String {
    id.trim_start_matches("schema:").to_owned()
}

/// What stands in quotes on the lines that are no comments.
fn quoted(source: &str) -> impl Iterator<Item = &str> {
    let lines = source.lines().filter(|line| !line.trim_start().starts_with("//"));
    // `{SCHEMA}` stands before members of enumerations.
    lines.flat_map(|line| line.split('"').skip(1).step_by(2)).map(|text| text.trim_start_matches("{SCHEMA}"))
}

/// A file, or the files of a folder.
fn files(path: &Path) -> Result<Vec<PathBuf>, String> {
    if path.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    let entries = fs::read_dir(path).map_err(|error| format!("`{}`: {error}", path.display()))?;
    Ok(entries.filter_map(|entry| Some(entry.ok()?.path())).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_has_what_is_named_and_its_ancestors() {
        let text = r#"{"@graph": [
            {"@id": "schema:Thing", "@type": "rdfs:Class"},
            {"@id": "schema:Person", "@type": "rdfs:Class", "rdfs:subClassOf": {"@id": "schema:Thing"}},
            {"@id": "schema:Place", "@type": "rdfs:Class", "rdfs:subClassOf": [{"@id": "schema:Thing"}]},
            {"@id": "schema:name", "@type": "rdf:Property", "schema:domainIncludes": {"@id": "schema:Thing"},
             "schema:rangeIncludes": {"@id": "schema:Text"}}]}"#;
        let vocabulary = Vocabulary::read(text).expect("a vocabulary");
        let words = quoted("// \"Place\"\nNode::new(\"Person\").with(\"name\", \"x\")").map(str::to_owned).collect();
        let list = vocabulary.list("x", &words);
        let lines: Vec<&str> = list.lines().skip(1).collect();
        assert_eq!(lines, ["class Person < Thing", "class Thing", "property name of Thing is Text"]);
    }
}
