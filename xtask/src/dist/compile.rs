//! The program for other systems, as far as this computer has compilers for them.

use std::path::Path;
use std::process::Command;

use crate::shell;

use super::{SYSTEMS, System, place};

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
    // zig is the C compiler and the linker for Linux, whichever processor; Windows has Debian's MinGW, a Mac its own.
    let verb = if system.target.ends_with("linux-musl") {
        if !shell::works(Command::new("cargo-zigbuild").arg("--version")) {
            return Err("there is no `cargo-zigbuild`: `pip install cargo-zigbuild ziglang`".to_owned());
        }
        "zigbuild"
    } else {
        "build"
    };
    let mut command = shell::cargo(&format!("{verb} --release --locked --bin bedside --target {}", system.target));
    shell::run(&mut command)?;
    let built = shell::target().join(system.target).join("release").join(system.program);
    let bytes = std::fs::read(&built).map_err(|error| format!("{}: {error}", built.display()))?;
    println!("{:>10}  {}", bytes.len(), system.target);
    place::write(&programs.join(system.target).join(system.program), &bytes, true)
}
