//! Text in the seven bits of mail: quoted-printable (RFC 2045, section 6.7) and encoded words (RFC 2047).

use std::fmt::Write;

/// Longest line of an encoded text without its end (RFC 2045, section 6.7, rule 5).
const LINE: usize = 76;

/// Bytes of text in one encoded word: with its frame and three signs a byte it has at most 75 (RFC 2047, section 2).
const WORD: usize = 20;

/// A text as quoted-printable, with lines that end in CRLF.
#[must_use]
pub fn quoted_printable(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 11 / 10);
    for line in text.lines() {
        push_line(&mut out, line);
        out.push_str("\r\n");
    }
    out
}

fn push_line(out: &mut String, line: &str) {
    let mut width = 0;
    for (at, byte) in line.bytes().enumerate() {
        let is_last = at + 1 == line.len();
        let plain = matches!(byte, b'!'..=b'<' | b'>'..=b'~') || matches!(byte, b' ' | b'\t') && !is_last;
        let length = if plain { 1 } else { 3 };
        // The last place of a line is for the sign of a soft break, but where the line ends with this byte.
        if width + length > LINE - usize::from(!is_last) {
            out.push_str("=\r\n");
            width = 0;
        }
        // A stop alone on its line ends a message on its way through SMTP.
        if plain && !(byte == b'.' && width == 0) {
            out.push(char::from(byte));
            width += 1;
        } else {
            push_hex(out, byte);
            width += 3;
        }
    }
}

fn push_hex(out: &mut String, byte: u8) {
    // Writing to a string cannot fail.
    let _ = write!(out, "={byte:02X}");
}

/// The value of a header: as it is where it is plain, else as encoded words, one a line.
#[must_use]
pub fn encoded_words(text: &str) -> String {
    if text.len() < LINE && text.bytes().all(|byte| matches!(byte, b' '..=b'~')) && !text.contains("=?") {
        return text.to_owned();
    }
    let mut words: Vec<String> = vec![String::new()];
    let mut length = 0;
    for sign in text.chars() {
        // A sign of several bytes stays in one word.
        if length + sign.len_utf8() > WORD {
            words.push(String::new());
            length = 0;
        }
        length += sign.len_utf8();
        let Some(word) = words.last_mut() else { continue };
        match sign {
            'a'..='z' | 'A'..='Z' | '0'..='9' => word.push(sign),
            ' ' => word.push('_'),
            _ => sign.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| push_hex(word, byte)),
        }
    }
    let words: Vec<String> = words.iter().map(|word| format!("=?utf-8?Q?{word}?=")).collect();
    words.join("\r\n ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Reads quoted-printable by its definition.
    fn read(text: &str) -> String {
        let mut bytes = Vec::new();
        let joined = text.replace("=\r\n", "");
        let mut rest = joined.as_bytes();
        while let [first, tail @ ..] = rest {
            if *first == b'=' {
                let hex = std::str::from_utf8(&tail[..2]).expect("two digits");
                bytes.push(u8::from_str_radix(hex, 16).expect("two digits"));
                rest = &tail[2..];
            } else {
                bytes.push(*first);
                rest = tail;
            }
        }
        String::from_utf8(bytes).expect("UTF-8").replace("\r\n", "\n")
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(lines in prop::collection::vec("[ -~äß👩\t]{0,200}", 0..6)) {
            let text: String = lines.iter().flat_map(|line| [line.as_str(), "\n"]).collect();
            let encoded = quoted_printable(&text);
            prop_assert_eq!(read(&encoded), text);
            for line in encoded.split("\r\n") {
                prop_assert!(line.len() <= LINE && line.is_ascii() && !line.ends_with([' ', '\t']) && line != ".");
            }
        }

        #[test]
        fn words_of_a_header_are_short_and_plain(text in "[ -~äß👩]{0,90}") {
            for word in encoded_words(&text).split("\r\n ") {
                prop_assert!(word.len() <= LINE && word.is_ascii());
            }
        }
    }

    #[test]
    fn the_examples_of_the_standard() {
        assert_eq!(quoted_printable("a = b "), "a =3D b=20\r\n");
        assert_eq!(quoted_printable(&"x".repeat(77)), format!("{}=\r\nxx\r\n", "x".repeat(75)));
        assert_eq!(quoted_printable(&"x".repeat(76)), format!("{}\r\n", "x".repeat(76)));
        assert_eq!(encoded_words("News for November 2026"), "News for November 2026");
        assert_eq!(encoded_words("Clínica: 1"), "=?utf-8?Q?Cl=C3=ADnica=3A_1?=");
    }
}
