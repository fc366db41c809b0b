//! `bedside serve`: the site in a browser while it is being written.

use std::collections::{BTreeSet, HashSet};
use std::net::{IpAddr, Ipv4Addr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

use clap::Args;

use crate::base::VPath;
use crate::compile::Request;
use crate::diag::{Diagnostic, Severity};
use crate::model::Shown;
use crate::serve::{self, Compilation, Options, Port, Preview, StartProblem};
use crate::system::browse;

use super::clock::{GivenNow, parse_now};
use super::deploy::FromDesk;
use super::keys::{listen, on_end};
use super::project::{ProjectArgs, prefix};
use super::report::{Look, ReportFormat, number_of, report, tally};
use super::summary::Summary;
use super::visible::{count, visible};
use super::{Exit, Io, Stop};

/// The default port.
const USUAL_PORT: u16 = 4747;

/// At most this many problems are printed at a time.
const MOST_TOLD: usize = 20;

/// Show the website in your browser while you write
///
/// Open pages update themselves every time you save a file. Drafts and scheduled posts are shown and marked. Only this
/// computer can see the pages. You can also write on the desk; with `--read-only`, nothing is written to the disk.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  bedside serve -O             open the browser, too; `bedside write` opens the desk\n  bedside serve --no-drafts    show the site as readers see it\n\nWhile it runs, type o and Enter to open the browser, r to read everything again, and q or Ctrl-C to stop."
)]
pub(super) struct ServeArgs {
    /// Where and of what
    #[command(flatten)]
    preview: PreviewArgs,
    /// Open the browser
    #[arg(short = 'O', long)]
    open: bool,
    /// Switch open pages to the document that you edit
    #[arg(long)]
    navigate: bool,
    /// Turn off writing on the desk
    #[arg(long)]
    read_only: bool,
    /// Leave out drafts and scheduled posts
    #[arg(long)]
    no_drafts: bool,
}

/// What `serve` and `write` have in common.
#[derive(Args, Clone, Debug)]
pub(super) struct PreviewArgs {
    /// Where the project is
    #[command(flatten)]
    project: ProjectArgs,
    /// The port to use [default: 4747, or the next free one]
    #[arg(short, long, value_name = "PORT")]
    port: Option<u16>,
    /// The network address to use; any other than this computer's own lets others on the network see drafts
    #[arg(short, long, value_name = "ADDRESS", default_value = "127.0.0.1", value_parser = parse_address)]
    interface: IpAddr,
    /// Look for changes every half second, for network drives and sync folders
    #[arg(long)]
    poll: bool,
    /// Show the site as it will be on this date, such as `2026-11-23` or `2026-11-23 07:30`
    #[arg(long, value_name = "DATE", value_parser = parse_now)]
    now: Option<GivenNow>,
}

impl PreviewArgs {
    /// The project in a folder, on this computer alone.
    fn at(root: &Path) -> Self {
        Self {
            project: ProjectArgs::at(root),
            port: None,
            interface: IpAddr::V4(Ipv4Addr::LOCALHOST),
            poll: false,
            now: None,
        }
    }
}

fn parse_address(text: &str) -> Result<IpAddr, String> {
    if text.eq_ignore_ascii_case("localhost") {
        return Ok(IpAddr::V4(Ipv4Addr::LOCALHOST));
    }
    text.parse().map_err(|_| "expected an address of this computer, such as `127.0.0.1`".to_owned())
}

enum Input {
    Preview(serve::PreviewEvent),
    Key(u8),
    /// The assistant has made a site in this folder.
    Begun(PathBuf),
    End,
}

impl ServeArgs {
    /// The desk, opened in the browser.
    pub(super) fn desk(preview: PreviewArgs) -> Self {
        Self { preview, open: true, navigate: false, read_only: false, no_drafts: false }
    }

    fn options(&self, now: Option<jiff::Timestamp>) -> Options {
        Options {
            address: self.preview.interface,
            port: self.preview.port.map_or(Port::FirstFree(USUAL_PORT), Port::Exactly),
            poll: self.preview.poll,
            write: !self.read_only,
            navigate: self.navigate,
            request: Request {
                base_url: None,
                shown: Shown { drafts: !self.no_drafts, future: !self.no_drafts, expired: false },
                no_cards: false,
            },
            now,
        }
    }
}

