//! Lines that begin as tables, callouts, blocks, headings and lists do, and are none.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::diag::codes;

use super::Slip;
use crate::markdown::callout;

/// A line without the marks of quotations around it, and where it starts.
#[derive(Clone, Copy)]
struct Line<'t> {
    start: usize,
    text: &'t str,
}

impl Line<'_> {
    fn range(self) -> Range<usize> {
        self.start..self.start + self.text.len()
    }
}

/// The first slip of a paragraph.
pub(super) fn find(text: &str, components: &BTreeSet<String>) -> Option<Slip> {
    let mut before: Option<Line<'_>> = None;
    let mut alike = Alike::default();
    for line in lines(text) {
        let found = match line.text.chars().next()? {
            '|' | '+' | '-' | '=' | ':' | '–' | '—' if is_delimiters(line.text) => Some(no_table(line, before)),
            ':' if line.text.starts_with(":::") => Some(no_callout(line)),
            '!' if line.text.starts_with("!!! ") => Some(no_callout(line)),
            '[' if is_contents(line.text) => Some(super::line::no_contents(line.range())),
            '[' | '!' => callout_mark(line, before.is_some()),
            '#' | '＃' => heading(line),
            '`' | '~' | '\'' | '"' | '‘' | '’' | '“' | '”' | '´' => fence(line, components),
            '\u{200b}' | '\u{2060}' | '\u{feff}' => invisible(line),
            _ => None,
        };
        let found = found.or_else(|| pasted(line).filter(|_| before.is_none()));
        if found.is_some() {
            return found;
        }
        if let Some(found) = alike.with(line).or_else(|| marked(line)) {
            return Some(found);
        }
        before = Some(line);
    }
    None
}

/// `[[_TOC_]]`, whose underscores are markup.
fn is_contents(line: &str) -> bool {
    line.trim_matches(['[', ']', '_']).eq_ignore_ascii_case("toc") && line.ends_with(']')
}

/// `==**marked**==`: signs around markup. Those around words alone are found within the line, and code shows as it is written.
fn marked(line: Line<'_>) -> Option<Slip> {
    let at = line.text.find("==")?;
    let inside = &line.text[at + 2..];
    let words = &inside[..inside.find("==")?];
    let is_word = |c: char| !c.is_whitespace() && c != '=';
    let is_whole = words.starts_with(is_word) && words.ends_with(is_word) && words.contains(['*', '_', '[']);
    let is_start = !line.text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '=');
    (is_whole && is_start && !line.text.contains('`')).then(|| {
        let start = line.start + at;
        super::line::no_mark(start..start + words.len() + 4, &words.replace(['*', '_'], ""))
    })
}

fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    let mut start = 0;
    let whole = text.split_inclusive('\n').map(move |line| {
        let from = start;
        start += line.len();
        let inside = line.trim_start_matches([' ', '\t', '>']);
        Line { start: from + line.len() - inside.len(), text: inside.trim_end() }
    });
    whole.filter(|line| !line.text.is_empty())
}

/// Whether a line is made of the signs below the heads of a table, with a bar or a corner among them.
fn is_delimiters(line: &str) -> bool {
    let is_made_of = line.chars().all(|c| matches!(c, '|' | '+' | '-' | '=' | ':' | ' ' | '\t' | '–' | '—'));
    let dashes = line.chars().filter(|c| matches!(c, '-' | '=' | '–' | '—')).count();
    is_made_of && dashes >= 2 && line.contains(['|', '+'])
}

const ROWS: &str = "write the column headings and, directly below them, one `---` for each column: `| Drug | Dose |`, then `|---|---|`; \
                    for a literal bar, write `\\|`";

fn no_table(dashes: Line<'_>, heads: Option<Line<'_>>) -> Slip {
    let Some(heads) = heads.filter(|heads| heads.text.contains('|')) else {
        let message =
            "this line of dashes belongs to a table, but no headings are directly above it, so it shows as text";
        return Slip::lost(dashes.range(), message, ROWS);
    };
    let (below, above) = (columns(dashes.text), columns(heads.text));
    if dashes.text.contains(['+', '=', '–', '—']) {
        let message = "these lines are not a table, so they show as text: the line below the headings may contain only `-`, `|` and `:`";
        return Slip::lost(dashes.range(), message, ROWS);
    }
    let message = format!(
        "these lines are not a table, so they show as text: cells in the heading row: {above}, in the line below: {below}"
    );
    Slip::lost(dashes.range(), message, ROWS)
}

