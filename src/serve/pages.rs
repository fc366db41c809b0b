//! Answers from the site: a URL is looked up in the plan, nowhere else.

use std::sync::Arc;

use crate::base::{escape_text, url_path};
use crate::plan::{Recipe, Route};

use super::answer::{Answer, media_type};
use super::request::Request;
use super::shared::Shared;
use super::snapshot::{Snapshot, mark};

/// What a page is shown in when there is none: the overlay comes over it.
const EMPTY: &str = "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
                     <meta name=\"viewport\" content=\"width=device-width\"><title>Bedside</title>\
                     <link rel=\"stylesheet\" href=\"/_bedside/client.css\"></head><body><main><p>";

/// What hosts call the page of a folder.
const INDEX: &str = "index.html";

/// The answer to a request for an output of the site.
pub(super) fn answer(shared: &Shared, snapshot: &Snapshot, request: &Request) -> Answer {
    let path = request.path.as_str();
    let query = if request.query.is_empty() { String::new() } else { format!("?{}", request.query) };
    let Some(compiled) = &snapshot.compiled else {
        return empty("", "This site cannot be shown yet.").status(503);
    };
    let base = snapshot.base();
    if path == "/" && !base.is_empty() {
        return Answer::redirect(format!("{base}/"));
    }
    if let Some(route) = snapshot.route(path) {
        return of_route(shared, snapshot, path, route);
    }
    let folder = path.strip_suffix(INDEX).filter(|folder| folder.ends_with('/'));
    // Hosts know a page by three addresses; here, as in its links, it has one.
    let folder = folder.map_or_else(|| format!("{path}/"), str::to_owned);
    if !folder.ends_with("//") && snapshot.route(&folder).is_some() {
        return Answer::redirect(format!("{}{query}", url_path(&folder)));
    }
    match compiled.plan.route("/404.html") {
        Some(route) => of_route(shared, snapshot, path, route).status(404),
        None => empty("", "There is no such page.").status(404),
    }
}

fn of_route(shared: &Shared, snapshot: &Snapshot, path: &str, route: &Route) -> Answer {
    if let Recipe::Redirect(to) = &route.recipe {
        return Answer::redirect(format!("{}{}", snapshot.base(), url_path(to)));
    }
    let media_type = media_type(route.path.as_str());
    let rendered = snapshot.render(route);
    if !media_type.starts_with("text/html") {
        return match rendered.value {
            Some(bytes) => Answer::of(media_type, bytes),
            None => Answer::plain(500, "this file could not be built; the terminal and the pages say why"),
        };
    }
    match rendered.value {
        Some(bytes) => {
            shared.remember(path, &bytes);
            html(&bytes)
        }
        None => match shared.remembered(path) {
            Some(bytes) => html(&bytes),
            None => empty("", "This page could not be built.").status(500),
        },
    }
}

/// A page with the script of the preview, which knows the state of the page that it came with.
fn html(bytes: &Arc<[u8]>) -> Answer {
    let script = script(&mark(bytes));
    let end = memchr::memmem::rfind(bytes, b"</body>").unwrap_or(bytes.len());
    let mut body = Vec::with_capacity(bytes.len() + script.len());
    body.extend_from_slice(&bytes[..end]);
    body.extend_from_slice(script.as_bytes());
    body.extend_from_slice(&bytes[end..]);
    Answer::of("text/html; charset=utf-8", body)
}

fn script(mark: &str) -> String {
    format!("<script src=\"/_bedside/client.js\" data-page=\"{mark}\" defer></script>\n")
}

fn empty(mark: &str, text: &str) -> Answer {
    let text = escape_text(text);
    let page = format!("{EMPTY}{text}</p></main>\n{}</body></html>\n", script(mark));
    Answer::of("text/html; charset=utf-8", page.into_bytes())
}
