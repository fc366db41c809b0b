//! The servers, started on ports of this computer and stopped with the value that stands for them.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// Azurite's own account, which is published with it.
const AZURITE: (&str, &str) =
    ("devstoreaccount1", "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==");

/// A server that runs.
pub(super) struct Server {
    /// Its name and version, where it tells it.
    pub(super) name: String,
    /// The keys of the target.
    pub(super) target: String,
    /// The keys of a target that has to be refused.
    pub(super) wrong: String,
    pub(super) secrets: Vec<(String, String)>,
    pub(super) wrong_secrets: Vec<(String, String)>,
    /// Where the files lie, if they are files of this computer.
    pub(super) folder: Option<PathBuf>,
    /// Milliseconds between two points at which a run is killed.
    pub(super) pace: u64,
    branch: Option<PathBuf>,
    child: Option<Child>,
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(child) = &mut self.child {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

impl Server {
    fn new(name: &str, target: String, wrong: String) -> Self {
        let (name, secrets, wrong_secrets) = (name.to_owned(), Vec::new(), Vec::new());
        Self { name, target, wrong, secrets, wrong_secrets, folder: None, pace: 60, branch: None, child: None }
    }

    /// A folder with the files as they are now.
    pub(super) fn look(&self, site: &Path) -> Option<PathBuf> {
        let Some(repository) = &self.branch else { return self.folder.clone() };
        let folder = site.with_file_name("checkout");
        let _ = fs::remove_dir_all(&folder);
        let cloned =
            Command::new("git").args(["clone", "--quiet", "--branch", "pages"]).arg(repository).arg(&folder).status();
        cloned.is_ok_and(|status| status.success()).then_some(folder)
    }
}

/// Starts the server of a kind, with its files below `place`.
pub(super) fn start(kind: &str, place: &Path) -> Result<Server, String> {
    match kind {
        "folder" => folder(place),
        "sftp" => sftp(place),
        "ftps" => ftps(place),
        "s3" => s3(place),
        "azure" => azure(place),
        _ => git(place),
    }
}

fn said(error: std::io::Error) -> String {
    error.to_string()
}

fn run(command: &mut Command) -> Result<String, String> {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command.stdin(Stdio::null()).output().map_err(|error| format!("{program}: {error}"))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned());
    }
    let last = String::from_utf8_lossy(&output.stderr).lines().last().unwrap_or_default().to_owned();
    Err(format!("{program}: {last}"))
}

fn free_port() -> Result<u16, String> {
    let listener = TcpListener::bind("127.0.0.1:0").map_err(said)?;
    Ok(listener.local_addr().map_err(said)?.port())
}

