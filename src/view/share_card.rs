//! What a share card says, and how a page names it.

use crate::base::VPath;
use crate::config::CardDesign;
use crate::image::Picture;
use crate::model::{Document, DocumentId, MediaId};
use crate::parse::ConsentScope;
use crate::plan::card_path;
use crate::source::Kind;

use super::{Scene, ShareImage};

/// Width and height of a share card in pixels, as networks ask for it (<https://ogp.me/>).
const CARD: (u32, u32) = (1200, 630);

/// Names of authors on a card, at most.
const MOST_NAMES: usize = 2;

/// The words and the picture of a share card.
#[derive(Clone, Debug)]
pub struct ShareCard<'s> {
    /// The title; of a claim, the fact.
    pub title: String,
    /// The kind of document; "Fact" where it corrects claims; empty for a page.
    pub mark: String,
    /// Author or reviewer.
    pub byline: Option<String>,
    /// The date, as people write it.
    pub date: Option<String>,
    /// The picture, in the design with one.
    pub picture: Option<(&'s VPath, &'s Picture)>,
}

impl<'s> Scene<'s> {
    /// The card of a document, or of one of its claims.
    #[must_use]
    pub fn share_card(self, id: DocumentId, claim: Option<usize>) -> ShareCard<'s> {
        let document = self.site.document(id);
        ShareCard {
            title: card_title(document, claim),
            mark: self.card_mark(document, claim),
            byline: self.card_byline(document),
            date: self.card_date(document),
            picture: self.card_picture(document).and_then(|id| {
                let medium = self.site.medium(id);
                Some((&medium.file, medium.picture.as_ref()?))
            }),
        }
    }

    /// The card as the page names it, where the site has cards.
    pub(super) fn card_image(self, id: DocumentId, claim: Option<usize>) -> Option<ShareImage> {
        let document = self.site.document(id);
        let path = card_path(document, claim);
        if !self.plan.answers(&path) {
            return None;
        }
        let alt = self.card_alt(id, claim);
        Some(ShareImage { url: self.absolute(&path), width: CARD.0, height: CARD.1, media_type: "image/png", alt })
    }

    /// What a card says, for those who cannot see it.
    #[must_use]
    pub fn card_alt(self, id: DocumentId, claim: Option<usize>) -> String {
        let document = self.site.document(id);
        self.words(document.language)
            .get("card_alt")
            .replace("{site}", &self.site.config.practice.name)
            .replace("{title}", &card_title(document, claim))
    }

    fn card_mark(self, document: &Document, claim: Option<usize>) -> String {
        let words = self.words(document.language);
        // The title says what is true, so no verdict on the claim may stand over it.
        if claim.is_some() || !document.parsed.front.claims.is_empty() {
            return words.get("fact").to_owned();
        }
        let key = match document.parsed.source.kind {
            Kind::Article => "kind_article",
            Kind::Myth => "kind_myth",
            Kind::Story => "kind_story",
            Kind::Event => "kind_event",
            Kind::Update => "kind_update",
            Kind::Person => "kind_people",
            Kind::Condition => "taxonomy_conditions",
            Kind::Topic => "taxonomy_topics",
            Kind::Page => return String::new(),
        };
        words.get(key).to_owned()
    }

    /// The authors or, where there are none, the reviewer; of a person, what they do.
    fn card_byline(self, document: &Document) -> Option<String> {
        if document.parsed.source.kind == Kind::Person {
            let role = document.parsed.front.extra.get("role").and_then(serde_json::Value::as_str);
            return role.map(str::to_owned);
        }
        let mut names = self.author_names(document);
        if names.is_empty() {
            let reviewer = self.person_in(document.reviewer?, document.language)?;
            return Some(self.words(document.language).get("card_reviewed").replace("{name}", &reviewer.name));
        }
        names.truncate(MOST_NAMES);
        Some(names.join(", "))
    }

    /// The day of an event, else of the last change in substance.
    fn card_date(self, document: &Document) -> Option<String> {
        let front = &document.parsed.front;
        let moment = front.event.as_ref().map(|event| event.starts).or(front.updated).or(front.date)?;
        Some(self.date(moment.day, document.language).text)
    }

    fn card_picture(self, document: &Document) -> Option<MediaId> {
        let own = &document.parsed.front.card;
        let asked = if document.card_image.is_some() { CardDesign::Image } else { self.site.config.card_design };
        if !document.parsed.front.consent_covers(ConsentScope::Social) {
            return None;
        }
        match own.design.unwrap_or(asked) {
            CardDesign::Plain => None,
            CardDesign::Image => document.card_image.or(document.image).filter(|id| self.site.medium(*id).has_pixels()),
        }
    }
}

/// The title or, of a claim, the fact, never the claim itself: a card is read without its page.
fn card_title(document: &Document, claim: Option<usize>) -> String {
    let front = &document.parsed.front;
    let fact = claim.and_then(|claim| document.parsed.claims.get(claim)).map(|claim| &claim.fact);
    let fact = fact.filter(|fact| !fact.is_empty());
    fact.or(front.card.title.as_ref()).unwrap_or(&front.title).clone()
}
