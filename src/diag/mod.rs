//! Problems as values: what is wrong, where, and what to do.
//!
//! In: nothing but what a room noticed. Out: [`Diagnostic`]s that accompany the value they are about, in an
//! [`Outcome`], until `cli` prints them. Invariant: every diagnostic has a [`Code`], and every code has a page that
//! `bedside explain` prints.

mod code;
mod diagnostic;
mod family;
mod noted;
mod options;
mod outcome;
mod suggest;

pub use code::{Code, codes};
pub use diagnostic::{Diagnostic, DiagnosticData, Edit, Note, Place, Severity};
pub use family::Family;
pub use noted::Noted;
pub use options::{OptionKind, RuleOption};
pub use outcome::{Outcome, make_strict, sort};
pub use suggest::{MOST_SUGGESTED, did_you_mean, nearest};
