//! `bedside.yaml` as it is written: every key optional, nothing decided.

use serde::Deserialize;

use crate::yaml::{Entries, Lines};

use super::deploy::Scalar;
use super::face::LanguagesFile;
use super::rules::RuleFile;

/// The whole file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct ConfigFile {
    pub(super) title: Option<String>,
    pub(super) url: Option<String>,
    pub(super) timezone: Option<String>,
    pub(super) practice: Option<PracticeFile>,
    pub(super) language: Option<String>,
    pub(super) languages: Option<LanguagesFile>,
    pub(super) description: Option<String>,
    pub(super) theme: Option<String>,
    pub(super) brand: Option<BrandFile>,
    pub(super) profiles: Option<Entries<String>>,
    pub(super) channels: Option<Vec<String>>,
    pub(super) editorial: Option<EditorialFile>,
    pub(super) feeds: Option<FeedsFile>,
    pub(super) newsletter: Option<NewsletterFile>,
    pub(super) images: Option<ImagesFile>,
    pub(super) cards: Option<CardsFile>,
    pub(super) markdown: Option<MarkdownFile>,
    pub(super) paginate_by: Option<usize>,
    pub(super) navigation: Option<Vec<NavigationFile>>,
    pub(super) hero: Option<HeroFile>,
    pub(super) home: Option<Vec<String>>,
    pub(super) actions: Option<Vec<ActionFile>>,
    pub(super) rules: Option<Entries<RuleFile>>,
    pub(super) waive: Option<Vec<PathWaiverFile>>,
    pub(super) preview: Option<PreviewFile>,
    pub(super) deploy: Option<Entries<Entries<Scalar>>>,
    pub(super) bedside: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct BrandFile {
    pub(super) color: Option<String>,
    pub(super) accent: Option<String>,
    pub(super) logo: Option<String>,
    pub(super) logo_dark: Option<String>,
    pub(super) font: Option<String>,
    pub(super) radius: Option<u32>,
    pub(super) density: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct PracticeFile {
    pub(super) name: Option<String>,
    pub(super) legal_name: Option<String>,
    #[serde(rename = "type")]
    pub(super) kind: Option<String>,
    pub(super) specialties: Option<Vec<String>>,
    pub(super) phone: Option<String>,
    pub(super) email: Option<String>,
    pub(super) address: Option<AddressFile>,
    pub(super) hours: Option<Lines>,
    pub(super) npi: Option<String>,
    pub(super) appointments_url: Option<String>,
    pub(super) emergency: Option<String>,
    pub(super) phones: Option<Vec<PhoneFile>>,
    pub(super) holidays: Option<Vec<HolidayFile>>,
    pub(super) map_url: Option<String>,
    pub(super) languages: Option<Vec<String>>,
    pub(super) insurance: Option<Lines>,
    pub(super) accepting_new_patients: Option<bool>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct PhoneFile {
    pub(super) label: Option<String>,
    pub(super) number: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct HolidayFile {
    pub(super) date: Option<String>,
    pub(super) to: Option<String>,
    pub(super) name: Option<String>,
    pub(super) hours: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct ActionFile {
    pub(super) label: Option<String>,
    pub(super) url: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct HeroFile {
    pub(super) title: Option<String>,
    pub(super) image: Option<HeroImageFile>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct HeroImageFile {
    pub(super) src: Option<String>,
    pub(super) alt: Option<String>,
    pub(super) focus: Option<String>,
}

/// What the settings say in another language.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct LocalFile {
    pub(super) title: Option<String>,
    pub(super) description: Option<String>,
    pub(super) hours: Option<Lines>,
    pub(super) disclaimer: Option<String>,
    pub(super) emergency: Option<String>,
    pub(super) hero: Option<HeroFile>,
    pub(super) navigation: Option<Vec<NavigationFile>>,
    pub(super) actions: Option<Vec<ActionFile>>,
    pub(super) phones: Option<Vec<PhoneFile>>,
    pub(super) insurance: Option<Lines>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct AddressFile {
    pub(super) street: Option<String>,
    pub(super) city: Option<String>,
    pub(super) region: Option<String>,
    pub(super) postal_code: Option<String>,
    pub(super) country: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct EditorialFile {
    pub(super) review_every: Option<String>,
    pub(super) citation_style: Option<String>,
    pub(super) reading_grade: Option<u8>,
    pub(super) source_age: Option<String>,
    pub(super) disclaimer: Option<String>,
    pub(super) trusted_sources: Option<Vec<String>>,
    pub(super) claim_review: Option<bool>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct FeedsFile {
    pub(super) limit: Option<usize>,
    pub(super) full_content: Option<bool>,
    pub(super) terms: Option<TermFeedsFile>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct TermFeedsFile {
    pub(super) limit: Option<usize>,
    pub(super) full_content: Option<bool>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct NewsletterFile {
    pub(super) unsubscribe: Option<String>,
    pub(super) view_online: Option<String>,
    pub(super) subscribe_url: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct ImagesFile {
    pub(super) sizes: Option<Vec<u32>>,
    pub(super) quality: Option<u8>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct CardsFile {
    pub(super) design: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct MarkdownFile {
    pub(super) raw_html: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct NavigationFile {
    pub(super) title: Option<String>,
    pub(super) url: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct PathWaiverFile {
    pub(super) rule: Option<String>,
    pub(super) path: Option<String>,
    pub(super) because: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct PreviewFile {
    pub(super) editor: Option<String>,
}
