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
/// A [`Stop`] where the answers end.
pub(super) fn ask(question: &Question<'_>, io: &mut Io<'_>) -> Result<String, Stop> {
    loop {
        io.message(&format!("{} [{}]: ", question.text, visible(question.default)));
        let answer = read_line(io.input)?;
        let answer = if answer.trim().is_empty() { question.default } else { &answer };
        match (question.check)(answer) {
            Ok(taken) => return Ok(taken),
            Err(wrong) => io.message(&format!("  {wrong}\n")),
        }
    }
}

fn read_line(input: &mut dyn BufRead) -> Result<String, Stop> {
    let mut line = String::new();
    match input.read_line(&mut line) {
        Ok(0) | Err(_) => Err(Stop::usage("the questions were not answered, so nothing was written")
            .help("answer with `--name`, `--url`, `--timezone` and `--author`, or take the defaults with `--yes`")),
        Ok(_) => Ok(line),
    }
}
