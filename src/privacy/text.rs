//! A text as rules read it: marks of Markdown and invisible signs taken out, accents folded, cut into tokens and sentences.

use std::cell::OnceCell;
use std::ops::Range;

use super::lexicon::{self, Roles};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Letters, with apostrophes inside.
    Word,
    /// Digits.
    Number,
    /// One other sign.
    Mark,
    /// A web address.
    Url,
}

/// A piece of a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    start: u32,
    end: u32,
    /// What it is.
    pub(super) shape: Shape,
    /// What the word can mean.
    pub(super) roles: Roles,
    /// Whether it begins with a capital letter.
    pub(super) capital: bool,
    /// Whether it directly follows the previous token.
    pub(super) glued: bool,
    /// The number of its sentence.
    pub(super) sentence: u32,
}

/// Where a stretch of the plain text comes from.
#[derive(Clone, Copy, Debug)]
struct Stretch {
    /// Where it begins in the plain text.
    plain: u32,
    /// Where it begins in the text as it was given.
    raw: u32,
    /// Bytes of the sign that it was read from; 0 where it is byte for byte as it was given.
    sign: u8,
}

/// A text in tokens.
pub(super) struct Text {
    plain: String,
    low: String,
    map: Vec<Stretch>,
    pub(super) tokens: Vec<Token>,
    /// All roles that a word of it has.
    present: Roles,
    /// Which words it may have, by [`sketch`]: lists of words are asked for at every name and date, and most have none here.
    sketches: [u64; SKETCHES / 64],
    /// Whether a number is in it.
    pub(super) has_number: bool,
    /// Whether it is about the distant past, and whether it is fictional: needed at every date, and computed once.
    pub(super) history: OnceCell<bool>,
    pub(super) fiction: OnceCell<bool>,
    /// Where words say that someone lives somewhere.
    pub(super) homes: OnceCell<Vec<usize>>,
    /// Whether a word of it is that of an operation.
    pub(super) operations: OnceCell<bool>,
    /// The first token of each sentence.
    starts: Vec<usize>,
}

/// How far a sentence reaches, in tokens to each side.
const REACH: usize = 60;

/// Numbers that [`sketch`] gives.
const SKETCHES: usize = 2048;

/// A number for the look of a word: its length, its first bytes and its last one. Words with another number are other words.
fn sketch(word: &str) -> usize {
    let bytes = word.as_bytes();
    let at = |at: usize| bytes.get(at).map_or(0, |byte| usize::from(*byte));
    let last = at(bytes.len().saturating_sub(1));
    (at(0) ^ at(1) << 3 ^ at(2) << 5 ^ last << 6 ^ bytes.len() << 2) % SKETCHES
}

impl Text {
    pub(super) fn new(raw: &str) -> Self {
        let (plain, map) = plain(raw);
        let low = plain.to_ascii_lowercase();
        let (history, fiction, homes, operations) = Default::default();
        let (tokens, present, has_number) = (Vec::new(), 0, false);
        let (starts, sketches) = (Vec::new(), [0; SKETCHES / 64]);
        let mut text = Self {
            plain,
            low,
            map,
            tokens,
            present,
            sketches,
            has_number,
            history,
            fiction,
            homes,
            operations,
            starts,
        };
        text.cut();
        text.number_sentences();
        text
    }

    pub(super) fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Bytes of the text as it was given.
    pub(super) fn origin(&self, first: usize, last: usize) -> Range<usize> {
        let (start, end) = (self.tokens[first].start as usize, self.tokens[last].end as usize);
        // The end of the last sign, not the start of the next one: what was taken out between them stays outside.
        self.raw(start).start..self.raw(end.max(start + 1) - 1).end
    }

    /// The sign of the text as it was given that a byte of the plain text comes from.
    fn raw(&self, byte: usize) -> Range<usize> {
        let behind = self.map.partition_point(|stretch| stretch.plain as usize <= byte);
        let Some(Stretch { plain, raw, sign }) = behind.checked_sub(1).map(|at| self.map[at]) else { return 0..0 };
        let raw = raw as usize;
        match sign {
            0 => raw + byte - plain as usize..raw + byte - plain as usize + 1,
            length => raw..raw + usize::from(length),
        }
    }

