//! `bedside write`: the desk in a browser.

use clap::Args;

use super::serve::{self, PreviewArgs};
use super::{Exit, Io, Stop};

/// Write in your browser: the desk opens, with the page beside the text
///
/// Does what `bedside serve -O` does, and opens the desk instead of the website: begin a post, illustrate it, cite, have it
/// reviewed, schedule and publish it. What you write are the files of your site, and nothing is sent anywhere before you press
/// Publish. Only this computer can write.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  bedside write                of the site in this folder\n  bedside write -r my-practice of the site in that folder\n\nWhile it runs: o and Enter opens the browser, r reads everything again, q or Ctrl-C ends it."
)]
pub(super) struct WriteArgs {
    /// Where and of what
    #[command(flatten)]
    preview: PreviewArgs,
}

/// Shows the desk until it is told to end.
///
/// # Errors
/// A [`Stop`] where there is no project or the port is taken.
pub(super) fn run(args: &WriteArgs, io: &mut Io<'_>) -> Result<Exit, Stop> {
    serve::write(&args.preview, io)
}
