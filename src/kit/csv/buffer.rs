//! Buffer's bulk upload: one file a network, at most 100 rows (support.buffer.com, article 926).

use crate::base::Zone;

use super::{Timed, by_channel, clock, row};

/// Rows that one upload takes.
const MOST: usize = 100;

/// The files below `buffer/`.
pub(super) fn tables(posts: &[Timed<'_>], zone: &Zone) -> Vec<(String, String)> {
    let table = |(name, rows): (String, Vec<&Timed<'_>>)| {
        let has_board = rows.iter().any(|timed| timed.post.channel == "pinterest");
        let mut out = String::new();
        let head = ["Text", "Image URL", "Tags", "Posting Time", "Board Name"];
        row(&mut out, if has_board { &head } else { &head[..4] });
        for timed in rows {
            let time = clock(timed.at, zone, "%Y-%m-%d %H:%M");
            let fields = [timed.post.text.as_str(), &timed.folder.card, "", &time, ""];
            row(&mut out, if has_board { &fields } else { &fields[..4] });
        }
        (format!("buffer/{name}"), out)
    };
    by_channel(posts, MOST).map(table).collect()
}