    /// A token in lower case, without accents.
    pub(super) fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| &self.low[token.start as usize..token.end as usize])
    }

    /// A token with its capitals, without accents.
    pub(super) fn written(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| &self.plain[token.start as usize..token.end as usize])
    }

    /// All signs from one token through another, in lower case.
    pub(super) fn span(&self, first: usize, last: usize) -> &str {
        &self.low[self.tokens[first].start as usize..self.tokens[last].end as usize]
    }

    /// All signs from one token through another, with their capitals.
    pub(super) fn written_span(&self, first: usize, last: usize) -> &str {
        &self.plain[self.tokens[first].start as usize..self.tokens[last].end as usize]
    }

    pub(super) fn roles(&self, at: usize) -> Roles {
        self.tokens.get(at).map_or(0, |token| token.roles)
    }

    pub(super) fn is(&self, at: usize, roles: Roles) -> bool {
        self.roles(at) & roles != 0
    }

    /// Whether a word of the text has one of the roles: where none has, nobody need look at each.
    pub(super) fn has_role(&self, roles: Roles) -> bool {
        self.present & roles != 0
    }

    pub(super) fn shape(&self, at: usize) -> Option<Shape> {
        self.tokens.get(at).map(|token| token.shape)
    }

    pub(super) fn is_mark(&self, at: usize, marks: &str) -> bool {
        // Marks are single bytes: every sign beyond ASCII counts as a letter.
        let mark = |token: &Token| self.low.as_bytes()[token.start as usize];
        self.tokens.get(at).is_some_and(|token| token.shape == Shape::Mark && marks.as_bytes().contains(&mark(token)))
    }

    /// Digits of a number at a token, else nothing.
    pub(super) fn digits(&self, at: usize) -> &str {
        if self.shape(at) == Some(Shape::Number) { self.word(at) } else { "" }
    }

    /// The number at a token where it has at most 4 digits.
    pub(super) fn value(&self, at: usize) -> Option<u32> {
        let digits = self.digits(at);
        if digits.is_empty() || digits.len() > 4 { None } else { digits.parse().ok() }
    }

    pub(super) fn is_glued(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.glued)
    }

    pub(super) fn is_capital(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.capital)
    }

    /// The bytes of a token in lower case.
    fn bytes(&self, at: usize) -> &[u8] {
        self.tokens.get(at).map_or(&[], |token| &self.low.as_bytes()[token.start as usize..token.end as usize])
    }

    /// Whether the words of `phrase` are here, one token each. Most words begin with another letter, which is seen at once.
    #[inline]
    pub(super) fn has(&self, at: usize, phrase: &str) -> bool {
        self.bytes(at).first() == phrase.as_bytes().first() && self.has_words(at, phrase)
    }

    fn has_words(&self, at: usize, phrase: &str) -> bool {
        let mut rest = phrase.as_bytes();
        for at in at.. {
            let word = self.bytes(at);
            let Some(behind) = rest.strip_prefix(word).filter(|_| !word.is_empty()) else { return false };
            match behind {
                [] => return true,
                [b' ', more @ ..] => rest = more,
                _ => return false,
            }
        }
        false
    }

    pub(super) fn has_any(&self, at: usize, phrases: &[&str]) -> bool {
        let first = self.bytes(at).first();
        phrases.iter().any(|phrase| phrase.as_bytes().first() == first && self.has_words(at, phrase))
    }

    /// Whether one of the words of `phrases` ends right before a token.
    pub(super) fn ends_with(&self, before: usize, phrases: &[&str]) -> bool {
        let last = before.checked_sub(1).and_then(|at| self.bytes(at).last());
        phrases.iter().filter(|phrase| phrase.as_bytes().last() == last).any(|phrase| {
            let count = 1 + phrase.bytes().filter(|byte| *byte == b' ').count();
            before >= count && self.has(before - count, phrase)
        })
    }

    /// The tokens of the sentence around a token, bounded.
    pub(super) fn sentence(&self, at: usize) -> Range<usize> {
        let number = self.tokens[at].sentence as usize;
        let end = self.starts.get(number + 1).copied().unwrap_or(self.len());
        self.starts[number].max(at.saturating_sub(REACH))..end.min(at + REACH)
    }

    /// Tokens around a token, whatever the sentences.
    pub(super) fn around(&self, at: usize, before: usize, behind: usize) -> Range<usize> {
        at.saturating_sub(before)..(at + behind + 1).min(self.len())
    }

    /// Whether a token of the range has one of the roles.
    pub(super) fn any(&self, mut range: Range<usize>, roles: Roles) -> bool {
        self.present & roles != 0 && range.any(|at| self.is(at, roles))
    }

    pub(super) fn any_word(&self, range: Range<usize>, words: &[&str]) -> bool {
        self.may_have(words) && self.tokens(range).any(|at| words.iter().any(|word| word.as_bytes() == self.bytes(at)))
    }

    /// Whether one of the words may be anywhere in the text.
    fn may_have(&self, words: &[&str]) -> bool {
        words.iter().map(|word| sketch(word)).any(|sketch| self.sketches[sketch / 64] >> (sketch % 64) & 1 == 1)
    }

    /// The tokens of a range that there are.
    fn tokens(&self, range: Range<usize>) -> Range<usize> {
        range.start..range.end.min(self.len())
    }

    /// The last token of what is written without a space from a token on, but for marks at its end.
    pub(super) fn chunk_end(&self, at: usize) -> usize {
        let mut end = at;
        while end + 1 < self.len()
            && self.is_glued(end + 1)
            && !self.is_mark(end + 1, "|,;\"()[]{}<>:")
            && end - at < 40
        {
            end += 1;
        }
        while end > at && self.shape(end) == Some(Shape::Mark) {
            end -= 1;
        }
        end
    }

    fn cut(&mut self) {
        let bytes = self.plain.as_bytes();
        let mut tokens = Vec::with_capacity(bytes.len() / 5);
        let mut at = 0;
        let mut last_end = usize::MAX;
        while at < bytes.len() {
            let start = at;
            let byte = bytes[at];
            if byte.is_ascii_whitespace() {
                at += 1;
                continue;
            }
            let shape = if byte.is_ascii_digit() {
                at += bytes[at..].iter().take_while(|b| b.is_ascii_digit()).count();
                Shape::Number
            } else if is_letter(byte) {
                at = word_end(bytes, at);
                if let Some(end) = url_end(bytes, start, at) {
                    at = end;
                    Shape::Url
                } else {
                    Shape::Word
                }
            } else {
                at += 1;
                Shape::Mark
            };
            let roles = if shape == Shape::Word { lexicon::roles(&self.low[start..at]) } else { 0 };
            self.present |= roles;
            let sketch = sketch(&self.low[start..at]);
            self.sketches[sketch / 64] |= 1 << (sketch % 64);
            self.has_number |= shape == Shape::Number;
            tokens.push(Token {
                start: u32::try_from(start).unwrap_or(u32::MAX),
                end: u32::try_from(at).unwrap_or(u32::MAX),
                shape,
                roles,
                capital: byte.is_ascii_uppercase(),
                glued: last_end == start,
                sentence: 0,
            });
            last_end = at;
        }
        self.tokens = tokens;
    }

    fn number_sentences(&mut self) {
        let mut number = 0;
        for at in 0..self.tokens.len() {
            let ends = at > 0 && (self.ends_sentence(at - 1) || self.starts_line(at));
            number += u32::from(ends);
            self.tokens[at].sentence = number;
            if ends || at == 0 {
                self.starts.push(at);
            }
        }
    }

    /// Whether a sentence ends with this token: a full stop before a capital, but not after "Dr", "Mrs" or an initial.
    fn ends_sentence(&self, at: usize) -> bool {
        if !self.is_mark(at, ".!?") || self.is_glued(at + 1) {
            return false;
        }
        if !self.is_mark(at, ".") || at == 0 {
            return true;
        }
        let before = self.word(at - 1);
        let is_short = before.len() == 1 && before.bytes().all(|b| b.is_ascii_alphabetic());
        let short = [
            "dr", "mr", "mrs", "ms", "st", "no", "vs", "sra", "sr", "srta", "dra", "pt", "pte", "approx", "num",
            "acct", "tel", "jan", "feb", "mar", "apr", "aug", "sep", "sept", "oct", "nov", "dec", "ave", "blvd", "rd",
            "hwy", "urb", "masc", "fem", "ser", "lic", "reg", "cert", "fec", "nac", "ext", "soc", "sec",
        ];
        let is_next_lower = self.shape(at + 1) == Some(Shape::Word) && !self.is_capital(at + 1);
        !(is_short || is_next_lower || short.contains(&before))
    }

    /// Whether a line starts here that is not a continuation: after a blank or finished line, or with a label.
    fn starts_line(&self, at: usize) -> bool {
        let (before, this) = (self.tokens[at - 1].end as usize, self.tokens[at].start as usize);
        let gap = &self.plain[before..this];
        let breaks = gap.bytes().filter(|b| *b == b'\n').count();
        breaks > 1 || breaks == 1 && (self.is_mark(at - 1, ".!?:;|") || self.is_mark(at, "-+*#>|"))
    }

    pub(super) fn plain(&self) -> &str {
        &self.plain
    }

    /// The token that begins at or after a byte of the plain text.
    pub(super) fn token_at(&self, byte: usize) -> usize {
        self.tokens.partition_point(|token| (token.end as usize) <= byte).min(self.len().saturating_sub(1))
    }
}

fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || !byte.is_ascii()
}

/// The end of a word: letters, and apostrophes between letters but for the one of a possessive.
fn word_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start;
    while at < bytes.len() {
        if is_letter(bytes[at]) {
            at += 1;
            continue;
        }
        let next = bytes.get(at + 1).copied().unwrap_or(b' ');
        let behind = bytes.get(at + 2).copied().unwrap_or(b' ');
        let is_possessive = next.eq_ignore_ascii_case(&b's') && !is_letter(behind);
        if bytes[at] == b'\'' && is_letter(next) && !is_possessive {
            at += 1;
            continue;
        }
        break;
    }
    at
}

/// The end of the web address whose first word is `start..end`, where it is one.
fn url_end(bytes: &[u8], start: usize, end: usize) -> Option<usize> {
    let word = &bytes[start..end];
    let is_scheme = [&b"http"[..], b"https", b"ftp"].iter().any(|scheme| word.eq_ignore_ascii_case(scheme));
    let is_url = is_scheme && bytes[end..].starts_with(b"://")
        || word.eq_ignore_ascii_case(b"www") && bytes.get(end) == Some(&b'.');
    if !is_url {
        return None;
    }
    let ends = |b: &u8| b.is_ascii_whitespace() || matches!(b, b'"' | b'<' | b'>' | b')' | b']' | b'}' | b'|');
    let length = bytes[end..].iter().position(ends).unwrap_or(bytes.len() - end);
    let mut to = end + length;
    while to > end && matches!(bytes[to - 1], b'.' | b',' | b';' | b'\'' | b'!') {
        to -= 1;
    }
    Some(to)
}

