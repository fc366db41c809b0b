//! The only writer of the output folder.
//!
//! In: paths and bytes of routes, from many threads at once. Out: a folder that holds a whole site. Invariant: whatever
//! happens, and whenever it happens, the folder holds the last good site or the new one, and nothing that Bedside did
//! not write is deleted.
//!
//! How a build goes through the files here:
//!
//! All steps go by the names and looks of `folders`; what is in `.bedside` is reached through `private` alone.
//!
//! 1. `target` resolves the folder and refuses those that must not be written to (`system`, `owner`); `lock` keeps a second build out.
//! 2. `recover` finishes or clears away what a build that was killed has left, by its `journal`.
//! 3. [`Stage`] takes the files into a staging folder (`tree`). A file that did not change is hard-linked from the
//!    current site (`previous`) or, if there is a spare copy of that site (`spare`), not even touched.
//! 4. `publish` looks through the folder once more (`survey`), carries over what is not ours as it was (`carry`, `attributes`), writes the
//!    `marker`, flushes the disk and exchanges the two folders (`swap`); where they cannot be exchanged, `by_file`
//!    replaces the files one after the other.
//! 5. `retire` clears the old site away, and keeps aside what people changed in it by hand.
//! 6. `record` remembers what was published, so that [`up_to_date`] can answer the next build.
#![expect(clippy::disallowed_methods, reason = "the only writer of the output folder")]

mod attributes;
mod by_file;
mod carry;
mod folders;
mod foreign;
mod journal;
mod lock;
mod marker;
mod note;
mod owner;
mod previous;
mod private;
mod problem;
mod publish;
mod published;
mod record;
mod recover;
mod retire;
mod spare;
mod stage;
mod stamp;
mod survey;
mod swap;
mod target;
mod tree;

pub use lock::{RunLock, hold};
pub use marker::Product;
pub use note::{leave_note, leave_sealed_note, read_note, read_sealed_note};
pub use private::Private;
pub use publish::{Meta, Report};
pub use published::{PublishedFile, published, read_published};
pub use record::up_to_date;
pub use recover::recovered;
pub use stage::{Last, Stage};
pub use target::{PUBLIC, Target};
