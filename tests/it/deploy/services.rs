//! Object stores and services that take whole versions, spoken to as their interfaces are published.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Mutex;

use bedside::deploy::{DeployOptions, Host, HostError, Refusal, Secrets, Tree, TreeFile, deploy, open};
use jiff::Timestamp;

use super::fakes::{Fake, target};

fn site(text: &str) -> Tree {
    Tree::of([
        TreeFile::of_bytes("index.html", text.as_bytes().to_vec()),
        TreeFile::of_bytes("a b/ü.html", b"odd names".to_vec()),
        TreeFile::of_bytes("assets/a.0123456789.css", b"a{}".to_vec()),
        TreeFile::of_bytes("_headers", b"/*\n  X-A: b\n".to_vec()),
    ])
}

fn terms(agreed: bool) -> DeployOptions {
    DeployOptions {
        now: "2026-11-23T12:00:00Z".parse().expect("an instant"),
        until: Timestamp::MAX,
        grace: 0,
        pause: std::time::Duration::ZERO,
        who: "ana".to_owned(),
        id: "copy".to_owned(),
        agreed,
    }
}

fn host(settings: &str) -> Result<Box<dyn Host>, HostError> {
    let environment = |name: &str| match name {
        "AWS_ACCESS_KEY_ID" => Some("AKIAEXAMPLE".to_owned()),
        "AWS_SECRET_ACCESS_KEY" | "NETLIFY_AUTH_TOKEN" | "CLOUDFLARE_API_TOKEN" => Some("hunter2".to_owned()),
        "GOOGLE_ACCESS_TOKEN" => Some("ya29.hunter2".to_owned()),
        _ => None,
    };
    open(&target(settings), Path::new("/nowhere"), &Secrets { environment: &environment, target: "web" })
}

/// A bucket that knows conditions, as S3 does.
fn bucket() -> Fake {
    let objects = Mutex::new(BTreeMap::<String, Vec<u8>>::new());
    Fake::start(move |request| {
        let mut objects = objects.lock().expect("objects");
        let (path, query) = request.path.split_once('?').unwrap_or((&request.path, ""));
        let mut signed = request.headers.get("authorization").into_iter();
        if !signed.all(|by| by.starts_with("AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/") || by == "Bearer ya29.hunter2") {
            return (403, vec![], b"<Error><Message>who are you</Message></Error>".to_vec());
        }
        match request.method.as_str() {
            "POST" => (201, vec![], b"<Invalidation/>".to_vec()),
            "PUT"
                if (request.headers.contains_key("if-none-match")
                    || request.headers.contains_key("x-goog-if-generation-match"))
                    && objects.contains_key(path) =>
            {
                (412, vec![], vec![])
            }
            "PUT" => {
                objects.insert(path.to_owned(), request.body.clone());
                (200, vec![], vec![])
            }
            "DELETE" => {
                objects.remove(path);
                (204, vec![], vec![])
            }
            _ if query.contains("list-type=2") => {
                let keys = objects.keys().map(|key| format!("<Key>{}</Key>", key.trim_start_matches("/bucket/")));
                let keys: Vec<String> = keys.collect();
                (200, vec![], format!("<ListBucketResult>{}</ListBucketResult>", keys.concat()).into_bytes())
            }
            _ => objects.get(path).map_or((404, vec![], b"<Error><Code>NoSuchKey</Code></Error>".to_vec()), |bytes| {
                (200, vec![], bytes.clone())
            }),
        }
    })
}

#[test]
fn a_bucket_takes_a_site_once_with_its_headers_and_its_caches_forget_what_changed() {
    let fake = bucket();
    let host = host(&format!("to: s3, bucket: bucket, region: us-east-1, distribution: E1, endpoint: '{}'", fake.url))
        .unwrap();
    let done = deploy(&*host, &site("one"), &terms(false), &|| {}).unwrap();
    assert_eq!((done.report.uploaded, done.report.deleted), (4, 0));
    let page = fake.asked("PUT").into_iter().find(|request| request.path == "/bucket/index.html").unwrap();
    assert_eq!(page.headers["content-type"], "text/html; charset=utf-8");
    assert_eq!(page.headers["cache-control"], "public, max-age=0, must-revalidate");
    assert!(fake.asked("PUT").iter().any(|request| request.path == "/bucket/a%20b/%C3%BC.html"));
    assert_eq!(deploy(&*host, &site("one"), &terms(false), &|| {}).unwrap().report.uploaded, 0);
    assert_eq!(deploy(&*host, &site("two"), &terms(false), &|| {}).unwrap().report.uploaded, 1);
    let invalidated = fake.asked("POST").pop().unwrap();
    assert_eq!(invalidated.path, "/2020-05-31/distribution/E1/invalidation");
    let body = String::from_utf8(invalidated.body).unwrap();
    assert!(
        body.contains("<Path>/</Path><Path>/index.html</Path>") && body.contains("<Quantity>2</Quantity>"),
        "{body}"
    );
}

