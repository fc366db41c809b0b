//! One phrase again and again on one long line, for the rules that look around what they find: each reads a sentence once,
//! however much it finds in it, or this test takes hours.

use bedside::diag::Diagnostic;

use crate::support::Project;

/// What is found in 400,000 bytes of a phrase on one line.
fn found(phrase: &str) -> Vec<Diagnostic> {
    let text = phrase.repeat(400_000 / phrase.len());
    Project::new().document("articles/long.md", "title: Long\ndate: 2026-11-02", &text).diagnostics()
}

fn count(found: &[Diagnostic], code: &str) -> usize {
    found.iter().filter(|finding| finding.code.name == code).count()
}

#[test]
fn a_sentence_with_many_numbers_is_read_once() {
    let found = found("reduces the risk by 40 percent, ");
    assert_eq!(count(&found, "claim/relative-risk"), 1);
    assert_eq!(count(&found, "claim/number-without-source"), 3);
}

#[test]
fn a_line_with_many_beginnings_of_a_word_is_read_once() {
    assert_eq!(count(&found("B b "), "waiver/bad"), 0);
    assert_eq!(count(&found("Dr. Abel, "), "phi/patient-name"), 0);
}

#[test]
fn a_line_with_many_addresses_is_read_once() {
    assert!(count(&found("her ZIP code is 62704, "), "phi/patient-address") > 0);
    assert!(count(&found("she lives at 12 Elm Street, "), "phi/patient-address") > 0);
}
