//! RSS 2.0 (<https://www.rssboard.org/rss-specification>) with `content:encoded`, `dc:creator` and Media RSS
//! (<https://www.rssboard.org/media-rss>), from which schedulers take a picture.

use crate::base::escape_text;
use crate::view::{FeedItem, FeedView};

use super::xml::Xml;

/// Writes the feed.
pub(super) fn write(feed: &FeedView<'_>, bodies: &[Option<String>]) -> String {
    let mut xml = Xml::new();
    let names = [
        ("version", "2.0"),
        ("xmlns:atom", "http://www.w3.org/2005/Atom"),
        ("xmlns:content", "http://purl.org/rss/1.0/modules/content/"),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
        ("xmlns:media", "http://search.yahoo.com/mrss/"),
    ];
    xml.open("rss", &names);
    xml.open("channel", &[]);
    xml.text("title", &[], &feed.title);
    xml.text("link", &[], &feed.home);
    let description = if feed.description.is_empty() { &feed.title } else { feed.description };
    xml.text("description", &[], &html(description));
    xml.text("language", &[], feed.tag);
    xml.empty("atom:link", &[("rel", "self"), ("type", "application/rss+xml"), ("href", &feed.url)]);
    if !feed.items.is_empty() {
        xml.text("lastBuildDate", &[], &feed.updated_rfc2822);
    }
    for (entry, body) in feed.items.iter().zip(bodies) {
        item(&mut xml, entry, body.as_deref());
    }
    xml.close("channel");
    xml.close("rss");
    xml.finish()
}

/// A plain text as the HTML that readers take a `description` for (RSS 2.0: "entity-encoded HTML is allowed"): without
/// this, `<5 mg` is the start of a tag.
fn html(text: &str) -> String {
    escape_text(text)
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
    xml.text("description", &[], &html(&item.summary));
    if let Some(body) = body {
        xml.text("content:encoded", &[], body);
    }
    if let Some(card) = &item.card {
        let (width, height) = (card.width.to_string(), card.height.to_string());
        let of_file = [("url", card.url.as_str()), ("medium", "image"), ("type", card.media_type)];
        let of_size = [("width", width.as_str()), ("height", height.as_str())];
        xml.open("media:content", &[of_file.as_slice(), &of_size].concat());
        if !card.alt.is_empty() {
            xml.text("media:description", &[("type", "plain")], &card.alt);
        }
        xml.close("media:content");
    }
    xml.close("item");
}
