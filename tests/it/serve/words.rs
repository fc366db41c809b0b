//! The words of the desk: in English and in Spanish, and nowhere but in their two files.

#![expect(clippy::disallowed_methods, reason = "a test reads the sources of the desk")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::support::{Desk, Folder, SETTINGS, article};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

fn read(file: &Path) -> String {
    std::fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// The files below a folder with one of these endings, each with its text.
fn files(folder: &str, endings: &[&str]) -> Vec<(String, String)> {
    let all = walkdir::WalkDir::new(root().join(folder)).sort_by_file_name().into_iter().flatten();
    let wanted = all.filter(|entry| {
        let ending = entry.path().extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        endings.contains(&ending) && !entry.path().components().any(|part| part.as_os_str() == "vendor")
    });
    wanted.map(|entry| (entry.path().display().to_string(), read(entry.path()))).collect()
}

/// The words of a language by their keys.
pub(super) fn words(tag: &str) -> BTreeMap<String, String> {
    let text = read(&root().join(format!("content/desk/words/{tag}.yaml")));
    let mut found = BTreeMap::new();
    let mut section = String::new();
    for line in text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        match line.strip_prefix("  ").and_then(|line| line.split_once(": ")) {
            Some((name, word)) => {
                let word = serde_json::from_str(word).unwrap_or_else(|error| panic!("{line}: {error}"));
                assert_eq!(found.insert(format!("{section}.{name}"), word), None, "{line} stands twice");
            }
            None => line.trim_end_matches(':').clone_into(&mut section),
        }
    }
    found
}

/// What a template says by itself: its text and its attributes for people, without its tags and expressions.
fn said(template: &str) -> Vec<String> {
    let mut plain = template.to_owned();
    for (opens, closes) in [("{#", "#}"), ("{{", "}}"), ("{%", "%}")] {
        while let Some(from) = plain.find(opens) {
            let to = plain[from..].find(closes).map_or(plain.len(), |at| from + at + closes.len());
            plain.replace_range(from..to, "");
        }
    }
    let mut found = Vec::new();
    for attribute in ["aria-label=\"", "title=\"", "alt=\"", "placeholder=\""] {
        found.extend(plain.split(attribute).skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned));
    }
    let mut text = plain.as_str();
    while let Some((before, rest)) = text.split_once('<') {
        found.push(before.to_owned());
        text = rest.split_once('>').map_or("", |(_, after)| after);
    }
    found.retain(|part| part.split(|sign: char| !sign.is_alphabetic()).any(|word| word.chars().count() > 1));
    // Names of keys and of the program are words of no language.
    found.retain(|part| !["Ctrl+B", "Ctrl+I", "Bedside"].contains(&part.trim_matches([' ', '-'])));
    found
}

#[test]
fn templates_say_nothing_by_themselves() {
    assert_eq!(said("<p title=\"a {{ b }} word\">{{ words.x }}, 5 <b>said</b></p>"), ["a  word", "said"]);
    for (file, text) in files("content/desk", &["html"]).into_iter().chain(files("content/assistant", &["html"])) {
        assert_eq!(said(&text), Vec::<String>::new(), "{file}: these words belong into content/desk/words");
    }
}

/// The literals of a script, without its remarks.
fn literals(script: &str) -> Vec<String> {
    let mut found = Vec::new();
    for line in script.lines().filter(|line| !line.trim_start().starts_with("//")) {
        for sign in ['"', '`'] {
            let parts: Vec<&str> = line.split(sign).collect();
            found.extend(parts.iter().skip(1).step_by(2).map(|part| (*part).to_owned()));
        }
    }
    found
}

