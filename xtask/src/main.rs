//! The chores of Bedside's own repository: `cargo xtask CHORE`.
//!
//! One chore, one file. A chore takes the rest of the command line and returns `Err` with the words to print; this file
//! alone turns that into an exit code.

mod bench;
mod bless;
mod browser;
mod built;
mod check;
mod compare;
mod deploy_matrix;
mod dist;
mod edits;
mod faults;
mod fuzz;
mod matrix;
mod rooms;
mod shell;
mod soak;
mod vendor;
mod vocabulary;
mod windows;

use std::process::ExitCode;

/// A chore: its name, what it does, and its function.
type Chore = (&'static str, &'static str, fn(&[String]) -> Result<(), String>);

const CHORES: [Chore; 18] = [
    ("check", "format, lints, documentation and all tests", check::run),
    ("bless", "run the tests so that they re-write their golden files", bless::run),
    ("bench", "measure the release build; see `cargo xtask bench --help`", bench::run),
    ("shots", "every kind of page as a picture and on paper, in target/shots; needs chromium", browser::shots),
    ("lighthouse", "five pages on Lighthouse's phone; needs npm and chromium", browser::lighthouse),
    ("search", "the search compared with Pagefind and MiniSearch; needs npm", browser::search),
    ("soak", "thousands of edits and connections of one preview; see `cargo xtask soak --help`", soak::run),
    ("compare", "what two builds of a site say differently: text, links, structured data, feeds", compare::run),
    (
        "deploy-matrix",
        "deployments to real servers on this computer; see `cargo xtask deploy-matrix --help`",
        deploy_matrix::run,
    ),
    ("dist", "packages for every system, in target/dist; see `cargo xtask dist --help`", dist::run),
    ("edits", "a thousand random edits: a build after each gives what a clean one gives", edits::run),
    ("faults", "let each system call fail once; see `cargo xtask faults --help`", faults::run),
    ("fuzz", "libFuzzer looks for inputs that a reader does not survive; see `cargo xtask fuzz --help`", fuzz::run),
    ("matrix", "every case that the promises rest on, with the test that holds it", matrix::run),
    ("rooms", "the rooms of `src/`, their size and what each imports", rooms::run),
    ("vendor", "build the editor of the desk from its lock file; needs npm", vendor::run),
    ("vocabulary", "rebuild the list of what is used of schema.org, from a release of it", vocabulary::run),
    ("windows", "the program for Windows, under Wine; see `cargo xtask windows --help`", windows::run),
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let wanted = arguments.first().map_or("", String::as_str);
    let Some((.., chore)) = CHORES.iter().find(|(name, ..)| *name == wanted) else {
        eprintln!("{}", usage());
        return ExitCode::from(2);
    };
    match chore(&arguments[1..]) {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("error: {reason}");
            ExitCode::FAILURE
        }
    }
}

fn usage() -> String {
    let chores = CHORES.iter().map(|(name, what, _)| format!("\n  {name:<13} {what}"));
    format!("usage: cargo xtask CHORE\n{}", chores.collect::<Vec<_>>().concat())
}
