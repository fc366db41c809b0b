//! Texts: opened, laid over the world while they are written, saved, and what they were before.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::base::VPath;
use crate::parse::{Split, split};
use crate::serve::sync::lock;
use crate::write::{Draft, SaveProblem, mark, merge, plain};
use crate::yaml::{Step, Yaml};

use super::state::{state, values};
use super::{Answered, Asked};

/// A text of the editor.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Written {
    pub(super) file: String,
    /// What the file is known by that the text began from.
    pub(super) base: String,
    pub(super) text: String,
}

/// A value of the form.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Set {
    text: String,
    path: Vec<At>,
    value: Value,
}

/// A step to a value of the form: a place in a list, or a key.
#[derive(Deserialize)]
#[serde(untagged)]
enum At {
    Item(usize),
    Key(String),
}

impl At {
    fn step(&self) -> Step<'_> {
        match self {
            Self::Item(place) => Step::Item(*place),
            Self::Key(key) => Step::Key(key),
        }
    }
}

/// A text whose values the form asks for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Shown {
    text: String,
}

/// Two changes of one text.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Both {
    base: String,
    mine: String,
    theirs: String,
}

/// A version of a file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Named {
    file: String,
    name: String,
}

/// The text of a file, and the one that was not saved.
pub(super) fn open(asked: &Asked<'_>, file: &str) -> Answered {
    let path = asked.file(file)?;
    let text = asked.writing.store.read(&path).map_err(|problem| asked.refused(&problem, None))?;
    let draft = asked.writing.store.draft(&path).ok().flatten().filter(|draft| draft.text != plain(&text));
    let draft = draft.map(|draft| json!({ "base": draft.base, "text": draft.text }));
    let snapshot = asked.shared.snapshot();
    Ok(json!({
        "text": plain(&text),
        "mark": mark(text.as_bytes()),
        "draft": draft,
        "state": state(asked.words, snapshot.as_deref(), &path, &plain(&text)),
    }))
}

/// Shows a text that is not saved, and keeps it.
pub(super) fn lay(asked: &Asked<'_>, written: &Written) -> Answered {
    let path = asked.file(&written.file)?;
    let unsaved = {
        let mut unsaved = lock(&asked.writing.unsaved);
        unsaved.lay(path.clone(), written.text.as_bytes());
        unsaved.clone()
    };
    let snapshot = asked.shown(unsaved, Vec::new());
    let disk = asked.writing.store.read(&path);
    let is_saved = disk.as_ref().is_ok_and(|disk| plain(disk) == written.text);
    let draft = Draft { base: written.base.clone(), text: written.text.clone() };
    let kept = if is_saved { asked.writing.store.forget(&path) } else { asked.writing.store.remember(&path, &draft) };
    Ok(json!({
        "state": state(asked.words, snapshot.as_deref(), &path, &written.text),
        "mark": disk.ok().map(|disk| mark(disk.as_bytes())),
        "unkept": kept.err().map(|error| error.to_string()),
    }))
}

/// Shows the file itself again, and forgets what was not saved.
pub(super) fn lift(asked: &Asked<'_>, file: &str) -> Answered {
    let path = asked.file(file)?;
    let unsaved = {
        let mut unsaved = lock(&asked.writing.unsaved);
        unsaved.lift(&path);
        unsaved.clone()
    };
    asked.shown(unsaved, Vec::new());
    // A draft that stays behind is only offered once more.
    _ = asked.writing.store.forget(&path);
    open(asked, file)
}

/// The values of a text that is not laid over the world yet.
pub(super) fn values_of(shown: &Shown) -> Value {
    json!({ "values": values(&VPath::new(""), &shown.text) })
}

/// The text with one value of the front matter changed, and its values; nothing is written.
pub(super) fn set(asked: &Asked<'_>, ask: &Set) -> Answered {
    let path: Vec<Step<'_>> = ask.path.iter().map(At::step).collect();
    let changed = with_value(&ask.text, &path, &ask.value).ok_or_else(|| asked.unfit("refused.unsafe_value"))?;
    Ok(json!({ "values": values(&VPath::new(""), &changed), "text": changed }))
}

/// A document, or a file of data, with one value changed.
pub(super) fn with_value(text: &str, path: &[Step<'_>], value: &Value) -> Option<String> {
    let file = VPath::new("");
    match split(text) {
        Split::Parts { front, .. } => {
            let yaml = Yaml { file: &file, text: &text[front.clone()], start: 0 };
            let changed = yaml.with_value(path, value)?;
            Some(format!("{}{changed}{}", &text[..front.start], &text[front.end..]))
        }
        // The settings and the data have no text below them.
        Split::Missing => Yaml { file: &file, text, start: 0 }.with_value(path, value),
        Split::Open => None,
    }
}

/// The text with the changes of both, where they are about different lines; nothing is written.
pub(super) fn merged(both: &Both) -> Value {
    json!({ "text": merge(&both.base, &both.mine, &both.theirs) })
}

/// Saves a text, where the file is as it was when the text was begun.
pub(super) fn save(asked: &Asked<'_>, written: &Written) -> Answered {
    let path = asked.file(&written.file)?;
    let store = &asked.writing.store;
    let saved = {
        let _one = lock(&asked.writing.saves);
        store.save(&path, &written.base, &written.text, asked.writing.now())
    };
    let saved = saved.map_err(|problem| {
        let disk = store.read(&path).ok().map(|disk| mark(disk.as_bytes()));
        asked.refused(&problem, disk.as_deref().filter(|_| matches!(problem, SaveProblem::Changed(_))))
    })?;
    let snapshot = asked.written(&path);
    Ok(json!({ "mark": saved, "state": state(asked.words, snapshot.as_deref(), &path, &written.text) }))
}

/// The names of the versions of a file that were kept, the last first.
pub(super) fn versions(asked: &Asked<'_>, file: &str) -> Answered {
    let path = asked.file(file)?;
    let versions = asked.writing.store.versions(&path);
    versions
        .map(|versions| json!({ "versions": versions }))
        .map_err(|error| asked.unfit_with("refused.unread_versions", &[("problem", &error)]))
}

/// The text of a version.
pub(super) fn version(asked: &Asked<'_>, named: &Named) -> Answered {
    let path = asked.file(&named.file)?;
    let text = asked.writing.store.version(&path, &named.name).ok().flatten();
    text.map(|text| json!({ "text": text })).ok_or_else(|| asked.refuse(404, "refused.no_version"))
}
