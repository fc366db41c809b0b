//! Lists the outputs.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::{OutputPath, VPath};
use crate::config::LanguageId;
use crate::diag::{Diagnostic, Outcome};
use crate::image::{Variant, variants};
use crate::model::{Argument, Document, LinkTarget, MediaId, Site, Taxonomy, term_path};
use crate::parse::ConsentScope;
use crate::source::Kind;

use super::search::{Findable, findable};
use super::{
    FeedFormat, FeedScope, Plan, Recipe, Route, TOUCH_ICON, Theme, awareness_file_path, awareness_file_terms,
    awareness_path, card_path, claim_path, collisions, corrections_path, event_file_path, events_file_path, feed_home,
    feed_scopes, feeds_path, glossary_path, has_awareness, has_awareness_file, has_events_file, has_feeds, links_path,
    list_path, listed, myths_path, observance_pages, observance_path, page_path, search_index_path, search_path,
    site_card_path, social_feed_path,
};

/// Files that a project may bring itself instead of the generated ones.
const OWN: [&str; 3] = ["robots.txt", "_headers", "_redirects"];

/// Lists every output of the site; share cards only if `cards` asks for them.
#[must_use]
pub fn plan(site: &Site, theme: &Theme, statics: &[VPath], cards: bool) -> Outcome<Plan> {
    let mut planner = Planner { site, routes: Vec::new(), redirects: Vec::new(), findable: BTreeMap::new() };
    planner.assets(theme);
    let pictures = planner.media();
    for file in statics {
        planner.add(OutputPath::new(file.below("static").unwrap_or(file.as_str())), Recipe::Static(file.clone()));
    }
    if !statics.iter().any(|file| file.below("static") == Some(TOUCH_ICON.trim_start_matches('/'))) {
        planner.page(TOUCH_ICON, Recipe::TouchIcon);
    }
    if cards {
        planner.cards();
    }
    planner.documents();
    for language in site.languages.ids() {
        planner.lists(language);
        planner.awareness(language);
    }
    planner.page("/404.html", Recipe::NotFound);
    planner.redirects();
    for language in site.languages.ids() {
        planner.feeds(language);
        planner.calendar_files(language);
    }
    planner.host_files(statics);
    let Planner { routes, redirects, findable, .. } = planner;
    let mut diagnostics: Vec<Diagnostic> = Vec::new();
    collisions::find(site, &routes, &mut diagnostics);
    let paths = routes.iter().enumerate().rev().map(|(at, route)| (route.path.url(), at)).collect();
    Outcome { value: Plan { routes, pictures, redirects, findable, paths }, diagnostics }
}

struct Planner<'s> {
    site: &'s Site,
    routes: Vec<Route>,
    redirects: Vec<(String, String)>,
    findable: BTreeMap<LanguageId, Vec<Vec<Findable>>>,
}

