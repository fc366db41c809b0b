//! References: the formats that people keep them in, and the styles that the list of sources is written in.
//!
//! In: inline references of a front matter ([`ReferenceFile`]) and the files `data/sources.*` ([`library()`]). Out:
//! [`Reference`]s in one normal form, each with its place, and each as one line of safe HTML ([`reference_html`]).
//! Invariant: a reference is the same value wherever it was kept, and nothing here knows a document.

mod csl;
mod date;
mod inline;
mod key;
mod language;
mod latex;
mod library;
mod normal;
mod style;
mod text;
mod work;

use crate::base::closed_words;

pub use csl::csl;
pub use date::PartialDate;
pub use inline::{ReferenceFile, inline, schema};
pub use key::{cited, is_source_id, source_id_length};
pub use library::{Library, LibraryEntry, entries, is_library, library};
pub use style::{Terms, reference_html};
pub use text::Text;
pub use work::Work;

use date::checked;
use normal::normalise;
use work::kind_of;

closed_words! {
    /// What kind of evidence a source is.
    Evidence {
        /// Guideline.
        Guideline = "guideline",
        /// Systematic review.
        SystematicReview = "systematic-review",
        /// Randomized trial.
        RandomizedTrial = "randomized-trial",
        /// Observational study.
        Observational = "observational",
        /// Case report.
        CaseReport = "case-report",
        /// Page of a government.
        Government = "government",
        /// Page of an organization.
        Organization = "organization",
        /// Opinion of experts.
        ExpertOpinion = "expert-opinion",
        /// News.
        News = "news",
        /// Preprint.
        Preprint = "preprint",
    }
}

/// A reference under the names of CSL.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reference {
    /// What citations call it.
    pub id: String,
    /// CSL type, such as `article-journal`.
    pub kind: String,
    /// Title of the work.
    pub title: Text,
    /// Authors in order.
    pub authors: Vec<Name>,
    /// Whether the work has more authors than those listed.
    pub et_al: bool,
    /// Editors in order.
    pub editors: Vec<Name>,
    /// Journal, book or web site.
    pub container: Option<Text>,
    /// The journal's abbreviation.
    pub container_short: Option<String>,
    /// Year, month and day of publication as far as known.
    pub issued: Option<PartialDate>,
    /// When the page was read.
    pub accessed: Option<PartialDate>,
    /// Volume.
    pub volume: Option<String>,
    /// Issue.
    pub issue: Option<String>,
    /// Pages, or the number of an article without pages.
    pub page: Option<String>,
    /// Number of a report, a law or a registered trial.
    pub number: Option<String>,
    /// Edition.
    pub edition: Option<String>,
    /// Publisher.
    pub publisher: Option<String>,
    /// Place of publication.
    pub publisher_place: Option<String>,
    /// Digital object identifier, without its resolver.
    pub doi: Option<String>,
    /// PubMed identifier.
    pub pmid: Option<String>,
    /// PubMed Central identifier.
    pub pmcid: Option<String>,
    /// Book number.
    pub isbn: Option<String>,
    /// Number of the journal.
    pub issn: Option<String>,
    /// The conference, and where and when it was held.
    pub event: Conference,
    /// How far publication has come, such as `Online ahead of print`.
    pub status: Option<String>,
    /// What carries the work, such as `Podcast`.
    pub medium: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// The language of the work: a BCP 47 tag, or a word where it is not known.
    pub language: Option<String>,
    /// What the work is called in its class, such as `Preprint` or `Fact sheet`.
    pub genre: Option<String>,
    /// What kind of evidence it is.
    pub evidence: Option<Evidence>,
    /// Whether it was retracted.
    pub retracted: bool,
    /// Where the retraction was published.
    pub retracted_in: Option<String>,
}

/// A conference.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conference {
    /// Its name.
    pub title: Option<String>,
    /// Where it was held.
    pub place: Option<String>,
    /// When.
    pub date: Option<PartialDate>,
}

/// A person or group that made a work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Name {
    /// A person.
    Person {
        /// Family name.
        family: String,
        /// Given names or initials.
        given: String,
        /// `Jr`, `III`.
        suffix: Option<String>,
    },
    /// A group, or a name used as written.
    Literal(String),
}
