//! How long a text is in the eyes of a network.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use super::address::addresses;

/// What every address counts on X and on Mastodon, whatever its length: both shorten it (twitter-text 3.1.0,
/// `transformedURLLength`; Mastodon's `characters_reserved_per_url`).
const SHORTENED: usize = 23;

/// A network's way of counting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counting {
    /// X: code points weigh 1 or 2, an emoji 2, an address 23.
    X,
    /// What a reader sees as one sign: extended grapheme clusters (Unicode Standard Annex 29).
    Graphemes,
    /// Graphemes, but an address is 23 and a mention counts without its server.
    Mastodon,
    /// Code points, but an emoji counts its bytes in UTF-8.
    Threads,
    /// Units of UTF-16.
    Utf16,
}

impl Counting {
    /// The words of `content/channels.yaml`.
    pub(super) const WORDS: [(&str, Self); 5] = [
        ("x", Self::X),
        ("graphemes", Self::Graphemes),
        ("mastodon", Self::Mastodon),
        ("threads", Self::Threads),
        ("utf16", Self::Utf16),
    ];

    /// The length of a text.
    #[must_use]
    pub fn count(self, text: &str) -> usize {
        self.units(text).iter().map(|(_, weight)| weight).sum()
    }

    /// Where a text has to end so that it is at most `limit` long, in bytes: never within a sign that readers see as one,
    /// nor within an address.
    #[must_use]
    pub fn cut(self, text: &str, limit: usize) -> usize {
        let mut length = 0;
        for (range, weight) in self.units(text) {
            length += weight;
            if length > limit {
                return range.start;
            }
        }
        text.len()
    }

    /// The pieces that cannot be parted, each with what it counts.
    fn units(self, text: &str) -> Vec<(Range<usize>, usize)> {
        let mut units = Vec::new();
        let mut done = 0;
        for (range, length) in self.shortened(text) {
            self.signs(text, done..range.start, &mut units);
            done = range.end;
            units.push((range, length));
        }
        self.signs(text, done..text.len(), &mut units);
        units
    }

    /// Addresses and mentions that do not count as they are written.
    fn shortened(self, text: &str) -> Vec<(Range<usize>, usize)> {
        match self {
            Self::X => addresses(text).into_iter().map(short).collect(),
            Self::Mastodon => {
                let mut pieces: Vec<_> = words(text).filter_map(|word| address(text, word)).map(short).collect();
                pieces.extend(servers(text).into_iter().map(|range| (range, 0)));
                pieces.sort_by_key(|(range, _)| range.start);
                let mut end = 0;
                pieces.retain(|(range, _)| {
                    let apart = range.start >= end;
                    end = end.max(range.end);
                    apart
                });
                pieces
            }
            Self::Graphemes | Self::Threads | Self::Utf16 => Vec::new(),
        }
    }

    fn signs(self, text: &str, range: Range<usize>, units: &mut Vec<(Range<usize>, usize)>) {
        let start = range.start;
        for (at, sign) in text[range].grapheme_indices(true) {
            units.push((start + at..start + at + sign.len(), self.weight(sign)));
        }
    }

    /// What one grapheme counts.
    fn weight(self, sign: &str) -> usize {
        match self {
            Self::Graphemes | Self::Mastodon => 1,
            Self::Utf16 => sign.encode_utf16().count(),
            Self::Threads if is_emoji(sign) => sign.len(),
            Self::Threads => sign.chars().count(),
            Self::X if is_emoji(sign) => 2,
            Self::X => sign.nfc().map(|sign| if is_light(sign) { 1 } else { 2 }).sum(),
        }
    }
}

/// The code points that weigh 1 on X; all others weigh 2 (twitter-text 3.1.0, configuration v3, `ranges`).
fn is_light(sign: char) -> bool {
    matches!(u32::from(sign), 0..=0x10FF | 0x2000..=0x200D | 0x2010..=0x201F | 0x2032..=0x2037)
}

/// Whether a grapheme is drawn as a picture: it holds a pictograph, a flag, or a sign that a selector or keycap turns into one.
fn is_emoji(sign: &str) -> bool {
    sign.chars().any(|sign| {
        matches!(u32::from(sign), 0xFE0F | 0x20E3 | 0x1F000..=0x1FAFF | 0x2600..=0x27BF | 0x2B00..=0x2BFF | 0x231A..=0x23FF)
    })
}

fn short(range: Range<usize>) -> (Range<usize>, usize) {
    (range, SHORTENED)
}

fn words(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut start = 0;
    text.split_inclusive(char::is_whitespace).map(move |word| {
        let range = start..start + word.trim_end().len();
        start += word.len();
        range
    })
}

