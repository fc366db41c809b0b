//! What a deployment says.

use std::fmt::Write;
use std::path::Path;

use jiff::Timestamp;
use serde_json::{Value, json as value};

use crate::base::Zone;
use crate::deploy::{Deployed, Refusal, Tree, is_page};
use crate::output::{PublishedFile, read_published};
use crate::serve::{PageChange, PageChanges, Published};

use super::super::Stop;
use super::super::visible::{count, visible};

/// This many pages are named; more are counted.
const MOST: usize = 12;

/// An instant as people at the practice say it.
pub(in crate::cli) fn moment(zone: &Zone, at: Timestamp) -> String {
    if at == Timestamp::MAX {
        return "your next change".to_owned();
    }
    zone.at(at).strftime("%Y-%m-%d %H:%M").to_string()
}

/// Why nothing, or not all, was deployed.
pub(in crate::cli) fn failure(refusal: &Refusal, zone: &Zone) -> Stop {
    match refusal {
        Refusal::Host(error) => {
            let stop = Stop::failed(visible(&error.message).into_owned());
            error.help.iter().fold(stop, |stop, help| stop.help(help.clone()))
        }
        Refusal::Locked { who, since } => Stop::failed(format!(
            "{} has been deploying this website since {}",
            visible(who),
            moment(zone, *since)
        ))
        .help("wait until it is done, then deploy again; a deployment that crashed blocks others for half an hour at most"),
        Refusal::Damaged => Stop::failed(
            "the list of the website's files on the host, `.bedside-deploy.json`, is damaged",
        )
        .help("to send every file again, add `--yes`; files that the website no longer has then stay on the host"),
        Refusal::Foreign(paths) => Stop::failed(format!(
            "{} on the host, which Bedside did not put there, would be replaced: {}",
            count(paths.len(), "file"),
            named(paths)
        ))
        .help("move them away or deploy to another folder; or, if nobody needs them, replace them with `--yes`"),
        Refusal::Large { gone, of } => {
            Stop::failed(format!("{} of {of} would be deleted on the host: {}", count(gone.len(), "file"), named(gone)))
                .help("if you want this, deploy with `--yes`")
        }
    }
}

/// The question that a refusal becomes on a terminal.
pub(super) fn question(refusal: &Refusal) -> String {
    match refusal {
        Refusal::Large { gone, of } => {
            format!(
                "{} of {of} will be deleted on the host: {}. Continue? [y/N] ",
                count(gone.len(), "file"),
                named(gone)
            )
        }
        Refusal::Foreign(paths) => {
            format!(
                "{} on the host that Bedside did not put there will be replaced: {}. Continue? [y/N] ",
                count(paths.len(), "file"),
                named(paths)
            )
        }
        _ => "The list of the website's files on the host is damaged. Send every file again? [y/N] ".to_owned(),
    }
}

fn named(paths: &[String]) -> String {
    let shown: Vec<String> = paths.iter().take(5).map(|path| format!("`{}`", visible(path))).collect();
    let more = paths.len().saturating_sub(5);
    let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{rest}", shown.join(", "))
}

/// What goes live, what changes, what leaves, and who wrote it.
pub(super) fn outlook(done: &Deployed, tree: &Tree, zone: &Zone) -> String {
    let mut out = String::new();
    if done.resumed {
        out.push_str("Resuming the interrupted deployment\n");
    } else if let Some(before) = done.before {
        let _ = writeln!(out, "Replacing the version from {}", moment(zone, before)); // cannot fail
    }
    let describe = |path: &String| {
        let PageChange { path, title, by } = change(path, tree);
        let title = title.map_or_else(String::new, |title| format!("  {}", visible(&title)));
        let by = if by.is_empty() { String::new() } else { format!(", by {}", visible(&by.join(", "))) };
        format!("{}{title}{by}", visible(&path))
    };
    for (word, paths) in [("new", &done.new), ("changed", &done.changed), ("leaves", &done.withdrawn)] {
        for path in paths.iter().take(MOST) {
            let _ = writeln!(out, "  {word:<8}/{}", describe(path)); // cannot fail
        }
        if paths.len() > MOST {
            let _ = writeln!(out, "  {word:<8}and {} more", paths.len() - MOST); // cannot fail
        }
    }
    out
}

