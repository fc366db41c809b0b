//! S3 and everything that speaks it, Google Cloud Storage included
//! (<https://docs.aws.amazon.com/AmazonS3/latest/API/>, <https://cloud.google.com/storage/docs/interoperability>).

use std::collections::BTreeSet;

use crate::config::{DeployTarget, HostKind};
use crate::world::now;

use super::super::lock::LOCK;
use super::super::tree::TreeFile;
use super::super::{Host, HostError, Sent};
use super::Secrets;
use super::http::{Answer, Web};
use super::sign::{Key, Scope, Unsigned, encoded, encoded_value, signed};

/// Above this number of paths, one pattern for all of them is cheaper and faster.
const MOST_INVALIDATED: usize = 100;

/// Up to this number of new files, each is requested separately; above it, the bucket is listed.
const FEW: usize = 16;

enum Proof {
    Key(Key),
    /// An access token of Google's.
    Token(String),
}

/// A bucket as a host.
pub(super) struct BucketHost {
    web: Web,
    proof: Proof,
    /// Scheme and host, such as `https://s3.us-east-1.amazonaws.com`.
    origin: String,
    /// What precedes the path of an object: `/bucket/`, or `/` where the bucket is in the host's name.
    base: String,
    prefix: String,
    region: String,
    bucket: String,
    /// The number of a distribution, and the origin of the service that keeps it.
    distribution: Option<(String, String)>,
}

impl BucketHost {
    pub(super) fn open(target: &DeployTarget, secrets: &Secrets<'_>) -> Result<Self, HostError> {
        let google = target.kind == HostKind::Gcs;
        let proof = if google { google_proof(secrets)? } else { Proof::Key(amazon_key(secrets)?) };
        let bucket = target.text("bucket").to_owned();
        let region = if google { "auto" } else { target.text("region") }.to_owned();
        let endpoint = target.get("endpoint").map(|endpoint| endpoint.trim_end_matches('/').to_owned());
        let (origin, base) = match &endpoint {
            Some(endpoint) => (endpoint.clone(), format!("/{bucket}/")),
            None if google => ("https://storage.googleapis.com".to_owned(), format!("/{bucket}/")),
            // The certificate of the short form does not fit names with a dot.
            None if bucket.contains('.') => (format!("https://s3.{region}.amazonaws.com"), format!("/{bucket}/")),
            None => (format!("https://{bucket}.s3.{region}.amazonaws.com"), "/".to_owned()),
        };
        let prefix = target.get("prefix").map_or_else(String::new, |prefix| match prefix.trim_matches('/') {
            "" => String::new(),
            prefix => format!("{prefix}/"),
        });
        let cloudfront = endpoint.filter(|endpoint| endpoint.starts_with("http://"));
        let cloudfront = cloudfront.unwrap_or_else(|| "https://cloudfront.amazonaws.com".to_owned());
        let distribution = target.get("distribution").map(|id| (id.to_owned(), cloudfront));
        Ok(Self { web: Web::new(false), proof, origin, base, prefix, region, bucket, distribution })
    }

    fn object(&self, path: &str) -> String {
        encoded(&format!("{}{}{path}", self.base, self.prefix))
    }

    fn ask(&self, ask: &Ask<'_>) -> Result<Answer, HostError> {
        let scope = Scope { region: &self.region, service: "s3", now: now() };
        send(&self.web, &self.proof, ask, &scope)
    }

