//! Cloudflare Workers with static assets, by their interface for direct uploads
//! (<https://developers.cloudflare.com/workers/static-assets/direct-upload/>).

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::config::DeployTarget;
use crate::output::{leave_note, read_note};

use super::super::host::patiently;
use super::super::tree::{Tree, TreeFile};
use super::super::{Host, HostError, MANIFEST, Sent};
use super::Secrets;
use super::http::{Answer, Web};
use super::sign::{base64, encoded, hex, sha256};

/// The line between the parts of a form. Parts are JSON and base 64, where it cannot occur.
const BOUNDARY: &str = "----bedside-6f1d0c7b5a3e";

/// The day whose rules the worker runs by.
const COMPATIBLE: &str = "2026-11-01";

/// A worker as a host.
pub(super) struct CloudflareHost {
    web: Web,
    endpoint: String,
    account: String,
    worker: String,
    token: String,
    files: Mutex<BTreeMap<String, TreeFile>>,
    project: PathBuf,
    /// What this computer remembers of the last version: its styles and scripts, which pages in caches still ask for.
    note: String,
}

/// What the service learns about a file.
#[derive(Clone, Serialize, Deserialize)]
struct Entry {
    hash: String,
    size: usize,
}

impl CloudflareHost {
    pub(super) fn open(target: &DeployTarget, project: &Path, secrets: &Secrets<'_>) -> Result<Self, HostError> {
        let endpoint = target.get("endpoint").unwrap_or("https://api.cloudflare.com/client/v4");
        Ok(Self {
            web: Web::new(false),
            endpoint: endpoint.trim_end_matches('/').to_owned(),
            account: target.text("account").to_owned(),
            worker: target.text("worker").to_owned(),
            token: secrets.need("CLOUDFLARE_API_TOKEN", "the Cloudflare API token")?,
            files: Mutex::default(),
            project: project.to_owned(),
            note: format!("deploy-{}-assets.json", target.name),
        })
    }

    fn ask(&self, method: &str, path: &str, by: (&str, &str), body: &[u8]) -> Result<Value, HostError> {
        let (token, media) = by;
        let authorization = format!("Bearer {token}");
        patiently(|| {
            let headers = [("authorization", authorization.as_str()), ("content-type", media)];
            let url = format!("{}/accounts/{}{path}", self.endpoint, encoded(&self.account));
            let answer: Answer = self.web.send(method, &url, &headers, body)?;
            if !answer.is_fine() {
                return Err(answer.refusal("Cloudflare does not accept the site"));
            }
            let value: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
            Ok(value["result"].clone())
        })
    }

    fn publish(&self, files: &BTreeMap<String, TreeFile>) -> Result<Sent, HostError> {
        let is_rule = |path: &str| matches!(path, "_headers" | "_redirects" | MANIFEST);
        let mut entries = BTreeMap::new();
        let mut by_hash: BTreeMap<String, &TreeFile> = BTreeMap::new();
        for (path, file) in files.iter().filter(|(path, _)| !is_rule(path)) {
            let mut bytes = file.bytes()?;
            let size = bytes.len();
            bytes.extend_from_slice(file.media.as_bytes()); // equal bytes of two types are two files
            let hash = hex(sha256(&bytes).as_ref())[..32].to_owned();
            by_hash.insert(hash.clone(), file);
            entries.insert(format!("/{path}"), Entry { hash, size });
        }
        let note = read_note(&self.project, &self.note).and_then(|bytes| serde_json::from_slice(&bytes).ok());
        let mut with_old: BTreeMap<String, Entry> = note.unwrap_or_default();
        with_old.extend(entries.clone());
        let (completion, sent) = match self.upload(&with_old, &by_hash)? {
            Some(done) => done,
            // The service has forgotten an old file, which is not here anymore.
            None => self.upload(&entries, &by_hash)?.unwrap_or_default(),
        };
        self.show(&completion, files)?;
        let assets: BTreeMap<&String, &Entry> =
            entries.iter().filter(|(path, _)| path.starts_with("/assets/")).collect();
        // Without the note, pages in caches miss their old styles for a while.
        let _ = leave_note(&self.project, &self.note, &serde_json::to_vec(&assets).unwrap_or_default());
        Ok(sent)
    }

