//! The preview answers this computer's own pages, for reading, and nothing else.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use super::support::Folder;

#[test]
fn every_answer_carries_the_safe_headers() {
    let desk = Folder::new().write("static/a.txt", "a").serve();
    for path in ["/", "/a.txt", "/nowhere", "/feed.xml", "/_bedside/client.js", "/_bedside/nothing"] {
        let answer = desk.get(path);
        let header = |name| answer.header(name).unwrap_or_default().to_owned();
        assert_eq!(header("Cache-Control"), "no-store", "{path}");
        assert_eq!(header("X-Content-Type-Options"), "nosniff", "{path}");
        assert!(header("X-Robots-Tag").contains("noindex"), "{path}");
        let policy = header("Content-Security-Policy");
        assert!(policy.contains("frame-ancestors 'none'") && policy.contains("script-src 'self'"), "{path}");
        assert!(!policy.contains("unsafe"), "{path}");
        assert!(!answer.head.to_ascii_lowercase().contains("access-control"), "{path}");
    }
}

#[test]
fn names_of_others_are_refused() {
    let desk = Folder::new().serve();
    let port = desk.address().port();
    let status = |host: &str| desk.ask("GET", "/", &format!("Host: {host}\r\n")).status;
    for host in [format!("127.0.0.1:{port}"), format!("localhost:{port}"), format!("[::1]:{port}")] {
        assert_eq!(status(&host), 200, "{host}");
    }
    let foreign = ["evil.example", "127.0.0.1.nip.io", "localhost.evil.example", "10.0.0.7", "0.0.0.0"];
    for host in foreign {
        assert_eq!(status(&format!("{host}:{port}")), 403, "{host}");
        assert_eq!(desk.ask("GET", "/_bedside/events", &format!("Host: {host}:{port}\r\n")).status, 403, "{host}");
    }
    assert_eq!(status("127.0.0.1"), 403, "another port");
    for host in ["", "a b", "user@127.0.0.1", "[::1", "127.0.0.1:99999999"] {
        assert_eq!(status(host), 400, "{host}");
    }
    assert_eq!(desk.send(b"GET / HTTP/1.1\r\n\r\n").status, 400);
    let two = format!("GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nHost: evil.example\r\n\r\n");
    assert_eq!(desk.send(two.as_bytes()).status, 400);
}

#[test]
fn pages_of_other_sites_get_nothing() {
    let desk = Folder::new().serve();
    let own = format!("http://{}", desk.address());
    let status = |path: &str, headers: &str| desk.ask("GET", path, headers).status;
    for origin in ["http://evil.example", "null", "http://127.0.0.1:1", "https://127.0.0.1"] {
        assert_eq!(status("/_bedside/events", &format!("Origin: {origin}\r\n")), 403, "{origin}");
        assert_eq!(status("/", &format!("Origin: {origin}\r\n")), 403, "{origin}");
    }
    assert_eq!(status("/", &format!("Origin: {own}\r\n")), 200);
    assert_eq!(
        status("/", "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\n"),
        403,
        "a picture in their page"
    );
    assert_eq!(status("/", "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\n"), 200, "a link in their page");
    let events = "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\n";
    assert_eq!(status("/_bedside/events", events), 403);
}

#[test]
fn it_is_for_reading_only() {
    let desk = Folder::new().serve();
    for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "BREW"] {
        for path in ["/", "/_bedside/events", "/_bedside/"] {
            let answer = desk.ask(method, path, "");
            assert_eq!((answer.status, answer.header("Allow")), (405, Some("GET, HEAD")), "{method} {path}");
        }
    }
    let head = desk.ask("HEAD", "/", "");
    let get = desk.get("/");
    assert_eq!((head.status, head.body.as_str()), (200, ""));
    assert_eq!(head.header("Content-Length"), get.header("Content-Length"));
    assert_eq!(desk.ask("POST", "/", "Content-Length: 3\r\n").status, 400);
}

#[test]
fn no_url_reaches_a_file() {
    let desk = Folder::new().write("secret.txt", "secret").write("static/a.txt", "a").serve();
    let tricks = [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/%252e%252e/secret.txt",
        "/..%2fsecret.txt",
        "/..%5csecret.txt",
        "/static/../../secret.txt",
        "//secret.txt",
        "//etc/passwd",
        "/./secret.txt",
        "/secret.txt",
        "/bedside.yaml",
        "/content/articles/flu.md",
        "/a.txt%00.html",
        "/a.txt/",
        "/A.TXT",
        "/C:/secret.txt",
        "/_bedside/../secret.txt",
        "/_bedside/%2e%2e/secret.txt",
        "/file:///etc/passwd",
    ];
    for path in tricks {
        let answer = desk.get(path);
        assert_eq!(answer.status, 404, "{path}");
        assert!(!answer.body.contains("secret\n") && !answer.body.contains("root:"), "{path}");
    }
    let host = desk.address();
    assert_eq!(desk.get(&format!("http://{host}/a.txt")).body, "a");
    assert_eq!(desk.get("http://evil.example/a.txt").status, 400);
    for bad in ["/%ff", "*", "a.txt", "/\0"] {
        assert_eq!(desk.get(bad).status, 400, "{bad:?}");
    }
    assert_eq!(desk.get("/a.txt?x=/../secret.txt#y").body, "a");
}

#[test]
fn what_is_too_large_or_no_request_is_refused_and_harms_nobody() {
    let desk = Folder::new().serve();
    assert_eq!(desk.get(&format!("/{}", "a".repeat(64 * 1024))).status, 431);
    assert_eq!(desk.ask("GET", "/", &"X: y\r\n".repeat(500)).status, 431);
    assert_eq!(desk.send(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n").status, 400);
    assert_eq!(desk.send(b"SSH-2.0-OpenSSH_9.9\r\n\r\n").status, 400);
    let mut halves: Vec<TcpStream> =
        (0..40).map(|_| TcpStream::connect(desk.address()).expect("a connection")).collect();
    for half in &mut halves {
        half.write_all(b"GET / HT").expect("half a request");
    }
    assert_eq!(desk.get("/").status, 200);
}

#[test]
fn a_connection_serves_many_requests() {
    let desk = Folder::new().write("static/a.txt", "a").serve();
    let host = desk.address();
    let mut stream = TcpStream::connect(host).expect("a connection");
    let one = format!("GET /a.txt HTTP/1.1\r\nHost: {host}\r\n\r\n");
    let last = format!("GET /a.txt HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    stream.write_all(format!("{one}{one}{last}").as_bytes()).expect("sent");
    let mut all = String::new();
    stream.read_to_string(&mut all).expect("three answers");
    assert_eq!(all.matches("HTTP/1.1 200 OK").count(), 3);
}

#[test]
fn a_taken_port_is_refused_or_passed_by() {
    let first = Folder::new().serve();
    let port = first.address().port();
    let second = Folder::new().serve_with(|options| options.port = bedside::serve::Port::FirstFree(port));
    assert_ne!(second.address().port(), port);
    assert_eq!(second.get("/").status, 200);
}
