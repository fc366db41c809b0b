//! Documents and people as lists and bylines show them.

use std::sync::{Arc, OnceLock};

use jiff::civil::Date;

use crate::config::LanguageId;
use crate::model::{Document, DocumentId, Site, TermId, term_path};
use crate::source::Kind;

use super::web::{Caption, Spot};
use super::{CardView, DateView, PictureView, Scene, TermView, VerdictView};

/// The cards of a site, each made when it is first shown: a document is in many lists and looks the same on all.
#[derive(Debug)]
pub struct Cards(Vec<OnceLock<Arc<CardView>>>);

impl Cards {
    /// Room for the cards of a site.
    #[must_use]
    pub fn of(site: &Site) -> Self {
        Self(std::iter::repeat_with(OnceLock::new).take(site.documents.len()).collect())
    }
}

impl<'s> Scene<'s> {
    /// A document on a list.
    pub(super) fn card(self, id: DocumentId) -> Arc<CardView> {
        self.cards.0[id.index()].get_or_init(|| Arc::new(self.new_card(id))).clone()
    }

    fn new_card(self, id: DocumentId) -> CardView {
        let document = self.site.document(id);
        let front = &document.parsed.front;
        let tag = document.conditions.iter().chain(&document.topics).next();
        let image = document.image.map(|image| {
            let caption = Caption::of_image(front.image.as_ref());
            if document.parsed.source.kind == Kind::Person {
                return self.picture(image, caption, Spot::Portrait);
            }
            let tile = self.picture(image, caption, Spot::Tile).html;
            PictureView { tile: Some(tile), ..self.picture(image, caption, Spot::Card) }
        });
        let reviewed = front.reviewed.as_ref().filter(|_| document.reviewer.is_some());
        CardView {
            kind: document.parsed.source.kind.word(),
            title: self.marked_title(document),
            path: self.href(&document.path),
            summary: document.summary().to_owned(),
            date: front.date.map(|date| self.date(date.day, document.language)),
            reviewed: reviewed.map(|reviewed| self.date(reviewed.on, document.language)),
            level: front.level.word(),
            retracted: front.is_retracted(),
            authors: self.author_names(document),
            tag: tag.map(|term| self.term_name(*term, document.language).to_owned()),
            verdict: self.common_verdict(document),
            claims: document.parsed.claims.len(),
            image,
            event: front.event.as_ref().map(|event| self.event(event, document.language)),
            until: self.until(document),
            mark: document.state.mark(),
        }
    }

    /// A document's title wherever the page itself does not stand by it: a retracted one says so.
    pub(super) fn marked_title(self, document: &Document) -> String {
        let title = &document.parsed.front.title;
        if document.parsed.front.is_retracted() {
            return self.words(document.language).get("retracted_title").replace("{title}", title);
        }
        title.clone()
    }

    /// The verdict on a document's claims, where all have the same.
    fn common_verdict(self, document: &Document) -> Option<VerdictView> {
        let claims = &document.parsed.front.claims;
        let first = claims.first()?.verdict;
        claims.iter().all(|claim| claim.verdict == first).then(|| self.verdict(first, document.language))
    }

    /// The names of a document's public authors.
    pub(super) fn author_names(self, document: &Document) -> Vec<String> {
        let name = |id: &DocumentId| {
            let id = self.site.in_language(*id, document.language)?;
            Some(self.site.document(id).parsed.front.title.clone())
        };
        document.authors.iter().filter_map(name).collect()
    }

    pub(super) fn cards(self, ids: &[DocumentId]) -> Vec<Arc<CardView>> {
        ids.iter().map(|id| self.card(*id)).collect()
    }

    /// A day in the words of a language.
    pub(super) fn date(self, day: Date, language: LanguageId) -> DateView {
        let words = self.words(language);
        let month = words.get("month_year").replace("{month}", words.month(day.month()));
        let month = month.replace("{year}", &day.year().to_string());
        DateView { iso: day.to_string(), text: words.date(day), month }
    }

    /// The name of a term on the pages of a language.
    pub(super) fn term_name(self, id: TermId, language: LanguageId) -> &'s str {
        self.site.term(id).name_in(&self.site.languages[language].tag)
    }

    /// A term, with its documents of a language counted.
    pub(super) fn term_view(self, id: TermId, language: LanguageId) -> TermView {
        let term = self.site.term(id);
        let name = self.term_name(id, language).to_owned();
        let own = &self.site.languages[language];
        let path = term_path(&self.site.config, language, id.taxonomy, &term.slug);
        TermView { name, path: self.href(&path), count: own.terms.get(&id).map_or(0, Vec::len) }
    }

    /// The terms of a document that have a page in its language.
    pub(super) fn term_views(self, ids: &[TermId], language: LanguageId) -> Vec<TermView> {
        let listed = |id: &&TermId| self.site.languages[language].terms.contains_key(id);
        ids.iter().filter(listed).map(|id| self.term_view(*id, language)).collect()
    }
}
