//! Real servers on this computer: OpenSSH, vsftpd, nginx. Where one is not installed, its test says `NOT CHECKED` and passes;
//! `cargo xtask deploy-matrix` puts them through much more.

#![expect(clippy::disallowed_methods, reason = "a test starts servers and reads their folders")]
#![expect(clippy::print_stderr, reason = "what cannot be checked is said")]

use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use bedside::deploy::Secrets;

use super::commands::Practice;

/// A server that ends with the test.
struct Server {
    child: Child,
    port: u16,
}

impl Server {
    /// Starts a server whose settings name `PORT`, and waits until it answers; `None` where it is not installed.
    fn start(program: &str, settings: &Path, arguments: &[&str]) -> Option<Self> {
        let folders = ["/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin"]
            .map(|folder| Path::new(folder).join(program));
        let Some(file) = folders.into_iter().find(|file| file.is_file()) else {
            eprintln!("NOT CHECKED: there is no `{program}` on this computer");
            return None;
        };
        let port = TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address").port();
        let text = fs::read_to_string(settings).expect("settings").replace("PORT", &port.to_string());
        fs::write(settings, text).expect("settings");
        let mut command = Command::new(file);
        command.args(arguments).arg(settings).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = command.spawn().expect("it starts");
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(child.try_wait().expect("a state").is_none(), "`{program}` ended by itself");
            std::thread::yield_now();
        }
        Some(Self { child, port })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill(); // it may have ended by itself
        let _ = self.child.wait();
    }
}

