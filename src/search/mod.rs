//! The index of the site's search, as the browser reads it.
//!
//! In: [`Entry`]s, the pages of one language with their texts by [`Field`], and what is known of languages
//! (`content/search.yaml`). Out: [`IndexPart`]s as JSON, each within [`LARGEST`] bytes as sent. Invariants: the same
//! entries give the same bytes; what is not in an entry is in no part.
//!
//! The browser stems with the same table of endings as this room, which travels in the index, so that no second stemmer
//! has to agree with a library's. A word is in the index as written, once for all its forms.

mod endings;
mod fold;
mod gather;
mod lexicon;
mod write;

pub use gather::{Entry, Field, IndexPart};
pub use lexicon::lexicons;
pub use write::{LARGEST, Share, write};
