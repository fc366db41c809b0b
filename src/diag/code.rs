//! The codes: one name for every kind of problem, with its page.

use super::{Family, Severity, family::full_name, nearest};

/// A kind of problem. Its page, in `content/explain/`, is what `bedside explain` prints.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// The full name, `family/name`, as in messages and in `rules:` in the settings.
    pub name: &'static str,
    /// The name without a family, which is understood wherever the full one is, and names the page.
    pub short: &'static str,
    /// What it weighs unless the settings say otherwise.
    pub severity: Severity,
    /// The page, in Markdown: what it means, an example, what to do.
    pub page: &'static str,
}

impl Code {
    /// Every code there is, in the order of the rooms that report them.
    #[must_use]
    pub fn all() -> &'static [&'static Code] {
        codes::ALL
    }

    /// The code of this name, with or without its family.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        let is_named = |code: &&&Self| code.name.eq_ignore_ascii_case(name) || code.short.eq_ignore_ascii_case(name);
        Self::all().iter().find(is_named).copied()
    }

    /// All names that [`Code::named`] understands.
    pub fn names() -> impl Iterator<Item = &'static str> {
        Self::all().iter().flat_map(|code| [code.name, code.short])
    }

    /// The full name of the code whose name is nearest to `written`, where one is near.
    #[must_use]
    pub fn nearest(written: &str) -> Option<&'static str> {
        nearest(written, Self::names()).and_then(Self::named).map(|code| code.name)
    }

    /// The word before the slash.
    #[must_use]
    pub fn family(&self) -> &'static str {
        self.name.split_once('/').map_or("site", |(family, _)| family)
    }

    /// Whether someone may accept what it reports at a place. An error means a broken site, which no reason mends; but
    /// whether words name a patient, promise a cure or were left over from a form is for a person to judge.
    #[must_use]
    pub fn may_be_waived(&self) -> bool {
        self.severity != Severity::Error || matches!(self.family(), "phi" | "claim") || *self == codes::UNFINISHED
    }

    /// The codes of a family.
    pub fn of(family: &Family) -> impl Iterator<Item = &'static Self> {
        Self::all().iter().copied().filter(move |code| code.family() == family.name)
    }
}

macro_rules! codes {
    ($($constant:ident $name:literal $severity:ident)+) => {
        /// The constants that rooms report with.
        pub mod codes {
            use super::{Code, Severity, full_name};

            $(
                #[doc = concat!("`", $name, "`: see its page.")]
                pub static $constant: Code = Code {
                    name: full_name($name),
                    short: $name,
                    severity: Severity::$severity,
                    page: include_str!(concat!("../../content/explain/", $name, ".md")),
                };
            )+

            pub(super) static ALL: &[&Code] = &[$(&$constant),+];
        }
    };
}

