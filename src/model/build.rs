//! Puts the site together.

use std::sync::Arc;

use foldhash::{HashMap, HashMapExt as _};
use jiff::Timestamp;
use jiff::civil::Date;
use rayon::prelude::*;

use crate::base::{LanguageTag, VPath};
use crate::config::{Config, LanguageId};
use crate::diag::{Diagnostic, MOST_SUGGESTED, Outcome, Place, codes, nearest};
use crate::image::PictureProblem;
use crate::observance;
use crate::parse::{self, Unshown, Vocabulary};
use crate::reference::Library;
use crate::yaml::Step;

use super::cache::{DocumentPlace, ResolveInputs, SharedData, SiteCache};
use super::components::Finder;
use super::gate::{Held, Shown, State, consent_problem, decide};
use super::link::{From, Index};
use super::myths::Myths;
use super::names::Names;
use super::{
    Document, DocumentId, Media, MediaId, ObservanceId, Observances, Site, Taxonomy, address, citations, components,
    released, series,
};

/// What a site is made of.
#[derive(Debug)]
pub struct Parts {
    /// The settings.
    pub config: Config,
    /// The instant of the build.
    pub now: Timestamp,
    /// Which held-back documents are to be shown.
    pub shown: Shown,
    /// Parsed documents in path order.
    pub documents: Vec<Arc<parse::ParsedDocument>>,
    /// Conditions and topics.
    pub vocabulary: Vocabulary,
    /// The sources that documents share.
    pub library: Arc<Library>,
    /// Terms that pages explain.
    pub glossary: Arc<parse::Glossary>,
    /// Health observances.
    pub observances: observance::ObservanceList,
    /// Files next to documents, in path order.
    pub media: Vec<Media>,
}

/// Resolves every name and link and decides what is public. Documents that `cache` knows and for which nothing changed are
/// taken from there.
#[must_use]
pub fn build(parts: Parts, cache: &mut SiteCache) -> Outcome<Site> {
    let Parts { config, now, shown, documents, vocabulary, library, glossary, observances, media } = parts;
    let today = config.zone.day(now);
    let mut diagnostics = Vec::new();
    let addressed = addresses(documents, &config, &mut diagnostics);
    let paths: Vec<&str> = addressed.iter().map(|addressed| addressed.path.as_str()).collect();
    let by_path: HashMap<String, DocumentId> =
        paths.iter().enumerate().rev().map(|(at, path)| ((*path).to_owned(), DocumentId::new(at))).collect();
    let by_file: HashMap<VPath, DocumentId> = addressed
        .iter()
        .enumerate()
        .map(|(at, addressed)| (addressed.parsed.source.path.clone(), DocumentId::new(at)))
        .collect();
    let media_index: HashMap<VPath, MediaId> =
        media.iter().enumerate().map(|(at, medium)| (medium.file.clone(), MediaId::new(at))).collect();
    let translations = translations(&addressed, &mut diagnostics);
    let parsed: Vec<Arc<parse::ParsedDocument>>;
    let places: Vec<DocumentPlace>;
    (parsed, places) =
        addressed.into_iter().map(|a| (a.parsed, DocumentPlace { path: a.path, language: a.language })).unzip();
    let named = parsed.iter().zip(&places).map(|(document, place)| (&**document, place.language, place.path.as_str()));
    let resolver = Resolver {
        myths: Myths::new(named),
        names: Names::new(&parsed, &vocabulary, &observances),
        index: Index { config: &config, by_path: &by_path, by_file: &by_file, media: &media_index },
        media: &media,
        library: &library,
    };
    let hero = hero(&config, &resolver, &mut diagnostics);
    cache.renew(ResolveInputs::new(
        &config,
        &parsed,
        &places,
        SharedData { vocabulary: &vocabulary, observances: &observances, library: &library, media: &media },
    ));
    let fresh = |(at, (document, place)): (usize, (&Arc<parse::ParsedDocument>, &DocumentPlace))| {
        cache.known(at, document).is_none().then(|| resolver.resolve(document, &place.path))
    };
    let fresh: Vec<Option<Outcome<Resolved>>> = parsed.par_iter().zip(&places).enumerate().map(fresh).collect();
    let mut documents = Vec::with_capacity(parsed.len());
    let mut problems = Vec::new();
    for (at, (((fresh, place), translations), parsed)) in
        fresh.into_iter().zip(places).zip(translations).zip(parsed).enumerate()
    {
        let state = decide(&parsed.front, parsed.source.kind, now, today, shown);
        let known = cache.known(at, &parsed).filter(|_| fresh.is_none());
        if let Some(fresh) = &fresh {
            problems.push((at, fresh.diagnostics.clone()));
        }
        diagnostics.extend_from_slice(fresh.as_ref().map_or_else(|| cache.problems(at), |fresh| &fresh.diagnostics));
        if state == State::HeldBack(Held::NoConsent) {
            diagnostics.extend(consent_gone(&parsed, &place.path, today));
        }
        let lapsed = parsed.front.release().and_then(|release| release.problem(today));
        diagnostics.extend(
            lapsed
                .as_ref()
                .map(|problem| released::gone(problem, parsed.key_place(&[Step::Key("image"), Step::Key("people")]))),
        );
        let source = Arc::clone(&parsed);
        let document = match (known, fresh) {
            (Some(known), _) if known.state == state && known.translations == translations => known.clone(),
            (Some(known), _) => Arc::new(Document { state, translations, ..(**known).clone() }),
            (None, Some(fresh)) => Arc::new(fresh.value.document(parsed, place, state, translations)),
            (None, None) => unreachable!("what is not known was resolved"),
        };
        let has_to_go = lapsed.is_some() && document.image.is_some();
        let document = if has_to_go { Arc::new(Document { image: None, ..(*document).clone() }) } else { document };
        documents.push(without_lapsed(document, &source, today, &mut diagnostics));
    }
    cache.keep(&documents, problems);
    let languages = series::languages(&config, now, &documents);
    let observances = Observances::new(observances, &vocabulary, &config.practice.specialties);
    let site = Site {
        config,
        now,
        today,
        vocabulary,
        library,
        glossary,
        observances,
        documents,
        media,
        hero,
        languages,
        by_path,
    };
    Outcome { value: site, diagnostics }
}

