//! From a key in the writing room to the page beside it: a client that does what the room and the page do.
//!
//! Each key adds a letter to the text and sends the whole of it, as the room does; time runs until the open page has heard of
//! it and was fetched whole with the letter in it. Nothing is saved.

use std::path::Path;
use std::time::Instant;

use serde_json::{Value, json};

use super::corpus;
use super::numbers::thousands;
use super::options::Options;
use super::serve::edits::{PAGE, Project};
use super::serve::{Running, part};
use super::tools::Tools;

/// Milliseconds that are demanded of 95 keys of 100.
const MOST: f64 = 150.0;
/// The file of the page.
const FILE: &str = "content/articles/bench-article/index.md";

/// Measures all sizes and prints a line for each; a missed demand is an error.
pub(crate) fn run(options: &Options) -> Result<(), String> {
    let bedside = Tools::find(options)?.bedside.path;
    let sizes = options.preview_sizes();
    let mut missed = Vec::new();
    println!("From a key to the page");
    for size in sizes {
        let copy = corpus::copied(options, size)?;
        let (times, worked) = measure(&bedside, &copy.root, options.edits()).map_err(|error| error.to_string())?;
        let [p50, p95, most] = [0.5, 0.95, 1.0].map(|share| part(&times, share));
        println!(
            "  {:>6} articles  {:>4} keys  p50 {p50:>6.1} ms  p95 {p95:>6.1} ms  most {most:>6.1} ms  work {worked:>6.1} ms",
            thousands(size),
            times.len()
        );
        if p95 > MOST {
            missed.push(format!("{} articles: p95 {p95:.1} ms, at most {MOST} was demanded", thousands(size)));
        }
    }
    if missed.is_empty() { Ok(()) } else { Err(format!("demands missed:\n  {}", missed.join("\n  "))) }
}

/// Milliseconds of each key, and those of a processor that one costs, which other programs do not change.
fn measure(bedside: &Path, root: &Path, keys: usize) -> std::io::Result<(Vec<f64>, f64)> {
    Project::prepare(root)?;
    let running = Running::start(bedside, root)?;
    let client = &running.client;
    let writing = client.get(&format!("/_bedside/write/{FILE}"))?.body;
    let secret =
        writing.split("data-secret=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or("").to_owned();
    let opened: Value =
        serde_json::from_str(&client.post("open", &secret, &json!({ "file": FILE }).to_string())?.body)?;
    let (base, mut text) = (&opened["mark"], opened["text"].as_str().unwrap_or_default().to_owned());
    let mut events = client.open(PAGE)?;
    let mut times = Vec::new();
    let before = running.worked();
    for key in 0..keys {
        text = format!("{} k{key}\n", text.trim_end());
        let body = json!({ "file": FILE, "base": base, "text": text }).to_string();
        let (client, secret) = (client.clone(), secret.clone());
        let asks = client.clone();
        let started = Instant::now();
        // The room does not wait for its answer before the page asks.
        let sent = std::thread::spawn(move || asks.post("lay", &secret, &body));
        while !events.wait("reload")?.contains(&format!("\"{PAGE}\"")) {}
        let page = client.get(PAGE)?;
        times.push(started.elapsed().as_secs_f64() * 1000.0);
        let laid = sent.join().map_err(|_| std::io::ErrorKind::Other)??;
        if laid.status != 200 || !page.body.contains(&format!("k{key}")) {
            return Err(std::io::Error::other(format!("key {key} is not on the page: {} {}", laid.status, laid.body)));
        }
    }
    #[expect(clippy::cast_precision_loss)] // some dozens of keys
    let worked = (running.worked() - before) / keys.max(1) as f64;
    Ok((times, worked))
}
