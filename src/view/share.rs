//! How readers pass a page on: its address, and the addresses of networks that open a new post with it.

use serde::Serialize;

use crate::model::Document;
use crate::plan::may_be_promoted;
use crate::social::{Channels, filled};

use super::Scene;

/// The networks that are offered where the settings name none in use.
const USUAL: [&str; 4] = ["facebook", "x", "bluesky", "linkedin"];

/// A new message in `WhatsApp` (<https://faq.whatsapp.com/5913398998672934>).
const WHATSAPP: &str = "https://wa.me/?text={text}%20{url}";

/// A new email (RFC 6068).
const EMAIL: &str = "mailto:?subject={text}&body={url}";

/// Ways to pass a page on; `document.share` in templates.
#[derive(Clone, Debug, Serialize)]
pub struct ShareView {
    /// Absolute address of the page.
    pub url: String,
    /// What the page says, in a line.
    pub title: String,
    /// Links that open a new post or message.
    pub links: Vec<ShareLinkView>,
}

/// A network or another way to send an address.
#[derive(Clone, Debug, Serialize)]
pub struct ShareLinkView {
    /// Its name.
    pub name: String,
    /// The address that opens a new post, or message.
    pub url: String,
}

/// How a page of a document is passed on; `None` if it should not be.
pub(super) fn view(scene: Scene<'_>, document: &Document, path: &str, title: &str) -> Option<ShareView> {
    if !may_be_promoted(document) {
        return None;
    }
    let url = scene.absolute(path);
    let in_use = &scene.site.config.channels;
    let ids: Vec<&str> = if in_use.is_empty() { USUAL.to_vec() } else { in_use.iter().map(String::as_str).collect() };
    let link = |name: &str, intent: &str| ShareLinkView { name: name.to_owned(), url: filled(intent, title, &url) };
    let channels = ids.into_iter().filter_map(|id| Channels::shared().named(id));
    let mut links: Vec<ShareLinkView> =
        channels.filter_map(|channel| Some(link(&channel.name, channel.intent.as_ref()?))).collect();
    links.push(link("WhatsApp", WHATSAPP));
    links.push(link(scene.words(document.language).get("share_email"), EMAIL));
    Some(ShareView { url, title: title.to_owned(), links })
}
