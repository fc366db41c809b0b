//! Which file is what: documents, data, static files, templates, pieces of the theme.
//!
//! In: the world's list of files and the settings. Out: a [`SourceSet`], sorted, in which every file of the project has a
//! role; a file without one is reported, never skipped in silence. Nothing is read here but the head of a file in `static/` that
//! may be a key. The first form of each kind of document travels here too.

mod archetype;
mod collect;
mod kind;
mod private;

use std::collections::{BTreeMap, BTreeSet};

use crate::base::VPath;

pub use archetype::{REPLACE, archetype, archetypes};
pub use collect::collect;
pub use kind::Kind;

/// The project's glossary, in `data/`.
pub const GLOSSARY_FILE: &str = "data/glossary.yaml";

/// The project's own observances, in `data/`.
pub const OBSERVANCES_FILE: &str = "data/observances.yaml";

/// The project's own replies to reviews, for `bedside reply`.
pub const REPLIES_FILE: &str = "data/replies.yaml";

/// The files of a project by their role.
#[derive(Clone, Debug, Default)]
pub struct SourceSet {
    /// Documents in path order.
    pub documents: Vec<DocumentSource>,
    /// The baseline, if there is one.
    pub baseline: Option<VPath>,
    /// Vocabularies and shared sources, `data/*`.
    pub data: Vec<VPath>,
    /// Files next to documents: pictures and what they link to.
    pub neighbours: Vec<VPath>,
    /// Files of `static/`, copied to the root.
    pub statics: Vec<VPath>,
    /// Templates by their name (`page.html`), site over theme over built-in.
    pub templates: BTreeMap<String, VPath>,
    /// Designs of share cards by their name (`plain`), site over theme.
    pub card_designs: BTreeMap<String, VPath>,
    /// Styles, scripts, fonts and icons by their name (`theme.css`), theme over built-in.
    pub assets: BTreeMap<String, VPath>,
    /// Interface words by language, lowest layer first: what a theme lacks the built-in theme has.
    pub words: BTreeMap<String, Vec<VPath>>,
}

/// A Markdown file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentSource {
    /// Where it is.
    pub path: VPath,
    /// What it is.
    pub kind: Kind,
    /// Its name without language and extension, or its folder's: `flu-season`.
    pub stem: String,
    /// What it shares with its translations: path without language and extension.
    pub original: String,
    /// The language in its name, if there is one.
    pub language: Option<String>,
}

impl SourceSet {
    /// The names of the theme's components: templates in `components/`.
    #[must_use]
    pub fn component_names(&self) -> BTreeSet<String> {
        let name = |template: &String| Some(template.strip_prefix("components/")?.strip_suffix(".html")?.to_owned());
        self.templates.keys().filter_map(name).collect()
    }
}
