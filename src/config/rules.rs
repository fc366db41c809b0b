//! What a practice decides about rules: their levels, their options, and findings that it accepts by path.
//!
//! In: `rules:` and `waive:` as written. Out: [`Rules`] that every rule asks, and [`PathWaiver`]s. What names no rule, or
//! no value that the rule takes, is reported at its place.

use serde_json::Value;

use crate::diag::{Code, Diagnostic, OptionKind, Place, RuleOption, Severity, codes, did_you_mean};
use crate::yaml::{Entries, Step, WordOr};

use super::file::PathWaiverFile;
use super::resolve::Resolver;

/// A rule as written: a level, or a level with options.
pub(super) type RuleFile = WordOr<Entries<Value>>;

/// The schema of `rules:`: every rule by its names, with its levels and options.
pub(super) fn schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
    let mut properties = serde_json::Map::new();
    for code in Code::all() {
        let levels: &[&str] =
            if code.severity == Severity::Error { &["error"] } else { &["off", "info", "warning", "error"] };
        let level = serde_json::json!({ "enum": levels });
        let mut keys = serde_json::Map::from_iter([("level".to_owned(), level.clone())]);
        for option in RuleOption::of(code.short) {
            let kind = match option.kind {
                OptionKind::Number { least, most, .. } => {
                    serde_json::json!({ "type": "integer", "minimum": least, "maximum": most })
                }
                OptionKind::Words => serde_json::json!({ "type": "array", "items": { "type": "string" } }),
            };
            keys.insert(option.key.to_owned(), kind);
        }
        let group = serde_json::json!({ "type": "object", "properties": keys, "additionalProperties": false });
        let first = code.page.split("\n\n").nth(1).unwrap_or_default().replace('\n', " ");
        let value = serde_json::json!({ "description": first, "anyOf": [level, group] });
        properties.insert(code.name.to_owned(), value);
        let full = format!("#/properties/rules/properties/{}", code.name.replace('/', "~1"));
        properties.insert(code.short.to_owned(), serde_json::json!({ "$ref": full }));
    }
    schemars::json_schema!({ "type": ["object", "null"], "properties": properties, "additionalProperties": false })
}

/// Levels and options of rules.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rules {
    levels: Vec<(&'static Code, Option<Severity>)>,
    options: Vec<(&'static RuleOption, Chosen)>,
}

#[derive(Clone, Debug, PartialEq)]
enum Chosen {
    Number(usize),
    Words(Vec<String>),
}

/// Findings that the practice accepts in some files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathWaiver {
    /// The rule as written.
    pub rule: String,
    /// A file, a folder that ends in `/`, or either with `*` for any characters.
    pub path: String,
    /// Why.
    pub because: Option<String>,
    /// Where it is written.
    pub place: Place,
}

impl Rules {
    /// The level that was chosen for a code: `None` within where it is off.
    #[must_use]
    pub fn level(&self, code: &Code) -> Option<Option<Severity>> {
        self.levels.iter().find(|(own, _)| *own == code).map(|(_, level)| *level)
    }

    /// Whether a code is switched off.
    #[must_use]
    pub fn is_off(&self, code: &Code) -> bool {
        self.level(code) == Some(None)
    }

    /// The number that a rule goes by.
    #[must_use]
    pub fn number(&self, code: &Code, key: &str) -> usize {
        let chosen = self.options.iter().find(|(option, _)| option.rule == code.short && option.key == key);
        if let Some((_, Chosen::Number(number))) = chosen {
            return *number;
        }
        let usual = RuleOption::of(code.short).find(|option| option.key == key).map(|option| option.kind);
        if let Some(OptionKind::Number { usual, .. }) = usual { usual } else { 0 }
    }

    /// The words that a rule is given.
    #[must_use]
    pub fn words(&self, code: &Code, key: &str) -> &[String] {
        let chosen = self.options.iter().find(|(option, _)| option.rule == code.short && option.key == key);
        if let Some((_, Chosen::Words(words))) = chosen { words } else { &[] }
    }
}

