//! Publishing: from a project on the disk to a folder that holds its site.
//!
//! In: a [`DiskWorld`], a [`Request`], and [`BuildOptions`] that say where the site goes. Out: a [`BuildReport`] and every
//! problem in reading order. Invariants: an error withholds the output, and the folder stays as it was; a build of the same
//! inputs repeats what the last one reported, without doing its work.

mod cards;
mod explain;
mod last;
mod lost;
mod outputs;
mod render;
mod report;
mod staged;

use std::sync::Arc;

use jiff::Timestamp;
use rayon::join;

use crate::base::{Hasher, OutputPath};
use crate::compile::{Cache, Compiled, Findings, Request, compile_with, inputs};
use crate::diag::{Diagnostic, Outcome, make_strict};
use crate::output::{Meta, Stage, Target, leave_sealed_note, read_sealed_note, recovered, up_to_date};
use crate::world::{DiskWorld, HashingWorld, World};

use last::LastBuild;
use outputs::OutputCache;
use render::{Unwritten, render};
use staged::Staged;

pub use cards::CardCache;
pub use report::{BuildReport, Graded, HeldBack, HeldReason};

/// The note of what rules found, in `.bedside/cache/`.
const FINDINGS: &str = "findings.json";

/// Where a site is published, and on what terms.
#[derive(Clone, Copy, Debug)]
pub struct BuildOptions<'a> {
    /// The folder.
    pub target: Target<'a>,
    /// Whether a warning withholds the output, as an error does.
    pub strict: bool,
    /// Whether a site without documents may replace one that had some.
    pub allow_empty: bool,
    /// What identifies the running program, such as a hash of its file. Without it nothing is taken over from the last
    /// build but files whose names or contents say that they are the same.
    pub program: Option<&'a str>,
    /// The output of which the report is to say why it was made again, or was not.
    pub explain: Option<&'a OutputPath>,
}

/// Follows a run. The methods may be called from any thread.
pub trait Observer: Sync {
    /// A stage has ended; its name is a few words, such as `read and parse`.
    fn stage(&self, name: &'static str) {
        let _ = name;
    }

    /// This many outputs are to be rendered.
    fn rendering(&self, outputs: usize) {
        let _ = outputs;
    }

    /// One of them is done.
    fn rendered(&self) {}

    /// All of them are done.
    fn rendered_all(&self) {}
}

/// Follows nothing.
impl Observer for () {}

/// Compiles the project and publishes it, unless something is wrong.
#[must_use]
pub fn build(
    world: &DiskWorld,
    request: &Request,
    options: &BuildOptions<'_>,
    observer: &dyn Observer,
) -> Outcome<BuildReport> {
    let hashing = HashingWorld::new(world);
    let run = Run { world, hashing: &hashing, request, options, observer };
    // First of all, and whatever becomes of this build: what a killed one left half published is fixed.
    let recovered = recovered(&options.target);
    let mut outcome = run.outcome();
    match recovered {
        Ok(notices) => outcome.diagnostics.extend(notices),
        Err(_) if outcome.value.published => {}
        Err(mut problems) => {
            problems.retain(|problem| !outcome.diagnostics.contains(problem));
            outcome.diagnostics.extend(problems);
        }
    }
    outcome
}

/// Compiles the project and renders its outputs without writing any, so that the problems are those that [`build`] finds. What
/// the last build by the same `program` found, and rendered without a problem, is not looked at again where it is the same.
#[must_use]
pub fn dry_run(
    world: &DiskWorld,
    request: &Request,
    program: Option<&str>,
    observer: &dyn Observer,
) -> Outcome<BuildReport> {
    let hashing = HashingWorld::new(world);
    let mut cache = Cache::default();
    cache.findings = findings(world, program);
    let compiled = compile_with(Arc::new(&hashing), request, &mut cache, |stage| observer.stage(stage));
    drop(cache);
    let Outcome { value: Some(compiled), mut diagnostics } = compiled else {
        return Outcome { value: BuildReport::default(), diagnostics: compiled.diagnostics };
    };
    let outputs = OutputCache::read(world.root(), program, None);
    diagnostics.extend(render(&compiled, observer, &Unwritten(&outputs)));
    Outcome { value: BuildReport::of(&compiled).graded(&compiled.site), diagnostics }
}

/// What rules found in the last build by the same program.
fn findings(world: &DiskWorld, program: Option<&str>) -> Option<Findings> {
    program.map(|program| Findings::read(program, read_sealed_note(world.root(), FINDINGS).as_deref()))
}

/// One build.
#[derive(Clone, Copy)]
struct Run<'r> {
    world: &'r DiskWorld,
    hashing: &'r HashingWorld<'r>,
    request: &'r Request,
    options: &'r BuildOptions<'r>,
    observer: &'r dyn Observer,
}

