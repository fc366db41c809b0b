//! What sources cost: the same articles with five sources each, all cited, and without any.
//!
//! Three of the five stand in the front matter, two in a shared library of a thousand entries. The demand: with sources a
//! build from nothing takes at most one and a half times as long.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::options::Options;
use super::scratch::{self, Scratch};
use super::tools::Tools;
use super::{measure, numbers, writer};

/// How many sources each article has.
const SOURCES: usize = 5;

/// How many times the time without sources a build with them may take.
const MOST: f64 = 1.5;

pub(crate) fn run(options: &Options) -> Result<(), String> {
    let tools = Tools::find(options)?;
    let shared = Path::new("/dev/shm");
    let parent = if shared.is_dir() { shared.to_path_buf() } else { std::env::temp_dir() };
    let folder = Scratch::below(&parent).map_err(|error| error.to_string())?;
    let mut missed = false;
    for articles in options.sizes() {
        let projects = [0, SOURCES].map(|sources| (folder.folder().join(format!("{articles}-{sources}")), sources));
        for (project, sources) in &projects {
            writer::write(project, articles, *sources).map_err(|error| error.to_string())?;
        }
        let mut seconds = [Vec::new(), Vec::new()];
        // The first round warms up.
        let runs = options.runs(articles);
        for round in 0..=runs {
            for ((project, _), seconds) in projects.iter().zip(&mut seconds) {
                let taken = build(&tools.bedside.path, project)?;
                if round > 0 || runs == 1 {
                    seconds.push(taken);
                }
            }
        }
        let [without, with] = seconds.map(|runs| numbers::median(&runs).unwrap_or(f64::NAN));
        let ratio = with / without;
        println!(
            "{} articles: {} without sources, {} with {SOURCES} each: {ratio:.2} times",
            numbers::thousands(articles),
            numbers::seconds(without),
            numbers::seconds(with)
        );
        missed |= ratio > MOST;
    }
    if missed { Err(format!("more than {MOST} times")) } else { Ok(()) }
}

fn build(program: &Path, project: &Path) -> Result<f64, String> {
    let output = project.join("public");
    for left in [&output, &project.join(".bedside")] {
        scratch::remove(left).map_err(|error| error.to_string())?;
    }
    let mut command = Command::new(program);
    let (run, _) = measure::run(command.args(["build", "--no-cards", "-r"]).arg(project).arg("-o").arg(&output))?;
    if !fs::exists(output.join("index.html")).unwrap_or(false) {
        return Err("it built no home page".to_owned());
    }
    Ok(run.seconds)
}
