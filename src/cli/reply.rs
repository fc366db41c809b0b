//! `bedside reply`: words for replies to reviews, and a look at a reply before it goes out.

use std::io::Read;

use clap::{Args, ValueEnum};

use crate::base::VPath;
use crate::config::{self, Config, Overrides};
use crate::diag::{Diagnostic, Outcome, Place, codes};
use crate::parse::{self, Replies, Reply};
use crate::source::REPLIES_FILE as OWN;
use crate::world::{World, read_text};

use super::project::ProjectArgs;
use super::visible::visible;
use super::{Exit, Io, Stop};

/// Longest reply and longest file of replies, in bytes.
const LONGEST: u64 = 1024 * 1024;

/// Print a suitable reply to a review, or check a reply before you post it
///
/// The reply says thank you, does not confirm that anyone is a patient, and takes the conversation offline to a person
/// at the practice. Add replies of your own to `data/replies.yaml`, each with `case`, `language` and `text`; Bedside
/// fills in `{contact}`, `{phone}` and `{practice}`.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  bedside reply wait --contact \"Rosa Medina\"\n  bedside reply bill --language es\n  \
                  bedside reply --check draft.txt\n  pbpaste | bedside reply --check -"
)]
pub(super) struct ReplyArgs {
    /// What the review is about [default: all cases]
    case: Option<Case>,
    #[command(flatten)]
    project: ProjectArgs,
    /// The language of the reply, such as `es` [default: the language of the site]
    #[arg(short, long, value_name = "LANGUAGE")]
    language: Option<String>,
    /// Who at the practice takes the call [default: `contact` in `data/replies.yaml`]
    #[arg(long, value_name = "NAME")]
    contact: Option<String>,
    /// Check this reply instead: a file, or `-` for standard input
    #[arg(long, value_name = "FILE", conflicts_with_all = ["case", "language", "contact"])]
    check: Option<std::path::PathBuf>,
}

/// What a review is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Case {
    /// Thanks
    Praise,
    /// A wait, or an appointment that was hard to get
    Wait,
    /// A bill
    Bill,
    /// A treatment or its outcome
    Treatment,
    /// A member of the staff
    Staff,
}

/// Prints replies, or what is wrong with one.
///
/// # Errors
/// A [`Stop`] if there is no project, a file cannot be read, or there is no reply for the case.
pub(super) fn run(args: &ReplyArgs, io: &mut Io<'_>) -> Result<Exit, Stop> {
    let world = args.project.open(None, &io.surroundings)?;
    let settings = read_text(&world, &Config::path(), LONGEST)
        .map_err(|problem| Stop::failed(format!("`bedside.yaml` cannot be read: {problem}")))?;
    let config = config::read(&settings, &Overrides::default()).value;
    let own = own(&world)?;
    match &args.check {
        Some(file) => check(file, &config, io),
        None => print(args, &config, &own, io),
    }
}

fn own(world: &dyn World) -> Result<Replies, Stop> {
    let Outcome { value, diagnostics } = parse::replies(world);
    diagnostics.first().map_or(Ok(value), |problem| {
        let text = read_text(world, &VPath::new(OWN), LONGEST).unwrap_or_default();
        Err(Stop::failed(format!("{OWN}{}: {}", line(problem, &text), problem.message)))
    })
}

/// `:LINE` of a problem, if it has a place.
fn line(problem: &Diagnostic, text: &str) -> String {
    let at =
        problem.place.as_ref().and_then(|place: &Place| place.range.as_ref()).map(|range| range.start.min(text.len()));
    at.map_or_else(String::new, |at| format!(":{}", 1 + text[..at].matches('\n').count()))
}

fn print(args: &ReplyArgs, config: &Config, own: &Replies, io: &mut Io<'_>) -> Result<Exit, Stop> {
    let built_in = parse::built_in_replies();
    let wanted = args.language.as_deref().unwrap_or(config.language().as_str()).to_ascii_lowercase();
    let language = wanted.split('-').next().unwrap_or_default();
    let fits = |reply: &&Reply| {
        let case = args.case.and_then(|case| case.to_possible_value());
        reply.language.split('-').next() == Some(language) && case.is_none_or(|case| case.get_name() == reply.case)
    };
    let replies: Vec<&Reply> = own.replies.iter().chain(&built_in).filter(fits).collect();
    if replies.is_empty() {
        let help = format!("there are replies in `en` and `es`; add your own to `{OWN}`");
        return Err(Stop::usage(format!("there is no reply in the language `{wanted}`")).help(help));
    }
    let contact = args.contact.as_deref().or(own.contact.as_deref());
    let nobody = if language == "es" { "nuestra oficina" } else { "our office" };
    let phone = config.practice.phone.as_deref().unwrap_or("___-___-____");
    for reply in replies {
        let text = reply.text.replace("{contact}", contact.unwrap_or(nobody)).replace("{phone}", phone);
        let text = text.replace("{practice}", &config.practice.name);
        io.print(&format!("{} ({}):\n{}\n\n", visible(&reply.case), visible(&reply.language), visible(text.trim())));
    }
    if contact.is_none() {
        let hint = format!("name the person who takes the call: `--contact NAME`, or `contact:` in `{OWN}`\n");
        io.message(&hint);
    }
    Ok(Exit::Fine)
}

fn check(file: &std::path::Path, config: &Config, io: &mut Io<'_>) -> Result<Exit, Stop> {
    let reply = if file.as_os_str() == "-" {
        let mut text = String::new();
        io.input
            .take(LONGEST)
            .read_to_string(&mut text)
            .map_err(|error| Stop::failed(format!("the input cannot be read as text: {error}")))?;
        text
    } else {
        read_reply(&io.surroundings.folder.join(file))?
    };
    let found = crate::compile::of_reply(&reply, config);
    if found.is_empty() {
        io.print("nothing in this reply identifies or confirms a patient; read it once more before it goes out\n");
        return Ok(Exit::Fine);
    }
    for one in &found {
        let message = if one.confirms {
            let words = visible(&reply[one.range.clone()]);
            format!("[{}] `{words}` {}", codes::CONFIRMS_PATIENT.name, one.message)
        } else {
            one.message.clone()
        };
        let before = &reply[..one.range.start];
        let line = 1 + before.matches('\n').count();
        let column = 1 + before.rsplit('\n').next().unwrap_or_default().chars().count();
        io.print(&format!("{}:{line}:{column}: {message}\n", visible(&file.display().to_string())));
    }
    io.print(
        "say thank you, confirm nothing, and take the conversation offline: `bedside reply` prints a suitable text\n",
    );
    Ok(Exit::Errors)
}

#[expect(
    clippy::disallowed_methods,
    reason = "a reply is a file of the person who runs the command, not of the project"
)]
fn read_reply(path: &std::path::Path) -> Result<String, Stop> {
    let read = || {
        let file = std::fs::File::open(path)?;
        let mut text = String::new();
        file.take(LONGEST).read_to_string(&mut text).map(|_| text)
    };
    read().map_err(|error| Stop::failed(format!("`{}` cannot be read: {error}", path.display())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cases_of_the_command_are_those_of_the_file() {
        let cases = Case::value_variants().iter().filter_map(ValueEnum::to_possible_value);
        assert_eq!(cases.map(|case| case.get_name().to_owned()).collect::<Vec<_>>(), parse::CASES);
    }
}
