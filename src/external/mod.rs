//! What a site leads to on other hosts: pages, DOIs, PMIDs, the practice's profiles.
//!
//! In: a compiled site, a [`Web`] that asks hosts, and what a [`AnswerCache`] knows of earlier days. Out: diagnostics, none of them
//! an error. Invariants: each address is asked once and each host one request at a time with a pause between; where
//! `robots.txt` says no, nothing is asked; what a host does not answer plainly is "could not verify", never "gone".

mod answers;
mod ask;
mod robots;
mod web;

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::base::encoded_address;
use crate::diag::{Diagnostic, Place, codes};
use crate::model::{LinkTarget, Site};

pub use answers::AnswerCache;
pub use ask::{IdentifierServices, Manners, check};
pub use web::{Answer, Online, Web};

/// What is asked about an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Purpose {
    /// Whether a page is there.
    Page,
    /// Whether a DOI exists.
    Doi,
    /// Whether a PMID exists.
    Pmid,
    /// Whether a profile of the practice links to its site.
    Profile,
}

/// Something to find out.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Question {
    pub(crate) purpose: Purpose,
    /// The address, or the number.
    pub(crate) about: String,
}

/// What was found out.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) enum Found {
    /// It is there.
    Fine,
    /// Its host says that it is not there.
    Gone(u16),
    /// It moved for good.
    Moved(String),
    /// A profile that does not name the site.
    Silent,
    /// Nobody can tell, and why.
    Unknown(String),
}

/// All questions that a site asks, each with the places that ask it.
pub(crate) fn questions(site: &Site) -> BTreeMap<Question, Vec<Place>> {
    let mut all: BTreeMap<Question, Vec<Place>> = BTreeMap::new();
    let mut add = |purpose, about: &str, place: Place| {
        let places = all.entry(Question { purpose, about: about.to_owned() }).or_default();
        if !places.contains(&place) {
            places.push(place);
        }
    };
    for document in &site.documents {
        let file = &document.parsed.source.path;
        for (link, target) in document.parsed.body.outline.links.iter().zip(&document.links) {
            let LinkTarget::External(address) = target else { continue };
            if address.starts_with("http") && site.config.url.within(address).is_none() {
                add(Purpose::Page, without_part(address), Place::at(file, link.range.clone()));
            }
        }
        for source in &document.citations.sources {
            let place = source.place(&document.parsed);
            let reference = &source.reference;
            match (&reference.doi, &reference.pmid, &reference.url) {
                (Some(doi), _, _) => add(Purpose::Doi, doi, place),
                (None, Some(pmid), _) => add(Purpose::Pmid, pmid, place),
                (None, None, Some(url)) if url.starts_with("http") => add(Purpose::Page, without_part(url), place),
                _ => {}
            }
        }
    }
    let settings = Place::file(&crate::config::Config::path());
    for (_, profile) in &site.config.profiles {
        if profile.starts_with("http") {
            add(Purpose::Profile, profile, settings.clone());
        }
    }
    all
}

fn without_part(address: &str) -> &str {
    address.split('#').next().unwrap_or(address)
}

/// A finding as a diagnostic; nothing if all is well.
pub(crate) fn diagnostic(question: &Question, found: &Found, on: Date) -> Option<Diagnostic> {
    let about = encoded_address(&question.about);
    let (code, message, help) = match (found, question.purpose) {
        (Found::Fine, _) => return None,
        (Found::Gone(_), Purpose::Doi) => (
            &codes::UNRESOLVED_IDENTIFIER,
            format!("there is no DOI `{about}`"),
            "copy it again from the publisher's page".to_owned(),
        ),
        (Found::Gone(_), Purpose::Pmid) => (
            &codes::UNRESOLVED_IDENTIFIER,
            format!("there is no PMID `{about}`"),
            "copy it again from PubMed".to_owned(),
        ),
        (Found::Gone(status), _) => (
            &codes::DEAD_LINK,
            format!("`{about}` is gone: its host answered {status} on {on}"),
            "look for its new address, or for another page that says the same".to_owned(),
        ),
        (Found::Moved(to), _) => (
            &codes::MOVED_LINK,
            format!("`{about}` has moved permanently"),
            format!("check that it is the same page, and write `{to}`"),
        ),
        (Found::Silent, _) => (
            &codes::NO_LINK_BACK,
            format!("the profile `{about}` does not name this site"),
            "put the address of the site into the profile".to_owned(),
        ),
        (Found::Unknown(reason), _) => (
            &codes::UNVERIFIED_LINK,
            format!("could not verify `{about}`: {reason}"),
            "open it in a browser from time to time".to_owned(),
        ),
    };
    let code: &'static crate::diag::Code = code;
    Some(Diagnostic::new(code, message).help(help))
}
