//! Hostile text in every field stays in the block, as it was written.

use serde_json::Value;

use super::graph::graph;
use super::whole;
use crate::support::Built;

const HOSTILE: [&str; 7] = [
    "</script><script>alert(1)</script>",
    "</SCRIPT\n><img src=x onerror=alert(1)>",
    "<!-- <script> --!>",
    "]]><!--",
    "\u{2028}\u{2029}\\u003c/script>\\",
    "\"}]}</script>\"@type\":\"Hospital\"",
    "&lt;/script&gt;&quot;",
];

/// Types, properties and whether they hold texts, without what the texts say.
fn shape(value: &Value) -> Value {
    match value {
        Value::Object(node) => {
            let kept = |name: &str, value: &Value| if name == "@type" { value.clone() } else { shape(value) };
            Value::Object(node.iter().map(|(name, value)| (name.clone(), kept(name, value))).collect())
        }
        Value::Array(list) => Value::Array(list.iter().map(shape).collect()),
        Value::String(_) => Value::String(String::new()),
        other => other.clone(),
    }
}

fn scripts(site: &Built, path: &str) -> usize {
    site.page(path).all("script").count()
}

#[test]
fn hostile_text_in_any_field_changes_no_graph() {
    let harmless = whole::built(&whole::project("harmless").without_pictures());
    for text in HOSTILE {
        let site = whole::built(&whole::project(text).without_pictures());
        for (path, page) in harmless.pages() {
            let hostile = site.page(path);
            let block = hostile.structured_data();
            assert!(!block.contains(['<', '>', '&', '\u{2028}', '\u{2029}']), "{text:?} in {path}: {block}");
            let (was, is) = (Value::Array(graph(&page)), Value::Array(graph(&hostile)));
            assert_eq!(shape(&is), shape(&was), "{text:?} in {path}");
            assert_eq!(scripts(&site, path), scripts(&harmless, path), "{text:?} in {path}");
        }
    }
}

#[test]
fn text_reads_back_as_it_was_written() {
    for text in HOSTILE {
        let site = whole::built(&whole::project(text).without_pictures());
        let post = super::graph::node(&site, "/articles/a/", "BlogPosting");
        assert_eq!(post["headline"], text);
        assert_eq!(post["correction"][1]["text"], format!("{text} {text}"));
        assert_eq!(super::graph::node(&site, "/myths/one/", "ClaimReview")["claimReviewed"], text);
    }
}
