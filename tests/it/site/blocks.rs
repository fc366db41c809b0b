//! Blocks for patients: care cards, do and do not, in short, steps, comparisons, charts, recordings, galleries.

use crate::support::{Built, Project, drawing};

fn project(block: &str) -> Project {
    let sources = "sources:\n  - {id: a-2020, type: webpage, title: A page, author: [{literal: CDC}], issued: 2020, \
                   URL: \"https://www.cdc.gov/a\", accessed: 2026-01-01, evidence: government}";
    let project = Project::new().article("a", sources, &format!("First.[@a-2020]\n\n{block}"));
    let pictures =
        [("p.png", drawing(40, 30, [7, 7, 7])), ("q.png", drawing(40, 30, [9, 7, 7])), ("s.mp3", Vec::new())];
    let used = pictures.into_iter().filter(|(name, _)| block.contains(name));
    used.fold(project, |project, (name, bytes)| project.write(&format!("content/articles/{name}"), bytes))
}

/// The page without spaces between elements.
fn html(site: &Built) -> String {
    site.text("/articles/a/").replace(">\n<", "><")
}

#[test]
fn a_care_card_says_its_level_and_ends_in_if() {
    for (level, said, title) in [
        ("self", "Care at home:", "You can care for this at home if:"),
        ("routine", "Advice that can wait:", "Make an appointment if:"),
        ("urgent", "Urgent advice:", "Call us today if:"),
    ] {
        let site = project(&format!("## When\n\n```care\nlevel: {level}\nitems: [\"you *ache*[@a-2020]\"]\n```"))
            .build_clean();
        let html = html(&site);
        let head = format!("<h3 class=\"callout-title\"><span class=\"said\">{said} </span>{title}</h3>");
        assert!(html.contains(&head), "{html}");
        assert!(html.contains("<li>you <em>ache</em><sup class=\"citation\">"), "{html}");
    }
}

#[test]
fn an_emergency_card_calls_the_number_of_the_country_and_comes_first() {
    let card = "Text.\n\n```care\nlevel: emergency\nitems: [you cannot breathe]\n```";
    let html_of = |project: Project| html(&project.build_clean());
    let american = html_of(project(card));
    assert!(american.contains("</span>Call <a href=\"tel:911\">911</a> if:</h2>"), "{american}");
    assert!(american.find("you cannot breathe") < american.find("<p>Text."), "{american}");
    let british = html_of(project(card).settings("  address: {country: UK}\n"));
    assert!(british.contains("Call <a href=\"tel:999\">999</a> if:"), "{british}");
    let own = html_of(project(card).settings("  emergency: In an emergency call 112.\n"));
    assert!(own.contains("Call <a href=\"tel:112\">112</a> if:"), "{own}");
    let unknown = html_of(project(card).settings("  address: {country: Chad}\n"));
    assert!(unknown.contains("Call the emergency number if:"), "{unknown}");
}

#[test]
fn wrong_blocks_are_reported_at_their_line() {
    let cases = [
        ("```care\nlevel: soon\nitems: [a]\n```", "`soon` is not a level of `care`"),
        ("```care\nlevel: urgent\n```", "a care card needs a list of signs"),
        ("```care\nlevel: urgent\ntitle: Call us\nitems: [a]\n```", "the title of a care card must end in `if:`"),
        (
            "```care\nlevel: emergency\ntitle: \"Call 911 if:\"\nitems: [a]\n```",
            "the title of an emergency card contains a number",
        ),
        (
            "```care\nlevel: emergency\nitems: [\"[a](/)\"]\n```",
            "an emergency card may link only to the number to call",
        ),
        ("```care\nlevel: self\nitems: [\"# a\"]\n```", "this text contains a heading or a footnote"),
        ("```do-dont\ndont: [\"do not smoke\"]\n```", "an item of `dont` says \"do not\" itself"),
        ("```do-dont\ndo: []\n```", "`do-dont` needs `do:` or `dont:`"),
        ("```summary\nitems: [a, b, c, d, e, f, g]\n```", "`summary` takes 1 to 6 points, but has 7"),
        ("```steps\nitems: [a]\n```", "`steps` takes 2 to 12 steps, but has 1"),
        ("```steps\nitems: [a, {title: b}]\n```", "a step is neither a text"),
        ("```compare\ncaption: c\ncolumns: [a]\nrows: []\n```", "`compare` takes 2 to 4 columns, but has 1"),
        (
            "```compare\ncaption: c\ncolumns: [a, b]\nrows: [{name: x, cells: [1]}]\n```",
            "a row of `compare` needs a `name` and 2 `cells`",
        ),
        ("```chart\ntype: pie\ntitle: t\nsource: s\n```", "`pie` is not a type of chart"),
        (
            "```chart\ntype: bars\ntitle: t\nlabels: [a]\nseries: [{values: [1]}]\n```",
            "`chart` needs the argument `source`",
        ),
        (
            "```chart\ntype: bars\ntitle: t\nsource: s\nlabels: [a, b]\nseries: [{values: [1, -2]}]\n```",
            "numbers from zero up in this series: 1, and labels: 2",
        ),
        (
            "```chart\ntype: icons\ntitle: t\nsource: s\nof: 100\ngroups: [{name: a, count: 101}]\n```",
            "a group is not a `name` with a `count` from 0 to 100",
        ),
        (
            "```gallery\nitems: [{src: p.png, alt: a}, {src: q.png}]\n```",
            "a picture in `gallery` needs a `src` and an `alt`",
        ),
        ("```gallery\nitems: [{src: p.png, alt: a}, {src: gone.png, alt: b}]\n```", "there is no file `gone.png`"),
        ("```audio\ntitle: a\nsrc: s.mp3\n```", "`audio` needs the argument `transcript`"),
    ];
    for (block, message) in cases {
        let errors = project(block).build().errors();
        assert!(errors.contains(message) && errors.contains("content/articles/a.md:"), "{block}: {errors}");
    }
}

