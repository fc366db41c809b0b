//! The flags of `cargo xtask bench`.

use std::path::PathBuf;

use clap::Parser;

use crate::shell;

/// Flags as given, with what holds where they are not.
#[derive(Clone, Debug, PartialEq, Eq, Parser)]
#[command(name = "cargo xtask bench", about = "What the program promises in numbers, measured on this computer")]
pub(crate) struct Options {
    /// The benchmarks to run, all of them where none is named
    #[arg(value_parser = super::NAMES, value_name = "NAME")]
    pub(crate) names: Vec<String>,
    /// Numbers of articles, such as `1000,10_000` [default: 1000,10000; 200 with --quick]
    #[arg(long = "sizes", value_delimiter = ',', value_parser = count, value_name = "NUMBERS")]
    given_sizes: Vec<usize>,
    /// Saves while the preview runs [default: 200; 20 with --quick]
    #[arg(long = "edits", value_parser = count, value_name = "NUMBER")]
    given_edits: Option<usize>,
    /// Runs of each program, of which the median counts [default: 5, and 3 from 10,000 articles on; 1 with --quick]
    #[arg(long = "runs", value_parser = count, value_name = "NUMBER")]
    given_runs: Option<usize>,
    /// Few articles, one run, no warm-up, in memory only: whether it works, not how fast it is
    #[arg(long)]
    pub(crate) quick: bool,
    /// Where the articles are kept between runs, one folder per size; made where missing
    #[arg(long, value_name = "FOLDER", default_value_os_t = shell::target().join("bench/corpus"))]
    pub(crate) corpus: PathBuf,
    /// The folder of the scripts that write the articles for all programs: `gen_corpus.py`, `to_project.py`, `to_blades.py`
    #[arg(long, value_name = "FOLDER")]
    pub(crate) bench_dir: Option<PathBuf>,
    /// Measure this program instead of building the release
    #[arg(long, value_name = "FILE")]
    pub(crate) bedside: Option<PathBuf>,
    /// Hugo, where it is not on the PATH
    #[arg(long, value_name = "FILE")]
    pub(crate) hugo: Option<PathBuf>,
    /// Zola, where it is not on the PATH
    #[arg(long, value_name = "FILE")]
    pub(crate) zola: Option<PathBuf>,
    /// blades, where it is not on the PATH
    #[arg(long, value_name = "FILE")]
    pub(crate) blades: Option<PathBuf>,
    /// A folder with the npm packages `satori` and `@resvg/resvg-js`, for the benchmark of cards
    #[arg(long, value_name = "FOLDER")]
    pub(crate) satori: Option<PathBuf>,
    /// Where every run of `site` is written
    #[arg(long, value_name = "FILE", default_value_os_t = shell::target().join("bench/site.json"))]
    pub(crate) json: PathBuf,
}

/// From this many articles on, three runs of a program are enough.
const LARGE: usize = 10_000;

impl Options {
    /// The numbers of articles, ascending.
    pub(crate) fn sizes(&self) -> Vec<usize> {
        let mut sizes = match (self.given_sizes.as_slice(), self.quick) {
            ([], true) => vec![200],
            ([], false) => vec![1000, LARGE],
            (sizes, _) => sizes.to_vec(),
        };
        sizes.sort_unstable();
        sizes.dedup();
        sizes
    }

    /// The numbers of articles for what is measured in a preview, ascending: a small site and a large one.
    pub(crate) fn preview_sizes(&self) -> Vec<usize> {
        match (self.given_sizes.is_empty(), self.quick) {
            (false, _) => self.sizes(),
            (true, true) => vec![10],
            (true, false) => vec![10, LARGE],
        }
    }

    /// How often a document is saved while the preview runs.
    pub(crate) fn edits(&self) -> usize {
        self.given_edits.unwrap_or(if self.quick { 20 } else { 200 })
    }

    /// How often each program runs on so many articles.
    pub(crate) fn runs(&self, articles: usize) -> usize {
        let usual = if articles < LARGE { 5 } else { 3 };
        self.given_runs.unwrap_or(if self.quick { 1 } else { usual })
    }
}

fn count(text: &str) -> Result<usize, String> {
    let number = text.replace('_', "").parse().ok().filter(|number| *number > 0);
    number.ok_or_else(|| "expected a number from 1 upwards".to_owned())
}

/// Options as a line of flags gives them, for tests.
#[cfg(test)]
pub(super) fn read(line: &str) -> Result<Options, clap::Error> {
    Options::try_parse_from(std::iter::once("bench").chain(line.split_whitespace()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_are_read_in_any_order() {
        let options = read("--runs 7 site --sizes 10_000,1000,1000 --hugo /bin/hugo").unwrap();
        assert_eq!((options.names.clone(), options.runs(10)), (vec!["site".to_owned()], 7));
        assert_eq!(options.sizes(), [1000, 10_000]);
        assert_eq!(options.hugo, Some(PathBuf::from("/bin/hugo")));
    }

    #[test]
    fn quick_means_small_unless_said_otherwise() {
        let options = read("--quick").unwrap();
        assert_eq!((options.sizes(), options.runs(200), options.edits()), (vec![200], 1, 20));
        let options = read("--sizes 20 --quick --runs 2").unwrap();
        assert_eq!((options.sizes(), options.runs(20)), (vec![20], 2));
        let options = read("").unwrap();
        assert_eq!([options.runs(1000), options.runs(10_000)], [5, 3]);
    }

    #[test]
    fn mistakes_are_refused() {
        for line in ["--fast", "--runs", "--runs 0", "--sizes 10,x", "no-such-benchmark"] {
            assert!(read(line).is_err(), "{line}");
        }
    }
}
