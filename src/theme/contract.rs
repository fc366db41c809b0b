//! What the program has to know of a theme.

use crate::config::Color;

/// A part of a page that surrounds an author's text, and that a link may lead to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The page without its frame: where "skip to content" leads.
    Content,
    /// The list of the text's headings.
    Contents,
    /// Ways to pass the page on.
    Share,
    /// What was corrected.
    Corrections,
    /// The references.
    Sources,
    /// Who paid, and who has an interest.
    Disclosures,
    /// The topics of the document.
    Topics,
    /// The health observances of the document.
    Awareness,
    /// Other documents on the same subject.
    Related,
    /// What a person wrote.
    Written,
    /// What a person reviewed.
    Reviewed,
    /// The days of an event that do not take place as announced.
    OtherDays,
}

impl Part {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::Content,
        Self::Contents,
        Self::Share,
        Self::Corrections,
        Self::Sources,
        Self::Disclosures,
        Self::Topics,
        Self::Awareness,
        Self::Related,
        Self::Written,
        Self::Reviewed,
        Self::OtherDays,
    ];

    /// Its key under `parts`.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Content => "content",
            Self::Contents => "contents",
            Self::Share => "share",
            Self::Corrections => "corrections",
            Self::Sources => "sources",
            Self::Disclosures => "disclosures",
            Self::Topics => "topics",
            Self::Awareness => "awareness",
            Self::Related => "related",
            Self::Written => "written",
            Self::Reviewed => "reviewed",
            Self::OtherDays => "other_days",
        }
    }
}

/// What a theme and its parents say. The default is that of a theme without a word: no parts, pictures as wide as the
/// screen, black on white.
#[derive(Clone, Debug, PartialEq)]
pub struct Contract {
    /// The ids of the parts of a page with an author's text.
    pub parts: Vec<(Part, String)>,
    /// Additional ids on any page; `month-*` is every id that starts with `month-`.
    pub ids: Vec<String>,
    /// The backgrounds that colors must be readable on.
    pub grounds: Backgrounds,
    /// How wide pictures are shown.
    pub pictures: Pictures,
    /// Files in `assets/` that every page uses.
    pub files: Files,
    /// From how many headings on a page has a table of contents.
    pub contents_from: usize,
    /// The maximum lengths of lists.
    pub lists: Lists,
}

impl Contract {
    /// The ids that no heading and no claim may have.
    #[must_use]
    pub fn reserved(&self) -> Vec<String> {
        self.parts.iter().map(|(_, id)| id.clone()).collect()
    }

    /// The part that has this id.
    #[must_use]
    pub fn part(&self, id: &str) -> Option<Part> {
        self.parts.iter().find(|(_, own)| own == id).map(|(part, _)| *part)
    }
}

impl Default for Contract {
    fn default() -> Self {
        Self {
            parts: Vec::new(),
            ids: Vec::new(),
            grounds: Backgrounds::default(),
            pictures: Pictures::default(),
            files: Files::default(),
            contents_from: 3,
            lists: Lists::default(),
        }
    }
}

/// Backgrounds behind text.
#[derive(Clone, Debug, PartialEq)]
pub struct Backgrounds {
    /// By day.
    pub light: Color,
    /// In the dark.
    pub dark: Color,
    /// For the newsletter in dark mode.
    pub letter_dark: Color,
}

impl Default for Backgrounds {
    fn default() -> Self {
        Self { light: Color::WHITE, dark: Color::BLACK, letter_dark: Color::BLACK }
    }
}

/// The `sizes` of `<img>` by the picture's place.
#[derive(Clone, Debug, PartialEq)]
pub struct Pictures {
    /// At the top of a page.
    pub head: String,
    /// In the text.
    pub text: String,
    /// In a list of documents, one in a row.
    pub list: String,
    /// In a list of documents, two or three in a row.
    pub tile: String,
    /// A person, small.
    pub portrait: String,
}

impl Default for Pictures {
    fn default() -> Self {
        let wide = || "100vw".to_owned();
        Self { head: wide(), text: wide(), list: wide(), tile: wide(), portrait: wide() }
    }
}

/// Files in `assets/`, by their names there; empty if a theme has none.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Files {
    /// The style sheet.
    pub style: String,
    /// The style sheet for highlighted code.
    pub code: String,
    /// The script.
    pub script: String,
    /// The icon in the browser's tab.
    pub icon: String,
    /// Fonts to preload before the style sheet is read.
    pub preload: Vec<String>,
}

/// The maximum lengths of lists.
#[derive(Clone, Debug, PartialEq)]
pub struct Lists {
    /// Newest posts on the home page.
    pub home_latest: usize,
    /// Newest updates on the home page.
    pub home_updates: usize,
    /// Upcoming events on the home page.
    pub home_events: usize,
    /// Conditions on the home page.
    pub home_conditions: usize,
    /// Observances on the home page.
    pub home_awareness: usize,
    /// Months of the awareness calendar, this one included.
    pub awareness_months: usize,
    /// Posts listed in an entry of the awareness calendar.
    pub awareness_posts: usize,
    /// Upcoming dates on the page of an observance.
    pub observance_dates: usize,
    /// Posts about its conditions on the page of an observance.
    pub observance_related: usize,
}

impl Lists {
    /// The list of a key under `lists`.
    pub(super) fn of_key(&mut self, key: &str) -> Option<&mut usize> {
        Some(match key {
            "home_latest" => &mut self.home_latest,
            "home_updates" => &mut self.home_updates,
            "home_events" => &mut self.home_events,
            "home_conditions" => &mut self.home_conditions,
            "home_awareness" => &mut self.home_awareness,
            "awareness_months" => &mut self.awareness_months,
            "awareness_posts" => &mut self.awareness_posts,
            "observance_dates" => &mut self.observance_dates,
            "observance_related" => &mut self.observance_related,
            _ => return None,
        })
    }

    /// The keys under `lists`.
    pub(super) const KEYS: [&'static str; 9] = [
        "home_latest",
        "home_updates",
        "home_events",
        "home_conditions",
        "home_awareness",
        "awareness_months",
        "awareness_posts",
        "observance_dates",
        "observance_related",
    ];
}

impl Default for Lists {
    fn default() -> Self {
        Self {
            home_latest: 7,
            home_updates: 3,
            home_events: 3,
            home_conditions: 12,
            home_awareness: 6,
            awareness_months: 12,
            awareness_posts: 3,
            observance_dates: 4,
            observance_related: 6,
        }
    }
}
