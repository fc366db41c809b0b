//! What the command line asks of the preview, and why there may be none.

use std::fmt;
use std::net::IpAddr;

use jiff::Timestamp;

use crate::compile::Request;

/// What the command line asks for.
#[derive(Clone, Debug)]
pub struct Options {
    /// The address to answer at.
    pub address: IpAddr,
    /// The port to answer at.
    pub port: Port,
    /// Whether to look at the files every half second instead of waiting for the system to tell.
    pub poll: bool,
    /// Whether the desk may write files of the project; where it listens beyond this computer, it writes for this one alone.
    pub write: bool,
    /// Whether open pages go to the document that was edited.
    pub navigate: bool,
    /// What is shown.
    pub request: Request,
    /// The fixed time to show the site at, if any.
    pub now: Option<Timestamp>,
}

/// A port.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Port {
    /// This one was requested.
    Exactly(u16),
    /// This one or, where it is taken, one of the next.
    FirstFree(u16),
}

/// Why there is no preview.
#[derive(Debug)]
pub enum StartProblem {
    /// The port cannot be had.
    Port {
        /// Which.
        port: u16,
        /// Whether another program has it.
        taken: bool,
        /// Why, in the words of the system.
        reason: String,
    },
    /// The project cannot be read, or the system gives no threads.
    Refused(String),
}

impl fmt::Display for StartProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Port { port, taken: true, .. } => write!(f, "another program is using port {port}"),
            Self::Port { port, reason, .. } => write!(f, "the port {port} cannot be used: {reason}"),
            Self::Refused(reason) => write!(f, "the preview cannot start: {reason}"),
        }
    }
}
