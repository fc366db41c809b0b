//! Who may write, and what: raw requests of everybody else are refused, and the disk is as it was.

#![expect(clippy::disallowed_methods, reason = "a test prepares and reads its folders by hand")]
#![expect(clippy::format_collect, reason = "short texts, put together once")]

use std::io::{Read as _, Write as _};
use std::net::{IpAddr, Ipv4Addr, TcpStream};

use serde_json::{Value, json};

use super::support::{Answer, Desk, Folder, article};

const FLU: &str = "content/articles/flu.md";

/// The secret that a page of the desk carries.
pub(super) fn secret(desk: &Desk) -> String {
    let page = desk.get("/_bedside/write");
    let from = page.body.find("data-secret=\"").expect("a secret") + 13;
    page.body[from..from + 64].to_owned()
}

/// The headers of a page of the desk.
pub(super) fn headers(desk: &Desk) -> Vec<(&'static str, String)> {
    vec![
        ("Host", desk.address().to_string()),
        ("Origin", format!("http://{}", desk.address())),
        ("Sec-Fetch-Site", "same-origin".to_owned()),
        ("Content-Type", "application/json".to_owned()),
        ("X-Bedside-Secret", secret(desk)),
    ]
}

pub(super) fn send(desk: &Desk, what: &str, headers: &[(&str, String)], body: &[u8]) -> Answer {
    let lines: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    let head = format!(
        "POST /_bedside/write/{what} HTTP/1.1\r\n{lines}Content-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    desk.send(&[head.as_bytes(), body].concat())
}

pub(super) fn ask(desk: &Desk, what: &str, body: &Value) -> (u16, Value) {
    let answer = send(desk, what, &headers(desk), body.to_string().as_bytes());
    (answer.status, serde_json::from_str(&answer.body).unwrap_or(Value::Null))
}

fn open(desk: &Desk) -> Value {
    let (status, opened) = ask(desk, "open", &json!({ "file": FLU }));
    assert_eq!(status, 200, "{opened}");
    opened
}

fn on_disk(desk: &Desk) -> String {
    String::from_utf8(std::fs::read(desk.path(FLU)).expect("read")).expect("a text")
}

#[test]
fn each_sign_of_a_page_of_the_desk_is_needed() {
    let desk = Folder::new().serve();
    let body = json!({ "file": FLU, "base": open(&desk)["mark"], "text": "evil" }).to_string();
    let own = headers(&desk);
    let foreign = [
        ("Host", "evil.example:80"),
        ("Origin", "http://evil.example"),
        ("Origin", "null"),
        ("Sec-Fetch-Site", "cross-site"),
        ("Sec-Fetch-Site", "same-site"),
        ("Sec-Fetch-Site", "none"),
        ("X-Bedside-Secret", "0000"),
    ];
    for (name, value) in foreign {
        let other: Vec<_> =
            own.iter().map(|(n, v)| (*n, if *n == name { value.to_owned() } else { v.clone() })).collect();
        assert_eq!(send(&desk, "save", &other, body.as_bytes()).status, 403, "{name}: {value}");
    }
    for missing in ["Origin", "Sec-Fetch-Site", "X-Bedside-Secret"] {
        let less: Vec<_> = own.iter().filter(|(name, _)| *name != missing).cloned().collect();
        assert_eq!(send(&desk, "save", &less, body.as_bytes()).status, 403, "without {missing}");
    }
    for media in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"] {
        let other: Vec<_> =
            own.iter().map(|(n, v)| (*n, if *n == "Content-Type" { media.to_owned() } else { v.clone() })).collect();
        assert_eq!(send(&desk, "save", &other, body.as_bytes()).status, 415, "{media}");
    }
    assert_eq!(on_disk(&desk), article("Flu", "About the flu."));
    // The secret of a run that has ended opens nothing in the next.
    let old = own.iter().find(|(name, _)| *name == "X-Bedside-Secret").cloned().expect("a secret");
    let desk = desk.serve_again();
    let mut replayed = headers(&desk);
    replayed.retain(|(name, _)| *name != "X-Bedside-Secret");
    replayed.push(old);
    assert_eq!(send(&desk, "save", &replayed, body.as_bytes()).status, 403);
    assert_eq!(on_disk(&desk), article("Flu", "About the flu."));
}

