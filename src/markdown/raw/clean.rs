//! The second judge of raw HTML: ammonia, over the whole page.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::sync::LazyLock;

use ammonia::Builder;

use crate::base::ContentHash;
use crate::markdown::{Fill, Slot, WrapperPart};

use super::allow::{COMMON, ELEMENTS};

/// A placeholder for the theme's wrappers, so that what they contain is checked as the content of an element.
const WRAPPER: (&str, &str) = ("<div>", "</div>");

/// The allow-list of the first judge and what this program's own HTML has next to it.
static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut cleaner = Builder::empty();
    cleaner.tags(ELEMENTS.iter().map(|element| element.name).collect());
    cleaner.add_tags(["input", "label", "section"]);
    cleaner.generic_attributes(COMMON.into_iter().chain(["class", "id"]).collect());
    for element in ELEMENTS.iter().filter(|element| !element.own_attributes().is_empty()) {
        cleaner.add_tag_attributes(element.name, element.own_attributes().iter().copied());
    }
    cleaner.add_tag_attributes("a", ["href", "rel"]);
    cleaner.add_tag_attributes("input", ["type", "disabled", "checked"]);
    cleaner.add_tag_attributes("th", ["scope"]);
    cleaner.link_rel(None);
    cleaner
});

/// Cleans a page. Slots travel as markers of private-use characters and a key that is made from the whole document: a
/// writer cannot know it, because writing it into the document would change it. `None` if a slot did not come back
/// exactly once.
pub(super) fn clean(html: &str, slots: &[Slot], document: &str) -> Option<(String, Vec<Slot>)> {
    let key = format!("\u{e000}{}-", &ContentHash::of(document.as_bytes()).hex()[..32]);
    let cleaned = CLEANER.clean(&marked(html, slots, &key)).to_string();
    let mut out = String::with_capacity(cleaned.len());
    let mut found = Vec::with_capacity(slots.len());
    let mut seen = vec![false; slots.len()];
    let mut parts = cleaned.split(&key);
    out.push_str(parts.next()?);
    for part in parts {
        let (number, text) = part.split_once('\u{e001}')?;
        let number: usize = number.parse().ok()?;
        if std::mem::replace(seen.get_mut(number)?, true) {
            return None;
        }
        let mut text = text;
        found.push(match slots[number].fill {
            Fill::Wrapper(_, WrapperPart::Start) => {
                out.truncate(out.strip_suffix(WRAPPER.0)?.len());
                Slot { at: out.len(), fill: slots[number].fill }
            }
            Fill::Wrapper(_, WrapperPart::End) => {
                text = text.strip_prefix(WRAPPER.1)?;
                Slot { at: out.len(), fill: slots[number].fill }
            }
            Fill::OnPage(_) => {
                let at = out.rfind(' ')?;
                Slot { at, fill: Fill::OnPage(out.len() - at + text.find('"')? + 1) }
            }
            fill => Slot { at: out.len(), fill },
        });
        out.push_str(text);
    }
    seen.into_iter().all(|seen| seen).then_some((out, found))
}

fn marked(html: &str, slots: &[Slot], key: &str) -> String {
    let mut out = String::with_capacity(html.len() + slots.len() * (key.len() + 8));
    let mut from = 0;
    for (number, slot) in slots.iter().enumerate() {
        let at = slot.at + value_in(&html[slot.at..], slot.fill);
        out.push_str(&html[from..at]);
        let is_start = matches!(slot.fill, Fill::Wrapper(_, WrapperPart::Start));
        let is_end = matches!(slot.fill, Fill::Wrapper(_, WrapperPart::End));
        out.push_str(if is_start { WRAPPER.0 } else { "" });
        let _ = write!(out, "{key}{number}\u{e001}");
        out.push_str(if is_end { WRAPPER.1 } else { "" });
        from = at;
    }
    out.push_str(&html[from..]);
    out
}

/// Where a marker may be, from the slot on: an attribute that only pages have is marked in its value.
fn value_in(html: &str, fill: Fill) -> usize {
    match fill {
        Fill::OnPage(length) => html[..length].find("=\"").map_or(0, |at| at + 2),
        _ => 0,
    }
}

/// The value of an attribute with its character references undone, as a browser would read it.
pub(super) fn decode(value: &str) -> String {
    static READER: LazyLock<Builder<'static>> = LazyLock::new(|| {
        let mut reader = Builder::empty();
        reader.tags(HashSet::from(["i"])).generic_attributes(HashSet::from(["title"]));
        reader
    });
    if !value.contains('&') {
        return value.to_owned();
    }
    let read = READER.clean(&format!("<i title=\"{}\">", value.replace('"', "&quot;"))).to_string();
    let escaped = read.strip_prefix("<i title=\"").and_then(|rest| rest.strip_suffix("\"></i>")).unwrap_or_default();
    let undone = escaped.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&nbsp;", "\u{a0}");
    undone.replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_undone_once() {
        assert_eq!(decode("&#106;ava&Tab;script&colon;x"), "java\tscript:x");
        assert_eq!(decode("a?b=1&amp;c=&quot;\"&copy;"), "a?b=1&c=\"\"©");
        assert_eq!(decode("&amp;lt;"), "&lt;");
    }
}
