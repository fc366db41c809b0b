//! The feed for programs that post to social networks: a short text and a card for each document.

use std::cmp::Reverse;

use crate::config::LanguageId;
use crate::model::{Document, DocumentId};
use crate::parse::ConsentScope;
use crate::social::{Channel, Channels, LinkPlace, post};

use super::{FeedItem, FeedLink, FeedView, Scene};
use crate::plan::{FeedFormat, FeedScope, announced, feed_home, social_feed_path};

/// The network whose limit a text keeps where the author wrote none: the one with the least room, so that it fits all.
const NARROWEST: &str = "x";

impl<'s> Scene<'s> {
    pub(super) fn social_feed(self, language: LanguageId) -> FeedView<'s> {
        let ids = announced(self.site, language);
        let times = ids.iter().filter_map(|id| self.site.document(*id).announced_at());
        let newest = times.max().unwrap_or(jiff::Timestamp::UNIX_EPOCH);
        FeedView {
            format: FeedFormat::Rss,
            language,
            tag: &self.site.languages[language].tag,
            title: self.social_title(language),
            author: &self.site.config.title,
            description: self.words(language).get("feeds_social_text"),
            url: self.absolute(&social_feed_path(self.site, language)),
            home: self.absolute(&feed_home(self.site, language, FeedScope::Site)),
            updated: self.instant(newest),
            updated_rfc2822: self.rfc2822(newest),
            items: ids.into_iter().map(|id| self.social_item(id)).collect(),
        }
    }

    fn social_title(self, language: LanguageId) -> String {
        self.words(language).get("feeds_social_title").replace("{site}", &self.site.config.title)
    }

    /// The feed as a page announces it in its head.
    pub(super) fn social_feed_link(self, language: LanguageId) -> FeedLink {
        FeedLink {
            title: self.social_title(language),
            url: self.absolute(&social_feed_path(self.site, language)),
            media_type: FeedFormat::Rss.media_type(),
        }
    }

    /// An entry without the text of the page, dated when it may be told.
    fn social_item(self, id: DocumentId) -> FeedItem {
        let document = self.site.document(id);
        let at = document.announced_at().unwrap_or(jiff::Timestamp::UNIX_EPOCH);
        let item = self.feed_item(id, false);
        FeedItem {
            summary: self.social_text(document),
            published: self.instant(at),
            published_rfc2822: self.rfc2822(at),
            image: item.image.filter(|_| document.parsed.front.picture_covers(ConsentScope::Social)),
            ..item
        }
    }

    /// The text of a post without its address, which programs take from the entry's link: what the author wrote for one of the
    /// networks in use, else for another one, else what is put together for the narrowest.
    fn social_text(self, document: &Document) -> String {
        let written = document.parsed.front.social.iter().filter(|(_, social)| social.text.is_some());
        let in_use = &self.site.config.channels;
        let mut channels: Vec<&Channel> = written.filter_map(|(id, _)| Channels::shared().named(id)).collect();
        // Texts for networks without links send readers to a profile.
        channels.retain(|channel| channel.link != LinkPlace::Bio);
        channels.sort_by_key(|channel| Reverse(in_use.iter().rev().position(|id| *id == channel.id)));
        let channel = channels.first().copied().or_else(|| Channels::shared().named(NARROWEST));
        let Some(channel) = channel else { return document.summary().to_owned() };
        let post = post(self.site, document, channel, self.words(document.language));
        post.text.strip_suffix(&post.link).map_or(post.text.as_str(), str::trim_end).to_owned()
    }
}
