//! The desk's way to the world: who may use it, and that it does what `bedside deploy` does.

#![expect(clippy::disallowed_methods, reason = "a test prepares and reads its folders by hand")]

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::sync::{Arc, Mutex};

use bedside::serve::{Built, Declined, Errand, PageChange, PageChanges, Published, Publisher};
use serde_json::{Value, json};

use super::command::{line, project, serve};
use super::support::{Desk, Folder};
use super::writing::{ask, headers, send};

/// A way to the world that leads nowhere and notes what it is asked for.
#[derive(Default)]
pub(super) struct Fake(pub(super) Mutex<Vec<Errand>>);

impl Publisher for Fake {
    fn targets(&self) -> Vec<(String, String)> {
        vec![("website".to_owned(), "sftp".to_owned())]
    }

    fn build(&self) -> Result<Built, Declined> {
        Ok(Built { folder: "public/".into(), files: 9, ..Built::default() })
    }

    fn go(&self, errand: &Errand) -> Result<Published, Declined> {
        self.0.lock().expect("errands").push(errand.clone());
        if errand.send && !errand.agreed {
            return Err(Declined { reason: "error: 5 files of 9 would be deleted".to_owned(), asks: true });
        }
        let page = PageChange { path: "articles/flu/".into(), title: Some("Flu".into()), by: vec!["Ann Roe".into()] };
        let pages = PageChanges { new: vec![page], ..PageChanges::default() };
        Ok(Published {
            host: "sftp://host/www".into(),
            uploads: 1,
            size: "2 kB".into(),
            unchanged: 9,
            pages,
            ..Published::default()
        })
    }
}

/// A desk with a way that leads nowhere.
pub(super) fn desk() -> (Desk, Arc<Fake>) {
    let desk = Folder::new().serve();
    let fake = Arc::new(Fake::default());
    desk.preview.publish_by(fake.clone());
    (desk, fake)
}

/// What the last errand came to.
fn came_to(desk: &Desk) -> Value {
    loop {
        let (status, state) = ask(desk, "published", &json!({}));
        assert_eq!(status, 200, "{state}");
        if state["state"] != "running" {
            return state;
        }
    }
}

#[test]
fn the_page_looks_then_sends_and_asks_where_much_would_go() {
    let (desk, fake) = desk();
    let page = desk.get("/_bedside/publish");
    assert!(page.status == 200 && page.body.contains("data-target=\"website\""), "{}", page.body);
    assert_eq!(ask(&desk, "publish", &json!({ "target": "website", "send": false })).0, 200);
    let looked = came_to(&desk);
    assert_eq!((&looked["state"], &looked["done"]["new"][0]["by"][0]), (&json!("done"), &json!("Ann Roe")));
    assert_eq!(ask(&desk, "publish", &json!({ "target": "website", "send": true })).0, 200);
    assert_eq!(came_to(&desk)["declined"]["asks"], true);
    assert_eq!(ask(&desk, "publish", &json!({ "target": "website", "send": true, "agreed": true })).0, 200);
    assert_eq!(came_to(&desk)["state"], "done");
    assert_eq!(
        ask(&desk, "publish", &json!({ "target": "elsewhere", "send": true })).0,
        409,
        "a target that the settings do not name"
    );
    assert_eq!(fake.0.lock().expect("errands").len(), 3);
}

#[test]
fn each_sign_of_a_page_of_the_desk_is_needed_to_publish() {
    let (desk, fake) = desk();
    let body = json!({ "target": "website", "send": true, "agreed": true }).to_string();
    for (name, value) in [
        ("X-Bedside-Secret", "0".repeat(64)),
        ("Origin", "http://evil.example".to_owned()),
        ("Host", "evil.example".to_owned()),
        ("Sec-Fetch-Site", "cross-site".to_owned()),
        ("Content-Type", "text/plain".to_owned()),
    ] {
        let mut headers = headers(&desk);
        headers.retain(|(known, _)| *known != name);
        headers.push((name, value));
        let answer = send(&desk, "publish", &headers, body.as_bytes());
        assert!(matches!(answer.status, 400 | 403 | 415 | 421), "{name}: {}", answer.status);
    }
    assert!(fake.0.lock().expect("errands").is_empty(), "nothing went anywhere");
    let closed = Folder::new().serve_with(|options| options.write = false);
    closed.preview.publish_by(Arc::new(Fake::default()));
    assert_eq!(closed.get("/_bedside/publish").status, 403, "not with `--read-only`");
}