/// The picture of the home page: a file of `static/`.
fn hero(config: &Config, resolver: &Resolver<'_>, sink: &mut Vec<Diagnostic>) -> Option<MediaId> {
    let image = config.hero.image.as_ref()?;
    let written = format!("/{}", image.src.trim_start_matches('/'));
    let settings = Config::path();
    resolver.picture(&written, &settings, || Place::file(&settings), sink)
}

struct Addressed {
    parsed: Arc<parse::ParsedDocument>,
    path: String,
    language: LanguageId,
}

fn addresses(
    documents: Vec<Arc<parse::ParsedDocument>>,
    config: &Config,
    sink: &mut Vec<Diagnostic>,
) -> Vec<Addressed> {
    let address = |parsed: Arc<parse::ParsedDocument>| {
        let tag = parsed
            .front
            .language
            .as_deref()
            .or(parsed.source.language.as_deref())
            .unwrap_or(config.language().as_str());
        let Some(language) = config.languages.find(tag) else {
            return Err(parsed.front.language.is_some().then(|| unknown_language(&parsed, tag, config)));
        };
        let path = address::document_path(&parsed, language, config).map_err(Some)?;
        Ok(Addressed { parsed, path, language })
    };
    let all: Vec<Result<Addressed, Option<Diagnostic>>> = documents.into_par_iter().map(address).collect();
    all.into_iter().filter_map(|one| one.map_err(|problem| sink.extend(problem)).ok()).collect()
}

fn unknown_language(document: &parse::ParsedDocument, tag: &str, config: &Config) -> Diagnostic {
    Diagnostic::new(&codes::UNKNOWN_LANGUAGE, format!("the site has no language `{tag}`"))
        .at(document.place(&[Step::Key("lang")]))
        .did_you_mean(tag, config.languages.iter().map(LanguageTag::as_str))
        .help("the site's languages are in `bedside.yaml` under `language` and `languages`")
}

