//! Links that say where a reader came from, and addresses that open a new post.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::Channel;

/// Characters that are not encoded in a query value: the unreserved characters of RFC 3986, section 2.3.
const QUERY_VALUE: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Why a link was given out: what readers count visits by. No person and no patient is ever part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Campaign<'c> {
    /// `utm_campaign`: an observance with its year, or a document's slug.
    pub name: &'c str,
    /// `utm_content`: which of several posts or pictures, where there are several.
    pub variant: Option<&'c str>,
}

/// The address with the marks that web statistics read (`utm_source`, `utm_medium`, `utm_campaign`, `utm_content`), in lower
/// case and before the fragment.
#[must_use]
pub fn tracked(address: &str, channel: &Channel, campaign: Campaign<'_>) -> String {
    let (page, fragment) = address.split_once('#').map_or((address, None), |(page, fragment)| (page, Some(fragment)));
    let mut link = page.to_owned();
    let marks = [
        ("utm_source", Some(channel.utm_source.as_str())),
        ("utm_medium", Some(channel.utm_medium.as_str())),
        ("utm_campaign", Some(campaign.name)),
        ("utm_content", campaign.variant),
    ];
    for (key, value) in marks {
        let Some(value) = value else { continue };
        link.push(if link.contains('?') { '&' } else { '?' });
        link.extend([key, "="]);
        link.extend(utf8_percent_encode(&value.to_lowercase().replace([' ', '_'], "-"), QUERY_VALUE));
    }
    if let Some(fragment) = fragment {
        link.extend(["#", fragment]);
    }
    link
}

/// The address that opens a new post with text and link filled in.
#[must_use]
pub fn filled(intent: &str, text: &str, link: &str) -> String {
    let encoded = |value: &str| utf8_percent_encode(value, QUERY_VALUE).to_string();
    intent.replace("{text}", &encoded(text)).replace("{url}", &encoded(link))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::social::Channels;

    #[test]
    fn marks_stand_before_the_fragment_and_after_other_keys() {
        let channels = Channels::built_in();
        let x = channels.named("x").expect("X");
        let campaign = Campaign { name: "Flu Season_2026", variant: None };
        let marks = "utm_source=x&utm_medium=social&utm_campaign=flu-season-2026";
        for (address, expected) in [
            ("https://clinic.example/flu/", format!("https://clinic.example/flu/?{marks}")),
            ("https://clinic.example/flu/?a=b#c", format!("https://clinic.example/flu/?a=b&{marks}#c")),
        ] {
            assert_eq!(tracked(address, x, campaign), expected);
        }
    }

    #[test]
    fn text_in_an_intent_cannot_add_keys_to_it() {
        let intent = "https://x.com/intent/tweet?text={text}&url={url}";
        let filled = filled(intent, "50% & {url} #flu", "https://clinic.example/?a=b");
        assert_eq!(
            filled,
            "https://x.com/intent/tweet?text=50%25%20%26%20%7Burl%7D%20%23flu&url=https%3A%2F%2Fclinic.example%2F%3Fa%3Db"
        );
    }
}
