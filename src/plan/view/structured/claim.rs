//! Reviews of claims that somebody made in public.

use super::Node;
use crate::model::{Document, DocumentId};
use crate::parse::{Claim, Seen};
use crate::plan::view::{Frame, Scene};

/// The best grade of a verdict.
const BEST: usize = 5;

/// The worst grade of a verdict.
const WORST: usize = 1;

impl<'s> Scene<'s> {
    /// The review of a document's only claim. One page has at most one, so a page with several claims has none: each of
    /// them has it on its own page.
    pub(super) fn claim_review(self, frame: &Frame, document: &'s Document) -> Option<Node<'s>> {
        let [claim] = document.parsed.front.claims.as_slice() else { return None };
        self.wanted_review(frame, document, claim)
    }

    /// What the page of one of several claims is, and its review.
    pub(super) fn claim_nodes(self, frame: &Frame, (id, claim): (DocumentId, usize)) -> Vec<Node<'s>> {
        let document = self.site.document(id);
        let page = self.reviewed_node(self.medical_page(frame, document.language), document);
        let review = self.wanted_review(frame, document, &document.parsed.front.claims[claim]);
        [page].into_iter().chain(review).collect()
    }

    /// The practice may want none at all, and a claim that nobody made needs none.
    fn wanted_review(self, frame: &Frame, document: &'s Document, claim: &'s Claim) -> Option<Node<'s>> {
        let wanted = self.site.config.editorial.claim_review && claim.is_reviewable();
        wanted.then(|| self.review_node(frame, document, claim))
    }

    fn review_node(self, frame: &Frame, document: &'s Document, claim: &'s Claim) -> Node<'s> {
        let made = Node::new("Claim")
            .maybe("datePublished", claim.seen.iter().filter_map(|seen| seen.on).min().map(|day| day.to_string()))
            .each(
                "appearance",
                claim.seen.iter().filter(|seen| seen.is_public()).map(|seen| self.appearance_node(seen)),
            );
        Node::new("ClaimReview")
            .id(format!("{}#review", frame.canonical))
            .with("url", frame.canonical.clone())
            .with("claimReviewed", &claim.claim)
            .maybe("datePublished", document.parsed.front.date.map(|date| self.iso_moment(date)))
            .refer("author", self.practice_id())
            .with("reviewRating", self.rating_node(claim, document.language))
            .with("itemReviewed", made)
            .with("inLanguage", &self.site.languages[document.language].tag)
    }

    fn appearance_node(self, seen: &'s Seen) -> Node<'s> {
        Node::new("CreativeWork")
            .maybe("url", seen.url.as_deref().and_then(|url| self.web_address(url)))
            .maybe("name", seen.place.as_deref())
            .maybe("datePublished", seen.on.map(|day| day.to_string()))
    }

    fn rating_node(self, claim: &'s Claim, language: usize) -> Node<'s> {
        let word = format!("verdict_{}", claim.verdict.word().replace('-', "_"));
        let node = match claim.verdict.rating() {
            Some(grade) => Node::new("Rating")
                .with("ratingValue", usize::from(grade))
                .with("bestRating", BEST)
                .with("worstRating", WORST),
            None => Node::new("Rating"),
        };
        node.with("alternateName", self.words(language).get(&word).to_owned())
            .maybe("ratingExplanation", claim.fact.as_deref())
    }
}
