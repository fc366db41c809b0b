//! The articles that sites are built from: the same ones for every program.
//!
//! A corpus is a folder with a project for each program: `bedside/`, `hugo/`, `zola/`, `blades/`. It is made once per size and
//! kept. The scripts that write it for all programs are in the folder `--bench-dir`; where they are absent, this program
//! writes a small likeness of it for Bedside alone.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::options::Options;
use super::scratch::{self, Scratch};
use super::writer;
use crate::shell;

/// A project of the corpus that a benchmark may change.
#[derive(Debug)]
pub(crate) struct Copied {
    /// Its folder.
    pub(crate) root: PathBuf,
    /// What removes it in the end.
    _scratch: Scratch,
}

/// A copy of Bedside's project with so many articles.
pub(crate) fn copied(options: &Options, articles: usize) -> Result<Copied, String> {
    let corpus = prepare(options, articles)?.join("bedside");
    let scratch = Scratch::below(&shell::target().join("bench")).map_err(|error| error.to_string())?;
    let root = scratch.folder().join("project");
    shell::run(&mut scratch::copy(&corpus, &root))?;
    Ok(Copied { root, _scratch: scratch })
}

/// The folder of the corpus with so many articles, made where it is missing.
pub(crate) fn prepare(options: &Options, articles: usize) -> Result<PathBuf, String> {
    let full = options.corpus.join(articles.to_string());
    if full.join("bedside").is_dir() {
        return Ok(full);
    }
    let scripts = options.bench_dir.as_deref().filter(|scripts| scripts.join("gen_corpus.py").is_file());
    if let Some(scripts) = scripts
        && shell::works(Command::new("python3").arg("--version"))
    {
        make(&full, |folder| write_with_scripts(scripts, folder, articles))?;
        return Ok(full);
    }
    eprintln!(
        "NOT COMPARED: gen_corpus.py or python3 is absent, so only Bedside is measured, on articles that this program \
         writes; give the folder of the scripts with `--bench-dir`"
    );
    let own = options.corpus.join(format!("{articles}-bedside-only"));
    if !own.join("bedside").is_dir() {
        make(&own, |folder| {
            writer::write(&folder.join("bedside"), articles, writer::SOURCES).map_err(|error| error.to_string())
        })?;
    }
    Ok(own)
}

/// Makes a folder whole or not at all.
fn make(folder: &Path, write: impl FnOnce(&Path) -> Result<(), String>) -> Result<(), String> {
    let making = folder.with_extension("making");
    let failed = |error: std::io::Error| format!("{}: {error}", making.display());
    if making.exists() {
        fs::remove_dir_all(&making).map_err(failed)?;
    }
    fs::create_dir_all(&making).map_err(failed)?;
    write(&making)?;
    fs::rename(&making, folder).map_err(failed)
}

fn write_with_scripts(scripts: &Path, folder: &Path, articles: usize) -> Result<(), String> {
    let count = articles.to_string();
    let steps: [(&str, &[&str]); 3] = [("gen_corpus.py", &[&count]), ("to_project.py", &[]), ("to_blades.py", &[])];
    for (script, arguments) in steps {
        shell::run(Command::new("python3").arg(scripts.join(script)).arg(folder).args(arguments))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(folder: &Path) -> Options {
        let mut options = super::super::options::read("").unwrap();
        options.corpus = folder.join("corpus");
        options.bench_dir = Some(folder.join("no-such-folder"));
        options
    }

    #[test]
    fn without_the_scripts_bedside_alone_gets_articles() {
        let folder = tempfile::tempdir().unwrap();
        let corpus = prepare(&options(folder.path()), 5).unwrap();
        assert!(corpus.join("bedside/content/articles/article-000004.md").is_file());
        assert!(!corpus.join("hugo").exists());
        assert_eq!(prepare(&options(folder.path()), 5).unwrap(), corpus);
    }

    #[test]
    fn a_corpus_that_is_there_is_used() {
        let folder = tempfile::tempdir().unwrap();
        let options = options(folder.path());
        fs::create_dir_all(options.corpus.join("5/bedside")).unwrap();
        assert_eq!(prepare(&options, 5).unwrap(), options.corpus.join("5"));
    }

    #[test]
    fn what_was_interrupted_is_made_again() {
        let folder = tempfile::tempdir().unwrap();
        let options = options(folder.path());
        fs::create_dir_all(options.corpus.join("5-bedside-only.making/bedside")).unwrap();
        let corpus = prepare(&options, 5).unwrap();
        assert!(corpus.join("bedside/bedside.yaml").is_file());
    }
}
