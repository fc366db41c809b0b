//! What was resolved last: while nothing changes in which names and links are looked up, a document that is the same is
//! taken over.

use std::collections::HashMap;
use std::sync::Arc;

use crate::base::{LanguageTag, VPath};
use crate::config::{BaseUrl, Config, LanguageId, PerLanguage};
use crate::diag::Diagnostic;
use crate::observance;
use crate::parse::{self, Vocabulary};
use crate::reference::Library;

use super::{Document, Media};

/// The documents of the site that was put together last.
#[derive(Default)]
pub struct SiteCache {
    inputs: Option<ResolveInputs>,
    documents: Vec<Arc<Document>>,
    /// The problems of resolving, by the document's place.
    problems: HashMap<usize, Vec<Diagnostic>>,
}

/// Where a document is on the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DocumentPlace {
    pub(super) path: String,
    pub(super) language: LanguageId,
}

/// The data of a project that documents refer to.
#[derive(Clone, Copy)]
pub(super) struct SharedData<'d> {
    pub(super) vocabulary: &'d Vocabulary,
    pub(super) observances: &'d observance::ObservanceList,
    pub(super) library: &'d Arc<Library>,
    pub(super) media: &'d [Media],
}

/// All that a document is resolved against, other than itself. Whatever a look-up asks must be in here.
pub(super) struct ResolveInputs {
    pub(super) url: BaseUrl,
    pub(super) languages: PerLanguage<LanguageTag>,
    /// File and place of each document.
    pub(super) places: Vec<(VPath, DocumentPlace)>,
    /// Documents into which others look: those with claims.
    pub(super) with_claims: Vec<Arc<parse::ParsedDocument>>,
    pub(super) vocabulary: Vocabulary,
    pub(super) observances: observance::ObservanceList,
    pub(super) library: Arc<Library>,
    /// Files, whether they are pictures, and why they are not shown as such.
    pub(super) media: Vec<(VPath, bool, Option<parse::Unshown>)>,
}

impl ResolveInputs {
    /// The inputs of a site whose documents and their places are known.
    pub(super) fn new(
        config: &Config,
        parsed: &[Arc<parse::ParsedDocument>],
        places: &[DocumentPlace],
        data: SharedData<'_>,
    ) -> Self {
        let SharedData { vocabulary, observances, library, media } = data;
        let place = |(parsed, place): (&Arc<parse::ParsedDocument>, &DocumentPlace)| {
            (parsed.source.path.clone(), place.clone())
        };
        Self {
            url: config.url.clone(),
            languages: config.languages.clone(),
            places: parsed.iter().zip(places).map(place).collect(),
            with_claims: parsed.iter().filter(|document| !document.claims.is_empty()).cloned().collect(),
            vocabulary: vocabulary.clone(),
            observances: observances.clone(),
            library: library.clone(),
            media: media.iter().map(|medium| (medium.file.clone(), medium.picture.is_some(), medium.unshown)).collect(),
        }
    }

    fn is_that_of(&self, other: &Self) -> bool {
        let same = |(a, b): (&Arc<parse::ParsedDocument>, &Arc<parse::ParsedDocument>)| Arc::ptr_eq(a, b);
        Arc::ptr_eq(&self.library, &other.library)
            && self.with_claims.len() == other.with_claims.len()
            && self.with_claims.iter().zip(&other.with_claims).all(same)
            && self.media == other.media
            && (&self.url, &self.languages) == (&other.url, &other.languages)
            && self.places == other.places
            && self.vocabulary == other.vocabulary
            && self.observances == other.observances
    }
}

impl SiteCache {
    /// Forgets what was resolved against other inputs.
    pub(super) fn renew(&mut self, inputs: ResolveInputs) {
        if !self.inputs.as_ref().is_some_and(|last| last.is_that_of(&inputs)) {
            self.documents.clear();
            self.problems.clear();
        }
        self.inputs = Some(inputs);
    }

    /// The document at a place, where it was made of the same text.
    pub(super) fn known(&self, at: usize, parsed: &Arc<parse::ParsedDocument>) -> Option<&Arc<Document>> {
        self.documents.get(at).filter(|document| Arc::ptr_eq(&document.parsed, parsed))
    }

    /// The problems of a document that is known.
    pub(super) fn problems(&self, at: usize) -> &[Diagnostic] {
        self.problems.get(&at).map_or(&[], Vec::as_slice)
    }

    /// Remembers the documents of a site, and the problems of those that were resolved again.
    pub(super) fn keep(&mut self, documents: &[Arc<Document>], problems: Vec<(usize, Vec<Diagnostic>)>) {
        self.documents.clear();
        self.documents.extend_from_slice(documents);
        for (at, problems) in problems {
            if problems.is_empty() {
                self.problems.remove(&at);
            } else {
                self.problems.insert(at, problems);
            }
        }
    }
}
