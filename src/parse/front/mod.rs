//! Front matter: the YAML block at the head of a document, typed and checked.
//!
//! In: the text between the two `---` lines. Out: [`FrontMatter`], in which dates are instants, words of closed lists are
//! enums and names are safe; names of people, conditions and sources are still words, since only the model knows them.

mod card;
mod claim;
mod consent;
mod dates;
mod event;
mod file;
mod notice;
mod person;
mod resolve;
mod split;

use std::sync::Arc;

use jiff::civil::Date;

use crate::base::{Moment, Slug, closed_words};
use crate::config::Focus;
use crate::reference::Reference;

pub use card::{Card, CardForm, NumberCard, QuoteCard};
pub use consent::{Consent, ConsentKind, ConsentScope, Release, Signer};
pub use dates::{DateProblem, day, moment};
pub use event::{Event, EventStatus, Every, Occasion};
pub use notice::{Notice, NoticeKind};
pub use person::Person;
pub(super) use resolve::{Context, read};
pub use split::{Split, split};

/// JSON Schema of the front matter of all kinds.
#[must_use]
pub fn schema() -> serde_json::Value {
    let about = "The block between two lines of --- at the head of a document.";
    crate::yaml::schema_of::<file::FrontMatterFile>("Front matter of a Bedside document", about, &["title"])
}

/// The front matter of one document.
#[derive(Clone, Debug, Default)]
pub struct FrontMatter {
    /// The title.
    pub title: String,
    /// When it goes public.
    pub date: Option<Moment>,
    /// When it was last changed in substance.
    pub updated: Option<Moment>,
    /// When it leaves the site.
    pub expires: Option<Moment>,
    /// One or two sentences.
    pub summary: Option<String>,
    /// The slug, where one is written.
    pub slug: Option<Slug>,
    /// Former addresses: paths that start and end in `/`.
    pub aliases: Vec<String>,
    /// Not yet for anyone.
    pub draft: bool,
    /// Ids of people.
    pub authors: Vec<String>,
    /// The last review.
    pub reviewed: Option<Reviewed>,
    /// Slugs of conditions.
    pub conditions: Vec<String>,
    /// Slugs of topics.
    pub topics: Vec<String>,
    /// Slugs of services.
    pub services: Vec<String>,
    /// Observances that the document belongs to.
    pub awareness: Vec<Awareness>,
    /// Sources in the order in which they are written.
    pub sources: Vec<SourceEntry>,
    /// Corrections in the order in which they are written.
    pub corrections: Vec<Correction>,
    /// Funding, conflicts, use of AI.
    pub disclosures: Option<Disclosures>,
    /// The main picture.
    pub image: Option<Image>,
    /// How much it weighs, for an update.
    pub level: Level,
    /// The next step for the reader.
    pub call_to_action: Option<CallToAction>,
    /// What the share card shows instead of title and picture.
    pub card: Card,
    /// What a channel's post says, by channel.
    pub social: Vec<(String, Social)>,
    /// What networks ask their readers.
    pub poll: Option<Poll>,
    /// Where the document is discussed, by channel.
    pub discussion: Vec<(String, String)>,
    /// The language, where it is not the one of the file's name.
    pub language: Option<String>,
    /// Findings that are accepted in this document.
    pub waivers: Vec<Waiver>,
    /// Free keys for themes.
    pub extra: serde_json::Value,
    /// Claims of a myth page.
    pub claims: Vec<Claim>,
    /// Consent to a story.
    pub consent: Option<Consent>,
    /// What most patients can expect.
    pub typical_results: Option<String>,
    /// An event's beginning, end and place.
    pub event: Option<Event>,
    /// The agency page, or the name of the agency, that an update reports on.
    pub agency_source: Option<String>,
    /// The notice that the law asks for and this page gives.
    pub notice: Option<Notice>,
    /// What is known about a person besides name and text.
    pub person: Option<Box<Person>>,
}

impl FrontMatter {
    /// Whether the document is withdrawn.
    #[must_use]
    pub fn is_retracted(&self) -> bool {
        self.corrections.iter().any(|correction| correction.severity == CorrectionKind::Retraction)
    }

    /// Whether the document may be used in a place: every document that needs no consent, and a story whose consent covers
    /// the place.
    #[must_use]
    pub fn consent_covers(&self, scope: ConsentScope) -> bool {
        self.consent.as_ref().is_none_or(|consent| consent.covers(scope))
    }

