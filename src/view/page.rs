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

/// What the head and the frame of every page need; `page` in templates.
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
    /// The page's language and country as Open Graph writes them, `en_US`, where they are known.
    pub locale: Option<String>,
    /// `ltr` or `rtl`.
    pub direction: &'static str,
    /// `home`, `document`, `person`, `list`, `terms`, `term`, `awareness`, `observance`, `feeds`,
    /// `links`, `not-found`.
    pub kind: &'static str,
    /// The same page in all its languages, this one included; empty where there is only one.
    pub alternates: Vec<Alternate>,
    /// The way from the home page, this page last.
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
    /// The summary as the writer gave it.
    pub summary: Option<String>,
    /// When it was published; pages and people may have none.
    pub date: Option<DateView>,
    /// When it was last changed in substance.
    pub updated: Option<DateView>,
    /// Minutes to read at 220 words a minute, at least 1.
    pub minutes: usize,
    /// How hard the text is to read, where the settings ask for it.
    pub reading_grade: Option<GradeView>,
    /// Who wrote it.
    pub authors: Vec<PersonView>,
    /// Who reviewed it, when, and when the next review is due.
    pub review: Option<ReviewView>,
    /// Conditions it is about.
    pub conditions: Vec<TermView>,
    /// Topics it is about.
    pub topics: Vec<TermView>,
    /// Services it is about; of a person, those that the person does.
    pub services: Vec<TermView>,
    /// Observances it belongs to.
    pub awareness: Vec<ObservanceView>,
    /// Its main picture.
    pub image: Option<PictureView>,
    /// Headings for a table of contents; empty where there are fewer than three.
    pub toc: Vec<TocEntry>,
    /// References in the order of their numbers.
    pub sources: Vec<SourceView>,
    /// Funding, conflicts of interest and use of AI.
    pub disclosures: Option<DisclosuresView>,
    /// Notes on what was corrected, newest first.
    pub corrections: Vec<CorrectionView>,
    /// Whether it is withdrawn.
    pub retracted: bool,
    /// When and where, for an event.
    pub event: Option<EventView>,
    /// Path of the calendar file of an event.
    pub calendar_file: Option<String>,
    /// What it is a notice of, and since when.
    pub notice: Option<NoticeView>,
    /// The agency's page or name, for an update.
    pub agency_source: Option<LinkOrText>,
    /// The last day on which it holds.
    pub until: Option<DateView>,
    /// Whether a story is told with the consent of the person it is about.
    pub told_with_consent: bool,
    /// Who gave it for that person: `parent`, `guardian` or `representative`.
    pub consent_by: Option<&'static str>,
    /// What most patients can expect.
    pub typical_results: Option<String>,
    /// What readers have to know of who tells a story: payments, and what connects the person with the practice.
    pub endorsement: Vec<String>,
    /// Whether it is a medical text that no second person has reviewed.
    pub unreviewed: bool,
    /// Where it is discussed.
    pub discussion: Vec<ProfileView>,
    /// What is known of a person, on the person's page.
    pub person: Option<PersonView>,
    /// The document's own next step for the reader.
    pub call_to_action: Option<CallToActionView>,
    /// Ways to pass it on, for posts that may be.
    pub share: Option<ShareView>,
    /// The way back to it from paper, for posts that may be handed out.
    pub handout: Option<HandoutView>,
    /// The newer neighbor of its kind.
    pub newer: Option<Crumb>,
    /// The older neighbor of its kind.
    pub older: Option<Crumb>,
    /// Up to four documents with the most in common.
    pub related: Vec<Arc<CardView>>,
    /// `draft`, `scheduled` or `expired` where it is shown only because that was asked for.
    pub mark: Option<&'static str>,
    /// The writer's own keys for themes.
    pub extra: serde_json::Value,
}

/// How hard a text is to read.
#[derive(Clone, Debug, Serialize)]
pub struct GradeView {
    /// The word of the theme that says it: `reading_grade`, or `reading_ease` for Spanish.
    pub word: &'static str,
    /// By SMOG a school grade; by INFLESZ points of 100.
    pub grade: String,
}

/// A page as a notice that the law asks for.
#[derive(Clone, Debug, Serialize)]
pub struct NoticeView {
    /// `privacy-practices`, `nondiscrimination` ...
    pub kind: &'static str,
    /// The day from which it holds.
    pub effective: Option<DateView>,
}

/// The home page; `home` in `home.html`.
#[derive(Clone, Debug, Serialize)]
pub struct HomeView {
    /// Updates that hold until a day to come, newest first.
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
    /// Its documents, newest first; of events those to come, the next first.
    pub items: Vec<Arc<CardView>>,
    /// The people of the practice, on their list.
    pub people: Vec<PersonView>,
    /// Whether any of them has a picture; then those without one get a drawn place.
    pub has_pictures: bool,
    /// Events that are over, the last first.
    pub archive: Vec<Arc<CardView>>,
    /// How to subscribe to them, where there is a calendar file.
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
    /// Path of the document's page, with the part that holds the correction.
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
    /// The same and their other names, by name: what a patient may look for.
    pub names: Vec<TermNameView>,
    /// The terms by part of the body, where there are several parts.
    pub systems: Vec<SystemView>,
}

/// A name in the list of all conditions or topics.
#[derive(Clone, Debug, Serialize)]
pub struct TermNameView {
    /// The name.
    pub name: String,
    /// The name that its page bears, where that is another one.
    pub see: Option<String>,
    /// Path of its page.
    pub path: String,
    /// How many documents it has.
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
    /// Documents by kind, each newest first; a kind may go on on the next page.
    pub groups: Vec<GroupView>,
    /// Who does a service at the practice.
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

/// What a person wrote or reviewed; `work` in `person.html`, beside `document`.
#[derive(Clone, Debug, Serialize)]
pub struct WorkView {
    /// Path of the feed of what this person writes, where there is any.
    pub feed: Option<String>,
    /// Documents by this person, newest first, at most 50.
    pub written: Vec<Arc<CardView>>,
    /// Documents this person reviewed, newest first, at most 50.
    pub reviewed: Vec<Arc<CardView>>,
}
