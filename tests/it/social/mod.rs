//! How long networks find a text, against what they and Unicode publish.

mod graphemes;
mod twitter_text;
