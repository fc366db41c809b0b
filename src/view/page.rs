//! The views that templates see: one struct per kind of page, nothing of the model behind them.

use std::sync::Arc;

use serde::Serialize;

use super::awareness::{ObservanceView, SubscribeView, ThisMonthView};
use super::handout::HandoutView;
use super::myths::FacetView;
use super::parts::{
    Alternate, CallToActionView, CardView, CorrectionView, Crumb, DateView, DisclosuresView, EventView, FeedLink,
    LinkOrText, Pagination, PersonView, PictureView, ProfileView, ReviewView, ShareImage, SourceView, TermView,
    TocEntry,
};
use super::share::ShareView;

/// What the head and frame of every page need; `page` in templates.
#[derive(Clone, Debug, Serialize)]
pub struct Frame {
    /// Title without the site's name.
    pub title: String,
    /// One or two sentences for search engines and link previews.
    pub description: String,
    /// Absolute address of this page.
    pub canonical: String,
    /// Path of this page below the host, with the site's sub-path.
    pub path: String,
    /// BCP 47 language of the page.
    pub language: String,
    /// The page's language and country in Open Graph form, `en_US`, if known.
    pub locale: Option<String>,
    /// `ltr` or `rtl`.
    pub direction: &'static str,
    /// `home`, `document`, `person`, `list`, `terms`, `term`, `awareness`, `observance`, `feeds`,
    /// `links`, `not-found`.
    pub kind: &'static str,
    /// The same page in all its languages, including this one; empty if there is only one.
    pub alternates: Vec<Alternate>,
    /// The path from the home page, with this page last.
    pub breadcrumbs: Vec<Crumb>,
    /// Picture for link previews.
    pub share_image: Option<ShareImage>,
    /// `article`, `profile` or `website`.
    pub open_graph_type: &'static str,
    /// RFC 3339 instant of publication.
    pub published: Option<String>,
    /// RFC 3339 instant of the last change.
    pub modified: Option<String>,
    /// Plain names of conditions and topics.
    pub tags: Vec<String>,
    /// Absolute addresses of the authors' pages.
    pub authors: Vec<String>,
    /// Feeds of only this page, in addition to those of the site.
    pub feeds: Vec<FeedLink>,
    /// Whether search engines should leave the page out.
    pub noindex: bool,
    /// Whether a code block needs the highlighting sheet.
    pub has_code: bool,
}

/// A document of any kind; `document` in `document.html` and `person.html`.
#[derive(Clone, Debug, Serialize)]
pub struct DocumentView {
    /// `article`, `update`, `page`, `person` ...
    pub kind: &'static str,
    /// The title.
    pub title: String,
    /// The summary as written.
    pub summary: Option<String>,
    /// When it was published; pages and people may have none.
    pub date: Option<DateView>,
    /// When its content last changed.
    pub updated: Option<DateView>,
    /// Minutes to read at 220 words a minute, at least 1.
    pub minutes: usize,
    /// The reading grade of the text, if the settings request it.
    pub reading_grade: Option<GradeView>,
    /// Who wrote it.
    pub authors: Vec<PersonView>,
    /// Who reviewed it, when, and when the next review is due.
    pub review: Option<ReviewView>,
    /// Conditions it is about.
    pub conditions: Vec<TermView>,
    /// Topics it is about.
    pub topics: Vec<TermView>,
    /// Services it is about; for a person, those that the person provides.
    pub services: Vec<TermView>,
    /// Observances it belongs to.
    pub awareness: Vec<ObservanceView>,
    /// Its main picture.
    pub image: Option<PictureView>,
    /// Headings for a table of contents; empty if there are fewer than three.
    pub toc: Vec<TocEntry>,
    /// References in the order of their numbers.
    pub sources: Vec<SourceView>,
    /// Funding, conflicts of interest and use of AI.
    pub disclosures: Option<DisclosuresView>,
    /// Notes on what was corrected, newest first.
    pub corrections: Vec<CorrectionView>,
    /// Whether it was retracted.
    pub retracted: bool,
    /// When and where, for an event.
    pub event: Option<EventView>,
    /// Path of the calendar file of an event.
    pub calendar_file: Option<String>,
    /// What it is a notice of, and since when.
    pub notice: Option<NoticeView>,
    /// The agency's page or name, for an update.
    pub agency_source: Option<LinkOrText>,
    /// The last day on which it applies.
    pub until: Option<DateView>,
    /// Whether a story is published with the consent of the person it is about.
    pub told_with_consent: bool,
    /// Who gave it for that person: `parent`, `guardian` or `representative`.
    pub consent_by: Option<&'static str>,
    /// What most patients can expect.
    pub typical_results: Option<String>,
    /// Disclosures about a story: payments, and how the person is related to the practice.
    pub endorsement: Vec<String>,
    /// Whether it is a medical text that nobody has reviewed.
    pub unreviewed: bool,
    /// Where it is discussed.
    pub discussion: Vec<ProfileView>,
    /// What is known about a person, on the person's page.
    pub person: Option<PersonView>,
    /// The document's own next step for the reader.
    pub call_to_action: Option<CallToActionView>,
    /// Share links, for posts that may be shared.
    pub share: Option<ShareView>,
    /// The QR code and address for print, for posts that may be handed out.
    pub handout: Option<HandoutView>,
    /// The newer neighbor of its kind.
    pub newer: Option<Crumb>,
    /// The older neighbor of its kind.
    pub older: Option<Crumb>,
    /// Up to four documents with the most in common.
    pub related: Vec<Arc<CardView>>,
    /// `draft`, `scheduled` or `expired` if it is shown only because of a flag.
    pub mark: Option<&'static str>,
    /// The writer's own keys for themes.
    pub extra: serde_json::Value,
}

