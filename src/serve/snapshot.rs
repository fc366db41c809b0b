//! The project as it was compiled last: what requests are answered from.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, Weak};

use jiff::Timestamp;

use crate::base::{ContentHash, VPath, url_path};
use crate::compile::Compiled;
use crate::diag::{Diagnostic, Outcome};
use crate::model::DocumentId;
use crate::plan::{Recipe, Route};
use crate::world::World;

use super::sync::lock;

/// One compilation.
pub(super) struct Snapshot {
    /// `None` while the project has never had usable settings.
    pub(super) compiled: Option<Arc<Compiled<'static>>>,
    /// The project's folder.
    pub(super) root: PathBuf,
    /// The files that it was made from.
    pub(super) world: Arc<dyn World + Send>,
    /// How many changes of unsaved texts it knows of.
    pub(super) unsaved: u64,
    /// What was wrong, in reading order.
    pub(super) diagnostics: Arc<Vec<Diagnostic>>,
    /// The event that tells it: `ok` or `problems`.
    pub(super) verdict: String,
    /// When the site becomes another by itself; `None` if the time is fixed.
    pub(super) until: Option<Timestamp>,
    /// Large outputs that are on their way to somebody: whoever asks for one meanwhile gets the same bytes, so that many slow
    /// readers of a film cost its memory once.
    pub(super) sending: Mutex<HashMap<String, Weak<[u8]>>>,
}

/// From how many bytes an output is large.
const LARGE: usize = 64 * 1024;

/// A rendered output.
pub(super) type Rendered = Outcome<Option<Arc<[u8]>>>;

impl Snapshot {
    /// The sub-path of the site: empty, or `/blog`.
    pub(super) fn base(&self) -> &str {
        self.compiled.as_ref().map_or("", |compiled| compiled.site.config.url.path())
    }

    /// The output at a path below the host, decoded.
    pub(super) fn route(&self, path: &str) -> Option<&Route> {
        let compiled = self.compiled.as_ref()?;
        compiled.plan.route(path.strip_prefix(self.base())?)
    }

    /// The bytes of an output.
    pub(super) fn render(&self, route: &Route) -> Rendered {
        let Some(compiled) = &self.compiled else { return Outcome::default() };
        let path = route.path.as_str();
        if let Some(known) = lock(&self.sending).get(path).and_then(Weak::upgrade) {
            return Outcome::fine(Some(known));
        }
        let renderer = compiled.renderer();
        let made: Rendered = compiled.bytes(&renderer, route).map(|bytes| bytes.map(|bytes| Arc::from(&*bytes)));
        if let Some(bytes) = made.value.as_ref().filter(|bytes| bytes.len() >= LARGE && made.diagnostics.is_empty()) {
            let mut sending = lock(&self.sending);
            sending.retain(|_, bytes| bytes.strong_count() > 0);
            sending.insert(path.to_owned(), Arc::downgrade(bytes));
        }
        made
    }

    /// The page of a document below the host, as links write it.
    pub(super) fn address(&self, id: DocumentId) -> Option<String> {
        let compiled = self.compiled.as_ref()?;
        let document = compiled.site.document(id);
        document.state.is_public().then(|| format!("{}{}", self.base(), url_path(&document.path)))
    }

    /// The file of the document whose page is at a path.
    pub(super) fn source(&self, path: &str) -> Option<&VPath> {
        let compiled = self.compiled.as_ref()?;
        match self.route(path)?.recipe {
            Recipe::Document(id) => Some(&compiled.site.document(id).parsed.source.path),
            _ => None,
        }
    }

    /// The page of a document's file, as links write it; `None` if there is none.
    pub(super) fn page_of(&self, file: &VPath) -> Option<String> {
        let compiled = self.compiled.as_ref()?;
        let documents = &compiled.site.documents;
        let at = documents.iter().position(|document| document.parsed.source.path == *file)?;
        let id = compiled.site.at_path(&documents[at].path).filter(|id| id.index() == at)?;
        self.address(id)
    }
}

/// What tells one state of a page from another.
pub(super) fn mark(bytes: &[u8]) -> String {
    ContentHash::of(bytes).hex()[..24].to_owned()
}
