//! Every output of the site, listed before anything is rendered.
//!
//! In: the [`Site`], the theme's words and assets. Out: a [`Plan`] of [`Route`]s. Invariant: no two
//! routes share a path on any operating system; a held-back document occurs in no route.

mod awareness;
mod collisions;
mod feeds;
mod routes;
mod search;

use std::collections::BTreeMap;

use foldhash::HashMap;

use crate::base::{OutputPath, VPath};
use crate::config::{CardDesign, LanguageId, PerLanguage};
use crate::image::Variant;
use crate::model::{Document, DocumentId, MediaId, MythGroup, ObservanceId, Site, Taxonomy, TermId};
use crate::parse::{Assets, ConsentScope, Words};
use crate::source::Kind;
use crate::theme::{Contract, Marks};

pub use awareness::{
    awareness_file_path, awareness_file_terms, awareness_path, dated, event_file_path, events_file_path, has_awareness,
    has_awareness_file, has_events_file, observance_pages, observance_path,
};
pub use feeds::{
    FeedFormat, FeedScope, announced, feed_extent, feed_home, feed_items, feed_scopes, feeds_path, has_feeds,
    has_written, links_path, may_be_handed_out, may_be_promoted, social_feed_path,
};
pub use routes::plan;
pub(crate) use routes::used_media;
pub use search::{Findable, search_index_path, search_path};

/// What a plan is made from next to the site.
#[derive(Debug)]
pub struct Theme {
    /// Interface words of each language.
    pub words: PerLanguage<Words>,
    /// Published styles, scripts, fonts.
    pub assets: Assets,
    /// What the theme says of itself.
    pub contract: Contract,
    /// Pictures and the signs of citations, footnotes and headings, with gaps for their values.
    pub marks: Marks,
}

/// All outputs of a site.
#[derive(Debug)]
pub struct Plan {
    /// What will be written, in an order that puts assets first and feeds last.
    pub routes: Vec<Route>,
    /// The published sizes of each picture that a public document shows, narrowest first.
    pub pictures: BTreeMap<MediaId, Vec<Variant>>,
    /// Former addresses and where they lead now, both as paths of the site.
    pub redirects: Vec<(String, String)>,
    /// What can be found in each language, part by part of its index.
    pub findable: BTreeMap<LanguageId, Vec<Vec<Findable>>>,
    paths: HashMap<String, usize>,
}

impl Plan {
    /// Whether a path of the site, starting in `/`, is answered.
    #[must_use]
    pub fn answers(&self, path: &str) -> bool {
        self.paths.contains_key(path)
    }

    /// The output that answers at a path of the site, starting in `/`; of several the first.
    #[must_use]
    pub fn route(&self, path: &str) -> Option<&Route> {
        self.paths.get(path).map(|&at| &self.routes[at])
    }

    /// All paths that are answered, in no order.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.paths.keys().map(String::as_str)
    }
}

/// One output.
#[derive(Clone, Debug)]
pub struct Route {
    /// Where it is written.
    pub path: OutputPath,
    /// What it is made of.
    pub recipe: Recipe,
}

/// What an output is made of; languages are places in the site's list.
#[derive(Clone, Debug)]
pub enum Recipe {
    /// The home page of a language.
    Home(LanguageId),
    /// A document.
    Document(DocumentId),
    /// One claim of a document that has several.
    Claim {
        /// The document.
        document: DocumentId,
        /// The claim's place in its list.
        claim: usize,
    },
    /// One page of the list of a kind.
    List {
        /// Language.
        language: LanguageId,
        /// Kind.
        kind: Kind,
        /// Page, from 1.
        page: usize,
    },
    /// One page of the myths with a verdict, about a condition or for an observance.
    Myths {
        /// Language.
        language: LanguageId,
        /// What they have in common.
        group: MythGroup,
        /// Page, from 1.
        page: usize,
    },
    /// All terms of a taxonomy.
    Terms {
        /// Language.
        language: LanguageId,
        /// Taxonomy.
        taxonomy: Taxonomy,
    },
    /// One page of a term.
    Term {
        /// Language.
        language: LanguageId,
        /// Term.
        term: TermId,
        /// Page, from 1.
        page: usize,
    },
    /// What was corrected in the documents of a language.
    Corrections(LanguageId),
    /// The same as a feed, in Atom.
    CorrectionsFeed(LanguageId),
    /// The awareness calendar of a language: the year at a glance.
    Awareness(LanguageId),
    /// One page of an observance.
    Observance {
        /// Language.
        language: LanguageId,
        /// Observance.
        observance: ObservanceId,
        /// Page, from 1.
        page: usize,
    },
    /// The page for addresses that do not exist.
    NotFound,
    /// A page that sends the reader on.
    Redirect(String),
    /// A feed of a language's newest posts.
    Feed {
        /// Language.
        language: LanguageId,
        /// Which of them.
        scope: FeedScope,
        /// Format.
        format: FeedFormat,
    },
    /// The feed of a language for programs that post to social networks: short texts with cards, in RSS.
    SocialFeed(LanguageId),
    /// The page of a language's search, and its A to Z.
    Search(LanguageId),
    /// The glossary of a language.
    Glossary(LanguageId),
    /// A part of the index of a language's search.
    SearchIndex {
        /// Language.
        language: LanguageId,
        /// Which part, from 0.
        part: usize,
    },
    /// The page of a language that explains the feeds.
    Feeds(LanguageId),
    /// The page of a language that profiles on social networks point to.
    Links {
        /// Language.
        language: LanguageId,
        /// The channel that its links name as where visitors came from: a place in the settings' list.
        channel: Option<usize>,
    },
    /// A calendar file of observances.
    AwarenessFile {
        /// Language.
        language: LanguageId,
        /// The condition or topic that it is about; without one, it is about all near ones.
        term: Option<TermId>,
    },
    /// The calendar file of a language's events.
    EventsFile(LanguageId),
    /// The calendar file of one event.
    EventFile(DocumentId),
    /// `sitemap.xml`.
    Sitemap,
    /// `robots.txt`.
    Robots,
    /// `_headers`, for hosts that read it.
    Headers,
    /// `_redirects`, for hosts that read it.
    Redirects,
    /// A style, script, font or icon of the theme, by its name.
    Asset(String),
    /// A published size of a picture.
    Picture {
        /// The picture.
        medium: MediaId,
        /// Which of [`Plan::pictures`].
        variant: usize,
    },
    /// The share card of a document, or of one of its claims.
    Card {
        /// The document.
        document: DocumentId,
        /// Which of its claims.
        claim: Option<usize>,
    },
    /// The share card of the site itself in a language, for pages that have none of their own.
    SiteCard(LanguageId),
    /// The icon on a phone's home screen.
    TouchIcon,
    /// A file next to a document, unchanged.
    File(MediaId),
    /// A file of `static/`.
    Static(VPath),
}

