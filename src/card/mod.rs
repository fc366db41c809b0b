//! Share cards: the picture that a link shows on social networks, and those that posts carry.
//!
//! In: a [`ShareCard`](crate::view::ShareCard), a [`Size`], what all cards of a practice share ([`CardBrand`]), and the
//! pixels of a picture. Out: bytes of a PNG, with a picture of a JPEG. Invariant: text stays within the size's safe zone, at a contrast that can be
//! read, whatever the practice's colors; equal cards give equal bytes, whatever was drawn before and on which thread.
//!
//! How it is fast: ground, band, logo and name are drawn once for each size (`studio`); words are set by `face` and broken
//! into lines by `text`; each glyph is drawn once for each size and quarter of a pixel (`mask`); the surface is a byte a
//! pixel (`canvas`), so that nothing must be counted or converted before it is compressed (`encode`).

mod canvas;
mod colours;
mod drawing;
mod effort;
mod encode;
mod face;
mod layout;
mod legible;
mod logo;
mod mask;
mod outline;
mod quantise;
mod shapes;
mod size;
mod studio;
mod template;
mod text;

pub use logo::Logo;
pub use size::{Banner, Size};
pub use studio::{CardBrand, Studio};
pub use template::{Template, TemplateProblem};
