//! What a share card says, and how a page names it.

use crate::base::VPath;
use crate::config::LanguageId;
use crate::image::Picture;
use crate::model::{Document, DocumentId, MediaId};
use crate::plan::{card_path, card_picture, site_card_path, site_card_picture};
use crate::source::Kind;

use super::{Scene, ShareImage};

/// Width and height of a share card in pixels, as networks ask for it (<https://ogp.me/>).
const CARD: (u32, u32) = (1200, 630);

/// Names of authors on a card, at most.
const MOST_NAMES: usize = 2;

/// The words and the picture of a share card.
#[derive(Clone, Debug, Default)]
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
    /// The face of who reviewed it, wrote it, or is the person of the page.
    pub seal: Option<Seal<'s>>,
    /// Whether the title is a fact that corrects a claim.
    pub is_fact: bool,
    /// Whether it is the page of a person.
    pub is_person: bool,
    /// Month and day of an event.
    pub tile: Option<(String, i8)>,
}

/// A face, or the initials in its place.
#[derive(Clone, Debug)]
pub struct Seal<'s> {
    /// The initials.
    pub initials: String,
    /// The picture.
    pub portrait: Option<(&'s VPath, &'s Picture)>,
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
            seal: self.seal(id),
            is_fact: claim.is_some() || !document.parsed.front.claims.is_empty(),
            is_person: document.parsed.source.kind == Kind::Person,
            tile: document.parsed.front.event.as_ref().map(|event| {
                let view = self.event(event, document.language);
                (view.month, view.day)
            }),
            picture: self.picture_on_card(card_picture(self.site, document)),
        }
    }

    fn picture_on_card(self, id: Option<MediaId>) -> Option<(&'s VPath, &'s Picture)> {
        let medium = self.site.medium(id?);
        Some((&medium.file, medium.picture.as_ref()?))
    }

    /// The card as the page names it, where the site has cards.
    pub(super) fn card_image(self, id: DocumentId, claim: Option<usize>) -> Option<ShareImage> {
        let document = self.site.document(id);
        self.card_file(&card_path(self.site, document, claim), || self.card_alt(id, claim))
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

    /// The card of the site itself: what it is, who runs it.
    #[must_use]
    pub fn site_card(self, language: LanguageId) -> ShareCard<'s> {
        let config = &self.site.config;
        let title =
            Some(config.description_in(language)).filter(|text| !text.is_empty()).unwrap_or(config.title_in(language));
        ShareCard {
            title: title.to_owned(),
            mark: String::new(),
            byline: config.practice.phone.clone(),
            date: None,
            seal: None,
            is_fact: false,
            is_person: false,
            tile: None,
            picture: self.picture_on_card(site_card_picture(self.site)),
        }
    }

    /// The site's own card as pages name it that have no picture of their own.
    pub(super) fn site_image(self, language: LanguageId) -> Option<ShareImage> {
        let words = self.words(language).get("card_alt");
        let alt = words.replace("{site}", &self.site.config.practice.name);
        let alt = alt.replace("{title}", self.site.config.description_in(language));
        self.card_file(&site_card_path(self.site, language), || alt)
    }

    /// A card as pages name it; `None` where the site is made without cards.
    fn card_file(self, path: &str, alt: impl FnOnce() -> String) -> Option<ShareImage> {
        let media_type = if path.rsplit('.').next() == Some("jpg") { "image/jpeg" } else { "image/png" };
        self.plan.answers(path).then(|| ShareImage {
            url: self.absolute(path),
            width: CARD.0,
            height: CARD.1,
            media_type,
            alt: alt(),
        })
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
            Kind::Person => {
                let role = document.parsed.front.person.as_ref().and_then(|person| person.role.clone());
                return role.unwrap_or_else(|| words.get("kind_people").to_owned());
            }
            Kind::Condition => "taxonomy_conditions",
            Kind::Topic => "taxonomy_topics",
            Kind::Service => "taxonomy_services",
            Kind::Page => return String::new(),
        };
        words.get(key).to_owned()
    }

    /// The authors or, where there are none, the reviewer; of a person, what they do.
    fn card_byline(self, document: &Document) -> Option<String> {
        if document.parsed.source.kind == Kind::Person {
            return document.parsed.front.person.as_ref()?.specialty_words(&self.site.languages[document.language].tag);
        }
        let words = self.words(document.language);
        if let Some(event) = &document.parsed.front.event {
            let place = event.place.as_deref().and_then(|place| place.split(',').next()).map(str::to_owned);
            let place = place.or_else(|| event.online.as_ref().map(|_| words.get("event_online").to_owned()));
            let time = event.starts.timed.then(|| self.clock(event.starts.at, document.language));
            let parts: Vec<String> = [time, place].into_iter().flatten().collect();
            return Some(parts.join(" · ")).filter(|line| !line.is_empty());
        }
        if let Some(reviewer) = document.reviewer.and_then(|id| self.person_in(id, document.language)) {
            let name = [Some(reviewer.name), reviewer.credentials].into_iter().flatten().collect::<Vec<_>>().join(", ");
            return Some(words.get("card_reviewed").replace("{name}", &name));
        }
        let mut names = self.author_names(document);
        names.truncate(MOST_NAMES);
        Some(names.join(", ")).filter(|names| !names.is_empty())
    }

    /// The face of who stands for a document: who reviewed it, else who wrote it.
    fn seal(self, id: DocumentId) -> Option<Seal<'s>> {
        let document = self.site.document(id);
        let own = (document.parsed.source.kind == Kind::Person).then_some(id);
        let person = own.or(document.reviewer).or_else(|| document.authors.first().copied())?;
        let person = self.site.document(self.site.in_language(person, document.language)?);
        let front = &person.parsed.front;
        let known = front.person.as_deref()?;
        let portrait = person.image.map(|id| self.site.medium(id));
        let portrait = portrait.and_then(|medium| Some((&medium.file, medium.picture.as_ref()?)));
        Some(Seal { initials: super::person::initials(known.bare_name(&front.title)), portrait })
    }

    /// The day of the last change in substance, where nobody reviewed it and the card says no other day.
    fn card_date(self, document: &Document) -> Option<String> {
        let front = &document.parsed.front;
        if front.event.is_some() || document.reviewer.is_some() {
            return None;
        }
        let moment = front.updated.or(front.date)?;
        Some(self.date(moment.day, document.language).text)
    }
}

/// The title or, of a claim, the fact, never the claim itself: a card is read without its page.
fn card_title(document: &Document, claim: Option<usize>) -> String {
    let front = &document.parsed.front;
    let fact = claim.and_then(|claim| document.parsed.claims.get(claim)).map(|claim| &claim.fact);
    let fact = fact.filter(|fact| !fact.is_empty());
    fact.or(front.card.title.as_ref()).unwrap_or(&front.title).clone()
}
