//! What `theme.yaml` says of the pages is what the pages have.

use std::collections::BTreeSet;

use bedside::config;
use bedside::theme::{self, Contract};
use bedside::world::MemoryWorld;

use crate::support::{NOW, Page, Project, SETTINGS, example};

/// What the built-in theme says of itself.
fn contract() -> Contract {
    let world = MemoryWorld::new(NOW.parse().expect("an instant"));
    let settings = config::read(SETTINGS, &config::Overrides::default()).value;
    let read = theme::read(&world, &settings);
    assert_eq!(read.diagnostics, []);
    read.value.contract
}

/// The ids of a page that its frame and its parts have: not those of the author's text, and not the numbered ones.
fn own_ids(page: &Page) -> Vec<&str> {
    let numbered =
        |id: &str| ["fn-", "fnref-", "source-", "cite-", "correction-"].iter().any(|start| id.starts_with(start));
    let text: BTreeSet<&str> = page.ids_in_class("prose").into_iter().collect();
    page.elements().filter_map(|element| element.get("id")).filter(|id| !text.contains(id) && !numbered(id)).collect()
}

#[test]
fn no_id_occurs_twice_on_a_page() {
    for (path, page) in example().pages() {
        let mut seen = BTreeSet::new();
        for id in page.elements().filter_map(|element| element.get("id")) {
            assert!(seen.insert(id), "{path}: `{id}` twice");
        }
    }
}

#[test]
fn ids_of_pages_and_of_the_contract_are_the_same() {
    let contract = contract();
    let said: BTreeSet<&str> =
        contract.parts.iter().map(|(_, id)| id.as_str()).chain(contract.ids.iter().map(String::as_str)).collect();
    let as_said = |id: &str| {
        let pattern = |said: &&&str| said.strip_suffix('*').is_some_and(|start| id.starts_with(start));
        said.get(id).or_else(|| said.iter().find(pattern)).map(|said| (*said).to_owned())
    };
    let mut found = BTreeSet::new();
    // What the example site has no use for.
    let more = Project::new()
        .settings("  address: {country: US}\n")
        .write(
            "data/glossary.yaml",
            "version: 1\nterms:\n  - {slug: biopsy, names: {en: [biopsy]}, means: {en: A small piece of tissue.}}\n",
        )
        .document("pages/npp.md", "title: Privacy practices\nnotice: privacy-practices\neffective: 2026-02-16", "Text.")
        .document(
            "events/walk.md",
            "title: Walk\ndate: 2026-11-20\nstarts: 2026-12-01 10:00\nplace: Park\nrepeat: {every: week, until: 2026-12-15, dates: [{on: 2026-12-08, status: canceled}]}",
            "Come.\n\n## Other days\n\nText.",
        )
        .article("xray", "summary: About a test.", "A biopsy shows more.")
        .build();
    for (path, page) in example().pages().chain(more.pages()) {
        for id in own_ids(&page) {
            found.insert(as_said(id).unwrap_or_else(|| panic!("{path}: `{id}` is not in theme.yaml")));
        }
    }
    // Words are explained within the author's text.
    let explained =
        more.pages().any(|(_, page)| page.ids_in_class("prose").into_iter().any(|id| id.starts_with("explained-")));
    if explained {
        found.insert("explained-*".to_owned());
    }
    // A chart is a block of the text.
    if example().pages().any(|(_, page)| page.ids_in_class("prose").into_iter().any(|id| id.starts_with("chart-"))) {
        found.insert("chart-*".to_owned());
    }
    let found: BTreeSet<&str> = found.iter().map(String::as_str).collect();
    assert_eq!(found, said, "what theme.yaml names and no page has");
}

/// The parts of a document's page by which links are judged are those that the page has.
#[test]
fn a_link_leads_to_every_part_that_a_page_has_and_to_no_other() {
    let contract = contract();
    let parts: Vec<&str> = contract.parts.iter().map(|(_, id)| id.as_str()).collect();
    let links = parts.iter().map(|part| format!("[{part}](#{part})")).collect::<Vec<_>>().join("\n\n");
    let documents = [
        ("bare", "", String::new()),
        (
            "full",
            "topics: [nutrition]\nconditions: [asthma]\ndisclosures: {funding: none}\ncorrections: [{date: 2026-11-02, severity: correction, what: A number.}]\nawareness: [world-diabetes-day]",
            "## One\n\n## Two\n\n## Three\n\n".to_owned(),
        ),
        ("other", "conditions: [asthma]", String::new()),
    ];
    for (name, front, text) in &documents {
        let project = documents.iter().fold(Project::new(), |project, (other, front, text)| {
            let links = if other == name { links.as_str() } else { "" };
            project.article(other, front, &format!("{text}{links}"))
        });
        let site = project.build();
        let page = site.page(&format!("/articles/{name}/"));
        let shown: BTreeSet<&str> = own_ids(&page).into_iter().filter(|id| parts.contains(id)).collect();
        let broken: BTreeSet<&str> =
            parts.iter().copied().filter(|part| site.problems().contains(&format!("no anchor `#{part}`"))).collect();
        let missing: BTreeSet<&str> = parts.iter().copied().filter(|part| !shown.contains(part)).collect();
        assert_eq!(broken, missing, "{name} ({front}, {text}):\n{}", site.problems());
    }
}

