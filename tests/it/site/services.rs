//! What a practice does: pages of services, who does them, and what is written about them.

use crate::support::Project;

fn site() -> Project {
    Project::new()
        .document("people/ng.md", "title: Ana Ng, MD\ncredentials: [MD]\nservices: [colonoscopy]", "Ana.")
        .document(
            "services/colonoscopy.md",
            "title: Colonoscopy at our practice\nsummary: What happens.",
            "## How to prepare\n\nDrink.",
        )
        .article("screening", "services: [colonoscopy, stool-test]", "Text.")
}

#[test]
fn a_service_has_a_page_that_says_what_it_is_who_does_it_and_what_is_written() {
    let built = site().build_clean();
    let page = built.page("/services/colonoscopy/");
    for words in ["Colonoscopy at our practice", "How to prepare", "Who provides it here", "About screening"] {
        assert!(page.text().contains(words), "{words} in {}", page.text());
    }
    assert_eq!(page.links_called("Ana Ng, MD").first().copied(), Some("/people/ng/"));
    assert!(built.main("/services/stool-test/").contains("About screening"), "a service without a text of its own");
    let list = built.main("/services/");
    assert!(list.contains("Colonoscopy") && list.contains("FIT: Stool test for colorectal cancer"), "{list}");
    for url in ["/articles/screening/", "/people/ng/"] {
        assert!(built.page(url).links_called("Colonoscopy").contains(&"/services/colonoscopy/"), "{url}");
    }
    assert_eq!(built.page("/").links_called("Services").first().copied(), Some("/services/"));
    assert!(built.text("/sitemap.xml").contains("https://clinic.example/services/colonoscopy/"));
}

#[test]
fn a_person_alone_gives_a_service_its_page() {
    let built = Project::new().document("people/ng.md", "title: Ana Ng\nservices: [vasectomy]", "Ana.").build_clean();
    assert!(built.main("/services/vasectomy/").contains("Who provides it here"));
}

#[test]
fn a_slip_is_told_with_what_was_meant() {
    let told = |front: &str| Project::new().article("a", front, "Text.").build();
    let of = |front: &str| format!("{:?}", told(front).diagnostics);
    assert!(told("services: [colonoscpy]").problems().contains("error name/unknown-service content/articles/a.md:4"));
    assert!(of("services: [C-section]").contains("did you mean `cesarean-birth`?"), "{}", of("services: [C-section]"));
    assert!(of("services: [asthma]").contains("is one of the conditions: move it to `conditions:`"));
    let own = "services:\n  - {slug: back-school, name: Back school, kind: therapy}\n";
    let built =
        Project::new().write("data/services.yaml", own).article("a", "services: [back-school]", "Text.").build_clean();
    assert!(built.main("/services/back-school/").contains("Back school"));
    let wrong = "services:\n  - {slug: back-school, name: Back school, kind: school}\n";
    let found = Project::new().write("data/services.yaml", wrong).build();
    assert!(found.problems().contains("not a kind of service"), "{}", found.problems());
}

#[test]
fn pages_of_a_language_have_its_names() {
    let built = Project::new()
        .settings("languages: [es]\n")
        .document("articles/a.es.md", "title: A\ndate: 2026-11-02\nservices: [colonoscopy]", "Texto.")
        .build();
    assert!(built.main("/es/services/colonoscopy/").contains("Colonoscopia"));
}

#[test]
fn structured_data_name_the_service_and_the_practice_offers_it() {
    let built = site().build_clean();
    let page = built.text("/services/colonoscopy/");
    assert!(
        page.contains("\"@type\":\"MedicalTest\",\"@id\":\"https://clinic.example/services/colonoscopy/#service\""),
        "{page}"
    );
    assert!(page.contains("\"relevantSpecialty\":\"https://schema.org/Gastroenterologic\""));
    assert!(built.text("/").contains("\"availableService\":["), "{}", built.text("/"));
}
