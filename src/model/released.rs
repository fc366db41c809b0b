//! Who can be recognized in the pictures of blocks, and what those allowed who consented.

use jiff::civil::Date;
use serde_json::{Map, Value};

use crate::diag::{Diagnostic, Place, Severity, codes};
use crate::parse::{ConsentScope, Release};
use crate::yaml::{Step, Yaml};

use super::{Argument, Component};

/// The release of a picture in a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Released {
    /// Which picture of a `gallery`; none of a `figure`, which has one.
    pub item: Option<usize>,
    /// What was allowed.
    pub release: Release,
}

/// The releases that a block names. A group of keys becomes the words that themes know: `consented C-2026-014`.
pub(super) fn read(
    name: &str,
    arguments: &mut Map<String, Value>,
    yaml: &Yaml<'_>,
    sink: &mut Vec<Diagnostic>,
) -> Vec<Released> {
    let mut found = Vec::new();
    let mut one = |people: &mut Value, item: Option<usize>| {
        let path: Vec<Step<'_>> = match item {
            Some(at) => vec![Step::Key("items"), Step::Item(at), Step::Key("people")],
            None => vec![Step::Key("people")],
        };
        match release(people) {
            Ok(Some(release)) => {
                *people = Value::String(format!("consented {}", release.number));
                found.push(Released { item, release });
            }
            Ok(None) => {}
            Err(message) => {
                let help = "write `none`, `staff`, or `{consented: NUMBER}` with the number of the consent record, and optionally \
                            `expires_on`, `scope` and `revoked`";
                sink.push(Diagnostic::new(&codes::BAD_COMPONENT, message).at(yaml.place(&path)).help(help));
                *people = Value::String(String::new());
            }
        }
    };
    match name {
        "figure" => {
            if let Some(people) = arguments.get_mut("people") {
                one(people, None);
            }
        }
        "gallery" => {
            let items = arguments.get_mut("items").and_then(Value::as_array_mut);
            for (at, item) in items.into_iter().flatten().enumerate() {
                if let Some(people) = item.get_mut("people") {
                    one(people, Some(at));
                }
            }
        }
        _ => {}
    }
    found
}

/// The release that a value names; `None` if nobody had to consent.
fn release(people: &Value) -> Result<Option<Release>, String> {
    let unclear = || "this picture does not say who can be recognized in it".to_owned();
    let named =
        |number: &str| Release { number: number.to_owned(), scope: Vec::new(), expires_on: None, revoked: false };
    let group = match people {
        Value::String(word) => {
            return match word.trim() {
                "" | "none" | "staff" => Ok(None),
                word => match word.strip_prefix("consented ").map(str::trim) {
                    Some(number) if !number.is_empty() => Ok(Some(named(number))),
                    _ => Err(unclear()),
                },
            };
        }
        Value::Object(group) => group,
        _ => return Err(unclear()),
    };
    let text = |key: &str| group.get(key).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty());
    let mut release = named(text("consented").ok_or_else(unclear)?);
    for (key, value) in group {
        match key.as_str() {
            "consented" => {}
            "revoked" => release.revoked = value.as_bool().ok_or("`revoked` is `true` or `false`")?,
            "expires_on" => {
                let day: Option<Date> = value.as_str().and_then(|day| day.trim().parse().ok());
                release.expires_on = Some(day.ok_or("`expires_on` is a day, such as 2027-12-31")?);
            }
            "scope" => {
                let words = value.as_array().ok_or("`scope` is a list, such as `[website]`")?;
                let scope = words.iter().map(|word| {
                    word.as_str().and_then(ConsentScope::named).ok_or_else(|| {
                        format!("`scope` has a word that is not one of {}", ConsentScope::WORDS.join(", "))
                    })
                });
                release.scope = scope.collect::<Result<_, _>>()?;
            }
            other => return Err(format!("`people` has no key `{other}`")),
        }
    }
    Ok(Some(release))
}

impl Component {
    /// The pictures whose release does not allow them on the web site today, and why.
    pub(super) fn lapsed(&self, today: Date) -> Vec<(Option<usize>, String)> {
        let lapsed = self.releases.iter().filter_map(|own| Some((own.item, own.release.problem(today)?)));
        lapsed.collect()
    }

    /// What of its links and pictures may be shown: all but pictures whose release has ended.
    pub fn shown(&self) -> impl Iterator<Item = &(String, Argument)> {
        self.resolved.iter().filter(|(key, _)| {
            let item = key.strip_prefix("items/").and_then(|at| at.parse::<usize>().ok());
            !self.is_hidden() && item.is_none_or(|at| !self.gone.contains(&Some(at)))
        })
    }

    /// Whether nothing of it may be shown: a figure without its picture is nothing at all.
    #[must_use]
    pub fn is_hidden(&self) -> bool {
        let items = self.arguments.get("items").and_then(Value::as_array).map(Vec::len);
        self.gone.contains(&None) || items.is_some_and(|count| !self.gone.is_empty() && self.gone.len() == count)
    }
}

/// A release that once was good: an unattended build must take the picture off, not stop.
pub(super) fn gone(problem: &str, place: Place) -> Diagnostic {
    let message = format!("the release for this picture {problem}: the picture is no longer on the page");
    let mut diagnostic = Diagnostic::new(&codes::NO_CONSENT, message);
    diagnostic.severity = Severity::Warning;
    let diagnostic = diagnostic.at(place).help("also take down any posts and printed copies of it");
    diagnostic.help("renew the release, or remove the picture")
}
