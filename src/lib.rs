//! Bedside compiles a medical practice's folder of Markdown into a static site.

pub mod base;
pub mod check;
pub mod cli;
pub mod config;
pub mod diag;
pub mod image;
pub mod model;
pub mod output;
pub mod parse;
pub mod plan;
pub mod render;
pub mod session;
pub mod source;
pub mod world;
pub mod yaml;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;
