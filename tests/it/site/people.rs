//! People: what their pages and bylines say, and what is refused.

use crate::support::{Project, SETTINGS};

const LEE: &str = "title: Sam Lee, MD, MPH\nsummary: Sam looks after adults.\ncredentials: [MD, MPH]\nrole: Internist\n\
    specialty: PrimaryCare\nnpi: 1234567893\norcid: https://orcid.org/0000-0002-1825-0097\n\
    profiles: {linkedin: \"https://www.linkedin.com/in/sam-lee\", doximity: \"https://www.doximity.com/pub/sam-lee\"}\n\
    disclosures: {conflicts: Owns no shares., funding: None.}";

#[test]
fn a_person_has_credentials_numbers_profiles_and_disclosures_on_the_page() {
    let site = Project::new().document("people/lee.md", LEE, "About Sam.").build_clean();
    let main = site.main("/people/lee/");
    for words in ["Sam Lee, MD, MPH", "Internist", "Primary care", "1234567893", "Owns no shares.", "None."] {
        assert!(main.contains(words), "{words} in {main}");
    }
    let page = site.page("/people/lee/");
    assert_eq!(page.links_called("0000-0002-1825-0097"), ["https://orcid.org/0000-0002-1825-0097"]);
    assert_eq!(page.links_called("LinkedIn"), ["https://www.linkedin.com/in/sam-lee"]);
    assert_eq!(page.links_called("doximity"), ["https://www.doximity.com/pub/sam-lee"]);
}

#[test]
fn bylines_give_name_credentials_and_field_once() {
    let site = Project::new()
        .document("people/lee.md", LEE, "")
        .document("people/ng.md", "title: Ana Ng\ncredentials: DO\nspecialty: Pediatrics", "")
        .document("people/ortiz.md", "title: Luis Ortiz\nextra: {credentials: \"RN, BSN\", role: Nurse}", "")
        .article("flu", "authors: [ng, ortiz]\nreviewed: {by: lee, on: 2026-11-20}", "Text.")
        .build_clean();
    let page = site.page("/articles/flu/");
    for name in ["Sam Lee, MD, MPH", "Ana Ng, DO", "Luis Ortiz, RN, BSN"] {
        assert_eq!(page.links_called(name).len(), 1, "{name} in {}", page.text());
    }
    let main = site.main("/articles/flu/");
    for words in [
        "Written by",
        "Medically reviewed by",
        "Last reviewed",
        "Next review due",
        "Primary care",
        "Pediatrics",
        "Nurse",
    ] {
        assert!(main.contains(words), "{words} in {main}");
    }
}

#[test]
fn wrong_numbers_and_addresses_of_people_are_errors_at_their_lines() {
    let front = "title: Lee\nnpi: 1234567890\norcid: 0000-0002-1825-0098\nprofiles:\n  x: \"javascript:alert(1)\"\n  linkedin: sam-lee";
    let site = Project::new().document("people/lee.md", front, "").build();
    let errors = site.errors();
    for (code, line, part) in [
        ("source/bad-identifier", 3, "NPI"),
        ("source/bad-identifier", 4, "ORCID"),
        ("link/unsafe", 6, ""),
        ("yaml/bad-value", 7, "sam-lee"),
    ] {
        let at = format!("error {code} content/people/lee.md:{line} ");
        assert!(errors.lines().any(|error| error.starts_with(&at) && error.contains(part)), "{at} in {errors}");
    }
}

#[test]
fn keys_of_one_kind_are_refused_in_others_with_the_kind_they_are_for() {
    let keys = [
        ("npi: 1234567893", "person"),
        ("credentials: MD", "person"),
        ("place: Here", "event"),
        ("online: Zoom", "event"),
        ("agency_source: CDC", "update"),
        ("claims: []", "myth"),
        ("consent: {ref: C-1}", "story"),
    ];
    for (key, kind) in keys {
        let errors = Project::new().article("a", key, "").build().errors();
        let name = key.split(':').next().expect("a key");
        let expected = format!(
            "error yaml/unknown-key content/articles/a.md:4 the key `{name}` belongs to documents of the kind {kind}"
        );
        assert!(errors.contains(&expected), "{key}: {errors}");
    }
}

#[test]
fn people_have_their_names_in_each_language() {
    let site = Project::empty()
        .settings(&format!("{SETTINGS}languages: [es]\n"))
        .document("people/lee.md", LEE, "")
        .document("people/lee.es.md", "title: Sam Lee\ncredentials: MD\nspecialty: Medicina interna", "")
        .document("articles/gripe.es.md", "title: Gripe\ndate: 2026-11-02\nauthors: [lee]", "Texto.")
        .build_clean();
    let page = site.page("/es/articles/gripe/");
    assert_eq!(page.links_called("Sam Lee, MD"), ["/es/people/lee/"]);
    assert!(page.text().contains("Medicina interna") && page.text().contains("Escrito por"));
}