#[test]
fn google_takes_a_token_and_its_own_condition() {
    let fake = bucket();
    let host = host(&format!("to: gcs, bucket: bucket, endpoint: '{}'", fake.url)).unwrap();
    assert_eq!(deploy(&*host, &site("one"), &terms(false), &|| {}).unwrap().report.uploaded, 4);
    assert!(
        fake.asked("PUT")
            .iter()
            .any(|request| request.headers.get("x-goog-if-generation-match").is_some_and(|value| value == "0"))
    );
    assert_eq!(deploy(&*host, &site("one"), &terms(false), &|| {}).unwrap().report.uploaded, 0);
}

#[test]
fn a_wrong_key_is_told_without_being_shown() {
    let fake = Fake::start(|_| {
        (403, vec![], b"<Error><Code>X</Code><Message>The key is not valid.</Message></Error>".to_vec())
    });
    let host = host(&format!("to: s3, bucket: bucket, region: us-east-1, endpoint: '{}'", fake.url)).unwrap();
    let Err(Refusal::Host(error)) = deploy(&*host, &site("one"), &terms(false), &|| {}) else { panic!("it was taken") };
    assert_eq!(error.message, "the lock cannot be written: the host answered status 403, The key is not valid.");
    assert!(!format!("{error:?}").contains("hunter2"));
}

#[test]
fn a_secret_that_is_not_there_is_asked_for_by_name() {
    let nothing = |_: &str| None;
    let target = target("to: netlify, site: a");
    let error = open(&target, Path::new("/nowhere"), &Secrets { environment: &nothing, target: "web" }).err().unwrap();
    assert_eq!(error.message, "the Netlify access token is not set");
    assert!(error.help.unwrap().starts_with("set `NETLIFY_AUTH_TOKEN` in the environment"));
}

#[test]
fn netlify_is_sent_what_it_asks_for() {
    let fake = Fake::start(|request| match (request.method.as_str(), request.path.as_str()) {
        ("POST", "/sites/alder/deploys") => {
            let announced: serde_json::Value = serde_json::from_slice(&request.body).unwrap();
            let page = announced["files"]["/index.html"].as_str().unwrap();
            assert_eq!(page, "fe05bcdcdc4928012781a5f1a2a77cbb5398e106", "SHA-1 of `one`");
            (200, vec![], format!("{{\"id\":\"d1\",\"required\":[\"{page}\"]}}").into_bytes())
        }
        ("PUT", "/deploys/d1/files/index.html") => {
            assert_eq!(request.body, b"one");
            (200, vec![], b"{}".to_vec())
        }
        ("GET", "/deploys/d1") => (200, vec![], b"{\"state\":\"ready\"}".to_vec()),
        ("GET", _) => (404, vec![], b"{}".to_vec()),
        other => panic!("{other:?}"),
    });
    let host = host(&format!("to: netlify, site: alder, endpoint: '{}'", fake.url)).unwrap();
    let done = deploy(&*host, &site("one"), &terms(false), &|| {}).unwrap();
    assert_eq!((done.report.uploaded, done.report.bytes), (1, 3));
    assert!(fake.requests.lock().unwrap().iter().all(|request| request.headers["authorization"] == "Bearer hunter2"));
}

