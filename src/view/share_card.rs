//! What a share card says, and how a page names it.

use crate::base::VPath;
use crate::config::LanguageId;
use crate::image::Picture;
use crate::model::{Document, DocumentId, MediaId, Site};
use crate::parse::{CardForm, QuoteCard};
use crate::plan::{card_path, card_picture, site_card_path, site_card_picture};
use crate::reference::Text;
use crate::source::Kind;

use super::{DateView, Scene, ShareImage, card, event, person};

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
    /// What is on it in place of the title alone.
    pub body: CardBody,
}

/// What the middle of a card shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum CardBody {
    /// The title.
    #[default]
    Title,
    /// A number, what it counts, and the source that has it.
    Number {
        /// The number.
        value: String,
        /// What it counts.
        text: String,
        /// The source in a few words.
        source: Option<String>,
    },
    /// The title and three points.
    Points(Vec<String>),
    /// A quotation.
    Quote(String),
}

/// A face, or the initials in its place.
#[derive(Clone, Debug)]
pub struct Seal<'s> {
    /// The initials.
    pub initials: String,
    /// The picture.
    pub portrait: Option<(&'s VPath, &'s Picture)>,
}

/// The card of a document, or of one of its claims.
#[must_use]
pub fn share_card(scene: Scene<'_>, id: DocumentId, claim: Option<usize>) -> ShareCard<'_> {
    let document = scene.site.document(id);
    ShareCard {
        title: card_title(document, claim),
        mark: mark(scene, document, claim),
        byline: byline(scene, document),
        date: date(scene, document),
        seal: seal(scene.site, id),
        is_fact: claim.is_some() || !document.parsed.front.claims.is_empty(),
        is_person: document.parsed.source.kind == Kind::Person,
        tile: document.parsed.front.event.as_ref().map(|event| {
            let view = event::view(scene, event, document.language);
            (view.month, view.day)
        }),
        picture: picture_on_card(scene.site, card_picture(scene.site, document)),
        body: CardBody::Title,
    }
}

/// A further picture for posts; `None` if the document asks for none of this form.
#[must_use]
pub fn form_card(scene: Scene<'_>, id: DocumentId, form: CardForm) -> Option<ShareCard<'_>> {
    let document = scene.site.document(id);
    let own = &document.parsed.front.card;
    let words = scene.words(document.language);
    let whole = ShareCard { picture: None, tile: None, ..share_card(scene, id, None) };
    Some(match form {
        CardForm::Number => {
            let number = own.number.as_ref()?;
            let source = number.source.as_deref().and_then(|id| source_in_brief(scene, document, id));
            let body = CardBody::Number { value: number.value.clone(), text: number.text.clone(), source };
            ShareCard { mark: words.get("card_number").to_owned(), is_fact: false, body, ..whole }
        }
        CardForm::Points => {
            let body = CardBody::Points(Some(&own.points).filter(|points| !points.is_empty())?.clone());
            ShareCard { mark: words.get("card_points").to_owned(), is_fact: false, body, ..whole }
        }
        CardForm::Quote => {
            let quote = own.quote.as_ref()?;
            let (byline, seal) = speaker(scene, document, quote);
            let body = CardBody::Quote(quote.text.clone());
            ShareCard { byline, seal, date: None, is_fact: false, body, ..whole }
        }
    })
}

/// Who said something: a person of the practice with the face, or a name.
fn speaker<'s>(scene: Scene<'s>, document: &Document, quote: &QuoteCard) -> (Option<String>, Option<Seal<'s>>) {
    let Some(by) = &quote.by else { return (None, None) };
    let is_person = |id: &DocumentId| {
        let source = &scene.site.document(*id).parsed.source;
        source.kind == Kind::Person && source.stem == *by
    };
    let person = scene.site.ids().find(is_person).and_then(|id| scene.site.in_language(id, document.language));
    match person.and_then(|id| Some((id, person::view(scene, id, document.language)?))) {
        Some((id, view)) => {
            let parts = [Some(view.name), view.credentials].into_iter().flatten().collect::<Vec<_>>();
            (Some(parts.join(", ")), seal(scene.site, id))
        }
        None => (Some(by.clone()), None),
    }
}

/// Where a number comes from, in a few words: the journal or publisher, and the year.
fn source_in_brief(scene: Scene<'_>, document: &Document, id: &str) -> Option<String> {
    let source = scene.site.references(document).find(|reference| reference.id == id)?;
    let journal = source.container_short.as_deref().or(source.container.as_ref().map(Text::plain));
    let name = journal.or(source.publisher.as_deref()).unwrap_or(source.title.plain());
    let year = source.issued.as_ref().map(|date| date.year.to_string());
    let line = [Some(name.to_owned()), year].into_iter().flatten().collect::<Vec<_>>().join(", ");
    Some(scene.words(document.language).get("card_source").replace("{name}", &line))
}

/// What a further picture shows, for those who cannot see it.
#[must_use]
pub fn form_alt(scene: Scene<'_>, id: DocumentId, form: CardForm) -> Option<String> {
    let card = form_card(scene, id, form)?;
    let said = match &card.body {
        CardBody::Title => card.title,
        CardBody::Number { value, text, source } => {
            let source = source.as_deref().map(|source| format!(" {source}.")).unwrap_or_default();
            format!("{value}: {}{source}", sentence(text))
        }
        CardBody::Points(points) => {
            let points = points.iter().enumerate().map(|(at, point)| format!("{}. {}", at + 1, sentence(point)));
            format!("{} {}", sentence(&card.title), points.collect::<Vec<_>>().join(" "))
        }
        CardBody::Quote(text) => {
            let by = card.byline.as_deref().map(|by| format!(" {by}.")).unwrap_or_default();
            format!("“{text}”{by}")
        }
    };
    let is_quote = matches!(card.body, CardBody::Quote(_));
    let foot = card.byline.filter(|_| !is_quote).map(|line| format!(" {}", sentence(&line))).unwrap_or_default();
    Some(shown_on_card(scene, scene.site.document(id), &format!("{said}{foot}")))
}

/// The words around what a card says: whose card it is.
fn shown_on_card(scene: Scene<'_>, document: &Document, said: &str) -> String {
    let words = scene.words(document.language).get("card_alt");
    words.replace("{site}", &scene.site.config.practice.name).replace("{title}", said)
}

fn picture_on_card(site: &Site, id: Option<MediaId>) -> Option<(&VPath, &Picture)> {
    let medium = site.medium(id?);
    Some((&medium.file, medium.picture.as_ref()?))
}

/// The card as the page names it, where the site has cards.
pub(super) fn image(scene: Scene<'_>, id: DocumentId, claim: Option<usize>) -> Option<ShareImage> {
    let document = scene.site.document(id);
    file(scene, &card_path(scene.site, document, claim), || card_alt(scene, id, claim))
}

/// What a card says, for those who cannot see it.
#[must_use]
pub fn card_alt(scene: Scene<'_>, id: DocumentId, claim: Option<usize>) -> String {
    let document = scene.site.document(id);
    let card = share_card(scene, id, claim);
    let mark = Some(card.mark).filter(|mark| !mark.is_empty());
    let said = mark.map_or_else(|| card.title.clone(), |mark| format!("{mark}: {}", card.title));
    let day = card.tile.map(|(month, day)| format!("{month} {day}"));
    let foot = [card.byline, card.date, day].into_iter().flatten().map(|line| format!(" {}", sentence(&line)));
    let picture = card.picture.and_then(|_| document.parsed.front.image.as_ref());
    let picture = picture.filter(|_| document.card_image.is_none()).map(|image| image.alt.trim());
    let picture = picture.filter(|alt| !alt.is_empty()).map(|alt| format!(" {}", sentence(alt)));
    let all = foot.chain(picture).collect::<String>();
    shown_on_card(scene, document, &format!("{}{all}", sentence(&said)))
}

/// The card of the site itself: what it is, who runs it.
#[must_use]
pub fn site_card(scene: Scene<'_>, language: LanguageId) -> ShareCard<'_> {
    let config = &scene.site.config;
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
        body: CardBody::Title,
        picture: picture_on_card(scene.site, site_card_picture(scene.site)),
    }
}

/// The site's own card as pages name it that have no picture of their own.
pub(super) fn site_image(scene: Scene<'_>, language: LanguageId) -> Option<ShareImage> {
    let words = scene.words(language).get("card_alt");
    let alt = words.replace("{site}", &scene.site.config.practice.name);
    let alt = alt.replace("{title}", scene.site.config.description_in(language));
    file(scene, &site_card_path(scene.site, language), || alt)
}

/// A card as pages name it; `None` if the site is made without cards.
fn file(scene: Scene<'_>, path: &str, alt: impl FnOnce() -> String) -> Option<ShareImage> {
    let media_type = if path.rsplit('.').next() == Some("jpg") { "image/jpeg" } else { "image/png" };
    scene.plan.answers(path).then(|| ShareImage {
        url: scene.absolute(path),
        width: CARD.0,
        height: CARD.1,
        media_type,
        alt: alt(),
    })
}

fn mark(scene: Scene<'_>, document: &Document, claim: Option<usize>) -> String {
    let words = scene.words(document.language);
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
fn byline(scene: Scene<'_>, document: &Document) -> Option<String> {
    if document.parsed.source.kind == Kind::Person {
        return document.parsed.front.person.as_ref()?.specialty_words(&scene.site.languages[document.language].tag);
    }
    let words = scene.words(document.language);
    if let Some(event) = &document.parsed.front.event {
        let place = event.place.as_deref().and_then(|place| place.split(',').next()).map(str::to_owned);
        let place = place.or_else(|| event.online.as_ref().map(|_| words.get("event_online").to_owned()));
        let time = event.starts.timed.then(|| event::clock(scene, event.starts.at, document.language));
        let parts: Vec<String> = [time, place].into_iter().flatten().collect();
        return Some(parts.join(" · ")).filter(|line| !line.is_empty());
    }
    if let Some(reviewer) = document.reviewer.and_then(|id| person::view(scene, id, document.language)) {
        let name = [Some(reviewer.name), reviewer.credentials].into_iter().flatten().collect::<Vec<_>>().join(", ");
        return Some(words.get("card_reviewed").replace("{name}", &name));
    }
    let mut names = card::author_names(scene.site, document);
    names.truncate(MOST_NAMES);
    Some(names.join(", ")).filter(|names| !names.is_empty())
}

/// The face of who stands for a document: who reviewed it, else who wrote it.
fn seal(site: &Site, id: DocumentId) -> Option<Seal<'_>> {
    let document = site.document(id);
    let own = (document.parsed.source.kind == Kind::Person).then_some(id);
    let person = own.or(document.reviewer).or_else(|| document.authors.first().copied())?;
    let person = site.document(site.in_language(person, document.language)?);
    let front = &person.parsed.front;
    let known = front.person.as_deref()?;
    let portrait = person.image.map(|id| site.medium(id));
    let portrait = portrait.and_then(|medium| Some((&medium.file, medium.picture.as_ref()?)));
    Some(Seal { initials: super::person::initials(known.bare_name(&front.title)), portrait })
}

/// The day of the last change in substance, where nobody reviewed it and the card says no other day.
fn date(scene: Scene<'_>, document: &Document) -> Option<String> {
    let front = &document.parsed.front;
    if front.event.is_some() || document.reviewer.is_some() {
        return None;
    }
    let moment = front.updated.or(front.date)?;
    Some(DateView::of(moment.day, scene.words(document.language)).text)
}

/// A text with a full stop after it, where it ends in no sign.
fn sentence(text: &str) -> String {
    let text = text.trim();
    if text.ends_with(['.', '!', '?', '…', '”', '"']) { text.to_owned() } else { format!("{text}.") }
}

/// The title or, of a claim, the fact, never the claim itself: a card is read without its page.
fn card_title(document: &Document, claim: Option<usize>) -> String {
    let front = &document.parsed.front;
    let fact = claim.and_then(|claim| document.parsed.claims.get(claim)).map(|claim| &claim.fact);
    let fact = fact.filter(|fact| !fact.is_empty());
    fact.or(front.card.title.as_ref()).unwrap_or(&front.title).clone()
}
