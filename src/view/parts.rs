//! The smaller pieces that views are made of.

use jiff::civil::Date;
use serde::Serialize;

use crate::parse::Words;

use super::claim::VerdictView;

/// A calendar day for machines and for people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DateView {
    /// `2026-11-23`.
    pub iso: String,
    /// In the page's language: `November 23, 2026`.
    pub text: String,
    /// Only month and year: `November 2026`.
    pub month: String,
}

impl DateView {
    /// A day in the words of a language.
    pub(super) fn of(day: Date, words: &Words) -> Self {
        let month = words.get("month_year").replace("{month}", words.month(day.month()));
        let month = month.replace("{year}", &day.year().to_string());
        Self { iso: day.to_string(), text: words.date(day), month }
    }
}

/// The same page in one of its languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Alternate {
    /// BCP 47 tag.
    pub language: String,
    /// The language's own name for itself.
    pub name: String,
    /// Absolute address.
    pub url: String,
    /// Path for links within the site.
    pub path: String,
    /// Whether this is the current page.
    pub current: bool,
}

/// A feed to announce in the head.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FeedLink {
    /// Its name.
    pub title: String,
    /// Absolute address.
    pub url: String,
    /// Media type.
    pub media_type: &'static str,
}

/// A link to another page: a step of the way from the home page, or a neighbor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Crumb {
    /// The page's title.
    pub title: String,
    /// Its path.
    pub path: String,
}

/// A picture for link previews (Open Graph, Twitter cards).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ShareImage {
    /// Absolute address.
    pub url: String,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Media type.
    pub media_type: &'static str,
    /// What it shows.
    pub alt: String,
}

/// A picture in the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PictureView {
    /// The whole `<img>` element with sizes, safe to print.
    pub html: String,
    /// What it shows.
    pub alt: String,
    /// On a card: the same element above the text, two or three in a row.
    pub tile: Option<String>,
}

/// A document as lists show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CardView {
    /// `article`, `update` ...
    pub kind: &'static str,
    /// The title, with a mark before it if the document was retracted.
    pub title: String,
    /// Its path, for links within the site.
    pub path: String,
    /// Its summary, or the first words of its text.
    pub summary: String,
    /// When it was published.
    pub date: Option<DateView>,
    /// When it was last reviewed by a second person.
    pub reviewed: Option<DateView>,
    /// The level of an update: `info`, `warning`, `urgent`.
    pub level: &'static str,
    /// Whether it was retracted.
    pub retracted: bool,
    /// Names of its authors.
    pub authors: Vec<String>,
    /// Its only condition, else its first topic, else its first condition.
    pub tag: Option<String>,
    /// The verdict on its claims, if all have the same.
    pub verdict: Option<VerdictView>,
    /// The number of claims.
    pub claims: usize,
    /// Its picture, small.
    pub image: Option<PictureView>,
    /// When and where, for an event.
    pub event: Option<EventView>,
    /// The last day on which an update applies.
    pub until: Option<DateView>,
    /// `draft`, `scheduled` or `expired` if it is shown only because of a flag.
    pub mark: Option<&'static str>,
}

/// A person as bylines show them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PersonView {
    /// Name without credentials.
    pub name: String,
    /// Degrees and certificates after the name, `MD, PhD`.
    pub credentials: Option<String>,
    /// Path of the person's page.
    pub path: String,
    /// One sentence about them.
    pub summary: Option<String>,
    /// Their role at the practice.
    pub role: Option<String>,
    /// Their field in words.
    pub specialty: Option<String>,
    /// National Provider Identifier.
    pub npi: Option<String>,
    /// ORCID iD, without its resolver.
    pub orcid: Option<String>,
    /// Their pages elsewhere.
    pub profiles: Vec<ProfileView>,
    /// Their picture, small.
    pub portrait: Option<PictureView>,
    /// Their initials, if there is no picture.
    pub initials: String,
    /// Boards that certified them.
    pub certifications: Vec<String>,
    /// Licenses to practice.
    pub licenses: Vec<String>,
    /// Schools and training.
    pub education: Vec<String>,
    /// Names of the languages they speak with patients.
    pub languages: Vec<String>,
    /// Whether they accept new patients.
    pub accepting_new_patients: Option<bool>,
    /// Where patients can book a visit with them.
    pub appointments_url: Option<String>,
}

/// A page elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProfileView {
    /// The channel as people call it.
    pub name: String,
    /// Its address.
    pub url: String,
}

