//! Text of a reference: what it says, and which parts of it are italic, bold, lowered or raised.
//!
//! In: text as reference managers and publishers write it, with HTML, JATS or CSL markup, entities of one or two levels, and
//! bits of LaTeX. Out: plain text with balanced marks. Invariant: a tag or entity that is known never stays in the text;
//! anything else, such as `<5 mg`, does.

use std::fmt;
use std::ops::Deref;

use markup5ever::data::NAMED_ENTITIES;

use crate::base::push_text;

use super::latex;

/// How a part of a text is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Look {
    Italic,
    Bold,
    Lowered,
    Raised,
}

impl Look {
    fn tag(self) -> &'static str {
        match self {
            Self::Italic => "i",
            Self::Bold => "b",
            Self::Lowered => "sub",
            Self::Raised => "sup",
        }
    }
}

/// The beginning or the end of a look, before the byte `at`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Mark {
    at: usize,
    look: Look,
    begins: bool,
}

/// A text with its marks.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Text {
    plain: String,
    marks: Vec<Mark>,
}

impl Text {
    /// Reads a text as written in a library.
    #[must_use]
    pub fn read(written: &str) -> Self {
        if !written.contains(['<', '&', '\\', '$']) {
            return Self { plain: spaced(written), marks: Vec::new() };
        }
        let converted = latex::in_other_text(written);
        let decoded = entities(&entities(converted.as_deref().unwrap_or(written)));
        let mut reader = Reader { text: Self::default(), open: [0; 4], space: false };
        reader.read(&decoded);
        reader.finish()
    }

    /// The same text with its markup read.
    #[must_use]
    pub(super) fn settled(self) -> Self {
        if is_plain(&self.plain) { self } else { Self::read(&self.plain) }
    }

    /// The words without their looks.
    #[must_use]
    pub fn plain(&self) -> &str {
        &self.plain
    }

    /// The text without a last full stop.
    #[must_use]
    pub fn without_stop(self) -> Self {
        let mut text = self;
        if text.plain.ends_with('.') && !text.plain.ends_with("..") {
            text.plain.pop();
            let end = text.plain.len();
            text.marks.iter_mut().for_each(|mark| mark.at = mark.at.min(end));
        }
        text
    }

    /// The text as escaped HTML.
    #[must_use]
    pub fn html(&self) -> String {
        let mut html = String::with_capacity(self.plain.len() + 8);
        let mut from = 0;
        for mark in &self.marks {
            push_text(&mut html, &self.plain[from..mark.at]);
            from = mark.at;
            html.push_str(if mark.begins { "<" } else { "</" });
            html.push_str(mark.look.tag());
            html.push('>');
        }
        push_text(&mut html, &self.plain[from..]);
        html
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.plain
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.plain)
    }
}

impl From<String> for Text {
    fn from(plain: String) -> Self {
        Self { plain, marks: Vec::new() }
    }
}

impl From<&str> for Text {
    fn from(plain: &str) -> Self {
        plain.to_owned().into()
    }
}

/// The words of a text that has no look, such as a volume.
pub(super) fn plain(written: String) -> String {
    if is_plain(&written) { written } else { Text::read(&written).plain }
}

/// Whether a text is its own reading, as nearly all are.
fn is_plain(text: &str) -> bool {
    let mut before = b' ';
    for byte in text.bytes() {
        let is_space = byte == b' ';
        if matches!(byte, b'<' | b'&' | b'\\' | b'$' | 0..b' ' | 127) || (is_space && before == b' ') {
            return false;
        }
        before = byte;
    }
    // White space of other scripts begins with these bytes of UTF-8.
    before != b' ' && !text.bytes().any(|byte| matches!(byte, 0xC2 | 0xE1 | 0xE2 | 0xE3))
}

/// An address with its entities undone.
pub(super) fn plain_entities(written: &str) -> String {
    if written.contains('&') { entities(written) } else { written.to_owned() }
}