/// A consent that once was good: an unattended build must take the story off, not stop.
fn consent_gone(document: &parse::ParsedDocument, path: &str, today: Date) -> Option<Diagnostic> {
    let problem = consent_problem(document.front.consent.as_ref()?, today)?;
    let message = format!("the consent for this story {problem}: the story is no longer on the site");
    let mut diagnostic = Diagnostic::new(&codes::NO_CONSENT, message);
    diagnostic.severity = crate::diag::Severity::Warning;
    let gone = format!("this build removes `{path}`, its pictures, its card and its entries in lists and feeds");
    let diagnostic = diagnostic.at(document.key_place(&[Step::Key("consent")])).help(gone);
    let diagnostic = diagnostic.help("also take down any social posts and printed copies");
    Some(diagnostic.help("renew the consent, or delete the story"))
}

/// The document without the pictures in its blocks whose release has ended.
fn without_lapsed(
    document: Arc<Document>,
    parsed: &parse::ParsedDocument,
    today: Date,
    sink: &mut Vec<Diagnostic>,
) -> Arc<Document> {
    let lapsed: Vec<_> = document.components.iter().map(|component| component.lapsed(today)).collect();
    if lapsed.iter().all(Vec::is_empty) {
        return document;
    }
    let mut left = (*document).clone();
    for ((component, lapsed), call) in left.components.iter_mut().zip(lapsed).zip(&parsed.body.outline.components) {
        let place = || Place::at(&parsed.source.path, call.range.clone());
        sink.extend(lapsed.iter().map(|(_, problem)| released::gone(problem, place())));
        component.gone = lapsed.into_iter().map(|(item, _)| item).collect();
    }
    Arc::new(left)
}

/// For each document, its versions in all languages in the order of the settings; one per language counts.
fn translations(documents: &[Addressed], sink: &mut Vec<Diagnostic>) -> Vec<Vec<DocumentId>> {
    let mut groups: HashMap<&str, Vec<DocumentId>> = HashMap::with_capacity(documents.len());
    for (at, document) in documents.iter().enumerate() {
        let group = groups.entry(document.parsed.source.original.as_str()).or_default();
        let twin = group.iter().find(|other| documents[other.index()].language == document.language);
        if let Some(twin) = twin {
            let first = &documents[twin.index()].parsed.source.path;
            let message = "this document exists twice in the same language";
            let diagnostic = Diagnostic::new(&codes::SAME_ADDRESS, message)
                .at(Place::file(&document.parsed.source.path))
                .note("the other one", Place::file(first))
                .help("rename one of them, or remove it");
            sink.push(diagnostic);
        } else {
            group.push(DocumentId::new(at));
        }
    }
    let sorted = |document: &Addressed| {
        let mut group = groups.get(document.parsed.source.original.as_str()).cloned().unwrap_or_default();
        group.sort_by_key(|id| documents[id.index()].language);
        group
    };
    documents.iter().map(sorted).collect()
}

struct Resolver<'r> {
    names: Names<'r>,
    index: Index<'r>,
    myths: Myths<'r>,
    media: &'r [Media],
    library: &'r Library,
}

/// What is looked up for one document, before its state is decided.
struct Resolved {
    authors: Vec<DocumentId>,
    reviewer: Option<DocumentId>,
    terms: [Vec<super::TermId>; 3],
    observances: Vec<ObservanceId>,
    explains: Option<super::TermId>,
    links: Vec<super::LinkTarget>,
    pictures: Vec<Option<MediaId>>,
    components: Vec<super::Component>,
    image: Option<MediaId>,
    card_image: Option<MediaId>,
    call_to_action: Option<super::LinkTarget>,
    citations: super::Citations,
}

