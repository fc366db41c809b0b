//! Pages that list documents.

use std::cmp::Reverse;

use crate::config::LanguageId;
use crate::model::{Document, DocumentId, Site, Taxonomy};
use crate::parse::Level;
use crate::plan::{FeedFormat, FeedScope, events_file_path, list_path, listed, page_path};
use crate::source::Kind;

use super::frame::plural_key;
use super::person::by_family_name;
use super::{
    Alternate, Content, Frame, HomeView, ListView, PageView, Pagination, Scene, TermView, TermsView, awareness,
    calendar, card, event, feed, frame, myths, person, term, term_index,
};

pub(super) fn home(scene: Scene<'_>, language: LanguageId) -> PageView<'_> {
    let own = &scene.site.languages[language];
    let most = &scene.theme.contract.lists;
    let pick = |list: &[DocumentId], count: usize, wanted: &dyn Fn(&Document) -> bool| {
        let wanted = list.iter().filter(|id| wanted(scene.site.document(**id))).take(count);
        card::cards(scene, &wanted.copied().collect::<Vec<_>>())
    };
    let in_list = |kind: Kind| listed(scene.site, language, kind);
    let mut conditions: Vec<TermView> = all_terms(scene, language, Taxonomy::Conditions);
    conditions.sort_by_key(|term| Reverse(term.count));
    conditions.truncate(most.home_conditions);
    let people = listed(scene.site, language, Kind::Person);
    let mut alerts = pick(in_list(Kind::Update), usize::MAX, &|document| event::until(scene, document).is_some());
    alerts.sort_by_key(|card| Reverse(Level::named(card.level)));
    let is_current = |document: &Document| {
        let last = scene.site.notice_ages(document);
        event::until(scene, document).is_none() && last.is_none_or(|last| last >= scene.site.today)
    };
    let mut people: Vec<_> = people.iter().filter_map(|id| person::view(scene, *id, language)).collect();
    by_family_name(&mut people);
    let content = HomeView {
        alerts,
        latest: pick(&own.posts, most.home_latest, &|document| {
            let kind = document.parsed.source.kind;
            !matches!(kind, Kind::Update | Kind::Event) && !document.parsed.front.is_retracted()
        }),
        updates: pick(in_list(Kind::Update), most.home_updates, &is_current),
        events: pick(in_list(Kind::Event), most.home_events, &|document| !is_over(scene.site, document)),
        conditions,
        awareness: awareness::this_month(scene, language),
        people,
    };
    let path = format!("{}/", scene.site.config.language_prefix(language));
    let mut frame = frame::of_page(scene, language, "home", &path, scene.site.config.title_in(language));
    frame.alternates = alternates(scene, language, |_, prefix| Some(format!("{prefix}/")));
    page_view(language, "home.html", frame, Content::Home(content))
}

pub(super) fn list(scene: Scene<'_>, language: LanguageId, kind: Kind, page: usize) -> PageView<'_> {
    let all = listed(scene.site, language, kind);
    let per_page = if kind == Kind::Person { all.len() } else { scene.site.config.paginate_by };
    let base = list_path(scene.site, language, kind);
    let pagination = pagination(scene, &base, page, all.len(), per_page);
    let shown = slice(all, page, per_page);
    let (items, archive) = shown.split_at(shown.partition_point(|id| !is_over(scene.site, scene.site.document(*id))));
    let (items, archive) = (card::cards(scene, items), card::cards(scene, archive));
    let facets = if kind == Kind::Myth && page == 1 { myths::facets(scene, language) } else { Vec::new() };
    let title = scene.words(language).get(plural_key(kind));
    let mut frame = list_frame(scene, language, "list", PagePlace { base: &base, page }, title);
    if page == 1 {
        frame.alternates = alternates(scene, language, |other, _| {
            let path = list_path(scene.site, other, kind);
            (!listed(scene.site, other, kind).is_empty()).then_some(path)
        });
    }
    let feed = kind.is_post().then(|| feed::link(scene, language, FeedScope::Kind(kind), FeedFormat::Atom));
    frame.feeds.extend(feed.clone());
    let has_file = kind == Kind::Event && !all.is_empty();
    let file = has_file.then(|| events_file_path(scene.site, language));
    frame.feeds.extend(file.as_ref().map(|file| calendar::link(scene, file, title)));
    let subscribe = file.map(|file| awareness::subscribe(scene, title, &file));
    let feed = feed.map(|feed| feed.url);
    let mut people = Vec::new();
    if kind == Kind::Person {
        people.extend(all.iter().filter_map(|id| person::view(scene, *id, language)));
        by_family_name(&mut people);
    }
    let has_pictures = items.iter().any(|card| card.image.is_some());
    let content =
        ListView { kind: kind.word(), feed, items, people, has_pictures, archive, subscribe, pagination, facets };
    page_view(language, "list.html", frame, Content::List(content))
}

pub(super) fn terms(scene: Scene<'_>, language: LanguageId, taxonomy: Taxonomy) -> PageView<'_> {
    let path = format!("{}/{}/", scene.site.config.language_prefix(language), taxonomy.word());
    let title = scene.words(language).get(taxonomy.word());
    let frame = frame::of_page(scene, language, "terms", &path, title);
    let terms = all_terms(scene, language, taxonomy);
    let (names, systems) =
        (term_index::names(scene, language, taxonomy), term_index::systems(scene, language, taxonomy));
    let content = Content::Terms(TermsView { taxonomy: taxonomy.word(), terms, names, systems });
    page_view(language, "terms.html", frame, content)
}

pub(super) fn not_found(scene: Scene<'_>) -> PageView<'_> {
    let title = scene.words(LanguageId::MAIN).get("not_found");
    let mut frame = frame::of_page(scene, LanguageId::MAIN, "not-found", "/404.html", title);
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

/// One page of a list.
#[derive(Clone, Copy)]
pub(super) struct PagePlace<'p> {
    /// The path of the list.
    pub(super) base: &'p str,
    /// The page, counted from 1.
    pub(super) page: usize,
}

pub(super) fn list_frame(
    scene: Scene<'_>,
    language: LanguageId,
    kind: &'static str,
    place: PagePlace<'_>,
    title: &str,
) -> Frame {
    let mut frame = frame::of_page(scene, language, kind, &page_path(place.base, place.page), title);
    if place.page > 1 {
        frame.title = format!("{title} ({})", place.page);
    }
    frame
}

/// The terms of a language that have documents, by name.
fn all_terms(scene: Scene<'_>, language: LanguageId, taxonomy: Taxonomy) -> Vec<TermView> {
    let own = &scene.site.languages[language];
    let ids = own.terms.keys().filter(|id| id.taxonomy == taxonomy);
    let mut terms: Vec<TermView> = ids.map(|id| term::view(scene, *id, language)).collect();
    terms.sort_by_cached_key(|term| (term.name.to_lowercase(), term.path.clone()));
    terms
}

pub(super) fn pagination(scene: Scene<'_>, base: &str, page: usize, total: usize, per_page: usize) -> Pagination {
    let pages = total.div_ceil(per_page.max(1)).max(1);
    let path = |page: usize| scene.href(&page_path(base, page));
    Pagination {
        page,
        pages,
        total,
        newer: (page > 1).then(|| path(page - 1)),
        older: (page < pages).then(|| path(page + 1)),
    }
}

/// Whether it is an event that is over.
pub(super) fn is_over(site: &Site, document: &Document) -> bool {
    let event = document.parsed.front.event.as_ref();
    event.is_some_and(|event| event.over_at(&site.config.zone) <= site.now)
}

/// The same list in all languages that have it, where there are several.
pub(super) fn alternates(
    scene: Scene<'_>,
    current: LanguageId,
    path: impl Fn(LanguageId, &str) -> Option<String>,
) -> Vec<Alternate> {
    let mut alternates = Vec::new();
    for (language, own) in scene.site.languages.entries() {
        let prefix = scene.site.config.language_prefix(language);
        let empty = own.posts.is_empty() && own.others.is_empty();
        let Some(path) = path(language, &prefix).filter(|_| language.is_main() || !empty) else { continue };
        alternates.push(Alternate {
            name: super::frame::language_name(&own.tag),
            language: own.tag.to_string(),
            url: scene.absolute(&path),
            path: scene.href(&path),
            current: language == current,
        });
    }
    if alternates.len() < 2 { Vec::new() } else { alternates }
}

pub(super) fn page_view<'s>(
    language: LanguageId,
    template: &'static str,
    frame: Frame,
    content: Content,
) -> PageView<'s> {
    PageView {
        language,
        template,
        frame,
        content: vec![(content.name(), content)],
        body: None,
        source: None,
        structured: Vec::new(),
    }
}

/// The part of a list on one of its pages.
pub(super) fn slice(all: &[DocumentId], page: usize, per_page: usize) -> &[DocumentId] {
    let start = ((page - 1) * per_page).min(all.len());
    &all[start..(start + per_page).min(all.len())]
}
