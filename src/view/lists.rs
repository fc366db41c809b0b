//! Pages that list documents.

use std::cmp::Reverse;

use crate::config::LanguageId;
use crate::model::{Document, DocumentId, Taxonomy};
use crate::parse::Level;
use crate::source::Kind;

use super::frame::plural_key;
use super::person::by_family_name;
use super::{Alternate, Content, Frame, HomeView, ListView, PageView, Pagination, Scene, TermView, TermsView};
use crate::plan::{FeedFormat, FeedScope, events_file_path, list_path, listed, page_path};

impl<'s> Scene<'s> {
    pub(super) fn home(self, language: LanguageId) -> PageView<'s> {
        let own = &self.site.languages[language];
        let most = &self.theme.contract.lists;
        let pick = |list: &[DocumentId], count: usize, wanted: &dyn Fn(&Document) -> bool| {
            let wanted = list.iter().filter(|id| wanted(self.site.document(**id))).take(count);
            self.cards(&wanted.copied().collect::<Vec<_>>())
        };
        let in_list = |kind: Kind| listed(self.site, language, kind);
        let mut conditions: Vec<TermView> = self.all_terms(language, Taxonomy::Conditions);
        conditions.sort_by_key(|term| Reverse(term.count));
        conditions.truncate(most.home_conditions);
        let people = listed(self.site, language, Kind::Person);
        let mut alerts = pick(in_list(Kind::Update), usize::MAX, &|document| self.until(document).is_some());
        alerts.sort_by_key(|card| Reverse(Level::named(card.level)));
        let is_current = |document: &Document| {
            let last = self.site.notice_ages(document);
            self.until(document).is_none() && last.is_none_or(|last| last >= self.site.today)
        };
        let mut people: Vec<_> = people.iter().filter_map(|id| self.person_in(*id, language)).collect();
        by_family_name(&mut people);
        let content = HomeView {
            alerts,
            latest: pick(&own.posts, most.home_latest, &|document| {
                let kind = document.parsed.source.kind;
                !matches!(kind, Kind::Update | Kind::Event) && !document.parsed.front.is_retracted()
            }),
            updates: pick(in_list(Kind::Update), most.home_updates, &is_current),
            events: pick(in_list(Kind::Event), most.home_events, &|document| !self.is_over(document)),
            conditions,
            awareness: self.this_month(language),
            people,
        };
        let path = format!("{}/", self.site.config.language_prefix(language));
        let mut frame = self.frame(language, "home", &path, self.site.config.title_in(language));
        frame.alternates = self.list_alternates(language, |_, prefix| Some(format!("{prefix}/")));
        page_view(language, "home.html", frame, ("home", Content::Home(content)))
    }

    pub(super) fn list(self, language: LanguageId, kind: Kind, page: usize) -> PageView<'s> {
        let all = listed(self.site, language, kind);
        let per_page = if kind == Kind::Person { all.len() } else { self.site.config.paginate_by };
        let base = list_path(self.site, language, kind);
        let pagination = self.pagination(&base, page, all.len(), per_page);
        let shown = slice(all, page, per_page);
        let (items, archive) = shown.split_at(shown.partition_point(|id| !self.is_over(self.site.document(*id))));
        let (items, archive) = (self.cards(items), self.cards(archive));
        let facets = if kind == Kind::Myth && page == 1 { self.myth_facets(language) } else { Vec::new() };
        let title = self.words(language).get(plural_key(kind));
        let mut frame = self.list_frame(language, "list", (&base, page), title);
        if page == 1 {
            frame.alternates = self.list_alternates(language, |other, _| {
                let path = list_path(self.site, other, kind);
                (!listed(self.site, other, kind).is_empty()).then_some(path)
            });
        }
        let feed = kind.is_post().then(|| self.feed_link(language, FeedScope::Kind(kind), FeedFormat::Atom));
        frame.feeds.extend(feed.clone());
        let has_file = kind == Kind::Event && !all.is_empty();
        let file = has_file.then(|| events_file_path(self.site, language));
        frame.feeds.extend(file.as_ref().map(|file| self.calendar_link(file, title)));
        let subscribe = file.map(|file| self.subscribe(title, &file));
        let feed = feed.map(|feed| feed.url);
        let mut people = Vec::new();
        if kind == Kind::Person {
            people.extend(all.iter().filter_map(|id| self.person_in(*id, language)));
            by_family_name(&mut people);
        }
        let has_pictures = items.iter().any(|card| card.image.is_some());
        let content =
            ListView { kind: kind.word(), feed, items, people, has_pictures, archive, subscribe, pagination, facets };
        page_view(language, "list.html", frame, ("list", Content::List(content)))
    }

    pub(super) fn terms(self, language: LanguageId, taxonomy: Taxonomy) -> PageView<'s> {
        let path = format!("{}/{}/", self.site.config.language_prefix(language), taxonomy.word());
        let title = self.words(language).get(taxonomy.word());
        let frame = self.frame(language, "terms", &path, title);
        let terms = self.all_terms(language, taxonomy);
        let (names, systems) = (self.term_names(language, taxonomy), self.systems(language, taxonomy));
        let content = Content::Terms(TermsView { taxonomy: taxonomy.word(), terms, names, systems });
        page_view(language, "terms.html", frame, ("terms", content))
    }

    pub(super) fn not_found(self) -> PageView<'s> {
        let title = self.words(LanguageId::MAIN).get("not_found");
        let mut frame = self.frame(LanguageId::MAIN, "not-found", "/404.html", title);
        frame.noindex = true;
        PageView {
            language: LanguageId::MAIN,
            template: "not-found.html",
            frame,
            content: Vec::new(),
            body: None,
            source: None,
            structured: Vec::new(),
        }
    }

    pub(super) fn list_frame(
        self,
        language: LanguageId,
        kind: &'static str,
        (base, page): (&str, usize),
        title: &str,
    ) -> Frame {
        let mut frame = self.frame(language, kind, &page_path(base, page), title);
        if page > 1 {
            frame.title = format!("{title} ({page})");
        }
        frame
    }

    /// The terms of a language that have documents, by name.
    fn all_terms(self, language: LanguageId, taxonomy: Taxonomy) -> Vec<TermView> {
        let own = &self.site.languages[language];
        let ids = own.terms.keys().filter(|id| id.taxonomy == taxonomy);
        let mut terms: Vec<TermView> = ids.map(|id| self.term_view(*id, language)).collect();
        terms.sort_by_cached_key(|term| (term.name.to_lowercase(), term.path.clone()));
        terms
    }

    pub(super) fn pagination(self, base: &str, page: usize, total: usize, per_page: usize) -> Pagination {
        let pages = total.div_ceil(per_page.max(1)).max(1);
        let path = |page: usize| self.href(&page_path(base, page));
        Pagination {
            page,
            pages,
            total,
            newer: (page > 1).then(|| path(page - 1)),
            older: (page < pages).then(|| path(page + 1)),
        }
    }

    /// Whether it is an event that is over.
    pub(super) fn is_over(self, document: &Document) -> bool {
        let event = document.parsed.front.event.as_ref();
        event.is_some_and(|event| event.over_at(&self.site.config.zone) <= self.site.now)
    }

    /// The same list in all languages that have it, where there are several.
    pub(super) fn list_alternates(
        self,
        current: LanguageId,
        path: impl Fn(LanguageId, &str) -> Option<String>,
    ) -> Vec<Alternate> {
        let mut alternates = Vec::new();
        for (language, own) in self.site.languages.entries() {
            let prefix = self.site.config.language_prefix(language);
            let empty = own.posts.is_empty() && own.others.is_empty();
            let Some(path) = path(language, &prefix).filter(|_| language.is_main() || !empty) else { continue };
            alternates.push(Alternate {
                name: super::frame::language_name(&own.tag),
                language: own.tag.to_string(),
                url: self.absolute(&path),
                path: self.href(&path),
                current: language == current,
            });
        }
        if alternates.len() < 2 { Vec::new() } else { alternates }
    }
}

pub(super) fn page_view<'s>(
    language: LanguageId,
    template: &'static str,
    frame: Frame,
    content: (&'static str, Content),
) -> PageView<'s> {
    PageView { language, template, frame, content: vec![content], body: None, source: None, structured: Vec::new() }
}

/// The part of a list on one of its pages.
pub(super) fn slice(all: &[DocumentId], page: usize, per_page: usize) -> &[DocumentId] {
    let start = ((page - 1) * per_page).min(all.len());
    &all[start..(start + per_page).min(all.len())]
}
