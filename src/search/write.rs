//! A part of the index as JSON that is small when it is sent.

use std::fmt::Write as _;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::DeflateEncoder;
use serde_json::{Value, json};

use super::gather::{Gathered, gather};
use super::{Entry, Field, IndexPart, lexicons};

/// The most bytes of a part, compressed as hosts send it.
pub const LARGEST: usize = 60_000;

/// What a part keeps of each entry, from the most to the least: letters of its summary, words of its text, and the last
/// of the other fields. With a part whose entries go by their [`Share`], only texts without common words come to the last
/// three.
const MEASURES: [(usize, usize, Field); 11] = [
    (140, 600, Field::Text),
    (110, 200, Field::Text),
    (110, 90, Field::Text),
    (90, 60, Field::Text),
    (80, 40, Field::Text),
    (60, 25, Field::Text),
    (0, 12, Field::Text),
    (0, 0, Field::Text),
    (0, 0, Field::Heading),
    (0, 0, Field::Hint),
    (0, 0, Field::Title),
];

/// How much of a part an entry needs, from the lengths of its texts in bytes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Share {
    /// Its title and its path.
    pub head: usize,
    /// Summary, headings, claims and names, whose words are all kept.
    pub kept: usize,
    /// Its text, of which a part keeps some words: more of a longer one.
    pub text: usize,
}

impl Share {
    /// The needs of a full part: [`LARGEST`] without what is known of languages.
    pub const FULL: usize = 52_000;

    /// The bytes as sent that it needs, estimated.
    #[must_use]
    pub fn bytes(self) -> usize {
        6 + self.head * 3 / 10 + self.kept / 9 + self.text / 1000
    }
}

/// Writes a part: with as much of its entries' texts as fits into [`LARGEST`].
#[must_use]
pub fn write(part: &IndexPart) -> Vec<u8> {
    let gathered = gather(part);
    let mut bytes = Vec::new();
    for measure in MEASURES {
        bytes = json(part, &gathered, measure).to_string().into_bytes();
        if bytes.len() <= LARGEST || sent(&bytes) <= LARGEST {
            break;
        }
    }
    bytes.push(b'\n');
    bytes
}

/// Bytes as they are sent by a host that compresses.
fn sent(bytes: &[u8]) -> usize {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::new(6));
    encoder.write_all(bytes).and_then(|()| encoder.finish()).map_or(bytes.len(), |sent| sent.len())
}

fn json(part: &IndexPart, gathered: &Gathered, (summary, text, last_field): (usize, usize, Field)) -> Value {
    let column = |of: &dyn Fn(&Entry) -> String| part.entries.iter().map(of).collect::<Vec<String>>();
    let (mut words, mut hits) = (Vec::new(), Vec::new());
    for word in &gathered.words {
        let mut own = String::new();
        let mut last = 0;
        for hit in word.hits.iter().filter(|hit| hit.rank <= text && hit.field <= last_field) {
            own.push(hit.field.sign());
            base_36(hit.entry - last, &mut own);
            last = hit.entry;
        }
        if !own.is_empty() {
            words.push(word.shown.as_str());
            hits.push(own);
        }
    }
    let mut value = json!({
        "version": 1,
        "first": part.first,
        "titles": column(&|entry| entry.title.clone()),
        "paths": column(&|entry| entry.path.clone()),
        "kinds": column(&|entry| entry.kind.to_owned()).join(" "),
        "languages": column(&|entry| entry.language.clone().unwrap_or_default()).join(" "),
        "past": column(&|entry| u8::from(entry.past).to_string()).concat(),
        "about": column(&about).join(" "),
        "summaries": column(&|entry| cut(&entry.summary, summary)),
        "words": words.join(" "),
        "hits": hits.join(" "),
    });
    if part.number == 0 {
        let main = part.language.split('-').next().unwrap_or_default();
        let mut known: Vec<_> = lexicons().iter().collect();
        known.sort_by_key(|lexicon| lexicon.language != main);
        value["known"] = known.into_iter().map(|lexicon| lexicon.json.clone()).collect();
    }
    value
}

fn about(entry: &Entry) -> String {
    entry.about.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
}

/// The first words of a text, at most this many letters.
fn cut(text: &str, most: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(most) else { return text.to_owned() };
    if most == 0 {
        return String::new();
    }
    let words = text[..end].rsplit_once(' ').map_or(&text[..end], |(words, _)| words);
    format!("{}…", words.trim_end_matches([',', ';', ':', '.']))
}

