//! Bedside compiles a medical practice's folder of Markdown into a static site.
//!
//! The modules are rooms that data crosses one way:
//!
//! 1. [`world`] reads files and the time; [`yaml`] and [`config`] make the settings of `bedside.yaml`.
//! 2. [`theme`] reads what the theme says of itself, and [`source`] gives every file its role.
//! 3. [`mod@reference`] reads the library of sources and writes references; [`markdown`] compiles a text into HTML with gaps,
//!    once; [`parse`] makes a typed value of each file by itself, and [`observance`] knows the days of health observances.
//! 4. [`model`] puts them together: names become ids, and one gate decides what is public.
//! 5. [`plan`] lists every output before anything is rendered; [`view`] makes the whole input of each.
//! 6. [`check`] applies rules to the model and the plan.
//! 7. [`render`] and [`image`] turn views into bytes.
//! 8. [`output`] takes the bytes into a folder that holds a whole site at any moment.
//!
//! [`privacy`] finds details of patients in texts, and [`grade`] says how hard they are to read. [`social`] has the texts of posts. [`kit`] and [`newsletter`] make what is written next to the site.
//!
//! [`mod@compile`] runs the stages up to the plan and holds what they made; [`mod@build`] renders all of it into a folder;
//! [`external`] looks at what it leads to elsewhere; [`serve`] shows it in a browser while the text is being written; and [`cli`] is the program that people use. What goes
//! wrong on the way is a value of [`diag`]; [`base`] has the small types that all of them share. A room imports earlier rooms
//! only.
//!
//! # As a library
//!
//! [`compile()`] takes a world, on the disk or in memory, and gives the compiled project with its problems; a project answers
//! any of its routes with bytes. [`build()`] publishes a project to a folder, as `bedside build` does.
//!
//! ```
//! use bedside::compile::Request;
//! use bedside::world::MemoryWorld;
//!
//! let mut world = MemoryWorld::new("2026-11-23T12:00:00Z".parse()?);
//! world.write(
//!     "bedside.yaml",
//!     "title: Alder Street\nurl: https://alder.example\nlanguage: en\ntimezone: America/Chicago\n\
//!      practice: {name: Alder Street Family Practice}\n",
//! );
//! world.write("content/updates/flu.md", "---\ntitle: Flu shots are here\ndate: 2026-11-20\n---\nCome by *any day*.\n");
//!
//! let outcome = bedside::compile(&world, &Request::default());
//! assert!(outcome.diagnostics.iter().all(|problem| !problem.is_error()), "{:?}", outcome.diagnostics);
//! let project = outcome.value.ok_or("no settings")?;
//! let route = project.plan.route("/updates/flu/").ok_or("no such page")?;
//! let page = project.bytes(&project.renderer(), route).value.ok_or("not rendered")?;
//! assert!(String::from_utf8_lossy(&page).contains("Come by <em>any day</em>."));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! [`cli::run`] is the whole program.

pub mod base;
pub mod build;
pub mod card;
pub mod check;
pub mod cli;
pub mod compile;
pub mod config;
pub mod deploy;
pub mod diag;
pub mod external;
pub mod grade;
pub mod image;
pub mod kit;
pub mod lookup;
pub mod markdown;
pub mod model;
pub mod newsletter;
pub mod observance;
pub mod output;
pub mod parse;
pub mod plan;
pub mod privacy;
pub mod reference;
pub mod render;
pub mod search;
pub mod serve;

pub mod social;
pub mod source;
pub mod system;
pub mod theme;
pub mod view;
pub mod world;
pub mod write;
pub mod yaml;

pub use crate::build::build;
pub use crate::compile::compile;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;
