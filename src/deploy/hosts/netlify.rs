//! Netlify, by its interface for file digests (<https://docs.netlify.com/api/get-started/#file-digest-method>): a version is
//! announced by the hashes of all its files, the host asks for those that it does not have, and publishes it whole.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::config::DeployTarget;

use super::super::host::{each, patiently};
use super::super::tree::{Tree, TreeFile};
use super::super::{Host, HostError, MANIFEST, Sent};
use super::Secrets;
use super::http::{Answer, Web};
use super::sign::{encoded, sha1_hex};

/// How often the host is asked whether it is done, every two seconds.
const PATIENCE: usize = 150;

/// A site of Netlify's as a host.
pub(super) struct NetlifyHost {
    web: Web,
    endpoint: String,
    site: String,
    token: String,
    files: Mutex<BTreeMap<String, TreeFile>>,
    /// Hashes of files that stay for the caches of readers; the host has their bytes.
    stays: Mutex<BTreeMap<String, String>>,
}

impl NetlifyHost {
    pub(super) fn open(target: &DeployTarget, secrets: &Secrets<'_>) -> Result<Self, HostError> {
        let endpoint = target.get("endpoint").unwrap_or("https://api.netlify.com/api/v1");
        Ok(Self {
            web: Web::new(false),
            endpoint: endpoint.trim_end_matches('/').to_owned(),
            site: target.text("site").to_owned(),
            token: secrets.need("NETLIFY_AUTH_TOKEN", "the Netlify access token")?,
            files: Mutex::default(),
            stays: Mutex::default(),
        })
    }

    fn ask(&self, method: &str, path: &str, media: &str, body: &[u8]) -> Result<Answer, HostError> {
        let token = format!("Bearer {}", self.token);
        let headers = [("authorization", token.as_str()), ("content-type", media)];
        self.web.send(method, &format!("{}{path}", self.endpoint), &headers, body)
    }

    fn publish(&self, files: &BTreeMap<String, TreeFile>) -> Result<Sent, HostError> {
        let mut digests = self.stays.lock().unwrap_or_else(PoisonError::into_inner).clone();
        for (path, file) in files {
            digests.insert(format!("/{path}"), sha1_hex(&file.bytes()?));
        }
        let announced = json!({ "files": digests }).to_string();
        let answer = patiently(|| {
            let answer = self.ask(
                "POST",
                &format!("/sites/{}/deploys", encoded(&self.site)),
                "application/json",
                announced.as_bytes(),
            )?;
            if answer.is_fine() { Ok(answer) } else { Err(answer.refusal("Netlify does not accept a new version")) }
        })?;
        let version: Value = serde_json::from_slice(&answer.body)
            .map_err(|_| HostError::lasting("the answer from Netlify cannot be read"))?;
        let id = version["id"].as_str().unwrap_or_default();
        let required: BTreeSet<&str> =
            version["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let wanted: BTreeMap<&str, &TreeFile> = files
            .values()
            .filter_map(|file| Some((digests.get(&format!("/{}", file.path))?.as_str(), file)))
            .filter(|(digest, _)| required.contains(digest))
            .collect();
        let wanted: Vec<&TreeFile> = wanted.into_values().collect();
        each(&wanted, 8, |_, file| {
            patiently(|| {
                let path = format!("/deploys/{}/files/{}", encoded(id), encoded(&file.path));
                let answer = self.ask("PUT", &path, "application/octet-stream", &file.bytes()?)?;
                if answer.is_fine() {
                    Ok(())
                } else {
                    Err(answer.refusal(&format!("`{}` cannot be written", file.path)))
                }
            })
        })?;
        self.wait(id)?;
        let sent = || wanted.iter().filter(|file| file.path != MANIFEST);
        Ok(Sent { files: sent().count(), bytes: sent().map(|file| file.size).sum() })
    }

    /// The hashes of files that the site has (<https://open-api.netlify.com/#tag/file/operation/listSiteFiles>).
    fn digests(&self, leaving: &BTreeMap<String, Timestamp>) -> Result<BTreeMap<String, String>, HostError> {
        if leaving.is_empty() {
            return Ok(BTreeMap::new());
        }
        let path = format!("/sites/{}/files", encoded(&self.site));
        let answer = patiently(|| self.ask("GET", &path, "application/json", b""))?;
        let listed: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
        let files = listed.as_array().into_iter().flatten().filter_map(|file| {
            let path = file["path"].as_str()?;
            let digest = file["sha"].as_str()?;
            leaving.contains_key(path.trim_start_matches('/')).then(|| (path.to_owned(), digest.to_owned()))
        });
        Ok(files.collect())
    }

    fn wait(&self, id: &str) -> Result<(), HostError> {
        for _ in 0..PATIENCE {
            let answer = patiently(|| self.ask("GET", &format!("/deploys/{}", encoded(id)), "application/json", b""))?;
            let version: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
            match version["state"].as_str() {
                Some("ready" | "current") => return Ok(()),
                Some("error") => {
                    let reason = version["error_message"].as_str().unwrap_or("it gives no reason");
                    return Err(HostError::lasting(format!("Netlify refuses the version: {reason}")));
                }
                _ => std::thread::sleep(Duration::from_secs(2)),
            }
        }
        Err(HostError::passing("Netlify has all files but does not publish them")
            .help("look at the site in your Netlify account"))
    }
}

impl Host for NetlifyHost {
    fn name(&self) -> String {
        format!("Netlify site {}", self.site)
    }

    fn begin(&self, tree: &Tree, leaving: &BTreeMap<String, Timestamp>) -> Result<(), HostError> {
        *self.stays.lock().unwrap_or_else(PoisonError::into_inner) = self.digests(leaving)?;
        self.files.lock().unwrap_or_else(PoisonError::into_inner).clone_from(&tree.files);
        Ok(())
    }

    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, HostError> {
        let place = format!("/sites/{}/files/{}", encoded(&self.site), encoded(path));
        let answer = self.ask("GET", &place, "application/vnd.bitballoon.v1.raw", b"")?;
        match answer.status {
            404 => Ok(None),
            _ if answer.is_fine() => Ok(Some(answer.body)),
            _ => Err(answer.refusal("Netlify does not show the site")),
        }
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

    fn put(&self, file: &TreeFile) -> Result<(), HostError> {
        self.files.lock().unwrap_or_else(PoisonError::into_inner).insert(file.path.clone(), file.clone());
        Ok(())
    }

    fn delete(&self, path: &str) -> Result<(), HostError> {
        self.files.lock().unwrap_or_else(PoisonError::into_inner).remove(path);
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