#[test]
fn scripts_say_nothing_by_themselves() {
    let sentence = |text: &String| {
        let words: Vec<&str> = text.split_whitespace().collect();
        let is_word =
            |word: &&str| word.len() > 1 && word.chars().all(|sign| sign.is_ascii_alphabetic() || sign == ',');
        let begins = text.starts_with(|sign: char| sign.is_ascii_uppercase());
        (begins && words.len() > 1 && words.iter().skip(1).any(is_word))
            || words.iter().filter(|word| is_word(word)).count() > 3
    };
    assert!(sentence(&"Copied to it".to_owned()) && sentence(&"the text is selected, press".to_owned()));
    assert!(!sentence(&"main large".to_owned()) && !sentence(&"Content-Type".to_owned()));
    for (file, text) in files("content/desk", &["js"]) {
        let found: Vec<String> = literals(&text).into_iter().filter(sentence).collect();
        assert_eq!(found, Vec::<String>::new(), "{file}: these words belong into content/desk/words");
    }
}

/// Sections whose keys are put together from a word of the program.
const MADE: [&str; 11] = [
    "colors.",
    "specialties.",
    "cases.",
    "states.",
    "severities.",
    "kinds.",
    "begin.",
    "shelves.",
    "cards.",
    "form.focus_",
    "form.verdict_",
];

#[test]
fn every_key_is_there_and_none_is_left_over() {
    let (english, spanish) = (words("en"), words("es"));
    assert_eq!(english.keys().collect::<Vec<_>>(), spanish.keys().collect::<Vec<_>>());
    let mut sources = files("content/desk", &["html", "js"]);
    sources.extend(files("content/assistant", &["html", "js"]));
    sources.extend(files("src/serve", &["rs"]));
    let all: String = sources.iter().map(|(_, text)| text.as_str()).collect();
    let is_made = |key: &str| MADE.iter().any(|begins| key.starts_with(begins));
    let unused: Vec<&String> = english
        .keys()
        .filter(|key| !is_made(key) && !all.contains(&format!("\"{key}\"")) && !all.contains(&format!("words.{key} ")))
        .collect();
    assert_eq!(unused, Vec::<&String>::new(), "no page and no script says these");
    for (file, text) in &sources {
        let asked = text.split("say(\"").skip(1).chain(text.split("words.fill(\"").skip(1));
        let asked = asked.filter_map(|rest| rest.split('"').next().map(str::to_owned));
        let drawn = text.split("{{ words.").skip(1).filter_map(|rest| rest.split(' ').next().map(str::to_owned));
        for key in asked.chain(drawn).filter(|key| !key.contains('[') && key.contains('.')) {
            assert!(english.contains_key(&key), "{file} says `{key}`, which has no words");
        }
    }
}

fn practice() -> Desk {
    Folder::new()
        .write("bedside.yaml", &format!("{SETTINGS}channels: [x]\n"))
        .write("content/articles/bad.md", &article("Bad", "[x](nowhere.md)"))
        .write("content/articles/soon.md", &article("Soon", "x").replace("2026-11-02", "2026-12-02 07:00"))
        .serve()
}

#[test]
fn the_browser_decides_then_the_practice() {
    let desk = practice();
    let page = |languages: &str| desk.ask("GET", "/_bedside/documents", &format!("Accept-Language: {languages}\r\n"));
    assert!(page("es-MX,es;q=0.9,en;q=0.8").body.contains("<html lang=\"es\">"));
    let english = page("en-US,en;q=0.9,es;q=0.8").body;
    assert!(
        english.contains("<html lang=\"en\">") && english.contains("goes live Wed, Dec 2, 2026, 07:00"),
        "{english}"
    );
    assert!(page("fr").body.contains("<html lang=\"en\">"));
    let spanish = page("es").body;
    assert!(spanish.contains("se publica mié 2 dic 2026, 07:00") && spanish.contains("programado"), "{spanish}");
    let es = Folder::new().write("bedside.yaml", &format!("{SETTINGS}language: es\n")).serve();
    assert!(es.get("/_bedside/").body.contains("<html lang=\"es\">"), "a practice that writes in Spanish");
    let script = desk.get("/_bedside/words/es.js");
    assert!(script.status == 200 && script.body.contains("Sin guardar todavía"));
    assert_eq!(desk.get("/_bedside/words/fr.js").status, 404);
}

