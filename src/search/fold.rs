//! Words as they are compared: in lower case, without accents and apostrophes. `search.js` does the same.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A word in lower case without accents.
pub(super) fn folded(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    word.to_lowercase().nfd().filter(|c| !is_combining_mark(*c)).collect()
}

/// The words of a text in lower case, with their accents. A character of a script without spaces is its own word.
pub(super) fn words(text: &str, mut found: impl FnMut(&str)) {
    let found = &mut found;
    let mut word = String::new();
    let mut chars = text.chars();
    loop {
        // Most words are ASCII and in lower case already: they are taken as they stand.
        let rest = chars.as_str();
        let plain = rest.bytes().take_while(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()).count();
        if plain > 0 {
            if word.is_empty() && matches!(rest.as_bytes().get(plain), Some(b' ' | b'.' | b',' | b'\n' | b'-')) {
                found(&rest[..plain]);
                chars = rest[plain + 1..].chars();
            } else {
                word.push_str(&rest[..plain]);
                chars = rest[plain..].chars();
            }
            continue;
        }
        let Some(c) = chars.next() else { break };
        if !c.is_ascii() && is_ideograph(c) {
            flush(&mut word, found);
            let mut own = [0; 4];
            found(c.encode_utf8(&mut own));
        } else if c.is_ascii_alphanumeric() {
            word.push(c.to_ascii_lowercase());
        } else if !c.is_ascii() && (c.is_alphanumeric() || is_combining_mark(c)) {
            word.extend(c.to_lowercase());
        } else if matches!(c, '\'' | '’') && !word.is_empty() {
            // "children's" is "children", "can't" is "cant".
            let mut ahead = chars.clone();
            if matches!(ahead.next(), Some('s' | 'S')) && !ahead.next().is_some_and(char::is_alphanumeric) {
                chars.next();
            }
        } else {
            flush(&mut word, found);
        }
    }
    flush(&mut word, found);
}

fn flush(word: &mut String, found: &mut impl FnMut(&str)) {
    if !word.is_empty() {
        found(word);
        word.clear();
    }
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_falls_apart_into_words() {
        let mut found = Vec::new();
        words("Can't the children's “flu-shot” wait? Presión 120/80; 血压", |word: &str| {
            found.push(word.to_owned());
        });
        let expected =
            ["cant", "the", "children", "flu", "shot", "wait", "presión", "120", "80", "血", "压"].map(str::to_owned);
        assert_eq!(found, expected);
        assert_eq!((folded("Presión").as_str(), folded("niños").as_str()), ("presion", "ninos"));
    }
}