    fn request<'a>(&'a self, method: &'a str, path: &'a str) -> Ask<'a> {
        Ask { method, origin: &self.origin, path, query: "", headers: &[], body: b"" }
    }

    fn listed(&self) -> Result<BTreeSet<String>, HostError> {
        let mut found = BTreeSet::new();
        let mut token = String::new();
        loop {
            let next =
                if token.is_empty() { String::new() } else { format!("continuation-token={}&", encoded_value(&token)) };
            let query = format!("{next}list-type=2&prefix={}", encoded_value(&self.prefix));
            let answer = self.ask(&Ask { query: &query, ..self.request("GET", &self.base) })?;
            if !answer.is_fine() {
                return Err(answer.refusal(&format!("the bucket `{}` cannot be listed", self.bucket)));
            }
            let text = String::from_utf8_lossy(&answer.body).into_owned();
            let keys = inner(&text, "Key");
            found.extend(keys.iter().filter_map(|key| key.strip_prefix(&self.prefix)).map(str::to_owned));
            match inner(&text, "NextContinuationToken").into_iter().next() {
                Some(next) if !next.is_empty() => token = next,
                _ => return Ok(found),
            }
        }
    }

    fn invalidate(&self, changed: &[String]) -> Result<(), HostError> {
        let Some((id, origin)) = self.distribution.as_ref().filter(|_| !changed.is_empty()) else { return Ok(()) };
        let mut paths = BTreeSet::new();
        for path in changed {
            paths.insert(format!("/{}", encoded(path)));
            paths.extend(path.strip_suffix("index.html").map(|folder| format!("/{}", encoded(folder))));
        }
        if paths.len() > MOST_INVALIDATED {
            paths = std::iter::once("/*".to_owned()).collect();
        }
        let items: Vec<String> = paths.iter().map(|path| format!("<Path>{path}</Path>")).collect();
        let items = items.concat();
        let body = format!(
            "<InvalidationBatch xmlns=\"http://cloudfront.amazonaws.com/doc/2020-05-31/\"><Paths><Quantity>{}</Quantity>\
             <Items>{items}</Items></Paths><CallerReference>bedside-{}</CallerReference></InvalidationBatch>",
            paths.len(),
            now().as_nanosecond(),
        );
        let scope = Scope { region: "us-east-1", service: "cloudfront", now: now() };
        let path = format!("/2020-05-31/distribution/{}/invalidation", encoded(id));
        let headers = [("content-type", "text/xml")];
        let request = Ask { method: "POST", origin, path: &path, query: "", headers: &headers, body: body.as_bytes() };
        let answer = send(&self.web, &self.proof, &request, &scope)?;
        if answer.is_fine() {
            return Ok(());
        }
        Err(answer.refusal(&format!(
            "the site was uploaded, but the CloudFront distribution `{id}` still shows the old version"
        )))
    }
}

fn amazon_key(secrets: &Secrets<'_>) -> Result<Key, HostError> {
    Ok(Key {
        id: secrets.need("AWS_ACCESS_KEY_ID", "the name of the access key")?,
        secret: secrets.need("AWS_SECRET_ACCESS_KEY", "the secret of the access key")?,
        session: (secrets.environment)("AWS_SESSION_TOKEN").filter(|token| !token.is_empty()),
    })
}

fn google_proof(secrets: &Secrets<'_>) -> Result<Proof, HostError> {
    if let Some(token) = secrets.get("GOOGLE_ACCESS_TOKEN") {
        return Ok(Proof::Token(token));
    }
    Ok(Proof::Key(Key {
        id: secrets.need("GCS_ACCESS_ID", "the access ID of an HMAC key")?,
        secret: secrets.need("GCS_SECRET", "the secret of an HMAC key")?,
        session: None,
    }))
}

struct Ask<'a> {
    method: &'a str,
    origin: &'a str,
    path: &'a str,
    query: &'a str,
    headers: &'a [(&'a str, &'a str)],
    body: &'a [u8],
}

fn send(web: &Web, proof: &Proof, ask: &Ask<'_>, scope: &Scope<'_>) -> Result<Answer, HostError> {
    let &Ask { method, origin, path, query, headers, body } = ask;
    let host = origin.split("://").nth(1).unwrap_or(origin);
    let own = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let headers = match proof {
        Proof::Key(key) => signed(Unsigned { method, host, path, query, headers: own, body }, key, scope),
        Proof::Token(token) => {
            let mut headers: Vec<(String, String)> = own;
            headers.push(("authorization".into(), format!("Bearer {token}")));
            headers
        }
    };
    let mark = if query.is_empty() { "" } else { "?" };
    let headers: Vec<(&str, &str)> = headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    web.send(method, &format!("{origin}{path}{mark}{query}"), &headers, body)
}

