//! Programs that a chore runs, shown before they run.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The root of the repository.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map_or_else(PathBuf::new, Path::to_path_buf)
}

/// The folder that Cargo builds into.
pub(crate) fn target() -> PathBuf {
    let folder = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("target"), PathBuf::from);
    root().join(folder)
}

/// Cargo at the root of the repository, with the arguments of `line` (no quoting).
pub(crate) fn cargo(line: &str) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(line.split(' ')).current_dir(root());
    command
}

/// Shows and runs a command.
pub(crate) fn run(command: &mut Command) -> Result<(), String> {
    let line = line(command);
    eprintln!("+ {line}");
    let status = command.status().map_err(|error| format!("`{line}` did not start: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("`{line}` failed")) }
}

/// Whether a command runs and succeeds; nothing is shown.
pub(crate) fn works(command: &mut Command) -> bool {
    let quiet = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    quiet.status().is_ok_and(|status| status.success())
}

/// All tests but those of the documentation: by cargo-nextest where it is installed, else by `cargo test`. One that fails
/// does not keep the others from running.
pub(crate) fn tests() -> Command {
    let has_nextest = works(&mut cargo("nextest --version"));
    cargo(if has_nextest {
        "nextest run --locked --workspace --no-fail-fast"
    } else {
        "test --locked --workspace --all-targets --no-fail-fast"
    })
}

/// The options of a chore; `None` where its help was asked for, which is shown.
pub(crate) fn options<T: clap::Parser>(chore: &str, arguments: &[String]) -> Result<Option<T>, String> {
    match T::try_parse_from(std::iter::once(chore).chain(arguments.iter().map(String::as_str))) {
        Ok(options) => Ok(Some(options)),
        Err(help) if !help.use_stderr() => {
            print!("{help}");
            Ok(None)
        }
        Err(mistake) => Err(mistake.to_string()),
    }
}

fn line(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or_default();
    let words = std::iter::once(program).chain(command.get_args()).map(|word| word.to_string_lossy().into_owned());
    words.collect::<Vec<_>>().join(" ")
}
