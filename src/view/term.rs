//! The page of a condition, topic or service: what it is called, what we have on it by kind, and its feed.

use crate::config::LanguageId;
use crate::model::{DocumentId, Site, TermId, term_path};
use crate::plan::{FeedFormat, FeedScope};
use crate::source::Kind;

use super::frame::plural_key;
use super::{
    Alternate, CodeView, Content, Crumb, GroupView, PageView, PersonView, Scene, TermPageView, TermView, awareness,
    card, feed, lists, person,
};

pub(super) fn page(scene: Scene<'_>, language: LanguageId, id: TermId, page: usize) -> PageView<'_> {
    let term = scene.site.term(id);
    let base = term_path(&scene.site.config, language, id.taxonomy, &term.slug);
    let mut frame = lists::list_frame(
        scene,
        language,
        "term",
        lists::PagePlace { base: &base, page },
        name(scene.site, id, language),
    );
    let above = format!("{}/{}/", scene.site.config.language_prefix(language), id.taxonomy.word());
    let crumb = Crumb { title: scene.words(language).get(id.taxonomy.word()).to_owned(), path: scene.href(&above) };
    frame.breadcrumbs.insert(1, crumb);
    frame.feeds = vec![feed::link(scene, language, FeedScope::Term(id), FeedFormat::Atom)];
    if page == 1 {
        frame.alternates = alternates(scene, language, id);
    }
    let content = content(scene, language, id, page);
    lists::page_view(language, "term.html", frame, Content::Term(content))
}

/// The page of a term in all languages that have it.
pub(super) fn alternates(scene: Scene<'_>, language: LanguageId, id: TermId) -> Vec<Alternate> {
    lists::alternates(scene, language, |other, _| {
        let own = &scene.site.languages[other];
        let path = term_path(&scene.site.config, other, id.taxonomy, &scene.site.term(id).slug);
        own.terms.contains_key(&id).then_some(path)
    })
}

/// What the page of a term shows beside its own text.
pub(super) fn content(scene: Scene<'_>, language: LanguageId, id: TermId, page: usize) -> TermPageView {
    let own = &scene.site.languages[language];
    let term = scene.site.term(id);
    let all = own.terms.get(&id).map_or(&[][..], Vec::as_slice);
    let sorted = by_group(scene.site, all);
    let per_page = scene.site.config.paginate_by;
    let base = term_path(&scene.site.config, language, id.taxonomy, &term.slug);
    TermPageView {
        taxonomy: id.taxonomy.word(),
        name: name(scene.site, id, language).to_owned(),
        also_called: term.also_called_in(&own.tag).to_vec(),
        groups: groups(scene, language, super::lists::slice(&sorted, page, per_page)),
        people: if page == 1 { performers(scene, language, id) } else { Vec::new() },
        observances: if page == 1 { awareness::of_term(scene, language, id) } else { Vec::new() },
        codes: codes(term),
        feed: feed::link(scene, language, FeedScope::Term(id), FeedFormat::Atom).url,
        pagination: lists::pagination(scene, &base, page, all.len(), per_page),
    }
}

/// Who provides a service at the practice.
fn performers(scene: Scene<'_>, language: LanguageId, id: TermId) -> Vec<PersonView> {
    let people = scene.site.languages[language].performers.get(&id).map_or(&[][..], Vec::as_slice);
    let mut people: Vec<PersonView> = people.iter().filter_map(|id| person::view(scene, *id, language)).collect();
    super::person::by_family_name(&mut people);
    people
}

/// The documents of a term kind by kind, each newest first; events that are still to come before those that are over.
fn by_group(site: &Site, all: &[DocumentId]) -> Vec<DocumentId> {
    let mut sorted = all.to_vec();
    sorted.sort_by_cached_key(|id| {
        let event = site.document(*id).parsed.front.event.as_ref();
        let group = group(site, *id);
        let starts = event.map_or(0, |event| event.starts.at.as_second());
        (group, if group == Group::Coming { starts } else { -starts })
    });
    sorted
}

fn group(site: &Site, id: DocumentId) -> Group {
    let document = site.document(id);
    let is_over = || {
        let event = document.parsed.front.event.as_ref();
        event.is_none_or(|event| event.over_at(&site.config.zone) <= site.now)
    };
    match document.parsed.source.kind {
        Kind::Article | Kind::Page | Kind::Person | Kind::Condition | Kind::Topic | Kind::Service => Group::Articles,
        Kind::Myth => Group::Myths,
        Kind::Event if is_over() => Group::Over,
        Kind::Event => Group::Coming,
        Kind::Story => Group::Stories,
        Kind::Update => Group::Updates,
    }
}

/// One page of a term's documents under their headings.
fn groups(scene: Scene<'_>, language: LanguageId, page: &[DocumentId]) -> Vec<GroupView> {
    let words = scene.words(language);
    let view = |ids: &[DocumentId]| {
        let key = match group(scene.site, ids[0]) {
            Group::Articles => plural_key(Kind::Article),
            Group::Myths => plural_key(Kind::Myth),
            Group::Coming => "term_upcoming",
            Group::Stories => plural_key(Kind::Story),
            Group::Updates => plural_key(Kind::Update),
            Group::Over => "term_past",
        };
        GroupView { title: words.get(key).to_owned(), items: card::cards(scene, ids) }
    };
    page.chunk_by(|a, b| group(scene.site, *a) == group(scene.site, *b)).map(view).collect()
}

/// The codes of a condition, each with its system.
fn codes(term: &crate::parse::Term) -> Vec<CodeView> {
    let icd = term.icd10cm_specific.as_ref().map_or(&term.icd10cm[..], std::slice::from_ref);
    let icd = icd.iter().map(|value| CodeView { system: "ICD-10-CM", value: value.clone() });
    icd.chain(term.mesh.iter().map(|value| CodeView { system: "MeSH", value: value.clone() })).collect()
}

/// What is together on the page of a term, in the order of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Group {
    Articles,
    Myths,
    Coming,
    Stories,
    Updates,
    Over,
}

/// The name of a term on the pages of a language.
pub(super) fn name(site: &Site, id: TermId, language: LanguageId) -> &str {
    site.term(id).name_in(&site.languages[language].tag)
}

/// A term, with its documents of a language counted.
pub(super) fn view(scene: Scene<'_>, id: TermId, language: LanguageId) -> TermView {
    let term = scene.site.term(id);
    let name = name(scene.site, id, language).to_owned();
    let own = &scene.site.languages[language];
    let path = term_path(&scene.site.config, language, id.taxonomy, &term.slug);
    TermView { name, path: scene.href(&path), count: own.terms.get(&id).map_or(0, Vec::len) }
}

/// The terms of a document that have a page in its language.
pub(super) fn views(scene: Scene<'_>, ids: &[TermId], language: LanguageId) -> Vec<TermView> {
    let listed = |id: &&TermId| scene.site.languages[language].terms.contains_key(id);
    ids.iter().filter(listed).map(|id| view(scene, *id, language)).collect()
}
