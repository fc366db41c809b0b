//! Hootsuite's bulk composer: time, message, link, one file a network, no head, at most 350 rows. It takes only minutes that
//! end in 0 or 5.

use jiff::Timestamp;

use crate::base::Zone;

use super::{Timed, by_channel, clock, row};

/// Rows that one upload takes.
const MOST: usize = 350;

/// The files below `hootsuite/`.
pub(super) fn tables(posts: &[Timed<'_>], zone: &Zone) -> Vec<(String, String)> {
    let table = |(name, rows): (String, Vec<&Timed<'_>>)| {
        let mut out = String::new();
        for timed in rows {
            let time = clock(next_fifth_minute(timed.at), zone, "%m/%d/%Y %H:%M");
            row(&mut out, &[&time, &timed.post.text, &timed.post.link]);
        }
        (format!("hootsuite/{name}"), out)
    };
    by_channel(posts, MOST).map(table).collect()
}

/// The instant itself where its minute ends in 0 or 5, else the next such minute: never early.
fn next_fifth_minute(at: Timestamp) -> Timestamp {
    let seconds = at.as_second();
    let later = seconds + (-seconds).rem_euclid(300);
    Timestamp::from_second(later).unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_post_is_never_early() {
        for (at, expected) in
            [("2026-12-07T15:00:00Z", "2026-12-07T15:00:00Z"), ("2026-12-07T15:01:30Z", "2026-12-07T15:05:00Z")]
        {
            let at: Timestamp = at.parse().expect("an instant");
            assert_eq!(next_fifth_minute(at), expected.parse().expect("an instant"));
        }
    }
}
