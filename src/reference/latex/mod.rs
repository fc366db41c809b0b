//! LaTeX in the fields of references: accents, commands, mathematics and escapes become text with `<i>`, `<b>`, `<sub>` and
//! `<sup>`, as pandoc reads them.
//!
//! One pass with a stack of groups: neither depth nor length costs more than the text has signs. What is not known leaves
//! its argument, and never a backslash.

mod commands;

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use commands::{ACCENTS, LOOKS, SIGNS, WITHOUT_ARGUMENT};

/// Groups deeper than this are read as if they were one.
const DEEPEST: usize = 64;

/// A value of BibTeX as text with tags.
pub(super) fn text(source: &str) -> Cow<'_, str> {
    if !source.contains(['\\', '{', '}', '$', '~', '`', '\'', '-']) {
        return Cow::Borrowed(source);
    }
    let mut reader =
        Reader { source, at: 0, out: String::with_capacity(source.len()), groups: Vec::new(), math: false };
    reader.read();
    Cow::Owned(reader.out.nfc().collect())
}

/// An address of BibTeX: what is escaped there, and nothing else.
pub(super) fn address(source: &str) -> String {
    const ESCAPES: [(&str, &str); 21] = [
        ("$<$", "<"),
        ("$>$", ">"),
        ("\\textless", "<"),
        ("\\textgreater", ">"),
        ("$\\_$", "_"),
        ("$_$", "_"),
        ("\\textunderscore", "_"),
        ("{\\_}", "_"),
        ("{\\%}", "%"),
        ("{\\&}", "&"),
        ("{\\#}", "#"),
        ("{\\~{}}", "~"),
        ("\\~{}", "~"),
        ("{\\textasciitilde}", "~"),
        ("\\textasciitilde", "~"),
        ("$\\sim$", "~"),
        ("\\_", "_"),
        ("\\%", "%"),
        ("\\&", "&"),
        ("\\#", "#"),
        ("\\/", "/"),
    ];
    let mut text = source.trim();
    for command in ["\\url{", "\\href{", "\\path{"] {
        text = text.strip_prefix(command).map_or(text, |rest| rest.split('}').next().unwrap_or(rest));
    }
    let mut text = ESCAPES.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to));
    text.retain(|c| !matches!(c, '{' | '}' | '\\'));
    crate::reference::text::plain_entities(text.trim())
}

/// The text of another format that holds LaTeX all the same: a command that is known, or mathematics between dollar signs.
pub(super) fn in_other_text(written: &str) -> Option<String> {
    let holds = |(at, _): (usize, &str)| command_at(&written[at..]);
    let has_command = written.match_indices('\\').any(holds);
    let has_math = || {
        let first = written.find('$')?;
        let second = first + 1 + written[first + 1..].find('$')?;
        written[first..second].contains(['\\', '^', '_']).then_some(())
    };
    (has_command || has_math().is_some()).then(|| {
        // A brace that is not LaTeX's is rare, and goes with the others.
        text(written).into_owned()
    })
}

/// Whether a command that is known begins here, at a backslash.
fn command_at(text: &str) -> bool {
    let rest = &text[1..];
    let length = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (name, behind) = rest.split_at(length);
    if length > 1 {
        let is_known = SIGNS.iter().any(|(sign, _)| *sign == name) || LOOKS.iter().any(|(look, ..)| *look == name);
        return is_known;
    }
    let mut signs = rest.chars();
    let accent =
        signs.next().is_some_and(|sign| ACCENTS.iter().any(|(name, _)| name.len() == 1 && name.starts_with(sign)));
    if length == 1 {
        return accent && behind.starts_with('{');
    }
    accent && signs.next().is_some_and(|next| next == '{' || next == '\\' || next.is_alphabetic())
}

/// What ends with a group.
#[derive(Default)]
struct Group {
    /// Tags that are open, the last one innermost.
    tags: Vec<&'static str>,
    /// Whether mathematics went on around it, and comes back.
    math: Option<bool>,
    /// Whether letters of mathematics are upright in it.
    upright: bool,
    /// A sign that the end writes, such as a closing quotation mark.
    end: &'static str,
}

struct Reader<'s> {
    source: &'s str,
    at: usize,
    out: String,
    groups: Vec<Group>,
    math: bool,
}

