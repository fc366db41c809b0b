//! Bedside compiles a medical practice's folder of Markdown into a static site.

pub mod base;
pub mod config;
pub mod cli;
pub mod diag;
pub mod source;
pub mod image;
pub mod model;
pub mod plan;
pub mod parse;
pub mod output;
pub mod render;
pub mod check;
pub mod session;
pub mod world;
pub mod yaml;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;
