//! `cargo xtask dist`: the program as packages that people install.
//!
//! `build` compiles it for other systems, `pack` makes packages of what was compiled, `test` installs them in clean places and
//! compares the example site that they build. Packages of the same programs have the same bytes wherever and whenever they are
//! made: times are those of the commit, entries are sorted, everything belongs to root.

mod archive;
mod bom;
mod compile;
mod crates;
mod deb;
mod licences;
mod manifests;
mod npm;
mod parts;
mod place;
mod release;
mod trials;
mod wheel;

use std::path::{Path, PathBuf};

use clap::{Parser, Subcommand};

use crate::shell;

use archive::Entry;
use parts::Parts;
use release::Release;

#[derive(Debug, Parser)]
#[command(name = "cargo xtask dist", about = "The program as packages that people install, in target/dist")]
struct Options {
    #[command(subcommand)]
    step: Step,
}

#[derive(Debug, Subcommand)]
enum Step {
    /// Compile the program for the systems that this computer has compilers for; a quarter of an hour for each
    Build {
        /// Only this target; may be repeated
        #[arg(long)]
        target: Vec<String>,
    },
    /// Make packages of the programs that `build` left
    Pack {
        /// Where the programs are: TARGET/bedside
        #[arg(long, value_name = "FOLDER")]
        programs: Option<PathBuf>,
        /// Where the packages go
        #[arg(long, value_name = "FOLDER")]
        to: Option<PathBuf>,
        /// The address of the repository with the releases; else that of `Cargo.toml`
        #[arg(long, value_name = "URL")]
        repository: Option<String>,
        /// For trials on this computer: packages may name addresses that nobody has
        #[arg(long)]
        trial: bool,
    },
    /// Install each package in a clean place, and compare the example site that it builds
    Test {
        /// The program for this computer to compare with; else it is compiled
        #[arg(long, value_name = "PROGRAM")]
        native: Option<PathBuf>,
        /// Leave out the chroot that `debootstrap` makes, which fetches a small Debian
        #[arg(long)]
        no_chroot: bool,
    },
}

/// A system that the program is made for, and what its packages are called there.
struct System {
    /// The compiler's name for it.
    target: &'static str,
    /// Ours, in names of files.
    name: &'static str,
    /// The program's file.
    program: &'static str,
    /// Debian's name for the processor.
    deb: Option<&'static str>,
    /// Python's tags for the platform.
    wheel: &'static str,
    /// Node's names for system and processor.
    npm: (&'static str, &'static str),
}

const SYSTEMS: [System; 5] = [
    System {
        target: "x86_64-unknown-linux-musl",
        name: "linux-x86_64",
        program: "bedside",
        deb: Some("amd64"),
        wheel: "manylinux2014_x86_64.manylinux_2_17_x86_64.musllinux_1_1_x86_64",
        npm: ("linux", "x64"),
    },
    System {
        target: "aarch64-unknown-linux-musl",
        name: "linux-arm64",
        program: "bedside",
        deb: Some("arm64"),
        wheel: "manylinux2014_aarch64.manylinux_2_17_aarch64.musllinux_1_1_aarch64",
        npm: ("linux", "arm64"),
    },
    System {
        target: "x86_64-pc-windows-gnu",
        name: "windows-x86_64",
        program: "bedside.exe",
        deb: None,
        wheel: "win_amd64",
        npm: ("win32", "x64"),
    },
    System {
        target: "aarch64-apple-darwin",
        name: "macos-arm64",
        program: "bedside",
        deb: None,
        wheel: "macosx_11_0_arm64",
        npm: ("darwin", "arm64"),
    },
    System {
        target: "x86_64-apple-darwin",
        name: "macos-x86_64",
        program: "bedside",
        deb: None,
        wheel: "macosx_10_12_x86_64",
        npm: ("darwin", "x64"),
    },
];

/// A program that is to be packed.
struct Program {
    system: &'static System,
    bytes: Vec<u8>,
}

/// A package: the name of its file and its bytes.
type Package = (String, Vec<u8>);

pub(crate) fn run(arguments: &[String]) -> Result<(), String> {
    let Some(options) = shell::options::<Options>("dist", arguments)? else { return Ok(()) };
    match options.step {
        Step::Build { target } => compile::run(&target, &programs()),
        Step::Pack { programs: from, to, repository, trial } => {
            let release = Release::read(repository)?;
            release.is_filled_in(trial)?;
            pack(&release, &from.unwrap_or_else(programs), &to.unwrap_or_else(packages))
        }
        Step::Test { native, no_chroot } => trials::run(native, no_chroot, &packages()),
    }
}

/// Where the compiled programs are, by target.
fn programs() -> PathBuf {
    shell::target().join("programs")
}

fn packages() -> PathBuf {
    shell::target().join("dist")
}

