//! The site as a whole, as an editor plans it: rhythm, mix, gaps, what nobody finds, pages that every practice has.

mod contrast;
mod mix;
mod orphans;
mod policies;
mod rhythm;

pub(super) use contrast::RULE as CONTRAST;
pub(super) use mix::RULE as MIX;
pub(super) use orphans::RULE as ORPHANS;
pub(super) use policies::RULE as POLICIES;
pub(super) use rhythm::RULE as RHYTHM;
