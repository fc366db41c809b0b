//! Each package, installed in a clean place, has to build the example site with the bytes of the native program.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::{SYSTEMS, System};
use crate::built::{NOW, Tree, copy, said, same, tree};
use crate::shell;
use crate::windows::wine::{self, Wine};

/// Runs programs for arm64.
const EMULATOR: &str = "qemu-aarch64-static";

/// What a trial that cannot be made is called.
const NOT_CHECKED: &str = "NOT CHECKED: ";

struct Trials {
    scratch: PathBuf,
    packages: PathBuf,
    /// The example site as the native program builds it.
    native: Tree,
    wine: Option<Wine>,
    version: String,
}

type Outcome = Result<String, String>;

/// Tries all packages of a folder.
pub(super) fn run(native: Option<PathBuf>, no_chroot: bool, packages: &Path) -> Result<(), String> {
    let native = if let Some(program) = native {
        std::path::absolute(&program).map_err(|error| format!("{}: {error}", program.display()))?
    } else {
        shell::run(&mut shell::cargo("build --locked --bin bedside"))?;
        shell::target().join("debug/bedside")
    };
    let scratch = shell::target().join("dist-trials").join(std::process::id().to_string());
    copy(&shell::root().join("example-site"), &scratch.join("example"))?;
    said(Command::new(&native).current_dir(&scratch).args(["build", "-r", "example", "--now", NOW, "-o", "native"]))?;
    let version = said(Command::new(&native).arg("--version"))?.trim().trim_start_matches("bedside ").to_owned();
    let trials = Trials {
        native: tree(&scratch.join("native"))?,
        wine: Wine::find(&scratch.join("wine-of-trials")).ok(),
        packages: packages.to_owned(),
        scratch: scratch.clone(),
        version,
    };
    let mut failed = 0;
    for (name, outcome) in trials.all(no_chroot) {
        match outcome {
            Ok(text) => println!("{name}: {text}"),
            Err(reason) if reason.starts_with(NOT_CHECKED) => println!("{name}: {reason}"),
            Err(reason) => {
                failed += 1;
                println!("{name}: FAILED: {reason}");
            }
        }
    }
    if let Some(wine) = &trials.wine {
        wine.end();
    }
    let _ = std::fs::remove_dir_all(&scratch); // it lies in `target`, where it harms nobody
    if failed == 0 { Ok(()) } else { Err(format!("{failed} packages are not as they must be")) }
}

impl Trials {
    fn all(&self, no_chroot: bool) -> Vec<(String, Outcome)> {
        let mut rows: Vec<(String, Outcome)> = Vec::new();
        let mut row = |name: String, outcome: Outcome| {
            eprintln!("{name}: {outcome:?}");
            rows.push((name, outcome));
        };
        row("SHA256SUMS".to_owned(), self.sums());
        for system in &SYSTEMS {
            let archive = self.archive(system);
            if !archive.is_file() {
                continue;
            }
            row(file_name(&archive), self.unpacked(system, &archive));
            if let Some(architecture) = system.deb {
                let deb = self.packages.join(format!("bedside_{}-1_{architecture}.deb", self.version));
                row(file_name(&deb), self.deb(system, &deb));
                row(format!("lintian of {architecture}"), lintian(&deb));
                if architecture == "amd64" && !no_chroot {
                    row("the same in a new Debian".to_owned(), self.debian(&deb));
                }
                row(format!("a container with {architecture}"), self.container(system, architecture));
            }
            let wheel = self.packages.join(format!("bedside-{}-py3-none-{}.whl", self.version, system.wheel));
            row(file_name(&wheel), self.wheel(system, &wheel));
        }
        row("npm".to_owned(), self.npm());
        row("homebrew/bedside.rb".to_owned(), self.formula());
        rows
    }

    fn archive(&self, system: &System) -> PathBuf {
        let ending = if system.target.contains("windows") { "zip" } else { "tar.gz" };
        self.packages.join(format!("bedside-{}-{}.{ending}", self.version, system.name))
    }

    fn sums(&self) -> Outcome {
        let told =
            said(Command::new("sha256sum").args(["--check", "--strict", "SHA256SUMS"]).current_dir(&self.packages))?;
        Ok(format!("{} files", told.lines().count()))
    }

