//! What decides the bytes of a rendered output, as hashes: where they are those of an earlier output, so are its bytes.
//!
//! A view is the whole input of a page, so what is hashed is the view itself, and next to it what all views share: the
//! templates and what templates see of the site, its words and its assets. The program is not part of it.

use serde::Serialize;

use crate::base::{ContentHash, Hasher};
use crate::config::PerLanguage;
use crate::view::{BodyView, FeedView, PageView, Piece, SharedView, View};

use super::Templates;

/// What an output was rendered from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Inputs {
    /// Templates, words, assets, and what all pages share about the site.
    pub shared: ContentHash,
    /// The view of this output.
    pub own: ContentHash,
}

/// The hash of what all outputs share.
pub(super) fn shared(view: &SharedView<'_>, practices: &PerLanguage<String>, templates: &Templates) -> ContentHash {
    let mut parts = Parts::default();
    for (name, template) in &templates.files {
        parts.text(name);
        parts.text(&template.text);
    }
    for (site, words) in &view.languages {
        parts.value(site);
        parts.value(words);
    }
    parts.value(&view.assets);
    for practice in practices {
        parts.text(practice);
    }
    parts.hash()
}

/// The hash of a view; `None` for what is made so quickly, or so seldom, that hashing it saves nothing.
pub(super) fn own(view: &View<'_>) -> Option<ContentHash> {
    let mut parts = Parts::default();
    match view {
        View::Page(page) => parts.page(page),
        View::Feed(feed) => parts.feed(feed),
        View::SearchIndex(part) => {
            parts.text("search");
            parts.value(part);
        }
        _ => return None,
    }
    Some(parts.hash())
}

/// Bytes that are hashed as one; each part is framed by its length.
struct Parts {
    /// Room for one of them.
    bytes: Vec<u8>,
    hasher: Hasher,
}

impl Default for Parts {
    fn default() -> Self {
        Self { bytes: Vec::with_capacity(16 * 1024), hasher: Hasher::new() }
    }
}

impl Parts {
    fn text(&mut self, text: &str) {
        self.hasher.part(text);
    }

    /// A value as JSON, which tells its fields by name.
    fn value(&mut self, value: &(impl Serialize + ?Sized)) {
        self.bytes.clear();
        // Views are texts, numbers and lists under names of text, and memory takes them all: nothing can fail here.
        let _ = serde_json::to_writer(&mut self.bytes, value);
        self.hasher.part(&self.bytes);
    }

    fn page(&mut self, page: &PageView<'_>) {
        self.text("page");
        self.text(page.template);
        self.value(&page.language);
        self.value(&page.frame);
        self.value(&page.content);
        self.value(&page.structured);
        self.body(page.body.as_ref());
    }

    fn feed(&mut self, feed: &FeedView<'_>) {
        self.text("feed");
        self.value(feed);
        for item in &feed.items {
            self.body(item.body.as_ref());
        }
    }

    fn body(&mut self, body: Option<&BodyView>) {
        self.value(&body.map(|body| body.pieces.len()));
        for piece in body.iter().flat_map(|body| &body.pieces) {
            match piece {
                Piece::Html(html) => {
                    self.text("html");
                    self.text(html);
                }
                Piece::Component(call) => {
                    self.text("component");
                    self.text(&call.name);
                    self.value(&call.arguments);
                    self.value(&call.added);
                }
                Piece::Claim(claim) => {
                    self.text("claim");
                    self.value(claim);
                }
            }
        }
    }

    fn hash(&self) -> ContentHash {
        self.hasher.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hash_of(pieces: Vec<Piece>) -> ContentHash {
        let mut parts = Parts::default();
        parts.body(Some(&BodyView { pieces }));
        parts.hash()
    }

    #[test]
    fn texts_that_are_divided_elsewhere_are_not_the_same() {
        let html = |text: &str| Piece::Html(text.to_owned());
        assert_ne!(hash_of(vec![html("ab"), html("c")]), hash_of(vec![html("a"), html("bc")]));
        assert_ne!(hash_of(vec![html("ab")]), hash_of(vec![html("a"), html("b")]));
        assert_ne!(hash_of(Vec::new()), Parts::default().hash());
        assert_eq!(hash_of(vec![html("ab")]), hash_of(vec![html("ab")]));
    }
}
