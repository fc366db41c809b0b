//! The search as patients use it: their words, typed into the page in a real browser.
//!
//! Where `chromium` is not installed, this says `NOT CHECKED` and passes.

use std::fmt::Write as _;
use std::io::Write as _;
use std::net::{IpAddr, Ipv4Addr};
use std::path::Path;

use bedside::compile::Request;
use bedside::serve::{Options, Port, Preview};
use serde_json::{Value, json};

use crate::serve::browser::Browser;
use crate::support::{Project, SETTINGS, example, write_file};

/// What is typed, and the pages of which one has to be among the first three.
struct Query<'q> {
    language: &'q str,
    typed: &'q str,
    pages: Vec<&'q str>,
}

/// A line is language, words and pages; those that the search was not tuned on have their kind behind the language.
fn queries(text: &'static str) -> Vec<Query<'static>> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| match line.split(" | ").collect::<Vec<_>>()[..] {
            [language, typed, pages] | [language, _, typed, pages] => {
                Query { language, typed, pages: pages.split(' ').collect() }
            }
            _ => panic!("three or four parts: {line}"),
        })
        .collect()
}

fn preview() -> Preview {
    preview_of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("example-site"))
}

fn preview_of(root: &Path) -> Preview {
    let options = Options {
        address: IpAddr::V4(Ipv4Addr::LOCALHOST),
        port: Port::Exactly(0),
        poll: true,
        navigate: false,
        write: false,
        request: Request { no_cards: true, ..Request::default() },
        now: "2026-11-26T12:00:00Z".parse().ok(),
    };
    Preview::start(root, options, |_| {}).expect("a preview")
}

/// Types into the search; gives the results and what is said around them.
fn ask(browser: &mut Browser, typed: &str) -> Value {
    let typed = json!(typed);
    browser.eval(&format!(
        "(() => {{ const input = document.querySelector('#search-input'); input.value = {typed}; \
         input.dispatchEvent(new Event('input')); const shown = (name) => !document.querySelector(name).hidden; \
         return {{ pages: [...document.querySelectorAll('.search-results a')].map((a) => a.getAttribute('href')), \
         marked: [...document.querySelectorAll('.search-results mark')].map((mark) => mark.textContent), \
         note: document.querySelector('.search-note').textContent, \
         rest: document.querySelector('.search-rest') !== null, \
         urgent: shown('.search-urgent'), crisis: shown('.search-crisis'), \
         options: [...document.querySelectorAll('[role=option]')].map((option) => option.textContent), \
         address: location.hash, sent: performance.getEntriesByType('resource').map((entry) => entry.name).join(' ') }}; }})()"
    ))
}

fn open(browser: &mut Browser, preview: &Preview, path: &str) {
    browser.open(&format!("http://{}{path}", preview.address));
    browser.wait("document.querySelector('form[data-ready]') !== null");
}

