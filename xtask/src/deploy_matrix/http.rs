//! HTTP, as much of it as the chore asks and answers.

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::time::Duration;

/// A request or an answer: its first line, headers with names in lower case, and its body.
#[derive(Clone, Debug, Default)]
pub(crate) struct Message {
    pub(crate) line: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Message {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The status of an answer.
    pub(crate) fn status(&self) -> u16 {
        self.line.split(' ').nth(1).and_then(|word| word.parse().ok()).unwrap_or(0)
    }

    /// Method, path and query of a request.
    pub(crate) fn asks(&self) -> (&str, &str, &str) {
        let mut words = self.line.split(' ');
        let (method, address) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        (method, path, query)
    }

    /// Reads one; `None` where the line ends.
    fn read(lines: &mut impl BufRead, only_head: bool, until_end: bool) -> Option<Self> {
        let mut message = Self::default();
        lines.read_line(&mut message.line).ok().filter(|read| *read > 0)?;
        message.line.truncate(message.line.trim_end().len());
        loop {
            let mut line = String::new();
            lines.read_line(&mut line).ok().filter(|read| *read > 0)?;
            let Some((name, value)) = line.trim_end().split_once(':') else { break };
            message.headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
        }
        if only_head {
            return Some(message);
        }
        let length = message.header("content-length").and_then(|text| text.parse::<usize>().ok());
        if message.header("transfer-encoding").is_some_and(|how| how.contains("chunked")) {
            message.body = chunks(lines)?;
        } else if let Some(length) = length {
            message.body = vec![0; length];
            lines.read_exact(&mut message.body).ok()?;
        } else if until_end {
            lines.read_to_end(&mut message.body).ok()?;
        }
        Some(message)
    }
}

fn chunks(lines: &mut impl BufRead) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let mut line = String::new();
        lines.read_line(&mut line).ok().filter(|read| *read > 0)?;
        let size = usize::from_str_radix(line.trim_end().split(';').next()?, 16).ok()?;
        let from = body.len();
        body.resize(from + size, 0);
        lines.read_exact(&mut body[from..]).ok()?;
        lines.read_line(&mut line).ok()?;
        if size == 0 {
            return Some(body);
        }
    }
}

/// Asks `http://127.0.0.1:<port>` for something, in a connection of its own.
pub(crate) fn ask(
    port: u16,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> Result<Message, String> {
    let said = |error: std::io::Error| format!("{method} {path} on port {port}: {error}");
    let mut stream = TcpStream::connect(("127.0.0.1", port)).map_err(said)?;
    stream.set_read_timeout(Some(Duration::from_mins(1))).map_err(said)?;
    let mut text = format!("{method} {path} HTTP/1.1\r\nhost: localhost:{port}\r\nconnection: close\r\n");
    if method != "GET" {
        let _ = write!(text, "content-length: {}\r\n", body.len()); // cannot fail
    }
    for (name, value) in headers {
        let _ = write!(text, "{name}: {value}\r\n"); // cannot fail
    }
    text.push_str("\r\n");
    stream.write_all(text.as_bytes()).and_then(|()| stream.write_all(body)).map_err(said)?;
    let answer = Message::read(&mut BufReader::new(stream), method == "HEAD", true);
    answer.ok_or_else(|| format!("{method} {path} on port {port}: the answer is cut off"))
}

/// The bytes at a path; `None` where there is nothing.
pub(crate) fn get(port: u16, path: &str) -> Result<Option<Vec<u8>>, String> {
    let answer = ask(port, "GET", path, &[], b"")?;
    match answer.status() {
        200 => Ok(Some(answer.body)),
        403 | 404 => Ok(None),
        status => Err(format!("GET {path} on port {port}: status {status}")),
    }
}

/// What is answered: status, headers, body.
pub(crate) type Answer = (u16, Vec<(String, String)>, Vec<u8>);

/// Serves on a port of its own until the program ends.
pub(crate) fn serve(answer: impl Fn(&Message) -> Answer + Send + Sync + 'static) -> Result<u16, String> {
    let listener = TcpListener::bind("127.0.0.1:0").map_err(|error| error.to_string())?;
    let port = listener.local_addr().map_err(|error| error.to_string())?.port();
    let answer = Arc::new(answer);
    std::thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            let answer = Arc::clone(&answer);
            std::thread::spawn(move || connection(stream, &*answer));
        }
    });
    Ok(port)
}

fn connection(stream: TcpStream, answer: &(dyn Fn(&Message) -> Answer + Send + Sync)) {
    let Ok(mut out) = stream.try_clone() else { return };
    let mut lines = BufReader::new(stream);
    while let Some(request) = Message::read(&mut lines, false, false) {
        let (status, headers, body) = answer(&request);
        let mut text = format!("HTTP/1.1 {status} Answer\r\ncontent-length: {}\r\n", body.len());
        for (name, value) in headers {
            let _ = write!(text, "{name}: {value}\r\n"); // cannot fail
        }
        text.push_str("\r\n");
        let is_head = request.asks().0 == "HEAD";
        if out.write_all(text.as_bytes()).is_err() || !is_head && out.write_all(&body).is_err() {
            return;
        }
    }
}
