//! Documents: begun, signed off, taken away, given back.

use jiff::Span;
use serde::Deserialize;
use serde_json::json;

use crate::base::{Slug, VPath, slugify};
use crate::parse::{Conflicts, Signature, sign};
use crate::serve::answer::Answer;
use crate::serve::sync::lock;
use crate::source::{Kind, archetype};
use crate::write::{commemoration, fill, mark, named_term, plain, title_of, yaml_string};

use super::{Answered, Asked};

/// The archetype of a post for a health observance.
const COMMEMORATION: &str = "commemoration";

/// Occasions with an archetype of their own.
pub(in crate::serve) const OCCASIONS: [(&str, Kind); 7] = [
    ("quick-correction", Kind::Update),
    ("recall", Kind::Update),
    (COMMEMORATION, Kind::Update),
    ("news-peg", Kind::Update),
    ("expert-comment", Kind::Update),
    ("question-hour", Kind::Event),
    ("contest-rules", Kind::Page),
];

/// What is to be begun.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct New {
    /// The word of a kind, or the name of an occasion.
    kind: String,
    title: String,
    /// The observance that a commemoration is for.
    #[serde(default)]
    observance: Option<String>,
}

/// A file as it was read.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Known {
    file: String,
    base: String,
}

/// Something in the trash.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Discarded {
    name: String,
}

/// A review.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Review {
    file: String,
    base: String,
    by: String,
}

/// Begins a document from the archetype of its kind or occasion, as a draft.
pub(super) fn new(asked: &Asked<'_>, new: &New) -> Answered {
    let occasion = OCCASIONS.into_iter().find(|(name, _)| *name == new.kind);
    let of_kind = Kind::ALL.into_iter().find(|kind| kind.word() == new.kind).map(|kind| (kind.word(), kind));
    let (name, kind) = of_kind.or(occasion).ok_or_else(|| asked.unfit("refused.no_kind"))?;
    let snapshot = asked.shared.snapshot();
    let snapshot = snapshot.as_ref().ok_or_else(|| asked.unfit("refused.no_settings"))?;
    let Some(compiled) = &snapshot.compiled else { return Err(asked.unfit("refused.no_settings")) };
    let term = named_term(&compiled.site.vocabulary, kind, &new.title).and_then(Result::ok);
    let title = match term {
        Some(term) => term.name_in(compiled.site.config.language()).to_owned(),
        None => title_of(kind, new.title.trim()),
    };
    let path = asked.free_path(kind, term.map_or(&title, |term| &term.slug))?;
    let files = snapshot.world.files().value;
    let own = VPath::new(&format!("templates/archetypes/{name}.md"));
    let own = snapshot.world.read(&own, 1024 * 1024).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let now = compiled.site.config.zone.at(asked.writing.now());
    let people = files.iter().filter_map(|file| file.below("content/people")?.strip_suffix(".md"));
    let people: Vec<&str> = people.map(|name| name.strip_suffix("/index").unwrap_or(name)).collect();
    let authors = match people[..] {
        [id] => format!("[{}]", yaml_string(id)),
        _ => "[]".to_owned(),
    };
    let mut words = vec![
        ("title", title),
        ("slug", path.name().trim_end_matches(".md").to_owned()),
        ("date", now.date().to_string()),
        ("time", now.strftime("%H:%M").to_string()),
        ("later", now.date().saturating_add(Span::new().days(30)).to_string()),
        ("authors", authors),
    ];
    if name == COMMEMORATION {
        let id = new.observance.as_deref().unwrap_or_default();
        let filled = commemoration(&compiled.site, id);
        words.extend(filled.map_err(|_| asked.unfit("refused.choose_observance"))?);
    }
    let text = fill(own.as_deref().unwrap_or(archetype(name)), &words);
    asked.create(&path, &text)
}