impl<'s> Reader<'s> {
    fn rest(&self) -> &'s str {
        &self.source[self.at..]
    }

    fn read(&mut self) {
        while let Some(c) = self.rest().chars().next() {
            self.at += c.len_utf8();
            match c {
                '\\' => self.command(),
                '{' => self.open(Group::default()),
                '}' => self.close(),
                '$' => self.dollar(),
                '~' => self.out.push(' '),
                '^' | '_' if self.math => self.script(c),
                '`' | '\'' | '-' if !self.math => self.typography(c),
                '-' => self.out.push('−'),
                '\'' => self.out.push('′'),
                c if self.math && c.is_ascii_alphabetic() => self.variable(),
                c if self.math && c.is_whitespace() => {}
                c => self.out.push(c),
            }
        }
        while !self.groups.is_empty() {
            self.close();
        }
    }

    fn open(&mut self, group: Group) {
        if self.groups.len() < DEEPEST {
            self.groups.push(group);
        } else if let Some(last) = self.groups.last_mut() {
            // Its end comes with the first closing brace: a text this deep is no title.
            last.tags.extend(group.tags);
        }
    }

    fn close(&mut self) {
        let Some(group) = self.groups.pop() else { return };
        self.out.push_str(group.end);
        for tag in group.tags.iter().rev() {
            self.out.push_str("</");
            self.out.push_str(tag);
            self.out.push('>');
        }
        if let Some(math) = group.math {
            self.math = math;
        }
    }

    /// `$..$` is mathematics; a single dollar, and one of prices, is a dollar.
    fn dollar(&mut self) {
        if self.math {
            self.math = false;
            self.at += usize::from(self.rest().starts_with('$'));
            return;
        }
        if self.rest().starts_with('$') {
            self.at += 1;
            self.math = self.rest().contains("$$");
            return;
        }
        let Some(end) = unescaped_dollar(self.rest()) else { return self.out.push('$') };
        let (inside, behind) = (&self.rest()[..end], &self.rest()[end + 1..]);
        let is_tight = !inside.is_empty() && !inside.starts_with(' ') && !inside.ends_with(' ');
        let is_number = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
        let is_price = is_number(inside) && (is_number(behind) || inside.contains(' '));
        if inside.contains(['\\', '^', '_']) || (is_tight && !is_price) {
            self.math = true;
        } else {
            self.out.push('$');
        }
    }

    /// A letter of mathematics, or a run of them, in italics.
    fn variable(&mut self) {
        let start = self.at - 1;
        let more = self.rest().bytes().take_while(u8::is_ascii_alphabetic).count();
        self.at += more;
        let letters = &self.source[start..self.at];
        if self.groups.iter().any(|group| group.upright) {
            self.out.push_str(letters);
        } else {
            self.out.extend(["<i>", letters, "</i>"]);
        }
    }

    /// `_2`, `^{-3}`, `^\circ`.
    fn script(&mut self, sign: char) {
        let rest = self.rest().trim_start();
        self.at = self.source.len() - rest.len();
        let bare = rest.trim_start_matches('{');
        for (name, shown) in [("\\circ", "°"), ("\\prime", "′"), ("\\degree", "°")] {
            if let Some(behind) = bare.strip_prefix(name)
                && sign == '^'
            {
                self.out.push_str(shown);
                let behind = if bare.len() == rest.len() { behind } else { behind.trim_start_matches('}') };
                self.at = self.source.len() - behind.len();
                return;
            }
        }
        let tag = if sign == '_' { "sub" } else { "sup" };
        self.out.extend(["<", tag, ">"]);
        if let Some(rest) = rest.strip_prefix('{') {
            self.at = self.source.len() - rest.len();
            self.open(Group { tags: vec![tag], ..Group::default() });
            return;
        }
        match rest.chars().next() {
            Some('\\') => {
                self.at += 1;
                self.command();
            }
            Some(c) if c.is_ascii_alphabetic() => self.out.extend(["<i>", &rest[..1], "</i>"]),
            Some('$') | None => {}
            Some('-') => self.out.push('−'),
            Some(c) => self.out.push(c),
        }
        self.at += rest.chars().next().filter(|c| !matches!(c, '\\' | '$')).map_or(0, char::len_utf8);
        self.out.extend(["</", tag, ">"]);
    }

    fn typography(&mut self, c: char) {
        let rest = self.rest();
        let (sign, more) = match c {
            '`' if rest.starts_with('`') => ("“", 1),
            '`' => ("‘", 0),
            '\'' if rest.starts_with('\'') => ("”", 1),
            '\'' => ("'", 0),
            _ if rest.starts_with("--") => ("—", 2),
            _ if rest.starts_with('-') => ("–", 1),
            _ => ("-", 0),
        };
        self.out.push_str(sign);
        self.at += more;
    }

    fn command(&mut self) {
        let rest = self.rest();
        let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let length = if letters > 0 { letters } else { rest.chars().next().map_or(0, char::len_utf8) };
        let name = &rest[..length];
        self.at += length;
        if name.is_empty() {
            return;
        }
        if let Some((_, mark)) =
            ACCENTS.iter().find(|(accent, _)| *accent == name).filter(|_| !self.math || letters == 0)
        {
            return self.accent(name, *mark);
        }
        if letters > 0 {
            // The space behind a command only ends its name.
            let trimmed = self.rest().trim_start_matches([' ', '\t']);
            self.at = self.source.len() - trimmed.len();
        }
        if let Some((_, sign)) = SIGNS.iter().find(|(sign, _)| *sign == name) {
            if self.rest().starts_with("{}") {
                self.at += 2;
            }
            return self.out.push_str(sign);
        }
        if let Some((_, tag, takes_argument)) = LOOKS.iter().find(|(look, ..)| *look == name) {
            return self.look(tag, *takes_argument);
        }
        match name {
            "ensuremath" => self.group(Group { math: Some(self.math), ..Group::default() }, true),
            // Outside of mathematics, letters are upright.
            "mathrm" | "operatorname" | "mathsf" | "ce" => {
                let math = Some(self.math);
                self.group(Group { upright: true, math, ..Group::default() }, true);
            }
            "text" | "textrm" | "mbox" | "textnormal" | "textup" => {
                self.group(Group { math: Some(self.math), ..Group::default() }, false);
            }
            "enquote" | "mkbibquote" => {
                self.out.push('“');
                self.group(Group { end: "”", ..Group::default() }, self.math);
            }
            "frac" => self.fraction(),
            "sqrt" => self.out.push('√'),
            name if WITHOUT_ARGUMENT.contains(&name) => {
                if let Some(rest) = self.rest().strip_prefix('{') {
                    let end = rest.find('}').map_or(rest.len(), |end| end + 1);
                    self.at = self.source.len() - rest.len() + end;
                }
            }
            // What is not known leaves its argument.
            _ => {}
        }
    }

    /// The group that follows a command, with what ends with it.
    fn group(&mut self, group: Group, math: bool) {
        if self.rest().starts_with('{') {
            self.at += 1;
            self.open(group);
            self.math = math;
        } else if group.end == "”" {
            self.out.push('”');
        }
    }

    /// A look for the group that follows, or for the rest of this one.
    fn look(&mut self, tag: &'static str, takes_argument: bool) {
        if takes_argument {
            if self.rest().starts_with('{') {
                self.at += 1;
                self.out.extend(["<", tag, ">"]);
                self.open(Group { tags: vec![tag], ..Group::default() });
            }
            return;
        }
        match self.groups.last_mut() {
            Some(group) if group.tags.len() < 4 => group.tags.push(tag),
            Some(_) => return,
            None => self.groups.push(Group { tags: vec![tag], ..Group::default() }),
        }
        self.out.extend(["<", tag, ">"]);
    }

    /// `\frac{a}{b}` as `a/b`.
    fn fraction(&mut self) {
        const MOST: usize = 200;
        let parts = |rest: &'s str| {
            let group = |rest: &'s str| {
                let inside = rest.strip_prefix('{')?;
                let end = inside.bytes().take(MOST).position(|b| b == b'}')?;
                Some((&inside[..end], &inside[end + 1..]))
            };
            let (above, behind) = group(rest)?;
            let (below, behind) = group(behind)?;
            Some((above, below, behind))
        };
        if let Some((above, below, behind)) = parts(self.rest())
            && ![above, below].iter().any(|part| part.contains(['{', '\\']))
        {
            self.out.extend([above, "/", below]);
            self.at = self.source.len() - behind.len();
        }
    }

    /// A letter with its accent; letters that have no own sign get a combining one.
    fn accent(&mut self, name: &str, mark: char) {
        let rest = self.rest();
        let trimmed = if name.bytes().all(|b| b.is_ascii_alphabetic()) { rest.trim_start() } else { rest };
        let (inside, length) = if let Some(group) = trimmed.strip_prefix('{') {
            let end = closing_brace(group);
            (&group[..end], 1 + end + usize::from(end < group.len()))
        } else {
            let length = match trimmed.strip_prefix('\\') {
                Some(command) => 1 + command.bytes().take_while(u8::is_ascii_alphabetic).count(),
                None => trimmed.chars().next().map_or(0, char::len_utf8),
            };
            (&trimmed[..length], length)
        };
        self.at += rest.len() - trimmed.len() + length;
        let bare = inside.trim_matches(['{', '}', ' ']);
        let letter = match bare {
            "\\i" => "i",
            "\\j" => "j",
            other => other.strip_prefix('\\').and_then(|name| sign(name.trim_end_matches("{}"))).unwrap_or(other),
        };
        let mut letters = letter.chars();
        match letters.next() {
            Some(first) if first.is_alphabetic() => {
                self.out.push(first);
                self.out.push(mark);
                self.out.extend(letters.filter(|c| !matches!(c, '{' | '}' | '\\')));
            }
            // `\~{}` and the like: the sign itself.
            None => self.out.push_str(if name == "~" {
                "~"
            } else if name == "^" {
                "^"
            } else {
                ""
            }),
            Some(_) => self.out.extend(letter.chars().filter(|c| !matches!(c, '{' | '}' | '\\'))),
        }
    }
}

