//! Documents made of others: a duplicate, a translation; and the same one at another address.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::base::{Slug, VPath};
use crate::model::Document;
use crate::parse::{Split, split};
use crate::serve::answer::Answer;
use crate::serve::sync::lock;
use crate::source::Kind;
use crate::write::{mark, plain};
use crate::yaml::{Step, Yaml};

use super::texts::with_value;
use super::{Answered, Asked};

/// Largest file next to a document that is copied with it, in bytes.
const LARGEST: u64 = 64 * 1024 * 1024;

/// Keys that are about one document at one time, and go with no copy: a review, a consent, what was posted and fixed.
const OWN: [&str; 10] =
    ["reviewed", "aliases", "slug", "corrections", "consent", "social", "discussion", "updated", "expires", "waive"];

/// A document as it was read, and the title of the copy.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Duplicate {
    file: String,
    base: String,
    title: String,
}

/// A document as it was read, and a language of the site.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Translate {
    file: String,
    base: String,
    language: String,
}

/// A document as it was read, and the new last part of its address.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Readdress {
    file: String,
    base: String,
    slug: String,
}

/// Begins a document with the text of another, as a draft of today.
pub(super) fn duplicate(asked: &Asked<'_>, ask: &Duplicate) -> Answered {
    let (path, text) = asked.known(&ask.file, &ask.base)?;
    let kind = asked.with_document(&path, |document| Ok(document.parsed.source.kind))?;
    let title = ask.title.trim();
    let single = asked.free_path(kind, title)?;
    let today = asked.today();
    let mut changes = vec![("title", json!(title)), ("draft", json!(true))];
    if today.is_some() && kind.is_post() {
        changes.push(("date", json!(today)));
    }
    let copied = copy(asked, &text, &OWN, &changes)?;
    let Some(folder) = path.as_str().strip_suffix("/index.md") else { return asked.create(&single, &copied) };
    // A document in a folder keeps its pictures next to it, and so does the copy.
    let new = single.as_str().trim_end_matches(".md");
    let snapshot = asked.shared.snapshot().ok_or_else(|| asked.unfit("refused.still_reading"))?;
    for file in snapshot.world.files().value {
        let Some(name) = file.below(folder).filter(|_| file.extension() != "md") else { continue };
        let bytes = snapshot.world.read(&file, LARGEST);
        let bytes = bytes
            .map_err(|problem| asked.unfit_with("refused.unreadable", &[("file", &file), ("problem", &problem)]))?;
        let copy = VPath::new(&format!("{new}/{name}"));
        let created = asked.writing.store.create(&copy, &bytes);
        created.map_err(|error| asked.unfit_with("refused.unwritable", &[("file", &copy), ("problem", &error)]))?;
    }
    asked.create(&VPath::new(&format!("{new}/index.md")), &copied)
}

/// Begins the translation of a document next to it: its text, to be written in the other language, as a draft.
pub(super) fn translate(asked: &Asked<'_>, ask: &Translate) -> Answered {
    let (path, text) = asked.known(&ask.file, &ask.base)?;
    let snapshot = asked.shared.snapshot();
    let compiled = snapshot.as_ref().and_then(|snapshot| snapshot.compiled.as_ref());
    let site = &compiled.ok_or_else(|| asked.unfit("refused.no_settings"))?.site;
    let Some(wanted) = site.config.languages.find(&ask.language) else {
        return Err(asked.unfit("refused.no_language"));
    };
    let has_it = asked.with_document(&path, |document| {
        let mut languages = document.translations.iter().map(|id| site.document(*id).language);
        Ok(document.language == wanted || languages.any(|language| language == wanted))
    })?;
    if has_it {
        return Err(asked.unfit("refused.has_language"));
    }
    let stem = path.as_str().trim_end_matches(".md");
    let tag = site.languages.iter().find_map(|language| stem.strip_suffix(&format!(".{}", language.tag)));
    let new = VPath::new(&format!("{}.{}.md", tag.unwrap_or(stem), ask.language));
    let copied =
        copy(asked, &text, &["reviewed", "aliases", "slug", "lang", "social", "waive"], &[("draft", json!(true))])?;
    asked.create(&new, &copied)
}

