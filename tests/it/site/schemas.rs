//! JSON Schemas: those that are published, the tables of the handbook that are made of them, and all files of the example
//! site and the handbook held against them by a validator that is not ours.

#![expect(clippy::disallowed_methods, reason = "published files are compared on disk")]

use std::ffi::OsString;
use std::fmt::Write;
use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use bedside::cli::{Exit, Io, Surroundings, run_with};
use serde_json::Value;

const SCHEMAS: [&str; 6] = ["settings", "front-matter", "observances", "conditions", "sources", "report"];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn run(args: &[&str]) -> String {
    let (mut input, mut out, mut err) = (Cursor::new(""), Vec::new(), Vec::new());
    let surroundings = Surroundings { folder: root(), ..Surroundings::default() };
    let mut io = Io::new(&mut input, &mut out, &mut err, surroundings);
    let exit = run_with(std::iter::once("bedside").chain(args.iter().copied()).map(OsString::from), &mut io);
    assert_ne!(exit, Exit::Usage, "{}", String::from_utf8_lossy(&err));
    String::from_utf8(out).expect("text")
}

fn schema(what: &str) -> Value {
    serde_json::from_str(&run(&["schema", what])).expect("JSON")
}

/// Compares a file with what it should be, or writes it.
pub(super) fn fresh(path: &Path, text: &str) {
    if std::env::var_os("BEDSIDE_BLESS").is_some_and(|value| !value.is_empty()) {
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    }
    let found = fs::read_to_string(path).unwrap_or_default();
    assert!(found == text, "{} is not fresh: `cargo xtask bless schemas`", path.display());
}

#[test]
fn the_published_schemas_are_those_of_the_program() {
    for what in SCHEMAS {
        fresh(&root().join(format!("docs/static/schemas/{what}.json")), &run(&["schema", what]));
    }
}

#[test]
fn the_tables_of_the_handbook_are_made_from_the_schemas() {
    for (page, what) in [("settings", "settings"), ("front-matter", "front-matter")] {
        let path = root().join(format!("docs/content/articles/{page}.md"));
        let text = fs::read_to_string(&path).expect("a page of the handbook");
        let (start, end) = ("<!-- Reference, made from the schema -->\n", "<!-- End of the reference -->\n");
        let (before, rest) = text.split_once(start).expect("the start of the reference");
        let (_, after) = rest.split_once(end).expect("the end of the reference");
        fresh(&path, &format!("{before}{start}\n{}\n{end}{after}", reference(&schema(what))));
    }
}

/// The tables of a schema: its keys, then those of each group.
fn reference(schema: &Value) -> String {
    let mut out = String::new();
    table(&mut out, schema, &schema["properties"]);
    let mut groups = Vec::new();
    collect_groups(schema, &schema["properties"], "", &mut groups);
    for (path, properties) in groups {
        let _ = write!(out, "\n### `{path}`\n\n");
        table(&mut out, schema, &properties);
    }
    out
}

fn collect_groups(schema: &Value, properties: &Value, path: &str, groups: &mut Vec<(String, Value)>) {
    for (key, value) in properties.as_object().into_iter().flatten() {
        let Some(group) = group_of(schema, value) else { continue };
        // A reference has its own chapter.
        if key.starts_with("rules") || group.get("DOI").is_some() || groups.len() > 60 {
            continue;
        }
        let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
        groups.push((path.clone(), group.clone()));
        collect_groups(schema, &group, &path, groups);
    }
}

/// The properties of the group that a value is, or that its items or entries are.
fn group_of(schema: &Value, value: &Value) -> Option<Value> {
    if let Some(name) = value["$ref"].as_str() {
        return group_of(schema, schema.pointer(name.trim_start_matches('#'))?);
    }
    if value["properties"].is_object() {
        return Some(value["properties"].clone());
    }
    let alternatives = value["anyOf"].as_array().into_iter().chain(value["allOf"].as_array()).flatten();
    alternatives
        .chain([&value["items"], &value["additionalProperties"]])
        .filter(|inner| inner.is_object())
        .find_map(|inner| group_of(schema, inner))
}

fn table(out: &mut String, schema: &Value, properties: &Value) {
    out.push_str("| Key | Value | Meaning |\n| --- | --- | --- |\n");
    for (key, value) in properties.as_object().into_iter().flatten() {
        let meaning = value["description"].as_str().unwrap_or_default().replace('\n', " ");
        let _ = writeln!(out, "| `{key}` | {} | {meaning} |", kind(schema, value));
    }
}

