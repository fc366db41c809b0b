//! Counts a text as a network counts it, while it is being changed on the desk.

use serde::Serialize;

use crate::serve::answer::Answer;
use crate::serve::request;
use crate::social::Channels;

#[derive(Serialize)]
struct Length {
    count: usize,
    limit: usize,
    /// Whether the network would refuse the text.
    over: bool,
}

/// The answer to `?channel=x&text=..`: JSON.
pub(super) fn answer(query: &str) -> Answer {
    let channel = request::value(query, "channel").and_then(|id| Channels::shared().named(&id));
    let (Some(channel), Some(text)) = (channel, request::value(query, "text")) else {
        return Answer::plain(400, "expected `channel` and `text`");
    };
    let count = channel.counting.count(&text);
    let counted = Length { count, limit: channel.limit, over: channel.excess(&text).is_some() };
    // Three numbers always become JSON.
    Answer::of("application/json", serde_json::to_vec(&counted).unwrap_or_default())
}
