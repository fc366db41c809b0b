//! Many connections, slow ones and closed ones: none of them keeps a reader out, and each leaves nothing behind.
//!
//! The limit of connections follows that of descriptors, so a test sets it with `ulimit`.

#![expect(clippy::disallowed_methods, reason = "these tests run the program and look at its process")]

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

use tempfile::TempDir;

use super::support::{Folder, SETTINGS, article};

/// A test that waits longer has failed.
const DEADLINE: Duration = Duration::from_mins(1);

/// The program, serving a practice with one article.
struct Served {
    folder: TempDir,
    child: Child,
    output: BufReader<ChildStdout>,
    address: SocketAddr,
}

impl Drop for Served {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Served {
    fn start(limit: u32) -> Self {
        Self::start_with(limit, |_| {})
    }

    /// `prepare` puts more into the project.
    fn start_with(limit: u32, prepare: impl Fn(&Path)) -> Self {
        let folder = TempDir::new().expect("a folder");
        fs::create_dir_all(folder.path().join("content/articles")).expect("a folder");
        fs::write(folder.path().join("bedside.yaml"), SETTINGS).expect("written");
        fs::write(folder.path().join("content/articles/flu.md"), article("Flu", "Text.")).expect("written");
        prepare(folder.path());
        let mut command = Command::new("sh");
        let script = format!("ulimit -n {limit} && exec \"$0\" serve -p 0 -r \"$1\"");
        command.args(["-c", &script, env!("CARGO_BIN_EXE_bedside")]).arg(folder.path()).stdin(Stdio::null());
        let mut child = command.stdout(Stdio::piped()).spawn().expect("it starts");
        let mut output = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut line = String::new();
        output.read_line(&mut line).expect("a line");
        let address = line.split("http://").nth(1).and_then(|rest| rest.split('/').next());
        let address = address.and_then(|address| address.parse().ok()).expect("an address");
        Self { folder, child, output, address }
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).expect("a connection");
        stream.set_read_timeout(Some(DEADLINE)).expect("a deadline");
        stream
    }

    fn connect_with(&self, text: &str) -> TcpStream {
        let mut stream = self.connect();
        stream.write_all(text.as_bytes()).expect("sent");
        stream
    }

    /// A page that takes events, after its first verdict.
    fn listen(&self) -> TcpStream {
        let host = self.address;
        let mut stream =
            self.connect_with(&format!("GET /_bedside/events?page=%2F&was= HTTP/1.1\r\nHost: {host}\r\n\r\n"));
        let (mut heard, mut chunk) = (String::new(), [0; 1024]);
        while !heard.contains("event: ok") {
            let length = stream.read(&mut chunk).expect("events");
            assert!(length > 0, "{heard}");
            heard.push_str(&String::from_utf8_lossy(&chunk[..length]));
        }
        stream
    }

    fn get(&self, path: &str, more: &str) -> String {
        let host = self.address;
        let mut stream = self.connect_with(&format!("GET {path} HTTP/1.1\r\nHost: {host}\r\n{more}\r\n"));
        let mut chunk = [0; 12];
        stream.read_exact(&mut chunk).expect("an answer");
        String::from_utf8_lossy(&chunk).into_owned()
    }

    fn count(&self, what: &str) -> usize {
        fs::read_dir(format!("/proc/{}/{what}", self.child.id())).expect("a process").count()
    }

    fn memory(&self) -> usize {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).expect("a process");
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("its memory");
        line.trim().trim_end_matches(" kB").parse().expect("a number")
    }

    /// Saves the article; gives what the terminal says.
    fn save(&mut self, text: &str) -> String {
        fs::write(self.folder.path().join("content/articles/flu.md"), article("Flu", text)).expect("written");
        let mut line = String::new();
        self.output.read_line(&mut line).expect("a line");
        line
    }
}

const OK: &str = "HTTP/1.1 200";

