//! Links, attributes, notes, formulas and commands within a line that are none.

use std::ops::Range;

use crate::base::{allowed, remark};
use crate::diag::{Code, codes};

use super::Slip;

/// How a finding is accepted in the text.
pub(super) const REMARK: &str =
    "write `<!-- bedside: allow RULE because REASON -->` on a line before the text it refers to";

const NOTE: &str = "write the mark `[^1]` in the text, and the note on its own line: `[^1]: ...`";

/// How far a sign may be from the one that closes it, in bytes.
const FAR: usize = 300;

/// The first slip of a text without markup.
pub(super) fn find(text: &str) -> Option<Slip> {
    let bytes = text.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        if at > 0 && bytes[at - 1] == b'\\' {
            continue;
        }
        let found = match byte {
            b'[' => bracket(text, at),
            b']' => behind_bracket(text, at),
            b')' => swapped(text, at),
            b'{' => brace(text, at),
            b'^' => note(text, at),
            b'$' => formula(text, at),
            b'<' => tag(text, at),
            b'h' | b'H' => address(text, at),
            b'_' => underscores(text, at),
            b'\\' => command(text, at),
            b'b' | b'B' => words_to_bedside(text, at),
            b'=' => marked(text, at, "=="),
            b'+' => marked(text, at, "++"),
            b'*' => spaced(text, at),
            b':' => short_code(text, at),
            _ => None,
        };
        if found.is_some() {
            return found;
        }
    }
    None
}

/// Where `close` comes next in the same line.
fn close(text: &str, from: usize, close: &str) -> Option<usize> {
    let most = text.floor_char_boundary(text.len().min(from + FAR));
    let line = text.get(from..most)?.split('\n').next()?;
    line.find(close).map(|at| from + at)
}

/// Where `open` is next before a place.
fn open(text: &str, at: usize, open: char) -> Option<usize> {
    let least = text.ceil_char_boundary(at.saturating_sub(FAR));
    text.get(least..at)?.rfind(open).map(|found| least + found)
}

/// What follows a place, as far as a sign is looked for.
fn near(text: &str, from: usize) -> &str {
    &text[from..text.floor_char_boundary(text.len().min(from + FAR))]
}

/// `[[page]]`, `[TOC]`, `[^ 1]`.
fn bracket(text: &str, at: usize) -> Option<Slip> {
    if let Some(end) = block_code(text, at) {
        return Some(foreign(at..end));
    }
    if let Some(end) = close(text, at, "]") {
        let inside = text[at..end].trim_matches(['[', ']', '_']);
        if inside.eq_ignore_ascii_case("toc") {
            let range = at..text[end..].find(|c| c != ']').map_or(text.len(), |rest| end + rest);
            return Some(no_contents(range));
        }
        let label = inside.strip_prefix('^').filter(|label| label.trim() != *label || label.is_empty());
        if label.is_some() && !text[at..].starts_with("[[") {
            return Some(Slip::lost(at..end + 1, "this is not a footnote, so it shows as text", NOTE));
        }
    }
    let inside = text[at..].strip_prefix("[[")?;
    let end = close(text, at + 2, "]]")?;
    let name = &text[at + 2..end];
    if name.is_empty() || name.contains(['[', '@']) || inside.starts_with('^') {
        return None;
    }
    let is_picture = text[..at].ends_with('!');
    let file = name.split(['|', '#']).next().unwrap_or_default();
    let help = if is_picture {
        format!("write `![what the picture shows]({file})`")
    } else {
        let file = if file.contains('.') { file.to_owned() } else { format!("{file}.md") };
        format!("write the words and the path of the document: `[the words]({file})`")
    };
    let message = format!("`[[{name}]]` is not a link here, so it shows as text");
    Some(Slip::lost(at..end + 2, message, help))
}

/// A command of another program.
fn foreign(range: Range<usize>) -> Slip {
    let message = "this is a command for another program, so it shows as text";
    Slip::lost(range, message, "remove it, or write what it stood for")
}

