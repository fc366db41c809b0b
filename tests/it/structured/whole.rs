//! A site with every kind of page and every field, each text field saying the same.

use std::fmt::Write;

use crate::support::{Built, Project, drawing};

const FIELDS: &str = "\
date: 2026-11-02 07:30
updated: 2026-11-03
expires: 2027-01-01
authors: [ng]
reviewed: {by: lee, on: 2026-11-04}
conditions: [influenza, own, common-cold]
topics: [own-topic]
";

/// A text in quotes.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("a text")
}

/// Settings with everything that structured data tells of a practice.
fn settings(text: &str) -> String {
    let (q, url) = (quoted(text), quoted(&format!("https://a.example/{text}")));
    format!(
        "title: {q}\nurl: https://clinic.example\ntimezone: America/Chicago\ndescription: {q}\nlanguages: [es]\n\
         practice:\n  name: {q}\n  legal_name: {q}\n  type: MedicalClinic\n  specialties: [PrimaryCare, {q}]\n  phone: {q}\n  \
         email: hello@clinic.example\n  hours: [\"Mon-Fri 8 am to 5 pm\", \"Saturday: closed\"]\n  npi: \"1245319599\"\n  \
         address: {{street: {q}, city: {q}, region: {q}, postal_code: {q}, country: {q}}}\n\
         profiles: {{facebook: {url}, x: \"/links/\"}}\nbrand: {{logo: logo.svg}}\npaginate_by: 2\n"
    )
}

/// References of every type, with every field.
fn sources(text: &str) -> String {
    let (q, url) = (quoted(text), quoted(&format!("https://a.example/{text}")));
    let types = [
        "article-journal",
        "article",
        "article-magazine",
        "article-newspaper",
        "book",
        "chapter",
        "report",
        "legislation",
        "motion_picture",
        "thesis",
        "dataset",
        "webpage",
        "post-weblog",
        "song",
    ];
    let mut out = "sources:\n".to_owned();
    for (at, kind) in types.iter().enumerate() {
        // Writing to a string cannot fail.
        _ = writeln!(
            out,
            "  - {{id: s{at}, type: {kind}, title: {q}, author: [{{family: {q}, given: {q}}}, {q}], container-title: {q}, \
             issued: 2020-0{month}, volume: {q}, page: {q}, publisher: {q}, DOI: 10.1000/182, PMID: \"12345678\", PMCID: PMC123456, \
             ISBN: \"9780306406157\", URL: {url}, evidence: guideline, retracted: {retracted}}}",
            month = at % 9 + 1,
            retracted = at == 0,
        );
    }
    out
}

fn claim(text: &str, id: &str) -> String {
    let (q, url) = (quoted(text), quoted(&format!("https://a.example/{text}")));
    format!(
        "  - {{id: {id}, claim: {q}, verdict: misleading, fact: It is so., why_believed: A wish., fallacy: {q}, what_to_do: Ask us., \
         seen: [{{where: {q}, on: 2026-10-01, url: {url}}}, {{where: {q}}}], sources: [s0]}}\n"
    )
}

/// The project, with `text` in every field that holds text.
pub(crate) fn project(text: &str) -> Project {
    let (q, url) = (quoted(text), quoted(&format!("https://a.example/{text}")));
    let front = format!("title: {q}\nsummary: {q}\n{FIELDS}");
    let sources = sources(text);
    let corrections = format!(
        "corrections:\n  - {{date: 2026-11-05, severity: correction, what: {q}, why: {q}}}\n  \
         - {{date: 2026-11-06, severity: clarification, what: {q}}}\n"
    );
    let person = format!("title: {q}\nsummary: {q}\nimage: {{src: p.png, alt: {q}}}\n");
    let person = format!(
        "{person}role: {q}\nspecialty: {q}\ncredentials: [{q}]\nnpi: \"1245319599\"\norcid: 0000-0002-1825-0097\n\
         profiles: {{linkedin: {url}}}\n"
    );
    let vocabulary = format!(
        "conditions:\n  - {{slug: own, name: {q}, also_called: [{q}], search: [{q}], hidden: [{q}], names: {{es: [{q}, {q}]}}, mesh: {q}, icd10cm: [J10], specialty: PrimaryCare}}\n\
         topics:\n  - {{slug: own-topic, name: {q}}}\n"
    );
    let story = "consent: {ref: A1, type: hipaa-authorization, scope: [website], signed_on: 2026-10-01, expires_on: 2030-01-01}";
    let place = format!("starts: 2026-12-05 10:00\nends: 2026-12-05 12:00\nplace: {q}\nregistration_url: {url}\n");
    let online = format!("starts: 2026-12-06\nonline: {url}\n");
    Project::empty()
        .settings(&settings(text))
        .write("data/conditions.yaml", vocabulary)
        .write("static/logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"8\" height=\"8\"/>")
        .write("content/articles/p.png", drawing(20, 20, [5, 5, 5]))
        .write("content/people/p.png", drawing(20, 20, [5, 5, 5]))
        .document("people/ng.md", &person, "")
        .document("people/lee.md", &format!("title: {q}"), "")
        .document(
            "articles/a.md",
            &format!("{front}image: {{src: p.png, alt: {q}}}\n{corrections}{sources}"),
            "Text [@s1].",
        )
        .document("articles/a.es.md", &front, "Texto.")
        .document("articles/b.md", &format!("title: {q}\ndate: 2026-11-01"), "Text.")
        .document("articles/c.md", &format!("title: {q}\ndate: 2026-11-01"), "Text.")
        .document("myths/one.md", &format!("{front}{sources}claims:\n{}", claim(text, "one")), "Text.")
        .document(
            "myths/two.md",
            &format!("{front}{sources}claims:\n{}{}", claim(text, "a"), claim(text, "b")),
            "Text.",
        )
        .document("stories/s.md", &format!("{front}{story}"), "Text.")
        .document("events/place.md", &format!("{front}{place}"), "Text.")
        .document("events/online.md", &format!("title: {q}\ndate: 2026-11-02\n{online}"), "Text.")
        .document("events/both.md", &format!("title: {q}\ndate: 2026-11-02\n{online}place: {q}\n"), "Text.")
        .document("updates/u.md", &front, "Text.")
        .document("pages/about.md", &format!("title: {q}\nsummary: {q}"), "Text.")
        .document("pages/contact.md", &format!("title: {q}"), "Text.")
        .document("pages/editorial-policy.md", &format!("title: {q}\n{sources}"), "Text.")
}

/// The project of a practice of another type.
pub(crate) fn project_of(kind: &str) -> Project {
    let text = "Some text";
    project(text).without_pictures().write("bedside.yaml", settings(text).replace("MedicalClinic", kind))
}

/// The site, built; there are no errors in it.
pub(crate) fn site(text: &str) -> Built {
    built(&project(text))
}

/// A project without errors, built.
pub(crate) fn built(project: &Project) -> Built {
    let built = project.build();
    assert_eq!(built.errors(), "");
    built
}
