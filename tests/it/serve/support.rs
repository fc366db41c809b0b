//! A writer's desk: a project in a folder of its own, a preview of it, and tabs that look at its pages.
//!
//! Nothing here waits for a time to pass: a tab waits for the next event, and a deadline only ends a test that is lost.

#![allow(dead_code, reason = "every test target uses a part of it")]
#![allow(clippy::disallowed_methods, reason = "these tests write to the disk")]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use bedside::compile::Request;
use bedside::model::Shown;
use bedside::serve::{Options, Port, Preview};
use serde_json::Value;
use tempfile::TempDir;

/// A test that waits longer has failed.
const DEADLINE: Duration = Duration::from_secs(30);

/// The instant of every preview that does not ask for another.
pub(crate) const NOW: &str = "2026-11-23T12:00:00Z";

/// The settings of a small practice.
pub(crate) const SETTINGS: &str = "title: Alder Street\nurl: https://clinic.example\ntimezone: America/Chicago\n\
                                   practice: {name: Alder Street Family Practice}\npreview: {editor: vscode}\n";

/// A project on disk and its preview.
pub(crate) struct Desk {
    folder: TempDir,
    pub(crate) preview: Preview,
}

/// A project on disk that is not shown yet.
pub(crate) struct Folder(TempDir);

impl Folder {
    /// A practice with one article, `/articles/flu/`.
    pub(crate) fn new() -> Self {
        let folder = Self(TempDir::new().expect("a folder"));
        folder.write("bedside.yaml", SETTINGS).write("content/articles/flu.md", &article("Flu", "About the flu."))
    }

    /// A copy of a project of this repository.
    pub(crate) fn copy_of(project: &str) -> Self {
        let folder = Self(TempDir::new().expect("a folder"));
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join(project);
        for entry in walkdir::WalkDir::new(&from).into_iter().flatten().filter(|entry| entry.file_type().is_file()) {
            let to = folder.0.path().join(entry.path().strip_prefix(&from).expect("below it"));
            fs::create_dir_all(to.parent().expect("a folder")).expect("a folder is made");
            fs::copy(entry.path(), to).expect("a file is copied");
        }
        folder
    }

    /// Adds or replaces a file.
    pub(crate) fn write(self, path: &str, text: &str) -> Self {
        put(&self.0.path().join(path), text);
        self
    }

    /// Where a file of the project is.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    /// The preview as the command starts it without flags, with a clock that stands still.
    pub(crate) fn serve(self) -> Desk {
        self.serve_with(|_| {})
    }

    /// The preview with other options.
    pub(crate) fn serve_with(self, change: impl FnOnce(&mut Options)) -> Desk {
        let preview = start(self.0.path(), change);
        Desk { folder: self.0, preview }
    }
}

fn start(folder: &Path, change: impl FnOnce(&mut Options)) -> Preview {
    let mut options = Options {
        address: IpAddr::V4(Ipv4Addr::LOCALHOST),
        port: Port::Exactly(0),
        poll: false,
        navigate: false,
        write: true,
        request: Request {
            base_url: None,
            no_cards: true,
            shown: Shown { drafts: true, future: true, expired: false },
        },
        now: NOW.parse().ok(),
    };
    change(&mut options);
    Preview::start(folder, options, |_| {}).expect("a preview")
}

/// A document with a title and a text.
pub(crate) fn article(title: &str, text: &str) -> String {
    format!("---\ntitle: {title}\ndate: 2026-11-02\n---\n\n{text}\n")
}

fn put(file: &Path, text: &str) {
    fs::create_dir_all(file.parent().expect("a folder")).expect("a folder is made");
    fs::write(file, text).expect("a file is written");
}

impl Desk {
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// Saves in place.
    pub(crate) fn write(&self, path: &str, text: &str) {
        put(&self.path(path), text);
    }

    pub(crate) fn remove(&self, path: &str) {
        fs::remove_file(self.path(path)).expect("a file is removed");
    }

    pub(crate) fn rename(&self, from: &str, to: &str) {
        let to = self.path(to);
        fs::create_dir_all(to.parent().expect("a folder")).expect("a folder is made");
        fs::rename(self.path(from), to).expect("a file is renamed");
    }

    /// Another run of the preview over the same files. The one before answers at its own port, and knows nothing of this one.
    pub(crate) fn serve_again(self) -> Self {
        let preview = start(self.folder.path(), |_| {});
        Self { preview, ..self }
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.preview.address
    }

