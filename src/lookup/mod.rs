//! What PubMed and Crossref know of a work: its entry, and whether it was retracted or corrected since.
//!
//! In: PMIDs and DOIs. Out: an entry for the library as the service writes it, or the notices of a work. Invariants: nothing is
//! sent but the identifier and the address of the practice that asks; a request waits until the service's limit allows it; what
//! an answer says is text, never followed.
//!
//! PubMed is asked through its E-utilities (<https://www.ncbi.nlm.nih.gov/books/NBK25497/>: at most three requests a second,
//! with the name of the program and an address), Crossref through its API (<https://api.crossref.org>, with an address).

mod crossref;
mod pubmed;
mod web;

use std::fmt;
use std::time::Duration;

pub use crossref::CrossrefWork;
pub use pubmed::Record;
use web::Web;

/// The services, and who asks.
#[derive(Debug)]
pub struct Services {
    web: Web,
    pubmed: String,
    crossref: String,
    contact: Option<String>,
}

/// Why a service gave no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Silence {
    /// What happened.
    pub message: String,
    /// What to do.
    pub help: String,
}

impl fmt::Display for Silence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// A notice that a service has of a work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkNotice {
    /// What it says.
    pub kind: WorkNoticeKind,
    /// Where it was published, or on which day; may be empty.
    pub place: String,
}

/// What a notice says of a work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WorkNoticeKind {
    /// It was retracted or withdrawn.
    Retraction,
    /// Its editors doubt it.
    Concern,
    /// It was corrected, or published again in a corrected form.
    Correction,
}

impl Services {
    /// The services themselves, or others below `base` (`BASE/pubmed`, `BASE/crossref`), which tests start.
    #[must_use]
    pub fn new(contact: Option<&str>, base: Option<&str>) -> Self {
        let at = |name: &str, usual: &str| base.map_or(usual.to_owned(), |base| format!("{base}/{name}"));
        let pause = if base.is_some() { Duration::ZERO } else { Duration::from_millis(400) };
        Self {
            web: Web::new(contact, pause),
            pubmed: at("pubmed", "https://eutils.ncbi.nlm.nih.gov/entrez/eutils"),
            crossref: at("crossref", "https://api.crossref.org"),
            contact: contact.map(str::to_owned),
        }
    }

    /// The records of PubMed with these PMIDs, as far as it has them.
    ///
    /// # Errors
    /// Where PubMed does not answer.
    pub fn records(&mut self, pmids: &[String]) -> Result<Vec<Record>, Silence> {
        let mut found = Vec::new();
        for some in pmids.chunks(100) {
            let mut url = format!(
                "{}/efetch.fcgi?db=pubmed&rettype=medline&retmode=text&tool=bedside&id={}",
                self.pubmed,
                some.join(",")
            );
            if let Some(contact) = &self.contact {
                url.push_str("&email=");
                url.push_str(&web::encoded(contact));
            }
            let text = self.web.text("PubMed", &url)?.unwrap_or_default();
            found.extend(pubmed::records(&text).into_iter().filter(|record| some.contains(&record.pmid)));
        }
        Ok(found)
    }

    /// What Crossref has of a DOI; nothing if it does not know it.
    ///
    /// # Errors
    /// Where Crossref does not answer.
    pub fn work(&mut self, doi: &str) -> Result<Option<CrossrefWork>, Silence> {
        let mut url = format!("{}/works/{}", self.crossref, web::encoded(doi));
        if let Some(contact) = &self.contact {
            url.push_str("?mailto=");
            url.push_str(&web::encoded(contact));
        }
        let Some(text) = self.web.text("Crossref", &url)? else { return Ok(None) };
        crossref::work(&text).map(Some).ok_or_else(|| Silence {
            message: "the answer from Crossref cannot be read".to_owned(),
            help:
                "try again later; if that does not help, save the reference from the publisher's page and add that file"
                    .to_owned(),
        })
    }
}
