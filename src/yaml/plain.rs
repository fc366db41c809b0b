//! Values in one plain form, whatever the style in which they are written.

use std::fmt::Write;

use super::tree::{Content, Node};
use super::{Step, Yaml};

impl Yaml<'_> {
    /// The values of some keys of the mapping, each in one plain form: texts without the white space around them, lists in
    /// their order, keys of mappings by name. Two spellings of the same value give the same form, and two values different
    /// ones. `None` for what is not there or empty.
    #[must_use]
    pub fn plain<const N: usize>(&self, keys: [&str; N]) -> [Option<String>; N] {
        let plain = |root: &Node, key| {
            let (_, node) = root.step(Step::Key(key)).filter(|(_, node)| !node.is_empty())?;
            let mut out = String::new();
            write_plain(node, &mut out);
            Some(out)
        };
        self.with_tree(|root| keys.map(|key| plain(root, key))).unwrap_or_else(|| keys.map(|_| None))
    }
}

/// Each text is framed by its length, so that no text can look like the end of another.
fn write_plain(node: &Node, out: &mut String) {
    let text = |text: &str, out: &mut String| {
        let text = text.trim();
        let _ = write!(out, "{}:{text}", text.len());
    };
    match &node.content {
        Content::Scalar { text: written, .. } => text(written, out),
        Content::List(items) => {
            out.push('[');
            for item in items {
                write_plain(item, out);
            }
            out.push(']');
        }
        Content::Map(entries) => {
            let mut written: Vec<(String, &Node)> = Vec::with_capacity(entries.len());
            for (key, value) in entries.iter().filter(|(_, value)| !value.is_empty()) {
                let mut name = String::new();
                write_plain(key, &mut name);
                written.push((name, value));
            }
            written.sort_by(|a, b| a.0.cmp(&b.0));
            out.push('{');
            for (name, value) in written {
                out.push_str(&name);
                write_plain(value, out);
            }
            out.push('}');
        }
    }
}