/// Whether a byte is literal: ASCII that is not part of Markdown or HTML that readers do not see.
const fn is_itself(byte: u8) -> bool {
    byte.is_ascii() && !matches!(byte, b'*' | b'`' | b'~' | b'_' | b'\\' | b'&')
}

/// The text without marks that readers do not see, and where its stretches come from.
fn plain(raw: &str) -> (String, Vec<Stretch>) {
    let mut out = String::with_capacity(raw.len());
    let mut map = Vec::new();
    let bytes = raw.as_bytes();
    let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let mut at = 0;
    while at < bytes.len() {
        let same = bytes[at..].iter().position(|byte| !is_itself(*byte)).unwrap_or(bytes.len() - at);
        if same > 0 {
            map.push(Stretch { plain: place(out.len()), raw: place(at), sign: 0 });
            out.push_str(&raw[at..at + same]);
            at += same;
        }
        let Some(sign) = raw[at..].chars().next() else { break };
        let before = out.as_bytes().last().copied().unwrap_or(b' ');
        let mut length = sign.len_utf8();
        let next = bytes.get(at + length).copied().unwrap_or(b' ');
        let kept = match sign {
            '~' if next == b'~' || bytes.get(at.wrapping_sub(1)) == Some(&b'~') => None,
            '_' if before.is_ascii_alphanumeric() && next.is_ascii_alphanumeric() => Some('_'),
            '*' | '`' | '_' => None,
            '\\' if next.is_ascii_punctuation() => None,
            '&' => match entity(&raw[at..]) {
                Some((of_entity, sign)) => {
                    length = of_entity;
                    Some(sign)
                }
                None => Some('&'),
            },
            sign if sign.is_ascii() => Some(sign),
            sign => fold(sign),
        };
        if let Some(kept) = kept {
            map.push(Stretch { plain: place(out.len()), raw: place(at), sign: u8::try_from(length).unwrap_or(1) });
            out.push(kept);
        }
        at += length;
    }
    (out, map)
}

