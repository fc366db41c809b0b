//! Pictures as they are published: responsive sizes of those in documents, and clean copies of those in `static/`.
//!
//! In: the bytes of a picture and what [`crate::parse::picture`] knows of it. Out: the
//! bytes of the files that the plan lists ([`render()`]), or the original without its private parts ([`strip()`]). Invariant: no byte of
//! metadata (place, camera, time, names, thumbnails, what follows the picture in its file) reaches an output; only the
//! colour profile and, where pixels are not touched, the orientation survive. Equal inputs give equal bytes.

mod bitmap;
mod encode;
mod pixels;

mod render;
mod strip;

pub use bitmap::{contain, cover};
pub use render::render;
pub use strip::strip;
