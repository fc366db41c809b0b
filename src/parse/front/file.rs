//! Front matter as written: every key optional, nothing resolved.

use std::fmt;

use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::{Deserializer, Error, SeqAccess, Visitor};

use crate::config::Address;
use crate::reference::ReferenceFile;
use crate::yaml::{Entries, WordOr};

/// All keys of all kinds.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct FrontMatterFile {
    /// The title. For a person, the name as patients see it. Required.
    pub(super) title: Option<String>,
    /// The day, or day and time, when the document goes public: `2026-11-25` or `2026-11-25 07:00`. Required except for
    /// pages and people.
    pub(super) date: Option<String>,
    /// When its content last changed.
    pub(super) updated: Option<String>,
    /// One or two plain sentences for lists, feeds and search engines. 100 to 180 characters work best.
    pub(super) summary: Option<String>,
    /// The last part of the address, if it should differ from the file name.
    pub(super) slug: Option<String>,
    /// Former addresses that should redirect here: `[/old/flu/]`.
    pub(super) aliases: Option<Vec<String>>,
    /// `true` keeps it off the site.
    pub(super) draft: Option<bool>,
    /// When it leaves the site.
    pub(super) expires: Option<String>,
    /// Names of files in `content/people/`, without the extension.
    pub(super) authors: Option<Vec<String>>,
    /// The last review. `bedside review` writes it.
    pub(super) reviewed: Option<ReviewedFile>,
    /// Conditions it is about, as slugs: `[influenza]`.
    pub(super) conditions: Option<Vec<String>>,
    /// Topics it is about, as slugs: `[immunization]`.
    pub(super) topics: Option<Vec<String>>,
    /// Services it is about, as slugs: `[colonoscopy]`; for a person, those that the person provides.
    pub(super) services: Option<Vec<String>>,
    /// Health observances it is for: ids, or one of your own.
    pub(super) awareness: Option<Vec<WordOr<AwarenessFile>>>,
    /// Sources: ids from the shared library, or complete references with CSL names.
    pub(super) sources: Option<Vec<WordOr<ReferenceFile>>>,
    /// Corrections, newest first.
    pub(super) corrections: Option<Vec<CorrectionFile>>,
    /// Funding, conflicts of interest, and whether a program helped to write the text.
    pub(super) disclosures: Option<DisclosuresFile>,
    /// The main picture.
    pub(super) image: Option<ImageFile>,
    /// The next step for a reader.
    pub(super) call_to_action: Option<CallToActionFile>,
    /// The title on the share card, if different.
    pub(super) card: Option<CardFile>,
    /// Your own posts, by network.
    pub(super) social: Option<Entries<SocialFile>>,
    /// A poll for social networks.
    pub(super) poll: Option<PollFile>,
    /// Where the document is discussed, by network.
    pub(super) discussion: Option<Entries<String>>,
    /// The language, if it differs from the site's language or the one in the file name.
    pub(super) lang: Option<String>,
    /// Findings to accept in this document, each with a reason.
    pub(super) waive: Option<Vec<WaiverFile>>,
    /// Anything, for your own theme.
    pub(super) extra: Option<serde_json::Value>,
    /// Claims that the page assesses. Myths need at least one; updates can have some.
    pub(super) claims: Option<Vec<ClaimFile>>,
    /// The consent for a patient's story. Stories only.
    pub(super) consent: Option<ConsentFile>,
    /// What most patients can expect, in a sentence, if a story reports a result. Stories only.
    pub(super) typical_results: Option<String>,
    /// When an event starts, in the practice's time zone: `2026-12-05 09:00`. Events only.
    pub(super) starts: Option<String>,
    /// When an event ends.
    pub(super) ends: Option<String>,
    /// Where an event is.
    pub(super) place: Option<String>,
    /// The web address of an online event.
    pub(super) online: Option<String>,
    /// Where to sign up for an event.
    pub(super) registration_url: Option<String>,
    /// The status of an event: `scheduled`, `moved`, `canceled`, `full` or `online` (online instead of in a room).
    pub(super) status: Option<String>,
    /// What readers need to know about it, in a sentence.
    pub(super) status_note: Option<String>,
    /// The original start of an event that was moved.
    pub(super) moved_from: Option<String>,
    /// The cost of an event: `free`, or a text such as `$10 a family`.
    pub(super) cost: Option<String>,
    /// How an event is repeated.
    pub(super) repeat: Option<RepeatFile>,
    /// The postal address of an event's place.
    pub(super) address: Option<Address>,
    /// The official page that is the source of an alert, or the name of the agency. Updates only.
    pub(super) agency_source: Option<String>,
    /// How urgent a notice is: `info`, `warning` or `urgent`. Updates only.
    pub(super) level: Option<String>,
    /// Which notice of the practice this page is, such as `privacy-practices`. Pages only.
    pub(super) notice: Option<String>,
    /// The effective date of a notice.
    pub(super) effective: Option<String>,
    /// Degrees and certificates of a person: `[MD, MPH]`.
    pub(super) credentials: Option<Listed>,
    /// The person's role at the practice.
    pub(super) role: Option<String>,
    /// The person's field in plain words, or a name from schema.org.
    pub(super) specialty: Option<String>,
    /// A person's National Provider Identifier.
    pub(super) npi: Option<String>,
    /// A person's ORCID iD.
    pub(super) orcid: Option<String>,
    /// The person's profiles, by network.
    pub(super) profiles: Option<Entries<String>>,
    /// Board certifications, one per line.
    pub(super) certifications: Option<Listed>,
    /// Licenses to practice, one per line, such as `Minnesota, physician and surgeon`.
    pub(super) licenses: Option<Listed>,
    /// Education and training, one per line.
    pub(super) education: Option<Listed>,
    /// Languages that a person speaks, or that an event is held in, as tags.
    pub(super) languages: Option<Vec<String>>,
    /// Whether the person accepts new patients.
    pub(super) accepting_new_patients: Option<bool>,
    /// Where to make an appointment with the person.
    pub(super) appointments_url: Option<String>,
}

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct ReviewedFile {
    /// The reviewer: the name of a file in `content/people/`, never an author.
    pub(super) by: Option<String>,
    /// The day of the review.
    pub(super) on: Option<String>,
    /// The day of the next one; without it, `editorial.review_every` decides.
    pub(super) due: Option<String>,
    /// A value that `bedside review` writes, to detect later edits.
    pub(super) fingerprint: Option<String>,
    /// The reviewer's conflicts of interest: `none`, or a text.
    pub(super) conflicts: Option<String>,
}

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct AwarenessFile {
    /// The name of an observance of your own.
    pub(super) name: Option<String>,
    /// Its first day.
    pub(super) from: Option<String>,
    /// Its last day.
    pub(super) to: Option<String>,
}

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct CorrectionFile {
    /// The day of the correction.
    pub(super) date: Option<String>,
    /// `clarification`, `correction` or `retraction`.
    #[schemars(extend("enum" = ["clarification", "correction", "retraction", null]))]
    pub(super) severity: Option<String>,
    /// What was wrong, and what is right.
    pub(super) what: Option<String>,
    /// How it came about.
    pub(super) why: Option<String>,
}

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct DisclosuresFile {
    /// Funding: `none`, or a text.
    pub(super) funding: Option<String>,
    /// Conflicts of interest: `none`, or a text.
    pub(super) conflicts: Option<String>,
    /// Whether a program helped to write the text.
    pub(super) ai_assisted: Option<bool>,
    /// Which program, with its version if known.
    pub(super) ai_tool: Option<String>,
    /// What it did, and who is responsible for the result.
    pub(super) ai_use: Option<String>,
}

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct ImageFile {
    /// The file, next to the document or from `/`.
    pub(super) src: Option<String>,
    /// What the picture shows, for readers who cannot see it.
    pub(super) alt: Option<String>,
    /// Who can be recognized in it: `none`, `staff`, or `{consented: C-2026-014}` with the number of the consent record.
    pub(super) people: Option<WordOr<ConsentedFile>>,
    /// What must stay visible when the picture is cropped, such as `top`.
    pub(super) focus: Option<String>,
}

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct ConsentedFile {
    /// The number of the consent record.
    pub(super) consented: Option<String>,
    /// Where the picture may be used: `website`, `social`, `print`; without it, everywhere.
    pub(super) scope: Option<Vec<String>>,
    /// The last day of the release. The picture is removed from the site after it.
    pub(super) expires_on: Option<String>,
    /// `true` removes the picture from the site.
    pub(super) revoked: Option<bool>,
}

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct CallToActionFile {
    /// The text, such as `Book a flu shot`.
    pub(super) label: Option<String>,
    /// The link: a path on the site, or an address.
    pub(super) url: Option<String>,
}

