//! The preview, asked by a real HTTP client and shown in a real browser.

mod browser;
mod command;
mod connections;
mod desk;
mod guard;
mod incremental;
mod parts;
mod stories;
mod support;
mod watches;
mod writing;
