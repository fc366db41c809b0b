//! The site as a whole: who wrote what, what belongs together, what is public, what links where.
//!
//! In: parsed documents, the vocabulary and the files next to them. Out: an immutable [`Site`] in which names have
//! become ids. Invariant: one gate, [`State`], decides what is public; whatever lists documents asks its result.
//! Diagnostics of this room are names that lead nowhere.

mod address;
mod agenda;
mod blocks;
mod build;
mod cache;
mod changed;
mod chart;
mod citations;
mod coming;
mod components;
mod gate;
mod horizon;
mod ids;
mod link;
mod myths;
mod names;
mod observances;
mod related;
mod released;
mod series;
mod weeks;

use std::collections::BTreeMap;
use std::sync::Arc;

use foldhash::HashMap;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::base::LanguageTag;
use crate::config::{Config, LanguageId, PerLanguage};
use crate::grade::{Grade, Language};
use crate::parse::{self, Vocabulary};
use crate::reference::Library;
use crate::source::Kind;

pub use crate::parse::Media;
pub use address::term_path;
pub use agenda::{Agenda, AgendaItem, days_until};
pub use blocks::Care;
pub use build::{Parts, build};
pub use cache::SiteCache;
pub use chart::{Chart, Series};
pub use citations::{Citations, Cited, Source};
pub use coming::Coming;
pub use components::{Argument, Component, MythQuery};
pub use gate::{Held, Shown, State};
pub use horizon::Horizon;
pub use ids::{DocumentId, MediaId, MythGroup, ObservanceId, Taxonomy, TermId};
pub use link::LinkTarget;
pub use observances::{Observances, Relevance};
pub use released::Released;
pub use weeks::{Happening, Mix, Planned, Week};

/// Everything a plan is made from.
#[derive(Debug)]
pub struct Site {
    /// The settings.
    pub config: Config,
    /// The instant of this build.
    pub now: Timestamp,
    /// Its day in the practice's zone.
    pub today: Date,
    /// Conditions and topics, by [`TermId`].
    pub vocabulary: Vocabulary,
    /// The sources that documents share.
    pub library: Arc<Library>,
    /// Terms that pages explain.
    pub glossary: Arc<parse::Glossary>,
    /// Health observances, by [`ObservanceId`].
    observances: Observances,
    /// All documents, public or not, in path order, by [`DocumentId`].
    pub documents: Vec<Arc<Document>>,
    /// Pictures and files that documents may show or link to, in path order, by [`MediaId`].
    pub media: Vec<Media>,
    /// The picture of the home page.
    pub hero: Option<MediaId>,
    /// Public documents by language, in the order of the settings.
    pub languages: PerLanguage<LanguageSite>,
    by_path: HashMap<String, DocumentId>,
}

/// A document whose names are resolved.
#[derive(Clone, Debug)]
pub struct Document {
    /// What was written.
    pub parsed: Arc<parse::ParsedDocument>,
    /// Its language: a place in [`Site::languages`].
    pub language: LanguageId,
    /// Its path below the site's root, `/articles/flu/`.
    pub path: String,
    /// Whether it is public.
    pub state: State,
    /// Who wrote it.
    pub authors: Vec<DocumentId>,
    /// Who reviewed it.
    pub reviewer: Option<DocumentId>,
    /// Its conditions.
    pub conditions: Vec<TermId>,
    /// Its topics.
    pub topics: Vec<TermId>,
    /// The services that it is about; of a person, those that the person does.
    pub services: Vec<TermId>,
    /// The observances that it belongs to, without those defined in it.
    pub observances: Vec<ObservanceId>,
    /// The same document in all its languages, itself included, in the order of the settings.
    pub translations: Vec<DocumentId>,
    /// Where each link of the outline leads.
    pub links: Vec<LinkTarget>,
    /// What each picture of the outline shows.
    pub pictures: Vec<Option<MediaId>>,
    /// Component calls with their arguments.
    pub components: Vec<Component>,
    /// The main picture.
    pub image: Option<MediaId>,
    /// The picture that its share card asks for.
    pub card_image: Option<MediaId>,
    /// Where the call to action leads.
    pub call_to_action: Option<LinkTarget>,
    /// The condition, topic or service whose page this is the text of.
    pub explains: Option<TermId>,
    /// Numbers of the sources.
    pub citations: Citations,
}