/// Single spaces between words, and no control characters.
fn spaced(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.chars().filter(|c| !c.is_control()));
    }
    out
}

/// What a tag does.
enum Tag {
    Look(Look),
    /// It does not change its content.
    Nothing,
    /// It parts words.
    Space,
}

/// The markup of HTML, of CSL, and of JATS and `MathML` as Crossref passes it on.
fn tag(name: &str) -> Option<Tag> {
    let bare = name.rsplit(':').next().unwrap_or(name);
    let is_foreign = name.starts_with("jats:") || name.starts_with("mml:");
    Some(match bare {
        "i" | "em" | "italic" => Tag::Look(Look::Italic),
        "b" | "strong" | "bold" => Tag::Look(Look::Bold),
        "sub" | "inf" => Tag::Look(Look::Lowered),
        "sup" => Tag::Look(Look::Raised),
        "br" | "p" | "title" | "div" | "sec" => Tag::Space,
        "span" | "sc" | "scp" | "u" | "a" | "font" | "small" | "tt" | "monospace" | "underline" | "math"
        | "abstract" | "nocase" | "roman" => Tag::Nothing,
        _ if is_foreign => Tag::Nothing,
        _ => return None,
    })
}

struct Reader {
    text: Text,
    /// How often each look is open.
    open: [usize; 4],
    space: bool,
}

impl Reader {
    fn read(&mut self, source: &str) {
        let mut rest = source;
        while let Some(c) = rest.chars().next() {
            if c == '<'
                && let Some((length, begins, known)) = tag_at(rest)
            {
                match known {
                    Tag::Look(look) => self.mark(look, begins),
                    Tag::Nothing => {}
                    Tag::Space => self.space = !self.text.plain.is_empty(),
                }
                rest = &rest[length..];
                continue;
            }
            rest = &rest[c.len_utf8()..];
            if c.is_whitespace() {
                self.space = !self.text.plain.is_empty();
            } else if !c.is_control() {
                self.flush_space();
                self.text.plain.push(c);
            }
        }
    }

    fn flush_space(&mut self) {
        if std::mem::take(&mut self.space) {
            self.text.plain.push(' ');
        }
    }

    fn mark(&mut self, look: Look, begins: bool) {
        if begins {
            self.open[look as usize] += 1;
            // A look within itself changes nothing.
            if self.open[look as usize] == 1 {
                self.flush_space();
                self.text.marks.push(Mark { at: self.text.plain.len(), look, begins });
            }
        } else if self.open[look as usize] > 0 {
            self.open[look as usize] -= 1;
            if self.open[look as usize] == 0 {
                self.close(look);
            }
        }
    }

    /// Ends a look; those that began after it end with it and begin again, so that elements nest.
    fn close(&mut self, look: Look) {
        let at = self.text.plain.len();
        let mut inner = Vec::new();
        let mut ended = Vec::new();
        for mark in self.text.marks.iter().rev() {
            if !mark.begins {
                ended.push(mark.look);
            } else if let Some(pair) = ended.iter().position(|ended| *ended == mark.look) {
                ended.remove(pair);
            } else if mark.look == look {
                break;
            } else {
                inner.push(mark.look);
            }
        }
        let mark = |look, begins| Mark { at, look, begins };
        self.text.marks.extend(inner.iter().map(|look| mark(*look, false)));
        self.text.marks.push(mark(look, false));
        self.text.marks.extend(inner.iter().rev().map(|look| mark(*look, true)));
    }

    fn finish(mut self) -> Text {
        for look in [Look::Italic, Look::Bold, Look::Lowered, Look::Raised] {
            if self.open[look as usize] > 0 {
                self.close(look);
            }
        }
        self.text
    }
}

