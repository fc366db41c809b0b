//! What helps people find, hear and skim a page: pictures' texts, headings, links, titles, summaries, sources.

mod blocks;
mod headings;
mod links;
mod pictures;
mod title;
mod trusted;

pub(super) use blocks::RULE as BLOCKS;
pub(super) use headings::RULE as HEADINGS;
pub(super) use links::RULE as LINKS;
pub(super) use pictures::RULE as PICTURES;
pub(super) use title::RULE as TITLE;
pub(super) use trusted::RULE as TRUSTED;
