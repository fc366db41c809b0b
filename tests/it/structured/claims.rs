//! Claims that somebody made in public.

use serde_json::Value;

use super::graph::{node, nodes};
use crate::support::{Built, Project};

fn myth(verdict: &str, seen: &str) -> Built {
    let claim = format!("{{id: a, claim: The shot gives you the flu, verdict: {verdict}, fact: It cannot., {seen}}}");
    let front = format!("title: Flu shots cannot give you the flu\ndate: 2026-11-02\nclaims:\n  - {claim}");
    Project::new().settings("languages: [es]\n").document("myths/flu.md", &front, "Text.").build()
}

#[test]
fn a_verdict_has_its_number_unless_the_evidence_is_missing() {
    let numbers = [
        ("false", "False", Some(1)),
        ("\"false\"", "False", Some(1)),
        ("mostly-false", "Mostly false", Some(2)),
        ("misleading", "Misleading", Some(2)),
        ("mixed", "Partly true", Some(3)),
        ("mostly-true", "Mostly true", Some(4)),
        ("true", "True", Some(5)),
        ("unproven", "Not proven", None),
        ("outdated", "Out of date", None),
    ];
    for (verdict, label, number) in numbers {
        let review = node(&myth(verdict, "seen: [{where: Facebook}]"), "/myths/flu/", "ClaimReview");
        let rating = &review["reviewRating"];
        assert_eq!(rating["alternateName"], label);
        assert_eq!(rating["ratingValue"].as_u64(), number, "{verdict}");
        assert_eq!(rating["bestRating"].as_u64(), number.map(|_| 5));
        assert_eq!(rating["worstRating"].as_u64(), number.map(|_| 1));
        assert_eq!(rating["ratingExplanation"], "It cannot.");
    }
}

#[test]
fn a_review_names_the_claim_and_where_it_was_seen() {
    let seen =
        "seen: [{where: Facebook, on: 2026-10-02, url: \"https://social.example/1\"}, {where: X, on: 2026-10-01}]";
    let review = node(&myth("false", seen), "/myths/flu/", "ClaimReview");
    assert_eq!(review["url"], "https://clinic.example/myths/flu/");
    assert_eq!(review["claimReviewed"], "The shot gives you the flu");
    assert_eq!(review["datePublished"], "2026-11-02");
    assert_eq!(review["author"]["@id"], "https://clinic.example/#practice");
    let made = &review["itemReviewed"];
    assert_eq!((&made["@type"], &made["datePublished"]), (&Value::from("Claim"), &Value::from("2026-10-01")));
    assert_eq!(made["appearance"][0]["url"], "https://social.example/1");
    assert_eq!(made["appearance"][1]["name"], "X");
}

#[test]
fn a_claim_that_nobody_is_known_to_have_made_is_not_reviewed() {
    for seen in ["seen: []", "seen: [{on: 2026-10-02}]"] {
        assert_eq!(nodes(&myth("false", seen), "/myths/flu/", "ClaimReview"), [] as [Value; 0], "{seen}");
    }
}

#[test]
fn a_practice_may_want_no_reviews() {
    let front =
        "title: A fact\ndate: 2026-11-02\nclaims:\n  - {id: a, claim: A, verdict: false, fact: F, seen: [{where: X}]}";
    let project = Project::new().document("myths/one.md", front, "Text.");
    assert_eq!(nodes(&project.build(), "/myths/one/", "ClaimReview").len(), 1);
    let off = project.settings("editorial: {claim_review: false}\n").build();
    assert_eq!(nodes(&off, "/myths/one/", "ClaimReview"), [] as [Value; 0]);
}

#[test]
fn each_of_several_claims_is_reviewed_on_its_own_page() {
    let front = "title: Two facts\ndate: 2026-11-02\nsources:\n  - {id: s, title: S}\n  - {id: t, title: T}\nclaims:\n  \
                 - {id: a, claim: A, verdict: false, fact: \"It is *so*.\", why_believed: \"A wish [@s].\", seen: [{where: X}]}\n  \
                 - {id: b, claim: B, verdict: true, fact: F}";
    let site = Project::new().document("myths/two.md", front, "Text.").build();
    assert_eq!(nodes(&site, "/myths/two/", "ClaimReview"), [] as [Value; 0]);
    let (page, review) = (node(&site, "/myths/two/a/", "MedicalWebPage"), node(&site, "/myths/two/a/", "ClaimReview"));
    assert_eq!(review["url"], "https://clinic.example/myths/two/a/");
    assert_eq!(review["claimReviewed"], "A");
    assert_eq!(review["reviewRating"]["ratingExplanation"], "It is so.");
    assert_eq!(page["mainEntity"]["@id"], review["@id"]);
    assert_eq!(page["citation"]["name"], "S", "only what this claim rests on");
    assert_eq!(nodes(&site, "/myths/two/b/", "ClaimReview"), [] as [Value; 0], "nobody is known to have said it");
}
