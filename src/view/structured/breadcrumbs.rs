//! The way from the home page.

use crate::model::Site;
use crate::view::Frame;

use super::Node;

/// The id of a page's breadcrumbs.
pub(super) fn id(frame: &Frame) -> String {
    format!("{}#breadcrumbs", frame.canonical)
}

/// Whether the page shows the way to it.
pub(super) fn shown(frame: &Frame) -> bool {
    frame.breadcrumbs.len() > 1 && frame.kind != "not-found"
}

/// The breadcrumbs that the page shows.
pub(super) fn breadcrumbs_node<'n>(site: &Site, frame: &Frame) -> Option<Node<'n>> {
    if !shown(frame) {
        return None;
    }
    let items = frame.breadcrumbs.iter().enumerate().map(|(at, crumb)| {
        Node::new("ListItem")
            .with("position", at + 1)
            .with("name", crumb.title.clone())
            .with("item", absolute_href(site, &crumb.path))
    });
    Some(Node::new("BreadcrumbList").id(id(frame)).each("itemListElement", items))
}

/// The absolute address of a path that already has the site's sub-path.
pub(super) fn absolute_href(site: &Site, href: &str) -> String {
    format!("{}{href}", site.config.url.origin())
}