impl Resolver<'_> {
    fn resolve(&self, document: &parse::ParsedDocument, path: &str) -> Outcome<Resolved> {
        let mut sink = Vec::new();
        let file = &document.source.path;
        let from = From { file, path };
        let outline = &document.body.outline;
        let finder = Finder { index: &self.index, names: &self.names, myths: &self.myths };
        let call_to_action = document.front.call_to_action.as_ref().map(|call| self.index.target(&call.url, from));
        self.names.speaker(document, &mut sink);
        let value = Resolved {
            authors: self.names.authors(document, &mut sink),
            reviewer: self.names.reviewer(document, &mut sink),
            terms: Taxonomy::ALL.map(|taxonomy| self.names.terms(document, taxonomy, &mut sink)),
            observances: self.names.observances(document, &mut sink),
            explains: self.names.explained(document, &mut sink),
            links: outline.links.iter().map(|link| self.index.target(&link.target, from)).collect(),
            pictures: outline
                .pictures
                .iter()
                .map(|call| self.picture(&call.source, file, || Place::at(file, call.range.clone()), &mut sink))
                .collect(),
            components: components::read(document, from, &finder, &mut sink),
            image: document.front.image.as_ref().and_then(|image| {
                self.picture(&image.src, file, || document.place(&[Step::Key("image"), Step::Key("src")]), &mut sink)
            }),
            card_image: self.card_image(document, &mut sink),
            call_to_action,
            citations: citations::number(document, self.library, &mut sink),
        };
        Outcome { value, diagnostics: sink }
    }

    /// The picture of the share card: a photo, since a card shows it in its own pixels.
    fn card_image(&self, document: &parse::ParsedDocument, sink: &mut Vec<Diagnostic>) -> Option<MediaId> {
        let written = document.front.card.image.as_ref()?;
        let place = || document.place(&[Step::Key("card"), Step::Key("image")]);
        let found = self.picture(written, &document.source.path, place, sink)?;
        if self.media[found.index()].has_pixels() {
            return Some(found);
        }
        let message = format!("`{written}` cannot be shown on a share card");
        sink.push(
            Diagnostic::new(&codes::BAD_PICTURE, message).at(place()).help("use a picture in JPEG, PNG or WebP format"),
        );
        None
    }

    fn picture(
        &self,
        written: &str,
        file: &VPath,
        place: impl Fn() -> Place,
        sink: &mut Vec<Diagnostic>,
    ) -> Option<MediaId> {
        let medium = self.index.medium(written, file);
        if let Some(found) = medium.filter(|id| self.media[id.index()].picture.is_some()) {
            return Some(found);
        }
        if let Some(found) = medium {
            sink.extend(not_shown(&self.media[found.index()], written).map(|diagnostic| diagnostic.at(place())));
            return None;
        }
        // Names are compared without their folders, which would drown the difference.
        let known = || self.media.iter().filter(|medium| medium.picture.is_some()).map(|medium| medium.file.as_str());
        let is_asked = sink.len() < MOST_SUGGESTED;
        let near = if is_asked { nearest(last_part(written), known().map(last_part)) } else { None };
        let near = near.and_then(|near| known().find(|path| last_part(path) == near));
        let diagnostic =
            Diagnostic::new(&codes::MISSING_PICTURE, format!("there is no picture `{written}`")).at(place());
        let mut diagnostic =
            diagnostic.help("put pictures next to the document, or in `static/` where the name starts with `/`");
        // A picture of `static/` is written as its address.
        let address = |path: &str| path.strip_prefix("static").map_or_else(|| path.to_owned(), str::to_owned);
        diagnostic.help.extend(near.map(|path| format!("did you mean `{}`?", address(path))));
        sink.push(diagnostic);
        None
    }
}

/// The name of a file without its folders.
fn last_part(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// What is said of a file that is there and cannot be shown as a picture; nothing if it was said at the file.
fn not_shown(medium: &Media, written: &str) -> Option<Diagnostic> {
    let (message, help) = match medium.unshown {
        Some(Unshown::Refused) => return None,
        Some(Unshown::OtherKind(kind)) => {
            let problem = PictureProblem::OtherType(kind);
            (format!("`{written}` cannot be shown: {problem}"), problem.help())
        }
        None => {
            let message = format!("`{written}` exists, but it is not a picture");
            (message, "use a JPEG, PNG, WebP, GIF or SVG file".to_owned())
        }
    };
    Some(Diagnostic::new(&codes::BAD_PICTURE, message).help(help))
}

impl Resolved {
    fn document(
        self,
        parsed: Arc<parse::ParsedDocument>,
        place: DocumentPlace,
        state: State,
        translations: Vec<DocumentId>,
    ) -> Document {
        let [conditions, topics, services] = self.terms;
        Document {
            parsed,
            language: place.language,
            path: place.path,
            state,
            authors: self.authors,
            reviewer: self.reviewer,
            conditions,
            topics,
            services,
            observances: self.observances,
            translations,
            links: self.links,
            pictures: self.pictures,
            components: self.components,
            image: self.image,
            card_image: self.card_image,
            call_to_action: self.call_to_action,
            explains: self.explains,
            citations: self.citations,
        }
    }
}