impl Asked<'_> {
    /// The path of a new document with this title, whose address nothing has yet.
    pub(super) fn free_path(&self, kind: Kind, title: &str) -> Result<VPath, Answer> {
        let made = slugify(title);
        let made =
            if kind == Kind::Person { made.trim_start_matches("dr-").trim_start_matches("prof-") } else { &made };
        let slug =
            Slug::new(made).map_err(|problem| self.unfit_with("refused.no_address", &[("problem", &problem)]))?;
        let base = format!("content/{}/{slug}", kind.folder());
        let forms = [format!("{base}.md"), format!("{base}/index.md")];
        let files = self.shared.snapshot().map(|snapshot| snapshot.world.files().value).unwrap_or_default();
        if files.iter().any(|file| forms.contains(&file.as_str().to_lowercase())) {
            return Err(self.unfit("refused.title_taken"));
        }
        Ok(VPath::new(&forms[0]))
    }

    /// Writes a new document.
    pub(super) fn create(&self, path: &VPath, text: &str) -> Answered {
        let created = self.writing.store.create(path, text.as_bytes());
        created.map_err(|error| self.unfit_with("refused.unwritable", &[("file", path), ("problem", &error)]))?;
        self.written(path);
        Ok(json!({ "file": path.as_str() }))
    }
}

/// Takes a document away, into the trash.
pub(super) fn discard(asked: &Asked<'_>, known: &Known) -> Answered {
    let path = asked.file(&known.file)?;
    if path.below("content").is_none() {
        return Err(asked.unfit("refused.documents_only"));
    }
    let name = asked.writing.store.discard(&path, &known.base, asked.writing.now());
    let name = name.map_err(|problem| asked.refused(&problem, None))?;
    asked.written(&path);
    Ok(json!({ "name": name }))
}

/// Gives a document back out of the trash.
pub(super) fn give_back(asked: &Asked<'_>, discarded: &Discarded) -> Answered {
    let path = asked.writing.store.give_back(&discarded.name);
    let path = path.map_err(|error| asked.unfit_with("refused.not_given_back", &[("problem", &error)]))?;
    asked.written(&path);
    Ok(json!({ "file": path.as_str() }))
}

/// Signs off the text of a document as the disk has it.
pub(super) fn review(asked: &Asked<'_>, review: &Review) -> Answered {
    let path = asked.file(&review.file)?;
    let snapshot = asked.shared.snapshot();
    let compiled = snapshot.as_ref().and_then(|snapshot| snapshot.compiled.as_ref());
    let site = &compiled.ok_or_else(|| asked.unfit("refused.no_settings"))?.site;
    let document = site.documents.iter().find(|document| document.parsed.source.path == path);
    let document = document.ok_or_else(|| asked.unfit("refused.errors_unsigned"))?;
    let sources = site.documents.iter().map(|one| &one.parsed.source);
    if !sources.into_iter().any(|source| source.kind == Kind::Person && source.stem == review.by) {
        return Err(asked.unfit("refused.no_person"));
    }
    if document.parsed.front.authors.contains(&review.by) {
        return Err(asked.unfit("refused.own_author"));
    }
    let old = asked.writing.store.read(&path).map_err(|problem| asked.refused(&problem, None))?;
    if mark(old.as_bytes()) != review.base {
        return Err(asked.unfit("refused.changed_unsigned"));
    }
    let due = document.parsed.front.reviewed.as_ref().and_then(|reviewed| reviewed.due);
    let keep_due = due.is_some_and(|due| due > site.today);
    // The fingerprint is of the text with its own line ends taken as they are read.
    let is_same = document.parsed.front.reviewed.as_ref().is_some_and(|reviewed| reviewed.by == review.by);
    let conflicts = if is_same { Conflicts::Stay } else { Conflicts::Go };
    let signed = sign(&plain(&old), Signature { by: &review.by, on: site.today, keep_due, conflicts });
    let signed = signed.ok_or_else(|| asked.unfit("refused.unsafe_sign"))?;
    let saved = {
        let _one = lock(&asked.writing.saves);
        asked.writing.store.save(&path, &review.base, &signed, asked.writing.now())
    };
    let saved = saved.map_err(|problem| asked.refused(&problem, None))?;
    asked.written(&path);
    Ok(json!({ "text": signed, "mark": saved }))
}
