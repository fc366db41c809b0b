//! FTP over TLS (RFC 4217), the explicit kind on port 21. Nothing travels before the certificate fits.

#![expect(clippy::disallowed_methods, reason = "a certificate of the practice's own server is a file")]

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufReader, Cursor};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use suppaftp::rustls::pki_types::CertificateDer;
use suppaftp::rustls::pki_types::pem::PemObject;
use suppaftp::rustls::version::{TLS12, TLS13};
use suppaftp::rustls::{ClientConfig, RootCertStore, SupportedProtocolVersion};
use suppaftp::types::FileType;
use suppaftp::{FtpError, Mode, RustlsConnector, RustlsFtpStream, Status};

use crate::config::DeployTarget;

use super::super::lock::folder;
use super::super::tree::TreeFile;
use super::super::{Host, HostError};
use super::Secrets;
use super::sftp::variable;
use super::trust;

/// The end of the name of a file that is on its way.
const NEW: &str = ".bedside-new";

/// A folder of an FTP server as a host.
pub(super) struct FtpsHost {
    address: String,
    host: String,
    user: String,
    password: String,
    root: String,
    /// TLS 1.2, whose sessions are good for many connections: many servers take data only in the session of the commands, and
    /// the tickets of TLS 1.3 run out, since an upload reads no new ones.
    trust: Arc<ClientConfig>,
    /// TLS 1.3, for servers that speak nothing else.
    newer: Arc<ClientConfig>,
    session: Mutex<Session>,
}

#[derive(Default)]
struct Session {
    stream: Option<RustlsFtpStream>,
    folders: BTreeSet<String>,
}

impl FtpsHost {
    pub(super) fn open(target: &DeployTarget, project: &Path, secrets: &Secrets<'_>) -> Result<Self, HostError> {
        let host = target.text("host").to_owned();
        let mut roots: RootCertStore = webpki_roots::TLS_SERVER_ROOTS.iter().cloned().collect();
        let mut known = None;
        if let Some(file) = target.get("certificate") {
            let wrong = |reason: String| {
                HostError::lasting(format!("the certificate `{file}` is not usable: {reason}"))
                    .help("save the server's certificate as PEM")
            };
            let bytes = std::fs::read(project.join(file)).map_err(|error| wrong(error.to_string()))?;
            let certificate = CertificateDer::from_pem_slice(&bytes).map_err(|error| wrong(error.to_string()))?;
            // Many servers of one's own show a certificate that vouches for itself, which is no authority.
            let _ = roots.add(certificate.clone());
            known = Some(certificate);
        }
        let config = |versions: &[&'static SupportedProtocolVersion]| {
            let config = trust::config(roots.clone(), known.clone(), versions);
            config.map(Arc::new).map_err(|error| HostError::lasting(error.to_string()))
        };
        Ok(Self {
            address: format!("{host}:{}", target.get("port").unwrap_or("21")),
            user: target.text("user").to_owned(),
            password: secrets
                .need(&variable(secrets.target), &format!("the password of `{}` at `{host}`", target.text("user")))?,
            root: target.text("path").trim_end_matches('/').to_owned(),
            trust: config(&[&TLS12])?,
            newer: config(&[&TLS13])?,
            session: Mutex::default(),
            host,
        })
    }

    fn connect(&self) -> Result<RustlsFtpStream, HostError> {
        let secure = |trust: &Arc<ClientConfig>| {
            RustlsFtpStream::connect(&self.address)?.into_secure(RustlsConnector::from(Arc::clone(trust)), &self.host)
        };
        let mut stream = match secure(&self.trust) {
            Err(error) if error.to_string().contains("ProtocolVersion") => secure(&self.newer),
            stream => stream,
        }
        .map_err(|error| self.failed(&error))?;
        stream.login(self.user.as_str(), self.password.as_str()).map_err(|error| self.failed(&error))?;
        stream.transfer_type(FileType::Binary).map_err(|error| self.failed(&error))?;
        stream.set_mode(Mode::Passive);
        stream.set_passive_nat_workaround(true);
        Ok(stream)
    }

    /// Does something in the session, in a new one where the old one has ended.
    fn with<T>(
        &self,
        action: impl FnOnce(&mut RustlsFtpStream, &mut BTreeSet<String>) -> Result<T, FtpError>,
    ) -> Result<T, HostError> {
        let mut session = self.session.lock().unwrap_or_else(PoisonError::into_inner);
        let Session { stream, folders } = &mut *session;
        let open = match stream {
            Some(open) => open,
            None => stream.insert(self.connect()?),
        };
        action(open, folders).map_err(|error| {
            if !matches!(error, FtpError::UnexpectedResponse(_)) {
                *stream = None;
            }
            folders.clear();
            self.failed(&error)
        })
    }

