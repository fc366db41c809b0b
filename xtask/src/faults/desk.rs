//! What the desk of a running preview writes: a call fails after the preview has begun, for each of its threads.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value, json};

use super::calls::{Calls, counted, failing, logged};
use super::stand::{Place, said};
use super::tree::{left, tree};
use super::{Fault, Subject};

/// Something that the desk writes.
pub(super) struct Deed {
    pub(super) name: &'static str,
    what: What,
}

#[derive(Clone, Copy)]
enum What {
    /// The text of an editor is saved.
    Save,
    /// A document is begun.
    New,
    /// A document goes into the trash.
    Discard,
}

pub(super) const DEEDS: [Deed; 3] = [
    Deed { name: "desk, save", what: What::Save },
    Deed { name: "desk, new", what: What::New },
    Deed { name: "desk, discard", what: What::Discard },
];

const FILE: &str = "content/articles/x.md";

/// A preview whose answer does not come is stuck after so long.
const LONGEST: Duration = Duration::from_secs(10);

/// A preview, and the project that it shows.
pub(super) struct Desk<'s> {
    what: What,
    place: Place<'s>,
    preview: Option<Preview>,
    count: usize,
}

impl<'s> Desk<'s> {
    pub(super) fn new(deed: &Deed, program: &'s Path, home: &Path) -> Result<Self, String> {
        let place = Place::new(program, home);
        place.begin()?;
        Ok(Self { what: deed.what, place, preview: None, count: 0 })
    }

    /// The preview, begun where there is none that answers.
    fn preview(&mut self) -> Result<&Preview, String> {
        if self.preview.as_ref().is_none_or(|preview| preview.get("/").is_err()) {
            self.preview = None;
            self.preview = Some(Preview::start(&self.place)?);
        }
        self.preview.as_ref().ok_or_else(|| "no preview".to_owned())
    }

    /// The document that a deed begins: another one each time, since the preview follows a deletion in its own time.
    fn made(&self) -> String {
        format!("content/articles/sleep-and-screens-{}.md", self.count)
    }

    fn read(&self, file: &str) -> Option<String> {
        fs::read_to_string(self.place.site().join(file)).ok()
    }

    /// Brings the file back that the deeds are about, and takes away what they made.
    fn restore(&mut self) -> Result<(), String> {
        let made = self.place.site().join(self.made());
        if made.exists() {
            fs::remove_file(made).map_err(said)?;
        }
        self.count += 1;
        let trash = self.place.site().join(".bedside/trash");
        if trash.exists() {
            fs::remove_dir_all(trash).map_err(said)?;
        }
        fs::write(self.place.site().join(FILE), text(&format!("Before deed {}.", self.count))).map_err(said)
    }

    /// Asks for the deed below `strace`. Gives whether the preview said that it is done.
    fn act(&mut self, strace: &[String]) -> Result<bool, String> {
        self.restore()?;
        let (what, count) = (self.what, self.count);
        let preview = self.preview()?;
        let Some(mark) = preview.known(&text(&format!("Before deed {count}.")))? else {
            return Err("the preview does not follow the file".to_owned());
        };
        let body = match what {
            What::Save => json!({"file": FILE, "base": mark, "text": text(&format!("After deed {count}."))}),
            What::New => json!({"kind": "article", "title": format!("Sleep and screens {count}")}),
            What::Discard => json!({"file": FILE, "base": mark}),
        };
        let words = match what {
            What::Save => "save",
            What::New => "new",
            What::Discard => "discard",
        };
        let tracer = if strace.is_empty() { None } else { Some(Tracer::attach(strace, preview.child.id())?) };
        let answer = preview.post(words, &body);
        drop(tracer);
        Ok(answer.is_ok_and(|(status, _)| status == 200))
    }

    /// What is wrong on the disk after the deed.
    fn wrong(&self, is_done: bool) -> Option<String> {
        let (before, after) =
            (text(&format!("Before deed {}.", self.count)), text(&format!("After deed {}.", self.count)));
        let file = self.read(FILE);
        match self.what {
            What::Save if file.as_ref() == Some(&after) => None,
            What::Save if file.as_ref() == Some(&before) && !is_done => None,
            What::New => match self.read(&self.made()) {
                Some(text) if text.starts_with("---\n") && text.matches("\n---\n").count() == 1 => None,
                None if !is_done => None,
                other => Some(format!("the new document holds {other:?}, done: {is_done}")),
            },
            What::Discard => {
                let trash = self.place.site().join(".bedside/trash");
                let kept = tree(&trash, |_| true)
                    .keys()
                    .any(|name| fs::read_to_string(trash.join(name)).is_ok_and(|text| text.ends_with(&before)));
                let is_there = file.as_ref() == Some(&before);
                let is_sound = if is_done { kept && file.is_none() } else { kept || is_there };
                (!is_sound).then(|| format!("the document holds {file:?}, in the trash: {kept}, done: {is_done}"))
            }
            What::Save => Some(format!("the document holds {file:?}, done: {is_done}")),
        }
    }

    fn tried(&mut self, fault: Fault) -> Result<(), String> {
        let is_done = self.act(&failing(fault, true))?;
        if let Some(wrong) = self.wrong(is_done) {
            return Err(wrong);
        }
        self.place.untouched()?;
        let is_next_done = self.act(&[])?;
        if !is_next_done {
            return Err("the next try fails".to_owned());
        }
        if let Some(wrong) = self.wrong(true) {
            return Err(format!("after the next try: {wrong}"));
        }
        left(&self.place.site()).map_or(Ok(()), |path| Err(format!("`{path}` is left")))
    }
}

