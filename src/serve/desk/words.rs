//! The words of the desk, in English or in Spanish.
//!
//! In: what the browser asks for (`Accept-Language`) and the practice's language. Out: words by their keys, such as
//! `room.saved`. Invariants: both languages have the same keys; no text for people is in a template or a script. What
//! `check` finds is in English in both, as on the terminal.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::sync::LazyLock;

use serde_json::{Map, Value, json};
use tera::{Kwargs, State, Tera, TeraResult};

use crate::base::{VPath, escape_text};
use crate::config::LanguageId;
use crate::model::Site;
use crate::yaml::Yaml;

static SCRIPT: &str = include_str!("../../../content/desk/say.js");

static FILES: [(&str, &str); 2] = [
    ("en", include_str!("../../../content/desk/words/en.yaml")),
    ("es", include_str!("../../../content/desk/words/es.yaml")),
];

static ALL: LazyLock<[Words; 2]> = LazyLock::new(|| {
    FILES.map(|(tag, text)| {
        let file = VPath::new(tag);
        // A test reads both files.
        let sections = Yaml { file: &file, text, start: 0 }.values().unwrap_or_default();
        Words { tag, sections }
    })
});

/// The words of one language.
#[derive(Debug)]
pub(in crate::serve) struct Words {
    pub(in crate::serve) tag: &'static str,
    sections: Map<String, Value>,
}

impl Words {
    /// Every language that the desk speaks.
    pub(in crate::serve) fn all() -> &'static [Self; 2] {
        &ALL
    }

    /// The words of a language, where the desk speaks it.
    pub(super) fn of(tag: &str) -> Option<&'static Self> {
        ALL.iter().find(|words| words.tag == tag)
    }

    /// The words for a reader whose browser accepts these languages, at a practice that writes in `site`.
    pub(in crate::serve) fn for_reader(accepts: &str, site: Option<&str>) -> &'static Self {
        let asked = preferred(accepts).find_map(Self::of);
        let own = || Self::of(primary(site?));
        asked.or_else(own).unwrap_or(&ALL[0])
    }

    /// The words of a key, such as `room.saved`; none for a key that there is not, which a test looks for.
    pub(in crate::serve) fn say(&self, key: &str) -> &str {
        let (section, name) = key.split_once('.').unwrap_or((key, ""));
        self.sections.get(section).and_then(|words| words.get(name)).and_then(Value::as_str).unwrap_or_default()
    }

    /// The words of a key with values in its gaps.
    pub(in crate::serve) fn fill(&self, key: &str, values: &[(&str, &dyn Display)]) -> String {
        filled(self.say(key), values.iter().map(|(gap, value)| (*gap, value.to_string())))
    }

    /// The language of a site in which names of the site are shown: this one, where the site has it, else its first.
    pub(super) fn language(&self, site: &Site) -> LanguageId {
        let own = site.languages.entries().find(|(_, language)| primary(&language.tag) == self.tag);
        own.map_or(LanguageId::MAIN, |(id, _)| id)
    }

    /// The words for templates.
    pub(super) fn sections(&self) -> &Map<String, Value> {
        &self.sections
    }

    /// The script that says these words on pages.
    pub(super) fn script(&self) -> Vec<u8> {
        let words = json!({ "language": self.tag, "words": self.sections });
        format!("window.BedsideWords = {words};\n{SCRIPT}").into_bytes()
    }
}

/// The languages that a browser accepts, the dearest first: `es-MX,es;q=0.9,en;q=0.8` (RFC 9110, section 12.5.4).
fn preferred(accepts: &str) -> impl Iterator<Item = &str> {
    let mut found: Vec<(f32, &str)> = accepts
        .split(',')
        .filter_map(|part| {
            let (tag, weight) = part.split_once(';').unwrap_or((part, ""));
            let weight = weight.trim().strip_prefix("q=").map_or(Some(1.0), |weight| weight.trim().parse().ok())?;
            (weight > 0.0).then_some((weight, primary(tag.trim())))
        })
        .collect();
    found.sort_by(|one, other| other.0.total_cmp(&one.0));
    found.into_iter().map(|(_, tag)| tag)
}

/// The language of a tag, without its region.
fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}