/// What becomes of a page, with its title and who wrote it.
fn change(path: &str, tree: &Tree) -> PageChange {
    let page = tree.files.get(path).and_then(|file| file.plain().ok());
    let (title, by) = page.map_or((None, Vec::new()), |bytes| about(&String::from_utf8_lossy(&bytes)));
    PageChange { path: path.strip_suffix("index.html").unwrap_or(path).to_owned(), title, by }
}

/// As [`change`], of a folder with a finished site; of a page that left it, only its path is known.
pub(super) fn change_in(folder: &Path, file: &PublishedFile) -> PageChange {
    let page = read_published(folder, file).ok().flatten();
    let (title, by) = page.map_or((None, Vec::new()), |bytes| about(&String::from_utf8_lossy(&bytes)));
    PageChange { path: file.path.strip_suffix("index.html").unwrap_or(&file.path).to_owned(), title, by }
}

/// What a page of the desk shows.
pub(super) fn published(host: &str, done: &Deployed, tree: &Tree, zone: &Zone) -> Published {
    let changes = |paths: &[String]| paths.iter().filter(|path| is_page(path)).map(|path| change(path, tree)).collect();
    Published {
        host: host.to_owned(),
        uploads: done.report.uploaded,
        size: size(done.report.bytes),
        deletions: done.report.deleted,
        unchanged: done.report.unchanged,
        before: done.before.map(|before| moment(zone, before)),
        pages: PageChanges {
            new: changes(&done.new),
            changed: changes(&done.changed),
            leaves: changes(&done.withdrawn),
        },
    }
}

/// Title and authors of a page.
fn about(page: &str) -> (Option<String>, Vec<String>) {
    let title = page.split_once("<title>").and_then(|(_, rest)| rest.split_once("</title>")).map(|(title, _)| title);
    let plain =
        |text: &str| quick_xml::escape::unescape(text).map_or_else(|_| text.to_owned(), std::borrow::Cow::into_owned);
    let authors =
        page.split("<meta property=\"article:author\" content=\"").skip(1).filter_map(|rest| rest.split_once('"'));
    let known: Vec<Value> = page
        .split("<script type=\"application/ld+json\">")
        .skip(1)
        .filter_map(|rest| serde_json::from_str(rest.split_once("</script>")?.0).ok())
        .collect();
    let name = |address: &str| {
        let address = plain(address);
        // A theme may leave the structured data out: then the last part of the address has to do.
        let id = || address.trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_owned();
        known.iter().find_map(|node| name_in(node, &format!("{address}#person"))).unwrap_or_else(id)
    };
    (title.map(plain), authors.map(|(address, _)| name(address)).collect())
}

/// The name of a thing somewhere in structured data.
fn name_in(node: &Value, id: &str) -> Option<String> {
    match node {
        Value::Object(node) if node.get("@id").is_some_and(|found| found == id) && node.contains_key("name") => {
            node["name"].as_str().map(str::to_owned)
        }
        Value::Object(node) => node.values().find_map(|below| name_in(below, id)),
        Value::Array(list) => list.iter().find_map(|below| name_in(below, id)),
        _ => None,
    }
}

/// The last line.
pub(super) fn figures(host: &str, done: &Deployed, seconds: f64, dry: bool) -> String {
    let report = &done.report;
    if report.uploaded + report.deleted == 0 {
        return format!("Nothing changed: {} at {}\n", are(report.unchanged), visible(host));
    }
    let (sent, deleted) = if dry { ("Would send", "delete") } else { ("Sent", "deleted") };
    let leaving = match done.leaving {
        0 => String::new(),
        leaving => format!("; {} for the caches of readers", stay(leaving)),
    };
    format!(
        "{sent} {} ({}), {deleted} {}, {} unchanged in {seconds:.1} s -> {}{leaving}\n",
        count(report.uploaded, "file"),
        size(report.bytes),
        report.deleted,
        report.unchanged,
        visible(host),
    )
}

fn are(files: usize) -> String {
    if files == 1 { "1 file is".to_owned() } else { format!("{files} files are") }
}

fn stay(files: usize) -> String {
    if files == 1 { "1 old file stays".to_owned() } else { format!("{files} old files stay") }
}

fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{} kB", bytes / 1_000),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

/// The report for programs.
pub(super) fn json(target: &str, done: &Deployed, seconds: f64) -> String {
    let report = &done.report;
    let value = value!({
        "target": target,
        "uploaded": report.uploaded,
        "deleted": report.deleted,
        "unchanged": report.unchanged,
        "bytes": report.bytes,
        "seconds": seconds,
    });
    format!("{value}\n")
}
