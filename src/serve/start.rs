//! Opening the preview: the port, the threads.

use std::fmt;
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::thread;

use jiff::Timestamp;

use crate::session::{Memory, Request};
use crate::world::Observer;

use super::press::News;
use super::server;
use super::shared::Shared;
use super::workshop::{Order, Workshop};

/// How many ports after the usual one are tried.
const TRIES: u16 = 20;

/// What the command line asks for.
#[derive(Clone, Debug)]
pub struct Options {
    /// The address to answer at.
    pub address: IpAddr,
    /// The port to answer at.
    pub port: Port,
    /// Whether to look at the files every half second instead of waiting for the system to tell.
    pub poll: bool,
    /// Whether open pages go to the document that was edited.
    pub navigate: bool,
    /// What is shown.
    pub request: Request,
    /// The instant to show the site at, where the clock is to stand still.
    pub now: Option<Timestamp>,
}

/// A port.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Port {
    /// This one was asked for.
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
            Self::Port { port, taken: true, .. } => write!(f, "the port {port} is taken by another program"),
            Self::Port { port, reason, .. } => write!(f, "the port {port} cannot be used: {reason}"),
            Self::Refused(reason) => write!(f, "the preview cannot start: {reason}"),
        }
    }
}

/// A running preview; it runs until the program ends.
pub struct Preview {
    /// Where it answers.
    pub address: SocketAddr,
    orders: Sender<Order>,
}

impl Preview {
    /// Opens the port and begins to compile; `news` is called for each compilation, from another thread.
    ///
    /// # Errors
    /// A [`StartProblem`] where the port is taken or the folder cannot be read.
    pub fn start(root: &Path, options: Options, news: impl FnMut(News) + Send + 'static) -> Result<Self, StartProblem> {
        let refused = |error: std::io::Error| StartProblem::Refused(error.to_string());
        let listener = bind(options.address, options.port)?;
        let address = listener.local_addr().map_err(refused)?;
        let observer = Observer::new(root).map_err(refused)?;
        let shared = Arc::new(Shared::default());
        let (orders, receiver) = channel();
        let workshop = Workshop {
            options,
            observer,
            shared: shared.clone(),
            orders: orders.clone(),
            news,
            memory: Memory::default(),
            watch: None,
        };
        let spawn = |name: &str| thread::Builder::new().name(name.to_owned());
        spawn("workshop").spawn(move || workshop.run(&receiver)).map_err(refused)?;
        spawn("server").spawn(move || server::run(&listener, &shared)).map_err(refused)?;
        Ok(Self { address, orders })
    }

    /// Reads and compiles everything again.
    pub fn again(&self) {
        // Where the workshop is gone, the program is about to end.
        let _ = self.orders.send(Order::Again);
    }
}

fn bind(address: IpAddr, port: Port) -> Result<TcpListener, StartProblem> {
    let open = |port: u16| TcpListener::bind((address, port));
    let problem = |port: u16, error: &std::io::Error| StartProblem::Port {
        port,
        taken: error.kind() == std::io::ErrorKind::AddrInUse,
        reason: error.to_string(),
    };
    match port {
        Port::Exactly(port) => open(port).map_err(|error| problem(port, &error)),
        Port::FirstFree(first) => {
            let last = first.saturating_add(TRIES);
            let free = (first..last).find_map(|port| open(port).ok());
            free.map_or_else(|| open(first).map_err(|error| problem(first, &error)), Ok)
        }
    }
}