/// Shows the site until something asks it to end.
///
/// # Errors
/// A [`Stop`] if there is no project or the port is taken.
pub(super) fn run(args: &ServeArgs, io: &mut Io<'_>) -> Result<Exit, Stop> {
    show(args, Page::Site, io)
}

/// As [`run`], with the desk in the browser.
///
/// # Errors
/// A [`Stop`] if there is no project or the port is taken.
pub(super) fn desk(root: &Path, io: &mut Io<'_>) -> Result<Exit, Stop> {
    show(&ServeArgs::desk(PreviewArgs::at(root)), Page::Desk, io)
}

/// As [`desk`], where and of what the arguments say.
///
/// # Errors
/// A [`Stop`] if there is no project or the port is taken.
pub(super) fn write(preview: &PreviewArgs, io: &mut Io<'_>) -> Result<Exit, Stop> {
    show(&ServeArgs::desk(preview.clone()), Page::Desk, io)
}

fn show(args: &ServeArgs, page: Page, io: &mut Io<'_>) -> Result<Exit, Stop> {
    let (world, now) = args.preview.project.open_at(args.preview.now.as_ref(), &io.surroundings)?;
    let (sender, events) = inputs()?;
    let preview = Preview::start(world.root(), args.options(now), notify(&sender)).map_err(|problem| stop(&problem))?;
    let mut terminal = Terminal::new(args, page, preview);
    terminal.shows(world.root(), io);
    terminal.follow(&sender, events, None, io)
}

/// Asks in the browser for what a new site needs, writes it with `make`, and shows its desk.
///
/// # Errors
/// A [`Stop`] if no port can be had.
pub(super) fn assist(offer: serve::Offer, make: Begin, io: &mut Io<'_>) -> Result<Exit, Stop> {
    let args = ServeArgs::desk(PreviewArgs::at(&io.surroundings.folder));
    let (sender, events) = inputs()?;
    let asking = Asking { offer, make, tell: sender.clone() };
    let (preview, begun) =
        Preview::begin(args.options(None), Box::new(asking), notify(&sender)).map_err(|problem| stop(&problem))?;
    let mut terminal = Terminal::new(&args, Page::Desk, preview);
    terminal.greet(io);
    io.print(&format!("The assistant for a new site is at {}\n", terminal.url()));
    terminal.open(io);
    terminal.follow(&sender, events, Some(&begun), io)
}

/// Writes a site from a form, and says where.
pub(super) type Begin = Box<dyn FnMut(&serve::Wished) -> Result<PathBuf, Vec<serve::Wrong>> + Send>;

struct Asking {
    offer: serve::Offer,
    make: Begin,
    tell: Sender<Input>,
}

impl serve::Beginner for Asking {
    fn offer(&self) -> serve::Offer {
        self.offer.clone()
    }

    fn begin(&mut self, wished: &serve::Wished) -> Result<(), Vec<serve::Wrong>> {
        let root = (self.make)(wished)?;
        // Where nobody listens anymore, the program ends.
        _ = self.tell.send(Input::Begun(root));
        Ok(())
    }
}

/// Where all events arrive, beginning with what asks the program to end.
fn inputs() -> Result<(Sender<Input>, Receiver<Input>), Stop> {
    let (sender, events) = channel();
    on_end(sender.clone(), || Input::End)
        .map_err(|error| Stop::failed(format!("signals cannot be received: {error}")))?;
    Ok((sender, events))
}

/// Passes on what the preview tells; where nobody listens anymore, the program ends.
fn notify(to: &Sender<Input>) -> impl FnMut(serve::PreviewEvent) + Send + use<> {
    let to = to.clone();
    move |event| _ = to.send(Input::Preview(event))
}

fn stop(problem: &StartProblem) -> Stop {
    let stop = Stop::failed(problem.to_string());
    match problem {
        StartProblem::Port { taken: true, .. } => {
            stop.help("choose another with `-p`, or omit `-p` to use the next free one")
        }
        StartProblem::Port { .. } => stop.help("choose a port from 1024 to 65535: those need no special rights"),
        StartProblem::Refused(_) => stop.help("check the permissions of this folder"),
    }
}

