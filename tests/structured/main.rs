//! Structured data: what programs read about a page is valid schema.org, complete, and cannot leave its block.

#[path = "../support/mod.rs"]
mod support;

mod claims;
mod graph;
mod injection;
mod practice;
mod stories;
mod valid;
mod vocabulary;
mod whole;
