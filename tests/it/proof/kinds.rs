//! The kinds of pages, each by one page of the example site and of what is added to it.

use crate::support::{Built, Project, drawing, example_project};

/// The program's themes.
pub(super) const THEMES: [&str; 2] = ["clinic", "letter"];

/// Kind and path.
pub(super) const KINDS: [(&str, &str); 37] = [
    ("home", "/"),
    ("home in Spanish", "/es/"),
    ("article", "/articles/colds-and-antibiotics/"),
    ("article with an emergency", "/articles/fever-in-children/"),
    ("article with a chart", "/articles/low-back-pain/"),
    ("article with steps", "/articles/naloxone-at-home/"),
    ("article with tasks", "/articles/colorectal-cancer-screening/"),
    ("article in Spanish", "/es/articles/preguntas-sobre-la-vacuna-contra-la-gripe/"),
    ("myth", "/myths/most-low-back-pain-needs-no-scan/"),
    ("myth of several claims", "/myths/large-studies-find-no-link-between-mmr-and-autism/"),
    ("claim", "/myths/large-studies-find-no-link-between-mmr-and-autism/mmr-and-autism/"),
    ("story", "/stories/four-tries-and-a-jar-of-toothpicks/"),
    ("event", "/events/saturday-vaccine-clinic/"),
    ("update", "/updates/flu-shots-are-here/"),
    ("person", "/people/elena-marsh/"),
    ("page", "/contact/"),
    ("page with all blocks", "/all-blocks/"),
    ("notice", "/language-assistance/"),
    ("list of articles", "/articles/"),
    ("list of myths", "/myths/"),
    ("list of people", "/people/"),
    ("list of events", "/events/"),
    ("conditions", "/conditions/"),
    ("condition with a text", "/conditions/common-cold/"),
    ("condition with a recording", "/conditions/hypertension/"),
    ("condition", "/conditions/influenza/"),
    ("topics", "/topics/"),
    ("topic", "/topics/immunization/"),
    ("awareness", "/awareness/"),
    ("observance", "/awareness/world-immunization-week/"),
    ("corrections", "/corrections/"),
    ("feeds", "/feeds/"),
    ("links", "/links/"),
    ("search", "/search/"),
    ("search in Spanish", "/es/search/"),
    ("glossary", "/glossary/"),
    ("not found", "/404.html"),
];

/// The example site with a glossary, a notice and a page that has every block; without the bytes of its pictures.
pub(super) fn site() -> Built {
    project().without_pictures().build()
}

/// The same in a theme, with its pictures.
pub(super) fn site_with_pictures(theme: &str) -> Built {
    in_theme(theme).build()
}

/// The same in a theme, without them.
pub(super) fn site_in(theme: &str) -> Built {
    in_theme(theme).without_pictures().build()
}

fn in_theme(theme: &str) -> Project {
    let settings = include_str!("../../../example-site/bedside.yaml");
    project().write("bedside.yaml", format!("{settings}\ntheme: {theme}\n"))
}

fn project() -> Project {
    example_project()
        .write("data/glossary.yaml", "version: 1\n")
        .write("content/pages/p.png", drawing(640, 480, [90, 120, 140]))
        .write("content/pages/q.png", drawing(640, 480, [140, 120, 90]))
        .write("content/pages/s.mp3", "no sound")
        .write("content/pages/all-blocks.md", ALL)
        .write("content/pages/language-assistance.md", NOTICE)
        .at("2026-11-26T12:00:00Z")
        .without_cards()
}

const NOTICE: &str = "---\ntitle: Language assistance\nnotice: language-assistance\neffective: 2026-01-02\n---\n\n\
    We have interpreters.\n\n```in-language\nlang: es\ntext: Tenemos ayuda gratis en su idioma.\n```\n\n\
    ```in-language\nlang: ar\ndir: rtl\ntext: المساعدة اللغوية متاحة مجانا\n```\n";

const ALL: &str = r#"---
title: All blocks
---

```summary
items: ["Rest, and **drink**.", Call us.]
```

The immune system fights an infection.

## When to call

```care
level: routine
items: ["you have a [question](/contact/)"]
```

```care
level: urgent
items: [you feel worse, you are dizzy]
```

## What to do

```do-dont
do: [rest, drink]
dont: [drive, smoke]
```

```steps
title: How
items: ["One.", {title: Two, text: "More *text*."}]
```

```compare
caption: Cold or flu
columns: [Cold, Flu, "COVID-19"]
rows:
  - {name: Fever, cells: [rare, usual, often]}
  - {name: Begins, cells: [slowly, suddenly, either way]}
```

## Numbers

```chart
type: bars
title: People
unit: "%"
labels: [First year, Second year]
series: [{name: With, values: [10, 20.5]}, {name: Without, values: [12, 30]}, {name: Other, values: [3, 4]}]
source: invented
```

```chart
type: lines
title: Years
labels: ["2019", "2020", "2021", "2022", "2023", "2024", "2025"]
series: [{name: A, values: [1, 2, 3, 4, 5, 6, 7]}, {name: B, values: [7, 2, 3, 9, 5, 6, 1]}]
source: invented
```

```chart
type: icons
title: People
of: 1000
groups: [{name: with the vaccine, count: 7}, {name: without, count: 30}]
source: invented
```

## To hear and see

```audio
title: Dr. Ng on vaccines
src: s.mp3
length: 3 minutes
transcript: "Hello."
```

```gallery
title: Our rooms
items:
  - {src: p.png, alt: The entrance, caption: Level access from the street}
  - {src: q.png, alt: The desk}
```

```faq
items: [{question: Why?, answer: "Because *so*."}]
```

```video
title: A film
url: https://films.example/1
```
"#;
