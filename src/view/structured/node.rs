//! A node of structured data: a type of schema.org and its properties in order.

use std::borrow::Cow;

use serde::ser::{Serialize, SerializeMap, Serializer};

/// One thing, as schema.org describes it (<https://schema.org/>); serializes to a JSON-LD object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node<'s> {
    kind: &'static str,
    properties: Vec<(&'static str, Value<'s>)>,
}

/// The value of a property.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value<'s> {
    /// A text, an address, a date or a member of an enumeration.
    Text(Cow<'s, str>),
    /// A number.
    Number(usize),
    /// Yes or no.
    Flag(bool),
    /// Another thing.
    Node(Node<'s>),
    /// A thing that is described elsewhere under this id.
    Reference(String),
    /// Several values.
    List(Vec<Value<'s>>),
}

impl<'s> Node<'s> {
    /// A thing of this type without properties.
    pub(super) fn new(kind: &'static str) -> Self {
        Self { kind, properties: Vec::new() }
    }

    /// The same under an id.
    pub(super) fn id(self, id: String) -> Self {
        self.with("@id", id)
    }

    /// The same with a property.
    pub(super) fn with(mut self, name: &'static str, value: impl Into<Value<'s>>) -> Self {
        self.properties.push((name, value.into()));
        self
    }

    /// The same with a property that may be unknown; an empty text says nothing.
    pub(super) fn maybe(self, name: &'static str, value: Option<impl Into<Value<'s>>>) -> Self {
        match value.map(Into::into) {
            None => self,
            Some(Value::Text(text)) if text.trim().is_empty() => self,
            Some(value) => self.with(name, value),
        }
    }

    /// The same with a property of any number of values: none is left out, one is alone.
    pub(super) fn each<V: Into<Value<'s>>>(self, name: &'static str, values: impl IntoIterator<Item = V>) -> Self {
        let mut values: Vec<Value<'s>> = values.into_iter().map(Into::into).collect();
        match values.len() {
            0 => self,
            1 => self.maybe(name, values.pop()),
            _ => self.with(name, Value::List(values)),
        }
    }

    /// The same with a property that points to a thing described elsewhere.
    pub(super) fn refer(self, name: &'static str, id: String) -> Self {
        self.with(name, Value::Reference(id))
    }
}

impl Serialize for Node<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.properties.len() + 1))?;
        map.serialize_entry("@type", self.kind)?;
        for (name, value) in &self.properties {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Number(number) => number.serialize(serializer),
            Self::Flag(flag) => serializer.serialize_bool(*flag),
            Self::Node(node) => node.serialize(serializer),
            Self::Reference(id) => {
                let mut map = serializer.serialize_map(Some(1))?;
                map.serialize_entry("@id", id)?;
                map.end()
            }
            Self::List(values) => values.serialize(serializer),
        }
    }
}

impl<'s> From<&'s str> for Value<'s> {
    fn from(text: &'s str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl<'s> From<&'s String> for Value<'s> {
    fn from(text: &'s String) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl From<usize> for Value<'_> {
    fn from(number: usize) -> Self {
        Self::Number(number)
    }
}

impl From<bool> for Value<'_> {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

impl<'s> From<Node<'s>> for Value<'s> {
    fn from(node: Node<'s>) -> Self {
        Self::Node(node)
    }
}