    fn failed(&self, error: &FtpError) -> HostError {
        let host = &self.host;
        match error {
            FtpError::SecureError(reason) => certificate(host, reason),
            FtpError::ConnectionError(reason) if reason.to_string().contains("certificate") => {
                certificate(host, &reason.to_string())
            }
            FtpError::ConnectionError(reason) if reason.to_string().contains("lookup") => {
                HostError::lasting(format!("the host `{host}` does not exist"))
                    .help("check `host` in the target's settings, and whether this computer is online")
            }
            FtpError::ConnectionError(reason) => HostError::passing(format!("`{host}` cannot be reached: {reason}"))
                .help(
                    "check `host` and `port`, and whether this computer is online; files that already arrived are kept",
                ),
            FtpError::UnexpectedResponse(response) => match response.status {
                Status::NotLoggedIn => {
                    HostError::lasting(format!("`{host}` does not accept the user name or the password"))
                        .help("check `user` in the settings, and the password in the environment")
                }
                Status::ExceededStorage => HostError::lasting(format!("`{host}` is out of space"))
                    .help("free some space there, then deploy again: files that already arrived are kept"),
                // Few servers have words of their own for a full disk.
                Status::ActionAborted | Status::RequestedActionNotTaken => {
                    HostError::passing(format!("`{host}` does not accept a file; it may be out of space: {response}"))
                        .help("free some space there, then deploy again: files that already arrived are kept")
                }
                status if (400..500).contains(&status.code()) => {
                    HostError::passing(format!("`{host}` answered {response}"))
                }
                _ => HostError::lasting(format!("`{host}` answered {response}"))
                    .help("check `path` in the target's settings"),
            },
            other => HostError::lasting(format!("`{host}` sent an answer that Bedside cannot read: {other}")),
        }
    }

    fn remote(&self, path: &str) -> String {
        format!("{}/{path}", self.root)
    }
}

fn certificate(host: &str, reason: &str) -> HostError {
    HostError::lasting(format!("the certificate of `{host}` is not valid, so nothing was sent: {reason}"))
        .help("check `host`; if the server is your own, name its certificate in `certificate`")
}

fn is_missing(error: &FtpError) -> bool {
    matches!(error, FtpError::UnexpectedResponse(response) if response.status == Status::FileUnavailable)
}

/// The names in a folder; `None` if it is not there.
fn names(stream: &mut RustlsFtpStream, folder: &str) -> Result<Option<BTreeSet<String>>, FtpError> {
    let is_ignored = |error: &FtpError| matches!(error, FtpError::UnexpectedResponse(one) if one.status == Status::RequestFileActionIgnored);
    match stream.nlst(Some(folder)) {
        Err(error) if is_missing(&error) || is_ignored(&error) => Ok(None),
        Err(error) => Err(error),
        Ok(names) => {
            let names = names.iter().map(|name| name.trim_end().rsplit('/').next().unwrap_or_default().to_owned());
            Ok(Some(names.filter(|name| !matches!(name.as_str(), "" | "." | "..")).collect()))
        }
    }
}

/// Whether a folder can be gone to.
fn is_folder(stream: &mut RustlsFtpStream, folder: &str) -> Result<bool, FtpError> {
    let here = stream.pwd()?;
    match stream.cwd(folder) {
        Err(FtpError::UnexpectedResponse(_)) => Ok(false),
        gone => gone.and_then(|()| stream.cwd(here)).map(|()| true),
    }
}

/// Gives the lock its words. They have their name once they are whole.
fn put_words(stream: &mut RustlsFtpStream, place: &str, words: &[u8]) -> Result<(), FtpError> {
    let words_at = format!("{place}/{}", folder::name(words));
    let new = format!("{words_at}{NEW}");
    stream.put_file(&new, &mut Cursor::new(words))?;
    stream.rename(new, words_at)
}

fn make_folders(stream: &mut RustlsFtpStream, known: &mut BTreeSet<String>, place: &str) {
    for (at, _) in place.match_indices('/').filter(|(at, _)| *at > 0) {
        if known.insert(place[..at].to_owned()) {
            let _ = stream.mkdir(&place[..at]); // it may be there, and if it is not, the file says so
        }
    }
}

impl Host for FtpsHost {
    fn name(&self) -> String {
        format!("ftps://{}/{}", self.host, self.root.trim_start_matches('/'))
    }

    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, HostError> {
        self.with(|stream, _| match stream.retr_as_buffer(&self.remote(path)) {
            Ok(bytes) => Ok(Some(bytes.into_inner())),
            Err(error) if is_missing(&error) => Ok(None),
            Err(error) => Err(error),
        })
    }

