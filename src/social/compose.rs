//! The text of a post: what the author wrote, or else put together from the document until the limit is reached.

use super::{Channel, LinkPlace};

/// What a post may say.
#[derive(Clone, Debug, Default)]
pub(super) struct Material<'m> {
    /// What the author wrote for this channel.
    pub(super) own: Option<&'m str>,
    /// A question that the document answers.
    pub(super) question: Option<&'m str>,
    /// The document's title or, of a myth, the fact.
    pub(super) statement: &'m str,
    /// Its summary.
    pub(super) summary: &'m str,
    /// Hashtags without `#`, the best first.
    pub(super) hashtags: &'m [String],
    /// What readers have to know of who tells it; it is never shortened.
    pub(super) notes: &'m str,
    /// The tracked address.
    pub(super) link: &'m str,
    /// "Link in our profile", in the document's language.
    pub(super) in_profile: &'m str,
}

/// A text that is ready to be pasted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Composed {
    /// The whole text: message, hashtags, address.
    pub(super) text: String,
    /// The hashtags in it.
    pub(super) hashtags: Vec<String>,
}

/// Puts a text together. If the author wrote one, it is used as written; only the address is added if it has none, and
/// hashtags if it has none and they fit. Else the result never exceeds the channel's limit: the question goes first,
/// then the summary is shortened, then hashtags go, last the statement is cut at a word.
pub(super) fn compose(channel: &Channel, material: &Material<'_>) -> Composed {
    let most = channel.hashtags.min(material.hashtags.len());
    let tail = |hashtags: &[String]| tail(channel, material, hashtags);
    let fits = |text: &str| channel.excess(text).is_none();
    if let Some(own) = material.own {
        let most = if has_hashtag(own) { 0 } else { most };
        let notes = if own.contains(material.notes) { "" } else { material.notes };
        let with = |count: usize| joined(&[own.trim(), notes, &tail(&material.hashtags[..count])]);
        let count = (0..=most).rev().find(|count| fits(&with(*count))).unwrap_or(0);
        return Composed { text: with(count), hashtags: material.hashtags[..count].to_vec() };
    }
    let summary = if same_words(material.summary, material.statement) { "" } else { material.summary };
    for count in (0..=most).rev() {
        let hashtags = &material.hashtags[..count];
        let tail = tail(hashtags);
        let with =
            |question: &str, summary: &str| joined(&[question, material.statement, summary, material.notes, &tail]);
        let whole = with(material.question.unwrap_or_default(), summary);
        let text = if fits(&whole) { Some(whole) } else { longest(summary, |summary| with("", summary), fits) };
        if let Some(text) = text {
            return Composed { text, hashtags: hashtags.to_vec() };
        }
    }
    let tail = tail(&[]);
    let cut = longest(material.statement, |statement| joined(&[statement, material.notes, &tail]), fits);
    Composed { text: cut.unwrap_or_else(|| joined(&[material.notes, &tail])), hashtags: Vec::new() }
}

/// The longest shortening of a text with which the whole fits.
fn longest(text: &str, with: impl Fn(&str) -> String, fits: impl Fn(&str) -> bool) -> Option<String> {
    let shorter = shortenings(text);
    let whole = |(end, cut): &(usize, bool)| {
        let text = &text[..*end];
        if *cut { with(&format!("{}…", text.trim_end_matches([',', ';', ':', '.', '!', '?']))) } else { with(text) }
    };
    let at = shorter.partition_point(|shortening| !fits(&whole(shortening)));
    shorter.get(at).map(whole)
}

/// Hashtags and address as they are at the end.
fn tail(channel: &Channel, material: &Material<'_>, hashtags: &[String]) -> String {
    let tags: Vec<String> = hashtags.iter().map(|tag| format!("#{tag}")).collect();
    let link = match channel.link {
        LinkPlace::Text if material.own.is_some_and(|own| own.contains("https://")) => "",
        LinkPlace::Text => material.link,
        LinkPlace::Bio if material.own.is_none() => material.in_profile,
        LinkPlace::Bio | LinkPlace::Field => "",
    };
    if channel.link == LinkPlace::Text { joined(&[&tags.join(" "), link]) } else { joined(&[link, &tags.join(" ")]) }
}

/// Whether a text has a hashtag: `#` at the beginning of a word, and a letter in it.
fn has_hashtag(text: &str) -> bool {
    let is_hashtag = |word: &str| word.starts_with('#') && word.contains(char::is_alphabetic);
    text.split(char::is_whitespace).any(|word| is_hashtag(word.trim_start_matches(['(', '"', '\'', '“'])))
}

fn joined(parts: &[&str]) -> String {
    let filled: Vec<&str> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
    filled.join("\n\n")
}

