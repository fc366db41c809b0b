//! Addresses without brackets: `https://cdc.gov/flu`, `www.who.int`.
//!
//! After GitHub's extended autolinks (<https://github.github.com/gfm/#autolinks-extension->): the host has a dot, and
//! punctuation, quotation marks and an unbalanced `)` at the end belong to the sentence. Emphasis marks inside an address
//! are read as emphasis; such addresses want angle brackets.

/// How an address begins.
const STARTS: [&str; 3] = ["https://", "http://", "www."];

/// The most characters of a host (RFC 1035, section 2.3.4).
const LONGEST_HOST: usize = 253;

/// Whether an address may begin at a byte of the text: an `h` or `w` at the start of a word.
pub(super) fn may_start(text: &str, at: usize) -> bool {
    matches!(text.as_bytes()[at], b'h' | b'H' | b'w' | b'W')
        && !text[..at].chars().next_back().is_some_and(|c| c.is_alphanumeric() || matches!(c, '/' | '@' | '.'))
}

/// The length of the address that `text` starts with.
pub(super) fn length(text: &str) -> Option<usize> {
    let start =
        STARTS.iter().find(|start| text.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start)))?;
    let host = if *start == "www." { text } else { &text[start.len()..] };
    let end = host.char_indices().take(LONGEST_HOST + 1).find(|(_, c)| !in_host(*c)).map_or(host.len(), |(at, _)| at);
    if end > 4 * LONGEST_HOST || !is_host(&host[..end]) {
        return None;
    }
    let whole =
        text.find(|c: char| c.is_whitespace() || matches!(c, '<' | '“' | '”' | '„' | '«' | '»')).unwrap_or(text.len());
    Some(without_tail(&text[..whole]).len())
}

/// The address as a link's target.
pub(super) fn target(address: &str) -> String {
    let scheme = if address.as_bytes()[0].eq_ignore_ascii_case(&b'w') { "https://" } else { "" };
    format!("{scheme}{address}")
}

fn in_host(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_' | '.')
}

fn is_host(host: &str) -> bool {
    let parts = host.trim_end_matches('.').split('.');
    let mut count = 0;
    for part in parts {
        if part.is_empty() {
            return false;
        }
        count += 1;
    }
    count >= 2
}

/// `address` without what belongs to the sentence.
fn without_tail(address: &str) -> &str {
    let mut rest = address;
    let mut open = rest.bytes().filter(|b| *b == b'(').count();
    let mut close = rest.bytes().filter(|b| *b == b')').count();
    loop {
        let shorter = rest.trim_end_matches(['?', '!', '.', ',', ':', ';', '*', '_', '~', '\'', '"', '’', '…', ']']);
        // A `(` is never cut off, so only the closing ones are counted down.
        let shorter = match shorter.strip_suffix(')') {
            Some(inner) if close > open => {
                close -= 1;
                inner
            }
            _ => shorter,
        };
        if let Some(inner) = shorter.strip_suffix('(') {
            open -= 1;
            rest = inner;
        } else if shorter.len() == rest.len() {
            return rest;
        } else {
            rest = shorter;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentence_keeps_its_punctuation() {
        let cases = [
            ("https://cdc.gov/flu.", "https://cdc.gov/flu"),
            ("http://a.org/x(y) z", "http://a.org/x(y)"),
            ("https://a.org/x(y)) z", "https://a.org/x(y)"),
            ("https://a.org/x).", "https://a.org/x"),
            ("www.who.int/?a=b&c=d, and", "www.who.int/?a=b&c=d"),
            ("https://a.org/--x...", "https://a.org/--x"),
            ("https://a.org\" she", "https://a.org"),
            ("HTTPS://A.org<b", "HTTPS://A.org"),
            ("https://niño.es/ñ”", "https://niño.es/ñ"),
        ];
        for (text, address) in cases {
            assert_eq!(length(text).map(|length| &text[..length]), Some(address), "{text}");
        }
    }

    #[test]
    fn words_are_no_addresses() {
        for text in
            ["https://", "https:// x.y", "http://localhost", "www.", "www", "www. x", "http", "hello", "http://.a.b"]
        {
            assert_eq!(length(text), None, "{text}");
        }
    }
}
