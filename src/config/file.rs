//! `bedside.yaml` as written: every key optional, nothing resolved.

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
    /// The address of the site, such as `https://practice.example`, including its folder if it has one. Required.
    pub(super) url: Option<String>,
    /// The IANA time zone of the practice, such as `America/Chicago`, for all dates and times. Required.
    pub(super) timezone: Option<String>,
    /// The practice itself; its `name` is required.
    pub(super) practice: Option<PracticeFile>,
    /// The main language as a tag, such as `en` or `es-MX`. The default is English.
    pub(super) language: Option<String>,
    /// Additional languages; a translation goes next to its original, as `flu-shots.es.md`. Can contain the site's
    /// texts in each language: `languages: {es: {title: ..}}`.
    pub(super) languages: Option<LanguagesFile>,
    /// One sentence about the site, for search engines and feeds.
    pub(super) description: Option<String>,
    /// The name of the theme: a built-in one, or a folder in `themes/`.
    pub(super) theme: Option<String>,
    /// Colors and logo.
    pub(super) brand: Option<BrandFile>,
    /// The practice's profiles on social networks, by network: `mastodon: https://...`.
    pub(super) profiles: Option<Entries<String>>,
    /// Social networks to write posts for, such as `facebook` and `instagram`.
    pub(super) channels: Option<Vec<String>>,
    /// Editorial rules: reviews, citations, reading grade, sources, disclaimer.
    pub(super) editorial: Option<EditorialFile>,
    /// How long feeds are, and whether they contain full texts.
    pub(super) feeds: Option<FeedsFile>,
    /// Placeholders that the mailing service fills in.
    pub(super) newsletter: Option<NewsletterFile>,
    /// The sizes and the quality of published pictures.
    pub(super) images: Option<ImagesFile>,
    /// The design of share cards.
    pub(super) cards: Option<CardsFile>,
    /// What happens to HTML in texts.
    pub(super) markdown: Option<MarkdownFile>,
    /// How many documents are on one page of a list.
    pub(super) paginate_by: Option<usize>,
    /// The main navigation. Without it, the theme decides.
    pub(super) navigation: Option<Vec<NavigationFile>>,
    /// The top of the home page: its text and its picture.
    pub(super) hero: Option<HeroFile>,
    /// The sections of the home page, in order.
    pub(super) home: Option<Vec<String>>,
    /// Links for common tasks: portal, refills, paying a bill.
    pub(super) actions: Option<Vec<ActionFile>>,
    /// Levels and options of rules, by name: `plain/jargon: off`, or `plain/long-sentence: {level: warning, words: 25}`.
    #[schemars(schema_with = "super::rules::schema")]
    pub(super) rules: Option<Entries<RuleFile>>,
    /// Findings to accept in some files, each with a reason.
    pub(super) waive: Option<Vec<PathWaiverFile>>,
    /// How the preview opens files.
    pub(super) preview: Option<PreviewFile>,
    /// Where `bedside deploy` puts the site, by a name that you choose for each target.
    pub(super) deploy: Option<Entries<Entries<Scalar>>>,
    /// The versions of Bedside that the project is for, such as `0.1`.
    pub(super) bedside: Option<String>,
}

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct BrandFile {
    /// The main color as a hexadecimal value, such as `"#1f5f5b"`.
    pub(super) color: Option<String>,
    /// The second color, for accents.
    pub(super) accent: Option<String>,
    /// The logo: a file in `static/`, such as `/logo.svg`.
    pub(super) logo: Option<String>,
    /// The logo for dark pages, if you need a different one.
    pub(super) logo_dark: Option<String>,
    /// The typefaces: `serif`, `sans` or `system`.
    pub(super) font: Option<String>,
    /// The radius of corners, in pixels.
    pub(super) radius: Option<u32>,
    /// How close lines and blocks are.
    pub(super) density: Option<String>,
}

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct PracticeFile {
    /// The name that patients know. Required.
    pub(super) name: Option<String>,
    /// The legal name, if it is different.
    pub(super) legal_name: Option<String>,
    /// The type of practice: `MedicalClinic` and other types from schema.org, or words such as `family practice`.
    #[serde(rename = "type")]
    pub(super) kind: Option<String>,
    /// Its fields, in plain words or as names from schema.org: `[family medicine, Pediatric]`.
    pub(super) specialties: Option<Vec<String>>,
    /// The telephone number as people dial it.
    pub(super) phone: Option<String>,
    /// The email address for general questions.
    pub(super) email: Option<String>,
    /// The postal address. Its country decides which emergency numbers and federal notices apply.
    pub(super) address: Option<Address>,
    /// Office hours, one entry per line.
    pub(super) hours: Option<Lines>,
    /// The National Provider Identifier of the organization. Its check digit is checked.
    pub(super) npi: Option<String>,
    /// Where to make an appointment.
    pub(super) appointments_url: Option<String>,
    /// The sentence about emergencies at the top of every page; to leave it out, use an empty text.
    pub(super) emergency: Option<String>,
    /// Additional numbers, such as the nurse line: `- {label: Nurse line, number: (555) 555-0100}`.
    pub(super) phones: Option<Vec<PhoneFile>>,
    /// Days with different hours, or on which the practice is closed.
    pub(super) holidays: Option<Vec<HolidayFile>>,
    /// The practice's location on a map.
    pub(super) map_url: Option<String>,
    /// Languages spoken at the practice, as tags: `[en, es]`.
    pub(super) languages: Option<Vec<String>>,
    /// Accepted insurance, one per line.
    pub(super) insurance: Option<Lines>,
    /// Whether the practice accepts new patients.
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
    /// The last day, if there are several.
    pub(super) to: Option<String>,
    /// What the day is called.
    pub(super) name: Option<String>,
    /// The hours on this day; without them, the practice is closed.
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
    /// What must stay visible when the picture is cropped, such as `top`.
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
    /// Office hours, one entry per line.
    pub(super) hours: Option<Lines>,
    /// The disclaimer under articles.
    pub(super) disclaimer: Option<String>,
    /// The sentence about emergencies.
    pub(super) emergency: Option<String>,
    /// The top of the home page.
    pub(super) hero: Option<HeroFile>,
    /// The main navigation.
    pub(super) navigation: Option<Vec<NavigationFile>>,
    /// What patients come to do.
    pub(super) actions: Option<Vec<ActionFile>>,
    /// Further numbers.
    pub(super) phones: Option<Vec<PhoneFile>>,
    /// Accepted insurance.
    pub(super) insurance: Option<Lines>,
}

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct EditorialFile {
    /// How often a text is reviewed, such as `3 years` or `18 months`.
    pub(super) review_every: Option<String>,
    /// The citation style: `ama`, `nlm` or `apa`.
    #[schemars(extend("enum" = ["ama", "nlm", "vancouver", "apa", null]))]
    pub(super) citation_style: Option<String>,
    /// The target school grade for texts, such as 8. Harder texts are reported.
    pub(super) reading_grade: Option<u8>,
    /// Whether the page of a post shows its reading grade.
    pub(super) show_reading_grade: Option<bool>,
    /// The target percentage of posts of each kind: `{article: 60, myth: 30, update: 10}`.
    pub(super) mix: Option<Entries<usize>>,
    /// The age after which sources are reported, such as `5 years`; without it, none are.
    pub(super) source_age: Option<String>,
    /// The sentence below every article. The theme has one.
    pub(super) disclaimer: Option<String>,
    /// Hosts that the practice trusts, such as `cdc.gov`. Other sources and links are reported as suggestions.
    pub(super) trusted_sources: Option<Vec<String>>,
    /// Whether pages about other people's claims contain schema.org's `ClaimReview`.
    pub(super) claim_review: Option<bool>,
}

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct FeedsFile {
    /// Entries in a feed of the whole site.
    pub(super) limit: Option<usize>,
    /// Whether its entries contain the full text.
    pub(super) full_content: Option<bool>,
    /// Feeds of kinds, conditions, topics and people.
    pub(super) terms: Option<TermFeedsFile>,
}

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct TermFeedsFile {
    /// Entries in such a feed.
    pub(super) limit: Option<usize>,
    /// Whether its entries contain the full text.
    pub(super) full_content: Option<bool>,
}

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct NewsletterFile {
    /// The placeholder that your mailing service replaces with the unsubscribe link.
    pub(super) unsubscribe: Option<String>,
    /// The placeholder that it replaces with the link to view the newsletter in a browser.
    pub(super) view_online: Option<String>,
    /// Where readers can sign up for the newsletter.
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
    /// A path on the site, such as `/about/`, or the address of another site.
    pub(super) url: Option<String>,
}

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct PathWaiverFile {
    /// The rule, such as `link/broken`.
    pub(super) rule: Option<String>,
    /// A file, a folder that ends in `/`, or either with `*` for any characters.
    pub(super) path: Option<String>,
    /// The reason. Without one, the finding stays.
    pub(super) because: Option<String>,
}

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct PreviewFile {
    /// The editor that opens files from the preview: `vscode`, `zed` or `idea`.
    #[schemars(extend("enum" = ["vscode", "zed", "idea", null]))]
    pub(super) editor: Option<String>,
}