fn pack(release: &Release, from: &Path, to: &Path) -> Result<(), String> {
    let mut programs = Vec::new();
    for system in &SYSTEMS {
        let path = from.join(system.target).join(system.program);
        match std::fs::read(&path) {
            Ok(bytes) => programs.push(Program { system, bytes }),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => eprintln!("none for {}", system.target),
            Err(error) => return Err(format!("{}: {error}", path.display())),
        }
    }
    if programs.is_empty() {
        return Err(format!("no program in {}: `cargo xtask dist build` makes them", from.display()));
    }
    let targets: Vec<&str> = programs.iter().map(|program| program.system.target).collect();
    let parts = Parts::gather(from, &targets)?;
    let mut made: Vec<Package> = Vec::new();
    for program in &programs {
        made.push(archive(release, program, &parts)?);
        if let Some(architecture) = program.system.deb {
            made.push(deb::package(release, program, architecture, &parts)?);
        }
        made.push(wheel::package(release, program, &parts)?);
        made.push(npm::platform(release, program, &parts)?);
        let name = format!("{}.cdx.json", release.file(program.system.name));
        made.push((name, bom::write(release, program.system.target)?));
    }
    made.push(npm::main(release, &programs, &parts)?);
    let sums = sums(&made);
    let manifests = manifests::all(release, &programs, &sums);
    made.extend(manifests);
    for program in programs.into_iter().filter(|program| program.system.deb.is_some()) {
        let architecture = program.system.deb.unwrap_or_default();
        made.push((format!("container/{architecture}/bedside"), program.bytes));
    }
    made.push(("SHA256SUMS".to_owned(), sums.into_bytes()));
    place::clear(to)?;
    for (name, bytes) in &made {
        place::write(&to.join(name), bytes, name.ends_with("/bedside"))?;
    }
    made.sort();
    for (name, bytes) in &made {
        println!("{:>10}  {name}", bytes.len());
    }
    Ok(())
}

/// The lines of `sha256sum` for packages, sorted by name.
fn sums(made: &[Package]) -> String {
    let mut lines: Vec<(&str, String)> =
        made.iter().map(|(name, bytes)| (name.as_str(), archive::hex(&archive::sha256(bytes)))).collect();
    lines.sort_unstable();
    lines.iter().fold(String::new(), |all, (name, sum)| all + sum + "  " + name + "\n")
}

