//! The words of a text, found once for all rules.

use std::cell::OnceCell;
use std::ops::Range;

/// A text with its words.
#[derive(Debug)]
pub struct TextWords<'t> {
    /// The text.
    pub text: &'t str,
    found: OnceCell<Found>,
}

/// A word: letters with the marks inside them. Numbers and addresses are not words.
#[derive(Clone, Copy, Debug)]
pub struct Word<'w> {
    /// Where it begins, in bytes of the text.
    pub start: usize,
    /// As it is written.
    pub written: &'w str,
    /// In lower case.
    pub low: &'w str,
}

impl Word<'_> {
    /// Where it ends.
    #[must_use]
    pub fn end(&self) -> usize {
        self.start + self.written.len()
    }
}

/// What is seen of a word in lower case without reading it: its first byte and about how long it is. Words with different keys
/// are different.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WordKey(u16);

impl WordKey {
    /// How many keys there are.
    pub const ALL: usize = 256 * 32;

    /// The key of a word.
    #[must_use]
    pub fn of(low: &str) -> Self {
        let first = low.as_bytes().first().copied().unwrap_or_default();
        #[expect(clippy::cast_possible_truncation, reason = "at most 31")]
        let length = low.len().min(31) as u16;
        Self(u16::from(first) << 5 | length)
    }

    /// A number below [`WordKey::ALL`].
    #[must_use]
    pub fn number(self) -> usize {
        usize::from(self.0)
    }
}

/// Places of words in the text and in the text in lower case, whose letters may take more or fewer bytes.
#[derive(Debug)]
struct Found {
    low: String,
    spots: Vec<Spot>,
}

#[derive(Debug)]
struct Spot {
    start: u32,
    end: u32,
    low_start: u32,
    low_end: u32,
    key: WordKey,
}

impl<'t> TextWords<'t> {
    /// The words of a text, found on demand.
    #[must_use]
    pub fn of(text: &'t str) -> Self {
        Self { text, found: OnceCell::new() }
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.found().spots.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The word at a place in the list of words, which must be below [`TextWords::len`].
    #[must_use]
    pub fn at(&self, at: usize) -> Word<'_> {
        let found = self.found();
        let spot = &found.spots[at];
        Word {
            start: spot.start as usize,
            written: &self.text[spot.start as usize..spot.end as usize],
            low: &found.low[spot.low_start as usize..spot.low_end as usize],
        }
    }

    /// The word at a place in lower case, as [`Word::low`].
    #[must_use]
    pub fn low(&self, at: usize) -> &str {
        let found = self.found();
        let spot = &found.spots[at];
        &found.low[spot.low_start as usize..spot.low_end as usize]
    }

    /// The keys of all words in their order.
    pub fn keys(&self) -> impl Iterator<Item = WordKey> + use<'_> {
        self.found().spots.iter().map(|spot| spot.key)
    }

    /// All words in their order.
    pub fn iter(&self) -> impl Iterator<Item = Word<'_>> {
        (0..self.len()).map(|at| self.at(at))
    }

    /// The words that begin within some bytes of the text.
    pub fn within(&self, range: &Range<usize>) -> impl ExactSizeIterator<Item = Word<'_>> + use<'_> {
        let spots = &self.found().spots;
        let place = |byte: usize| spots.partition_point(|spot| (spot.start as usize) < byte);
        (place(range.start)..place(range.end)).map(|at| self.at(at))
    }

    fn found(&self) -> &Found {
        self.found.get_or_init(|| Found::of(self.text))
    }
}

impl Found {
    fn of(text: &str) -> Self {
        let mut found = Self { low: String::with_capacity(text.len()), spots: Vec::with_capacity(text.len() / 6) };
        // Documents are at most 10 MiB.
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        for range in ranges(text) {
            let low_start = found.low.len();
            let word = &text[range.clone()];
            if word.is_ascii() {
                found.low.extend(word.bytes().map(|byte| char::from(byte.to_ascii_lowercase())));
            } else {
                found.low.push_str(&word.to_lowercase());
            }
            found.spots.push(Spot {
                start: place(range.start),
                end: place(range.end),
                low_start: place(low_start),
                low_end: place(found.low.len()),
                key: WordKey::of(&found.low[low_start..]),
            });
        }
        found
    }
}