#[test]
fn cloudflare_gets_a_manifest_the_files_it_lacks_and_the_site_s_own_rules() {
    let fake = Fake::start(|request| match (request.method.as_str(), request.path.as_str()) {
        ("POST", "/accounts/acc/workers/scripts/alder/assets-upload-session") => {
            let session: serde_json::Value = serde_json::from_slice(&request.body).unwrap();
            let manifest = session["manifest"].as_object().unwrap();
            assert!(!manifest.contains_key("/_headers"), "rules are no pages");
            assert_eq!(manifest["/index.html"]["size"], 3);
            let hash = manifest["/index.html"]["hash"].as_str().unwrap();
            assert_eq!(hash.len(), 32);
            (200, vec![], format!("{{\"result\":{{\"jwt\":\"upload\",\"buckets\":[[\"{hash}\"]]}}}}").into_bytes())
        }
        ("POST", "/accounts/acc/workers/assets/upload?base64=true") => {
            assert_eq!(request.headers["authorization"], "Bearer upload");
            let form = String::from_utf8(request.body.clone()).unwrap();
            assert!(form.contains("Content-Type: text/html; charset=utf-8\r\n\r\nb25l\r\n"), "{form}");
            (201, vec![], b"{\"result\":{\"jwt\":\"completion\"}}".to_vec())
        }
        ("PUT", "/accounts/acc/workers/scripts/alder") => {
            let form = String::from_utf8(request.body.clone()).unwrap();
            assert!(
                form.contains("\"jwt\":\"completion\"") && form.contains("\"_headers\":\"/*\\n  X-A: b\\n\""),
                "{form}"
            );
            (200, vec![], b"{\"result\":{}}".to_vec())
        }
        other => panic!("{other:?}"),
    });
    let host = host(&format!("to: cloudflare, account: acc, worker: alder, endpoint: '{}'", fake.url)).unwrap();
    assert_eq!(deploy(&*host, &site("one"), &terms(false), &|| {}).unwrap().report.uploaded, 1);
    assert_eq!(fake.asked("PUT").len(), 1);
}

#[test]
fn a_verified_site_shows_what_the_host_does_differently() {
    let fake = Fake::start(|request| match request.path.as_str() {
        "/" => (200, vec![("content-type", "text/html".into())], b"one".to_vec()),
        "/assets/a.0123456789.css" => {
            (200, vec![("content-type", "text/plain".into()), ("cache-control", "max-age=60".into())], b"a{}".to_vec())
        }
        "/a%20b/%C3%BC.html" => (200, vec![("content-type", "text/html; charset=utf-8".into())], b"old".to_vec()),
        _ => (200, vec![], b"welcome".to_vec()),
    });
    let paths: Vec<String> = site("one").files.keys().cloned().collect();
    let found = bedside::deploy::verify(&format!("{}/", fake.url), &site("one"), &paths).unwrap();
    let found: Vec<String> =
        found.iter().map(|one| format!("{}: {}", one.url.trim_start_matches(&fake.url), one.what)).collect();
    assert_eq!(
        found,
        [
            "/a%20b/%C3%BC.html: the host does not show what was sent; a cache may hold the old version",
            "/assets/a.0123456789.css: the host sends it as `text/plain`, not `text/css; charset=utf-8`",
            "/assets/a.0123456789.css: the host does not let browsers keep it for a year",
            "/: the host does not send content-security-policy, x-content-type-options, referrer-policy; `bedside deploy --print-config` shows how to configure some servers",
            "/bedside-does-not-exist/: an address that does not exist returns status 200, not 404",
        ]
    );
}

#[test]
fn search_engines_are_told_what_changed_and_find_the_key() {
    let fake = Fake::start(|_| (202, vec![], vec![]));
    let changed = ["index.html".to_owned(), "updates/flu/index.html".to_owned(), "a b/ü.html".to_owned()];
    let paths: Vec<&String> = changed.iter().collect();
    bedside::deploy::index_now(&fake.url, "https://a.example/", "abcdef-1234", &paths).expect("it is taken");
    let asked = fake.asked("POST");
    let told: serde_json::Value = serde_json::from_slice(&asked[0].body).expect("JSON");
    let wanted = serde_json::json!({
        "host": "a.example",
        "key": "abcdef-1234",
        "keyLocation": "https://a.example/abcdef-1234.txt",
        "urlList": ["https://a.example/", "https://a.example/updates/flu/", "https://a.example/a%20b/%C3%BC.html"],
    });
    assert_eq!(told, wanted);
    let target = target("to: folder, path: ../web, indexnow: abcdef-1234");
    let tree = bedside::deploy::for_host(site("a").files.into_values(), &target).expect("a tree");
    assert_eq!(tree.files["abcdef-1234.txt"].plain().expect("bytes"), b"abcdef-1234");
    let refused = Fake::start(|_| (403, vec![], b"invalid key".to_vec()));
    let error = bedside::deploy::index_now(&refused.url, "https://a.example/", "abcdef-1234", &paths).unwrap_err();
    assert!(error.message.contains("status 403"), "{error}");
}
