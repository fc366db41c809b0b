//! The awareness calendar: the year at a glance, the page of an observance, and what documents and the home page show of it.

use std::sync::Arc;

use jiff::civil::Date;
use serde::Serialize;

use crate::config::LanguageId;
use crate::model::{Coming, Document, DocumentId, ObservanceId, Relevance, Site, TermId};
use crate::observance::{Observance, Occurrence};
use crate::parse::Awareness;
use crate::plan::{
    awareness_file_path, awareness_file_terms, awareness_path, has_awareness, has_awareness_file, observance_path,
};

use super::calendar::webcal;
use super::{
    CardView, Content, Crumb, PageView, Pagination, Scene, TermView, calendar, card, document, frame, lists, term,
};

/// The most months that a theme can have in its calendar: dates of observances are known for some years only.
const MOST_MONTHS: i32 = 36;

/// Some days, for machines and for people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SpanView {
    /// First day, `2026-11-23`.
    pub first: String,
    /// Last day; none if it is the first.
    pub last: Option<String>,
    /// In the page's language.
    pub text: String,
}

/// An observance in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ObservanceView {
    /// Its name.
    pub name: String,
    /// The language of the name, if it differs from the page's.
    pub language: Option<&'static str>,
    /// Path of its page, if it has one.
    pub path: Option<String>,
    /// The sponsor's page.
    pub url: Option<String>,
    /// `month`, `week` or `day`.
    pub kind: &'static str,
    /// When it is, if known.
    pub when: Option<SpanView>,
    /// The newest posts that are tagged with it.
    pub posts: Vec<Crumb>,
}

/// One month of the calendar.
#[derive(Clone, Debug, Serialize)]
pub struct MonthView {
    /// Its anchor on the page, `2026-11`.
    pub id: String,
    /// Month and year.
    pub title: String,
    /// The observances related to the practice's texts and services.
    pub near: Vec<ObservanceView>,
    /// All others, except those of other specialties.
    pub more: Vec<ObservanceView>,
}

/// A way to subscribe to a calendar file.
#[derive(Clone, Debug, Serialize)]
pub struct SubscribeView {
    /// What it is about.
    pub name: String,
    /// The file.
    pub url: String,
    /// The address that opens a calendar program.
    pub webcal: String,
}

/// The year at a glance; `awareness` in `awareness.html`.
#[derive(Clone, Debug, Serialize)]
pub struct AwarenessView {
    /// The months from this one on.
    pub months: Vec<MonthView>,
    /// The calendar file, if there is one.
    pub subscribe: Option<SubscribeView>,
    /// The calendar files of single conditions and topics.
    pub by_topic: Vec<SubscribeView>,
}

/// The observances of this month; `awareness` in `home.html`.
#[derive(Clone, Debug, Serialize)]
pub struct ThisMonthView {
    /// The month's name.
    pub month: String,
    /// The first of them.
    pub observances: Vec<ObservanceView>,
    /// Path of the calendar.
    pub path: String,
}

/// One page of an observance; `observance` in `observance.html`.
#[derive(Clone, Debug, Serialize)]
pub struct ObservancePageView {
    /// Its name.
    pub name: String,
    /// The language of the name, if it differs from the page's.
    pub language: Option<&'static str>,
    /// `month`, `week` or `day`.
    pub kind: &'static str,
    /// Whether it is worldwide.
    pub is_global: bool,
    /// Whether its date should be checked with the sponsor.
    pub is_doubtful: bool,
    /// When it is next.
    pub dates: Vec<SpanView>,
    /// Who calls it out.
    pub sponsor: Option<String>,
    /// The sponsor's page.
    pub url: Option<String>,
    /// Hashtags with `#`.
    pub hashtags: Vec<String>,
    /// Conditions and topics that have a page.
    pub terms: Vec<TermView>,
    /// Posts that are tagged with it, newest first.
    pub items: Vec<Arc<CardView>>,
    /// Newest posts about its conditions.
    pub related: Vec<Arc<CardView>>,
    /// The calendar files of its conditions and topics.
    pub subscribe: Vec<SubscribeView>,
    /// Which page of how many.
    pub pagination: Pagination,
}

