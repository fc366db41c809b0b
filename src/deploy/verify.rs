//! Whether a reader gets what was sent: status, bytes, type, headers, redirects, the page for addresses that do not exist.

use std::io::Read;

use flate2::read::GzDecoder;

use crate::base::ContentHash;

use super::HostError;
use super::form::redirects;
use super::hosts::Web;
use super::media::{cache_control, is_page};
use super::tree::{Tree, TreeFile};

/// Something that a host does differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The address.
    pub url: String,
    /// What is different, in words.
    pub what: String,
}

/// The most files of the site to fetch, in addition to those that were sent.
const SAMPLE: usize = 50;

/// Fetches `paths`, and where they are few, others of the site, from `base`, the address of the site with `/` at its end.
///
/// # Errors
/// Where the site does not answer at all.
pub fn verify(base: &str, tree: &Tree, paths: &[String]) -> Result<Vec<Difference>, HostError> {
    let web = Web::new(false);
    let mut wanted: Vec<&TreeFile> = paths.iter().filter_map(|path| tree.files.get(path)).collect();
    let others = tree.files.values().filter(|file| !paths.contains(&file.path) && is_page(&file.path));
    wanted.extend(others.take(SAMPLE.saturating_sub(paths.len())));
    let redirected = redirected(tree)?;
    let leads_on = |path: &str| redirected.iter().any(|(from, _)| from.trim_matches('/') == path.trim_matches('/'));
    let mut differences = Vec::new();
    for file in wanted.into_iter().filter(|file| is_served(&file.path) && file.path != "404.html") {
        let path = crate::base::url_path(file.path.strip_suffix("index.html").unwrap_or(&file.path));
        if !leads_on(&format!("{}{path}", below(base))) {
            let url = format!("{base}{path}");
            differences.extend(page(&web, &url, file)?.into_iter().map(|what| Difference { url: url.clone(), what }));
        }
    }
    for (from, to) in &redirected {
        let url = format!("{}{from}", base.strip_suffix(below(base)).unwrap_or(base));
        let what = redirect(&web, &url, to)?;
        differences.extend(what.map(|what| Difference { url, what }));
    }
    let url = format!("{base}bedside-does-not-exist/");
    let what = nothing(&web, &url, tree)?;
    differences.extend(what.map(|what| Difference { url, what }));
    Ok(differences)
}

/// The path of the site's address, with `/` at both ends.
fn below(base: &str) -> &str {
    let host = base.split_once("://").map_or(0, |(scheme, _)| scheme.len() + 3);
    base[host..].find('/').map_or("/", |at| &base[host + at..])
}

/// Former addresses as requested, and where they lead: by the site's own rules, or by objects that redirect readers.
fn redirected(tree: &Tree) -> Result<Vec<(String, String)>, HostError> {
    let mut found = redirects(tree.files.get("_redirects"))?;
    for file in tree.files.values() {
        let path = crate::base::url_path(file.path.strip_suffix("index.html").unwrap_or(&file.path));
        found.extend(file.redirect.as_ref().map(|to| (format!("/{path}"), to.clone())));
    }
    Ok(found)
}

/// How a former address is answered, where it is not as it should be.
fn redirect(web: &Web, url: &str, to: &str) -> Result<Option<String>, HostError> {
    let answer = web.send("GET", url, &[], b"")?;
    if answer.status == 301 && answer.header("location").is_some_and(|location| location.ends_with(to)) {
        return Ok(None);
    }
    let says = if answer.is_fine() { "shows a page that redirects readers" } else { "does not redirect readers" };
    Ok(Some(format!("the host {says}, with status {}, instead of 301 to `{to}`", answer.status)))
}

/// How an address that does not exist is answered, where it is not as it should be.
fn nothing(web: &Web, url: &str, tree: &Tree) -> Result<Option<String>, HostError> {
    let answer = web.send("GET", url, &[], b"")?;
    if answer.status != 404 {
        return Ok(Some(format!("an address that does not exist returns status {}, not 404", answer.status)));
    }
    let page = tree.files.get("404.html").map(TreeFile::plain).transpose()?;
    let own = page.is_none_or(|bytes| bytes == answer.body);
    Ok((!own).then(|| "an address that does not exist shows the host's page, not the site's `404.html`".to_owned()))
}

/// The service that tells search engines.
pub const INDEX_NOW: &str = "https://api.indexnow.org/indexnow";

/// Tells search engines, by a service, which pages changed (<https://www.indexnow.org/documentation>). `key` is the name of
/// a text file at the root of the site that holds the same key.
///
/// # Errors
/// Where the service does not take it.
pub fn index_now(service: &str, base: &str, key: &str, paths: &[&String]) -> Result<(), HostError> {
    const MOST: usize = 10_000;
    if paths.is_empty() {
        return Ok(());
    }
    let address =
        |path: &&String| format!("{base}{}", crate::base::url_path(path.strip_suffix("index.html").unwrap_or(path)));
    let urls: Vec<String> = paths.iter().take(MOST).map(address).collect();
    let host = base.split("://").nth(1).unwrap_or(base).split('/').next().unwrap_or_default();
    let body =
        serde_json::json!({ "host": host, "key": key, "keyLocation": format!("{base}{key}.txt"), "urlList": urls })
            .to_string();
    let headers = [("content-type", "application/json; charset=utf-8")];
    let answer = Web::new(false).send("POST", service, &headers, body.as_bytes())?;
    if answer.is_fine() { Ok(()) } else { Err(answer.refusal("the pages were not accepted")) }
}

/// Whether a file is for readers: rules for hosts are not.
fn is_served(path: &str) -> bool {
    !path.starts_with(['_', '.']) && !matches!(path, "CNAME" | "web.config")
}

fn unpacked(bytes: &[u8]) -> Vec<u8> {
    let mut plain = Vec::new();
    // What cannot be unpacked is not what was sent.
    let _ = GzDecoder::new(bytes).read_to_end(&mut plain);
    plain
}

fn page(web: &Web, url: &str, file: &TreeFile) -> Result<Vec<String>, HostError> {
    let answer = web.send("GET", url, &[("accept-encoding", "identity")], b"")?;
    if answer.status != 200 {
        return Ok(vec![format!("the host answered with status {}", answer.status)]);
    }
    let mut different = Vec::new();
    // A bucket gives what it keeps, packed or not.
    let shown =
        if answer.header("content-encoding") == Some("gzip") { unpacked(&answer.body) } else { answer.body.clone() };
    if ContentHash::of(&shown) != ContentHash::of(&file.plain()?) {
        different.push("the host does not show what was sent; a cache may hold the old version".to_owned());
    }
    let kind = |media: &str| media.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let media = answer.header("content-type").unwrap_or_default();
    if kind(media) != kind(file.media) {
        different.push(format!("the host sends it as `{media}`, not `{}`", file.media));
    }
    let cache = answer.header("cache-control").unwrap_or_default();
    if cache_control(&file.path).contains("immutable") && !cache.contains("max-age=31536000") {
        different.push("the host does not let browsers keep it for a year".to_owned());
    }
    if file.path == "index.html" {
        let wanted = ["content-security-policy", "x-content-type-options", "referrer-policy"];
        let missing: Vec<&str> = wanted.into_iter().filter(|name| answer.header(name).is_none()).collect();
        if !missing.is_empty() {
            different.push(format!(
                "the host does not send {}; `bedside deploy --print-config` shows how to configure some servers",
                missing.join(", ")
            ));
        }
    }
    Ok(different)
}
