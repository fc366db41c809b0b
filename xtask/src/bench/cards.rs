//! Share cards: how long one takes, beside satori and resvg-js where Node and both packages are there.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::numbers::{ratio, seconds, thousands};
use super::options::Options;
use super::scratch::Scratch;
use crate::shell;

/// Titles that differ; half of them are drawn on one thread, all on two.
const TITLES: usize = 2000;

/// Cards that the other program draws, of the same titles: enough for a mean.
const OTHERS: usize = 100;

/// What is demanded, in milliseconds: the mean of a card on one thread, all cards on two.
const MOST: [f64; 2] = [3.0, 4000.0];

/// Bytes of a card.
const MOST_BYTES: f64 = 60_000.0;

/// How many times as long the other program takes, at least.
const TIMES: f64 = 30.0;

/// Runs the benchmark.
pub(crate) fn run(options: &Options) -> Result<(), String> {
    let failed = |error: std::io::Error| format!("the titles cannot be written: {error}");
    let scratch = Scratch::below(&std::env::temp_dir()).map_err(failed)?;
    let titles = scratch.folder().join("titles.txt");
    let count = if options.quick { 200 } else { TITLES };
    fs::write(&titles, (0..count).map(|at| title(at) + "\n").collect::<String>()).map_err(failed)?;
    let printed = output(shell::cargo("bench --locked -p bedside --bench cards --").arg(&titles))?;
    let figure = |name: &str| {
        let line = printed.lines().find_map(|line| line.strip_prefix(name)?.trim().parse::<f64>().ok());
        line.ok_or_else(|| format!("the benchmark printed no `{name}`"))
    };
    let (mean, busy, largest, two) = (figure("mean ")?, figure("busy ")?, figure("largest ")?, figure("two ")?);
    let all = format!("{} on two threads", thousands(count));
    let mut met = shown("a card, one thread", mean, MOST[0]);
    println!("of that, on a processor  {:>10}", seconds(busy / 1000.0));
    met &= shown(&all, two, MOST[1]);
    met &= largest < MOST_BYTES;
    println!("largest card             {largest:>10} bytes (at most {MOST_BYTES})");
    let other = options.satori.as_deref().map(|folder| satori(folder, &titles));
    match other {
        Some(other) => {
            let other = other?;
            let times = ratio(other, mean).unwrap_or_default();
            met &= times >= TIMES;
            println!(
                "satori + resvg-js        {:>10} a card: {times:.0} times as long (at least {TIMES})",
                seconds(other / 1000.0)
            );
        }
        None => println!("satori + resvg-js        not measured: `--satori FOLDER` names a folder with both packages"),
    }
    if met || options.quick { Ok(()) } else { Err("a demand is missed".to_owned()) }
}

fn shown(what: &str, milliseconds: f64, most: f64) -> bool {
    println!("{what:<24} {:>10} (at most {})", seconds(milliseconds / 1000.0), seconds(most / 1000.0));
    milliseconds <= most
}

/// Milliseconds that the other program takes for a card.
fn satori(folder: &Path, titles: &Path) -> Result<f64, String> {
    let script = shell::root().join("xtask/src/bench/cards.mjs");
    let folder = folder.canonicalize().map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut node = Command::new("node");
    node.arg(script).arg(folder).arg(shell::root().join("content/fonts")).arg(titles).arg(OTHERS.to_string());
    let printed = output(&mut node)?;
    printed.trim().parse().map_err(|_| format!("expected a number of milliseconds, found `{}`", printed.trim()))
}

fn output(command: &mut Command) -> Result<String, String> {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command.output().map_err(|error| format!("`{program}` did not start: {error}"))?;
    if !output.status.success() {
        return Err(format!("`{program}` failed:\n{}", String::from_utf8_lossy(&output.stderr)));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// A title like those that practices write, from 20 to 110 characters; no two are the same.
fn title(at: usize) -> String {
    const WHAT: [&str; 8] = [
        "Flu shots",
        "What a normal blood pressure is",
        "Why your child needs sleep",
        "Shingles after sixty",
        "Antibiotics and the common cold",
        "Heat, heart medicine and long walks",
        "Living well with type 2 diabetes",
        "When a headache is an emergency",
    ];
    const WHEN: [&str; 6] = [
        "",
        ", and when to call us",
        ": five answers from our nurses",
        " in pregnancy and in the months after birth",
        ", what the newest guideline says, and what it leaves open for you",
        " for busy families",
    ];
    format!("{}{} ({})", WHAT[at % WHAT.len()], WHEN[at / WHAT.len() % WHEN.len()], at + 1)
}
