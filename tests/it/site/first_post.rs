//! The first post of a new practice.

use bedside::diag::Severity;

use crate::support::Project;

fn with_a_post() -> Project {
    let post = "title: Five questions about the flu shot\ndate: 2026-11-23\nsummary: Short answers.";
    Project::new().document("articles/flu-shot.md", post, "## Does it hurt?\n\nA *little*, for a moment.")
}

#[test]
fn a_first_post_stands_on_its_page_at_home_and_in_the_feeds() {
    let site = with_a_post().build_clean();
    let main = site.main("/articles/flu-shot/");
    for words in ["Five questions about the flu shot", "Short answers.", "Does it hurt?", "A little, for a moment."] {
        assert!(main.contains(words), "{words:?} in {main}");
    }
    for url in ["/", "/articles/"] {
        let page = site.page(url);
        assert_eq!(page.links_called("Five questions about the flu shot"), ["/articles/flu-shot/"], "{url}");
    }
    for feed in ["/feed.xml", "/rss.xml", "/feed.json", "/sitemap.xml"] {
        assert!(site.text(feed).contains("https://clinic.example/articles/flu-shot/"), "{feed}");
    }
}

#[test]
fn a_change_shows_with_the_next_build_and_a_removed_post_is_gone() {
    let project = with_a_post();
    let before = project.build_clean();
    let changed = project.clone().document("articles/flu-shot.md", "title: Flu\ndate: 2026-11-23", "Not at all.");
    assert!(changed.build_clean().main("/articles/flu-shot/").contains("Not at all."));
    let after = project.remove("content/articles/flu-shot.md").build_clean();
    assert!(!after.has("/articles/flu-shot/") && !after.has("/articles/"));
    assert_eq!(after.traces_of("flu-shot"), [""; 0], "{:?}", before.files.keys());
}

#[test]
fn an_empty_project_is_a_site_too() {
    let site = Project::new().build_clean();
    assert!(site.main("/").contains("Alder Street"));
    for file in ["/404.html", "/feed.xml", "/sitemap.xml", "/robots.txt", "/_headers", "/_redirects"] {
        assert!(site.has(file), "{file}");
    }
}

#[test]
fn one_run_names_every_problem_of_every_file() {
    let site = Project::new()
        .article("a", "titel: x", "[gone](gone.md)")
        .article("b", "authors: [nobody]", "")
        .settings("paginate_by: many\n")
        .build();
    let problems = site.diagnostics.iter().filter(|diagnostic| diagnostic.severity != Severity::Info);
    let codes: Vec<&str> = problems.map(|diagnostic| diagnostic.code.name).collect();
    assert_eq!(
        codes,
        ["yaml/wrong-type", "yaml/unknown-key", "link/broken", "name/unknown-person"],
        "{}",
        site.problems()
    );
    assert!(site.has("/articles/b/"), "the rest of the site is still made, for previews and further checks");
}
