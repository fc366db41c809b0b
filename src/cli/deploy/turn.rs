//! One deployment: build, look, ask, send, verify.

use std::cell::Cell;
use std::path::Path;
use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::base::{ContentHash, Zone};
use crate::build::{self, BuildOptions, BuildReport};
use crate::compile::{Request, compile};
use crate::config::{Config, DeployTarget, HostKind};
use crate::deploy::{self, DeployOptions, Deployed, Host, Refusal, Secrets, Tree};
use crate::diag::{Diagnostic, Outcome};
use crate::output::{PUBLIC, Product, RunLock, Target, hold, leave_note, read_note};
use crate::serve::Published;
use crate::world::{DiskWorld, World};

use super::super::build::BuildFormat;
use super::super::progress::Progress;
use super::super::project::{prefix, shown};
use super::super::report::{Look, ReportFormat, report};
use super::super::summary::Summary;
use super::super::terminal::Terminal;
use super::super::{Exit, Io, Stop};
use super::words::{failure, figures, json, moment, outlook, published, question};
use super::{DeployArgs, choose, settings};

/// How long readers may take to load a page that they began with before it changed.
const PAUSE: Duration = Duration::from_secs(5);

/// The request.
#[derive(Clone, Copy)]
pub(in crate::cli) struct Asked<'a> {
    pub(in crate::cli) args: &'a DeployArgs,
    /// Whether a run without changes says nothing.
    pub(in crate::cli) quiet: bool,
    /// Where it is noted that a person has to agree first.
    pub(in crate::cli) asks: Option<&'a Cell<bool>>,
}

/// What came of it.
pub(in crate::cli) struct Turn {
    pub(in crate::cli) exit: Exit,
    /// Until when the site that is online is good.
    pub(in crate::cli) until: Option<Timestamp>,
    /// What would change or did, where it came that far.
    pub(in crate::cli) published: Option<Published>,
    zone: Zone,
}

impl Turn {
    /// An instant as people at the practice say it.
    pub(in crate::cli) fn shown(&self, at: Timestamp) -> String {
        moment(&self.zone, at)
    }
}

/// What this computer remembers of a target.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(in crate::cli) struct LocalNote {
    /// When the last deployment from here was complete.
    pub(in crate::cli) at: Timestamp,
    /// Until when it was good.
    pub(in crate::cli) until: Timestamp,
}

/// The note of a target, if there is one.
pub(in crate::cli) fn local_note(project: &Path, target: &str) -> Option<LocalNote> {
    serde_json::from_slice(&read_note(project, &note_name(target))?).ok()
}

fn note_name(target: &str) -> String {
    format!("deploy-{target}.json")
}

/// What tells this copy of the project from every other: drawn once, and kept with the notes.
fn copy_id(project: &Path, now: Timestamp) -> String {
    const NAME: &str = "deploy-copy.json";
    let known = read_note(project, NAME).and_then(|bytes| String::from_utf8(bytes).ok()).filter(|id| id.len() == 64);
    known.unwrap_or_else(|| {
        let seed = format!("{} {} {:?}", project.display(), std::process::id(), (now, crate::world::now()));
        let id = ContentHash::of(seed.as_bytes()).hex();
        let _ = leave_note(project, NAME, id.as_bytes()); // without it, a lock that is left over waits for its end
        id
    })
}

/// Keeps every other process with this copy of the project from deploying to a target: to the host, they are the same.
fn held(project: &Path, target: &str) -> Result<RunLock, Stop> {
    match hold(project, &format!("deploy-{target}.lock")) {
        Ok(Some(held)) => Ok(held),
        Ok(None) => Err(Stop::failed(format!("this computer is already deploying to `{target}`"))
            .help("wait until it is done, then deploy again; the desk, `--watch` or a timer may have started it")),
        Err(error) => Err(Stop::failed(format!("`.bedside` cannot be written to: {error}"))),
    }
}

/// Opens the host of a target with the secrets of this process.
#[expect(clippy::disallowed_methods, reason = "secrets are variables of the environment, each read where it is needed")]
pub(in crate::cli) fn host_of(target: &DeployTarget, world: &DiskWorld) -> Result<Box<dyn Host>, Stop> {
    let environment = |name: &str| std::env::var(name).ok();
    let secrets = Secrets { environment: &environment, target: &target.name };
    deploy::open(target, world.root(), &secrets).map_err(|error| failure(&Refusal::Host(error), &Zone::utc()))
}

