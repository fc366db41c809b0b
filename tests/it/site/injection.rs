//! Hostile text in every field, in every sink, parsed back: it stays text.
//!
//! The shape of an output (its elements with the names of their attributes) must not depend on what a field says. So each
//! site with a hostile text is compared with the same site with a harmless one.

use crate::support::{Built, Project, drawing, elements_of, in_calendar};

const HARMLESS: &str = "harmless";

const HOSTILE: [&str; 14] = [
    "<script>alert(1)</script>",
    "\"><script>alert(1)</script>",
    "'><img src=x onerror=alert(1)>",
    "\" onmouseover=\"alert(1)",
    "' autofocus onfocus='alert(1)",
    "</title></head><body onload=alert(1)>",
    "</script><script>alert(1)</script>",
    "]]><script>alert(1)</script><![CDATA[",
    "--><svg/onload=alert(1)><!--",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&quot; onmouseover=alert(1) x=&quot;",
    "{{ 7 * 7 }}{% include \"x\" %}{# x #}",
    "\u{2028}\u{2029}<\\/script><a href=\"javascript:alert(1)\">",
    "javascript:alert(1)",
];

/// A site with `text` in every field that holds text.
fn site(text: &str) -> Built {
    let q = serde_json::to_string(text).expect("a text in quotes");
    let settings = format!(
        "title: {q}\nurl: https://clinic.example\ntimezone: America/Chicago\ndescription: {q}\nlanguages: [es]\n\
         practice:\n  name: {q}\n  legal_name: {q}\n  specialties: [{q}]\n  phone: {q}\n  email: hello@clinic.example\n  \
         hours: [{q}]\n  emergency: {q}\n  address: {{street: {q}, city: {q}, region: {q}, postal_code: {q}, country: {q}}}\n\
         editorial: {{disclaimer: {q}}}\nnavigation:\n  - {{title: {q}, url: /articles/}}\n\
         profiles: {{facebook: {url}}}\nbrand: {{logo: logo.png}}\n",
        url = serde_json::to_string(&format!("https://a.example/{text}")).expect("a text in quotes"),
    );
    let url = serde_json::to_string(&format!("https://a.example/{text}")).expect("a text in quotes");
    let front = format!(
        "title: {q}\ndate: 2026-11-02\nupdated: 2026-11-03\nsummary: {q}\nauthors: [ng]\nreviewed: {{by: lee, on: 2026-11-02}}\n\
         conditions: [own]\ntopics: [own-topic]\nimage: {{src: p.png, alt: {q}}}\ncall_to_action: {{label: {q}, url: {url}}}\n\
         corrections:\n  - {{date: 2026-11-02, severity: correction, what: {q}, why: {q}}}\n\
         disclosures: {{funding: {q}, conflicts: {q}, ai_assisted: true}}\ndiscussion: {{x: {url}}}\n\
         extra: {{role: {q}, other: [{q}]}}\nsocial: {{x: {{text: {q}, hashtags: [{q}]}}}}\ncard: {{title: {q}}}\n\
         awareness: [{{name: {q}, from: 2026-11-01, to: 2026-11-02}}]\nsources:\n  \
         - {{id: s, type: {q}, title: {q}, author: [{{family: {q}, given: {q}}}, {q}], editor: [{q}], container-title: {q}, \
         container-title-short: {q}, issued: 2020, volume: {q}, issue: {q}, page: {q}, number: {q}, edition: {q}, \
         publisher: {q}, publisher-place: {q}, DOI: '10.1000/<b>&\"', PMID: 1, PMCID: PMC1, ISBN: '9783161484100', URL: {url}}}"
    );
    let body = format!(
        "Text [@s].\n\n```call-to-action\nlabel: {q}\nurl: {url}\ntext: {q}\n```\n\n```figure\nsrc: p.png\nalt: {q}\n\
         caption: {q}\ncredit: {q}\n```\n\n```video\ntitle: {q}\nurl: {url}\nlength: {q}\ntranscript: {q}\n```\n"
    );
    let person = format!("title: {q}\nsummary: {q}\nextra: {{role: {q}, specialty: {q}, credentials: {q}}}");
    let vocabulary = format!(
        "conditions:\n  - {{slug: own, name: {q}, also_called: [{q}]}}\ntopics:\n  - {{slug: own-topic, name: {q}}}\n"
    );
    Project::empty()
        .settings(&settings)
        .write("data/conditions.yaml", vocabulary)
        .document("people/ng.md", &person, "")
        .document(
            "people/lee.md",
            &format!("title: {q}\ncredentials: [{q}]\nrole: {q}\nspecialty: {q}\nprofiles: {{x: {url}}}"),
            "",
        )
        .document("events/e.md", &format!("title: {q}\ndate: 2026-11-02\nstarts: 2026-12-01 18:00\nplace: {q}"), "")
        .document("articles/a.md", &front, &body)
        .document("articles/a.es.md", &format!("title: {q}\ndate: 2026-11-02\nsummary: {q}"), "Texto.")
        .document("updates/u.md", &format!("title: {q}\ndate: 2026-11-02\nsummary: {q}"), "Text.")
        .document("pages/p.md", &format!("title: {q}"), "Text.")
        .write("content/articles/p.png", drawing(20, 20, [5, 5, 5]))
        .write("static/logo.png", drawing(20, 20, [5, 5, 5]))
        .build()
}