/// Gives a document another address; the old one leads to it, where readers may know it.
pub(super) fn readdress(asked: &Asked<'_>, ask: &Readdress) -> Answered {
    let slug = Slug::new(ask.slug.trim().trim_matches('/'))
        .map_err(|problem| asked.unfit_with("refused.bad_slug", &[("problem", &problem)]))?;
    let (path, text) = asked.known(&ask.file, &ask.base)?;
    let (old, was_public) = asked.with_document(&path, |document| {
        let kind = document.parsed.source.kind;
        if kind == Kind::Person || kind.explains() {
            return Err(asked.unfit("refused.named_by_others"));
        }
        Ok((document.path.clone(), !document.parsed.front.draft))
    })?;
    let above = old.trim_end_matches('/').rsplit_once('/').map_or("", |(above, _)| above);
    let new = format!("{above}/{slug}/");
    if new == old {
        return Err(asked.unfit("refused.has_address"));
    }
    let is_taken = asked.shared.snapshot().is_some_and(|snapshot| {
        snapshot.compiled.as_ref().is_some_and(|compiled| compiled.site.at_path(&new).is_some())
    });
    if is_taken {
        return Err(asked.unfit("refused.address_taken"));
    }
    let unsafe_text = || asked.unfit("refused.unsafe_slug");
    let mut changed = with_value(&text, &[Step::Key("slug")], &json!(slug.to_string())).ok_or_else(unsafe_text)?;
    let aliases = values(&text, "aliases");
    let kept: Vec<Value> =
        (0..aliases.len()).filter(|at| aliases[*at] != new).map(|at| json!({ "keep": at })).collect();
    let mut wanted = kept.clone();
    if was_public && !aliases.contains(&old) {
        wanted.push(json!(old));
    }
    if wanted.len() != aliases.len() || kept.len() != aliases.len() {
        changed = with_value(&changed, &[Step::Key("aliases")], &Value::Array(wanted)).ok_or_else(unsafe_text)?;
    }
    let saved = {
        let _one = lock(&asked.writing.saves);
        asked.writing.store.save(&path, &ask.base, &changed, asked.writing.now())
    };
    let saved = saved.map_err(|problem| asked.refused(&problem, None))?;
    asked.written(&path);
    Ok(json!({ "text": changed, "mark": saved }))
}

/// A text without some keys, and with others changed.
fn copy(asked: &Asked<'_>, text: &str, without: &[&str], with: &[(&str, Value)]) -> Result<String, Answer> {
    let gone = without.iter().map(|key| (*key, Value::Null));
    let mut text = text.to_owned();
    for (key, value) in gone.chain(with.iter().cloned()) {
        let changed = with_value(&text, &[Step::Key(key)], &value);
        text = changed.ok_or_else(|| asked.unfit_with("refused.unsafe_key", &[("key", &key)]))?;
    }
    Ok(text)
}

/// The texts of a list in the front matter.
fn values(text: &str, key: &str) -> Vec<String> {
    let Split::Parts { front, .. } = split(text) else { return Vec::new() };
    let yaml = Yaml { file: &VPath::new(""), text: &text[front], start: 0 };
    let values = yaml.values().and_then(|values| values.get(key).cloned());
    let list = values.and_then(|list| list.as_array().cloned()).unwrap_or_default();
    list.iter().map(|item| item.as_str().unwrap_or_default().to_owned()).collect()
}

impl Asked<'_> {
    /// The path and the text of a file that is as the page has read it.
    fn known(&self, file: &str, base: &str) -> Result<(VPath, String), Answer> {
        let path = self.file(file)?;
        let text = self.writing.store.read(&path).map_err(|problem| self.refused(&problem, None))?;
        if mark(text.as_bytes()) != base {
            return Err(self.unfit("refused.changed"));
        }
        Ok((path, plain(&text)))
    }

    fn with_document<T>(&self, path: &VPath, look: impl FnOnce(&Document) -> Result<T, Answer>) -> Result<T, Answer> {
        let snapshot = self.shared.snapshot();
        let compiled = snapshot.as_ref().and_then(|snapshot| snapshot.compiled.as_ref());
        let site = &compiled.ok_or_else(|| self.unfit("refused.no_settings"))?.site;
        let document = site.documents.iter().find(|document| document.parsed.source.path == *path);
        look(document.ok_or_else(|| self.unfit("refused.has_errors"))?)
    }

    fn today(&self) -> Option<String> {
        let snapshot = self.shared.snapshot();
        snapshot.as_ref()?.compiled.as_ref().map(|compiled| compiled.site.today.to_string())
    }
}
