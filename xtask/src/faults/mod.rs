//! `cargo xtask faults`: each call of the system that a command makes fails once.
//!
//! For every command that writes, every group of calls and every number, the call of that number fails (no room, an error of the
//! disk, no permission) or the program is killed at it, by `strace`. Afterwards the published folder must hold the old site or
//! the new one, files of others must be as they were, and the next run must succeed, leave nothing, and find no file that was
//! "changed by hand".

mod calls;
mod desk;
mod scenes;
mod stand;
mod tree;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use clap::Parser;

use crate::shell::{self, cargo, works};

use calls::{Calls, FAULTS};
use scenes::SCENES;

#[derive(Debug, Parser)]
#[command(name = "cargo xtask faults", about = "Each call of the system that a command makes fails once; needs strace")]
struct Options {
    /// The program to try [default: the debug build, built first]
    #[arg(long, value_name = "FILE")]
    program: Option<PathBuf>,
    /// End after so long; the faults that are tried are spread over all of them
    #[arg(long, value_name = "N")]
    seconds: Option<u64>,
    /// This many faults for each command (half of them for `deploy`, which waits), the same each time, spread over its calls
    #[arg(long, value_name = "N", conflicts_with = "seconds")]
    each: Option<usize>,
    /// Only commands whose name holds this word
    #[arg(long, value_name = "WORD", default_value = "")]
    scene: String,
    /// Commands that are tried at a time
    #[arg(long, value_name = "N", default_value_t = 2)]
    jobs: usize,
}

/// Something that faults happen to.
trait Subject {
    /// How often each group of calls is made.
    fn counts(&mut self) -> Result<Vec<(Calls, usize)>, String>;

    /// Lets one call fail, and says what is wrong afterwards; the subject is fit for the next one in any case.
    fn survives(&mut self, fault: Fault) -> Result<(), String>;
}

/// One call that fails, and how.
#[derive(Clone, Copy)]
struct Fault {
    calls: Calls,
    number: usize,
    how: &'static str,
}

pub(crate) fn run(arguments: &[String]) -> Result<(), String> {
    let Some(options) = shell::options::<Options>("faults", arguments)? else { return Ok(()) };
    if !works(Command::new("strace").args(["-qq", "-o", "/dev/null", "true"])) {
        eprintln!(
            "NOT CHECKED: there is no `strace`, or it may not follow programs here, so no call of the system fails; install it with \
             `apt-get install strace`"
        );
        return Ok(());
    }
    let program = if let Some(program) = &options.program {
        program.clone()
    } else {
        shell::run(&mut cargo("build --locked"))?;
        shell::target().join("debug/bedside")
    };
    let program = program.canonicalize().map_err(|error| format!("{}: {error}", program.display()))?;
    let failures = all(&options, &program);
    for failure in failures.iter().take(40) {
        eprintln!("FAILED {failure}");
    }
    if failures.is_empty() { Ok(()) } else { Err(format!("{} faults were not survived", failures.len())) }
}

/// Goes over all scenes, some at a time; gives what was not survived.
fn all(options: &Options, program: &Path) -> Vec<String> {
    let names = SCENES.iter().map(|scene| scene.name).chain(desk::DEEDS.iter().map(|deed| deed.name));
    let chosen: Vec<usize> =
        names.enumerate().filter(|(_, name)| name.contains(&options.scene)).map(|(at, _)| at).collect();
    let jobs = options.jobs.clamp(1, chosen.len().max(1));
    let begun = Instant::now();
    let (next, failures, tried) = (AtomicUsize::new(0), Mutex::new(Vec::new()), AtomicUsize::new(0));
    thread::scope(|scope| {
        for job in 0..jobs {
            let (next, failures, tried, chosen) = (&next, &failures, &tried, &chosen);
            scope.spawn(move || {
                let home = std::env::temp_dir().join(format!("bedside-faults-{}-{job}", std::process::id()));
                loop {
                    let turn = next.fetch_add(1, Ordering::Relaxed);
                    let Some(at) = chosen.get(turn) else { return };
                    // Each scene ends with its share of the time, those before it included.
                    let share = |seconds| Duration::from_secs(seconds) * u32::try_from(turn + jobs).unwrap_or(1);
                    let end = options
                        .seconds
                        .map(|seconds| share(seconds) / u32::try_from(chosen.len() + jobs - 1).unwrap_or(1));
                    let share = Share { each: options.each, end: end.map(|end| begun + end) };
                    let found = one(*at, program, &home, share, tried);
                    failures.lock().unwrap_or_else(PoisonError::into_inner).extend(found);
                }
            });
        }
    });
    let (tried, seconds) = (tried.into_inner(), begun.elapsed().as_secs());
    let failures = failures.into_inner().unwrap_or_else(PoisonError::into_inner);
    eprintln!("{tried} faults in {seconds} s, {} not survived", failures.len());
    failures
}

