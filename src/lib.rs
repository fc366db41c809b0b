//! Bedside compiles a medical practice's folder of Markdown into a static site.

pub mod base;
pub mod diag;
pub mod output;
pub mod world;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;
