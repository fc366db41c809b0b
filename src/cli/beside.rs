//! What the commands share that write next to the site, never into it.

use std::path::{Path, PathBuf};

use clap::Args;
use jiff::Timestamp;

use crate::compile::{Compiled, Request, compile};
use crate::diag::{Diagnostic, Severity, codes};
use crate::output::{Meta, Product, Report, Stage, Target};
use crate::world::DiskWorld;

use super::clock::{GivenNow, parse_now};
use super::project::{ProjectArgs, prefix, shown};
use super::report::{Look, ReportFormat, number_of, report};
use super::summary::Summary;
use super::visible::visible;
use super::{Io, Stop};

/// Where such a command works.
#[derive(Args, Debug)]
pub(super) struct BesideArgs {
    /// Where the project is
    #[command(flatten)]
    pub(super) project: ProjectArgs,
    /// The folder to write to [default: a separate one in the site's folder]
    #[arg(short, long, value_name = "FOLDER")]
    pub(super) output: Option<PathBuf>,
    /// Write as if it were this date, such as `2026-11-23`
    #[arg(long, value_name = "DATE", value_parser = parse_now)]
    pub(super) now: Option<GivenNow>,
    /// Write into a folder that Bedside did not create; its files are kept
    #[arg(long)]
    pub(super) force: bool,
}

/// A product and its default folder.
#[derive(Clone, Copy)]
pub(super) struct Beside<'a> {
    pub(super) args: &'a BesideArgs,
    pub(super) product: Product,
    pub(super) name: &'static str,
}

impl Beside<'_> {
    /// Finds the project.
    ///
    /// # Errors
    /// A [`Stop`] if there is none.
    pub(super) fn world(&self, io: &Io<'_>) -> Result<DiskWorld, Stop> {
        self.args.project.open(self.args.now.as_ref(), &io.surroundings)
    }

    /// Compiles the project as everyone may see it; `None` if it has errors, which are then reported.
    pub(super) fn compiled<'w>(
        &self,
        world: &'w DiskWorld,
        diagnostics: &mut Vec<Diagnostic>,
        io: &mut Io<'_>,
    ) -> Option<Compiled<'w>> {
        let opened = compile(world, &Request::default());
        diagnostics.extend(opened.diagnostics);
        if opened.value.as_ref().is_some_and(|compiled| compiled.site.documents.is_empty()) {
            let help = "write one with `bedside new article TITLE`, or restore the files in `content`";
            diagnostics.push(Diagnostic::new(&codes::NO_DOCUMENTS, "the project has no documents").help(help));
        }
        let compiled = opened.value.filter(|_| !diagnostics.iter().any(Diagnostic::is_error));
        if compiled.is_none() {
            tell(world, diagnostics, io);
            io.print(&format!("No {} was written. The folder is unchanged.\n", self.name));
        }
        compiled
    }

    fn folder(&self, root: &Path, io: &Io<'_>) -> PathBuf {
        let working = &io.surroundings.folder;
        self.args.output.as_ref().map_or_else(|| root.join(self.name), |output| working.join(output))
    }

    /// The folder as people see it.
    pub(super) fn place(&self, root: &Path, io: &Io<'_>) -> String {
        visible(&shown(&self.folder(root, io), &io.surroundings.folder)).into_owned()
    }

    /// Takes the folder, has it filled, and puts the result in its place.
    ///
    /// # Errors
    /// What [`Stage`] reports, and what `fill` does.
    pub(super) fn publish(
        &self,
        compiled: &Compiled<'_>,
        root: &Path,
        io: &Io<'_>,
        fill: impl FnOnce(&Stage) -> Result<(), Vec<Diagnostic>>,
    ) -> Result<Report, Vec<Diagnostic>> {
        let folder = self.folder(root, io);
        let target = Target {
            project: root,
            folder: &folder,
            home: io.surroundings.home.as_deref(),
            working: &io.surroundings.folder,
            force: self.args.force,
            product: self.product,
        };
        let stage = Stage::open(&target)?;
        fill(&stage)?;
        stage.publish(&Meta {
            version: env!("CARGO_PKG_VERSION"),
            base_url: &compiled.site.config.url.absolute(""),
            mode: self.name,
            now: Timestamp::UNIX_EPOCH,
            documents: Some(compiled.site.documents.len()),
            fingerprint: "",
        })
    }
}

/// Reports problems for people.
pub(super) fn tell(world: &DiskWorld, diagnostics: &[Diagnostic], io: &mut Io<'_>) {
    let figures = Summary {
        errors: number_of(Severity::Error, diagnostics),
        warnings: number_of(Severity::Warning, diagnostics),
        ..Summary::default()
    };
    let look = Look {
        colour: io.surroundings.colour_messages(),
        prefix: prefix(world.root(), &io.surroundings.folder),
        ..Look::default()
    };
    io.message(&report(ReportFormat::Human, diagnostics, world, &figures, &look));
}
