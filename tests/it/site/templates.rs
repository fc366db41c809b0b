//! Templates of a project: they replace the theme's, and their errors name template, line and document.

use crate::support::Project;

fn with(name: &str, template: &str) -> Project {
    Project::new().article("a", "", "Text.").write(&format!("templates/{name}"), template)
}

#[test]
fn a_template_of_the_project_replaces_the_themes() {
    let site =
        with("document.html", "<!doctype html><title>{{ page.title }}</title><main>Mine: {{ body | safe }}</main>")
            .build_clean();
    assert_eq!(site.main("/articles/a/"), "Mine: Text.");
    assert!(site.text("/").contains("class=\"masthead\""), "other pages keep the theme's");
    let partial = with("partials/footer.html", "<footer>Made with care</footer>").build_clean();
    assert_eq!(partial.page("/articles/a/").text_in("footer"), "Made with care");
    assert_eq!(partial.page("/").text_in("footer"), "Made with care");
}

#[test]
fn a_whole_theme_stands_in_its_folder_and_the_built_in_one_fills_what_it_lacks() {
    let site = Project::new()
        .settings("theme: quiet\n")
        .write("themes/quiet/templates/home.html", "<main>{{ words.quiet }}</main>")
        .write("themes/quiet/words/en.yaml", "quiet: All is quiet\n")
        .write("themes/quiet/assets/theme.css", "body { color: red }")
        .article("a", "", "Text.")
        .build_clean();
    assert_eq!(site.main("/"), "All is quiet");
    assert!(site.main("/articles/a/").contains("Text."));
    let sheet = site
        .files
        .iter()
        .find(|(path, _)| path.starts_with("assets/theme.") && path.ends_with(".css"))
        .expect("a sheet");
    assert_eq!(String::from_utf8_lossy(sheet.1), "body { color: red }");
    let unknown = Project::new().settings("theme: clinik\n").build();
    assert!(
        unknown.errors().contains("yaml/bad-value bedside.yaml there is no theme `clinik`"),
        "{}",
        unknown.problems()
    );
    assert!(unknown.help("yaml/bad-value").contains("did you mean `clinic`?"));
}

#[test]
fn an_error_while_rendering_names_the_line_and_the_document() {
    let cases = [
        ("<main>\n{{ document.titel }}\n</main>", 2, "titel", "did you mean `title`?"),
        ("<main>\n\n{{ nothing_like_it }}\n</main>", 3, "nothing_like_it", "test first"),
        ("<main>\n{{ document.title + 1 }}\n</main>", 2, "content/articles/a.md", ""),
        ("{% for x in document.title %}{{ x.y }}{% endfor %}", 1, "content/articles/a.md", ""),
    ];
    for (template, line, part, help) in cases {
        let site = with("document.html", template).build();
        let place = format!(
            "error theme/template-failed templates/document.html:{line} `content/articles/a.md` cannot be rendered"
        );
        assert!(site.errors().starts_with(&place) && site.errors().contains(part), "{template}: {}", site.problems());
        assert!(
            site.help("theme/template-failed").contains(help),
            "{template}: {}",
            site.help("theme/template-failed")
        );
    }
}

#[test]
fn of_two_errors_the_place_is_that_of_the_one_that_is_told() {
    let template = "{% extends \"base.html\" %}\n{% block content %}\n{{ page.title | no_such_filter }}{% endblock %}";
    let site = with("document.html", template).build();
    let told = "error theme/bad-template templates/document.html:2 the template cannot be used: Block `content` is not defined";
    assert!(site.errors().starts_with(told), "{}", site.problems());
    let alone = template.replace(" | no_such_filter", "");
    let site = with("document.html", &alone).build();
    assert!(site.errors().starts_with(told), "{}", site.problems());
}

#[test]
fn an_error_in_a_template_is_told_once_at_its_line() {
    let cases = [
        ("<main>\n{% if %}\n</main>", 2),
        ("<main>\n{{ page.title | no_such_filter }}\n</main>", 2),
        ("<main>\n{% block x %}\n", 2),
        ("<main>\n{{ \"open }}\n", 2),
    ];
    for (template, line) in cases {
        let site = with("document.html", template).build();
        let place = format!("error theme/bad-template templates/document.html:{line}");
        assert!(site.errors().starts_with(&format!("{place} ")), "{template}: {}", site.problems());
        assert_eq!(site.errors().matches("theme/bad-template").count(), 1, "{template}: {}", site.problems());
    }
    let two = with("document.html", "{% if %}").write("templates/home.html", "{% for %}").build();
    assert_eq!(two.errors().matches("theme/bad-template").count(), 2, "{}", two.problems());
    let parent = with("document.html", "{% extends \"gone.html\" %}").build();
    assert!(parent.errors().contains("theme/bad-template"), "{}", parent.problems());
    let circle = with("document.html", "{% extends \"document.html\" %}").build();
    assert!(circle.errors().contains("theme/bad-template"), "{}", circle.problems());
}

#[test]
fn content_is_never_a_template() {
    let site = Project::new().article("a", "summary: \"{{ 7 * 7 }}\"", "{{ 6 * 7 }} {% raw %} `{{ x }}`").build();
    assert!(site.problems().starts_with("warning markup/lost content/articles/a.md:7 "), "{}", site.problems());
    let main = site.main("/articles/a/");
    assert!(main.contains("{{ 7 * 7 }}") && main.contains("{{ 6 * 7 }} {% raw %} {{ x }}"), "{main}");
}
