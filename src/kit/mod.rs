//! The social kit: what staff needs to take a document to the networks.
//!
//! In: a compiled project and the requested documents. Out: for each document a folder with its posts, as text to copy
//! from and as data, and tables for schedulers. Invariants: nothing here is part of the site; a story whose consent
//! does not cover social networks has no kit; a table starts no formula in a spreadsheet.

mod choice;
mod correction;
mod csv;
mod folder;
mod links;
mod markdown;
mod profile;
mod write;

use std::collections::BTreeSet;

use crate::base::OutputPath;
use crate::card::Size;
use crate::compile::{CardInputs, Compiled};
use crate::diag::Outcome;
use crate::model::{DocumentId, Held, State};
use crate::parse::{CardForm, ConsentScope, EventStatus};
use crate::social::{Channel, Channels};

pub use choice::{Choice, choose, reason};
pub use folder::{FormCard, KitFolder, PictureFile, PostOn};

/// What a kit is made of.
#[derive(Clone, Copy)]
pub struct Kit<'k> {
    /// The compiled project.
    pub compiled: &'k Compiled<'k>,
    /// The networks and their limits.
    pub channels: &'k Channels,
}

impl<'k> Kit<'k> {
    /// The networks that the practice uses.
    #[must_use]
    pub fn enabled(self) -> Vec<&'k Channel> {
        self.compiled.site.config.channels.iter().filter_map(|id| self.channels.named(id)).collect()
    }

    /// The folder of a document.
    #[must_use]
    pub fn folder(self, id: DocumentId) -> KitFolder<'k> {
        KitFolder::of(self, id)
    }

    /// The path of a document's picture at a size, and what determines its bytes.
    #[must_use]
    pub fn picture(self, folder: &KitFolder<'_>, size: &Size) -> Option<(OutputPath, CardInputs)> {
        let path = OutputPath::new(&format!("{}/{}", folder.path(), folder.picture(size)));
        Some((path, self.compiled.card_inputs_at(folder.id, None, size)?))
    }

    /// The picture of a document, laid out for a size, as JPEG where it has a photo and else as PNG.
    #[must_use]
    pub fn draw(self, folder: &KitFolder<'_>, size: &Size) -> Outcome<Option<Vec<u8>>> {
        self.compiled.card(folder.id, None, size)
    }

    /// The path of a document's additional picture at a size, and what determines its bytes.
    #[must_use]
    pub fn form_picture(self, folder: &KitFolder<'_>, form: CardForm, size: &Size) -> Option<(OutputPath, CardInputs)> {
        let path = OutputPath::new(&format!("{}/{}", folder.path(), folder::form_file(form, size.name)));
        Some((path, self.compiled.form_inputs(folder.id, form, size)?))
    }

    /// A further picture of a document, as PNG.
    #[must_use]
    pub fn draw_form(self, folder: &KitFolder<'_>, form: CardForm, size: &Size) -> Outcome<Option<Vec<u8>>> {
        self.compiled.form_card(folder.id, form, size)
    }

    /// The sizes of further pictures: those that the practice's networks ask for, and those of link previews and squares.
    #[must_use]
    pub fn form_sizes(self) -> Vec<&'static Size> {
        let enabled = self.enabled();
        let is_asked = |size: &&Size| {
            matches!(size.name, "link" | "square") || enabled.iter().any(|channel| channel.picture == size.name)
        };
        Size::ALL.iter().filter(is_asked).collect()
    }

    /// The tables for schedulers, for these documents.
    #[must_use]
    pub fn tables(self, folders: &[KitFolder<'_>]) -> Vec<(OutputPath, String)> {
        let links = links::links(folders);
        csv::tables(self, folders).into_iter().chain(links).collect()
    }

    /// The paths of the folders that documents may have in addition to those of `written`.
    #[must_use]
    pub fn folder_paths(self, written: &[KitFolder<'_>]) -> BTreeSet<&'k str> {
        let site = &self.compiled.site;
        let all = site.ids().filter(|id| self.covers(*id)).map(|id| folder::path(site.document(id)));
        let mut paths: BTreeSet<&str> = all.collect();
        for folder in written {
            paths.remove(folder.path());
        }
        paths
    }

    /// Whether a document may currently have a folder in the kit.
    #[must_use]
    pub fn covers(self, id: DocumentId) -> bool {
        matches!(self.standing(id), Postable::Public | Postable::Scheduled(_))
    }

    /// Whether a document may have a kit at all, and whether everyone may see it already.
    #[must_use]
    pub fn standing(self, id: DocumentId) -> Postable {
        let document = self.compiled.site.document(id);
        if !document.parsed.source.kind.is_post() {
            return Postable::NoPost;
        }
        let front = &document.parsed.front;
        if !front.consent_covers(ConsentScope::Social) {
            return Postable::NoConsent;
        }
        if front.is_retracted() {
            return Postable::Retracted;
        }
        if front.event.as_ref().is_some_and(|event| event.status == EventStatus::Canceled) {
            return Postable::Canceled;
        }
        match document.state {
            State::Public => Postable::Public,
            State::HeldBack(Held::Scheduled(at)) | State::Marked(Held::Scheduled(at)) => Postable::Scheduled(at),
            State::HeldBack(held) | State::Marked(held) => Postable::HeldBack(held),
        }
    }
}

/// Whether and when a document may be posted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Postable {
    /// Its page can be linked to.
    Public,
    /// Its page will be there from this instant on.
    Scheduled(jiff::Timestamp),
    /// Nobody may see it.
    HeldBack(Held),
    /// The patient did not agree to social networks.
    NoConsent,
    /// It is withdrawn.
    Retracted,
    /// An event that does not take place.
    Canceled,
    /// A page or a person: nothing to announce.
    NoPost,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_network_has_a_picture_of_a_size_that_there_is() {
        for channel in Channels::shared().iter() {
            assert!(Size::named(&channel.picture).is_some(), "{}: {}", channel.id, channel.picture);
        }
    }
}
