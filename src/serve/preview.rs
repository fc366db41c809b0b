//! Opening the preview: the port, the threads.

use std::net::{IpAddr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread;

use crate::world::ChangeScanner;

use super::addresses;
use super::assistant::{Assistant, Beginner};
use super::compiler::{Command, Compiler};
use super::event::PreviewEvent;
use super::online::{Online, Publisher};
use super::options::{Options, Port, StartProblem};
use super::reserved;
use super::server::Server;
use super::shared::Shared;
use super::sync::lock;
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
    /// A [`StartProblem`] if the port is taken or the folder cannot be read.
    pub fn start(
        root: &Path,
        options: Options,
        notify: impl FnMut(PreviewEvent) + Send + 'static,
    ) -> Result<Self, StartProblem> {
        let observer = ChangeScanner::new(root).map_err(|error| StartProblem::Refused(error.to_string()))?;
        let (preview, commands) = Self::open(&options)?;
        let (shared, sender) = (preview.shared.clone(), preview.commands.clone());
        let compiler = prepare(options, observer, shared, sender, notify).map_err(refused)?;
        spawn("compiler", move || compiler.run(&commands)).map_err(refused)?;
        Ok(preview)
    }

    /// Opens the port when there is no project yet: the assistant asks for what a new one needs. Once the [`Begun`] has
    /// its folder, the preview continues with it.
    ///
    /// # Errors
    /// A [`StartProblem`] if the port is taken or the system gives no threads.
    pub fn begin(
        options: Options,
        beginner: Box<dyn Beginner>,
        notify: impl FnMut(PreviewEvent) + Send + 'static,
    ) -> Result<(Self, Begun), StartProblem> {
        let assistant = Assistant::new(beginner).map_err(refused)?;
        let (preview, commands) = Self::open(&options)?;
        // It is set once, here.
        _ = preview.shared.assistant.set(assistant);
        let (shared, own) = (preview.shared.clone(), preview.commands.clone());
        let (begun, folder) = channel::<PathBuf>();
        let notify = Arc::new(Mutex::new(notify));
        let follow = move || {
            // Where nobody begins a site, the program has ended.
            let Ok(root) = folder.recv() else { return };
            let told = notify.clone();
            let tell = move |event: PreviewEvent| lock(&told)(event);
            let ready = ChangeScanner::new(&root).and_then(|observer| prepare(options, observer, shared, own, tell));
            match ready {
                Ok(compiler) => compiler.run(&commands),
                Err(error) => lock(&notify)(PreviewEvent::Failed(error.to_string())),
            }
        };
        spawn("compiler", follow).map_err(refused)?;
        Ok((preview, Begun(begun)))
    }

    /// Lets the desk put the website online.
    pub fn publish_by(&self, publisher: Arc<dyn Publisher>) {
        // A second one would change nothing: the first stays.
        _ = self.shared.online.set(Online::new(publisher));
    }

    /// The address of the desk that lets a browser on another device write, once; `None` if there is nothing to write
    /// from there.
    #[must_use]
    pub fn pass(&self) -> Option<String> {
        let at = self.answers_at.iter().find(|address| !address.ip().is_loopback())?;
        let key = self.shared.writing.get().and_then(|_| self.shared.passes.key().ok())?;
        Some(format!("http://{at}{}enter?key={key}", reserved::FOLDER))
    }

    fn open(options: &Options) -> Result<(Self, Receiver<Command>), StartProblem> {
        let listener = bind(options.address, options.port)?;
        let address = listener.local_addr().map_err(refused)?;
        let shared = Arc::new(Shared::default());
        let server = Server::new(listener, shared.clone()).map_err(refused)?;
        spawn("server", move || server.run()).map_err(refused)?;
        let (commands, receiver) = channel();
        Ok((Self { address, answers_at: addresses::of(address), commands, shared }, receiver))
    }

    /// Reads and compiles everything again.
    pub fn again(&self) {
        // Where the compiler is gone, the program is about to end.
        let _ = self.commands.send(Command::Again);
    }
}

/// Tells the preview that there is a project now.
pub struct Begun(Sender<PathBuf>);

impl Begun {
    /// Goes on with the project in this folder.
    pub fn tell(&self, root: &Path) {
        // Where the preview is gone, the program is about to end.
        let _ = self.0.send(root.to_path_buf());
    }
}

/// Prepares to write and to compile.
fn prepare<N: FnMut(PreviewEvent)>(
    options: Options,
    observer: ChangeScanner,
    shared: Arc<Shared>,
    commands: Sender<Command>,
    notify: N,
) -> std::io::Result<Compiler<N>> {
    if options.write {
        let writing = Writing::new(observer.root(), commands.clone(), options.now)?;
        // It is set once, here.
        _ = shared.writing.set(writing);
    }
    Compiler::new(options, observer, shared, commands, notify)
}

fn spawn(name: &str, run: impl FnOnce() + Send + 'static) -> std::io::Result<()> {
    thread::Builder::new().name(name.to_owned()).spawn(run).map(drop)
}

#[expect(clippy::needless_pass_by_value, reason = "the shape of `map_err`")]
fn refused(error: std::io::Error) -> StartProblem {
    StartProblem::Refused(error.to_string())
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
