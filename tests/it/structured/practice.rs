//! The practice, which publishes every page.

use serde_json::Value;

use super::graph::node;
use crate::support::{Built, Project};

fn practice(site: &Built) -> Value {
    node(site, "/", "MedicalClinic")
}

#[test]
fn a_practice_is_described_as_far_as_it_is_known() {
    let few = practice(&Project::new().build_clean());
    let keys: Vec<&String> = few.as_object().expect("a node").keys().collect();
    assert_eq!(keys, ["@id", "@type", "correctionsPolicy", "name", "url"]);
    let more = "  specialties: [PrimaryCare, family medicine, OB/GYN, Ophthalmology]\n  npi: \"1245319599\"\n  address: {city: Marlow Falls, region: MN}\n\
                profiles: {facebook: \"https://social.example/alder\"}\n";
    let site = Project::new().settings(more).build();
    let practice = practice(&site);
    let fields = ["PrimaryCare", "Obstetric", "Gynecologic"].map(|field| format!("https://schema.org/{field}"));
    assert_eq!(practice["medicalSpecialty"], serde_json::json!(fields), "each once");
    assert_eq!(practice["knowsAbout"], "Ophthalmology", "schema.org has no such field");
    assert_eq!(practice["identifier"]["value"], "1245319599");
    assert_eq!(practice["address"]["addressLocality"], "Marlow Falls");
    assert_eq!(practice["sameAs"], "https://social.example/alder");
    assert_eq!(practice["usNPI"], Value::Null, "a property of physicians");
}

#[test]
fn hours_are_told_where_every_line_is_understood() {
    let hours = |lines: &str| {
        let site = Project::new().settings(&format!("  hours: {lines}\n")).build_clean();
        practice(&site)["openingHoursSpecification"].clone()
    };
    let known = hours("[\"Monday, Wednesday, 8 am to 5 pm\", \"Tuesday, 8 am to 7 pm\"]");
    assert_eq!(known[0]["dayOfWeek"][1], "https://schema.org/Wednesday");
    assert_eq!((&known[1]["opens"], &known[1]["closes"]), (&Value::from("08:00"), &Value::from("19:00")));
    assert_eq!(hours("[\"Monday, 8 am to 5 pm\", \"and by appointment\"]"), Value::Null);
}

#[test]
fn principles_are_named_where_there_is_a_page_of_them() {
    let page = "title: How we write";
    let site = Project::new()
        .settings("languages: [es]\n")
        .document("pages/editorial-policy.md", page, "Text.")
        .document("pages/editorial-policy.es.md", page, "Texto.")
        .document("pages/about.es.md", page, "Texto.")
        .build();
    assert_eq!(practice(&site)["publishingPrinciples"], "https://clinic.example/editorial-policy/");
    let spanish = node(&site, "/es/", "MedicalClinic");
    assert_eq!(spanish["publishingPrinciples"], "https://clinic.example/es/editorial-policy/");
    assert_eq!(spanish["@id"], practice(&site)["@id"]);
    let draft = Project::new().document("pages/editorial-policy.md", "title: A\ndraft: true", "Text.").build();
    assert_eq!(practice(&draft)["publishingPrinciples"], Value::Null);
}

#[test]
fn a_type_that_schema_org_does_not_have_is_an_error_with_a_suggestion() {
    let site = Project::new().settings("  type: MedicalClinc\n").build();
    assert!(
        site.errors().starts_with("error yaml/bad-value bedside.yaml:6 `MedicalClinc` is not"),
        "{}",
        site.errors()
    );
    assert!(site.help("yaml/bad-value").contains("did you mean `MedicalClinic`?"), "{}", site.help("yaml/bad-value"));
}