fn base_36(mut number: usize, out: &mut String) {
    let mut digits = [0; 13];
    let mut at = digits.len();
    loop {
        at -= 1;
        digits[at] = b"0123456789abcdefghijklmnopqrstuvwxyz"[number % 36];
        number /= 36;
        if number == 0 {
            break;
        }
    }
    let _ = write!(out, "{}", String::from_utf8_lossy(&digits[at..]));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::Field;

    fn read(part: &IndexPart) -> Value {
        serde_json::from_slice(&write(part)).expect("JSON")
    }

    #[test]
    fn a_part_names_its_entries_and_where_their_words_stand() {
        let entry = |title: &str, text: &str| Entry {
            title: title.to_owned(),
            path: format!("/{}/", title.len()),
            kind: "article",
            texts: vec![(Field::Text, text.to_owned()), (Field::Hint, "sugar".to_owned())],
            ..Entry::default()
        };
        let entries = vec![entry("Flu shots", "A shot helps."), entry("Fever", "Shots.")];
        let part = IndexPart { language: "es-us".to_owned(), number: 0, first: 0, entries };
        let value = read(&part);
        assert_eq!(value["titles"], json!(["Flu shots", "Fever"]));
        assert_eq!(value["words"], "fever flu helps shots sugar");
        assert_eq!(value["hits"], "T1 T0 F0 T0F1 S0S1");
        assert_eq!(value["known"][0]["language"], "es");
        assert_eq!(write(&part), write(&part));
    }

    #[test]
    fn five_hundred_long_posts_fit() {
        let mut seed = 7_u64;
        let mut next = move || {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(seed >> 33).unwrap_or_default()
        };
        let word = |number: usize| {
            format!(
                "w{}",
                ["a", "e", "i", "o", "u", "ka", "ta"][number % 7].repeat(1 + number % 5)
                    + &number.to_string().replace(|c: char| c.is_ascii_digit(), "x")
                    + ["b", "d", "f"][number % 3]
            )
        };
        let entries = (0..500).map(|at| {
            let mut text = String::new();
            for _ in 0..400 {
                let _ = write!(text, "{} ", word(next() % 6000));
            }
            let title: String = (0..7).map(|_| word(next() % 6000) + " ").collect();
            let path = format!("/articles/{}-{at}/", title.trim().replace(' ', "-"));
            let summary = text.chars().take(160).collect();
            Entry { title, path, kind: "article", summary, texts: vec![(Field::Text, text)], ..Entry::default() }
        });
        let part = IndexPart { language: "en".to_owned(), number: 0, first: 0, entries: entries.collect() };
        let bytes = write(&part);
        assert!(sent(&bytes) <= LARGEST, "{} bytes", sent(&bytes));
    }

    #[test]
    fn a_part_without_two_words_alike_fits_too() {
        let entry = |at: usize| {
            let word = |kind: &str, number: usize| {
                format!(
                    "{kind}{} ",
                    "abcdefghij".repeat(3)[number % 17..][..9].to_owned()
                        + &format!("{:x}", (at * 977 + number) * 2_654_435_761_usize % 1_000_003)
                )
            };
            let headings = (0..60).map(|number| (Field::Heading, word("h", number)));
            Entry {
                title: format!("Post {at}"),
                path: format!("/articles/{at}/"),
                kind: "article",
                summary: (0..20).map(|number| word("s", number)).collect(),
                texts: headings.chain([(Field::Text, (0..90).map(|number| word("t", number)).collect())]).collect(),
                ..Entry::default()
            }
        };
        let part = IndexPart { language: "en".to_owned(), number: 0, first: 0, entries: (0..500).map(entry).collect() };
        let bytes = write(&part);
        assert!(sent(&bytes) <= LARGEST, "{} bytes", sent(&bytes));
        let value: Value = serde_json::from_slice(&bytes).expect("JSON");
        assert_eq!(value["titles"][499], "Post 499");
        assert!(
            value["words"].as_str().is_some_and(|words| words.split(' ').any(|word| word == "499")),
            "titles are found"
        );
    }

    #[test]
    fn numbers_are_short() {
        let written = |number| {
            let mut out = String::new();
            base_36(number, &mut out);
            out
        };
        assert_eq!([written(0), written(35), written(36), written(499)], ["0", "z", "10", "dv"]);
    }
}