#[test]
fn a_refusal_is_in_the_language_of_who_asks() {
    let desk = practice();
    let mut headers = super::writing::headers(&desk);
    headers.push(("Accept-Language", "es".to_owned()));
    let body = json!({ "kind": "article", "title": "Flu", "observance": null }).to_string();
    let answer = super::writing::send(&desk, "new", &headers, body.as_bytes());
    assert_eq!(
        (answer.status, answer.body.trim()),
        (422, "ya existe un documento con esta dirección; elija otro título")
    );
}

#[test]
fn what_a_refusal_quotes_in_english_is_marked_as_english() {
    // In the way of the earlier versions is a file.
    let desk = Folder::new().write(".bedside", "").serve();
    let mut own = super::writing::headers(&desk);
    own.push(("Accept-Language", "es".to_owned()));
    let flu = "content/articles/flu.md";
    for (what, body, status, says) in [
        ("nothing", "{}".to_owned(), 404, "el escritorio no puede hacer esto"),
        ("save", String::new(), 411, "falta la longitud de lo que se envía"),
        ("save", "{".to_owned(), 400, "Bedside no entiende lo que envió esta página; vuelva a cargarla ("),
        ("versions", json!({ "file": flu }).to_string(), 422, "las versiones anteriores no se pueden leer: "),
        (
            "readdress",
            json!({ "file": flu, "base": "", "slug": "A b" }).to_string(),
            422,
            "no puede ser parte de una dirección: ",
        ),
    ] {
        let answer = super::writing::send(&desk, what, &own, body.as_bytes());
        assert_eq!(answer.status, status, "{what}: {}", answer.body);
        if answer.header("Content-Language") == Some("es") {
            assert_eq!(answer.body.trim(), says, "{what}");
            continue;
        }
        let answer: Value = serde_json::from_str(&answer.body).expect("JSON");
        let (problem, english) =
            (answer["problem"].as_str().expect("words"), answer["english"].as_str().expect("English"));
        assert!(english.len() > 5 && problem.starts_with(&format!("{says}{english}")), "{what}: {answer}");
    }
    for (file, text) in files("src/serve/writing", &["rs"]) {
        assert!(!text.contains("Answer::plain(") || file.ends_with("mod.rs"), "{file}: a refusal without its language");
    }
    assert_eq!(
        read(&root().join("src/serve/writing/mod.rs")).matches("Answer::plain(").count(),
        1,
        "only with a language"
    );
}

#[test]
fn a_spanish_room_reads_english_as_english() {
    let Some(mut browser) = super::browser::Browser::start() else { return };
    // Where Bedside keeps texts that are not saved, and earlier versions, there is a file.
    let desk = Folder::new().write(".bedside", "").serve();
    browser.speaks("es");
    browser.visit(&format!("http://{}/_bedside/write/content/articles/flu.md", desk.address()));
    browser.wait("document.getElementById('room')?.dataset.ready === 'true'");
    let notice = "document.getElementById('notice')";
    browser.eval("document.querySelector('button[data-do=versions]').click()");
    browser.wait(&format!("{notice}.innerText.startsWith('las versiones anteriores no se pueden leer: ')"));
    let marked = format!("{notice}.innerText.endsWith({notice}.querySelector('[lang=en]')?.textContent)");
    assert_eq!(browser.eval(&marked), true);
    browser.eval(
        "(() => { const { view } = document.getElementById('room'); \
         view.dispatch({ changes: { from: view.state.doc.length, insert: 'Más.' } }); })()",
    );
    browser.wait(&format!("{notice}.innerText.includes('no se puede conservar en el disco')"));
    let english = browser.eval(&format!("{notice}.querySelector('[lang=en]')?.textContent"));
    let english = english.as_str().expect("the words of the system, marked");
    let says = browser.eval(&format!("{notice}.innerText"));
    assert!(says.as_str().is_some_and(|says| says.contains(&format!("({english})"))), "{says}, {english}");
}