/// Where a short code of `WordPress` ends: `[gallery ids="1,2"]`, `[/caption]`, `[row]...[/row]`, `[youtube https://...]`.
fn block_code(text: &str, at: usize) -> Option<usize> {
    let end = close(text, at, "]")?;
    let inside = &text[at + 1..end];
    let is_sign = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '-');
    let is_name = |name: &str| name.starts_with(|c: char| c.is_ascii_lowercase()) && name.chars().all(is_sign);
    if let Some(name) = inside.strip_prefix('/') {
        return is_name(name).then_some(end + 1);
    }
    let (name, rest) = inside.split_at(inside.find(|c| !is_sign(c)).unwrap_or(inside.len()));
    let has_value = |part: &str| {
        part.split_once('=').is_some_and(|(key, value)| is_name(key) && value.starts_with(['"', '\'', '“', '”', '″']))
    };
    let is_code = is_name(name)
        && match rest.strip_prefix(' ') {
            Some(rest) => rest.split(' ').any(has_value) || rest.starts_with("https://"),
            None => rest.is_empty() && (name == "gallery" || near(text, end).contains(&format!("[/{name}]"))),
        };
    is_code.then_some(end + 1)
}

/// What a link leads to, as far as one can tell.
fn is_target(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let begins = ["http:", "https:", "mailto:", "tel:", "./", "../", "/", "#", "www."]
        .iter()
        .any(|start| lower.starts_with(start));
    let file = lower.split('#').next().unwrap_or_default();
    let ends = [".md", ".html", ".jpg", ".jpeg", ".png", ".webp", ".gif", ".svg", ".pdf"]
        .iter()
        .any(|end| file.ends_with(end));
    !text.is_empty() && !text.contains(char::is_whitespace) && (begins || ends)
}

/// A `](`, `][` or `] (` that makes no link of the words before it.
fn behind_bracket(text: &str, at: usize) -> Option<Slip> {
    let open = open(text, at, '[').filter(|open| !text[..*open].ends_with('\\'))?;
    let words = &text[open + 1..at];
    let rest = near(text, at + 1);
    if words.starts_with(['^', '@', '-']) {
        return None;
    }
    if let Some(inside) = rest.strip_prefix('(') {
        let end = close(text, at + 2, ")");
        let target = inside.split(')').next().unwrap_or_default();
        let message = "this is not a link, so it shows as text";
        let help = if end.is_none() {
            "write `)` after the address"
        } else if ["tel:", "mailto:", "sms:"].iter().any(|scheme| target.starts_with(scheme)) {
            "an address cannot contain spaces: `[call us](tel:555-0100)`"
        } else if target.contains(['“', '”', '‘', '’']) {
            "write the title in straight quotation marks: `[the words](page.md \"The title\")`"
        } else {
            "put an address with spaces in angle brackets: `[the words](<my page.md>)`; to show a bracket, write \
             a backslash before it, `\\[`"
        };
        let end = end.map_or_else(|| line_end(text, at), |end| end + 1);
        return Some(Slip::lost(open..end, message, help));
    }
    if rest.starts_with('[') && !rest.starts_with("[@") && !rest.starts_with("[^") && !rest.starts_with("[-@") {
        let end = close(text, at + 2, "]")?;
        let name = if end == at + 2 { words } else { &text[at + 2..end] };
        let message = format!("this is not a link, so it shows as text: `{name}` is not defined");
        let help = format!("write the address after the words, `[{words}](page.md)`, or a line `[{name}]: page.md`");
        return Some(Slip::lost(open..end + 1, message, help));
    }
    let inside =
        rest.trim_start_matches([' ', '\u{a0}']).strip_prefix('(').filter(|_| rest.starts_with([' ', '\u{a0}']))?;
    let target = inside.split(')').next().unwrap_or_default();
    is_target(target).then(|| {
        let end = at + 1 + rest.len() - inside.len() + target.len();
        let message = "this is not a link, so it shows as text: there is a space between its words and its address";
        Slip::lost(open..(end + 1).min(text.len()), message, format!("write `[{words}]({target})`"))
    })
}