impl Run<'_> {
    fn outcome(self) -> Outcome<BuildReport> {
        let Run { world, hashing, request, observer, .. } = self;
        if let Some(last) = LastBuild::of(world.root()) {
            let unchanged = self.unchanged(last, world.now());
            observer.stage("compare with the last build");
            if let Some(unchanged) = unchanged {
                return unchanged;
            }
        }
        let mut cache = Cache::default();
        cache.findings = findings(world, self.options.program);
        let compiled = compile_with(Arc::new(hashing), request, &mut cache, |stage| observer.stage(stage));
        let findings = cache.findings.take();
        // What else it holds is for another compilation, and as large as the site.
        drop(cache);
        let Outcome { value: Some(compiled), diagnostics } = compiled else {
            return Outcome { value: BuildReport::default(), diagnostics: compiled.diagnostics };
        };
        self.publish(compiled, findings, diagnostics)
    }

    /// Renders the compiled project into the stage, and exchanges the folder where nothing withholds it.
    fn publish(
        self,
        compiled: Compiled<'_>,
        findings: Option<Findings>,
        mut diagnostics: Vec<Diagnostic>,
    ) -> Outcome<BuildReport> {
        let Run { world, options, observer, .. } = self;
        let mut report = BuildReport::of(&compiled);
        // A page is rendered even when the build is withheld already, so that one run tells all problems.
        let stage = if self.withholds(&mut diagnostics) { Ok(None) } else { Stage::open(&options.target).map(Some) };
        let stage = stage.unwrap_or_else(|problems| {
            diagnostics.extend(problems);
            None
        });
        diagnostics.extend(lost::lost(world, options, &compiled, stage.as_ref()));
        let cards = CardCache::read(world.root(), "cards.json", options.program);
        let outputs = OutputCache::read(world.root(), options.program, options.explain);
        let staged = Staged { stage: stage.as_ref(), cards: &cards, outputs: &outputs };
        diagnostics.extend(render(&compiled, observer, &staged));
        let recipe = |path: &OutputPath| {
            compiled.plan.routes.iter().find(|route| route.path == *path).map(|route| &route.recipe)
        };
        report.explained = options.explain.map(|path| explain::of(path, recipe(path), outputs.reason()));
        observer.stage("render and write");
        let Some(stage) = stage.filter(|_| !self.withholds(&mut diagnostics)) else {
            return Outcome { value: report, diagnostics };
        };
        let (key, horizon) = (self.key(), compiled.site.horizon());
        let base_url = compiled.site.config.url.absolute("");
        let meta = Meta {
            version: env!("CARGO_PKG_VERSION"),
            base_url: &base_url,
            mode: self.mode(),
            now: horizon.from,
            documents: Some(report.documents),
            fingerprint: key.as_deref().unwrap_or_default(),
        };
        // Taking ten thousand documents apart takes as long as writing some: both are done at once.
        let ((), published) = join(|| drop(compiled), || stage.publish(&meta));
        match published {
            Ok(published) => {
                report.published = true;
                report.horizon = Some(horizon);
                report.kept = published.carried;
                cards.write(world.root());
                outputs.write(world.root());
                if let Some(findings) = findings {
                    // Where it cannot be left, the next build reads everything again.
                    let _ = leave_sealed_note(world.root(), FINDINGS, &findings.note());
                }
                // Last of all: with this note the next build may have nothing to do, and would clear nothing away.
                if let Some(key) = key {
                    LastBuild::new(key, horizon, &report, &lost::lasting(&diagnostics)).write(world.root());
                }
                diagnostics.extend(published.diagnostics);
            }
            Err(problems) => diagnostics.extend(problems),
        }
        observer.stage("publish");
        Outcome { value: report, diagnostics }
    }

    /// Whether problems withhold the output, after a strict build has made errors of them.
    fn withholds(self, diagnostics: &mut [Diagnostic]) -> bool {
        if self.options.strict {
            make_strict(diagnostics);
        }
        diagnostics.iter().any(Diagnostic::is_error)
    }

    /// Hash of everything the build depends on: the files, the request, the program, the folder. `None` if that is not
    /// known.
    fn key(self) -> Option<String> {
        let Request { base_url, shown, no_cards } = self.request;
        let mut hasher = Hasher::new();
        hasher.hash(&inputs(self.hashing)?).part(self.options.program?);
        hasher.part(self.options.target.folder.as_os_str().as_encoded_bytes());
        hasher.part(base_url.as_deref().unwrap_or_default());
        hasher.part([shown.drafts, shown.future, shown.expired, *no_cards].map(u8::from));
        Some(hasher.finish().hex())
    }

    /// The result of the last build, if nothing changed since: not the files, not what is public today, not the output.
    fn unchanged(self, last: LastBuild, now: Timestamp) -> Option<Outcome<BuildReport>> {
        if !last.horizon().holds(now) || self.key()? != last.key {
            return None;
        }
        let mut diagnostics = last.problems()?;
        let is_same = !self.withholds(&mut diagnostics) && up_to_date(&self.options.target, &last.key);
        let explained = self.options.explain.map(|path| format!("{path}: {}", explain::NOTHING_CHANGED));
        is_same.then(|| Outcome { value: BuildReport { explained, ..last.report() }, diagnostics })
    }

    /// What the site shows, for the marker in the output folder.
    fn mode(self) -> &'static str {
        let shown = &self.request.shown;
        if shown.drafts || shown.future || shown.expired { "preview" } else { "public" }
    }
}
