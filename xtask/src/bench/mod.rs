//! `cargo xtask bench [NAME] [FLAGS]`: what the program promises in numbers, measured on this computer.
//!
//! One benchmark, one file. Each takes the options, prints one table, and returns an error where a demand is missed.

mod cards;
mod corpus;
mod json;
mod measure;
mod numbers;
mod options;
mod scratch;
mod serve;
mod site;
mod sources;
mod table;
mod tools;
mod writer;

use options::Options;

/// A benchmark: its name, what it measures, and its function.
type Bench = (&'static str, &'static str, fn(&Options) -> Result<(), String>);

const BENCHES: [Bench; 4] = [
    ("site", "building whole sites, beside Hugo, blades and `cp -r`", site::run),
    ("cards", "share cards, beside satori and resvg-js", cards::run),
    ("serve", "from a save to the changed page in a browser", serve::run),
    ("sources", "what five sources in each article cost", sources::run),
];

pub(crate) fn run(arguments: &[String]) -> Result<(), String> {
    if arguments.iter().any(|argument| argument == "--help" || argument == "-h") {
        println!("{}", usage());
        return Ok(());
    }
    let options = Options::read(arguments).map_err(|reason| format!("{reason}\n\n{}", usage()))?;
    let is_known = |wanted: &str| BENCHES.iter().any(|(name, ..)| *name == wanted);
    if let Some(unknown) = options.names.iter().find(|name| !is_known(name)) {
        return Err(format!("there is no benchmark `{unknown}`\n\n{}", usage()));
    }
    let wanted = |name: &str| options.names.is_empty() || options.names.iter().any(|wanted| wanted == name);
    BENCHES.iter().filter(|(name, ..)| wanted(name)).try_for_each(|(.., bench)| bench(&options))
}

fn usage() -> String {
    let benches: String =
        BENCHES.iter().map(|(name, what, _)| format!("  {name:<19} {what}\n")).collect::<Vec<_>>().concat();
    format!("usage: cargo xtask bench [NAME..] [FLAGS]\n\n{benches}\n{}", options::FLAGS)
}
