//! The settings of a site: `bedside.yaml` as written becomes [`Config`], resolved once.
//!
//! In: the text of the settings file. Out: settings in which every value is checked and every default decided; what is
//! wrong is reported at its line and replaced by its default, so that the rest of the project can still be checked.

mod brand;
mod deploy;
mod face;
mod file;
mod language;
mod practice;
mod reach;
mod resolve;
mod rules;
mod specialty;
mod url;
mod zones;

use crate::base::{LanguageTag, VPath, Zone};

pub use brand::{Brand, Color, Density, Focus, Font};
pub use deploy::{DeployTarget, HostKind};
pub use face::{Hero, HeroImage, Holiday, HomePart, LocalTexts, PhoneLine};
pub use language::{LanguageId, PerLanguage};
pub use practice::{Address, Practice, PracticeKind, emergency_number, is_united_states};
pub use resolve::{CHANNELS, Overrides, read};
pub use rules::{PathWaiver, Rules};
pub use specialty::{Specialty, medical_specialty};
pub use url::BaseUrl;

/// All settings, resolved.
#[derive(Clone, Debug)]
pub struct Config {
    /// The site's title.
    pub title: String,
    /// The address of the site.
    pub url: BaseUrl,
    /// The practice's time zone.
    pub zone: Zone,
    /// The tags of the languages, the main one first.
    pub languages: PerLanguage<LanguageTag>,
    /// What the settings say in the other languages, by tag.
    pub local: std::collections::BTreeMap<LanguageTag, LocalTexts>,
    /// What the site is, in a sentence.
    pub description: String,
    /// Name of the theme.
    pub theme: String,
    /// Colors and logo.
    pub brand: Brand,
    /// The practice.
    pub practice: Practice,
    /// The practice's pages on social networks: channel and address.
    pub profiles: Vec<(String, String)>,
    /// Social networks in use.
    pub channels: Vec<String>,
    /// How the practice edits.
    pub editorial: Editorial,
    /// Feeds.
    pub feeds: Feeds,
    /// Placeholders that the mailing service fills in.
    pub newsletter: Newsletter,
    /// Responsive pictures.
    pub images: Images,
    /// The design of share cards.
    pub card_design: CardDesign,
    /// What happens to raw HTML in Markdown.
    pub raw_html: RawHtml,
    /// Documents on one page of a list.
    pub paginate_by: usize,
    /// The main navigation; `None` lets the theme choose.
    pub navigation: Option<Vec<NavigationItem>>,
    /// The top of the home page.
    pub hero: Hero,
    /// The parts of the home page in their order.
    pub home: Vec<HomePart>,
    /// Links for common tasks: portal, refills, bills.
    pub actions: Vec<NavigationItem>,
    /// Levels and options of rules.
    pub rules: Rules,
    /// Findings that are accepted by path.
    pub waivers: Vec<PathWaiver>,
    /// The editor that the preview opens files in.
    pub editor: Option<Editor>,
    /// Where the site goes, in the order of the settings.
    pub deploy: Vec<DeployTarget>,
}

/// Editors that open a file by an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Editor {
    /// Visual Studio Code.
    VsCode,
    /// Zed.
    Zed,
    /// The editors of `JetBrains`.
    Idea,
}

/// Editorial rules.
#[derive(Clone, Debug)]
pub struct Editorial {
    /// Months between reviews.
    pub review_every: u32,
    /// AMA 11th edition, or NLM/Vancouver.
    pub citation_style: CitationStyle,
    /// School grade that the text aims at.
    pub reading_grade: Option<u8>,
    /// Whether the page of a post shows its reading grade.
    pub show_reading_grade: bool,
    /// How many of 100 posts should be of each kind, by its word; empty if it is not set.
    pub mix: Vec<(String, usize)>,
    /// Months after which what says what is known today counts as old; nothing does where it is not set.
    pub source_age: Option<u32>,
    /// The disclaimer under every article; the theme has one.
    pub disclaimer: Option<String>,
    /// Hosts whose pages the practice trusts.
    pub trusted_sources: Vec<String>,
    /// Whether pages that judge another's claim say so to machines (schema.org's `ClaimReview`).
    pub claim_review: bool,
}