fn sign(name: &str) -> Option<&'static str> {
    SIGNS.iter().find(|(sign, _)| *sign == name).map(|(_, shown)| *shown)
}

/// Where the next dollar sign is that is not escaped.
fn unescaped_dollar(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    (0..bytes.len()).find(|&at| bytes[at] == b'$' && (at == 0 || bytes[at - 1] != b'\\'))
}

/// Where the brace is that closes a group, or the end of the text.
fn closing_brace(text: &str) -> usize {
    let mut depth = 0usize;
    for (at, b) in text.bytes().enumerate() {
        match b {
            b'{' => depth += 1,
            b'}' if depth == 0 => return at,
            b'}' => depth -= 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn latex_becomes_text_with_tags() {
        let cases = [
            (r#"M{\"u}ller, J{\'e}r{\^o}me and {\O}rsted, {\AA}sa"#, "Müller, Jérôme and Ørsted, Åsa"),
            (r"Ca{\~n}as, Jos\'e and {\'S}wi{\k a}tek, {\L}ukasz", "Cañas, José and Świątek, Łukasz"),
            (r#"D{\^u}{\v c} Erd\H{o}s Garc{\'\i}a na{\"{\i}}ve Stra{\ss}e"#, "Dûč Erdős García naïve Straße"),
            (r"\textit{H. pylori} \emph{a} {\em b} {\it c}", "<i>H. pylori</i> <i>a</i> <i>b</i> <i>c</i>"),
            (
                r"CO\textsubscript{2}, CO$_2$, 10$^{-3}$ m$^2$",
                "CO<sub>2</sub>, CO<sub>2</sub>, 10<sup>−3</sup> m<sup>2</sup>",
            ),
            (r"$\alpha$-blockers, {$\beta$}-agonists, 10 $\mu$g", "α-blockers, β-agonists, 10 μg"),
            (r"$\geq$5, $\pm$2, $<$65", "≥5, ±2, <65"),
            (r"5{\%} of A{\&}B {\#}1 x{\_}y", "5% of A&B #1 x_y"),
            ("``Quoted'' -- a---b, O'Brien", "“Quoted” – a—b, O'Brien"),
            (r"N.~Engl.\ J.\ Med.", "N. Engl. J. Med."),
            (r"37{\textdegree}C 37 $^{\circ}$C 37\,$^\circ$C", "37°C 37 °C 37 °C"),
            (
                r"{\textgreater}65 \textgreater{}5 {\textless}i{\textgreater}D{\textless}/i{\textgreater}",
                ">65 >5 <i>D</i>",
            ),
            ("From $5 to $10 per pill", "From $5 to $10 per pill"),
            ("costs \\$5 and $6", "costs $5 and $6"),
            (
                r"$p$ value, $n = 20$, $\mathrm{CO}_2$, $\mathrm{H_2O}$",
                "<i>p</i> value, <i>n</i>=20, CO<sub>2</sub>, H<sub>2</sub>O",
            ),
            (r"{HIV} {D}iabetes {\bf bold}", "HIV Diabetes <b>bold</b>"),
            (r"\unknown{kept} \cite{dropped}x", "kept x"),
            (r"\'{", ""),
            (r"\", ""),
            ("$", "$"),
            ("}", ""),
        ];
        for (source, expected) in cases {
            assert_eq!(text(source), expected, "{source}");
        }
    }

    #[test]
    fn addresses_keep_their_signs() {
        let cases = [
            (r"https://x.org/a\_b\%20c", "https://x.org/a_b%20c"),
            (r"https://x.org/{\~{}}a", "https://x.org/~a"),
            (r"\url{https://x.org/a_b~c}", "https://x.org/a_b~c"),
            (r"10.1000/a{\_}b", "10.1000/a_b"),
        ];
        for (source, expected) in cases {
            assert_eq!(address(source), expected);
        }
    }

    #[test]
    fn depth_and_length_have_limits() {
        for piece in ["\\emph{", "{", "\\textit{\\textbf{", "$", "\\\"{", "^{", "\\frac{"] {
            let source = piece.repeat(50_000);
            assert!(text(&source).len() < 2_000_000, "{piece}");
        }
    }
}