codes! {
    NO_CONFIG "no-config" Error
    UNREADABLE_FILE "unreadable-file" Error
    NOT_TEXT "not-text" Error
    FILE_TOO_LARGE "file-too-large" Error
    LARGE_DOCUMENT "large-document" Warning
    SYMLINK "symlink" Error
    UNUSED_FILE "unused-file" Warning
    CONFLICT_COPY "conflict-copy" Warning
    PRIVATE_FILE "private-file" Warning
    BAD_NAME "bad-name" Error
    BAD_YAML "bad-yaml" Error
    YAML_FEATURE "yaml-feature" Error
    UNKNOWN_KEY "unknown-key" Error
    DUPLICATE_KEY "duplicate-key" Error
    MISSING_KEY "missing-key" Error
    WRONG_TYPE "wrong-type" Error
    BAD_VALUE "bad-value" Error
    BAD_DATE "bad-date" Error
    UNKNOWN_SPECIALTY "unknown-specialty" Warning
    NO_FRONT_MATTER "no-front-matter" Error
    OPEN_FRONT_MATTER "open-front-matter" Error
    WRONG_VERSION "wrong-version" Error
    UNKNOWN_PERSON "unknown-person" Error
    UNKNOWN_CONDITION "unknown-condition" Error
    UNKNOWN_TOPIC "unknown-topic" Error
    UNKNOWN_SERVICE "unknown-service" Error
    UNKNOWN_OBSERVANCE "unknown-observance" Error
    UNKNOWN_LANGUAGE "unknown-language" Error
    UNTRANSLATED "untranslated" Warning
    UNTRANSLATED_SETTING "untranslated-setting" Warning
    UNKNOWN_SOURCE "unknown-source" Error
    BAD_LIBRARY "bad-library" Error
    MADE_ID "made-id" Warning
    BAD_CITATION "bad-citation" Error
    BAD_IDENTIFIER "bad-identifier" Error
    SAME_SOURCE "same-source" Warning
    UNUSED_SOURCE "unused-source" Warning
    UNDATED_SOURCE "undated-source" Warning
    UNTRACEABLE_SOURCE "untraceable-source" Warning
    INCOMPLETE_SOURCE "incomplete-source" Warning
    OLD_SOURCE "old-source" Warning
    RETRACTED_SOURCE "retracted-source" Warning
    CORRECTED_SOURCE "corrected-source" Warning
    NO_RECORD "no-record" Warning
    NO_CONSENT "no-consent" Error
    NO_FACT "no-fact" Error
    CLAIM_TOO_LONG "claim-too-long" Warning
    NO_FALLACY "no-fallacy" Warning
    TITLE_REPEATS_MYTH "title-repeats-myth" Warning
    FACT_REPEATS_CLAIM "fact-repeats-claim" Warning
    VERDICT_WITHOUT_SOURCES "verdict-without-sources" Warning
    WEAK_SOURCE "weak-source" Warning
    CONSENT_WITHOUT_END "consent-without-end" Warning
    CONSENT_PLACEHOLDER "consent-placeholder" Error
    CONSENT_REFERENCE "consent-reference" Error
    CONSENT_UNDECLARED "consent-undeclared" Info
    AI_UNEXPLAINED "ai-unexplained" Info
    UNFINISHED "unfinished" Error
    REVIEWER_IS_AUTHOR "reviewer-is-author" Error
    EDITED_SINCE_REVIEW "edited-since-review" Warning
    REVIEW_OVERDUE "review-overdue" Warning
    NOT_REVIEWED "not-reviewed" Info
    MISSING_NOTICE "missing-notice" Warning
    SAME_ADDRESS "same-address" Error
    BROKEN_LINK "broken-link" Error
    BROKEN_ANCHOR "broken-anchor" Error
    UNSAFE_LINK "unsafe-link" Error
    LINK_TO_HELD_BACK "link-to-held-back" Warning
    PATIENT_NAME "patient-name" Error
    PATIENT_ADDRESS "patient-address" Error
    PATIENT_DATE "patient-date" Error
    AGE_OVER_89 "age-over-89" Error
    PATIENT_PHONE "patient-phone" Error
    PATIENT_FAX "patient-fax" Error
    PATIENT_EMAIL "patient-email" Error
    SOCIAL_SECURITY_NUMBER "social-security-number" Error
    RECORD_NUMBER "record-number" Error
    PLAN_NUMBER "plan-number" Error
    ACCOUNT_NUMBER "account-number" Error
    LICENSE_NUMBER "license-number" Error
    VEHICLE_NUMBER "vehicle-number" Error
    DEVICE_NUMBER "device-number" Error
    PATIENT_URL "patient-url" Error
    PATIENT_IP "patient-ip" Error
    BIOMETRIC "biometric" Error
    PATIENT_FACE "patient-face" Error
    UNIQUE_TRAIT "unique-trait" Error
    RECOGNIZABLE_PATIENT "recognizable-patient" Error
    CONFIRMS_PATIENT "confirms-patient" Error
    POST_TOO_LONG "post-too-long" Error
    TOO_MANY_HASHTAGS "too-many-hashtags" Warning
    POST_TOO_EARLY "post-too-early" Error
    POST_TOO_LATE "post-too-late" Error
    MISSING_PICTURE "missing-picture" Error
    BAD_PICTURE "bad-picture" Error
    PICTURE_TOO_LARGE "picture-too-large" Error
    MISSING_ALT "missing-alt" Warning
    MISSING_GLYPH "missing-glyph" Warning
    REMOVED_HTML "removed-html" Warning
    LOST_MARKUP "lost-markup" Warning
    UNKNOWN_CALLOUT "unknown-callout" Error
    UNKNOWN_FOOTNOTE "unknown-footnote" Error
    UNUSED_FOOTNOTE "unused-footnote" Warning
    BAD_COMPONENT "bad-component" Error
    BAD_TEMPLATE "bad-template" Error
    TEMPLATE_FAILED "template-failed" Error
    PAGE_FAILED "page-failed" Error
    OUTPUT_REFUSED "output-refused" Error
    OUTPUT_LOCKED "output-locked" Error
    OUTPUT_KEPT "output-kept" Warning
    CANNOT_WRITE "cannot-write" Error
    NO_DOCUMENTS "no-documents" Error
    PAGES_LOST "pages-lost" Warning
    UNUSED_WAIVER "unused-waiver" Warning
    WAIVER_WITHOUT_REASON "waiver-without-reason" Warning
    BAD_WAIVER "bad-waiver" Warning
    UNUSED_BASELINE "unused-baseline" Warning
    READING_GRADE "reading-grade" Warning
    LONG_SENTENCE "long-sentence" Info
    PASSIVE_VOICE "passive-voice" Info
    JARGON "jargon" Info
    PERSON_FIRST "person-first" Warning
    UNDEFINED_ABBREVIATION "undefined-abbreviation" Info
    SUPERLATIVE "superlative" Warning
    GUARANTEE "guarantee" Warning
    INDIVIDUAL_ADVICE "individual-advice" Warning
    DOSE_WITHOUT_SOURCE "dose-without-source" Info
    BRAND_WITHOUT_GENERIC "brand-without-generic" Info
    NO_EMERGENCY_LINE "no-emergency-line" Info
    NUMBER_WITHOUT_SOURCE "number-without-source" Info
    RELATIVE_RISK "relative-risk" Info
    NO_DISCLAIMER "no-disclaimer" Warning
    ALT_IS_FILE_NAME "alt-is-file-name" Warning
    LONG_ALT "long-alt" Info
    HEADING_ORDER "heading-order" Info
    BLOCK_PLACE "block-place" Warning
    VAGUE_LINK "vague-link" Info
    NO_SUMMARY "no-summary" Info
    LONG_TITLE "long-title" Info
    UNTRUSTED_SOURCE "untrusted-source" Info
    UNDECLARED_PEOPLE "undeclared-people" Info
    TESTIMONIAL "testimonial" Warning
    SPECULATION "speculation" Warning
    TODAY_WITHOUT_END "today-without-end" Warning
    PAST_CALL "past-call" Warning
    BRAND_WITHOUT_RISKS "brand-without-risks" Info
    MAIN_MESSAGE "main-message" Info
    CALLS_TO_ACTION "calls-to-action" Info
    STALE_SOURCE "stale-source" Info
    UNTRUSTED_LINK "untrusted-link" Info
    REDIRECTED_LINK "redirected-link" Info
    MIXED_CASE_LINK "mixed-case-link" Error
    BARE_TABLE "bare-table" Warning
    VIDEO_WITHOUT_CAPTIONS "video-without-captions" Warning
    BRAND_CONTRAST "brand-contrast" Info
    LOGO_CONTRAST "logo-contrast" Warning
    FOREIGN_PASSAGE "foreign-passage" Info
    MYTH_ON_CARD "myth-on-card" Warning
    QUOTE_NOT_IN_TEXT "quote-not-in-text" Warning
    PACKED_EMERGENCY "packed-emergency" Warning
    EMERGENCY_FORM "emergency-form" Warning
    QUIET_WEEKS "quiet-weeks" Info
    OLD_DRAFT "old-draft" Info
    OBSERVANCE_GAP "observance-gap" Info
    MIX "mix" Info
    OFF_SPECIALTY "off-specialty" Info
    ORPHAN "orphan" Info
    MISSING_POLICY "missing-policy" Info
    DEAD_LINK "dead-link" Warning
    MOVED_LINK "moved-link" Info
    UNVERIFIED_LINK "unverified-link" Info
    UNRESOLVED_IDENTIFIER "unresolved-identifier" Warning
    NO_LINK_BACK "no-link-back" Info
}
