//! `bedside check --sources`: what PubMed and Crossref say of the works that documents cite.

use std::collections::{BTreeMap, BTreeSet};

use crate::compile::{Request, compile};
use crate::diag::{Diagnostic, codes};
use crate::lookup::{Services, Silence, WorkNotice, WorkNoticeKind};
use crate::model::{Document, Site, Source};
use crate::world::DiskWorld;

/// What was asked, and what is to be said about it.
#[derive(Debug, Default)]
pub(super) struct Asked {
    /// Problems, each at the source that it is about.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Works that a service knows.
    pub(super) known: usize,
    /// Works without PMID and DOI, or with a DOI of another registrar.
    pub(super) unknown: usize,
}

/// Asks for every work that a document lists, by its PMID or else by its DOI. The rule `source/retracted` reports works
/// that are marked as retracted anyway.
///
/// # Errors
/// Where a service does not answer.
pub(super) fn ask(world: &DiskWorld, base: Option<&str>) -> Result<Asked, Silence> {
    let Some(compiled) = compile(world, &Request::default()).value else { return Ok(Asked::default()) };
    let site = &compiled.site;
    let mut services = Services::new(site.config.practice.email.as_deref(), base);
    let references =
        || site.documents.iter().flat_map(|document| &document.citations.sources).map(|source| &source.reference);
    let pmids: BTreeSet<String> = references().filter_map(|reference| reference.pmid.clone()).collect();
    let pmids: Vec<String> = pmids.into_iter().collect();
    let mut notices: BTreeMap<String, Vec<WorkNotice>> = BTreeMap::new();
    for record in services.records(&pmids)? {
        notices.insert(format!("pmid:{}", record.pmid), record.notices);
    }
    let others = references().filter(|reference| reference.pmid.is_none());
    let dois: BTreeSet<String> =
        others.filter_map(|reference| reference.doi.as_ref().map(|doi| doi.to_lowercase())).collect();
    for doi in dois {
        if let Some(work) = services.work(&doi)? {
            notices.insert(format!("doi:{doi}"), work.notices);
        }
    }
    let asked = judge(site, &notices);
    Ok(Asked { diagnostics: compiled.judged(asked.diagnostics), ..asked })
}

fn judge(site: &Site, notices: &BTreeMap<String, Vec<WorkNotice>>) -> Asked {
    let mut asked = Asked::default();
    let (mut known, mut unknown) = (BTreeSet::new(), BTreeSet::new());
    for document in &site.documents {
        for source in &document.citations.sources {
            let reference = &source.reference;
            let doi = reference.doi.as_ref().map(|doi| format!("doi:{}", doi.to_lowercase()));
            let key = reference.pmid.as_ref().map(|pmid| format!("pmid:{pmid}")).or(doi);
            if let Some((key, notices)) = key.as_ref().and_then(|key| Some((key, notices.get(key)?))) {
                known.insert(key.clone());
                let told =
                    notices.iter().filter(|notice| !(reference.retracted && notice.kind == WorkNoticeKind::Retraction));
                asked.diagnostics.extend(told.map(|notice| told_at(document, source, notice)));
            } else {
                unknown.insert(key.unwrap_or_else(|| reference.id.clone()));
                asked.diagnostics.extend(reference.pmid.as_ref().map(|pmid| no_record(document, source, pmid)));
            }
        }
    }
    (asked.known, asked.unknown) = (known.len(), unknown.len());
    asked
}

fn told_at(document: &Document, source: &Source, notice: &WorkNotice) -> Diagnostic {
    let id = &source.reference.id;
    let place = if notice.place.is_empty() { String::new() } else { format!(": {}", notice.place) };
    let (code, what, help) = match notice.kind {
        WorkNoticeKind::Retraction => (
            &codes::RETRACTED_SOURCE,
            "was retracted",
            "find another source for what it supports, or cite it only to discuss the retraction and add `retracted: true`",
        ),
        WorkNoticeKind::Concern => (
            &codes::CORRECTED_SOURCE,
            "has an expression of concern by its editors",
            "read it, and decide whether the page can still rest on this source",
        ),
        WorkNoticeKind::Correction => (
            &codes::CORRECTED_SOURCE,
            "was corrected",
            "read the correction, and check that what the page says still holds",
        ),
    };
    Diagnostic::new(code, format!("the source `{id}` {what}{place}")).at(source.place(&document.parsed)).help(help)
}

fn no_record(document: &Document, source: &Source, pmid: &str) -> Diagnostic {
    let message = format!("PubMed has no article with the PMID {pmid} of the source `{}`", source.reference.id);
    let help = "look for the article on pubmed.ncbi.nlm.nih.gov, and correct the number";
    Diagnostic::new(&codes::NO_RECORD, message).at(source.place(&document.parsed)).help(help)
}
