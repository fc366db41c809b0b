//! The preview, asked by a real HTTP client and shown in a real browser.

pub(crate) mod browser;
mod command;
mod connections;
mod desk;
mod enfolded;
#[cfg(target_os = "linux")]
mod first;
mod guard;
pub(crate) mod incremental;
mod parts;
mod pass;
mod plans;
mod publishing;
mod stories;
pub(crate) mod support;
mod watches;
mod words;
mod writing;
