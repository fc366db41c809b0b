//! Keys that citations name sources by.
//!
//! The rules are pandoc's (<https://pandoc.org/MANUAL.html#citation-syntax>): a letter or digit of any script or `_`, then
//! letters, digits and `:.#$%&-+?<>~/`; any other key is in braces. Marks that belong to letters, as in Hindi or Arabic,
//! and joiners are parts of them.

use unicode_normalization::char::is_combining_mark;

/// Whether a text can be the key of a citation without braces.
#[must_use]
pub fn is_source_id(text: &str) -> bool {
    !text.is_empty() && source_id_length(text) == text.len()
}

/// How many bytes of a key `text` begins with. A DOI may have brackets, as old ones of Elsevier do.
#[must_use]
pub fn source_id_length(text: &str) -> usize {
    if !text.starts_with(|c: char| c.is_alphanumeric() || c == '_') {
        return 0;
    }
    let is_doi = text.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("doi:"));
    let is_mark = |c: char| is_combining_mark(c) || matches!(c, '\u{200c}' | '\u{200d}');
    let inner = |c: char| {
        c.is_alphanumeric() || "_:.#$%&+?<>~/-".contains(c) || (is_doi && matches!(c, '(' | ')')) || is_mark(c)
    };
    text.find(|c| !inner(c)).unwrap_or(text.len())
}

/// A key as citations write it.
#[must_use]
pub fn cited(id: &str) -> String {
    if is_source_id(id) { format!("[@{id}]") } else { format!("[@{{{id}}}]") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_have_letters_of_any_script() {
        for key in [
            "Jørgensen2016",
            "a_b-c.d",
            "_x",
            "2020",
            "王2020",
            "हिन्दी2020",
            "محمّد۲۰۲۰",
            "doi:10.1016/S0140-6736(97)11096-0",
            "http://a.org/x",
        ] {
            assert!(is_source_id(key), "{key}");
        }
        for key in ["", "-a", "a b", "a,b", "a;b", "a]b", "x(1)", "{a}"] {
            assert!(!is_source_id(key), "{key}");
        }
    }
}