/// `(words)[address]`.
fn swapped(text: &str, at: usize) -> Option<Slip> {
    let target = near(text, at + 1).strip_prefix('[')?;
    let target = &target[..target.find(']')?];
    let open = open(text, at, '(')?;
    is_target(target).then(|| {
        let message = "this is not a link, so it shows as text: its brackets are in the wrong order";
        Slip::lost(open..at + 3 + target.len(), message, format!("write `[{}]({target})`", &text[open + 1..at]))
    })
}

/// Attributes, and commands of other programs.
fn brace(text: &str, at: usize) -> Option<Slip> {
    let rest = near(text, at + 1);
    if rest.starts_with(['{', '%']) {
        let end = close(text, at, "}")?;
        return Some(foreign(at..end + 1));
    }
    let inside = rest.trim_start_matches([':', ' ']);
    let end = close(text, at, "}");
    let is_name = |text: &str| text.starts_with(char::is_alphabetic);
    let key = inside.trim_start_matches(|c: char| c.is_alphanumeric() || c == '-');
    let is_attribute = inside.strip_prefix(['#', '.']).is_some_and(is_name)
        || is_name(inside) && key.starts_with('=') && end.is_some()
        || rest.starts_with(':') && is_name(inside) && end.is_some()
        // `{=html}`, as pandoc marks raw text.
        || rest.starts_with('=') && is_name(&rest[1..]) && end.is_some();
    if !is_attribute || (end.is_none() && !inside.starts_with('#')) {
        return None;
    }
    let end = end.map_or_else(|| line_end(text, at), |end| end + 1);
    let help = "only headings accept an `id` or a class, at the end of the line: `## When to call {#call}`; to show a brace, \
                write `\\{`";
    Some(Slip::lost(at..end, "this is not an attribute here, so it shows as text", help))
}

fn line_end(text: &str, from: usize) -> usize {
    text[from..].find('\n').map_or(text.len(), |at| from + at)
}

/// `^[a note]` and `[1^]`.
fn note(text: &str, at: usize) -> Option<Slip> {
    let rest = &text[at + 1..];
    let label = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if rest.starts_with("[@") {
        // `^[@roe2020]^`: the number of a source is raised by itself.
        let end = close(text, at, "]^")? + 2;
        let message = "the signs `^` around this citation show as text";
        return Some(Slip::lost(at..end, message, "remove them: the number of a source is raised automatically"));
    }
    let range = if rest.starts_with('[') {
        at..close(text, at, "]")? + 1
    } else if rest.starts_with(']') {
        let open = open(text, at, '[').filter(|open| label(&text[open + 1..at]))?;
        open..at + 2
    } else {
        return None;
    };
    Some(Slip::lost(range, "this is not a footnote, so it shows as text", NOTE))
}

/// `$x^2$`.
fn formula(text: &str, at: usize) -> Option<Slip> {
    if text[..at].ends_with('$') {
        return None;
    }
    let start = at + text[at..].len() - text[at..].trim_start_matches('$').len();
    let end = close(text, start, "$")?;
    let inside = &text[start..end];
    let is_formula = inside.contains(['\\', '_', '^', '{']) && !inside.starts_with(' ') && !inside.ends_with(' ');
    is_formula.then(|| {
        let help = "write `H~2~O`, `10^6^`, `β` and `≥` directly; for a literal dollar sign, write `\\$`";
        Slip::lost(at..end + 1, "formulas between dollar signs show as text", help)
    })
}

