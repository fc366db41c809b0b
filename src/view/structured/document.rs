//! Documents: the page, and the post, event or person that it is about.

use super::Node;
use super::citation::citation;
use super::event::event_id;
use super::page::image;
use crate::model::{Document, DocumentId, Taxonomy, TermId};
use crate::parse::Correction;
use crate::reference::Reference;
use crate::source::Kind;
use crate::view::frame::plural_key;
use crate::view::{Frame, Scene};

impl<'s> Scene<'s> {
    pub(super) fn document_nodes(self, frame: &Frame, id: DocumentId) -> Vec<Node<'s>> {
        let document = self.site.document(id);
        match document.parsed.source.kind {
            Kind::Person => self.profile_nodes(frame, document),
            Kind::Condition | Kind::Topic | Kind::Service => {
                let page = match document.explains {
                    Some(term) => self.explained_node(frame, document, term),
                    None => self.medical_page(frame, document.language),
                };
                vec![self.text_node(self.reviewed_node(page, document), document, self.site.references(document))]
            }
            Kind::Page => {
                let page = self.page_node(frame, document.language, page_type(document));
                vec![self.text_node(self.reviewed_node(page, document), document, self.site.references(document))]
            }
            Kind::Event => {
                let page = self.page_node(frame, document.language, "WebPage");
                let page = self.text_node(self.reviewed_node(page, document), document, self.site.references(document));
                match self.event_node(frame, document) {
                    Some(event) => vec![page.refer("mainEntity", event_id(frame)), event],
                    None => vec![page],
                }
            }
            kind @ (Kind::Article | Kind::Myth | Kind::Story | Kind::Update) => {
                // A patient's story tells what happened to somebody: it is no medical text.
                let page = match kind {
                    Kind::Story => self.page_node(frame, document.language, "WebPage"),
                    _ => self.medical_page(frame, document.language),
                };
                let page = self.reviewed_node(page, document).refer("mainEntity", post_id(frame));
                let mut nodes = vec![page, self.post_node(frame, document)];
                nodes.extend(self.claim_review(frame, document));
                nodes
            }
        }
    }

    /// The page of a condition or topic that has a text.
    fn explained_node(self, frame: &Frame, document: &'s Document, term: TermId) -> Node<'s> {
        let page = self.medical_page(frame, document.language);
        match term.taxonomy {
            Taxonomy::Conditions => page.with("about", self.full_condition_node(term, document.language)),
            Taxonomy::Topics => {
                page.with("about", Node::new("DefinedTerm").with("name", self.term_name(term, document.language)))
            }
            Taxonomy::Services => page.with("about", self.service_node(term, document.language)),
        }
    }

    fn post_node(self, frame: &Frame, document: &'s Document) -> Node<'s> {
        let section = self.words(document.language).get(plural_key(document.parsed.source.kind));
        let kind = if document.parsed.source.kind == Kind::Story { "Article" } else { "BlogPosting" };
        let node = Node::new(kind)
            .id(post_id(frame))
            .with("headline", &document.parsed.front.title)
            .maybe("description", Some(frame.description.clone()))
            .maybe("image", frame.share_image.as_ref().map(image))
            .with("articleSection", section)
            .each("keywords", frame.tags.iter().cloned())
            .with("wordCount", document.parsed.body.outline.words)
            .with("inLanguage", self.site.languages[document.language].tag.as_str())
            .with("isAccessibleForFree", true)
            .maybe("creativeWorkStatus", document.parsed.front.is_retracted().then_some("Retracted"))
            .refer("publisher", self.practice_id())
            .refer("mainEntityOfPage", format!("{}#page", frame.canonical));
        self.text_node(node, document, self.site.references(document))
    }

    /// What is said of a text: who wrote it, when, on what grounds, and what was corrected.
    pub(super) fn text_node(
        self,
        node: Node<'s>,
        document: &'s Document,
        references: impl Iterator<Item = &'s Reference>,
    ) -> Node<'s> {
        let front = &document.parsed.front;
        let authors = document.authors.iter().filter_map(|id| self.person_node(*id, document.language));
        let authors: Vec<Node<'s>> = authors.collect();
        let node = if authors.is_empty() && document.parsed.source.kind != Kind::Page {
            node.refer("author", self.practice_id())
        } else {
            node.each("author", authors)
        };
        let mut corrections: Vec<&'s Correction> = front.corrections.iter().collect();
        corrections.sort_by_key(|correction| std::cmp::Reverse(correction.date));
        node.maybe("datePublished", front.date.map(|date| self.iso_moment(date)))
            .maybe("dateModified", self.modified_in_substance(document))
            .maybe("expires", front.expires.map(|expires| self.iso_moment(expires)))
            .each("discussionUrl", front.discussion.iter().filter_map(|(_, url)| self.web_address(url)))
            .each("citation", references.map(citation))
            .each("correction", corrections.into_iter().map(comment))
    }

    /// When the text last changed in substance after it was published, as exactly as that is known.
    fn modified_in_substance(self, document: &Document) -> Option<String> {
        let front = &document.parsed.front;
        let at = self.site.changed(document).filter(|at| front.date.is_none_or(|date| date.at < *at))?;
        let day = || self.site.config.zone.day(at).to_string();
        Some(front.updated.filter(|updated| updated.at == at).map_or_else(day, |updated| self.iso_moment(updated)))
    }

    /// What the page says of the review, and what it is about.
    pub(super) fn reviewed_node(self, node: Node<'s>, document: &'s Document) -> Node<'s> {
        let reviewer = document.reviewer.and_then(|id| self.person_node(id, document.language));
        let review = document.parsed.front.reviewed.as_ref().filter(|_| reviewer.is_some());
        let conditions = document.conditions.iter().map(|id| self.condition_node(*id, document.language));
        node.maybe("lastReviewed", review.map(|review| review.on.to_string()))
            .maybe("reviewedBy", reviewer.filter(|_| review.is_some()))
            .maybe("specialty", self.specialty_of(&document.conditions))
            .each("about", conditions)
    }
}

fn post_id(frame: &Frame) -> String {
    format!("{}#post", frame.canonical)
}

/// What was corrected, and why.
fn comment(correction: &Correction) -> Node<'_> {
    let why = correction.why.as_deref().unwrap_or_default();
    let text = format!("{} {why}", correction.what.trim_end());
    Node::new("CorrectionComment")
        .with("text", text.trim_end().to_owned())
        .with("datePublished", correction.date.to_string())
}

/// The type of a page, as far as its address tells.
fn page_type(document: &Document) -> &'static str {
    match document.path.trim_end_matches('/').rsplit('/').next() {
        Some("about" | "about-us") => "AboutPage",
        Some("contact" | "contact-us") => "ContactPage",
        _ => "WebPage",
    }
}
