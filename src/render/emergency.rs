//! The box for an emergency, which a page shows before everything else.

use std::borrow::Cow;

/// How the box begins, a callout or a care card.
const START: &str = "<div class=\"callout callout-emergency";

/// The first box for an emergency in a document's text, and the text without it. It stays where it is for a template that
/// does not print it.
pub(super) fn first<'h>(html: &'h str, template: &str) -> (&'h str, Cow<'h, str>) {
    let start = html.find(START).filter(|_| template.contains("emergency | safe"));
    let Some(start) = start else { return ("", Cow::Borrowed(html)) };
    let Some(length) = element(&html[start..]) else { return ("", Cow::Borrowed(html)) };
    let end = start + length;
    let rest = [&html[..start], html[end..].trim_start_matches('\n')].concat();
    (&html[start..end], Cow::Owned(rest))
}

/// The length of the `div` at the start of `html`, which is well-formed.
fn element(html: &str) -> Option<usize> {
    let (mut depth, mut at) = (0_usize, 0);
    loop {
        at += html[at..].find('<')?;
        if html[at..].starts_with("<div") {
            depth += 1;
        } else if html[at..].starts_with("</div>") {
            depth -= 1;
            if depth == 0 {
                return Some(at + "</div>".len());
            }
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_box_is_taken_out_with_what_is_in_it() {
        let html = "<p>a</p>\n<div class=\"callout callout-emergency\" role=\"note\"><div>b</div></div>\n<p>c</p>";
        let (emergency, rest) = first(html, "{{ emergency | safe }}");
        assert_eq!(emergency, "<div class=\"callout callout-emergency\" role=\"note\"><div>b</div></div>");
        assert_eq!(rest, "<p>a</p>\n<p>c</p>");
    }

    #[test]
    fn a_card_for_an_emergency_is_one_too() {
        let html = "<p>a</p><div class=\"callout callout-emergency care\">b</div>";
        assert_eq!(first(html, "{{ emergency | safe }}").1, "<p>a</p>");
    }

    #[test]
    fn a_text_without_one_or_a_template_without_its_place_changes_nothing() {
        assert_eq!(first("<p>a</p>", "{{ emergency | safe }}"), ("", Cow::Borrowed("<p>a</p>")));
        let html = "<div class=\"callout callout-emergency\"></div>";
        assert_eq!(first(html, "{{ body | safe }}"), ("", Cow::Borrowed(html)));
    }
}
