//! A practice's project in memory, and the site that comes of it.
//!
//! Tests tell what is written, build, and look at what a reader or a crawler would get. The clock stands still at
//! [`NOW`], a Monday, 6 am in Chicago.

#![allow(clippy::case_sensitive_file_extension_comparisons, reason = "published names are in lower case")]
#![allow(dead_code, unused_imports, reason = "every test target uses a part of it")]

mod built;
mod calendar;
mod example;
mod folder;
mod html;
mod pictures;

use bedside::compile::{Compiled, Request, compile};
use bedside::diag::{Diagnostic, Outcome, sort};
use bedside::model::{MediaId, Shown};
use bedside::plan::{Recipe, Route};
use bedside::world::{MemoryWorld, World};
use rayon::prelude::*;

pub(crate) use built::{Built, file_of};
pub(crate) use calendar::in_calendar;
pub(crate) use example::{example, example_project, handbook_project, project_in};
pub(crate) use folder::{read_file, write_file};
pub(crate) use html::{Element, Page, elements_of};
pub(crate) use pictures::{drawing, photo_with_place};

/// The instant of every build that does not ask for another.
pub(crate) const NOW: &str = "2026-11-23T12:00:00Z";

/// The settings of a small practice.
pub(crate) const SETTINGS: &str = "\
title: Alder Street
url: https://clinic.example
timezone: America/Chicago
practice:
  name: Alder Street Family Practice
";

/// A project that grows as a test tells its story.
#[derive(Clone)]
pub(crate) struct Project {
    world: MemoryWorld,
    settings: String,
    request: Request,
    pictures: bool,
}

impl Project {
    /// A project with its settings and nothing else.
    pub(crate) fn new() -> Self {
        Self::empty().settings(SETTINGS)
    }

    /// A folder without settings.
    pub(crate) fn empty() -> Self {
        let world = MemoryWorld::new(NOW.parse().expect("an instant"));
        Self { world, settings: String::new(), request: Request::default(), pictures: true }
    }

    /// Adds lines to `bedside.yaml`.
    pub(crate) fn settings(mut self, lines: &str) -> Self {
        self.settings.push_str(lines);
        let settings = self.settings.clone();
        self.write("bedside.yaml", settings)
    }

    /// Adds or replaces a file.
    pub(crate) fn write(mut self, path: &str, bytes: impl AsRef<[u8]>) -> Self {
        self.world.write(path, bytes);
        self
    }

    /// Removes a file.
    pub(crate) fn remove(mut self, path: &str) -> Self {
        self.world.remove(path);
        self
    }

    /// Adds a document below `content/` with lines of front matter and text.
    pub(crate) fn document(self, path: &str, front: &str, text: &str) -> Self {
        let front = front.trim_end();
        self.write(&format!("content/{path}"), format!("---\n{front}\n---\n\n{text}\n"))
    }

    /// Adds an article that is public, called like its file.
    pub(crate) fn article(self, name: &str, front: &str, text: &str) -> Self {
        let front = format!("title: About {name}\ndate: 2026-11-02\n{front}");
        self.document(&format!("articles/{name}.md"), &front, text)
    }

    /// The same project at another instant.
    pub(crate) fn at(mut self, now: &str) -> Self {
        self.world = self.world.at(now.parse().expect("an instant"));
        self
    }

    /// The same project, built with held-back documents.
    pub(crate) fn showing(mut self, shown: Shown) -> Self {
        self.request.shown = shown;
        self
    }

    /// The same project, built for another address.
    pub(crate) fn for_address(mut self, url: &str) -> Self {
        self.request.base_url = Some(url.to_owned());
        self
    }

    /// The same project, built without share cards.
    pub(crate) fn without_cards(mut self) -> Self {
        self.request.no_cards = true;
        self
    }

    /// The same project, built without its pictures, which take most of the time.
    pub(crate) fn without_pictures(mut self) -> Self {
        self.request.no_cards = true;
        self.pictures = false;
        self
    }

    /// The same project with share cards again.
    pub(crate) fn with_cards(mut self) -> Self {
        self.request.no_cards = false;
        self
    }

    pub(crate) fn build(&self) -> Built {
        let mut built = build(&self.world, &self.request, self.pictures);
        built.sources = self.world.clone();
        built
    }

    /// What compiling it tells, without any output.
    pub(crate) fn diagnostics(&self) -> Vec<Diagnostic> {
        compile(&self.world, &self.request).diagnostics
    }

    /// Builds what must have no problem at all.
    pub(crate) fn build_clean(&self) -> Built {
        let built = self.build();
        assert_eq!(built.problems(), "", "a site without problems");
        built
    }
}

/// Every output of a world, and every problem in reading order.
pub(crate) fn build(world: &dyn World, request: &Request, pictures: bool) -> Built {
    let Outcome { value: compiled, mut diagnostics } = compile(world, request);
    let mut built = Built::default();
    if let Some(compiled) = compiled {
        let (medium_routes, others): (Vec<&Route>, Vec<&Route>) =
            compiled.plan.routes.iter().partition(|route| matches!(route.recipe, Recipe::Picture { .. }));
        let renderer = compiled.renderer();
        diagnostics.extend_from_slice(renderer.problems());
        let mut outputs: Vec<(String, Vec<u8>)> = Vec::new();
        let pages: Vec<_> = others
            .par_iter()
            .map(|route| {
                let outcome = compiled.bytes(&renderer, route);
                (route.path.to_string(), outcome.map(|bytes| bytes.map(std::borrow::Cow::into_owned)))
            })
            .collect();
        let drawn = if pictures { medium_routes } else { Vec::new() };
        let drawn: Vec<_> = drawn
            .chunk_by(|a, b| medium(a) == medium(b))
            .collect::<Vec<_>>()
            .into_par_iter()
            .map(|routes| sizes(&compiled, routes))
            .collect();
        for (path, outcome) in pages.into_iter().chain(drawn.into_iter().flatten()) {
            outputs.extend(outcome.into(&mut diagnostics).map(|bytes| (path, bytes)));
        }
        built.files = outputs.into_iter().collect();
    }
    sort(&mut diagnostics);
    built.diagnostics = diagnostics;
    built
}

/// A path and what became of it.
type Output = (String, Outcome<Option<Vec<u8>>>);

fn medium(route: &Route) -> Option<MediaId> {
    match route.recipe {
        Recipe::Picture { medium, .. } => Some(medium),
        _ => None,
    }
}

/// The sizes of one picture, decoded once.
fn sizes(compiled: &Compiled<'_>, routes: &[&Route]) -> Vec<Output> {
    let Some(Recipe::Picture { medium, .. }) = routes.first().map(|route| &route.recipe) else { return Vec::new() };
    let Outcome { value, diagnostics } = compiled.picture_sizes(*medium);
    let mut files = value.unwrap_or_default().into_iter().map(Some).collect::<Vec<_>>();
    let mut outputs = vec![(String::new(), Outcome { value: None, diagnostics })];
    for route in routes {
        let Recipe::Picture { variant, .. } = route.recipe else { continue };
        let bytes = files.get_mut(variant).and_then(Option::take);
        outputs.push((route.path.to_string(), Outcome::fine(bytes)));
    }
    outputs
}

/// The problems of a build, one a line: `error link/broken content/articles/flu.md:7 message`.
pub(crate) fn lines(diagnostics: &[Diagnostic], world: &dyn World) -> String {
    let line = |diagnostic: &Diagnostic| {
        let place = built::place(diagnostic, world);
        format!("{} {} {place} {}\n", diagnostic.severity, diagnostic.code.name, diagnostic.message)
    };
    diagnostics.iter().map(line).collect()
}