    /// Uploads what the service does not have; the token of the whole, or `None` if it asks for a file that is not
    /// here.
    fn upload(
        &self,
        entries: &BTreeMap<String, Entry>,
        by_hash: &BTreeMap<String, &TreeFile>,
    ) -> Result<Option<(String, Sent)>, HostError> {
        let body = json!({ "manifest": entries }).to_string();
        let path = format!("/workers/scripts/{}/assets-upload-session", encoded(&self.worker));
        let session = self.ask("POST", &path, (&self.token, "application/json"), body.as_bytes())?;
        let upload = session["jwt"].as_str().unwrap_or_default().to_owned();
        let mut completion = upload.clone();
        let mut sent = Sent::default();
        for bucket in session["buckets"].as_array().into_iter().flatten() {
            let mut parts = Vec::new();
            for hash in bucket.as_array().into_iter().flatten().filter_map(Value::as_str) {
                let Some(file) = by_hash.get(hash) else { return Ok(None) };
                parts.push(Part { name: hash, file: true, media: file.media, body: base64(&file.bytes()?) });
                sent.files += 1;
                sent.bytes += file.size;
            }
            let media = format!("multipart/form-data; boundary={BOUNDARY}");
            let result =
                self.ask("POST", "/workers/assets/upload?base64=true", (&upload, &media), form(&parts).as_bytes())?;
            if let Some(token) = result["jwt"].as_str() {
                token.clone_into(&mut completion);
            }
        }
        Ok(Some((completion, sent)))
    }

    /// Has readers see the version whose files are complete.
    fn show(&self, completion: &str, files: &BTreeMap<String, TreeFile>) -> Result<(), HostError> {
        let mut config = json!({ "html_handling": "auto-trailing-slash", "not_found_handling": "404-page" });
        for name in ["_headers", "_redirects"] {
            if let Some(bytes) = files.get(name).map(TreeFile::plain).transpose()? {
                config[name] = Value::from(String::from_utf8_lossy(&bytes).into_owned());
            }
        }
        let metadata =
            json!({ "compatibility_date": COMPATIBLE, "assets": { "jwt": completion, "config": config } }).to_string();
        let parts = [Part { name: "metadata", file: false, media: "application/json", body: metadata }];
        let media = format!("multipart/form-data; boundary={BOUNDARY}");
        let path = format!("/workers/scripts/{}", encoded(&self.worker));
        self.ask("PUT", &path, (&self.token, &media), form(&parts).as_bytes()).map(drop)
    }
}

struct Part<'p> {
    name: &'p str,
    file: bool,
    media: &'p str,
    body: String,
}

/// A form of several parts (RFC 7578).
fn form(parts: &[Part<'_>]) -> String {
    let mut text = String::new();
    for Part { name, file, media, body } in parts {
        let file = if *file { format!("; filename=\"{name}\"") } else { String::new() };
        // Writing to a text cannot fail.
        let _ = write!(
            text,
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\nContent-Type: {media}\r\n\r\n{body}\r\n"
        );
    }
    text + &format!("--{BOUNDARY}--\r\n")
}

impl Host for CloudflareHost {
    fn name(&self) -> String {
        format!("Cloudflare worker {}", self.worker)
    }

    fn begin(&self, tree: &Tree, _: &BTreeMap<String, Timestamp>) -> Result<(), HostError> {
        self.files.lock().unwrap_or_else(PoisonError::into_inner).clone_from(&tree.files);
        Ok(())
    }

    fn read(&self, _: &str) -> Result<Option<Vec<u8>>, HostError> {
        Ok(None) // the interface shows no files; it asks for those that it does not have
    }

    fn lock(&self, _: &[u8], _: &str) -> Result<bool, HostError> {
        Ok(true) // versions are whole: the later of two replaces the earlier
    }

    fn renew(&self, _: &[u8], _: &[u8]) -> Result<bool, HostError> {
        Ok(true)
    }

    fn unlock(&self, _: &[u8]) -> Result<(), HostError> {
        Ok(())
    }

    fn put(&self, _: &TreeFile) -> Result<(), HostError> {
        Ok(())
    }

    fn delete(&self, _: &str) -> Result<(), HostError> {
        Ok(())
    }

    fn present(&self, _: &[&str]) -> Result<BTreeSet<String>, HostError> {
        Ok(BTreeSet::new()) // a version holds nothing but what it is made of
    }

    fn finish(&self, _: &[String]) -> Result<Option<Sent>, HostError> {
        let files = self.files.lock().unwrap_or_else(PoisonError::into_inner).clone();
        self.publish(&files).map(Some)
    }
}
