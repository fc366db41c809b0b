//! Stories about whole sites: what is written, and what readers and crawlers get.

#[path = "../support/mod.rs"]
mod support;

mod addresses;
mod canary;
mod example;
mod feeds;
mod first_post;
mod gate;
mod injection;
mod links;
mod lists;
mod sub_path;
mod translations;
mod unsafe_links;
mod words;
