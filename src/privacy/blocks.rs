//! Files as blocks of text: paragraphs, items and lines of tables of a document, values of its front matter, lines of data.
//!
//! What is the practice's own matter (authors, dates of publication, sources, consent records) is left out here.

use std::ops::Range;

use super::phrases::{BLOCKS_OWN_KEYS, BLOCKS_OWN_PARTS};
use crate::base::remark;

/// A block of text in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Its bytes in the file.
    pub range: Range<usize>,
    /// The first key of the front matter that it belongs to; `None` in the text itself.
    pub key: Option<String>,
}

/// The blocks of a document: values of its front matter, then what is below it.
#[must_use]
pub fn of_document(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut body = 0;
    if let Some(rest) = text.strip_prefix("---\n").or_else(|| text.strip_prefix("---\r\n")) {
        let start = text.len() - rest.len();
        let mut at = start;
        for line in rest.split_inclusive('\n') {
            if line.trim_end() == "---" {
                front(text, start..at, &mut blocks);
                body = at + line.len();
                break;
            }
            at += line.len();
        }
    }
    blocks.extend(paragraphs(text, body));
    blocks
}

/// The blocks of a file of data: each line, with what continues it.
#[must_use]
pub fn of_data(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    front(text, 0..text.len(), &mut blocks);
    for block in &mut blocks {
        block.key = None;
    }
    blocks
}

/// The blocks of a plain text.
#[must_use]
pub fn of_text(text: &str) -> Vec<Block> {
    paragraphs(text, 0)
}

fn front(text: &str, range: Range<usize>, blocks: &mut Vec<Block>) {
    let mut top = String::new();
    let mut open = false;
    let mut at = range.start;
    for line in text[range].split_inclusive('\n') {
        let start = at;
        at += line.len();
        let content = line.trim_end();
        let inner = content.trim_start_matches([' ', '-', '\t']);
        if inner.is_empty() || inner.starts_with('#') {
            open = false;
            continue;
        }
        let indent = content.len() - content.trim_start().len();
        let key = key(inner);
        if let Some(key) = key.filter(|_| indent == 0 && !content.starts_with('-')) {
            key.clone_into(&mut top);
        }
        if BLOCKS_OWN_PARTS.contains(&top.as_str()) || key.is_some_and(|key| BLOCKS_OWN_KEYS.contains(&key)) {
            open = false;
            continue;
        }
        let value = content.len() - inner.len() + key.map_or(0, |key| key.len() + 1);
        let ends = start + content.len();
        if let Some(block) =
            blocks.last_mut().filter(|_| open && key.is_none() && !content.trim_start().starts_with("- "))
        {
            block.range.end = ends;
        } else {
            blocks.push(Block { range: start + value..ends, key: Some(top.clone()) });
            open = true;
        }
    }
    blocks.retain(|block| !text[block.range.clone()].trim().is_empty());
}

/// The key at the start of a line of YAML.
fn key(line: &str) -> Option<&str> {
    let length = line.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')).count();
    let behind = line.as_bytes().get(length)?;
    let is_key = *behind == b':' && line.as_bytes().get(length + 1).is_none_or(|next| matches!(next, b' ' | b'\t'));
    (length > 0 && is_key && !line[..length].bytes().any(|byte| byte.is_ascii_uppercase())).then(|| &line[..length])
}

fn paragraphs(text: &str, from: usize) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut open = false;
    let mut at = from;
    for line in text[from..].split_inclusive('\n') {
        let start = at;
        at += line.len();
        let content = line.trim_end();
        let inner = content.trim_start();
        if inner.is_empty()
            || inner.strip_prefix("<!--").is_some_and(|comment| remark(comment).is_some())
            || inner.starts_with("[^") && inner.contains("doi.org")
        {
            open = false;
            continue;
        }
        if !open || begins(inner) {
            blocks.push(Block { range: start..start + content.len(), key: None });
        } else if let Some(block) = blocks.last_mut() {
            block.range.end = start + content.len();
        }
        // A heading, a line of a table and a fence are whole.
        open =
            !(inner.starts_with('#') || inner.starts_with('|') || inner.starts_with("```") || inner.starts_with("~~~"));
    }
    blocks
}

/// Whether a line begins its own block: an item, a heading, a line of a table.
fn begins(line: &str) -> bool {
    let number = line.bytes().take_while(u8::is_ascii_digit).count();
    ["- ", "* ", "+ ", "#", "|", "```", "~~~", "!["].iter().any(|mark| line.starts_with(mark))
        || (1..=2).contains(&number) && (line[number..].starts_with(". ") || line[number..].starts_with(") "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_the_practices_own_matter_is_left_out() {
        let text = "---\ntitle: Flu\ndate: 2026-11-20\nauthors: [dr-lee]\nsources:\n  - id: a\n    title: T\nsummary: >-\n  one\n  two\n---\nFirst\nline.\n\n- item\n- other\n";
        let blocks = of_document(text);
        let texts: Vec<&str> = blocks.iter().map(|block| text[block.range.clone()].trim()).collect();
        assert_eq!(texts, ["Flu", ">-\n  one\n  two", "First\nline.", "- item", "- other"]);
        assert_eq!(blocks[0].key.as_deref(), Some("title"));
    }
}