/// The public documents of one language.
#[derive(Clone, Debug, Default)]
pub struct LanguageSite {
    /// BCP 47 tag in lower case.
    pub tag: LanguageTag,
    /// Posts, newest first.
    pub posts: Vec<DocumentId>,
    /// Pages and people in path order.
    pub others: Vec<DocumentId>,
    /// Documents of each kind, posts newest first; of events what is to come, the soonest first, then what is over.
    pub kinds: BTreeMap<Kind, Vec<DocumentId>>,
    /// Posts of each term, newest first.
    pub terms: BTreeMap<TermId, Vec<DocumentId>>,
    /// The texts of conditions and topics. Each of these terms has a list in `terms`, which may be empty.
    pub explained: BTreeMap<TermId, DocumentId>,
    /// Myth pages by verdict, condition and observance, newest first.
    pub myths: BTreeMap<MythGroup, Vec<DocumentId>>,
    /// Posts of each observance, newest first.
    pub observances: BTreeMap<ObservanceId, Vec<DocumentId>>,
    /// Posts with observances of their own, newest first.
    pub own_observances: Vec<DocumentId>,
    /// The people who do each service, in path order.
    pub performers: BTreeMap<TermId, Vec<DocumentId>>,
    /// Posts that each person wrote, newest first.
    pub written: BTreeMap<DocumentId, Vec<DocumentId>>,
    /// Posts that each person reviewed, newest first.
    pub reviewed: BTreeMap<DocumentId, Vec<DocumentId>>,
    /// Each post's place among the posts of its kind, newest first: newer and older neighbor.
    pub neighbours: BTreeMap<DocumentId, (Option<DocumentId>, Option<DocumentId>)>,
}

impl Document {
    /// What lists, feeds and link previews say of it: its summary, else the fact of its claim, else its first words.
    #[must_use]
    pub fn summary(&self) -> &str {
        let fact = self.parsed.claims.first().map(|claim| claim.fact.as_str());
        self.parsed.front.summary.as_deref().or(fact).unwrap_or(&self.parsed.body.outline.lead)
    }
}

impl Document {
    /// When it may be posted on social networks: once it is public, and not before the first `publish_at` of its posts.
    /// `None` if it has no date.
    #[must_use]
    pub fn announced_at(&self) -> Option<Timestamp> {
        let front = &self.parsed.front;
        let asked = front.social.iter().filter_map(|(_, social)| social.publish_at).map(|moment| moment.at).min();
        front.date.map(|date| asked.map_or(date.at, |asked| asked.max(date.at)))
    }
}

impl Site {
    /// A document.
    #[must_use]
    pub fn document(&self, id: DocumentId) -> &Document {
        &self.documents[id.index()]
    }

    /// How hard the text of a document is to read; `None` if it is too short, or in a language without a formula.
    #[must_use]
    pub fn grade(&self, document: &Document) -> Option<Grade> {
        let language = Language::of(&self.languages[document.language].tag);
        if language == Language::Other {
            return None;
        }
        Grade::of(&document.parsed.counts(language), language)
    }

    /// The address of a document's page.
    #[must_use]
    pub fn address(&self, document: &Document) -> String {
        self.config.url.absolute(&crate::base::url_path(&document.path))
    }

    /// All documents, public or not, by their ids.
    pub fn ids(&self) -> impl Iterator<Item = DocumentId> {
        (0..self.documents.len()).map(DocumentId::new)
    }

    /// All pictures and files by their ids.
    pub fn media_ids(&self) -> impl Iterator<Item = MediaId> {
        (0..self.media.len()).map(MediaId::new)
    }

    /// A picture or file.
    #[must_use]
    pub fn medium(&self, id: MediaId) -> &Media {
        &self.media[id.index()]
    }

    /// A condition or topic.
    #[must_use]
    pub fn term(&self, id: TermId) -> &parse::Term {
        match id.taxonomy {
            Taxonomy::Conditions => &self.vocabulary.conditions[id.index()],
            Taxonomy::Topics => &self.vocabulary.topics[id.index()],
            Taxonomy::Services => &self.vocabulary.services[id.index()],
        }
    }

    /// The document, public or not, whose page answers at `path`.
    #[must_use]
    pub fn at_path(&self, path: &str) -> Option<DocumentId> {
        self.by_path.get(path).copied()
    }

    /// All public documents, language by language, posts first.
    pub fn public(&self) -> impl Iterator<Item = DocumentId> + '_ {
        self.languages.iter().flat_map(|language| language.posts.iter().chain(&language.others).copied())
    }

    /// The version of a document in a language, or the document itself; `None` if that version is not public.
    #[must_use]
    pub fn in_language(&self, id: DocumentId, language: LanguageId) -> Option<DocumentId> {
        let translations = &self.document(id).translations;
        let own = translations.iter().copied().find(|&other| self.document(other).language == language);
        let public = |id: &DocumentId| self.document(*id).state.is_public();
        own.filter(public).or(Some(id)).filter(public)
    }
}
