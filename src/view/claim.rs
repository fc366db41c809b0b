//! Claims, laid out as the Debunking Handbook has it: the fact, a warning, the myth, why it misleads, the fact again, and
//! what to do (Lewandowsky et al. 2020, doi:10.17910/b7.1182).

use serde::Serialize;
use serde_json::Value;

use crate::config::LanguageId;
use crate::model::DocumentId;
use crate::parse::{Seen, Verdict};
use crate::plan::claim_path;

use super::body::{Filler, Surface};
use super::{
    Alternate, Content, Crumb, DateView, PageView, Piece, Scene, document, frame, handout, share, share_card, site,
};

/// How a claim is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// The only claim of its document, on its page.
    Alone,
    /// One of several, on the page of all.
    Part,
    /// One of several, on its own page.
    Own,
    /// In the text of another document.
    Placed,
}

/// A claim and its correction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ClaimView {
    /// How it is shown.
    pub form: Form,
    /// Whether it is in a feed, where there are neither styles nor icons.
    pub in_feed: bool,
    /// Its id: the name of its part of the page.
    pub id: String,
    /// The fact without markup, for headings.
    pub fact: String,
    /// The fact with its links and sources; printed once, since it names the marks of the sources.
    pub fact_html: String,
    /// The claim, as people say it.
    pub claim: String,
    /// What the evidence says of it.
    pub verdict: VerdictView,
    /// Why people believe it, as HTML.
    pub why_believed: Option<String>,
    /// The error by which it misleads.
    pub fallacy: Option<FallacyView>,
    /// What to do, as HTML.
    pub what_to_do: Option<String>,
    /// Where it was seen.
    pub seen: Vec<SeenView>,
    /// Where the claim alone, or its document, is shown; none on that page itself.
    pub path: Option<String>,
}

/// What the evidence says of a claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct VerdictView {
    /// `false`, `mostly-false`, `misleading`, `mixed`, `mostly-true`, `true`, `unproven` or `outdated`.
    pub word: &'static str,
    /// In the page's language.
    pub label: String,
    /// The warning before the claim.
    pub warning: String,
    /// `wrong`, `open` or `right`: which icon and color go with it.
    pub tone: &'static str,
}

/// An error in reasoning.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FallacyView {
    /// Its name.
    pub name: String,
    /// What it does, where the theme knows it.
    pub text: Option<String>,
}

/// Where a claim was seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SeenView {
    /// The network or place.
    pub place: Option<String>,
    /// When.
    pub date: Option<DateView>,
    /// Address.
    pub url: Option<String>,
}

/// The document that a claim's own page belongs to; `part` in `document.html`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PartView {
    /// Its title.
    pub title: String,
    /// Its path.
    pub path: String,
    /// The number of claims.
    pub claims: usize,
}

