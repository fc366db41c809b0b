//! Views: the whole input of one output, made lazily in the task that renders it.
//!
//! In: the [`Site`], its [`Plan`], the theme's words and assets, and one [`Route`]. Out: the [`View`] from which the route is
//! rendered without knowing the site. Invariant: a held-back document occurs in no view.

mod awareness;
mod block;
mod body;
mod calendar;
mod card;
mod chart;
mod claim;
mod corrections;
mod document;
mod event;
mod feed;
mod feeds_page;
mod frame;
mod glossary;
mod handout;
mod host;
mod hours;
mod links_page;
mod lists;
mod mark;
mod myths;
mod page;
mod parts;
mod person;
mod practice;
mod search;
mod share;
mod share_card;
mod site;
mod social_feed;
mod structured;
mod term;
mod term_index;
mod web;

use serde::Serialize;

use crate::base::VPath;
use crate::config::LanguageId;
use crate::image::{Format, Picture, Variant};
use crate::model::{MediaId, Site};
use crate::parse::{Asset, Words};
use crate::search as search_index;

use crate::plan::{Plan, Recipe, Route, Theme};

pub use awareness::{
    AwarenessView, MonthView, ObservancePageView, ObservanceView, SpanView, SubscribeView, ThisMonthView,
};
pub use body::{BodyView, ComponentView, Piece};
pub use calendar::{CalendarEntry, CalendarView, EntryTime, agenda_file};

pub use card::Cards;
pub use claim::{ClaimView, FallacyView, Form, PartView, SeenView, VerdictView};
pub(crate) use event::view as event_view;
pub use feed::{FeedItem, FeedView};
pub use feeds_page::{FeedEntryView, FeedGroupView, FeedsView};
pub use glossary::{GlossaryTermView, GlossaryView};
pub use handout::HandoutView;
pub use host::{HeadersView, RedirectView, SitemapEntry, SitemapView};
pub use links_page::{LinkView, LinksView, ThumbnailView};
pub use myths::{FacetView, MythView};
pub use page::{
    CodeView, CorrectedView, CorrectionsView, DocumentView, Frame, GradeView, GroupView, HomeView, ListView,
    NoticeView, SystemView, TermNameView, TermPageView, TermsView, WorkView,
};
pub use parts::{
    Alternate, CallToActionView, CardView, CorrectionView, Crumb, DateView, DisclosuresView, EventChangeView,
    EventView, FeedLink, LinkOrText, Pagination, PersonView, PictureView, ProfileView, ReviewView, ShareImage,
    SourceView, TermView, TocEntry,
};
pub use practice::{ForeignView, HeroView, PracticeView};
pub use search::{InitialEntryView, InitialView, SearchView};
pub use share::{ShareLinkView, ShareView};
pub use share_card::{CardBody, Seal, ShareCard, card_alt, form_alt, form_card, share_card, site_card};
pub use site::{AssetsView, SharedView, SiteView, shared};
pub use structured::Node;
pub(crate) use web::share_image;

/// What views are made from.
#[derive(Clone, Copy)]
pub struct Scene<'s> {
    /// The site.
    pub site: &'s Site,
    /// Its outputs.
    pub plan: &'s Plan,
    /// The theme's words and assets.
    pub theme: &'s Theme,
    /// The cards of its documents.
    pub cards: &'s Cards,
}

