//! The families of codes: a code is called `family/name`, and its old name without a family is still understood.

/// Codes that belong together.
#[derive(Debug, PartialEq, Eq)]
pub struct Family {
    /// The word before the slash.
    pub name: &'static str,
    /// What its codes are about, in a few words.
    pub about: &'static str,
}

impl Family {
    /// Every family, in the order in which reports and lists name them.
    pub const ALL: &'static [Self] = &[
        family("phi", "patient details"),
        family("consent", "consent for stories"),
        family("claim", "promises, advice and safety"),
        family("myth", "claims that a page assesses"),
        family("source", "sources and citations"),
        family("review", "reviews by a second person"),
        family("plain", "words and sentences that patients understand"),
        family("a11y", "accessibility for all readers"),
        family("link", "links and where they lead"),
        family("social", "posts and share cards"),
        family("name", "names used in documents"),
        family("markup", "Markdown, HTML and components"),
        family("picture", "pictures"),
        family("yaml", "the form of settings and front matter"),
        family("file", "files of the project"),
        family("site", "the site as a whole"),
        family("theme", "templates of the theme"),
        family("output", "the folder that is published"),
        family("waiver", "accepted findings"),
    ];

    /// The family of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        Self::ALL.iter().find(|family| family.name.eq_ignore_ascii_case(name.trim_end_matches('/')))
    }
}

const fn family(name: &'static str, about: &'static str) -> Family {
    Family { name, about }
}