#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct CardFile {
    /// A shorter title.
    pub(super) title: Option<String>,
    /// Another picture.
    pub(super) image: Option<String>,
    /// `plain`, or `image` with a picture.
    #[schemars(extend("enum" = ["plain", "image", null]))]
    pub(super) design: Option<String>,
    /// A number for a picture in posts.
    pub(super) number: Option<NumberFile>,
    /// Three points for a picture in posts, at most 70 characters each.
    pub(super) points: Option<Vec<String>>,
    /// A quotation for a picture in posts.
    pub(super) quote: Option<QuoteFile>,
}

#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct NumberFile {
    /// The number in quotation marks, such as `"7 of 10"`: at most 14 characters.
    pub(super) value: Option<String>,
    /// What it counts, at most 110 characters.
    pub(super) text: Option<String>,
    /// The id of its source.
    pub(super) source: Option<String>,
}

#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct QuoteFile {
    /// The text, exactly as on the page, at most 220 characters.
    pub(super) text: Option<String>,
    /// Who said it: the id of a person at the practice, or a name.
    pub(super) by: Option<String>,
}

#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct SocialFile {
    /// The text of the post.
    pub(super) text: Option<String>,
    /// Hashtags without `#`.
    pub(super) hashtags: Option<Vec<String>>,
    /// When it goes out: `2026-12-07 09:00`.
    pub(super) publish_at: Option<String>,
    /// The picture to use instead of the usual one: `number`, `points` or `quote`, which `card` must have.
    #[schemars(extend("enum" = ["number", "points", "quote", null]))]
    pub(super) card: Option<String>,
}

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct PollFile {
    /// The question, which must be about what people know, never about their own health.
    pub(super) question: Option<String>,
    /// Two to four answers to choose from.
    pub(super) answers: Option<Vec<String>>,
}

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct ClaimFile {
    /// A short name, unique on the page.
    pub(super) id: Option<String>,
    /// The claim as people say it.
    pub(super) claim: Option<String>,
    /// The verdict: `false`, `mostly-false`, `misleading`, `mixed`, `mostly-true`, `true`, `unproven` or `outdated`.
    #[schemars(schema_with = "verdict")]
    pub(super) verdict: Option<String>,
    /// The fact, in a sentence.
    pub(super) fact: Option<String>,
    /// Why people believe it.
    pub(super) why_believed: Option<String>,
    /// How it misleads, such as `cherry-picking`.
    pub(super) fallacy: Option<String>,
    /// What to do instead.
    pub(super) what_to_do: Option<String>,
    /// Where a third party made the claim.
    pub(super) seen: Option<Vec<SeenFile>>,
    /// Ids of the sources for the fact.
    pub(super) sources: Option<Vec<String>>,
}

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct SeenFile {
    /// The place, such as `Facebook`.
    #[serde(rename = "where")]
    pub(super) place: Option<String>,
    /// The day.
    pub(super) on: Option<String>,
    /// The address, if it may be linked.
    pub(super) url: Option<String>,
}

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct ConsentFile {
    /// The number of the record, without a name.
    #[serde(rename = "ref")]
    pub(super) reference: Option<String>,
    /// `hipaa-authorization`, `photo-release`, `not-identifiable`, `staff` or `public-figure`.
    #[serde(rename = "type")]
    #[schemars(extend("enum" = ["hipaa-authorization", "photo-release", "not-identifiable", "staff", "public-figure", null]))]
    pub(super) kind: Option<String>,
    /// Its scope: `website`, `social`, `print`.
    pub(super) scope: Option<Vec<String>>,
    /// When it was signed.
    pub(super) signed_on: Option<String>,
    /// When it ends.
    pub(super) expires_on: Option<String>,
    /// `true` removes the story from the site.
    pub(super) revoked: Option<bool>,
    /// Who signed: `patient`, `parent`, `guardian` or `representative`.
    #[schemars(extend("enum" = ["patient", "parent", "guardian", "representative", null]))]
    pub(super) signed_by: Option<String>,
    /// How the person is related to the practice: `none`, or a sentence such as `She works at our front desk.`
    pub(super) relation: Option<String>,
    /// What the person received for it: `none`, or a sentence such as `He received a $25 gift card.`
    pub(super) payment: Option<String>,
    /// The networks that it covers, if not all.
    pub(super) channels: Option<Vec<String>>,
}

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RepeatFile {
    /// `week`, `two-weeks` or `month` (on the same weekday of the month).
    #[schemars(extend("enum" = ["week", "two-weeks", "month", null]))]
    pub(super) every: Option<String>,
    /// The last day on which it may take place.
    pub(super) until: Option<String>,
    /// Days on which it does not take place.
    pub(super) except: Option<Vec<String>>,
    /// Days on which something is different.
    pub(super) dates: Option<Vec<ChangedDateFile>>,
}

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct ChangedDateFile {
    /// The announced day.
    pub(super) on: Option<String>,
    /// `canceled`, `moved`, `full` or `online`.
    #[schemars(extend("enum" = ["canceled", "moved", "full", "online", null]))]
    pub(super) status: Option<String>,
    /// What readers need to know about it.
    pub(super) note: Option<String>,
    /// The new start, if it was moved.
    pub(super) starts: Option<String>,
    /// When it ends then.
    pub(super) ends: Option<String>,
}

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct WaiverFile {
    /// The rule, such as `plain/jargon`.
    pub(super) rule: Option<String>,
    /// The reason. Without one, the finding stays.
    pub(super) because: Option<String>,
}

/// A verdict: one of its words, or what YAML makes of two of them.
fn verdict(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
    schemars::json_schema!({
        "enum": ["false", "mostly-false", "misleading", "mixed", "mostly-true", "true", "unproven", "outdated", false, true]
    })
}

/// One word, or a list of words.
#[derive(Debug)]
pub(super) struct Listed(pub(super) Vec<String>);

impl JsonSchema for Listed {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "listed".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }] })
    }
}

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
