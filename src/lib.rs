//! Bedside compiles a medical practice's folder of Markdown into a static site.
//!
//! The modules are rooms that data crosses one way:
//!
//! 1. [`world`] reads files and the time; [`yaml`] and [`config`] make the settings of `bedside.yaml`.
//! 2. [`theme`] reads what the theme says of itself, and [`source`] gives every file its role.
//! 3. [`reference`] reads the library of sources and writes references; [`markdown`] compiles a text into HTML with gaps,
//!    once; [`parse`] makes a typed value of each file by itself, and [`observance`] knows the days of health observances.
//! 4. [`model`] puts them together: names become ids, and one gate decides what is public.
//! 5. [`plan`] lists every output before anything is rendered; [`view`] makes the whole input of each.
//! 6. [`check`] applies rules to the model and the plan.
//! 7. [`render`] and [`image`] turn views into bytes.
//! 8. [`output`] takes the bytes into a folder that holds a whole site at any moment.
//!
//! [`social`] has the texts of posts. [`kit`] and [`newsletter`] make what is written beside the site.
//!
//! [`session`] holds this line together, [`serve`] shows it in a browser while the text is being written, and [`cli`]
//! runs it for a command. What goes wrong on the way is a value of
//! [`diag`]; [`base`] has the small types that all of them share. A room imports earlier rooms only.
//!
//! [`cli::run`] is the whole program. To compile a project without a terminal, open a [`session::Session`] on a
//! [`world::MemoryWorld`] or a [`world::DiskWorld`] and ask it for the bytes of its routes.

pub mod base;
pub mod card;
pub mod check;
pub mod cli;
pub mod config;
pub mod diag;
pub mod image;
pub mod kit;
pub mod markdown;
pub mod model;
pub mod newsletter;
pub mod observance;
pub mod output;
pub mod parse;
pub mod plan;
pub mod reference;
pub mod render;
pub mod serve;
pub mod session;
pub mod social;
pub mod source;
pub mod theme;
pub mod view;
pub mod world;
pub mod yaml;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;
