//! A day of a document moved on the calendar: one value of its front matter is changed, and its time stays.

use jiff::civil::Date;
use serde::Deserialize;
use serde_json::json;

use crate::base::VPath;
use crate::parse::{Split, split};
use crate::serve::sync::lock;
use crate::write::{mark, plain};
use crate::yaml::{Step, Yaml};

use super::texts::with_value;
use super::{Answered, Asked};

/// What is moved, from which day, and to which.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Move {
    file: String,
    /// `date`, `expires`, or the network whose post is moved.
    what: String,
    from: Date,
    to: Date,
}

/// Moves it, where it is on the day on which the page had it.
pub(super) fn moved(asked: &Asked<'_>, ask: &Move) -> Answered {
    let path = asked.file(&ask.file)?;
    let keys: Vec<Step<'_>> = match ask.what.as_str() {
        "date" | "expires" => vec![Step::Key(&ask.what)],
        network => vec![Step::Key("social"), Step::Key(network), Step::Key("publish_at")],
    };
    let saved = {
        let _one = lock(&asked.writing.saves);
        let old = asked.writing.store.read(&path).map_err(|problem| asked.refused(&problem, None))?;
        let text = plain(&old);
        let written = written(&text, &keys).ok_or_else(|| asked.unfit("refused.not_there"))?;
        // The day, and behind it the time as it was written.
        let rest = written.strip_prefix(&ask.from.to_string()).ok_or_else(|| asked.unfit("refused.not_there"))?;
        let changed = with_value(&text, &keys, &json!(format!("{}{rest}", ask.to)));
        let changed = changed.ok_or_else(|| asked.unfit("refused.unsafe_value"))?;
        let base = mark(old.as_bytes());
        asked.writing.store.save(&path, &base, &changed, asked.writing.now())
    };
    saved.map_err(|problem| asked.refused(&problem, None))?;
    asked.written(&path);
    Ok(json!({ "file": path.as_str() }))
}

/// What the front matter has at the end of a path.
fn written(text: &str, path: &[Step<'_>]) -> Option<String> {
    let Split::Parts { front, .. } = split(text) else { return None };
    let yaml = Yaml { file: &VPath::new(""), text: &text[front], start: 0 };
    let values = yaml.values()?;
    let mut steps = path.iter();
    let Some(Step::Key(first)) = steps.next() else { return None };
    let found = steps.try_fold(values.get(*first)?, |value, step| match step {
        Step::Key(key) => value.get(*key),
        Step::Item(at) => value.get(*at),
    })?;
    found.as_str().map(str::to_owned)
}
