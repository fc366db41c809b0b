//! What the block `chart` shows: numbers with their names, checked.

use serde_json::{Map, Number, Value};

use crate::diag::{Diagnostic, codes};
use crate::yaml::{Step, Yaml};

/// A chart of one kind.
#[derive(Clone, Debug, PartialEq)]
pub enum Chart {
    /// Bars that begin at zero.
    Bars(Series),
    /// Lines over the labels.
    Lines(Series),
    /// Groups of people, some of them marked.
    Icons {
        /// People in each group.
        of: u32,
        /// The groups: what each is, and how many are marked.
        groups: Vec<(String, u32)>,
    },
}

/// Rows of numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// What each number is about.
    pub labels: Vec<String>,
    /// The rows: the name of each and a number for each label.
    pub rows: Vec<(String, Vec<Number>)>,
}

/// The most letters of a label: more do not fit next to a bar on a phone.
const LONGEST: usize = 44;

/// Reads the arguments of the block; `None` if something is wrong, which is reported.
pub(super) fn read(arguments: &Map<String, Value>, yaml: &Yaml<'_>, sink: &mut Vec<Diagnostic>) -> Option<Chart> {
    let mut reader = Reader { arguments, yaml, sink, is_sound: true };
    let chart = match arguments.get("type").and_then(Value::as_str)? {
        "bars" => Chart::Bars(reader.series(12, 3)),
        "lines" => Chart::Lines(reader.series(60, 4)),
        "icons" => reader.icons(),
        other => {
            let message = format!("`{other}` is not a type of chart");
            reader.wrong(message, "write `type: bars`, `type: lines` or `type: icons`", &[Step::Key("type")]);
            return None;
        }
    };
    reader.is_sound.then_some(chart)
}

struct Reader<'r> {
    arguments: &'r Map<String, Value>,
    yaml: &'r Yaml<'r>,
    sink: &'r mut Vec<Diagnostic>,
    is_sound: bool,
}

impl Reader<'_> {
    fn wrong(&mut self, message: String, help: &str, path: &[Step<'_>]) {
        self.is_sound = false;
        let place = self.yaml.place(path);
        self.sink.push(Diagnostic::new(&codes::BAD_COMPONENT, message).at(place).help(help));
    }

    fn list(&self, key: &str) -> Vec<Value> {
        self.arguments.get(key).and_then(Value::as_array).cloned().unwrap_or_default()
    }

    /// The labels and rows of bars and lines.
    fn series(&mut self, most_labels: usize, most_rows: usize) -> Series {
        let labels: Vec<String> = self.list("labels").iter().map(text).collect();
        if labels.is_empty() || labels.len() > most_labels {
            let help = "write `labels: [\"2023\", \"2024\"]`, one for each number; for more than a reader can compare, use a table";
            let message = format!("this chart takes 1 to {most_labels} labels, and has {}", labels.len());
            self.wrong(message, help, &[Step::Key("labels")]);
        }
        for (at, label) in labels.iter().enumerate() {
            self.short(label, &[Step::Key("labels"), Step::Item(at)]);
        }
        let written = self.list("series");
        if written.is_empty() || written.len() > most_rows {
            let help = "write `series:` and below it `- {name: \"Adults\", values: [1, 2]}`";
            let message = format!("this chart takes 1 to {most_rows} series, and has {}", written.len());
            self.wrong(message, help, &[Step::Key("series")]);
        }
        let mut rows = Vec::new();
        for (at, row) in written.iter().enumerate() {
            let path = [Step::Key("series"), Step::Item(at)];
            let name = row.get("name").and_then(Value::as_str).unwrap_or_default().to_owned();
            if name.is_empty() && written.len() > 1 {
                self.wrong("one of several series has no name".to_owned(), "add `name:` to it", &path);
            }
            self.short(&name, &path);
            let values: Vec<Number> = row
                .get("values")
                .and_then(Value::as_array)
                .map_or(&[][..], Vec::as_slice)
                .iter()
                .filter_map(Value::as_number)
                .filter(|number| number.as_f64().is_some_and(|value| value >= 0.0 && value.is_finite()))
                .cloned()
                .collect();
            if values.len() != labels.len() {
                let message =
                    format!("numbers from zero up in this series: {}, and labels: {}", values.len(), labels.len());
                self.wrong(message, "write one number for each label, without its unit", &path);
            }
            rows.push((name, values));
        }
        Series { labels, rows }
    }

    fn icons(&mut self) -> Chart {
        let of = self.arguments.get("of").and_then(Value::as_u64).and_then(|of| u32::try_from(of).ok());
        let of = of.filter(|of| (10..=1000).contains(of)).unwrap_or_else(|| {
            let help = "write `of: 100`, the number of people in each group";
            self.wrong("`of` is a whole number from 10 to 1000".to_owned(), help, &[Step::Key("of")]);
            100
        });
        let written = self.list("groups");
        if written.is_empty() || written.len() > 4 {
            let help = "write `groups:` and below it `- {name: \"with the vaccine\", count: 7}`";
            let message = format!("this chart takes 1 to 4 groups, and has {}", written.len());
            self.wrong(message, help, &[Step::Key("groups")]);
        }
        let mut groups = Vec::new();
        for (at, group) in written.iter().enumerate() {
            let path = [Step::Key("groups"), Step::Item(at)];
            let name = group.get("name").and_then(Value::as_str).unwrap_or_default().to_owned();
            let count = group.get("count").and_then(Value::as_u64).and_then(|count| u32::try_from(count).ok());
            if let Some(count) = count.filter(|count| *count <= of && !name.is_empty()) {
                groups.push((name.clone(), count));
            } else {
                let message = format!("a group is not a `name` with a `count` from 0 to {of}");
                self.wrong(message, "write `- {name: \"with the vaccine\", count: 7}`", &path);
            }
            self.short(&name, &path);
        }
        Chart::Icons { of, groups }
    }

    fn short(&mut self, label: &str, path: &[Step<'_>]) {
        if label.chars().count() > LONGEST {
            let message = format!("\"{label}\" is too long for a chart: more than {LONGEST} letters");
            self.wrong(message, "say it shorter, and explain it in the text", path);
        }
    }
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