impl Resolver<'_> {
    pub(super) fn rules(&mut self, written: Vec<(String, RuleFile)>) -> Rules {
        let mut rules = Rules::default();
        for (name, file) in written {
            let path = [Step::Key("rules"), Step::Key(name.as_str())];
            let Some(code) = Code::named(&name) else {
                let diagnostic = Diagnostic::new(&codes::UNKNOWN_KEY, format!("there is no rule `{name}`"));
                let place = self.checker.yaml.key_place(&path);
                let mut diagnostic = diagnostic.at(place);
                diagnostic.help.extend(Code::nearest(&name).map(|near| format!("did you mean `{near}`?")));
                self.checker.diagnostics.push(diagnostic);
                continue;
            };
            match file {
                WordOr::Word(word) => rules.levels.extend(self.level(code, &word, &path)),
                WordOr::Group(Entries(entries)) => {
                    for (key, value) in entries {
                        let path = [path[0], path[1], Step::Key(key.as_str())];
                        match value {
                            Value::String(word) if key == "level" => {
                                rules.levels.extend(self.level(code, &word, &path));
                            }
                            value => rules.options.extend(self.option(code, &key, &value, &path)),
                        }
                    }
                }
            }
        }
        rules
    }

    fn level(
        &mut self,
        code: &'static Code,
        word: &str,
        path: &[Step<'_>],
    ) -> Option<(&'static Code, Option<Severity>)> {
        let level = match word {
            "off" => None,
            "info" => Some(Severity::Info),
            "warning" => Some(Severity::Warning),
            "error" => Some(Severity::Error),
            other => {
                let message = format!("`{other}` is not a level; expected `off`, `info`, `warning` or `error`");
                self.checker.add(Diagnostic::new(&codes::BAD_VALUE, message), path);
                return None;
            }
        };
        if code.severity == Severity::Error && level != Some(Severity::Error) {
            let message = format!("`{}` is always an error", code.name);
            let help = if code.may_be_waived() {
                "accept a finding where it occurs, with a reason: `<!-- bedside: allow RULE because REASON -->`"
            } else {
                "fix what it reports: otherwise the site would be broken"
            };
            self.checker.add(Diagnostic::new(&codes::BAD_VALUE, message).help(help), path);
            return None;
        }
        Some((code, level))
    }

    fn option(
        &mut self,
        code: &'static Code,
        key: &str,
        value: &Value,
        path: &[Step<'_>],
    ) -> Option<(&'static RuleOption, Chosen)> {
        let Some(option) = RuleOption::of(code.short).find(|option| option.key == key) else {
            let mut known: Vec<&str> = vec!["level"];
            known.extend(RuleOption::of(code.short).map(|option| option.key));
            let message = format!("the rule `{}` has no option `{key}`", code.name);
            let mut diagnostic = Diagnostic::new(&codes::UNKNOWN_KEY, message).at(self.checker.yaml.key_place(path));
            diagnostic.help.extend(did_you_mean(key, known.iter().copied()));
            self.checker.diagnostics.push(diagnostic.help(format!("options: {}", known.join(", "))));
            return None;
        };
        let chosen = match option.kind {
            OptionKind::Number { least, most, .. } => {
                let number = value.as_u64().and_then(|number| usize::try_from(number).ok());
                number.filter(|number| (least..=most).contains(number)).map(Chosen::Number)
            }
            OptionKind::Words => {
                let words = value.as_array().map(|items| items.iter().map(|item| item.as_str().map(str::to_owned)));
                words.and_then(Iterator::collect).map(Chosen::Words)
            }
        };
        if chosen.is_none() {
            let expected = match option.kind {
                OptionKind::Number { least, most, .. } => format!("a whole number from {least} to {most}"),
                OptionKind::Words => "a list of words, such as `[edema]`".to_owned(),
            };
            let message = format!("`{key}` of the rule `{}` must be {expected}", code.name);
            self.checker.add(Diagnostic::new(&codes::BAD_VALUE, message), path);
        }
        chosen.map(|chosen| (option, chosen))
    }

    pub(super) fn waivers(&mut self, written: Vec<PathWaiverFile>) -> Vec<PathWaiver> {
        let mut waivers = Vec::new();
        for (at, file) in written.into_iter().enumerate() {
            let path = [Step::Key("waive"), Step::Item(at)];
            let place = self.checker.yaml.place(&[path[0], path[1], Step::Key("rule")]);
            match (file.rule, file.path) {
                (Some(rule), Some(path)) => waivers.push(PathWaiver { rule, path, because: file.because, place }),
                (None, _) => {
                    self.checker.missing(
                        "rule",
                        &path,
                        "every entry of `waive` needs a `rule`, a `path` and `because`",
                    );
                }
                (_, None) => {
                    self.checker.missing(
                        "path",
                        &path,
                        "every entry of `waive` needs a `rule`, a `path` and `because`",
                    );
                }
            }
        }
        waivers
    }
}
