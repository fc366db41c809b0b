//! `check --external`, against a server on this machine.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use bedside::compile::{Request, compile};
use bedside::diag::Diagnostic;
use bedside::external::{Answer, AnswerCache, IdentifierServices, Manners, Online, Web, check};
use bedside::world::MemoryWorld;

/// A server that answers by path and writes down what it was asked.
struct Server {
    address: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    fn start(pages: &[(&str, u16, &str)]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let pages: BTreeMap<String, (u16, String)> =
            pages.iter().map(|(path, status, text)| ((*path).to_owned(), (*status, (*text).to_owned()))).collect();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&asked);
        thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(stream) = stream else { continue };
                answer(stream, &pages, &log);
            }
        });
        Self { address, asked }
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().expect("the log").clone()
    }
}

/// A path whose page is `-` hangs up without an answer; one of 3xx leads to its text.
fn answer(mut stream: TcpStream, pages: &BTreeMap<String, (u16, String)>, log: &Mutex<Vec<String>>) {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        match stream.read(&mut byte) {
            Ok(1) => head.push(byte[0]),
            _ => return,
        }
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    let line = head.lines().next().unwrap_or_default().trim_end_matches(" HTTP/1.1").to_owned();
    let (method, path) = line.split_once(' ').expect("a request");
    log.lock().expect("the log").push(line.clone());
    let only_get = path == "/no-head" && method == "HEAD";
    let (status, text) = pages.get(path).cloned().unwrap_or((404, String::new()));
    let (status, text) = if only_get { (405, String::new()) } else { (status, text) };
    if text == "-" {
        return;
    }
    let location = if (300..400).contains(&status) { format!("Location: {text}\r\n") } else { String::new() };
    let body = if method == "HEAD" { "" } else { &text };
    let _ = write!(
        stream,
        "HTTP/1.1 {status} X\r\n{location}Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
        text.len()
    );
}

/// The network without its pauses, which are counted instead.
#[derive(Default)]
struct Hurried {
    network: Online,
    pauses: Mutex<usize>,
}

impl Web for Hurried {
    fn ask(&self, url: &str, wants_text: bool) -> Result<Answer, String> {
        self.network.ask(url, wants_text)
    }

    fn pause(&self, time: Duration) {
        assert_eq!(time, Manners::default().pause);
        *self.pauses.lock().expect("a number") += 1;
    }
}

fn found(server: &Server, settings: &str, front: &str, text: &str, memory: &mut AnswerCache) -> Vec<String> {
    let mut world = MemoryWorld::new("2026-11-23T12:00:00Z".parse().expect("an instant"));
    let settings = format!("title: A\nurl: https://alder.example\ntimezone: UTC\npractice: {{name: A}}\n{settings}");
    world.write("bedside.yaml", settings.replace("SERVER", &server.address));
    let text = format!("---\ntitle: A\ndate: 2026-11-02\n{front}\n---\n\n{text}\n").replace("SERVER", &server.address);
    world.write("content/articles/a.md", text);
    let site = compile(&world, &Request::default()).value.expect("a site").site;
    let web = Hurried::default();
    let services = IdentifierServices {
        handles: format!("{}/handles/", server.address),
        summaries: format!("{}/summaries?id=", server.address),
    };
    let shown = |diagnostic: &Diagnostic| format!("{}: {}", diagnostic.code.name, diagnostic.message);
    let found = check(&site, &web, &services, Manners::default(), memory).iter().map(shown).collect();
    let requests = server.asked().len();
    assert!(*web.pauses.lock().expect("a number") + 1 >= requests.min(1), "a host rests between questions");
    found
}

