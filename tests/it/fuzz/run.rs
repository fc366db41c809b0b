//! One target: its corpus first, then damaged inputs, as many as usual or for the time that is asked for.
#![expect(clippy::disallowed_methods, reason = "a fuzzer reads its corpus and saves what it finds")]

use std::fs;
use std::hash::{BuildHasher, RandomState};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::damage::{Chance, damaged};

/// No reader may work longer on one small input, where it runs for a given time.
const LONGEST: Duration = Duration::from_secs(20);

/// What reads the inputs.
pub(super) struct Target<'t> {
    /// Its name, that of its corpus too.
    pub(super) name: &'t str,
    /// Good inputs.
    pub(super) seeds: &'t [&'t [u8]],
    /// How many damaged inputs a usual run of the tests tries.
    pub(super) usual: usize,
    /// Reads one input; panics where that is a fault.
    pub(super) run: &'t dyn Fn(&[u8]),
}

/// How long, and where to save what is found: `cargo xtask fuzz` says so.
fn asked() -> Option<(Duration, PathBuf)> {
    let seconds = std::env::var("BEDSIDE_FUZZ_SECONDS").ok()?.parse().ok()?;
    Some((Duration::from_secs(seconds), PathBuf::from(std::env::var_os("BEDSIDE_FUZZ_FOLDER")?)))
}

/// How long this program has worked, where the system says so: a busy computer makes no input slow.
fn worked(begun: Instant) -> Duration {
    let ticks = fs::read_to_string("/proc/self/stat").ok().and_then(|line| {
        // The name of the program may hold spaces; user and system time are the 12th and 13th words after it.
        let (_, words) = line.rsplit_once(')')?;
        let mut words = words.split_whitespace().skip(11).map(|word| word.parse::<u64>().ok());
        Some(words.next()?? + words.next()??)
    });
    // A hundred a second, on every Linux.
    ticks.map_or_else(|| begun.elapsed(), |ticks| Duration::from_millis(ticks * 10))
}

/// Runs a target.
#[expect(clippy::print_stderr, reason = "a long run tells its figures")]
pub(super) fn fuzz(target: &Target<'_>) {
    let mut seeds: Vec<Vec<u8>> = target.seeds.iter().map(|seed| seed.to_vec()).collect();
    seeds.extend(corpus(target.name));
    for seed in &seeds {
        (target.run)(seed);
    }
    let Some((time, folder)) = asked() else {
        let mut chance = Chance(0x9E37_79B9_7F4A_7C15);
        for _ in 0..target.usual {
            (target.run)(&damaged(&seeds, &mut chance));
        }
        return;
    };
    let mut chance = Chance(RandomState::new().hash_one(target.name) | 1);
    let (begun, mut count, mut found, mut slowest) = (Instant::now(), 0u64, Vec::new(), Duration::ZERO);
    while begun.elapsed() < time && found.len() < 8 {
        let bytes = damaged(&seeds, &mut chance);
        // An abort or an endless run leaves its input here.
        let latest = folder.join(format!("{}-latest", target.name));
        fs::write(&latest, &bytes).expect("the latest input");
        let start = worked(begun);
        let outcome = catch_unwind(AssertUnwindSafe(|| (target.run)(&bytes)));
        count += 1;
        let taken = worked(begun).saturating_sub(start);
        slowest = slowest.max(taken);
        if outcome.is_err() || taken > LONGEST {
            let saved = folder.join(format!("{}-{:016x}", target.name, chance.0));
            fs::write(&saved, &bytes).expect("the finding");
            found.push(saved);
        }
    }
    eprintln!(
        "{}: {count} inputs in {} s, the slowest {} ms, {} found",
        target.name,
        begun.elapsed().as_secs(),
        slowest.as_millis(),
        found.len()
    );
    assert!(found.is_empty(), "{found:?}");
}

/// What was found before, and inputs that are worth keeping.
fn corpus(name: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz").join(name);
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).into_iter().flatten().flatten().map(|item| item.path()).collect();
    files.sort();
    files.iter().map(|file| fs::read(file).expect("a file of the corpus")).collect()
}
