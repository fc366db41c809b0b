//! Files for hosts and search engines: site map, headers, redirects.

use jiff::civil::Date;

use crate::model::{DocumentId, Site};
use crate::plan::Recipe;

use super::{Scene, claim, corrections, frame};

/// The input of `sitemap.xml`.
pub struct SitemapView {
    /// Pages in the order of their addresses.
    pub entries: Vec<SitemapEntry>,
}

/// A page in the site map.
pub struct SitemapEntry {
    /// Absolute address.
    pub url: String,
    /// Day of the last change, where known.
    pub changed: Option<String>,
    /// Language and absolute address of all versions, where there are several.
    pub alternates: Vec<(String, String)>,
}

/// The input of a page that sends the reader on.
pub struct RedirectView {
    /// Absolute address of the target.
    pub target: String,
}

/// The input of `_headers`.
pub struct HeadersView {
    /// The sub-path of the site: empty, or `/blog`.
    pub path: String,
}

pub(super) fn sitemap(scene: Scene<'_>) -> SitemapView {
    let mut entries: Vec<SitemapEntry> = scene.plan.routes.iter().filter_map(|route| entry(scene, route)).collect();
    entries.sort_by(|a, b| a.url.cmp(&b.url));
    SitemapView { entries }
}

fn entry(scene: Scene<'_>, route: &crate::plan::Route) -> Option<SitemapEntry> {
    let url = scene.absolute(&route.path.url());
    Some(match &route.recipe {
        Recipe::Document(id) => {
            let document = scene.site.document(*id);
            let alternates = frame::alternates(scene, &document.translations, document.language);
            SitemapEntry {
                url,
                changed: last_change(scene.site, *id).map(|day| day.to_string()),
                alternates: alternates.into_iter().map(|other| (other.language, other.url)).collect(),
            }
        }
        Recipe::Claim { document, claim } => {
            let alternates = claim::alternates(scene, *document, *claim);
            SitemapEntry {
                url,
                changed: last_change(scene.site, *document).map(|day| day.to_string()),
                alternates: alternates.into_iter().map(|other| (other.language, other.url)).collect(),
            }
        }
        Recipe::Myths { language, group, page: 1 } => {
            list_entry(scene.site, url, scene.site.languages[*language].myths.get(group).map_or(&[], Vec::as_slice))
        }
        Recipe::Home(language) | Recipe::Links { language, channel: None } => {
            list_entry(scene.site, url, &scene.site.languages[*language].posts)
        }
        Recipe::List { language, kind, page: 1 } => {
            list_entry(scene.site, url, crate::plan::listed(scene.site, *language, *kind))
        }
        Recipe::Term { language, term, page: 1 } => {
            list_entry(scene.site, url, scene.site.languages[*language].terms.get(term).map_or(&[], Vec::as_slice))
        }
        Recipe::Observance { language, observance, page: 1 } => {
            list_entry(scene.site, url, scene.site.tagged(*language, *observance))
        }
        Recipe::Terms { .. } | Recipe::Awareness(_) | Recipe::Feeds(_) | Recipe::Search(_) | Recipe::Glossary(_) => {
            list_entry(scene.site, url, &[])
        }
        Recipe::Corrections(language) => SitemapEntry {
            url,
            changed: corrections::last(scene.site, *language).map(|day| day.to_string()),
            alternates: Vec::new(),
        },
        _ => return None,
    })
}

fn list_entry(site: &Site, url: String, documents: &[DocumentId]) -> SitemapEntry {
    let changed = documents.iter().filter_map(|id| last_change(site, *id)).max();
    SitemapEntry { url, changed: changed.map(|day| day.to_string()), alternates: Vec::new() }
}

fn last_change(site: &Site, id: DocumentId) -> Option<Date> {
    site.changed(site.document(id)).map(|at| site.config.zone.day(at))
}

pub(super) fn redirect(scene: Scene<'_>, to: &str) -> super::RedirectView {
    RedirectView { target: scene.absolute(to) }
}

pub(super) fn redirects(scene: Scene<'_>) -> Vec<(String, String)> {
    scene.plan.redirects.iter().map(|(from, to)| (scene.href(from), scene.href(to))).collect()
}

pub(super) fn headers(site: &Site) -> HeadersView {
    HeadersView { path: site.config.url.path().to_owned() }
}
