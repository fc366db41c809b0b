//! The post of a document on one channel.

use std::collections::BTreeSet;

use crate::base::Moment;
use crate::model::{Document, Site};
use crate::parse::Words;

use super::compose::{Material, compose};
use super::{Campaign, Channel, Excess, filled, hashtag, tracked};

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

/// The post of a document on a channel. If the author wrote a text that is too long, it is the text as written: the
/// diagnostic says so.
#[must_use]
pub fn post(site: &Site, document: &Document, channel: &Channel, words: &Words) -> Post {
    let front = &document.parsed.front;
    let own = front.social.iter().find(|(id, _)| *id == channel.id).map(|(_, social)| social);
    let text = own.and_then(|social| social.text.as_deref()).filter(|text| !text.trim().is_empty());
    let campaign = campaign(site, document);
    let link = tracked(&site.address(document), channel, Campaign { name: &campaign, variant: None });
    let written = own.map(|social| social.hashtags.as_slice()).filter(|tags| !tags.is_empty());
    let hashtags = written.map_or_else(|| hashtags(site, document), <[String]>::to_vec);
    let statement = statement(document);
    let outline = &document.parsed.body.outline;
    let question = question(&front.title, outline.headings.iter().map(|heading| heading.text.as_str()));
    let notes = notes(document);
    let composed = compose(
        channel,
        &Material {
            own: text,
            question,
            statement,
            summary: front.summary.as_deref().unwrap_or(&outline.lead),
            hashtags: &hashtags,
            notes: &notes,
            link: &link,
            in_profile: words.get("social_in_profile"),
        },
    );
    // An intent has the address in its own parameter, so the text goes without it.
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

/// By how much the text that the author wrote is too long for a channel once its address is added.
#[must_use]
pub fn excess(site: &Site, document: &Document, channel: &Channel) -> Option<Excess> {
    let written = document.parsed.front.social.iter().find(|(id, _)| *id == channel.id)?.1.text.as_deref()?;
    let campaign = campaign(site, document);
    let link = tracked(&site.address(document), channel, Campaign { name: &campaign, variant: None });
    let notes = notes(document);
    let text =
        compose(channel, &Material { own: Some(written), notes: &notes, link: &link, ..Material::default() }).text;
    let with_link = text.ends_with(&link) && !written.contains(&link);
    channel.excess(&text).map(|excess| Excess { with_link, ..excess })
}

/// What must be in each post of a story: what is typical, and who gained by it (16 CFR 255.2 and 255.5).
fn notes(document: &Document) -> String {
    document.parsed.front.story_notes().map(str::trim).collect::<Vec<_>>().join(" ")
}

/// What the document says in a sentence: of a myth with one claim the fact, else the title, which of a myth is a fact too.
fn statement(document: &Document) -> &str {
    let front = &document.parsed.front;
    match front.claims.as_slice() {
        [claim] => claim.fact.as_deref().unwrap_or(&front.title),
        _ => &front.title,
    }
}

/// The question among the headings that shares most words with the title; of several the first.
fn question<'h>(title: &str, headings: impl Iterator<Item = &'h str>) -> Option<&'h str> {
    let words = |text: &str| -> BTreeSet<String> {
        text.split(|sign: char| !sign.is_alphanumeric()).map(str::to_lowercase).filter(|word| word.len() > 2).collect()
    };
    let title = words(title);
    let questions = headings.filter(|text| text.ends_with('?'));
    questions.min_by_key(|text| std::cmp::Reverse(words(text).intersection(&title).count()))
}

/// What visits are counted by: the first observance that the document belongs to, with the year of its occurrence nearest to the
/// document's date, else the document's slug.
#[must_use]
pub fn campaign(site: &Site, document: &Document) -> String {
    let day = document.parsed.front.date.map_or(site.today, |date| date.day);
    let observance = document.observances.first().map(|id| site.observance(*id));
    let occurrence = observance.and_then(|observance| Some((observance, observance.rule.nearest(day)?)));
    match occurrence {
        Some((observance, occurrence)) => format!("{}-{}", observance.id, occurrence.year),
        None => document.path.trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_owned(),
    }
}

/// Those of its observances, then names of its conditions, then of its topics.
fn hashtags(site: &Site, document: &Document) -> Vec<String> {
    let observances = document.observances.iter().filter_map(|id| site.observance(*id).hashtags.first().cloned());
    let terms = document.conditions.iter().chain(&document.topics);
    let names = terms.filter_map(|term| hashtag(site.term(*term).name_in(&site.languages[document.language].tag)));
    let mut tags: Vec<String> = Vec::new();
    for tag in observances.chain(names) {
        if !tags.iter().any(|known| known.eq_ignore_ascii_case(&tag)) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_question_is_the_one_that_the_title_is_about() {
        let headings = ["First, what is the flu?", "Side effects", "Can the flu vaccine give me the flu?", "Who pays?"];
        let asked = |title| question(title, headings.into_iter());
        assert_eq!(asked("Your questions about the flu vaccine"), Some("Can the flu vaccine give me the flu?"));
        assert_eq!(asked("Shots"), Some("First, what is the flu?"));
        assert_eq!(question("Shots", ["Side effects"].into_iter()), None);
    }
}
