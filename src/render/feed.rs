//! What all feed formats share.

use tera::Context;

use crate::base::escape_attribute;
use crate::diag::Diagnostic;
use crate::view::FeedView;

use super::{Templates, body};

/// The texts of a feed's entries, where the settings ask for them.
pub(super) fn bodies(
    templates: &Templates,
    shared: &Context,
    feed: &FeedView<'_>,
    sink: &mut Vec<Diagnostic>,
) -> Vec<Option<String>> {
    let text = |item: &crate::view::FeedItem| {
        item.body.as_ref().map(|text| outside(&body::join(templates, shared, text, sink), &item.url))
    };
    feed.items.iter().map(text).collect()
}

/// A text as it stands away from its page at `url`. Feed readers show many entries on one page: ids would clash, so they
/// go, and links to a part lead to the page. Keyboard stops of tables go too.
fn outside(html: &str, url: &str) -> String {
    let page = format!(" href=\"{}#", escape_attribute(url));
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let end = rest[at..].find('>').map_or(rest.len(), |end| at + end + 1);
        out.push_str(&rest[..at]);
        let tag = rest[at..end].replace(" tabindex=\"0\"", "").replace(" href=\"#", &page);
        match tag.find(" id=\"").and_then(|id| Some((id, id + 5 + tag[id + 5..].find('"')? + 1))) {
            Some((from, to)) => out.extend([&tag[..from], &tag[to..]]),
            None => out.push_str(&tag),
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
    fn a_text_in_a_feed_has_no_ids_and_leads_to_its_page() {
        let html = "<h2 id=\"a\">A id=\"b\"</h2><a href=\"#fn-1\" id=\"fnref-1\" role=\"x\">1</a><pre tabindex=\"0\">";
        let url = "https://a.example/b/";
        let expected = "<h2>A id=\"b\"</h2><a href=\"https://a.example/b/#fn-1\" role=\"x\">1</a><pre>";
        assert_eq!(outside(html, url), expected);
        assert_eq!(outside("a < b", url), "a < b");
    }
}
