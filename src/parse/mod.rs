//! Reading documents: Markdown is compiled once, here, into HTML with gaps.
//!
//! In: the text of a document. Out: its [`Body`] and what is wrong with it. Invariant: nothing here knows another document.

mod body;
pub mod markdown;

pub use body::{Body, Citation, CitationItem, ComponentCall, Fill, Heading, Link, Outline, PictureCall, Slot, Word};
