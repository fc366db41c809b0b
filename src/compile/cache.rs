//! What a preview remembers from one compilation to the next.

use std::fmt::Write;
use std::sync::Arc;

use crate::base::VPath;
use crate::card::Studio;
use crate::check;
use crate::config::Config;
use crate::diag::{Diagnostic, Outcome};
use crate::model;
use crate::parse::{DocumentCache, FileCache};
use crate::world::{World, built_in};

use super::data::Data;
use super::findings::Findings;
use super::loaded_theme::ThemeCache;
use super::privacy::PrivacyCache;

/// What was made of the files of one project, and what of it last had no errors.
#[derive(Default)]
pub struct Cache {
    pub(super) settings: Kept<Option<Config>>,
    pub(super) documents: DocumentCache,
    pub(super) files: FileCache,
    pub(super) data: Kept<Data>,
    pub(super) theme: ThemeCache,
    pub(super) site: model::SiteCache,
    pub(super) privacy: PrivacyCache,
    pub(super) checked: check::CheckCache,
    pub(super) studio: Kept<Option<Arc<Studio>>>,
    /// What rules found the last time, where the files' contents are known.
    pub findings: Option<Findings>,
}

/// One value that is made again only when its key is another, and that stays as it was while a new one has errors.
pub(super) struct Kept<T> {
    last: Option<(String, Outcome<T>)>,
    good: Option<T>,
}

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self { last: None, good: None }
    }
}

impl<T: Clone> Kept<T> {
    /// The value for `key`; without a key nothing is remembered.
    pub(super) fn by(&mut self, key: Option<String>, make: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
        let Some(key) = key else { return make() };
        let known = self.last.as_ref().filter(|(last, _)| *last == key).map(|(_, made)| made.clone());
        let outcome = known.unwrap_or_else(make);
        self.last = Some((key, outcome.clone()));
        self.keep(outcome)
    }

    /// What was just made or, where it has errors, the last one that had none, with the new problems.
    pub(super) fn keep(&mut self, made: Outcome<T>) -> Outcome<T> {
        if !made.diagnostics.iter().any(Diagnostic::is_error) {
            self.good = Some(made.value.clone());
            return made;
        }
        let Outcome { value, diagnostics } = made;
        Outcome { value: self.good.clone().unwrap_or(value), diagnostics }
    }
}

/// Names and versions of some files; `None` if the world has no version for it.
pub(super) fn versions<'p>(world: &dyn World, files: impl IntoIterator<Item = &'p VPath>) -> Option<String> {
    let mut key = String::new();
    for file in files {
        let version = world.version(file);
        if version.is_none() {
            built_in(file)?;
        }
        // Writing to a string cannot fail.
        _ = writeln!(key, "{file} {version:?}");
    }
    Some(key)
}
