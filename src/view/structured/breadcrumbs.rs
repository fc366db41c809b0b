//! The way from the home page.

use super::Node;
use crate::view::{Frame, Scene};

/// The id of a page's breadcrumbs.
pub(super) fn id(frame: &Frame) -> String {
    format!("{}#breadcrumbs", frame.canonical)
}

/// Whether the page shows the way to it.
pub(super) fn shown(frame: &Frame) -> bool {
    frame.breadcrumbs.len() > 1 && frame.kind != "not-found"
}

impl Scene<'_> {
    /// The breadcrumbs that the page shows.
    pub(super) fn breadcrumbs_node<'n>(self, frame: &Frame) -> Option<Node<'n>> {
        if !shown(frame) {
            return None;
        }
        let items = frame.breadcrumbs.iter().enumerate().map(|(at, crumb)| {
            Node::new("ListItem")
                .with("position", at + 1)
                .with("name", crumb.title.clone())
                .with("item", self.absolute_href(&crumb.path))
        });
        Some(Node::new("BreadcrumbList").id(id(frame)).each("itemListElement", items))
    }

    /// The absolute address of a path that already has the site's sub-path.
    pub(super) fn absolute_href(self, href: &str) -> String {
        format!("{}{href}", self.site.config.url.origin())
    }
}
