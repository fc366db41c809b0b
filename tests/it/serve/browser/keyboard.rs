//! The whole way by keyboard alone, with the program itself: a first article from nothing to the published site.

#![expect(clippy::disallowed_methods, reason = "a test prepares and reads its folders by hand")]

use super::chromium::Browser;
use super::write::{ROOM, TEXT};
use crate::serve::command::{line, project, serve};

/// Goes on with Tab until the keyboard is on what is wanted.
fn to(browser: &mut Browser, what: &str) {
    let mut passed = Vec::new();
    for _ in 0..200 {
        browser.tab();
        if browser.eval(&format!("document.activeElement?.matches({}) ?? false", serde_json::json!(what))) == true {
            return;
        }
        let at = "document.activeElement?.id || document.activeElement?.textContent.slice(0, 20)";
        passed.push(browser.eval(at).as_str().unwrap_or_default().to_owned());
    }
    panic!("no way to {what}: {passed:?}");
}

/// Presses a key with Ctrl.
fn control(browser: &mut Browser, key: &str, code: i32) {
    for kind in ["rawKeyDown", "keyUp"] {
        let event = serde_json::json!({ "type": kind, "key": key, "modifiers": 2, "windowsVirtualKeyCode": code });
        browser.call("Input.dispatchKeyEvent", &event);
    }
}

fn space(browser: &mut Browser) {
    for kind in ["keyDown", "keyUp"] {
        let text = if kind == "keyDown" { " " } else { "" };
        let event =
            serde_json::json!({ "type": kind, "key": " ", "code": "Space", "windowsVirtualKeyCode": 32, "text": text });
        browser.call("Input.dispatchKeyEvent", &event);
    }
}

/// Gives the files that a person chooses in the dialog of the system, which was opened from the page.
fn choose(browser: &mut Browser, file: &std::path::Path) {
    browser.wait("window.chooses === 1");
    let input = serde_json::json!({ "expression": "document.getElementById('choose')" });
    let object = browser.call("Runtime.evaluate", &input)["result"]["objectId"].clone();
    browser.call("DOM.setFileInputFiles", &serde_json::json!({ "files": [file], "objectId": object }));
}

/// What a person copies from a database of journal articles.
const RIS: &str = "TY  - JOUR\nAU  - Roe, Ann\nAU  - Doe, Cy\nTI  - Resting before a reading\nT2  - Journal of Tests\nPY  - 2024\nVL  - 3\nSP  - 12\nEP  - 19\nDO  - 10.1000/rest\nER  - \n";

/// What the library has of it.
const LIBRARY: &str = r#"[
  {
    "DOI": "10.1000/rest",
    "author": [
      {
        "family": "Roe",
        "given": "Ann"
      },
      {
        "family": "Doe",
        "given": "Cy"
      }
    ],
    "container-title": "Journal of Tests",
    "id": "roe-2024",
    "issued": {
      "date-parts": [
        [
          2024
        ]
      ]
    },
    "page": "12-19",
    "title": "Resting before a reading",
    "type": "article-journal",
    "volume": "3"
  }
]
"#;

