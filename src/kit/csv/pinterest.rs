//! Pinterest's own bulk upload: at most 100 pins a file, no title twice.

use std::collections::HashSet;

use crate::base::Zone;

use super::{Timed, clock, part_name, row};

/// Rows that one upload takes.
const MOST: usize = 100;

/// `pinterest.csv` and its further parts.
pub(super) fn tables(posts: &[Timed<'_>], zone: &Zone) -> Vec<(String, String)> {
    let mut titles = HashSet::new();
    let own = |timed: &&Timed<'_>| timed.post.channel == "pinterest" && titles.insert(title(timed).to_owned());
    let pins: Vec<&Timed<'_>> = posts.iter().filter(own).collect();
    let table = |(part, rows): (usize, &[&Timed<'_>])| {
        let mut out = String::new();
        let head =
            ["Title", "Media URL", "Pinterest board", "Thumbnail", "Description", "Link", "Publish date", "Keywords"];
        row(&mut out, &head);
        for timed in rows {
            let date = clock(timed.at, zone, "%Y-%m-%dT%H:%M:%S");
            let post = timed.post;
            let keywords = post.hashtags.join(", ");
            row(&mut out, &[title(timed), &timed.folder.card, "", "", &post.text, &post.link, &date, &keywords]);
        }
        (part_name("pinterest", part), out)
    };
    pins.chunks(MOST).enumerate().map(table).collect()
}

fn title<'t>(timed: &'t Timed<'_>) -> &'t str {
    timed.post.title.as_deref().unwrap_or(timed.folder.title)
}