impl Subject for Desk<'_> {
    fn counts(&mut self) -> Result<Vec<(Calls, usize)>, String> {
        let log = self.place.home.join("log");
        if !self.act(&logged(&log.to_string_lossy(), true))? {
            return Err("the preview does not do it, or `strace` may not follow a program that runs".to_owned());
        }
        Ok(counted(&fs::read_to_string(&log).map_err(said)?, true))
    }

    fn survives(&mut self, fault: Fault) -> Result<(), String> {
        let outcome = self.tried(fault);
        if outcome.is_err() {
            self.preview = None;
            self.place.restore()?;
        }
        outcome
    }
}

impl Drop for Desk<'_> {
    fn drop(&mut self) {
        self.preview = None;
        // A folder below the system's own for what is temporary: it may stay.
        let _ = fs::remove_dir_all(&self.place.home);
    }
}

fn text(words: &str) -> String {
    format!("---\ntitle: x\ndate: 2026-11-02\nsummary: A sentence.\nauthors: [jane-doe]\n---\n\n{words}\n")
}

/// A preview that runs.
struct Preview {
    child: Child,
    address: SocketAddr,
    secret: String,
}

impl Preview {
    fn start(place: &Place<'_>) -> Result<Self, String> {
        let mut command = place.command(&[], &["serve", "-p", "0"]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().map_err(said)?;
        let mut line = String::new();
        let output = child.stdout.take().ok_or("no output")?;
        let mut output = BufReader::new(output);
        output.read_line(&mut line).map_err(said)?;
        let address = line.split("http://").nth(1).and_then(|rest| rest.split('/').next());
        let address = address.and_then(|address| address.parse().ok()).ok_or_else(|| format!("no address: {line}"))?;
        // What it goes on to say is read, so that it never waits for a reader.
        std::thread::spawn(move || std::io::copy(&mut output, &mut std::io::sink()));
        let mut preview = Self { child, address, secret: String::new() };
        let page = preview.get("/_bedside/write")?.1;
        let from = page.find("data-secret=\"").ok_or("no secret")? + 13;
        page.get(from..from + 64).ok_or("no secret")?.clone_into(&mut preview.secret);
        Ok(preview)
    }

    fn get(&self, path: &str) -> Result<(u16, String), String> {
        self.send(&format!("GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address))
    }

    fn post(&self, what: &str, body: &Value) -> Result<(u16, String), String> {
        let (address, body) = (self.address, body.to_string());
        self.send(&format!(
            "POST /_bedside/write/{what} HTTP/1.1\r\nHost: {address}\r\nOrigin: http://{address}\r\nSec-Fetch-Site: same-origin\r\n\
             Content-Type: application/json\r\nX-Bedside-Secret: {}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
            self.secret,
            body.len(),
        ))
    }

    fn send(&self, request: &str) -> Result<(u16, String), String> {
        let mut stream = TcpStream::connect_timeout(&self.address, LONGEST).map_err(said)?;
        stream.set_read_timeout(Some(LONGEST)).map_err(said)?;
        stream.write_all(request.as_bytes()).map_err(said)?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).map_err(said)?;
        let answer = String::from_utf8_lossy(&answer);
        let (head, body) = answer.split_once("\r\n\r\n").ok_or("no answer")?;
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).ok_or("no status")?;
        Ok((status, body.to_owned()))
    }

    /// What the preview knows the file by, once it has this text and is one of the project.
    fn known(&self, text: &str) -> Result<Option<String>, String> {
        for _ in 0..100 {
            let (status, body) = self.post("open", &json!({ "file": FILE }))?;
            let body: Value = serde_json::from_str(&body).unwrap_or_default();
            if status == 200 && body["text"] == text {
                return Ok(body["mark"].as_str().map(str::to_owned));
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(None)
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A `strace` that follows a program that runs, until it is dropped.
struct Tracer {
    child: Child,
}

impl Tracer {
    fn attach(words: &[String], process: u32) -> Result<Self, String> {
        let mut command = Command::new("strace");
        // It is loud here, since it says when it has begun.
        command.args(words.iter().filter(|word| *word != "-qq")).args(["-p", &process.to_string()]);
        let mut child = command.stdin(Stdio::null()).stderr(Stdio::piped()).spawn().map_err(said)?;
        let mut line = String::new();
        if let Some(errors) = child.stderr.take() {
            let mut errors = BufReader::new(errors);
            errors.read_line(&mut line).map_err(said)?;
            std::thread::spawn(move || errors.read_to_string(&mut String::new()));
        }
        let tracer = Self { child };
        if line.contains("attached") { Ok(tracer) } else { Err(format!("strace: {line}")) }
    }
}

impl Drop for Tracer {
    fn drop(&mut self) {
        if let Some(pid) = i32::try_from(self.child.id()).ok().and_then(Pid::from_raw) {
            // It lets the program go.
            let _ = kill_process(pid, Signal::INT);
        }
        for _ in 0..40 {
            if !matches!(self.child.try_wait(), Ok(None)) {
                return;
            }
            std::thread::sleep(Duration::from_millis(25));
        }
        // A thread of the program died before it was followed: then it waits for ever.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