/// The texts of all elements of a name.
pub(super) fn inner(xml: &str, name: &str) -> Vec<String> {
    let (start, end) = (format!("<{name}>"), format!("</{name}>"));
    let parts = xml.split(start.as_str()).skip(1);
    let texts = parts.filter_map(|part| part.split_once(end.as_str()).map(|(text, _)| text));
    texts
        .map(|text| quick_xml::escape::unescape(text).map_or_else(|_| text.to_owned(), std::borrow::Cow::into_owned))
        .collect()
}

impl Host for BucketHost {
    fn name(&self) -> String {
        format!(
            "bucket {}{}{}",
            self.bucket,
            if self.prefix.is_empty() { "" } else { "/" },
            self.prefix.trim_end_matches('/')
        )
    }

    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, HostError> {
        let answer = self.ask(&self.request("GET", &self.object(path)))?;
        match answer.status {
            404 if !String::from_utf8_lossy(&answer.body).contains("NoSuchBucket") => Ok(None),
            _ if answer.is_fine() => Ok(Some(answer.body)),
            _ => Err(answer.refusal(&format!("the bucket `{}` cannot be read", self.bucket))),
        }
    }

    fn lock(&self, bytes: &[u8], _: &str) -> Result<bool, HostError> {
        let condition = match &self.proof {
            Proof::Token(_) => ("x-goog-if-generation-match", "0"),
            Proof::Key(_) => ("if-none-match", "*"),
        };
        let object = self.object(LOCK);
        let answer = self.ask(&Ask {
            headers: &[condition, ("cache-control", "no-store")],
            body: bytes,
            ..self.request("PUT", &object)
        })?;
        match answer.status {
            409 | 412 => Ok(false),
            // Not everything that speaks S3 knows conditions: there, the later of two that look at once wins.
            400 | 501 if self.locked()?.is_some() => Ok(false),
            400 | 501 => {
                let answer = self.ask(&Ask {
                    headers: &[("cache-control", "no-store")],
                    body: bytes,
                    ..self.request("PUT", &object)
                })?;
                if !answer.is_fine() {
                    return Err(answer.refusal("the lock cannot be written"));
                }
                Ok(self.locked()?.is_some_and(|found| found == bytes))
            }
            _ if answer.is_fine() => Ok(true),
            _ => Err(answer.refusal("the lock cannot be written")),
        }
    }

    fn put(&self, file: &TreeFile) -> Result<(), HostError> {
        let bytes = file.bytes()?;
        let mut headers = vec![("cache-control", file.cache), ("content-type", file.media)];
        if file.gzip {
            headers.push(("content-encoding", "gzip"));
        }
        if let Some(to) = &file.redirect {
            headers.push(("x-amz-website-redirect-location", to));
        }
        let answer =
            self.ask(&Ask { headers: &headers, body: &bytes, ..self.request("PUT", &self.object(&file.path)) })?;
        if answer.is_fine() { Ok(()) } else { Err(answer.refusal(&format!("`{}` cannot be written", file.path))) }
    }

    fn delete(&self, path: &str) -> Result<(), HostError> {
        let answer = self.ask(&self.request("DELETE", &self.object(path)))?;
        if answer.is_fine() || answer.status == 404 {
            Ok(())
        } else {
            Err(answer.refusal(&format!("`{path}` cannot be deleted")))
        }
    }

    fn present(&self, paths: &[&str]) -> Result<BTreeSet<String>, HostError> {
        if paths.len() > FEW {
            let all = self.listed()?;
            return Ok(paths.iter().filter(|path| all.contains(**path)).map(|path| (*path).to_owned()).collect());
        }
        let mut found = BTreeSet::new();
        for path in paths {
            let answer = self.ask(&self.request("HEAD", &self.object(path)))?;
            if answer.is_fine() {
                found.insert((*path).to_owned());
            } else if answer.status != 404 {
                return Err(answer.refusal(&format!("the bucket `{}` cannot be read", self.bucket)));
            }
        }
        Ok(found)
    }

    fn lanes(&self) -> usize {
        8
    }

    fn finish(&self, changed: &[String]) -> Result<Option<Sent>, HostError> {
        self.invalidate(changed).map(|()| None)
    }
}
