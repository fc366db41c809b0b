//! Reads a typed value from a tree and keeps going after each problem.

use std::collections::BTreeSet;
use std::fmt;
use std::ops::Range;

use serde::de::value::StrDeserializer;
use serde::de::{
    self, DeserializeOwned, DeserializeSeed, Deserializer, Expected, IntoDeserializer, MapAccess, SeqAccess,
    Unexpected, Visitor,
};

use crate::diag::{Diagnostic, Outcome, codes};

use super::tree::{Content, Node, is_nothing};
use super::{Yaml, words};

/// How many problems of one text are reported; behind these are usually more of the same.
const MOST_PROBLEMS: usize = 50;

/// Reads `root` as a `T`. Each problem is reported at its place and its value left out, until what remains can be read. Of the
/// keys of `T` itself, the `foreign` ones are not offered.
pub(super) fn read<T: DeserializeOwned + Default>(yaml: &Yaml<'_>, root: &Node, foreign: &[&str]) -> Outcome<T> {
    let mut left_out = BTreeSet::new();
    let mut diagnostics = Vec::new();
    loop {
        match T::deserialize(Reader { node: root, left_out: &left_out }) {
            Ok(value) => return Outcome { value, diagnostics },
            Err(problem) => {
                let known = problem.node.is_none_or(|id| id == root.id || !left_out.insert(id));
                diagnostics.push(problem.diagnostic(yaml, root, foreign));
                if known || diagnostics.len() == MOST_PROBLEMS {
                    return Outcome { value: T::default(), diagnostics };
                }
            }
        }
    }
}

/// A problem of shape and the node that has it.
#[derive(Debug)]
struct Problem {
    kind: Kind,
    range: Option<Range<usize>>,
    node: Option<usize>,
}

#[derive(Debug)]
enum Kind {
    UnknownKey { key: String, known: &'static [&'static str] },
    MissingKey(&'static str),
    WrongType { found: String, expected: String },
    Value(String),
}

impl Problem {
    fn new(kind: Kind) -> Self {
        Self { kind, range: None, node: None }
    }

    /// Sets the place unless a place further in is known.
    fn or_at(mut self, range: &Range<usize>, node: usize) -> Self {
        if self.range.is_none() {
            self.range = Some(range.clone());
            self.node = Some(node);
        }
        self
    }

    fn diagnostic(self, yaml: &Yaml<'_>, root: &Node, foreign: &[&str]) -> Diagnostic {
        let range = self.range.unwrap_or(root.range.start..root.range.start);
        let diagnostic = match self.kind {
            Kind::UnknownKey { key, known } => {
                let diagnostic = Diagnostic::new(&codes::UNKNOWN_KEY, format!("unknown key `{key}`"));
                // Only the outermost type has all of them: what is within it may have a key of the same name.
                let is_outermost = foreign.iter().all(|key| known.contains(key));
                let known: Vec<&str> =
                    known.iter().copied().filter(|key| !is_outermost || !foreign.contains(key)).collect();
                let diagnostic = diagnostic.did_you_mean(&key, known.iter().copied());
                if known.is_empty() { diagnostic } else { diagnostic.help(format!("known keys: {}", known.join(", "))) }
            }
            Kind::MissingKey(key) => Diagnostic::new(&codes::MISSING_KEY, format!("the key `{key}` is missing")),
            Kind::WrongType { found, expected } => {
                let mut diagnostic =
                    Diagnostic::new(&codes::WRONG_TYPE, format!("expected {expected}, but found {found}"));
                diagnostic.help.extend(words::instead(&expected, &found));
                diagnostic
            }
            Kind::Value(message) => Diagnostic::new(&codes::BAD_VALUE, message),
        };
        diagnostic.at(yaml.range(range))
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.kind)
    }
}

impl std::error::Error for Problem {}

impl de::Error for Problem {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::new(Kind::Value(message.to_string()))
    }

    fn invalid_type(unexpected: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::new(Kind::WrongType { found: words::found(unexpected), expected: words::expected(expected) })
    }

    fn invalid_value(unexpected: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::invalid_type(unexpected, expected)
    }

    fn unknown_field(field: &str, expected: &'static [&'static str]) -> Self {
        Self::new(Kind::UnknownKey { key: field.to_owned(), known: expected })
    }

    fn missing_field(field: &'static str) -> Self {
        Self::new(Kind::MissingKey(field))
    }
}

#[derive(Clone, Copy)]
struct Reader<'n> {
    node: &'n Node,
    left_out: &'n BTreeSet<usize>,
}

impl<'n> Reader<'n> {
    fn child(&self, node: &'n Node) -> Self {
        Self { node, left_out: self.left_out }
    }

