//! What goes to a social network: the text of a post within its limit, its tracked link, its hashtags.
//!
//! In: the site's documents and the networks' limits (`content/channels.yaml`). Out: a [`Post`] per document and
//! [`Channel`]. Invariants: a composed text never exceeds the limit; a myth is never repeated, only its fact is said.

mod address;
mod channel;
mod compose;
mod count;
mod hashtag;
mod link;
mod poll;
mod posts;

pub use channel::{Channel, Channels, Excess, LinkPlace, PollLimits};
pub use count::Counting;
pub use hashtag::hashtag;
pub use link::{Campaign, filled, tracked};
pub use poll::{PollProblem, poll_problems};
pub use posts::{Post, campaign, excess, post};
