//! Reviews of claims that someone made in public.

use std::collections::BTreeSet;

use crate::config::LanguageId;
use crate::model::{Document, DocumentId};
use crate::parse::{Claim, Seen};
use crate::view::{self, Frame, Scene};

use super::{Node, document, iso_moment, page, practice_id, web_address};

/// The best rating of a verdict.
const BEST: usize = 5;

/// The worst rating of a verdict.
const WORST: usize = 1;

/// The review of a document's only claim. A page has at most one, so the reviews of several are on their own pages.
pub(super) fn claim_review<'s>(scene: Scene<'s>, frame: &Frame, document: &'s Document) -> Option<Node<'s>> {
    let is_alone = document.parsed.front.claims.len() == 1 && !document.parsed.has_claim_pages();
    if is_alone { review_node(scene, frame, document, 0) } else { None }
}

/// The page of one claim of several.
pub(super) fn claim_nodes<'s>(scene: Scene<'s>, frame: &Frame, id: DocumentId, claim: usize) -> Vec<Node<'s>> {
    let document = scene.site.document(id);
    let page = document::reviewed_node(scene, page::medical_page(scene, frame, document.language), document);
    let marks = document.parsed.claims[claim].citations.clone();
    let cited = document.citations.marks[marks].iter().flatten().map(|cited| cited.number);
    let cited: BTreeSet<usize> = cited.collect();
    let references = scene.site.references(document).enumerate();
    let references = references.filter_map(|(at, reference)| cited.contains(&(at + 1)).then_some(reference));
    let page = document::text_node(scene, page, document, references);
    match review_node(scene, frame, document, claim) {
        Some(review) => vec![page.refer("mainEntity", review_id(frame)), review],
        None => vec![page],
    }
}

/// The review of a claim, where someone made it in public and the practice wants to say so.
fn review_node<'s>(scene: Scene<'s>, frame: &Frame, document: &'s Document, claim: usize) -> Option<Node<'s>> {
    let (claim, fact) = (&document.parsed.front.claims[claim], &document.parsed.claims[claim].fact);
    if !scene.site.config.editorial.claim_review || !claim.is_reviewable() {
        return None;
    }
    let made = Node::new("Claim")
        .maybe("datePublished", claim.seen.iter().filter_map(|seen| seen.on).min().map(|day| day.to_string()))
        .each("appearance", claim.seen.iter().filter(|seen| seen.is_public()).map(|seen| appearance_node(scene, seen)));
    let review = Node::new("ClaimReview")
        .id(review_id(frame))
        .with("url", frame.canonical.clone())
        .with("claimReviewed", &claim.claim)
        .maybe("datePublished", document.parsed.front.date.map(|date| iso_moment(scene.site, date)))
        .refer("author", practice_id(scene))
        .with("reviewRating", rating_node(scene, claim, fact, document.language))
        .with("itemReviewed", made)
        .with("inLanguage", scene.site.languages[document.language].tag.as_str());
    Some(review)
}

fn appearance_node<'s>(scene: Scene<'s>, seen: &'s Seen) -> Node<'s> {
    Node::new("CreativeWork")
        .maybe("url", seen.url.as_deref().and_then(|url| web_address(scene, url)))
        .maybe("name", seen.place.as_deref())
        .maybe("datePublished", seen.on.map(|day| day.to_string()))
}

fn rating_node<'s>(scene: Scene<'s>, claim: &'s Claim, fact: &'s str, language: LanguageId) -> Node<'s> {
    let node = match claim.verdict.rating() {
        Some(rating) => Node::new("Rating")
            .with("ratingValue", usize::from(rating))
            .with("bestRating", BEST)
            .with("worstRating", WORST),
        None => Node::new("Rating"),
    };
    node.with("alternateName", view::claim::verdict(scene, claim.verdict, language).label)
        .maybe("ratingExplanation", Some(fact))
}

fn review_id(frame: &Frame) -> String {
    format!("{}#review", frame.canonical)
}
