//! The page that profiles on social networks point to: the newest posts with their cards.

use serde::Serialize;

use crate::config::LanguageId;
use crate::model::{Document, DocumentId, Site};
use crate::plan::{has_feeds, links_path, may_be_promoted};
use crate::social::{Channels, post};

use super::lists::page_view;
use super::{Content, DateView, PageView, Scene, ShareImage, VerdictView, card, frame, lists, share_card, social_feed};

/// How many posts the page has: as many as people scroll through.
const LINKS: usize = 30;

/// The page of links; `links` in `links.html`.
#[derive(Clone, Debug, Serialize)]
pub struct LinksView {
    /// The newest posts that may be posted on networks.
    pub items: Vec<LinkView>,
}

/// A post as the page of links shows it.
#[derive(Clone, Debug, Serialize)]
pub struct LinkView {
    /// What kind of post it is, in the page's language.
    pub kind: String,
    /// The title.
    pub title: String,
    /// Its path; on a channel's page, with campaign tags.
    pub path: String,
    /// When it was published.
    pub date: Option<DateView>,
    /// The verdict on its claims, if all have the same.
    pub verdict: Option<VerdictView>,
    /// Its share card, if the site has cards; the title is next to it.
    pub card: Option<ThumbnailView>,
}

/// A picture by its path and its own size.
#[derive(Clone, Debug, Serialize)]
pub struct ThumbnailView {
    /// Path.
    pub path: String,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

pub(super) fn page(scene: Scene<'_>, language: LanguageId, channel: Option<usize>) -> PageView<'_> {
    let words = scene.words(language);
    let mut frame =
        frame::of_page(scene, language, "links", &links_path(scene.site, language, None), words.get("links"));
    words.get("links_intro").clone_into(&mut frame.description);
    frame.path = scene.href(&links_path(scene.site, language, channel));
    // The page shows no way from home but its last link.
    frame.breadcrumbs.clear();
    frame.noindex = channel.is_some();
    if channel.is_none() {
        frame.alternates = lists::alternates(scene, language, |other, _| Some(links_path(scene.site, other, None)));
    }
    if has_feeds(scene.site, language) {
        frame.feeds = vec![social_feed::link(scene, language)];
    }
    let posts = scene.site.languages[language].posts.iter();
    let posts = posts.filter(|id| may_be_promoted(scene.site.document(**id))).take(LINKS);
    let items = posts.map(|id| link_view(scene, *id, channel)).collect();
    page_view(language, "links.html", frame, Content::Links(LinksView { items }))
}

fn link_view(scene: Scene<'_>, id: DocumentId, channel: Option<usize>) -> LinkView {
    let document = scene.site.document(id);
    let key = format!("kind_{}", document.parsed.source.kind.word());
    let card = card::view(scene, id);
    LinkView {
        kind: scene.words(document.language).get(&key).to_owned(),
        title: card.title.clone(),
        path: channel.and_then(|channel| counted(scene, document, channel)).unwrap_or_else(|| card.path.clone()),
        date: card.date.clone(),
        verdict: card.verdict.clone(),
        card: share_card::image(scene, id, None).and_then(|image| thumbnail(scene.site, &image)),
    }
}

/// The path of a document with the marks that say from which channel a reader came.
fn counted(scene: Scene<'_>, document: &Document, channel: usize) -> Option<String> {
    let channel = Channels::shared().named(&scene.site.config.channels[channel])?;
    let link = post(scene.site, document, channel, scene.words(document.language)).link;
    link.strip_prefix(scene.site.config.url.origin()).map(str::to_owned)
}

fn thumbnail(site: &Site, image: &ShareImage) -> Option<ThumbnailView> {
    let path = image.url.strip_prefix(site.config.url.origin())?.to_owned();
    Some(ThumbnailView { path, width: image.width, height: image.height })
}
