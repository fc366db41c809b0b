//! Pages of conditions and topics that have a text, and notices.

use crate::support::Project;

#[test]
fn the_text_of_a_condition_is_its_page_above_what_the_site_has_on_it() {
    let site = Project::new()
        .document("conditions/influenza.md", "title: Flu\nsummary: What flu is.", "## When to seek help\n\nCall us.")
        .document("topics/immunization.md", "title: Vaccines", "Why we vaccinate.")
        .article("shots", "conditions: [influenza]", "Shots.")
        .build_clean();
    let page = site.page("/conditions/influenza/");
    let main = site.main("/conditions/influenza/");
    for words in ["When to seek help", "Call us.", "Also called: influenza, seasonal flu", "Codes for professionals"] {
        assert!(main.contains(words), "{words} in {main}");
    }
    assert_eq!(page.links_called("About shots"), ["/articles/shots/"], "{main}");
    let data = page.structured_data();
    for part in ["\"MedicalWebPage\"", "\"MedicalCondition\"", "\"ICD-10-CM\"", "/conditions/influenza/#condition"] {
        assert!(data.contains(part), "{part} in {data}");
    }
    assert!(site.main("/topics/immunization/").contains("Why we vaccinate."));
    assert!(!site.text("/feed.xml").contains("Why we vaccinate."));
    let all = site.page("/conditions/");
    assert_eq!(all.links_called("Flu"), ["/conditions/influenza/"; 3], "by its name and its other names");
}

#[test]
fn a_text_is_called_by_the_slug_of_what_it_explains() {
    let site = Project::new().document("conditions/high-blood-pressure.md", "title: X", "Text.").build();
    let errors = site.errors();
    assert!(errors.contains("error name/unknown-condition content/conditions/high-blood-pressure.md"), "{errors}");
    assert!(site.help("name/unknown-condition").contains("did you mean `hypertension`?"));
    let site = Project::new().document("conditions/influenza.md", "title: X\nslug: flu", "Text.").build();
    assert!(site.errors().contains("error yaml/unknown-key content/conditions/influenza.md:3"), "{}", site.errors());
}

#[test]
fn a_text_that_is_held_back_leaves_the_list_alone() {
    let site = Project::new()
        .document("conditions/influenza.md", "title: Flu\ndraft: true", "About marmosets.")
        .article("shots", "conditions: [influenza]", "Shots.")
        .build_clean();
    assert!(site.has("/conditions/influenza/"));
    assert_eq!(site.traces_of("marmosets"), [] as [&str; 0]);
}

#[test]
fn notices_are_linked_from_every_page_and_missing_ones_are_named() {
    let npp = "title: Privacy practices\nnotice: privacy-practices\neffective: 2026-02-16";
    let site = Project::new()
        .settings("  address: {country: US}\n")
        .document("pages/npp.md", npp, "This notice says how we use records.")
        .article("flu", "", "Text.")
        .build();
    assert_eq!(site.page("/articles/flu/").links_called("Privacy practices"), ["/npp/"]);
    assert!(site.main("/npp/").contains("In effect since"));
    let problems = site.problems();
    assert_eq!(problems.matches("site/missing-notice").count(), 3, "{problems}");
    for rule in ["45 CFR 92.10", "45 CFR 92.11", "45 CFR 149.610"] {
        assert!(problems.contains(rule), "{rule}: {problems}");
    }
    let site = Project::new().document("pages/npp.md", "title: X\nnotice: privacy-practices", "Text.").build();
    assert!(site.errors().contains("yaml/missing-key content/pages/npp.md:3"), "{}", site.errors());
    let site = Project::new().document("pages/npp.md", "title: X\nnotice: privacy", "Text.").build();
    assert!(site.help("yaml/bad-value").contains("privacy-practices, nondiscrimination"));
    let site = Project::new().article("flu", "notice: accessibility", "Text.").build();
    assert!(site.errors().contains("yaml/unknown-key"), "{}", site.errors());
}

#[test]
fn a_word_is_explained_at_its_first_use_where_there_is_a_glossary() {
    let text = "## Antibiotic\n\nAn antibiotic, then antibiotics. See [the antibiotic](/articles/flu/).";
    let without = Project::new().article("flu", "", text).build_clean();
    assert!(!without.has("/glossary/") && !without.text("/articles/flu/").contains("<dfn"));
    let own = "version: 1\nterms:\n  - slug: see-you\n    names: {en: [then]}\n    means: {en: \"After <that>.\"}\n";
    let site = Project::new().write("data/glossary.yaml", own).article("flu", "", text).build_clean();
    let page = site.text("/articles/flu/");
    assert_eq!(page.matches("<dfn class=\"term\">").count(), 2, "{page}");
    assert!(page.contains("An <dfn class=\"term\"><button type=\"button\" popovertarget=\"explained-antibiotic\">antibiotic</button></dfn>"));
    assert!(
        page.contains("popover> (After &lt;that>.)</span>") || page.contains("popover> (After &lt;that&gt;.)</span>")
    );
    assert!(site.main("/glossary/").contains("A medicine against bacteria."));
    assert!(!site.text("/feed.xml").contains("explained-antibiotic"));
    assert!(site.page("/glossary/").structured_data().contains("\"DefinedTerm\""));
}
