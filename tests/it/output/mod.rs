//! The output folder, whatever happens while a build writes into it.

mod cached;
mod disk;
mod kill;
mod publish;
mod refusals;
pub(crate) mod support;
mod two_builds;
mod up_to_date;