/// A comment or a tag that is none.
fn tag(text: &str, at: usize) -> Option<Slip> {
    let rest = near(text, at + 1);
    if rest.starts_with(['!']) {
        let message = "this is not a comment, so it shows as text";
        return Some(Slip::lost(at..line_end(text, at), message, "a comment starts with `<!--` and ends with `-->`"));
    }
    let name = rest.trim_start_matches('/');
    let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())];
    let is_tag =
        ["a", "br", "div", "iframe", "img", "p", "span", "video"].contains(&name.to_ascii_lowercase().as_str());
    if let Some(end) = close(text, at, ">") {
        let target = &text[at + 1..end];
        let is_spaced = ["http://", "https://"].iter().any(|start| target.starts_with(start)) && target.contains(' ');
        let help = if is_spaced {
            Some(format!("an address cannot contain spaces: write `<{}>`", target.replace(' ', "%20")))
        } else {
            is_target(target).then(|| format!("write `[the words]({target})`"))
        };
        if let Some(help) = help {
            let message = format!("`<{target}>` is not a link, so it shows as text");
            return Some(Slip::lost(at..end + 1, message, help));
        }
    }
    let is_open = is_tag && rest[name.len()..].starts_with([' ', '\n']) && rest.contains('=');
    is_open.then(|| {
        let message = format!("the tag `<{name}` has no end, so it shows as text");
        Slip::lost(at..line_end(text, at), message, "write `>` at its end, or write it as Markdown")
    })
}

/// `https:/cdc.gov` and `http//cdc.gov`.
fn address(text: &str, at: usize) -> Option<Slip> {
    let is_start = !text[..at].ends_with(|c: char| c.is_alphanumeric());
    let lower = text.get(at..)?.get(..4).filter(|start| start.eq_ignore_ascii_case("http") && is_start)?;
    let rest = text[at + lower.len()..].trim_start_matches(['s', 'S']);
    let behind = [":/", "//", ";//", ":\\\\"].iter().find_map(|signs| rest.strip_prefix(signs))?;
    let is_host = behind.starts_with(char::is_alphanumeric);
    is_host.then(|| {
        let end = text[at..].find(char::is_whitespace).map_or(text.len(), |end| at + end);
        let message = "this is not an address, so it shows as text";
        Slip::lost(at..end, message, "an address starts with `https://`")
    })
}

/// `* bold*`, `** bold **`: asterisks with a space on the wrong side. Those behind a word are marks of a note, and those with a
/// space on both sides a sign of their own.
fn spaced(text: &str, at: usize) -> Option<Slip> {
    /// More words are hardly meant to stand out.
    const MOST: usize = 60;
    if text[..at].ends_with('*') {
        return None;
    }
    let rest = &text[at..];
    let signs = &rest[..rest.len() - rest.trim_start_matches('*').len()];
    let from = at + signs.len();
    let end = close(text, from, "*").filter(|end| (1..=2).contains(&signs.len()) && end - from <= MOST)?;
    let inside = &text[from..end];
    let words = inside.trim();
    let behind = text[end..].strip_prefix(signs)?;
    let begins = text[..at].chars().next_back().is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '"' | '“'));
    let ends = !behind.starts_with(|c: char| c.is_alphanumeric() || c == '*');
    let is_before = inside.starts_with([' ', '\u{a0}']);
    let is_behind = inside.ends_with([' ', '\u{a0}']);
    // `5 * 3 * 2` and `5 mg * daily *` have signs that stand alone.
    let is_meant = is_before != is_behind || signs.len() == 2 && is_before;
    let is_words =
        words.starts_with(char::is_alphabetic) && words.ends_with(|c: char| c.is_alphanumeric() || ".!?:".contains(c));
    (begins && ends && is_meant && is_words).then(|| {
        let message = "these asterisks show on the page: there is a space between them and the words";
        let help = format!("write `{signs}{words}{signs}`; for asterisks that are meant to show write `\\*`");
        Slip::lost(at..end + signs.len(), message, help)
    })
}

/// `__bold` that nothing closes.
fn underscores(text: &str, at: usize) -> Option<Slip> {
    let is_start = text[..at].chars().next_back().is_none_or(char::is_whitespace);
    let rest = text[at..].strip_prefix("__")?;
    (is_start && rest.starts_with(char::is_alphabetic)).then(|| {
        let message = "these underscores show on the page: they do not make the text bold";
        Slip::lost(at..at + 2, message, "bold text starts and ends with two asterisks: `**Dose**`")
    })
}

