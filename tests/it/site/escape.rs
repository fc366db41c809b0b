//! No text of an author runs as code or breaks a format, and no two outputs share a place.

use std::path::Path;

use crate::support::{Built, Project, elements_of};

/// What is printed without the escape of HTML, and why each is safe.
const SAFE: [(&str, &str); 36] = [
    ("fragments.actions", "a template's output"),
    ("fragments.head", "a template's output"),
    ("fragments.footer", "a template's output"),
    ("person.portrait.html", "an `<img>` element written by `view/web.rs`"),
    ("site.hero.image.html", "an `<img>` element written by `view/web.rs`"),
    ("fragments.callbar", "a template's output"),
    ("foreign.holidays", "an attribute with the tag of a language, which has letters, digits and hyphens"),
    ("foreign.hours", "an attribute with the tag of a language, which has letters, digits and hyphens"),
    ("foreign.phones", "an attribute with the tag of a language, which has letters, digits and hyphens"),
    ("site.foreign.actions", "an attribute with the tag of a language, which has letters, digits and hyphens"),
    ("site.foreign.hero", "an attribute with the tag of a language, which has letters, digits and hyphens"),
    ("site.foreign.insurance", "an attribute with the tag of a language, which has letters, digits and hyphens"),
    ("card.image.tile", "an `<img>` element written by `view/web.rs`"),
    ("card.image.html", "an `<img>` element written by `plan/view/web.rs`"),
    ("document.image.html", "an `<img>` element written by `plan/view/web.rs`"),
    ("document.handout.code", "a drawing of squares without text"),
    ("claim.fact_html", "compiled Markdown"),
    ("claim.why_believed", "compiled Markdown"),
    ("claim.what_to_do", "compiled Markdown"),
    ("source.html", "written by `plan/view/reference`, text by text"),
    ("picture", "an `<img>` element written by `plan/view/web.rs`"),
    ("body", "compiled Markdown"),
    ("emergency", "a box of the compiled Markdown"),
    ("site.practice.emergency_html", "escaped by `base/telephone.rs`, with links to call"),
    ("item", "compiled Markdown of a block"),
    ("item.text", "compiled Markdown of a block"),
    ("item?.answer | default(value=\"\")", "compiled Markdown of a block"),
    ("cell", "compiled Markdown of a block"),
    ("source", "compiled Markdown of a block"),
    ("shown", "compiled Markdown of a block"),
    ("text", "compiled Markdown of a block"),
    ("transcript", "compiled Markdown of a block"),
    ("picture.html", "an `<img>` element written by `view/web.rs`"),
    ("drawing.parts", "a chart drawn by `view/chart`, text by text escaped"),
    ("table", "a constant of the template"),
    ("font", "a constant of the template"),
];

#[test]
#[expect(clippy::disallowed_methods, reason = "templates are files")]
fn nothing_is_printed_unescaped_but_what_was_escaped_before() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes");
    let files = walkdir::WalkDir::new(&root).into_iter().map(|entry| entry.expect("a template"));
    let mut found = 0;
    for file in files.filter(|entry| entry.path().extension().is_some_and(|extension| extension == "html")) {
        let text = std::fs::read_to_string(file.path()).expect("text");
        for (at, _) in text.match_indices("| safe") {
            let start = text[..at].rfind("{{").expect("a value") + 2;
            let value = text[start..at].trim().trim_start_matches('-').trim();
            found += 1;
            assert!(SAFE.iter().any(|(safe, _)| *safe == value), "{}: `{value} | safe`", file.path().display());
        }
        assert!(!text.contains("autoescape false"), "{}", file.path().display());
        // An attribute without quotes has no escape at all; `url={{` of a redirect lies inside one with quotes.
        let text = text.replace("url={{", "").replace("subject={{", "").replace("body={{", "");
        let unquoted = text.match_indices("={{").find(|(at, _)| text[..*at].rfind('<') > text[..*at].rfind('>'));
        assert_eq!(unquoted, None, "{}", file.path().display());
    }
    assert!(found > 10, "the test finds {found} values");
}

