//! The nodes of a page.

use serde_json::Value;

use crate::support::{Built, Page};

/// All nodes that stand in a page's graph.
pub(crate) fn graph(page: &Page) -> Vec<Value> {
    let text = page.structured_data();
    let json: Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
    assert_eq!(json["@context"], "https://schema.org");
    json["@graph"].as_array().expect("a graph").clone()
}

/// The one node of a type at an address.
pub(crate) fn node(site: &Built, url: &str, kind: &str) -> Value {
    let nodes = nodes(site, url, kind);
    assert_eq!(nodes.len(), 1, "{kind} at {url}: {nodes:#?}");
    nodes[0].clone()
}

/// The nodes of a type at an address.
pub(crate) fn nodes(site: &Built, url: &str, kind: &str) -> Vec<Value> {
    graph(&site.page(url)).into_iter().filter(|node| node["@type"] == kind).collect()
}

/// The value of a property that may have any number of values, as a list.
pub(crate) fn several(value: &Value) -> Vec<&Value> {
    match value {
        Value::Array(list) => list.iter().collect(),
        Value::Null => Vec::new(),
        one => vec![one],
    }
}