pub(super) fn page(scene: Scene<'_>, language: LanguageId) -> PageView<'_> {
    let path = awareness_path(scene.site, language);
    let title = scene.words(language).get("awareness");
    let mut frame = frame::of_page(scene, language, "awareness", &path, title);
    scene.words(language).get("awareness_intro").clone_into(&mut frame.description);
    frame.alternates = lists::alternates(scene, language, |other, _| {
        has_awareness(scene.site, other).then(|| awareness_path(scene.site, other))
    });
    let file = awareness_file_path(scene.site, language, None);
    let has_file = has_awareness_file(scene.site, language);
    frame.feeds.extend(has_file.then(|| calendar::link(scene, &file, title)));
    let by_topic = awareness_file_terms(scene.site, language).into_iter().map(|term| {
        subscribe(scene, term::name(scene.site, term, language), &awareness_file_path(scene.site, language, Some(term)))
    });
    let mut by_topic: Vec<SubscribeView> = by_topic.collect();
    by_topic.sort_by_cached_key(|topic| topic.name.to_lowercase());
    let view = AwarenessView {
        months: months(scene, language),
        subscribe: has_file.then(|| subscribe(scene, title, &file)),
        by_topic,
    };
    lists::page_view(language, "awareness.html", frame, Content::Awareness(view))
}

pub(super) fn observance_page(scene: Scene<'_>, language: LanguageId, id: ObservanceId, page: usize) -> PageView<'_> {
    let observance = scene.site.observance(id);
    let (name, name_language) = observance_name(scene.site, observance, language);
    let base = observance_path(scene.site, language, id);
    let all = scene.site.tagged(language, id);
    let per_page = scene.site.config.paginate_by;
    let mut frame = lists::list_frame(scene, language, "observance", lists::PagePlace { base: &base, page }, &name);
    let above = scene.href(&awareness_path(scene.site, language));
    frame.breadcrumbs.insert(1, Crumb { title: scene.words(language).get("awareness").to_owned(), path: above });
    let dates = next_dates(scene, observance, language);
    if let Some(next) = dates.first() {
        frame.description = format!("{name}: {}", next.text);
    }
    if page == 1 {
        frame.alternates = lists::alternates(scene, language, |other, _| {
            let has_page = scene.site.standing(other, id).has_page();
            has_page.then(|| observance_path(scene.site, other, id))
        });
    }
    let mut terms = scene.site.observance_terms(id).to_vec();
    let files = awareness_file_terms(scene.site, language);
    let subscribe = terms.iter().filter(|term| files.contains(term)).map(|term| {
        subscribe(
            scene,
            term::name(scene.site, *term, language),
            &awareness_file_path(scene.site, language, Some(*term)),
        )
    });
    let subscribe: Vec<SubscribeView> = subscribe.collect();
    terms.retain(|term| scene.site.languages[language].terms.contains_key(term));
    let view = ObservancePageView {
        name,
        language: name_language,
        kind: observance.kind.word(),
        is_global: observance.is_global,
        is_doubtful: observance.is_doubtful,
        dates,
        sponsor: observance.sponsor.clone(),
        url: observance.url.clone(),
        hashtags: observance.hashtags.iter().map(|tag| format!("#{tag}")).collect(),
        terms: term::views(scene, &terms, language),
        items: card::cards(scene, super::lists::slice(all, page, per_page)),
        related: if page == 1 { card::cards(scene, &about(scene, language, id)) } else { Vec::new() },
        subscribe,
        pagination: lists::pagination(scene, &base, page, all.len(), per_page),
    };
    lists::page_view(language, "observance.html", frame, Content::Observance(Box::new(view)))
}

/// The observances of this month that are not over and have to do with the practice, those with a post first.
pub(super) fn this_month(scene: Scene<'_>, language: LanguageId) -> Option<ThisMonthView> {
    let today = scene.site.today;
    let mut found = scene.site.coming(&[language], (today, today.last_of_month()), false);
    found.retain(|(_, coming)| rank(scene.site, language, *coming).is_near());
    found.sort_by_key(|(_, coming)| rank(scene.site, language, *coming));
    let observances: Vec<ObservanceView> = found
        .into_iter()
        .take(scene.theme.contract.lists.home_awareness)
        .map(|(when, coming)| coming_view(scene, language, when, coming))
        .collect();
    let path = scene.href(&awareness_path(scene.site, language));
    let month = scene.words(language).month(today.month()).to_owned();
    (!observances.is_empty()).then_some(ThisMonthView { month, observances, path })
}

/// The observances of a document, each in the year next to its date.
pub(super) fn of_document(scene: Scene<'_>, document: &Document) -> Vec<ObservanceView> {
    let language = document.language;
    let day = document.parsed.front.date.map(|date| date.day);
    let known = document.observances.iter().map(|id| {
        let when = day.and_then(|day| scene.site.observance(*id).rule.nearest(day));
        let mut view = observance_view(scene, language, *id, when);
        view.posts.clear();
        view
    });
    let own = document.parsed.front.awareness.iter().filter_map(|awareness| match awareness {
        Awareness::Own { name, from, to } => Some(own_view(scene, language, name, (*from, *to))),
        Awareness::Known(_) => None,
    });
    known.chain(own).collect()
}

/// The observances of a condition or topic that have a page, the soonest first.
pub(super) fn of_term(scene: Scene<'_>, language: LanguageId, term: TermId) -> Vec<ObservanceView> {
    let about = scene.site.observances_of(term).iter().filter(|id| scene.site.standing(language, **id).has_page());
    let mut views: Vec<ObservanceView> = about
        .map(|id| {
            let mut view = observance_view(scene, language, *id, None);
            view.posts.clear();
            view.when = next_dates(scene, scene.site.observance(*id), language).into_iter().next();
            view
        })
        .collect();
    views.sort_by(|a, b| {
        let first =
            |view: &ObservanceView| view.when.as_ref().map_or_else(|| "~".to_owned(), |when| when.first.clone());
        first(a).cmp(&first(b)).then_with(|| a.name.cmp(&b.name))
    });
    views
}

fn months(scene: Scene<'_>, language: LanguageId) -> Vec<MonthView> {
    let first = scene.site.today.first_of_month();
    let shown = i32::try_from(scene.theme.contract.lists.awareness_months).unwrap_or(i32::MAX).clamp(1, MOST_MONTHS);
    let month = |at: i32| first.checked_add(jiff::Span::new().months(at)).unwrap_or(first);
    let mut months: Vec<MonthView> = (0..shown)
        .map(month)
        .map(|day| MonthView {
            id: day.strftime("%Y-%m").to_string(),
            title: month_year(scene, day, language),
            near: Vec::new(),
            more: Vec::new(),
        })
        .collect();
    for (when, coming) in scene.site.coming(&[language], (first, month(shown - 1).last_of_month()), false) {
        let starts = when.first.max(first);
        let at = i32::from(starts.year() - first.year()) * 12 + i32::from(starts.month() - first.month());
        let Some(month) = usize::try_from(at).ok().and_then(|at| months.get_mut(at)) else { continue };
        let is_near = rank(scene.site, language, coming).is_near();
        let list = if is_near { &mut month.near } else { &mut month.more };
        list.push(coming_view(scene, language, when, coming));
    }
    if months.iter().all(|month| month.near.is_empty()) {
        for month in &mut months {
            std::mem::swap(&mut month.near, &mut month.more);
        }
    }
    months
}

fn rank(site: &Site, language: LanguageId, coming: Coming) -> Relevance {
    match coming {
        Coming::Known(id) => site.standing(language, id),
        Coming::Own { .. } => Relevance::Tagged,
    }
}

/// As a list of its month shows it.
fn coming_view(scene: Scene<'_>, language: LanguageId, when: Occurrence, coming: Coming) -> ObservanceView {
    let mut view = match coming {
        Coming::Known(id) => observance_view(scene, language, id, Some(when)),
        Coming::Own { document, .. } => {
            let name = scene.site.coming_name(coming, language);
            let mut view = own_view(scene, language, name, (when.first, when.last));
            view.posts = vec![document::crumb(scene, document)];
            view
        }
    };
    if let Some(span) = view.when.as_mut().filter(|_| when.is_month()) {
        scene.words(language).get("all_month").clone_into(&mut span.text);
    }
    view
}

/// An observance with its newest posts.
fn observance_view(
    scene: Scene<'_>,
    language: LanguageId,
    id: ObservanceId,
    when: Option<Occurrence>,
) -> ObservanceView {
    let observance = scene.site.observance(id);
    let (name, name_language) = observance_name(scene.site, observance, language);
    let has_page = scene.site.standing(language, id).has_page();
    ObservanceView {
        name,
        language: name_language,
        path: has_page.then(|| scene.href(&observance_path(scene.site, language, id))),
        url: observance.url.clone(),
        kind: observance.kind.word(),
        when: when.map(|when| span(scene, (when.first, when.last), language)),
        posts: scene
            .site
            .tagged(language, id)
            .iter()
            .take(scene.theme.contract.lists.awareness_posts)
            .map(|post| document::crumb(scene, *post))
            .collect(),
    }
}

fn own_view(scene: Scene<'_>, language: LanguageId, name: &str, days: (Date, Date)) -> ObservanceView {
    ObservanceView {
        name: name.to_owned(),
        language: None,
        path: None,
        url: None,
        kind: if days.0 == days.1 { "day" } else { "week" },
        when: Some(span(scene, days, language)),
        posts: Vec::new(),
    }
}

/// The name in the page's language, or in English with the language's tag.
pub(super) fn observance_name(
    site: &Site,
    observance: &Observance,
    language: LanguageId,
) -> (String, Option<&'static str>) {
    let (name, is_own) = observance.name_in(&site.languages[language].tag);
    (name.to_owned(), (!is_own).then_some("en"))
}

/// The next dates, one that is not over with this month included.
fn next_dates(scene: Scene<'_>, observance: &Observance, language: LanguageId) -> Vec<SpanView> {
    let first = scene.site.today.first_of_month();
    let years = first.year().saturating_sub(1)..=first.year().saturating_add(40);
    let found = years.filter_map(|year| observance.rule.occurrence(year)).filter(|when| when.last >= first);
    found
        .take(scene.theme.contract.lists.observance_dates)
        .map(|when| span(scene, (when.first, when.last), language))
        .collect()
}

/// The newest posts about the conditions of an observance that are not tagged with it.
fn about(scene: Scene<'_>, language: LanguageId, id: ObservanceId) -> Vec<DocumentId> {
    let own = &scene.site.languages[language];
    let most = scene.theme.contract.lists.observance_related;
    let lists = scene.site.observance_terms(id).iter().filter_map(|term| own.terms.get(term));
    let tagged = |post: &&DocumentId| scene.site.document(**post).observances.contains(&id);
    let mut posts: Vec<DocumentId> =
        lists.flat_map(|list| list.iter().filter(|post| !tagged(post)).take(most)).copied().collect();
    posts.sort_unstable_by_key(|post| {
        (std::cmp::Reverse(scene.site.document(*post).parsed.front.date.map(|date| date.at)), *post)
    });
    posts.dedup();
    posts.truncate(most);
    posts
}

/// A calendar file as readers subscribe to it.
pub(super) fn subscribe(scene: Scene<'_>, name: &str, path: &str) -> SubscribeView {
    let url = scene.absolute(path);
    SubscribeView { name: name.to_owned(), webcal: webcal(&url), url: scene.href(path) }
}

/// Some days in words: a month, a day, or from one day to another.
pub(super) fn span(scene: Scene<'_>, (first, last): (Date, Date), language: LanguageId) -> SpanView {
    let words = scene.words(language);
    let short = |day: Date| {
        let text = words.get("day_of_month").replace("{month}", words.month(day.month()));
        text.replace("{day}", &day.day().to_string())
    };
    let when = Occurrence { first, last, year: first.year() };
    let text = if first == last {
        words.date(first)
    } else if when.is_month() {
        month_year(scene, first, language)
    } else if (first.year(), first.month()) == (last.year(), last.month()) {
        let text = words.get("date_range_in_month").replace("{month}", words.month(first.month()));
        let text = text.replace("{first}", &first.day().to_string()).replace("{last}", &last.day().to_string());
        text.replace("{year}", &first.year().to_string())
    } else {
        let from = if first.year() == last.year() { short(first) } else { words.date(first) };
        words.get("date_range").replace("{first}", &from).replace("{last}", &words.date(last))
    };
    SpanView { first: first.to_string(), last: (first != last).then(|| last.to_string()), text }
}

fn month_year(scene: Scene<'_>, day: Date, language: LanguageId) -> String {
    let words = scene.words(language);
    let text = words.get("month_year").replace("{month}", words.month(day.month()));
    text.replace("{year}", &day.year().to_string())
}
