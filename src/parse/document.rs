//! One document: read, part, type, compile.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use crate::base::Zone;
use crate::config::{Config, RawHtml};
use crate::diag::{Diagnostic, Outcome, Place, codes};
use crate::source::{DocumentSource, SourceSet};
use crate::world::{ReadProblem, TextProblem, World, read_text};
use crate::yaml::{Places, Step, Yaml};

use super::cache::DocumentCache;
use super::claims::{self, ClaimText};
use super::fingerprint;
use super::front::{self, FrontMatter, Split};
use crate::grade::{Counts, Language, count};
use crate::markdown::{self, BlockKind, Body, MarkdownInput, Outline};

/// Largest document, in bytes.
const LARGEST: u64 = 10 * 1024 * 1024;

/// A document above this size, in bytes, gets a warning.
const LARGE: usize = 1024 * 1024;

/// Largest front matter, in bytes.
const LARGEST_FRONT: usize = 64 * 1024;

/// A document whose text is understood and whose names are not yet looked up.
#[derive(Clone, Debug)]
pub struct ParsedDocument {
    /// The file.
    pub source: DocumentSource,
    /// The front matter.
    pub front: FrontMatter,
    /// The compiled Markdown.
    pub body: Body,
    /// The compiled texts of the front matter's claims, in its order.
    pub claims: Vec<ClaimText>,
    /// Whether the text is another than the one that was reviewed.
    pub edited_since_review: bool,
    yaml: Box<str>,
    yaml_start: usize,
    /// The tree of the front matter, made when the first position in it is needed.
    places: Arc<Places>,
}

impl ParsedDocument {
    /// Whether each claim has its own page in addition to its section of this one.
    #[must_use]
    pub fn has_claim_pages(&self) -> bool {
        self.claims.len() > 1
    }

    /// What a patient reads from top to end in this language: sentences, words, syllables of the text and of what claims say.
    #[must_use]
    pub fn counts(&self, language: Language) -> Counts {
        use BlockKind::{Callout, Emergency, Item, Paragraph, Quotation};
        let mut sum = Counts::default();
        let claims = self.claims.iter().flat_map(|claim| {
            [Some(&claim.fact_body), claim.why_believed.as_ref(), claim.what_to_do.as_ref()].into_iter().flatten()
        });
        claims
            .flat_map(|body| body.outline.prose.passages())
            .for_each(|passage| sum.add(&count(passage.text, language)));
        for passage in self.body.outline.prose.passages() {
            let is_running = matches!(passage.block, Paragraph | Item | Callout | Emergency | Quotation);
            if is_running && passage.language.is_none_or(|own| Language::of(own) == language) {
                sum.add(&count(passage.text, language));
            }
        }
        sum
    }

    /// The place of a value of the front matter.
    #[must_use]
    pub fn place(&self, path: &[Step<'_>]) -> Place {
        self.places.place(&self.yaml(), path)
    }

    /// The place of a key of the front matter.
    #[must_use]
    pub fn key_place(&self, path: &[Step<'_>]) -> Place {
        self.places.key_place(&self.yaml(), path)
    }

    /// The front matter as written.
    #[must_use]
    pub fn yaml(&self) -> Yaml<'_> {
        Yaml { file: &self.source.path, text: &self.yaml, start: self.yaml_start }
    }
}

/// Parses all documents in parallel; values and diagnostics come in path order. What `cache` holds of files that did not
/// change since is taken from there, and a document that can no longer be understood is taken as it last was.
#[must_use]
pub fn documents(
    world: &dyn World,
    sources: &SourceSet,
    config: &Config,
    parts: &[String],
    cache: &mut DocumentCache,
) -> Outcome<Vec<Arc<ParsedDocument>>> {
    let context = Context {
        zone: config.zone.clone(),
        raw_html: config.raw_html,
        language: config.language().to_string(),
        components: sources.component_names(),
        parts: parts.to_vec(),
    };
    let parser = Parser { world, context: &context };
    cache.documents(world, &sources.documents, &context, |source| {
        parser.guarded(source).map(|document| document.map(Arc::new))
    })
}

/// Everything except its own text that a parsed document depends on.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Context {
    zone: Zone,
    raw_html: RawHtml,
    language: String,
    components: BTreeSet<String>,
    /// `id`s of the parts that the theme puts around the text.
    parts: Vec<String>,
}

struct Parser<'p> {
    world: &'p dyn World,
    context: &'p Context,
}

