//! What a reader sees as one sign: the vectors that Unicode publishes for its Standard Annex 29.

use bedside::social::Counting;

/// A text and the length of each of its signs in bytes.
fn vectors() -> Vec<(String, Vec<usize>)> {
    let lines = include_str!("grapheme-breaks.txt").lines().filter(|line| !line.starts_with('#'));
    let text = |part: &str| -> String {
        let code_points = part.split('×').map(|code| u32::from_str_radix(code.trim(), 16).expect("a code point"));
        code_points.map(|code| char::from_u32(code).expect("a character")).collect()
    };
    let vector = |line: &str| {
        let signs: Vec<String> = line.trim_matches(['÷', ' ']).split('÷').map(text).collect();
        (signs.concat(), signs.iter().map(String::len).collect())
    };
    lines.map(vector).collect()
}

#[test]
fn signs_are_counted_as_unicode_parts_them() {
    let vectors = vectors();
    assert!(vectors.len() > 700, "{} vectors", vectors.len());
    for (text, signs) in vectors {
        assert_eq!(Counting::Graphemes.count(&text), signs.len(), "{}", text.escape_unicode());
    }
}

#[test]
fn a_text_is_cut_only_between_signs_whatever_the_network() {
    for (text, signs) in vectors() {
        let ends: Vec<usize> = (0..=signs.len()).map(|count| signs[..count].iter().sum()).collect();
        for (count, end) in ends.iter().enumerate() {
            assert_eq!(Counting::Graphemes.cut(&text, count), *end, "{}", text.escape_unicode());
        }
        for way in [Counting::X, Counting::Mastodon, Counting::Threads, Counting::Utf16] {
            let cut = way.cut(&text, 1);
            assert!(ends.contains(&cut), "{way:?} cuts {} at {cut}", text.escape_unicode());
        }
    }
}