/// A text with values in its gaps. Of two forms, which a bar divides, the first is for the number `n` of one.
fn filled<'v>(word: &str, values: impl Iterator<Item = (&'v str, String)>) -> String {
    let values: Vec<(&str, String)> = values.collect();
    let is_one = values.iter().any(|(gap, value)| *gap == "n" && value == "1");
    let form = match word.split_once(" | ") {
        Some((one, _)) if is_one => one,
        Some((_, many)) => many,
        None => word,
    };
    values.into_iter().fold(form.to_owned(), |text, (gap, value)| text.replace(&format!("{{{gap}}}"), &value))
}

/// Gives an engine its words and the filters for them: `fill(n=3)`, and `marked`, which turns `` `code` `` and `[words](/path)`
/// of a word of the program into HTML.
pub(in crate::serve) fn equip(tera: &mut Tera, words: &Words) {
    tera.global_context().insert("words", words.sections());
    tera.register_filter("fill", fill);
    tera.register_filter("marked", |word: &str, _: Kwargs, _: &State<'_>| marked(word));
}

#[expect(clippy::needless_pass_by_value, reason = "the shape of a filter")]
fn fill(word: &str, values: Kwargs, _: &State<'_>) -> TeraResult<String> {
    let values = values.deserialize::<BTreeMap<String, Value>>()?;
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    Ok(filled(word, values.iter().map(|(gap, value)| (gap.as_str(), text(value)))))
}

fn marked(word: &str) -> String {
    let escaped = escape_text(word);
    let mut html = String::new();
    for (at, part) in escaped.split('`').enumerate() {
        if at % 2 == 1 {
            html = format!("{html}<code>{part}</code>");
            continue;
        }
        let mut rest = part;
        while let Some((before, (words, (path, after)))) = rest.split_once('[').and_then(|(before, link)| {
            let (words, link) = link.split_once("](")?;
            Some((before, (words, link.split_once(')')?)))
        }) {
            html = format!("{html}{before}<a href=\"{path}\">{words}</a>");
            rest = after;
        }
        html.push_str(rest);
    }
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browser_chooses_then_the_practice() {
        let tag = |accepts: &str, site: Option<&str>| Words::for_reader(accepts, site).tag;
        assert_eq!(tag("", None), "en");
        assert_eq!(tag("", Some("es-US")), "es");
        assert_eq!(tag("en-US,en;q=0.9", Some("es")), "en");
        assert_eq!(tag("fr, es-MX;q=0.7, en;q=0.8", Some("es")), "en");
        assert_eq!(tag("de, es-MX;q=0.7, en;q=0", None), "es");
        assert_eq!(tag("fr;q=x,,*", Some("es")), "es");
    }

    #[test]
    fn both_languages_have_the_same_keys_and_gaps() {
        let [english, spanish] = Words::all();
        let keys = |words: &Words| -> Vec<String> {
            let all = words.sections.iter().flat_map(|(section, words)| {
                let names = words.as_object().expect("a section").keys();
                names.map(move |name| format!("{section}.{name}"))
            });
            all.collect()
        };
        assert!(keys(english).len() > 500);
        assert_eq!(keys(english), keys(spanish));
        let gaps = |text: &str| {
            let parts = text.split(" | ").next().unwrap_or_default().split('{').skip(1);
            let mut gaps: Vec<String> = parts.filter_map(|part| Some(part.split_once('}')?.0.to_owned())).collect();
            gaps.sort_unstable();
            gaps
        };
        for key in keys(english) {
            let (one, other) = (english.say(&key), spanish.say(&key));
            assert!(!one.is_empty() && !other.is_empty(), "{key}");
            assert_eq!(gaps(one), gaps(other), "{key}");
            assert_eq!(one.matches(" | ").count(), other.matches(" | ").count(), "{key}");
        }
    }

    #[test]
    fn a_word_is_filled_and_marked() {
        let [english, spanish] = Words::all();
        assert_eq!(english.fill("documents.count", &[("n", &1)]), "1 document");
        assert_eq!(spanish.fill("documents.count", &[("n", &0)]), "0 documentos");
        assert_eq!(marked("a < `b [c](d)` [e](/f)."), "a &lt; <code>b [c](d)</code> <a href=\"/f\">e</a>.");
    }
}
