//! Places that are folders in the end: a folder, SFTP by OpenSSH, FTP over TLS by vsftpd. nginx shows them to readers.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::link::slow;
use super::place::{Access, Barred, Folder, Place, Shown, SmallDisk};
use super::project::SECRET;
use super::servers::{Server, certificate, find, free_port, must};

const NO_ROOM: &[&str] = &["room"];

fn made(folder: PathBuf) -> Result<PathBuf, String> {
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    Ok(folder)
}

fn written(file: &Path, text: &str) -> Result<(), String> {
    fs::write(file, text).map_err(|error| format!("{}: {error}", file.display()))
}

/// nginx, showing a folder on a port.
pub(crate) fn nginx(scratch: &Path, name: &str, servers: &str, port: u16) -> Result<Server, String> {
    let program = find("nginx").ok_or("nginx is not installed")?;
    let home = made(scratch.join(format!("nginx-{name}")))?;
    let user = if rustix::process::getuid().is_root() { "user root;" } else { "" };
    let at = home.display();
    let settings = format!(
        "{user}\ndaemon off;\nmaster_process on;\nworker_processes 1;\npid {at}/pid;\nerror_log {at}/errors;\nevents {{}}\nhttp {{\n\
         include /etc/nginx/mime.types;\naccess_log off;\nclient_body_temp_path {at}/body;\nproxy_temp_path {at}/proxy;\n\
         fastcgi_temp_path {at}/fastcgi;\nuwsgi_temp_path {at}/uwsgi;\nscgi_temp_path {at}/scgi;\n{servers}\n}}\n"
    );
    let file = home.join("nginx.conf");
    written(&file, &settings)?;
    Server::start(Command::new(program).arg("-c").arg(&file).args(["-e", "stderr"]), port, &home.join("log"))
}

fn shown(scratch: &Path, name: &str, folder: PathBuf) -> Result<(Shown, Server), String> {
    let port = free_port();
    let server = format!("server {{ listen 127.0.0.1:{port}; root {}; location / {{ }} }}", folder.display());
    let server = nginx(scratch, name, &server, port)?;
    Ok((Shown { folder: Folder(folder), port }, server))
}

/// A folder of this computer.
pub(crate) fn folder(scratch: &Path) -> Result<Place, String> {
    let web = made(scratch.join("folder/web"))?;
    let (store, server) = shown(scratch, "folder", web.clone())?;
    let small = SmallDisk::mount(scratch.join("folder/small"), "400k");
    let at = |folder: &Path| Access::new(format!("to: folder, path: {}", folder.display()), &[]);
    Ok(Place {
        name: "folder",
        server: "a folder, shown by nginx".to_owned(),
        access: at(&web),
        store: Box::new(store),
        slow: None,
        wrong_key: None,
        wrong_host: Some(Barred::new(at(Path::new("/nowhere/at/all")), &["disk or share"])),
        wrong_certificate: None,
        changed_host_key: None,
        full: small.as_ref().map(|disk| Barred::new(at(&disk.0), NO_ROOM)),
        checked_signature: None,
        caches: None,
        keeps_others: true,
        pages: 10_000,
        held: vec![Box::new(server), Box::new(small)],
    })
}

/// A key pair for SSH without a passphrase.
fn key(file: &Path) -> Result<String, String> {
    must(Command::new("ssh-keygen").args(["-q", "-t", "ed25519", "-N", "", "-f"]).arg(file))?;
    let public = file.with_extension("pub");
    fs::read_to_string(&public).map_err(|error| format!("{}: {error}", public.display()))
}

/// The first two words of a public key, as a line of known hosts.
fn known(port: u16, public: &str) -> String {
    let words: Vec<&str> = public.split_whitespace().take(2).collect();
    format!("[127.0.0.1]:{port} {}\n", words.join(" "))
}

/// SFTP, by the OpenSSH of this computer.
pub(crate) fn sftp(scratch: &Path) -> Result<Place, String> {
    let program = find("sshd").ok_or("OpenSSH's server is not installed (Debian: `openssh-server`)")?;
    let home = made(scratch.join("sftp"))?;
    let web = made(home.join("web"))?;
    let (store, shown) = shown(scratch, "sftp", web.clone())?;
    let host_key = key(&home.join("host"))?;
    let other_key = key(&home.join("other-host"))?;
    written(&home.join("authorized"), &key(&home.join("user"))?)?;
    key(&home.join("stranger"))?;
    let port = free_port();
    let slow_port = slow(port)?;
    let at = home.display();
    written(
        &home.join("sshd_config"),
        &format!(
            "ListenAddress 127.0.0.1\nPort {port}\nHostKey {at}/host\nAuthorizedKeysFile {at}/authorized\nStrictModes no\nUsePAM no\n\
             PidFile none\nPasswordAuthentication no\nKbdInteractiveAuthentication no\nPermitRootLogin prohibit-password\n\
             MaxStartups 50\nSubsystem sftp internal-sftp\n"
        ),
    )?;
    if rustix::process::getuid().is_root() {
        made(PathBuf::from("/run/sshd"))?; // OpenSSH wants it, and Debian makes it with the service
    }
    let server = Server::start(
        Command::new(program).args(["-D", "-e", "-f"]).arg(home.join("sshd_config")),
        port,
        &home.join("log"),
    )?;
    written(&home.join("known"), &(known(port, &host_key) + &known(slow_port, &host_key)))?;
    written(&home.join("changed"), &known(port, &other_key))?;
    let user = std::env::var("USER").unwrap_or_else(|_| "root".to_owned());
    let way = |port: u16, key: &str, hosts: &str, folder: &Path| {
        Access::new(
            format!(
                "to: sftp, host: 127.0.0.1, port: {port}, user: {user}, path: {}, identity: {at}/{key}, known_hosts: {at}/{hosts}, \
                 server: none",
                folder.display()
            ),
            &[],
        )
    };
    let small = SmallDisk::mount(home.join("small"), "400k");
    let mut no_host = way(port, "user", "known", &web);
    no_host.settings = no_host.settings.replace("127.0.0.1", "no-such-host.invalid");
    Ok(Place {
        name: "sftp",
        server: must_version(Command::new("ssh").arg("-V")),
        access: way(port, "user", "known", &web),
        store: Box::new(store),
        slow: Some(way(slow_port, "user", "known", &web)),
        wrong_key: Some(Barred::new(way(port, "stranger", "known", &web), &["does not accept your key"])),
        wrong_host: Some(Barred::new(no_host, &["no computer"])),
        wrong_certificate: None,
        changed_host_key: Some(Barred::new(
            way(port, "user", "changed", &web),
            &["another key than it used to", "ssh-keygen -R"],
        )),
        full: small.as_ref().map(|disk| Barred::new(way(port, "user", "known", &disk.0), NO_ROOM)),
        checked_signature: None,
        caches: None,
        keeps_others: true,
        pages: 10_000,
        held: vec![Box::new(server), Box::new(shown), Box::new(small)],
    })
}

