//! Pinterest's own bulk upload: at most 100 pins a file, no title twice.

use std::collections::HashMap;

use crate::base::Zone;

use super::{Timed, clock, part_name, row};

/// Rows that one upload takes.
const MOST: usize = 100;

/// `pinterest.csv` and its further parts: where titles are the same, all but the first go into a further one.
pub(super) fn tables(posts: &[Timed<'_>], zone: &Zone) -> Vec<(String, String)> {
    let mut seen: HashMap<&str, usize> = HashMap::new();
    let mut uploads: Vec<Vec<&Timed<'_>>> = Vec::new();
    for timed in posts.iter().filter(|timed| timed.post.channel == "pinterest") {
        let times = seen.entry(title(timed)).or_default();
        if *times == uploads.len() {
            uploads.push(Vec::new());
        }
        uploads[*times].push(timed);
        *times += 1;
    }
    let parts = uploads.iter().flat_map(|pins| pins.chunks(MOST)).enumerate();
    parts.map(|(part, pins)| (part_name("pinterest", part), table(pins, zone))).collect()
}

fn table(pins: &[&Timed<'_>], zone: &Zone) -> String {
    let mut out = String::new();
    let head =
        ["Title", "Media URL", "Pinterest board", "Thumbnail", "Description", "Link", "Publish date", "Keywords"];
    row(&mut out, &head);
    for timed in pins {
        let date = clock(timed.at, zone, "%Y-%m-%dT%H:%M:%S");
        let post = timed.post;
        let keywords = post.hashtags.join(", ");
        row(&mut out, &[title(timed), &timed.folder.card, "", "", &post.text, &post.link, &date, &keywords]);
    }
    out
}

fn title<'t>(timed: &'t Timed<'_>) -> &'t str {
    timed.post.title.as_deref().unwrap_or(timed.folder.title)
}
