//! The post of a document on one channel.

use crate::base::{Moment, url_path};
use crate::model::{Document, Site};
use crate::parse::Words;

use super::compose::{Material, compose};
use super::{Campaign, Channel, filled, hashtag, tracked};

/// A post, ready for a person or a scheduler.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Post {
    /// The text to paste.
    pub text: String,
    /// Its length as the network counts.
    pub count: usize,
    /// The title, cut to the network's limit, where its posts have one.
    pub title: Option<String>,
    /// The tracked address of the page.
    pub link: String,
    /// The hashtags in the text, without `#`.
    pub hashtags: Vec<String>,
    /// The address that opens a new post with text and link filled in.
    pub intent: Option<String>,
    /// When the author wants it posted.
    pub publish_at: Option<Moment>,
    /// Whether the author wrote the text.
    pub written: bool,
}

/// The post of a document on a channel. Where the author wrote a text that is too long, it is the text as it stands: the
/// diagnostic says so.
#[must_use]
pub fn post(site: &Site, document: &Document, channel: &Channel, words: &Words) -> Post {
    let front = &document.parsed.front;
    let own = front.social.iter().find(|(id, _)| *id == channel.id).map(|(_, social)| social);
    let text = own.and_then(|social| social.text.as_deref()).filter(|text| !text.trim().is_empty());
    let campaign = campaign(site, document);
    let link = tracked(&address(site, document), channel, Campaign { name: &campaign, variant: None });
    let written = own.map(|social| social.hashtags.as_slice()).filter(|tags| !tags.is_empty());
    let hashtags = written.map_or_else(|| hashtags(site, document), <[String]>::to_vec);
    let statement = statement(document);
    let outline = &document.parsed.body.outline;
    let question = outline.headings.iter().map(|heading| heading.text.as_str()).find(|text| text.ends_with('?'));
    let composed = compose(
        channel,
        &Material {
            own: text,
            question,
            statement,
            summary: front.summary.as_deref().unwrap_or(&outline.lead),
            hashtags: &hashtags,
            link: &link,
            in_profile: words.get("social_in_profile"),
        },
    );
    // An intent has the address in a parameter of its own, so the text goes without it.
    let message = composed.text.strip_suffix(&link).map_or(composed.text.as_str(), str::trim_end);
    let title = channel.title.map(|most| cut_at_word(statement, most).to_owned());
    Post {
        count: channel.counting.count(&composed.text),
        title,
        intent: channel.intent.as_ref().map(|intent| filled(intent, message, &link)),
        hashtags: composed.hashtags,
        publish_at: own.and_then(|social| social.publish_at),
        written: text.is_some(),
        text: composed.text,
        link,
    }
}

/// What the document says in a sentence: of a myth with one claim the fact, else the title, which of a myth is a fact too.
fn statement(document: &Document) -> &str {
    let front = &document.parsed.front;
    match front.claims.as_slice() {
        [claim] => claim.fact.as_deref().unwrap_or(&front.title),
        _ => &front.title,
    }
}

fn address(site: &Site, document: &Document) -> String {
    site.config.url.absolute(&url_path(&document.path))
}

/// The document's slug: the last part of its address.
fn campaign(_site: &Site, document: &Document) -> String {
    document.path.trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_owned()
}

/// Names of its conditions, then of its topics.
fn hashtags(site: &Site, document: &Document) -> Vec<String> {
    let terms = document.conditions.iter().chain(&document.topics);
    let mut tags = Vec::new();
    for tag in terms.filter_map(|term| hashtag(&site.term(*term).name)) {
        if !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    tags
}

fn cut_at_word(text: &str, most: usize) -> &str {
    if text.encode_utf16().count() <= most {
        return text;
    }
    let end = super::Counting::Utf16.cut(text, most);
    text[..end].rsplit_once(' ').map_or(&text[..end], |(words, _)| words)
}
