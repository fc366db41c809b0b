//! `bedside.yaml` as it is written: every key optional, nothing decided.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::yaml::{Entries, Lines};

use super::deploy::Scalar;
use super::face::LanguagesFile;
use super::practice::Address;
use super::rules::RuleFile;

/// The whole file.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct ConfigFile {
    /// The name of the site, shown at the top of its pages and in search results. Required.
    pub(super) title: Option<String>,
    /// Where the site is found, such as `https://practice.example`; with its folder, where it has one. Required.
    pub(super) url: Option<String>,
    /// The time zone of the practice by its IANA name, such as `America/Chicago`. Dates and times count in it. Required.
    pub(super) timezone: Option<String>,
    /// The practice itself; its `name` is required.
    pub(super) practice: Option<PracticeFile>,
    /// The main language as a tag, such as `en` or `es-MX`. English where it is left out.
    pub(super) language: Option<String>,
    /// Further languages; a translation is next to its original, as `flu-shots.es.md`. With the site's texts in each, where
    /// there are some: `languages: {es: {title: ..}}`.
    pub(super) languages: Option<LanguagesFile>,
    /// One sentence about the site, for search engines and feeds.
    pub(super) description: Option<String>,
    /// The name of the theme: a built-in one, or a folder in `themes/`.
    pub(super) theme: Option<String>,
    /// Colors and logo.
    pub(super) brand: Option<BrandFile>,
    /// The pages of the practice on social networks, each by its network: `mastodon: https://...`.
    pub(super) profiles: Option<Entries<String>>,
    /// Social networks that posts are written for, such as `facebook` and `instagram`.
    pub(super) channels: Option<Vec<String>>,
    /// How the practice edits: reviews, citations, reading grade, sources, disclaimer.
    pub(super) editorial: Option<EditorialFile>,
    /// How long feeds are, and whether they hold whole texts.
    pub(super) feeds: Option<FeedsFile>,
    /// What the mailing service fills into letters.
    pub(super) newsletter: Option<NewsletterFile>,
    /// The sizes and the quality of published pictures.
    pub(super) images: Option<ImagesFile>,
    /// The design of share cards.
    pub(super) cards: Option<CardsFile>,
    /// What happens to HTML in texts.
    pub(super) markdown: Option<MarkdownFile>,
    /// How many documents one page of a list has.
    pub(super) paginate_by: Option<usize>,
    /// The main navigation. The theme chooses where it is left out.
    pub(super) navigation: Option<Vec<NavigationFile>>,
    /// The head of the home page: its words and its picture.
    pub(super) hero: Option<HeroFile>,
    /// The sections of the home page in their order.
    pub(super) home: Option<Vec<String>>,
    /// What patients come to do: portal, refills, paying a bill.
    pub(super) actions: Option<Vec<ActionFile>>,
    /// Levels and options of rules, by name: `plain/jargon: off`, or `plain/long-sentence: {level: warning, words: 25}`.
    #[schemars(schema_with = "super::rules::schema")]
    pub(super) rules: Option<Entries<RuleFile>>,
    /// Findings that are accepted in some files, each with a reason.
    pub(super) waive: Option<Vec<PathWaiverFile>>,
    /// How the preview opens files.
    pub(super) preview: Option<PreviewFile>,
    /// Where `bedside deploy` puts the site, each target by a name of your own.
    pub(super) deploy: Option<Entries<Entries<Scalar>>>,
    /// The versions of Bedside that the project was written for, such as `0.1`.
    pub(super) bedside: Option<String>,
}

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct BrandFile {
    /// The main color as a hexadecimal number, such as `"#1f5f5b"`.
    pub(super) color: Option<String>,
    /// The second color, for what should stand out.
    pub(super) accent: Option<String>,
    /// The logo: a file in `static/`, such as `/logo.svg`.
    pub(super) logo: Option<String>,
    /// The logo on a dark ground, where another one is needed.
    pub(super) logo_dark: Option<String>,
    /// The typefaces: `serif`, `sans` or `system`.
    pub(super) font: Option<String>,
    /// How round corners are, in pixels.
    pub(super) radius: Option<u32>,
    /// How close lines and blocks are.
    pub(super) density: Option<String>,
}

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct PracticeFile {
    /// The name that patients know. Required.
    pub(super) name: Option<String>,
    /// The name in contracts, where it is another.
    pub(super) legal_name: Option<String>,
    /// What the practice is: `MedicalClinic` and other types of schema.org, or words such as `family practice`.
    #[serde(rename = "type")]
    pub(super) kind: Option<String>,
    /// Its fields, in plain words or as names of schema.org: `[family medicine, Pediatric]`.
    pub(super) specialties: Option<Vec<String>>,
    /// The telephone number as people dial it.
    pub(super) phone: Option<String>,
    /// The e-mail address for general questions.
    pub(super) email: Option<String>,
    /// The postal address. Its country decides which emergency numbers and federal notices apply.
    pub(super) address: Option<Address>,
    /// Opening hours, one line each.
    pub(super) hours: Option<Lines>,
    /// The National Provider Identifier of the organization. Its check digit is checked.
    pub(super) npi: Option<String>,
    /// Where appointments are made.
    pub(super) appointments_url: Option<String>,
    /// The sentence about emergencies at the head of every page; an empty text leaves it out.
    pub(super) emergency: Option<String>,
    /// Further numbers, such as the nurse line: `- {label: Nurse line, number: (555) 555-0100}`.
    pub(super) phones: Option<Vec<PhoneFile>>,
    /// Days with other hours, or on which the practice is closed.
    pub(super) holidays: Option<Vec<HolidayFile>>,
    /// Where a map shows the practice.
    pub(super) map_url: Option<String>,
    /// Languages that are spoken at the practice, as tags: `[en, es]`.
    pub(super) languages: Option<Vec<String>>,
    /// Insurance that is accepted, one line each.
    pub(super) insurance: Option<Lines>,
    /// Whether the practice takes new patients.
    pub(super) accepting_new_patients: Option<bool>,
}

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct PhoneFile {
    /// What the number is for.
    pub(super) label: Option<String>,
    /// The number as people dial it.
    pub(super) number: Option<String>,
}

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct HolidayFile {
    /// The day, such as `2026-12-25`.
    pub(super) date: Option<String>,
    /// The last day, where there are several.
    pub(super) to: Option<String>,
    /// What the day is called.
    pub(super) name: Option<String>,
    /// The hours of the day; without them the practice is closed.
    pub(super) hours: Option<String>,
}

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct ActionFile {
    /// The words of the link.
    pub(super) label: Option<String>,
    /// Where it leads.
    pub(super) url: Option<String>,
}

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct HeroFile {
    /// The headline of the home page.
    pub(super) title: Option<String>,
    /// The picture of the home page.
    pub(super) image: Option<HeroImageFile>,
}

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct HeroImageFile {
    /// The file in `static/`.
    pub(super) src: Option<String>,
    /// What the picture shows.
    pub(super) alt: Option<String>,
    /// What must stay in sight where the picture is cut, such as `top`.
    pub(super) focus: Option<String>,
}

