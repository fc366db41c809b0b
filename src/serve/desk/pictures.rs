//! All pictures: where each is shown, what is missing, and what cannot be shown.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::base::{VPath, url_path};
use crate::image::{Format, MAX_BYTES, strip};
use crate::model::{Argument, DocumentId, Media, MediaId};
use crate::parse::Unshown;
use crate::serve::answer::Answer;
use crate::serve::reserved;

use super::Desk;
use super::frame::{Tab, draw};
use super::words::Words;

/// What the paths of pictures on the desk begin with.
pub(super) const FILES: &str = "pictures/";

#[derive(Serialize)]
struct Pictures<'e> {
    count: usize,
    unused: usize,
    without_alt: usize,
    list: Vec<PictureView<'e>>,
}

#[derive(Serialize)]
struct PictureView<'e> {
    file: &'e str,
    /// Where the desk shows it; `None` for what no page can show.
    source: Option<String>,
    width: u32,
    height: u32,
    /// Why no page shows it.
    trouble: Option<String>,
    uses: Vec<Use<'e>>,
}

/// A place where a picture is shown.
#[derive(Serialize)]
struct Use<'e> {
    title: &'e str,
    desk: String,
    /// Where in the document.
    place: &'static str,
    /// What is said to those who do not see it; `None` if there is no request.
    alt: Option<&'e str>,
}

pub(super) fn page(desk: Desk<'_>) -> Answer {
    let mut uses = uses(desk);
    let site = desk.site();
    let list: Vec<PictureView<'_>> = site
        .media_ids()
        .map(|id| (id, site.medium(id)))
        .filter(|(_, medium)| medium.picture.is_some() || medium.unshown.is_some())
        .map(|(id, medium)| view(desk.words, medium, uses.remove(&id).unwrap_or_default()))
        .collect();
    let lacks = |one: &Use<'_>| one.alt.is_some_and(str::is_empty);
    let view = Pictures {
        count: list.len(),
        unused: list.iter().filter(|picture| picture.uses.is_empty()).count(),
        without_alt: list.iter().flat_map(|picture| &picture.uses).filter(|one| lacks(one)).count(),
        list,
    };
    draw("pictures.html", &desk.frame(desk.words.say("frame.pictures"), Tab::Pictures), &view)
}

fn view<'e>(words: &Words, medium: &'e Media, uses: Vec<Use<'e>>) -> PictureView<'e> {
    let picture = medium.picture.as_ref();
    let trouble = match medium.unshown {
        Some(Unshown::OtherKind(kind)) => Some(words.fill("pictures.other_kind", &[("kind", &kind)])),
        Some(Unshown::Refused) => Some(words.say("pictures.refused").to_owned()),
        None => None,
    };
    let source = picture.map(|_| format!("{}{FILES}{}", reserved::FOLDER, url_path(medium.file.as_str())));
    PictureView {
        file: medium.file.as_str(),
        source,
        width: picture.map_or(0, |picture| picture.width),
        height: picture.map_or(0, |picture| picture.height),
        trouble,
        uses,
    }
}

/// Where each picture is shown, in the order of the documents.
fn uses(desk: Desk<'_>) -> BTreeMap<MediaId, Vec<Use<'_>>> {
    let mut found: BTreeMap<MediaId, Vec<Use<'_>>> = BTreeMap::new();
    for id in desk.site().ids() {
        for (medium, place, alt) in shown(desk, id) {
            let title = desk.document(id).parsed.front.title.as_str();
            found.entry(medium).or_default().push(Use {
                title,
                desk: desk.address(id),
                place: desk.words.say(place),
                alt,
            });
        }
    }
    found
}

/// The pictures of a document: in its text, in its blocks, its main picture, that of its card; the key of the word for each place.
fn shown(desk: Desk<'_>, id: DocumentId) -> Vec<(MediaId, &'static str, Option<&str>)> {
    let document = desk.document(id);
    let front = &document.parsed.front;
    let in_text = document.pictures.iter().zip(&document.parsed.body.outline.pictures);
    let in_text = in_text.filter_map(|(medium, call)| Some(((*medium)?, "uses.text", Some(call.alt.as_str()))));
    let main = document.image.map(|medium| (medium, "uses.main", front.image.as_ref().map(|image| image.alt.as_str())));
    let card = document.card_image.map(|medium| (medium, "uses.card", None));
    let blocks = document.components.iter().flat_map(|component| {
        component.resolved.iter().filter_map(|(_, argument)| match argument {
            Argument::Medium(medium) => {
                Some((*medium, "uses.block", component.arguments.get("alt").and_then(|alt| alt.as_str())))
            }
            _ => None,
        })
    });
    main.into_iter().chain(card).chain(in_text).chain(blocks).collect()
}

/// The bytes of a picture that the site knows, without its metadata.
pub(super) fn file(desk: Desk<'_>, file: &str) -> Answer {
    let missing = || Answer::plain(404, "there is no such picture");
    let site = desk.site();
    let wanted = VPath::new(file);
    let media = site.media_ids().map(|id| site.medium(id));
    let found = media.filter(|medium| medium.file == wanted).find_map(|medium| medium.picture.as_ref());
    let Some(picture) = found else { return missing() };
    let Ok(bytes) = desk.snapshot.world.read(&wanted, MAX_BYTES as u64) else { return missing() };
    let Ok(clean) = strip(&bytes, picture.format) else { return missing() };
    let media = match picture.format {
        Format::Jpeg => "image/jpeg",
        Format::Png => "image/png",
        Format::WebP => "image/webp",
        Format::Gif => "image/gif",
        Format::Svg => "image/svg+xml",
    };
    Answer::of(media, clean)
}