impl Parser<'_> {
    /// Parses one document; a panic of a library becomes a diagnostic that names it.
    fn guarded(&self, source: &DocumentSource) -> Outcome<Option<ParsedDocument>> {
        catch_unwind(AssertUnwindSafe(|| self.document(source))).unwrap_or_else(|_| {
            let diagnostic = Diagnostic::new(&codes::PAGE_FAILED, "this document could not be processed")
                .at(Place::file(&source.path))
                .help("this is a bug in Bedside: please report it, with the document; until then, remove its latest change");
            Outcome { value: None, diagnostics: vec![diagnostic] }
        })
    }

    fn document(&self, source: &DocumentSource) -> Outcome<Option<ParsedDocument>> {
        let path = &source.path;
        let failed = |diagnostic: Diagnostic| Outcome { value: None, diagnostics: vec![diagnostic] };
        let text = match read_text(self.world, path, LARGEST) {
            Ok(text) => text,
            Err(problem) => return failed(unreadable(source, &problem)),
        };
        let (front, body) = match front::split(&text) {
            Split::Parts { front, body } => (front, body),
            Split::Missing => return failed(no_front_matter(source)),
            Split::Open => return failed(open_front_matter(source)),
        };
        if front.len() > LARGEST_FRONT {
            let message = format!("the front matter is larger than {} KiB", LARGEST_FRONT / 1024);
            let help = "move long text below the second `---` line";
            return failed(Diagnostic::new(&codes::FILE_TOO_LARGE, message).at(Place::at(path, front)).help(help));
        }
        let mut diagnostics = Vec::new();
        if text.len() > LARGE {
            let message = "this document is larger than 1 MiB, so it loads slowly on a phone";
            let help = "split it into several documents";
            diagnostics.push(Diagnostic::new(&codes::LARGE_DOCUMENT, message).at(Place::file(path)).help(help));
        }
        let yaml = Yaml { file: path, text: &text[front.clone()], start: front.start };
        let context = front::Context { zone: &self.context.zone, kind: source.kind };
        let front_matter = front::read(yaml, context).into(&mut diagnostics);
        diagnostics.extend(yaml.remarks());
        let signed = front_matter.reviewed.as_ref().and_then(|reviewed| reviewed.fingerprint.as_ref());
        let edited_since_review = signed.is_some_and(|signed| *signed != fingerprint(&yaml, &text[body.clone()]));
        let language = front_matter.language.as_deref().or(source.language.as_deref());
        let parts: Vec<&str> = self.context.parts.iter().map(String::as_str).collect();
        let input = MarkdownInput {
            file: path,
            text: &text[body.clone()],
            start: body.start,
            raw_html: self.context.raw_html,
            components: &self.context.components,
            ids: &parts,
            language: language.unwrap_or(&self.context.language),
        };
        let claims = claims::compile(&front_matter, yaml, &input).into(&mut diagnostics);
        let ids: Vec<&str> = claims.outline.ids.iter().map(String::as_str).chain(parts.iter().copied()).collect();
        let mut body = markdown::compile(&MarkdownInput { ids: &ids, ..input }).into(&mut diagnostics);
        drop(ids);
        put_before(claims.outline, &mut body);
        let document = ParsedDocument {
            source: source.clone(),
            front: front_matter,
            body,
            claims: claims.texts,
            edited_since_review,
            yaml: text[front.clone()].into(),
            yaml_start: front.start,
            places: Arc::default(),
        };
        Outcome { value: Some(document), diagnostics }
    }
}

/// Puts what claims hold before what the text holds.
fn put_before(mut first: Outline, body: &mut Body) {
    if first.ids.is_empty() {
        return;
    }
    body.shift(&first);
    first.append(std::mem::take(&mut body.outline));
    body.outline = first;
}

fn unreadable(source: &DocumentSource, problem: &TextProblem) -> Diagnostic {
    let (code, help) = match problem {
        TextProblem::NotText(_) => (&codes::NOT_TEXT, "save the file again with UTF-8 encoding"),
        TextProblem::Read(ReadProblem::TooLarge(_)) => {
            (&codes::FILE_TOO_LARGE, "split the document; keep pictures in separate files next to it")
        }
        TextProblem::Read(_) => {
            (&codes::UNREADABLE_FILE, "check that the file exists and that you have permission to read it")
        }
    };
    Diagnostic::new(code, format!("cannot be read: {problem}")).at(Place::file(&source.path)).help(help)
}

fn no_front_matter(source: &DocumentSource) -> Diagnostic {
    Diagnostic::new(&codes::NO_FRONT_MATTER, "the document does not start with its front matter")
        .at(Place::at(&source.path, 0..0))
        .help("start the file with a line `---`, then `title: ` and the title, then another line `---`")
}

fn open_front_matter(source: &DocumentSource) -> Diagnostic {
    Diagnostic::new(&codes::OPEN_FRONT_MATTER, "the front matter has no end")
        .at(Place::at(&source.path, 0..3))
        .help("put a line `---` between the last key and the text")
}
