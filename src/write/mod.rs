//! Writing sources: what the commands and the writing room of the desk change in a project.
//!
//! In: a project's folder, a file by its path as the project lists it, a text. Out: the file with that text, and the text
//! before it kept below `.bedside`. Invariants: at any moment a file holds the old text or the new one; a file that is not as
//! it was read is left alone; no symbolic link is followed; byte order mark and line ends stay as they were; only
//! `bedside.yaml`, documents and text files of `data` can be changed.

mod commemoration;
mod ends;
mod fill;
mod merge;
mod naming;
mod replace;
mod store;
mod whole;

pub use commemoration::{NoWords, commemoration};
pub use ends::{plain, restored};
pub use fill::{fill, yaml_string};
pub use merge::merge;
pub use naming::{named_term, title_of};
pub use replace::replace;
pub use store::{Draft, SaveProblem, Store, enfolded, is_editable, mark};
pub use whole::put;