    /// The text of a scalar written without quotes, which may mean something else than text.
    fn plain(&self) -> Option<&'n str> {
        match &self.node.content {
            Content::Scalar { text, plain: true } => Some(text),
            _ => None,
        }
    }

    fn is_nothing(&self) -> bool {
        self.plain().is_some_and(is_nothing)
    }

    fn boolean(&self) -> Option<bool> {
        match self.plain()? {
            "true" | "True" | "TRUE" => Some(true),
            "false" | "False" | "FALSE" => Some(false),
            _ => None,
        }
    }

    fn any<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Problem> {
        match &self.node.content {
            Content::List(items) => visitor.visit_seq(Items { reader: self, items: items.iter() }),
            Content::Map(entries) => visitor.visit_map(Keys { reader: self, entries: entries.iter(), value: None }),
            Content::Scalar { text, plain: false } => visitor.visit_str(text),
            Content::Scalar { text, plain: true } => {
                if self.is_nothing() {
                    visitor.visit_unit()
                } else if let Some(value) = self.boolean() {
                    visitor.visit_bool(value)
                } else if let Ok(value) = text.parse::<u64>() {
                    visitor.visit_u64(value)
                } else if let Ok(value) = text.parse::<i64>() {
                    visitor.visit_i64(value)
                } else if let Some(value) = float(text) {
                    visitor.visit_f64(value)
                } else {
                    visitor.visit_str(text)
                }
            }
        }
    }
}

fn float(text: &str) -> Option<f64> {
    let numeric = text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.'));
    if numeric { text.parse().ok() } else { None }
}

impl<'de> Deserializer<'de> for Reader<'_> {
    type Error = Problem;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Problem> {
        let (range, id) = (self.node.range.clone(), self.node.id);
        self.any(visitor).map_err(|problem| problem.or_at(&range, id))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Problem> {
        if self.is_nothing() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Problem> {
        let (range, id) = (self.node.range.clone(), self.node.id);
        match &self.node.content {
            Content::Scalar { text, .. } => visitor.visit_str(text),
            _ => self.any(visitor),
        }
        .map_err(|problem| problem.or_at(&range, id))
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Problem> {
        self.deserialize_str(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Problem> {
        visitor.visit_newtype_struct(self)
    }

    /// Serde would read a list as the values of a struct in their order; nobody writes settings like that.
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Problem> {
        if let Content::List(_) = self.node.content {
            let problem: Problem = de::Error::invalid_type(Unexpected::Seq, &visitor);
            return Err(problem.or_at(&self.node.range, self.node.id));
        }
        self.deserialize_any(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Problem> {
        let (range, id) = (self.node.range.clone(), self.node.id);
        match &self.node.content {
            Content::Scalar { text, .. } => {
                let word: StrDeserializer<'_, Problem> = text.as_str().into_deserializer();
                visitor.visit_enum(word)
            }
            Content::List(_) => Err(de::Error::invalid_type(Unexpected::Seq, &"a word")),
            Content::Map(_) => Err(de::Error::invalid_type(Unexpected::Map, &"a word")),
        }
        .map_err(|problem| problem.or_at(&range, id))
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char bytes byte_buf unit unit_struct seq tuple tuple_struct
        map identifier ignored_any
    }
}

struct Items<'n> {
    reader: Reader<'n>,
    items: std::slice::Iter<'n, Node>,
}

impl<'de> SeqAccess<'de> for Items<'_> {
    type Error = Problem;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Problem> {
        let Some(item) = self.items.find(|item| !self.reader.left_out.contains(&item.id)) else { return Ok(None) };
        let read = seed.deserialize(self.reader.child(item));
        read.map(Some).map_err(|problem| problem.or_at(&item.range, item.id))
    }
}

struct Keys<'n> {
    reader: Reader<'n>,
    entries: std::slice::Iter<'n, (Node, Node)>,
    value: Option<&'n Node>,
}

impl<'de> MapAccess<'de> for Keys<'_> {
    type Error = Problem;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Problem> {
        let Some((key, value)) = self.entries.find(|(_, value)| !self.reader.left_out.contains(&value.id)) else {
            return Ok(None);
        };
        self.value = Some(value);
        let place = |mut problem: Problem| {
            problem.range = Some(key.range.clone());
            problem.node = Some(value.id);
            problem
        };
        seed.deserialize(self.reader.child(key)).map(Some).map_err(place)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Problem> {
        let Some(value) = self.value.take() else { return Err(de::Error::custom("a key without a value")) };
        seed.deserialize(self.reader.child(value)).map_err(|problem| problem.or_at(&value.range, value.id))
    }
}
