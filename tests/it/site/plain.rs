//! Rules over words that need settings: the reading grade, shares of sentences, trusted sources, limits.

use crate::support::{Project, drawing};

/// Ten sentences and more, hard ones.
fn hard() -> String {
    "Comprehensive cardiovascular rehabilitation necessitates interdisciplinary collaboration and individualized documentation. "
        .repeat(12)
}

#[test]
fn a_text_that_is_harder_than_the_goal_is_reported_with_its_hardest_sentences() {
    let easy = "We test your blood. It takes a short time. You can eat before it. ".repeat(5);
    for (text, hits) in [(hard(), true), (easy, false)] {
        let site = Project::new().settings("editorial: {reading_grade: 8}\n").article("a", "", &text).build();
        assert_eq!(
            site.problems().contains("warning plain/reading-grade content/articles/a.md"),
            hits,
            "{}",
            site.problems()
        );
    }
    let without_goal = Project::new().article("a", "", &hard()).build();
    assert!(!without_goal.problems().contains("plain/reading-grade"));
    let spanish =
        "La rehabilitación cardiovascular interdisciplinaria requiere documentación individualizada. ".repeat(12);
    let site =
        Project::new().settings("language: es\neditorial: {reading_grade: 6}\n").article("a", "", &spanish).build();
    assert!(site.problems().contains("INFLESZ"), "{}", site.problems());
}

#[test]
fn options_set_the_limits_of_rules() {
    let passive = "Your blood is tested. ".repeat(8) + &"We call you. ".repeat(8);
    let text = format!("{passive}\n\n![A nurse gives a child a shot](n.png)");
    let project = |settings: &str| {
        let picture = drawing(8, 8, [1, 2, 3]);
        Project::new().settings(settings).article("a", "", &text).write("content/articles/n.png", picture).build()
    };
    let usual = project("").suggestions();
    assert!(usual.contains("info plain/passive-voice") && !usual.contains("a11y/long-alt"), "{usual}");
    let other =
        project("rules: {plain/passive-voice: {percent: 60}, a11y/long-alt: {characters: 50, level: warning}}\n");
    assert!(!other.suggestions().contains("plain/passive-voice"), "{}", other.suggestions());
    let strict = project("rules: {a11y/long-alt: {characters: 51}}\n").suggestions();
    assert!(!strict.contains("a11y/long-alt"), "{strict}");
}

#[test]
fn sources_outside_the_list_are_suggested_to_be_changed() {
    let front = "sources:\n  - {id: a, title: A, issued: 2024, URL: \"https://www.cdc.gov/a\"}\n  - {id: b, title: B, issued: 2024, URL: \"https://b.example/b\"}";
    let site = Project::new()
        .settings("editorial: {trusted_sources: [cdc.gov]}\n")
        .article("a", front, "One [@a]. Two [@b].")
        .build();
    let found = site.suggestions();
    assert_eq!(found.matches("source/untrusted").count(), 1, "{found}");
    assert!(found.contains("`b.example`"), "{found}");
}

#[test]
fn an_empty_disclaimer_is_reported() {
    let site = Project::new().settings("editorial: {disclaimer: \"\"}\n").article("a", "", "Text.").build();
    assert!(site.problems().contains("warning claim/no-disclaimer bedside.yaml"), "{}", site.problems());
}
