//! What helps people find, hear and skim a page: pictures' texts, headings, links, titles, summaries, sources.

mod blocks;
mod foreign;
mod fresh;
mod headings;
mod links;
mod people;
mod pictures;
mod title;
mod trusted;
mod unfinished;
mod video;

pub(super) use blocks::RULE as BLOCKS;
pub(super) use foreign::RULE as FOREIGN;
pub(super) use fresh::RULE as FRESH;
pub(super) use headings::RULE as HEADINGS;
pub(super) use links::RULE as LINKS;
pub(super) use people::RULE as PEOPLE;
pub(super) use pictures::RULE as PICTURES;
pub(super) use title::RULE as TITLE;
pub(super) use trusted::RULE as TRUSTED;
pub(super) use unfinished::RULE as UNFINISHED;
pub(super) use video::RULE as VIDEO;
