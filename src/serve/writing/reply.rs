//! A look at a reply to a review before it goes out. Nothing of it is kept.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::compile::of_reply;

use super::{Answered, Asked};

/// A reply.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Reply {
    text: String,
}

/// What in it identifies or confirms a patient.
pub(super) fn check(asked: &Asked<'_>, reply: &Reply) -> Answered {
    let snapshot = asked.shared.snapshot();
    let compiled = snapshot.as_ref().and_then(|snapshot| snapshot.compiled.as_ref());
    let site = &compiled.ok_or_else(|| asked.refuse(503, "refused.no_settings"))?.site;
    let found: Vec<Value> = of_reply(&reply.text, &site.config)
        .into_iter()
        .map(|one| {
            let words = &reply.text[one.range];
            json!({ "words": words, "message": one.message, "confirms": one.confirms })
        })
        .collect();
    Ok(json!({ "found": found }))
}