/// The problems that were not there before. Both lists are in reading order, and their beginnings and ends are the same: of ten
/// thousand files one was edited.
fn new_problems(before: &[Diagnostic], now: &[Diagnostic]) -> Vec<Diagnostic> {
    let same = |(a, b): &(&Diagnostic, &Diagnostic)| a.is(b) || known_by(a) == known_by(b);
    let first = before.iter().zip(now).take_while(same).count();
    let last = before[first..].iter().rev().zip(now[first..].iter().rev()).take_while(same).count();
    let mut new = now[first..now.len() - last].to_vec();
    let files: BTreeSet<Option<VPath>> = new.iter().map(|one| file(one).cloned()).collect();
    let of_file = |own: &Option<VPath>| {
        let start = before.partition_point(|one| file(one) < own.as_ref());
        let length = before[start..].partition_point(|one| file(one) == own.as_ref());
        &before[start..start + length]
    };
    let told: HashSet<_> = files.iter().flat_map(of_file).map(known_by).collect();
    new.retain(|one| one.severity != Severity::Info && !told.contains(&known_by(one)));
    new
}

fn file(diagnostic: &Diagnostic) -> Option<&VPath> {
    diagnostic.place.as_ref().map(|place| &place.file)
}

/// What a problem that was reported is known by. Its place may move while the text above it is edited.
fn known_by(diagnostic: &Diagnostic) -> (&str, Option<&VPath>, &str) {
    (diagnostic.code.name, file(diagnostic), &diagnostic.message)
}

/// The letters that are taken while it runs.
const KEYS: &str = "Type o and Enter to open the browser, r to read everything again, q to stop.\n";

/// What the browser is opened at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Page {
    /// The home page of the site.
    Site,
    /// The desk.
    Desk,
}

/// What the terminal shows.
struct Terminal<'a> {
    args: &'a ServeArgs,
    page: Page,
    preview: Preview,
    prefix: String,
    /// The path of the home page.
    home: String,
    /// The problems that were reported last.
    told: Arc<Vec<Diagnostic>>,
}

impl<'a> Terminal<'a> {
    fn new(args: &'a ServeArgs, page: Page, preview: Preview) -> Self {
        Self { args, page, preview, prefix: String::new(), home: String::new(), told: Arc::default() }
    }

    /// The project in this folder is shown from now on.
    fn shows(&mut self, root: &Path, io: &mut Io<'_>) {
        self.preview.publish_by(Arc::new(FromDesk::new(root, &io.surroundings)));
        self.prefix = prefix(root, &io.surroundings.folder);
        self.greet(io);
    }

    /// Prints what happens until something asks it to end.
    fn follow(
        &mut self,
        sender: &Sender<Input>,
        events: Receiver<Input>,
        begun: Option<&serve::Begun>,
        io: &mut Io<'_>,
    ) -> Result<Exit, Stop> {
        let has_keys = io.surroundings.input_is_terminal && listen(sender.clone(), Input::Key);
        for event in events {
            match event {
                Input::Preview(serve::PreviewEvent::Compiled(compilation)) if compilation.first => {
                    self.first(&compilation, io, has_keys);
                    if self.args.open && begun.is_none() {
                        self.open(io);
                    }
                }
                Input::Preview(serve::PreviewEvent::Compiled(compilation)) => self.again(&compilation, io),
                Input::Preview(serve::PreviewEvent::Polling(reason)) => {
                    io.message(&format!("Checking the files every half second: {}.\n", visible(&reason)));
                }
                Input::Preview(serve::PreviewEvent::Failed(reason)) => {
                    return Err(stop(&StartProblem::Refused(reason)));
                }
                Input::Begun(root) => {
                    io.print(&format!("Created a new site in {}\n", visible(&root.display().to_string())));
                    self.preview.publish_by(Arc::new(FromDesk::new(&root, &io.surroundings)));
                    self.prefix = prefix(&root, &io.surroundings.folder);
                    if let Some(told) = begun {
                        told.tell(&root);
                    }
                }
                Input::Key(b'o') => self.open(io),
                Input::Key(b'r') => self.preview.again(),
                Input::Key(b'l') => self.pass(true, io),
                Input::Key(b'q') | Input::End => break,
                Input::Key(b'h' | b'?') => io.print(KEYS),
                Input::Key(_) => {}
            }
        }
        io.print("The preview has ended.\n");
        Ok(Exit::Fine)
    }