/// How many columns a row has.
fn columns(row: &str) -> usize {
    let row = row.trim().trim_start_matches('|');
    let row = row.strip_suffix('|').unwrap_or(row);
    1 + row.match_indices('|').filter(|(at, _)| !row[..*at].ends_with('\\')).count()
}

fn no_callout(line: Line<'_>) -> Slip {
    let message = "this starts a box in other programs, but here it shows as text";
    let help = "write a callout: `> [!NOTE]`, with each of its lines after a `>`; Bedside's own boxes are fenced blocks, such as \
                ```` ```care ````";
    Slip::lost(line.range(), message, help)
}

/// `[!NOTE]` where no callout can begin, and what lacks a sign of it.
fn callout_mark(line: Line<'_>, is_inside: bool) -> Option<Slip> {
    let word = |text: &str| -> Option<String> {
        let name = text.trim();
        callout::is_mark(name).then(|| name.to_ascii_uppercase())
    };
    let bracket = line.text.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    let (name, is_whole) = match bracket {
        Some((inside, _)) if inside.starts_with('!') => (word(&inside[1..])?, true),
        Some((inside, rest)) if rest.trim().is_empty() && inside == inside.to_uppercase() => (word(inside)?, false),
        Some(_) => return None,
        None => {
            let name = line.text.strip_prefix('!')?;
            (word(name).filter(|upper| upper == name.trim())?, false)
        }
    };
    let message = if is_whole && is_inside {
        format!("`[!{name}]` is inside a paragraph, so it shows as text")
    } else if is_whole {
        format!("`[!{name}]` is not in a quotation, so it shows as text")
    } else {
        format!("`{}` does not start a callout, so it shows as text", line.text)
    };
    let help = format!(
        "start a callout with the line `> [!{name}]` after an empty line, and start each of its lines with `>`"
    );
    Some(Slip::of(&codes::UNKNOWN_CALLOUT, line.range(), message, help))
}

fn heading(line: Line<'_>) -> Option<Slip> {
    let words = line.text.trim_start_matches(['#', '＃']);
    let signs = line.text[..line.text.len() - words.len()].chars().count();
    let is_wide = line.text.starts_with('＃');
    let is_heading = signs > 1 || is_wide && words.starts_with(' ');
    if !is_heading || words.trim().is_empty() {
        return None;
    }
    let help = if signs > 6 { "a heading has two to four `#`" } else { "a heading needs a space: `## When to call`" };
    Some(Slip::lost(line.range(), "this line looks like a heading but shows as text", help))
}

/// A fence of too few or other signs before the name of a component.
fn fence(line: Line<'_>, components: &BTreeSet<String>) -> Option<Slip> {
    let name = line.text.trim_start_matches(['`', '~', '\'', '"', '‘', '’', '“', '”', '´']);
    let signs = line.text[..line.text.len() - name.len()].chars().count();
    let name = name.trim();
    (signs > 1 && components.contains(name)).then(|| {
        let message = format!("this looks like the block `{name}` but shows as text");
        let help = format!("write three backticks, ```` ```{name} ````, and three on a separate line at its end");
        Slip::of(&codes::BAD_COMPONENT, line.range(), message, help)
    })
}

/// A sign that nobody sees before one that is markup at the start of a line.
fn invisible(line: Line<'_>) -> Option<Slip> {
    let rest = line.text.trim_start_matches(['\u{200b}', '\u{2060}', '\u{feff}']);
    rest.starts_with(['#', '>', '-', '*', '|', '`', '+']).then(|| {
        let message = "this line starts with an invisible character, so its markup shows as text";
        Slip::lost(
            line.range(),
            message,
            "delete everything before the first visible character, and type that character again",
        )
    })
}

