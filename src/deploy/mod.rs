//! From the output folder to a host: the one room that sends anything over a network.
//!
//! In: a published folder, a target of the settings, secrets that the command line passes in. Out: the site on the host,
//! and a [`DeployReport`]. Invariants: whatever fails at whatever point, no page on the host lacks its assets or leads to a page
//! that is gone; the next run goes on where the last one ended; nothing is deleted that Bedside did not put there; no
//! secret is in a file or in a message.
//!
//! How a deployment goes through the files here:
//!
//! 1. `tree` lists what the host must have, with `form` for files in the host's own form and `media` for their types.
//! 2. `manifest` is the list that stays on the host: what is there, what may be half done, what is about to leave.
//! 3. `plan` compares the two: waves of uploads in the order assets, pictures, new pages, changed pages, lists, feeds; then
//!    deletions, once the caches had time to forget.
//! 4. `run` takes the `lock`, carries the plan out through a [`Host`], and leaves the manifest after each wave.
//! 5. `hosts` speak to folders, servers and services; [`MemoryHost`] is their twin for tests, and fails on request.

mod form;
mod host;
mod hosts;
mod lock;
mod manifest;
mod media;
mod plan;
mod run;
mod schedule;
mod tree;
mod verify;
mod watch;

pub use form::{ServerConfig, server_config};
pub use host::{Host, HostError, Sent};
pub use hosts::{MemoryHost, Secrets, askpass, open, program};
pub use manifest::MANIFEST;
pub use media::is_page;
pub use plan::{Class, DeployPlan};
pub use run::{DeployOptions, DeployReport, Deployed, Refusal, deploy, deployed, look, look_without};
pub use schedule::{Schedule, Scheduler, Subject, install};
pub use tree::{ByteSource, Tree, TreeFile, for_host, tree};
pub use verify::{Difference, INDEX_NOW, index_now, verify};
pub use watch::{Alarm, SystemAlarm, next_turn, watch};
