//! Reviews of claims that somebody made in public.

use std::collections::BTreeSet;

use super::Node;
use crate::config::LanguageId;
use crate::model::{Document, DocumentId};
use crate::parse::{Claim, Seen};
use crate::view::{Frame, Scene};

/// The best rating of a verdict.
const BEST: usize = 5;

/// The worst rating of a verdict.
const WORST: usize = 1;

impl<'s> Scene<'s> {
    /// The review of a document's only claim. A page has at most one, so the reviews of several are on their own pages.
    pub(super) fn claim_review(self, frame: &Frame, document: &'s Document) -> Option<Node<'s>> {
        let is_alone = document.parsed.front.claims.len() == 1 && !document.parsed.has_claim_pages();
        if is_alone { self.review_node(frame, document, 0) } else { None }
    }

    /// The page of one claim of several.
    pub(super) fn claim_nodes(self, frame: &Frame, id: DocumentId, claim: usize) -> Vec<Node<'s>> {
        let document = self.site.document(id);
        let page = self.reviewed_node(self.medical_page(frame, document.language), document);
        let marks = document.parsed.claims[claim].citations.clone();
        let cited = document.citations.marks[marks].iter().flatten().map(|cited| cited.number);
        let cited: BTreeSet<usize> = cited.collect();
        let references = self.site.references(document).enumerate();
        let references = references.filter_map(|(at, reference)| cited.contains(&(at + 1)).then_some(reference));
        let page = self.text_node(page, document, references);
        match self.review_node(frame, document, claim) {
            Some(review) => vec![page.refer("mainEntity", review_id(frame)), review],
            None => vec![page],
        }
    }

    /// The review of a claim, where somebody made it in public and the practice wants to say so.
    fn review_node(self, frame: &Frame, document: &'s Document, claim: usize) -> Option<Node<'s>> {
        let (claim, fact) = (&document.parsed.front.claims[claim], &document.parsed.claims[claim].fact);
        if !self.site.config.editorial.claim_review || !claim.is_reviewable() {
            return None;
        }
        let made = Node::new("Claim")
            .maybe("datePublished", claim.seen.iter().filter_map(|seen| seen.on).min().map(|day| day.to_string()))
            .each(
                "appearance",
                claim.seen.iter().filter(|seen| seen.is_public()).map(|seen| self.appearance_node(seen)),
            );
        let review = Node::new("ClaimReview")
            .id(review_id(frame))
            .with("url", frame.canonical.clone())
            .with("claimReviewed", &claim.claim)
            .maybe("datePublished", document.parsed.front.date.map(|date| self.iso_moment(date)))
            .refer("author", self.practice_id())
            .with("reviewRating", self.rating_node(claim, fact, document.language))
            .with("itemReviewed", made)
            .with("inLanguage", self.site.languages[document.language].tag.as_str());
        Some(review)
    }

    fn appearance_node(self, seen: &'s Seen) -> Node<'s> {
        Node::new("CreativeWork")
            .maybe("url", seen.url.as_deref().and_then(|url| self.web_address(url)))
            .maybe("name", seen.place.as_deref())
            .maybe("datePublished", seen.on.map(|day| day.to_string()))
    }

    fn rating_node(self, claim: &'s Claim, fact: &'s str, language: LanguageId) -> Node<'s> {
        let node = match claim.verdict.rating() {
            Some(rating) => Node::new("Rating")
                .with("ratingValue", usize::from(rating))
                .with("bestRating", BEST)
                .with("worstRating", WORST),
            None => Node::new("Rating"),
        };
        node.with("alternateName", self.verdict(claim.verdict, language).label).maybe("ratingExplanation", Some(fact))
    }
}

fn review_id(frame: &Frame) -> String {
    format!("{}#review", frame.canonical)
}
