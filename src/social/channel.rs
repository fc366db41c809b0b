//! The networks and their limits.

use std::sync::LazyLock;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::base::VPath;
use crate::diag::Outcome;
use crate::yaml::Yaml;

use super::Counting;

static BUILT_IN: &str = include_str!("../../content/channels.yaml");

/// The networks that Bedside knows, as they were on a day.
#[derive(Clone, Debug)]
pub struct Channels {
    /// The day on which the limits were looked at.
    pub checked_on: Date,
    list: Vec<Channel>,
}

/// A social network, and what it takes. The meaning of each value is at the head of `content/channels.yaml`.
#[derive(Clone, Debug)]
pub struct Channel {
    /// The word of `channels`, `profiles` and `social`.
    pub id: String,
    /// Its name as people write it.
    pub name: String,
    /// Longest text.
    pub limit: usize,
    /// How a text's length is counted.
    pub counting: Counting,
    /// Longest text in bytes, where there is such a limit too.
    pub bytes: Option<usize>,
    /// Longest title in units of UTF-16, where posts have one.
    pub title: Option<usize>,
    /// How much of a text is seen before "more".
    pub fold: Option<usize>,
    /// Where the address is.
    pub link: LinkPlace,
    /// Most hashtags.
    pub hashtags: usize,
    /// Longest description of a picture, in signs.
    pub alt: usize,
    /// The size of the picture, by name.
    pub picture: String,
    /// The address that opens a new post, with `{text}` and `{url}` to fill in.
    pub intent: Option<String>,
    /// What a poll takes, where posts can have one.
    pub poll: Option<PollLimits>,
    /// Longest text of a profile, if known.
    pub bio: Option<usize>,
    /// The banner above the profile, by name.
    pub banner: Option<String>,
    /// `utm_source` of links.
    pub utm_source: String,
    /// `utm_medium` of links.
    pub utm_medium: String,
}

/// What a poll takes on a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PollLimits {
    /// Most answers.
    pub answers: usize,
    /// Longest answer.
    pub answer: usize,
    /// Longest question; without it, as long as a text.
    pub question: Option<usize>,
    /// How many days it can run, if known.
    pub days: Option<u8>,
}

/// Where a network has the address of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum LinkPlace {
    /// In the text.
    Text,
    /// In its own field.
    Field,
    /// Nowhere: readers go to the page of links named in the profile.
    Bio,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct ChannelsFile {
    version: u32,
    checked_on: String,
    channels: Vec<ChannelFile>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ChannelFile {
    id: String,
    name: String,
    limit: usize,
    counting: String,
    bytes: Option<usize>,
    title: Option<usize>,
    fold: Option<usize>,
    link: LinkPlace,
    hashtags: usize,
    alt: usize,
    picture: String,
    intent: Option<String>,
    poll: Option<PollLimits>,
    bio: Option<usize>,
    banner: Option<String>,
    source: UtmFile,
    #[expect(dead_code, reason = "for the people who look again")]
    read_at: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct UtmFile {
    name: String,
    medium: String,
}

impl Channels {
    /// The networks of `content/channels.yaml`; none if that file is damaged, which a test rules out.
    #[must_use]
    pub fn built_in() -> Self {
        let file = VPath::new("content/channels.yaml");
        let Outcome { value, .. } = Yaml { file: &file, text: BUILT_IN, start: 0 }.read::<ChannelsFile>();
        let checked_on = value.checked_on.parse().unwrap_or(Date::ZERO);
        let list =
            if value.version == 1 { value.channels.into_iter().filter_map(channel).collect() } else { Vec::new() };
        Self { checked_on, list }
    }

    /// The same, read once.
    #[must_use]
    pub fn shared() -> &'static Self {
        static SHARED: LazyLock<Channels> = LazyLock::new(Channels::built_in);
        &SHARED
    }

    /// The network of this id.
    #[must_use]
    pub fn named(&self, id: &str) -> Option<&Channel> {
        self.list.iter().find(|channel| channel.id == id)
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Channel> {
        self.list.iter()
    }
}

fn channel(file: ChannelFile) -> Option<Channel> {
    let counting = Counting::WORDS.into_iter().find(|(word, _)| *word == file.counting)?.1;
    Some(Channel {
        id: file.id,
        name: file.name,
        limit: file.limit,
        counting,
        bytes: file.bytes,
        title: file.title,
        fold: file.fold,
        link: file.link,
        hashtags: file.hashtags,
        alt: file.alt,
        picture: file.picture,
        intent: file.intent,
        poll: file.poll,
        bio: file.bio,
        banner: file.banner,
        utm_source: file.source.name,
        utm_medium: file.source.medium,
    })
}

impl Channel {
    /// By how much a text is too long, and where it would be cut, in bytes; `None` if it fits.
    #[must_use]
    pub fn excess(&self, text: &str) -> Option<Excess> {
        let count = self.counting.count(text);
        let bytes = self.bytes.filter(|most| text.len() > *most);
        if count <= self.limit && bytes.is_none() {
            return None;
        }
        let cut = self.counting.cut(text, self.limit).min(bytes.unwrap_or(usize::MAX));
        Some(Excess { count, cut: text.floor_char_boundary(cut), with_link: false })
    }
}

/// A text that a network would refuse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Excess {
    /// Its length in the network's eyes.
    pub count: usize,
    /// Where it would have to end, in bytes.
    pub cut: usize,
    /// Whether the page's link was added to what the author wrote.
    pub with_link: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_network_can_be_read_from_the_file() {
        let channels = Channels::built_in();
        let written = BUILT_IN.lines().filter(|line| line.trim_start().starts_with("- id:")).count();
        assert_eq!(channels.iter().count(), written);
        let known: Vec<&str> = channels.iter().map(|channel| channel.id.as_str()).collect();
        assert_eq!(known, crate::config::CHANNELS, "what settings take and what is known of");
        assert_eq!(channels.checked_on.to_string().len(), "2026-11-22".len());
        for channel in channels.iter() {
            assert!(channel.limit > 0 && channel.alt > 0, "{}", channel.id);
            assert!(
                channel.intent.as_ref().is_none_or(|intent| intent.starts_with("https://") && intent.contains("{url}"))
            );
        }
    }

    #[test]
    fn a_text_that_is_too_long_says_by_how_much_and_where_it_ends() {
        let channels = Channels::built_in();
        let bluesky = channels.named("bluesky").expect("Bluesky");
        assert_eq!(bluesky.excess(&"a".repeat(300)), None);
        assert_eq!(bluesky.excess(&"é".repeat(301)), Some(Excess { count: 301, cut: 600, with_link: false }));
        let families = "👨‍👩‍👧‍👦".repeat(130);
        assert_eq!(bluesky.excess(&families).map(|excess| excess.count), Some(130));
    }
}
