//! The head of a request, and the way from a URL to a path: decoded once, never a file's path.

use percent_encoding::percent_decode_str;

use super::pass::COOKIE;
use super::reserved;

/// Largest head of a request, in bytes.
pub(super) const LARGEST: usize = 32 * 1024;

/// Most headers of a request.
const MOST_HEADERS: usize = 96;

/// A request; its body comes after it was allowed to ask.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Request {
    /// The method as sent.
    pub(super) method: String,
    /// The path, decoded once.
    pub(super) path: String,
    /// The query as sent, without its `?`; empty without one.
    pub(super) query: String,
    /// `Host`.
    pub(super) host: String,
    /// `Origin`, if there is one.
    pub(super) origin: Option<String>,
    /// What the browser says about who asks.
    pub(super) fetch: Fetch,
    /// `Accept-Language`: the languages that the browser asks for; empty if it does not say.
    pub(super) languages: String,
    /// `Range`.
    pub(super) range: Option<String>,
    /// `If-Range`.
    pub(super) if_range: Option<String>,
    /// `If-Match`.
    pub(super) if_match: Option<String>,
    /// `If-None-Match`.
    pub(super) if_none_match: Option<String>,
    /// Whether another request may follow on the connection.
    pub(super) keep: bool,
    /// `Content-Length`: how long the body is, in bytes.
    pub(super) length: usize,
    /// `Content-Type`, without its parameters.
    pub(super) content_type: String,
    /// `X-Bedside-Secret`: the secret of this run.
    pub(super) secret: Option<String>,
    /// The pass of another device, from its cookie.
    pub(super) pass: Option<String>,
    /// Whether it came to an address that only this computer has.
    pub(super) is_local: bool,
    /// The body, once it is there.
    pub(super) body: Vec<u8>,
}

/// Fetch metadata, which browsers send and pages cannot change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Fetch {
    /// `Sec-Fetch-Site`: whose page asks.
    pub(super) site: Option<String>,
    /// `Sec-Fetch-Mode`: whether it is a navigation.
    pub(super) mode: Option<String>,
    /// `Sec-Fetch-Dest`: what the answer is for.
    pub(super) destination: Option<String>,
    /// `Sec-Purpose`, once `Purpose`: whether the browser only fetches ahead.
    pub(super) purpose: Option<String>,
}

/// Why a request cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BadRequest {
    /// It is not a request that is understood here.
    Malformed,
    /// Its head is larger than any browser's.
    TooLarge,
}

/// A request and the length of its head; `None` if the head is not whole yet.
pub(super) fn parse(bytes: &[u8]) -> Result<Option<(Request, usize)>, BadRequest> {
    let mut headers = [httparse::EMPTY_HEADER; MOST_HEADERS];
    let mut head = httparse::Request::new(&mut headers);
    let head_length = match head.parse(bytes) {
        Ok(httparse::Status::Complete(length)) => length,
        Ok(httparse::Status::Partial) => return Ok(None),
        Err(httparse::Error::TooManyHeaders) => return Err(BadRequest::TooLarge),
        Err(_) => return Err(BadRequest::Malformed),
    };
    if head_length > LARGEST {
        return Err(BadRequest::TooLarge);
    }
    let one = |name: &str| -> Result<Option<String>, BadRequest> {
        let mut found = head.headers.iter().filter(|header| header.name.eq_ignore_ascii_case(name));
        let Some(first) = found.next() else { return Ok(None) };
        let text = std::str::from_utf8(first.value).map_err(|_| BadRequest::Malformed)?;
        if found.next().is_some() { Err(BadRequest::Malformed) } else { Ok(Some(text.trim().to_owned())) }
    };
    // A list may come in several lines (RFC 9110, section 5.3).
    let list = |name: &str| -> Result<Option<String>, BadRequest> {
        let found = head.headers.iter().filter(|header| header.name.eq_ignore_ascii_case(name));
        let lines: Result<Vec<&str>, _> = found.map(|header| std::str::from_utf8(header.value)).collect();
        let lines = lines.map_err(|_| BadRequest::Malformed)?;
        Ok((!lines.is_empty()).then(|| lines.join(", ")))
    };
    let length = one("content-length")?.map_or(Ok(0), |length| length_of(&length).ok_or(BadRequest::Malformed))?;
    let host = one("host")?.ok_or(BadRequest::Malformed)?;
    let (Some(method), Some(target)) = (head.method, head.path) else { return Err(BadRequest::Malformed) };
    if one("transfer-encoding")?.is_some() {
        return Err(BadRequest::Malformed);
    }
    let (path, query) = split(target, &host).ok_or(BadRequest::Malformed)?;
    let connection = one("connection")?.unwrap_or_default().to_ascii_lowercase();
    let path = decode(path).ok_or(BadRequest::Malformed)?;
    if length > 0 && !(method == "POST" && path.starts_with(reserved::WRITE)) {
        return Err(BadRequest::Malformed);
    }
    let request = Request {
        method: method.to_owned(),
        path,
        query: query.to_owned(),
        host,
        origin: one("origin")?,
        fetch: Fetch {
            site: one("sec-fetch-site")?,
            mode: one("sec-fetch-mode")?,
            destination: one("sec-fetch-dest")?,
            purpose: one("sec-purpose")?.or(one("purpose")?),
        },
        languages: one("accept-language")?.unwrap_or_default(),
        range: one("range")?,
        if_range: one("if-range")?,
        if_match: list("if-match")?,
        if_none_match: list("if-none-match")?,
        keep: head.version == Some(1) && !connection.contains("close"),
        length,
        content_type: one("content-type")?.unwrap_or_default().split(';').next().unwrap_or("").trim().to_owned(),
        secret: one("x-bedside-secret")?,
        pass: one("cookie")?.and_then(|cookies| cookie(&cookies, COOKIE)),
        is_local: false,
        body: Vec::new(),
    };
    Ok(Some((request, head_length)))
}

