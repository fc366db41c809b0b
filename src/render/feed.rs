//! What all feed formats share.

use tera::Context;

use crate::diag::Diagnostic;
use crate::plan::view::FeedView;

use super::{Templates, body};

/// The texts of a feed's entries, where the settings ask for them.
pub(super) fn bodies(
    templates: &Templates,
    shared: &Context,
    feed: &FeedView<'_>,
    sink: &mut Vec<Diagnostic>,
) -> Vec<Option<String>> {
    let text = |item: &crate::plan::view::FeedItem| {
        item.body.as_ref().map(|text| without_ids(&body::join(templates, shared, text, sink)))
    };
    feed.items.iter().map(text).collect()
}

/// Feed readers show many entries on one page: footnotes lose their clashing ids and tables their keyboard stops.
fn without_ids(html: &str) -> String {
    html.replace(" tabindex=\"0\"", "")
}
