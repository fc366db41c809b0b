//! RSS 2.0 (<https://www.rssboard.org/rss-specification>) with `content:encoded` and `dc:creator`.

use crate::plan::view::{FeedItem, FeedView};

use super::xml::Xml;

/// Writes the feed.
pub(super) fn write(feed: &FeedView<'_>, bodies: &[Option<String>]) -> String {
    let mut xml = Xml::new();
    let names = [
        ("version", "2.0"),
        ("xmlns:atom", "http://www.w3.org/2005/Atom"),
        ("xmlns:content", "http://purl.org/rss/1.0/modules/content/"),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
    ];
    xml.open("rss", &names);
    xml.open("channel", &[]);
    xml.text("title", &[], &feed.title);
    xml.text("link", &[], &feed.home);
    let description = if feed.description.is_empty() { &feed.title } else { feed.description };
    xml.text("description", &[], description);
    xml.text("language", &[], feed.tag);
    xml.empty("atom:link", &[("rel", "self"), ("type", "application/rss+xml"), ("href", &feed.url)]);
    if let Some(newest) = feed.items.first() {
        xml.text("lastBuildDate", &[], &newest.published_rfc2822);
    }
    for (entry, body) in feed.items.iter().zip(bodies) {
        item(&mut xml, entry, body.as_deref());
    }
    xml.close("channel");
    xml.close("rss");
    xml.finish()
}

fn item(xml: &mut Xml, item: &FeedItem, body: Option<&str>) {
    xml.open("item", &[]);
    xml.text("title", &[], &item.title);
    xml.text("link", &[], &item.url);
    xml.text("guid", &[("isPermaLink", "false")], &item.id);
    xml.text("pubDate", &[], &item.published_rfc2822);
    for author in &item.authors {
        xml.text("dc:creator", &[], author);
    }
    for tag in &item.tags {
        xml.text("category", &[], tag);
    }
    xml.text("description", &[], &item.summary);
    if let Some(body) = body {
        xml.text("content:encoded", &[], body);
    }
    xml.close("item");
}
