//! What calls `bedside deploy --if-due` without a person.

use std::path::{Path, PathBuf};

use quick_xml::escape::escape;

/// Minutes between two calls.
const EVERY: u32 = 5;

/// What can call a program at times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheduler {
    /// A timer of the user's, of systemd.
    Systemd,
    /// cron.
    Cron,
    /// launchd of macOS.
    Launchd,
    /// The task scheduler of Windows.
    Windows,
    /// GitHub Actions.
    Github,
    /// GitLab CI.
    Gitlab,
    /// Codeberg's Woodpecker CI.
    Codeberg,
}

/// Files to be written, and commands to be run then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// Where each file goes, and its text. A relative path counts from the project.
    pub files: Vec<(PathBuf, String)>,
    /// Programs with their arguments, in their order. `None` of these needs a shell.
    pub commands: Vec<Vec<String>>,
    /// What a person has to know or to do.
    pub notes: Vec<String>,
}

/// The project and the program that a schedule is about.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'s> {
    /// The root of the project.
    pub project: &'s Path,
    /// The program's file.
    pub program: &'s Path,
    /// The user's home.
    pub home: &'s Path,
    /// The target's name.
    pub target: &'s str,
}

/// What sets a scheduler up for a target of the project at `subject`.
#[must_use]
pub fn install(scheduler: Scheduler, subject: Subject<'_>) -> Schedule {
    match scheduler {
        Scheduler::Systemd => systemd(subject),
        Scheduler::Cron => cron(subject),
        Scheduler::Launchd => launchd(subject),
        Scheduler::Windows => windows(subject),
        Scheduler::Github => elsewhere(github(subject.target)),
        Scheduler::Gitlab => elsewhere(gitlab(subject.target)),
        Scheduler::Codeberg => elsewhere(codeberg(subject.target)),
    }
}

/// A schedule of a service, with what must be corrected in it.
fn elsewhere(mut schedule: Schedule) -> Schedule {
    schedule.notes.extend(nowhere());
    schedule
}

const LOCAL_SECRETS: &str =
    "the timer can use the system's key store and SSH keys on disk, but not the environment variables of a terminal";

fn words(parts: &[&str]) -> Vec<String> {
    parts.iter().map(|part| (*part).to_owned()).collect()
}

fn systemd(subject: Subject<'_>) -> Schedule {
    // systemd reads `%` and `\` in paths.
    let unit_text =
        |path: &Path| path.display().to_string().replace('\\', "\\\\").replace('%', "%%").replace('"', "\\\"");
    let target = subject.target;
    let name = format!("bedside-{target}");
    let units = subject.home.join(".config/systemd/user");
    let service = format!(
        "[Unit]\nDescription=Publish the website ({target}) when it is due\n\n[Service]\nType=oneshot\nWorkingDirectory={}\n\
         ExecStart=\"{}\" deploy --if-due {target}\n",
        unit_text(subject.project),
        unit_text(subject.program).replace('$', "$$"), // which a command would take for a variable
    );
    let timer = format!(
        "[Unit]\nDescription=Check every {EVERY} minutes whether the website ({target}) is due\n\n[Timer]\nOnCalendar=*:0/{EVERY}\n\
         AccuracySec=15s\nPersistent=true\n\n[Install]\nWantedBy=timers.target\n"
    );
    let timer_name = format!("{name}.timer");
    Schedule {
        files: vec![(units.join(format!("{name}.service")), service), (units.join(&timer_name), timer)],
        commands: vec![
            words(&["systemctl", "--user", "daemon-reload"]),
            words(&["systemctl", "--user", "enable", "--now", &timer_name]),
        ],
        notes: vec![
            "the timer runs while you are logged in; to run it always, use `loginctl enable-linger`".to_owned(),
            LOCAL_SECRETS.to_owned(),
        ],
    }
}

fn cron(subject: Subject<'_>) -> Schedule {
    // For cron, `%` ends the line; for the shell, a quote ends the word.
    let word = |path: &Path| format!("'{}'", path.display().to_string().replace('\'', "'\\''").replace('%', "\\%"));
    let line = format!(
        "*/{EVERY} * * * * cd {} && {} deploy --if-due {}\n",
        word(subject.project),
        word(subject.program),
        subject.target,
    );
    Schedule {
        files: vec![(PathBuf::from(".bedside/crontab"), line)],
        commands: Vec::new(),
        notes: vec!["add the line to your table with `crontab -e`".to_owned(), LOCAL_SECRETS.to_owned()],
    }
}

