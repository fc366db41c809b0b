//! What all feed formats share.

use tera::Context;

use crate::diag::Diagnostic;
use crate::view::FeedView;

use super::{Templates, body};

/// The texts of a feed's entries, where the settings ask for them.
pub(super) fn bodies(
    templates: &Templates,
    shared: &Context,
    feed: &FeedView<'_>,
    sink: &mut Vec<Diagnostic>,
) -> Vec<Option<String>> {
    let text = |item: &crate::view::FeedItem| {
        item.body.as_ref().map(|text| body::join(templates, shared, text, sink).into_owned())
    };
    feed.items.iter().map(text).collect()
}
