//! What the blocks for patients ask of their arguments: care cards, do and do not, steps, comparisons, films and sounds.

use serde_json::{Map, Value};

use crate::base::closed_words;
use crate::diag::{Diagnostic, Place, codes};
use crate::markdown::{ComponentCall, Fill};
use crate::parse;
use crate::yaml::{Step, Yaml};

closed_words! {
    /// How soon a care card asks readers to act.
    Care {
        /// They can care for themselves.
        Home = "self",
        /// With an appointment.
        Routine = "routine",
        /// Today.
        Urgent = "urgent",
        /// Now.
        Emergency = "emergency",
    }
}

/// Reports what is wrong with the arguments of a block.
pub(super) fn check(
    call: &ComponentCall,
    arguments: &Map<String, Value>,
    document: &parse::ParsedDocument,
    language: &str,
    sink: &mut Vec<Diagnostic>,
) {
    let yaml = Yaml { file: &document.source.path, text: &call.yaml, start: call.yaml_start };
    let mut checker = Checker { call, arguments, yaml, sink };
    match call.name.as_str() {
        "care" => checker.care(document, language),
        "do-dont" => checker.do_dont(),
        "summary" => checker.count("items", "points", 1..=6),
        "steps" => {
            checker.count("items", "steps", 2..=12);
            checker.steps();
        }
        "compare" => checker.compare(),
        "gallery" => checker.gallery(),
        _ => {}
    }
}

struct Checker<'c> {
    call: &'c ComponentCall,
    arguments: &'c Map<String, Value>,
    yaml: Yaml<'c>,
    sink: &'c mut Vec<Diagnostic>,
}

