//! Feeds as feedparser reads them.

use feed_rs::model::{Entry, Feed};
use serde_json::Value;

use super::{saved, site, text};

const FEEDS: &str = include_str!("feeds.json");

/// Markup that both leave as it is, but for white space at its ends.
fn trimmed(text: &str) -> &str {
    text.trim()
}

fn compare(file: &str, ours: &Entry, theirs: &Value) {
    let id = text(theirs, "id");
    assert_eq!(ours.id, id, "{file}");
    let title = ours.title.as_ref().map(|title| title.content.as_str()).unwrap_or_default();
    assert_eq!(trimmed(title), text(theirs, "title"), "title of {id} in {file}");
    assert_eq!(ours.links.first().map(|link| link.href.as_str()), Some(text(theirs, "link")), "{file}");
    let published = ours.published.or(ours.updated).expect("a date").format("%Y %m %d %H %M %S").to_string();
    let parts: Vec<i64> = published.split(' ').map(|part| part.parse().expect("a number")).collect();
    let expected: Vec<i64> = theirs["published"].as_array().expect("a list").iter().filter_map(Value::as_i64).collect();
    assert_eq!(parts, expected, "date of {id} in {file}");
    let content = ours.content.as_ref().and_then(|content| content.body.as_deref()).unwrap_or_default();
    assert_eq!(trimmed(content), trimmed(text(theirs, "content")), "content of {id} in {file}");
}

#[test]
fn another_program_reads_in_feeds_what_is_written() {
    let saved = saved(FEEDS);
    for file in ["feed.xml", "rss.xml"] {
        let feed: Feed = feed_rs::parser::Builder::new()
            .sanitize_content(false)
            .build()
            .parse(site().text(&format!("/{file}")).as_bytes())
            .expect("a feed");
        let theirs = saved[file]["entries"].as_array().expect("a list");
        assert_eq!(feed.entries.len(), theirs.len(), "{file}");
        assert_eq!(feed.title.expect("a title").content, text(&saved[file], "title"));
        for (ours, theirs) in feed.entries.iter().zip(theirs) {
            compare(file, ours, theirs);
        }
    }
}

/// What the project says, as feedparser found it.
#[test]
fn titles_and_summaries_arrive_as_they_were_written() {
    let saved = saved(FEEDS);
    for file in ["feed.xml", "rss.xml"] {
        let entries = saved[file]["entries"].as_array().expect("a list");
        let entry = entries.iter().find(|entry| text(entry, "link").ends_with("/articles/feeds/")).expect("the entry");
        assert!(text(entry, "title").contains("5 &lt; 6") || text(entry, "title").contains("5 < 6"), "{entry}");
        assert!(text(entry, "content").contains("<em>emphasis</em>"), "{entry}");
        assert!(text(entry, "content").contains("https://clinic.example/blog/articles/html/?a=1&amp;b=2"), "{entry}");
    }
    assert_eq!(text(&saved["feed.xml"], "version"), "atom10");
    assert_eq!(text(&saved["rss.xml"], "version"), "rss20");
}