fn launchd(subject: Subject<'_>) -> Schedule {
    let text = |path: &Path| escape(path.display().to_string()).into_owned();
    let label = format!("bedside.{}", subject.target);
    let plist = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n\
         <plist version=\"1.0\">\n<dict>\n  <key>Label</key><string>{label}</string>\n  <key>ProgramArguments</key>\n  <array>\n    \
         <string>{}</string>\n    <string>deploy</string>\n    <string>--if-due</string>\n    <string>{}</string>\n  </array>\n  \
         <key>WorkingDirectory</key><string>{}</string>\n  <key>StartInterval</key><integer>{}</integer>\n  <key>RunAtLoad</key><true/>\n</dict>\n</plist>\n",
        text(subject.program),
        subject.target,
        text(subject.project),
        EVERY * 60,
    );
    let file = subject.home.join("Library/LaunchAgents").join(format!("{label}.plist"));
    let load = words(&["launchctl", "load", "-w", &file.display().to_string()]);
    Schedule { files: vec![(file, plist)], commands: vec![load], notes: vec![LOCAL_SECRETS.to_owned()] }
}

/// A text of XML in ASCII.
fn ascii(text: &str) -> String {
    let letter = |c: char| if c.is_ascii() { c.to_string() } else { format!("&#{};", u32::from(c)) };
    text.chars().map(letter).collect()
}

fn windows(subject: Subject<'_>) -> Schedule {
    // Windows reads such a file as UTF-16 or as its own letters, whatever stands in its head: so all is ASCII, without a head.
    let text = |path: &Path| ascii(&escape(path.display().to_string()));
    let task = format!(
        "<Task version=\"1.2\" xmlns=\"http://schemas.microsoft.com/windows/2004/02/mit/task\">\n  <Triggers>\n    \
         <TimeTrigger>\n      <StartBoundary>2026-01-01T00:00:00</StartBoundary>\n      <Enabled>true</Enabled>\n      <Repetition><Interval>PT{EVERY}M</Interval></Repetition>\n    \
         </TimeTrigger>\n  </Triggers>\n  <Settings>\n    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>\n    <StartWhenAvailable>true</StartWhenAvailable>\n    \
         <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>\n  </Settings>\n  <Actions>\n    <Exec>\n      <Command>{}</Command>\n      \
         <Arguments>deploy --if-due {}</Arguments>\n      <WorkingDirectory>{}</WorkingDirectory>\n    </Exec>\n  </Actions>\n</Task>\n",
        text(subject.program),
        subject.target,
        text(subject.project),
    );
    let name = format!("Bedside {}", subject.target);
    let file = ".bedside/task.xml";
    Schedule {
        files: vec![(PathBuf::from(file), task)],
        commands: vec![words(&[
            "schtasks",
            "/Create",
            "/F", // in the place of the one that this made before
            "/TN",
            &name,
            "/XML",
            &subject.project.join(file).display().to_string(),
        ])],
        notes: vec!["the task can use the environment variables of your Windows account".to_owned()],
    }
}

/// How a computer of someone else's gets the program: from the address of its source.
const GET: &str = concat!("cargo install bedside --locked --git ", env!("CARGO_PKG_REPOSITORY"));

/// What a person has to put right first where the program has no address yet.
fn nowhere() -> Option<String> {
    let address = env!("CARGO_PKG_REPOSITORY");
    address.contains("//example.org/").then(|| {
        format!("this version of Bedside has not been published: replace {address} in the file with the address of its source")
    })
}