impl Planner<'_> {
    fn add(&mut self, path: OutputPath, recipe: Recipe) {
        self.routes.push(Route { path, recipe });
    }

    /// A page of the site's path, which ends in `/` or names a file.
    fn page(&mut self, path: &str, recipe: Recipe) {
        let output =
            if path.ends_with('/') { OutputPath::page(path) } else { OutputPath::new(path.trim_start_matches('/')) };
        self.add(output, recipe);
    }

    fn assets(&mut self, theme: &Theme) {
        for (name, asset) in &theme.assets.0 {
            self.page(&asset.path, Recipe::Asset(name.clone()));
        }
    }

    /// The pictures and files that public documents use.
    fn media(&mut self) -> BTreeMap<MediaId, Vec<Variant>> {
        let used: BTreeSet<MediaId> =
            self.site.public().flat_map(|id| used_media(self.site.document(id))).chain(self.site.hero).collect();
        let mut pictures = BTreeMap::new();
        let images = &self.site.config.images;
        for id in used {
            let medium = self.site.medium(id);
            let Some(picture) = &medium.picture else {
                self.page(&medium.path(), Recipe::File(id));
                continue;
            };
            let files = variants(picture, &images.sizes, images.quality);
            for (variant, file) in files.iter().enumerate() {
                let path = format!("/media/{}", file.file_name(&medium.stem()));
                self.page(&path, Recipe::Picture { medium: id, variant });
            }
            pictures.insert(id, files);
        }
        // Two copies of one picture are one file.
        let mut seen = BTreeSet::new();
        self.routes.retain(|route| {
            !matches!(route.recipe, Recipe::Picture { .. } | Recipe::File(_)) || seen.insert(route.path.clone())
        });
        pictures
    }

    /// A card for each public document and each of its claims that has a page, and one for all other pages of a language.
    fn cards(&mut self) {
        for language in self.site.languages.ids() {
            if !self.is_empty(language) {
                self.page(&site_card_path(self.site, language), Recipe::SiteCard(language));
            }
        }
        for id in self.site.public() {
            let document = self.site.document(id);
            if !document.parsed.front.consent_covers(ConsentScope::Social) {
                continue;
            }
            // A card that no page names is not made: one claim has no page of its own.
            let pages = if document.parsed.has_claim_pages() { document.parsed.front.claims.len() } else { 0 };
            for claim in std::iter::once(None).chain((0..pages).map(Some)) {
                self.page(&card_path(self.site, document, claim), Recipe::Card { document: id, claim });
            }
        }
    }

    fn documents(&mut self) {
        for id in self.site.public() {
            let document = self.site.document(id);
            self.page(&document.path, Recipe::Document(id));
            if document.parsed.has_claim_pages() {
                for claim in 0..document.parsed.claims.len() {
                    self.page(&claim_path(document, claim), Recipe::Claim { document: id, claim });
                }
            }
            if document.parsed.front.event.is_some() {
                self.page(&event_file_path(document), Recipe::EventFile(id));
            }
            for alias in &document.parsed.front.aliases {
                self.redirects.push((alias.clone(), document.path.clone()));
            }
        }
    }

    fn lists(&mut self, language: LanguageId) {
        let site = self.site;
        let own = &site.languages[language];
        if self.is_empty(language) {
            return;
        }
        let prefix = site.config.language_prefix(language);
        self.page(&format!("{prefix}/"), Recipe::Home(language));
        self.page(&corrections_path(site, language), Recipe::Corrections(language));
        self.page(&feeds_path(site, language), Recipe::Feeds(language));
        if !site.glossary.terms.is_empty() {
            self.page(&glossary_path(site, language), Recipe::Glossary(language));
        }
        self.page(&search_path(site, language), Recipe::Search(language));
        let parts = findable(site, language);
        for part in 0..parts.len() {
            self.page(&search_index_path(site, language, part), Recipe::SearchIndex { language, part });
        }
        self.findable.insert(language, parts);
        for channel in std::iter::once(None).chain((0..site.config.channels.len()).map(Some)) {
            self.page(&links_path(site, language, channel), Recipe::Links { language, channel });
        }
        for kind in Kind::ALL.into_iter().filter(|kind| kind.has_list()) {
            let total = listed(site, language, kind).len();
            let per_page = if kind == Kind::Person { total } else { site.config.paginate_by };
            for page in 1..=pages(total, per_page) {
                let path = page_path(&list_path(site, language, kind), page);
                self.page(&path, Recipe::List { language, kind, page });
            }
        }
        for (&group, posts) in &own.myths {
            for page in 1..=pages(posts.len(), site.config.paginate_by) {
                let path = page_path(&myths_path(site, language, group), page);
                self.page(&path, Recipe::Myths { language, group, page });
            }
        }
        for taxonomy in Taxonomy::ALL {
            let mut any = false;
            for (&term, posts) in own.terms.iter().filter(|(term, _)| term.taxonomy == taxonomy) {
                any = true;
                let base = term_path(&site.config, language, taxonomy, &site.term(term).slug);
                // The first page of a term with its own text is that document.
                let first = if own.explained.contains_key(&term) { 2 } else { 1 };
                // A service that someone does has a page before anything is written about it.
                let least = usize::from(own.performers.contains_key(&term));
                for page in first..=pages(posts.len(), site.config.paginate_by).max(least) {
                    self.page(&page_path(&base, page), Recipe::Term { language, term, page });
                }
            }
            if any {
                self.page(&format!("{prefix}/{}/", taxonomy.word()), Recipe::Terms { language, taxonomy });
            }
        }
    }

    fn awareness(&mut self, language: LanguageId) {
        let site = self.site;
        if self.is_empty(language) || !has_awareness(site, language) {
            return;
        }
        for observance in observance_pages(site, language) {
            let base = observance_path(site, language, observance);
            let total = site.tagged(language, observance).len();
            for page in 1..=pages(total, site.config.paginate_by).max(1) {
                self.page(&page_path(&base, page), Recipe::Observance { language, observance, page });
            }
        }
        self.page(&awareness_path(site, language), Recipe::Awareness(language));
    }

    fn calendar_files(&mut self, language: LanguageId) {
        let site = self.site;
        if self.is_empty(language) {
            return;
        }
        for term in awareness_file_terms(site, language) {
            let path = awareness_file_path(site, language, Some(term));
            self.page(&path, Recipe::AwarenessFile { language, term: Some(term) });
        }
        if has_awareness_file(site, language) {
            let path = awareness_file_path(site, language, None);
            self.page(&path, Recipe::AwarenessFile { language, term: None });
        }
        if has_events_file(site, language) {
            self.page(&events_file_path(site, language), Recipe::EventsFile(language));
        }
    }

    /// Whether a language other than the main one has no documents, and thus no lists.
    fn is_empty(&self, language: LanguageId) -> bool {
        let own = &self.site.languages[language];
        !language.is_main() && own.posts.is_empty() && own.others.is_empty()
    }

    fn redirects(&mut self) {
        for (from, to) in self.redirects.clone() {
            self.page(&from, Recipe::Redirect(to));
        }
    }

    fn feeds(&mut self, language: LanguageId) {
        if !self.is_empty(language) {
            let path = format!("{}{}", corrections_path(self.site, language), FeedFormat::Atom.file());
            self.page(&path, Recipe::CorrectionsFeed(language));
        }
        if !has_feeds(self.site, language) {
            return;
        }
        for scope in feed_scopes(self.site, language) {
            self.feed(language, scope, FeedFormat::Atom);
        }
        self.page(&social_feed_path(self.site, language), Recipe::SocialFeed(language));
        for format in FeedFormat::ALL {
            self.feed(language, FeedScope::Site, format);
        }
    }

    fn feed(&mut self, language: LanguageId, scope: FeedScope, format: FeedFormat) {
        let path = format!("{}{}", feed_home(self.site, language, scope), format.file());
        self.page(&path, Recipe::Feed { language, scope, format });
    }

    fn host_files(&mut self, statics: &[VPath]) {
        self.page("/sitemap.xml", Recipe::Sitemap);
        let recipes = [Recipe::Robots, Recipe::Headers, Recipe::Redirects];
        for (name, recipe) in OWN.into_iter().zip(recipes) {
            if !statics.iter().any(|file| file.below("static") == Some(name)) {
                self.page(&format!("/{name}"), recipe);
            }
        }
    }
}

fn pages(total: usize, per_page: usize) -> usize {
    total.div_ceil(per_page.max(1))
}

/// The pictures and files that one document shows or links to.
pub(crate) fn used_media(document: &Document) -> impl Iterator<Item = MediaId> + '_ {
    let linked = document.links.iter().filter_map(|target| match target {
        LinkTarget::File(id) => Some(*id),
        _ => None,
    });
    let called = document.components.iter().flat_map(crate::model::Component::shown);
    let called = called.filter_map(|(_, argument)| match argument {
        Argument::Medium(id) | Argument::Link(LinkTarget::File(id)) => Some(*id),
        Argument::Link(_) | Argument::Claim { .. } | Argument::Myths(_) | Argument::Chart(_) => None,
    });
    document.pictures.iter().copied().flatten().chain(document.image).chain(linked).chain(called)
}
