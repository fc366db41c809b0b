//! Hosts of HTTP, as far as their published interfaces go.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use bedside::config::{DeployTarget, Overrides, read};

/// A request as it arrived.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) method: String,
    /// With the query.
    pub(crate) path: String,
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: Vec<u8>,
}

/// What is answered: status, headers, body.
pub(crate) type Answer = (u16, Vec<(&'static str, String)>, Vec<u8>);

/// A server that answers as `answer` says, on a port of its own.
pub(crate) struct Fake {
    pub(crate) url: String,
    pub(crate) requests: Arc<Mutex<Vec<Request>>>,
}

impl Fake {
    pub(crate) fn start(answer: impl Fn(&Request) -> Answer + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let requests = Arc::new(Mutex::new(Vec::new()));
        let (noted, answer) = (Arc::clone(&requests), Arc::new(answer));
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let (noted, answer) = (Arc::clone(&noted), Arc::clone(&answer));
                std::thread::spawn(move || serve(stream, &noted, &*answer));
            }
        });
        Self { url, requests }
    }

    pub(crate) fn asked(&self, method: &str) -> Vec<Request> {
        let requests = self.requests.lock().expect("the requests");
        requests.iter().filter(|request| request.method == method).cloned().collect()
    }
}

fn serve(stream: TcpStream, noted: &Mutex<Vec<Request>>, answer: &(dyn Fn(&Request) -> Answer + Send + Sync)) {
    let mut out = stream.try_clone().expect("a stream");
    let mut lines = BufReader::new(stream);
    while let Some(request) = request(&mut lines) {
        let head_only = request.method == "HEAD";
        let (status, headers, body) = answer(&request);
        noted.lock().expect("the requests").push(request);
        let mut text = format!("HTTP/1.1 {status} Fake\r\ncontent-length: {}\r\n", body.len());
        for (name, value) in headers {
            text = text + name + ": " + &value + "\r\n";
        }
        text.push_str("\r\n");
        let sent = out.write_all(text.as_bytes());
        if sent.is_err() || !head_only && out.write_all(&body).is_err() {
            return;
        }
    }
}

fn request(lines: &mut BufReader<TcpStream>) -> Option<Request> {
    let mut line = String::new();
    lines.read_line(&mut line).ok().filter(|read| *read > 0)?;
    let mut words = line.split_whitespace();
    let (method, path) = (words.next()?.to_owned(), words.next()?.to_owned());
    let mut headers = BTreeMap::new();
    loop {
        let mut line = String::new();
        lines.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim_end().split_once(": ") else { break };
        headers.insert(name.to_ascii_lowercase(), value.to_owned());
    }
    let length = headers.get("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
    let mut body = vec![0; length];
    lines.read_exact(&mut body).ok()?;
    Some(Request { method, path, headers, body })
}

/// The target `web` of these settings.
pub(crate) fn target(settings: &str) -> DeployTarget {
    let whole = format!(
        "title: A\nurl: https://a.example\ntimezone: America/Chicago\npractice: {{name: P}}\ndeploy:\n  web: {{{settings}}}\n"
    );
    let outcome = read(&whole, &Overrides::default());
    assert!(outcome.diagnostics.is_empty(), "{:?}", outcome.diagnostics);
    outcome.value.deploy[0].clone()
}