/// The address within a word, from `https://` or `http://` on, without the punctuation of the sentence around it.
fn address(text: &str, word: Range<usize>) -> Option<Range<usize>> {
    let written = &text[word.clone()];
    let lower = written.to_ascii_lowercase();
    let (from, length) =
        ["https://", "http://"].iter().filter_map(|scheme| Some((lower.find(scheme)?, scheme.len()))).min()?;
    let rest = &written[from + length..];
    let host = &rest[..rest.find(|sign: char| !is_of_host(sign)).unwrap_or(rest.len())];
    let host = host.trim_end_matches('.');
    let path = &rest[host.len()..];
    let path = &path[..path.find(|sign| !is_of_path(sign)).unwrap_or(path.len())];
    let path = if path.starts_with(['/', '?', '#', ':']) { without_punctuation(path) } else { "" };
    is_host(host).then(|| word.start + from..word.start + from + length + host.len() + path.len())
}

fn is_of_host(sign: char) -> bool {
    sign.is_alphanumeric() || matches!(sign, '.' | '-' | '_')
}

/// Signs of paths and queries: those of RFC 3986, and the letters that X takes besides (Latin and Cyrillic).
fn is_of_path(sign: char) -> bool {
    matches!(sign, 'a'..='z' | 'A'..='Z' | '0'..='9' | '\u{c0}'..='\u{24f}' | '\u{400}'..='\u{4ff}')
        || "-._~:/?#[]@!$&'()*+,;=%|".contains(sign)
}

/// An address ends before the stop of its sentence, and before a bracket that was not opened in it.
fn without_punctuation(path: &str) -> &str {
    let mut path = path;
    while let Some(last) = path.chars().next_back() {
        let closes = |open: char| path.matches(open).count() < path.matches(last).count();
        let is_outside = match last {
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' => true,
            ')' => closes('('),
            ']' => closes('['),
            _ => false,
        };
        if !is_outside {
            break;
        }
        path = &path[..path.len() - last.len_utf8()];
    }
    path
}

fn is_host(host: &str) -> bool {
    let labels: Vec<&str> = host.split('.').collect();
    labels.len() > 1 && labels.iter().all(|label| is_label(label))
}

fn is_label(label: &str) -> bool {
    !label.is_empty() && !label.starts_with('-') && !label.ends_with('-')
}

/// The `@server` of each `@user@server`.
fn servers(text: &str) -> Vec<Range<usize>> {
    let server = |word: Range<usize>| {
        let written = &text[word.clone()];
        let mention = written.strip_prefix('@')?;
        let at = 1 + mention.find('@')?;
        let end = written.trim_end_matches(['.', ',', ';', ':', '!', '?', ')']).len();
        (at < end).then(|| word.start + at..word.start + end)
    };
    words(text).filter_map(server).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_family_is_one_sign_to_a_reader_and_eleven_units_to_a_scheduler() {
        let family = "👨‍👩‍👧‍👦";
        let counts =
            [Counting::X, Counting::Graphemes, Counting::Threads, Counting::Utf16].map(|way| way.count(family));
        assert_eq!(counts, [2, 1, 25, 11]);
    }

    #[test]
    fn composed_and_decomposed_accents_weigh_the_same_on_x() {
        assert_eq!(Counting::X.count("e\u{301}"), Counting::X.count("é"));
    }

    #[test]
    fn mastodon_shortens_addresses_and_forgets_servers() {
        let text = "Ask @ng@clinic.example: https://clinic.example/a/very/long/address/that/goes/on";
        assert_eq!(Counting::Mastodon.count(text), "Ask @ng: ".len() + 23);
        let bare = "clinic.org/a/very/long/address/that/goes/on/and/on";
        assert_eq!(Counting::Mastodon.count(bare), bare.len(), "only links are shortened, and it links no bare names");
    }

    #[test]
    fn punctuation_around_an_address_is_not_part_of_it() {
        assert_eq!(Counting::X.count("(see https://a.example/b)."), "(see ).".len() + 23);
        assert_eq!(Counting::X.count("https://a.example/flu_(disease)"), 23);
        assert_eq!(Counting::X.count("https://a.example/flu。次"), 23 + 4);
        assert_eq!(Counting::X.count("read \"clinic.health\" or clinic.mx/flu"), "read \"\" or ".len() + 46);
        assert_eq!(Counting::X.count("e.g. 2.5 mg at 8 a.m."), "e.g. 2.5 mg at 8 a.m.".len());
    }

    #[test]
    fn a_text_is_cut_before_the_sign_or_address_that_is_too_much() {
        assert_eq!(&"naïve"[..Counting::Graphemes.cut("naïve", 3)], "naï");
        let text = "See https://clinic.example/flu now";
        assert_eq!(&text[..Counting::X.cut(text, 26)], "See ");
        assert_eq!(&text[..Counting::X.cut(text, 27)], "See https://clinic.example/flu");
        assert_eq!(Counting::Utf16.cut("short", 100), 5);
    }
}
