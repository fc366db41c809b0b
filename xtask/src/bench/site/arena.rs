//! Copies of the projects, and how each program is run on its own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::super::measure::{self, Run};
use super::super::scratch::{bytes, copy, count_pages, empty, remove};
use super::super::tools::{Tool, Tools};

/// The moment that Bedside takes for now, in seconds since 1970: after the articles' dates, so that none is held back.
const NOW: &str = "1796083200";

/// A program on its task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Contestant {
    /// Bedside without its cache.
    Clean,
    /// Bedside again, over the output and with the cache of the run before.
    Warm,
    /// Bedside once more, after a word was added to one article.
    Edit,
    /// What it costs to write those files at all: a copy of Bedside's output.
    Copy,
    /// Bedside's check of everything, which writes nothing.
    Check,
    Hugo,
    Zola,
    Blades,
}

impl Contestant {
    /// All, in the order of a round: `Warm`, `Edit` and `Copy` need what `Clean` left.
    pub(super) const ALL: [Self; 8] =
        [Self::Clean, Self::Warm, Self::Edit, Self::Copy, Self::Check, Self::Hugo, Self::Zola, Self::Blades];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Clean => "bedside clean",
            Self::Warm => "bedside warm",
            Self::Edit => "bedside edit",
            Self::Copy => "cp -r",
            Self::Check => "bedside check",
            Self::Hugo => "hugo",
            Self::Zola => "zola",
            Self::Blades => "blades",
        }
    }

    /// The folder of its project in a corpus.
    fn project(self) -> &'static str {
        match self {
            Self::Clean | Self::Warm | Self::Edit | Self::Copy | Self::Check => "bedside",
            Self::Hugo => "hugo",
            Self::Zola => "zola",
            Self::Blades => "blades",
        }
    }
}

/// A folder with a copy of each project, so that nothing is written into a corpus.
pub(super) struct Arena<'t> {
    folder: PathBuf,
    tools: &'t Tools,
    pages: usize,
}

impl<'t> Arena<'t> {
    /// Copies the projects of the programs that are there. A whole site has at least `pages` pages.
    pub(super) fn new(
        folder: &Path,
        tools: &'t Tools,
        pages: usize,
        sources: &dyn Fn(&str) -> PathBuf,
    ) -> Result<Self, String> {
        let others = [("hugo", &tools.hugo), ("zola", &tools.zola), ("blades", &tools.blades)];
        let others = others.map(|(project, tool)| (project, tool.is_ok()));
        for (project, is_wanted) in std::iter::once(("bedside", true)).chain(others) {
            let source = sources(project);
            if is_wanted && source.is_dir() {
                measure::run(&mut copy(&source, &folder.join(project)))?;
            }
        }
        let arena = Self { folder: folder.to_path_buf(), tools, pages };
        arena.aim_blades().map_err(|error| format!("{}: {error}", folder.display()))?;
        Ok(arena)
    }

    /// One run, with everything before and after it that is not measured.
    pub(super) fn run(&self, contestant: Contestant, after_sync: bool) -> Result<Run, String> {
        let mut command = self.command(contestant)?;
        self.prepare(contestant).map_err(|error| format!("{}: {error}", self.folder.display()))?;
        if after_sync {
            measure::run(Command::new("sync").arg("-f").arg(&self.folder))?;
        }
        let (run, complaint) = measure::run(&mut command)?;
        if contestant == Contestant::Check {
            return Ok(run);
        }
        let output = self.output(contestant);
        let pages = count_pages(&output).unwrap_or(0);
        if pages < self.pages {
            let said = complaint.lines().last().unwrap_or("it said nothing");
            return Err(format!("{pages} pages of at least {}: {said}", self.pages));
        }
        Ok(Run { bytes: bytes(&output).ok(), ..run })
    }

    fn output(&self, contestant: Contestant) -> PathBuf {
        self.folder.join(match contestant {
            Contestant::Clean | Contestant::Warm | Contestant::Edit | Contestant::Check => "out-bedside",
            Contestant::Copy => "out-copy",
            Contestant::Hugo => "out-hugo",
            Contestant::Zola => "out-zola",
            Contestant::Blades => "out-blades",
        })
    }

    fn prepare(&self, contestant: Contestant) -> std::io::Result<()> {
        let output = self.output(contestant);
        let project = self.folder.join(contestant.project());
        match contestant {
            Contestant::Warm | Contestant::Check => Ok(()),
            Contestant::Edit => add_a_word(&project.join("content/articles")),
            // Zola wants to make the folder itself.
            Contestant::Zola | Contestant::Copy => remove(&output),
            Contestant::Clean => remove(&project.join(".bedside")).and_then(|()| empty(&output)),
            Contestant::Hugo => remove(&project.join("resources")).and_then(|()| empty(&output)),
            Contestant::Blades => {
                // The list of what the last run wrote.
                let _ = fs::remove_file(project.join(".blades"));
                empty(&output)
            }
        }
    }

    fn command(&self, contestant: Contestant) -> Result<Command, String> {
        let project = self.folder.join(contestant.project());
        let output = self.output(contestant);
        let program = |tool: &Tool| tool.as_ref().map(|program| Command::new(&program.path)).map_err(Clone::clone);
        let mut command = match contestant {
            Contestant::Clean | Contestant::Warm | Contestant::Edit | Contestant::Check => {
                Command::new(&self.tools.bedside.path)
            }
            Contestant::Copy => return Ok(copy(&self.output(Contestant::Clean), &output)),
            Contestant::Hugo => program(&self.tools.hugo)?,
            Contestant::Zola => program(&self.tools.zola)?,
            Contestant::Blades => program(&self.tools.blades)?,
        };
        if !project.is_dir() {
            return Err("its articles are missing: they are written by the scripts of `--bench-dir`".to_owned());
        }
        match contestant {
            Contestant::Hugo => {
                command.arg("--quiet").arg("--buildFuture").arg("-s").arg(project).arg("-d").arg(output)
            }
            Contestant::Zola => command.arg("--root").arg(project).arg("build").arg("--output-dir").arg(output),
            Contestant::Check => command.args(["check", "--no-cards", "-r"]).arg(project),
            Contestant::Blades => {
                command.arg("build").current_dir(project).env("BLADES_CONFIG", self.blades_settings())
            }
            _ => command.args(["build", "-r"]).arg(project).arg("-o").arg(output).arg("--no-cards"),
        };
        command.env("SOURCE_DATE_EPOCH", NOW);
        Ok(command)
    }

    fn blades_settings(&self) -> PathBuf {
        self.folder.join("blades.toml")
    }

    /// blades takes its output folder from its settings only.
    fn aim_blades(&self) -> std::io::Result<()> {
        let settings = self.folder.join("blades/Blades.toml");
        if !settings.is_file() {
            return Ok(());
        }
        let output = self.output(Contestant::Blades);
        let aimed = format!("output_dir = '{}'\n{}", output.display(), fs::read_to_string(settings)?);
        fs::write(self.blades_settings(), aimed)
    }
}

/// Changes the text of one document.
fn add_a_word(folder: &Path) -> std::io::Result<()> {
    let articles: Result<Vec<PathBuf>, _> =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect();
    let Some(article) = articles?.into_iter().min() else { return Ok(()) };
    fs::write(&article, fs::read_to_string(&article)? + "\nAnother.\n")
}
