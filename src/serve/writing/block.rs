//! Blocks of the text that a form fills in: a component with its arguments.

use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::base::Slug;
use crate::yaml::mapping;

use super::{Answered, Asked};

/// A component and its arguments.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Block {
    name: String,
    arguments: Map<String, Value>,
}

/// The block as written in a text.
pub(super) fn block(asked: &Asked<'_>, block: &Block) -> Answered {
    let unfit = || asked.refuse(422, "refused.unwritable_block");
    let name = Slug::new(&block.name).map_err(|_| unfit())?;
    let yaml = mapping(&block.arguments).ok_or_else(unfit)?;
    // No line of an argument can end the block: it would have to begin with the fence, and texts of several lines are indented.
    Ok(json!({ "text": format!("```{name}\n{yaml}```\n") }))
}