#[test]
fn headings_called_like_the_parts_of_a_page_get_other_ids() {
    let contract = contract();
    let headings: String = contract
        .parts
        .iter()
        .map(|(_, id)| format!("## {id}\n\nText.\n\n"))
        .chain(["## Source 1\n\n".to_owned()])
        .collect();
    let site = Project::new().article("here", "topics: [nutrition]", &headings).build();
    assert_eq!(site.errors(), "");
    let page = site.page("/articles/here/");
    let ids: Vec<&str> = page.elements().filter_map(|element| element.get("id")).collect();
    let unique: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(unique.len(), ids.len(), "{ids:?}");
    assert!(ids.contains(&"share-2") && ids.contains(&"source-1-2"), "{ids:?}");
}

#[test]
fn a_theme_says_what_differs_from_its_parent() {
    let project = |theme: &str| {
        Project::new().settings("theme: own\n").write("themes/own/theme.yaml", theme).article(
            "here",
            "",
            "## Teilen\n\nText.\n\n## Share\n",
        )
    };
    let site = project("parts: {share: teilen}\nlists: {home_latest: 0}\n").build();
    assert_eq!(site.errors(), "");
    let page = site.page("/articles/here/");
    let ids: Vec<&str> = page.elements().filter_map(|element| element.get("id")).collect();
    assert!(ids.contains(&"teilen-2") && !ids.contains(&"teilen"), "{ids:?}");
    assert!(!site.main("/").contains("Here"), "{}", site.main("/"));

    let wrong = [
        ("parts: {shaer: x}\n", "`shaer` is not a part of a page"),
        ("parts: {share: a b}\n", "`a b` cannot be the id"),
        ("grounds: {light: whitish}\n", "`whitish` is not a color"),
        ("parent: own\n", "a theme cannot be its own parent: own -> own"),
        ("parent: nobody\n", "there is no theme `nobody`"),
        ("lists: {home_latst: 2}\n", "`home_latst` is not a list"),
    ];
    for (theme, message) in wrong {
        let problems = project(theme).build().problems();
        assert!(problems.contains(message), "{theme}: {problems}");
    }
}

#[test]
fn a_theme_without_a_parent_has_nothing_of_another() {
    let site = Project::new()
        .settings("theme: own\n")
        .write("themes/own/theme.yaml", "parent: none\n")
        .write("themes/own/templates/home.html", "<!doctype html><title>own</title>")
        .article("here", "", "Text.")
        .build();
    assert!(!site.files.keys().any(|file| file.starts_with("assets/theme")), "{:?}", site.files.keys());
}

#[test]
fn a_page_asks_for_a_next_step_once() {
    let call = "call_to_action: {label: Book a visit, url: \"https://portal.example/book\"}";
    let block = "```call-to-action\nlabel: Book a visit\nurl: https://portal.example/book\n```";
    let project = Project::new()
        .settings("  appointments_url: https://portal.example/book\n")
        .article("both", call, &format!("Text.\n\n{block}"))
        .article("front", call, "Text.")
        .article("text", "", &format!("Text.\n\n{block}"))
        .article("none", "", "Text.")
        .build_clean();
    for path in ["/articles/both/", "/articles/front/", "/articles/text/", "/articles/none/"] {
        assert_eq!(steps(&project.page(path)), ["https://portal.example/book"], "{path}");
    }
    for (path, page) in example().pages() {
        let steps = steps(&page);
        let different: BTreeSet<&str> = steps.iter().copied().collect();
        assert_eq!(steps.len(), different.len(), "{path}: {steps:?}");
    }
}

/// Where the buttons of the next steps of a page lead.
fn steps(page: &Page) -> Vec<&str> {
    page.in_class("next-step")
        .filter(|part| part.get("class") == Some("button"))
        .filter_map(|part| part.get("href"))
        .collect()
}

#[test]
fn notes_have_letters_and_a_heading_and_sources_have_numbers() {
    let source = "sources: [{id: a, title: A trial, issued: 2020, URL: \"https://nih.gov/a\", evidence: government}]";
    let notes = (1..=27).map(|at| format!("[^{at}]: Note {at}.\n")).collect::<Vec<_>>().concat();
    let marks = (1..=27).map(|at| format!("[^{at}]")).collect::<Vec<_>>().concat();
    let site = Project::new()
        .article("a", source, &format!("Worry raises it.{marks} So says a trial.[@a]\n\n{notes}"))
        .build();
    let page = site.page("/articles/a/");
    let marks: Vec<String> = page.texts_in("sup");
    assert_eq!((marks[0].as_str(), marks[25].as_str(), marks[26].as_str(), marks[27].as_str()), ("a", "z", "aa", "1"));
    assert!(page.texts_in("h2").contains(&"Notes".to_owned()), "{:?}", page.texts_in("h2"));
    let lists: Vec<_> = page.all("ol").filter(|list| list.get("type") == Some("a")).collect();
    assert_eq!(lists.len(), 1);
    let back: Vec<_> = page.all("a").filter(|link| link.get("class") == Some("footnote-back")).collect();
    assert_eq!(back[26].get("aria-label"), Some("Back to reference aa"));
}
