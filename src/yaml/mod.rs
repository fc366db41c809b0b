//! YAML as people write it: text in, typed values and places out.
//!
//! In: the text of a settings file, a front matter or a data file. Out: a typed value and every problem of its shape, each at
//! its line. The happy path is `serde_yaml` alone. Only where it refuses, or where the text may use what Bedside does not
//! take (anchors, aliases, tags), is the text read a second time into a tree that knows its places; from that tree all
//! problems are found in one go, not only the first.

mod checker;
mod edit;
mod entries;
mod limits;
mod lines;
mod list;
mod places;
mod plain;
mod remarks;
mod schema;
mod set;
mod shape;
mod tree;
mod word_or;
mod words;
mod written;

use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::Range;

use serde::de::DeserializeOwned;

use crate::base::VPath;
use crate::diag::{Diagnostic, Outcome, Place, codes};

pub use checker::{Checker, unknown_word, unsafe_link};
pub use edit::KeyChange;
pub use entries::Entries;
pub use lines::Lines;
pub use places::Places;
pub use schema::schema_of;
use tree::{Node, Tree};
pub use word_or::WordOr;
pub use written::mapping;

/// A piece of YAML inside a file.
#[derive(Clone, Copy, Debug)]
pub struct Yaml<'t> {
    /// The file it is in.
    pub file: &'t VPath,
    /// The YAML itself.
    pub text: &'t str,
    /// Where it starts in the file, in bytes.
    pub start: usize,
}

/// One step on the way to a value: a key of a mapping or a place in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step<'k> {
    /// The value of this key.
    Key(&'k str),
    /// The item at this place, from 0.
    Item(usize),
}

/// A list that travels in the program, which the build script has turned into JSON. That it can be read has a test where it is
/// used.
#[must_use]
pub fn built_in<T: DeserializeOwned + Default>(json: &str) -> T {
    serde_json::from_str(json).unwrap_or_default()
}

/// A text, and its tree where it has one.
type Read = Option<(Box<str>, Option<Node>)>;

thread_local! {
    /// The text that places were asked of last: thousands of findings in one text read it once.
    static LAST: RefCell<Read> = const { RefCell::new(None) };
}