/// How hard a text is to read.
#[derive(Clone, Debug, Serialize)]
pub struct GradeView {
    /// The word of the theme that says it: `reading_grade`, or `reading_ease` for Spanish.
    pub word: &'static str,
    /// A school grade for SMOG; points out of 100 for INFLESZ.
    pub grade: String,
}

/// A page as a notice that the law asks for.
#[derive(Clone, Debug, Serialize)]
pub struct NoticeView {
    /// `privacy-practices`, `nondiscrimination` ...
    pub kind: &'static str,
    /// The effective date.
    pub effective: Option<DateView>,
}

/// The home page; `home` in `home.html`.
#[derive(Clone, Debug, Serialize)]
pub struct HomeView {
    /// Updates that are still in effect, newest first.
    pub alerts: Vec<Arc<CardView>>,
    /// Newest articles and other long documents.
    pub latest: Vec<Arc<CardView>>,
    /// Newest updates that are not alerts.
    pub updates: Vec<Arc<CardView>>,
    /// The next events.
    pub events: Vec<Arc<CardView>>,
    /// Conditions with the most documents.
    pub conditions: Vec<TermView>,
    /// The observances of this month.
    pub awareness: Option<ThisMonthView>,
    /// The people of the practice.
    pub people: Vec<PersonView>,
}

/// One page of the list of a kind; `list` in `list.html`.
#[derive(Clone, Debug, Serialize)]
pub struct ListView {
    /// The kind that is listed, such as `article`.
    pub kind: &'static str,
    /// Path of their feed; people have none.
    pub feed: Option<String>,
    /// Its documents, newest first; for events, the upcoming ones, soonest first.
    pub items: Vec<Arc<CardView>>,
    /// The people of the practice, on their list.
    pub people: Vec<PersonView>,
    /// Whether any of them has a picture; if so, those without one get a placeholder.
    pub has_pictures: bool,
    /// Past events, latest first.
    pub archive: Vec<Arc<CardView>>,
    /// How to subscribe to them, if there is a calendar file.
    pub subscribe: Option<SubscribeView>,
    /// Which page of how many.
    pub pagination: Pagination,
    /// Other ways to sort it; on the first page of all myths.
    pub facets: Vec<FacetView>,
}

/// Everything that was corrected in the documents of a language; `corrections` in `corrections.html`.
#[derive(Clone, Debug, Serialize)]
pub struct CorrectionsView {
    /// Newest first.
    pub items: Vec<CorrectedView>,
    /// Path of the feed.
    pub feed: String,
}

/// A correction with the document that it is about.
#[derive(Clone, Debug, Serialize)]
pub struct CorrectedView {
    /// The title of the document.
    pub title: String,
    /// Path of the document's page, with the anchor of the correction.
    pub path: String,
    /// What was corrected.
    pub correction: CorrectionView,
}

/// All conditions or all topics; `terms` in `terms.html`.
#[derive(Clone, Debug, Serialize)]
pub struct TermsView {
    /// `conditions` or `topics`.
    pub taxonomy: &'static str,
    /// The terms in use, by name.
    pub terms: Vec<TermView>,
    /// The same with their other names, by name, as patients may look for them.
    pub names: Vec<TermNameView>,
    /// The terms by part of the body, if there are several parts.
    pub systems: Vec<SystemView>,
}

/// A name in the list of all conditions or topics.
#[derive(Clone, Debug, Serialize)]
pub struct TermNameView {
    /// The name.
    pub name: String,
    /// The name of its page, if it is different.
    pub see: Option<String>,
    /// Path of its page.
    pub path: String,
    /// The number of documents.
    pub count: usize,
}

/// The conditions of a part of the body.
#[derive(Clone, Debug, Serialize)]
pub struct SystemView {
    /// The part, in the page's language.
    pub title: String,
    /// Its conditions, by name.
    pub terms: Vec<TermView>,
}

/// A code of a condition.
#[derive(Clone, Debug, Serialize)]
pub struct CodeView {
    /// The system, such as `ICD-10-CM`.
    pub system: &'static str,
    /// The code.
    pub value: String,
}

/// One page of a condition or topic; `term` in `term.html`.
#[derive(Clone, Debug, Serialize)]
pub struct TermPageView {
    /// `conditions` or `topics`.
    pub taxonomy: &'static str,
    /// Its plain name.
    pub name: String,
    /// Other names for it.
    pub also_called: Vec<String>,
    /// Documents by kind, each newest first; a kind may continue on the next page.
    pub groups: Vec<GroupView>,
    /// Who provides a service at the practice.
    pub people: Vec<PersonView>,
    /// Health observances about it, on its first page.
    pub observances: Vec<ObservanceView>,
    /// Its codes, for professionals.
    pub codes: Vec<CodeView>,
    /// The feed of this term.
    pub feed: String,
    /// Which page of how many.
    pub pagination: Pagination,
}

/// Documents of one kind on the page of a term.
#[derive(Clone, Debug, Serialize)]
pub struct GroupView {
    /// What they are, in the page's language.
    pub title: String,
    /// The documents.
    pub items: Vec<Arc<CardView>>,
}

/// What a person wrote or reviewed; `work` in `person.html`, in addition to `document`.
#[derive(Clone, Debug, Serialize)]
pub struct WorkView {
    /// Path of this person's feed, if there is one.
    pub feed: Option<String>,
    /// Documents by this person, newest first, at most 50.
    pub written: Vec<Arc<CardView>>,
    /// Documents this person reviewed, newest first, at most 50.
    pub reviewed: Vec<Arc<CardView>>,
}
