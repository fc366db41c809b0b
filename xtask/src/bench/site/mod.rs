//! Building whole sites: Bedside from nothing, with nothing and with one document changed, Hugo, Zola, blades, and `cp -r` of what Bedside made.
//!
//! Each program builds the same articles with an equivalent small theme into an empty folder, as a whole process. The
//! runs of the programs alternate, so that whatever else the computer does falls on all of them; one round warms up, and
//! the median of the others counts. Sources and outputs lie together in memory (`/dev/shm`) and then on the disk (the
//! target folder), where each run starts after a `sync`, so that nobody pays for what another wrote.

mod arena;
mod demands;
mod handbook;

use std::fs;
use std::path::{Path, PathBuf};

use self::arena::{Arena, Contestant};
use super::measure::Run;
use super::options::Options;
use super::scratch::Scratch;
use super::table::{Line, Table};
use super::tools::{Tool, Tools};
use super::{corpus, numbers};
use crate::shell;

/// Where the folders lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Memory,
    Disk,
}

impl Place {
    fn name(self) -> &'static str {
        match self {
            Self::Memory => "memory",
            Self::Disk => "disk",
        }
    }
}

/// What is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Task {
    Articles(usize),
    Example,
}

impl Task {
    fn name(self) -> String {
        match self {
            Self::Articles(count) => format!("{} articles", numbers::thousands(count)),
            Self::Example => "example site".to_owned(),
        }
    }

    /// The least number of pages that a whole site of it has.
    fn pages(self) -> usize {
        match self {
            Self::Articles(count) => count,
            Self::Example => 1,
        }
    }

    fn contestants(self) -> &'static [Contestant] {
        match self {
            Self::Articles(_) => &Contestant::ALL,
            Self::Example => &[Contestant::Clean],
        }
    }
}

/// The runs of one program on one task in one place.
#[derive(Debug)]
struct Entry {
    place: Place,
    task: Task,
    contestant: Contestant,
    runs: Result<Vec<Run>, String>,
}

/// Measures, prints the table, and fails where a demand is missed or Bedside does not build.
pub(crate) fn run(options: &Options) -> Result<(), String> {
    let tools = Tools::find(options)?;
    let example = shell::root().join("example-site");
    let table = measure(options, &tools, &places(options), example.is_dir().then_some(example.as_path()))?;
    println!("{table}\n\nfor `docs/content/pages/speed.md`:\n\n{}", handbook::text(&table.lines, &options.sizes()));
    let file = &options.json;
    let write = || {
        file.parent().map_or(Ok(()), fs::create_dir_all)?;
        fs::write(file, format!("{:#}\n", table.json()))
    };
    write().map_err(|error| format!("{}: {error}", file.display()))?;
    println!("every run: {}", file.display());
    let [_, missed, _] = table.counts();
    let fails = |line: &&Line| line.program.starts_with("bedside") && line.runs.is_err();
    match table.lines.iter().find(fails) {
        Some(line) => Err(format!("{} does not build {}", line.program, line.task)),
        None if missed > 0 => Err(format!("demands missed: {missed}")),
        None => Ok(()),
    }
}

fn places(options: &Options) -> Vec<(Place, PathBuf)> {
    let memory = Path::new("/dev/shm");
    let disk = (Place::Disk, shell::target().join("bench"));
    if !memory.is_dir() {
        eprintln!("NOT MEASURED: there is no /dev/shm on this system, so nothing is measured in memory");
        return vec![disk];
    }
    let memory = (Place::Memory, memory.to_path_buf());
    if options.quick { vec![memory] } else { vec![memory, disk] }
}

fn measure(
    options: &Options,
    tools: &Tools,
    places: &[(Place, PathBuf)],
    example: Option<&Path>,
) -> Result<Table, String> {
    let notes = notes(options, tools);
    let mut entries = Vec::new();
    for (place, folder) in places {
        for articles in options.sizes() {
            let sources = corpus::prepare(options, articles)?;
            let task = Task::Articles(articles);
            entries.extend(compete(options, tools, (*place, task, folder), &|project| sources.join(project))?);
        }
        if let Some(example) = example {
            entries.extend(compete(options, tools, (*place, Task::Example, folder), &|_| example.to_path_buf())?);
        }
    }
    Ok(Table { notes, lines: demands::judge(&entries) })
}

