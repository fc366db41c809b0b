//! Servers on this computer, each on a port of its own, which end with the value that holds them.

use std::fs::File;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A server that is ended when it is no longer needed.
pub(crate) struct Server {
    child: Child,
}

impl Server {
    /// Starts a server and waits until it answers on `port`. What it says goes into `log`.
    pub(crate) fn start(command: &mut Command, port: u16, log: &Path) -> Result<Self, String> {
        let shown = format!("{}", Path::new(command.get_program()).display());
        let said = |error: std::io::Error| format!("`{shown}` cannot be started: {error}");
        let out = File::create(log).map_err(said)?;
        let errors = out.try_clone().map_err(said)?;
        let child = command.stdin(Stdio::null()).stdout(out).stderr(errors).spawn().map_err(said)?;
        let mut server = Self { child };
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(40) {
            if TcpStream::connect(("127.0.0.1", port)).is_ok() {
                return Ok(server);
            }
            if let Ok(Some(status)) = server.child.try_wait() {
                let said = std::fs::read_to_string(log).unwrap_or_default();
                return Err(format!("`{shown}` ended with {status}: {}", said.lines().last().unwrap_or_default()));
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Err(format!("`{shown}` does not answer on port {port}"))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Servers with helpers of their own end them when they are asked politely.
        let asked = rustix::process::Pid::from_child(&self.child);
        let _ = rustix::process::kill_process(asked, rustix::process::Signal::TERM);
        for _ in 0..40 {
            if matches!(self.child.try_wait(), Ok(Some(_))) {
                return;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A port that nobody uses right now.
pub(crate) fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").and_then(|socket| socket.local_addr()).map_or(0, |address| address.port())
}

/// Where a program is, in the usual folders and those of the system's administrator.
pub(crate) fn find(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let own = std::env::split_paths(&path).collect::<Vec<_>>();
    let system = ["/usr/sbin", "/usr/local/sbin", "/sbin", "/usr/lib/git-core"].map(PathBuf::from);
    own.into_iter().chain(system).map(|folder| folder.join(program)).find(|file| file.is_file())
}

/// Runs a program that has to succeed, and gives what it prints.
pub(crate) fn must(command: &mut Command) -> Result<String, String> {
    let shown = format!("{command:?}");
    let output = command.stdin(Stdio::null()).output().map_err(|error| format!("{shown}: {error}"))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    Err(format!("{shown}: {}", said.lines().last().unwrap_or_default()))
}

/// A certificate for `name` that nobody vouches for, and its key: two files in `folder`.
pub(crate) fn certificate(folder: &Path, name: &str) -> Result<(PathBuf, PathBuf), String> {
    let (certificate, key) = (folder.join(format!("{name}.crt")), folder.join(format!("{name}.key")));
    let mut command = Command::new("openssl");
    command.args(["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", &format!("/CN={name}")]);
    command.args(["-addext", &format!("subjectAltName=DNS:{name}"), "-keyout"]).arg(&key).arg("-out").arg(&certificate);
    must(&mut command)?;
    Ok((certificate, key))
}
