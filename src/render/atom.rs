//! Atom (RFC 4287).

use crate::view::{FeedItem, FeedView};

use super::xml::Xml;

/// Writes the feed.
pub(super) fn write(feed: &FeedView<'_>, bodies: &[Option<String>]) -> String {
    let mut xml = Xml::new();
    xml.open("feed", &[("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", feed.tag)]);
    xml.text("id", &[], &feed.url);
    xml.text("title", &[], &feed.title);
    if !feed.description.is_empty() {
        xml.text("subtitle", &[], feed.description);
    }
    xml.text("updated", &[], &feed.updated);
    xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &feed.home)]);
    xml.empty("link", &[("rel", "self"), ("type", "application/atom+xml"), ("href", &feed.url)]);
    xml.open("author", &[]);
    xml.text("name", &[], feed.author);
    xml.close("author");
    for (item, body) in feed.items.iter().zip(bodies) {
        entry(&mut xml, item, body.as_deref());
    }
    xml.close("feed");
    xml.finish()
}

fn entry(xml: &mut Xml, item: &FeedItem, body: Option<&str>) {
    xml.open("entry", &[]);
    xml.text("id", &[], &item.id);
    xml.text("title", &[], &item.title);
    xml.text("published", &[], &item.published);
    xml.text("updated", &[], &item.updated);
    xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &item.url)]);
    for author in &item.authors {
        xml.open("author", &[]);
        xml.text("name", &[], author);
        xml.close("author");
    }
    for tag in &item.tags {
        xml.empty("category", &[("term", tag)]);
    }
    xml.text("summary", &[], &item.summary);
    if let Some(body) = body {
        xml.text("content", &[("type", "html")], body);
    }
    xml.close("entry");
}