    fn url(&self) -> String {
        let path = if self.page == Page::Desk { "/_bedside/" } else { &self.home };
        format!("http://{}{path}", self.preview.answers_at[0])
    }

    fn site(&self) -> String {
        format!("http://{}{}", self.preview.answers_at[0], self.home)
    }

    fn greet(&self, io: &mut Io<'_>) {
        let port = self.preview.address.port();
        if self.args.preview.port.is_none() && port != USUAL_PORT {
            io.message(&format!("Port {USUAL_PORT} is taken by another program, so this preview uses {port}.\n"));
        }
        if !self.args.preview.interface.is_loopback() {
            io.message(
                "Everyone on this network can see this preview, including drafts; omit `-i` to keep it private.\n",
            );
        }
    }

    fn first(&mut self, compilation: &Compilation, io: &mut Io<'_>, has_keys: bool) {
        self.home.clone_from(&compilation.home);
        let marked = if compilation.marked > 0 {
            format!(", {} of them not public,", compilation.marked)
        } else {
            String::new()
        };
        let documents = count(compilation.documents, "document");
        let files = count(compilation.routes, "file");
        let line = format!(
            "Showing {documents}{marked} as {files} at {} (read in {:.2} s{})\n",
            self.site(),
            compilation.taken.as_secs_f64(),
            found(compilation),
        );
        self.problems(compilation, io);
        io.print(&line);
        for address in &self.preview.answers_at[1..] {
            io.print(&format!("On the network it is at http://{address}{}\n", self.home));
        }
        if !self.args.preview.interface.is_loopback() {
            self.pass(has_keys, io);
        }
        if has_keys || self.page == Page::Desk {
            io.print(&format!("The desk of the practice is at http://{}/_bedside/\n", self.preview.answers_at[0]));
        }
        if has_keys {
            io.print(KEYS);
        }
    }

    /// Prints a link with which another device may write.
    fn pass(&self, has_keys: bool, io: &mut Io<'_>) {
        match self.preview.pass() {
            Some(link) => {
                let more = if has_keys { "; l and Enter prints another" } else { "" };
                io.print(&format!("To write on another device, open {link} on it: the link works once{more}.\n"));
                io.message(
                    "The connection to that device is not encrypted: use it only on a network that you trust.\n",
                );
            }
            None => io.message("Writing from other devices is off.\n"),
        }
    }

    fn again(&mut self, compilation: &Compilation, io: &mut Io<'_>) {
        self.home.clone_from(&compilation.home);
        self.problems(compilation, io);
        let open = if compilation.open > 0 {
            format!(", notified {}", count(compilation.open, "open page"))
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
        let told = std::mem::replace(&mut self.told, compilation.diagnostics.clone());
        let mut new = new_problems(&told, &compilation.diagnostics);
        new.sort_by_key(|one| one.severity);
        let more = new.len().saturating_sub(MOST_TOLD);
        new.truncate(MOST_TOLD);
        let look = Look { prefix: self.prefix.clone(), ..Look::default() };
        io.message(&report(ReportFormat::Short, &new, &*compilation.world, &Summary::default(), &look));
        if more > 0 {
            io.message(&format!("... and {}; `bedside check` lists all of them\n", count(more, "more problem")));
        }
    }

    fn open(&self, io: &mut Io<'_>) {
        if browse(&self.url()).is_err() {
            io.message(&format!("Bedside could not open a browser: open {} yourself.\n", self.url()));
        }
    }
}

fn found(compilation: &Compilation) -> String {
    let (errors, warnings) = (
        number_of(Severity::Error, compilation.diagnostics.iter()),
        number_of(Severity::Warning, compilation.diagnostics.iter()),
    );
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