    /// Whether the document may be used on a network.
    #[must_use]
    pub fn consent_covers_channel(&self, channel: &str) -> bool {
        let is_named =
            |consent: &Consent| consent.channels.is_empty() || consent.channels.iter().any(|own| own == channel);
        self.consent_covers(ConsentScope::Social) && self.consent.as_ref().is_none_or(is_named)
    }

    /// The release of the main picture, where it shows someone who has consented.
    #[must_use]
    pub fn release(&self) -> Option<&Release> {
        match self.image.as_ref()?.people.as_ref()? {
            People::Consented(release) => Some(release),
            People::None | People::Staff => None,
        }
    }

    /// Whether the main picture may be used in a place.
    #[must_use]
    pub fn picture_covers(&self, scope: ConsentScope) -> bool {
        self.consent_covers(scope) && self.release().is_none_or(|release| release.covers(scope))
    }

    /// What readers have to know of a story, in sentences: what is typical, what the person got, what connects the person with
    /// the practice.
    pub fn story_notes(&self) -> impl Iterator<Item = &str> {
        let disclosed = self.consent.iter().flat_map(Consent::disclosed);
        self.typical_results.as_deref().into_iter().chain(disclosed)
    }
}

/// A finding that is accepted in a document.
#[derive(Clone, Debug)]
pub struct Waiver {
    /// The rule as written.
    pub rule: String,
    /// Why.
    pub because: Option<String>,
    /// Its place in the list, from 0.
    pub at: usize,
}

/// A review by a second person.
#[derive(Clone, Debug)]
pub struct Reviewed {
    /// Id of the reviewer.
    pub by: String,
    /// When.
    pub on: Date,
    /// When the next one is due; a site-wide interval decides where it is not written.
    pub due: Option<Date>,
    /// The fingerprint of the text that was reviewed, see [`fingerprint`](crate::parse::fingerprint).
    pub fingerprint: Option<String>,
    /// The reviewer's conflicts of interest.
    pub conflicts: Option<String>,
}

/// An observance that a document belongs to.
#[derive(Clone, Debug)]
pub enum Awareness {
    /// The id of a known observance.
    Known(String),
    /// One of the document's own.
    Own {
        /// Its name.
        name: String,
        /// First day.
        from: Date,
        /// Last day.
        to: Date,
    },
}

/// An entry of `sources`.
#[derive(Clone, Debug)]
pub enum SourceEntry {
    /// The id of a source in the project's library.
    Shared(String),
    /// A reference written out.
    Inline(Arc<Reference>),
}

impl SourceEntry {
    /// The id that citations use.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::Shared(id) => id,
            Self::Inline(reference) => &reference.id,
        }
    }
}

closed_words! {
    /// What the evidence says of a claim.
    Verdict {
        /// Contradicted by good evidence.
        False = "false",
        /// Wrong at its core.
        MostlyFalse = "mostly-false",
        /// True parts, wrong impression.
        Misleading = "misleading",
        /// Truth and error.
        Mixed = "mixed",
        /// Right at its core.
        MostlyTrue = "mostly-true",
        /// Supported.
        True = "true",
        /// Not enough evidence.
        Unproven = "unproven",
        /// It was right once.
        Outdated = "outdated",
    }
}

closed_words! {
    /// How much an update that holds until a day weighs.
    Level {
        /// Good to know: flu shots are here.
        Info = "info",
        /// Asks for care: a recall.
        Warning = "warning",
        /// Asks to act at once: an outbreak, a closed office.
        Urgent = "urgent",
    }
}

#[expect(clippy::derivable_impls, reason = "the macro of closed words has no place for a default")]
impl Default for Level {
    fn default() -> Self {
        Self::Info
    }
}

closed_words! {
    /// How much a correction changes.
    CorrectionKind {
        /// The words were unclear.
        Clarification = "clarification",
        /// Something was wrong.
        Correction = "correction",
        /// The document is withdrawn.
        Retraction = "retraction",
    }
}

/// A note on what was corrected.
#[derive(Clone, Debug)]
pub struct Correction {
    /// When.
    pub date: Date,
    /// How much it changes.
    pub severity: CorrectionKind,
    /// What was wrong and is right now.
    pub what: String,
    /// Why.
    pub why: Option<String>,
}

