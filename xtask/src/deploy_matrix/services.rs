//! Places that take whole versions: a branch behind `git http-backend`, and fakes of Netlify and Cloudflare, written from
//! their published interfaces.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};

use super::buckets::{from_base64, tls_front};
use super::folders::must_version;
use super::http::{Answer, Message, get, serve};
use super::link::slow;
use super::place::{Access, Barred, Place, SmallDisk, Store};
use super::project::SECRET;
use super::servers::{find, must};

/// A branch of a bare repository.
struct Branch(PathBuf);

impl Branch {
    fn git(&self, arguments: &[&str], input: &[u8]) -> Result<Vec<u8>, String> {
        let mut command = Command::new("git");
        command
            .arg("--git-dir")
            .arg(&self.0)
            .args(["-c", "user.name=Staff", "-c", "user.email=staff@localhost"])
            .args(arguments);
        command
            .env("GIT_INDEX_FILE", self.0.join("staff-index"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let said = |error: std::io::Error| format!("git: {error}");
        let mut child = command.spawn().map_err(said)?;
        child.stdin.take().map(|mut pipe| pipe.write_all(input)).transpose().map_err(said)?;
        let output = child.wait_with_output().map_err(said)?;
        if output.status.success() {
            Ok(output.stdout)
        } else {
            Err(String::from_utf8_lossy(&output.stderr).into_owned())
        }
    }

    fn word(&self, arguments: &[&str], input: &[u8]) -> Result<String, String> {
        Ok(String::from_utf8_lossy(&self.git(arguments, input)?).trim().to_owned())
    }
}

impl Store for Branch {
    fn get(&self, path: &str) -> Result<Option<Vec<u8>>, String> {
        Ok(self.git(&["cat-file", "blob", &format!("gh-pages:{path}")], b"").ok())
    }

    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), String> {
        let blob = self.word(&["hash-object", "-w", "--stdin"], bytes)?;
        let old = self.word(&["rev-parse", "--verify", "--quiet", "refs/heads/gh-pages"], b"").ok();
        self.git(&["read-tree", old.as_deref().unwrap_or("--empty")], b"")?;
        self.git(&["update-index", "--add", "--cacheinfo", &format!("100644,{blob},{path}")], b"")?;
        let tree = self.word(&["write-tree"], b"")?;
        let mut arguments = vec!["commit-tree", tree.as_str(), "-m", "By hand"];
        arguments.extend(old.iter().flat_map(|old| ["-p", old.as_str()]));
        let commit = self.word(&arguments, b"")?;
        self.git(&["update-ref", "refs/heads/gh-pages", &commit], b"").map(drop)
    }
}

/// What `git http-backend` answers (<https://git-scm.com/docs/git-http-backend>), to whom knows the password.
fn backend(program: &Path, folder: &Path, request: &Message) -> Answer {
    let (method, path, query) = request.asks();
    let pair = request.header("authorization").and_then(|text| text.strip_prefix("Basic "));
    if pair.map(|pair| from_base64(pair.as_bytes())).as_deref() != Some(format!("practice:{SECRET}").as_bytes()) {
        return (401, vec![("www-authenticate".into(), "Basic realm=\"matrix\"".into())], b"who are you?".to_vec());
    }
    let mut command = Command::new(program);
    command.env("GIT_PROJECT_ROOT", folder).env("GIT_HTTP_EXPORT_ALL", "1").env("REMOTE_USER", "practice");
    command.env("REQUEST_METHOD", method).env("PATH_INFO", path).env("QUERY_STRING", query);
    command.env("CONTENT_TYPE", request.header("content-type").unwrap_or_default());
    command.env("CONTENT_LENGTH", request.body.len().to_string());
    command.envs(request.header("content-encoding").map(|how| ("HTTP_CONTENT_ENCODING", how)));
    command.envs(request.header("git-protocol").map(|how| ("GIT_PROTOCOL", how)));
    let spawned = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
    let Ok(mut child) = spawned else { return (500, vec![], vec![]) };
    let pipe = child.stdin.take();
    let output = std::thread::scope(|scope| {
        scope.spawn(move || pipe.map(|mut pipe| pipe.write_all(&request.body)));
        child.wait_with_output()
    });
    let Ok(output) = output else { return (500, vec![], vec![]) };
    let Some(end) = output.stdout.windows(4).position(|four| four == b"\r\n\r\n") else { return (500, vec![], vec![]) };
    let head = String::from_utf8_lossy(&output.stdout[..end]).into_owned();
    let mut status = 200;
    let mut headers = Vec::new();
    for (name, value) in head.lines().filter_map(|line| line.split_once(": ")) {
        if name.eq_ignore_ascii_case("status") {
            status = value.split(' ').next().and_then(|word| word.parse().ok()).unwrap_or(500);
        } else if !name.eq_ignore_ascii_case("content-length") {
            headers.push((name.to_ascii_lowercase(), value.to_owned()));
        }
    }
    (status, headers, output.stdout[end + 4..].to_vec())
}

/// The words by which git learns a password from the environment.
fn helper(password: &str) -> Vec<(String, String)> {
    let value = format!("!f() {{ echo username=practice; echo password={password}; }}; f");
    [("GIT_CONFIG_COUNT", "1"), ("GIT_CONFIG_KEY_0", "credential.helper"), ("GIT_CONFIG_VALUE_0", &value)]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .into()
}

/// A branch behind `git http-backend`.
pub(crate) fn git(scratch: &Path) -> Result<Place, String> {
    let program = find("git-http-backend").ok_or("git has no `http-backend` here")?;
    let home = scratch.join("git");
    let small = SmallDisk::mount(home.join("top/small"), "400k");
    let repository = home.join("top/web.git");
    let bare = |folder: &Path| {
        must(Command::new("git").args(["init", "--quiet", "--bare"]).arg(folder))?;
        must(Command::new("git").arg("--git-dir").arg(folder).args(["config", "http.receivepack", "true"]))
    };
    bare(&repository)?;
    if let Some(disk) = &small {
        bare(&disk.0.join("web.git"))?;
    }
    let top = home.join("top");
    let port = serve(move |request| backend(&program, &top, request))?;
    let (tls, front) = tls_front(&home, "front", port)?;
    let slow_port = slow(port)?;
    let way = |address: &str, password: &str| Access {
        settings: format!("to: git, repository: '{address}', branch: gh-pages"),
        secrets: helper(password),
    };
    let at = |port: u16| format!("http://localhost:{port}/web.git");
    Ok(Place {
        name: "git",
        server: format!("`git http-backend`, {}", must_version(Command::new("git").arg("--version"))),
        access: way(&at(port), SECRET),
        store: Box::new(Branch(repository)),
        slow: Some(way(&at(slow_port), SECRET)),
        wrong_key: Some(Barred::new(way(&at(port), "another"), &["may not write"])),
        wrong_host: Some(Barred::new(way("http://no-such-host.invalid/web.git", SECRET), &["no computer"])),
        wrong_certificate: Some(Barred::new(
            way(&format!("https://localhost:{tls}/web.git"), SECRET),
            &["certificate", "does not fit"],
        )),
        changed_host_key: None,
        full: small
            .as_ref()
            .map(|_| Barred::new(way(&format!("http://localhost:{port}/small/web.git"), SECRET), &["room"])),
        checked_signature: None,
        caches: None,
        keeps_others: true,
        pages: 10_000,
        held: vec![Box::new(front), Box::new(small)],
    })
}

/// What a fake of a service holds.
#[derive(Default)]
struct Service {
    /// Contents by the names that the service's own hashes give them.
    blobs: BTreeMap<String, Vec<u8>>,
    /// Versions that are announced: paths and hashes.
    versions: Vec<BTreeMap<String, String>>,
    /// The version that readers see.
    live: usize,
}

impl Service {
    fn announce(&mut self, files: BTreeMap<String, String>) -> (usize, BTreeSet<String>) {
        let required = files.values().filter(|hash| !self.blobs.contains_key(*hash)).cloned().collect();
        self.versions.push(files);
        (self.versions.len(), required)
    }

