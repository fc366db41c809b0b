//! Metricool's planner: one file for all networks, a column each, with the description of the picture.

use crate::base::Zone;

use super::{Timed, clock, row};

/// The head of the table, as far as Bedside fills it; Metricool finds columns by their names.
const HEAD: [&str; 17] = [
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
    "Alt text picture 1",
    "Pinterest Pin Link",
];

/// The networks of the columns, from the fifth on.
const NETWORKS: [&str; 10] = [
    "facebook",
    "x",
    "linkedin",
    "google-business",
    "instagram",
    "pinterest",
    "tiktok",
    "youtube",
    "threads",
    "bluesky",
];

/// `metricool.csv`: UTF-8 with a byte order mark, by which its import tells the encoding.
pub(super) fn tables(posts: &[Timed<'_>], zone: &Zone) -> Vec<(String, String)> {
    let known: Vec<&Timed<'_>> = posts.iter().filter(|timed| NETWORKS.contains(&timed.post.channel)).collect();
    if known.is_empty() {
        return Vec::new();
    }
    let mut out = String::from("\u{FEFF}");
    row(&mut out, &HEAD);
    for timed in known {
        let (post, on) = (timed.post, |network: &str| if network == timed.post.channel { "TRUE" } else { "FALSE" });
        let (date, time) = (clock(timed.at, zone, "%Y-%m-%d"), clock(timed.at, zone, "%H:%M:%S"));
        let mut fields = vec![post.text.as_str(), &date, &time, "FALSE"];
        fields.extend(NETWORKS.map(on));
        fields.extend([
            timed.folder.card.as_str(),
            &post.alt,
            if post.channel == "pinterest" { &post.link } else { "" },
        ]);
        row(&mut out, &fields);
    }
    vec![("metricool.csv".to_owned(), out)]
}
