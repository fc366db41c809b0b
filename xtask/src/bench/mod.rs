//! `cargo xtask bench [NAME] [FLAGS]`: what the program promises in numbers, measured on this computer.
//!
//! One benchmark, one file. Each takes the options, prints one table, and returns an error where a demand is missed.

mod cards;
mod corpus;
mod desk;
mod measure;
mod numbers;
mod options;
mod rules;
mod scratch;
mod serve;
mod site;
mod sources;
mod table;
mod tools;
mod writer;

use options::Options;

/// A benchmark: its name and its function.
type Bench = (&'static str, fn(&Options) -> Result<(), String>);

const BENCHES: [Bench; 6] = [
    ("site", site::run),
    ("cards", cards::run),
    ("serve", serve::run),
    ("desk", desk::run),
    ("sources", sources::run),
    ("rules", rules::run),
];

/// The names of the benchmarks: whole sites beside other programs, share cards, from a save to the changed page in a browser,
/// from a key in the writing room to it, what five sources in each article cost,
/// and each rule on texts that are made to cost time.
const NAMES: [&str; 6] = [BENCHES[0].0, BENCHES[1].0, BENCHES[2].0, BENCHES[3].0, BENCHES[4].0, BENCHES[5].0];

pub(crate) fn run(arguments: &[String]) -> Result<(), String> {
    let Some(options) = crate::shell::options::<Options>("bench", arguments)? else { return Ok(()) };
    let wanted = |name: &str| options.names.is_empty() || options.names.iter().any(|wanted| wanted == name);
    BENCHES.iter().filter(|(name, _)| wanted(name)).try_for_each(|(_, bench)| bench(&options))
}