#[test]
fn open_pages_cost_no_thread_and_little_memory() {
    let mut served = Served::start(1024);
    assert_eq!(served.get("/", ""), OK);
    let first = served.listen();
    let before = (served.count("task"), served.memory());
    let pages: Vec<TcpStream> = (0..300).map(|_| served.listen()).collect();
    assert_eq!(served.get("/articles/flu/", ""), OK);
    let after = (served.count("task"), served.memory());
    assert!(after.0 <= before.0 + 8, "threads: {before:?}, then {after:?}");
    assert!(after.1 < before.1 + 16 * 1024, "KiB of memory: {before:?}, then {after:?}");
    assert!(served.save("All hear it.").contains("notified 301 open pages"));
    drop((pages, first));
    // A closed page is forgotten as soon as the system says that it was closed.
    let told: Vec<String> = (0..20).map(|at| served.save(&format!("Save {at}."))).collect();
    assert!(told.iter().any(|line| !line.contains("notified")), "{told:?}");
}

#[test]
fn kept_connections_cost_no_thread() {
    let served = Served::start(1024);
    assert_eq!(served.get("/", ""), OK);
    let before = (served.count("task"), served.memory());
    let host = served.address;
    let kept: Vec<TcpStream> = (0..200)
        .map(|_| {
            let mut stream = served.connect_with(&format!("GET / HTTP/1.1\r\nHost: {host}\r\n\r\n"));
            stream.read_exact(&mut [0; 12]).expect("an answer");
            stream
        })
        .collect();
    assert_eq!(served.get("/", ""), OK);
    let after = (served.count("task"), served.memory());
    assert!(after.0 <= before.0 + 8, "threads: {before:?}, then {after:?}");
    assert!(after.1 < before.1 + 16 * 1024, "KiB of memory: {before:?}, then {after:?}");
    drop(kept);
}

#[test]
fn whoever_has_waited_longest_makes_room() {
    // 128 are for files, so there is room for 64 connections.
    let served = Served::start(192);
    for begin in ["", "G", "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: "] {
        let mut slow: Vec<TcpStream> = Vec::new();
        for _ in 0..256 {
            slow.push(served.connect_with(begin));
            // Those that are there send a byte; the ones that had to go hear of it.
            for stream in &mut slow {
                let _ = stream.write_all(b"x");
            }
        }
        assert_eq!(served.get("/articles/flu/", ""), OK, "{begin:?}");
        let mut first = slow.swap_remove(0);
        let end = first.read(&mut [0; 1]);
        assert!(matches!(end, Ok(0) | Err(_)), "the first one still waits: {end:?}");
    }
    let mut pages: Vec<TcpStream> = (0..100).map(|_| served.listen()).collect();
    assert_eq!(served.get("/articles/flu/", ""), OK);
    // The rest of the first one's events, then its end.
    let mut rest = Vec::new();
    let _ = pages.swap_remove(0).read_to_end(&mut rest);
    assert!(served.count("fd") < 192);
}

#[test]
fn at_every_address_it_prints_it_answers() {
    let folder = Folder::new();
    let desk = folder.serve_with(|options| options.address = "0.0.0.0".parse().expect("an address"));
    let port = desk.preview.address.port();
    for address in &desk.preview.answers_at {
        assert_eq!(address.port(), port);
        let mut stream = TcpStream::connect(address).expect("a connection");
        write!(stream, "GET / HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").expect("sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        assert!(answer.starts_with(OK), "{address}: {answer}");
    }
    assert!(desk.preview.answers_at[0].ip().is_loopback());
}

#[test]
fn slow_readers_of_a_film_share_its_memory() {
    let served = Served::start_with(1024, |site| {
        fs::create_dir(site.join("static")).expect("a folder");
        fs::write(site.join("static/film.mp4"), vec![7; 8 * 1024 * 1024]).expect("a film");
    });
    assert_eq!(served.get("/film.mp4", ""), OK);
    let before = served.memory();
    let host = served.address;
    let readers: Vec<TcpStream> = (0..60)
        .map(|_| {
            let mut stream = served.connect_with(&format!("GET /film.mp4 HTTP/1.1\r\nHost: {host}\r\n\r\n"));
            stream.read_exact(&mut [0; 12]).expect("the beginning of an answer");
            stream
        })
        .collect();
    let during = served.memory();
    assert!(during < before + 100 * 1024, "KiB of memory: {before}, then {during} for 60 readers of 8 MiB");
    drop(readers);
}
