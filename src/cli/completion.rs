//! `bedside completion`: a script that lets the shell complete commands.

use clap::{Args, Command};
use clap_complete::{Shell, generate};

use super::{Exit, Io};

/// Print a script that lets your shell complete Bedside's commands when you press Tab
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  bedside completion bash > ~/.local/share/bash-completion/completions/bedside")]
pub(super) struct CompletionArgs {
    /// Your shell
    shell: Shell,
}

/// Prints the script.
pub(super) fn run(args: &CompletionArgs, program: &mut Command, io: &mut Io<'_>) -> Exit {
    let mut script = Vec::new();
    generate(args.shell, program, "bedside", &mut script);
    io.print(&String::from_utf8_lossy(&script));
    Exit::Fine
}