/// Elements with the names of their attributes.
fn shape(html: &str) -> Vec<String> {
    let elements = elements_of(html).into_iter();
    elements
        .map(|element| {
            let names: Vec<String> = element.attributes.into_iter().map(|(name, _)| name).collect();
            format!("{} {}", element.name, names.join(" "))
        })
        .collect()
}

fn xml_shape(text: &str) -> Vec<String> {
    let mut reader = quick_xml::Reader::from_str(text);
    let mut shape = Vec::new();
    loop {
        use quick_xml::events::Event;
        match reader.read_event().expect("well-formed XML") {
            Event::Start(tag) | Event::Empty(tag) => {
                let name = tag.name().as_ref().to_string();
                let attributes = tag.attributes().map(|a| a.expect("an attribute").key.as_ref().to_string());
                shape.push(format!("{name} {}", attributes.collect::<Vec<_>>().join(" ")));
            }
            Event::CData(_) | Event::Comment(_) | Event::PI(_) | Event::DocType(_) => panic!("no such thing: {text}"),
            Event::Eof => return shape,
            _ => {}
        }
    }
}

#[test]
fn hostile_text_in_any_field_changes_no_page() {
    let harmless = site(HARMLESS);
    assert_eq!(harmless.errors(), "");
    for text in HOSTILE {
        let site = site(text);
        assert_eq!(site.errors(), "", "{text:?}");
        // The icon has the first letter of the practice's name, and its own name changes with it.
        let is_icon = |path: &String| path.starts_with("assets/brand-icon.");
        let icon = site.files.iter().find(|(path, _)| is_icon(path)).expect("an icon");
        assert_eq!(String::from_utf8_lossy(icon.1).matches('<').count(), 5, "{text:?}");
        let names =
            |built: &Built| -> Vec<String> { built.files.keys().filter(|path| !is_icon(path)).cloned().collect() };
        assert_eq!(names(&site), names(&harmless), "{text:?}");
        for (path, bytes) in harmless.files.iter().filter(|(path, _)| !is_icon(path)) {
            let (was, is) = (String::from_utf8_lossy(bytes), String::from_utf8_lossy(&site.files[path]));
            if path.ends_with(".html") {
                assert_eq!(shape(&is), shape(&was), "{text:?} in {path}");
            } else if path.ends_with(".xml") {
                assert_eq!(xml_shape(&is), xml_shape(&was), "{text:?} in {path}");
            }
        }
    }
}

#[test]
fn hostile_text_in_any_field_runs_nowhere() {
    for text in HOSTILE {
        let site = site(text);
        for (path, page) in site.pages() {
            for element in page.elements() {
                for (name, value) in &element.attributes {
                    assert!(!name.starts_with("on"), "{text:?} in {path}: {element:?}");
                    let link = matches!(name.as_str(), "href" | "src" | "action" | "poster");
                    assert!(!link || !value.trim().starts_with("javascript:"), "{text:?} in {path}: {element:?}");
                }
            }
        }
        for feed in ["/feed.xml", "/rss.xml", "/feed.json", "/es/feed.xml"] {
            let feed = feed_rs::parser::parse(site.text(feed).as_bytes()).expect("a feed");
            for entry in feed.entries {
                assert_eq!(
                    entry.title.expect("a title").content.split_whitespace().collect::<String>(),
                    squeezed(text)
                );
                let content = entry.content.and_then(|content| content.body).unwrap_or_default();
                for element in elements_of(&content) {
                    assert!(
                        element.name != "script" && !element.attributes.iter().any(|(name, _)| name.starts_with("on")),
                        "{text:?}: {element:?}"
                    );
                }
            }
        }
        for line in site.text("/_redirects").lines().chain(site.text("/_headers").lines()) {
            assert!(!line.contains("alert"), "{text:?}: {line}");
        }
    }
}