/// When and where an event takes place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EventView {
    /// RFC 3339 instant of the start, or its day if no time is given.
    pub starts: String,
    /// The same of the end.
    pub ends: Option<String>,
    /// Day and time in the page's language and the practice's time zone: `Monday, November 30, 2026, 6:00 p.m. to 7:30
    /// p.m. CST`.
    pub when: String,
    /// Place.
    pub place: Option<String>,
    /// Where a map shows it.
    pub map_url: Option<String>,
    /// The month of its first day, short, for a tile: `Dec`.
    pub month: String,
    /// Its first day of the month.
    pub day: i8,
    /// How to take part online.
    pub online: Option<LinkOrText>,
    /// Where to sign up; nothing if nobody can anymore.
    pub registration_url: Option<String>,
    /// Postal address of the place, in lines.
    pub address_lines: Vec<String>,
    /// `moved`, `canceled`, `full` or `online`, if it does not take place as announced.
    pub status: Option<&'static str>,
    /// What readers need to know about it.
    pub status_note: Option<String>,
    /// Day and time that it was moved from.
    pub moved_from: Option<String>,
    /// Later times that do not take place as announced.
    pub changes: Vec<EventChangeView>,
    /// What it costs.
    pub cost: Option<String>,
    /// Whether it costs nothing.
    pub free: bool,
    /// Names of the languages it is held in.
    pub languages: Vec<String>,
    /// How it repeats: `Every week until December 31, 2026`.
    pub repeats: Option<String>,
    /// Whether it is over.
    pub over: bool,
}

/// One time of an event that does not take place as announced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EventChangeView {
    /// The announced day and time.
    pub when: String,
    /// `moved`, `canceled`, `full` or `online`.
    pub status: &'static str,
    /// Day and time that it was moved to.
    pub now: Option<String>,
    /// What readers need to know about it.
    pub note: Option<String>,
}

/// Words, or a link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LinkOrText {
    /// What is read.
    pub text: String,
    /// Where it leads, if it is a link.
    pub url: Option<String>,
}

/// A review by a second person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReviewView {
    /// Who reviewed it.
    pub by: PersonView,
    /// When.
    pub on: DateView,
    /// When the next review is due.
    pub due: Option<DateView>,
    /// Whether that day has passed.
    pub overdue: bool,
    /// The reviewer's conflicts of interest.
    pub conflicts: Option<String>,
    /// Whether the text has changed since; the date is that of the reviewed text.
    pub edited: bool,
}

/// A condition or topic.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TermView {
    /// Plain name.
    pub name: String,
    /// Path of its page.
    pub path: String,
    /// The number of documents in this language.
    pub count: usize,
}

/// A heading in the table of contents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TocEntry {
    /// The heading's text.
    pub text: String,
    /// The heading's `id`.
    pub id: String,
    /// Headings one level below.
    pub children: Vec<TocEntry>,
}

/// One entry of the list of references.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SourceView {
    /// Its citation number, starting at 1.
    pub number: usize,
    /// The element's `id`, such as `source-1`.
    pub id: String,
    /// The reference as safe HTML, links included.
    pub html: String,
    /// What kind of evidence it is, in the page's language.
    pub evidence: Option<String>,
    /// Whether it was retracted.
    pub retracted: bool,
    /// The `id`s of the marks that cite it.
    pub back: Vec<String>,
}

/// Who paid, who gains, and whether AI helped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DisclosuresView {
    /// Funding, as written.
    pub funding: Option<String>,
    /// Conflicts of interest, as written.
    pub conflicts: Option<String>,
    /// Whether AI helped to write it.
    pub ai_assisted: Option<bool>,
    /// Which program.
    pub ai_tool: Option<String>,
    /// What it was used for.
    pub ai_use: Option<String>,
}

/// What was corrected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CorrectionView {
    /// The element's `id` on the document's page, `correction-2026-11-20-1`.
    pub id: String,
    /// When.
    pub date: DateView,
    /// `clarification`, `correction` or `retraction`.
    pub severity: &'static str,
    /// What was wrong, and what is right.
    pub what: String,
    /// Why it was changed.
    pub why: Option<String>,
}

/// A next step for the reader.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CallToActionView {
    /// The words on the button.
    pub label: String,
    /// Where it leads.
    pub url: String,
}

/// Which page of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Pagination {
    /// This page, from 1.
    pub page: usize,
    /// How many there are.
    pub pages: usize,
    /// The total number of documents.
    pub total: usize,
    /// Path of the page with newer documents.
    pub newer: Option<String>,
    /// Path of the page with older documents.
    pub older: Option<String>,
}
