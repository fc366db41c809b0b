//! Addresses and picture elements.

use std::fmt::Write;

use crate::base::{push_attribute, url_path};
use crate::config::{BaseUrl, Focus};
use crate::image::Variant;
use crate::model::{LinkTarget, MediaId};
use crate::parse::Image;

use super::{PictureView, Scene, ShareImage};

/// Where a picture is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spot {
    /// At the head of a page: loaded at once.
    Head,
    /// In the text.
    Text,
    /// In a row of a list.
    Card,
    /// Above the words, two or three in a row.
    Tile,
    /// A person, small.
    Portrait,
    /// At the head of the home page.
    Hero,
    /// In a feed, where addresses are absolute and one size must do.
    Feed,
}

impl Spot {
    /// Its number among the places of [`MarkTemplate::PICTURE`](crate::theme::MarkTemplate::PICTURE).
    fn place(self) -> usize {
        match self {
            Self::Hero => 0,
            Self::Head => 1,
            Self::Text => 2,
            Self::Card => 3,
            Self::Tile => 4,
            Self::Portrait => 5,
            Self::Feed => 6,
        }
    }
}

fn push_number(out: &mut String, number: u32) {
    let _ = write!(out, "{number}");
}

/// What a picture says beside its pixels.
#[derive(Clone, Copy)]
pub(super) struct Caption<'c> {
    pub(super) alt: &'c str,
    pub(super) title: Option<&'c str>,
    /// What must stay in sight where the theme cuts it.
    pub(super) focus: Focus,
}

impl<'c> Caption<'c> {
    /// The words of a picture that is shown whole.
    pub(super) fn of(alt: &'c str) -> Self {
        Self { alt, title: None, focus: Focus::Center }
    }

    /// The words of a document's picture.
    pub(super) fn of_image(image: Option<&'c Image>) -> Self {
        let focus = image.map_or(Focus::Center, |image| image.focus);
        Self { focus, ..Self::of(image.map_or("", |image| image.alt.as_str())) }
    }
}

/// A path of the site with the site's sub-path, percent-encoded.
pub(super) fn href(base: &BaseUrl, path: &str) -> String {
    format!("{}{}", base.path(), url_path(path))
}

/// The value of an `href`, absolute where `absolute` is set; `None` for a document that is held back.
pub(super) fn target(scene: Scene<'_>, target: &LinkTarget, page: &str, absolute: bool) -> Option<String> {
    let place = |path: &str, tail: &str| {
        let path = if absolute { scene.absolute(path) } else { scene.href(path) };
        format!("{path}{tail}")
    };
    Some(match target {
        LinkTarget::External(url) | LinkTarget::Missing(url) => url.clone(),
        LinkTarget::Part(part) if absolute => format!("{}#{part}", scene.absolute(page)),
        LinkTarget::Part(part) => format!("#{part}"),
        LinkTarget::Document { id, tail } => {
            let document = scene.site.document(*id);
            if !document.state.is_public() {
                return None;
            }
            place(&document.path, tail)
        }
        LinkTarget::Path { path, tail } => place(path, tail),
        LinkTarget::File(id) => place(&medium_path(scene, *id), ""),
    })
}

/// The path of a file or of the widest size of a picture.
pub(super) fn medium_path(scene: Scene<'_>, id: MediaId) -> String {
    let medium = scene.site.medium(id);
    match scene.plan.pictures.get(&id).and_then(|files| files.last()) {
        Some(file) => format!("/media/{}", file.file_name(&medium.stem())),
        None => medium.path(),
    }
}

/// An `<img>` element with all sizes of the picture.
pub(super) fn picture(scene: Scene<'_>, id: MediaId, caption: Caption<'_>, spot: Spot) -> PictureView {
    let Some(files) = scene.plan.pictures.get(&id) else {
        return PictureView { html: String::new(), alt: caption.alt.to_owned(), tile: None };
    };
    let stem = scene.site.medium(id).stem();
    let address = |file: &Variant| {
        let path = format!("/media/{}", file.file_name(&stem));
        if spot == Spot::Feed { scene.absolute(&path) } else { scene.href(&path) }
    };
    let usual = usual_size(files);
    let has_sizes = files.len() > 1 && spot != Spot::Feed;
    let there = [has_sizes, caption.title.is_some(), caption.focus != Focus::Center];
    let mut html = String::with_capacity(512);
    if let Some(form) = scene.theme.marks.picture.form(spot.place(), &there) {
        form.write(&mut html, |value, out| match value {
            0 => out.push_str(&address(usual)),
            1 => push_number(out, usual.width),
            2 => push_number(out, usual.height),
            3 => push_attribute(out, caption.alt),
            4 => {
                for (at, file) in files.iter().enumerate() {
                    let comma = if at > 0 { ", " } else { "" };
                    let _ = write!(out, "{comma}{} {}w", address(file), file.width);
                }
            }
            5 => push_attribute(out, sizes(scene, spot)),
            6 => push_attribute(out, caption.title.unwrap_or_default()),
            _ => out.push_str(caption.focus.word()),
        });
    }
    PictureView { html, alt: caption.alt.to_owned(), tile: None }
}

/// The `sizes` of a picture at a place.
fn sizes(scene: Scene<'_>, spot: Spot) -> &str {
    let shown = &scene.theme.contract.pictures;
    match spot {
        Spot::Card => &shown.list,
        Spot::Tile => &shown.tile,
        Spot::Portrait => &shown.portrait,
        Spot::Head | Spot::Hero => &shown.head,
        Spot::Text | Spot::Feed => &shown.text,
    }
}

/// A picture for link previews: the size next to 1200 pixels, which all networks take.
pub(crate) fn share_image(scene: Scene<'_>, id: MediaId, alt: &str) -> Option<ShareImage> {
    let file = scene.plan.pictures.get(&id)?.iter().rev().find(|file| file.width <= 1200)?;
    let media_type = match file.format.extension() {
        "jpg" => "image/jpeg",
        "png" => "image/png",
        "webp" => "image/webp",
        _ => return None,
    };
    let url = scene.absolute(&format!("/media/{}", file.file_name(&scene.site.medium(id).stem())));
    Some(ShareImage { url, width: file.width, height: file.height, media_type, alt: alt.to_owned() })
}

/// The size for browsers that do not choose: the widest of at most 1200 pixels.
fn usual_size(files: &[Variant]) -> &Variant {
    files.iter().rev().find(|file| file.width <= 1200).unwrap_or(&files[0])
}