/// The queries without a right page among the first three results.
fn missed(browser: &mut Browser, queries: &[Query<'_>]) -> Vec<String> {
    let preview = preview();
    let mut missed = Vec::new();
    for (language, path) in [("en", "/search/"), ("es", "/es/search/")] {
        open(browser, &preview, path);
        for query in queries.iter().filter(|query| query.language == language) {
            let found = ask(browser, query.typed);
            let first = found["pages"].as_array().expect("a list").iter().take(3).filter_map(Value::as_str);
            let first: Vec<&str> = first.collect();
            if !first.iter().any(|page| query.pages.contains(page)) {
                missed.push(format!("{}: {first:?}", query.typed));
            }
        }
    }
    missed
}

#[test]
fn patients_find_the_right_page_by_their_own_words() {
    let Some(mut browser) = Browser::start() else { return };
    let queries = queries(include_str!("queries.txt"));
    let missed = missed(&mut browser, &queries);
    assert!(queries.len() >= 80 && missed.len() * 20 <= queries.len(), "{missed:#?}");
}

#[test]
fn words_that_the_search_was_not_tuned_on_lead_there_too() {
    let Some(mut browser) = Browser::start() else { return };
    let queries = queries(include_str!("queries-unseen.txt"));
    let missed = missed(&mut browser, &queries);
    assert!(queries.len() >= 60 && missed.len() * 20 <= queries.len(), "{missed:#?}");
}

#[test]
fn the_search_says_what_it_did_and_keeps_the_question_in_the_browser() {
    let Some(mut browser) = Browser::start() else { return };
    let preview = preview();
    open(&mut browser, &preview, "/search/");
    let found = ask(&mut browser, "hypertensoin");
    assert_eq!(found["note"], "Did you mean hypertension?");
    assert_eq!(found["pages"][0], "/conditions/hypertension/");
    let found = ask(&mut browser, "flu shot");
    assert!(found["marked"].as_array().expect("a list").iter().any(|word| word == "Flu"), "{found}");
    assert_eq!(found["address"], "#q=flu%20shot");
    assert!(!found["sent"].as_str().expect("addresses").contains("shot"), "{found}");
    let found = ask(&mut browser, "measles xylophone");
    assert_eq!(found["note"], "No page is about all of your words. These have some of them.");
    assert_eq!(found["urgent"], false);
    assert_eq!(ask(&mut browser, "chest pian")["urgent"], true);
    let found = ask(&mut browser, "i want to kill myself");
    assert_eq!((&found["urgent"], &found["crisis"]), (&json!(true), &json!(true)));
    let found = ask(&mut browser, "");
    assert_eq!((&found["pages"], &found["urgent"], &found["crisis"]), (&json!([]), &json!(false), &json!(false)));
    assert_eq!(ask(&mut browser, "high bl")["options"][0], "High blood pressure");
    browser.eval("document.querySelector('#search-input').focus()");
    browser.press("ArrowDown");
    let active = browser.eval("document.querySelector('#search-input').getAttribute('aria-activedescendant')");
    assert_eq!(active, "search-option-0");
    browser.press("Enter");
    browser.wait("location.pathname === '/conditions/hypertension/'");
}

#[test]
fn without_a_script_the_page_lists_everything_from_a_to_z() {
    let page = example().page("/search/");
    assert_eq!(page.links_called("High blood pressure"), ["/conditions/hypertension/"]);
    assert_eq!(page.links_called("Elena Marsh, MD"), ["/people/elena-marsh/"]);
    let forms = page.attributes("form", "hidden");
    assert_eq!(forms, [""], "the form appears with the script");
    assert_eq!(example().page("/").links_called("Search"), ["/search/"]);
}

#[test]
fn the_index_holds_what_is_public_and_nothing_else() {
    let site = Project::new()
        .article("flu", "conditions: [influenza]", "About feathers.")
        .article("secret", "draft: true", "About marmosets.")
        .article("marmoset-draft", "draft: true", "About them.")
        .article("card", "", "```care\nlevel: self\nitems: [\"you have a [cough](marmoset-draft.md)\"]\n```")
        .document("conditions/influenza.md", "title: Flu", "Fluids help.")
        .build();
    let index = site.text("/search/index.json");
    assert!(
        index.contains("feathers")
            && index.contains("fluids")
            && index.contains("cough")
            && !index.contains("marmoset"),
        "{index}"
    );
    let index: Value = serde_json::from_str(index).expect("JSON");
    assert_eq!(index["paths"], json!(["/conditions/influenza/", "/articles/card/", "/articles/flu/"]));
}

/// The index of long posts is in several files, none larger than a phone loads at once, and every post is in one of them.
#[test]
fn long_posts_are_in_files_of_the_same_size() {
    let syllables = ["ba", "de", "ki", "lo", "mu", "na", "re", "si", "to", "vu"];
    let word = |number: usize| [100, 10, 1].map(|place| syllables[number / place % 10]).concat();
    let mut project = Project::new().without_pictures();
    for post in 0..130 {
        let mut text = format!("## Marker{}\n\n", word(post));
        for heading in 0..300 {
            let number = (post * 37 + heading * 7) % 1000;
            write!(text, "## {} {}\n\nMore.\n\n", word(number), word(number * 3 % 1000)).unwrap();
        }
        project = project.article(&format!("post-{post}"), "", &text);
    }
    let site = project.build();
    let parts: Vec<Value> = ["index.json", "index-2.json"]
        .map(|name| site.text(&format!("/search/{name}")))
        .map(|part| {
            let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(6));
            packed.write_all(part.as_bytes()).expect("written");
            let sent = packed.finish().expect("packed").len();
            assert!(sent <= 60 * 1024, "{sent} bytes");
            serde_json::from_str(part).expect("JSON")
        })
        .to_vec();
    let page = site.page("/search/");
    assert_eq!(page.attributes("form", "data-index"), ["/search/index.json /search/index-2.json"]);
    let words: Vec<&str> = parts.iter().flat_map(|part| part["words"].as_str().expect("words").split(' ')).collect();
    for post in 0..130 {
        assert!(words.contains(&format!("marker{}", word(post)).as_str()), "the heading of post {post}");
    }
}

#[test]
fn the_rest_of_a_large_index_is_loaded_when_something_is_asked() {
    let Some(mut browser) = Browser::start() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    write_file(folder.path().join("bedside.yaml"), SETTINGS);
    for post in 0..501 {
        let (day, name) = (1 + post % 28, if post == 0 { "aardvark".to_owned() } else { format!("n{post}") });
        let year = if post == 0 { 2019 } else { 2025 };
        let text = format!("---\ntitle: About {name}\ndate: {year}-03-{day:02}\n---\n\nText.\n");
        write_file(folder.path().join(format!("content/articles/{name}.md")), &text);
    }
    let preview = preview_of(folder.path());
    open(&mut browser, &preview, "/search/");
    let loaded = "performance.getEntriesByType('resource').filter((entry) => entry.name.includes('/index')).length";
    assert_eq!(browser.eval(loaded), 1, "the page loads the first part");
    ask(&mut browser, "aardvark");
    browser.wait("document.querySelector('.search-results a')?.getAttribute('href') === '/articles/aardvark/'");
    assert_eq!(browser.eval(loaded), 2);
}
