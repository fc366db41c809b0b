//! JSON Schema of what people write, from the types that read it, so that an editor completes keys and says what they mean.

use std::borrow::Cow;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::Value;

use super::{Entries, Lines, WordOr};

/// The schema of a file that is read as a `T`: with its title, what it is, and the keys that must be there.
#[must_use]
pub fn schema_of<T: JsonSchema>(title: &str, description: &str, required: &[&str]) -> Value {
    let generator = SchemaSettings::draft07().into_generator();
    let mut schema = generator.into_root_schema_for::<T>().to_value();
    tidy(&mut schema);
    if let Some(keys) = schema.as_object_mut() {
        keys.insert("title".to_owned(), title.into());
        keys.insert("description".to_owned(), description.into());
        if !required.is_empty() {
            keys.insert("required".to_owned(), required.into());
        }
    }
    schema
}

/// Takes out what says nothing: defaults of nothing, and formats of numbers that only programs know.
fn tidy(value: &mut Value) {
    match value {
        Value::Object(keys) => {
            let is_schema = keys.contains_key("type") || keys.contains_key("anyOf") || keys.contains_key("$ref");
            if is_schema && keys.get("default").is_some_and(Value::is_null) {
                keys.remove("default");
            }
            if is_schema && keys.get("format").is_some_and(Value::is_string) {
                keys.remove("format");
            }
            keys.values_mut().for_each(tidy);
        }
        Value::Array(items) => items.iter_mut().for_each(tidy),
        _ => {}
    }
}

impl<T: JsonSchema> JsonSchema for Entries<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("Entries of {}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": ["object", "null"], "additionalProperties": generator.subschema_for::<T>() })
    }
}

impl<T: JsonSchema> JsonSchema for WordOr<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("word or {}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({ "anyOf": [{ "type": ["string", "integer"] }, generator.subschema_for::<T>()] })
    }
}

impl JsonSchema for Lines {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "lines".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }] })
    }
}