/// The number of a `Content-Length`: digits alone (RFC 9110, section 8.6).
fn length_of(text: &str) -> Option<usize> {
    text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

/// Path and query of a request's target; the absolute form must name the same host.
fn split<'t>(target: &'t str, host: &str) -> Option<(&'t str, &'t str)> {
    let path = if target.starts_with('/') {
        target
    } else {
        let rest = target.strip_prefix("http://")?;
        let end = rest.find('/').unwrap_or(rest.len());
        if !rest[..end].eq_ignore_ascii_case(host) {
            return None;
        }
        if end == rest.len() { "/" } else { &rest[end..] }
    };
    let path = path.split('#').next().unwrap_or(path);
    Some(path.split_once('?').unwrap_or((path, "")))
}

/// The value of a cookie (RFC 6265, section 4.2).
fn cookie(cookies: &str, name: &str) -> Option<String> {
    let mut pairs = cookies.split(';').filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(known, _)| *known == name).map(|(_, value)| value.to_owned())
}

/// Percent-decoding; `None` if it gives no text.
pub(super) fn decode(text: &str) -> Option<String> {
    percent_decode_str(text).decode_utf8().ok().map(std::borrow::Cow::into_owned)
}

/// The value of a key of a query, decoded.
pub(super) fn value(query: &str, key: &str) -> Option<String> {
    let pair = query.split('&').find_map(|pair| pair.split_once('=').filter(|(name, _)| *name == key));
    decode(&pair?.1.replace('+', " "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(text: &str) -> Result<Request, BadRequest> {
        parse(text.as_bytes()).map(|found| found.expect("a whole head").0)
    }

    #[test]
    fn a_browsers_request_is_read() {
        let request = head("GET /es/caf%C3%A9/?a=b HTTP/1.1\r\nHost: localhost:4747\r\nSec-Fetch-Site: none\r\n\r\n");
        let request = request.expect("a request");
        assert_eq!((request.path.as_str(), request.query.as_str()), ("/es/café/", "a=b"));
        assert_eq!(request.fetch.site.as_deref(), Some("none"));
        assert!(request.keep);
        assert_eq!(parse(b"GET / HTTP/1.1\r\nHost:").expect("not whole"), None);
    }

    #[test]
    fn a_path_is_decoded_once() {
        let path = |path: &str| head(&format!("GET {path} HTTP/1.1\r\nHost: x\r\n\r\n")).map(|request| request.path);
        assert_eq!(path("/%252e%252e/a"), Ok("/%2e%2e/a".to_owned()));
        assert_eq!(path("/..%5Ca"), Ok("/..\\a".to_owned()));
        assert_eq!(path("//x//"), Ok("//x//".to_owned()));
        assert_eq!(path("http://x/a"), Ok("/a".to_owned()));
        assert_eq!(path("http://y/a"), Err(BadRequest::Malformed));
        assert_eq!(path("/%ff"), Err(BadRequest::Malformed));
        assert_eq!(path("*"), Err(BadRequest::Malformed));
    }

    #[test]
    fn what_is_doubtful_is_refused() {
        let cases = [
            "GET / HTTP/1.1\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nabcd",
            "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n",
            "GET /\0 HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET / HTTP/1.1\r\nHost : a\r\n\r\n",
            "nonsense\r\n\r\n",
        ];
        for text in cases {
            assert_eq!(head(text), Err(BadRequest::Malformed), "{text:?}");
        }
        let long = format!("GET /{} HTTP/1.1\r\nHost: a\r\n\r\n", "a".repeat(64 * 1024));
        assert_eq!(head(&long), Err(BadRequest::TooLarge));
    }

    #[test]
    fn values_of_a_query_are_decoded() {
        assert_eq!(value("page=%2Fa%2520b%2F&was=x", "page").as_deref(), Some("/a%20b/"));
        assert_eq!(value("page=", "was"), None);
    }
}
