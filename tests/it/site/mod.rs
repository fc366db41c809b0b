//! Stories about whole sites: what is written, and what readers and crawlers get.

#![expect(clippy::case_sensitive_file_extension_comparisons, reason = "published names are in lower case")]

mod addresses;
mod awareness;
mod blocks;
mod calendar_files;
mod callouts;
mod canary;
mod cards;
mod careless;
mod citations;
mod components;
mod corrections;
mod editor;
mod endorsed;
mod escape;
mod events;
mod example;
mod explained;
mod faces;
mod feeds;
mod first_post;
mod gate;
mod handbook;
mod handout;
mod head;
pub(crate) mod injection;
mod letter;
mod links;
mod links_page;
mod lists;
mod logo;
mod myths;
mod notices;
mod people;
mod pictures;
mod plain;
mod reviews;
mod schemas;
mod services;
mod share;
mod smog;
mod social_feed;
mod sources;
mod spanish;
mod stories;
mod sub_path;
mod templates;
mod theme_parts;
mod translations;
mod unsafe_links;
mod views;
mod waivers;
mod words;

pub(crate) use calendar_files::entries as calendar_entries;