impl Asked<'_> {
    /// Does all of it.
    pub(in crate::cli) fn turn(self, world: &DiskWorld, io: &mut Io<'_>) -> Result<Turn, Stop> {
        let watch = Terminal::new(false).into_stopwatch();
        let Some(config) = settings(world, io)? else {
            return Ok(Turn { exit: Exit::Errors, until: None, published: None, zone: Zone::utc() });
        };
        let target = choose(&config, self.args.target.as_deref())?;
        let turn = |exit, until| Turn { exit, until, published: None, zone: config.zone.clone() };
        if self.args.if_due
            && let Some(until) = not_due(world, target)?
        {
            self.tell_not_due(target, &config, until, io);
            return Ok(turn(Exit::Fine, Some(until)));
        }
        let _held = if self.args.dry_run { None } else { Some(held(world.root(), &target.name)?) };
        let folder = self
            .args
            .output
            .as_ref()
            .map_or_else(|| world.root().join(PUBLIC), |folder| io.surroundings.folder.join(folder));
        let Some(built) = self.build(world, &folder, io) else { return Ok(turn(Exit::Errors, None)) };
        let horizon = built.horizon.ok_or_else(|| Stop::failed("the site was not published to its folder"))?;
        let zone = &config.zone;
        let fails = |refusal: Refusal| failure(&refusal, zone);
        let tree = deploy::tree(&folder, target).map_err(|error| fails(Refusal::Host(error)))?;
        let host = host_of(target, world)?;
        let gathers = matches!(target.kind, HostKind::Git | HostKind::Netlify | HostKind::Cloudflare);
        let terms = DeployOptions {
            now: world.now(),
            until: horizon.until,
            grace: if target.kind == HostKind::Cloudflare { 0 } else { target.grace() },
            pause: if gathers { Duration::ZERO } else { PAUSE },
            who: who(io),
            id: copy_id(world.root(), world.now()),
            agreed: self.args.yes,
        };
        let run = Run { asked: self, host: &*host, tree: &tree, target };
        let Some((terms, before)) = run.agreed(terms, zone, io)? else { return Ok(turn(Exit::Errors, None)) };
        if self.args.dry_run {
            run.tell(&before, watch.seconds(), zone, io);
            let published = Some(published(&host.name(), &before, &tree, zone));
            return Ok(Turn { published, ..turn(Exit::Fine, Some(horizon.until)) });
        }
        let progress = Progress::new(
            io.surroundings.messages_is_terminal,
            "files",
            before.report.uploaded + before.report.deleted,
        );
        let done = deploy::deploy(&*host, &tree, &terms, &|| progress.inc());
        drop(progress);
        let done = done.map_err(fails)?;
        let note = serde_json::to_vec(&LocalNote { at: terms.now, until: terms.until }).unwrap_or_default();
        let _ = leave_note(world.root(), &note_name(&target.name), &note); // without it, the list on the host is asked
        run.tell(&done, watch.seconds(), zone, io);
        run.ping(&config, &done, io);
        let exit = if self.args.verify { run.verify(&config, &done, io)? } else { Exit::Fine };
        let published = Some(published(&host.name(), &done, &tree, zone));
        Ok(Turn { published, ..turn(exit, Some(horizon.until)) })
    }

    /// The site, where it may go online: built now, without errors, without drafts or anything else that is held back.
    fn build(self, world: &DiskWorld, folder: &Path, io: &mut Io<'_>) -> Option<BuildReport> {
        let options = BuildOptions {
            target: Target {
                project: world.root(),
                folder,
                home: io.surroundings.home.as_deref(),
                working: &io.surroundings.folder,
                force: false,
                product: Product::Site,
            },
            strict: false,
            allow_empty: false,
            program: io.surroundings.program.as_deref(),
            explain: None,
        };
        let terminal = Terminal::new(io.surroundings.messages_is_terminal);
        let Outcome { value: built, diagnostics } = build::build(world, &Request::default(), &options, &terminal);
        let seconds = terminal.into_stopwatch().seconds();
        let working = &io.surroundings.folder;
        let look = Look {
            colour: io.surroundings.colour_messages(),
            prefix: prefix(world.root(), working),
            ..Look::default()
        };
        let place = shown(folder, working);
        let mut summary = Summary::new(built.clone(), &diagnostics, seconds);
        summary.output = built.published.then_some(place);
        let is_clean = built.published && !diagnostics.iter().any(Diagnostic::is_error);
        if !self.quiet || !is_clean {
            io.message(&report(ReportFormat::Human, &diagnostics, world, &summary, &look));
        }
        if !is_clean {
            io.message("The website has errors, so nothing was sent.\n");
        }
        is_clean.then_some(built)
    }

    fn tell_not_due(self, target: &DeployTarget, config: &Config, until: Timestamp, io: &mut Io<'_>) {
        match self.args.format {
            BuildFormat::Json => io.print(&json(&target.name, &Deployed::default(), 0.0)),
            BuildFormat::Human => io.print(&format!("Nothing is due before {}\n", moment(&config.zone, until))),
        }
    }
}

