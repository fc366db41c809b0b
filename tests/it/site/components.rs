//! Components: blocks of YAML that the theme draws.

use crate::support::{Project, drawing};

fn with(block: &str) -> Project {
    Project::new().article("a", "", block).write("content/articles/p.png", drawing(40, 30, [7, 7, 7]))
}

#[test]
fn components_are_drawn_where_they_stand() {
    let blocks = "Before.\n\n```figure\nsrc: p.png\nalt: A cuff\ncaption: At heart level\n```\n\nBetween.\n\n```call-to-action\nlabel: Book\nurl: /\n```\n\nAfter.";
    let site = with(blocks).build_clean();
    let main = site.main("/articles/a/");
    assert!(main.contains("Before. At heart level Between. Book After."), "{main}");
    let page = site.page("/articles/a/");
    let picture = page.all("img").find(|img| img.get("alt") == Some("A cuff")).expect("the picture");
    assert!(picture.get("src").is_some_and(|src| src.starts_with("/media/p.")), "{picture:?}");
    assert_eq!((picture.get("width"), picture.get("height")), (Some("40"), Some("30")));
}

#[test]
fn wrong_arguments_are_reported_at_their_line() {
    let cases = [
        ("```call-to-action\nlabel: Go\n```", 6, "`call-to-action` needs the argument `url`"),
        ("```call-to-action\nlabel: Go\nurl: /\nlable: x\n```", 9, "`call-to-action` has no argument `lable`"),
        (
            "```call-to-action\nlabel: 5\nurl: /\n```",
            7,
            "`label` of `call-to-action` must be text (put it in quotes), but is the number `5`",
        ),
        (
            "```call-to-action\nlabel: [a]\nurl: /\n```",
            7,
            "`label` of `call-to-action` must be text (put it in quotes), but is a list",
        ),
        ("```figure\nsrc: p.png\nalt: x\npicture: y\n```", 9, "`figure` has no argument `picture`"),
    ];
    for (block, line, message) in cases {
        let expected = format!("error markup/bad-component content/articles/a.md:{line} {message}\n");
        assert_eq!(with(block).build().errors(), expected, "{block}");
    }
}

#[test]
fn broken_yaml_and_missing_files_are_reported_in_the_block() {
    let cases = [
        ("```figure\nsrc: gone.png\nalt: x\n```", "error picture/missing content/articles/a.md:7 "),
        ("```figure\nsrc: https://a.example/p.png\nalt: x\n```", "error picture/missing content/articles/a.md:7 "),
        ("```figure\nsrc: ../../../../etc/passwd\nalt: x\n```", "error picture/missing content/articles/a.md:7 "),
        ("```call-to-action\nlabel: a\nurl: b: c\n```", "error yaml/broken content/articles/a.md:8 "),
        ("```call-to-action\nlabel: &a x\nurl: /\n```", "error yaml/feature content/articles/a.md:7 "),
        ("```call-to-action\nlabel: x\nurl: gone.md\n```", "error link/broken content/articles/a.md:6 "),
    ];
    for (block, expected) in cases {
        assert!(with(block).build().errors().contains(expected), "{block}: {}", with(block).build().problems());
    }
}

#[test]
fn a_theme_may_bring_components_of_its_own() {
    let template = "{% component dose(drug: string, mg: integer = 5) %}<p class=\"dose\">{{ drug }} {{ mg }} mg</p>{% endcomponent dose %}";
    let with = |block: &str| Project::new().article("a", "", block);
    let site =
        with("```dose\ndrug: Aspirin <b>\nmg: 81\n```").write("templates/components/dose.html", template).build_clean();
    assert!(site.main("/articles/a/").contains("Aspirin <b> 81 mg"));
    let wrong = with("```dose\nmg: much\n```").write("templates/components/dose.html", template).build();
    assert!(
        wrong.errors().contains("`mg` of `dose` must be a whole number, but is the text \"much\""),
        "{}",
        wrong.problems()
    );
}

#[test]
fn a_block_that_names_no_component_is_code() {
    let site = Project::new().article("a", "", "```yaml\nlabel: Book\n```").build_clean();
    assert!(site.page("/articles/a/").all("code").count() > 0);
}