/// Runs the programs of one task in one place, in turns. `sources` is the folder of each program's project.
fn compete(
    options: &Options,
    tools: &Tools,
    (place, task, folder): (Place, Task, &Path),
    sources: &dyn Fn(&str) -> PathBuf,
) -> Result<Vec<Entry>, String> {
    eprintln!("measuring: {}, {}", task.name(), place.name());
    let scratch = Scratch::below(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let arena = Arena::new(scratch.folder(), tools, task.pages(), sources)?;
    let enter = |&contestant| Entry { place, task, contestant, runs: Ok(Vec::new()) };
    let mut entries: Vec<Entry> = task.contestants().iter().map(enter).collect();
    let warm_ups = usize::from(!options.quick);
    let articles = if let Task::Articles(count) = task { count } else { 1 };
    for round in 0..warm_ups + options.runs(articles) {
        for entry in &mut entries {
            let Ok(runs) = &mut entry.runs else { continue };
            match arena.run(entry.contestant, place == Place::Disk) {
                Ok(run) if round >= warm_ups => runs.push(run),
                Ok(_) => {}
                Err(reason) => entry.runs = Err(reason),
            }
        }
    }
    Ok(entries)
}

/// What a reader of the figures has to know.
fn notes(options: &Options, tools: &Tools) -> Vec<String> {
    let version = |tool: &Tool| tool.as_ref().map_or_else(Clone::clone, |program| program.version.clone());
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').next().filter(|load| !load.is_empty()).unwrap_or("unknown").to_owned();
    vec![
        format!("bedside: {}", tools.bedside.version),
        format!("hugo: {}", version(&tools.hugo)),
        format!("zola: {}", version(&tools.zola)),
        format!("blades: {}", version(&tools.blades)),
        format!(
            "{cores} cores, load before {load}; medians of runs in turns, {} of 1,000 articles and {} of 10,000, empty output \
             each time; `/clean` is the time as a multiple of Bedside's from nothing",
            options.runs(1000),
            options.runs(10_000)
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::super::tools::Program;
    use super::*;

    fn generator() -> Program {
        let path = shell::root().join("xtask/fakes/generator.sh");
        Program { path, version: "1.0".to_owned() }
    }

    fn measure_in(folder: &Path, hugo: Tool) -> Table {
        let line = format!("--quick --sizes 20 --corpus {0}/corpus --bench-dir {0}/none", folder.display());
        let options = super::super::options::read(&line).unwrap();
        let missing = || Err("not installed: `x`".to_owned());
        let tools = Tools { bedside: generator(), hugo, zola: missing(), blades: missing() };
        measure(&options, &tools, &[(Place::Memory, folder.join("memory"))], None).unwrap()
    }

    fn what_happened(table: &Table) -> Vec<(&str, Result<usize, &str>)> {
        let runs = table.lines.iter().map(|line| line.runs.as_ref().map(Vec::len).map_err(String::as_str));
        table.lines.iter().map(|line| line.program.as_str()).zip(runs).collect()
    }

    #[test]
    fn bedside_is_measured_alone_where_nothing_else_is_there() {
        let folder = tempfile::tempdir().unwrap();
        let table = measure_in(folder.path(), Ok(generator()));
        let expected = [
            ("bedside clean", Ok(1)),
            ("bedside warm", Ok(1)),
            ("bedside edit", Ok(1)),
            ("cp -r", Ok(1)),
            ("bedside check", Ok(1)),
            ("hugo", Err("its articles are missing: they are written by the scripts of `--bench-dir`")),
            ("zola", Err("not installed: `x`")),
            ("blades", Err("not installed: `x`")),
        ];
        assert_eq!(what_happened(&table), expected);
        assert_eq!(fs::read_dir(folder.path().join("memory")).unwrap().count(), 0, "the scratch folder is gone");
    }

    #[test]
    fn a_site_with_too_few_pages_does_not_count() {
        let folder = tempfile::tempdir().unwrap();
        let project = folder.path().join("corpus/20");
        for kind in ["bedside", "hugo"] {
            fs::create_dir_all(project.join(kind).join("content/articles")).unwrap();
        }
        fs::write(project.join("hugo/content/articles/one.md"), "").unwrap();
        let table = measure_in(folder.path(), Ok(generator()));
        let reason = |(program, runs): (&str, Result<usize, &str>)| Some((program.to_owned(), runs.err()?.to_owned()));
        let reasons: std::collections::BTreeMap<_, _> = what_happened(&table).into_iter().filter_map(reason).collect();
        assert!(reasons["bedside clean"].starts_with("0 pages of at least 20"), "{reasons:?}");
        assert!(reasons["hugo"].starts_with("1 pages of at least 20"), "{reasons:?}");
    }
}
