//! The page of one document.

use std::ops::Range;

use crate::config::LanguageId;
use crate::grade::Grade;
use crate::markdown::Heading;
use crate::model::{Document, DocumentId, Site};
use crate::parse::{ConsentKind, Reviewed, Signer};
use crate::plan::{FeedFormat, FeedScope, event_file_path, feed_home, has_written};
use crate::reference::{Reference, reference_html};
use crate::source::Kind;

use super::body::Surface;
use super::person::profile;
use super::web::{Caption, Spot};
use super::{
    CallToActionView, Content, Crumb, DateView, DisclosuresView, DocumentView, GradeView, NoticeView, PageView,
    ReviewView, Scene, SourceView, TocEntry, WorkView, awareness, body, card, corrections, event, feed, frame, handout,
    person, share, term, web,
};

/// Words that an adult reads silently in a minute: the lower end of what a review of 190 studies found for English
/// non-fiction (238 on average; Brysbaert 2019, doi:10.1016/j.jml.2019.104047), since patients read health texts slowly.
const WORDS_PER_MINUTE: usize = 220;

/// How many documents a person's page lists.
const WORK: usize = 50;

pub(super) fn page(scene: Scene<'_>, id: DocumentId) -> PageView<'_> {
    let document = scene.site.document(id);
    let is_person = document.parsed.source.kind == Kind::Person;
    let mut content = vec![("document", Content::Document(Box::new(view(scene, id))))];
    let mut frame = frame::of_document(scene, id);
    if is_person {
        let work = work(scene, id, document.language);
        if work.feed.is_some() {
            frame.feeds = vec![feed::link(scene, document.language, FeedScope::Person(id), FeedFormat::Atom)];
        }
        content.push(("work", Content::Work(work)));
    }
    if let Some(term) = document.explains {
        frame.alternates = term::alternates(scene, document.language, term);
        frame.feeds = vec![feed::link(scene, document.language, FeedScope::Term(term), FeedFormat::Atom)];
        content.push(("term", Content::Term(term::content(scene, document.language, term, 1))));
    }
    PageView {
        language: document.language,
        template: if is_person { "person.html" } else { "document.html" },
        frame,
        content,
        body: Some(body::view(scene, id, Surface::Page)),
        source: Some(&document.parsed.source.path),
        structured: Vec::new(),
    }
}

pub(super) fn view(scene: Scene<'_>, id: DocumentId) -> DocumentView {
    let document = scene.site.document(id);
    let (front, language) = (&document.parsed.front, document.language);
    let outline = &document.parsed.body.outline;
    let neighbours = scene.site.languages[language].neighbours.get(&id).copied().unwrap_or_default();
    let is_post = document.parsed.source.kind.is_post();
    DocumentView {
        kind: document.parsed.source.kind.word(),
        title: front.title.clone(),
        summary: front.summary.clone(),
        date: front.date.map(|date| DateView::of(date.day, scene.words(language))),
        updated: front.updated.map(|date| DateView::of(date.day, scene.words(language))),
        minutes: outline.words.div_ceil(WORDS_PER_MINUTE).max(1),
        reading_grade: reading_grade(scene.site, document),
        authors: document.authors.iter().filter_map(|id| person::view(scene, *id, language)).collect(),
        review: front.reviewed.as_ref().and_then(|reviewed| review(scene, document, reviewed)),
        conditions: term::views(scene, &document.conditions, language),
        topics: term::views(scene, &document.topics, language),
        services: term::views(scene, &document.services, language),
        awareness: awareness::of_document(scene, document),
        image: document.image.map(|image| {
            let spot = if document.parsed.source.kind == Kind::Person { Spot::Portrait } else { Spot::Head };
            web::picture(scene, image, Caption::of_image(front.image.as_ref()), spot)
        }),
        toc: table_of_contents(&outline.headings, scene.theme.contract.contents_from),
        sources: sources(scene, document, 0..document.citations.marks.len()),
        disclosures: disclosures(document),
        corrections: corrections::views(scene, document),
        retracted: front.is_retracted(),
        event: front.event.as_ref().map(|event| event::view(scene, event, language)),
        notice: front.notice.map(|notice| NoticeView {
            kind: notice.kind.word(),
            effective: notice.effective.map(|day| DateView::of(day, scene.words(language))),
        }),
        calendar_file: front.event.as_ref().map(|_| scene.href(&event_file_path(document))),
        agency_source: super::event::agency_source(document),
        until: event::until(scene, document),
        told_with_consent: front.consent.as_ref().is_some_and(|consent| consent.kind != ConsentKind::PublicFigure),
        consent_by: front
            .consent
            .as_ref()
            .and_then(|consent| consent.signed_by)
            .and_then(|signer| (signer != Signer::Patient).then(|| signer.word())),
        typical_results: front.typical_results.clone(),
        endorsement: front.consent.iter().flat_map(crate::parse::Consent::disclosed).map(str::to_owned).collect(),
        unreviewed: is_unreviewed(document),
        discussion: front.discussion.iter().map(|(channel, url)| profile(channel, url)).collect(),
        person: person::view(scene, id, language),
        call_to_action: call_to_action(scene, document),
        share: share::view(scene, document, &document.path, &front.title),
        handout: handout::view(scene, document, &document.path),
        newer: neighbours.0.map(|id| crumb(scene, id)),
        older: neighbours.1.map(|id| crumb(scene, id)),
        related: if is_post { card::cards(scene, &scene.site.related(id)) } else { Vec::new() },
        mark: document.state.mark(),
        extra: front.extra.clone(),
    }
}

/// The grade of a post's text, where its readers are to see it.
fn reading_grade(site: &Site, document: &Document) -> Option<GradeView> {
    let is_shown = site.config.editorial.show_reading_grade && document.parsed.source.kind.is_post();
    match is_shown.then(|| site.grade(document)).flatten()? {
        Grade::English { smog, .. } => Some(GradeView { word: "reading_grade", grade: format!("{smog:.0}") }),
        Grade::Spanish { inflesz, .. } => Some(GradeView { word: "reading_ease", grade: format!("{inflesz:.0}") }),
    }
}

pub(super) fn crumb(scene: Scene<'_>, id: DocumentId) -> Crumb {
    let document = scene.site.document(id);
    Crumb { title: card::marked_title(scene, document), path: scene.href(&document.path) }
}

fn review(scene: Scene<'_>, document: &Document, reviewed: &Reviewed) -> Option<ReviewView> {
    let by = person::view(scene, document.reviewer?, document.language)?;
    // What is withdrawn is not reviewed again.
    let due = scene.site.review_due(reviewed).filter(|_| !document.parsed.front.is_retracted());
    Some(ReviewView {
        by,
        on: DateView::of(reviewed.on, scene.words(document.language)),
        due: due.map(|due| DateView::of(due, scene.words(document.language))),
        overdue: due.is_some_and(|due| due < scene.site.today),
        conflicts: reviewed.conflicts.clone(),
        edited: document.parsed.edited_since_review,
    })
}

/// The sources of a document with ways back to those of its marks that the page shows.
pub(super) fn sources(scene: Scene<'_>, document: &Document, marks: Range<usize>) -> Vec<SourceView> {
    let citations = &document.citations;
    let mut counts = vec![0; citations.sources.len() + 1];
    for cited in citations.marks[marks].iter().flatten() {
        counts[cited.number] += 1;
    }
    let view = |(at, reference): (usize, &Reference)| {
        let number = at + 1;
        let back = (1..=counts[number]).map(|mark| format!("cite-{number}-{mark}")).collect();
        source_view(scene, reference, number, back, document.language)
    };
    scene.site.references(document).enumerate().map(view).collect()
}

fn call_to_action(scene: Scene<'_>, document: &Document) -> Option<CallToActionView> {
    let label = document.parsed.front.call_to_action.as_ref()?.label.clone();
    let url = web::target(scene, document.call_to_action.as_ref()?, &document.path, false)?;
    Some(CallToActionView { label, url })
}

/// What a person wrote and reviewed: the person's versions in other languages count as the same person.
fn work(scene: Scene<'_>, id: DocumentId, language: LanguageId) -> WorkView {
    let own = &scene.site.languages[language];
    let versions = &scene.site.document(id).translations;
    let list = |lists: &std::collections::BTreeMap<DocumentId, Vec<DocumentId>>| {
        let all: Vec<DocumentId> =
            versions.iter().filter_map(|id| lists.get(id)).flatten().take(WORK).copied().collect();
        card::cards(scene, &all)
    };
    let feed = has_written(scene.site, language, id);
    let feed = feed.then(|| feed_home(scene.site, language, FeedScope::Person(id)) + FeedFormat::Atom.file());
    WorkView { feed: feed.map(|feed| scene.href(&feed)), written: list(&own.written), reviewed: list(&own.reviewed) }
}

/// Texts that a second person reads.
fn is_medical(kind: Kind) -> bool {
    matches!(kind, Kind::Article | Kind::Myth | Kind::Condition | Kind::Topic | Kind::Service)
}

/// Whether someone of the practice wrote it, it is about medicine, and nobody else has read it.
fn is_unreviewed(document: &Document) -> bool {
    let is_medical = is_medical(document.parsed.source.kind);
    is_medical && !document.authors.is_empty() && document.reviewer.is_none()
}

fn disclosures(document: &Document) -> Option<DisclosuresView> {
    let disclosures = document.parsed.front.disclosures.as_ref()?;
    Some(DisclosuresView {
        funding: disclosures.funding.clone(),
        conflicts: disclosures.conflicts.clone(),
        ai_assisted: disclosures.ai_assisted,
        ai_tool: disclosures.ai_tool.clone(),
        ai_use: disclosures.ai_use.clone(),
    })
}

/// Headings of the second level with those of the third below them; none if there are fewer than `from`.
fn table_of_contents(headings: &[Heading], from: usize) -> Vec<TocEntry> {
    let mut toc: Vec<TocEntry> = Vec::new();
    let mut count = 0;
    for heading in headings.iter().filter(|heading| heading.level <= 3) {
        let entry = TocEntry { text: heading.text.clone(), id: heading.id.clone(), children: Vec::new() };
        count += 1;
        match toc.last_mut() {
            Some(last) if heading.level == 3 => last.children.push(entry),
            _ => toc.push(entry),
        }
    }
    if count < from { Vec::new() } else { toc }
}

fn source_view(
    scene: Scene<'_>,
    reference: &Reference,
    number: usize,
    back: Vec<String>,
    language: LanguageId,
) -> SourceView {
    let words = scene.words(language);
    let evidence = reference.evidence.map(|evidence| {
        let key = format!("evidence_{}", evidence.word().replace('-', "_"));
        words.get(&key).to_owned()
    });
    SourceView {
        number,
        id: format!("source-{number}"),
        html: reference_html(reference, scene.site.config.editorial.citation_style, words),
        evidence,
        retracted: reference.retracted,
        back,
    }
}