    fn lock(&self, words: &[u8], by: &str) -> Result<bool, HostError> {
        let (staging, place) = (self.remote(&folder::staging(by)), self.remote(&folder::place()));
        let name = folder::name(words);
        self.with(|stream, folders| {
            make_folders(stream, folders, &place);
            let _ = stream.mkdir(&staging); // a run that died may have left it
            for left in names(stream, &staging)?.unwrap_or_default() {
                stream.rm(format!("{staging}/{left}"))?;
            }
            stream.put_file(format!("{staging}/{name}"), &mut Cursor::new(words))?;
            // A folder takes the place of no folder that holds anything. Some servers want none there at all.
            let _ = stream.rmdir(&place);
            match stream.rename(&staging, &place) {
                Err(FtpError::UnexpectedResponse(_)) => {}
                renamed => return renamed.map(|()| true),
            }
            stream.rm(format!("{staging}/{name}"))?;
            stream.rmdir(&staging)?;
            if is_folder(stream, &place)? {
                return Ok(false);
            }
            // The server renames no folders: the lock is there before its words are.
            match stream.mkdir(&place) {
                Err(error) if is_missing(&error) && is_folder(stream, &place)? => Ok(false),
                made => made.and_then(|()| put_words(stream, &place, words)).map(|()| true),
            }
        })
    }

    fn locked(&self) -> Result<Option<Vec<u8>>, HostError> {
        let place = self.remote(&folder::place());
        self.with(|stream, _| {
            let Some(names) = names(stream, &place)? else { return Ok(None) };
            match names.into_iter().filter(|name| !name.ends_with(NEW)).max() {
                // Some servers list nothing for a folder that is not there.
                None => Ok(is_folder(stream, &place)?.then(Vec::new)),
                Some(name) => match stream.retr_as_buffer(&format!("{place}/{name}")) {
                    Ok(words) => Ok(Some(words.into_inner())),
                    Err(error) if is_missing(&error) => Ok(None), // it was freed meanwhile
                    Err(error) => Err(error),
                },
            }
        })
    }

    fn renew(&self, old: &[u8], new: &[u8]) -> Result<bool, HostError> {
        let place = self.remote(&folder::place());
        self.with(|stream, _| {
            match put_words(stream, &place, new) {
                // The folder is gone: servers say that there is no such file, or that it may not be made.
                Err(FtpError::UnexpectedResponse(error)) if error.status.code() >= 550 => return Ok(false),
                put => put?,
            }
            match stream.rm(format!("{place}/{}", folder::name(old))) {
                Err(error) if is_missing(&error) => {
                    stream.rm(format!("{place}/{}", folder::name(new)))?;
                    Ok(false)
                }
                removed => removed.map(|()| true),
            }
        })
    }

    fn unlock(&self, words: &[u8]) -> Result<(), HostError> {
        let place = self.remote(&folder::place());
        self.with(|stream, _| {
            let names = if words.is_empty() {
                let names = names(stream, &place)?.unwrap_or_default(); // half written, of a run that died
                names.into_iter().filter(|name| name.ends_with(NEW)).collect()
            } else {
                vec![folder::name(words)]
            };
            for name in names {
                match stream.rm(format!("{place}/{name}")) {
                    Err(error) if !is_missing(&error) => return Err(error),
                    _ => {}
                }
            }
            let _ = stream.rmdir(&place); // where it is not empty, somebody else has it
            Ok(())
        })
    }

    fn put(&self, file: &TreeFile) -> Result<(), HostError> {
        let bytes = file.bytes()?;
        self.with(|stream, folders| {
            let place = self.remote(&file.path);
            let new = format!("{place}{NEW}");
            make_folders(stream, folders, &place);
            stream.put_file(&new, &mut BufReader::new(bytes.as_slice()))?;
            match stream.rename(&new, &place) {
                // Servers on Windows do not replace.
                Err(error) if is_missing(&error) || matches!(&error, FtpError::UnexpectedResponse(_)) => {
                    stream.rm(&place)?;
                    stream.rename(&new, &place)
                }
                renamed => renamed,
            }
        })
    }

    fn delete(&self, path: &str) -> Result<(), HostError> {
        self.with(|stream, folders| {
            let place = self.remote(path);
            match stream.rm(&place) {
                Err(error) if !is_missing(&error) => return Err(error),
                _ => {}
            }
            let mut folder = path;
            while let Some((above, _)) = folder.rsplit_once('/') {
                if stream.rmdir(self.remote(above)).is_err() {
                    break; // it is not empty
                }
                folders.remove(&self.remote(above));
                folder = above;
            }
            Ok(())
        })
    }

    fn present(&self, paths: &[&str]) -> Result<BTreeSet<String>, HostError> {
        let mut by_folder: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for path in paths {
            by_folder.entry(path.rsplit_once('/').map_or("", |(folder, _)| folder)).or_default().push(path);
        }
        let mut found = BTreeSet::new();
        for (folder, paths) in by_folder {
            let names = self.with(|stream, _| names(stream, &self.remote(folder)))?;
            let Some(names) = names else { continue };
            for path in paths {
                let name = path.rsplit('/').next().unwrap_or(path);
                // Servers do not list names with a dot in front.
                let hidden = || {
                    name.starts_with('.')
                        && self.with(|stream, _| Ok(stream.size(self.remote(path)).is_ok())).unwrap_or(false)
                };
                if names.contains(name) || hidden() {
                    found.insert(path.to_owned());
                }
            }
        }
        Ok(found)
    }
}
