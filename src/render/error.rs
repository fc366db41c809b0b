//! What template errors mean, and where.

use std::collections::BTreeMap;
use std::ops::Range;

use tera::{Error, ErrorKind};

use crate::base::VPath;
use crate::diag::{Diagnostic, Place, codes, did_you_mean};

use super::filters;
use super::templates::Template;

/// An error of a template and the template that has it.
pub(super) struct Found {
    pub(super) diagnostic: Diagnostic,
    pub(super) template: Option<String>,
}

/// An error met while templates were loaded.
pub(super) fn loading(error: &Error, files: &BTreeMap<String, Template>) -> Found {
    let place = place(error, files);
    let said = message(error);
    let message = format!("the template cannot be used: {said}");
    let diagnostic = Diagnostic::new(&codes::BAD_TEMPLATE, message);
    let diagnostic = match &place {
        Some((_, place)) => diagnostic.at(place.clone()),
        None => diagnostic,
    };
    let diagnostic = with_filters(diagnostic, &said);
    let diagnostic = diagnostic.help("correct it, or delete your copy to use the theme's own template");
    Found { diagnostic, template: place.map(|(name, _)| name) }
}

/// A filter that there is not: the nearest, and all of them.
fn with_filters(diagnostic: Diagnostic, message: &str) -> Diagnostic {
    let Some(wanted) = message.split_once("nknown filter `").and_then(|(_, rest)| rest.split('`').next()) else {
        return diagnostic;
    };
    diagnostic.did_you_mean(wanted, filters::NAMES).help(format!("filters: {}", filters::NAMES.join(", ")))
}

/// An error met while `page` was rendered for the document `source`.
pub(super) fn rendering(
    error: &Error,
    files: &BTreeMap<String, Template>,
    page: &str,
    source: Option<&VPath>,
) -> Diagnostic {
    let what = source.map_or_else(|| format!("the page `{page}`"), |file| format!("`{file}`"));
    let text = message(error);
    let mut diagnostic = Diagnostic::new(&codes::TEMPLATE_FAILED, format!("{what} cannot be rendered: {text}"));
    if let Some((_, place)) = place(error, files) {
        diagnostic = diagnostic.at(place);
    }
    if let Some((wanted, known)) = undefined(&text) {
        diagnostic.help.extend(did_you_mean(wanted, known));
    }
    diagnostic.help("test first whether a value exists: `{% if x %}`, or `x or \"\"`")
}

/// The template and the place in it that an error is about.
fn place(error: &Error, files: &BTreeMap<String, Template>) -> Option<(String, Place)> {
    let (name, range) = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            (report.filename().to_owned(), Some(report.span().range.clone()))
        }
        ErrorKind::MissingParent { current, .. } => (current.clone(), None),
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => (tpl.clone(), None),
        other => {
            let text = other.to_string();
            // Tera may name several faults; the first one is told, and its place with it.
            if let Some(found) = unknown_filter(&message(error), files) {
                return Some(found);
            }
            let named =
                files.keys().find(|name| text.contains(&format!("{name}:")) || text.contains(&format!("`{name}`")))?;
            (named.clone(), unknown_block(&message(error), &files[named].text))
        }
    };
    let template = files.get(&name)?;
    let place = match range {
        Some(range) if range.end <= template.text.len() => Place::at(&template.file, range),
        _ => Place::file(&template.file),
    };
    Some((name, place))
}

/// Where an unknown filter is used: Tera tells only its name where it reads all templates at once.
fn unknown_filter(message: &str, files: &BTreeMap<String, Template>) -> Option<(String, Place)> {
    let wanted = message.split_once("nknown filter `")?.1.split('`').next()?;
    files.iter().find_map(|(name, template)| {
        let is_use = |(at, _): &(usize, &str)| template.text[..*at].trim_end().ends_with('|');
        let is_whole = |(at, _): &(usize, &str)| {
            let next = template.text[at + wanted.len()..].bytes().next();
            !next.is_some_and(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        };
        let (at, _) = template.text.match_indices(wanted).find(|found| is_use(found) && is_whole(found))?;
        Some((name.clone(), Place::at(&template.file, at..at + wanted.len())))
    })
}

/// Where a template fills a block that its parent does not have: Tera tells only the block's name.
fn unknown_block(message: &str, template: &str) -> Option<Range<usize>> {
    let wanted = message.strip_prefix("Block `")?.split('`').next()?;
    let opens = |(at, _): &(usize, &str)| template[..*at].trim_end().ends_with("block");
    let (at, _) = template.match_indices(wanted).find(opens)?;
    Some(at..at + wanted.len())
}

/// The message without the picture of the source that Tera draws: diagnostics draw their own.
fn message(error: &Error) -> String {
    let text = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => report.message().to_owned(),
        other => other.to_string(),
    };
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or("").trim();
    let first = first.trim_start_matches("error:").trim();
    first.trim_end_matches('.').to_owned()
}

/// The name that is not defined and those that are: ``Field `titel` is not defined. Available fields: title, date``.
fn undefined(message: &str) -> Option<(&str, Vec<&str>)> {
    let wanted = message.split('`').nth(1)?;
    let (_, known) = message.split_once("vailable")?;
    let (_, known) = known.split_once(':')?;
    Some((wanted, known.split(',').map(str::trim).collect()))
}
