//! JSON-LD 1.1 (<https://www.w3.org/TR/json-ld11/>) for a `<script>` element of a page.
//!
//! A script's text ends at `</script`, whatever JSON means by it, and `<!--` changes how it is read (HTML, section
//! 4.12.1.3). So `<`, `>` and `&` are written as escapes of JSON, and with them the two line ends that older scripts do
//! not take in a text.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;

use crate::view::Node;

/// One node.
pub(super) fn node(node: &Node<'_>) -> String {
    written(node)
}

/// All nodes of a page: the practice, written before, and the page's own.
pub(super) fn graph(practice: &str, nodes: &[Node<'_>]) -> String {
    let own = written(nodes);
    let own = own.strip_prefix('[').unwrap_or_default();
    let between = if nodes.is_empty() { "" } else { "," };
    format!("{{\"@context\":\"https://schema.org\",\"@graph\":[{practice}{between}{own}}}")
}

fn written<T: Serialize + ?Sized>(value: &T) -> String {
    let mut bytes = Vec::with_capacity(4 * 1024);
    // Nodes are texts and numbers, and memory takes them all: nothing can fail here.
    let _ = value.serialize(&mut Serializer::with_formatter(&mut bytes, ForScript));
    String::from_utf8(bytes).unwrap_or_default()
}

/// Compact JSON that a script element holds.
struct ForScript;

impl Formatter for ForScript {
    fn write_string_fragment<W: Write + ?Sized>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let mut from = 0;
        for (at, sign) in fragment.match_indices(['<', '>', '&', '\u{2028}', '\u{2029}']) {
            writer.write_all(&fragment.as_bytes()[from..at])?;
            let code = sign.chars().next().map_or(0, u32::from);
            write!(writer, "\\u{code:04x}")?;
            from = at + sign.len();
        }
        writer.write_all(&fragment.as_bytes()[from..])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_ends_the_script() {
        let text = "</script><!-- & \u{2028}\u{2029} \"q\" \\ \u{0}";
        let json = written(text);
        assert_eq!(json, r#""\u003c/script\u003e\u003c!-- \u0026 \u2028\u2029 \"q\" \\ \u0000""#);
        assert_eq!(serde_json::from_str::<String>(&json).expect("JSON"), text);
    }

    #[test]
    fn a_page_without_nodes_has_the_practice() {
        assert_eq!(graph("{}", &[]), r#"{"@context":"https://schema.org","@graph":[{}]}"#);
    }
}
