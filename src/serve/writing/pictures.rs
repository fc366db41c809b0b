//! Pictures: cleaned of place and camera before they touch the disk, and put into the document's folder, which a single file gets
//! with its first picture.

use percent_encoding::percent_decode;
use serde_json::json;

use crate::base::{Slug, VPath, slugify};
use crate::image::{Format, MAX_BYTES, Picture, PictureProblem, Treatment, probe, render, strip, variants};
use crate::serve::answer::Answer;
use crate::serve::request;
use crate::serve::sync::lock;
use crate::world::BASELINE;
use crate::write::enfolded;

use super::{Answered, Asked};

/// Media types that may be sent. A picture's bytes determine its type; formats of phones and cameras that no page can
/// show are accepted, so that they can be reported by name.
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
    if !in_content {
        return Err(asked.unfit("refused.no_document"));
    }
    let bytes = &asked.request.body;
    let told = |problem: PictureProblem| in_english(&format!("{problem}; {}", problem.help()));
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
    let own = {
        let _one = lock(&asked.writing.saves);
        may_move(asked, &document).and_then(|()| asked.writing.store.enfold(&document, &value("base")).ok())
    };
    let now = own.as_ref().unwrap_or(&document);
    let (folder, stem) = now.as_str().rsplit_once('/').unwrap_or_default();
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
                match &own {
                    Some(own) => asked.moved((&document, own), &path),
                    None => _ = asked.written(&path),
                }
                return Ok(json!({
                    "src": file,
                    "file": own.map(|own| own.to_string()),
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

/// A refusal in the words of the program, which are English on every desk.
fn in_english(problem: &str) -> Answer {
    let body = json!({ "problem": problem, "lang": "en" });
    Answer::of("application/json", body.to_string().into_bytes()).status(422)
}

/// Whether a single-file document may get its own folder, for it and its pictures.
///
/// Not where a name would lead elsewhere from there: its text names files next to it, its translations are found by its
/// name, known findings of the project are listed under it, or the folder is one of other documents.
fn may_move(asked: &Asked<'_>, document: &VPath) -> Option<()> {
    let own = enfolded(document)?;
    let snapshot = asked.shared.snapshot()?;
    let site = &snapshot.compiled.as_ref()?.site;
    let (folder, name) = document.as_str().rsplit_once('/')?;
    let stem = name.strip_suffix(".md")?;
    if site.languages.iter().any(|language| stem.ends_with(&format!(".{}", language.tag))) {
        return None;
    }
    let inside = own.as_str().strip_suffix("/index.md")?.to_lowercase();
    let files = snapshot.world.files().value;
    let mut named = vec!["./".to_owned()];
    for file in &files {
        let (lower, is_text) = (file.as_str().to_lowercase(), file.extension() == "md");
        let is_translation = lower.strip_prefix(&inside).is_some_and(|rest| rest.starts_with('.')) && file != document;
        if is_text && (is_translation || lower.strip_prefix(&inside).is_some_and(|rest| rest.starts_with('/'))) {
            return None;
        }
        match file.below(folder).map(|below| (below, below.split_once('/'))) {
            Some((_, Some((other, _)))) => named.push(format!("{other}/")),
            Some((below, None)) if !is_text => named.push(below.to_owned()),
            _ => {}
        }
    }
    let read = |path: &VPath| snapshot.world.read(path, MAX_BYTES as u64).ok();
    let known = read(&VPath::new(BASELINE)).unwrap_or_default();
    let saved = asked.writing.store.read(document).ok()?;
    let texts = [saved.into_bytes(), read(document)?];
    let plain = |text: &[u8]| percent_decode(text).decode_utf8_lossy().into_owned();
    let is_named = |text: &str| named.iter().any(|name| names(text, name));
    let is_free = !plain(&known).contains(document.as_str()) && !texts.iter().any(|text| is_named(&plain(text)));
    is_free.then_some(())
}

/// Whether a text has a name that is not the end of a longer one, such as that of an address.
fn names(text: &str, name: &str) -> bool {
    let goes_on = |before: char| before.is_alphanumeric() || matches!(before, '/' | '-' | '_');
    text.match_indices(name).any(|(at, _)| !text[..at].ends_with(goes_on))
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