    /// A program of a system, by an emulator where it is not ours.
    fn program(&self, system: &System, path: &Path) -> Result<Command, String> {
        if system.target.contains("windows") {
            let wine = self.wine.as_ref().ok_or(format!("{NOT_CHECKED}no Wine, or no compiler for what Wine lacks"))?;
            if let Some(folder) = path.parent() {
                wine::compile("prng.c", &folder.join("bcryptprimitives.dll"), &["-shared", "-ladvapi32"])?;
            }
            return Ok(wine.command(path));
        }
        if !system.target.contains("linux") {
            return Err(format!("{NOT_CHECKED}programs of a Mac do not run here"));
        }
        if system.target.starts_with(std::env::consts::ARCH) {
            return Ok(Command::new(path));
        }
        if !shell::works(Command::new(EMULATOR).arg("--version")) {
            return Err(format!("{NOT_CHECKED}no `{EMULATOR}`: it is in Debian's `qemu-user-static`"));
        }
        let mut command = Command::new(EMULATOR);
        command.arg(path);
        Ok(command)
    }

    /// Builds the example site with a program, and compares.
    fn builds(&self, name: &str, mut program: Command) -> Outcome {
        let output = format!("built-{name}");
        said(program.current_dir(&self.scratch).args(["build", "-r", "example", "--now", NOW, "-o", &output]))?;
        self.compare(&self.scratch.join(output))
    }

    fn compare(&self, folder: &Path) -> Outcome {
        let found = tree(folder)?;
        same(&self.native, &found)?;
        Ok(format!("{} files of the example site, the bytes of the native program", found.len()))
    }

    /// A new folder for a trial.
    fn place(&self, name: &str) -> Result<PathBuf, String> {
        let folder = self.scratch.join(name);
        std::fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        Ok(folder)
    }

    fn unpacked(&self, system: &System, archive: &Path) -> Outcome {
        let folder = self.place(&format!("unpacked-{}", system.name))?;
        if archive.extension().is_some_and(|ending| ending == "zip") {
            said(Command::new("python3").args(["-m", "zipfile", "-e"]).arg(archive).arg(&folder))?;
        } else {
            said(Command::new("tar").arg("-xzf").arg(archive).arg("-C").arg(&folder))?;
        }
        let path = folder.join(format!("bedside-{}-{}", self.version, system.name)).join(system.program);
        self.builds(&format!("archive-{}", system.name), self.program(system, &path)?)
    }

    /// Debian's own tool unpacks the package, and finds pages of the manual that `man` can set.
    fn deb(&self, system: &System, deb: &Path) -> Outcome {
        let folder = self.place(&format!("deb-{}", system.name))?;
        said(Command::new("dpkg-deb").arg("--extract").arg(deb).arg(&folder))?;
        let page = folder.join("usr/share/man/man1/bedside-build.1.gz");
        let set = said(Command::new("man").args(["--warnings", "-l"]).arg(&page))?;
        if !set.contains("bedside") {
            return Err("the manual has no page of `build`".to_owned());
        }
        self.builds(&format!("deb-{}", system.name), self.program(system, &folder.join("usr/bin/bedside"))?)
    }

    /// A new Debian, in which the package is installed, builds the site, and is removed again.
    fn debian(&self, deb: &Path) -> Outcome {
        if !shell::works(Command::new("debootstrap").arg("--version")) {
            return Err(format!("{NOT_CHECKED}no `debootstrap`"));
        }
        let root = self.place("debian")?;
        said(Command::new("debootstrap").args(["--variant=minbase", "stable"]).arg(&root))?;
        copy(&self.scratch.join("example"), &root.join("root/example"))?;
        std::fs::copy(deb, root.join("root/bedside.deb")).map_err(|error| error.to_string())?;
        let inside = |arguments: &[&str]| said(Command::new("chroot").arg(&root).args(arguments));
        inside(&["dpkg", "--install", "/root/bedside.deb"])?;
        inside(&["bedside", "build", "-r", "/root/example", "--now", NOW, "-o", "/root/built"])?;
        let outcome = self.compare(&root.join("root/built"))?;
        inside(&["dpkg", "--purge", "bedside"])?;
        if root.join("usr/bin/bedside").exists() || root.join("usr/share/doc/bedside").exists() {
            return Err("a file of the package stays when it is removed".to_owned());
        }
        Ok(outcome)
    }

