//! Lists of myth pages: by verdict, condition and observance, and in the text of other documents.

use serde::Serialize;
use serde_json::Value;

use crate::config::LanguageId;
use crate::model::{Document, DocumentId, MythGroup, MythQuery};
use crate::plan::{list_path, listed, myths_path};
use crate::source::Kind;

use super::frame::plural_key;
use super::{Content, Crumb, ListView, PageView, Scene, TermView, VerdictView, card, claim, lists, term};

/// A way to sort a list, with the lists that it leads to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FacetView {
    /// `verdict`, `condition` or `observance`.
    pub by: &'static str,
    /// The lists, each with the number of its documents.
    pub lists: Vec<TermView>,
}

/// A myth page in a list within a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MythView {
    /// The title, which states the fact.
    pub title: String,
    /// Its path, or in feeds its address.
    pub path: String,
    /// Its summary.
    pub summary: String,
    /// The verdict, where all its claims have the same.
    pub verdict: Option<VerdictView>,
}

/// One page of the myths of a group.
pub(super) fn page(scene: Scene<'_>, language: LanguageId, group: MythGroup, page: usize) -> PageView<'_> {
    let all = scene.site.languages[language].myths.get(&group).map_or(&[][..], Vec::as_slice);
    let per_page = scene.site.config.paginate_by;
    let base = myths_path(scene.site, language, group);
    let words = scene.words(language);
    let name = name(scene, language, group);
    let mut frame = lists::list_frame(
        scene,
        language,
        "list",
        lists::PagePlace { base: &base, page },
        &words.get("myths_about").replace("{name}", &name),
    );
    let above = list_path(scene.site, language, Kind::Myth);
    let title = words.get(plural_key(Kind::Myth)).to_owned();
    frame.breadcrumbs.insert(1, Crumb { title, path: scene.href(&above) });
    if page == 1 {
        frame.alternates = lists::alternates(scene, language, |other, _| {
            scene.site.languages[other].myths.contains_key(&group).then(|| myths_path(scene.site, other, group))
        });
    }
    let items = card::cards(scene, super::lists::slice(all, page, per_page));
    let list = ListView {
        kind: Kind::Myth.word(),
        feed: None,
        has_pictures: items.iter().any(|card| card.image.is_some()),
        items,
        people: Vec::new(),
        archive: Vec::new(),
        subscribe: None,
        pagination: lists::pagination(scene, &base, page, all.len(), per_page),
        facets: Vec::new(),
    };
    lists::page_view(language, "list.html", frame, Content::List(list))
}

/// The lists of myths that the first page of all myths leads to.
pub(super) fn facets(scene: Scene<'_>, language: LanguageId) -> Vec<FacetView> {
    let groups = &scene.site.languages[language].myths;
    let facet = |by, wanted: fn(&MythGroup) -> bool| {
        let lists = groups.iter().filter(|(group, _)| wanted(group)).map(|(group, documents)| TermView {
            name: name(scene, language, *group),
            path: scene.href(&myths_path(scene.site, language, *group)),
            count: documents.len(),
        });
        FacetView { by, lists: lists.collect() }
    };
    let mut facets = vec![
        facet("verdict", |group| matches!(group, MythGroup::Verdict(_))),
        facet("condition", |group| matches!(group, MythGroup::Condition(_))),
        facet("observance", |group| matches!(group, MythGroup::Observance(_))),
    ];
    for facet in &mut facets[1..] {
        facet.lists.sort_by_cached_key(|list| (list.name.to_lowercase(), list.path.clone()));
    }
    facets.retain(|facet| !facet.lists.is_empty());
    facets
}

fn name(scene: Scene<'_>, language: LanguageId, group: MythGroup) -> String {
    match group {
        MythGroup::Verdict(verdict) => claim::verdict(scene, verdict, language).label,
        MythGroup::Condition(term) => term::name(scene.site, term, language).to_owned(),
        MythGroup::Observance(id) => {
            scene.site.observance(id).name_in(&scene.site.languages[language].tag).0.to_owned()
        }
    }
}

/// The newest public myth pages that a block asks for, but for the one it is in.
pub(super) fn placed(scene: Scene<'_>, query: &MythQuery, around: &Document, absolute: bool) -> Value {
    let language = &scene.site.languages[around.language];
    let fits = |id: &&DocumentId| {
        let myth = scene.site.document(**id);
        let verdict = |wanted| myth.parsed.front.claims.iter().any(|claim| claim.verdict == wanted);
        myth.parsed.source.kind == Kind::Myth
            && query.condition.is_none_or(|term| myth.conditions.contains(&term))
            && query.topic.is_none_or(|term| myth.topics.contains(&term))
            && query.verdict.is_none_or(verdict)
            && query.observance.is_none_or(|id| myth.observances.contains(&id))
            && myth.path != around.path
    };
    let group = query.condition.map(MythGroup::Condition).or(query.observance.map(MythGroup::Observance));
    let group = group.or(query.verdict.map(MythGroup::Verdict));
    let all = match (group, query.topic) {
        (Some(group), _) => language.myths.get(&group).map_or(&[][..], Vec::as_slice),
        (None, Some(topic)) => language.terms.get(&topic).map_or(&[][..], Vec::as_slice),
        (None, None) => listed(scene.site, around.language, Kind::Myth),
    };
    let view = |id: &DocumentId| {
        let card = card::view(scene, *id);
        let path = if absolute { scene.absolute(&scene.site.document(*id).path) } else { card.path.clone() };
        MythView { title: card.title.clone(), path, summary: card.summary.clone(), verdict: card.verdict.clone() }
    };
    let myths: Vec<MythView> = all.iter().filter(fits).take(query.limit).map(view).collect();
    serde_json::to_value(myths).unwrap_or_default()
}
