//! Another device on the network: it reads, and writes with a link that works once.

#![expect(clippy::print_stderr, reason = "a test says what it cannot check")]

use std::io::{Read as _, Write as _};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpStream};

use serde_json::json;

use super::support::{Desk, Folder, article};

const FLU: &str = "content/articles/flu.md";

/// A preview that the network reaches; `None`, said aloud, where this computer has no address on one.
fn shared() -> Option<(Desk, SocketAddr)> {
    let desk = Folder::new().serve_with(|options| options.address = IpAddr::V4(Ipv4Addr::UNSPECIFIED));
    let outer = desk.preview.answers_at.iter().find(|address| !address.ip().is_loopback()).copied();
    if outer.is_none() {
        eprintln!("NOT CHECKED: this computer has no address on a network");
    }
    outer.map(|outer| (desk, outer))
}

/// Asks at an address; gives all that comes back.
fn ask(at: SocketAddr, line: &str, headers: &str, body: &str) -> String {
    let mut stream = TcpStream::connect(at).expect("a connection");
    let host = if headers.contains("Host: ") { String::new() } else { format!("Host: {at}\r\n") };
    let length = if body.is_empty() { String::new() } else { format!("Content-Length: {}\r\n", body.len()) };
    let head = format!("{line} HTTP/1.1\r\n{host}{headers}{length}Connection: close\r\n\r\n{body}");
    stream.write_all(head.as_bytes()).expect("sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("read");
    answer
}

fn between<'t>(text: &'t str, before: &str, after: &str) -> Option<&'t str> {
    text.split_once(before)?.1.split(after).next()
}

#[test]
fn a_link_lets_one_browser_write_and_no_second_one() {
    let Some((desk, outer)) = shared() else { return };
    let room = format!("GET /_bedside/write/{FLU}");
    assert!(ask(outer, &room, "", "").starts_with("HTTP/1.1 403"), "without a pass the network reads only");
    let link = desk.preview.pass().expect("a link");
    let path = link.strip_prefix(&format!("http://{outer}")).expect("an address on the network").to_owned();
    // A program that looks ahead, or asks for the head alone, takes nothing away.
    for ahead in ["Sec-Purpose: prefetch\r\n", "Purpose: prefetch\r\n"] {
        assert!(ask(outer, &format!("GET {path}"), ahead, "").starts_with("HTTP/1.1 403"), "{ahead}");
    }
    assert!(ask(outer, &format!("HEAD {path}"), "", "").starts_with("HTTP/1.1 403"));
    let entered = ask(outer, &format!("GET {path}"), "", "");
    let cookie = between(&entered, "Set-Cookie: ", ";").expect("a cookie").to_owned();
    let more = between(&entered, &cookie, "\r\n").expect("its attributes");
    assert!(
        more.contains("HttpOnly") && more.contains("SameSite=Strict") && more.contains("Path=/_bedside/"),
        "{more}"
    );
    let again = ask(outer, &format!("GET {path}"), "", "");
    assert!(again.starts_with("HTTP/1.1 403") && !again.contains("Set-Cookie"), "the link works once");

    let cookie = format!("Cookie: theme=dark; {cookie}\r\n");
    let page = ask(outer, &room, &cookie, "");
    let secret = between(&page, "data-secret=\"", "\"").expect("the secret").to_owned();
    let signs = |origin: &str, cookie: &str, secret: &str| {
        format!("Origin: {origin}\r\n{cookie}Content-Type: application/json\r\nX-Bedside-Secret: {secret}\r\n")
    };
    let own = format!("http://{outer}");
    let save = "POST /_bedside/write/save";
    let opened =
        ask(outer, "POST /_bedside/write/open", &signs(&own, &cookie, &secret), &json!({ "file": FLU }).to_string());
    let mark = between(&opened, "\"mark\":\"", "\"").expect("the mark").to_owned();
    let body = json!({ "file": FLU, "base": mark, "text": article("Flu", "Written on a phone.") }).to_string();
    let refused = [
        ("no cookie", signs(&own, "", &secret)),
        ("another cookie", signs(&own, "Cookie: bedside-pass=0\r\n", &secret)),
        ("no secret", signs(&own, &cookie, "")),
        ("another origin", signs("http://evil.example", &cookie, &secret)),
        ("a null origin", signs("null", &cookie, &secret)),
        ("no origin", signs(&own, &cookie, &secret).replace(&format!("Origin: {own}\r\n"), "")),
        ("another site", format!("{}Sec-Fetch-Site: cross-site\r\n", signs(&own, &cookie, &secret))),
        ("a renamed host", format!("Host: evil.example\r\n{}", signs(&own, &cookie, &secret))),
    ];
    for (why, headers) in refused {
        assert!(ask(outer, save, &headers, &body).starts_with("HTTP/1.1 403"), "{why}");
    }
    let here = desk.preview.answers_at[0];
    let article_now = || ask(here, "GET /articles/flu/", "", "");
    assert!(article_now().contains("About the flu."), "nothing was written");
    let saved = ask(outer, save, &signs(&own, &cookie, &secret), &body);
    assert!(saved.starts_with("HTTP/1.1 200"), "{saved}");
    assert!(article_now().contains("Written on a phone."));
    // Another run knows neither the link nor the pass.
    let other = Folder::new().serve_with(|options| options.address = IpAddr::V4(Ipv4Addr::UNSPECIFIED));
    let at = SocketAddr::new(outer.ip(), other.address().port());
    assert!(ask(at, &format!("GET {path}"), "", "").starts_with("HTTP/1.1 403"));
    assert!(ask(at, &room, &cookie, "").starts_with("HTTP/1.1 403"));
}

#[test]
fn there_is_no_link_where_nobody_may_write_or_nobody_can_come() {
    assert_eq!(Folder::new().serve().preview.pass(), None, "this computer needs none");
    let closed = Folder::new().serve_with(|options| {
        options.address = IpAddr::V4(Ipv4Addr::UNSPECIFIED);
        options.write = false;
    });
    assert_eq!(closed.preview.pass(), None, "not with `--read-only`");
    assert_eq!(closed.get("/_bedside/enter?key=").status, 403);
}
