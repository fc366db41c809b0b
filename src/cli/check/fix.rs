//! What a check can mend: the difference, shown before anything is written.
//!
//! Nothing medical is mended by a machine: a rule gives a [`Edit`] only if there is one right answer.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::base::{LineIndex, VPath};
use crate::diag::{Diagnostic, Edit};
use crate::world::{DiskWorld, World};
use crate::write::replace;

use super::super::ask::{Question, ask};
use super::super::visible::{count, visible};
use super::super::{Exit, Io, Stop};

/// Largest file that is mended, in bytes.
const LARGEST: u64 = 10 * 1024 * 1024;

/// A file with its text, and what it becomes.
struct Mended {
    file: VPath,
    old: Vec<u8>,
    new: String,
    findings: usize,
    difference: String,
}

/// Shows what the findings' edits change, asks, and writes.
///
/// # Errors
/// A [`Stop`] if nobody said yes, or a file cannot be written.
pub(super) fn fix(diagnostics: &[Diagnostic], world: &DiskWorld, yes: bool, io: &mut Io<'_>) -> Result<Exit, Stop> {
    let mended: Vec<Mended> =
        by_file(diagnostics).into_iter().filter_map(|(file, edits)| mend(world, file, edits)).collect();
    if mended.is_empty() {
        io.print("Nothing here can be fixed automatically.\n");
        return Ok(Exit::Fine);
    }
    let findings: usize = mended.iter().map(|file| file.findings).sum();
    let what = format!("{} in {}", count(findings, "finding"), count(mended.len(), "file"));
    for file in &mended {
        io.print(&file.difference);
    }
    if !yes && !io.surroundings.can_ask() {
        io.print(&format!("This would fix {what}. To write the changes, add `--yes`.\n"));
        return Ok(Exit::Fine);
    }
    if !yes && ask(&Question { text: &format!("Fix {what}? (yes or no)"), default: "no", check: answer }, io)? == "no" {
        io.print("Nothing was changed.\n");
        return Ok(Exit::Fine);
    }
    for Mended { file, old, new, .. } in &mended {
        replace(world.root(), file, old, new.as_bytes()).map_err(|error| {
            Stop::failed(format!("`{file}` cannot be written: {error}")).help(
                "the file is unchanged; check that you have permission to write there, and that no editor is saving it",
            )
        })?;
    }
    io.print(&format!("Fixed {what}. `bedside check` lists what is left.\n"));
    Ok(Exit::Fine)
}

fn answer(text: &str) -> Result<String, String> {
    match text.trim().to_lowercase().as_str() {
        "y" | "yes" => Ok("yes".to_owned()),
        "n" | "no" => Ok("no".to_owned()),
        _ => Err("answer `yes` or `no`".to_owned()),
    }
}

/// The edits of each file, each finding's together.
fn by_file(diagnostics: &[Diagnostic]) -> BTreeMap<&VPath, Vec<&[Edit]>> {
    let mut files: BTreeMap<&VPath, Vec<&[Edit]>> = BTreeMap::new();
    for diagnostic in diagnostics.iter().filter(|diagnostic| !diagnostic.fix.is_empty()) {
        if let Some(place) = &diagnostic.place {
            files.entry(&place.file).or_default().push(&diagnostic.fix);
        }
    }
    files
}

/// A file with its edits made. Of edits that touch each other the first is made; the next check finds the others again.
fn mend(world: &DiskWorld, file: &VPath, findings: Vec<&[Edit]>) -> Option<Mended> {
    let old = world.read(file, LARGEST).ok()?;
    let whole = std::str::from_utf8(&old).ok()?;
    let text = whole.strip_prefix('\u{feff}').unwrap_or(whole);
    let mut made: Vec<Edit> = Vec::new();
    let mut count = 0;
    for edits in findings {
        let exact: Option<Vec<Edit>> = edits.iter().map(|edit| exact(text, edit)).collect();
        let touches =
            |edit: &Edit, other: &Edit| edit.range.end >= other.range.start && edit.range.start <= other.range.end;
        let free = |edits: &[Edit]| !edits.iter().any(|edit| made.iter().any(|other| touches(edit, other)));
        if let Some(exact) = exact.filter(|exact| free(exact)) {
            made.extend(exact);
            count += 1;
        }
    }
    made.sort_by_key(|edit| edit.range.start);
    let mut new = String::with_capacity(whole.len());
    new.push_str(&whole[..whole.len() - text.len()]);
    let mut from = 0;
    for edit in &made {
        new.push_str(&text[from..edit.range.start]);
        new.push_str(&edit.text);
        from = edit.range.end;
    }
    new.push_str(&text[from..]);
    let difference = difference(file, text, &made);
    (count > 0).then(|| Mended { file: file.clone(), new, findings: count, difference, old: old.clone() })
}

/// An edit with the very bytes that it changes; `None` if they are not there, or more than once.
fn exact(text: &str, edit: &Edit) -> Option<Edit> {
    let mut places = text.get(edit.range.clone())?.match_indices(&edit.old);
    let (at, _) = places.next().filter(|_| places.next().is_none() && !edit.old.is_empty() && edit.old != edit.text)?;
    let start = edit.range.start + at;
    Some(Edit { range: start..start + edit.old.len(), ..edit.clone() })
}

/// The lines that change, before and after.
fn difference(file: &VPath, text: &str, edits: &[Edit]) -> String {
    let lines = LineIndex::new(text);
    let mut out = String::new();
    let mut at = 0;
    while at < edits.len() {
        let first = lines.position(edits[at].range.start).line;
        let mut last = lines.position(edits[at].range.end).line;
        let mut behind = at + 1;
        while behind < edits.len() && lines.position(edits[behind].range.start).line <= last {
            last = last.max(lines.position(edits[behind].range.end).line);
            behind += 1;
        }
        let start = text[..edits[at].range.start].rfind('\n').map_or(0, |line| line + 1);
        let end_of = edits[behind - 1].range.end;
        let end = text[end_of..].find('\n').map_or(text.len(), |line| end_of + line);
        let mut after = String::new();
        let mut from = start;
        for edit in &edits[at..behind] {
            after.push_str(&text[from..edit.range.start]);
            after.push_str(&edit.text);
            from = edit.range.end;
        }
        after.push_str(&text[from..end]);
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{}:{first}", visible(file.as_str()));
        text[start..end].lines().for_each(|line| _ = writeln!(out, "- {}", visible(line)));
        after.lines().for_each(|line| _ = writeln!(out, "+ {}", visible(line)));
        at = behind;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_difference_shows_whole_lines() {
        let text = "one\ntwo three two\nfour\n";
        let edit = |range| exact(text, &Edit { range, old: "two".to_owned(), text: "2".to_owned() });
        assert_eq!(edit(0..text.len()), None);
        let edits: Vec<Edit> = [4..8, 12..17].into_iter().filter_map(edit).collect();
        let shown = difference(&VPath::new("a.md"), text, &edits);
        assert_eq!(shown, "a.md:2\n- two three two\n+ 2 three 2\n");
    }
}
