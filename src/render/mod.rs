//! From views to bytes: templates, feeds, site map, files for hosts.
//!
//! In: a [`View`](crate::view::View) and the theme's templates. Out: the bytes of one output. Invariant: a view is the whole
//! input, so that equal views give equal bytes, in any order and on any thread.

mod atom;
mod back;
mod body;
mod component;
mod emergency;
mod error;
mod feed;
mod filters;
mod host;
mod ics;
mod inputs;
mod json_feed;
mod json_ld;
mod marks;
mod page;
mod rss;
mod sitemap;
mod templates;
mod xml;

pub use host::POLICY;
pub use ics::calendar;
pub use inputs::Inputs;
pub use page::{Drawn, Renderer};
pub use templates::Templates;