fn must(command: &mut Command) {
    let output = command.stdin(Stdio::null()).output().expect("it starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// Deploys with the program itself, so that the environment is its own.
fn deploy(practice: &Practice, password: &str) -> (bool, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bedside"));
    command.args(["deploy", "--yes"]).current_dir(practice.root()).env("BEDSIDE_WEB_PASSWORD", password);
    let Output { status, stdout, stderr } = command.stdin(Stdio::null()).output().expect("it starts");
    (status.success(), format!("{}{}", String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr)))
}

fn folder(practice: &Practice, name: &str) -> PathBuf {
    let folder = practice.outside().join(name);
    fs::create_dir_all(&folder).expect("a folder");
    folder
}

/// A first deployment arrives, a second sends nothing, a change sends itself.
fn goes_there(practice: &Practice, password: &str, web: &Path) {
    let (fine, said) = deploy(practice, password);
    assert!(fine && said.contains("Sent "), "{said}");
    assert!(fs::read_to_string(web.join("updates/flu/index.html")).expect("a page").contains("Text."));
    let (fine, said) = deploy(practice, password);
    assert!(fine && said.contains("Nothing changed"), "{said}");
    practice.post("flu", "2026-11-20", "Other words.");
    let (fine, said) = deploy(practice, password);
    assert!(fine && said.contains("Sent "), "{said}");
    assert!(fs::read_to_string(web.join("updates/flu/index.html")).expect("a page").contains("Other words."));
    let left = walkdir::WalkDir::new(web).into_iter().flatten().find(|entry| {
        let name = entry.file_name().to_string_lossy().into_owned();
        name.ends_with(".bedside-new") || name.contains(".lock")
    });
    assert!(left.is_none(), "{left:?}");
    if !password.is_empty() {
        assert!(!said.contains(password), "{said}");
        let holds = |entry: &walkdir::DirEntry| {
            fs::read(entry.path())
                .is_ok_and(|bytes| bytes.windows(password.len()).any(|part| part == password.as_bytes()))
        };
        let leak = walkdir::WalkDir::new(practice.root()).into_iter().flatten().find(holds);
        assert!(leak.is_none(), "the password is in {leak:?}");
    }
}

/// Of two who take the lock one has it, its words are whole, and only who knows its words frees it.
fn locks(practice: &Practice, settings: &str, password: &str, web: &Path) {
    let target = super::fakes::target(settings);
    let environment = |_: &str| Some(password.to_owned()).filter(|password| !password.is_empty());
    let open = || {
        let secrets = Secrets { environment: &environment, target: "web" };
        bedside::deploy::open(&target, &practice.root(), &secrets).expect("a host")
    };
    let (one, other) = (open(), open());
    let is = |words: Option<&[u8]>| assert_eq!(one.locked().expect("an answer").as_deref(), words);
    is(None);
    assert!(one.lock(b"ana", "a").expect("an answer"));
    is(Some(b"ana"));
    assert!(!other.lock(b"ben", "b").expect("an answer"));
    other.unlock(b"ben").expect("an answer");
    is(Some(b"ana"));
    assert!(!other.renew(b"ben", b"ben later").expect("an answer"));
    is(Some(b"ana"));
    assert!(one.renew(b"ana", b"ana later").expect("an answer"));
    is(Some(b"ana later"));
    other.unlock(b"ana").expect("an answer");
    is(Some(b"ana later"));
    one.unlock(b"ana later").expect("an answer");
    is(None);
    assert!(!one.renew(b"ana later", b"ana at last").expect("an answer"));
    // A run died before its lock had its words, and another one before its folder was the lock.
    let place = |name: &str| web.join(format!(".bedside-deploy.lock.{name}"));
    for folder in [place("d"), place(&blake3::hash(b"b").to_hex()[..16])] {
        fs::create_dir_all(&folder).expect("a folder");
        fs::write(folder.join("ana.bedside-new"), "half").expect("a file");
        must(Command::new("chmod").arg("-R").arg("a+rwX").arg(&folder));
    }
    is(Some(b""));
    other.unlock(b"").expect("an answer");
    assert!(other.lock(b"ben", "b").expect("an answer"));
    is(Some(b"ben"));
    other.unlock(b"ben").expect("an answer");
    assert!(fs::read_dir(web).expect("a folder").next().is_none(), "nothing is left");
}

#[test]
fn openssh_takes_the_site_and_a_changed_key_stops_everything() {
    let practice = Practice::new("  web: {to: folder, path: ../web}\n");
    let home = folder(&practice, "ssh");
    let web = folder(&practice, "web");
    for key in ["host", "other", "user"] {
        if Command::new("ssh-keygen").arg("-?").output().is_err() {
            eprintln!("NOT CHECKED: there is no OpenSSH on this computer");
            return;
        }
        must(Command::new("ssh-keygen").args(["-q", "-t", "ed25519", "-N", "", "-f"]).arg(home.join(key)));
    }
    let at = home.display();
    let settings = format!(
        "ListenAddress 127.0.0.1\nPort PORT\nHostKey {at}/host\nAuthorizedKeysFile {at}/user.pub\nStrictModes no\nUsePAM no\nPidFile none\n\
         PermitRootLogin prohibit-password\nPasswordAuthentication no\nSubsystem sftp internal-sftp\n"
    );
    fs::write(home.join("sshd_config"), settings).expect("settings");
    if rustix::process::getuid().is_root() {
        fs::create_dir_all("/run/sshd").expect("the folder that OpenSSH wants");
    }
    let Some(server) = Server::start("sshd", &home.join("sshd_config"), &["-D", "-f"]) else { return };
    let known = |key: &str, hosts: &str| {
        let public = fs::read_to_string(home.join(format!("{key}.pub"))).expect("a key");
        fs::write(home.join(hosts), format!("[127.0.0.1]:{} {public}", server.port)).expect("known hosts");
    };
    known("host", "known");
    known("other", "changed");
    let settings = |hosts: &str| {
        format!(
            "to: sftp, host: 127.0.0.1, port: {}, path: {}, identity: {at}/user, known_hosts: {at}/{hosts}, server: none",
            server.port,
            web.display()
        )
    };
    let aim = |hosts: &str| practice.aim(&settings(hosts));
    aim("changed");
    let (fine, said) = deploy(&practice, "");
    assert!(!fine && said.contains("a different key than before") && said.contains("ssh-keygen -R"), "{said}");
    assert_eq!(fs::read_dir(&web).expect("a folder").count(), 0, "nothing was sent");
    locks(&practice, &settings("known"), "", &web);
    aim("known");
    goes_there(&practice, "", &web);
}

#[test]
fn vsftpd_takes_the_site_over_tls_and_a_strange_certificate_stops_everything() {
    let practice = Practice::new("  web: {to: folder, path: ../web}\n");
    if !rustix::process::getuid().is_root() || Command::new("openssl").arg("version").output().is_err() {
        eprintln!("NOT CHECKED: vsftpd needs an administrator, and the test needs `openssl`");
        return;
    }
    let home = folder(&practice, "ftp");
    let web = folder(&practice, "ftp/top/web");
    must(Command::new("chmod").arg("a+rwx").arg(&web)); // and not the root of an anonymous user
    must(Command::new("chmod").arg("a+x").arg(practice.outside()).arg(&home));
    let at = home.display();
    for name in ["localhost", "other"] {
        let mut command = Command::new("openssl");
        command.args([
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            "30",
            "-subj",
            &format!("/CN={name}"),
            "-keyout",
        ]);
        must(command.arg(home.join(format!("{name}.key"))).arg("-out").arg(home.join(format!("{name}.crt"))));
    }
    let settings = format!(
        "listen=YES\nlisten_address=127.0.0.1\nlisten_port=PORT\nbackground=NO\nanonymous_enable=YES\nwrite_enable=YES\nanon_upload_enable=YES\n\
         anon_mkdir_write_enable=YES\nanon_other_write_enable=YES\nanon_world_readable_only=NO\nanon_umask=022\nanon_root={at}/top\n\
         ssl_enable=YES\nallow_anon_ssl=YES\nforce_anon_logins_ssl=YES\nforce_anon_data_ssl=YES\nrequire_ssl_reuse=YES\n\
         rsa_cert_file={at}/localhost.crt\nrsa_private_key_file={at}/localhost.key\nseccomp_sandbox=NO\n"
    );
    fs::write(home.join("vsftpd.conf"), settings).expect("settings");
    let Some(server) = Server::start("vsftpd", &home.join("vsftpd.conf"), &[]) else { return };
    let settings = |certificate: &str| {
        format!(
            "to: ftps, host: localhost, port: {}, user: anonymous, path: /web, server: none, certificate: {at}/{certificate}.crt",
            server.port
        )
    };
    let aim = |certificate: &str| practice.aim(&settings(certificate));
    aim("other");
    let (fine, said) = deploy(&practice, "hunter2-of-the-test");
    assert!(!fine && said.contains("certificate") && said.contains("is not valid, so nothing was sent"), "{said}");
    locks(&practice, &settings("localhost"), "hunter2-of-the-test", &web);
    aim("localhost");
    goes_there(&practice, "hunter2-of-the-test", &web);
}

fn get(port: u16, path: &str) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).expect("a connection");
    write!(stream, "GET {path} HTTP/1.1\r\nHost: clinic.example\r\nConnection: close\r\n\r\n").expect("sent");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("an answer");
    String::from_utf8_lossy(&answer).into_owned()
}