/// What the settings say in another language.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct LocalFile {
    /// The title of the site.
    pub(super) title: Option<String>,
    /// One sentence about the site.
    pub(super) description: Option<String>,
    /// Opening hours, one line each.
    pub(super) hours: Option<Lines>,
    /// The disclaimer under articles.
    pub(super) disclaimer: Option<String>,
    /// The sentence about emergencies.
    pub(super) emergency: Option<String>,
    /// The head of the home page.
    pub(super) hero: Option<HeroFile>,
    /// The main navigation.
    pub(super) navigation: Option<Vec<NavigationFile>>,
    /// What patients come to do.
    pub(super) actions: Option<Vec<ActionFile>>,
    /// Further numbers.
    pub(super) phones: Option<Vec<PhoneFile>>,
    /// Insurance that is accepted.
    pub(super) insurance: Option<Lines>,
}

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct EditorialFile {
    /// How often a text is reviewed, such as `3 years` or `18 months`.
    pub(super) review_every: Option<String>,
    /// How sources are written: `ama`, `nlm` or `apa`.
    #[schemars(extend("enum" = ["ama", "nlm", "vancouver", "apa", null]))]
    pub(super) citation_style: Option<String>,
    /// The school grade that texts should suit, such as 8. Harder ones are reported.
    pub(super) reading_grade: Option<u8>,
    /// Whether the page of a post says how hard its text is to read.
    pub(super) show_reading_grade: Option<bool>,
    /// How many of 100 posts should be of each kind: `{article: 60, myth: 30, update: 10}`.
    pub(super) mix: Option<Entries<usize>>,
    /// The age after which sources are reported, such as `5 years`; nothing is where it is left out.
    pub(super) source_age: Option<String>,
    /// The sentence under every article. The theme has one.
    pub(super) disclaimer: Option<String>,
    /// Hosts whose pages the practice trusts, such as `cdc.gov`. Sources and links elsewhere are reported as suggestions.
    pub(super) trusted_sources: Option<Vec<String>>,
    /// Whether pages about a claim that others made say so to machines (`ClaimReview` of schema.org).
    pub(super) claim_review: Option<bool>,
}

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct FeedsFile {
    /// Entries in a feed of the whole site.
    pub(super) limit: Option<usize>,
    /// Whether its entries hold the whole text.
    pub(super) full_content: Option<bool>,
    /// Feeds of kinds, conditions, topics and people.
    pub(super) terms: Option<TermFeedsFile>,
}

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct TermFeedsFile {
    /// Entries in such a feed.
    pub(super) limit: Option<usize>,
    /// Whether its entries hold the whole text.
    pub(super) full_content: Option<bool>,
}

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct NewsletterFile {
    /// The word or address that your mailing service replaces by the link to unsubscribe.
    pub(super) unsubscribe: Option<String>,
    /// The word or address that it replaces by the link to the letter on the web.
    pub(super) view_online: Option<String>,
    /// Where readers sign up for the newsletter.
    pub(super) subscribe_url: Option<String>,
}

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct ImagesFile {
    /// Widths in pixels, from 16 to 4096.
    pub(super) sizes: Option<Vec<u32>>,
    /// The quality of JPEG files, from 1 to 100.
    pub(super) quality: Option<u8>,
}

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct CardsFile {
    /// `plain`, or `image` for cards with the picture of the document.
    #[schemars(extend("enum" = ["plain", "image", null]))]
    pub(super) design: Option<String>,
}

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct MarkdownFile {
    /// `sanitize` keeps what is harmless, `escape` shows HTML as text, `allow` lets everything pass.
    #[schemars(extend("enum" = ["sanitize", "escape", "allow", null]))]
    pub(super) raw_html: Option<String>,
}

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct NavigationFile {
    /// The words.
    pub(super) title: Option<String>,
    /// A path of the site, such as `/about/`, or an address elsewhere.
    pub(super) url: Option<String>,
}

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct PathWaiverFile {
    /// The rule, such as `link/broken`.
    pub(super) rule: Option<String>,
    /// A file, a folder that ends in `/`, or either with `*` for any characters.
    pub(super) path: Option<String>,
    /// The reason. Without one the finding stays.
    pub(super) because: Option<String>,
}

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct PreviewFile {
    /// The editor that opens files from the preview: `vscode`, `zed` or `idea`.
    #[schemars(extend("enum" = ["vscode", "zed", "idea", null]))]
    pub(super) editor: Option<String>,
}
