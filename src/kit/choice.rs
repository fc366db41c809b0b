//! Which documents get a kit.

use crate::diag::did_you_mean;
use crate::model::{DocumentId, Held, Site};

use super::{Kit, Postable};

/// The documents of a kit, and what was left out of it with the reason.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// The documents, newest first.
    pub documents: Vec<DocumentId>,
    /// Documents without a kit: file and reason.
    pub left_out: Vec<(String, String)>,
    /// Names that no document has: the name, and the nearest that there is.
    pub unknown: Vec<(String, Option<String>)>,
}

/// Finds the named documents, by file, address or slug; without names, all public posts. A scheduled document has a kit
/// only if it was named: its posts are written before its page is there.
#[must_use]
pub fn choose(kit: Kit<'_>, names: &[String]) -> Choice {
    let site = &kit.compiled.site;
    let mut choice = Choice::default();
    if names.is_empty() {
        let posts = site.languages.iter().flat_map(|language| language.posts.iter().copied());
        for id in posts {
            match kit.standing(id) {
                Postable::Public => choice.documents.push(id),
                Postable::NoConsent | Postable::Retracted | Postable::Canceled => {
                    choice.left_out.push((file(site, id), reason(kit, id)));
                }
                Postable::Scheduled(_) | Postable::HeldBack(_) | Postable::NoPost => {}
            }
        }
        return choice;
    }
    for name in names {
        let found = find(site, name);
        if found.is_empty() {
            choice.unknown.push((name.clone(), suggestion(site, name)));
        }
        for id in found.into_iter().filter(|id| !choice.documents.contains(id)).collect::<Vec<_>>() {
            match kit.standing(id) {
                _ if kit.covers(id) => choice.documents.push(id),
                _ => choice.left_out.push((file(site, id), reason(kit, id))),
            }
        }
    }
    choice
}

fn file(site: &Site, id: DocumentId) -> String {
    site.document(id).parsed.source.path.to_string()
}

/// Why a document has no kit; empty if it has one.
#[must_use]
pub fn reason(kit: Kit<'_>, id: DocumentId) -> String {
    let zone = &kit.compiled.site.config.zone;
    match kit.standing(id) {
        Postable::NoConsent => "the consent does not cover social networks: its `scope` has no `social`".to_owned(),
        Postable::Retracted => "it was retracted".to_owned(),
        Postable::Canceled => "the event was canceled".to_owned(),
        Postable::NoPost => "pages and people are not announced".to_owned(),
        Postable::HeldBack(Held::Draft) => "it is a draft; remove `draft: true` once it is ready".to_owned(),
        Postable::HeldBack(Held::Expired(at)) => {
            format!("it expired on {}", zone.at(at).strftime("%Y-%m-%d at %H:%M"))
        }
        Postable::HeldBack(Held::NoConsent) => "it has no consent that is valid today".to_owned(),
        Postable::HeldBack(Held::Scheduled(_)) => "its date is in the future".to_owned(),
        Postable::Public | Postable::Scheduled(_) => String::new(),
    }
}

/// The documents that a name means: a path that ends like it, an address, or a slug. A slug may name a document and its
/// translations.
fn find(site: &Site, name: &str) -> Vec<DocumentId> {
    let name = name.trim().trim_start_matches("./").replace('\\', "/");
    let address = site.config.url.within(&name).unwrap_or(&name).trim_matches('/');
    let matches = |document: &crate::model::Document| {
        let file = document.parsed.source.path.as_str();
        let by_file =
            file == name || name.ends_with(&format!("/{file}")) || file.strip_prefix("content/") == Some(&name);
        let path = document.path.trim_matches('/');
        by_file || path == address || path.rsplit('/').next() == Some(address)
    };
    site.ids().filter(|id| matches(site.document(*id))).collect()
}

fn suggestion(site: &Site, name: &str) -> Option<String> {
    let slugs: Vec<&str> =
        site.documents.iter().filter_map(|document| document.path.trim_matches('/').rsplit('/').next()).collect();
    let asked = name.trim_matches('/').rsplit('/').next().unwrap_or(name).trim_end_matches(".md");
    did_you_mean(asked, slugs)
}
