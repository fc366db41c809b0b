//! The preview: a small web server that shows the project as it is now and tells open pages when it changes.
//!
//! In: a project folder, options. Out: answers to browsers on this computer, and an [`PreviewEvent`] for each compilation.
//! Invariants: nothing is written to the disk but by the writing room of the desk (`writing`), which has its own guard, and nothing
//! leaves this computer but by the [`Publisher`] that it is given (`online`), behind the same guard; else
//! only GET and HEAD are answered, and only to this computer's own names; what
//! has errors is shown as it last was, with the errors over it; no error ends the preview, and no number of connections
//! shuts a reader out.
//!
//! The way of a save: `watch` hears that something happened somewhere, `batch` waits until it is quiet, `compiler` looks
//! what changed and has `builder` compile it into a `snapshot`, and `hub` tells the open pages whose bytes are others now.
//! One thread, `server`, holds each `connection`; it reads a `request`, and `routes` asks the `guard`. The threads of the
//! `pool` then make the answer from the snapshot. The `desk` answers what the site does not show: what is held back,
//! wrong, missing, and ready for social networks. Where there is no project yet, the `assistant` asks for what a new one needs
//! and hands the answers to whoever started the preview, who writes it.

mod addresses;
mod answer;
mod assistant;
mod batch;
mod builder;
mod changes;
mod clock;
mod compiler;
mod connection;
mod desk;
mod event;
mod guard;
mod hub;
mod online;
mod options;
mod pages;
mod pass;
mod pool;
mod preview;
mod problems;
mod publish;
mod range;
mod request;
mod reserved;
mod routes;
mod server;
mod shared;
mod snapshot;
mod sync;
mod watch;
mod writing;

pub use assistant::{Beginner, Offer, Wished, Wrong};
pub use batch::Batch;
pub use event::{Compilation, PreviewEvent};
pub use online::{Built, Declined, Errand, HeldPage, PageChange, PageChanges, Published, Publisher};
pub use options::{Options, Port, StartProblem};
pub use preview::{Begun, Preview};
