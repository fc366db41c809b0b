//! Values that may be a word or a group of keys.

use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, Error, MapAccess, Visitor};

/// A plain word, or a group of keys that says the same with more detail.
#[derive(Debug)]
pub enum WordOr<T> {
    /// The word.
    Word(String),
    /// The keys.
    Group(T),
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for WordOr<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Either<T> {
            type Value = WordOr<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a word or a group of keys")
            }

            fn visit_str<E: Error>(self, word: &str) -> Result<WordOr<T>, E> {
                Ok(WordOr::Word(word.to_owned()))
            }

            fn visit_u64<E: Error>(self, number: u64) -> Result<WordOr<T>, E> {
                Ok(WordOr::Word(number.to_string()))
            }

            fn visit_i64<E: Error>(self, number: i64) -> Result<WordOr<T>, E> {
                Ok(WordOr::Word(number.to_string()))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<WordOr<T>, A::Error> {
                T::deserialize(MapAccessDeserializer::new(map)).map(WordOr::Group)
            }
        }
        deserializer.deserialize_any(Either(PhantomData))
    }
}
