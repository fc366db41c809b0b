//! Azure Blob Storage (<https://learn.microsoft.com/rest/api/storageservices/put-blob>), by shared key or by SAS token.

use std::collections::BTreeSet;
use std::fmt::Write;

use crate::config::DeployTarget;
use crate::world::now;

use super::super::lock::LOCK;
use super::super::tree::TreeFile;
use super::super::{Host, HostError};
use super::Secrets;
use super::bucket::inner;
use super::http::{Answer, Web};
use super::sign::{base64, encoded, encoded_value, from_base64, hmac_sha256};

const VERSION: &str = "2021-08-06";

/// Up to this number of new files, each is requested separately; above it, the container is listed.
const FEW: usize = 16;

enum Proof {
    Key(Vec<u8>),
    Sas(String),
}

/// A request. `query` has its keys in order; headers beginning with `x-ms-` are signed.
struct Ask<'a> {
    method: &'a str,
    path: &'a str,
    query: &'a [(&'a str, &'a str)],
    headers: &'a [(&'a str, &'a str)],
    body: &'a [u8],
}

impl<'a> Ask<'a> {
    fn of(method: &'a str, path: &'a str) -> Self {
        Self { method, path, query: &[], headers: &[], body: b"" }
    }
}

/// A container as a host.
pub(super) struct AzureHost {
    web: Web,
    proof: Proof,
    account: String,
    /// Scheme, host and, for an emulator, the account.
    endpoint: String,
    container: String,
    prefix: String,
}

impl AzureHost {
    pub(super) fn open(target: &DeployTarget, secrets: &Secrets<'_>) -> Result<Self, HostError> {
        let account = target.text("account").to_owned();
        let proof = if let Some(token) = secrets.get("AZURE_STORAGE_SAS_TOKEN") {
            Proof::Sas(token.trim_start_matches('?').to_owned())
        } else {
            let key = secrets.need("AZURE_STORAGE_KEY", "the key of the storage account")?;
            let bytes = from_base64(key.trim());
            Proof::Key(bytes.ok_or_else(|| {
                HostError::lasting("the key of the storage account is incomplete")
                    .help("copy `AZURE_STORAGE_KEY` again from the account's access keys")
            })?)
        };
        let endpoint = target.get("endpoint").map_or_else(
            || format!("https://{account}.blob.core.windows.net"),
            |endpoint| endpoint.trim_end_matches('/').to_owned(),
        );
        let prefix = target.get("prefix").map(|prefix| prefix.trim_matches('/')).filter(|prefix| !prefix.is_empty());
        let prefix = prefix.map_or_else(String::new, |prefix| format!("{prefix}/"));
        let container = target.get("container").unwrap_or("$web").to_owned();
        Ok(Self { web: Web::new(false), proof, account, endpoint, container, prefix })
    }

    fn blob(&self, path: &str) -> String {
        encoded(&format!("/{}/{}{path}", self.container, self.prefix)).replace("%24", "$")
    }

    fn ask(&self, ask: &Ask<'_>) -> Result<Answer, HostError> {
        let date = now().strftime("%a, %d %b %Y %H:%M:%S GMT").to_string();
        let mut headers: Vec<(&str, &str)> = ask.headers.to_vec();
        headers.extend([("x-ms-date", date.as_str()), ("x-ms-version", VERSION)]);
        headers.sort_unstable();
        let mut url = format!("{}{}", self.endpoint, ask.path);
        for (at, (key, value)) in ask.query.iter().enumerate() {
            let _ = write!(url, "{}{key}={}", if at == 0 { '?' } else { '&' }, encoded_value(value)); // cannot fail
        }
        let authorization = match &self.proof {
            Proof::Sas(token) => {
                let _ = write!(url, "{}{token}", if ask.query.is_empty() { '?' } else { '&' }); // cannot fail
                None
            }
            Proof::Key(key) => Some(self.authorization(key, ask, &headers)),
        };
        headers.extend(authorization.as_deref().map(|value| ("authorization", value)));
        self.web.send(ask.method, &url, &headers, ask.body)
    }

