//! Renders a view.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;
use tera::{Context, Value};

use crate::base::ContentHash;
use crate::config::{LanguageId, PerLanguage};
use crate::diag::{Diagnostic, Outcome};
use crate::plan::FeedFormat;
use crate::search;
use crate::view::{FeedView, PageView, RedirectView, SharedView, View};

use super::{
    Inputs, Templates, atom, back, body, emergency, error, feed, host, ics, inputs, json_feed, json_ld, rss, sitemap,
};

/// Renders views with one set of templates.
pub struct Renderer<'r> {
    templates: &'r Templates,
    drawn: Arc<Drawn>,
}

/// What does not depend on a page, made once for a site.
pub struct Drawn {
    /// What all pages of a language share, made once: `site`, `words`, `assets`, `fragments`.
    shared: PerLanguage<Context>,
    /// The practice as JSON-LD, by language.
    practices: PerLanguage<String>,
    problems: Vec<Diagnostic>,
    /// The hash of all that outputs share.
    inputs: ContentHash,
}

/// Templates in this folder see no page, so they are drawn once for each language; pages print them as `fragments.<name>`.
const FRAGMENTS: &str = "fragments/";

impl<'r> Renderer<'r> {
    /// Prepares what all pages share.
    #[must_use]
    pub fn new(shared_view: &SharedView<'_>, templates: &'r Templates) -> Self {
        Self { templates, drawn: Arc::new(Drawn::new(shared_view, templates)) }
    }

    /// As [`Renderer::new`], with what was drawn for the same site and templates before.
    #[must_use]
    pub fn again(drawn: Arc<Drawn>, templates: &'r Templates) -> Self {
        Self { templates, drawn }
    }

    /// What was wrong with the templates that were drawn before any page.
    #[must_use]
    pub fn problems(&self) -> &[Diagnostic] {
        &self.drawn.problems
    }

    /// What decides the bytes of a view; `None` if knowing it saves nothing.
    #[must_use]
    pub fn inputs(&self, view: &View<'_>) -> Option<Inputs> {
        Some(Inputs { shared: self.drawn.inputs, own: inputs::own(view)? })
    }

    /// The bytes of a view, `None` if they could not be made or are not made from templates.
    #[must_use]
    pub fn render<'v>(&self, view: &'v View<'_>) -> Outcome<Option<Cow<'v, [u8]>>> {
        let own = |text: String| Outcome::fine(Some(Cow::Owned(text.into_bytes())));
        match view {
            View::Page(page) => self.page(page).map(|bytes| bytes.map(Cow::Owned)),
            View::Redirect(redirect) => self.redirect(redirect).map(|bytes| bytes.map(Cow::Owned)),
            View::Feed(feed) => self.feed(feed).map(|bytes| bytes.map(Cow::Owned)),
            View::Calendar(view) => own(ics::calendar(view)),
            View::SearchIndex(part) => Outcome::fine(Some(Cow::Owned(search::write(part)))),
            View::Sitemap(sitemap) => own(sitemap::write(sitemap)),
            View::Robots(sitemap) => own(host::robots(sitemap)),
            View::Headers(headers) => own(host::headers(headers)),
            View::Redirects(redirects) => own(host::redirects(redirects)),
            View::Asset(asset) => Outcome::fine(Some(Cow::Borrowed(&asset.bytes))),
            View::Picture { .. } | View::Card(_) | View::TouchIcon | View::File(_) | View::CleanPicture(_) => {
                Outcome::fine(None)
            }
        }
    }

    fn page(&self, page: &PageView<'_>) -> Outcome<Option<Vec<u8>>> {
        let mut diagnostics = Vec::new();
        let mut context = self.drawn.shared[page.language].clone();
        context.insert("page", &page.frame);
        for (name, content) in &page.content {
            context.insert(*name, content);
        }
        if let Some(text) = &page.body {
            let html = body::join(self.templates, &self.drawn.shared[page.language], text, &mut diagnostics);
            let (emergency, html) = match self.templates.files.get(page.template) {
                Some(template) => emergency::first(&html, &template.text),
                None => ("", Cow::Borrowed(&*html)),
            };
            context.insert_value("emergency", Value::safe_string(emergency));
            context.insert_value("body", Value::safe_string(&html));
        }
        let graph = json_ld::graph(&self.drawn.practices[page.language], &page.structured);
        context.insert_value("structured_data", Value::safe_string(&graph));
        let mut bytes = self.template(page.template, &context, page, &mut diagnostics);
        if let Some((name, document)) = bytes.as_ref().and_then(|bytes| back::mended(&page.content, bytes)) {
            context.insert(name, &document);
            bytes = self.template(page.template, &context, page, &mut diagnostics);
        }
        Outcome { value: bytes, diagnostics }
    }