#[test]
fn the_program_itself_puts_the_site_into_a_folder() {
    let folder = project();
    let web = folder.path().join("out");
    let settings = std::fs::read_to_string(folder.path().join("bedside.yaml")).expect("settings");
    std::fs::create_dir(&web).expect("a folder");
    std::fs::create_dir(folder.path().join("content/people")).expect("a folder");
    std::fs::write(folder.path().join("content/people/ng.md"), "---\ntitle: Dr. Mai Ng-O'Hara\n---\n")
        .expect("written");
    let flu = folder.path().join("content/articles/flu.md");
    let text = std::fs::read_to_string(&flu).expect("read").replace("title:", "authors: [ng]\ntitle:");
    std::fs::write(&flu, text).expect("written");
    std::fs::write(folder.path().join("bedside.yaml"), settings + "deploy:\n  web: {to: folder, path: out/www}\n")
        .expect("settings");
    let (_running, mut output) = serve(&folder, &["-p", "0"]);
    let room = Room::of(&line(&mut output));
    room.asked("publish", &json!({ "target": "web", "send": false }));
    let looked = room.finished();
    assert!(looked["done"]["uploads"].as_u64() > Some(10), "{looked}");
    assert!(!web.join("www").exists(), "a look sends nothing");
    room.asked("publish", &json!({ "target": "web", "send": true }));
    let sent = room.finished();
    assert_eq!((&sent["state"], &sent["done"]["uploads"]), (&json!("done"), &looked["done"]["uploads"]), "{sent}");
    let titles = sent["done"]["new"].as_array().expect("pages").iter().filter_map(|page| page["title"].as_str());
    assert!(titles.into_iter().any(|title| title.starts_with("Flu")), "{sent}");
    // Authors are called by their names, not by their files.
    let pages = sent["done"]["new"].as_array().expect("pages");
    let flu = pages.iter().find(|page| page["path"] == "articles/flu/").expect("the article");
    assert_eq!(flu["by"], json!(["Dr. Mai Ng-O'Hara"]));
    assert!(web.join("www/articles/flu/index.html").exists());
}

#[test]
fn the_program_itself_builds_and_says_what_came_and_what_went() {
    let folder = project();
    let content = folder.path().join("content/articles");
    let article = |name: &str, front: &str| {
        let text = format!("---\ntitle: {name}\ndate: 2026-11-02\n{front}---\n\nText of {name}.\n");
        std::fs::write(content.join(format!("{}.md", name.to_lowercase())), text).expect("written");
    };
    article("Later", "draft: true\n");
    let (_running, mut output) = serve(&folder, &["-p", "0", "--poll"]);
    let room = Room::of(&line(&mut output));
    room.asked("build", &json!({}));
    let built = room.finished();
    assert_eq!((&built["state"], &built["build"]), (&json!("done"), &json!(true)), "{built}");
    let titles = |built: &Value, which: &str| -> Vec<String> {
        let pages = built["done"][which].as_array().expect("pages").iter();
        pages.filter_map(|page| page["path"].as_str().map(str::to_owned)).collect()
    };
    assert!(titles(&built, "new").contains(&"articles/flu/".to_owned()), "{built}");
    assert_eq!(built["done"]["held_back"], json!([{ "file": "content/articles/later.md", "state": "draft" }]));
    assert!(folder.path().join("public/articles/flu/index.html").exists());
    // One page comes, one goes; what the next build does is on the page before it is done.
    article("Later", "");
    article("Flu", "draft: true\n");
    // Each look at the files is told in a line; the last one knows of both.
    while !room.page().contains("documents/articles/flu.md") {
        line(&mut output);
    }
    room.asked("build", &json!({}));
    let built = room.finished();
    assert!(titles(&built, "new").contains(&"articles/later/".to_owned()), "{built}");
    assert_eq!(titles(&built, "leaves"), ["articles/flu/"], "{built}");
    assert!(titles(&built, "changed").contains(&"articles/".to_owned()), "{built}");
    // With an error nothing changes, and its place is said.
    article("Later", "titel: x\n");
    room.asked("build", &json!({}));
    let built = room.finished();
    let reason = built["declined"]["reason"].as_str().unwrap_or_default();
    assert!(built["state"] == "declined" && reason.contains("content/articles/later.md:4:1"), "{built}");
    assert!(folder.path().join("public/articles/later/index.html").exists());
}

/// A page of the desk of a running program.
struct Room {
    host: String,
    signs: String,
}

impl Room {
    /// The room of the preview that has said where it is.
    fn of(first: &str) -> Self {
        let host =
            first.split("http://").nth(1).and_then(|rest| rest.split('/').next()).expect("an address").to_owned();
        let page = exchange(&host, "GET /_bedside/publish", "", "");
        let secret = page.split("data-secret=\"").nth(1).and_then(|rest| rest.get(..64)).expect("a secret");
        let signs = format!(
            "Origin: http://{host}\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/json\r\nX-Bedside-Secret: {secret}\r\n"
        );
        Self { host, signs }
    }

    fn page(&self) -> String {
        exchange(&self.host, "GET /_bedside/publish", "", "")
    }

    fn asked(&self, what: &str, body: &Value) -> Value {
        let answer = exchange(&self.host, &format!("POST /_bedside/write/{what}"), &self.signs, &body.to_string());
        serde_json::from_str(&answer).unwrap_or(Value::Null)
    }

    fn finished(&self) -> Value {
        loop {
            let state = self.asked("published", &json!({}));
            if state["state"] != "running" {
                return state;
            }
        }
    }
}

/// Sends a request with header lines of its own; gives the body of the answer.
fn exchange(host: &str, asks: &str, lines: &str, body: &str) -> String {
    let mut stream = TcpStream::connect(host).expect("a connection");
    let length = body.len();
    let head =
        format!("{asks} HTTP/1.1\r\nHost: {host}\r\n{lines}Connection: close\r\nContent-Length: {length}\r\n\r\n");
    stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body.as_bytes())).expect("sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    answer.split_once("\r\n\r\n").map_or(String::new(), |(_, body)| body.to_owned())
}