/// `·   one`, `o   two`: an item of a list as Word's are pasted, each a paragraph of its own.
fn pasted(line: Line<'_>) -> Option<Slip> {
    let sign = line
        .text
        .chars()
        .next()
        .filter(|c| matches!(c, 'o' | '·' | '•' | '▪' | '◦' | '§' | '\u{f0b7}' | '\u{f0a7}'))?;
    let rest = &line.text[sign.len_utf8()..];
    let words = rest.trim_start_matches([' ', '\t', '\u{a0}']);
    let gap = &rest[..rest.len() - words.len()];
    let is_wide = gap.chars().count() > 1 || gap.starts_with(['\t', '\u{a0}']);
    (is_wide && !words.is_empty()).then(|| {
        let message = format!("this item was pasted from a list, and `{sign}` makes no list here");
        Slip::lost(line.range(), message, "begin it with `- `; items within another one have two spaces before it")
    })
}

/// Lines that follow each other and begin alike.
#[derive(Default)]
struct Alike<'t> {
    last: Option<(Start, Line<'t>)>,
}

/// How a line begins that may be an item or a row.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Start {
    Bullet,
    Hyphen,
    Number,
    Letter,
    Row,
}

impl<'t> Alike<'t> {
    fn with(&mut self, line: Line<'t>) -> Option<Slip> {
        let start = start(line.text);
        let before = self.last.take();
        self.last = start.map(|start| (start, line));
        let (start, (_, first)) = (start?, before.filter(|(before, _)| Some(*before) == start)?);
        let range = first.start..line.range().end;
        Some(match start {
            Start::Row => {
                let message =
                    "these lines look like a table but show as text: there is no line of dashes below the headings";
                Slip::lost(range, message, ROWS)
            }
            Start::Bullet => Slip::lost(
                range,
                "these lines run together on the page: `•` does not make a list",
                "start each with `- `",
            ),
            Start::Hyphen => {
                let message = "these lines run together on the page: a list item needs a space after its `-`";
                Slip::lost(range, message, "write `- ` before each")
            }
            Start::Letter => {
                let message =
                    "these lines run together on the page: letters and numbers in parentheses do not make a list";
                Slip::lost(range, message, "start each with `- `, or with `1. ` if they are steps")
            }
            Start::Number => {
                let message = "these lines run together on the page: a list item needs a space after its number";
                Slip::lost(range, message, "write `1. ` before each")
            }
        })
    }
}

fn start(line: &str) -> Option<Start> {
    let is_word = |rest: &str| rest.starts_with(char::is_alphabetic);
    match line.chars().next()? {
        '•' | '·' | '▪' | '◦' => Some(Start::Bullet),
        '-' | '+' => is_word(&line[1..]).then_some(Start::Hyphen),
        '|' => (line.len() > 2 && line.ends_with('|')).then_some(Start::Row),
        '(' => is_lettered(&line[1..]).then_some(Start::Letter),
        'a'..='z' | 'A'..='Z' => is_lettered(line).then_some(Start::Letter),
        '0'..='9' => {
            let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
            rest.strip_prefix(['.', ')']).is_some_and(is_word).then_some(Start::Number)
        }
        _ => None,
    }
}

/// Whether a line begins with a letter or a small number and a bracket: `a) `, `12) `.
fn is_lettered(line: &str) -> bool {
    let Some((mark, rest)) = line.split_once(')') else { return false };
    let is_mark = mark.len() == 1 || mark.len() == 2 && mark.bytes().all(|b| b.is_ascii_digit());
    is_mark && mark.bytes().all(|b| b.is_ascii_alphanumeric()) && rest.starts_with([' ', '\u{a0}'])
}

/// An item that begins with a box which is none.
pub(super) fn task(item: &str) -> Option<Slip> {
    let inside = item.trim_start_matches(|c: char| c.is_ascii_digit());
    let inside = inside.strip_prefix(['-', '*', '+', '.', ')'])?.trim_start_matches([' ', '\t']);
    let box_ = inside.split_once(']').map(|(inside, _)| inside)?.strip_prefix('[')?;
    let is_box = matches!(box_.trim(), "" | "x" | "X" | "✓" | "✔" | "*") && !matches!(box_, " " | "x" | "X");
    is_box.then(|| {
        let start = item.len() - inside.len();
        let message = "this is not a task box, so it shows as text";
        Slip::lost(
            start..start + box_.len() + 2,
            message,
            "write `- [ ] ` for an open task and `- [x] ` for a finished one",
        )
    })
}