#[test]
#[expect(clippy::too_many_lines, reason = "one story, from its beginning to its end")]
fn a_first_article_from_nothing_to_the_published_site() {
    let Some(mut browser) = Browser::start() else { return };
    let folder = project();
    std::fs::create_dir(folder.path().join("content/people")).expect("a folder");
    for (id, name) in [("ng", "Dr. Ng"), ("diaz", "Dr. Diaz")] {
        std::fs::write(folder.path().join(format!("content/people/{id}.md")), format!("---\ntitle: {name}\n---\n"))
            .expect("written");
    }
    std::fs::create_dir(folder.path().join("out")).expect("a folder");
    let settings = folder.path().join("bedside.yaml");
    let written =
        std::fs::read_to_string(&settings).expect("settings") + "deploy:\n  web: {to: folder, path: out/www}\n";
    std::fs::write(&settings, written).expect("settings");
    let photo = folder.path().join("IMG 0815.JPG");
    std::fs::write(&photo, crate::support::photo_with_place(800, 600, "GPS!canary")).expect("written");
    let (_running, mut output) = serve(&folder, &["-p", "0"]);
    let first = line(&mut output);
    let host = first.split("http://").nth(1).and_then(|rest| rest.split('/').next()).expect("an address").to_owned();

    browser.visit(&format!("http://{host}/_bedside/"));
    to(&mut browser, "a[href='/_bedside/write']");
    browser.enter();
    browser.wait("document.getElementById('new-title') !== null");
    to(&mut browser, "#new-title");
    browser.types("Measure it at home");
    browser.enter();
    browser.wait(&format!("{ROOM}?.dataset.ready === 'true'"));

    let single = folder.path().join("content/articles/measure-it-at-home.md");
    let begun = std::fs::read_to_string(&single).expect("read");

    // The text, with a source that was copied from a database.
    to(&mut browser, "#editor");
    control(&mut browser, "a", 65);
    browser.types("Sit for five minutes before you measure ");
    browser.wait(&format!("{TEXT}.includes('Sit for five minutes')"));
    to(&mut browser, "button[data-do=cite]");
    browser.enter();
    to(&mut browser, "#source-text");
    browser.types(RIS);
    browser.tab();
    browser.enter();
    browser.wait("document.querySelector('dialog').innerText.includes('Roe A, Doe C. Resting before a reading.')");
    to(&mut browser, "dialog li button");
    browser.enter();
    browser.wait(&format!("{TEXT}.includes('[@roe-2024]')"));
    browser.types(".");
    browser.enter();
    browser.enter();

    // A picture: the document gets a folder with it.
    browser.call("Page.enable", &serde_json::json!({}));
    browser.call("Page.setInterceptFileChooserDialog", &serde_json::json!({ "enabled": true }));
    browser.eval("document.getElementById('choose').addEventListener('click', () => { window.chooses = (window.chooses ?? 0) + 1; })");
    to(&mut browser, "button[data-do=picture]");
    browser.enter();
    choose(&mut browser, &photo);
    browser.wait("document.querySelector('dialog input[name=text]') === document.activeElement");
    browser.types("A cuff on an upper arm");
    browser.enter();
    browser.wait(&format!("{TEXT}.includes('![A cuff on an upper arm](img-0815.jpg)')"));
    assert_eq!(
        browser.eval("location.pathname"),
        "/_bedside/write/content/articles/measure-it-at-home/index.md",
        "the document has a folder"
    );

    // A condition by a name that people use, the author, and no draft any more.
    to(&mut browser, "#field-draft");
    space(&mut browser);
    browser.wait(&format!("!{TEXT}.includes('\\ndraft: true')"));
    to(&mut browser, "#field-authors");
    browser.types("Dr. Ng");
    browser.enter();
    browser.wait(&format!("{TEXT}.includes('authors: [ng]')"));
    to(&mut browser, "#field-conditions");
    browser.types("high blood pressure");
    browser.enter();
    browser.wait(&format!("{TEXT}.includes('conditions: [hypertension]')"));
    control(&mut browser, "s", 83);
    browser.wait("document.getElementById('saved').textContent === 'Saved'");

    // A colleague signs it.
    to(&mut browser, "#life summary");
    browser.enter();
    to(&mut browser, "#reviewer");
    browser.wait("document.getElementById('reviewer').value === 'diaz'");
    to(&mut browser, "button[data-do=review]");
    browser.enter();
    browser.wait(&format!("{TEXT}.includes('reviewed: {{by: diaz')"));

    // What is on the disk, to the byte: the form changed its lines, the text is what was typed, and nothing else is there.
    let own = folder.path().join("content/articles/measure-it-at-home");
    browser.wait("document.getElementById('saved').textContent === 'Saved'");
    let text = std::fs::read_to_string(own.join("index.md")).expect("read");
    let signature = text.lines().find(|line| line.starts_with("reviewed: {by: diaz, on: ")).expect("a signature");
    let (front, _) = begun.split_once("\n---\n").expect("a front matter");
    let draft = front.lines().find(|line| line.starts_with("draft: true")).expect("a draft");
    let expected = front.replacen(&format!("{draft}\n"), "", 1).replacen("authors: []", "authors: [ng]", 1).replacen(
        "conditions: []",
        "conditions: [hypertension]",
        1,
    );
    let body = "Sit for five minutes before you measure [@roe-2024].\n\n![A cuff on an upper arm](img-0815.jpg)";
    assert_eq!(text.replacen(&format!("{signature}\n"), "", 1), format!("{expected}\n---\n\n{body}"));
    let mut names: Vec<_> =
        std::fs::read_dir(&own).expect("a folder").flatten().map(|entry| entry.file_name()).collect();
    names.sort();
    assert_eq!(names, ["img-0815.jpg", "index.md"]);
    assert!(!single.exists());
    let picture = std::fs::read(own.join("img-0815.jpg")).expect("read");
    assert!(!picture.windows(4).any(|part| part == b"GPS!"), "no place");
    assert_eq!(std::fs::read_to_string(folder.path().join("data/sources.json")).expect("read"), LIBRARY);

    // The site is built, the report names the page, and stays when the list of what waits is renewed.
    browser.visit(&format!("http://{host}/_bedside/publish"));
    browser.wait("document.getElementById('next').innerText.includes('Measure it at home')");
    to(&mut browser, "button[data-do=build]");
    browser.enter();
    browser.wait("!document.getElementById('next').innerText.includes('Measure it at home')");
    browser.wait("document.querySelector('[data-build] .report').innerText.includes('/articles/measure-it-at-home/')");
    let holds = |site: &str| {
        let page = folder.path().join(site).join("articles/measure-it-at-home/index.html");
        let page = std::fs::read_to_string(page).expect("a page");
        for part in [
            "Sit for five minutes before you measure",
            "Resting before a reading",
            "A cuff on an upper arm",
            "Dr. Diaz",
        ] {
            assert!(page.contains(part), "{site}, {part}: {page}");
        }
    };
    holds("public");

    // It goes to its place, after a look at what would change.
    to(&mut browser, "[data-target=web] button[data-do=look]");
    browser.enter();
    browser.wait("document.querySelector('[data-target=web] .report').innerText.includes('Measure it at home')");
    assert!(!folder.path().join("out/www").exists(), "a look sends nothing");
    to(&mut browser, "[data-target=web] button[data-do=send]");
    browser.enter();
    browser.wait("document.querySelector('[data-target=web] .report').innerText.includes('Sent ')");
    browser.wait("document.querySelector('[data-target=web] .report').innerText.includes('by Dr. Ng')");
    holds("out/www");
}