#[test]
fn cards_stay_few_and_a_heading_follows_them() {
    let card = "```care\nlevel: urgent\nitems: [a]\n```\n\n";
    let found = |block: &str| project(block).build().problems().matches("markup/block-place").count();
    assert_eq!(found(&format!("{card}{card}")), 0);
    assert_eq!(found(&format!("{card}## More\n\nText.")), 0);
    assert_eq!(found(&format!("{card}{card}{card}")), 1);
    assert_eq!(found(&format!("{card}Text.\n\n## More\n\nText.")), 1);
    assert_eq!(found("```summary\nitems: [a]\n```"), 0);
    assert_eq!(found("## More\n\n```summary\nitems: [a]\n```"), 1);
}

#[test]
fn lists_steps_and_comparisons_say_all_they_mean() {
    let site = project(
        "```summary\nitems: [\"In **short**.\"]\n```\n\n```do-dont\ndo: [rest]\ndont: [drive]\n```\n\n\
         ```steps\nitems: [One., {title: Two, text: \"More *text*.\"}]\n```\n\n\
         ```compare\ncaption: Both\ncolumns: [Cold, Flu]\nrows: [{name: Fever, cells: [rare, \"**often**\"]}]\n```",
    )
    .build_clean();
    let main = site.main("/articles/a/");
    for text in ["In short In short.", "Do rest", "Don’t do not drive", "One. Two More text.", "Cold rare", "Flu often"]
    {
        assert!(main.contains(text), "{text}: {main}");
    }
    let page = site.page("/articles/a/");
    assert_eq!(page.all("th").filter(|cell| cell.get("scope").is_some()).count(), 3);
    assert!(html(&site).contains("<p class=\"step-title\">Two</p><p>More <em>text</em>.</p>"));
}

#[test]
fn a_chart_is_a_drawing_with_its_numbers_as_words() {
    let block = "```chart\ntype: icons\ntitle: Worn discs\nof: 100\ngroups: [{name: Age 20, count: 37}]\nsource: \"[@a-2020]\"\n```\n\n\
                 ```chart\ntype: lines\ntitle: Years\nunit: \"%\"\nlabels: [\"2023\", \"2024\"]\nseries: [{name: Us, values: [1.5, 2]}]\nsource: us\n```";
    let site = project(block).build_clean();
    let page = site.page("/articles/a/");
    let drawings: Vec<_> = page.all("svg").filter(|svg| svg.get("role") == Some("img")).collect();
    assert_eq!(drawings.len(), 2);
    let ids: Vec<_> = page
        .all("figcaption")
        .chain(page.all("ul"))
        .chain(page.all("table"))
        .filter_map(|part| part.get("id"))
        .collect();
    for drawing in &drawings {
        for attribute in ["aria-labelledby", "aria-describedby"] {
            assert!(ids.contains(&drawing.get(attribute).expect("an id")), "{ids:?}");
        }
        assert_eq!(drawing.get("style"), None, "the policy of the site allows none");
    }
    let main = site.main("/articles/a/");
    assert!(main.contains("Age 20: 37 of 100 people") && main.contains("20231.5% 20242%"), "{main}");
    let feed = site.text("/feed.xml");
    assert!(feed.contains("37 of 100 people") && !feed.contains("chart-drawing"), "{feed}");
}

#[test]
fn recordings_have_their_words_and_galleries_their_pictures() {
    let block = "```audio\ntitle: On vaccines\nsrc: s.mp3\ntranscript: \"Hello *you*.\"\n```\n\n\
                 ```gallery\nitems:\n  - {src: p.png, alt: The door, caption: Level access}\n  - {src: q.png, alt: The desk}\n```";
    let site = project(block).build_clean();
    let page = site.page("/articles/a/");
    assert!(html(&site).contains("<p>Hello <em>you</em>.</p>"));
    let alts: Vec<_> = page.all("img").filter_map(|img| img.get("alt")).collect();
    assert!(alts.contains(&"The door") && alts.contains(&"The desk"), "{alts:?}");
    assert!(page.all("audio").all(|audio| audio.get("controls").is_some() && audio.get("autoplay").is_none()));
    assert!(site.main("/articles/a/").contains("Level access"));
}
