//! `bedside man`: the pages of the manual, for those who make packages.

use clap::{Args, Command};
use clap_mangen::Man;

use super::{Exit, Io, Stop};

/// Print the manual page for Bedside or one of its commands, as troff
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  bedside man build > bedside-build.1")]
pub(super) struct ManArgs {
    /// The command, such as `build` or `source add` [default: the whole program]
    command: Vec<String>,
    /// List the names of all pages instead
    #[arg(long, conflicts_with = "command")]
    list: bool,
}

/// Prints a page, or the names of all.
pub(super) fn run(args: &ManArgs, program: Command, io: &mut Io<'_>) -> Result<Exit, Stop> {
    let mut program = program.disable_help_subcommand(true);
    program.build();
    if args.list {
        let mut names = Vec::new();
        list(&program, &mut names);
        io.print(&(names.join("\n") + "\n"));
        return Ok(Exit::Fine);
    }
    let mut wanted = &program;
    for name in &args.command {
        let found = wanted.find_subcommand(name).filter(|command| !command.is_hide_set());
        wanted = found.ok_or_else(|| Stop::usage(format!("there is no command `{}`", args.command.join(" "))))?;
    }
    let name = page(wanted);
    let mut text = Vec::new();
    let failed = |error: std::io::Error| Stop::failed(format!("the page could not be written: {error}"));
    let page = Man::new(wanted.clone().display_name(name))
        .manual("Bedside")
        .source(concat!("Bedside ", env!("CARGO_PKG_VERSION")));
    page.render(&mut text).map_err(failed)?;
    io.print(&String::from_utf8_lossy(&text));
    Ok(Exit::Fine)
}

/// The names of the pages of a command and of those below it.
fn list(command: &Command, names: &mut Vec<String>) {
    names.push(page(command));
    for below in command.get_subcommands().filter(|below| !below.is_hide_set() && below.get_name() != "help") {
        list(below, names);
    }
}

/// The name of a command's page: its words, joined.
fn page(command: &Command) -> String {
    command.get_bin_name().unwrap_or_else(|| command.get_name()).replace(' ', "-")
}
