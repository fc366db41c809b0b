//! `cargo xtask deploy-matrix`: each kind of host, as a real server on this machine, through the same scenarios.
//!
//! Servers that are not installed are listed as not tried. Folders of servers are compared with the site byte for byte.

mod servers;
mod table;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use super::shell;
use servers::{Server, start};
use table::Row;

const HELP: &str = "usage: cargo xtask deploy-matrix [TARGET..]

Deploys the example site to a folder, SFTP (sshd), FTPS (pyftpdlib), S3 with CloudFront (moto), Azure (Azurite) and a bare
Git repository, as far as these are installed; `PYTHON` names the interpreter that has pyftpdlib and moto, `AZURITE` the
folder of the npm package. The table is written to docs/deploy-matrix.md.";

/// At so many points a run is killed.
const KILLS: u64 = 20;

/// Runs the chore.
pub(crate) fn run(arguments: &[String]) -> Result<(), String> {
    if arguments.iter().any(|one| one == "--help") {
        println!("{HELP}");
        return Ok(());
    }
    shell::run(&mut shell::cargo("build --locked"))?;
    let scratch = std::env::temp_dir().join(format!("bedside-matrix-{}", std::process::id()));
    let wanted = |name: &&str| arguments.is_empty() || arguments.iter().any(|one| one == name);
    let mut rows = Vec::new();
    for name in ["folder", "sftp", "ftps", "s3", "azure", "git"].iter().filter(|name| wanted(name)) {
        eprintln!("+ {name}");
        let place = scratch.join(name);
        fs::create_dir_all(&place).map_err(said)?;
        rows.push(match start(name, &place) {
            Ok(server) => Matrix::prepare(&place, server)?.row(name),
            Err(reason) => Row::not_tried(name, &reason),
        });
    }
    let _ = fs::remove_dir_all(&scratch);
    let text = table::table(&rows);
    print!("{text}");
    if arguments.is_empty() {
        fs::write(shell::root().join("docs/deploy-matrix.md"), &text).map_err(said)?;
    }
    if rows.iter().any(Row::failed) { Err("a scenario failed".to_owned()) } else { Ok(()) }
}

fn said(error: std::io::Error) -> String {
    error.to_string()
}

/// What a run of the program left.
struct Ran {
    fine: bool,
    uploaded: u64,
    err: String,
}

struct Matrix {
    site: PathBuf,
    server: Server,
}

impl Matrix {
    fn prepare(place: &Path, server: Server) -> Result<Self, String> {
        let site = place.join("site");
        shell::run(Command::new("cp").arg("-r").arg(shell::root().join("example-site")).arg(&site))?;
        for left in ["public", ".bedside"] {
            let _ = fs::remove_dir_all(site.join(left));
        }
        let settings = site.join("bedside.yaml");
        let text = fs::read_to_string(&settings).map_err(said)?;
        fs::write(&settings, format!("{text}\ndeploy:\n  web: {{{}}}\n  wrong: {{{}}}\n", server.target, server.wrong))
            .map_err(said)?;
        Ok(Self { site, server })
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(shell::target().join("debug/bedside"));
        command.arg("deploy").args(arguments).args(["--format", "json"]).current_dir(&self.site).stdin(Stdio::null());
        command.env("SOURCE_DATE_EPOCH", "1795435200"); // 2026-11-23, the day of the example
        command.envs(self.server.secrets.iter().map(|(name, value)| (name, value)));
        command
    }

