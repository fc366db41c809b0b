//! Documents and people as lists and bylines show them.

use std::sync::{Arc, OnceLock};

use crate::model::{Document, DocumentId, Site};
use crate::source::Kind;

use super::web::{Caption, Spot};
use super::{CardView, DateView, PictureView, Scene, VerdictView, claim, event, term, web};

/// The cards of a site, each made when it is first shown: a document is in many lists and looks the same on all.
#[derive(Debug)]
pub struct Cards(Vec<OnceLock<Arc<CardView>>>);

impl Cards {
    /// Room for the cards of a site.
    #[must_use]
    pub fn of(site: &Site) -> Self {
        Self(std::iter::repeat_with(OnceLock::new).take(site.documents.len()).collect())
    }
}

/// A document on a list.
pub(super) fn view(scene: Scene<'_>, id: DocumentId) -> Arc<CardView> {
    scene.cards.0[id.index()].get_or_init(|| Arc::new(new_view(scene, id))).clone()
}

fn new_view(scene: Scene<'_>, id: DocumentId) -> CardView {
    let document = scene.site.document(id);
    let front = &document.parsed.front;
    let tag = match document.conditions[..] {
        [ref only] => Some(only),
        ref several => document.topics.iter().chain(several).next(),
    };
    let image = document.image.map(|image| {
        let caption = Caption::of_image(front.image.as_ref());
        if document.parsed.source.kind == Kind::Person {
            return web::picture(scene, image, caption, Spot::Portrait);
        }
        let tile = web::picture(scene, image, caption, Spot::Tile).html;
        PictureView { tile: Some(tile), ..web::picture(scene, image, caption, Spot::Card) }
    });
    let reviewed = front.reviewed.as_ref().filter(|_| document.reviewer.is_some());
    CardView {
        kind: document.parsed.source.kind.word(),
        title: marked_title(scene, document),
        path: scene.href(&document.path),
        summary: document.summary().to_owned(),
        date: front.date.map(|date| DateView::of(date.day, scene.words(document.language))),
        reviewed: reviewed.map(|reviewed| DateView::of(reviewed.on, scene.words(document.language))),
        level: front.level.word(),
        retracted: front.is_retracted(),
        authors: author_names(scene.site, document),
        tag: tag.map(|term| term::name(scene.site, *term, document.language).to_owned()),
        verdict: common_verdict(scene, document),
        claims: document.parsed.claims.len(),
        image,
        event: front.event.as_ref().map(|event| event::view(scene, event, document.language)),
        until: event::until(scene, document),
        mark: document.state.mark(),
    }
}

/// A document's title outside its own page: a retracted one says so.
pub(super) fn marked_title(scene: Scene<'_>, document: &Document) -> String {
    let title = &document.parsed.front.title;
    if document.parsed.front.is_retracted() {
        return scene.words(document.language).get("retracted_title").replace("{title}", title);
    }
    title.clone()
}

/// The verdict on a document's claims, where all have the same.
fn common_verdict(scene: Scene<'_>, document: &Document) -> Option<VerdictView> {
    let claims = &document.parsed.front.claims;
    let first = claims.first()?.verdict;
    claims.iter().all(|claim| claim.verdict == first).then(|| claim::verdict(scene, first, document.language))
}

/// The names of a document's public authors.
pub(super) fn author_names(site: &Site, document: &Document) -> Vec<String> {
    let name = |id: &DocumentId| {
        let id = site.in_language(*id, document.language)?;
        Some(site.document(id).parsed.front.title.clone())
    };
    document.authors.iter().filter_map(name).collect()
}

pub(super) fn cards(scene: Scene<'_>, ids: &[DocumentId]) -> Vec<Arc<CardView>> {
    ids.iter().map(|id| view(scene, *id)).collect()
}
