//! The program for other systems, as far as this computer has compilers for them.

use std::path::Path;
use std::process::Command;

use crate::shell;

use super::{SYSTEMS, System, place};

/// How programs for Linux are linked: by the linker that comes with Rust, since zig's takes neither of the other two. Equal
/// functions are kept once, and places that the loader moves are written as bits: together an eighth of the program.
const LINKING: [&str; 3] = ["-Clink-self-contained=yes", "-Clink-arg=--icf=all", "-Clink-arg=-zpack-relative-relocs"];

/// Compiles for the systems that are asked for, or for all that can be.
pub(super) fn run(wanted: &[String], programs: &Path) -> Result<(), String> {
    if let Some(unknown) = wanted.iter().find(|name| SYSTEMS.iter().all(|system| system.target != **name)) {
        let known: Vec<&str> = SYSTEMS.iter().map(|system| system.target).collect();
        return Err(format!("there is no target `{unknown}`: {}", known.join(", ")));
    }
    let is_mac = cfg!(target_os = "macos");
    for system in &SYSTEMS {
        let is_apple = system.target.ends_with("apple-darwin");
        if wanted.is_empty() && is_apple != is_mac {
            eprintln!("left out: {}, which wants {}", system.target, if is_apple { "a Mac" } else { "Linux" });
        } else if wanted.is_empty() || wanted.iter().any(|name| name == system.target) {
            build(system, programs)?;
        }
    }
    Ok(())
}

fn build(system: &System, programs: &Path) -> Result<(), String> {
    let target = system.target;
    // For Linux, zig is the C compiler, whichever processor; Windows has Debian's MinGW, a Mac its own.
    let is_linux = target.ends_with("linux-musl");
    if is_linux && !shell::works(Command::new("cargo-zigbuild").arg("--version")) {
        return Err("there is no `cargo-zigbuild`: `pip install cargo-zigbuild ziglang`".to_owned());
    }
    let arguments = format!("rustc --release --locked --bin bedside --target {target}");
    let mut command = shell::cargo(&arguments);
    if is_linux {
        command = Command::new("cargo-zigbuild");
        command.args(arguments.split(' ')).current_dir(shell::root());
        command.args(["--config", &format!("target.{target}.linker=\"rust-lld\""), "--"]).args(LINKING);
    }
    shell::run(&mut command)?;
    let built = shell::target().join(target).join("release").join(system.program);
    let bytes = std::fs::read(&built).map_err(|error| format!("{}: {error}", built.display()))?;
    println!("{:>10}  {target}", bytes.len());
    place::write(&programs.join(target).join(system.program), &bytes, true)
}
