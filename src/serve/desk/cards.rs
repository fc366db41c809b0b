//! The share cards of a document, at every size that networks ask for.

use serde::Serialize;

use crate::base::url_path;
use crate::card::Size;
use crate::kit::Kit;
use crate::model::{DocumentId, Held, State};
use crate::parse::{CardForm, ConsentScope};
use crate::plan::{card_extension, card_picture};
use crate::serve::answer::Answer;
use crate::serve::{request, reserved};
use crate::social::Channels;

use super::{CARDS, Desk, below_content};

/// A card.
#[derive(Serialize)]
pub(super) struct CardView {
    /// What it is for: the name of its size, or the claim that it is about.
    name: String,
    width: u16,
    height: u16,
    source: String,
    /// The name of the file where it is saved.
    file: String,
    /// What it shows, where that is more than its name says.
    alt: Option<String>,
}

impl Desk<'_> {
    /// The cards of a document: each size, then those of its claims; none if the patient did not agree to networks.
    pub(super) fn cards(self, id: DocumentId) -> Vec<CardView> {
        let document = self.document(id);
        if !self.has_cards(id) {
            return Vec::new();
        }
        let extension = card_extension(card_picture(&self.compiled.site, document));
        let slug = document.path.trim_matches('/').replace('/', "-");
        let slug = if slug.is_empty() { "home".to_owned() } else { slug };
        let words = self.words;
        let view = |name: String, claim: Option<usize>, size: &Size, part: &str| CardView {
            name,
            width: size.width,
            height: size.height,
            source: self.card_address(id, claim, size),
            file: format!("{slug}-{part}.{extension}"),
            alt: None,
        };
        let sizes = Size::ALL
            .iter()
            .map(|size| view(words.say(&format!("cards.{}", size.name)).to_owned(), None, size, size.name));
        let claims: &[_] =
            if document.parsed.has_claim_pages() { &document.parsed.front.claims } else { Default::default() };
        let claims = claims.iter().enumerate().map(|(at, claim)| {
            view(words.fill("cards.claim", &[("id", &claim.id)]), Some(at), &Size::LINK, claim.id.as_str())
        });
        sizes.chain(claims).chain(self.forms(id, &slug)).collect()
    }

    /// The further pictures for posts, each at the sizes that the kit has.
    fn forms(self, id: DocumentId, slug: &str) -> Vec<CardView> {
        let kit = Kit { compiled: self.compiled, channels: Channels::shared() };
        let mut views = Vec::new();
        for form in self.document(id).parsed.front.card.forms() {
            let what = self.words.say(&format!("cards.form_{}", form.word()));
            for size in kit.form_sizes() {
                views.push(CardView {
                    name: format!("{what}, {}", self.words.say(&format!("cards.{}", size.name))),
                    width: size.width,
                    height: size.height,
                    source: self.form_address(id, form, size),
                    file: format!("{slug}-{}-{}.png", form.word(), size.name),
                    alt: crate::view::form_alt(self.compiled.scene(), id, form),
                });
            }
        }
        views
    }

    fn has_cards(self, id: DocumentId) -> bool {
        let document = self.document(id);
        let held = matches!(document.state, State::HeldBack(Held::NoConsent) | State::Marked(Held::NoConsent));
        !held && document.parsed.front.consent_covers(ConsentScope::Social)
    }

    /// The address of a card.
    pub(super) fn card_address(self, id: DocumentId, claim: Option<usize>, size: &Size) -> String {
        let file = url_path(below_content(&self.document(id).parsed.source.path));
        let claim = claim.map_or_else(String::new, |claim| format!("?claim={claim}"));
        format!("{}{CARDS}{}/{file}{claim}", reserved::FOLDER, size.name)
    }
}

impl Desk<'_> {
    /// The address of a further picture.
    pub(super) fn form_address(self, id: DocumentId, form: CardForm, size: &Size) -> String {
        let file = url_path(below_content(&self.document(id).parsed.source.path));
        format!("{}{CARDS}{}/{file}?form={}", reserved::FOLDER, size.name, form.word())
    }
}

/// The bytes of a card: `square/articles/flu.md`.
pub(super) fn answer(desk: Desk<'_>, path: &str, query: &str) -> Answer {
    let found = path.split_once('/').and_then(|(size, file)| Some((Size::named(size)?, desk.find(file)?)));
    let Some((size, id)) = found.filter(|(_, id)| desk.has_cards(*id)) else {
        return Answer::plain(404, "there is no such card");
    };
    let claims = desk.document(id).parsed.claims.len();
    let claim = request::value(query, "claim").and_then(|claim| claim.parse().ok()).filter(|claim| *claim < claims);
    if let Some(form) = request::value(query, "form") {
        let drawn = CardForm::named(&form).and_then(|form| desk.compiled.form_card(id, form, &size).value);
        return match drawn {
            Some(bytes) => Answer::of("image/png", bytes),
            None => Answer::plain(404, "there is no such card"),
        };
    }
    match desk.compiled.card(id, claim, &size).value {
        Some(bytes) => {
            let has_photo = card_picture(&desk.compiled.site, desk.document(id)).is_some();
            Answer::of(if has_photo { "image/jpeg" } else { "image/png" }, bytes)
        }
        None => Answer::plain(404, "this card could not be drawn; the terminal and the pages say why"),
    }
}