impl Checker<'_> {
    fn wrong(&mut self, message: impl Into<String>, help: &str, path: &[Step<'_>]) {
        let place = self.yaml.place(path);
        self.sink.push(Diagnostic::new(&codes::BAD_COMPONENT, message).at(place).help(help));
    }

    fn list(&self, key: &str) -> &[Value] {
        self.arguments.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
    }

    fn text(&self, key: &str) -> &str {
        self.arguments.get(key).and_then(Value::as_str).map_or("", str::trim)
    }

    fn count(&mut self, key: &str, what: &str, range: std::ops::RangeInclusive<usize>) {
        let count = self.list(key).len();
        if !range.contains(&count) && self.arguments.contains_key(key) {
            let message =
                format!("`{}` takes {} to {} {what}, but has {count}", self.call.name, range.start(), range.end());
            self.wrong(
                message,
                "keep the list short for readers in a hurry, and move the rest to the text",
                &[Step::Key(key)],
            );
        }
    }

    fn care(&mut self, document: &parse::ParsedDocument, language: &str) {
        let level = self.text("level").to_owned();
        if !level.is_empty() && Care::named(&level).is_none() {
            let diagnostic = Diagnostic::new(&codes::BAD_COMPONENT, format!("`{level}` is not a level of `care`"))
                .at(self.yaml.place(&[Step::Key("level")]))
                .did_you_mean(&level, Care::WORDS.iter().copied())
                .help(format!("expected one of {}", Care::WORDS.join(", ")));
            self.sink.push(diagnostic);
        }
        if self.list("items").is_empty() && self.text("text").is_empty() {
            let help = "add `items:` with the warning signs, each starting with `- `";
            self.wrong("a care card needs a list of signs", help, &[Step::Key("level")]);
        }
        let title = self.text("title").to_owned();
        let main = language.split('-').next().unwrap_or_default();
        let (word, ends_well) = match main {
            "en" => ("if:", title.ends_with("if:")),
            "es" => ("si:", title.ends_with("si:")),
            _ => (":", title.ends_with(':')),
        };
        if !title.is_empty() && !self.list("items").is_empty() && !ends_well {
            let message =
                format!("the title of a care card must end in `{word}`, because its items continue the sentence");
            let help = "write the action, such as `title: \"Call us today if:\"`, or omit `title`";
            self.wrong(message, help, &[Step::Key("title")]);
        }
        if level == "emergency" {
            self.emergency(document, &title);
        }
    }

    /// A card for an emergency: nothing to follow but the number to call, which is that of the practice's country.
    fn emergency(&mut self, document: &parse::ParsedDocument, title: &str) {
        if title.contains(|c: char| c.is_ascii_digit()) {
            let help = "write `{number}` instead: the number comes from `practice.emergency` or the practice's country";
            self.wrong("the title of an emergency card contains a number", help, &[Step::Key("title")]);
        }
        let links = self.call.texts.iter().flat_map(|(_, body)| &body.slots);
        let links = links.filter_map(|slot| match slot.fill {
            Fill::LinkOpen(at) => document.body.outline.links.get(at),
            _ => None,
        });
        let report = |link: &crate::markdown::Link| {
            Diagnostic::new(&codes::BAD_COMPONENT, "an emergency card may link only to the number to call")
                .at(Place::at(&document.source.path, link.range.clone()))
                .help("move the link to the text below the card: nobody follows links in an emergency")
        };
        self.sink.extend(links.map(report));
    }

    fn do_dont(&mut self) {
        if self.list("do").is_empty() && self.list("dont").is_empty() {
            let message = "`do-dont` needs `do:` or `dont:` with at least one item";
            self.wrong(message, "add `do:` and below it `- rest`", &[]);
        }
        for (at, item) in self.list("dont").to_vec().iter().enumerate() {
            let text = item.as_str().unwrap_or_default().trim().to_lowercase().replace('’', "'");
            let negative = ["do not ", "don't ", "never ", "not ", "no "];
            if negative.iter().any(|word| text.starts_with(word)) {
                let help = "start with the verb, such as `- smoke near the oxygen`: the page adds \"do not\"";
                let path = [Step::Key("dont"), Step::Item(at)];
                self.wrong("an item of `dont` says \"do not\" itself, so the page would say it twice", help, &path);
            }
        }
    }

    fn steps(&mut self) {
        for (at, item) in self.list("items").to_vec().iter().enumerate() {
            let has = |key| item.get(key).and_then(Value::as_str).is_some_and(|text| !text.trim().is_empty());
            let is_known = item.as_object().is_none_or(|map| map.keys().all(|key| key == "title" || key == "text"));
            if !(item.is_string() || has("title") && has("text")) || !is_known {
                let help = "write `- \"Wash your hands\"`, or `- title: \"Wash\"` and below it `text: \"With soap.\"`";
                self.wrong(
                    "a step is neither a text nor a title with a text",
                    help,
                    &[Step::Key("items"), Step::Item(at)],
                );
            }
        }
    }

    fn compare(&mut self) {
        let columns = self.list("columns").len();
        if !(2..=4).contains(&columns) && self.arguments.contains_key("columns") {
            let message = format!("`compare` takes 2 to 4 columns, but has {columns}");
            self.wrong(message, "write `columns: [\"Cold\", \"Flu\"]`", &[Step::Key("columns")]);
        }
        for (at, row) in self.list("rows").to_vec().iter().enumerate() {
            let name = row.get("name").and_then(Value::as_str).unwrap_or_default();
            let cells = row.get("cells").and_then(Value::as_array).map_or(0, Vec::len);
            let is_known = row.as_object().is_some_and(|map| map.keys().all(|key| key == "name" || key == "cells"));
            if name.is_empty() || cells != columns || !is_known {
                let message = format!("a row of `compare` needs a `name` and {columns} `cells`");
                let help = "write `- {name: \"Fever\", cells: [\"rare\", \"usual\"]}`";
                self.wrong(message, help, &[Step::Key("rows"), Step::Item(at)]);
            }
        }
    }

    fn gallery(&mut self) {
        self.count("items", "pictures", 2..=12);
        for (at, item) in self.list("items").to_vec().iter().enumerate() {
            let has = |key| item.get(key).and_then(Value::as_str).is_some_and(|text| !text.trim().is_empty());
            let known = ["src", "alt", "caption", "people"];
            let is_known = item.as_object().is_some_and(|map| map.keys().all(|key| known.contains(&key.as_str())));
            if !has("src") || !has("alt") || !is_known {
                let help = "write `- src: a.jpg`, and below it `alt:` with what it shows and, optionally, `caption:`";
                let message = "a picture in `gallery` needs a `src` and an `alt`";
                self.wrong(message, help, &[Step::Key("items"), Step::Item(at)]);
            }
        }
    }
}
