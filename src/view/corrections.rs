//! What was corrected: on its page, on the page of all corrections, in their feed.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::config::LanguageId;
use crate::model::{Document, DocumentId};
use crate::parse::Correction;

use super::lists::page_view;
use super::{Content, CorrectedView, CorrectionView, CorrectionsView, FeedItem, FeedLink, FeedView, PageView, Scene};
use crate::plan::{FeedFormat, corrections_path};

/// A correction with the name of its place on the page.
struct Corrected<'s> {
    document: DocumentId,
    correction: &'s Correction,
    id: String,
}

impl<'s> Scene<'s> {
    /// The corrections of a document, newest first.
    pub(super) fn corrections(self, document: &Document) -> Vec<CorrectionView> {
        let mut all = with_ids(document);
        all.sort_by_key(|(correction, _)| std::cmp::Reverse(correction.date));
        all.into_iter().map(|(correction, id)| self.correction(correction, id, document.language)).collect()
    }

    fn correction(self, correction: &Correction, id: String, language: LanguageId) -> CorrectionView {
        CorrectionView {
            id,
            date: self.date(correction.date, language),
            severity: correction.severity.word(),
            what: correction.what.clone(),
            why: correction.why.clone(),
        }
    }

    /// All corrections of the public documents of a language, newest first.
    fn corrected(self, language: LanguageId) -> Vec<Corrected<'s>> {
        let own = &self.site.languages[language];
        let mut all = Vec::new();
        for &document in own.posts.iter().chain(&own.others) {
            let found = with_ids(self.site.document(document));
            all.extend(found.into_iter().map(|(correction, id)| Corrected { document, correction, id }));
        }
        all.sort_by_key(|corrected| std::cmp::Reverse(corrected.correction.date));
        all
    }

    /// The day of the newest correction of a language.
    pub(super) fn last_correction(self, language: LanguageId) -> Option<Date> {
        self.corrected(language).first().map(|corrected| corrected.correction.date)
    }

    pub(super) fn corrections_page(self, language: LanguageId) -> PageView<'s> {
        let path = corrections_path(self.site, language);
        let mut frame = self.frame(language, "corrections", &path, self.words(language).get("corrections"));
        self.words(language).get("corrections_intro").clone_into(&mut frame.description);
        frame.alternates = self.list_alternates(language, |other, _| Some(corrections_path(self.site, other)));
        let view = |corrected: Corrected<'_>| {
            let document = self.site.document(corrected.document);
            CorrectedView {
                title: document.parsed.front.title.clone(),
                path: format!("{}#{}", self.href(&document.path), corrected.id),
                correction: self.correction(corrected.correction, corrected.id, language),
            }
        };
        let items = self.corrected(language).into_iter().map(view).collect();
        let feed = format!("{path}{}", FeedFormat::Atom.file());
        let title = self.corrections_title(language);
        frame.feeds = vec![FeedLink { title, url: self.absolute(&feed), media_type: FeedFormat::Atom.media_type() }];
        let content = Content::Corrections(CorrectionsView { items, feed: self.href(&feed) });
        page_view(language, "corrections.html", frame, ("corrections", content))
    }

    fn corrections_title(self, language: LanguageId) -> String {
        self.words(language).get("corrections_feed").replace("{site}", &self.site.config.title)
    }

    pub(super) fn corrections_feed(self, language: LanguageId) -> FeedView<'s> {
        let path = corrections_path(self.site, language);
        let items: Vec<Corrected<'_>> =
            self.corrected(language).into_iter().take(self.site.config.feeds.limit).collect();
        let changed = items.first().map(|corrected| self.site.config.zone.midnight(corrected.correction.date));
        let changed = changed.unwrap_or(jiff::Timestamp::UNIX_EPOCH);
        FeedView {
            format: FeedFormat::Atom,
            language,
            tag: &self.site.languages[language].tag,
            title: self.corrections_title(language),
            author: &self.site.config.title,
            description: self.words(language).get("corrections_intro"),
            url: self.absolute(&format!("{path}{}", FeedFormat::Atom.file())),
            home: self.absolute(&path),
            updated: self.instant(changed),
            updated_rfc2822: self.rfc2822(changed),
            items: items.iter().map(|corrected| self.corrected_item(corrected)).collect(),
        }
    }

    fn corrected_item(self, corrected: &Corrected<'_>) -> FeedItem {
        let document = self.site.document(corrected.document);
        let correction = corrected.correction;
        let severity =
            self.words(document.language).get(&format!("severity_{}", correction.severity.word())).to_owned();
        let at = self.site.config.zone.midnight(correction.date);
        let text = [Some(correction.what.as_str()), correction.why.as_deref()];
        FeedItem {
            id: format!("{}#{}", self.lasting_address(document), corrected.id),
            url: format!("{}#{}", self.absolute(&document.path), corrected.id),
            title: format!("{severity}: {}", document.parsed.front.title),
            summary: text.into_iter().flatten().collect::<Vec<_>>().join(" "),
            body: None,
            published: self.instant(at),
            updated: self.instant(at),
            published_rfc2822: self.rfc2822(at),
            authors: self.author_names(document),
            tags: vec![severity],
            image: None,
            card: None,
        }
    }
}

/// The corrections of a document as they are written, each with its id: its day, and its number among those of that day. A
/// new one that is written behind the others changes no id.
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
