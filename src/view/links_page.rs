//! The page that profiles on social networks point to: the newest posts with their cards.

use serde::Serialize;

use crate::config::LanguageId;
use crate::model::{Document, DocumentId};
use crate::social::{Channels, post};

use super::lists::page_view;
use super::{Content, DateView, PageView, Scene, ShareImage, VerdictView};
use crate::plan::{has_feeds, links_path, may_be_promoted};

/// How many posts the page has: as many as people scroll through.
const LINKS: usize = 30;

/// The page of links; `links` in `links.html`.
#[derive(Clone, Debug, Serialize)]
pub struct LinksView {
    /// The newest posts that networks may be told of.
    pub items: Vec<LinkView>,
}

/// A post as the page of links shows it.
#[derive(Clone, Debug, Serialize)]
pub struct LinkView {
    /// What kind of post it is, in the page's language.
    pub kind: String,
    /// The title.
    pub title: String,
    /// Its path, on the page of a channel with the marks by which visits are counted.
    pub path: String,
    /// When it was published.
    pub date: Option<DateView>,
    /// The verdict on its claims, where all have the same.
    pub verdict: Option<VerdictView>,
    /// Its share card, where the site has cards; the title is next to it.
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

impl<'s> Scene<'s> {
    pub(super) fn links_page(self, language: LanguageId, channel: Option<usize>) -> PageView<'s> {
        let words = self.words(language);
        let mut frame = self.frame(language, "links", &links_path(self.site, language, None), words.get("links"));
        words.get("links_intro").clone_into(&mut frame.description);
        frame.path = self.href(&links_path(self.site, language, channel));
        // The page shows no way from home but its last link.
        frame.breadcrumbs.clear();
        frame.noindex = channel.is_some();
        if channel.is_none() {
            frame.alternates = self.list_alternates(language, |other, _| Some(links_path(self.site, other, None)));
        }
        if has_feeds(self.site, language) {
            frame.feeds = vec![self.social_feed_link(language)];
        }
        let posts = self.site.languages[language].posts.iter();
        let posts = posts.filter(|id| may_be_promoted(self.site.document(**id))).take(LINKS);
        let items = posts.map(|id| self.link_view(*id, channel)).collect();
        page_view(language, "links.html", frame, ("links", Content::Links(LinksView { items })))
    }

    fn link_view(self, id: DocumentId, channel: Option<usize>) -> LinkView {
        let document = self.site.document(id);
        let key = format!("kind_{}", document.parsed.source.kind.word());
        let card = self.card(id);
        LinkView {
            kind: self.words(document.language).get(&key).to_owned(),
            title: card.title.clone(),
            path: channel.and_then(|channel| self.counted(document, channel)).unwrap_or_else(|| card.path.clone()),
            date: card.date.clone(),
            verdict: card.verdict.clone(),
            card: self.card_image(id, None).and_then(|image| self.thumbnail(&image)),
        }
    }

    /// The path of a document with the marks that say from which channel a reader came.
    fn counted(self, document: &Document, channel: usize) -> Option<String> {
        let channel = Channels::shared().named(&self.site.config.channels[channel])?;
        let link = post(self.site, document, channel, self.words(document.language)).link;
        link.strip_prefix(self.site.config.url.origin()).map(str::to_owned)
    }

    fn thumbnail(self, image: &ShareImage) -> Option<ThumbnailView> {
        let path = image.url.strip_prefix(self.site.config.url.origin())?.to_owned();
        Some(ThumbnailView { path, width: image.width, height: image.height })
    }
}
