//! The preview: a small web server that shows the project as it is now and tells open pages when it changes.
//!
//! In: a project folder, options. Out: answers to browsers on this computer, and [`News`] for whoever started it.
//! Invariants: nothing is written to the disk; only GET and HEAD are answered, and only to this computer's own names; what
//! has errors is shown as it last was, with the errors over it; no error ends the preview.
//!
//! The way of a save: `watch` hears that something happened somewhere, `batch` waits until it is quiet, `workshop`
//! looks what changed and compiles it into an `edition`, and `hub` tells the open pages whose bytes are others now. A
//! `server` thread for each connection reads a `request`, asks the `guard` and answers from the edition. The `desk`
//! answers what the site does not show: what is held back, wrong, missing, and ready for social networks.

mod answer;
mod batch;
mod changes;
mod clock;
mod desk;
mod edition;
mod guard;
mod hub;
mod own;
mod page;
mod press;
mod problems;
mod request;
mod server;
mod shared;
mod start;
mod watch;
mod workshop;

pub use batch::Batch;
pub use press::{Built, News};
pub use start::{Options, Port, Preview, StartProblem};