#[test]
fn pages_that_are_gone_moved_or_cannot_be_verified() {
    let server = Server::start(&[
        ("/robots.txt", 200, "User-agent: *\nDisallow: /private\n"),
        ("/fine", 200, "text"),
        ("/no-head", 200, "text"),
        ("/gone", 410, ""),
        ("/moved", 301, "/fine"),
        ("/for-now", 302, "/fine"),
        ("/refused", 403, ""),
        ("/busy", 429, ""),
        ("/trouble", 503, ""),
        ("/silent", 200, "-"),
        ("/round", 301, "/round"),
        ("/private/a", 200, "text"),
    ]);
    let paths = [
        "fine",
        "fine#part",
        "no-head",
        "gone",
        "lost",
        "moved",
        "for-now",
        "refused",
        "busy",
        "trouble",
        "silent",
        "round",
        "private/a",
    ];
    let text: String = paths.iter().flat_map(|path| ["[x](SERVER/", path, ")\n"]).collect();
    let mut memory = AnswerCache::default();
    let found = found(&server, "", "", &text, &mut memory);
    let at = &server.address;
    let mut expected = vec![
        format!("link/dead: `{at}/gone` is gone: its host answered 410 on 2026-11-23"),
        format!("link/dead: `{at}/lost` is gone: its host answered 404 on 2026-11-23"),
        format!("link/moved: `{at}/moved` has moved permanently"),
        format!("link/unverified: could not verify `{at}/busy`: its host limits the number of requests (429)"),
        format!("link/unverified: could not verify `{at}/private/a`: its host does not allow programs (robots.txt)"),
        format!("link/unverified: could not verify `{at}/refused`: its host refuses programs (403)"),
        format!("link/unverified: could not verify `{at}/round`: it redirects too many times"),
        format!("link/unverified: could not verify `{at}/silent`: its host cannot be reached"),
        format!("link/unverified: could not verify `{at}/trouble`: its host answered 503"),
    ];
    let mut sorted = found;
    sorted.sort();
    expected.sort();
    assert_eq!(sorted, expected);
    let asked = server.asked();
    assert!(!asked.iter().any(|line| line.contains("private")), "{asked:?}");
    assert_eq!(asked.iter().filter(|line| line.ends_with("/robots.txt")).count(), 1);
    // `HEAD` first; `GET` where that says nothing good. The same page with another part is asked once.
    assert!(asked.contains(&"HEAD /no-head".to_owned()) && asked.contains(&"GET /no-head".to_owned()), "{asked:?}");
    assert!(!asked.contains(&"GET /fine".to_owned()), "{asked:?}");
}

#[test]
fn what_was_found_out_is_not_asked_again_on_the_same_day() {
    let server = Server::start(&[("/fine", 200, ""), ("/busy", 429, "")]);
    let mut memory = AnswerCache::default();
    let text = "[x](SERVER/fine) [y](SERVER/gone) [z](SERVER/busy)";
    let first = found(&server, "", "", text, &mut memory);
    let asked = server.asked().len();
    let folder = tempfile::tempdir().expect("a folder");
    memory.write(folder.path());
    let second = found(&server, "", "", text, &mut AnswerCache::of(folder.path()));
    assert_eq!(first, second);
    let again: Vec<String> = server.asked()[asked..].to_vec();
    assert_eq!(again, ["GET /robots.txt", "HEAD /busy", "GET /busy"]);
}

#[test]
fn numbers_are_looked_up_where_they_are_given_out() {
    let server = Server::start(&[
        ("/handles/10%2E1000%2Fa", 200, "{\"responseCode\":1}"),
        ("/handles/10%2E1000%2Fb", 404, "{\"responseCode\":100}"),
        ("/summaries?id=11", 200, "{\"result\":{\"uids\":[\"11\"],\"11\":{\"uid\":\"11\",\"title\":\"A\"}}}"),
        (
            "/summaries?id=22",
            200,
            "{\"result\":{\"uids\":[\"22\"],\"22\":{\"uid\":\"22\",\"error\":\"cannot get document summary\"}}}",
        ),
        ("/summaries?id=33", 500, ""),
    ]);
    let front = "sources:\n  - {id: a, title: A, issued: 2024, DOI: 10.1000/a}\n  - {id: b, title: B, issued: 2024, DOI: 10.1000/b}\n  - {id: c, title: C, issued: 2024, PMID: \"11\"}\n  - {id: d, title: D, issued: 2024, PMID: \"22\"}\n  - {id: e, title: E, issued: 2024, PMID: \"33\"}";
    let found = found(&server, "", front, "[@a; @b; @c; @d; @e]", &mut AnswerCache::default());
    assert_eq!(
        found,
        [
            "source/unresolved: there is no DOI `10.1000/b`",
            "source/unresolved: there is no PMID `22`",
            "link/unverified: could not verify `33`: PubMed answered 500",
        ]
    );
}

#[test]
fn profiles_name_the_site() {
    let server = Server::start(&[
        ("/@with", 200, "<a rel=me href=\"https://alder.example/\">"),
        ("/@without", 200, "<p>A practice</p>"),
    ]);
    let settings = "profiles: {mastodon: \"SERVER/@with\", bluesky: \"SERVER/@without\"}\n";
    let found = found(&server, settings, "", "Text.", &mut AnswerCache::default());
    assert_eq!(
        found,
        [format!("social/no-link-back: the profile `{}/@without` does not name this site", server.address)]
    );
}
