//! Stories about whole sites: what is written, and what readers and crawlers get.

#[path = "../support/mod.rs"]
mod support;

mod canary;
mod first_post;
mod gate;
mod links;
mod unsafe_links;
