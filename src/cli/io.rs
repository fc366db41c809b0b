//! The streams of a run and what surrounds it: the seam between the program and a terminal.

use std::io::{BufRead, ErrorKind, IsTerminal, Write};
use std::path::PathBuf;

use crate::system;

/// What a run knows about the computer, besides its three streams.
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    /// The working folder, from which relative paths count.
    pub folder: PathBuf,
    /// The user's home, if known.
    pub home: Option<PathBuf>,
    /// What tells this program from another version of it, if known: its file's size and time.
    pub program: Option<String>,
    /// Whether the program was started by a double click, in a window that closes with it.
    pub is_clicked: bool,
    /// Whether a person can answer questions.
    pub input_is_terminal: bool,
    /// Whether results go to a terminal.
    pub output_is_terminal: bool,
    /// Whether messages go to a terminal.
    pub messages_is_terminal: bool,
    /// Whether colors are unwanted (`NO_COLOR`, <https://no-color.org>) or impossible (`TERM=dumb`).
    pub no_colour: bool,
    /// The computer's time zone by its IANA name, if known.
    pub zone: Option<String>,
    /// The seconds of `SOURCE_DATE_EPOCH`, as written (<https://reproducible-builds.org/specs/source-date-epoch/>).
    pub source_date_epoch: Option<String>,
}

impl Surroundings {
    /// Looks at this process.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the environment and the working folder")]
    pub fn of_this_process() -> Self {
        let text = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let folder = std::env::current_dir().unwrap_or_else(|_| PathBuf::from("."));
        Self {
            is_clicked: system::is_clicked(&folder),
            folder,
            home: text("HOME").or_else(|| text("USERPROFILE")).map(PathBuf::from),
            program: identity(),
            input_is_terminal: std::io::stdin().is_terminal(),
            output_is_terminal: std::io::stdout().is_terminal(),
            messages_is_terminal: std::io::stderr().is_terminal(),
            no_colour: text("NO_COLOR").is_some() || text("TERM").as_deref() == Some("dumb"),
            zone: text("TZ").map(|zone| zone.trim_start_matches(':').to_owned()).or_else(system::time_zone),
            source_date_epoch: text("SOURCE_DATE_EPOCH"),
        }
    }

    /// Whether results may be colored.
    #[must_use]
    pub fn colour_output(&self) -> bool {
        self.output_is_terminal && !self.no_colour
    }

    /// Whether messages may be colored.
    #[must_use]
    pub fn colour_messages(&self) -> bool {
        self.messages_is_terminal && !self.no_colour
    }

    /// Whether questions can be asked and answered.
    #[must_use]
    pub fn can_ask(&self) -> bool {
        self.input_is_terminal && self.messages_is_terminal
    }
}

/// The streams of one run.
pub struct Io<'s> {
    /// Where answers come from.
    pub input: &'s mut dyn BufRead,
    output: &'s mut dyn Write,
    messages: &'s mut dyn Write,
    /// What is known of the computer.
    pub surroundings: Surroundings,
    lost: Option<std::io::Error>,
}

impl<'s> Io<'s> {
    /// Joins the streams of a run.
    pub fn new(
        input: &'s mut dyn BufRead,
        output: &'s mut dyn Write,
        messages: &'s mut dyn Write,
        surroundings: Surroundings,
    ) -> Self {
        Self { input, output, messages, surroundings, lost: None }
    }

    /// Writes a result. After a failure nothing more is written; [`Io::lost`] tells why.
    pub fn print(&mut self, text: &str) {
        if self.lost.is_none() {
            self.lost = self.output.write_all(text.as_bytes()).and_then(|()| self.output.flush()).err();
        }
    }

    /// Writes a message. A failure could not be reported to anyone, so it is ignored.
    pub fn message(&mut self, text: &str) {
        let _ = self.messages.write_all(text.as_bytes()).and_then(|()| self.messages.flush());
    }

    /// Why a result could not be written, unless its reader simply had enough.
    #[must_use]
    pub fn lost(&self) -> Option<String> {
        self.lost.as_ref().filter(|error| error.kind() != ErrorKind::BrokenPipe).map(ToString::to_string)
    }
}

/// Size and time of the program's own file.
fn identity() -> Option<String> {
    let file = std::env::current_exe().ok()?.metadata().ok()?;
    let changed = file.modified().ok()?.duration_since(std::time::UNIX_EPOCH).ok()?;
    Some(format!("{} {}", file.len(), changed.as_nanos()))
}
