//! `bedside build`: the whole site into a folder.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use jiff::Timestamp;

use crate::base::{ContentHash, Hasher, OutputPath};
use crate::diag::{Diagnostic, Outcome, Severity, codes};
use crate::model::Shown;
use crate::output::{Meta, PUBLIC, Product, Stage, Target, up_to_date};
use crate::session::{CardInputs, Request, Session, inputs};
use crate::world::{DiskWorld, Ledger, World};

use super::answers;
use super::clock::{GivenNow, parse_now};
use super::compiled::{self, Sink};
use super::drawn::Drawn;
use super::memory::Memory;
use super::progress::Progress;
use super::project::{ProjectArgs, prefix, shown};
use super::report::{Format, Look, exit_for, make_strict, number_of, report};
use super::summary::Summary;
use super::timings::{Stopwatch, table};
use super::{Exit, Io, Stop};

/// Build the website into a folder, ready to be put online
///
/// Everything is checked first. If anything is wrong, all problems are shown with their places, and the folder of the
/// last build stays as it was. Drafts, posts with a date to come and expired ones are left out.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  bedside build\n  bedside build --drafts -o preview   look at unfinished posts")]
pub struct BuildArgs {
    /// Where the project is
    #[command(flatten)]
    pub project: ProjectArgs,
    /// The folder to build into [default: `public` in the site's folder]
    #[arg(short, long, value_name = "FOLDER")]
    pub output: Option<PathBuf>,
    /// Use this address instead of the one in `bedside.yaml`, for example for a test site
    #[arg(short = 'u', long, value_name = "URL", value_parser = answers::url)]
    pub base_url: Option<String>,
    /// Include drafts
    #[arg(long)]
    pub drafts: bool,
    /// Include documents whose date is still to come
    #[arg(long)]
    pub future: bool,
    /// Include documents that have expired
    #[arg(long)]
    pub expired: bool,
    /// Build as if it were this date, such as `2026-11-23` or `2026-11-23 07:30`
    #[arg(long, value_name = "DATE", value_parser = parse_now)]
    pub now: Option<GivenNow>,
    /// Leave out the share cards, which is faster
    #[arg(long)]
    pub no_cards: bool,
    /// Treat every warning as an error
    #[arg(long)]
    pub strict: bool,
    /// Build into a folder that Bedside did not make; the files in it are kept
    #[arg(long)]
    pub force: bool,
    /// Publish a site without documents in the place of one that had some
    #[arg(long)]
    pub allow_empty: bool,
    /// Show how long each step took
    #[arg(long)]
    pub timings: bool,
    /// The shape of the report
    #[arg(long, value_enum, default_value_t = BuildFormat::Human)]
    pub format: BuildFormat,
}

/// The shapes of a build's report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum BuildFormat {
    /// For reading
    Human,
    /// For programs
    Json,
}

impl BuildArgs {
    /// The folder to build into.
    #[must_use]
    pub fn output_folder(&self, root: &Path, working: &Path) -> PathBuf {
        self.output.as_ref().map_or_else(|| root.join(PUBLIC), |output| working.join(output))
    }
}

/// Builds the site and reports.
///
/// # Errors
/// A [`Stop`] where there is no project or no instant to build for.
pub(super) fn run(args: &BuildArgs, io: &mut Io<'_>) -> Result<Exit, Stop> {
    let world = args.project.open(args.now.as_ref(), &io.surroundings)?;
    let mut watch = Stopwatch::start();
    let Outcome { value: mut summary, diagnostics } = build_site(args, &world, io, &mut watch);
    summary.errors = number_of(Severity::Error, &diagnostics);
    summary.warnings = number_of(Severity::Warning, &diagnostics);
    summary.seconds = watch.seconds();
    let working = &io.surroundings.folder;
    let look = Look { colour: io.surroundings.colour_messages(), prefix: prefix(world.root(), working) };
    match args.format {
        BuildFormat::Human => {
            io.message(&report(Format::Human, &diagnostics, &world, &summary, &look));
            io.print(&summary.built());
        }
        BuildFormat::Json => io.print(&report(Format::Json, &diagnostics, &world, &summary, &look)),
    }
    if args.timings {
        io.message(&table(watch.stages()));
    }
    Ok(exit_for(&diagnostics))
}

