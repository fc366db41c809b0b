//! What raw HTML may hold: elements and attributes of text, nothing that loads, runs or styles.

/// An element that may stay.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Element {
    pub(super) name: &'static str,
    pub(super) sort: Sort,
    attributes: &'static [&'static str],
}

/// Where an element is allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// Part of a line.
    Phrase,
    /// A block that holds blocks or lines.
    Block,
    /// A table or a part of it that holds only parts of it.
    Table,
    /// A cell or caption.
    Cell,
    /// Without content.
    Void,
}

macro_rules! elements {
    ($($sort:ident: $($name:literal $([$($attribute:literal)+])?)+;)+) => {
        &[$($(Element { name: $name, sort: Sort::$sort, attributes: &[$($($attribute),+)?] }),+),+]
    };
}

/// The elements, with the attributes that each may have in addition to [`COMMON`].
pub(super) static ELEMENTS: &[Element] = elements! {
    Phrase: "a" "abbr" "b" "bdi" "bdo" "cite" "code" "del" ["datetime"] "dfn" "em" "i" "ins" ["datetime"] "kbd" "mark" "q"
        "rp" "rt" "ruby" "s" "samp" "small" "span" "strong" "sub" "sup" "time" ["datetime"] "u" "var";
    Block: "address" "blockquote" "dd" "details" ["open"] "div" "dl" "dt" "figcaption" "figure" "h2" "h3" "h4" "h5" "h6" "li" ["value"]
        "ol" ["reversed" "start" "type"] "p" "pre" "summary" "ul";
    Table: "colgroup" ["span"] "table" "tbody" "tfoot" "thead" "tr";
    Cell: "caption" "td" ["colspan" "headers" "rowspan"] "th" ["abbr" "colspan" "headers" "rowspan" "scope"];
    Void: "br" "col" ["span"] "hr" "img" "wbr";
};

/// Attributes of every element. `class` and `id` are judged by their values.
pub(super) const COMMON: [&str; 6] = ["aria-label", "dir", "lang", "role", "tabindex", "title"];

/// Classes of this program's own HTML.
const CLASSES: [&str; 17] = [
    "align-center",
    "align-left",
    "align-right",
    "callout",
    "callout-call",
    "callout-caution",
    "callout-emergency",
    "callout-important",
    "callout-note",
    "callout-tip",
    "callout-title",
    "callout-urgent",
    "callout-warning",
    "footnote-back",
    "footnote-ref",
    "footnotes",
    "table-scroll",
];

/// Elements whose content is not text of the page.
const WITHOUT_CONTENT: [&str; 14] = [
    "audio", "canvas", "iframe", "math", "noembed", "noframes", "object", "script", "select", "style", "svg",
    "template", "textarea", "title",
];

/// The element of this name, where it may stay.
pub(super) fn element(name: &str) -> Option<&'static Element> {
    ELEMENTS.iter().find(|element| element.name.eq_ignore_ascii_case(name))
}

/// The name of an element that goes with its content.
pub(super) fn drops_content(name: &str) -> Option<String> {
    WITHOUT_CONTENT.iter().find(|known| known.eq_ignore_ascii_case(name)).map(|known| (*known).to_owned())
}

/// Whether a writer may use a class.
pub(super) fn is_class(class: &str) -> bool {
    let of_code = class.strip_prefix("hl-").or_else(|| class.strip_prefix("language-"));
    let plain = |name: &str| name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    CLASSES.contains(&class) || of_code.is_some_and(plain)
}

impl Element {
    /// Whether it may have an attribute (in lower case) with this value.
    pub(super) fn takes(&self, attribute: &str, value: &str) -> bool {
        match attribute {
            "role" => matches!(value, "note" | "region" | "group"),
            "tabindex" => value == "0",
            _ => COMMON.contains(&attribute) || self.attributes.contains(&attribute),
        }
    }

    /// The attributes that only some elements have.
    pub(super) fn own_attributes(&self) -> &'static [&'static str] {
        self.attributes
    }
}