    /// The signature of a request with all its headers.
    fn authorization(&self, key: &[u8], ask: &Ask<'_>, headers: &[(&str, &str)]) -> String {
        let length = if ask.body.is_empty() { String::new() } else { ask.body.len().to_string() };
        let condition = headers.iter().find(|(name, _)| *name == "if-none-match").map_or("", |(_, value)| value);
        let mut text = format!("{}\n\n\n{length}\n\n\n\n\n\n{condition}\n\n\n", ask.method);
        for (name, value) in headers.iter().filter(|(name, _)| name.starts_with("x-ms-")) {
            let _ = writeln!(text, "{name}:{value}"); // cannot fail
        }
        // An emulator has the account in its path, too.
        let below =
            self.endpoint.split("://").nth(1).and_then(|rest| rest.split_once('/')).map_or("", |(_, below)| below);
        let slash = if below.is_empty() { "" } else { "/" };
        let _ = write!(text, "/{}{slash}{below}{}", self.account, ask.path); // cannot fail
        for (key, value) in ask.query {
            let _ = write!(text, "\n{key}:{value}"); // cannot fail
        }
        format!("SharedKey {}:{}", self.account, base64(&hmac_sha256(key, text.as_bytes())))
    }

    fn write(&self, file: &TreeFile, bytes: &[u8], only_new: bool) -> Result<Answer, HostError> {
        let mut headers = vec![
            ("x-ms-blob-type", "BlockBlob"),
            ("x-ms-blob-cache-control", file.cache),
            ("x-ms-blob-content-type", file.media),
        ];
        if file.gzip {
            headers.push(("x-ms-blob-content-encoding", "gzip"));
        }
        if only_new {
            headers.push(("if-none-match", "*"));
        }
        self.ask(&Ask { headers: &headers, body: bytes, ..Ask::of("PUT", &self.blob(&file.path)) })
    }

    fn listed(&self) -> Result<BTreeSet<String>, HostError> {
        let mut found = BTreeSet::new();
        let mut marker = String::new();
        loop {
            let path = encoded(&format!("/{}", self.container)).replace("%24", "$");
            let mut query = vec![("comp", "list")];
            query.extend((!marker.is_empty()).then_some(("marker", marker.as_str())));
            query.extend((!self.prefix.is_empty()).then_some(("prefix", self.prefix.as_str())));
            query.push(("restype", "container"));
            let answer = self.ask(&Ask { query: &query, ..Ask::of("GET", &path) })?;
            if !answer.is_fine() {
                return Err(answer.refusal(&format!("the container `{}` cannot be listed", self.container)));
            }
            let text = String::from_utf8_lossy(&answer.body).into_owned();
            found.extend(
                inner(&text, "Name").iter().filter_map(|name| name.strip_prefix(&self.prefix)).map(str::to_owned),
            );
            match inner(&text, "NextMarker").into_iter().next() {
                Some(next) if !next.is_empty() => marker = next,
                _ => return Ok(found),
            }
        }
    }
}

impl Host for AzureHost {
    fn name(&self) -> String {
        format!("Azure container {} of {}", self.container, self.account)
    }

    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, HostError> {
        let answer = self.ask(&Ask::of("GET", &self.blob(path)))?;
        match answer.status {
            404 if !String::from_utf8_lossy(&answer.body).contains("ContainerNotFound") => Ok(None),
            _ if answer.is_fine() => Ok(Some(answer.body)),
            _ => Err(answer.refusal(&format!("the container `{}` cannot be read", self.container))),
        }
    }

    fn lock(&self, words: &[u8], _: &str) -> Result<bool, HostError> {
        let file = TreeFile { cache: "no-store", ..TreeFile::of_bytes(LOCK, Vec::new()) };
        let answer = self.write(&file, words, true)?;
        match answer.status {
            409 | 412 => Ok(false),
            _ if answer.is_fine() => Ok(true),
            _ => Err(answer.refusal("the lock cannot be written")),
        }
    }

    fn put(&self, file: &TreeFile) -> Result<(), HostError> {
        let answer = self.write(file, &file.bytes()?, false)?;
        if answer.is_fine() { Ok(()) } else { Err(answer.refusal(&format!("`{}` cannot be written", file.path))) }
    }

    fn delete(&self, path: &str) -> Result<(), HostError> {
        let answer = self.ask(&Ask::of("DELETE", &self.blob(path)))?;
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
            let answer = self.ask(&Ask::of("HEAD", &self.blob(path)))?;
            if answer.is_fine() {
                found.insert((*path).to_owned());
            } else if answer.status != 404 {
                return Err(answer.refusal(&format!("the container `{}` cannot be read", self.container)));
            }
        }
        Ok(found)
    }

    fn lanes(&self) -> usize {
        8
    }
}