    /// Sends bytes as they are; gives everything that comes back.
    pub(crate) fn send(&self, bytes: &[u8]) -> Answer {
        let mut stream = connect(self.address());
        // A request that is refused early may close the connection before it was sent whole.
        let _ = stream.write_all(bytes);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        Answer::read(&answer)
    }

    /// Asks with a method and further header lines, each ended by CRLF.
    pub(crate) fn ask(&self, method: &str, path: &str, headers: &str) -> Answer {
        let host = if headers.to_ascii_lowercase().contains("host:") {
            String::new()
        } else {
            format!("Host: {}\r\n", self.address())
        };
        self.send(format!("{method} {path} HTTP/1.1\r\n{host}{headers}Connection: close\r\n\r\n").as_bytes())
    }

    /// Fetches a path.
    pub(crate) fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, "")
    }

    /// Opens a page as a browser does: fetches it, then listens. The first verdict has been read.
    pub(crate) fn open(&self, page: &str) -> Tab {
        let mark = self.get(page).mark();
        self.listen(page, &mark).0
    }

    /// Listens for a page in a state; gives what is told at once.
    pub(crate) fn listen(&self, page: &str, mark: &str) -> (Tab, Vec<Event>) {
        let mut stream = connect(self.address());
        let host = self.address();
        write!(stream, "GET /_bedside/events?page={page}&was={mark} HTTP/1.1\r\nHost: {host}\r\n\r\n").expect("sent");
        let mut tab = Tab { lines: BufReader::new(stream) };
        let told = tab.next();
        (tab, told)
    }

    /// Every file below the project with its bytes.
    pub(crate) fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut files = Vec::new();
        let mut folders = vec![self.folder.path().to_path_buf()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).expect("a folder").flatten() {
                let path = entry.path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    files.push((path.clone(), fs::read(path).expect("a file")));
                }
            }
        }
        files.sort();
        files
    }
}

fn connect(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).expect("a connection");
    stream.set_read_timeout(Some(DEADLINE)).expect("a deadline");
    stream
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Answer {
    fn read(bytes: &[u8]) -> Self {
        let text = String::from_utf8_lossy(bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        Self { status, head: head.to_owned(), body: body.to_owned() }
    }

    /// The value of a header.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// The state that the page says it is in.
    pub(crate) fn mark(&self) -> String {
        self.body.split_once("data-page=\"").and_then(|(_, rest)| rest.split('"').next()).unwrap_or("").to_owned()
    }
}

/// An event: its name and its data.
pub(crate) type Event = (String, Value);

/// A page that is open in a browser.
pub(crate) struct Tab {
    lines: BufReader<TcpStream>,
}

impl Tab {
    /// What is told about the next compilation: all events up to its verdict, `ok` or `problems`.
    pub(crate) fn next(&mut self) -> Vec<Event> {
        let (mut events, mut name) = (Vec::new(), String::new());
        let begun = Instant::now();
        loop {
            assert!(begun.elapsed() < DEADLINE, "no verdict: {events:?}");
            let mut line = String::new();
            let length = self.lines.read_line(&mut line).expect("an event before the deadline");
            assert!(length > 0, "the stream of events has ended: {events:?}");
            if let Some(found) = line.strip_prefix("event: ") {
                found.trim_end().clone_into(&mut name);
            } else if let Some(data) = line.strip_prefix("data: ") {
                events.push((name.clone(), serde_json::from_str(data).expect("JSON")));
                if name != "reload" {
                    return events;
                }
            }
        }
    }

    /// Waits until an event has a name and fits; what comes before it is passed over.
    pub(crate) fn until(&mut self, name: &str, fits: impl Fn(&Value) -> bool) -> Value {
        loop {
            let found = self.next().into_iter().find(|(known, data)| known == name && fits(data));
            if let Some((_, data)) = found {
                return data;
            }
        }
    }

    /// Waits until this page is told to reload.
    pub(crate) fn reload(&mut self, page: &str) -> Value {
        self.until("reload", |data| has(&data["paths"], page))
    }
}

/// Whether a list of JSON has a text.
pub(crate) fn has(list: &Value, text: &str) -> bool {
    list.as_array().is_some_and(|list| list.iter().any(|entry| entry == text))
}
