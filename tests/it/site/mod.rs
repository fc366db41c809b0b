//! Stories about whole sites: what is written, and what readers and crawlers get.

#![expect(clippy::case_sensitive_file_extension_comparisons, reason = "published names are in lower case")]

mod addresses;
mod awareness;
mod calendar_files;
mod callouts;
mod canary;
mod cards;
mod citations;
mod components;
mod corrections;
mod escape;
mod events;
mod example;
mod explained;
mod feeds;
mod first_post;
mod gate;
mod handbook;
mod handout;
mod head;
pub(crate) mod injection;
mod links;
mod links_page;
mod lists;
mod myths;
mod notices;
mod people;
mod pictures;
mod plain;
mod reviews;
mod share;
mod social_feed;
mod sources;
mod stories;
mod sub_path;
mod templates;
mod theme_parts;
mod translations;
mod unsafe_links;
mod waivers;
mod words;
