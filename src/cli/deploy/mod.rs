//! `bedside deploy`: the site to where readers find it.

mod desk;
mod turn;
mod words;

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jiff::Timestamp;

use crate::compile::{Request, compile};
use crate::config::{Config, DeployTarget, Overrides};
use crate::deploy::{self, ServerConfig, SystemAlarm, server_config};
use crate::diag::{Diagnostic, Outcome};
use crate::world::{DiskWorld, World};

use super::build::BuildFormat;
use super::project::{ProjectArgs, prefix};
use super::report::{Look, ReportFormat, report};
use super::summary::Summary;
use super::visible::visible;
use super::{Exit, Io, Stop};

pub(super) use desk::FromDesk;
use turn::Asked;
pub(super) use turn::host_of;
pub(super) use words::{failure, moment};

/// Put the website online
///
/// Builds the website and sends it to the host that `deploy` in `bedside.yaml` names. Sends only what changed, and
/// readers see a complete website at every moment. Passwords and keys come from the environment, your SSH agent or the
/// system's key store.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  bedside deploy                to the only target\n  bedside deploy --dry-run      show what would change\n  bedside deploy web --verify   check the result by fetching it\n  bedside deploy --watch        keep running, and publish posts when they are due"
)]
pub(super) struct DeployArgs {
    /// Where the project is
    #[command(flatten)]
    pub(super) project: ProjectArgs,
    /// The name of the target in `bedside.yaml`; optional if there is only one
    #[arg(value_name = "TARGET")]
    pub(super) target: Option<String>,
    /// The folder to build into [default: `public` in the site's folder]
    #[arg(short, long, value_name = "FOLDER")]
    pub(super) output: Option<PathBuf>,
    /// Show what would change without sending anything
    #[arg(long, conflicts_with_all = ["watch", "verify"])]
    pub(super) dry_run: bool,
    /// Fetch what was sent, and report what the host does differently
    #[arg(long)]
    pub(super) verify: bool,
    /// Keep running, and publish whenever a post is due, expires or loses its consent
    #[arg(long, conflicts_with = "if_due")]
    pub(super) watch: bool,
    /// Do nothing unless something has become due since the last time; for timers
    #[arg(long)]
    pub(super) if_due: bool,
    /// Answer yes to all questions: large deletions, and replacing files that Bedside did not put there
    #[arg(short, long)]
    pub(super) yes: bool,
    /// Print settings for your own web server, and send nothing
    #[arg(long, value_name = "SERVER", value_enum)]
    pub(super) print_config: Option<Server>,
    /// The format of the report
    #[arg(long, value_enum, default_value_t = BuildFormat::Human)]
    pub(super) format: BuildFormat,
}

/// Web servers whose settings can be printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Server {
    /// nginx
    Nginx,
    /// Caddy
    Caddy,
}

/// Deploys once, or until it is stopped.
///
/// # Errors
/// A [`Stop`] if there is no project, no target, or the host refuses.
pub(super) fn run(args: &DeployArgs, io: &mut Io<'_>) -> Result<Exit, Stop> {
    let world = args.project.open(None, &io.surroundings)?;
    if let Some(server) = args.print_config {
        return print_config(server, &world, io);
    }
    if !args.watch {
        return Asked { args, quiet: false, asks: None }.turn(&world, io).map(|turn| turn.exit);
    }
    let mut first = Some(world);
    let mut turn = |_: Timestamp| -> Option<Timestamp> {
        let asked = Asked { args, quiet: first.is_none(), asks: None };
        let world = first.take().map_or_else(|| args.project.open(None, &io.surroundings), Ok);
        let turned = world.and_then(|world| asked.turn(&world, io));
        match turned {
            Ok(turn) if turn.exit == Exit::Fine => {
                if let Some(until) = turn.until.filter(|_| args.format == BuildFormat::Human) {
                    io.print(&format!("Waiting until {}\n", turn.shown(until)));
                }
                turn.until
            }
            Ok(_) => None,
            Err(stop) => {
                io.message(&stop.text(io.surroundings.colour_messages()));
                None
            }
        }
    };
    deploy::watch(&SystemAlarm, &mut turn);
    Ok(Exit::Fine)
}

/// The settings of a project; reports their errors.
pub(super) fn settings(world: &DiskWorld, io: &mut Io<'_>) -> Result<Option<Config>, Stop> {
    const LIMIT: u64 = 1024 * 1024;
    let bytes = world.read(&Config::path(), LIMIT);
    let bytes = bytes.map_err(|problem| Stop::failed(format!("`bedside.yaml` cannot be read: {problem}")))?;
    let Outcome { value, diagnostics } = crate::config::read(&String::from_utf8_lossy(&bytes), &Overrides::default());
    if diagnostics.iter().any(Diagnostic::is_error) {
        let look = Look {
            colour: io.surroundings.colour_messages(),
            prefix: prefix(world.root(), &io.surroundings.folder),
            ..Look::default()
        };
        io.message(&report(ReportFormat::Human, &diagnostics, world, &Summary::default(), &look));
        return Ok(None);
    }
    Ok(Some(value))
}

/// The requested target.
pub(super) fn choose<'c>(config: &'c Config, name: Option<&str>) -> Result<&'c DeployTarget, Stop> {
    let names = || config.deploy.iter().map(|target| format!("`{}`", target.name)).collect::<Vec<_>>().join(", ");
    match (config.deploy.as_slice(), name) {
        ([], _) => Err(Stop::failed("the settings do not say where to deploy").help(
            "add one to `bedside.yaml`, such as `deploy: {website: {to: sftp, host: ssh.example.org, user: practice, path: www}}`",
        )),
        ([only], None) => Ok(only),
        (_, None) => Err(Stop::usage("there are several targets").help(format!("name one of {}", names()))),
        (targets, Some(name)) => targets.iter().find(|target| target.name == name).ok_or_else(|| {
            Stop::usage(format!("there is no target `{}`", visible(name))).help(format!("targets: {}", names()))
        }),
    }
}

fn print_config(server: Server, world: &DiskWorld, io: &mut Io<'_>) -> Result<Exit, Stop> {
    let compiled = compile(world, &Request::default());
    let Some(compiled) = compiled.value else {
        return Err(Stop::failed("the site has errors").help("`bedside check` lists them"));
    };
    let text = |path: &str| {
        let route = compiled.plan.route(path)?;
        let bytes = compiled.bytes(&compiled.renderer(), route).value?;
        Some(String::from_utf8_lossy(&bytes).into_owned())
    };
    let address = compiled.site.config.url.absolute("");
    let host = address.split("://").nth(1).unwrap_or(&address).split('/').next().unwrap_or_default();
    let server = match server {
        Server::Nginx => ServerConfig::Nginx,
        Server::Caddy => ServerConfig::Caddy,
    };
    io.print(&server_config(
        server,
        host,
        &text("/_headers").unwrap_or_default(),
        &text("/_redirects").unwrap_or_default(),
    ));
    Ok(Exit::Fine)
}
