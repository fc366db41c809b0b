//! What was corrected: on its page, on the page of all corrections, in their feed.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::config::LanguageId;
use crate::model::{Document, DocumentId, Site};
use crate::parse::Correction;
use crate::plan::{FeedFormat, corrections_path};

use super::lists::page_view;
use super::{
    Content, CorrectedView, CorrectionView, CorrectionsView, DateView, FeedItem, FeedLink, FeedView, PageView, Scene,
    card, feed, frame, lists,
};

/// A correction with the name of its place on the page.
struct Corrected<'s> {
    document: DocumentId,
    correction: &'s Correction,
    id: String,
}

/// The corrections of a document, newest first.
pub(super) fn views(scene: Scene<'_>, document: &Document) -> Vec<CorrectionView> {
    let mut all = with_ids(document);
    all.sort_by_key(|(correction, _)| std::cmp::Reverse(correction.date));
    all.into_iter().map(|(written, id)| correction(scene, written, id, document.language)).collect()
}

fn correction(scene: Scene<'_>, correction: &Correction, id: String, language: LanguageId) -> CorrectionView {
    CorrectionView {
        id,
        date: DateView::of(correction.date, scene.words(language)),
        severity: correction.severity.word(),
        what: correction.what.clone(),
        why: correction.why.clone(),
    }
}

/// All corrections of the public documents of a language, newest first.
fn corrected(site: &Site, language: LanguageId) -> Vec<Corrected<'_>> {
    let own = &site.languages[language];
    let mut all = Vec::new();
    for &document in own.posts.iter().chain(&own.others) {
        let found = with_ids(site.document(document));
        all.extend(found.into_iter().map(|(correction, id)| Corrected { document, correction, id }));
    }
    all.sort_by_key(|corrected| std::cmp::Reverse(corrected.correction.date));
    all
}

/// The day of the newest correction of a language.
pub(super) fn last(site: &Site, language: LanguageId) -> Option<Date> {
    corrected(site, language).first().map(|corrected| corrected.correction.date)
}

pub(super) fn page(scene: Scene<'_>, language: LanguageId) -> PageView<'_> {
    let path = corrections_path(scene.site, language);
    let mut frame = frame::of_page(scene, language, "corrections", &path, scene.words(language).get("corrections"));
    scene.words(language).get("corrections_intro").clone_into(&mut frame.description);
    frame.alternates = lists::alternates(scene, language, |other, _| Some(corrections_path(scene.site, other)));
    let view = |corrected: Corrected<'_>| {
        let document = scene.site.document(corrected.document);
        CorrectedView {
            title: document.parsed.front.title.clone(),
            path: format!("{}#{}", scene.href(&document.path), corrected.id),
            correction: correction(scene, corrected.correction, corrected.id, language),
        }
    };
    let items = corrected(scene.site, language).into_iter().map(view).collect();
    let feed = format!("{path}{}", FeedFormat::Atom.file());
    let title = title(scene, language);
    frame.feeds = vec![FeedLink { title, url: scene.absolute(&feed), media_type: FeedFormat::Atom.media_type() }];
    let content = Content::Corrections(CorrectionsView { items, feed: scene.href(&feed) });
    page_view(language, "corrections.html", frame, content)
}

fn title(scene: Scene<'_>, language: LanguageId) -> String {
    scene.words(language).get("corrections_feed").replace("{site}", &scene.site.config.title)
}

pub(super) fn feed(scene: Scene<'_>, language: LanguageId) -> FeedView<'_> {
    let path = corrections_path(scene.site, language);
    let items: Vec<Corrected<'_>> =
        corrected(scene.site, language).into_iter().take(scene.site.config.feeds.limit).collect();
    let changed = items.first().map(|corrected| scene.site.config.zone.midnight(corrected.correction.date));
    let changed = changed.unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    FeedView {
        format: FeedFormat::Atom,
        language,
        tag: &scene.site.languages[language].tag,
        title: title(scene, language),
        author: &scene.site.config.title,
        description: scene.words(language).get("corrections_intro"),
        url: scene.absolute(&format!("{path}{}", FeedFormat::Atom.file())),
        home: scene.absolute(&path),
        updated: frame::instant(scene.site, changed),
        updated_rfc2822: feed::rfc2822(scene.site, changed),
        items: items.iter().map(|corrected| item(scene, corrected)).collect(),
    }
}

fn item(scene: Scene<'_>, corrected: &Corrected<'_>) -> FeedItem {
    let document = scene.site.document(corrected.document);
    let correction = corrected.correction;
    let severity = scene.words(document.language).get(&format!("severity_{}", correction.severity.word())).to_owned();
    let at = scene.site.config.zone.midnight(correction.date);
    let text = [Some(correction.what.as_str()), correction.why.as_deref()];
    FeedItem {
        id: format!("{}#{}", feed::lasting_address(scene, document), corrected.id),
        url: format!("{}#{}", scene.absolute(&document.path), corrected.id),
        title: format!("{severity}: {}", document.parsed.front.title),
        summary: text.into_iter().flatten().collect::<Vec<_>>().join(" "),
        body: None,
        published: frame::instant(scene.site, at),
        updated: frame::instant(scene.site, at),
        published_rfc2822: feed::rfc2822(scene.site, at),
        authors: card::author_names(scene.site, document),
        tags: vec![severity],
        image: None,
        card: None,
    }
}

/// The corrections of a document as they are written, each with its id: its day, and its number among those of that day. A
/// new one that is written after the others changes no id.
fn with_ids(document: &Document) -> Vec<(&Correction, String)> {
    let mut days: BTreeMap<Date, usize> = BTreeMap::new();
    let id = |correction: &Correction| {
        let number = days.entry(correction.date).or_default();
        *number += 1;
        format!("correction-{}-{number}", correction.date)
    };
    let corrections = &document.parsed.front.corrections;
    let ids: Vec<String> = corrections.iter().map(id).collect();
    corrections.iter().zip(ids).collect()
}
