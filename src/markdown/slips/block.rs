//! Blocks of code that were to be something else.

use std::collections::BTreeSet;

use crate::diag::{codes, did_you_mean};

use super::Slip;
use crate::markdown::code::OpenCode;
use crate::markdown::highlight;

/// What a block of code was to be; `written` is the block with its fences.
pub(super) fn find(code: &OpenCode<'_>, written: &str, components: &BTreeSet<String>) -> Option<Slip> {
    let Some(info) = code.info() else { return indented(code, written) };
    let (has_key, first) = (has_key(&code.text), code.text.lines().next().unwrap_or_default().trim());
    let line = 0..written.find('\n').unwrap_or(written.len());
    let meant = |name: &str| {
        let message = "this block shows as code: it does not start with the name of a block";
        let help = format!("write ```` ```{name} ```` on its first line, and the arguments below it");
        Slip::of(&codes::BAD_COMPONENT, line.clone(), message, help)
    };
    if info.trim().is_empty() {
        let rest = code.text.trim_start().strip_prefix(first).unwrap_or_default();
        return (components.contains(first) && self::has_key(rest)).then(|| meant(first));
    }
    if !has_key {
        return None;
    }
    let plain = info.trim().trim_matches(['{', '}', '.', ':', '[', ']', ' ']).to_lowercase();
    let joined = plain.split([' ', '_']).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
    let mut words = info.split([' ', '\t', ',']).skip(1);
    if let Some(name) = components.get(&joined).or_else(|| words.find_map(|word| components.get(word))) {
        return Some(meant(name));
    }
    if highlight::is_known(code.language()) {
        return None;
    }
    let near = did_you_mean(&joined, components.iter().map(String::as_str))?;
    let message = format!("the block `{}` does not exist, so this shows as code", info.trim());
    Some(Slip::of(&codes::BAD_COMPONENT, line, message, near))
}

/// Whether the first line is a key of YAML, as those of the arguments are.
fn has_key(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'));
    let key = lines.next().and_then(|line| line.split_once(':')).map(|(key, _)| key);
    key.is_some_and(|key| !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_')))
}

/// Four spaces make code of what would be markup.
fn indented(code: &OpenCode<'_>, written: &str) -> Option<Slip> {
    let text = code.text.trim_start();
    let is_note =
        text.strip_prefix("[^").and_then(|rest| rest.split_once(']')).is_some_and(|(_, rest)| rest.starts_with(':'));
    let is_heading = text.trim_start_matches('#').starts_with(' ') && text.starts_with("##");
    let is_table = text.starts_with('|') && text.lines().nth(1).is_some_and(|row| row.trim().starts_with("|-"));
    let is_block = text.starts_with("```") || text.starts_with("> [!");
    (is_note || is_heading || is_table || is_block).then(|| {
        let message = "this shows as code because it starts with four spaces or a tab";
        Slip::lost(0..written.trim_end().len(), message, "remove the spaces at the start of its lines")
    })
}

/// A fence that nothing closes: the block goes on to the end.
pub(super) fn without_end(code: &OpenCode<'_>, written: &str) -> Option<Slip> {
    let info = code.info()?;
    let mut lines = written.lines();
    let first = lines.next().unwrap_or_default();
    let sign = first.chars().next().filter(|sign| matches!(sign, '`' | '~'))?;
    let last = lines.next_back().unwrap_or_default().trim_matches([' ', '\t', '>']);
    let is_closed = last.len() >= 3 && last.chars().all(|c| c == sign);
    (!is_closed).then(|| {
        let name = info.trim();
        let what = if name.is_empty() { "this block of code".to_owned() } else { format!("the block `{name}`") };
        let message = format!("{what} has no end, so everything after it is part of it");
        let help = "end it with a line that has only the three characters that start its first line";
        Slip::lost(0..first.len(), message, help)
    })
}
