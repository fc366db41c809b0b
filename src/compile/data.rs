//! What `data/` and the built-in lists say, read in one go: it is read again only when one of its files changes.

use std::sync::Arc;

use crate::diag::Outcome;
use crate::observance::{self, ObservanceList};
use crate::parse::{self, Glossary, Vocabulary};
use crate::reference::{self, Library};
use crate::source::SourceSet;
use crate::world::World;

/// The data files of a project over the built-in ones.
#[derive(Clone, Debug, Default)]
pub(super) struct Data {
    pub(super) vocabulary: Vocabulary,
    pub(super) observances: ObservanceList,
    pub(super) glossary: Arc<Glossary>,
    pub(super) library: Arc<Library>,
}

/// Reads all of them.
pub(super) fn read_data(world: &dyn World, sources: &SourceSet) -> Outcome<Data> {
    let mut diagnostics = Vec::new();
    let vocabulary = parse::vocabulary(world, sources).into(&mut diagnostics);
    let observances = observance::observances(world, sources, &vocabulary).into(&mut diagnostics);
    let glossary = Arc::new(parse::glossary(world, sources).into(&mut diagnostics));
    let library = Arc::new(reference::library(world, sources).into(&mut diagnostics));
    diagnostics.extend(parse::reply_problems(world, sources));
    Outcome { value: Data { vocabulary, observances, glossary, library }, diagnostics }
}