/// How many of a scene's faults are tried.
#[derive(Clone, Copy)]
struct Share {
    each: Option<usize>,
    end: Option<Instant>,
}

/// One scene; what was not survived.
fn one(at: usize, program: &Path, home: &Path, share: Share, tried: &AtomicUsize) -> Vec<String> {
    let Share { each, end } = share;
    let begun = Instant::now();
    let (name, subject): (_, Result<Box<dyn Subject>, String>) = if let Some(scene) = SCENES.get(at) {
        (scene.name, stand::Stand::new(scene, program, home).map(|stand| Box::new(stand) as _))
    } else {
        let deed = &desk::DEEDS[at - SCENES.len()];
        (deed.name, desk::Desk::new(deed, program, home).map(|desk| Box::new(desk) as _))
    };
    let outcome = subject.and_then(|mut subject| {
        let cases = cases(&subject.counts()?);
        // A part of the cases is visited in steps that spread over all of them.
        let step = if end.is_some() || each.is_some() { coprime(cases.len()) } else { 1 };
        let (mut done, mut failures) = (0, Vec::new());
        // A deployment waits some seconds before it deletes, and before it tries again.
        let each = each.map(|each| if name == "deploy" { each.div_ceil(2) } else { each });
        for visit in 0..each.unwrap_or(cases.len()).min(cases.len()) {
            if end.is_some_and(|end| Instant::now() > end) {
                break;
            }
            let fault = cases[visit * step % cases.len()];
            done += 1;
            if let Err(reason) = subject.survives(fault) {
                failures
                    .push(format!("{name}: {} at {} number {}: {reason}", fault.how, fault.calls.follow, fault.number));
            }
        }
        tried.fetch_add(done, Ordering::Relaxed);
        let (all, seconds) = (cases.len(), begun.elapsed().as_secs());
        eprintln!("{name:<20} {done} of {all} faults, {} not survived, {seconds} s", failures.len());
        Ok(failures)
    });
    outcome.unwrap_or_else(|reason| vec![format!("{name}: {reason}")])
}

fn cases(counts: &[(Calls, usize)]) -> Vec<Fault> {
    let numbered = counts.iter().flat_map(|(calls, count)| (1..=*count).map(move |number| (*calls, number)));
    numbered.flat_map(|(calls, number)| FAULTS.map(|how| Fault { calls, number, how })).collect()
}

/// A step that reaches each of `all` places once, and soon all regions of them.
fn coprime(all: usize) -> usize {
    let divides = |a: usize, b: usize| {
        let (mut a, mut b) = (a, b);
        while b > 0 {
            (a, b) = (b, a % b);
        }
        a
    };
    (all * 5 / 8..all).find(|step| *step > 0 && divides(*step, all) == 1).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_reach_every_case_once() {
        for all in 1..200 {
            let step = coprime(all);
            let mut places: Vec<usize> = (0..all).map(|visit| visit * step % all).collect();
            places.sort_unstable();
            assert_eq!(places, (0..all).collect::<Vec<_>>());
        }
    }
}
