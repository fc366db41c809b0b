//! Feeds: the newest posts of a language, those of the whole site with their text.

use serde::Serialize;

use crate::config::LanguageId;
use crate::model::{Document, DocumentId};

use super::body::Surface;
use super::frame::plural_key;
use super::{BodyView, FeedLink, Scene, ShareImage};
use crate::plan::{FeedFormat, FeedScope, feed_extent, feed_home, feed_items};

/// The input of a feed.
#[derive(Serialize)]
pub struct FeedView<'s> {
    /// The format.
    pub format: FeedFormat,
    /// Language: a place in the site's list.
    pub language: LanguageId,
    /// BCP 47 tag.
    pub tag: &'s str,
    /// The feed's title: the site's, behind the name of what the feed is about.
    pub title: String,
    /// Who speaks: the site's title.
    pub author: &'s str,
    /// What the feed holds.
    pub description: &'s str,
    /// Absolute address of the feed.
    pub url: String,
    /// Absolute address of the page whose news these are.
    pub home: String,
    /// RFC 3339 instant of the newest change; the same bytes come out until something changes.
    pub updated: String,
    /// The same instant in the form of RFC 2822, for RSS.
    pub updated_rfc2822: String,
    /// Entries, newest first.
    pub items: Vec<FeedItem>,
}

/// An entry of a feed.
#[derive(Serialize)]
pub struct FeedItem {
    /// What the entry is called for ever: the address that the document's file gives, whatever its slug.
    pub id: String,
    /// Absolute address.
    pub url: String,
    /// Title.
    pub title: String,
    /// Summary as plain text.
    pub summary: String,
    /// The text with absolute addresses; `None` where the settings ask for summaries only.
    #[serde(skip)]
    pub body: Option<BodyView>,
    /// RFC 3339 instant of publication.
    pub published: String,
    /// RFC 3339 instant of the last change.
    pub updated: String,
    /// RFC 2822 date of publication, for RSS.
    pub published_rfc2822: String,
    /// Names of authors.
    pub authors: Vec<String>,
    /// Names of conditions and topics.
    pub tags: Vec<String>,
    /// Absolute address of the picture.
    pub image: Option<String>,
    /// What networks show next to a link to it: the share card, else the picture.
    pub card: Option<ShareImage>,
}

impl<'s> Scene<'s> {
    pub(super) fn feed(self, language: LanguageId, scope: FeedScope, format: FeedFormat) -> FeedView<'s> {
        let own = &self.site.languages[language];
        let home = feed_home(self.site, language, scope);
        let ids = feed_items(self.site, language, scope);
        let full = feed_extent(self.site, scope).full_content;
        let changed = ids.iter().filter_map(|id| self.changed(*id)).max().unwrap_or(jiff::Timestamp::UNIX_EPOCH);
        FeedView {
            format,
            language,
            tag: &own.tag,
            title: self.feed_title(language, scope),
            author: &self.site.config.title,
            description: &self.site.config.description,
            url: self.absolute(&format!("{home}{}", format.file())),
            home: self.absolute(&home),
            updated: self.instant(changed),
            updated_rfc2822: self.rfc2822(changed),
            items: ids.iter().map(|id| self.feed_item(*id, full)).collect(),
        }
    }

    /// What a feed is called: `Influenza - Alder Street`.
    fn feed_title(self, language: LanguageId, scope: FeedScope) -> String {
        let site = &self.site.config.title;
        self.feed_name(language, scope).map_or_else(|| site.clone(), |name| format!("{name} - {site}"))
    }

    /// What a feed is about; `None` for that of the whole site.
    pub(super) fn feed_name(self, language: LanguageId, scope: FeedScope) -> Option<&'s str> {
        match scope {
            FeedScope::Site => None,
            FeedScope::Kind(kind) => Some(self.words(language).get(plural_key(kind))),
            FeedScope::Term(term) => Some(self.term_name(term, language)),
            FeedScope::Person(person) => Some(&self.site.document(person).parsed.front.title),
        }
    }

    /// A feed as a page announces it in its head.
    pub(super) fn feed_link(self, language: LanguageId, scope: FeedScope, format: FeedFormat) -> FeedLink {
        let home = feed_home(self.site, language, scope);
        FeedLink {
            title: format!("{} ({})", self.feed_title(language, scope), format_name(format)),
            url: self.absolute(&format!("{home}{}", format.file())),
            media_type: format.media_type(),
        }
    }

    fn changed(self, id: DocumentId) -> Option<jiff::Timestamp> {
        self.site.changed(self.site.document(id))
    }

    /// What a document is called for ever: the address that its file gives, whatever its slug.
    pub(super) fn lasting_address(self, document: &Document) -> String {
        let prefix = self.site.config.language_prefix(document.language);
        self.absolute(&format!("{prefix}/{}/", document.parsed.source.original))
    }

    /// An instant as RSS writes it (RFC 2822).
    pub(super) fn rfc2822(self, at: jiff::Timestamp) -> String {
        self.site.config.zone.at(at).strftime("%a, %d %b %Y %H:%M:%S %z").to_string()
    }

    /// An entry, with the whole text where it is `full`.
    pub(super) fn feed_item(self, id: DocumentId, full: bool) -> FeedItem {
        let document = self.site.document(id);
        let front = &document.parsed.front;
        let published = front.date.map_or(jiff::Timestamp::UNIX_EPOCH, |date| date.at);
        let terms = document.conditions.iter().chain(&document.topics);
        FeedItem {
            id: self.lasting_address(document),
            url: self.absolute(&document.path),
            title: self.marked_title(document),
            summary: document.summary().to_owned(),
            body: full.then(|| self.body(id, Surface::Feed)),
            published: self.instant(published),
            updated: self.instant(self.changed(id).unwrap_or(published)),
            published_rfc2822: self.rfc2822(published),
            authors: self.author_names(document),
            tags: terms.map(|term| self.term_name(*term, document.language).to_owned()).collect(),
            image: document.image.map(|image| self.absolute(&self.medium_path(image))),
            card: self.card_image(id, None).or_else(|| self.own_image(document)),
        }
    }
}

pub(super) fn format_name(format: FeedFormat) -> &'static str {
    match format {
        FeedFormat::Atom => "Atom",
        FeedFormat::Rss => "RSS",
        FeedFormat::Json => "JSON Feed",
    }
}
