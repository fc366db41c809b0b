//! `bedside explain`: the page of one problem.

use clap::Args;

use crate::diag::{Code, did_you_mean};

use super::{Exit, Io, Stop};

/// Explain a problem that a report names, and how to put it right
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  bedside explain broken-link\n  bedside explain               list everything")]
pub(super) struct ExplainArgs {
    /// The name in brackets, such as `broken-link`; without it, all names are listed
    code: Option<String>,
}

/// Prints the page, or the list of pages.
///
/// # Errors
/// A [`Stop`] where no problem has this name.
pub(super) fn run(args: &ExplainArgs, io: &mut Io<'_>) -> Result<Exit, Stop> {
    let text = args.code.as_deref().map_or_else(|| Ok(list()), page)?;
    io.print(&text);
    Ok(Exit::Fine)
}

fn page(name: &str) -> Result<String, Stop> {
    let code = Code::named(name).ok_or_else(|| {
        Stop::usage(format!("there is no problem named `{name}`"))
            .helps(did_you_mean(name, Code::all().iter().map(|code| code.name)))
            .help("`bedside explain` lists all names")
    })?;
    Ok(format!("{}\n", code.page.trim_end()))
}

fn list() -> String {
    let width = Code::all().iter().map(|code| code.name.len()).max().unwrap_or(0);
    let line = |code: &&Code| format!("{:width$}  {}", code.name, first_sentence(code.page));
    let mut lines: Vec<String> = Code::all().iter().map(line).collect();
    lines.push(String::new());
    lines.join("\n")
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
