//! Text in the seven bits of mail: quoted-printable (RFC 2045, section 6.7) and encoded words (RFC 2047).

use email_encoding::headers::rfc2047;
use email_encoding::headers::writer::EmailWriter;
use quoted_printable::encode_to_str;

/// Longest line of a header without its end (RFC 5322, section 2.1.1).
const LINE: usize = 76;

/// A text as quoted-printable, with lines that end in CRLF.
#[must_use]
pub fn quoted_printable(text: &str) -> String {
    let lines: String = text.lines().flat_map(|line| [line, "\r\n"]).collect();
    encode_to_str(lines)
}

/// The value of the header `name`: unchanged if it is plain, otherwise as encoded words, one per line.
#[must_use]
pub fn encoded_words(name: &str, text: &str) -> String {
    if text.len() < LINE && text.bytes().all(|byte| matches!(byte, b' '..=b'~')) && !text.contains("=?") {
        return text.to_owned();
    }
    let mut words = String::new();
    let mut writer = EmailWriter::new(&mut words, name.len() + ": ".len(), 0, false);
    // Writing to a string cannot fail.
    let _ = rfc2047::encode(text, &mut writer);
    drop(writer);
    words
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
                prop_assert!(line.len() <= LINE && line.is_ascii() && !line.ends_with([' ', '\t']));
            }
        }

        #[test]
        fn words_of_a_header_are_short_and_plain(text in "[ -~äß👩]{0,90}") {
            for word in encoded_words("Subject", &text).split("\r\n ") {
                prop_assert!(word.len() <= LINE && word.is_ascii());
            }
        }
    }

    #[test]
    fn the_examples_of_the_standard() {
        assert_eq!(quoted_printable("a = b "), "a =3D b=20\r\n");
        assert_eq!(quoted_printable(&"x".repeat(77)), format!("{}=\r\nxx\r\n", "x".repeat(75)));
        assert_eq!(quoted_printable(&"x".repeat(76)), format!("{}\r\n", "x".repeat(76)));
        assert_eq!(encoded_words("Subject", "News for November 2026"), "News for November 2026");
        assert_eq!(encoded_words("Subject", "Clínica: 1"), "=?utf-8?b?Q2zDrW5pY2E6IDE=?=");
    }
}