/// Where the words of a text are: between white space, without the marks around them.
fn ranges(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let token = Token::next(text, &mut at)?;
            if let Some(word) = token.word(text) {
                return Some(word);
            }
        }
    })
}

/// What a sign is to words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    Space,
    Letter,
    Digit,
    At,
    Colon,
    Other,
}

/// What each sign of ASCII is.
const ASCII: [Sign; 128] = {
    let mut signs = [Sign::Other; 128];
    let mut byte: u8 = 0;
    while byte < 128 {
        signs[byte as usize] = match byte {
            b' ' | b'\t'..=b'\r' => Sign::Space,
            b'@' => Sign::At,
            b':' => Sign::Colon,
            _ if byte.is_ascii_alphabetic() => Sign::Letter,
            _ if byte.is_ascii_digit() => Sign::Digit,
            _ => Sign::Other,
        };
        byte += 1;
    }
    signs
};

impl Sign {
    /// The sign at a place in a text, and where the next one begins.
    fn at(text: &str, at: usize) -> Option<(Self, usize)> {
        let byte = *text.as_bytes().get(at)?;
        if let Some(sign) = ASCII.get(usize::from(byte)) {
            return Some((*sign, at + 1));
        }
        let sign = text[at..].chars().next()?;
        let kind = match sign {
            _ if sign.is_whitespace() => Self::Space,
            _ if sign.is_alphabetic() => Self::Letter,
            _ if sign.is_alphanumeric() => Self::Digit,
            _ => Self::Other,
        };
        Some((kind, at + sign.len_utf8()))
    }
}

/// What is written without white space.
#[derive(Default)]
struct Token {
    start: usize,
    /// From the first letter or digit to the end of the last one.
    core: Option<Range<usize>>,
    has_letter: bool,
    has_at: bool,
    has_colon: bool,
}

impl Token {
    /// The next one from a place on, which moves after it.
    fn next(text: &str, at: &mut usize) -> Option<Self> {
        let mut token = Self::default();
        let mut is_inside = false;
        while let Some((sign, next)) = Sign::at(text, *at) {
            let here = std::mem::replace(at, next);
            if sign == Sign::Space {
                if is_inside {
                    break;
                }
                continue;
            }
            if !is_inside {
                token.start = here;
                is_inside = true;
            }
            match sign {
                Sign::Letter | Sign::Digit => {
                    token.has_letter |= sign == Sign::Letter;
                    token.core.get_or_insert(here..next).end = next;
                }
                Sign::At => token.has_at = true,
                Sign::Colon => token.has_colon = true,
                Sign::Space | Sign::Other => {}
            }
        }
        is_inside.then_some(token)
    }

    fn word(self, text: &str) -> Option<Range<usize>> {
        let core = self.core.filter(|_| self.has_letter && !self.has_at)?;
        let is_address =
            self.has_colon && text[self.start..core.end].contains("://") || text[self.start..].starts_with("www.");
        (!is_address).then_some(core)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> Vec<String> {
        TextWords::of(text).iter().map(|word| word.written.to_owned()).collect()
    }

    #[test]
    fn numbers_and_addresses_are_not_words() {
        let found = written("Get 2 flu-shots, at https://x.org (www.x.org/a) www.x.org or a@b.org: don't (wait).");
        assert_eq!(found, ["Get", "flu-shots", "at", "www.x.org/a", "or", "don't", "wait"]);
        assert_eq!(written(" \u{a0} -- 12 \n"), [""; 0]);
    }

    #[test]
    fn places_and_small_letters_are_those_of_the_word() {
        let words = TextWords::of("«ÉSTA İstanbul»  Día.");
        let found: Vec<(usize, &str, &str)> = words.iter().map(|word| (word.start, word.written, word.low)).collect();
        assert_eq!(found, [(2, "ÉSTA", "ésta"), (8, "İstanbul", "i\u{307}stanbul"), (21, "Día", "día")]);
        assert_eq!(words.within(&(8..22)).map(|word| word.end()).collect::<Vec<_>>(), [17, 25]);
    }
}