fn running(html: &str) -> Vec<String> {
    let mut found = Vec::new();
    for element in elements_of(html) {
        for (name, value) in &element.attributes {
            let address = matches!(name.as_str(), "href" | "src" | "action" | "formaction" | "poster");
            let scheme =
                value.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect::<String>().to_lowercase();
            let runs = ["javascript:", "vbscript:", "data:text"].iter().any(|start| scheme.starts_with(start));
            if name.starts_with("on") || address && runs {
                found.push(format!("<{} {name}={value:?}>", element.name));
            }
        }
    }
    found
}

fn pages(built: &Built) -> impl Iterator<Item = (&String, std::borrow::Cow<'_, str>)> {
    let html = built.files.iter().filter(|(path, _)| path.ends_with(".html"));
    html.map(|(path, bytes)| (path, String::from_utf8_lossy(bytes)))
}

#[test]
fn ids_and_classes_of_headings_stay_in_their_attributes() {
    for mark in [
        "{#x\"autofocus/onfocus=document.title='P'//}",
        "{#x'onfocus=alert(1)//}",
        "{.x\"onclick=alert(1)//}",
        "{#x><img/src=x/onerror=alert(1)>}",
        "{#a&quot;onfocus=alert(1)//}",
        "{#x onfocus=alert(1) style=x}",
    ] {
        let built = Project::new().article("a", "", &format!("## Heading {mark}\n\nText.")).build();
        for (path, html) in pages(&built) {
            assert_eq!(running(&html), Vec::<String>::new(), "{mark} in {path}");
        }
    }
}

#[test]
fn an_address_of_a_library_is_one_of_the_web_in_every_format() {
    let unsafe_address = "javascript:alert(1)//";
    let files = [
        (
            "ris",
            format!(
                "TY  - JOUR\nID  - k\nTI  - A study\nAU  - Roe, A\nJO  - J Tests\nPY  - 2020\nUR  - {unsafe_address}\nER  - \n"
            ),
        ),
        (
            "bib",
            format!(
                "@article{{k, title={{A study}}, author={{Roe, A}}, year=2020, journal={{J}}, url={{{unsafe_address}}}}}\n"
            ),
        ),
        (
            "json",
            format!(
                "[{{\"id\":\"k\",\"type\":\"article-journal\",\"title\":\"A study\",\"issued\":{{\"date-parts\":[[2020]]}},\"URL\":\"{unsafe_address}\"}}]"
            ),
        ),
    ];
    for (ending, text) in files {
        let built = Project::new().write(&format!("data/sources.{ending}"), text).article("a", "", "Text.[@k]").build();
        for (path, html) in pages(&built) {
            assert_eq!(running(&html), Vec::<String>::new(), "{ending} in {path}");
        }
        // The reader of BibTeX leaves such an address out before it is seen here.
        let told = built.problems().contains("is not a web address") || ending == "bib";
        assert!(told, "{ending}: {}", built.problems());
    }
}

#[test]
fn what_xml_forbids_is_in_no_feed() {
    let built = Project::new()
        .write("data/conditions.yaml", "version: 1\nconditions:\n  - {slug: quux, name: \"a\\x01b\\uFFFEc\"}\n")
        .article("a", "conditions: [quux]\nsummary: \"less than <5 mg, s <img src=x onerror=alert(1)>\"", "Text.")
        .build();
    let mut feeds = 0;
    for (path, bytes) in built.files.iter().filter(|(path, _)| path.ends_with(".xml")) {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains(|c: char| c.is_control() && c != '\n' || c == '\u{fffe}'), "{path}");
        if path.ends_with("feed.xml") || path.ends_with("rss.xml") {
            let feed = feed_rs::parser::parse(&bytes[..]).unwrap_or_else(|error| panic!("{path}: {error}"));
            feeds += feed.entries.len();
        }
    }
    assert!(feeds >= 2, "{feeds}");
    let rss = String::from_utf8_lossy(&built.files["rss.xml"]);
    let description = rss.split("<item>").nth(1).and_then(|item| item.split("<description>").nth(1));
    let description = description.expect("a description");
    assert!(description.starts_with("less than &amp;lt;5 mg, s &amp;lt;img src=x"), "{description}");
}

