//! The preview, asked by a real HTTP client and shown in a real browser.

mod browser;
mod command;
mod desk;
mod guard;
mod incremental;
mod stories;
mod support;
mod watches;