/// The input of one route.
pub enum View<'s> {
    /// A page made from a template.
    Page(Box<PageView<'s>>),
    /// A page that sends the reader on.
    Redirect(RedirectView),
    /// A feed.
    Feed(Box<FeedView<'s>>),
    /// A calendar file.
    Calendar(CalendarView),
    /// A part of the search's index.
    SearchIndex(search_index::IndexPart),
    /// The site map.
    Sitemap(SitemapView),
    /// `robots.txt`: the address of the site map.
    Robots(String),
    /// `_headers`.
    Headers(HeadersView),
    /// `_redirects`: from, to.
    Redirects(Vec<(String, String)>),
    /// An asset of the theme.
    Asset(&'s Asset),
    /// A published size of a picture.
    Picture {
        /// The source.
        file: &'s VPath,
        /// What is known of it.
        picture: &'s Picture,
        /// The wanted file.
        variant: &'s Variant,
        /// JPEG quality.
        quality: u8,
    },
    /// A share card.
    Card(Box<ShareCard<'s>>),
    /// The icon on a phone's home screen.
    TouchIcon,
    /// A file as it is.
    File(&'s VPath),
    /// A picture without its metadata.
    CleanPicture(&'s VPath),
}

/// The input of a page.
pub struct PageView<'s> {
    /// Language: a place in the site's list.
    pub language: LanguageId,
    /// The template's name.
    pub template: &'static str,
    /// What every page has.
    pub frame: Frame,
    /// What this kind of page has, by its name in templates.
    pub content: Vec<(&'static str, Content)>,
    /// A document's text.
    pub body: Option<BodyView>,
    /// The document that the page shows, for messages.
    pub source: Option<&'s VPath>,
    /// What the page is about, for programs; [`view`] alone fills it.
    pub structured: Vec<Node<'s>>,
}

/// The structs that templates see.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub enum Content {
    /// `document`.
    Document(Box<DocumentView>),
    /// `home`.
    Home(HomeView),
    /// `list`.
    List(ListView),
    /// `terms`.
    Terms(TermsView),
    /// `term`.
    Term(TermPageView),
    /// `work`.
    Work(WorkView),
    /// `corrections`.
    Corrections(CorrectionsView),
    /// `awareness` of the year at a glance.
    Awareness(AwarenessView),
    /// `observance`.
    Observance(Box<ObservancePageView>),
    /// `part`.
    Part(PartView),
    /// `feeds`.
    Feeds(FeedsView),
    /// `links`.
    Links(LinksView),
    /// `search`.
    Search(SearchView),
    /// `glossary`.
    Glossary(GlossaryView),
}

impl Content {
    /// Its name in templates.
    fn name(&self) -> &'static str {
        match self {
            Self::Document(_) => "document",
            Self::Home(_) => "home",
            Self::List(_) => "list",
            Self::Terms(_) => "terms",
            Self::Term(_) => "term",
            Self::Work(_) => "work",
            Self::Corrections(_) => "corrections",
            Self::Awareness(_) => "awareness",
            Self::Observance(_) => "observance",
            Self::Part(_) => "part",
            Self::Feeds(_) => "feeds",
            Self::Links(_) => "links",
            Self::Search(_) => "search",
            Self::Glossary(_) => "glossary",
        }
    }
}

/// Makes the input of a route.
#[must_use]
pub fn view<'s>(scene: Scene<'s>, route: &'s Route) -> View<'s> {
    let page = |mut page: PageView<'s>| {
        page.structured = structured::nodes(scene, &page, &route.recipe);
        View::Page(Box::new(page))
    };
    match &route.recipe {
        Recipe::Home(language) => page(lists::home(scene, *language)),
        Recipe::Document(id) => page(document::page(scene, *id)),
        Recipe::Claim { document, claim } => page(claim::page(scene, *document, *claim)),
        Recipe::Myths { language, group, page: number } => page(myths::page(scene, *language, *group, *number)),
        Recipe::List { language, kind, page: number } => page(lists::list(scene, *language, *kind, *number)),
        Recipe::Terms { language, taxonomy } => page(lists::terms(scene, *language, *taxonomy)),
        Recipe::Term { language, term, page: number } => page(term::page(scene, *language, *term, *number)),
        Recipe::Corrections(language) => page(corrections::page(scene, *language)),
        Recipe::Awareness(language) => page(awareness::page(scene, *language)),
        Recipe::Observance { language, observance, page: number } => {
            page(awareness::observance_page(scene, *language, *observance, *number))
        }
        Recipe::AwarenessFile { language, term } => View::Calendar(calendar::awareness_file(scene, *language, *term)),
        Recipe::EventsFile(language) => View::Calendar(calendar::events_file(scene, *language)),
        Recipe::EventFile(id) => View::Calendar(calendar::event_file(scene, *id)),
        Recipe::NotFound => page(lists::not_found(scene)),
        Recipe::Redirect(to) => View::Redirect(host::redirect(scene, to)),
        Recipe::Feed { language, scope, format } => View::Feed(Box::new(feed::view(scene, *language, *scope, *format))),
        Recipe::SocialFeed(language) => View::Feed(Box::new(social_feed::view(scene, *language))),
        Recipe::Feeds(language) => page(feeds_page::page(scene, *language)),
        Recipe::Glossary(language) => page(glossary::page(scene, *language)),
        Recipe::Search(language) => page(search::page(scene, *language)),
        Recipe::SearchIndex { language, part } => View::SearchIndex(search::index(scene, *language, *part)),
        Recipe::Links { language, channel } => page(links_page::page(scene, *language, *channel)),
        Recipe::CorrectionsFeed(language) => View::Feed(Box::new(corrections::feed(scene, *language))),
        Recipe::Sitemap => View::Sitemap(host::sitemap(scene)),
        Recipe::Robots => View::Robots(scene.site.config.url.absolute("/sitemap.xml")),
        Recipe::Headers => View::Headers(host::headers(scene.site)),
        Recipe::Redirects => View::Redirects(host::redirects(scene)),
        Recipe::Asset(name) => View::Asset(&scene.theme.assets.0[name]),
        Recipe::Picture { medium, variant } => picture_file(scene, *medium, *variant),
        Recipe::Card { document, claim } => View::Card(Box::new(share_card::share_card(scene, *document, *claim))),
        Recipe::SiteCard(language) => View::Card(Box::new(share_card::site_card(scene, *language))),
        Recipe::TouchIcon => View::TouchIcon,
        Recipe::File(medium) => View::File(&scene.site.medium(*medium).file),
        Recipe::Static(file) if is_picture(file) => View::CleanPicture(file),
        Recipe::Static(file) => View::File(file),
    }
}

/// Whether a file of `static/` is a picture whose metadata must go.
fn is_picture(file: &VPath) -> bool {
    Format::of_extension(&file.extension()).is_some()
}

impl<'s> Scene<'s> {
    pub(crate) fn words(self, language: LanguageId) -> &'s Words {
        &self.theme.words[language]
    }

    /// A path of the site as links within it write it: with the sub-path, percent-encoded.
    fn href(self, path: &str) -> String {
        web::href(&self.site.config.url, path)
    }

    /// The absolute address of a path of the site.
    pub(crate) fn absolute(self, path: &str) -> String {
        format!("{}{}", self.site.config.url.origin(), self.href(path))
    }
}

fn picture_file(scene: Scene<'_>, id: MediaId, variant: usize) -> View<'_> {
    let medium = scene.site.medium(id);
    match (&medium.picture, scene.plan.pictures.get(&id)) {
        (Some(picture), Some(files)) => View::Picture {
            file: &medium.file,
            picture,
            variant: &files[variant],
            quality: scene.site.config.images.quality,
        },
        _ => View::File(&medium.file),
    }
}
