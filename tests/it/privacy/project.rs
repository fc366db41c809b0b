//! Details of patients in a project: each place that is published, each family's code, consent and waivers.

use crate::support::{Built, Project};

fn codes(built: &Built) -> Vec<&'static str> {
    let mut codes: Vec<&str> = built.diagnostics.iter().map(|diagnostic| diagnostic.code.short).collect();
    codes.dedup();
    codes
}

#[test]
fn every_family_has_a_code_that_stops_the_build() {
    let cases = [
        ("patient-name", "Our patient Ms. Delgado came back smiling."),
        ("patient-address", "She lives at 1420 Elm Street, Apt 3B."),
        ("patient-date", "DOB 3/14/1962"),
        ("age-over-89", "A 92-year-old woman walked in."),
        ("patient-phone", "Patient's cell: (773) 555-0192"),
        ("patient-fax", "Her fax number is 212-555-0104."),
        ("patient-email", "Her e-mail is maria.alvarez62@gmail.com."),
        ("social-security-number", "SSN 512-44-7781"),
        ("record-number", "MRN: 00482913"),
        ("plan-number", "Member ID: XJH884213907"),
        ("account-number", "Acct # 5520-118-77"),
        ("license-number", "DL# S530-4460-2278"),
        ("vehicle-number", "License plate: BX 4471"),
        ("device-number", "Pacemaker serial no. PJX884213"),
        ("patient-url", "See https://portal.example.org/chart?patient_id=88421"),
        ("patient-ip", "She logged in from 73.162.44.19."),
        ("biometric", "We have her fingerprints on file."),
        ("patient-face", "Full-face photograph of the patient attached"),
        ("unique-trait", "Study ID 0047-112"),
        (
            "recognizable-patient",
            "A 47-year-old dairy farmer from Monroe with Huntington disease came in with his twin brother.",
        ),
    ];
    for (code, text) in cases {
        let built = Project::new().article("flu", "", text).without_pictures().build();
        let found = built.diagnostics.iter().find(|diagnostic| diagnostic.code.short == code);
        let found = found.unwrap_or_else(|| panic!("{code}: {}", built.problems()));
        assert!(found.is_error() && found.code.name.starts_with("phi/"), "{code}");
        assert!(found.place.as_ref().is_some_and(|place| place.range.is_some()), "{code}");
    }
}

#[test]
fn every_place_that_is_published_is_looked_at() {
    let project = Project::new()
        .article("one", "summary: MRN 00482913 of a cold", "Text.")
        .article("two", "", "Text with a picture.\n\n<!-- SSN 512-44-7781 -->\n")
        .write("static/notes.txt", "Patient name: Doe, Jane\n")
        .write("static/maria-lopez-xray.txt", "Nothing.\n")
        .write("data/conditions.yaml", "- id: x\n  name: x\n  description: MRN 00482913\n");
    let built = project.without_pictures().build();
    let files: Vec<String> = built
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.code.name.starts_with("phi/"))
        .filter_map(|diagnostic| diagnostic.place.as_ref().map(|place| place.file.to_string()))
        .collect();
    for file in [
        "content/articles/one.md",
        "content/articles/two.md",
        "static/notes.txt",
        "static/maria-lopez-xray.txt",
        "data/conditions.yaml",
    ] {
        assert!(files.iter().any(|found| found == file), "{file}: {files:?}");
    }
}

#[test]
fn a_person_accepts_what_is_harmless_with_a_reason() {
    let text =
        "<!-- bedside: allow phi/record-number because it is the number of our sample form -->\n\nMRN: 00482913\n";
    let built = Project::new().article("flu", "", text).without_pictures().build();
    assert!(!codes(&built).contains(&"record-number"), "{}", built.problems());
}

#[test]
fn a_live_consent_covers_the_story_and_no_numbers() {
    let front = "title: My knee\ndate: 2026-11-02\nconsent:\n  ref: C-1\n  type: hipaa-authorization\n  scope: [website]\n  \
                 signed_on: 2026-10-01\n  expires_on: 2028-10-01\n";
    let story = |text: &str| Project::new().document("stories/knee.md", front, text).without_pictures().build();
    let told = story("Our patient Ms. Delgado, 92 years old, was admitted on March 3, 2026.");
    assert!(
        codes(&told).iter().all(|code| !code.starts_with("patient") && *code != "age-over-89"),
        "{}",
        told.problems()
    );
    assert!(codes(&story("MRN: 00482913")).contains(&"record-number"));
}