#[test]
fn no_name_reaches_another_file() {
    let desk = Folder::new()
        .write("secret.txt", "secret")
        .write("templates/base.html", "{{ x }}")
        .write("static/a.js", "1")
        .serve();
    let before = desk.files();
    let names = [
        "../secret.txt",
        "secret.txt",
        "content/../secret.txt",
        "content/articles/../../bedside.yaml",
        "/etc/passwd",
        "content/articles/%2e%2e/flu.md",
        "content\\articles\\flu.md",
        "templates/base.html",
        "static/a.js",
        "content/articles/new.md",
        "",
        "content",
        ".bedside/history",
    ];
    for name in names {
        for what in ["open", "save", "lay", "discard"] {
            let ask_for = if what == "open" {
                json!({ "file": name })
            } else if what == "discard" {
                json!({ "file": name, "base": "" })
            } else {
                json!({ "file": name, "base": "", "text": "evil" })
            };
            assert_eq!(ask(&desk, what, &ask_for).0, 404, "{what} {name}");
        }
    }
    for title in ["../../evil", "", "...", "CON"] {
        let (status, answer) = ask(&desk, "new", &json!({ "kind": "article", "title": title }));
        let file = answer["file"].as_str().unwrap_or_default();
        assert!(status == 422 || file.starts_with("content/articles/") && !file.contains(".."), "{title}: {answer}");
    }
    assert_eq!(ask(&desk, "new", &json!({ "kind": "../templates", "title": "x" })).0, 422);
    for (path, bytes) in before {
        assert_eq!(std::fs::read(&path).expect("still there"), bytes, "{}", path.display());
    }
}

#[test]
fn a_link_put_in_the_place_of_a_file_is_not_written_through() {
    let desk = Folder::new().write("outside.md", "theirs").serve();
    let opened = open(&desk);
    std::fs::remove_file(desk.path(FLU)).expect("removed");
    std::os::unix::fs::symlink(desk.path("outside.md"), desk.path(FLU)).expect("linked");
    for base in [opened["mark"].clone(), json!(bedside::write::mark(b"theirs"))] {
        let (status, _) = ask(&desk, "save", &json!({ "file": FLU, "base": base, "text": "evil" }));
        assert!(matches!(status, 404 | 409 | 422), "{status}");
    }
    assert_eq!(std::fs::read(desk.path("outside.md")).expect("read"), b"theirs");
}