    fn deploy(&self, arguments: &[&str]) -> Ran {
        let Ok(output) = self.command(arguments).output() else {
            return Ran { fine: false, uploaded: 0, err: "it did not start".to_owned() };
        };
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let value: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
        Ran {
            fine: output.status.success(),
            uploaded: value["uploaded"].as_u64().unwrap_or(u64::MAX),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    fn edit(&self, version: u64) -> Result<(), String> {
        let file = self.site.join("content/articles/what-flu-shots-do.md");
        let file = if file.exists() { file } else { first_article(&self.site)? };
        let text = fs::read_to_string(&file).map_err(said)?;
        let text = text.split("\nEdition ").next().unwrap_or(&text).trim_end().to_owned();
        fs::write(&file, format!("{text}\n\nEdition {version}.\n")).map_err(said)
    }

    fn row(&self, name: &str) -> Row {
        let mut row = Row::new(name, &self.server.name);
        let foreign = self.server.folder.as_ref().map(|folder| folder.join("own.txt"));
        if let Some(foreign) = &foreign {
            let _ = fs::write(foreign, "mine");
        }
        let first = self.deploy(&[]);
        row.add(
            "first",
            first.fine && first.uploaded > 100 && self.is_whole(),
            &format!("{} files", first.uploaded),
            &first.err,
        );
        let second = self.deploy(&[]);
        row.add("second run", second.fine && second.uploaded == 0, &format!("{} files", second.uploaded), &second.err);
        let edited = self.edit(0).map(|()| self.deploy(&[]));
        let edited = edited.unwrap_or_else(|err| Ran { fine: false, uploaded: 0, err });
        let few = (1..40).contains(&edited.uploaded);
        row.add("one edit", edited.fine && few && self.is_whole(), &format!("{} files", edited.uploaded), &edited.err);
        let (died, err) = self.killed();
        row.add("killed, then completed", err.is_empty(), &format!("{died} of {KILLS} died"), &err);
        let wrong = self.deploy_wrong();
        row.add(
            "wrong key or place",
            !wrong.fine && wrong.err.contains("help:") && !wrong.err.contains("panicked"),
            "refused",
            &wrong.err,
        );
        let damaged = self.damaged();
        row.add("half a list", damaged.is_none_or(|ran| ran.fine), damaged_words(&self.server), "");
        let kept = foreign.is_none_or(|foreign| fs::read(foreign).is_ok_and(|bytes| bytes == b"mine"));
        row.add("files of others", kept, if self.server.folder.is_some() { "kept" } else { "see tests" }, "");
        row
    }

    /// The target `wrong` has another key, or leads to a place that is not there.
    fn deploy_wrong(&self) -> Ran {
        let mut command = self.command(&["wrong"]);
        command.envs(self.server.wrong_secrets.iter().map(|(name, value)| (name, value)));
        let output = command.output();
        output.map_or_else(
            |error| Ran { fine: true, uploaded: 0, err: error.to_string() },
            |output| Ran {
                fine: output.status.success(),
                uploaded: 0,
                err: String::from_utf8_lossy(&output.stderr).into_owned(),
            },
        )
    }

    /// Kills runs after more and more time, and completes each; how many really died, and what went wrong.
    fn killed(&self) -> (u64, String) {
        let mut died = 0;
        for point in 1..=KILLS {
            if let Err(reason) = self.edit(point) {
                return (died, reason);
            }
            let Ok(mut child) = self.command(&["web"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn() else {
                return (died, "it did not start".to_owned());
            };
            std::thread::sleep(Duration::from_millis(self.server.pace * point));
            died += u64::from(matches!(child.try_wait(), Ok(None)));
            let _ = child.kill();
            let _ = child.wait();
            let next = self.deploy(&[]);
            if !next.fine || !self.is_whole() {
                return (died, format!("after point {point}: {}", next.err));
            }
        }
        (died, String::new())
    }

    /// Cuts the list on the host in half where it is a file here; a run without a yes is refused, one with it completes.
    fn damaged(&self) -> Option<Ran> {
        let list = self.server.folder.as_ref()?.join(".bedside-deploy.json");
        let bytes = fs::read(&list).ok()?;
        fs::write(&list, &bytes[..bytes.len() / 2]).ok()?;
        if self.deploy(&[]).fine {
            return Some(Ran { fine: false, uploaded: 0, err: String::new() });
        }
        Some(self.deploy(&["--yes"]))
    }

    /// Whether the server's folder holds each file of the site with its bytes; without a folder, whether nothing is left to send.
    fn is_whole(&self) -> bool {
        let Some(folder) = self.server.look(&self.site) else { return self.deploy(&["--dry-run"]).uploaded == 0 };
        let public = self.site.join("public");
        let files =
            Command::new("find").args([".", "-type", "f", "!", "-name", ".bedside-*"]).current_dir(&public).output();
        let files = files.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
        files.lines().count() > 100
            && files.lines().all(|path| fs::read(public.join(path)).ok() == fs::read(folder.join(path)).ok())
    }
}

fn damaged_words(server: &Server) -> &'static str {
    if server.folder.is_some() { "refused, then sent again" } else { "see tests" }
}

fn first_article(site: &Path) -> Result<PathBuf, String> {
    let names = fs::read_dir(site.join("content/articles")).map_err(said)?;
    let mut files: Vec<PathBuf> =
        names.filter_map(Result::ok).map(|entry| entry.path()).filter(|path| path.is_file()).collect();
    files.sort();
    files.into_iter().next().ok_or_else(|| "the example has no articles".to_owned())
}