fn github(target: &str) -> Schedule {
    let text = format!(
        "# Publishes the website after every change, and when a post is due.\n\
         # GitHub starts timers late, sometimes by more than an hour, and stops them in repositories without a change for 60\n\
         # days. This one therefore runs every 15 minutes, and after 30 days without a commit it makes an empty commit, which\n\
         # counts as a change. If minutes matter, use a timer on your own computer: `bedside schedule print systemd`.\n\
         name: website\non:\n  push:\n    branches: [main, master]\n  schedule:\n    - cron: \"7,22,37,52 * * * *\"\n  workflow_dispatch:\n\
         permissions:\n  contents: write\nconcurrency:\n  group: website\njobs:\n  publish:\n    runs-on: ubuntu-latest\n    steps:\n      \
         - uses: actions/checkout@v4\n      - uses: actions/cache@v4\n        with:\n          path: |\n            ~/.cargo/bin/bedside\n            .bedside/cache\n          \
         key: bedside-${{{{ github.run_id }}}}\n          restore-keys: bedside-\n      - run: command -v bedside || {GET}\n      \
         - run: bedside deploy ${{{{ github.event_name == 'schedule' && '--if-due' || '' }}}} {target}\n        env:\n          \
         # The secrets of your host, from the repository's settings, such as\n          # AWS_ACCESS_KEY_ID: ${{{{ secrets.AWS_ACCESS_KEY_ID }}}}\n          TZ: UTC\n      \
         - name: keep the timer awake\n        if: github.event_name == 'schedule'\n        run: |\n          if [ $(( $(date +%s) - $(git log -1 --format=%ct) )) -gt 2592000 ]; then\n            \
         git config user.name bedside\n            git config user.email bedside@localhost\n            git commit --allow-empty -m 'keep the timer awake'\n            git push\n          fi\n"
    );
    Schedule {
        files: vec![(PathBuf::from(".github/workflows/website.yml"), text)],
        commands: Vec::new(),
        notes: vec![
            "commit the file, and add the secrets of your host in the repository's settings under Secrets".to_owned(),
            "GitHub starts timers late, sometimes by more than an hour, and stops them after 60 days without a change; to prevent that, the file makes an empty commit after 30 days without one".to_owned(),
        ],
    }
}

fn gitlab(target: &str) -> Schedule {
    let text = format!(
        "# Publishes the website after every change, and when a post is due.\n\
         # Make a schedule under Build, Pipeline schedules, with the interval `*/10 * * * *`. GitLab deactivates schedules whose\n# owner lost access, and runs them no earlier than \
         the next run of its own timer.\nwebsite:\n  image: rust:latest\n  resource_group: website\n  cache:\n    key: bedside\n    paths: [.bedside/cache, .cargo/bin]\n  \
         variables:\n    CARGO_HOME: $CI_PROJECT_DIR/.cargo\n  rules:\n    - if: $CI_PIPELINE_SOURCE == \"schedule\"\n      variables:\n        WHEN: --if-due\n    \
         - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH\n  script:\n    - test -x .cargo/bin/bedside || {GET}\n    - .cargo/bin/bedside deploy $WHEN {target}\n"
    );
    Schedule {
        files: vec![(PathBuf::from(".gitlab-ci.yml"), text)],
        commands: Vec::new(),
        notes: vec!["commit the file, add the secrets of your host under Settings, CI/CD, Variables, and a schedule under Build, Pipeline schedules".to_owned()],
    }
}

fn codeberg(target: &str) -> Schedule {
    let text = format!(
        "# Publishes the website after every change, and when a post is due.\n\
         # Add a cron job named `website` in the repository's settings at ci.codeberg.org, with the schedule `@every 15m`.\n\
         when:\n  - event: push\n    branch: [main, master]\n  - event: cron\n    cron: website\nsteps:\n  publish:\n    image: rust:latest\n    commands:\n      - {GET}\n      \
         - if [ \"$CI_PIPELINE_EVENT\" = cron ]; then bedside deploy --if-due {target}; else bedside deploy {target}; fi\n"
    );
    Schedule {
        files: vec![(PathBuf::from(".woodpecker/website.yaml"), text)],
        commands: Vec::new(),
        notes: vec!["commit the file, and add the secrets of your host and the cron job at ci.codeberg.org".to_owned()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_cannot_break_out_of_a_schedule() {
        let subject = Subject {
            project: Path::new("/home/o'hara/50% <b>"),
            program: Path::new("/usr/bin/bedside"),
            home: Path::new("/home/o'hara"),
            target: "website",
        };
        assert_eq!(
            cron(subject).files[0].1,
            "*/5 * * * * cd '/home/o'\\''hara/50\\% <b>' && '/usr/bin/bedside' deploy --if-due website\n"
        );
        assert!(systemd(subject).files[0].1.contains("WorkingDirectory=/home/o'hara/50%% <b>\n"));
        assert!(launchd(subject).files[0].1.contains("50% &lt;b&gt;"));
        assert!(windows(subject).files[0].1.contains("<Arguments>deploy --if-due website</Arguments>"));
        let program = Path::new("C:\\Users\\Zoë\\bedside.exe");
        let task = windows(Subject { program, ..subject }).files[0].1.clone();
        assert!(task.is_ascii() && task.contains("<Command>C:\\Users\\Zo&#235;\\bedside.exe</Command>"), "{task}");
        assert!(systemd(Subject { program: Path::new("/opt/a$b"), ..subject }).files[0].1.contains("=\"/opt/a$$b\" "));
    }
}