/// Starts a program and waits until it listens.
fn listening(command: &mut Command, port: u16) -> Result<Child, String> {
    let program = command.get_program().to_string_lossy().into_owned();
    let quiet = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = quiet.spawn().map_err(|error| format!("{program}: {error}"))?;
    for _ in 0..600 {
        if TcpStream::connect(("127.0.0.1", port)).is_ok() {
            return Ok(child);
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    let _ = child.kill();
    let _ = child.wait();
    Err(format!("{program} does not listen"))
}

fn made(place: &Path, name: &str) -> Result<PathBuf, String> {
    let folder = place.join(name);
    fs::create_dir_all(&folder).map_err(said)?;
    Ok(folder)
}

fn python() -> String {
    std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned())
}

fn folder(place: &Path) -> Result<Server, String> {
    let folder = made(place, "web")?;
    let target = format!("to: folder, path: '{}'", folder.display());
    let server = Server::new("a folder of this disk", target, "to: folder, path: /nowhere/at/all".to_owned());
    Ok(Server { folder: Some(folder), ..server })
}

fn sftp(place: &Path) -> Result<Server, String> {
    let keygen = |name: &str| {
        run(Command::new("ssh-keygen").args(["-q", "-t", "ed25519", "-N", "", "-f"]).arg(place.join(name)))
    };
    for key in ["host", "user", "stranger"] {
        keygen(key)?;
    }
    let folder = made(place, "web")?;
    let port = free_port()?;
    let at = |name: &str| place.join(name).display().to_string();
    fs::copy(at("user.pub"), at("authorized")).map_err(said)?;
    let config = format!(
        "Port {port}\nListenAddress 127.0.0.1\nHostKey {}\nAuthorizedKeysFile {}\nPidFile none\nStrictModes no\nUsePAM no\n\
         PasswordAuthentication no\nSubsystem sftp internal-sftp\n",
        at("host"),
        at("authorized"),
    );
    fs::write(at("config"), config).map_err(said)?;
    let host_key = fs::read_to_string(at("host.pub")).map_err(said)?;
    fs::write(at("known"), format!("[127.0.0.1]:{port} {host_key}")).map_err(said)?;
    let stranger = fs::read_to_string(at("stranger.pub")).map_err(said)?;
    fs::write(at("changed"), format!("[127.0.0.1]:{port} {stranger}")).map_err(said)?;
    let _ = fs::create_dir_all("/run/sshd"); // where Debian's looks for it
    let child = listening(Command::new("/usr/sbin/sshd").args(["-D", "-e", "-f"]).arg(at("config")), port)?;
    let target = |key: &str, known: &str| {
        format!(
            "to: sftp, host: 127.0.0.1, port: {port}, path: '{}', identity: '{}', known_hosts: '{}', server: none",
            folder.display(),
            at(key),
            at(known),
        )
    };
    // The key of the host is another one than is known.
    let server = Server::new("OpenSSH sshd, internal-sftp", target("user", "known"), target("user", "changed"));
    Ok(Server { folder: Some(folder), child: Some(child), pace: 150, ..server })
}

fn ftps(place: &Path) -> Result<Server, String> {
    run(Command::new(python()).args(["-c", "import pyftpdlib, OpenSSL"]))?;
    let folder = made(place, "web")?;
    let (key, certificate, both) = (place.join("key.pem"), place.join("certificate.pem"), place.join("both.pem"));
    let line = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost";
    let more = ["-addext", "subjectAltName=DNS:localhost", "-addext", "basicConstraints=critical,CA:FALSE"];
    run(Command::new("openssl")
        .args(line.split(' '))
        .args(more)
        .arg("-keyout")
        .arg(&key)
        .arg("-out")
        .arg(&certificate))?;
    let text = fs::read_to_string(&key).map_err(said)? + &fs::read_to_string(&certificate).map_err(said)?;
    fs::write(&both, text).map_err(said)?;
    let script = place.join("ftps.py");
    fs::write(&script, include_str!("ftps.py")).map_err(said)?;
    let port = free_port()?;
    let child = listening(Command::new(python()).arg(&script).arg(port.to_string()).arg(&folder).arg(&both), port)?;
    let target = format!("to: ftps, host: localhost, port: {port}, user: practice, path: '', server: none");
    let target = target.replace("path: ''", "path: /");
    // Without its certificate, the server cannot be trusted.
    let server = Server::new(
        "pyftpdlib with TLS",
        format!("{target}, certificate: '{}'", certificate.display()),
        target.clone(),
    );
    let secret = |target: &str| (format!("BEDSIDE_{target}_PASSWORD"), "matrix".to_owned());
    Ok(Server {
        folder: Some(folder),
        child: Some(child),
        secrets: vec![secret("WEB"), secret("WRONG")],
        pace: 150,
        ..server
    })
}

fn s3(place: &Path) -> Result<Server, String> {
    let port = free_port()?;
    let endpoint = format!("http://127.0.0.1:{port}");
    let python = python();
    run(Command::new(&python).args(["-c", "import moto.server, boto3"]))?;
    let child = listening(
        Command::new(&python).args(["-m", "moto.server", "-H", "127.0.0.1", "-p"]).arg(port.to_string()),
        port,
    )?;
    let script = place.join("bucket.py");
    fs::write(&script, include_str!("bucket.py")).map_err(said)?;
    let server = Server::new("moto, S3 and CloudFront", String::new(), String::new());
    let mut server = Server { child: Some(child), pace: 150, ..server };
    let distribution = run(Command::new(&python).arg(&script).arg(&endpoint))?;
    let target = |bucket: &str| format!("to: s3, bucket: {bucket}, region: us-east-1, endpoint: '{endpoint}'");
    server.target = format!("{}, distribution: {distribution}", target("practice"));
    server.wrong = target("not-there");
    server.secrets =
        vec![("AWS_ACCESS_KEY_ID".into(), "matrix".into()), ("AWS_SECRET_ACCESS_KEY".into(), "matrix".into())];
    Ok(server)
}

fn azure(place: &Path) -> Result<Server, String> {
    let package =
        std::env::var("AZURITE").map_err(|_| "Azurite is not installed: `AZURITE` names no folder".to_owned())?;
    let port = free_port()?;
    let program = Path::new(&package).join("dist/src/blob/main.js");
    let mut command = Command::new("node");
    command
        .arg(&program)
        .args(["--silent", "--skipApiVersionCheck", "--blobPort"])
        .arg(port.to_string())
        .arg("--location")
        .arg(made(place, "azurite")?);
    let child = listening(&mut command, port)?;
    let endpoint = format!("http://127.0.0.1:{port}/{}", AZURITE.0);
    let script = place.join("container.js");
    fs::write(&script, include_str!("container.js")).map_err(said)?;
    let server = Server::new("Azurite, blobs", String::new(), String::new());
    let mut server = Server { child: Some(child), pace: 150, ..server };
    run(Command::new("node").arg(&script).args([&endpoint, AZURITE.0, AZURITE.1]))?;
    server.target = format!("to: azure, account: {}, container: web, endpoint: '{endpoint}'", AZURITE.0);
    server.wrong = server.target.clone();
    server.secrets = vec![("AZURE_STORAGE_KEY".into(), AZURITE.1.into())];
    server.wrong_secrets = vec![("AZURE_STORAGE_KEY".into(), "bm90IHRoZSBrZXk=".into())];
    Ok(server)
}

fn git(place: &Path) -> Result<Server, String> {
    let repository = place.join("web.git");
    run(Command::new("git").args(["init", "--quiet", "--bare"]).arg(&repository))?;
    let target = |path: &Path| format!("to: git, repository: 'file://{}', branch: pages", path.display());
    let version = run(Command::new("git").arg("--version"))?;
    let server =
        Server::new(&format!("a bare repository, {version}"), target(&repository), target(&place.join("none.git")));
    Ok(Server { branch: Some(repository), ..server })
}
