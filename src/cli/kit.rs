//! `bedside kit`: posts and pictures for social networks.

use clap::Args;
use rayon::prelude::*;

use crate::build::CardCache;
use crate::kit::{Choice, Kit, KitFolder, choose};
use crate::output::Product;
use crate::social::Channels;

use super::beside::{Beside, BesideArgs, tell};
use super::report::exit_for;
use super::visible::{count, visible};
use super::{Exit, Io, Stop};

/// Write posts and pictures for social networks
///
/// Makes a folder for each document with a text for every network in `channels` of `bedside.yaml`, ready to copy, with
/// pictures in the sizes that the networks need, and tables for schedulers. The kit goes into the folder `kit`,
/// separate from the website.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  bedside kit\n  bedside kit content/articles/flu-shots.md   for one document")]
pub(super) struct KitArgs {
    /// Where to work
    #[command(flatten)]
    pub(super) beside: BesideArgs,
    /// Documents, by file, address or last part of the address [default: all public documents]
    #[arg(value_name = "DOCUMENT")]
    pub(super) documents: Vec<String>,
}

/// Writes the kit and says what is in it.
///
/// # Errors
/// A [`Stop`] if there is no project, a document is not known, or the settings name no networks.
pub(super) fn run(args: &KitArgs, io: &mut Io<'_>) -> Result<Exit, Stop> {
    let beside = Beside { args: &args.beside, product: Product::Kit, name: "kit" };
    let world = beside.world(io)?;
    let mut diagnostics = Vec::new();
    let Some(compiled) = beside.compiled(&world, &mut diagnostics, io) else { return Ok(Exit::Errors) };
    let channels = Channels::shared();
    let kit = Kit { compiled: &compiled, channels };
    let choice = choose(kit, &args.documents);
    refuse(kit, &choice)?;
    let folders: Vec<KitFolder<'_>> = choice.documents.par_iter().map(|id| kit.folder(*id)).collect();
    let all = args.documents.is_empty();
    let cards = CardCache::read(world.root(), "kit.json", io.surroundings.program.as_deref());
    let published = beside.publish(&compiled, world.root(), io, |stage| kit.write(stage, &cards, &folders, !all));
    let is_written = published.is_ok();
    if is_written {
        cards.write(world.root());
    }
    diagnostics.extend(published.map_or_else(|problems| problems, |report| report.diagnostics));
    tell(&world, &diagnostics, io);
    if is_written {
        io.print(&summary(&folders, &choice, kit, &beside.place(world.root(), io)));
    }
    Ok(exit_for(&diagnostics))
}

fn refuse(kit: Kit<'_>, choice: &Choice) -> Result<(), Stop> {
    if let Some((name, nearest)) = choice.unknown.first() {
        let stop = Stop::usage(format!("there is no document `{}`", visible(name)));
        return Err(stop.helps(nearest.clone()).help("name it by its file, such as `content/articles/flu.md`"));
    }
    if kit.enabled().is_empty() {
        let known: Vec<&str> = kit.channels.iter().map(|channel| channel.id.as_str()).collect();
        let stop = Stop::failed("the settings do not name any social networks, so there is nothing to write");
        return Err(stop.help(format!(
            "add them to `bedside.yaml`, such as `channels: [facebook, instagram]`; Bedside knows {}",
            known.join(", ")
        )));
    }
    Ok(())
}

fn summary(folders: &[KitFolder<'_>], choice: &Choice, kit: Kit<'_>, place: &str) -> String {
    let networks: Vec<&str> = kit.enabled().iter().map(|channel| channel.name.as_str()).collect();
    let documents = count(folders.len(), "document");
    let wrote = format!("Wrote posts of {documents} for {} -> {place}/\n", networks.join(", "));
    let later = folders.iter().filter_map(|folder| {
        let at = folder.goes_live.as_ref()?;
        Some(format!("Not online before {at}: {}\n", visible(folder.document)))
    });
    let left_out = choice.left_out.iter().map(|(file, reason)| format!("Left out {}: {reason}\n", visible(file)));
    std::iter::once(wrote).chain(later).chain(left_out).collect::<Vec<_>>().concat()
}
