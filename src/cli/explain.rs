//! `bedside explain`: the page of one problem.

use std::fmt::Write as _;

use clap::Args;

use crate::diag::{Code, Family, nearest};

use super::{Exit, Io, Stop};

/// Explain a rule or problem from a report, and how to fix it
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  bedside explain link/broken\n  bedside explain source        list one family\n  bedside explain               list everything"
)]
pub(super) struct ExplainArgs {
    /// The name in brackets, such as `link/broken`, or a family, such as `link`; without it, lists all names
    code: Option<String>,
}

/// Prints the page, or the list of pages.
///
/// # Errors
/// A [`Stop`] if no problem has this name.
pub(super) fn run(args: &ExplainArgs, io: &mut Io<'_>) -> Result<Exit, Stop> {
    let text = args.code.as_deref().map_or_else(|| Ok(list(Family::ALL)), page)?;
    io.print(&text);
    Ok(Exit::Fine)
}

fn page(name: &str) -> Result<String, Stop> {
    if let Some(code) = Code::named(name) {
        return Ok(format!("{}\n", code.page.trim_end()));
    }
    if let Some(family) = Family::named(name) {
        return Ok(list(std::slice::from_ref(family)));
    }
    let near = Code::nearest(name).or_else(|| nearest(name, Family::ALL.iter().map(|family| family.name)));
    let stop = Stop::usage(format!("there is no rule or problem named `{name}`"));
    Err(stop.helps(near.map(|near| format!("did you mean `{near}`?"))).help("`bedside explain` lists all names"))
}

/// The codes of some families, each with the first sentence of its page.
fn list(families: &[Family]) -> String {
    let codes = || families.iter().flat_map(Code::of);
    let width = codes().map(|code| code.name.len()).max().unwrap_or(0);
    let mut out = String::new();
    for family in families.iter().filter(|family| Code::of(family).next().is_some()) {
        let gap = if out.is_empty() { "" } else { "\n" };
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{gap}{}/: {}", family.name, family.about);
        for code in Code::of(family) {
            let _ = writeln!(out, "  {:width$}  {}", code.name, first_sentence(code.page));
        }
    }
    out
}

/// The first sentence below the heading, on one line.
fn first_sentence(page: &str) -> String {
    let mut paragraphs = page.split("\n\n").map(str::trim).filter(|text| !text.is_empty() && !text.starts_with('#'));
    let text = paragraphs.next().unwrap_or("").split_whitespace().collect::<Vec<_>>().join(" ");
    text.split_once(". ").map_or(text.clone(), |(sentence, _)| format!("{sentence}."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_sentence_fits_one_line() {
        assert_eq!(first_sentence("# x\n\nA link leads\nnowhere. More.\n\nEven more."), "A link leads nowhere.");
        assert_eq!(first_sentence("# x\n\nOnly one.\n"), "Only one.");
    }
}
