//! The flags of `cargo xtask bench`.

use std::path::PathBuf;

use crate::shell;

/// What `--help` says of the flags.
pub(crate) const FLAGS: &str = "  --sizes 1000,10000  numbers of articles
  --edits 200         saves while the preview runs
  --runs 5            runs of each program, of which the median counts
  --quick             200 articles, one run, no warm-up, in memory only: whether it works, not how fast it is
  --corpus DIR        where the articles are kept between runs, one folder per size; made where missing
  --bench-dir DIR     the scripts that write the articles (gen_corpus.py, to_project.py, to_blades.py)
  --bedside FILE      measure this program instead of building the release
  --hugo FILE         Hugo, where it is not on the PATH
  --blades FILE       blades, where it is not on the PATH
  --satori DIR        a folder with the npm packages satori and @resvg/resvg-js, for the benchmark of cards
  --json FILE         also write the figures there";

/// Flags as given, with what holds where they are not.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Options {
    pub(crate) names: Vec<String>,
    pub(crate) sizes: Vec<usize>,
    /// Whether the sizes were asked for.
    pub(crate) sized: bool,
    pub(crate) edits: usize,
    pub(crate) runs: usize,
    pub(crate) quick: bool,
    pub(crate) corpus: PathBuf,
    pub(crate) bench_dir: PathBuf,
    pub(crate) bedside: Option<PathBuf>,
    pub(crate) hugo: Option<PathBuf>,
    pub(crate) blades: Option<PathBuf>,
    pub(crate) satori: Option<PathBuf>,
    pub(crate) json: Option<PathBuf>,
}

impl Options {
    /// Reads the command line.
    pub(crate) fn read(arguments: &[String]) -> Result<Self, String> {
        let quick = arguments.iter().any(|argument| argument == "--quick");
        let mut options = Self {
            names: Vec::new(),
            sizes: if quick { vec![200] } else { vec![1000, 10_000] },
            sized: false,
            edits: if quick { 20 } else { 200 },
            runs: if quick { 1 } else { 5 },
            quick,
            corpus: shell::target().join("bench/corpus"),
            bench_dir: shell::root().join("../shared/bench"),
            bedside: None,
            hugo: None,
            blades: None,
            satori: None,
            json: None,
        };
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            let mut value = || arguments.next().ok_or_else(|| format!("`{argument}` wants a value"));
            match argument.as_str() {
                "--quick" => {}
                "--sizes" => {
                    options.sizes = value()?.split(',').map(count).collect::<Result<_, _>>()?;
                    options.sized = true;
                }
                "--edits" => options.edits = count(value()?)?,
                "--runs" => options.runs = count(value()?)?,
                "--corpus" => options.corpus = value()?.into(),
                "--bench-dir" => options.bench_dir = value()?.into(),
                "--bedside" => options.bedside = Some(value()?.into()),
                "--hugo" => options.hugo = Some(value()?.into()),
                "--blades" => options.blades = Some(value()?.into()),
                "--satori" => options.satori = Some(value()?.into()),
                "--json" => options.json = Some(value()?.into()),
                flag if flag.starts_with('-') => return Err(format!("there is no flag `{flag}`")),
                name => options.names.push(name.to_owned()),
            }
        }
        options.sizes.sort_unstable();
        options.sizes.dedup();
        Ok(options)
    }
}

fn count(text: &str) -> Result<usize, String> {
    let number = text.replace('_', "").parse().ok().filter(|number| *number > 0);
    number.ok_or_else(|| format!("expected a number from 1 upwards, found `{text}`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Options, String> {
        Options::read(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn flags_are_read_in_any_order() {
        let options = read("--runs 7 site --sizes 10_000,1000,1000 --hugo /bin/hugo").unwrap();
        assert_eq!((options.names, options.runs), (vec!["site".to_owned()], 7));
        assert_eq!(options.sizes, [1000, 10_000]);
        assert_eq!(options.hugo, Some(PathBuf::from("/bin/hugo")));
    }

    #[test]
    fn quick_means_small_unless_said_otherwise() {
        let options = read("--quick").unwrap();
        assert_eq!((options.sizes, options.runs), (vec![200], 1));
        let options = read("--sizes 20 --quick --runs 2").unwrap();
        assert_eq!((options.sizes, options.runs), (vec![20], 2));
    }

    #[test]
    fn mistakes_are_named() {
        let cases = [
            ("--fast", "there is no flag `--fast`"),
            ("--runs", "`--runs` wants a value"),
            ("--runs 0", "expected a number from 1 upwards, found `0`"),
            ("--sizes 10,x", "expected a number from 1 upwards, found `x`"),
        ];
        for (line, expected) in cases {
            assert_eq!(read(line), Err(expected.to_owned()), "{line}");
        }
    }
}