/// What people download by hand: a ZIP for Windows, else a TAR.
fn archive(release: &Release, program: &Program, parts: &Parts) -> Result<Package, String> {
    let top = release.file(program.system.name);
    let mut entries = vec![Entry::program(format!("{top}/{}", program.system.program), program.bytes.clone())];
    entries.extend(parts.all(&top));
    archive::sort(&mut entries);
    if program.system.npm.0 == "win32" {
        Ok((format!("{top}.zip"), archive::zip(&entries, release.epoch)?))
    } else {
        Ok((format!("{top}.tar.gz"), archive::tar_gz(&entries, release.epoch)?))
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    fn release() -> Release {
        Release {
            version: "1.2.3".to_owned(),
            description: "A site".to_owned(),
            repository: "https://example.org/bedside".to_owned(),
            maintainer: "The authors <authors@example.org>".to_owned(),
            publisher: "Bedside".to_owned(),
            epoch: 1_795_785_426,
        }
    }

    fn parts() -> Parts {
        let text = |name: &str| (name.to_owned(), format!("Text of {name}\n\nMore of it.\n"));
        Parts {
            manual: vec![text("bedside.1"), text("bedside-build.1")],
            completions: vec![text("bedside.bash"), text("bedside.fish"), text("_bedside.ps1"), text("_bedside")],
            licences: vec![text("LICENSE-APACHE"), text("LICENSE-MIT"), text("LICENSES-OF-PARTS.txt")],
            readme: "# Bedside\n".to_owned(),
            changelog: "# Changelog\n".to_owned(),
        }
    }

    fn program(target: &str) -> Program {
        let system = SYSTEMS.iter().find(|system| system.target == target).unwrap();
        Program { system, bytes: b"\x7fELF the program".to_vec() }
    }

    /// The files of a compressed TAR.
    fn unpacked(bytes: &[u8]) -> std::collections::BTreeMap<String, (u32, Vec<u8>)> {
        let mut archive = tar::Archive::new(flate2::read::GzDecoder::new(bytes));
        let read = |entry: std::io::Result<tar::Entry<'_, _>>| {
            let mut entry = entry.unwrap();
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).unwrap();
            let path = String::from_utf8(entry.path_bytes().into_owned()).unwrap();
            (path, (entry.header().mode().unwrap(), bytes))
        };
        archive.entries().unwrap().map(read).collect()
    }

    #[test]
    fn packages_that_lead_to_nothing_are_trials() {
        let filled = Release {
            repository: "https://code.example/bedside".to_owned(),
            maintainer: "Ana <ana@code.example>".to_owned(),
            ..release()
        };
        assert_eq!(filled.is_filled_in(false), Ok(()));
        let open = Release { maintainer: release().maintainer, ..filled };
        let error = open.is_filled_in(false).unwrap_err();
        assert!(error.contains("in package.metadata.dist.maintainer: fill in your own"), "{error}");
        assert_eq!(open.is_filled_in(true), Ok(()));
        let error = release().is_filled_in(false).unwrap_err();
        assert!(error.contains("package.repository and package.metadata.dist.maintainer"), "{error}");
    }

    #[test]
    fn the_same_program_gives_the_same_packages() {
        let linux = program("x86_64-unknown-linux-musl");
        let made = || {
            [
                archive(&release(), &linux, &parts()).unwrap(),
                archive(&release(), &program("x86_64-pc-windows-gnu"), &parts()).unwrap(),
                deb::package(&release(), &linux, "amd64", &parts()).unwrap(),
                wheel::package(&release(), &linux, &parts()).unwrap(),
                npm::platform(&release(), &linux, &parts()).unwrap(),
            ]
        };
        assert!(made() == made());
        let names = made().map(|(name, _)| name);
        assert_eq!(names[0], "bedside-1.2.3-linux-x86_64.tar.gz");
        assert_eq!(names[1], "bedside-1.2.3-windows-x86_64.zip");
        assert_eq!(names[2], "bedside_1.2.3-1_amd64.deb");
        assert_eq!(names[4], "bedside-linux-x64-1.2.3.tgz");
    }

    #[test]
    fn a_package_of_debian_has_the_program_the_manual_and_the_completions() {
        let (_, bytes) = deb::package(&release(), &program("x86_64-unknown-linux-musl"), "amd64", &parts()).unwrap();
        // The members of an `ar`: heads of 60 bytes, padded to even places.
        let (mut at, mut members) = (8, Vec::new());
        while at < bytes.len() {
            let head = String::from_utf8(bytes[at..at + 60].to_vec()).unwrap();
            let size: usize = head[48..58].trim().parse().unwrap();
            members.push((head[..16].trim().to_owned(), bytes[at + 60..at + 60 + size].to_vec()));
            at += 60 + size + size % 2;
        }
        let names: Vec<&str> = members.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["debian-binary", "control.tar.gz", "data.tar.gz"]);
        let control = String::from_utf8(unpacked(&members[1].1)["./control"].1.clone()).unwrap();
        assert!(control.contains("\nVersion: 1.2.3-1\nArchitecture: amd64\n"), "{control}");
        let data = unpacked(&members[2].1);
        assert_eq!(data["./usr/bin/bedside"], (0o755, b"\x7fELF the program".to_vec()));
        for path in [
            "man/man1/bedside-build.1.gz",
            "bash-completion/completions/bedside",
            "fish/vendor_completions.d/bedside.fish",
            "zsh/vendor-completions/_bedside",
            "doc/bedside/copyright",
        ] {
            assert_eq!(data[&format!("./usr/share/{path}")].0, 0o644, "{path}");
        }
    }

    #[test]
    fn npm_starts_the_program_of_the_system() {
        let programs = [program("x86_64-unknown-linux-musl"), program("x86_64-pc-windows-gnu")];
        let main = unpacked(&npm::main(&release(), &programs, &parts()).unwrap().1);
        let description: serde_json::Value = serde_json::from_slice(&main["package/package.json"].1).unwrap();
        let wanted = serde_json::json!({ "bedside-linux-x64": "1.2.3", "bedside-win32-x64": "1.2.3" });
        assert_eq!(description["optionalDependencies"], wanted);
        assert_eq!(main["package/bedside.js"].0, 0o755);
        let windows = unpacked(&npm::platform(&release(), &programs[1], &parts()).unwrap().1);
        let description: serde_json::Value = serde_json::from_slice(&windows["package/package.json"].1).unwrap();
        assert_eq!((&description["os"][0], &description["cpu"][0]), (&"win32".into(), &"x64".into()));
        assert!(windows.contains_key("package/bedside.exe"));
    }

    #[test]
    fn manifests_name_the_archive_and_its_sum() {
        let programs = [program("x86_64-unknown-linux-musl"), program("x86_64-pc-windows-gnu")];
        let made = programs.each_ref().map(|program| archive(&release(), program, &parts()).unwrap());
        let sums = sums(&made);
        for (name, bytes) in manifests::all(&release(), &programs, &sums) {
            let text = String::from_utf8(bytes).unwrap().to_lowercase();
            let (file, packed) = &made[usize::from(name.starts_with("scoop") || name.ends_with(".installer.yaml"))];
            if name.starts_with("homebrew") || name.starts_with("scoop") || name.ends_with(".installer.yaml") {
                assert!(
                    text.contains(&format!("https://example.org/bedside/releases/download/v1.2.3/{file}")),
                    "{name}"
                );
                assert!(text.contains(&archive::hex(&archive::sha256(packed))), "{name}");
            }
        }
    }
}
