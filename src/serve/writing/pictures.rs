//! Pictures: cleaned of place and camera before they touch the disk, and put into the document's folder.

use serde_json::json;

use crate::base::{Slug, VPath, slugify};
use crate::image::{Format, Picture, PictureProblem, Treatment, probe, render, strip, variants};
use crate::serve::answer::Answer;
use crate::serve::request;

use super::{Answered, Asked};

/// Media types that may be sent. What a picture is, its bytes decide; those of phones and cameras that no page can show are
/// taken in to be told by name.
pub(super) const TYPES: [&str; 9] = [
    "image/jpeg",
    "image/png",
    "image/webp",
    "image/gif",
    "image/heic",
    "image/heif",
    "image/avif",
    "image/tiff",
    "image/svg+xml",
];

/// The least width that a picture keeps, in pixels: cards for networks are no wider.
const LEAST_WIDTH: u32 = 1920;

/// The quality of a photo that is made smaller. Pages store it once more, so it is high.
const QUALITY: u8 = 92;

/// Names that are tried where others are taken.
const TRIES: usize = 100;

/// Takes a picture for the document `file`, whose own name is `name`.
pub(super) fn take(asked: &Asked<'_>) -> Answered {
    let value = |key| request::value(&asked.request.query, key).unwrap_or_default();
    let document = asked.file(&value("file"))?;
    let in_content = document.below("content").is_some();
    let (folder, stem) =
        document.as_str().rsplit_once('/').filter(|_| in_content).ok_or_else(|| asked.unfit("refused.no_document"))?;
    let bytes = &asked.request.body;
    let told = |problem: PictureProblem| Answer::plain(422, &format!("{problem}; {}", problem.help()));
    let picture = probe(bytes).map_err(told)?;
    if picture.format == Format::Svg {
        return Err(asked.unfit("refused.drawing"));
    }
    let widest = asked.shared.snapshot().and_then(|snapshot| {
        snapshot.compiled.as_ref().and_then(|compiled| compiled.site.config.images.sizes.iter().max().copied())
    });
    let clean = fitting(bytes, &picture, widest.unwrap_or(LEAST_WIDTH).max(LEAST_WIDTH));
    let clean = clean.map_err(told)?;
    let name = value("name");
    let name = slugify(name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem));
    let name = Slug::new(&name).map_or_else(|_| "picture".to_owned(), |slug| slug.to_string());
    // Documents that share a folder keep their pictures apart by name.
    let name = if stem == "index.md" { name } else { format!("{}-{name}", stem.trim_end_matches(".md")) };
    let extension = picture.format.extension();
    let files = asked.shared.snapshot().map(|snapshot| snapshot.world.files().value).unwrap_or_default();
    for number in 1..=TRIES {
        let file = if number == 1 { format!("{name}.{extension}") } else { format!("{name}-{number}.{extension}") };
        let path = VPath::new(&format!("{folder}/{file}"));
        if files.iter().any(|known| known.as_str().eq_ignore_ascii_case(path.as_str())) {
            continue;
        }
        match asked.writing.store.create(&path, &clean) {
            Ok(()) => {
                asked.written(&path);
                return Ok(json!({
                    "src": file,
                    "bytes": clean.len(),
                    "sent": bytes.len(),
                    "width": picture.width,
                    "height": picture.height,
                }));
            }
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(asked.unfit_with("refused.picture_unwritable", &[("problem", &error)])),
        }
    }
    Err(asked.unfit("refused.too_many_pictures"))
}

/// The picture without its place and camera; turned upright and made smaller where no page needs its pixels.
fn fitting(bytes: &[u8], picture: &Picture, widest: u32) -> Result<Vec<u8>, PictureProblem> {
    let clean = strip(bytes, picture.format)?;
    let is_photo = picture.treatment == Treatment::Photo && picture.format == Format::Jpeg;
    if picture.width <= widest || !is_photo {
        return Ok(clean);
    }
    let smaller = variants(picture, &[widest], QUALITY);
    let made = render(bytes, picture, &smaller, QUALITY)?.into_iter().next();
    Ok(made.filter(|made| made.len() < clean.len()).unwrap_or(clean))
}
