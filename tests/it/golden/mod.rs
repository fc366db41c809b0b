//! The example site, byte for byte.
//!
//! `example-site.txt` lists every file with its size and a short hash (of pictures only the size: encoders may differ between
//! processors), `pages/` holds a handful of outputs whole, so that a change can be read. Missing and extra files fail alike.
//! `cargo xtask bless`, or `BEDSIDE_BLESS=1` in the environment, writes both anew.

mod environments;
mod listing;
mod same_bytes;