#[test]
fn a_file_is_never_a_folder_too() {
    let same = |project: Project| -> Vec<String> {
        let built = project.build();
        let problems = built.problems();
        problems.lines().filter(|line| line.contains("site/same-address")).map(str::to_owned).collect()
    };
    let alias = same(Project::new().article("a", "aliases: [/feed.xml]", "Text."));
    assert!(
        alias.iter().any(|line| line.contains("content/articles/a.md:") && line.contains("the feed `feed.xml`")),
        "{alias:?}"
    );
    let slug = same(Project::new().document("pages/p.md", "title: P\nslug: robots.txt", "Text."));
    assert!(
        slug.iter().any(|line| line.contains("content/pages/p.md:") && line.contains("Bedside writes")),
        "{slug:?}"
    );
    let folder = same(Project::new().article("a", "", "Text.").write("static/articles", b"x"));
    assert!(folder.iter().any(|line| line.contains("`static/articles` is the file")), "{folder:?}");
    assert_eq!(folder.len(), 1, "{folder:?}");
    let page = same(Project::new().article("a", "", "Text.").write("static/articles/a/index.html", b"x"));
    assert!(page.iter().any(|line| line.contains("`static/articles/a/index.html`")), "{page:?}");
    let case = same(Project::new().article("a", "", "Text.").write("static/ARTICLES", b"x"));
    assert_eq!(case.len(), 1, "{case:?}");
    let below = same(Project::new().article("a", "", "Text.").write("static/feed.xml/x", b"x"));
    assert!(below.iter().any(|line| line.contains("`static/feed.xml/x` is inside it")), "{below:?}");
    let feed = same(Project::new().article("a", "slug: feed.xml", "Text."));
    assert!(feed.iter().any(|line| line.starts_with("error site/same-address content/articles/a.md:4 ")), "{feed:?}");
    assert_eq!(same(Project::new().article("a", "", "Text.")), Vec::<String>::new());
}

#[test]
fn what_lies_in_static_and_is_not_for_everybody_stays_offline() {
    let built = Project::new()
        .article("a", "", "Text.")
        .write("static/.env", b"k")
        .write("static/.git/config", b"k")
        .write("static/.git/HEAD", b"k")
        .write("static/.well-known/security.txt", b"k")
        .write("static/.nojekyll", b"")
        .write("static/form.pdf", b"%PDF")
        .write("static/dump.sql", b"k")
        .write("content/articles/list.xlsx", b"k")
        .build();
    for path in [".env", ".git/config", ".git/HEAD", "dump.sql"] {
        assert!(!built.files.contains_key(path), "{path}");
    }
    for path in [".well-known/security.txt", ".nojekyll", "form.pdf"] {
        assert!(built.files.contains_key(path), "{path}");
    }
    let problems = built.problems();
    assert!(problems.contains("error file/private static/.env "), "{problems}");
    assert_eq!(problems.matches("file/private static/.git").count(), 1, "{problems}");
    assert!(problems.contains("warning file/private static/dump.sql "), "{problems}");
    assert!(problems.contains("warning file/unused content/articles/list.xlsx "), "{problems}");
}

