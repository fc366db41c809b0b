//! A built site behind the headers that it asks its host for.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::support::{Built, file_of};

/// A host on this computer.
pub(super) struct Host {
    /// Its address, without a slash at the end.
    pub(super) url: String,
    /// Paths that were asked for and are not there.
    pub(super) missed: Arc<Mutex<Vec<String>>>,
}

impl Host {
    pub(super) fn of(site: Built) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let missed = Arc::new(Mutex::new(Vec::new()));
        let (site, noted) = (Arc::new(site), Arc::clone(&missed));
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let (site, noted) = (Arc::clone(&site), Arc::clone(&noted));
                std::thread::spawn(move || answer(stream, &site, &noted));
            }
        });
        Self { url, missed }
    }
}

fn answer(stream: TcpStream, site: &Built, missed: &Mutex<Vec<String>>) {
    let mut out = stream.try_clone().expect("a stream");
    let mut lines = BufReader::new(stream).lines();
    loop {
        let Some(Ok(first)) = lines.next() else { return };
        while lines.next().and_then(Result::ok).is_some_and(|line| !line.is_empty()) {}
        let path = first.split(' ').nth(1).unwrap_or_default().split('?').next().unwrap_or_default().to_owned();
        let found = site.files.get(&file_of(&path));
        if found.is_none() {
            missed.lock().expect("the paths").push(path.clone());
        }
        let body = found.or_else(|| site.files.get("404.html")).map_or(&[][..], Vec::as_slice);
        let kind = kind(&file_of(if found.is_some() { &path } else { "/404.html" }));
        let packed = kind.starts_with("text/") || kind.ends_with("json") || kind.ends_with("+xml");
        let body = if packed { gzip(body) } else { body.to_vec() };
        let status = if found.is_some() { "200 OK" } else { "404 Not Found" };
        let head = format!(
            "HTTP/1.1 {status}\r\ncontent-length: {}\r\ncontent-type: {kind}\r\n{}{}\r\n",
            body.len(),
            if packed { "content-encoding: gzip\r\n" } else { "" },
            headers(site)
        );
        if out.write_all(head.as_bytes()).and_then(|()| out.write_all(&body)).is_err() {
            return;
        }
    }
}

/// Bytes as a host that compresses sends them.
pub(super) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::new(6));
    encoder.write_all(bytes).expect("a vector takes all");
    encoder.finish().expect("a vector takes all")
}

/// The headers of `_headers` for every path.
fn headers(site: &Built) -> String {
    let lines = site.text("/_headers").lines().skip_while(|line| *line != "/*").skip(1);
    let lines = lines.take_while(|line| line.starts_with(' '));
    lines.flat_map(|line| [line.trim(), "\r\n"]).collect()
}

fn kind(file: &str) -> &'static str {
    match file.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css",
        "js" => "text/javascript",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" => "image/jpeg",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}
