//! Escaping for the places where content is written: HTML text, HTML attributes and URL paths.

/// Appends `text` to `out` so that HTML reads it back as text: `&`, `<` and `>` become references.
pub fn push_text(out: &mut String, text: &str) {
    push_escaped(out, text, |byte| match byte {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        _ => None,
    });
}

/// Appends `text` to `out` so that HTML reads it back inside a double-quoted attribute.
pub fn push_attribute(out: &mut String, text: &str) {
    push_escaped(out, text, |byte| match byte {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        b'"' => Some("&quot;"),
        b'\'' => Some("&#39;"),
        _ => None,
    });
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

fn push_escaped(out: &mut String, text: &str, escape: impl Fn(u8) -> Option<&'static str>) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        if let Some(reference) = escape(byte) {
            out.push_str(&text[from..at]);
            out.push_str(reference);
            from = at + 1;
        }
    }
    out.push_str(&text[from..]);
}

/// `path` percent-encoded for a URL path (RFC 3986, section 3.3): unreserved characters, sub-delimiters, `:`, `@` and
/// `/` stay, everything else is encoded byte by byte.
#[must_use]
pub fn url_path(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/".contains(&byte) {
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