#[test]
fn a_list_that_may_hold_patients_goes_online_only_with_the_document_that_links_to_it() {
    for name in ["recall.xlsx", "patients.csv", "contacts.vcf", "appointments.ics", "waiting.numbers", "all.accdb"] {
        let here = format!("[the list](/{name})");
        let built = Project::new().article("a", "", &here).write(&format!("static/{name}"), b"Zq7-Roe").build();
        assert_eq!(built.traces_of("Zq7-Roe"), [""; 0], "{name}");
        let problems = built.problems();
        assert!(problems.contains(&format!("warning file/private static/{name} ")), "{name}: {problems}");
        // What is there is not called missing.
        let link = format!(
            "error link/broken content/articles/a.md:6 `static/{name}` is there, but Bedside does not publish it"
        );
        assert!(problems.contains(&link), "{name}: {problems}");
        assert_eq!(problems.lines().count(), 2, "{name}: {problems}");
    }
    let shown = Project::new().article("a", "", "![Doses](/doses.xlsx)").write("static/doses.xlsx", b"x").build();
    let picture =
        "error picture/bad content/articles/a.md:6 `static/doses.xlsx` is there, but Bedside does not publish it";
    assert!(shown.problems().contains(picture), "{}", shown.problems());
    let told = Project::new().article("a", "", "Text.").write("static/doses.xlsx", b"x").build();
    assert!(told.help("file/private").contains("put it next to the document that links to it"));
    let next = Project::new().article("a", "", "[doses](doses.xlsx)").write("content/articles/doses.xlsx", b"x");
    let site = next.build_clean();
    let page = site.page("/articles/a/");
    let [link] = page.links_called("doses")[..] else { panic!("one link") };
    assert_eq!(site.text(link), "x");
}

#[test]
fn a_copy_beside_its_original_is_never_a_second_article() {
    for copy in ["a (1)", "a 2", "a - Copy", "Copy of a", "a-DESKTOP-7Q2K4M1", "a copy 2"] {
        let built = Project::new().article("a", "", "Text.").article(copy, "", "Text.").build();
        let articles = built.files.keys().filter(|path| {
            path.matches('/').count() == 2 && path.starts_with("articles/") && path.ends_with("/index.html")
        });
        assert_eq!(articles.count(), 1, "{copy}");
        assert!(built.problems().contains("file/conflict-copy"), "{copy}: {}", built.problems());
    }
    let alone = Project::new().article("part 2", "", "Text.").build();
    assert_eq!(alone.problems(), "");
}

#[test]
fn links_to_this_computer_and_to_the_site_by_its_address_are_checked() {
    let text = "[a](http://127.0.0.1:4747/articles/a/) [b](http://localhost/x) [c](https://clinic.example/gone/) \
                [d](https://clinic.example/articles/a/) [e](www.example.org) [f](sms:988) [g](<https://example.org/café menu>)";
    let built = Project::new().article("a", "", text).build();
    let problems = built.problems();
    assert_eq!(problems.matches("leads to the reader's own computer or network").count(), 2, "{problems}");
    assert_eq!(problems.matches("leads to this site, which has no page `/gone/`").count(), 1, "{problems}");
    assert!(problems.contains("the link `www.example.org` does not lead to a file"), "{problems}");
    assert_eq!(problems.lines().count(), 4, "{problems}");
    let page = String::from_utf8_lossy(&built.files["articles/a/index.html"]);
    assert!(page.contains("href=\"sms:988\"") && page.contains("href=\"https://example.org/café%20menu\""), "{page}");
}

#[test]
fn names_are_the_same_however_their_accents_are_written() {
    let composed = "niños.pdf";
    let apart = "nin\u{303}os.pdf";
    let built = Project::new()
        .write(&format!("content/articles/{apart}"), b"%PDF")
        .article("a", "", &format!("[a]({composed})"))
        .build();
    assert_eq!(built.problems(), "");
}

#[test]
fn open_graph_names_the_language_of_the_page_or_none() {
    let settings = |language: &str| {
        format!(
            "title: A\nurl: https://clinic.example\ntimezone: America/Chicago\npractice:\n  name: P\nlanguage: {language}\n"
        )
    };
    for (language, locale) in
        [("en", Some("en_US")), ("pt-br", Some("pt_BR")), ("ar", None), ("de", None), ("zh-hans", None)]
    {
        let built = Project::empty().settings(&settings(language)).article("a", "", "Text.").build();
        let page = String::from_utf8_lossy(&built.files["articles/a/index.html"]);
        let found = page.split("property=\"og:locale\" content=\"").nth(1).and_then(|rest| rest.split('"').next());
        assert_eq!(found, locale, "{language}");
    }
}
