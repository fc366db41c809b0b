//! Plain values without a domain: paths, hashes, lines, slugs, moments, escaping.
//!
//! In: nothing. Out: small types that every other room shares. Nothing here reads a file, knows what an article is, or
//! can fail in a way that needs a message: failures are plain enums that the caller turns into words.

mod bitmap;
mod closed_words;
mod escape;
mod filled;
mod hash;
pub mod identifier;
mod language_tag;
mod lines;
mod link;
mod moment;
mod name;
mod path;
mod remark;
mod slug;
mod telephone;

pub use bitmap::Bitmap;
pub use closed_words::Worded;
pub(crate) use closed_words::closed_words;
pub use escape::{escape_attribute, escape_text, push_attribute, push_text, url_path};
pub use filled::{filled, unless_blank};
pub use hash::{ContentHash, Hasher};
pub use language_tag::LanguageTag;
pub use lines::{LineIndex, Position, without_mark, without_old_line_ends};
pub use link::{LinkKind, encoded_address};
pub use moment::{Moment, MomentError, Zone};
pub use name::{NameProblem, check_name};
pub use path::{OutputPath, VPath, join_path};
pub use remark::{allowed, remark};
pub use slug::{Slug, slugify};
pub use telephone::{emergency_number_in, push_with_numbers};
