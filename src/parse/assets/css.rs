//! Style sheets: `url(...)` to published names.

fn string_end(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, character) in text.char_indices().skip(1) {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return at + c.len_utf8(),
            _ => {}
        }
    }
    text.len()
}

fn url_end(text: &str) -> usize {
    let inner = text[4..].trim_start();
    let start = text.len() - inner.len();
    let end = match inner.chars().next() {
        Some(quote @ ('"' | '\'')) => start + string_end(inner, quote),
        _ => start,
    };
    text[end..].find(')').map_or(text.len(), |close| end + close + 1)
}

/// Replaces the targets of `url(...)` that `published` knows; all others stay.
pub(super) fn rewrite_urls(sheet: &str, published: impl Fn(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(sheet.len());
    let mut rest = sheet;
    while let Some(at) = rest.find("url(") {
        let end = at + url_end(&rest[at..]);
        let target = rest[at + 4..end].trim_end_matches(')').trim().trim_matches(['"', '\'']);
        out.push_str(&rest[..at]);
        match published(target) {
            Some(path) => out.extend(["url(\"", &path, "\")"]),
            None => out.push_str(&rest[at..end]),
        }
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_sheets_end() {
        for sheet in ["/* open", "a{content:\"open", "url(", "url(\"x", "a{b:'\\"] {
            let _ = rewrite_urls(sheet, |_| None);
        }
    }

    #[test]
    fn known_urls_are_replaced() {
        let sheet = "@font-face{src:url('fonts/a.woff2') format(\"woff2\")} b{background:url(#c)}";
        let rewritten = rewrite_urls(sheet, |url| (url == "fonts/a.woff2").then(|| "fonts-a.1.woff2".to_owned()));
        assert_eq!(rewritten, "@font-face{src:url(\"fonts-a.1.woff2\") format(\"woff2\")} b{background:url(#c)}");
    }
}
