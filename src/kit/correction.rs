//! `correction.md`: what a page says of a claim as a reply to a comment, and as the script of a short video.

use std::fmt::Write;

use crate::markdown::Body;
use crate::model::Document;
use crate::parse::{Claim, ClaimText, Words};

/// The reply and the script for each claim of a document; `None` if it judges none. In the order of the Debunking
/// Handbook: the fact, the claim once with a warning, why it misleads, the fact again as something to do.
pub(super) fn correction(document: &Document, url: &str, words: &Words) -> Option<String> {
    let parsed = &document.parsed;
    let claims: Vec<(&Claim, &ClaimText)> = parsed.front.claims.iter().zip(&parsed.claims).collect();
    if claims.is_empty() {
        return None;
    }
    let mut out = format!("# {}\n\n<{url}>\n", one_line(&parsed.front.title));
    for (claim, text) in claims {
        let fact = one_line(&text.fact);
        let why = text.why_believed.as_ref().map(plain).unwrap_or_default();
        let advice = text.what_to_do.as_ref().map(plain).unwrap_or_default();
        push(&mut out, format_args!("\n## {fact}\n\n### Reply to a comment\n\n"));
        let more = format!("We say why, with our sources, here: {url}");
        let reply = ["Thank you for asking.", &fact, &advice, &more];
        push(&mut out, format_args!("> {}\n\n", sentence(&reply)));
        out.push_str(
            "Post it once and do not argue. Do not repeat the claim. Do not discuss anyone's own health there: ask the \
             person to call.\n",
        );
        let key = format!("heard_{}", claim.verdict.word().replace('-', "_"));
        let verdict = words.get(&key);
        let heard = format!("{}: “{}” {verdict}", words.get("claim_heard"), one_line(&claim.claim));
        let parts = [
            ("What is true", fact.clone()),
            ("What people may have heard, once", heard),
            ("Why it misleads", why),
            ("What is true, repeated, and what to do", sentence(&[&fact, &advice])),
        ];
        let count: usize = parts.iter().map(|(_, text)| text.split_whitespace().count()).sum();
        push(&mut out, format_args!("\n### Script for a video of 60 seconds, {count} words\n\n"));
        for (at, (name, text)) in parts.iter().filter(|(_, text)| !text.is_empty()).enumerate() {
            push(&mut out, format_args!("{}. **{name}.** {text}\n", at + 1));
        }
        out.push_str(
            "\nRead it aloud with a timer, and cut the third part if it takes longer. Show the fact on the screen, never the \
             claim. Add captions.\n",
        );
    }
    Some(out)
}

/// The text of a value as readers read it, in one line.
fn plain(body: &Body) -> String {
    let passages: Vec<&str> = body.outline.prose.passages().map(|passage| passage.text).collect();
    one_line(&passages.join(" "))
}

/// Parts that say something, one behind the other.
fn sentence(parts: &[&str]) -> String {
    parts.iter().copied().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn push(out: &mut String, words: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = out.write_fmt(words);
}
