//! Reviews of claims that somebody made in public.

use super::Node;
use crate::model::Document;
use crate::parse::{Claim, Seen, Verdict};
use crate::plan::view::{Frame, Scene};

/// The best grade of a verdict.
const BEST: usize = 5;

/// The worst grade of a verdict.
const WORST: usize = 1;

impl<'s> Scene<'s> {
    /// The review of a document's claim. One page has at most one, so a page with several claims
    /// has none; the practice may want none at all.
    pub(super) fn claim_review(self, frame: &Frame, document: &'s Document) -> Option<Node<'s>> {
        let [claim] = document.parsed.front.claims.as_slice() else { return None };
        (self.site.config.editorial.claim_review && reviewable(claim)).then(|| self.review_node(frame, document, claim))
    }

    fn review_node(self, frame: &Frame, document: &'s Document, claim: &'s Claim) -> Node<'s> {
        let made = Node::new("Claim")
            .maybe("datePublished", claim.seen.iter().filter_map(|seen| seen.on).min().map(|day| day.to_string()))
            .each(
                "appearance",
                claim.seen.iter().filter(|seen| is_public(seen)).map(|seen| self.appearance_node(seen)),
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
        let node = match grade(claim.verdict) {
            Some(grade) => {
                Node::new("Rating").with("ratingValue", grade).with("bestRating", BEST).with("worstRating", WORST)
            }
            None => Node::new("Rating"),
        };
        node.with("alternateName", self.words(language).get(&word).to_owned())
            .maybe("ratingExplanation", claim.fact.as_deref())
    }
}

/// Whether a third party made the claim in public, at a place that is known: what a practice only heard is no
/// matter for a public review.
fn reviewable(claim: &Claim) -> bool {
    claim.seen.iter().any(is_public)
}

fn is_public(seen: &Seen) -> bool {
    seen.url.is_some() || seen.place.is_some()
}

/// The grade of a verdict, from 1, the worst, to 5; where the evidence is missing or has moved there is none.
fn grade(verdict: Verdict) -> Option<usize> {
    match verdict {
        Verdict::False => Some(1),
        Verdict::MostlyFalse | Verdict::Misleading => Some(2),
        Verdict::Mixed => Some(3),
        Verdict::MostlyTrue => Some(4),
        Verdict::True => Some(5),
        Verdict::Unproven | Verdict::Outdated => None,
    }
}
