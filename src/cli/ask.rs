//! Questions on a terminal.

use std::io::BufRead;

use super::visible::visible;
use super::{Io, Stop};

/// One question.
pub(super) struct Question<'q> {
    /// The question, without its mark.
    pub(super) text: &'q str,
    /// What an empty answer means.
    pub(super) default: &'q str,
    /// Takes an answer, or says what is wrong with it.
    pub(super) check: fn(&str) -> Result<String, String>,
}

/// Asks until an answer is taken.
///
/// # Errors
/// A [`Stop`] if the answers end.
pub(super) fn ask(question: &Question<'_>, io: &mut Io<'_>) -> Result<String, Stop> {
    loop {
        let default = match question.default {
            "" => String::new(),
            default => format!(" [{}]", visible(default)),
        };
        io.message(&format!("{}{default}: ", question.text));
        let answer = read_line(io.input)?;
        let answer = if answer.trim().is_empty() { question.default } else { &answer };
        match (question.check)(answer) {
            Ok(taken) => return Ok(taken),
            Err(wrong) => io.message(&format!("  {wrong}\n")),
        }
    }
}

/// How a person wants to begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// By answers on the terminal.
    Here,
    /// By a form in the browser.
    Browser,
    /// Not now.
    Not,
}

/// Asks how to begin a site.
///
/// # Errors
/// A [`Stop`] if the answers end.
pub(super) fn ask_way(io: &mut Io<'_>) -> Result<Way, Stop> {
    loop {
        io.message("Start one? `yes`, `no`, or `b` to answer in the browser [yes]: ");
        match read_line(io.input)?.trim().to_lowercase().as_str() {
            "" | "y" | "yes" => return Ok(Way::Here),
            "b" | "browser" => return Ok(Way::Browser),
            "n" | "no" => return Ok(Way::Not),
            _ => io.message("  answer `yes`, `no` or `b`\n"),
        }
    }
}

fn read_line(input: &mut dyn BufRead) -> Result<String, Stop> {
    let mut line = String::new();
    match input.read_line(&mut line) {
        Ok(0) | Err(_) => Err(Stop::usage("the questions were not answered, so nothing was written")
            .help("answer with `--name`, `--url`, `--timezone` and `--author`, or accept the defaults with `--yes`")),
        Ok(_) => Ok(line),
    }
}
