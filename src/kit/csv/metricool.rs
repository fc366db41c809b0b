//! Metricool's planner: one file for all networks, a column each, with the description of the picture.

use std::borrow::Cow;

use crate::base::Zone;

use super::{Timed, clock, row};

/// The head of the table, as Metricool's import had it in 2026; what Bedside does not fill stays empty.
const HEAD: [&str; 93] = [
    "Text",
    "Date",
    "Time",
    "Draft",
    "Facebook",
    "Twitter/X",
    "LinkedIn",
    "GBP",
    "Instagram",
    "Pinterest",
    "TikTok",
    "YouTube",
    "Threads",
    "Bluesky",
    "Picture Url 1",
    "Picture Url 2",
    "Picture Url 3",
    "Picture Url 4",
    "Picture Url 5",
    "Picture Url 6",
    "Picture Url 7",
    "Picture Url 8",
    "Picture Url 9",
    "Picture Url 10",
    "Alt text picture 1",
    "Alt text picture 2",
    "Alt text picture 3",
    "Alt text picture 4",
    "Alt text picture 5",
    "Alt text picture 6",
    "Alt text picture 7",
    "Alt text picture 8",
    "Alt text picture 9",
    "Alt text picture 10",
    "Document title",
    "Shortener",
    "Video Thumbnail Url",
    "Video Cover Frame",
    "Twitter/X Can reply",
    "Twitter/X Type",
    "Twitter/X Poll Duration minutes",
    "Twitter/X Poll Option 1",
    "Twitter/X Poll Option 2",
    "Twitter/X Poll Option 3",
    "Twitter/X Poll Option 4",
    "Pinterest Board",
    "Pinterest Pin Title",
    "Pinterest Pin Link",
    "Pinterest Pin New Format",
    "Instagram Post Type",
    "Instagram Show Reel On Feed",
    "YouTube Video Title",
    "YouTube Video Type",
    "YouTube Video Privacy",
    "YouTube video for kids",
    "YouTube Video Category",
    "YouTube Video Tags",
    "YouTube Playlist",
    "GBP Post Type",
    "Facebook Post Type",
    "Facebook Title",
    "First Comment Text",
    "TikTok Title",
    "TikTok disable comments",
    "TikTok disable duet",
    "TikTok disable stitch",
    "TikTok Post Privacy (personal accounts only)",
    "TikTok Branded Content (personal accounts only)",
    "TikTok Your Brand (personal accounts only)",
    "TikTok Auto Add Music (personal accounts only)",
    "TikTok Photo Cover Index",
    "TikTok musicId",
    "TikTok music title",
    "TikTok music author",
    "TikTok music previewUrl",
    "TikTok music thumbnailUrl",
    "TikTok music soundVolume",
    "TikTok music originalVolume",
    "TikTok music startMillis",
    "TikTok music endMillis",
    "LinkedIn Type",
    "LinkedIn Poll Question",
    "LinkedIn Poll Option 1",
    "LinkedIn Poll Option 2",
    "LinkedIn Poll Option 3",
    "LinkedIn Poll Option 4",
    "LinkedIn Poll Duration",
    "LinkedIn Show link preview",
    "LinkedIn Images as Carousel",
    "Threads Reply Control",
    "Threads Is Spoiler",
    "Threads Post Type",
    "Brand name (Optional)",
];

/// The columns of networks.
const NETWORKS: [(&str, &str); 10] = [
    ("Facebook", "facebook"),
    ("Twitter/X", "x"),
    ("LinkedIn", "linkedin"),
    ("GBP", "google-business"),
    ("Instagram", "instagram"),
    ("Pinterest", "pinterest"),
    ("TikTok", "tiktok"),
    ("YouTube", "youtube"),
    ("Threads", "threads"),
    ("Bluesky", "bluesky"),
];

/// `metricool.csv`: UTF-8 with a byte order mark, by which its import tells the encoding.
pub(super) fn tables(posts: &[Timed<'_>], zone: &Zone) -> Vec<(String, String)> {
    let is_known = |timed: &&Timed<'_>| NETWORKS.iter().any(|(_, network)| *network == timed.post.channel);
    let known: Vec<&Timed<'_>> = posts.iter().filter(is_known).collect();
    if known.is_empty() {
        return Vec::new();
    }
    let mut out = String::from("\u{FEFF}");
    row(&mut out, &HEAD);
    for timed in known {
        let fields = HEAD.map(|column| field(timed, zone, column));
        row(&mut out, &fields.each_ref().map(AsRef::as_ref));
    }
    vec![("metricool.csv".to_owned(), out)]
}

/// The field of a post in a column.
fn field<'f>(timed: &'f Timed<'_>, zone: &Zone, column: &str) -> Cow<'f, str> {
    let post = timed.post;
    let pin = |text: &'f str| if post.channel == "pinterest" { text } else { "" };
    if let Some((_, network)) = NETWORKS.iter().find(|(name, _)| *name == column) {
        return Cow::Borrowed(if *network == post.channel { "TRUE" } else { "FALSE" });
    }
    Cow::Borrowed(match column {
        "Text" => &post.text,
        "Date" => return Cow::Owned(clock(timed.at, zone, "%Y-%m-%d")),
        "Time" => return Cow::Owned(clock(timed.at, zone, "%H:%M:%S")),
        // A video is still to be added by hand.
        "Draft" if post.channel == "youtube" => "TRUE",
        "Draft" | "Shortener" => "FALSE",
        "Picture Url 1" => &timed.folder.card,
        "Alt text picture 1" => &post.alt,
        "Pinterest Pin Title" => pin(post.title.as_deref().unwrap_or_default()),
        "Pinterest Pin Link" => pin(&post.link),
        "YouTube Video Title" if post.channel == "youtube" => post.title.as_deref().unwrap_or_default(),
        "TikTok Title" if post.channel == "tiktok" => post.title.as_deref().unwrap_or_default(),
        _ => "",
    })
}