/// Compiles the project and writes its output, unless something is wrong. The summary's counts of problems and its time are
/// filled in by [`run`].
fn build_site(args: &BuildArgs, world: &DiskWorld, io: &Io<'_>, watch: &mut Stopwatch) -> Outcome<Summary> {
    let folder = args.output_folder(world.root(), &io.surroundings.folder);
    let request = Request {
        base_url: args.base_url.clone(),
        shown: Shown { drafts: args.drafts, future: args.future, expired: args.expired },
        no_cards: args.no_cards,
    };
    let target = Target {
        project: world.root(),
        folder: &folder,
        home: io.surroundings.home.as_deref(),
        working: &io.surroundings.folder,
        force: args.force,
        product: Product::Site,
    };
    let ledger = Ledger::new(world);
    let key = || key(args, &ledger, io, &folder);
    if let Some(memory) = Memory::of(world.root()) {
        let unchanged = unchanged(args, memory, &target, key, world.now());
        watch.stage("compare with the last build");
        if let Some(unchanged) = unchanged {
            return unchanged;
        }
    }
    let opened = Session::open(&ledger, &request, |stage| watch.stage(stage));
    let Outcome { value: Some(session), mut diagnostics } = opened else {
        return Outcome { value: Summary::default(), diagnostics: opened.diagnostics };
    };
    let mut summary = compiled::figures(&session);
    let withheld = |diagnostics: &mut Vec<Diagnostic>| {
        if args.strict {
            make_strict(diagnostics);
        }
        diagnostics.iter().any(Diagnostic::is_error)
    };
    // A page is rendered even when the build is withheld already, so that one run tells all problems.
    let stage = if withheld(&mut diagnostics) { Ok(None) } else { Stage::open(&target).map(Some) };
    let stage = stage.unwrap_or_else(|problems| {
        diagnostics.extend(problems);
        None
    });
    diagnostics.extend(lost(args, world, &session, stage.as_ref()));
    let progress = Progress::new(io.surroundings.messages_is_terminal, "pages", session.plan.routes.len());
    let drawn = Drawn::of(world.root(), "cards.json", io.surroundings.program.as_deref());
    diagnostics.extend(compiled::render(&session, &progress, &Staged { stage: stage.as_ref(), drawn: &drawn }));
    drop(progress);
    watch.stage("render and write");
    let refused = withheld(&mut diagnostics);
    if let Some(stage) = stage.filter(|_| !refused) {
        let horizon = session.site.horizon();
        let key = key();
        let meta = Meta {
            version: env!("CARGO_PKG_VERSION"),
            base_url: &session.site.config.url.absolute(""),
            mode: mode(args),
            now: horizon.from,
            documents: Some(session.site.documents.len()),
            fingerprint: key.as_deref().unwrap_or_default(),
        };
        match stage.publish(&meta) {
            Ok(published) => {
                summary.output = Some(place(&folder, &io.surroundings.folder));
                summary.kept = published.carried;
                drawn.keep(world.root());
                if let Some(key) = key {
                    // What was done to the output, and what it lost, is told once.
                    let lasting: Vec<Diagnostic> =
                        diagnostics.iter().filter(|problem| problem.code != &codes::PAGES_LOST).cloned().collect();
                    Memory::new(key, horizon, &summary, &lasting).keep(world.root());
                }
                diagnostics.extend(published.diagnostics);
            }
            Err(problems) => diagnostics.extend(problems),
        }
        watch.stage("publish");
    }
    // The program ends here: taking ten thousand documents apart would only keep the writer waiting.
    std::mem::forget(session);
    Outcome { value: summary, diagnostics }
}