impl Correction {
    /// Whether the substance changed; a clarification says the same more clearly.
    #[must_use]
    pub fn is_substantial(&self) -> bool {
        self.severity != CorrectionKind::Clarification
    }
}

/// Who paid, who gains, whether AI helped.
#[derive(Clone, Debug)]
pub struct Disclosures {
    /// Funding.
    pub funding: Option<String>,
    /// Conflicts of interest.
    pub conflicts: Option<String>,
    /// Whether AI helped to write the document.
    pub ai_assisted: Option<bool>,
    /// Which program.
    pub ai_tool: Option<String>,
    /// For what it was used.
    pub ai_use: Option<String>,
}

/// Who can be recognized in a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum People {
    /// Nobody.
    None,
    /// People of the practice.
    Staff,
    /// Someone who has consented.
    Consented(Release),
}

/// The main picture.
#[derive(Clone, Debug)]
pub struct Image {
    /// The file, as written.
    pub src: String,
    /// What it shows.
    pub alt: String,
    /// Who can be recognized in it, where that is declared.
    pub people: Option<People>,
    /// What must stay in sight where it is cut.
    pub focus: Focus,
}

/// A next step for the reader.
#[derive(Clone, Debug)]
pub struct CallToAction {
    /// Words on the button.
    pub label: String,
    /// Where it leads.
    pub url: String,
}

/// A question with answers to choose from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Poll {
    /// What is asked.
    pub question: String,
    /// Two to four answers.
    pub answers: Vec<String>,
}

/// A post for one channel.
#[derive(Clone, Debug)]
pub struct Social {
    /// Its text.
    pub text: Option<String>,
    /// Its hashtags, without `#`.
    pub hashtags: Vec<String>,
    /// When it is to be posted.
    pub publish_at: Option<Moment>,
    /// The picture that it carries in place of the usual one.
    pub card: Option<CardForm>,
}

impl Verdict {
    /// The verdict as a number from 1 (worst) to 5 (best), for schema.org's `reviewRating`; `None` if the evidence does
    /// not say, or said something else once.
    ///
    /// | Verdict | Number | Used where |
    /// |---|---|---|
    /// | `false` | 1 | good evidence contradicts it |
    /// | `mostly-false` | 2 | the core is wrong, a detail is right |
    /// | `misleading` | 2 | true parts give a wrong impression |
    /// | `mixed` | 3 | there is significant truth and error in it |
    /// | `mostly-true` | 4 | the core is right, a detail is off |
    /// | `true` | 5 | good evidence supports it |
    /// | `unproven` | - | evidence is lacking |
    /// | `outdated` | - | it was right, and the evidence has moved |
    #[must_use]
    pub fn rating(self) -> Option<u8> {
        match self {
            Self::False => Some(1),
            Self::MostlyFalse | Self::Misleading => Some(2),
            Self::Mixed => Some(3),
            Self::MostlyTrue => Some(4),
            Self::True => Some(5),
            Self::Unproven | Self::Outdated => None,
        }
    }
}

/// A claim and what the evidence says of it.
#[derive(Clone, Debug)]
pub struct Claim {
    /// Its place in the front matter's list.
    pub at: usize,
    /// Its id within the document.
    pub id: Slug,
    /// The claim in its own words.
    pub claim: String,
    /// The verdict.
    pub verdict: Verdict,
    /// The fact, in one sentence.
    pub fact: Option<String>,
    /// Why people believe it.
    pub why_believed: Option<String>,
    /// The error in reasoning.
    pub fallacy: Option<String>,
    /// What to do instead.
    pub what_to_do: Option<String>,
    /// Where it was seen.
    pub seen: Vec<Seen>,
    /// Ids of sources.
    pub sources: Vec<String>,
}

impl Claim {
    /// Whether a third party made the claim, so that judging it is news to machines too: `ClaimReview` is for claims of
    /// others, never for a page's own question.
    #[must_use]
    pub fn is_reviewable(&self) -> bool {
        self.seen.iter().any(Seen::is_public)
    }
}

/// Where a claim was seen.
#[derive(Clone, Debug)]
pub struct Seen {
    /// The network or place.
    pub place: Option<String>,
    /// When.
    pub on: Option<Date>,
    /// Address.
    pub url: Option<String>,
}

impl Seen {
    /// Whether it says where: a rumor that a practice only heard does not belong in a public review.
    #[must_use]
    pub fn is_public(&self) -> bool {
        self.place.is_some() || self.url.is_some()
    }
}