/// The path of the glossary of a language, `/glossary/`.
#[must_use]
pub fn glossary_path(site: &Site, language: LanguageId) -> String {
    format!("{}/glossary/", site.config.language_prefix(language))
}

/// The path of the corrections of a language, `/corrections/`.
#[must_use]
pub fn corrections_path(site: &Site, language: LanguageId) -> String {
    format!("{}/corrections/", site.config.language_prefix(language))
}

/// The path of a page of a list: the list's own path for the first.
#[must_use]
pub fn page_path(base: &str, page: usize) -> String {
    if page == 1 { base.to_owned() } else { format!("{base}page/{page}/") }
}

/// The path of a share card: next to the page that it is for.
#[must_use]
pub fn card_path(site: &Site, document: &Document, claim: Option<usize>) -> String {
    let claim = claim.and_then(|claim| document.parsed.front.claims.get(claim));
    let folder = claim.map_or_else(String::new, |claim| format!("{}/", claim.id));
    format!("{}{folder}card.{}", document.path, card_extension(card_picture(site, document)))
}

/// The path of the site's own share card, `/card.png`.
#[must_use]
pub fn site_card_path(site: &Site, language: LanguageId) -> String {
    let extension = card_extension(site_card_picture(site));
    format!("{}/card.{extension}", site.config.language_prefix(language))
}

/// How the file of a share card ends: what has a picture is a JPEG, a card of words and flat colors a PNG.
#[must_use]
pub fn card_extension(picture: Option<MediaId>) -> &'static str {
    if picture.is_some() { "jpg" } else { "png" }
}

/// Whether a file of the site is a share card, by its path.
#[must_use]
pub fn is_card(path: &str) -> bool {
    matches!(path.rsplit('/').next(), Some("card.png" | "card.jpg"))
}

/// The picture on the share card of a document, in the design with one.
#[must_use]
pub fn card_picture(site: &Site, document: &Document) -> Option<MediaId> {
    let own = &document.parsed.front.card;
    let asked = if document.card_image.is_some() { CardDesign::Image } else { site.config.card_design };
    if !document.parsed.front.consent_covers(ConsentScope::Social) {
        return None;
    }
    match own.design.unwrap_or(asked) {
        CardDesign::Plain => None,
        CardDesign::Image => {
            // The main picture goes to networks only where its release covers them.
            let own = document.image.filter(|_| document.parsed.front.picture_covers(ConsentScope::Social));
            document.card_image.or(own).filter(|id| site.medium(*id).has_pixels())
        }
    }
}

/// The picture on the site's own share card.
#[must_use]
pub fn site_card_picture(site: &Site) -> Option<MediaId> {
    site.hero.filter(|id| site.config.card_design != CardDesign::Plain && site.medium(*id).has_pixels())
}

/// The path of the icon on a phone's home screen: phones ask for it even where no page names it.
pub const TOUCH_ICON: &str = "/apple-touch-icon.png";

/// The path of the list of a kind, `/articles/`.
#[must_use]
pub fn list_path(site: &Site, language: LanguageId, kind: Kind) -> String {
    format!("{}/{}/", site.config.language_prefix(language), kind.folder())
}

/// The path of a claim's own page, `/myths/flu-shots/live-virus/`.
#[must_use]
pub fn claim_path(document: &Document, claim: usize) -> String {
    format!("{}{}/", document.path, document.parsed.front.claims[claim].id)
}

/// The path of the list of a group of myths, `/myths/verdict/false/`.
#[must_use]
pub fn myths_path(site: &Site, language: LanguageId, group: MythGroup) -> String {
    let base = list_path(site, language, Kind::Myth);
    match group {
        MythGroup::Verdict(verdict) => format!("{base}verdict/{}/", verdict.word()),
        MythGroup::Condition(term) => format!("{base}condition/{}/", site.term(term).slug),
        MythGroup::Observance(id) => format!("{base}observance/{}/", site.observance(id).id),
    }
}

/// The documents of a list in its order.
#[must_use]
pub fn listed(site: &Site, language: LanguageId, kind: Kind) -> &[DocumentId] {
    site.languages[language].kinds.get(&kind).map_or(&[], Vec::as_slice)
}
