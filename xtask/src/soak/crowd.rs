//! A crowd of connections beside one reader.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use super::{DELAY, Preview};

const STREAMS: usize = 1000;
const SLOW: usize = 500;
const PAGES: usize = 300;

/// Opens the crowd and reads pages; says which demands were missed.
pub(super) fn run(preview: &Preview) -> std::io::Result<Vec<String>> {
    raise_limit(STREAMS + SLOW + 100)?;
    let quiet = read_pages(preview, &mut [])?;
    let before = preview.size()?;
    let streams = (0..STREAMS).map(|_| open(preview, &stream(preview))).collect::<std::io::Result<Vec<_>>>()?;
    let opening = read_pages(preview, &mut [])?;
    let mut slow = (0..SLOW).map(|_| open(preview, "GET / HTTP/1.1\r\nX: ")).collect::<std::io::Result<Vec<_>>>()?;
    let crowded = read_pages(preview, &mut slow)?;
    let during = preview.size()?;
    drop((streams, slow));
    // The answers to these are made after all who left were noticed.
    let after_all = read_pages(preview, &mut [])?;
    let after = preview.size()?;
    println!("{STREAMS} event streams and {SLOW} slow clients");
    let mut missed = Vec::new();
    for (when, (median, most)) in
        [("alone", quiet), ("while streams open", opening), ("in the crowd", crowded), ("after it", after_all)]
    {
        println!("  a page {when}: median {median:.1} ms, most {most:.1} ms");
        if most > DELAY {
            missed.push(format!("a page {when} took {most:.0} ms, at most {DELAY} was demanded"));
        }
    }
    println!("  before: {before}\n  during: {during}\n  after:  {after}");
    if after.descriptors > before.descriptors + 2 {
        missed.push(format!("descriptors were {} before and {} after", before.descriptors, after.descriptors));
    }
    if after.memory > before.memory + super::GROWTH {
        missed.push(format!("memory was {} KiB before and {} after", before.memory, after.memory));
    }
    Ok(missed)
}

fn stream(preview: &Preview) -> String {
    format!("GET /_bedside/events?page=%2F&was= HTTP/1.1\r\nHost: {}\r\n\r\n", preview.address)
}

fn open(preview: &Preview, text: &str) -> std::io::Result<TcpStream> {
    let mut stream = TcpStream::connect(preview.address)?;
    stream.write_all(text.as_bytes())?;
    Ok(stream)
}

/// Milliseconds that pages take, the median and the most, while slow clients send a byte after each.
fn read_pages(preview: &Preview, slow: &mut [TcpStream]) -> std::io::Result<(f64, f64)> {
    let mut times = Vec::with_capacity(PAGES);
    for _ in 0..PAGES {
        let begun = Instant::now();
        let text = format!("GET / HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", preview.address);
        let mut stream = open(preview, &text)?;
        stream.set_read_timeout(Some(Duration::from_secs(30)))?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        if !answer.starts_with(b"HTTP/1.1 200") {
            return Err(std::io::Error::other("a reader was turned away"));
        }
        times.push(begun.elapsed().as_secs_f64() * 1000.0);
        for one in &mut *slow {
            // One whose time was over has been closed, as it should be.
            let _ = one.write_all(b"x");
        }
    }
    times.sort_by(f64::total_cmp);
    Ok((times[PAGES / 2], times[PAGES - 1]))
}

/// Both ends of a connection count, each in its own process.
fn raise_limit(wanted: usize) -> std::io::Result<()> {
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    if current.is_none_or(|current| current >= wanted as u64) {
        return Ok(());
    }
    Ok(setrlimit(Resource::Nofile, Rlimit { current: Some(wanted as u64), maximum })?)
}
