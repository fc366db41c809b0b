//! JSON Feed 1.1 (<https://www.jsonfeed.org/version/1.1/>).

use serde::Serialize;

use crate::view::{FeedItem, FeedView};

#[derive(Serialize)]
#[expect(clippy::struct_field_names, reason = "the names of JSON Feed")]
struct Feed<'f> {
    version: &'static str,
    title: &'f str,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'f str,
    home_page_url: &'f str,
    feed_url: &'f str,
    language: &'f str,
    items: Vec<Item<'f>>,
}

#[derive(Serialize)]
struct Item<'f> {
    id: &'f str,
    url: &'f str,
    title: &'f str,
    summary: &'f str,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_html: Option<&'f str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_text: Option<&'f str>,
    date_published: &'f str,
    date_modified: &'f str,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<&'f str>,
    authors: Vec<Author<'f>>,
    tags: &'f [String],
}

#[derive(Serialize)]
struct Author<'f> {
    name: &'f str,
}

/// Writes the feed.
pub(super) fn write(feed: &FeedView<'_>, bodies: &[Option<String>]) -> String {
    let items = feed.items.iter().zip(bodies).map(|(entry, body)| item(entry, body.as_deref())).collect();
    let feed = Feed {
        version: "https://jsonfeed.org/version/1.1",
        title: &feed.title,
        description: feed.description,
        home_page_url: &feed.home,
        feed_url: &feed.url,
        language: feed.tag,
        items,
    };
    let mut text = serde_json::to_string_pretty(&feed).unwrap_or_default();
    text.push('\n');
    text
}

fn item<'f>(item: &'f FeedItem, body: Option<&'f str>) -> Item<'f> {
    Item {
        id: &item.id,
        url: &item.url,
        title: &item.title,
        summary: &item.summary,
        content_html: body,
        // An item needs one of the two.
        content_text: if body.is_none() { Some(&item.summary) } else { None },
        date_published: &item.published,
        date_modified: &item.updated,
        image: item.image.as_deref(),
        authors: item.authors.iter().map(|name| Author { name }).collect(),
        tags: &item.tags,
    }
}