/// Length of the known tag that a text begins with, and whether it opens.
fn tag_at(text: &str) -> Option<(usize, bool, Tag)> {
    const LONGEST: usize = 400;
    let inside = &text[1..];
    let begins = !inside.starts_with('/');
    let name_start = usize::from(!begins);
    let is_name = |b: &u8| b.is_ascii_alphanumeric() || *b == b':';
    let length = inside.as_bytes()[name_start..].iter().take(20).take_while(|b| is_name(b)).count();
    let name = inside[name_start..name_start + length].to_ascii_lowercase();
    let known = tag(&name)?;
    let rest = &inside.as_bytes()[name_start + length..];
    let end = rest.iter().take(LONGEST).position(|b| *b == b'>')?;
    let has_attributes = rest[..end].iter().any(|b| !matches!(b, b' ' | b'/' | b'\n' | b'\t'));
    let is_tag = !has_attributes || (begins && rest[0].is_ascii_whitespace() && rest[..end].contains(&b'='));
    is_tag.then_some((1 + name_start + length + end + 1, begins, known))
}

/// Text with its HTML entities decoded.
fn entities(text: &str) -> String {
    const LONGEST: usize = 32;
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(LONGEST).position(|b| b == b';');
        if let Some((end, sign)) = end.and_then(|end| Some((end, entity(&rest[1..end])?))) {
            out.push_str(&sign);
            rest = &rest[end + 1..];
        } else {
            out.push('&');
            rest = &rest[1..];
        }
    }
    out.push_str(rest);
    out
}

fn entity(name: &str) -> Option<String> {
    if let Some(number) = name.strip_prefix('#') {
        let hex = number.strip_prefix(['x', 'X']);
        let code = hex.map_or_else(|| number.parse().ok(), |hex| u32::from_str_radix(hex, 16).ok())?;
        return char::from_u32(code).filter(|c| !c.is_control()).map(String::from);
    }
    let (first, second) = *NAMED_ENTITIES.get(&format!("{name};"))?;
    let signs = [first, second].into_iter().filter(|code| *code != 0);
    signs.map(char::from_u32).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_and_entities_become_looks_and_signs() {
        let cases = [
            (
                "Rest &amp; fluids in <i>E. coli</i>: CO<sub>2</sub>",
                "Rest &amp; fluids in <i>E. coli</i>: CO<sub>2</sub>",
            ),
            ("A &amp;amp; B", "A &amp; B"),
            ("&lt;i&gt;H. pylori&lt;/i&gt; in children &lt;5 years", "<i>H. pylori</i> in children &lt;5 years"),
            ("p <0.05 and a<b and c>d", "p &lt;0.05 and a&lt;b and c&gt;d"),
            ("<jats:title>A <jats:italic>B</jats:italic></jats:title>", "A <i>B</i>"),
            ("<span class=\"nocase\">HIV</span> and <span style=\"font-variant:small-caps;\">d</span>", "HIV and d"),
            ("<i>a <b>b</i> c</b>", "<i>a <b>b</b></i><b> c</b>"),
            ("<i><i>a</i></i>", "<i>a</i>"),
            ("<i>never ended", "<i>never ended</i>"),
            ("x</i> y", "x y"),
            ("&beta;-blockers &#945; &#x3b2; &nosuch; AT&T", "β-blockers α β &amp;nosuch; AT&amp;T"),
            ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
            ("<i onmouseover=alert(1)>x</i>", "<i>x</i>"),
            ("  two\n lines\u{7} ", "two lines"),
            ("Effects of $\\beta$ and \\textit{E. coli}", "Effects of β and <i>E. coli</i>"),
            ("From $5 to $10 per pill", "From $5 to $10 per pill"),
            ("C:\\path", "C:\\path"),
            ("", ""),
        ];
        for (written, expected) in cases {
            assert_eq!(Text::read(written).html(), expected, "{written}");
        }
    }

    #[test]
    fn thousands_of_open_tags_are_one() {
        let text = Text::read(&"<i>".repeat(100_000));
        assert_eq!(text.html(), "<i></i>");
    }
}
