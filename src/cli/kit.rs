//! `bedside kit`: posts and pictures for social networks.

use std::path::PathBuf;

use clap::Args;
use jiff::Timestamp;
use rayon::prelude::*;

use crate::diag::{Diagnostic, Severity};
use crate::kit::{Choice, Folder, Kit, choose};
use crate::output::{Meta, Product, Report, Stage, Target};
use crate::session::{Request, Session};
use crate::social::Channels;
use crate::world::DiskWorld;

use super::clock::{GivenNow, parse_now};
use super::project::{ProjectArgs, prefix, shown};
use super::report::{Format, Look, exit_for, number_of, report};
use super::summary::Summary;
use super::visible::{count, visible};
use super::{Exit, Io, Stop};

/// Write posts and pictures for social networks
///
/// Makes a folder for each document with a text for every network in `channels` of `bedside.yaml`, ready to be copied, and
/// tables for schedulers. It is written beside the website, never into it.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  bedside kit\n  bedside kit content/articles/flu-shots.md   for one document")]
pub(super) struct KitArgs {
    /// Where the project is
    #[command(flatten)]
    pub(super) project: ProjectArgs,
    /// The folder to write into [default: `kit` in the site's folder]
    #[arg(short, long, value_name = "FOLDER")]
    pub(super) output: Option<PathBuf>,
    /// Write as if it were this date, such as `2026-11-23`
    #[arg(long, value_name = "DATE", value_parser = parse_now)]
    pub(super) now: Option<GivenNow>,
    /// Write into a folder that Bedside did not make; the files in it are kept
    #[arg(long)]
    pub(super) force: bool,
    /// Documents, by file, address or last part of the address; without them, all that are public
    #[arg(value_name = "DOCUMENT")]
    pub(super) documents: Vec<String>,
}

/// Writes the kit and says what is in it.
///
/// # Errors
/// A [`Stop`] where there is no project, a document is not known, or the folder cannot be written to.
pub(super) fn run(args: &KitArgs, io: &mut Io<'_>) -> Result<Exit, Stop> {
    let world = args.project.open(args.now.as_ref(), &io.surroundings)?;
    let opened = Session::open(&world, &Request::default(), |_| {});
    let mut diagnostics = opened.diagnostics;
    let Some(session) = opened.value.filter(|_| !diagnostics.iter().any(Diagnostic::is_error)) else {
        tell(&world, &diagnostics, io);
        io.print("No kit was written. The folder is as it was.\n");
        return Ok(Exit::Errors);
    };
    let channels = Channels::built_in();
    let kit = Kit { session: &session, channels: &channels };
    let choice = choose(kit, &args.documents);
    if let Some((name, nearest)) = choice.unknown.first() {
        let stop = Stop::usage(format!("there is no document `{}`", visible(name)));
        return Err(stop.helps(nearest.clone()).help("name it by its file, such as `content/articles/flu.md`"));
    }
    if kit.enabled().is_empty() {
        let known: Vec<&str> = channels.iter().map(|channel| channel.id.as_str()).collect();
        let stop = Stop::failed("the settings name no social networks, so there is nothing to write");
        return Err(stop.help(format!(
            "add them to `bedside.yaml`, such as `channels: [facebook, instagram]`; known are {}",
            known.join(", ")
        )));
    }
    let folder =
        args.output.as_ref().map_or_else(|| world.root().join("kit"), |output| io.surroundings.folder.join(output));
    let target = Target {
        project: world.root(),
        folder: &folder,
        home: io.surroundings.home.as_deref(),
        working: &io.surroundings.folder,
        force: args.force,
        product: Product::Kit,
    };
    let folders: Vec<Folder<'_>> = choice.documents.par_iter().map(|id| kit.folder(*id)).collect();
    let written = write(&target, kit, &folders, args.documents.is_empty());
    match written {
        Ok(report) => {
            diagnostics.extend(report.diagnostics);
            tell(&world, &diagnostics, io);
            let place = shown(&folder, &io.surroundings.folder);
            io.print(&summary(&folders, &choice, kit, &visible(&place)));
            Ok(exit_for(&diagnostics))
        }
        Err(problems) => {
            diagnostics.extend(problems);
            tell(&world, &diagnostics, io);
            Ok(Exit::Errors)
        }
    }
}

/// Writes all files; where only some documents were asked for, the folders of the others stay.
fn write(target: &Target<'_>, kit: Kit<'_>, folders: &[Folder<'_>], all: bool) -> Result<Report, Vec<Diagnostic>> {
    let stage = Stage::open(target)?;
    folders
        .par_iter()
        .try_for_each(|folder| folder.files().iter().try_for_each(|(path, text)| stage.write(path, text.as_bytes())))?;
    for (path, text) in kit.tables(folders) {
        stage.write(&path, text.as_bytes())?;
    }
    if !all {
        let own = |path: &str| folders.iter().any(|folder| path.starts_with(&format!("{}/", folder.path())));
        stage.keep_all(|path| !path.starts_with("schedulers/") && !own(path));
    }
    stage.publish(&Meta {
        version: env!("CARGO_PKG_VERSION"),
        base_url: &kit.session.site.config.url.absolute(""),
        mode: "kit",
        now: Timestamp::UNIX_EPOCH,
        fingerprint: "",
    })
}

fn tell(world: &DiskWorld, diagnostics: &[Diagnostic], io: &mut Io<'_>) {
    let figures = Summary {
        errors: number_of(Severity::Error, diagnostics),
        warnings: number_of(Severity::Warning, diagnostics),
        ..Summary::default()
    };
    let look =
        Look { colour: io.surroundings.colour_messages(), prefix: prefix(world.root(), &io.surroundings.folder) };
    io.message(&report(Format::Human, diagnostics, world, &figures, &look));
}

fn summary(folders: &[Folder<'_>], choice: &Choice, kit: Kit<'_>, place: &str) -> String {
    let networks: Vec<&str> = kit.enabled().iter().map(|channel| channel.name.as_str()).collect();
    let mut out =
        format!("Wrote posts of {} for {} -> {place}/\n", count(folders.len(), "document"), networks.join(", "));
    for folder in folders {
        if let Some(at) = &folder.goes_live {
            out += &format!("Not online before {at}: {}\n", visible(folder.document));
        }
    }
    for (file, reason) in &choice.left_out {
        out += &format!("Left out {}: {reason}\n", visible(file));
    }
    out
}