/// Hash of everything a build depends on: the files, the flags, the program, the folder. `None` where that is not known.
fn key(args: &BuildArgs, ledger: &Ledger<'_>, io: &Io<'_>, folder: &Path) -> Option<String> {
    let program = io.surroundings.program.as_ref()?;
    let mut hasher = Hasher::new();
    hasher.hash(&inputs(ledger)?).part(program).part(folder.as_os_str().as_encoded_bytes());
    hasher.part(args.base_url.as_deref().unwrap_or_default());
    hasher.part([args.drafts, args.future, args.expired, args.no_cards].map(u8::from));
    Some(hasher.finish().hex())
}

/// The result of the last build, where nothing changed since: not the files, not what is public today, not the output.
fn unchanged(
    args: &BuildArgs,
    memory: Memory,
    target: &Target<'_>,
    key: impl Fn() -> Option<String>,
    now: Timestamp,
) -> Option<Outcome<Summary>> {
    let diagnostics = memory.problems()?;
    // With `--strict` a warning withholds the build: that is for the long way to say.
    let may_stand = (diagnostics.is_empty() || !args.strict) && memory.horizon().holds(now);
    let stands = may_stand && key()? == memory.key && up_to_date(target, &memory.key);
    stands.then(|| Outcome { value: memory.summary(place(target.folder, target.working)), diagnostics })
}

/// What the new site has lost: all documents, which is an error, or more than half of its pages.
fn lost(args: &BuildArgs, world: &DiskWorld, session: &Session<'_>, stage: Option<&Stage>) -> Option<Diagnostic> {
    let last = stage.and_then(Stage::last);
    if session.site.documents.is_empty() && !args.allow_empty {
        let before = last.map_or(0, |last| last.documents.unwrap_or(last.pages));
        let missing = !world.has_content();
        if missing || before > 0 {
            let message = match (missing, before) {
                (true, _) => "the project has no folder `content`".to_owned(),
                (false, before) => {
                    format!("the project has no documents any more, and the published site was made from {before}")
                }
            };
            let help = "bring the files back, or add `--allow-empty` if the site is meant to be empty";
            return Some(Diagnostic::new(&codes::NO_DOCUMENTS, message).help(help));
        }
    }
    let before = last?.pages;
    let pages =
        session.plan.routes.iter().filter(|route| route.path.as_str().rsplit('.').next() == Some("html")).count();
    (pages * 2 < before).then(|| {
        let message = format!("the site loses {} of its {before} pages", before - pages);
        let help = "if this is not meant, look for folders that are missing from `content`, then build again";
        Diagnostic::new(&codes::PAGES_LOST, message).help(help)
    })
}

/// The output folder as the summary shows it.
fn place(folder: &Path, working: &Path) -> String {
    format!("{}/", shown(folder, working))
}

/// Writes into the stage, or nowhere where the build is withheld already.
struct Staged<'s> {
    stage: Option<&'s Stage>,
    drawn: &'s Drawn,
}

impl Sink for Staged<'_> {
    fn keep(&self, path: &OutputPath) -> bool {
        self.stage.is_some_and(|stage| stage.keep(path))
    }

    fn keep_card(&self, path: &OutputPath, inputs: &CardInputs) -> bool {
        let Some(stage) = self.stage else { return !inputs.has_picture };
        let content = self.drawn.content(path, &inputs.hash).filter(|content| stage.keep_content(path, content));
        content.is_some_and(|content| {
            self.drawn.note(path, &inputs.hash, &content);
            true
        })
    }

    fn write_card(&self, path: &OutputPath, inputs: &CardInputs, bytes: &[u8]) -> Result<(), Vec<Diagnostic>> {
        self.drawn.note(path, &inputs.hash, &ContentHash::of(bytes));
        self.write(path, bytes)
    }

    fn write(&self, path: &OutputPath, bytes: &[u8]) -> Result<(), Vec<Diagnostic>> {
        self.stage.map_or(Ok(()), |stage| stage.write(path, bytes))
    }
}

/// What the site shows, for the marker in the output folder.
fn mode(args: &BuildArgs) -> &'static str {
    if args.drafts || args.future || args.expired { "preview" } else { "public" }
}
