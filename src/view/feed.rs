//! Feeds: the newest posts of a language, those of the whole site with their text.

use serde::Serialize;

use crate::config::LanguageId;
use crate::model::{Document, DocumentId, Site};
use crate::plan::{FeedFormat, FeedScope, feed_extent, feed_home, feed_items};

use super::body::Surface;
use super::frame::plural_key;
use super::{BodyView, FeedLink, Scene, ShareImage, body, card, frame, share_card, term, web};

/// The input of a feed.
#[derive(Serialize)]
pub struct FeedView<'s> {
    /// The format.
    pub format: FeedFormat,
    /// Language: a place in the site's list.
    pub language: LanguageId,
    /// BCP 47 tag.
    pub tag: &'s str,
    /// The feed's title: the site's, after the name of what the feed is about.
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
    /// The text with absolute addresses; `None` if the settings ask for summaries only.
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

pub(super) fn view(scene: Scene<'_>, language: LanguageId, scope: FeedScope, format: FeedFormat) -> FeedView<'_> {
    let own = &scene.site.languages[language];
    let home = feed_home(scene.site, language, scope);
    let ids = feed_items(scene.site, language, scope);
    let full = feed_extent(scene.site, scope).full_content;
    let changed = ids.iter().filter_map(|id| changed(scene.site, *id)).max().unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    FeedView {
        format,
        language,
        tag: &own.tag,
        title: title(scene, language, scope),
        author: &scene.site.config.title,
        description: &scene.site.config.description,
        url: scene.absolute(&format!("{home}{}", format.file())),
        home: scene.absolute(&home),
        updated: frame::instant(scene.site, changed),
        updated_rfc2822: rfc2822(scene.site, changed),
        items: ids.iter().map(|id| item(scene, *id, full)).collect(),
    }
}

/// What a feed is called: `Influenza - Alder Street`.
fn title(scene: Scene<'_>, language: LanguageId, scope: FeedScope) -> String {
    let site = &scene.site.config.title;
    name(scene, language, scope).map_or_else(|| site.clone(), |name| format!("{name} - {site}"))
}

/// What a feed is about; `None` for that of the whole site.
pub(super) fn name(scene: Scene<'_>, language: LanguageId, scope: FeedScope) -> Option<&str> {
    match scope {
        FeedScope::Site => None,
        FeedScope::Kind(kind) => Some(scene.words(language).get(plural_key(kind))),
        FeedScope::Term(term) => Some(term::name(scene.site, term, language)),
        FeedScope::Person(person) => Some(&scene.site.document(person).parsed.front.title),
    }
}

/// A feed as a page announces it in its head.
pub(super) fn link(scene: Scene<'_>, language: LanguageId, scope: FeedScope, format: FeedFormat) -> FeedLink {
    let home = feed_home(scene.site, language, scope);
    FeedLink {
        title: format!("{} ({})", title(scene, language, scope), format_name(format)),
        url: scene.absolute(&format!("{home}{}", format.file())),
        media_type: format.media_type(),
    }
}

fn changed(site: &Site, id: DocumentId) -> Option<jiff::Timestamp> {
    site.changed(site.document(id))
}

/// What a document is called for ever: the address that its file gives, whatever its slug.
pub(super) fn lasting_address(scene: Scene<'_>, document: &Document) -> String {
    let prefix = scene.site.config.language_prefix(document.language);
    scene.absolute(&format!("{prefix}/{}/", document.parsed.source.original))
}

/// An instant as RSS writes it (RFC 2822).
pub(super) fn rfc2822(site: &Site, at: jiff::Timestamp) -> String {
    site.config.zone.at(at).strftime("%a, %d %b %Y %H:%M:%S %z").to_string()
}

/// An entry, with the whole text where it is `full`.
pub(super) fn item(scene: Scene<'_>, id: DocumentId, full: bool) -> FeedItem {
    let document = scene.site.document(id);
    let front = &document.parsed.front;
    let published = front.date.map_or(jiff::Timestamp::UNIX_EPOCH, |date| date.at);
    let terms = document.conditions.iter().chain(&document.topics);
    FeedItem {
        id: lasting_address(scene, document),
        url: scene.absolute(&document.path),
        title: card::marked_title(scene, document),
        summary: document.summary().to_owned(),
        body: full.then(|| body::view(scene, id, Surface::Feed)),
        published: frame::instant(scene.site, published),
        updated: frame::instant(scene.site, changed(scene.site, id).unwrap_or(published)),
        published_rfc2822: rfc2822(scene.site, published),
        authors: card::author_names(scene.site, document),
        tags: terms.map(|term| term::name(scene.site, *term, document.language).to_owned()).collect(),
        image: document.image.map(|image| scene.absolute(&web::medium_path(scene, image))),
        card: share_card::image(scene, id, None).or_else(|| frame::own_image(scene, document)),
    }
}

pub(super) fn format_name(format: FeedFormat) -> &'static str {
    match format {
        FeedFormat::Atom => "Atom",
        FeedFormat::Rss => "RSS",
        FeedFormat::Json => "JSON Feed",
    }
}