    /// The program alone in a root without any other file, as in a container from scratch.
    fn container(&self, system: &System, architecture: &str) -> Outcome {
        if !system.target.starts_with(std::env::consts::ARCH) {
            return Err(format!("{NOT_CHECKED}a container for another processor"));
        }
        let root = self.place(&format!("container-{architecture}"))?;
        let program = self.packages.join("container").join(architecture).join("bedside");
        std::fs::copy(&program, root.join("bedside")).map_err(|error| format!("{}: {error}", program.display()))?;
        copy(&self.scratch.join("example"), &root.join("site"))?;
        let mut command = Command::new("chroot");
        command.arg(&root).arg("/bedside").env_clear().env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
        said(command.args(["build", "-r", "/site", "--now", NOW]))?;
        self.compare(&root.join("site/public"))
    }

    fn wheel(&self, system: &System, wheel: &Path) -> Outcome {
        let folder = self.place(&format!("wheel-{}", system.name))?;
        said(Command::new("python3").args(["-m", "venv"]).arg(&folder))?;
        let pip = folder.join("bin/pip");
        let mut install = Command::new(&pip);
        install.args(["install", "--quiet", "--no-index", "--no-deps", "--disable-pip-version-check"]);
        let scripts = if system.target == format!("{}-unknown-linux-musl", std::env::consts::ARCH) {
            folder.join("bin")
        } else {
            // For another system, pip unpacks into a folder that is named.
            let platform = system.wheel.split('.').next().unwrap_or_default();
            install.args(["--only-binary=:all:", "--platform", platform, "--target"]).arg(folder.join("other"));
            folder.join("other/bin")
        };
        said(install.arg(wheel))?;
        self.builds(&format!("wheel-{}", system.name), self.program(system, &scripts.join(system.program))?)
    }

    /// The main package and that of this system, from their files alone.
    fn npm(&self) -> Outcome {
        if !shell::works(Command::new("npm").arg("--version")) {
            return Err(format!("{NOT_CHECKED}no npm"));
        }
        let processor = if std::env::consts::ARCH == "x86_64" { "x64" } else { "arm64" };
        let file = |name: &str| self.packages.join(format!("{name}-{}.tgz", self.version));
        let folder = self.place("npm")?;
        let mut install = Command::new("npm");
        install.args(["install", "--offline", "--no-audit", "--no-fund", "--loglevel=error", "--prefix"]).arg(&folder);
        install.arg("--cache").arg(self.scratch.join("npm-cache"));
        said(install.arg(file("bedside")).arg(file(&format!("bedside-linux-{processor}"))))?;
        let version = said(Command::new("npx").arg("--offline").args(["bedside", "--version"]).current_dir(&folder))?;
        if version.trim() != format!("bedside {}", self.version) {
            return Err(format!("`npx bedside --version` says {version}"));
        }
        self.builds("npm", Command::new(folder.join("node_modules/.bin/bedside")))
    }

    /// Ruby can read the formula.
    fn formula(&self) -> Outcome {
        if !shell::works(Command::new("ruby").arg("--version")) {
            return Err(format!("{NOT_CHECKED}no Ruby"));
        }
        said(Command::new("ruby").arg("-c").arg(self.packages.join("homebrew/bedside.rb")))
    }
}

/// What Debian's checker of packages calls an error.
fn lintian(deb: &Path) -> Outcome {
    if !shell::works(Command::new("lintian").arg("--version")) {
        return Err(format!("{NOT_CHECKED}no `lintian`"));
    }
    let output = Command::new("lintian").args(["--allow-root", "--fail-on", "error"]).arg(deb).output();
    let output = output.map_err(|error| error.to_string())?;
    let told = String::from_utf8_lossy(&output.stdout).trim().replace('\n', "; ");
    match (output.status.success(), told.is_empty()) {
        (true, true) => Ok("nothing to say".to_owned()),
        (true, false) => Ok(told),
        (false, _) => Err(told),
    }
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
