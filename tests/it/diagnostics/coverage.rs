//! Every code there is, is documented and exercised.

use std::collections::BTreeSet;
use std::path::Path;

use bedside::diag::Code;

use super::{bytes, fixtures};

/// Codes that no project in memory can give, and the file that tests them, by name or by constant.
const ELSEWHERE: [(&str, &str); 87] = [
    ("file/unreadable", "tests/it/diagnostics/bytes.rs"),
    ("patient-name", "tests/it/privacy/project.rs"),
    ("patient-address", "tests/it/privacy/project.rs"),
    ("patient-date", "tests/it/privacy/project.rs"),
    ("age-over-89", "tests/it/privacy/project.rs"),
    ("patient-phone", "tests/it/privacy/project.rs"),
    ("patient-fax", "tests/it/privacy/project.rs"),
    ("patient-email", "tests/it/privacy/project.rs"),
    ("social-security-number", "tests/it/privacy/project.rs"),
    ("record-number", "tests/it/privacy/project.rs"),
    ("plan-number", "tests/it/privacy/project.rs"),
    ("account-number", "tests/it/privacy/project.rs"),
    ("license-number", "tests/it/privacy/project.rs"),
    ("vehicle-number", "tests/it/privacy/project.rs"),
    ("device-number", "tests/it/privacy/project.rs"),
    ("patient-url", "tests/it/privacy/project.rs"),
    ("patient-ip", "tests/it/privacy/project.rs"),
    ("biometric", "tests/it/privacy/project.rs"),
    ("patient-face", "tests/it/privacy/project.rs"),
    ("unique-trait", "tests/it/privacy/project.rs"),
    ("recognizable-patient", "tests/it/privacy/project.rs"),
    ("confirms-patient", "src/cli/reply.rs"),
    ("source/made-id", "tests/it/library.rs"),
    ("site/missing-notice", "tests/it/site/explained.rs"),
    ("markup/unknown-callout", "tests/it/site/callouts.rs"),
    ("source/old", "tests/it/site/sources.rs"),
    ("symlink", "tests/it/diagnostics/disk.rs"),
    ("file/conflict-copy", "tests/it/diagnostics/disk.rs"),
    ("site/page-failed", "tests/it/diagnostics/bytes.rs"),
    ("output/refused", "tests/it/output/refusals.rs"),
    ("output/locked", "tests/it/output/two_builds.rs"),
    ("output/kept", "tests/it/output/publish.rs"),
    ("output/cannot-write", "tests/it/output/disk.rs"),
    ("site/no-documents", "tests/it/cli/safety.rs"),
    ("site/pages-lost", "tests/it/cli/safety.rs"),
    ("plain/reading-grade", "tests/it/site/plain.rs"),
    ("plain/passive-voice", "tests/it/site/plain.rs"),
    ("a11y/long-alt", "tests/it/site/plain.rs"),
    ("source/untrusted", "tests/it/site/plain.rs"),
    ("claim/no-disclaimer", "tests/it/site/plain.rs"),
    ("markup/block-place", "tests/it/site/blocks.rs"),
    ("source/corrected", "tests/it/cli/source.rs"),
    ("source/no-record", "tests/it/cli/source.rs"),
    ("phi/undeclared-people", "tests/it/site/editor.rs"),
    ("claim/testimonial", "tests/it/site/editor.rs"),
    ("claim/speculation", "tests/it/site/editor.rs"),
    ("claim/brand-without-risks", "tests/it/site/editor.rs"),
    ("plain/main-message", "tests/it/site/editor.rs"),
    ("plain/calls-to-action", "tests/it/site/editor.rs"),
    ("source/stale", "tests/it/site/editor.rs"),
    ("link/untrusted", "tests/it/site/editor.rs"),
    ("link/redirected", "tests/it/site/editor.rs"),
    ("link/mixed-case", "tests/it/site/editor.rs"),
    ("a11y/table-without-header", "tests/it/site/editor.rs"),
    ("a11y/video-without-captions", "tests/it/site/editor.rs"),
    ("a11y/brand-contrast", "tests/it/site/editor.rs"),
    ("a11y/logo-contrast", "tests/it/site/logo.rs"),
    ("a11y/foreign-passage", "tests/it/site/editor.rs"),
    ("myth/on-card", "tests/it/site/editor.rs"),
    ("social/quote-not-in-text", "tests/it/cli/kit.rs"),
    ("plain/packed-emergency", "tests/it/site/editor.rs"),
    ("claim/emergency-form", "tests/it/site/editor.rs"),
    ("site/quiet-weeks", "tests/it/site/editor.rs"),
    ("site/old-draft", "tests/it/site/editor.rs"),
    ("site/observance-gap", "tests/it/site/editor.rs"),
    ("site/mix", "tests/it/site/editor.rs"),
    ("site/off-specialty", "tests/it/site/editor.rs"),
    ("site/orphan", "tests/it/site/editor.rs"),
    ("site/missing-policy", "tests/it/site/editor.rs"),
    ("link/dead", "tests/it/cli/external.rs"),
    ("link/moved", "tests/it/cli/external.rs"),
    ("link/unverified", "tests/it/cli/external.rs"),
    ("source/unresolved", "tests/it/cli/external.rs"),
    ("social/no-link-back", "tests/it/cli/external.rs"),
    ("waiver/unused-baseline", "tests/it/cli/check.rs"),
    ("site/untranslated-setting", "tests/it/site/faces.rs"),
    ("consent/placeholder", "tests/it/site/careless.rs"),
    ("phi/consent-reference", "tests/it/site/careless.rs"),
    ("site/unfinished", "tests/it/site/careless.rs"),
    ("source/incomplete", "tests/it/site/careless.rs"),
    ("review/missing", "tests/it/site/careless.rs"),
    ("claim/today-without-end", "tests/it/site/careless.rs"),
    ("claim/past-call", "tests/it/site/careless.rs"),
    ("myth/fact-repeats-claim", "tests/it/site/careless.rs"),
    ("consent/undeclared", "tests/it/site/endorsed.rs"),
    ("name/unknown-service", "tests/it/site/services.rs"),
    ("review/ai-unexplained", "tests/it/site/endorsed.rs"),
];

