//! Calls of components, with what the program adds to their arguments.

use serde_json::{Map, Value, json};

use crate::base::{push_attribute, push_text};
use crate::markdown::{ComponentCall, markdown_texts};
use crate::model::Argument;

use super::body::{ComponentView, Filler, Surface};
use super::web::Caption;
use super::{chart, claim, myths, web};

impl Filler<'_> {
    pub(super) fn component(&mut self, at: usize) -> ComponentView {
        let document = self.document;
        let call = &document.parsed.body.outline.components[at];
        let component = &document.components[at];
        let mut arguments = component.arguments.clone();
        let mut added = Map::new();
        let absolute = self.surface == Surface::Feed;
        self.texts(call, &mut arguments);
        for (key, argument) in component.shown() {
            let value = match argument {
                Argument::Link(target) => web::target(self.scene, target, &document.path, absolute),
                Argument::Medium(id) if key.starts_with("items/") => {
                    let item =
                        arguments.get_mut("items").zip(key.strip_prefix("items/").and_then(|at| at.parse().ok()));
                    let Some(item) = item.and_then(|(items, at): (&mut Value, usize)| items.get_mut(at)) else {
                        continue;
                    };
                    let alt = item.get("alt").and_then(Value::as_str).unwrap_or_default();
                    let html = web::picture(self.scene, *id, Caption::of(alt), self.spot()).html;
                    added.entry("pictures").or_insert_with(|| json!([]));
                    if let Some(Value::Array(pictures)) = added.get_mut("pictures") {
                        pictures.push(json!({ "html": html, "caption": item.get("caption") }));
                    }
                    continue;
                }
                Argument::Medium(id) => {
                    if key == "src" && self.scene.plan.pictures.contains_key(id) {
                        let alt = arguments.get("alt").and_then(Value::as_str).unwrap_or("");
                        let picture = web::picture(self.scene, *id, Caption::of(alt), self.spot());
                        added.insert("picture".to_owned(), Value::String(picture.html));
                    }
                    let path = web::medium_path(self.scene, *id);
                    Some(if absolute { self.scene.absolute(&path) } else { self.scene.href(&path) })
                }
                Argument::Claim { document, claim } => {
                    let shown = claim::placed(self.scene, *document, *claim, self.surface);
                    added.extend(shown.map(|shown| (key.clone(), shown)));
                    continue;
                }
                Argument::Myths(query) => {
                    let shown = myths::placed(self.scene, query, document, absolute);
                    added.insert(key.clone(), shown);
                    continue;
                }
                Argument::Chart(chart) => {
                    let id = format!("chart-{}", at + 1);
                    let unit = arguments.get("unit").and_then(Value::as_str).unwrap_or_default();
                    let (drawing, numbers) = chart::draw(chart, unit);
                    let drawing = if self.surface == Surface::Page { drawing } else { json!({}) };
                    added.extend([("drawing", drawing), ("numbers", numbers), ("name", json!(id))].map(owned));
                    continue;
                }
            };
            arguments.insert(key.clone(), Value::String(value.unwrap_or_default()));
        }
        let is_emergency = arguments.get("level").and_then(Value::as_str) == Some("emergency");
        let mut before =
            document.parsed.body.outline.headings.iter().filter(|heading| heading.range.end <= call.range.start);
        let heading = match before.next_back() {
            Some(heading) if !(call.name == "care" && is_emergency) => (heading.level + 1).min(6),
            _ => 2,
        };
        added.insert("heading".to_owned(), json!(heading));
        added.insert("in_feed".to_owned(), json!(absolute));
        if call.name == "care" {
            added.insert("shown".to_owned(), json!(self.care_title(&arguments)));
        }
        let file = document.parsed.source.path.clone();
        ComponentView { name: call.name.clone(), arguments, added, file, call: call.clone() }
    }

    /// Puts the HTML of its Markdown into the arguments. A text that was not compiled is escaped.
    fn texts(&mut self, call: &ComponentCall, arguments: &mut Map<String, Value>) {
        let expected = markdown_texts(&call.name, arguments);
        if expected.is_empty() {
            return;
        }
        let mut all = Value::Object(std::mem::take(arguments));
        for (pointer, body) in &call.texts {
            let html = self.passage(body);
            if let Some(value) = all.pointer_mut(pointer) {
                *value = Value::String(html);
            }
        }
        for pointer in expected.iter().filter(|pointer| call.texts.iter().all(|(known, _)| known != *pointer)) {
            if let Some(Value::String(text)) = all.pointer_mut(pointer) {
                let mut escaped = String::new();
                push_text(&mut escaped, text);
                *text = escaped;
            }
        }
        if let Value::Object(all) = all {
            *arguments = all;
        }
    }

    /// The title of a care card, its number as a link that calls.
    fn care_title(&self, arguments: &Map<String, Value>) -> String {
        let words = self.scene.words(self.document.language);
        let number = self.scene.site.config.practice.emergency_number();
        let level = arguments.get("level").and_then(Value::as_str).unwrap_or_default();
        let written = arguments.get("title").and_then(Value::as_str).filter(|title| !title.trim().is_empty());
        let key = match (level, number) {
            ("emergency", None) => "care_emergency_if_no_number".to_owned(),
            (level, _) => format!("care_{level}_if"),
        };
        let title = written.unwrap_or_else(|| words.get(&key));
        let mut html = String::new();
        for (at, part) in title.split("{number}").enumerate() {
            if at > 0
                && let Some(number) = number
            {
                html.push_str("<a href=\"tel:");
                push_attribute(&mut html, number);
                html.push_str("\">");
                push_text(&mut html, number);
                html.push_str("</a>");
            } else if at > 0 {
                push_text(&mut html, words.get("care_number"));
            }
            push_text(&mut html, part);
        }
        html
    }
}

fn owned((key, value): (&str, Value)) -> (String, Value) {
    (key.to_owned(), value)
}