    fn is_whole(&self, version: usize) -> bool {
        self.versions.get(version - 1).is_some_and(|files| files.values().all(|hash| self.blobs.contains_key(hash)))
    }

    fn read(&self, path: &str) -> Option<Vec<u8>> {
        self.blobs.get(self.versions.get(self.live.checked_sub(1)?)?.get(path)?).cloned()
    }
}

/// A service that shows its site below `/site/`.
struct Live(u16);

impl Store for Live {
    fn get(&self, path: &str) -> Result<Option<Vec<u8>>, String> {
        get(self.0, &format!("/site/{path}"))
    }

    fn put(&self, path: &str, _: &[u8]) -> Result<(), String> {
        Err(format!("{path} cannot be put into a version"))
    }
}

fn decoded(path: &str) -> String {
    let mut parts = path.split('%');
    let mut out = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        let (code, rest) = part.split_at(part.len().min(2));
        out.push(u8::from_str_radix(code, 16).unwrap_or(b'?'));
        out.extend_from_slice(rest.as_bytes());
    }
    String::from_utf8_lossy(&out).into_owned()
}

fn found(bytes: Option<Vec<u8>>) -> Answer {
    bytes.map_or((404, vec![], b"{}".to_vec()), |bytes| (200, vec![], bytes))
}

