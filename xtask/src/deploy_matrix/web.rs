//! Web servers with the settings that `--print-config` prints, and what `--verify` says of them.

use std::path::Path;
use std::process::Command;

use super::folders::nginx;
use super::http::ask;
use super::place::Access;
use super::project::Project;
use super::servers::{Server, find, free_port};

/// A row of the second table: the server, and what came of it.
pub(crate) type Row = (String, Result<String, String>);

struct Site<'s> {
    project: Project,
    access: Access,
    web: std::path::PathBuf,
    port: u16,
    scratch: &'s Path,
}

impl<'s> Site<'s> {
    fn new(scratch: &'s Path, name: &str, program: &Path) -> Result<Self, String> {
        let home = scratch.join(name);
        let project = Project::example(&home.join("site"), program)?;
        let port = free_port();
        let file = project.root.join("bedside.yaml");
        let old = std::fs::read_to_string(&file).map_err(|error| error.to_string())?;
        let lines = old.lines().map(|line| {
            if line.starts_with("url:") { format!("url: http://localhost:{port}") } else { line.to_owned() }
        });
        std::fs::write(&file, lines.collect::<Vec<_>>().join("\n") + "\n").map_err(|error| error.to_string())?;
        let web = home.join("web");
        let access = Access::new(format!("to: folder, path: {}", web.display()), &[]);
        project.deploy(&access, &[])?.must("the example site")?;
        Ok(Self { project, access, web, port, scratch })
    }

    fn settings(&self, server: &str) -> Result<String, String> {
        let output = self.project.command(&self.access, &["deploy", "--print-config", server]).output();
        let output = output.map_err(|error| error.to_string())?;
        if output.status.success() {
            Ok(String::from_utf8_lossy(&output.stdout).into_owned())
        } else {
            Err(String::from_utf8_lossy(&output.stderr).into_owned())
        }
    }

    /// What `--verify` finds, one difference a line.
    fn verified(&self) -> Result<Vec<String>, String> {
        let run = self.project.deploy(&self.access, &["--verify"])?;
        if run.fine {
            return Ok(Vec::new());
        }
        let lines = run.text.lines().filter(|line| line.starts_with("http://localhost"));
        let lines: Vec<String> = lines.map(str::to_owned).collect();
        if lines.is_empty() { Err(run.text) } else { Ok(lines) }
    }

    /// Redirects, the page for addresses that do not exist, compression, and that the list of files is not shown.
    fn looks(&self) -> Result<String, String> {
        let rules = std::fs::read_to_string(self.web.join("_redirects")).map_err(|error| error.to_string())?;
        let mut count = 0;
        for line in rules.lines().filter(|line| line.starts_with('/')) {
            let mut words = line.split_whitespace();
            let (Some(from), Some(to)) = (words.next(), words.next()) else { continue };
            let answer = ask(self.port, "GET", from, &[], b"")?;
            if answer.status() != 301 || !answer.header("location").is_some_and(|place| place.ends_with(to)) {
                return Err(format!("{from} is answered with {} {:?}", answer.line, answer.header("location")));
            }
            count += 1;
        }
        let missing = ask(self.port, "GET", "/no/such/page/", &[], b"")?;
        if missing.status() != 404 || missing.header("content-security-policy").is_none() {
            return Err(format!("an address that does not exist is answered with {}", missing.line));
        }
        for hidden in ["/.bedside-deploy.json", "/_headers", "/_redirects"] {
            let answer = ask(self.port, "GET", hidden, &[], b"")?;
            if answer.status() != 404 {
                return Err(format!("{hidden} is shown"));
            }
        }
        let page = ask(self.port, "GET", "/", &[("accept-encoding", "gzip")], b"")?;
        if page.header("content-encoding") != Some("gzip") {
            return Err("pages are not compressed".to_owned());
        }
        Ok(format!("{count} redirects, 404, compression"))
    }
}

/// All servers that are here.
pub(crate) fn all(scratch: &Path, program: &Path) -> Vec<Row> {
    let plain = ("nginx without settings".to_owned(), with_nginx(scratch, program, false));
    let own = ("nginx with `--print-config nginx`".to_owned(), with_nginx(scratch, program, true));
    let caddy = ("Caddy with `--print-config caddy`".to_owned(), with_caddy(scratch, program));
    vec![plain, own, caddy]
}

fn with_nginx(scratch: &Path, program: &Path, has_settings: bool) -> Result<String, String> {
    let name = if has_settings { "web-nginx" } else { "web-plain" };
    let site = Site::new(scratch, name, program)?;
    let (web, port) = (site.web.display(), site.port);
    let settings = if has_settings {
        let printed = site.settings("nginx")?;
        let ported = printed.replace("listen 80;", &format!("listen 127.0.0.1:{port};"));
        ported.replace("root /var/www/localhost;", &format!("root {web};"))
    } else {
        format!("server {{ listen 127.0.0.1:{port}; server_name localhost; root {web}; }}")
    };
    let _server = nginx(site.scratch, name, &settings, port)?;
    outcome(&site, has_settings)
}

fn with_caddy(scratch: &Path, program: &Path) -> Result<String, String> {
    let Some(caddy) = find("caddy") else {
        return Err("NOT CHECKED: Caddy is not installed (Debian: `caddy`)".to_owned());
    };
    let site = Site::new(scratch, "web-caddy", program)?;
    let printed = site.settings("caddy")?;
    let named =
        printed.replace(&format!("\nlocalhost:{} {{", site.port), &format!("\nhttp://localhost:{} {{", site.port));
    let text = named.replace("root * /var/www/localhost", &format!("root * {}", site.web.display()));
    let home = scratch.join("web-caddy");
    let file = home.join("Caddyfile");
    std::fs::write(&file, format!("{{\n\tadmin off\n}}\n{text}")).map_err(|error| error.to_string())?;
    let mut command = Command::new(caddy);
    command.args(["run", "--adapter", "caddyfile", "--config"]).arg(&file).env("HOME", &home);
    let _server = Server::start(&mut command, site.port, &home.join("log"))?;
    outcome(&site, true)
}

fn outcome(site: &Site<'_>, has_settings: bool) -> Result<String, String> {
    let different = site.verified()?;
    if !has_settings {
        return if different.is_empty() {
            Err("`--verify` finds nothing to say".to_owned())
        } else {
            Ok(format!("`--verify` names {} differences, such as: {}", different.len(), different[0]))
        };
    }
    if !different.is_empty() {
        return Err(format!("`--verify` names {} differences, such as: {}", different.len(), different[0]));
    }
    Ok(format!("`--verify` finds no difference; {}", site.looks()?))
}
