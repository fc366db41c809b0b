//! The part of schema.org that is used, and what it allows.
//!
//! The list is rebuilt from a release of the vocabulary by `cargo xtask vocabulary FILE`.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

static LIST: &str = include_str!("vocabulary.txt");

/// Classes with their parents, properties with domains and ranges, members of enumerations with their classes.
pub(crate) struct Vocabulary {
    classes: BTreeMap<&'static str, Vec<&'static str>>,
    properties: BTreeMap<&'static str, (Vec<&'static str>, Vec<&'static str>)>,
    members: BTreeMap<&'static str, Vec<&'static str>>,
}

impl Vocabulary {
    pub(crate) fn kept() -> Self {
        let (mut classes, mut properties, mut members) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        let words = |text: &'static str| text.split_whitespace().collect::<Vec<_>>();
        for line in LIST.lines().filter(|line| !line.starts_with('#')) {
            let (what, rest) = line.split_once(' ').expect("a kind of entry");
            let (name, rest) = rest.split_once(' ').unwrap_or((rest, ""));
            match what {
                "class" => drop(classes.insert(name, words(rest.trim_start_matches("< ")))),
                "member" => drop(members.insert(name, words(rest.trim_start_matches("of ")))),
                _ => {
                    let (domains, ranges) = rest.split_once(" is ").expect("a range");
                    properties.insert(name, (words(domains.trim_start_matches("of ")), words(ranges)));
                }
            }
        }
        Self { classes, properties, members }
    }

    /// What is wrong with a node and all nodes in it; `types` are the types of ids.
    pub(crate) fn problems(&self, node: &Value, types: &BTreeMap<String, String>, out: &mut BTreeSet<String>) {
        let kind = node["@type"].as_str().expect("a type");
        if !self.classes.contains_key(kind) {
            out.insert(format!("there is no type {kind}"));
            return;
        }
        for (name, value) in node.as_object().expect("a node").iter().filter(|(name, _)| !name.starts_with('@')) {
            let Some((domains, ranges)) = self.properties.get(name.as_str()) else {
                out.insert(format!("there is no property {name}"));
                continue;
            };
            if !self.is_one_of(kind, domains) {
                out.insert(format!("{kind} has no property {name}"));
            }
            for value in super::graph::several(value) {
                if !self.fits(value, ranges, types) {
                    out.insert(format!("{name} of {kind} takes {ranges:?}, found {value}"));
                }
                if value.get("@type").is_some() {
                    self.problems(value, types, out);
                }
            }
        }
    }

    fn fits(&self, value: &Value, ranges: &[&str], types: &BTreeMap<String, String>) -> bool {
        match value {
            Value::Bool(_) => ranges.contains(&"Boolean"),
            Value::Number(_) => ranges.iter().any(|range| matches!(*range, "Integer" | "Number")),
            Value::String(text) => self.text_fits(text, ranges),
            Value::Object(node) => {
                let own = node.get("@type").and_then(Value::as_str);
                let referred = || types.get(node.get("@id")?.as_str()?).map(String::as_str);
                own.or_else(referred).is_some_and(|kind| self.is_one_of(kind, ranges))
            }
            _ => false,
        }
    }

    fn text_fits(&self, text: &str, ranges: &[&str]) -> bool {
        if let Some(member) = text.strip_prefix("https://schema.org/") {
            let classes = self.members.get(member);
            return classes.is_some_and(|classes| classes.iter().any(|class| self.is_one_of(class, ranges)));
        }
        !text.trim().is_empty()
            && ranges.iter().any(|range| match *range {
                "Text" => true,
                // The address of a page stands for what is there, as search engines document it for breadcrumbs.
                "URL" | "Thing" => text.starts_with("https://") || text.starts_with("http://"),
                "Date" => is_date(text),
                "DateTime" => is_instant(text),
                "Time" => format!("{text}:00").parse::<jiff::civil::Time>().is_ok(),
                _ => false,
            })
    }

    /// Whether a class is one of `wanted` or descends from one.
    fn is_one_of(&self, class: &str, wanted: &[&str]) -> bool {
        let parents = self.classes.get(class);
        wanted.contains(&class) || parents.is_some_and(|parents| parents.iter().any(|p| self.is_one_of(p, wanted)))
    }
}

/// A year, a month or a day of ISO 8601.
fn is_date(text: &str) -> bool {
    let whole = format!("{text}{}", &"0000-01-01"[text.len().min(10)..]);
    matches!(text.len(), 4 | 7 | 10) && whole.parse::<jiff::civil::Date>().is_ok()
}

/// An instant of ISO 8601 with its offset.
fn is_instant(text: &str) -> bool {
    text.len() == 25 && text.parse::<jiff::Timestamp>().is_ok()
}

#[test]
fn what_schema_org_does_not_know_is_found() {
    let vocabulary = Vocabulary::kept();
    let types = BTreeMap::from([("https://a.example/#practice".to_owned(), "MedicalClinic".to_owned())]);
    let cases = [
        (r#"{"@type": "Person", "name": "A", "worksFor": {"@id": "https://a.example/#practice"}}"#, ""),
        (r#"{"@type": "Persona"}"#, "there is no type Persona"),
        (r#"{"@type": "Person", "nom": "A"}"#, "there is no property nom"),
        (r#"{"@type": "Person", "headline": "A"}"#, "Person has no property headline"),
        (r#"{"@type": "BlogPosting", "datePublished": "May 2026"}"#, "datePublished of BlogPosting takes"),
        (r#"{"@type": "BlogPosting", "author": {"@type": "Place"}}"#, "author of BlogPosting takes"),
        (r#"{"@type": "BlogPosting", "author": {"@id": "https://a.example/#nobody"}}"#, "author of BlogPosting takes"),
        (r#"{"@type": "WebPage", "specialty": "https://schema.org/Monday"}"#, "specialty of WebPage takes"),
    ];
    for (text, expected) in cases {
        let mut found = BTreeSet::new();
        vocabulary.problems(&serde_json::from_str(text).expect("JSON"), &types, &mut found);
        assert!(found.iter().all(|problem| problem.starts_with(expected)), "{text}: {found:?}");
        assert_eq!(found.is_empty(), expected.is_empty(), "{text}");
    }
}
