//! The first picture of a document that is a single file: the document gets a folder of its own, and what knew it finds it there.

#![expect(clippy::disallowed_methods, reason = "a test prepares and reads its folders by hand")]

use serde_json::{Value, json};

use super::support::{Desk, Folder, SETTINGS, article};
use super::writing::{ask, headers, send};

const FLU: &str = "content/articles/flu.md";
const OWN: &str = "content/articles/flu/index.md";

fn opened(desk: &Desk, file: &str) -> Value {
    let (status, opened) = ask(desk, "open", &json!({ "file": file }));
    assert_eq!(status, 200, "{opened}");
    opened
}

/// Sends a photo for a document, as a page that knows it by `base`.
fn send_photo(desk: &Desk, file: &str, base: &str) -> Value {
    let mut own = headers(desk);
    own.retain(|(name, _)| *name != "Content-Type");
    own.push(("Content-Type", "image/jpeg".to_owned()));
    let photo = crate::support::photo_with_place(8, 6, "GPS!canary");
    let answer = send(desk, &format!("picture?file={file}&base={base}&name=cuff.jpg"), &own, &photo);
    assert_eq!(answer.status, 200, "{}", answer.body);
    serde_json::from_str(&answer.body).expect("JSON")
}

/// Takes a photo for the document as it is.
fn taken(desk: &Desk, file: &str) -> Value {
    let opened = opened(desk, file);
    send_photo(desk, file, opened["mark"].as_str().expect("a mark"))
}

/// The files below `content`, by their paths.
fn content(desk: &Desk) -> Vec<String> {
    let root = desk.path("content");
    let below = |path: &std::path::Path| path.strip_prefix(&root).ok().map(|path| path.display().to_string());
    desk.files().iter().filter_map(|(path, _)| below(path)).collect()
}

fn bytes(desk: &Desk, file: &str) -> String {
    String::from_utf8(std::fs::read(desk.path(file)).expect("read")).expect("a text")
}

#[test]
fn a_document_gets_a_folder_with_its_first_picture_and_all_that_knew_it_goes_there() {
    let text = "---\r\ntitle: Flu\r\ndate: 2026-11-02\r\n---\r\n\r\nSee [asthma](asthma.md), [colds](/articles/colds/) and [more](colds.md).\r\n";
    let desk = Folder::new()
        .write(FLU, text)
        .write("content/articles/asthma.md", &article("Asthma", "See [the flu](flu.md#more)."))
        .write("content/articles/colds/index.md", &article("Colds", "x"))
        .serve();
    // A version and a text that nobody has saved.
    let base = opened(&desk, FLU)["mark"].clone();
    let first = text.replace("\r\n", "\n");
    let saved = ask(&desk, "save", &json!({ "file": FLU, "base": base, "text": format!("{first}More.\n") })).1;
    let unsaved = format!("{first}More.\nNot saved.\n");
    assert_eq!(ask(&desk, "lay", &json!({ "file": FLU, "base": saved["mark"], "text": unsaved })).0, 200);
    let told = send_photo(&desk, FLU, saved["mark"].as_str().expect("a mark"));
    assert_eq!((&told["file"], &told["src"]), (&json!(OWN), &json!("cuff.jpg")));
    assert_eq!(
        content(&desk),
        ["articles/asthma.md", "articles/colds/index.md", "articles/flu/cuff.jpg", "articles/flu/index.md"]
    );
    assert_eq!(bytes(&desk, OWN), format!("{text}More.\r\n"));
    // The address, the unsaved text on its page, links in both directions.
    let page = desk.get("/articles/flu/").body;
    assert!(page.contains("Not saved.") && page.contains("href=\"/articles/asthma/\""), "{page}");
    assert!(desk.get("/articles/asthma/").body.contains("href=\"/articles/flu/#more\""));
    // The versions and the draft.
    let now = opened(&desk, OWN);
    assert_eq!((&now["mark"], &now["draft"]["text"]), (&saved["mark"], &json!(unsaved)));
    let versions = ask(&desk, "versions", &json!({ "file": OWN })).1;
    let version = ask(&desk, "version", &json!({ "file": OWN, "name": versions["versions"][0] })).1;
    assert_eq!(version["text"], json!(first));
    // Pages that were open or noted under the old name.
    let lost = ask(&desk, "save", &json!({ "file": FLU, "base": saved["mark"], "text": "x" }));
    assert_eq!((lost.0, &lost.1["moved"]), (404, &json!(OWN)));
    for (old, new) in [
        ("/_bedside/write/content/articles/flu.md", "/_bedside/write/content/articles/flu/index.md"),
        ("/_bedside/documents/articles/flu.md", "/_bedside/documents/articles/flu/index.md"),
    ] {
        assert_eq!(desk.get(old).header("Location"), Some(new));
    }
    // The second picture lies beside it.
    let second = taken(&desk, OWN);
    assert_eq!((&second["file"], &second["src"]), (&Value::Null, &json!("cuff-2.jpg")));
}

#[test]
fn a_document_stays_a_single_file_where_a_name_would_lead_elsewhere() {
    let photo = crate::support::photo_with_place(8, 6, "x");
    let cases: [(&str, &dyn Fn(Folder) -> Folder); 7] = [
        ("its text names a picture next to it", &|folder| {
            folder.write(FLU, &article("Flu", "![A cuff](old%20cuff.jpg)"))
        }),
        ("its text goes up a folder", &|folder| folder.write(FLU, &article("Flu", "[x](../myths/shots.md)"))),
        ("its text names a folder next to it", &|folder| {
            folder.write("content/articles/new/a.txt", "x").write(FLU, &article("Flu", "[x](new/a.txt)"))
        }),
        ("it has a translation", &|folder| {
            folder
                .write("bedside.yaml", &format!("{SETTINGS}languages: [en, es]\n"))
                .write("content/articles/flu.es.md", &article("Gripe", "Texto."))
        }),
        ("its folder has other documents", &|folder| {
            folder.write("content/articles/flu/more.md", &article("More", "x"))
        }),
        ("it has its folder's place taken", &|folder| folder.write("content/articles/flu/index.md", "x")),
        ("known findings are listed under it", &|folder| {
            folder.write("baseline.yaml", "findings:\n  content/articles/flu.md:\n    link/broken: [x]\n")
        }),
    ];
    for (why, prepare) in cases {
        let folder = prepare(Folder::new().write("content/myths/shots.md", &article("Shots", "x")));
        std::fs::write(folder.path("content/articles/old cuff.jpg"), &photo).expect("written");
        let desk = folder.serve();
        let before = bytes(&desk, FLU);
        let told = taken(&desk, FLU);
        assert_eq!((&told["file"], &told["src"]), (&Value::Null, &json!("flu-cuff.jpg")), "{why}");
        assert_eq!(bytes(&desk, FLU), before, "{why}");
    }
    // What another program has saved meanwhile is not moved.
    let desk = Folder::new().serve();
    let base = opened(&desk, FLU)["mark"].as_str().expect("a mark").to_owned();
    let theirs = article("Flu", "Theirs.");
    desk.write(FLU, &theirs);
    assert_eq!(send_photo(&desk, FLU, &base)["src"], "flu-cuff.jpg");
    assert_eq!(bytes(&desk, FLU), theirs);
}