fn is_allowed(request: &Message, token: &str) -> bool {
    request.header("authorization") == Some(&format!("Bearer {token}"))
}

/// Netlify's interface for file digests (<https://docs.netlify.com/api/get-started/#file-digest-method>).
fn netlify_answer(service: &Mutex<Service>, request: &Message) -> Answer {
    let mut service = service.lock().unwrap_or_else(PoisonError::into_inner);
    let (method, path, _) = request.asks();
    if let Some(path) = path.strip_prefix("/site/") {
        return found(service.read(&format!("/{}", decoded(path))));
    }
    if !is_allowed(request, SECRET) {
        return (401, vec![], br#"{"code":401,"message":"Access Denied"}"#.to_vec());
    }
    if let ("POST", "/sites/alder/deploys") = (method, path) {
        let announced: serde_json::Value = serde_json::from_slice(&request.body).unwrap_or_default();
        let files = announced["files"].as_object().into_iter().flatten();
        let files = files.map(|(path, hash)| (path.clone(), hash.as_str().unwrap_or_default().to_owned())).collect();
        let (id, required) = service.announce(files);
        if required.is_empty() {
            service.live = id;
        }
        return (
            200,
            vec![],
            serde_json::json!({ "id": id.to_string(), "required": required }).to_string().into_bytes(),
        );
    }
    if let ("GET", "/sites/alder/files") = (method, path) {
        let live = service.live.checked_sub(1).and_then(|at| service.versions.get(at));
        let files = live.into_iter().flatten().map(|(path, hash)| serde_json::json!({ "path": path, "sha": hash }));
        return (200, vec![], serde_json::Value::from(files.collect::<Vec<_>>()).to_string().into_bytes());
    }
    if let ("GET", Some(path)) = (method, path.strip_prefix("/sites/alder/files/")) {
        return found(service.read(&format!("/{}", decoded(path))));
    }
    let words: Vec<&str> = path.splitn(5, '/').collect();
    let id = words.get(2).and_then(|id| id.parse::<usize>().ok()).unwrap_or(0);
    match (method, words.as_slice()) {
        ("PUT", [_, "deploys", _, "files", path]) => {
            let hash =
                service.versions.get(id - 1).and_then(|files| files.get(&format!("/{}", decoded(path)))).cloned();
            service.blobs.extend(hash.map(|hash| (hash, request.body.clone())));
            if service.is_whole(id) {
                service.live = id;
            }
            (200, vec![], b"{}".to_vec())
        }
        ("GET", [_, "deploys", _]) => {
            let state = if service.is_whole(id) { "ready" } else { "uploading" };
            (200, vec![], format!("{{\"state\":\"{state}\"}}").into_bytes())
        }
        _ => (404, vec![], b"{}".to_vec()),
    }
}

/// A service on a port, with a slow line and a front that nobody vouches for.
fn service_place(
    scratch: &Path,
    name: &'static str,
    (keys, variable): (&'static str, &'static str),
    answer: fn(&Mutex<Service>, &Message) -> Answer,
) -> Result<Place, String> {
    let service = Arc::new(Mutex::new(Service::default()));
    let port = serve(move |request| answer(&service, request))?;
    let (tls, front) = tls_front(scratch, name, port)?;
    let slow_port = slow(port)?;
    let way =
        |endpoint: String, token: &str| Access::new(format!("{keys}, endpoint: '{endpoint}'"), &[(variable, token)]);
    let at = |port: u16| format!("http://127.0.0.1:{port}");
    Ok(Place {
        name,
        server: "a fake, written from the published interface".to_owned(),
        access: way(at(port), SECRET),
        store: Box::new(Live(port)),
        slow: Some(way(at(slow_port), SECRET)),
        wrong_key: Some(Barred::new(way(at(port), "another"), &["check the key or token"])),
        wrong_host: Some(Barred::new(way("https://no-such-host.invalid".to_owned(), SECRET), &["no computer named"])),
        wrong_certificate: Some(Barred::new(
            way(format!("https://localhost:{tls}"), SECRET),
            &["certificate", "does not fit"],
        )),
        changed_host_key: None,
        full: None,
        checked_signature: None,
        caches: None,
        keeps_others: false,
        pages: 2_000,
        held: vec![Box::new(front)],
    })
}

/// Netlify, as a fake.
pub(crate) fn netlify(scratch: &Path) -> Result<Place, String> {
    service_place(scratch, "netlify", ("to: netlify, site: alder", "NETLIFY_AUTH_TOKEN"), netlify_answer)
}

/// So many files Cloudflare asks for at once.
const BUCKET: usize = 40;

/// Cloudflare's interface for static assets of workers
/// (<https://developers.cloudflare.com/workers/static-assets/direct-upload/>).
fn cloudflare_answer(service: &Mutex<Service>, request: &Message) -> Answer {
    let mut service = service.lock().unwrap_or_else(PoisonError::into_inner);
    let (method, path, _) = request.asks();
    if let Some(path) = path.strip_prefix("/site/") {
        return found(service.read(&format!("/{}", decoded(path))));
    }
    let fine = |value: serde_json::Value| {
        (200, vec![], serde_json::json!({ "success": true, "result": value }).to_string().into_bytes())
    };
    match (method, path.strip_prefix("/accounts/practice/workers/").unwrap_or_default()) {
        ("POST", "assets/upload") if is_allowed(request, "upload") => {
            for (name, body) in parts(&request.body) {
                service.blobs.insert(name, from_base64(&body));
            }
            let id = service.versions.len();
            fine(if service.is_whole(id) {
                serde_json::json!({ "jwt": format!("whole-{id}") })
            } else {
                serde_json::json!({})
            })
        }
        _ if !is_allowed(request, SECRET) => {
            (403, vec![], br#"{"success":false,"errors":[{"code":10000,"message":"Authentication error"}]}"#.to_vec())
        }
        ("POST", "scripts/alder/assets-upload-session") => {
            let session: serde_json::Value = serde_json::from_slice(&request.body).unwrap_or_default();
            let files = session["manifest"].as_object().into_iter().flatten();
            let files =
                files.map(|(path, of)| (path.clone(), of["hash"].as_str().unwrap_or_default().to_owned())).collect();
            let (id, required) = service.announce(files);
            let required: Vec<String> = required.into_iter().collect();
            let buckets: Vec<&[String]> = required.chunks(BUCKET).collect();
            let token = if required.is_empty() { format!("whole-{id}") } else { "upload".to_owned() };
            fine(serde_json::json!({ "jwt": token, "buckets": buckets }))
        }
        ("PUT", "scripts/alder") => {
            let id = service.versions.len();
            let metadata = parts(&request.body).remove("metadata").unwrap_or_default();
            let metadata: serde_json::Value = serde_json::from_slice(&metadata).unwrap_or_default();
            if metadata["assets"]["jwt"] != format!("whole-{id}") {
                return (
                    400,
                    vec![],
                    br#"{"success":false,"errors":[{"message":"the assets are not complete"}]}"#.to_vec(),
                );
            }
            service.live = id;
            fine(serde_json::json!({}))
        }
        _ => (404, vec![], b"{}".to_vec()),
    }
}

/// The parts of a form by their names (RFC 7578).
fn parts(body: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let text = String::from_utf8_lossy(body).into_owned();
    let boundary = text.split("\r\n").next().unwrap_or_default().to_owned();
    let each = text.split(&boundary).filter_map(|part| {
        let (head, value) = part.split_once("\r\n\r\n")?;
        let name = head.split("name=\"").nth(1)?.split('"').next()?;
        Some((name.to_owned(), value.trim_end_matches("\r\n").as_bytes().to_vec()))
    });
    each.collect()
}

/// Cloudflare, as a fake.
pub(crate) fn cloudflare(scratch: &Path) -> Result<Place, String> {
    let keys = ("to: cloudflare, account: practice, worker: alder", "CLOUDFLARE_API_TOKEN");
    service_place(scratch, "cloudflare", keys, cloudflare_answer)
}
