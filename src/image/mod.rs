//! Pictures: what their heads say, and how they are published, as responsive sizes of those in documents, and clean copies of those in `static/`.
//!
//! In: the bytes of a picture. Out: what its head says ([`probe`]), the names of its published files ([`variants`]) and
//! their bytes ([`render()`]), or the original without its private parts ([`strip()`]). Invariant: no byte of metadata (place, camera, time, names, thumbnails, what follows the picture in its file) reaches an output; only the
//! color profile and, where pixels are not touched, the orientation survive. Equal inputs give equal bytes.

mod bitmap;
mod encode;
mod memory;
mod picture;
mod pixels;
mod problem;
mod profile;
mod render;
mod strip;
mod svg;
mod variant;

pub use bitmap::{contain, cover};
pub use memory::MAX_MEMORY;
pub use picture::{Format, MAX_BYTES, MAX_PIXELS, MAX_SIDE, MAX_SVG_BYTES, Picture, Treatment, other_kind, probe};
use picture::{HEAD_BYTES, orientation};
pub use problem::PictureProblem;
pub use render::render;
pub use strip::strip;
pub use svg::check_drawn;
pub use variant::{Variant, variants};
