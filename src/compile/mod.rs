//! One project, compiled: from the world to a plan, and from a route to its bytes.
//!
//! In: a world, a [`Request`], and what a [`Cache`] holds of the last time. Out: a [`Compiled`] project that answers any
//! route at any time. Invariants: all stages run whatever they meet, so that one run tells every problem of
//! every file; with a cache the result is that of a clean run, but what can no longer be understood is as it last was.

mod absent;
mod baseline;
mod bytes;
mod cache;
mod cards;
mod data;
mod findings;
mod fingerprint;
mod loaded_theme;
mod privacy;
mod rules;
mod waivers;

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use crate::base::{ContentHash, VPath};
use crate::card::{Banner, Size, Studio};
use crate::check;
use crate::config::{self, Config, LanguageId, Overrides};
use crate::diag::{self, Diagnostic, Outcome, codes};
use crate::model::{self, DocumentId, MediaId, Parts, Shown, Site};
use crate::parse::{self, CardForm, DocumentCache, FileCache};
use crate::plan::{self, Plan, Recipe, Route};
use crate::render::{Drawn, Inputs, Renderer};
use crate::source::{self, SourceSet};
use crate::theme;
use crate::view::{self, Cards, Scene, ShareCard};
use crate::world::{ReadProblem, TextProblem, World, read_text};

use cache::Kept;
use data::{Data, read_data};
use findings::{OfPatients, OfTexts};
use foldhash::HashSet;
use loaded_theme::{LoadedTheme, ThemeInputs};

pub use bytes::Made;
pub use cache::Cache;
pub use findings::Findings;
pub use fingerprint::inputs;
pub use privacy::{ReplyFinding, of_practice, of_reply};

/// Largest settings file, in bytes.
const LARGEST_SETTINGS: u64 = 1024 * 1024;

/// What is to be compiled.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// Another address for the site.
    pub base_url: Option<String>,
    /// Which held-back documents are to be shown.
    pub shown: Shown,
    /// Whether share cards are left out.
    pub no_cards: bool,
}

/// What a share card is drawn from.
#[derive(Clone, Copy, Debug)]
pub struct CardInputs {
    /// Hash of everything but the program.
    pub hash: ContentHash,
    /// Whether a picture must be decoded for it.
    pub has_picture: bool,
}

/// A compiled project.
pub struct Compiled<'w> {
    world: Arc<dyn World + Send + 'w>,
    /// The site.
    pub site: Site,
    /// Its outputs.
    pub plan: Plan,
    loaded: Arc<LoadedTheme>,
    cards: Cards,
    drawn: OnceLock<Arc<Drawn>>,
    studio: Option<Arc<Studio>>,
    /// Findings that the baseline knows, which are in no report.
    pub known: Vec<Diagnostic>,
}

/// Compiles a project as far as its plan, from nothing.
///
/// The value is `None` only if there are no usable settings. Problems come in reading order; where one of them is an
/// error, what was compiled is still good for finding more of them, and not for publishing.
pub fn compile<'w>(world: &'w dyn World, request: &Request) -> Outcome<Option<Compiled<'w>>> {
    compile_with(Arc::new(world), request, &mut Cache::default(), |_| {})
}