/// What a program says of its version, on either stream.
pub(crate) fn must_version(command: &mut Command) -> String {
    let Ok(output) = command.output() else { return String::new() };
    let text = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    text.lines().next().unwrap_or_default().trim().split(',').next().unwrap_or_default().to_owned()
}

/// FTP over TLS, by vsftpd. Its own users would need an account of this computer, so the right user is `anonymous`.
pub(crate) fn ftps(scratch: &Path) -> Result<Place, String> {
    let program = find("vsftpd").ok_or("vsftpd is not installed (Debian: `vsftpd`)")?;
    let home = made(scratch.join("ftps"))?;
    let top = made(home.join("top"))?;
    let web = made(top.join("web"))?;
    let small = SmallDisk::mount(top.join("small"), "400k");
    // An anonymous user may not write to the folder that is its root.
    must(Command::new("chmod").args(["a+rwx"]).arg(&web).args(small.iter().map(|disk| &disk.0)))?;
    must(Command::new("chmod").args(["a+x"]).arg(scratch))?;
    let (store, shown) = shown(scratch, "ftps", web)?;
    let (own, key) = certificate(&home, "localhost")?;
    let (other, other_key) = certificate(&home, "other.example")?;
    let start = |name: &str, port: u16, (certificate, key): (&Path, &Path)| {
        let file = home.join(format!("{name}.conf"));
        written(
            &file,
            &format!(
                "listen=YES\nlisten_address=127.0.0.1\nlisten_port={port}\nbackground=NO\nanonymous_enable=YES\nlocal_enable=YES\nwrite_enable=YES\n\
                 anon_upload_enable=YES\nanon_mkdir_write_enable=YES\nanon_other_write_enable=YES\nanon_world_readable_only=NO\nanon_umask=022\n\
                 anon_root={}\nssl_enable=YES\nallow_anon_ssl=YES\nforce_anon_logins_ssl=YES\nforce_anon_data_ssl=YES\n\
                 force_local_logins_ssl=YES\nrequire_ssl_reuse=YES\nrsa_cert_file={}\nrsa_private_key_file={}\nseccomp_sandbox=NO\npasv_address=127.0.0.1\n",
                top.display(),
                certificate.display(),
                key.display()
            ),
        )?;
        Server::start(Command::new(&program).arg(&file), port, &home.join(format!("{name}.log")))
    };
    let (port, other_port) = (free_port(), free_port());
    let servers = [start("own", port, (&own, &key))?, start("other", other_port, (&other, &other_key))?];
    let way = |port: u16, user: &str, certificate: &str, folder: &str| {
        let settings = format!(
            "to: ftps, host: localhost, port: {port}, user: {user}, path: /{folder}, server: none{certificate}"
        );
        Access::new(settings, &[("BEDSIDE_WEB_PASSWORD", SECRET)])
    };
    let trusted = format!(", certificate: {}", own.display());
    let mut no_host = way(port, "anonymous", &trusted, "web");
    no_host.settings = no_host.settings.replace("host: localhost", "host: no-such-host.invalid");
    let [server, other_server] = servers;
    Ok(Place {
        name: "ftps",
        server: format!("vsftpd {}, `require_ssl_reuse`", package("vsftpd")),
        access: way(port, "anonymous", &trusted, "web"),
        store: Box::new(store),
        slow: None,
        wrong_key: Some(Barred::new(
            way(port, "practice", &trusted, "web"),
            &["does not accept the name or the password"],
        )),
        wrong_host: Some(Barred::new(no_host, &["no computer"])),
        wrong_certificate: Some(Barred::new(way(other_port, "anonymous", "", "web"), &["certificate", "does not fit"])),
        changed_host_key: None,
        full: small.as_ref().map(|_| Barred::new(way(port, "anonymous", &trusted, "small"), NO_ROOM)),
        checked_signature: None,
        caches: None,
        keeps_others: true,
        pages: 2_000,
        held: vec![Box::new(server), Box::new(other_server), Box::new(shown), Box::new(small)],
    })
}

/// The version of a package of Debian's.
pub(crate) fn package(name: &str) -> String {
    must(Command::new("dpkg-query").args(["-W", "-f", "${Version}", name])).unwrap_or_default()
}
