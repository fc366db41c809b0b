//! Joins a document's text with its claims and the components in it.

use std::borrow::Cow;

use tera::Context;

use crate::diag::Diagnostic;
use crate::view::{BodyView, Piece};

use super::{Templates, component};

/// The whole text of a document.
pub(super) fn join<'b>(
    templates: &Templates,
    shared: &Context,
    body: &'b BodyView,
    sink: &mut Vec<Diagnostic>,
) -> Cow<'b, str> {
    if let [Piece::Html(html)] = body.pieces.as_slice() {
        return Cow::Borrowed(html);
    }
    let mut out = String::new();
    for piece in &body.pieces {
        match piece {
            Piece::Html(html) => out.push_str(html),
            Piece::Component(call) => match component::draw(templates, shared, call) {
                Ok(html) => out.push_str(&html),
                Err(problems) => sink.extend(problems),
            },
            Piece::Claim(claim) => match component::draw_claim(templates, shared, claim) {
                Ok(html) => out.push_str(&html),
                Err(problems) => sink.extend(problems),
            },
        }
    }
    Cow::Owned(out)
}
