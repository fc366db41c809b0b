//! Updates: alerts on the home page for as long as they hold, and the agency that they come from.

use crate::support::{Project, SETTINGS};

fn site(front: &str) -> Project {
    Project::new()
        .document(
            "updates/recall.md",
            &format!("title: Recall of inhalers\ndate: 2026-11-20\n{front}"),
            "Look at yours.",
        )
        .document("updates/hours.md", "title: New hours\ndate: 2026-11-21", "We open early.")
        .article("flu", "", "Text.")
}

#[test]
fn an_alert_stands_on_top_of_the_home_page_until_it_expires() {
    let project = site("expires: 2026-11-25");
    let now = project.build_clean();
    let home = now.main("/");
    assert!(home.starts_with("Recall of inhalers"), "{home}");
    assert!(home.contains("In effect through November 24, 2026") && home.matches("Recall of inhalers").count() == 1);
    assert!(home.find("Current notices") < home.find("New hours"));
    assert!(now.main("/updates/recall/").contains("November 24, 2026"));
    let after = project.at("2026-11-25T06:00:00Z").build_clean();
    assert!(!after.main("/").contains("Recall") && !after.has("/updates/recall/"));
    let without_end = site("").build_clean();
    assert!(!without_end.main("/").starts_with("Recall") && without_end.main("/").contains("Recall"));
    assert!(!without_end.text("/").contains("class=\"alerts\""));
}

#[test]
fn the_agency_is_named_or_linked() {
    let linked = site("agency_source: https://www.fda.gov/safety/recalls/").build_clean();
    let page = linked.page("/updates/recall/");
    assert_eq!(page.links_called("fda.gov/safety/recalls"), ["https://www.fda.gov/safety/recalls/"]);
    let named = site("agency_source: \"FDA: recall notice of November 19\"").build_clean();
    assert!(named.main("/updates/recall/").contains("FDA: recall notice of November 19"));
    let unsafe_one = site("agency_source: \"javascript:alert(1)\"").build();
    assert!(unsafe_one.errors().contains("link/unsafe content/updates/recall.md:4"), "{}", unsafe_one.problems());
}

#[test]
fn alerts_speak_the_language_of_the_page() {
    let built = Project::empty()
        .settings(&format!("{SETTINGS}languages: [es]\n"))
        .document("updates/aviso.es.md", "title: Aviso\ndate: 2026-11-20\nexpires: 2026-11-30", "Texto.")
        .build_clean();
    assert!(built.main("/es/").contains("Vigente hasta el 29 de noviembre de 2026"));
    assert!(!built.text("/").contains("Aviso"));
}