/// How references are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CitationStyle {
    /// AMA Manual of Style, 11th edition.
    Ama,
    /// Citing Medicine of the National Library of Medicine.
    Nlm,
    /// Publication Manual of the American Psychological Association, 7th edition.
    Apa,
}

/// Feeds.
#[derive(Clone, Copy, Debug)]
pub struct Feeds {
    /// Entries in a feed of the whole site.
    pub limit: usize,
    /// Whether its entries contain the full text.
    pub full_content: bool,
    /// The feeds of parts of the site.
    pub terms: TermFeeds,
}

/// Feeds of conditions, topics, kinds and people. There are many of them, and each text is in several: whole, they would be
/// half of a site's bytes.
#[derive(Clone, Copy, Debug)]
pub struct TermFeeds {
    /// Entries in such a feed.
    pub limit: usize,
    /// Whether its entries contain the full text.
    pub full_content: bool,
}

/// What the mailing service fills into letters to readers: its own marks, or addresses.
#[derive(Clone, Debug)]
pub struct Newsletter {
    /// Where a reader unsubscribes.
    pub unsubscribe: String,
    /// Where the letter can be read on the web.
    pub view_online: Option<String>,
    /// Where a reader signs up.
    pub subscribe_url: Option<String>,
}

/// Responsive pictures.
#[derive(Clone, Debug)]
pub struct Images {
    /// Widths in pixels, ascending.
    pub sizes: Vec<u32>,
    /// JPEG quality, 1 to 100.
    pub quality: u8,
}

/// The design of share cards.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CardDesign {
    /// Words on the practice's colors.
    Plain,
    /// With the document's picture, if it has one.
    #[default]
    Image,
}

impl CardDesign {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Plain, Self::Image];

    /// The word that settings and front matter use.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Image => "image",
        }
    }

    /// The design that a word names.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        let word = if word == "auto" { "image" } else { word };
        Self::ALL.into_iter().find(|design| design.word() == word)
    }
}

/// What happens to HTML that is in the Markdown. HTML comments never reach the page: they may hold remarks about
/// patients.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RawHtml {
    /// Text elements stay, everything that could act or load something is taken out and reported.
    #[default]
    Sanitize,
    /// It is shown as text.
    Escape,
    /// It passes through, for practices that trust every writer; its links and pictures are not checked.
    Allow,
}

/// One entry of the navigation.
#[derive(Clone, Debug)]
pub struct NavigationItem {
    /// Its words.
    pub title: String,
    /// A path within the site, or an absolute address.
    pub url: String,
}

/// JSON Schema of the settings file.
#[must_use]
pub fn schema() -> serde_json::Value {
    crate::yaml::schema_of::<file::ConfigFile>(
        "Settings of a Bedside site",
        "The file bedside.yaml.",
        &["title", "url", "timezone", "practice"],
    )
}

impl Config {
    /// The tag of the main language.
    #[must_use]
    pub fn language(&self) -> &LanguageTag {
        &self.languages[LanguageId::MAIN]
    }

    /// The path prefix of a language: nothing for the main one, `/es` for others.
    #[must_use]
    pub fn language_prefix(&self, language: LanguageId) -> String {
        if language.is_main() { String::new() } else { format!("/{}", self.languages[language]) }
    }

    /// What the settings say in a language other than the main one.
    #[must_use]
    pub fn local(&self, language: LanguageId) -> Option<&LocalTexts> {
        self.local.get(&self.languages[language])
    }

    /// The site's title in a language.
    #[must_use]
    pub fn title_in(&self, language: LanguageId) -> &str {
        self.local(language).and_then(|local| local.title.as_deref()).unwrap_or(&self.title)
    }

    /// What the site is, in a language; in the main one where the settings lack it.
    #[must_use]
    pub fn description_in(&self, language: LanguageId) -> &str {
        self.local(language).and_then(|local| local.description.as_deref()).unwrap_or(&self.description)
    }

    /// The settings file.
    #[must_use]
    pub fn path() -> VPath {
        VPath::new(crate::world::SETTINGS)
    }
}
