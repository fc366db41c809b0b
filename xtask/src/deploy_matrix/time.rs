//! Posts that are due in a minute, by the clock of this computer.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::place::Access;
use super::project::{Project, Site};
use super::servers::must;
use super::web::Row;

/// What must be enough: the post is due at the turn of a minute, at most two minutes from now.
const PATIENCE: Duration = Duration::from_mins(7);

/// `deploy --watch`, and the line for cron that `schedule print cron` prints, called once a minute.
pub(crate) fn all(scratch: &Path, program: &Path) -> Vec<Row> {
    vec![
        ("`deploy --watch`".to_owned(), watched(scratch, program)),
        ("the line of `schedule print cron`, called every minute".to_owned(), called(scratch, program)),
    ]
}

/// A project with a post that is due in a minute or two: the place of its page, and when it is due, in seconds since 1970.
fn due(scratch: &Path, name: &str, program: &Path) -> Result<(Project, Access, u64), String> {
    let home = scratch.join(name);
    let project =
        Project::write(&home.join("site"), program, &Site { posts: 0..2, version: "now", pages: 0, edited: 0 })?;
    let access = Access::new(format!("to: folder, path: {}", home.join("web").display()), &[]);
    let now = must(Command::new("date").arg("+%s"))?.trim().parse::<u64>().map_err(|error| error.to_string())?;
    let at = (now / 60 + 2) * 60;
    let written =
        must(Command::new("date").args(["-d", &format!("@{at}"), "+%Y-%m-%d %H:%M"]).env("TZ", "America/Chicago"))?;
    let text = format!("---\ntitle: Due\ndate: {}\n---\n\nNews.\n", written.trim());
    std::fs::write(project.root.join("content/updates/due.md"), text).map_err(|error| error.to_string())?;
    project.deploy(&access, &[])?.must("before it is due")?;
    if home.join("web/updates/due/index.html").exists() {
        return Err("it is online before it is due".to_owned());
    }
    Ok((project, access, at))
}

fn late(page: &Path, at: u64, mut step: impl FnMut() -> Result<(), String>) -> Result<String, String> {
    let begun = Instant::now();
    while begun.elapsed() < PATIENCE {
        if page.exists() {
            let now =
                must(Command::new("date").arg("+%s"))?.trim().parse::<u64>().map_err(|error| error.to_string())?;
            let seconds = now.checked_sub(at).ok_or("it came too early")?;
            return if seconds < 300 {
                Ok(format!("online {seconds} s after its time"))
            } else {
                Err(format!("{seconds} s late"))
            };
        }
        step()?;
    }
    Err("it never came".to_owned())
}

fn watched(scratch: &Path, program: &Path) -> Result<String, String> {
    let (project, access, at) = due(scratch, "time-watch", program)?;
    let page = scratch.join("time-watch/web/updates/due/index.html");
    let mut command = project.command(&access, &["deploy", "--watch"]);
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().map_err(|error| error.to_string())?;
    let outcome = late(&page, at, || {
        std::thread::sleep(Duration::from_secs(1));
        Ok(())
    });
    let _ = child.kill();
    let _ = child.wait();
    outcome
}

fn called(scratch: &Path, program: &Path) -> Result<String, String> {
    let (project, access, at) = due(scratch, "time-cron", program)?;
    let page = scratch.join("time-cron/web/updates/due/index.html");
    let printed =
        project.command(&access, &["schedule", "print", "cron"]).output().map_err(|error| error.to_string())?;
    let printed = String::from_utf8_lossy(&printed.stdout).into_owned();
    let line = printed.splitn(6, ' ').nth(5).ok_or_else(|| format!("no line for cron: {printed}"))?.trim().to_owned();
    late(&page, at, || {
        // As cron runs it: by `sh`, with little in the environment.
        let mut command = Command::new("sh");
        command.args(["-c", &line]).env_clear().env("HOME", &project.root).env("PATH", "/usr/bin:/bin");
        must(&mut command)?;
        std::thread::sleep(Duration::from_secs(20));
        Ok(())
    })
}
