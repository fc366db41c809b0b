//! Escaping for the places where content is written: HTML text, HTML attributes and URL paths.

use memchr::memchr3_iter;

/// Appends `text` to `out` so that HTML reads it back as text: `&`, `<` and `>` become references.
pub fn push_text(out: &mut String, text: &str) {
    push_escaped(out, text, memchr3_iter(b'&', b'<', b'>', text.as_bytes()));
}

/// Appends `text` to `out` so that HTML reads it back inside a double-quoted attribute.
pub fn push_attribute(out: &mut String, text: &str) {
    let sign = |&(_, byte): &(usize, u8)| matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\'');
    push_escaped(out, text, text.bytes().enumerate().filter(sign).map(|(at, _)| at));
}

/// `text` as HTML text.
#[must_use]
pub fn escape_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_text(&mut out, text);
    out
}

/// `text` as the inside of a double-quoted HTML attribute.
#[must_use]
pub fn escape_attribute(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_attribute(&mut out, text);
    out
}

/// Appends `text` with the bytes at `signs` as references.
fn push_escaped(out: &mut String, text: &str, signs: impl Iterator<Item = usize>) {
    let mut from = 0;
    for at in signs {
        out.push_str(&text[from..at]);
        out.push_str(match text.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => "&#39;",
        });
        from = at + 1;
    }
    out.push_str(&text[from..]);
}

/// `path` percent-encoded for a URL path (RFC 3986, section 3.3): unreserved characters, sub-delimiters, `:`, `@` and
/// `/` stay, everything else is encoded byte by byte.
#[must_use]
pub fn url_path(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/".contains(&byte);
    if path.bytes().all(plain) {
        return path.to_owned();
    }
    let mut out = String::with_capacity(path.len() + 16);
    for byte in path.bytes() {
        if plain(byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            for nibble in [byte >> 4, byte & 0xf] {
                out.push(char::from_digit(u32::from(nibble), 16).unwrap_or('0').to_ascii_uppercase());
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_attributes_are_escaped_for_their_place() {
        assert_eq!(escape_text("a < b & \"c\""), "a &lt; b &amp; \"c\"");
        assert_eq!(escape_attribute("\"x\" onload='y'"), "&quot;x&quot; onload=&#39;y&#39;");
    }

    #[test]
    fn url_paths_keep_their_slashes() {
        assert_eq!(url_path("/a b/é.png"), "/a%20b/%C3%A9.png");
    }
}
