//! Files for hosts and search engines: site map, headers, redirects.

use jiff::civil::Date;

use crate::model::DocumentId;

use super::Scene;
use crate::plan::Recipe;

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

impl Scene<'_> {
    pub(super) fn sitemap(self) -> SitemapView {
        let mut entries: Vec<SitemapEntry> = self.plan.routes.iter().filter_map(|route| self.entry(route)).collect();
        entries.sort_by(|a, b| a.url.cmp(&b.url));
        SitemapView { entries }
    }

    fn entry(self, route: &crate::plan::Route) -> Option<SitemapEntry> {
        let url = self.absolute(&route.path.url());
        Some(match &route.recipe {
            Recipe::Document(id) => {
                let document = self.site.document(*id);
                let alternates = self.alternates(&document.translations, document.language);
                SitemapEntry {
                    url,
                    changed: self.last_change(*id).map(|day| day.to_string()),
                    alternates: alternates.into_iter().map(|other| (other.language, other.url)).collect(),
                }
            }
            Recipe::Claim { document, claim } => {
                let alternates = self.claim_alternates(*document, *claim);
                SitemapEntry {
                    url,
                    changed: self.last_change(*document).map(|day| day.to_string()),
                    alternates: alternates.into_iter().map(|other| (other.language, other.url)).collect(),
                }
            }
            Recipe::Myths { language, group, page: 1 } => {
                self.list_entry(url, self.site.languages[*language].myths.get(group).map_or(&[], Vec::as_slice))
            }
            Recipe::Home(language) | Recipe::Links { language, channel: None } => {
                self.list_entry(url, &self.site.languages[*language].posts)
            }
            Recipe::List { language, kind, page: 1 } => {
                self.list_entry(url, crate::plan::listed(self.site, *language, *kind))
            }
            Recipe::Term { language, term, page: 1 } => {
                self.list_entry(url, self.site.languages[*language].terms.get(term).map_or(&[], Vec::as_slice))
            }
            Recipe::Observance { language, observance, page: 1 } => {
                self.list_entry(url, self.site.tagged(*language, *observance))
            }
            Recipe::Terms { .. }
            | Recipe::Awareness(_)
            | Recipe::Feeds(_)
            | Recipe::Search(_)
            | Recipe::Glossary(_) => self.list_entry(url, &[]),
            Recipe::Corrections(language) => SitemapEntry {
                url,
                changed: self.last_correction(*language).map(|day| day.to_string()),
                alternates: Vec::new(),
            },
            _ => return None,
        })
    }

    fn list_entry(self, url: String, documents: &[DocumentId]) -> SitemapEntry {
        let changed = documents.iter().filter_map(|id| self.last_change(*id)).max();
        SitemapEntry { url, changed: changed.map(|day| day.to_string()), alternates: Vec::new() }
    }

    fn last_change(self, id: DocumentId) -> Option<Date> {
        self.site.changed(self.site.document(id)).map(|at| self.site.config.zone.day(at))
    }

    pub(super) fn redirect(self, to: &str) -> super::RedirectView {
        RedirectView { target: self.absolute(to) }
    }

    pub(super) fn redirects(self) -> Vec<(String, String)> {
        self.plan.redirects.iter().map(|(from, to)| (self.href(from), self.href(to))).collect()
    }

    pub(super) fn headers(self) -> HeadersView {
        HeadersView { path: self.site.config.url.path().to_owned() }
    }
}
