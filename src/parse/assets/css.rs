//! Style sheets: comments and needless space out, `url(...)` to published names.

/// `sheet` without comments and without white space that means nothing. Strings and `url(...)` stay as they are; a space
/// stays wherever taking it could change the meaning, as around `+` and `-` in `calc()`.
pub(super) fn minify(sheet: &str) -> String {
    let mut out = String::with_capacity(sheet.len());
    let mut rest = sheet;
    while let Some(first) = rest.chars().next() {
        if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment.find("*/").map_or("", |end| &comment[end + 2..]);
            space(&mut out);
        } else if matches!(first, '"' | '\'') {
            rest = copy(&mut out, rest, string_end(rest, first));
        } else if rest.len() >= 4 && rest.is_char_boundary(4) && rest[..4].eq_ignore_ascii_case("url(") {
            rest = copy(&mut out, rest, url_end(rest));
        } else if first.is_whitespace() {
            rest = rest.trim_start();
            space(&mut out);
        } else {
            tighten(&mut out, first);
            out.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    out.trim_end().to_owned()
}

/// Ends what was written with one space, unless the last character makes it needless.
fn space(out: &mut String) {
    if !out.is_empty() && !out.ends_with([' ', '{', '}', ';', ',', '>']) {
        out.push(' ');
    }
}

/// Takes back what the next character makes needless.
fn tighten(out: &mut String, next: char) {
    if matches!(next, '{' | '}' | ';' | ',' | '>' | ')') && out.ends_with(' ') {
        out.pop();
    }
    if next == '}' && out.ends_with(';') {
        out.pop();
    }
}

fn copy<'r>(out: &mut String, rest: &'r str, end: usize) -> &'r str {
    out.push_str(&rest[..end]);
    &rest[end..]
}

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
    fn meaning_is_kept() {
        let cases = [
            ("a {\n  color: red;\n}\n", "a{color: red}"),
            ("/* x */ a , b > c { margin : 0 auto ; }", "a,b>c{margin : 0 auto}"),
            (".a .b:hover{width:calc(1px + (2em - 3px))}", ".a .b:hover{width:calc(1px + (2em - 3px))}"),
            ("a::before{content:\"a  /* b */ '\"}", "a::before{content:\"a  /* b */ '\"}"),
            ("@media (min-width: 40rem) and (hover) { a{} }", "@media (min-width: 40rem) and (hover){a{}}"),
            ("a{background:url( data:image/png;base64,a== )}", "a{background:url( data:image/png;base64,a== )}"),
            ("a/**/b{}", "a b{}"),
            ("@layer a, b;\n.x:not( .y ) {}", "@layer a,b;.x:not( .y){}"),
        ];
        for (sheet, expected) in cases {
            assert_eq!(minify(sheet), expected);
        }
    }

    #[test]
    fn broken_sheets_end() {
        for sheet in ["/* open", "a{content:\"open", "url(", "url(\"x", "a{b:'\\"] {
            let _ = minify(sheet);
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