/// `==marked==`.
fn marked(text: &str, at: usize, sign: &str) -> Option<Slip> {
    let inside = text[at..].strip_prefix(sign)?;
    let same = |c: char| sign.starts_with(c);
    let is_start = !text[..at].ends_with(|c: char| c.is_alphanumeric() || same(c));
    let is_word = inside.starts_with(|c: char| !c.is_whitespace() && !same(c));
    let end = close(text, at + 2, sign).filter(|_| is_start && is_word)?;
    let words = &text[at + 2..end];
    let is_whole = !words.ends_with(char::is_whitespace) && !text[end + 2..].starts_with(same);
    is_whole.then(|| no_mark(at..end + 2, words))
}

/// Signs that are meant to mark words.
pub(super) fn no_mark(range: Range<usize>, words: &str) -> Slip {
    let message = "these characters show on the page: they do not format the text";
    Slip::lost(range, message, format!("write `**{words}**`"))
}

/// The command for a list of contents in other programs.
pub(super) fn no_contents(range: Range<usize>) -> Slip {
    let message = "this shows as text: Bedside does not have this command";
    Slip::lost(range, message, "remove it: a long text gets a table of contents automatically")
}

/// `:smile:`.
fn short_code(text: &str, at: usize) -> Option<Slip> {
    let is_start = text[..at].chars().next_back().is_none_or(char::is_whitespace);
    let rest = &text[at + 1..];
    let name = &rest[..rest.find(|c: char| !(c.is_ascii_lowercase() || c == '_')).unwrap_or(rest.len())];
    let behind = rest[name.len()..].strip_prefix(':')?;
    let is_code = is_start && name.len() > 2 && !behind.starts_with(|c: char| c.is_alphanumeric() || c == ':');
    is_code.then(|| {
        let message = format!("`:{name}:` shows as text: Bedside does not support emoji names");
        let help = "write the emoji itself, or leave it out; for literal colons, write `\\:`";
        Slip::lost(at..at + name.len() + 2, message, help)
    })
}

/// `%% bedside: allow ... %%`, and a remark in whatever is a comment elsewhere.
fn words_to_bedside(text: &str, at: usize) -> Option<Slip> {
    let is_start = !text[..at].ends_with(|c: char| c.is_alphanumeric());
    let said = is_start.then(|| near(text, at).split('\n').next()).flatten().and_then(remark).and_then(allowed)?;
    let rule = said.split([' ', ',', ';']).next().unwrap_or_default();
    // `Bedside: allow ten minutes` is a sentence.
    (rule.contains('/') || Code::named(rule).is_some()).then(|| {
        let message = "this shows on the page and accepts nothing: it is not in the form that Bedside reads";
        Slip::of(&codes::BAD_WAIVER, at..line_end(text, at), message, REMARK)
    })
}

/// `\textit{..}`; citations are read elsewhere.
fn command(text: &str, at: usize) -> Option<Slip> {
    let rest = near(text, at + 1);
    let name = &rest[..rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len())];
    let help = match name {
        "newpage" | "pagebreak" | "clearpage" | "noindent" | "tableofcontents" => {
            Some("remove it: browsers and printers break pages automatically")
        }
        "newline" | "linebreak" => Some("remove it; to break a line, end it with a backslash"),
        _ => None,
    };
    if let Some(help) = help {
        let message = format!("`\\{name}` is a LaTeX command, so it shows as text");
        return Some(Slip::lost(at..at + 1 + name.len(), message, help));
    }
    if name.is_empty() || name.contains("cite") || !rest[name.len()..].starts_with('{') {
        return None;
    }
    let end = close(text, at, "}")? + 1;
    let message = format!("`\\{name}` is a LaTeX command, so it shows as text");
    let help = "write `*italic*`, `**bold**`, and symbols such as µ directly; for a literal backslash, write `\\\\`";
    Some(Slip::lost(at..end, message, help))
}