#[test]
#[expect(clippy::disallowed_methods, reason = "other tests are files")]
fn every_code_is_exercised() {
    let mut exercised: BTreeSet<String> =
        fixtures::all().iter().flat_map(fixtures::Fixture::expected).map(|e| e.code).collect();
    exercised.extend(bytes::CASES.iter().map(|(_, _, code, _)| (*code).to_owned()));
    for (code, file) in ELSEWHERE {
        let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).expect("a test file");
        let constant = Code::named(code).expect("a code").short.to_uppercase().replace('-', "_");
        assert!(text.contains(code) || text.contains(&constant), "{file} does not test `{code}`");
        exercised.insert(Code::named(code).expect("a code").name.to_owned());
    }
    let known: BTreeSet<String> = Code::all().iter().map(|code| code.name.to_owned()).collect();
    let untested: Vec<&String> = known.difference(&exercised).collect();
    assert!(untested.is_empty(), "no test gives {untested:?}");
    let unknown: Vec<&String> = exercised.difference(&known).collect();
    assert!(unknown.is_empty(), "there are no codes {unknown:?}");
}

#[test]
#[expect(clippy::disallowed_methods, reason = "pages are files")]
fn every_code_has_a_page_and_every_page_a_code() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/explain");
    let mut pages: BTreeSet<String> = BTreeSet::new();
    for entry in std::fs::read_dir(folder).expect("the pages") {
        let name = entry.expect("a page").file_name().to_string_lossy().into_owned();
        pages.extend(name.strip_suffix(".md").map(str::to_owned));
    }
    let codes: BTreeSet<String> = Code::all().iter().map(|code| code.short.to_owned()).collect();
    assert_eq!(pages, codes);
    for code in Code::all() {
        assert!(code.page.starts_with(&format!("# {}\n", code.name)), "{}", code.name);
        assert!(code.page.len() > 250, "{}: the page says what it means and what to do", code.name);
    }
}