/// Names without a family, each with its full name. The one without is also the name of the page in `content/explain/`.
#[rustfmt::skip]
const NAMES: &[(&str, &str)] = &[
    ("no-config", "site/no-config"),
    ("unreadable-file", "file/unreadable"),
    ("not-text", "file/not-text"),
    ("file-too-large", "file/too-large"),
    ("large-document", "file/large-document"),
    ("symlink", "file/symlink"),
    ("unused-file", "file/unused"),
    ("conflict-copy", "file/conflict-copy"),
    ("private-file", "file/private"),
    ("bad-name", "name/bad"),
    ("bad-yaml", "yaml/broken"),
    ("yaml-feature", "yaml/feature"),
    ("unknown-key", "yaml/unknown-key"),
    ("duplicate-key", "yaml/duplicate-key"),
    ("missing-key", "yaml/missing-key"),
    ("wrong-type", "yaml/wrong-type"),
    ("bad-value", "yaml/bad-value"),
    ("bad-date", "yaml/bad-date"),
    ("unknown-specialty", "site/unknown-specialty"),
    ("no-front-matter", "yaml/no-front-matter"),
    ("open-front-matter", "yaml/open-front-matter"),
    ("wrong-version", "site/wrong-version"),
    ("unknown-person", "name/unknown-person"),
    ("unknown-condition", "name/unknown-condition"),
    ("unknown-topic", "name/unknown-topic"),
    ("unknown-service", "name/unknown-service"),
    ("unknown-observance", "name/unknown-observance"),
    ("unknown-language", "name/unknown-language"),
    ("untranslated", "site/untranslated"),
    ("untranslated-setting", "site/untranslated-setting"),
    ("unknown-source", "source/unknown"),
    ("bad-library", "source/bad-library"),
    ("made-id", "source/made-id"),
    ("bad-citation", "source/bad-citation"),
    ("bad-identifier", "source/bad-identifier"),
    ("same-source", "source/same-work"),
    ("unused-source", "source/unused"),
    ("undated-source", "source/undated"),
    ("untraceable-source", "source/untraceable"),
    ("incomplete-source", "source/incomplete"),
    ("old-source", "source/old"),
    ("retracted-source", "source/retracted"),
    ("corrected-source", "source/corrected"),
    ("no-record", "source/no-record"),
    ("no-consent", "consent/missing"),
    ("no-fact", "myth/no-fact"),
    ("claim-too-long", "myth/claim-too-long"),
    ("no-fallacy", "myth/no-fallacy"),
    ("title-repeats-myth", "myth/title-repeats-claim"),
    ("fact-repeats-claim", "myth/fact-repeats-claim"),
    ("verdict-without-sources", "myth/verdict-without-sources"),
    ("weak-source", "myth/weak-source"),
    ("consent-without-end", "consent/without-end"),
    ("consent-placeholder", "consent/placeholder"),
    ("consent-reference", "phi/consent-reference"),
    ("consent-undeclared", "consent/undeclared"),
    ("ai-unexplained", "review/ai-unexplained"),
    ("unfinished", "site/unfinished"),
    ("reviewer-is-author", "review/reviewer-is-author"),
    ("edited-since-review", "review/edited-since"),
    ("review-overdue", "review/overdue"),
    ("not-reviewed", "review/missing"),
    ("same-address", "site/same-address"),
    ("broken-link", "link/broken"),
    ("broken-anchor", "link/broken-anchor"),
    ("unsafe-link", "link/unsafe"),
    ("link-to-held-back", "link/to-held-back"),
    ("post-too-long", "social/post-too-long"),
    ("too-many-hashtags", "social/too-many-hashtags"),
    ("post-too-early", "social/post-too-early"),
    ("post-too-late", "social/post-too-late"),
    ("missing-picture", "picture/missing"),
    ("bad-picture", "picture/bad"),
    ("picture-too-large", "picture/too-large"),
    ("missing-alt", "a11y/missing-alt"),
    ("missing-glyph", "social/missing-glyph"),
    ("removed-html", "markup/removed-html"),
    ("lost-markup", "markup/lost"),
    ("unknown-footnote", "markup/unknown-footnote"),
    ("unused-footnote", "markup/unused-footnote"),
    ("bad-component", "markup/bad-component"),
    ("bad-template", "theme/bad-template"),
    ("template-failed", "theme/template-failed"),
    ("page-failed", "site/page-failed"),
    ("output-refused", "output/refused"),
    ("output-locked", "output/locked"),
    ("output-kept", "output/kept"),
    ("cannot-write", "output/cannot-write"),
    ("missing-notice", "site/missing-notice"),
    ("unknown-callout", "markup/unknown-callout"),
    ("no-documents", "site/no-documents"),
    ("pages-lost", "site/pages-lost"),
    ("unused-waiver", "waiver/unused"),
    ("waiver-without-reason", "waiver/without-reason"),
    ("bad-waiver", "waiver/bad"),
    ("unused-baseline", "waiver/unused-baseline"),
    ("patient-name", "phi/patient-name"),
    ("patient-address", "phi/patient-address"),
    ("patient-date", "phi/patient-date"),
    ("age-over-89", "phi/age-over-89"),
    ("patient-phone", "phi/phone"),
    ("patient-fax", "phi/fax"),
    ("patient-email", "phi/email"),
    ("social-security-number", "phi/social-security-number"),
    ("record-number", "phi/record-number"),
    ("plan-number", "phi/plan-number"),
    ("account-number", "phi/account-number"),
    ("license-number", "phi/license-number"),
    ("vehicle-number", "phi/vehicle-number"),
    ("device-number", "phi/device-number"),
    ("patient-url", "phi/url"),
    ("patient-ip", "phi/ip-address"),
    ("biometric", "phi/biometric"),
    ("patient-face", "phi/patient-face"),
    ("unique-trait", "phi/unique-trait"),
    ("recognizable-patient", "phi/recognizable-patient"),
    ("confirms-patient", "phi/confirms-patient"),
    ("reading-grade", "plain/reading-grade"),
    ("long-sentence", "plain/long-sentence"),
    ("passive-voice", "plain/passive-voice"),
    ("jargon", "plain/jargon"),
    ("person-first", "plain/person-first"),
    ("undefined-abbreviation", "plain/undefined-abbreviation"),
    ("superlative", "claim/superlative"),
    ("guarantee", "claim/guarantee"),
    ("individual-advice", "claim/individual-advice"),
    ("dose-without-source", "claim/dose-without-source"),
    ("brand-without-generic", "claim/brand-without-generic"),
    ("no-emergency-line", "claim/no-emergency-line"),
    ("number-without-source", "claim/number-without-source"),
    ("relative-risk", "claim/relative-risk"),
    ("no-disclaimer", "claim/no-disclaimer"),
    ("alt-is-file-name", "a11y/alt-is-file-name"),
    ("long-alt", "a11y/long-alt"),
    ("heading-order", "a11y/heading-order"),
    ("block-place", "markup/block-place"),
    ("vague-link", "a11y/vague-link"),
    ("no-summary", "social/no-summary"),
    ("long-title", "social/long-title"),
    ("untrusted-source", "source/untrusted"),
    ("undeclared-people", "phi/undeclared-people"),
    ("testimonial", "claim/testimonial"),
    ("speculation", "claim/speculation"),
    ("today-without-end", "claim/today-without-end"),
    ("past-call", "claim/past-call"),
    ("brand-without-risks", "claim/brand-without-risks"),
    ("main-message", "plain/main-message"),
    ("calls-to-action", "plain/calls-to-action"),
    ("stale-source", "source/stale"),
    ("untrusted-link", "link/untrusted"),
    ("redirected-link", "link/redirected"),
    ("mixed-case-link", "link/mixed-case"),
    ("bare-table", "a11y/table-without-header"),
    ("video-without-captions", "a11y/video-without-captions"),
    ("brand-contrast", "a11y/brand-contrast"),
    ("logo-contrast", "a11y/logo-contrast"),
    ("foreign-passage", "a11y/foreign-passage"),
    ("myth-on-card", "myth/on-card"),
    ("quote-not-in-text", "social/quote-not-in-text"),
    ("packed-emergency", "plain/packed-emergency"),
    ("emergency-form", "claim/emergency-form"),
    ("quiet-weeks", "site/quiet-weeks"),
    ("old-draft", "site/old-draft"),
    ("observance-gap", "site/observance-gap"),
    ("mix", "site/mix"),
    ("off-specialty", "site/off-specialty"),
    ("orphan", "site/orphan"),
    ("missing-policy", "site/missing-policy"),
    ("dead-link", "link/dead"),
    ("moved-link", "link/moved"),
    ("unverified-link", "link/unverified"),
    ("unresolved-identifier", "source/unresolved"),
    ("no-link-back", "social/no-link-back"),
];

/// The full name behind one without a family; what the table does not know keeps its name.
pub(super) const fn full_name(short: &'static str) -> &'static str {
    let mut at = 0;
    while at < NAMES.len() {
        if same(NAMES[at].0, short) {
            return NAMES[at].1;
        }
        at += 1;
    }
    short
}

const fn same(left: &str, right: &str) -> bool {
    let (left, right) = (left.as_bytes(), right.as_bytes());
    if left.len() != right.len() {
        return false;
    }
    let mut at = 0;
    while at < left.len() {
        if left[at] != right[at] {
            return false;
        }
        at += 1;
    }
    true
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::diag::Code;

    #[test]
    fn every_code_has_a_family_and_a_name_of_its_own() {
        let mut names = HashSet::new();
        for code in Code::all() {
            let family = code.name.split_once('/').map(|(family, _)| family);
            assert!(family.and_then(Family::named).is_some(), "`{}` has no row in NAMES", code.short);
            assert!(names.insert(code.name) && names.insert(code.short), "{}", code.name);
            assert_eq!(Code::named(code.short), Code::named(code.name));
        }
    }
}
