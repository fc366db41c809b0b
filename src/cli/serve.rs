//! `bedside serve`: the site in a browser while it is being written.

use std::collections::BTreeSet;
use std::net::{IpAddr, Ipv4Addr};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::mpsc::channel;

use clap::Args;

use crate::base::VPath;
use crate::compile::Request;
use crate::diag::{Diagnostic, Severity};
use crate::model::Shown;
use crate::serve::{self, Compilation, Options, Port, Preview, StartProblem};

use super::clock::{GivenNow, parse_now};
use super::deploy::FromDesk;
use super::keys::{listen, on_end};
use super::project::{ProjectArgs, prefix};
use super::report::{Format, Look, number_of, report, tally};
use super::summary::Summary;
use super::visible::{count, visible};
use super::{Exit, Io, Stop};

/// The port where none is asked for.
const USUAL_PORT: u16 = 4747;

/// So many problems are told at a time.
const MOST_TOLD: usize = 20;

/// Show the website in your browser while you write
///
/// Every time you save a file, open pages follow by themselves. Drafts and posts with a date to come are shown, with a
/// mark. Only this computer can see the pages. On the desk you can write as well; with `--read-only` nothing is written to
/// the disk.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  bedside serve -O             and open the browser\n  bedside serve --no-drafts    as readers see it\n\nWhile it runs: o and Enter opens the browser, r reads everything again, q or Ctrl-C ends it."
)]
pub(super) struct ServeArgs {
    /// Where the project is
    #[command(flatten)]
    project: ProjectArgs,
    /// The port to answer at [default: 4747, or the next free one]
    #[arg(short, long, value_name = "PORT")]
    port: Option<u16>,
    /// The address to answer at; any other than this computer's own lets others on the network see drafts
    #[arg(short, long, value_name = "ADDRESS", default_value = "127.0.0.1", value_parser = parse_address)]
    interface: IpAddr,
    /// Open the browser
    #[arg(short = 'O', long)]
    open: bool,
    /// Let open pages go to the document that was edited
    #[arg(long)]
    navigate: bool,
    /// Let nobody write on the desk
    #[arg(long)]
    read_only: bool,
    /// Leave out drafts and posts with a date to come
    #[arg(long)]
    no_drafts: bool,
    /// Look for changes every half second, for network drives and sync folders
    #[arg(long)]
    poll: bool,
    /// Show the site as it will be on this date, such as `2026-11-23` or `2026-11-23 07:30`
    #[arg(long, value_name = "DATE", value_parser = parse_now)]
    now: Option<GivenNow>,
}

fn parse_address(text: &str) -> Result<IpAddr, String> {
    if text.eq_ignore_ascii_case("localhost") {
        return Ok(IpAddr::V4(Ipv4Addr::LOCALHOST));
    }
    text.parse().map_err(|_| "expected an address of this computer, such as `127.0.0.1`".to_owned())
}

enum Input {
    Preview(serve::Event),
    Key(u8),
    End,
}

/// Shows the site until it is told to end.
///
/// # Errors
/// A [`Stop`] where there is no project or the port is taken.
pub(super) fn run(args: &ServeArgs, io: &mut Io<'_>) -> Result<Exit, Stop> {
    let (world, now) = args.project.open_at(args.now.as_ref(), &io.surroundings)?;
    let options = Options {
        address: args.interface,
        port: args.port.map_or(Port::FirstFree(USUAL_PORT), Port::Exactly),
        poll: args.poll,
        write: !args.read_only,
        navigate: args.navigate,
        request: Request {
            base_url: None,
            shown: Shown { drafts: !args.no_drafts, future: !args.no_drafts, expired: false },
            no_cards: false,
        },
        now,
    };
    let (sender, events) = channel();
    let for_signals = sender.clone();
    on_end(for_signals, || Input::End).map_err(|error| Stop::failed(format!("signals cannot be received: {error}")))?;
    let for_events = sender.clone();
    // Where nobody listens any more, the program ends.
    let notify = move |event| _ = for_events.send(Input::Preview(event));
    let preview = Preview::start(world.root(), options, notify).map_err(|problem| stop(&problem))?;
    preview.publish_by(Arc::new(FromDesk::new(world.root(), &io.surroundings)));
    let has_keys = io.surroundings.input_is_terminal && listen(sender, Input::Key);
    let mut terminal = Terminal {
        args,
        preview,
        prefix: prefix(world.root(), &io.surroundings.folder),
        home: String::new(),
        told: BTreeSet::new(),
    };
    terminal.greet(io);
    for event in events {
        match event {
            Input::Preview(serve::Event::Compiled(compilation)) if compilation.first => {
                terminal.first(&compilation, io, has_keys);
            }
            Input::Preview(serve::Event::Compiled(compilation)) => terminal.again(&compilation, io),
            Input::Preview(serve::Event::Polling(reason)) => {
                io.message(&format!("Looking at the files every half second: {}.\n", visible(&reason)));
            }
            Input::Key(b'o') => terminal.open(io),
            Input::Key(b'r') => terminal.preview.again(),
            Input::Key(b'q') | Input::End => break,
            Input::Key(_) => {}
        }
    }
    io.print("The preview has ended.\n");
    Ok(Exit::Fine)
}