/// Where a text may end, ever shorter: whole, without its last sentences, within its first sentence at a word (then it is cut
/// and says so), and nothing at all.
fn shortenings(text: &str) -> Vec<(usize, bool)> {
    let ends = text.match_indices(['.', '!', '?']).map(|(at, sign)| at + sign.len());
    let sentences: Vec<usize> = ends.filter(|end| text[*end..].starts_with(' ')).collect();
    let first = &text[..sentences.first().copied().unwrap_or(text.len())];
    let words = first.match_indices(' ').map(|(at, _)| (at, true));
    let mut shorter = vec![(0, false)];
    shorter.extend(words.chain(sentences.iter().map(|end| (*end, false))));
    shorter.push((text.trim_end().len(), false));
    shorter.reverse();
    shorter
}

/// Whether two texts say the same to the letter, stops and capitals aside.
fn same_words(one: &str, other: &str) -> bool {
    let words = |text: &str| -> String {
        text.chars().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    words(one) == words(other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::social::Channels;

    const LINK: &str = "https://clinic.example/articles/flu-vaccine/?utm_source=x&utm_medium=social&utm_campaign=flu";

    fn text(channel: &str, material: &Material<'_>) -> String {
        compose(Channels::built_in().named(channel).expect("a channel"), material).text
    }

    fn material(hashtags: &[String]) -> Material<'_> {
        Material {
            question: Some("Can the flu shot give you the flu?"),
            statement: "The flu shot cannot give you the flu",
            summary: "It holds no living virus. A sore arm or a mild fever for a day is your immune system at work.",
            hashtags,
            link: LINK,
            in_profile: "The link is in our profile.",
            ..Material::default()
        }
    }

    #[test]
    fn where_there_is_room_everything_is_said() {
        let tags = ["FluSeason".to_owned(), "Influenza".to_owned(), "Vaccines".to_owned()];
        let expected = format!(
            "Can the flu shot give you the flu?\n\nThe flu shot cannot give you the flu\n\nIt holds no living virus. A sore arm \
             or a mild fever for a day is your immune system at work.\n\n#FluSeason #Influenza\n\n{LINK}"
        );
        assert_eq!(text("x", &material(&tags)), expected);
    }

    #[test]
    fn the_summary_is_shortened_by_sentences_before_hashtags_go() {
        let tags = ["FluSeason".to_owned()];
        let long = format!("It holds no living virus. {}", "A sore arm is a sign of work. ".repeat(9));
        let material = Material { summary: long.trim(), ..material(&tags) };
        let text = text("bluesky", &material);
        assert!(text.contains("#FluSeason") && text.ends_with(LINK), "{text}");
        assert!(text.contains("It holds no living virus.") && !text.contains("Can the flu shot"), "{text}");
    }

    #[test]
    fn a_title_that_is_longer_than_a_post_is_cut_at_a_word() {
        let statement = "word ".repeat(120);
        let text = text("x", &Material { statement: &statement, summary: "", question: None, ..material(&[]) });
        assert!(text.contains("word…\n\n") && text.ends_with(LINK), "{text}");
    }

    #[test]
    fn what_the_author_wrote_stands_as_it_is_and_keeps_its_own_link() {
        let own = "Come by on Saturday: https://clinic.example/events/flu-day/";
        assert_eq!(text("x", &Material { own: Some(own), ..material(&[]) }), own);
    }

    #[test]
    fn hashtags_are_added_only_to_a_text_without_any() {
        let tags = ["FluSeason".to_owned()];
        let with = |own| text("mastodon", &Material { own: Some(own), ..material(&tags) });
        assert_eq!(with("Shots on Saturday (#FluDay)."), format!("Shots on Saturday (#FluDay).\n\n{LINK}"));
        assert_eq!(with("We are #1."), format!("We are #1.\n\n#FluSeason\n\n{LINK}"));
        let instagram = text("instagram", &Material { own: Some("Shots on Saturday."), ..material(&[]) });
        assert_eq!(instagram, "Shots on Saturday.", "a text within its limit stays within it");
    }

    #[test]
    fn networks_without_links_send_readers_to_the_profile() {
        let text = text("instagram", &material(&["FluSeason".to_owned()]));
        assert!(text.ends_with("The link is in our profile.\n\n#FluSeason") && !text.contains("https://"), "{text}");
    }

    #[test]
    fn no_text_exceeds_its_limit_whatever_the_document_says() {
        let tags: Vec<String> = (0..9).map(|at| format!("Tag{at}{}", "x".repeat(30))).collect();
        for words in [0, 1, 7, 60, 900] {
            let statement = "Überraschend 👩‍⚕️ lang ".repeat(words);
            let material = Material { statement: &statement, summary: &statement, ..material(&tags) };
            for channel in Channels::built_in().iter() {
                assert_eq!(channel.excess(&compose(channel, &material).text), None, "{} at {words}", channel.id);
            }
        }
    }
}