/// As [`compile`], with what `cache` holds of files that did not change since it was used last. `done` is called after each
/// stage with its name, for timings.
pub fn compile_with<'w>(
    world: Arc<dyn World + Send + 'w>,
    request: &Request,
    cache: &mut Cache,
    mut done: impl FnMut(&'static str),
) -> Outcome<Option<Compiled<'w>>> {
    let mut diagnostics = Vec::new();
    let Some(config) = cache.settings.keep(settings(&*world, request)).into(&mut diagnostics) else {
        return Outcome { value: None, diagnostics };
    };
    let theme = theme::read(&*world, &config).into(&mut diagnostics);
    let sources = source::collect(&*world, &config, &theme.names).into(&mut diagnostics);
    done("list files");
    let Cache { documents, files, data, theme: theme_cache, site, privacy, checked, studio, findings, .. } = cache;
    let (content, loaded) = rayon::join(
        || {
            content(
                &*world,
                &ContentInputs { sources: &sources, config: &config, parts: &theme.contract.reserved() },
                documents,
                files,
                data,
            )
        },
        || theme_cache.of(&*world, &ThemeInputs { sources: &sources, config: &config, contract: &theme.contract }),
    );
    let Content { documents, files, data } = content.into(&mut diagnostics);
    let Data { vocabulary, observances, glossary, library } = data;
    let loaded = loaded.into(&mut diagnostics);
    done("read and parse");
    let parts = Parts {
        now: world.now(),
        shown: request.shown,
        documents,
        vocabulary,
        observances,
        glossary,
        library,
        media: files,
        config,
    };
    let site = model::build(parts, site).into(&mut diagnostics);
    done("link and resolve");
    let plan = plan::plan(&site, &loaded.theme, &sources.statics, !request.no_cards).into(&mut diagnostics);
    done("plan");
    let read: HashSet<&VPath> = site.documents.iter().map(|document| &document.parsed.source.path).collect();
    let written = sources.documents.iter().map(|source| &source.path);
    let unread: Vec<&VPath> = written.filter(|path| !read.contains(path)).collect();
    let settings = Config::path();
    let version = cache::versions(&*world, std::iter::once(&settings).chain(&sources.data));
    let notes = OfTexts::new(findings.as_ref(), &*world, &sources, &site.config, site.today);
    let earlier = check::Earlier { settings: version, memory: checked, notes: notes.as_ref().map(|notes| notes as _) };
    diagnostics.extend(check::check(&site, &plan, &theme.contract, &unread, earlier));
    let unread: Vec<VPath> = unread.into_iter().cloned().collect();
    let notes = |known: &_| OfPatients::new(findings.as_ref(), &*world, known);
    diagnostics.extend(privacy::check(&*world, &sources, &site, privacy, notes));
    let card_inputs =
        cards::CardInputs { world: &*world, sources: &sources, config: &site.config, grounds: &theme.contract.grounds };
    let studio = studio.by(card_inputs.version(), || card_inputs.studio()).into(&mut diagnostics);
    if !request.no_cards {
        diagnostics.extend(studio.iter().flat_map(|studio| cards::missing_glyphs(studio, &site)));
    }
    done("check");
    absent::withhold(&unread, &mut diagnostics);
    absent::not_pictures(&sources.statics, &mut diagnostics);
    absent::unpublished(&mut diagnostics);
    rules::apply(&site.config.rules, &mut diagnostics);
    let late = |code: &diag::Code| waivers::comes_late(code, request.no_cards);
    waivers::apply(&site, late, &mut diagnostics);
    let known = baseline::apply(&*world, &sources, late, &mut diagnostics);
    diag::sort(&mut diagnostics);
    rules::fold(&mut diagnostics);
    let cards = Cards::of(&site);
    let drawn = OnceLock::new();
    Outcome { value: Some(Compiled { world, site, plan, loaded, cards, drawn, studio, known }), diagnostics }
}

impl Compiled<'_> {
    /// Findings that someone else made of this project: with the severities of the settings, without what was accepted.
    #[must_use]
    pub fn judged(&self, mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
        rules::apply(&self.site.config.rules, &mut diagnostics);
        waivers::apply_late(&self.site, &mut diagnostics);
        diagnostics
    }

    /// What views are made from.
    #[must_use]
    pub fn scene(&self) -> Scene<'_> {
        Scene { site: &self.site, plan: &self.plan, theme: &self.loaded.theme, cards: &self.cards }
    }

    /// The theme's words in a language.
    #[must_use]
    pub fn words(&self, language: LanguageId) -> &parse::Words {
        &self.loaded.theme.words[language]
    }

    /// What pages are rendered with; made once for many routes.
    #[must_use]
    pub fn renderer(&self) -> Renderer<'_> {
        let templates = &self.loaded.templates;
        let drawn = self.drawn.get_or_init(|| Arc::new(Drawn::new(&view::shared(self.scene()), templates)));
        Renderer::again(drawn.clone(), templates)
    }

    /// The bytes of one output, `None` if they could not be made.
    #[must_use]
    pub fn bytes<'s>(&'s self, renderer: &Renderer<'_>, route: &'s Route) -> Outcome<Option<Cow<'s, [u8]>>> {
        self.bytes_unless(renderer, route, &|_| false).map(|made| match made {
            Made::Bytes(bytes, _) => bytes,
            Made::Known => None,
        })
    }

    /// As [`Compiled::bytes`], but an output that `is_known` knows by what it is rendered from is not rendered.
    #[must_use]
    pub fn bytes_unless<'s>(
        &'s self,
        renderer: &Renderer<'_>,
        route: &'s Route,
        is_known: &dyn Fn(&Inputs) -> bool,
    ) -> Outcome<Made<'s>> {
        let tools = bytes::Tools { world: &*self.world, scene: self.scene(), renderer, studio: self.studio.as_deref() };
        let mut outcome = bytes::make(&tools, route, is_known);
        rules::apply(&self.site.config.rules, &mut outcome.diagnostics);
        waivers::apply_late(&self.site, &mut outcome.diagnostics);
        outcome
    }
}

