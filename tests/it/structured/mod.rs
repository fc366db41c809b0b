//! Structured data: what programs read about a page is valid schema.org, complete, and cannot leave its block.

mod claims;
mod graph;
mod injection;
mod practice;
mod stories;
mod valid;
mod vocabulary;
mod whole;
