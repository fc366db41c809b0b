//! `bedside build`: the whole site into a folder.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use crate::base::OutputPath;
use crate::build::{self, BuildOptions};
use crate::compile::Request;
use crate::diag::Outcome;
use crate::model::Shown;
use crate::output::{PUBLIC, Product, Target};
use crate::world::DiskWorld;

use super::answers;
use super::clock::{GivenNow, parse_now};
use super::project::{ProjectArgs, prefix, shown};
use super::report::{Look, ReportFormat, exit_for, report};
use super::summary::Summary;
use super::terminal::Terminal;
use super::timings::table;
use super::visible::visible;
use super::{Exit, Io, Stop};

/// Build the website into a folder, ready to put online
///
/// Checks everything first. If anything is wrong, shows every problem with its place, and leaves the folder of the last
/// build unchanged. Leaves out drafts, scheduled posts and expired posts.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  bedside build\n  bedside build --drafts -o preview   include unfinished posts")]
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
    /// Include scheduled documents
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
    /// Build into a folder that Bedside did not create; its files are kept
    #[arg(long)]
    pub force: bool,
    /// Publish a site without documents, even if the published site has some
    #[arg(long)]
    pub allow_empty: bool,
    /// Show why this file of the site was built again, such as `articles/flu/` or `feed.xml`
    #[arg(long, value_name = "PATH")]
    pub explain_cache: Option<String>,
    /// Show how long each step took
    #[arg(long)]
    pub timings: bool,
    /// The format of the report
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

    /// A build without flags.
    pub(super) fn plain(project: ProjectArgs) -> Self {
        Self {
            project,
            output: None,
            base_url: None,
            drafts: false,
            future: false,
            expired: false,
            now: None,
            no_cards: false,
            strict: false,
            force: false,
            allow_empty: false,
            explain_cache: None,
            timings: false,
            format: BuildFormat::Human,
        }
    }

    /// Builds into a folder.
    pub(super) fn build(
        &self,
        world: &DiskWorld,
        folder: &Path,
        io: &Io<'_>,
        terminal: &Terminal,
    ) -> Outcome<build::BuildReport> {
        let request = Request {
            base_url: self.base_url.clone(),
            shown: Shown { drafts: self.drafts, future: self.future, expired: self.expired },
            no_cards: self.no_cards,
        };
        let explain = self.explain_cache.as_deref().map(output_path);
        let options = BuildOptions {
            target: Target {
                project: world.root(),
                folder,
                home: io.surroundings.home.as_deref(),
                working: &io.surroundings.folder,
                force: self.force,
                product: Product::Site,
            },
            strict: self.strict,
            allow_empty: self.allow_empty,
            program: io.surroundings.program.as_deref(),
            explain: explain.as_ref(),
        };
        build::build(world, &request, &options, terminal)
    }
}

/// Builds the site and reports.
///
/// # Errors
/// A [`Stop`] if there is no project or no instant to build for.
pub(super) fn run(args: &BuildArgs, io: &mut Io<'_>) -> Result<Exit, Stop> {
    let world = args.project.open(args.now.as_ref(), &io.surroundings)?;
    let working = io.surroundings.folder.clone();
    let folder = args.output_folder(world.root(), &working);
    let terminal = Terminal::new(io.surroundings.messages_is_terminal);
    let Outcome { value: built, diagnostics } = args.build(&world, &folder, io, &terminal);
    let watch = terminal.into_stopwatch();
    let mut summary = Summary::new(built, &diagnostics, watch.seconds());
    summary.output = summary.report.published.then(|| format!("{}/", shown(&folder, &working)));
    let look =
        Look { colour: io.surroundings.colour_messages(), prefix: prefix(world.root(), &working), ..Look::default() };
    match args.format {
        BuildFormat::Human => {
            io.message(&report(ReportFormat::Human, &diagnostics, &world, &summary, &look));
            io.print(&summary.built());
        }
        BuildFormat::Json => io.print(&report(ReportFormat::Json, &diagnostics, &world, &summary, &look)),
    }
    if let Some(explained) = &summary.report.explained {
        io.message(&format!("{}\n", visible(explained)));
    }
    if args.timings {
        io.message(&table(watch.stages()));
    }
    Ok(exit_for(&diagnostics))
}

/// The file of the site that a person names by its path or by its address below the host.
fn output_path(named: &str) -> OutputPath {
    let path = named.trim_start_matches('/');
    let is_page = path.is_empty() || path.ends_with('/');
    OutputPath::new(&if is_page { format!("{path}index.html") } else { path.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_by_its_path_or_its_address() {
        for (named, path) in [
            ("/", "index.html"),
            ("/articles/flu/", "articles/flu/index.html"),
            ("articles/flu/index.html", "articles/flu/index.html"),
            ("feed.xml", "feed.xml"),
        ] {
            assert_eq!(output_path(named), OutputPath::new(path));
        }
    }
}
