//! Parts of files, what is known already, and HEAD: RFC 9110, as players of films and browsers ask.

use super::support::{Desk, Folder};

/// Ten bytes.
const FILM: &str = "0123456789";

fn desk() -> Desk {
    Folder::new().write("static/film.mp4", FILM).serve()
}

#[test]
fn a_film_is_sent_in_the_parts_that_are_asked_for() {
    let desk = desk();
    let whole = desk.get("/film.mp4");
    assert_eq!((whole.status, whole.body.as_str(), whole.header("Accept-Ranges")), (200, FILM, Some("bytes")));
    assert_eq!(whole.header("Content-Type"), Some("video/mp4"));
    let cases = [
        ("bytes=0-0", 206, "0", Some("bytes 0-0/10")),
        ("bytes=0-1", 206, "01", Some("bytes 0-1/10")),
        ("bytes=0-", 206, FILM, Some("bytes 0-9/10")),
        ("bytes=7-", 206, "789", Some("bytes 7-9/10")),
        ("bytes=-3", 206, "789", Some("bytes 7-9/10")),
        ("bytes=-500", 206, FILM, Some("bytes 0-9/10")),
        ("bytes=8-500", 206, "89", Some("bytes 8-9/10")),
        ("bytes=10-", 416, "", Some("bytes */10")),
        ("bytes=500-", 416, "", Some("bytes */10")),
        ("bytes=-0", 416, "", Some("bytes */10")),
        ("bytes=5-2", 200, FILM, None),
        ("bytes=0-1,4-5", 200, FILM, None),
        ("bytes=x", 200, FILM, None),
        ("pages=1-2", 200, FILM, None),
    ];
    for (range, status, body, content_range) in cases {
        let answer = desk.ask("GET", "/film.mp4", &format!("Range: {range}\r\n"));
        assert_eq!((answer.status, answer.body.as_str()), (status, body), "{range}");
        assert_eq!(answer.header("Content-Range"), content_range, "{range}");
        assert_eq!(answer.header("Content-Length"), Some(body.len().to_string().as_str()), "{range}");
    }
    let missing = desk.ask("GET", "/none.mp4", "Range: bytes=0-0\r\n");
    assert_eq!((missing.status, missing.header("Content-Range")), (404, None));
}

#[test]
fn a_part_is_one_of_the_file_that_is_known() {
    let desk = desk();
    let tag = desk.get("/film.mp4").header("ETag").expect("a tag").to_owned();
    let status = |more: &str| desk.ask("GET", "/film.mp4", &format!("Range: bytes=0-0\r\n{more}")).status;
    assert_eq!(status(&format!("If-Range: {tag}\r\n")), 206);
    for other in ["\"other\"", &format!("W/{tag}"), "Mon, 23 Nov 2026 12:00:00 GMT"] {
        assert_eq!(status(&format!("If-Range: {other}\r\n")), 200, "{other}");
    }
    let again = desk.ask("GET", "/film.mp4", &format!("If-None-Match: \"x\", W/{tag}\r\n"));
    assert_eq!((again.status, again.body.as_str(), again.header("ETag")), (304, "", Some(tag.as_str())));
    assert_eq!(desk.ask("GET", "/film.mp4", "If-None-Match: \"x\"\r\n").status, 200);
    let in_two_lines = format!("If-None-Match: \"x\"\r\nIf-None-Match: {tag}\r\n");
    assert_eq!(desk.ask("GET", "/film.mp4", &in_two_lines).status, 304);
    assert_eq!(status(&format!("If-Match: \"x\", {tag}\r\n")), 206);
    let other = desk.ask("GET", "/film.mp4", "If-Match: \"x\"\r\n");
    assert_eq!((other.status, other.body.as_str(), other.header("ETag")), (412, "", Some(tag.as_str())));
    let mut tab = desk.open("/");
    desk.write("static/film.mp4", "abcdefghij");
    tab.reload("/film.mp4");
    assert_eq!(status(&format!("If-Range: {tag}\r\n")), 200, "the file is another one");
    assert_eq!(desk.ask("GET", "/film.mp4", &format!("If-None-Match: {tag}\r\n")).body, "abcdefghij");
}

#[test]
fn head_is_get_without_its_body() {
    let desk = desk();
    for path in ["/", "/film.mp4", "/articles/flu", "/articles/flu/", "/none/", "/_bedside/", "/_bedside/client.js"] {
        let (get, head) = (desk.get(path), desk.ask("HEAD", path, ""));
        assert_eq!((head.head.as_str(), head.body.as_str()), (get.head.as_str(), ""), "{path}");
    }
    // A part is for GET alone.
    let head = desk.ask("HEAD", "/film.mp4", "Range: bytes=0-0\r\n");
    assert_eq!((head.status, head.header("Content-Length"), head.body.as_str()), (200, Some("10"), ""));
    let events = desk.ask("HEAD", "/_bedside/events", "");
    assert_eq!((events.status, events.header("Content-Type")), (200, Some("text/event-stream")));
}

#[test]
fn a_page_has_one_address() {
    let desk = desk();
    for (path, to) in [
        ("/index.html", "/"),
        ("/articles/flu/index.html", "/articles/flu/"),
        ("/articles/flu", "/articles/flu/"),
        ("/articles/flu/index.html?a=b", "/articles/flu/?a=b"),
    ] {
        let answer = desk.get(path);
        assert_eq!((answer.status, answer.header("Location")), (302, Some(to)), "{path}");
    }
    for path in ["/none/index.html", "/film.mp4/index.html", "/articles/flu/index.html/", "/index.htm"] {
        assert_eq!(desk.get(path).status, 404, "{path}");
    }
}