/// The sign of an HTML entity at the start of a text, and its length.
fn entity(text: &str) -> Option<(usize, char)> {
    const ENTITIES: [(&str, char); 9] = [
        ("&nbsp;", ' '),
        ("&amp;", '&'),
        ("&#64;", '@'),
        ("&commat;", '@'),
        ("&#39;", '\''),
        ("&quot;", '"'),
        ("&ndash;", '-'),
        ("&mdash;", '-'),
        ("&#8209;", '-'),
    ];
    ENTITIES.iter().find(|(name, _)| text.starts_with(name)).map(|(name, sign)| (name.len(), *sign))
}

/// A sign beyond ASCII as rules read it; `None` if nobody sees it.
fn fold(sign: char) -> Option<char> {
    Some(match sign {
        'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' | 'ā' | 'ă' | 'ª' => 'a',
        'Á' | 'À' | 'Â' | 'Ä' | 'Ã' | 'Å' => 'A',
        'é' | 'è' | 'ê' | 'ë' | 'ē' | 'ę' | 'ě' => 'e',
        'É' | 'È' | 'Ê' | 'Ë' => 'E',
        'í' | 'ì' | 'î' | 'ï' | 'ī' => 'i',
        'Í' | 'Ì' | 'Î' | 'Ï' => 'I',
        'ó' | 'ò' | 'ô' | 'ö' | 'õ' | 'ø' | 'ō' | 'º' => 'o',
        'Ó' | 'Ò' | 'Ô' | 'Ö' | 'Õ' | 'Ø' => 'O',
        'ú' | 'ù' | 'û' | 'ü' | 'ū' => 'u',
        'Ú' | 'Ù' | 'Û' | 'Ü' => 'U',
        'ñ' | 'ń' => 'n',
        'Ñ' => 'N',
        'ç' | 'ć' | 'č' => 'c',
        'Ç' => 'C',
        'š' | 'ś' => 's',
        'ž' | 'ż' | 'ź' => 'z',
        'ł' => 'l',
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => ' ',
        '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}'
        | '\u{feff}'
        | '\u{300}'..='\u{36f}' => return None,
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe63}' | '\u{ff0d}' => '-',
        '\u{2018}' | '\u{2019}' | '\u{2bc}' | '\u{ff07}' => '\'',
        '\u{201c}' | '\u{201d}' | '«' | '»' => '"',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(sign) - 0xfee0).unwrap_or(sign),
        '\u{660}'..='\u{669}' => char::from_u32(u32::from(sign) - 0x660 + 0x30).unwrap_or(sign),
        '•' | '·' | '…' | '✓' | '→' | '№' | '©' | '®' | '™' | '°' | '±' | '×' | '¿' | '¡' => {
            fold_mark(sign)
        }
        sign => sign,
    })
}

/// Signs that are marks, not letters.
fn fold_mark(sign: char) -> char {
    match sign {
        '№' => '#',
        '¿' | '¡' => ' ',
        '…' => '.',
        _ => '|',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invisible_signs_are_no_part_of_a_text_and_places_stay() {
        let raw = "**MRN:** 00\u{200b}48\u{202e}29";
        let text = Text::new(raw);
        assert_eq!(text.plain(), "MRN: 004829");
        let last = text.len() - 1;
        assert_eq!(&raw[text.origin(last, last)], "00\u{200b}48\u{202e}29");
        assert_eq!(Text::new("nació el 4 de mayo").word(0), "nacio");
    }

    #[test]
    fn sentences_survive_titles_and_initials() {
        let text = Text::new("Mrs. A. Ruiz saw Dr. Chen. She left.");
        assert_eq!(text.tokens.last().map(|token| token.sentence), Some(1));
    }
}
