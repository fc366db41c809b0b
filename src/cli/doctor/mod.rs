//! `bedside doctor`: what is wrong with an installation, a project, its output and the hosts that it goes to.
//!
//! Invariants: nothing is written; no network is used unless `--online` asks for it; every finding that is not OK says
//! what to do; one failing check does not stop the others.

mod finding;
mod git;
mod hosts;
mod installation;
mod output;
mod project;

use std::fmt::Write;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde::Serialize;

use crate::compile::{Request, compile};
use crate::output::PUBLIC;
use crate::world::find_root;

use super::project::ProjectArgs;
use super::visible::{count, visible};
use super::{Exit, Io, Stop};

use finding::{Finding, State};

/// Find problems with this installation, the site's folder, its output and its hosts
///
/// Checks the program and the computer, the settings and files of the site, the folder with the built site, and whether
/// each target of `deploy` has the program and the secret that it needs. Writes nothing and, without `--online`, sends
/// nothing.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  bedside doctor\n  bedside doctor --online          contact the hosts as well\n  bedside doctor --format json     output for programs\n\nThe exit code is 0 if nothing keeps the site from being built and published, otherwise 1."
)]
pub(super) struct DoctorArgs {
    /// Where the project is
    #[command(flatten)]
    project: ProjectArgs,
    /// The folder with the built site [default: `public` in the site's folder]
    #[arg(short, long, value_name = "FOLDER")]
    output: Option<PathBuf>,
    /// Also contact the hosts
    #[arg(long)]
    online: bool,
    /// The format of the report
    #[arg(long, value_enum, default_value_t = DoctorFormat::Text)]
    format: DoctorFormat,
}

/// The shapes of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum DoctorFormat {
    /// For people
    Text,
    /// For programs
    Json,
}

/// What one thing that was looked at has.
#[derive(Debug, Serialize)]
struct Part {
    #[serde(rename = "part")]
    what: &'static str,
    /// Which one, such as the folder of the project.
    which: String,
    findings: Vec<Finding>,
}

/// Looks at everything and tells it.
///
/// # Errors
/// A [`Stop`] if `-r` names no project.
pub(super) fn run(args: &DoctorArgs, io: &mut Io<'_>) -> Result<Exit, Stop> {
    let mut parts = vec![Part {
        what: "installation",
        which: format!("bedside {}", env!("CARGO_PKG_VERSION")),
        findings: installation::look(&io.surroundings),
    }];
    if args.project.is_named() || find_root(&io.surroundings.folder).is_some() {
        parts.extend(site(args, io)?);
    } else {
        let none = Finding::note("there is no site in this folder or any folder above it")
            .help("go to your site's folder, or start a site with `bedside init FOLDER`");
        let which = io.surroundings.folder.display().to_string();
        parts.push(Part { what: "project", which, findings: vec![none] });
    }
    let text = match args.format {
        DoctorFormat::Text => text(&parts),
        DoctorFormat::Json => json(&parts),
    };
    io.print(&text);
    Ok(if number(&parts, State::Problem) > 0 { Exit::Errors } else { Exit::Fine })
}

fn site(args: &DoctorArgs, io: &Io<'_>) -> Result<Vec<Part>, Stop> {
    let world = args.project.open(None, &io.surroundings)?;
    let outcome = compile(&world, &Request::default());
    let folder = args.output.as_ref().map_or_else(|| world.root().join(PUBLIC), |one| io.surroundings.folder.join(one));
    let mut parts = vec![
        Part {
            what: "project",
            which: world.root().display().to_string(),
            findings: project::look(&world, &outcome.diagnostics, outcome.value.as_ref()),
        },
        Part { what: "output", which: folder.display().to_string(), findings: output::look(world.root(), &folder) },
    ];
    let Some(compiled) = &outcome.value else { return Ok(parts) };
    for target in &compiled.site.config.deploy {
        let which = format!("{} ({})", target.name, target.kind.word());
        parts.push(Part { what: "host", which, findings: hosts::look(target, &world, args.online) });
    }
    if compiled.site.config.deploy.is_empty() {
        let none = Finding::note("the settings do not say where to deploy")
            .help("if you publish with `bedside deploy`, add `deploy` to `bedside.yaml`");
        parts.push(Part { what: "host", which: "none".to_owned(), findings: vec![none] });
    }
    Ok(parts)
}

fn number(parts: &[Part], state: State) -> usize {
    parts.iter().flat_map(|part| &part.findings).filter(|finding| finding.state == state).count()
}

/// The report for people: what is well in one line each, what is not with what to do.
fn text(parts: &[Part]) -> String {
    let mut text = String::new();
    for part in parts {
        let mut name = part.what.to_owned();
        name[..1].make_ascii_uppercase();
        let _ = writeln!(text, "{name}: {}", visible(&part.which)); // cannot fail
        for finding in &part.findings {
            let _ = writeln!(text, "  {:<8} {}", finding.state.word(), visible(&finding.message));
            for help in &finding.help {
                let _ = writeln!(text, "           help: {}", visible(help));
            }
        }
        text.push('\n');
    }
    let (problems, warnings) = (number(parts, State::Problem), number(parts, State::Warning));
    let verdict = match (problems, warnings) {
        (0, 0) => "Nothing is wrong.".to_owned(),
        (0, warnings) => {
            format!("{}; nothing keeps the site from being built and published.", count(warnings, "warning"))
        }
        (problems, 0) => format!("{}.", count(problems, "problem")),
        (problems, warnings) => format!("{}, {}.", count(problems, "problem"), count(warnings, "warning")),
    };
    text + &verdict + "\n"
}

fn json(parts: &[Part]) -> String {
    let (problems, warnings) = (number(parts, State::Problem), number(parts, State::Warning));
    let value = serde_json::json!({ "parts": parts, "summary": { "problems": problems, "warnings": warnings } });
    format!("{value:#}\n")
}