fn kind(schema: &Value, value: &Value) -> String {
    if let Some(words) = value["enum"].as_array() {
        let words = words.iter().filter_map(Value::as_str).map(|word| format!("`{word}`"));
        return words.collect::<Vec<_>>().join(", ");
    }
    if let Some(name) = value["$ref"].as_str() {
        return schema.pointer(name.trim_start_matches('#')).map_or(String::new(), |value| kind(schema, value));
    }
    if let Some(alternatives) = value["anyOf"].as_array() {
        let mut kinds: Vec<String> = alternatives.iter().map(|value| kind(schema, value)).collect();
        kinds.retain(|kind| !kind.is_empty());
        kinds.dedup();
        return kinds.join(" or ");
    }
    let types: Vec<&str> = match &value["type"] {
        Value::String(one) => vec![one],
        Value::Array(all) => all.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    let word = |kind: &&str| match *kind {
        "string" => "text".to_owned(),
        "integer" => "whole number".to_owned(),
        "number" => "number".to_owned(),
        "boolean" => "`true` or `false`".to_owned(),
        "array" => format!("list of {}", plural(&kind_of_items(schema, value))),
        "object" if value["properties"].is_object() => "keys".to_owned(),
        "object" => "entries by name".to_owned(),
        _ => String::new(),
    };
    types.iter().filter(|kind| **kind != "null").map(word).collect::<Vec<_>>().join(" or ")
}

fn kind_of_items(schema: &Value, value: &Value) -> String {
    kind(schema, &value["items"])
}

fn plural(word: &str) -> String {
    word.replace("text", "texts").replace("whole number", "whole numbers").replace("keys", "groups of keys")
}

/// Everything that is wrong with a value by a schema.
fn problems(schema: &Value, value: &Value) -> Vec<String> {
    let validator = jsonschema::validator_for(schema).expect("a schema");
    validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

fn yaml(text: &str) -> Value {
    serde_yaml::from_str(text).expect("YAML")
}

#[test]
fn all_files_of_the_example_site_and_the_handbook_are_valid() {
    let (settings, front) = (schema("settings"), schema("front-matter"));
    let mut seen = 0;
    for project in ["example-site", "docs"] {
        let folder = root().join(project);
        let text = fs::read_to_string(folder.join("bedside.yaml")).expect("settings");
        assert_eq!(problems(&settings, &yaml(&text)), [""; 0], "{project}/bedside.yaml");
        for entry in walkdir::WalkDir::new(folder.join("content")) {
            let entry = entry.expect("a file");
            if entry.path().extension().is_none_or(|extension| extension != "md") {
                continue;
            }
            let text = fs::read_to_string(entry.path()).expect("text");
            let head = text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---")).expect("front matter").0;
            assert_eq!(problems(&front, &yaml(head)), [""; 0], "{}", entry.path().display());
            seen += 1;
        }
    }
    assert!(seen > 70, "{seen}");
    let sources = fs::read_to_string(root().join("example-site/data/sources.json")).expect("sources");
    assert_eq!(problems(&schema("sources"), &serde_json::from_str(&sources).expect("JSON")), [""; 0]);
    for (what, file) in [("observances", "content/observances.yaml"), ("conditions", "content/conditions.yaml")] {
        let text = fs::read_to_string(root().join(file)).expect("a list");
        assert_eq!(problems(&schema(what), &yaml(&text)), [""; 0], "{file}");
    }
}

#[test]
fn what_the_program_refuses_the_schemas_refuse_too() {
    for (what, text) in [
        ("settings", "title: A\nurl: https://a.example\ntimezone: UTC\npractice: {name: A}\ntitel: B"),
        ("settings", "title: A\nurl: https://a.example\ntimezone: UTC"),
        ("settings", "title: A\nurl: https://a.example\ntimezone: UTC\npractice: {name: A}\nrules: {link/brokn: off}"),
        (
            "settings",
            "title: A\nurl: https://a.example\ntimezone: UTC\npractice: {name: A}\neditorial: {citation_style: mla}",
        ),
        ("front-matter", "title: A\nauthor: [b]"),
        ("front-matter", "title: A\nclaims: [{id: a, claim: b, verdict: wrong}]"),
        ("observances", "observances: [{id: a, rule: {monht: 3}}]"),
        ("conditions", "conditions: [{slug: a, nmae: b}]"),
        ("sources", "[{id: a, title: b, evidence: strong}]"),
    ] {
        assert_ne!(problems(&schema(what), &yaml(text)), [""; 0], "{what}: {text}");
    }
}

#[test]
fn reports_are_what_their_schemas_say() {
    let report: Value = serde_json::from_str(&run(&["check", "-r", "docs", "--format", "json"])).expect("JSON");
    assert_eq!(problems(&schema("report"), &report), [""; 0]);
    let fixtures = root().join("tests/it/cli/sarif-2.1.0.json");
    // The official text has a bracket too many in the pattern of languages, which no validator takes.
    let official = fs::read_to_string(fixtures).expect("the schema").replace("[a-zA-Z]{2}]?$", "[a-zA-Z]{2}$");
    let official: Value = serde_json::from_str(&official).expect("JSON");
    let sarif: Value = serde_json::from_str(&run(&["check", "-r", "docs", "--format", "sarif"])).expect("JSON");
    assert_ne!(sarif["runs"][0]["results"].as_array().map(Vec::len), Some(0), "something to look at");
    assert_eq!(problems(&official, &sarif), [""; 0]);
    assert_ne!(problems(&official, &serde_json::json!({ "version": "2.1.0", "runs": [{}] })), [""; 0]);
}
