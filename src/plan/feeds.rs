//! Which feeds a language has, their paths, and the documents in each.

use std::cmp::Reverse;

use serde::Serialize;

use crate::config::{Feeds, LanguageId, TermFeeds};
use crate::model::{Document, DocumentId, Site, State, TermId, term_path};
use crate::parse::{ConsentScope, EventStatus, FrontMatter};
use crate::source::Kind;

use super::{list_path, listed};

/// What a feed tells of. Only that of the whole site comes in every format; the others are Atom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FeedScope {
    /// All posts.
    Site,
    /// The posts of a kind.
    Kind(Kind),
    /// The posts of a condition or topic.
    Term(TermId),
    /// The posts that a person wrote.
    Person(DocumentId),
}

/// The feed formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum FeedFormat {
    /// Atom, RFC 4287.
    Atom,
    /// RSS 2.0.
    Rss,
    /// JSON Feed 1.1.
    Json,
}

impl FeedFormat {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Atom, Self::Rss, Self::Json];

    /// The file's name.
    #[must_use]
    pub fn file(self) -> &'static str {
        match self {
            Self::Atom => "feed.xml",
            Self::Rss => "rss.xml",
            Self::Json => "feed.json",
        }
    }

    /// The media type.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Atom => "application/atom+xml",
            Self::Rss => "application/rss+xml",
            Self::Json => "application/feed+json",
        }
    }
}

/// Whether a language has feeds of its posts; the main one always has.
#[must_use]
pub fn has_feeds(site: &Site, language: LanguageId) -> bool {
    language.is_main() || !site.languages[language].posts.is_empty()
}

/// The feeds of a language in addition to that of the whole site: by kind, then by condition and topic, then by person.
#[must_use]
pub fn feed_scopes(site: &Site, language: LanguageId) -> Vec<FeedScope> {
    if !has_feeds(site, language) {
        return Vec::new();
    }
    let own = &site.languages[language];
    let kinds = Kind::ALL.into_iter().filter(|kind| kind.is_post() && !listed(site, language, *kind).is_empty());
    let terms = own.terms.keys().copied();
    let people = listed(site, language, Kind::Person).iter().copied();
    let people = people.filter(|person| has_written(site, language, *person));
    kinds.map(FeedScope::Kind).chain(terms.map(FeedScope::Term)).chain(people.map(FeedScope::Person)).collect()
}

/// Whether a person wrote a post in a language: then there is a feed of them.
#[must_use]
pub fn has_written(site: &Site, language: LanguageId, person: DocumentId) -> bool {
    let written = &site.languages[language].written;
    site.document(person).translations.iter().any(|version| written.contains_key(version))
}

/// The path of the page whose news a feed brings: the feed's file is below it.
#[must_use]
pub fn feed_home(site: &Site, language: LanguageId, scope: FeedScope) -> String {
    match scope {
        FeedScope::Site => format!("{}/", site.config.language_prefix(language)),
        FeedScope::Kind(kind) => list_path(site, language, kind),
        FeedScope::Term(id) => term_path(&site.config, language, id.taxonomy, &site.term(id).slug),
        FeedScope::Person(id) => site.document(id).path.clone(),
    }
}

/// The path of the feed for programs that post to social networks, `/social.xml`.
#[must_use]
pub fn social_feed_path(site: &Site, language: LanguageId) -> String {
    format!("{}social.xml", feed_home(site, language, FeedScope::Site))
}

/// The path of the page that explains the feeds, `/feeds/`.
#[must_use]
pub fn feeds_path(site: &Site, language: LanguageId) -> String {
    format!("{}feeds/", feed_home(site, language, FeedScope::Site))
}

/// The path of the page that profiles on social networks point to: `/links/`, or that of one of the channels in use.
#[must_use]
pub fn links_path(site: &Site, language: LanguageId, channel: Option<usize>) -> String {
    let base = format!("{}links/", feed_home(site, language, FeedScope::Site));
    channel.map_or_else(|| base.clone(), |channel| format!("{base}{}/", site.config.channels[channel]))
}

/// How many entries a feed has at most, and whether they hold the whole text.
#[must_use]
pub fn feed_extent(site: &Site, scope: FeedScope) -> TermFeeds {
    let Feeds { limit, full_content, terms } = site.config.feeds;
    if scope == FeedScope::Site { TermFeeds { limit, full_content } } else { terms }
}

/// The documents that are in a feed of a language, newest first.
#[must_use]
pub fn feed_items(site: &Site, language: LanguageId, scope: FeedScope) -> Vec<DocumentId> {
    let own = &site.languages[language];
    let limit = feed_extent(site, scope).limit;
    let newest = |posts: &[DocumentId]| posts.iter().take(limit).copied().collect();
    match scope {
        FeedScope::Site => newest(&own.posts),
        FeedScope::Term(term) => own.terms.get(&term).map_or_else(Vec::new, |posts| newest(posts)),
        FeedScope::Kind(kind) => {
            let of_kind = own.posts.iter().filter(|id| site.document(**id).parsed.source.kind == kind);
            of_kind.take(limit).copied().collect()
        }
        FeedScope::Person(person) => {
            // A person counts as the same in all languages, so there may be several lists.
            let versions = &site.document(person).translations;
            let lists = versions.iter().filter_map(|version| own.written.get(version));
            let mut posts: Vec<DocumentId> = lists.flatten().copied().collect();
            posts.sort_by_key(|id| Reverse(site.document(*id).parsed.front.date.map(|date| date.at)));
            newest(&posts)
        }
    }
}

/// The documents of a language that may be posted by now, the latest first. Documents that are shown only because of a
/// flag are never among them: a program would post them immediately.
#[must_use]
pub fn announced(site: &Site, language: LanguageId) -> Vec<DocumentId> {
    let ready = |document: &Document| {
        let at = document.announced_at().filter(|at| *at <= site.now)?;
        // A program that reads the feed posts to any network.
        let consent = document.parsed.front.consent.as_ref();
        if consent.is_some_and(|consent| !consent.channels.is_empty()) {
            return None;
        }
        (document.state == State::Public && may_be_promoted(document)).then_some(at)
    };
    let posts = site.languages[language].posts.iter();
    let mut ready: Vec<_> = posts.filter_map(|id| Some((ready(site.document(*id))?, *id))).collect();
    ready.sort_by_key(|(at, _)| Reverse(*at));
    ready.into_iter().map(|(_, id)| id).take(site.config.feeds.limit).collect()
}

/// Whether a document may be offered to social networks: it is not retracted, and the person whom it is about agreed to it.
#[must_use]
pub fn may_be_promoted(document: &Document) -> bool {
    let front = &document.parsed.front;
    document.parsed.source.kind.is_post() && is_good(front) && front.consent_covers(ConsentScope::Social)
}

/// Whether a document may be printed for patients: it is not retracted, and the person whom it is about agreed to it.
#[must_use]
pub fn may_be_handed_out(document: &Document) -> bool {
    let front = &document.parsed.front;
    document.parsed.source.kind.is_post() && is_good(front) && front.picture_covers(ConsentScope::Print)
}

/// Whether what it says still holds: it is not retracted, and not an event that does not take place.
fn is_good(front: &FrontMatter) -> bool {
    !front.is_retracted() && front.event.as_ref().is_none_or(|event| event.status != EventStatus::Canceled)
}
