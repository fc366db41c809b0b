//! Documents: the page, and the post, event or person that it is about.

use crate::model::{Document, DocumentId, Site, Taxonomy, TermId};
use crate::parse::Correction;
use crate::reference::Reference;
use crate::source::Kind;
use crate::view;
use crate::view::frame::plural_key;
use crate::view::{Frame, Scene};

use super::citation::citation;
use super::event::event_id;
use super::page::image;
use super::{Node, claim, condition, event, iso_moment, page, person, practice_id, service, specialty, web_address};

pub(super) fn document_nodes<'s>(scene: Scene<'s>, frame: &Frame, id: DocumentId) -> Vec<Node<'s>> {
    let document = scene.site.document(id);
    match document.parsed.source.kind {
        Kind::Person => person::profile_nodes(scene, frame, document),
        Kind::Condition | Kind::Topic | Kind::Service => {
            let page = match document.explains {
                Some(term) => explained_node(scene, frame, document, term),
                None => page::medical_page(scene, frame, document.language),
            };
            vec![text_node(scene, reviewed_node(scene, page, document), document, scene.site.references(document))]
        }
        Kind::Page => {
            let page = page::page_node(scene, frame, document.language, page_type(document));
            vec![text_node(scene, reviewed_node(scene, page, document), document, scene.site.references(document))]
        }
        Kind::Event => {
            let page = page::page_node(scene, frame, document.language, "WebPage");
            let page =
                text_node(scene, reviewed_node(scene, page, document), document, scene.site.references(document));
            match event::event_node(scene, frame, document) {
                Some(event) => vec![page.refer("mainEntity", event_id(frame)), event],
                None => vec![page],
            }
        }
        kind @ (Kind::Article | Kind::Myth | Kind::Story | Kind::Update) => {
            // A patient's story tells what happened to someone: it is no medical text.
            let page = match kind {
                Kind::Story => page::page_node(scene, frame, document.language, "WebPage"),
                _ => page::medical_page(scene, frame, document.language),
            };
            let page = reviewed_node(scene, page, document).refer("mainEntity", post_id(frame));
            let mut nodes = vec![page, post_node(scene, frame, document)];
            nodes.extend(claim::claim_review(scene, frame, document));
            nodes
        }
    }
}

/// The page of a condition or topic that has a text.
fn explained_node<'s>(scene: Scene<'s>, frame: &Frame, document: &'s Document, term: TermId) -> Node<'s> {
    let page = page::medical_page(scene, frame, document.language);
    match term.taxonomy {
        Taxonomy::Conditions => page.with("about", condition::full_condition_node(scene, term, document.language)),
        Taxonomy::Topics => page.with(
            "about",
            Node::new("DefinedTerm").with("name", view::term::name(scene.site, term, document.language)),
        ),
        Taxonomy::Services => page.with("about", service::service_node(scene, term, document.language)),
    }
}

fn post_node<'s>(scene: Scene<'s>, frame: &Frame, document: &'s Document) -> Node<'s> {
    let section = scene.words(document.language).get(plural_key(document.parsed.source.kind));
    let kind = if document.parsed.source.kind == Kind::Story { "Article" } else { "BlogPosting" };
    let node = Node::new(kind)
        .id(post_id(frame))
        .with("headline", &document.parsed.front.title)
        .maybe("description", Some(frame.description.clone()))
        .maybe("image", frame.share_image.as_ref().map(image))
        .with("articleSection", section)
        .each("keywords", frame.tags.iter().cloned())
        .with("wordCount", document.parsed.body.outline.words)
        .with("inLanguage", scene.site.languages[document.language].tag.as_str())
        .with("isAccessibleForFree", true)
        .maybe("creativeWorkStatus", document.parsed.front.is_retracted().then_some("Retracted"))
        .refer("publisher", practice_id(scene))
        .refer("mainEntityOfPage", format!("{}#page", frame.canonical));
    text_node(scene, node, document, scene.site.references(document))
}

/// What is said of a text: who wrote it, when, on what grounds, and what was corrected.
pub(super) fn text_node<'s>(
    scene: Scene<'s>,
    node: Node<'s>,
    document: &'s Document,
    references: impl Iterator<Item = &'s Reference>,
) -> Node<'s> {
    let front = &document.parsed.front;
    let authors = document.authors.iter().filter_map(|id| person::person_node(scene, *id, document.language));
    let authors: Vec<Node<'s>> = authors.collect();
    let node = if authors.is_empty() && document.parsed.source.kind != Kind::Page {
        node.refer("author", practice_id(scene))
    } else {
        node.each("author", authors)
    };
    let mut corrections: Vec<&'s Correction> = front.corrections.iter().collect();
    corrections.sort_by_key(|correction| std::cmp::Reverse(correction.date));
    node.maybe("datePublished", front.date.map(|date| iso_moment(scene.site, date)))
        .maybe("dateModified", modified_in_substance(scene.site, document))
        .maybe("expires", front.expires.map(|expires| iso_moment(scene.site, expires)))
        .each("discussionUrl", front.discussion.iter().filter_map(|(_, url)| web_address(scene, url)))
        .each("citation", references.map(citation))
        .each("correction", corrections.into_iter().map(comment))
}

/// When the text last changed in substance after it was published, as exactly as that is known.
fn modified_in_substance(site: &Site, document: &Document) -> Option<String> {
    let front = &document.parsed.front;
    let at = site.changed(document).filter(|at| front.date.is_none_or(|date| date.at < *at))?;
    let day = || site.config.zone.day(at).to_string();
    Some(front.updated.filter(|updated| updated.at == at).map_or_else(day, |updated| iso_moment(site, updated)))
}

/// What the page says of the review, and what it is about.
pub(super) fn reviewed_node<'s>(scene: Scene<'s>, node: Node<'s>, document: &'s Document) -> Node<'s> {
    let reviewer = document.reviewer.and_then(|id| person::person_node(scene, id, document.language));
    let review = document.parsed.front.reviewed.as_ref().filter(|_| reviewer.is_some());
    let conditions = document.conditions.iter().map(|id| condition::condition_node(scene, *id, document.language));
    node.maybe("lastReviewed", review.map(|review| review.on.to_string()))
        .maybe("reviewedBy", reviewer.filter(|_| review.is_some()))
        .maybe("specialty", specialty::specialty_of(scene.site, &document.conditions))
        .each("about", conditions)
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
