//! Opening the preview: the port, the threads.

use std::net::{IpAddr, SocketAddr, TcpListener};
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::thread;

use crate::world::Observer;

use super::addresses;
use super::compiler::{Command, Compiler};
use super::event::Event;
use super::online::{Online, Publisher};
use super::options::{Options, Port, StartProblem};
use super::server::Server;
use super::shared::Shared;
use super::writing::Writing;

/// How many ports after the usual one are tried.
const TRIES: u16 = 20;

/// A running preview; it runs until the program ends.
pub struct Preview {
    /// Where it listens.
    pub address: SocketAddr,
    /// Where it answers: the address that it listens at or, where it listens at all of them, each of this computer's own;
    /// the one that only this computer knows comes first. Never empty.
    pub answers_at: Vec<SocketAddr>,
    commands: Sender<Command>,
    shared: Arc<Shared>,
}

impl Preview {
    /// Opens the port and begins to compile; `notify` is called for each compilation, from another thread.
    ///
    /// # Errors
    /// A [`StartProblem`] where the port is taken or the folder cannot be read.
    pub fn start(
        root: &Path,
        options: Options,
        notify: impl FnMut(Event) + Send + 'static,
    ) -> Result<Self, StartProblem> {
        let refused = |error: std::io::Error| StartProblem::Refused(error.to_string());
        let listener = bind(options.address, options.port)?;
        let address = listener.local_addr().map_err(refused)?;
        let observer = Observer::new(root).map_err(refused)?;
        let shared = Arc::new(Shared::default());
        let (commands, receiver) = channel();
        if options.write {
            let writing = Writing::new(observer.root(), commands.clone(), options.now).map_err(refused)?;
            // It is set once, here.
            _ = shared.writing.set(writing);
        }
        let server = Server::new(listener, shared.clone()).map_err(refused)?;
        let compiler = Compiler::new(options, observer, shared.clone(), (commands.clone(), notify)).map_err(refused)?;
        let spawn = |name: &str| thread::Builder::new().name(name.to_owned());
        spawn("compiler").spawn(move || compiler.run(&receiver)).map_err(refused)?;
        spawn("server").spawn(move || server.run()).map_err(refused)?;
        Ok(Self { address, answers_at: addresses::of(address), commands, shared })
    }

    /// Lets the desk put the website online.
    pub fn publish_by(&self, publisher: Arc<dyn Publisher>) {
        // A second one would change nothing: the first stays.
        _ = self.shared.online.set(Online::new(publisher));
    }

    /// Reads and compiles everything again.
    pub fn again(&self) {
        // Where the compiler is gone, the program is about to end.
        let _ = self.commands.send(Command::Again);
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