fn stop(problem: &StartProblem) -> Stop {
    let stop = Stop::failed(problem.to_string());
    match problem {
        StartProblem::Port { taken: true, .. } => {
            stop.help("name another one with `-p`, or leave `-p` out to get the next free one")
        }
        StartProblem::Port { .. } => stop.help("ports from 1024 to 65535 can be used by everyone"),
        StartProblem::Refused(_) => stop.help("check who may read this folder"),
    }
}

/// What is known of a problem that was told. Its place may move while the text above it is edited.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Told {
    code: &'static str,
    file: Option<VPath>,
    message: String,
}

impl Told {
    fn of(diagnostic: &Diagnostic) -> Self {
        let file = diagnostic.place.as_ref().map(|place| place.file.clone());
        Self { code: diagnostic.code.name, file, message: diagnostic.message.clone() }
    }
}

/// What the terminal is told.
struct Terminal<'a> {
    args: &'a ServeArgs,
    preview: Preview,
    prefix: String,
    /// The path of the home page.
    home: String,
    /// The problems that were told last.
    told: BTreeSet<Told>,
}

impl Terminal<'_> {
    fn url(&self) -> String {
        format!("http://{}{}", self.preview.answers_at[0], self.home)
    }

    fn greet(&self, io: &mut Io<'_>) {
        let port = self.preview.address.port();
        if self.args.port.is_none() && port != USUAL_PORT {
            io.message(&format!("Port {USUAL_PORT} is taken by another program, so this preview uses {port}.\n"));
        }
        if !self.args.interface.is_loopback() {
            io.message(
                "Everyone on this network can see this preview, drafts included; leave `-i` out to keep it to yourself.\n",
            );
        }
    }

    fn first(&mut self, compilation: &Compilation, io: &mut Io<'_>, has_keys: bool) {
        self.home.clone_from(&compilation.home);
        let marked =
            if compilation.marked > 0 { format!(", {} with a mark", compilation.marked) } else { String::new() };
        let documents = count(compilation.documents, "document");
        let files = count(compilation.routes, "file");
        let line = format!(
            "Showing {documents}{marked} as {files} at {} (read in {:.2} s{})\n",
            self.url(),
            compilation.taken.as_secs_f64(),
            found(compilation),
        );
        self.problems(compilation, io);
        io.print(&line);
        for address in &self.preview.answers_at[1..] {
            io.print(&format!("On the network it is at http://{address}{}\n", self.home));
        }
        if has_keys {
            io.print(&format!("The desk of the practice is at http://{}/_bedside/\n", self.preview.answers_at[0]));
            io.print("Type o and Enter to open the browser, r to read everything again, q to end.\n");
        }
        if self.args.open {
            self.open(io);
        }
    }

    fn again(&mut self, compilation: &Compilation, io: &mut Io<'_>) {
        self.home.clone_from(&compilation.home);
        self.problems(compilation, io);
        let open = if compilation.open > 0 {
            format!(", told {}", count(compilation.open, "open page"))
        } else {
            String::new()
        };
        let line = format!(
            "Shown after {} ms: {}{open}{}\n",
            compilation.taken.as_millis(),
            changed(&compilation.changed, &self.prefix),
            found(compilation),
        );
        io.print(&line);
    }

    /// Tells the problems that were not there the last time, one line each, errors first.
    fn problems(&mut self, compilation: &Compilation, io: &mut Io<'_>) {
        let told = std::mem::take(&mut self.told);
        let is_new = |one: &&Diagnostic| !told.contains(&Told::of(one));
        let mut new: Vec<Diagnostic> = compilation.diagnostics.iter().filter(is_new).cloned().collect();
        new.retain(|one| one.severity != Severity::Info);
        self.told = compilation.diagnostics.iter().map(Told::of).collect();
        new.sort_by_key(|one| one.severity);
        let more = new.len().saturating_sub(MOST_TOLD);
        new.truncate(MOST_TOLD);
        let look = Look { prefix: self.prefix.clone(), ..Look::default() };
        io.message(&report(Format::Short, &new, &*compilation.world, &Summary::default(), &look));
        if more > 0 {
            io.message(&format!("... and {}; `bedside check` tells all of them\n", count(more, "more problem")));
        }
    }

    #[expect(clippy::disallowed_methods, reason = "the browser is a program")]
    fn open(&self, io: &mut Io<'_>) {
        let program = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
        let mut command = Command::new(program);
        command.arg(self.url()).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        if command.spawn().is_err() {
            io.message(&format!("No browser could be opened: open {} yourself.\n", self.url()));
        }
    }
}

fn found(compilation: &Compilation) -> String {
    let (errors, warnings) =
        (number_of(Severity::Error, &compilation.diagnostics), number_of(Severity::Warning, &compilation.diagnostics));
    if errors + warnings == 0 { String::new() } else { format!(", {}", tally(errors, warnings)) }
}

/// What changed, in a few words.
fn changed(files: &[VPath], prefix: &str) -> String {
    let name = |file: &VPath| visible(&format!("{prefix}{file}")).into_owned();
    match files {
        [] => "everything".to_owned(),
        [one] => name(one),
        [first, second] => format!("{} and {}", name(first), name(second)),
        [first, rest @ ..] => format!("{} and {} more files", name(first), rest.len()),
    }
}
