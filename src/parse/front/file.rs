//! Front matter as it is written: every key optional, nothing decided.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, SeqAccess, Visitor};

use crate::reference::ReferenceFile;
use crate::yaml::{Entries, WordOr};

/// All keys of all kinds.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct FrontMatterFile {
    pub(super) title: Option<String>,
    pub(super) date: Option<String>,
    pub(super) updated: Option<String>,
    pub(super) summary: Option<String>,
    pub(super) slug: Option<String>,
    pub(super) aliases: Option<Vec<String>>,
    pub(super) draft: Option<bool>,
    pub(super) expires: Option<String>,
    pub(super) authors: Option<Vec<String>>,
    pub(super) reviewed: Option<ReviewedFile>,
    pub(super) conditions: Option<Vec<String>>,
    pub(super) topics: Option<Vec<String>>,
    pub(super) awareness: Option<Vec<WordOr<AwarenessFile>>>,
    pub(super) sources: Option<Vec<WordOr<ReferenceFile>>>,
    pub(super) corrections: Option<Vec<CorrectionFile>>,
    pub(super) disclosures: Option<DisclosuresFile>,
    pub(super) image: Option<ImageFile>,
    pub(super) call_to_action: Option<CallToActionFile>,
    pub(super) card: Option<CardFile>,
    pub(super) social: Option<Entries<SocialFile>>,
    pub(super) discussion: Option<Entries<String>>,
    pub(super) lang: Option<String>,
    pub(super) waive: Option<Vec<WaiverFile>>,
    pub(super) extra: Option<serde_json::Value>,
    pub(super) claims: Option<Vec<ClaimFile>>,
    pub(super) consent: Option<ConsentFile>,
    pub(super) starts: Option<String>,
    pub(super) ends: Option<String>,
    pub(super) place: Option<String>,
    pub(super) online: Option<String>,
    pub(super) registration_url: Option<String>,
    pub(super) agency_source: Option<String>,
    pub(super) level: Option<String>,
    pub(super) notice: Option<String>,
    pub(super) effective: Option<String>,
    pub(super) credentials: Option<Listed>,
    pub(super) role: Option<String>,
    pub(super) specialty: Option<String>,
    pub(super) npi: Option<String>,
    pub(super) orcid: Option<String>,
    pub(super) profiles: Option<Entries<String>>,
    pub(super) certifications: Option<Listed>,
    pub(super) education: Option<Listed>,
    pub(super) languages: Option<Vec<String>>,
    pub(super) accepting_new_patients: Option<bool>,
    pub(super) appointments_url: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct ReviewedFile {
    pub(super) by: Option<String>,
    pub(super) on: Option<String>,
    pub(super) due: Option<String>,
    pub(super) fingerprint: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct AwarenessFile {
    pub(super) name: Option<String>,
    pub(super) from: Option<String>,
    pub(super) to: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct CorrectionFile {
    pub(super) date: Option<String>,
    pub(super) severity: Option<String>,
    pub(super) what: Option<String>,
    pub(super) why: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct DisclosuresFile {
    pub(super) funding: Option<String>,
    pub(super) conflicts: Option<String>,
    pub(super) ai_assisted: Option<bool>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct ImageFile {
    pub(super) src: Option<String>,
    pub(super) alt: Option<String>,
    pub(super) focus: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct CallToActionFile {
    pub(super) label: Option<String>,
    pub(super) url: Option<String>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct CardFile {
    pub(super) title: Option<String>,
    pub(super) image: Option<String>,
    pub(super) design: Option<String>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct SocialFile {
    pub(super) text: Option<String>,
    pub(super) hashtags: Option<Vec<String>>,
    pub(super) publish_at: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct ClaimFile {
    pub(super) id: Option<String>,
    pub(super) claim: Option<String>,
    pub(super) verdict: Option<String>,
    pub(super) fact: Option<String>,
    pub(super) why_believed: Option<String>,
    pub(super) fallacy: Option<String>,
    pub(super) what_to_do: Option<String>,
    pub(super) seen: Option<Vec<SeenFile>>,
    pub(super) sources: Option<Vec<String>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct SeenFile {
    #[serde(rename = "where")]
    pub(super) place: Option<String>,
    pub(super) on: Option<String>,
    pub(super) url: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct ConsentFile {
    #[serde(rename = "ref")]
    pub(super) reference: Option<String>,
    #[serde(rename = "type")]
    pub(super) kind: Option<String>,
    pub(super) scope: Option<Vec<String>>,
    pub(super) signed_on: Option<String>,
    pub(super) expires_on: Option<String>,
    pub(super) revoked: Option<bool>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct WaiverFile {
    pub(super) rule: Option<String>,
    pub(super) because: Option<String>,
}

/// One word, or a list of words.
#[derive(Debug)]
pub(super) struct Listed(pub(super) Vec<String>);

impl<'de> Deserialize<'de> for Listed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Words;
        impl<'de> Visitor<'de> for Words {
            type Value = Listed;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a word or a list of words")
            }

            fn visit_str<E: Error>(self, word: &str) -> Result<Listed, E> {
                Ok(Listed(vec![word.to_owned()]))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Listed, A::Error> {
                let mut words = Vec::new();
                while let Some(word) = items.next_element::<String>()? {
                    words.push(word);
                }
                Ok(Listed(words))
            }
        }
        deserializer.deserialize_any(Words)
    }
}