/// The page of one claim of a document with several.
pub(super) fn page(scene: Scene<'_>, id: DocumentId, claim: usize) -> PageView<'_> {
    let document = scene.site.document(id);
    let text = &document.parsed.claims[claim];
    let path = claim_path(document, claim);
    let mut frame = frame::of_document(scene, id);
    frame.title.clone_from(&text.fact);
    frame.canonical = scene.absolute(&path);
    frame.path = scene.href(&path);
    if !text.advice.is_empty() {
        frame.description.clone_from(&text.advice);
    }
    frame.share_image = share_card::image(scene, id, Some(claim)).or(frame.share_image);
    frame.alternates = alternates(scene, id, claim);
    frame.breadcrumbs.push(Crumb { title: text.fact.clone(), path: scene.href(&path) });
    let mut filler = Filler::new(scene, document, Surface::Page);
    let view = filler.claim(id, claim, Form::Own);
    let part = PartView {
        title: document.parsed.front.title.clone(),
        path: scene.href(&document.path),
        claims: document.parsed.claims.len(),
    };
    PageView {
        language: document.language,
        template: "document.html",
        frame,
        content: vec![
            ("document", Content::Document(Box::new(document_view(scene, id, claim)))),
            ("part", Content::Part(part)),
        ],
        body: Some(super::BodyView { pieces: vec![Piece::Claim(Box::new(view))] }),
        source: Some(&document.parsed.source.path),
        structured: Vec::new(),
    }
}

/// The document as the page of one of its claims sees it: what is said of the whole stays, the rest is the claim's.
fn document_view(scene: Scene<'_>, id: DocumentId, claim: usize) -> super::DocumentView {
    let document = scene.site.document(id);
    let claims = &document.parsed.claims;
    let crumb = |at: usize| Crumb { title: claims[at].fact.clone(), path: scene.href(&claim_path(document, at)) };
    let mut view = document::view(scene, id);
    view.title.clone_from(&claims[claim].fact);
    view.summary = None;
    view.minutes = 1;
    view.toc = Vec::new();
    view.sources = document::sources(scene, document, claims[claim].citations.clone());
    view.sources.retain(|source| !source.back.is_empty());
    view.newer = claim.checked_sub(1).map(crumb);
    view.older = Some(claim + 1).filter(|next| *next < claims.len()).map(crumb);
    view.related = Vec::new();
    let path = claim_path(document, claim);
    view.share = share::view(scene, document, &path, &view.title);
    view.handout = handout::view(scene, document, &path);
    view
}

/// The same claim in all languages that have a page of it, where there are several.
pub(super) fn alternates(scene: Scene<'_>, id: DocumentId, claim: usize) -> Vec<Alternate> {
    let document = scene.site.document(id);
    let name = &document.parsed.front.claims[claim].id;
    let mut alternates = Vec::new();
    for alternate in &document.translations {
        let other = scene.site.document(*alternate);
        let at = other.parsed.front.claims.iter().position(|claim| claim.id == *name);
        let Some(at) = at.filter(|_| other.state.is_public() && other.parsed.has_claim_pages()) else { continue };
        let tag = &scene.site.languages[other.language].tag;
        let path = claim_path(other, at);
        alternates.push(Alternate {
            name: super::frame::language_name(tag),
            url: scene.absolute(&path),
            path: scene.href(&path),
            current: other.language == document.language,
            language: tag.to_string(),
        });
    }
    if alternates.len() < 2 { Vec::new() } else { alternates }
}

/// A claim in the text of another document; `None` if its own is not public.
pub(super) fn placed(scene: Scene<'_>, id: DocumentId, claim: usize, surface: Surface) -> Option<Value> {
    let document = scene.site.document(id);
    if !document.state.is_public() {
        return None;
    }
    let surface = if surface == Surface::Feed { Surface::Feed } else { Surface::Placed };
    let view = Filler::new(scene, document, surface).claim(id, claim, Form::Placed);
    serde_json::to_value(view).ok()
}

/// A verdict in the words of a language.
pub(super) fn verdict(scene: Scene<'_>, verdict: Verdict, language: LanguageId) -> VerdictView {
    let words = scene.words(language);
    let key = verdict.word().replace('-', "_");
    VerdictView {
        word: verdict.word(),
        label: words.get(&format!("verdict_{key}")).to_owned(),
        warning: words.get(&format!("warning_{key}")).to_owned(),
        tone: match verdict {
            Verdict::False | Verdict::MostlyFalse | Verdict::Misleading | Verdict::Outdated => "wrong",
            Verdict::Mixed | Verdict::Unproven => "open",
            Verdict::MostlyTrue | Verdict::True => "right",
        },
    }
}

/// An error in reasoning: `false-cause`, or `False cause: what it does here`. A name that the theme knows is shown in its
/// words.
fn fallacy(scene: Scene<'_>, written: &str, language: LanguageId) -> FallacyView {
    let words = scene.words(language);
    let (name, own) = written.split_once(": ").map_or((written, None), |(name, text)| (name, Some(text)));
    let sign = |c: char| if c.is_alphanumeric() { c } else { '_' };
    let key = format!("fallacy_{}", name.trim().to_lowercase().chars().map(sign).collect::<String>());
    let known = words.find(&format!("{key}_text"));
    FallacyView {
        name: words.find(&key).unwrap_or(name).trim().to_owned(),
        text: own.or(known).map(|text| text.trim().to_owned()),
    }
}

fn seen(scene: Scene<'_>, seen: &Seen, language: LanguageId) -> SeenView {
    SeenView {
        place: seen.place.clone(),
        date: seen.on.map(|day| DateView::of(day, scene.words(language))),
        url: seen.url.as_ref().map(|url| site::own_or_foreign(scene, url)),
    }
}

impl Filler<'_> {
    /// One claim of the document.
    pub(super) fn claim(&mut self, id: DocumentId, claim: usize, form: Form) -> ClaimView {
        let (scene, document) = (self.scene, self.document);
        let (written, text) = (&document.parsed.front.claims[claim], &document.parsed.claims[claim]);
        let language = document.language;
        let absolute = self.surface == Surface::Feed;
        ClaimView {
            form,
            in_feed: absolute,
            id: written.id.to_string(),
            fact: text.fact.clone(),
            fact_html: self.passage(&text.fact_body),
            claim: written.claim.trim().to_owned(),
            verdict: verdict(scene, written.verdict, language),
            why_believed: text.why_believed.as_ref().map(|text| self.passage(text)),
            fallacy: written.fallacy.as_deref().map(|name| fallacy(scene, name, language)),
            what_to_do: text.what_to_do.as_ref().map(|text| self.passage(text)),
            seen: written.seen.iter().map(|place| seen(scene, place, language)).collect(),
            path: link(scene, id, claim, form, absolute),
        }
    }
}

/// Where a claim leads: to its own page, or to the page of its document.
fn link(scene: Scene<'_>, id: DocumentId, claim: usize, form: Form, absolute: bool) -> Option<String> {
    let document = scene.site.document(id);
    let path = match form {
        Form::Alone | Form::Own => return None,
        Form::Placed if !document.parsed.has_claim_pages() => document.path.clone(),
        Form::Part | Form::Placed => claim_path(document, claim),
    };
    Some(if absolute { scene.absolute(&path) } else { scene.href(&path) })
}