#[test]
fn a_body_that_is_too_large_is_refused_by_its_head() {
    let desk = Folder::new().serve();
    let lines: String = headers(&desk).iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    for (length, status) in [("104857600", 413), ("0", 411), ("99999999999999999999", 400), ("-1", 400), ("1e3", 400)] {
        let head = format!("POST /_bedside/write/save HTTP/1.1\r\n{lines}Content-Length: {length}\r\n\r\n");
        assert_eq!(desk.send(head.as_bytes()).status, status, "{length}");
    }
    let chunked = format!("POST /_bedside/write/save HTTP/1.1\r\n{lines}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
    assert_eq!(desk.send(chunked.as_bytes()).status, 400);
}

#[test]
fn of_many_saves_from_one_text_one_is_taken() {
    let desk = Folder::new().serve();
    let base = open(&desk)["mark"].clone();
    let own: String = headers(&desk).iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    let address = desk.address();
    let threads: Vec<_> = (0..200)
        .map(|number| {
            let body =
                json!({ "file": FLU, "base": base, "text": article("Flu", &format!("Text {number}.")) }).to_string();
            let head = format!(
                "POST /_bedside/write/save HTTP/1.1\r\n{own}Content-Length: {}\r\nConnection: close\r\n\r\n",
                body.len()
            );
            std::thread::spawn(move || {
                let mut stream = TcpStream::connect(address).expect("connected");
                stream.write_all(head.as_bytes()).expect("sent");
                stream.write_all(body.as_bytes()).expect("sent");
                let mut answer = String::new();
                stream.read_to_string(&mut answer).expect("read");
                (answer.starts_with("HTTP/1.1 200"), answer.starts_with("HTTP/1.1 409"))
            })
        })
        .collect();
    let answers: Vec<_> = threads.into_iter().map(|thread| thread.join().expect("answered")).collect();
    assert_eq!(answers.iter().filter(|(taken, _)| *taken).count(), 1);
    assert_eq!(answers.iter().filter(|(_, changed)| *changed).count(), 199);
    assert!(on_disk(&desk).contains("Text "));
}

#[test]
fn a_picture_is_what_its_bytes_are_and_leaves_its_place_behind() {
    let desk = Folder::new().serve();
    let mut own = headers(&desk);
    own.retain(|(name, _)| *name != "Content-Type");
    own.push(("Content-Type", "image/png".to_owned()));
    let page = b"<script>alert(1)</script>";
    let polyglot = [&b"GIF89a/*"[..], b"*/=1;alert(1)//<script>"].concat();
    for evil in [&page[..], &polyglot, b"\x89PNG\r\n\x1a\n", b"%PDF-1.7"] {
        let answer = send(&desk, &format!("picture?file={FLU}&name=a.png"), &own, evil);
        assert_eq!(answer.status, 422, "{}", answer.body);
    }
    let photo = crate::support::photo_with_place(8, 6, "GPS!canary");
    let answer = send(&desk, &format!("picture?file={FLU}&name=../../My%20Photo.JPG"), &own, &photo);
    assert_eq!(answer.status, 200, "{}", answer.body);
    let written = std::fs::read(desk.path("content/articles/flu-my-photo.jpg")).expect("written");
    assert!(!written.windows(4).any(|part| part == b"GPS!"), "no place");
    assert!(written.starts_with(&[0xff, 0xd8]) && written.len() < photo.len());
}

#[test]
fn reading_only_and_the_network_cannot_write() {
    let desk = Folder::new().serve_with(|options| options.write = false);
    let page = desk.get(&format!("/_bedside/write/{FLU}"));
    assert!(page.status == 403 && !page.body.contains("data-secret"));
    assert_eq!(desk.ask("POST", "/_bedside/write/save", "Content-Length: 2\r\n").status, 403);
    // Beyond loopback the same preview shows the desk, without the secret.
    let desk = Folder::new().serve_with(|options| options.address = IpAddr::V4(Ipv4Addr::UNSPECIFIED));
    let Some(outer) = desk.preview.answers_at.iter().find(|address| !address.ip().is_loopback()).copied() else {
        return;
    };
    let mut stream = TcpStream::connect(outer).expect("connected");
    let head = format!("GET /_bedside/write/{FLU} HTTP/1.1\r\nHost: {outer}\r\nConnection: close\r\n\r\n");
    stream.write_all(head.as_bytes()).expect("sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("read");
    assert!(answer.starts_with("HTTP/1.1 403") && !answer.contains("data-secret"), "{answer}");
}

#[test]
fn a_review_is_signed_by_a_second_person_and_a_discarded_text_comes_back() {
    let desk = Folder::new()
        .write("content/people/ng.md", "---\ntitle: Dr. Ng\n---\n")
        .write("content/people/diaz.md", "---\ntitle: Dr. Diaz\n---\n")
        .write(FLU, "---\ntitle: Flu\ndate: 2026-11-02\nauthors: [ng]\n---\n\nText.\n")
        .serve();
    let review = |by: &str| ask(&desk, "review", &json!({ "file": FLU, "base": open(&desk)["mark"], "by": by })).0;
    assert_eq!((review("ng"), review("nobody"), review("diaz")), (422, 422, 200));
    assert!(on_disk(&desk).contains("reviewed: {by: diaz, on: 2026-11-23, fingerprint:"), "{}", on_disk(&desk));
    let text = on_disk(&desk);
    let (status, answer) = ask(&desk, "discard", &json!({ "file": FLU, "base": open(&desk)["mark"] }));
    assert_eq!(status, 200, "{answer}");
    assert!(!desk.path(FLU).exists());
    assert_eq!(desk.get("/articles/flu/").status, 404);
    assert!(desk.get("/_bedside/write").body.contains(FLU));
    let (status, answer) = ask(&desk, "give-back", &json!({ "name": answer["name"] }));
    assert_eq!((status, answer["file"].as_str()), (200, Some(FLU)));
    assert_eq!(on_disk(&desk), text);
    assert_eq!(desk.get("/articles/flu/").status, 200);
}

#[test]
fn a_deep_value_changes_and_nothing_of_the_rest() {
    let desk = Folder::new().serve();
    let text = "---\ntitle: A\nclaims:\n  - id: a # first\n    claim: 'X'\n---\n\nText.\n";
    let set = |path: Value, value: Value| ask(&desk, "set", &json!({ "text": text, "path": path, "value": value }));
    let (status, answer) = set(json!(["claims", 0, "claim"]), json!("It's"));
    assert_eq!((status, answer["text"].as_str()), (200, Some(text.replace("'X'", "'It''s'").as_str())));
    let (status, answer) = set(json!(["claims", 1, "id"]), json!("b"));
    let more = text.replace("'X'\n", "'X'\n  - id: b\n");
    assert_eq!((status, answer["text"].as_str()), (200, Some(more.as_str())));
    let (_, answer) = set(json!(["waive"]), json!([{ "rule": "link/broken", "because": "It is back soon" }]));
    let waived = text.replace("'X'\n", "'X'\nwaive:\n  - rule: link/broken\n    because: It is back soon\n");
    assert_eq!(answer["text"].as_str(), Some(waived.as_str()));
    for path in [json!(["claims", 5, "id"]), json!(["title", "a"]), json!([])] {
        assert_eq!(set(path.clone(), json!("x")).0, 422, "{path}");
    }
    for path in [json!([-1]), json!([{}]), json!("title")] {
        assert_eq!(set(path.clone(), json!("x")).0, 400, "{path}");
    }
}

#[test]
fn sources_are_told_apart_and_the_library_keeps_its_lines() {
    let old = "[\n  {\"id\": \"own\", \"type\": \"book\", \"title\": \"A book\", \"DOI\": \"10.1000/book\"}\n]\n";
    let desk = Folder::new().write("data/sources.json", old).serve();
    let read = |text: &str| ask(&desk, "read-sources", &json!({ "text": text }));
    let (_, known) = read("@book{x, title = {Another title}, doi = {10.1000/BOOK}}");
    assert_eq!(known["found"][0]["known"], "own");
    assert_eq!(read("10.1000/new").1["asks"], json!({ "DOI": "10.1000/new" }));
    let (status, words) = read("Dear colleague, thank you.");
    assert_eq!((status, words), (422, Value::Null));
    let (_, found) = read("PMID- 26551272\nTI  - A <b>trial</b>.\nFAU - Roe, Ann\nDP  - 2015 Nov\n");
    let found = &found["found"][0];
    assert_eq!((found["id"].as_str(), found["known"].is_null()), (Some("roe-2015"), true), "{found}");
    assert!(found["html"].as_str().is_some_and(|html| html.contains("Roe A. A <b>trial</b>.")), "{found}");
    let (status, added) =
        ask(&desk, "add-sources", &json!({ "sources": [found["csl"], { "title": "A book", "DOI": "10.1000/book" }] }));
    assert_eq!((status, &added["ids"]), (200, &json!(["roe-2015", "own"])));
    let new = String::from_utf8(std::fs::read(desk.path("data/sources.json")).expect("read")).expect("a text");
    assert!(new.starts_with(old.trim_end().trim_end_matches(']').trim_end()), "{new}");
    let list: Vec<Value> = serde_json::from_str(&new).expect("a list");
    assert_eq!((list.len(), list[1]["PMID"].as_str()), (2, Some("26551272")));
    assert_eq!(ask(&desk, "add-sources", &json!({ "sources": [{ "id": "x" }] })).0, 422, "without a title");
    // A library of another form is left alone.
    desk.write("data/sources.json", "{\"items\": []}");
    assert_eq!(ask(&desk, "add-sources", &json!({ "sources": [{ "title": "T" }] })).0, 422);
    assert_eq!(std::fs::read(desk.path("data/sources.json")).expect("read"), b"{\"items\": []}");
}

#[test]
fn a_block_cannot_be_left_by_its_arguments() {
    let desk = Folder::new().serve();
    let arguments = json!({ "items": ["a\n```\n<script>", "- b: c"], "title": "```" });
    let (status, answer) = ask(&desk, "block", &json!({ "name": "summary", "arguments": arguments }));
    let text = answer["text"].as_str().expect("a text");
    assert_eq!(status, 200);
    assert_eq!(text.lines().filter(|line| line.starts_with("```")).count(), 2, "{text}");
    for name in ["../x", "a b", "A`", ""] {
        assert_eq!(ask(&desk, "block", &json!({ "name": name, "arguments": {} })).0, 422, "{name}");
    }
}

#[test]
fn copies_leave_behind_what_is_about_one_patient_or_one_day() {
    let story = "content/stories/walk/index.md";
    let head = "---\ntitle: A walk\ndate: 2026-11-02\nconsent: {ref: C-1, type: staff, signed_on: 2026-01-01}\naliases: [/old/]\n---\n\n![Ann](ann.txt)\n";
    let desk = Folder::new()
        .write("bedside.yaml", &format!("{}languages: [es]\n", super::support::SETTINGS))
        .write(story, head)
        .write("content/stories/walk/ann.txt", "bytes")
        .write("content/people/ng.md", "---\ntitle: Dr. Ng\n---\n")
        .serve();
    let base = |file: &str| ask(&desk, "open", &json!({ "file": file })).1["mark"].clone();
    let (status, answer) =
        ask(&desk, "duplicate", &json!({ "file": story, "base": base(story), "title": "Another walk" }));
    assert_eq!((status, answer["file"].as_str()), (200, Some("content/stories/another-walk/index.md")), "{answer}");
    let read = |file: &str| String::from_utf8(std::fs::read(desk.path(file)).expect("read")).expect("a text");
    let copy = "---\ntitle: Another walk\ndate: 2026-11-23\ndraft: true\n---\n\n![Ann](ann.txt)\n";
    assert_eq!(read("content/stories/another-walk/index.md"), copy);
    assert_eq!(read("content/stories/another-walk/ann.txt"), "bytes");
    let (status, answer) = ask(&desk, "translate", &json!({ "file": FLU, "base": base(FLU), "language": "es" }));
    assert_eq!((status, answer["file"].as_str()), (200, Some("content/articles/flu.es.md")), "{answer}");
    let again = json!({ "file": FLU, "base": base(FLU), "language": "es" });
    assert_eq!(ask(&desk, "translate", &again).0, 422, "it is there");
    for (file, slug, status) in
        [(FLU, "../../evil", 422), (FLU, "flu", 422), ("content/people/ng.md", "other", 422), (FLU, "influenza", 200)]
    {
        let answer = ask(&desk, "readdress", &json!({ "file": file, "base": base(file), "slug": slug }));
        assert_eq!(answer.0, status, "{file} {slug} {}", answer.1);
    }
    assert_eq!(
        read(FLU),
        "---\ntitle: Flu\ndate: 2026-11-02\nslug: influenza\naliases: [/articles/flu/]\n---\n\nAbout the flu.\n"
    );
    let stale = json!({ "file": FLU, "base": "0", "slug": "other" });
    assert_eq!(ask(&desk, "readdress", &stale).0, 422, "the file was changed meanwhile");
}

#[test]
fn a_post_for_an_observance_and_a_recall_begin_with_what_is_known() {
    let desk = Folder::new().serve();
    let new = |body: Value| ask(&desk, "new", &body);
    let day = json!({ "kind": "commemoration", "title": "Look at your feet", "observance": "world-diabetes-day" });
    let (status, answer) = new(day);
    assert_eq!((status, answer["file"].as_str()), (200, Some("content/updates/look-at-your-feet.md")), "{answer}");
    let text = String::from_utf8(std::fs::read(desk.path("content/updates/look-at-your-feet.md")).expect("read"))
        .expect("a text");
    assert!(text.contains("awareness: [world-diabetes-day]") && text.contains("expires: 2027-11-15"), "{text}");
    assert_eq!(new(json!({ "kind": "commemoration", "title": "x", "observance": "no-such-day" })).0, 422);
    assert_eq!(new(json!({ "kind": "recall", "title": "Recall of a balm" })).0, 200);
    assert!(desk.get("/_bedside/write").body.contains("Quick correction of a rumor"));
}

#[test]
fn pictures_that_no_page_shows_are_told_by_name_and_large_ones_made_smaller() {
    let desk = Folder::new().serve();
    let send_as = |media: &str, bytes: &[u8]| {
        let mut own = headers(&desk);
        own.retain(|(name, _)| *name != "Content-Type");
        own.push(("Content-Type", media.to_owned()));
        send(&desk, &format!("picture?file={FLU}&name=photo.jpg"), &own, bytes)
    };
    for (media, bytes, kind) in [
        ("image/heic", &b"\0\0\0\x18ftypheic\0\0\0\0"[..], "HEIC"),
        ("image/tiff", b"II*\0\x08\0\0\0", "TIFF"),
        ("image/avif", b"\0\0\0\x18ftypavif\0\0\0\0", "AVIF"),
    ] {
        let answer = send_as(media, bytes);
        assert!(answer.status == 422 && answer.body.contains(kind), "{media}: {}", answer.body);
    }
    let photo = crate::support::photo_with_place(2400, 600, "GPS!canary");
    let answer = send_as("image/jpeg", &photo);
    let told: Value = serde_json::from_str(&answer.body).expect("JSON");
    assert_eq!((told["width"].as_u64(), told["sent"].as_u64()), (Some(2400), Some(photo.len() as u64)), "{told}");
    let written = std::fs::read(desk.path("content/articles/flu-photo.jpg")).expect("written");
    let picture = bedside::image::probe(&written).expect("a picture");
    assert!(picture.width <= 2400 && !written.windows(4).any(|part| part == b"GPS!"));
    // The list shows it, where it is used, and what is missing.
    desk.write(FLU, &article("Flu", "![](flu-photo.jpg)"));
    let page = desk.get("/_bedside/pictures").body;
    assert!(page.contains("content/articles/flu-photo.jpg"), "{page}");
    let shown = desk.get("/_bedside/pictures/content/articles/flu-photo.jpg");
    assert_eq!((shown.status, shown.header("Content-Type")), (200, Some("image/jpeg")));
    for path in ["../bedside.yaml", "bedside.yaml", "content/articles/flu.md", "/etc/passwd"] {
        assert_eq!(desk.get(&format!("/_bedside/pictures/{path}")).status, 404, "{path}");
    }
}
