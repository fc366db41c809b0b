//! The preview: it answers a client, and follows a save.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::Stdio;
use std::time::{Duration, Instant};

use super::trials::{Trials, write};

/// A preview that says nothing for so long has failed.
const DEADLINE: Duration = Duration::from_mins(1);

/// How many saves are followed.
const SAVES: u32 = 20;

pub(super) fn trial(trials: &Trials<'_>) -> Result<String, String> {
    let project = trials.project("served")?;
    write(&project, 0)?;
    let mut command = trials.windows(&project);
    command.args(["serve", "--now", "2026-11-26T12:00:00Z"]).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().map_err(|error| error.to_string())?;
    let outcome = follow(&mut child, &project);
    let _ = child.kill(); // it may have ended by itself
    let _ = child.wait();
    outcome
}

fn follow(child: &mut std::process::Child, project: &std::path::Path) -> Result<String, String> {
    let out = child.stdout.take().ok_or("no output")?;
    let mut lines = BufReader::new(out).lines();
    let told = |line: Option<std::io::Result<String>>| line.and_then(Result::ok).ok_or("the preview did not start");
    let first = told(lines.next())?;
    let address = first.split("http://").nth(1).and_then(|rest| rest.split('/').next()).ok_or("no address")?.to_owned();
    let page = get(&address, "/articles/welcome/")?;
    if !page.contains("state 0 of the page") {
        return Err(format!("the page is not shown: {}", page.lines().next().unwrap_or_default()));
    }
    let desk = get(&address, "/_bedside/")?;
    if !desk.starts_with("HTTP/1.1 200") {
        return Err(format!("the desk does not answer: {}", desk.lines().next().unwrap_or_default()));
    }
    let mut times = Vec::new();
    for number in 1..=SAVES {
        let mut events = connect(&address)?;
        let ask = format!("GET /_bedside/events?page=/articles/welcome/ HTTP/1.1\r\nHost: {address}\r\n\r\n");
        events.write_all(ask.as_bytes()).map_err(|error| error.to_string())?;
        let mut events = BufReader::new(events);
        until(&mut events, "event: ok")?;
        let begun = Instant::now();
        let text = format!("---\ntitle: Page 0\ndate: 2026-11-02\n---\n\nThis is state {number} of the page.\n");
        fs::write(project.join("content/articles/welcome.md"), text).map_err(|error| error.to_string())?;
        until(&mut events, "event: reload")?;
        let taken = begun.elapsed().as_millis();
        if !get(&address, "/articles/welcome/")?.contains(&format!("state {number} of the page")) {
            return Err(format!("save {number} is not shown"));
        }
        times.push(taken);
    }
    times.sort_unstable();
    let (median, most) = (times[times.len() / 2], times[times.len() - 1]);
    Ok(format!("answers; {SAVES} saves followed, {median} ms in the middle, {most} ms at most"))
}

/// Reads events up to one of this name.
fn until(events: &mut BufReader<TcpStream>, name: &str) -> Result<(), String> {
    loop {
        let mut line = String::new();
        let length = events.read_line(&mut line).map_err(|error| format!("no `{name}`: {error}"))?;
        if length == 0 {
            return Err(format!("the stream ended before `{name}`"));
        }
        if line.trim() == name {
            return Ok(());
        }
    }
}

fn connect(address: &str) -> Result<TcpStream, String> {
    let stream = TcpStream::connect(address).map_err(|error| format!("{address}: {error}"))?;
    stream.set_read_timeout(Some(DEADLINE)).map_err(|error| error.to_string())?;
    Ok(stream)
}

fn get(address: &str, path: &str) -> Result<String, String> {
    let mut stream = connect(address)?;
    let ask = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(ask.as_bytes()).map_err(|error| error.to_string())?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).map_err(|error| error.to_string())?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
