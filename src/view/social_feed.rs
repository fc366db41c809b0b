//! The feed for programs that post to social networks: a short text and a card for each document.

use std::cmp::Reverse;

use crate::config::LanguageId;
use crate::model::{Document, DocumentId};
use crate::parse::ConsentScope;
use crate::plan::{FeedFormat, FeedScope, announced, feed_home, social_feed_path};
use crate::social::{Channel, Channels, LinkPlace, post};

use super::{FeedItem, FeedLink, FeedView, Scene, feed, frame};

/// The network whose limit a text keeps where the author wrote none: the one with the least room, so that it fits all.
const NARROWEST: &str = "x";

pub(super) fn view(scene: Scene<'_>, language: LanguageId) -> FeedView<'_> {
    let ids = announced(scene.site, language);
    let times = ids.iter().filter_map(|id| scene.site.document(*id).announced_at());
    let newest = times.max().unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    FeedView {
        format: FeedFormat::Rss,
        language,
        tag: &scene.site.languages[language].tag,
        title: title(scene, language),
        author: &scene.site.config.title,
        description: scene.words(language).get("feeds_social_text"),
        url: scene.absolute(&social_feed_path(scene.site, language)),
        home: scene.absolute(&feed_home(scene.site, language, FeedScope::Site)),
        updated: frame::instant(scene.site, newest),
        updated_rfc2822: feed::rfc2822(scene.site, newest),
        items: ids.into_iter().map(|id| item(scene, id)).collect(),
    }
}

fn title(scene: Scene<'_>, language: LanguageId) -> String {
    scene.words(language).get("feeds_social_title").replace("{site}", &scene.site.config.title)
}

/// The feed as a page announces it in its head.
pub(super) fn link(scene: Scene<'_>, language: LanguageId) -> FeedLink {
    FeedLink {
        title: title(scene, language),
        url: scene.absolute(&social_feed_path(scene.site, language)),
        media_type: FeedFormat::Rss.media_type(),
    }
}

/// An entry without the text of the page, dated when it may be told.
fn item(scene: Scene<'_>, id: DocumentId) -> FeedItem {
    let document = scene.site.document(id);
    let at = document.announced_at().unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    let item = feed::item(scene, id, false);
    FeedItem {
        summary: text(scene, document),
        published: frame::instant(scene.site, at),
        published_rfc2822: feed::rfc2822(scene.site, at),
        image: item.image.filter(|_| document.parsed.front.picture_covers(ConsentScope::Social)),
        ..item
    }
}

/// The text of a post without its address, which programs take from the entry's link: what the author wrote for one of the
/// networks in use, else for another one, else what is put together for the narrowest.
fn text(scene: Scene<'_>, document: &Document) -> String {
    let written = document.parsed.front.social.iter().filter(|(_, social)| social.text.is_some());
    let in_use = &scene.site.config.channels;
    let mut channels: Vec<&Channel> = written.filter_map(|(id, _)| Channels::shared().named(id)).collect();
    // Texts for networks without links send readers to a profile.
    channels.retain(|channel| channel.link != LinkPlace::Bio);
    channels.sort_by_key(|channel| Reverse(in_use.iter().rev().position(|id| *id == channel.id)));
    let channel = channels.first().copied().or_else(|| Channels::shared().named(NARROWEST));
    let Some(channel) = channel else { return document.summary().to_owned() };
    let post = post(scene.site, document, channel, scene.words(document.language));
    post.text.strip_suffix(&post.link).map_or(post.text.as_str(), str::trim_end).to_owned()
}