#[test]
fn nginx_with_the_printed_settings_does_all_that_the_site_asks_for() {
    let practice = Practice::new("  web: {to: folder, path: ../web}\n");
    practice
        .write("content/updates/moved.md", "---\ntitle: Moved\ndate: 2026-11-20\naliases: [/old-place/]\n---\nText.\n");
    let web = practice.outside().join("web");
    let (fine, said) = deploy(&practice, "");
    assert!(fine, "{said}");
    let printed = practice.run(&["deploy", "--print-config", "nginx"]).out;
    let server = printed
        .replace("listen 80;", "listen 127.0.0.1:PORT;")
        .replace("/var/www/clinic.example", &web.display().to_string());
    let home = folder(&practice, "nginx");
    let (at, user) = (home.display(), if rustix::process::getuid().is_root() { "user root;" } else { "" });
    let settings = format!(
        "{user}\ndaemon off;\npid {at}/pid;\nerror_log {at}/errors;\nevents {{}}\nhttp {{\ninclude /etc/nginx/mime.types;\naccess_log off;\n\
         client_body_temp_path {at}/1;\nproxy_temp_path {at}/2;\nfastcgi_temp_path {at}/3;\nuwsgi_temp_path {at}/4;\nscgi_temp_path {at}/5;\n{server}}}\n"
    );
    fs::write(home.join("nginx.conf"), settings).expect("settings");
    let Some(server) = Server::start("nginx", &home.join("nginx.conf"), &["-e", "/dev/null", "-c"]) else { return };
    let style = walkdir::WalkDir::new(web.join("assets")).into_iter().flatten();
    let style = style
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .find(|name| name.rsplit('.').next() == Some("css"));
    let style = format!("/assets/{}", style.expect("a style sheet"));
    let cases: [(&str, &[&str]); 6] = [
        (
            "/updates/flu/",
            &[
                "200 OK",
                "Content-Security-Policy: ",
                "Content-Type: text/html; charset=utf-8",
                "Cache-Control: public, max-age=0",
            ],
        ),
        ("/old-place/", &["301 ", "Location: /updates/moved/"]),
        ("/feed.xml", &["200 OK", "Content-Type: application/atom+xml", "X-Content-Type-Options: nosniff"]),
        (&style, &["200 OK", "Content-Type: text/css", "max-age=31536000, immutable"]),
        ("/nowhere/", &["404 ", "Content-Security-Policy: ", "text/html"]),
        ("/.bedside-deploy.json", &["404 "]),
    ];
    for (path, expected) in cases {
        let answer = get(server.port, path);
        for words in expected {
            assert!(
                answer.contains(words),
                "{path}: no `{words}` in\n{}",
                answer.split("\r\n\r\n").next().unwrap_or_default()
            );
        }
    }
}
