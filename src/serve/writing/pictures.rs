//! Pictures: cleaned of place and camera before they touch the disk, and put into the document's folder.

use serde_json::json;

use crate::base::{Slug, VPath, slugify};
use crate::image::{Format, other_kind, probe, strip};
use crate::serve::answer::Answer;
use crate::serve::request;

use super::{Answered, Asked};

/// Media types that may be sent. What a picture is, its bytes decide.
pub(super) const TYPES: [&str; 4] = ["image/jpeg", "image/png", "image/webp", "image/gif"];

/// Names that are tried where others are taken.
const TRIES: usize = 100;

/// Takes a picture for the document `file`, whose own name is `name`.
pub(super) fn take(asked: &Asked<'_>) -> Answered {
    let unfit = |text: &str| Answer::plain(422, text);
    let value = |key| request::value(&asked.request.query, key).unwrap_or_default();
    let document = asked.file(&value("file"))?;
    let in_content = document.below("content").is_some();
    let (folder, stem) = document
        .as_str()
        .rsplit_once('/')
        .filter(|_| in_content)
        .ok_or_else(|| unfit("a picture belongs to a document"))?;
    let bytes = &asked.request.body;
    let picture = probe(bytes).map_err(|problem| match other_kind(bytes) {
        Some(kind) => unfit(&format!("this is {kind}; save it as JPEG or PNG, and choose it again")),
        None => unfit(&problem.to_string()),
    })?;
    if picture.format == Format::Svg {
        return Err(unfit("a drawing (SVG) is put into the folder by hand: it may hold more than a picture"));
    }
    let clean = strip(bytes, picture.format).map_err(|problem| unfit(&problem.to_string()))?;
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
                return Ok(json!({ "src": file, "bytes": clean.len(), "sent": bytes.len() }));
            }
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(unfit(&format!("the picture cannot be written: {error}"))),
        }
    }
    Err(unfit("there are too many pictures of this name"))
}