/// Until when nothing is due at a target; `None` if something is, or where nothing is known.
fn not_due(world: &DiskWorld, target: &DeployTarget) -> Result<Option<Timestamp>, Stop> {
    let note = match local_note(world.root(), &target.name) {
        Some(note) => Some((note.at, note.until)),
        None => {
            deploy::deployed(&*host_of(target, world)?).map_err(|error| failure(&Refusal::Host(error), &Zone::utc()))?
        }
    };
    let Some((at, until)) = note.filter(|(_, until)| world.now() < *until) else { return Ok(None) };
    // The documents may have other times by now than those that were deployed.
    let Some(compiled) = compile(world, &Request::default()).value else { return Ok(None) };
    let horizon = compiled.site.horizon();
    Ok((horizon.from <= at).then(|| until.min(horizon.until)))
}

#[expect(clippy::disallowed_methods, reason = "the user's name, for a person who wants to deploy at the same time")]
fn who(io: &Io<'_>) -> String {
    let name = ["USER", "USERNAME"].iter().find_map(|name| std::env::var(name).ok()).filter(|name| !name.is_empty());
    let home =
        io.surroundings.home.as_deref().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
    name.or(home).unwrap_or_else(|| "somebody".to_owned())
}

/// A deployment with its host.
#[derive(Clone, Copy)]
struct Run<'r> {
    asked: Asked<'r>,
    host: &'r dyn Host,
    tree: &'r Tree,
    target: &'r DeployTarget,
}

impl Run<'_> {
    /// The terms to which someone agreed, and what will be done; `None` if the answer is no.
    fn agreed(
        self,
        mut terms: DeployOptions,
        zone: &Zone,
        io: &mut Io<'_>,
    ) -> Result<Option<(DeployOptions, Deployed)>, Stop> {
        loop {
            match deploy::look(self.host, self.tree, &terms) {
                Ok(before) => return Ok(Some((terms, before))),
                Err(refusal @ (Refusal::Large { .. } | Refusal::Foreign(_) | Refusal::Damaged))
                    if io.surroundings.can_ask() && !self.asked.args.watch && !terms.agreed =>
                {
                    io.message(&question(&refusal));
                    let mut answer = String::new();
                    let read = io.input.read_line(&mut answer).unwrap_or(0);
                    if read == 0 || !matches!(answer.trim().to_ascii_lowercase().as_str(), "y" | "yes") {
                        io.message("Nothing was sent.\n");
                        return Ok(None);
                    }
                    terms.agreed = true;
                }
                Err(refusal) => {
                    let can_agree = matches!(refusal, Refusal::Large { .. } | Refusal::Foreign(_) | Refusal::Damaged);
                    self.asked.asks.inspect(|asks| asks.set(can_agree));
                    return Err(failure(&refusal, zone));
                }
            }
        }
    }

    fn tell(self, done: &Deployed, seconds: f64, zone: &Zone, io: &mut Io<'_>) {
        if self.asked.args.format == BuildFormat::Json {
            io.print(&json(&self.target.name, done, seconds));
            return;
        }
        let nothing = done.report.uploaded + done.report.deleted == 0;
        if self.asked.quiet && nothing {
            return;
        }
        if self.asked.args.dry_run || !nothing {
            io.print(&outlook(done, self.tree, zone));
        }
        io.print(&figures(&self.host.name(), done, seconds, self.asked.args.dry_run));
    }

    /// Tells search engines which pages are new or changed, if the settings request it.
    fn ping(self, config: &Config, done: &Deployed, io: &mut Io<'_>) {
        let Some(key) = self.target.get("indexnow") else { return };
        let paths: Vec<&String> =
            done.new.iter().chain(&done.changed).chain(&done.withdrawn).filter(|path| deploy::is_page(path)).collect();
        if let Err(error) = deploy::index_now(deploy::INDEX_NOW, &config.url.absolute("/"), key, &paths) {
            io.message(&format!("The website is online, but search engines were not notified: {error}\n"));
        }
    }

    fn verify(self, config: &Config, done: &Deployed, io: &mut Io<'_>) -> Result<Exit, Stop> {
        let base = config.url.absolute("/");
        let found = deploy::verify(&base, self.tree, &done.sent)
            .map_err(|error| failure(&Refusal::Host(error), &config.zone))?;
        if found.is_empty() {
            io.message(&format!("Verified: {base} shows what was sent\n"));
            return Ok(Exit::Fine);
        }
        for difference in &found {
            io.message(&format!("{}: {}\n", difference.url, difference.what));
        }
        Ok(Exit::Errors)
    }
}
