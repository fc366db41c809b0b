//! `bedside status`: what is live, what is due when, what the next deployment changes.

use std::fmt::Write;
use std::time::Duration;

use clap::Args;
use rayon::prelude::*;

use crate::compile::{Compiled, Request, compile};
use crate::config::DeployTarget;
use crate::deploy::{self, DeployOptions, Host, Refusal, TreeFile};
use crate::diag::Diagnostic;
use crate::model::{Held, State};
use crate::plan::{self, Recipe};
use crate::world::World;

use super::deploy::{choose, failure, host_of, moment, settings};
use super::project::ProjectArgs;
use super::visible::{count, visible};
use super::{Exit, Io, Stop};

/// Show what is online, what is due next, and what would change
///
/// Asks the host what it has, and compares that with the project. Writes nothing.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  bedside status\n  bedside status website")]
pub(super) struct StatusArgs {
    /// Where the project is
    #[command(flatten)]
    project: ProjectArgs,
    /// The name of the target in `bedside.yaml` [default: all of them]
    #[arg(value_name = "TARGET")]
    target: Option<String>,
}

/// Looks at each target.
///
/// # Errors
/// A [`Stop`] if there is no project, no target, or no answer.
pub(super) fn run(args: &StatusArgs, io: &mut Io<'_>) -> Result<Exit, Stop> {
    let world = args.project.open(None, &io.surroundings)?;
    let Some(config) = settings(&world, io)? else { return Ok(Exit::Errors) };
    let targets: Vec<&DeployTarget> = match &args.target {
        None if !config.deploy.is_empty() => config.deploy.iter().collect(),
        name => vec![choose(&config, name.as_deref())?],
    };
    let outcome = compile(&world, &Request::default());
    let errors = outcome.diagnostics.iter().filter(|one| one.is_error()).count();
    let Some(compiled) = outcome.value.filter(|_| errors == 0) else {
        io.message(&format!(
            "{} must be fixed before you can publish the website: see `bedside check`\n",
            count(errors, "error")
        ));
        return Ok(Exit::Errors);
    };
    let mut exit = Exit::Fine;
    for target in targets {
        io.print(&format!("{} ({})\n", target.name, target.kind.word()));
        let told = host_of(target, &world).and_then(|host| told(&*host, target, &compiled, world.now()));
        match told {
            Ok(text) => io.print(&text),
            Err(stop) => {
                io.message(&stop.text(io.surroundings.colour_messages()));
                exit = Exit::Errors;
            }
        }
    }
    io.print(&due(&compiled));
    Ok(exit)
}

fn told(host: &dyn Host, target: &DeployTarget, compiled: &Compiled<'_>, now: jiff::Timestamp) -> Result<String, Stop> {
    let zone = &compiled.site.config.zone;
    let fails = |refusal: Refusal| failure(&refusal, zone);
    let tree = deploy::for_host(files(compiled)?, target).map_err(|error| fails(Refusal::Host(error)))?;
    let until = compiled.site.horizon().until;
    // Cards and pictures are not drawn for a look: what the host has of them counts as unchanged.
    let terms = DeployOptions {
        now,
        until,
        grace: target.grace(),
        pause: Duration::ZERO,
        who: String::new(),
        id: String::new(),
        agreed: true,
    };
    let found = deploy::look_without(host, &tree, &terms, &|path| plan::is_card(path) || path.starts_with("media/"))
        .map_err(fails)?;
    let live = match (found.before, found.resumed) {
        (_, true) => "  a deployment was interrupted: run `bedside deploy` again\n".to_owned(),
        (Some(before), false) => format!("  online since {}\n", moment(zone, before)),
        (None, false) => "  as far as Bedside knows, this website is not there\n".to_owned(),
    };
    let pages = |paths: &[String]| paths.iter().filter(|path| deploy::is_page(path)).count();
    let change = if found.new.is_empty() && found.changed.is_empty() && found.withdrawn.is_empty() {
        "  no page would change\n".to_owned()
    } else {
        format!(
            "  {} new, {} changed, {} to be removed\n",
            count(pages(&found.new), "page"),
            pages(&found.changed),
            pages(&found.withdrawn),
        )
    };
    Ok(format!("{live}{change}"))
}

fn files(compiled: &Compiled<'_>) -> Result<Vec<TreeFile>, Stop> {
    let renderer = compiled.renderer();
    let routes: Vec<_> = compiled
        .plan
        .routes
        .iter()
        .filter(|route| !matches!(route.recipe, Recipe::Card { .. } | Recipe::SiteCard(_) | Recipe::Picture { .. }))
        .collect();
    let all: Vec<Option<TreeFile>> = routes
        .par_iter()
        .map(|route| {
            let outcome = compiled.bytes(&renderer, route);
            let bytes = outcome.value.filter(|_| !outcome.diagnostics.iter().any(Diagnostic::is_error))?;
            Some(TreeFile::of_bytes(&route.path.to_string(), bytes.into_owned()))
        })
        .collect();
    let whole: Option<Vec<TreeFile>> = all.into_iter().collect();
    whole.ok_or_else(|| Stop::failed("a page of the website cannot be built").help("`bedside check` shows why"))
}

/// What comes by itself.
fn due(compiled: &Compiled<'_>) -> String {
    let zone = &compiled.site.config.zone;
    let mut coming: Vec<(jiff::Timestamp, String)> = Vec::new();
    for document in &compiled.site.documents {
        let file = visible(document.parsed.source.path.as_str()).into_owned();
        if let State::HeldBack(Held::Scheduled(at)) = document.state {
            coming.push((at, format!("goes live: {file}")));
        }
        let expires = document.parsed.front.expires.map(|moment| moment.at).filter(|at| *at > compiled.site.now);
        coming.extend(expires.map(|at| (at, format!("expires:   {file}"))));
    }
    coming.sort();
    let mut text = "Due\n".to_owned();
    for (at, what) in coming {
        let _ = writeln!(text, "  {}  {what}", moment(zone, at)); // cannot fail
    }
    let next = compiled.site.horizon().until;
    if next == jiff::Timestamp::MAX {
        return text + "  no changes are scheduled\n";
    }
    text + &format!("  {}  the next scheduled change\n", moment(zone, next))
}
