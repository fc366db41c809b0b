//! Builds and deployments requested by the desk: the same as on the command line, reported to a page.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use serde_json::json;

use crate::deploy::is_page;
use crate::diag::{Diagnostic, Outcome, Severity};
use crate::output::{PUBLIC, PublishedFile, published};
use crate::serve::{Built, Declined, Errand, HeldPage, PageChange, PageChanges, Published, Publisher};
use crate::world::DiskWorld;

use super::super::build::{BuildArgs, BuildFormat};
use super::super::project::{ProjectArgs, prefix, shown};
use super::super::report::{Look, ReportFormat, number_of, report};
use super::super::summary::Summary;
use super::super::terminal::Terminal;
use super::super::{Exit, Io, Surroundings};
use super::turn::{Asked, Turn};
use super::words::change_in;
use super::{DeployArgs, settings};

/// What deploys for the desk.
pub(in crate::cli) struct FromDesk {
    root: PathBuf,
    surroundings: Surroundings,
}

impl FromDesk {
    /// For the project at `root`.
    pub(in crate::cli) fn new(root: &Path, surroundings: &Surroundings) -> Self {
        let surroundings = Surroundings {
            input_is_terminal: false,
            output_is_terminal: false,
            messages_is_terminal: false,
            no_colour: true,
            ..surroundings.clone()
        };
        let root = std::path::absolute(root).unwrap_or_else(|_| root.to_owned());
        Self { root, surroundings }
    }

    /// Does something as its own command would; what it says is given back with what it came to.
    fn told<T>(&self, action: impl FnOnce(&DiskWorld, &mut Io<'_>) -> T) -> Result<(T, String), String> {
        let (mut input, mut output, mut messages) = (Cursor::new(Vec::new()), Vec::new(), Vec::new());
        let mut io = Io::new(&mut input, &mut output, &mut messages, self.surroundings.clone());
        let world = ProjectArgs::at(&self.root).open(None, &io.surroundings).map_err(|stop| stop.text(false))?;
        let value = action(&world, &mut io);
        Ok((value, String::from_utf8_lossy(&messages).into_owned()))
    }
}

/// The pages of the finished site, by their paths.
struct Pages(BTreeMap<String, PublishedFile>);

impl Pages {
    fn of(folder: &Path) -> Self {
        let files = published(folder).ok().flatten().unwrap_or_default();
        let pages = files.into_iter().filter(|file| is_page(&file.path));
        Self(pages.map(|file| (file.path.clone(), file)).collect())
    }

    fn changes(&self, folder: &Path, which: impl Fn(&str, &PublishedFile) -> bool) -> Vec<PageChange> {
        let found = self.0.iter().filter(|(path, file)| which(path, file));
        found.map(|(_, file)| change_in(folder, file)).collect()
    }
}

impl Publisher for FromDesk {
    fn targets(&self) -> Vec<(String, String)> {
        let config = self.told(settings).ok().and_then(|(config, _)| config.ok().flatten());
        let targets = config.map(|config| config.deploy).unwrap_or_default();
        targets.into_iter().map(|target| (target.name.clone(), target.kind.word().to_owned())).collect()
    }

    fn build(&self) -> Result<Built, Declined> {
        let declined = |reason: String| Declined { reason, asks: false };
        let build = |world: &DiskWorld, io: &mut Io<'_>| {
            let folder = world.root().join(PUBLIC);
            let before = Pages::of(&folder);
            let terminal = Terminal::new(false);
            let args = BuildArgs::plain(ProjectArgs::at(&self.root));
            let Outcome { value, diagnostics } = args.build(world, &folder, io, &terminal);
            let warnings = number_of(Severity::Warning, &diagnostics);
            let summary = Summary::new(value, &diagnostics, 0.0);
            if !summary.report.published {
                let errors: Vec<_> = diagnostics.into_iter().filter(Diagnostic::is_error).collect();
                let look = Look { prefix: prefix(world.root(), &io.surroundings.folder), ..Look::default() };
                return Err(declined(report(ReportFormat::Human, &errors, world, &summary, &look)));
            }
            let after = Pages::of(&folder);
            let held = summary.report.held_back.into_iter();
            Ok(Built {
                folder: format!("{}/", shown(&folder, &io.surroundings.folder)),
                files: summary.report.routes,
                warnings,
                held_back: held
                    .map(|one| HeldPage {
                        state: json!(one.reason).as_str().unwrap_or_default().to_owned(),
                        file: one.file,
                    })
                    .collect(),
                pages: PageChanges {
                    new: after.changes(&folder, |path, _| !before.0.contains_key(path)),
                    changed: after
                        .changes(&folder, |path, file| before.0.get(path).is_some_and(|old| old.hash != file.hash)),
                    leaves: before.changes(&folder, |path, _| !after.0.contains_key(path)),
                },
            })
        };
        self.told(build).map_err(declined)?.0
    }

    fn go(&self, errand: &Errand) -> Result<Published, Declined> {
        let args = DeployArgs {
            project: ProjectArgs::at(&self.root),
            target: Some(errand.target.clone()),
            output: None,
            dry_run: !errand.send,
            verify: false,
            watch: false,
            if_due: false,
            yes: errand.agreed,
            print_config: None,
            format: BuildFormat::Human,
        };
        let asks = Cell::new(false);
        let asked = Asked { args: &args, quiet: true, asks: Some(&asks) };
        let declined = |reason: String| Declined { reason, asks: asks.get() };
        let (turn, messages) = self.told(|world, io| asked.turn(world, io)).map_err(declined)?;
        match turn {
            Ok(Turn { exit: Exit::Fine, published: Some(published), .. }) => Ok(published),
            Ok(_) => Err(declined(messages)),
            Err(stop) => Err(declined(stop.text(false))),
        }
    }
}