impl Yaml<'_> {
    /// Reads a value. What cannot be understood is reported and left at its default.
    #[must_use]
    pub fn read<T: DeserializeOwned + Default>(&self) -> Outcome<T> {
        self.read_but(&[])
    }

    /// Reads a value, as [`Self::read`] does. Whoever writes an unknown key is not offered the `foreign` ones, which `T` has
    /// for texts of another kind.
    #[must_use]
    pub fn read_but<T: DeserializeOwned + Default>(&self, foreign: &[&str]) -> Outcome<T> {
        if self.text.trim().is_empty() {
            return Outcome::fine(T::default());
        }
        if let Some(at) = limits::too_deep(self.text) {
            return Outcome { value: T::default(), diagnostics: vec![limits::refused(self, at)] };
        }
        let spaced = with_spaces(self.text);
        if let Cow::Owned(text) = &spaced {
            return Yaml { text, ..*self }.read_but(foreign);
        }
        if !may_use_refused_features(self.text)
            && let Ok(value) = serde_yaml::from_str(self.text)
        {
            return Outcome::fine(value);
        }
        match Tree::parse(self) {
            Ok(Outcome { value: Some(root), mut diagnostics }) => {
                let read = shape::read(self, &root, foreign);
                diagnostics.extend(read.diagnostics);
                if diagnostics.is_empty()
                    && let Err(error) = serde_yaml::from_str::<T>(self.text)
                {
                    diagnostics.push(self.refused(&error));
                }
                Outcome { value: read.value, diagnostics }
            }
            Ok(Outcome { value: None, diagnostics }) => Outcome { value: T::default(), diagnostics },
            Err(diagnostic) => Outcome { value: T::default(), diagnostics: vec![*diagnostic] },
        }
    }

    /// The place of the value at the end of `path`, or of the nearest existing step before it.
    #[must_use]
    pub fn place(&self, path: &[Step<'_>]) -> Place {
        self.range(self.walk(path).map_or(0..0, |(_, value)| value))
    }

    /// The place of the key that leads to the last step of `path`.
    #[must_use]
    pub fn key_place(&self, path: &[Step<'_>]) -> Place {
        self.range(self.walk(path).map_or(0..0, |(key, value)| key.unwrap_or(value)))
    }

    /// Whether something is written at the end of `path`: not nothing, and not an empty text.
    #[must_use]
    pub fn has(&self, path: &[Step<'_>]) -> bool {
        let found = self.with_tree(|root| {
            let end = path.iter().try_fold(root, |node, step| node.step(*step).map(|(_, child)| child));
            end.is_some_and(|end| !end.is_empty())
        });
        found.unwrap_or(false)
    }

    /// A byte range of this YAML as a place in its file.
    #[must_use]
    pub fn range(&self, range: Range<usize>) -> Place {
        Place::at(self.file, self.start + range.start..self.start + range.end)
    }

    /// The ranges of the last key and of the value at the end of `path`, or of the nearest existing step before it.
    fn walk(&self, path: &[Step<'_>]) -> Option<(Option<Range<usize>>, Range<usize>)> {
        self.with_tree(|root| walk(root, path))
    }

    /// What `look` sees in the tree of this text; `None` if there is none.
    fn with_tree<R>(&self, look: impl FnOnce(&Node) -> R) -> Option<R> {
        LAST.with_borrow_mut(|last| {
            if last.as_ref().is_none_or(|(text, _)| **text != *self.text) {
                *last = Some((self.text.into(), Tree::parse(self).ok().and_then(|tree| tree.value)));
            }
            last.as_ref().and_then(|(_, root)| root.as_ref()).map(look)
        })
    }

    fn refused(&self, error: &serde_yaml::Error) -> Diagnostic {
        let at = error.location().map_or(0, |location| location.index().min(self.text.len()));
        Diagnostic::new(&codes::BAD_YAML, format!("cannot be understood: {error}")).at(self.range(at..at))
    }
}

/// The ranges of the last key and of the value at the end of `path`, or of the nearest existing step before it.
fn walk(root: &Node, path: &[Step<'_>]) -> (Option<Range<usize>>, Range<usize>) {
    let (mut key, mut node) = (None, root);
    for step in path {
        let Some((step_key, child)) = node.step(*step) else { break };
        (key, node) = (step_key, child);
    }
    (key, node.range.clone())
}

/// The text with spaces for the tabs between a key and its value, which YAML allows (1.2.2, section 6.2) and its parsers
/// often do not. A tab is one byte, and so is a space: places stay as they are.
fn with_spaces(text: &str) -> Cow<'_, str> {
    if !text.contains(":\t") {
        return text.into();
    }
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let key = line.trim_start_matches([' ', '-']);
        let length = key.bytes().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-')).count();
        let value = &key[length..];
        let tabs =
            value.strip_prefix(':').map_or(0, |rest| rest.bytes().take_while(|b| matches!(b, b'\t' | b' ')).count());
        if length == 0 || tabs == 0 {
            out.push_str(line);
            continue;
        }
        let at = line.len() - value.len() + 1;
        out.push_str(&line[..at]);
        out.push_str(&" ".repeat(tabs));
        out.push_str(&line[at + tabs..]);
    }
    if out == text { text.into() } else { out.into() }
}

/// Whether nothing of a text was read, because it is not YAML or nested too deep: then it is no news that keys are missing.
#[must_use]
pub fn is_unread(diagnostics: &[Diagnostic]) -> bool {
    diagnostics
        .iter()
        .any(|diagnostic| diagnostic.code == &codes::BAD_YAML || diagnostic.message.starts_with(limits::TOO_DEEP))
}

/// Whether the text may hold an anchor, an alias or a tag: one of `& * !` where a value can begin, the first two with a name.
fn may_use_refused_features(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.iter().enumerate().any(|(at, byte)| {
        (*byte == b'!' || matches!(byte, b'&' | b'*') && bytes.get(at + 1).is_some_and(|next| *next != b' '))
            && (at == 0 || matches!(bytes[at - 1], b' ' | b'\n' | b'\t' | b'[' | b'{' | b','))
    })
}
