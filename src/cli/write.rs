//! `bedside write`: the desk in a browser.

use clap::Args;

use super::serve::{self, PreviewArgs};
use super::{Exit, Io, Stop};

/// Write in your browser, and see the page next to the text
///
/// Works like `bedside serve -O`, but opens the desk instead of the website: start a post, add pictures and sources,
/// get it reviewed, schedule it and publish it. Bedside saves your work in the files of your site, and sends nothing
/// anywhere until you press Publish. Only this computer can write.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  bedside write                opens the site in this folder\n  bedside write -r my-practice opens the site in that folder\n\nWhile it runs, type o and Enter to open the browser, r to read everything again, and q or Ctrl-C to stop."
)]
pub(super) struct WriteArgs {
    /// Where and of what
    #[command(flatten)]
    preview: PreviewArgs,
}

/// Shows the desk until it is stopped.
///
/// # Errors
/// A [`Stop`] if there is no project or the port is taken.
pub(super) fn run(args: &WriteArgs, io: &mut Io<'_>) -> Result<Exit, Stop> {
    serve::write(&args.preview, io)
}