impl Compiled<'_> {
    /// Applies what the settings and waivers say to findings that come later.
    pub fn accept(&self, diagnostics: &mut Vec<Diagnostic>) {
        rules::apply(&self.site.config.rules, diagnostics);
        waivers::apply_late(&self.site, diagnostics);
    }

    /// The card of a document, or of one of its claims, at any of the sizes that networks ask for, as JPEG
    /// where it has a photo and else as PNG.
    #[must_use]
    pub fn card(&self, document: DocumentId, claim: Option<usize>, size: &Size) -> Outcome<Option<Vec<u8>>> {
        let Some(studio) = &self.studio else { return Outcome::fine(None) };
        let card = view::share_card(self.scene(), document, claim);
        let Outcome { value, mut diagnostics } = cards::draw(&*self.world, studio, &card, size);
        rules::apply(&self.site.config.rules, &mut diagnostics);
        waivers::apply_late(&self.site, &mut diagnostics);
        Outcome { value: value.map(Cow::into_owned), diagnostics }
    }

    /// A further picture of a document for posts, as PNG; `None` if it asks for none of this form.
    #[must_use]
    pub fn form_card(&self, document: DocumentId, form: CardForm, size: &Size) -> Outcome<Option<Vec<u8>>> {
        let card = view::form_card(self.scene(), document, form);
        let Some((studio, card)) = self.studio.as_ref().zip(card) else { return Outcome::fine(None) };
        let Outcome { value, mut diagnostics } = cards::draw(&*self.world, studio, &card, size);
        rules::apply(&self.site.config.rules, &mut diagnostics);
        waivers::apply_late(&self.site, &mut diagnostics);
        Outcome { value: value.map(Cow::into_owned), diagnostics }
    }

    /// As [`Compiled::card_inputs`], for a further picture at any size.
    #[must_use]
    pub fn form_inputs(&self, document: DocumentId, form: CardForm, size: &Size) -> Option<CardInputs> {
        self.inputs_of(&view::form_card(self.scene(), document, form)?, size)
    }

    /// The picture of the practice's accounts on social networks, as PNG.
    #[must_use]
    pub fn avatar(&self) -> Option<Vec<u8>> {
        self.studio.as_ref()?.avatar()
    }

    /// The banner above its profile, as PNG.
    #[must_use]
    pub fn banner(&self, banner: &Banner) -> Option<Vec<u8>> {
        self.studio.as_ref()?.banner(banner)
    }

    /// What decides the bytes of a share card, so that it need not be drawn twice; `None` for other outputs.
    #[must_use]
    pub fn card_inputs(&self, route: &Route) -> Option<CardInputs> {
        let scene = self.scene();
        let card = match route.recipe {
            Recipe::Card { document, claim } => view::share_card(scene, document, claim),
            Recipe::SiteCard(language) => view::site_card(scene, language),
            _ => return None,
        };
        self.inputs_of(&card, &Size::LINK)
    }

    /// As [`Compiled::card_inputs`], for a card at any size.
    #[must_use]
    pub fn card_inputs_at(&self, document: DocumentId, claim: Option<usize>, size: &Size) -> Option<CardInputs> {
        self.inputs_of(&view::share_card(self.scene(), document, claim), size)
    }

    fn inputs_of(&self, card: &ShareCard<'_>, size: &Size) -> Option<CardInputs> {
        let hash = self.studio.as_ref()?.inputs(card, size);
        Some(CardInputs { hash, has_picture: card.picture.is_some() })
    }

    /// All published sizes of one picture, decoded once; in the order of [`Plan::pictures`].
    #[must_use]
    pub fn picture_sizes(&self, id: MediaId) -> Outcome<Option<Vec<Vec<u8>>>> {
        bytes::sizes(&*self.world, self.scene(), id)
    }
}

/// What writers bring.
struct Content {
    documents: Vec<Arc<parse::ParsedDocument>>,
    files: Vec<parse::Media>,
    data: Data,
}

/// What the files of writers are read with.
struct ContentInputs<'i> {
    sources: &'i SourceSet,
    config: &'i Config,
    /// `id`s of the theme's parts.
    parts: &'i [String],
}

fn content(
    world: &dyn World,
    inputs: &ContentInputs<'_>,
    documents: &mut DocumentCache,
    files: &mut FileCache,
    data: &mut Kept<Data>,
) -> Outcome<Content> {
    let mut diagnostics = Vec::new();
    let ContentInputs { sources, config, parts } = *inputs;
    let documents = parse::documents(world, sources, config, parts, documents).into(&mut diagnostics);
    let files = parse::neighbour_files(world, sources, files).into(&mut diagnostics);
    let data = data.by(cache::versions(world, &sources.data), || read_data(world, sources)).into(&mut diagnostics);
    Outcome { value: Content { documents, files, data }, diagnostics }
}

fn settings(world: &dyn World, request: &Request) -> Outcome<Option<Config>> {
    let path = Config::path();
    let problem = match read_text(world, &path, LARGEST_SETTINGS) {
        Ok(text) => {
            let overrides = Overrides { base_url: request.base_url.clone() };
            return config::read(&text, &overrides).map(Some);
        }
        Err(problem) => problem,
    };
    let diagnostic = match problem {
        TextProblem::Read(ReadProblem::Missing) => {
            Diagnostic::new(&codes::NO_CONFIG, "there is no `bedside.yaml` here, so this is not a Bedside project")
                .help("`bedside init FOLDER` starts a new project")
        }
        problem => problem.told(&path),
    };
    Outcome { value: None, diagnostics: vec![diagnostic] }
}
