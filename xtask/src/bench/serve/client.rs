//! A browser as far as the preview sees one: it fetches pages and listens to events.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// Longer than anything may take.
const PATIENCE: Duration = Duration::from_mins(1);

/// An answer's status and body.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: String,
}

impl Answer {
    fn read(reader: &mut impl Read) -> std::io::Result<Self> {
        let mut bytes = Vec::new();
        reader.read_to_end(&mut bytes)?;
        let text = String::from_utf8_lossy(&bytes);
        let status = text.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        let body = text.split_once("\r\n\r\n").map_or("", |(_, body)| body).to_owned();
        Ok(Self { status, body })
    }
}

/// Fetches pages over one connection after the other, as a browser that was just opened does.
#[derive(Clone, Debug)]
pub(crate) struct Client {
    /// `127.0.0.1:4747`.
    pub(crate) host: String,
}

impl Client {
    fn ask(&self, path: &str) -> std::io::Result<BufReader<TcpStream>> {
        let mut stream = TcpStream::connect(&self.host)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.host)?;
        Ok(BufReader::new(stream))
    }

    /// Fetches a page whole.
    pub(crate) fn get(&self, path: &str) -> std::io::Result<Answer> {
        Answer::read(&mut self.ask(path)?)
    }

    /// Sends JSON to the writing room with the secret of its page.
    pub(crate) fn post(&self, what: &str, secret: &str, body: &str) -> std::io::Result<Answer> {
        let mut stream = TcpStream::connect(&self.host)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        let (host, length) = (&self.host, body.len());
        let head = format!(
            "POST /_bedside/write/{what} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nSec-Fetch-Site: same-origin\r\n\
             Content-Type: application/json\r\nX-Bedside-Secret: {secret}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
        );
        stream.write_all(head.as_bytes())?;
        stream.write_all(body.as_bytes())?;
        Answer::read(&mut BufReader::new(stream))
    }

    /// Opens a page: fetches it and listens to what happens to it.
    pub(crate) fn open(&self, page: &str) -> std::io::Result<Events> {
        let body = self.get(page)?.body;
        let mark = body.split_once("data-page=\"").and_then(|(_, rest)| rest.split('"').next()).unwrap_or("");
        let mut reader = self.ask(&format!("/_bedside/events?page={page}&was={mark}"))?;
        let mut line = String::new();
        while line != "retry: 1000\n" {
            line.clear();
            if reader.read_line(&mut line)? == 0 {
                return Err(std::io::ErrorKind::UnexpectedEof.into());
            }
        }
        Ok(Events { reader })
    }
}

/// The events of an open page.
pub(crate) struct Events {
    reader: BufReader<TcpStream>,
}

impl Events {
    /// Waits for the next event of a name; gives its data.
    pub(crate) fn wait(&mut self, name: &str) -> std::io::Result<String> {
        let (mut event, mut line) = (String::new(), String::new());
        loop {
            line.clear();
            if self.reader.read_line(&mut line)? == 0 {
                return Err(std::io::ErrorKind::UnexpectedEof.into());
            }
            if let Some(found) = line.strip_prefix("event: ") {
                found.trim_end().clone_into(&mut event);
            } else if let Some(data) = line.strip_prefix("data: ")
                && event == name
            {
                return Ok(data.trim_end().to_owned());
            }
        }
    }
}
