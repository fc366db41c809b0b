//! Signatures of requests: AWS Signature Version 4, which S3, CloudFront and Google Cloud Storage take
//! (<https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html>), and the hashes around it.

use std::fmt::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use ring::{digest, hmac};

/// Characters that an object's path may contain unencoded.
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// A key pair for signing.
#[derive(Clone)]
pub(super) struct Key {
    /// Its public name.
    pub(super) id: String,
    /// Its secret.
    pub(super) secret: String,
    /// The token of a session, where the key is of one.
    pub(super) session: Option<String>,
}

/// A request to be signed.
pub(super) struct Unsigned<'r> {
    pub(super) method: &'r str,
    pub(super) host: &'r str,
    /// Encoded as sent.
    pub(super) path: &'r str,
    /// Encoded as sent, with its keys in order.
    pub(super) query: &'r str,
    /// Names in lower case.
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: &'r [u8],
}

/// Where and what for a signature is good.
pub(super) struct Scope<'s> {
    pub(super) region: &'s str,
    pub(super) service: &'s str,
    pub(super) now: Timestamp,
}

/// The headers of the request, with its signature.
pub(super) fn signed(request: Unsigned<'_>, key: &Key, scope: &Scope<'_>) -> Vec<(String, String)> {
    let time = scope.now.strftime("%Y%m%dT%H%M%SZ").to_string();
    let day = &time[..8];
    let payload = hex(sha256(request.body).as_ref());
    let mut headers = request.headers;
    headers.push(("host".into(), request.host.into()));
    headers.push(("x-amz-content-sha256".into(), payload.clone()));
    headers.push(("x-amz-date".into(), time.clone()));
    headers.extend(key.session.as_ref().map(|token| ("x-amz-security-token".into(), token.clone())));
    headers.sort();
    let names: Vec<&str> = headers.iter().map(|(name, _)| name.as_str()).collect();
    let names = names.join(";");
    let mut canonical = format!("{}\n{}\n{}\n", request.method, request.path, request.query);
    for (name, value) in &headers {
        let _ = writeln!(canonical, "{name}:{}", value.trim()); // writing to a text cannot fail
    }
    let _ = write!(canonical, "\n{names}\n{payload}");
    let where_for = format!("{day}/{}/{}/aws4_request", scope.region, scope.service);
    let to_sign = format!("AWS4-HMAC-SHA256\n{time}\n{where_for}\n{}", hex(sha256(canonical.as_bytes()).as_ref()));
    let mut secret = hmac_sha256(format!("AWS4{}", key.secret).as_bytes(), day.as_bytes());
    for part in [scope.region, scope.service, "aws4_request"] {
        secret = hmac_sha256(&secret, part.as_bytes());
    }
    let signature = hex(&hmac_sha256(&secret, to_sign.as_bytes()));
    let authorization =
        format!("AWS4-HMAC-SHA256 Credential={}/{where_for},SignedHeaders={names},Signature={signature}", key.id);
    headers.retain(|(name, _)| name != "host");
    headers.push(("authorization".into(), authorization));
    headers
}

/// A path as written in an address.
pub(super) fn encoded(path: &str) -> String {
    utf8_percent_encode(path, PATH).to_string()
}

/// A value of a query.
pub(super) fn encoded_value(value: &str) -> String {
    encoded(value).replace('/', "%2F")
}

/// SHA-256 (FIPS 180-4).
pub(super) fn sha256(bytes: &[u8]) -> digest::Digest {
    digest::digest(&digest::SHA256, bytes)
}

/// SHA-1, by which Netlify names files.
pub(super) fn sha1_hex(bytes: &[u8]) -> String {
    hex(digest::digest(&digest::SHA1_FOR_LEGACY_USE_ONLY, bytes).as_ref())
}

/// HMAC with SHA-256 (RFC 2104).
pub(super) fn hmac_sha256(key: &[u8], message: &[u8]) -> Vec<u8> {
    hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key), message).as_ref().to_vec()
}

/// Bytes in hexadecimal.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}"); // writing to a text cannot fail
        text
    })
}

/// Bytes in base 64.
pub(super) fn base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// Text in base 64 as bytes.
pub(super) fn from_base64(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example "GET Object" of the page named at the top.
    #[test]
    fn the_published_example_has_the_published_signature() {
        let request = Unsigned {
            method: "GET",
            host: "examplebucket.s3.amazonaws.com",
            path: "/test.txt",
            query: "",
            headers: vec![("range".into(), "bytes=0-9".into())],
            body: b"",
        };
        let key = Key {
            id: "AKIAIOSFODNN7EXAMPLE".into(),
            secret: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY".into(),
            session: None,
        };
        let scope = Scope { region: "us-east-1", service: "s3", now: "2013-05-24T00:00:00Z".parse().unwrap() };
        let headers = signed(request, &key, &scope);
        let authorization = &headers.iter().find(|(name, _)| name == "authorization").unwrap().1;
        assert!(
            authorization.ends_with("f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"),
            "{authorization}"
        );
    }

    #[test]
    fn paths_are_encoded_once() {
        assert_eq!(encoded("a b/ü(1).html"), "a%20b/%C3%BC%281%29.html");
        assert_eq!(encoded_value("a/b"), "a%2Fb");
        assert_eq!(sha1_hex(b"abc"), "a9993e364706816aba3e25717850c26c9cd0d89d");
    }
}
