//! What was made of each file, remembered until the file changes.
//!
//! A cache helps only if the world knows versions of its files; elsewhere it stays empty.

use std::sync::Arc;

use foldhash::{HashMap, HashSet};
use rayon::prelude::*;

use crate::base::VPath;
use crate::diag::{Diagnostic, Outcome};
use crate::source::DocumentSource;
use crate::world::{Version, World};

use super::document::Context;
use super::{Media, ParsedDocument};

type Parsed = Outcome<Option<Arc<ParsedDocument>>>;
type Looked = Outcome<Media>;

/// Documents as they were parsed last, and as they were when they last had no errors.
#[derive(Debug, Default)]
pub struct DocumentCache {
    context: Option<Context>,
    made: HashMap<VPath, Remembered>,
}

#[derive(Debug)]
struct Remembered {
    version: Version,
    source: DocumentSource,
    parsed: Parsed,
    good: Option<Arc<ParsedDocument>>,
}

impl DocumentCache {
    /// All documents in the order of `sources`; those that changed are made with `parse`.
    pub(super) fn documents(
        &mut self,
        world: &dyn World,
        sources: &[DocumentSource],
        context: &Context,
        parse: impl Fn(&DocumentSource) -> Parsed + Sync,
    ) -> Outcome<Vec<Arc<ParsedDocument>>> {
        let holds = self.context.as_ref() == Some(context);
        let known = |source: &DocumentSource| {
            let remembered = self.made.get(&source.path).filter(|_| holds)?;
            (Some(remembered.version) == world.version(&source.path) && remembered.source == *source).then_some(())
        };
        let fresh: Vec<Option<Parsed>> =
            sources.par_iter().map(|source| if known(source).is_some() { None } else { Some(parse(source)) }).collect();
        let mut documents = Outcome::fine(Vec::with_capacity(sources.len()));
        for (source, fresh) in sources.iter().zip(fresh) {
            let Some(parsed) = fresh else {
                self.recall(&source.path, &mut documents);
                continue;
            };
            match world.version(&source.path) {
                Some(version) => {
                    self.remember(source, version, parsed);
                    self.recall(&source.path, &mut documents);
                }
                None => documents.value.extend(parsed.into(&mut documents.diagnostics)),
            }
        }
        if self.made.len() > sources.len() {
            let there: HashSet<&VPath> = sources.iter().map(|source| &source.path).collect();
            self.made.retain(|path, _| there.contains(path));
        }
        if !holds && !self.made.is_empty() {
            self.context = Some(context.clone());
        }
        documents
    }

    fn remember(&mut self, source: &DocumentSource, version: Version, parsed: Parsed) {
        let failed = parsed.diagnostics.iter().any(Diagnostic::is_error);
        let before = self.made.remove(&source.path).and_then(|before| before.good);
        let good = if failed { before } else { parsed.value.clone() };
        self.made.insert(source.path.clone(), Remembered { version, source: source.clone(), parsed, good });
    }

    fn recall(&self, path: &VPath, into: &mut Outcome<Vec<Arc<ParsedDocument>>>) {
        let Some(remembered) = self.made.get(path) else { return };
        into.diagnostics.extend_from_slice(&remembered.parsed.diagnostics);
        into.value.extend(remembered.good.clone().or_else(|| remembered.parsed.value.clone()));
    }
}

/// What was found out about pictures and other files.
#[derive(Debug, Default)]
pub struct FileCache(HashMap<VPath, (Version, Looked)>);

impl FileCache {
    /// What is known of all `paths`, in their order; what changed is looked at with `look`.
    pub(super) fn files(
        &mut self,
        world: &dyn World,
        paths: &[&VPath],
        look: impl Fn(&VPath) -> Looked + Sync,
    ) -> Vec<Looked> {
        let known = |path: &VPath| {
            let (version, looked) = self.0.get(path)?;
            (Some(*version) == world.version(path)).then(|| looked.clone())
        };
        let files: Vec<(bool, Looked)> = paths
            .par_iter()
            .map(|path| known(path).map_or_else(|| (true, look(path)), |looked| (false, looked)))
            .collect();
        for (path, (fresh, looked)) in paths.iter().zip(&files) {
            if let Some(version) = world.version(path).filter(|_| *fresh) {
                self.0.insert((*path).clone(), (version, looked.clone()));
            }
        }
        if self.0.len() > paths.len() {
            let there: HashSet<&VPath> = paths.iter().copied().collect();
            self.0.retain(|path, _| there.contains(path));
        }
        files.into_iter().map(|(_, looked)| looked).collect()
    }
}
