//! The posts of a document for social networks, ready to be copied.

use serde::Serialize;
use serde_json::{Value, json};

use crate::base::VPath;
use crate::card::Size;
use crate::kit::{Kit, PostOn, Postable};
use crate::model::{DocumentId, Held};
use crate::parse::CardForm;
use crate::serve::snapshot::Snapshot;
use crate::social::{Channels, Counting};

use super::words::Words;
use super::{Desk, days};

/// The posts of a document.
#[derive(Serialize)]
pub(super) struct Posts<'e> {
    /// Why there are none.
    none: Option<&'static str>,
    /// Why they must wait.
    wait: Option<String>,
    /// What the picture shows.
    alt: String,
    list: Vec<PostView<'e>>,
    /// The day on which the limits were looked at.
    checked_on: String,
}

#[derive(Serialize)]
struct PostView<'e> {
    #[serde(flatten)]
    post: PostOn<'e>,
    /// Whether the network would refuse it.
    over: bool,
    /// Whether a browser counts as the network does; else it asks the preview.
    local: bool,
    /// The picture of the network's size.
    card: String,
    /// Lines that the box needs.
    lines: usize,
}

/// The posts of a file's document as they would be sent, and the address of its card, for the form that they are written in.
pub(in crate::serve) fn shared(words: &'static Words, snapshot: &Snapshot, file: &VPath) -> Option<Value> {
    let compiled = snapshot.compiled.as_deref()?;
    let desk = Desk { snapshot, compiled, words, secret: None };
    let id = desk.site().ids().find(|id| desk.document(*id).parsed.source.path == *file)?;
    let card = desk.cards(id).into_iter().next().map(|_| desk.card_address(id, None, &Size::LINK));
    Some(json!({ "posts": desk.posts(id), "card": card }))
}

impl<'e> Desk<'e> {
    pub(super) fn posts(self, id: DocumentId) -> Posts<'e> {
        let kit = Kit { compiled: self.compiled, channels: Channels::shared() };
        let words = self.words;
        let mut posts = Posts {
            none: None,
            wait: None,
            alt: String::new(),
            list: Vec::new(),
            checked_on: Channels::shared().checked_on.to_string(),
        };
        match kit.standing(id) {
            Postable::NoPost => posts.none = Some("posts.no_post"),
            Postable::NoConsent => posts.none = Some("posts.no_consent"),
            Postable::Retracted => posts.none = Some("posts.retracted"),
            Postable::Canceled => posts.none = Some("posts.canceled"),
            Postable::HeldBack(Held::NoConsent) => {
                posts.none = Some("posts.consent_missing");
            }
            Postable::HeldBack(held) => {
                let state = words.say(&format!("states.{}", held.word()));
                posts.wait = Some(words.fill("posts.held_back", &[("state", &state)]));
            }
            Postable::Scheduled(at) => {
                let at = days::instant(words, &self.site().config.zone, at);
                posts.wait = Some(words.fill("posts.not_online", &[("day", &at)]));
            }
            Postable::Public => {}
        }
        if posts.none.is_none() && kit.enabled().is_empty() {
            posts.none = Some("posts.no_channels");
        }
        if posts.none.is_none() {
            let folder = kit.folder(id);
            posts.alt = folder.alt;
            posts.list = folder.posts.into_iter().filter_map(|post| self.post(id, post)).collect();
        }
        posts.none = posts.none.map(|key| words.say(key));
        posts
    }

    fn post(self, id: DocumentId, post: PostOn<'e>) -> Option<PostView<'e>> {
        let channel = Channels::shared().named(post.channel)?;
        let size = Size::named(&channel.picture).unwrap_or(Size::LINK);
        // About 60 signs are in a line of the box.
        let lines = post.text.lines().map(|line| 1 + line.chars().count() / 60).sum::<usize>();
        Some(PostView {
            over: channel.excess(&post.text).is_some(),
            local: channel.counting == Counting::Utf16,
            card: match post.form.and_then(CardForm::named) {
                Some(form) => self.form_address(id, form, &size),
                None => self.card_address(id, None, &size),
            },
            lines: lines.clamp(3, 14),
            post,
        })
    }
}