/// The text without white space, of which feeds keep no account.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}

#[test]
fn text_is_shown_as_it_was_written() {
    for text in HOSTILE {
        let site = site(text);
        let page = site.page("/articles/a/");
        assert_eq!(squeezed(&page.text_in("h1")), squeezed(text));
        let json: serde_json::Value = serde_json::from_str(site.text("/feed.json")).expect("JSON");
        assert_eq!(json["title"], text);
    }
}

#[test]
fn calendars_and_json_read_back_what_was_written() {
    let breaking = ["a\r\nEND:VEVENT\r\nBEGIN:VEVENT", "x\\n\\;,:\"", "=HYPERLINK(\"http://a.example\")", "ü\u{1f637}"];
    let long = "ü\u{1f637}, ".repeat(60);
    for text in HOSTILE.into_iter().chain(breaking).chain([long.trim()]) {
        let site = site(text);
        let mut calendars = 0;
        for (path, bytes) in site.files.iter().filter(|(path, _)| path.ends_with(".ics")) {
            let calendar = std::str::from_utf8(bytes).expect("text");
            for line in calendar.split("\r\n") {
                assert!(
                    line.len() <= 75 && !line.contains(|c: char| c.is_control() && c != '\t'),
                    "{text:?} in {path}: {line:?}"
                );
            }
            let count = |what: &str| calendar.split("\r\n").filter(|line| *line == what).count();
            assert_eq!(count("BEGIN:VEVENT"), count("END:VEVENT"), "{text:?} in {path}");
            calendars +=
                in_calendar(calendar, "SUMMARY").iter().filter(|value| squeezed(value) == squeezed(text)).count();
        }
        assert!(calendars > 0, "{text:?}: no calendar says it");
        for (path, bytes) in site.files.iter().filter(|(path, _)| path.ends_with(".json")) {
            let _: serde_json::Value =
                serde_json::from_slice(bytes).unwrap_or_else(|error| panic!("{text:?} in {path}: {error}"));
        }
    }
}

#[test]
fn raw_html_in_the_text_is_taken_out_and_told() {
    let forms = [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<p style=\"background:url(https://a.example)\" onclick=\"alert(1)\">x</p>",
        "<iframe src=\"https://a.example\"></iframe>",
        "<svg onload=alert(1)>",
        "<a href=\"java&#115;cript:alert(1)\">x</a>",
        "<form action=\"https://a.example\"><input></form>",
        "<style>@import 'https://a.example'</style>",
        "<object data=\"x\"></object><embed src=\"x\"><base href=\"//a.example\"><meta http-equiv=refresh>",
        "<math><mtext></p><style><img src=x onerror=alert(1)>",
    ];
    for form in forms {
        for text in [format!("Before {form} after."), format!("{form}\n\nAfter.")] {
            let site = Project::new().article("a", "", &text).build();
            assert!(!site.diagnostics.is_empty(), "{form}");
            for (path, page) in site.pages() {
                for element in page.elements() {
                    let own_script = element.get("src").is_some_and(|src| src.starts_with("/assets/"));
                    assert!(
                        element.name != "script" || own_script || element.is_data_block(),
                        "{form} in {path}: {element:?}"
                    );
                    let is_search = element.get("role") == Some("search");
                    assert!(
                        is_search
                            || !["iframe", "form", "style", "object", "embed", "base"].contains(&element.name.as_str()),
                        "{form}: {element:?}"
                    );
                    for (name, value) in &element.attributes {
                        assert!(!name.starts_with("on") && name != "style", "{form} in {path}: {element:?}");
                        assert!(!value.contains("cript:") || name == "content", "{form} in {path}: {element:?}");
                    }
                }
            }
        }
    }
}