    fn template(
        &self,
        name: &str,
        context: &Context,
        page: &PageView<'_>,
        sink: &mut Vec<Diagnostic>,
    ) -> Option<Vec<u8>> {
        let mut bytes = Vec::with_capacity(32 * 1024);
        match self.templates.tera.render_to(name, context, &mut bytes) {
            Ok(()) => Some(bytes),
            Err(problem) => {
                sink.push(error::rendering(&problem, &self.templates.files, &page.frame.path, page.source));
                None
            }
        }
    }

    /// A letter to readers: the page for mail programs, and the same as plain text.
    #[must_use]
    pub fn letter(&self, language: LanguageId, letter: &impl Serialize) -> Outcome<Option<(String, String)>> {
        let mut context = self.drawn.shared[language].clone();
        context.insert("letter", letter);
        let mut diagnostics = Vec::new();
        let mut draw = |name: &str| {
            let drawn = self.templates.tera.render(name, &context);
            drawn
                .map_err(|problem| diagnostics.push(error::rendering(&problem, &self.templates.files, name, None)))
                .ok()
        };
        let drawn = (draw("newsletter.html"), draw("newsletter.txt"));
        Outcome { value: drawn.0.zip(drawn.1), diagnostics }
    }

    fn redirect(&self, redirect: &RedirectView) -> Outcome<Option<Vec<u8>>> {
        let mut context = self.drawn.shared[LanguageId::MAIN].clone();
        context.insert("target", &redirect.target);
        let mut bytes = Vec::new();
        match self.templates.tera.render_to("redirect.html", &context, &mut bytes) {
            Ok(()) => Outcome::fine(Some(bytes)),
            Err(problem) => {
                let diagnostic = error::rendering(&problem, &self.templates.files, &redirect.target, None);
                Outcome { value: None, diagnostics: vec![diagnostic] }
            }
        }
    }

    fn feed(&self, view: &FeedView<'_>) -> Outcome<Option<Vec<u8>>> {
        let mut diagnostics = Vec::new();
        let bodies = feed::bodies(self.templates, &self.drawn.shared[view.language], view, &mut diagnostics);
        let text = match view.format {
            FeedFormat::Atom => atom::write(view, &bodies),
            FeedFormat::Rss => rss::write(view, &bodies),
            FeedFormat::Json => json_feed::write(view, &bodies),
        };
        Outcome { value: Some(text.into_bytes()), diagnostics }
    }
}

impl Drawn {
    /// Draws what no page changes.
    #[must_use]
    pub fn new(shared_view: &SharedView<'_>, templates: &Templates) -> Self {
        let assets = Value::from_serializable(&shared_view.assets);
        let mut problems = Vec::new();
        let contexts = shared_view.languages.iter().map(|(site, words)| {
            let mut context = Context::new();
            context.insert("site", site);
            context.insert("words", words);
            context.insert_value("assets", assets.clone());
            let fragments = fragments(templates, &context, &mut problems);
            context.insert("fragments", &fragments);
            context
        });
        let shared = contexts.collect();
        let practices: PerLanguage<String> = shared_view.practices.iter().map(json_ld::node).collect();
        let inputs = inputs::shared(shared_view, &practices, templates);
        Self { shared, practices, problems, inputs }
    }
}

/// The fragments of a language by their names; one that fails is reported and empty.
fn fragments(templates: &Templates, shared: &Context, sink: &mut Vec<Diagnostic>) -> BTreeMap<String, String> {
    let names = templates.files.keys().filter_map(|file| {
        let name = file.strip_prefix(FRAGMENTS)?.strip_suffix(".html")?;
        Some((file, name))
    });
    let mut fragments = BTreeMap::new();
    for (file, name) in names {
        let html = templates.tera.render(file, shared).unwrap_or_else(|problem| {
            sink.push(error::rendering(&problem, &templates.files, file, None));
            String::new()
        });
        fragments.insert(name.to_owned(), html);
    }
    fragments
}
