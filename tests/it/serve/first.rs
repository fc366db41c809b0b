//! The first minute: `bedside` alone at a terminal, down to the desk of a site that was not there before.
//!
//! The terminal is one of `script` (util-linux), and the browser is a program that notes the address; where there is no
//! `script`, a test says `NOT CHECKED` and passes.

#![allow(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "these tests run the program, and say what is not checked"
)]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use tempfile::TempDir;

/// A person at a terminal.
struct Person {
    folder: TempDir,
    running: Child,
    types: Option<ChildStdin>,
    reads: BufReader<ChildStdout>,
}

impl Drop for Person {
    fn drop(&mut self) {
        // Most have ended by themselves.
        let _ = self.running.kill();
        let _ = self.running.wait();
    }
}

/// The secret that a page of the form sends back.
fn secret_of(page: &str) -> &str {
    page.split("name=\"secret\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a secret")
}

impl Person {
    /// Asks for the form in the browser; its address, which the browser was opened at.
    fn opens_the_form(&mut self) -> String {
        self.until("Start one?");
        self.types("b");
        self.until("The assistant for a new site is at http://");
        let address = self.line().trim_end_matches("/_bedside/").to_owned();
        assert_eq!(read(&self.path(".opened")).trim(), format!("http://{address}/_bedside/"));
        address
    }

    /// Starts `bedside` in a folder of its own, or below it; `None` where there is no terminal to be had.
    fn at(folder: TempDir, below: &str) -> Option<Self> {
        use std::os::unix::fs::PermissionsExt as _;
        let bin = folder.path().join(".bin");
        std::fs::create_dir_all(&bin).expect("a folder");
        let browser = bin.join("xdg-open");
        let note = folder.path().join(".opened");
        // A pipe: whoever reads the address waits for the browser to be opened.
        Command::new("mkfifo").arg(&note).status().expect("a pipe");
        std::fs::write(&browser, format!("#!/bin/sh\necho \"$1\" > '{}'\n", note.display())).expect("written");
        std::fs::set_permissions(&browser, std::fs::Permissions::from_mode(0o755)).expect("a program");
        let path = format!("{}:{}", bin.display(), std::env::var("PATH").unwrap_or_default());
        let started = Command::new("script")
            .args(["-qefc", env!("CARGO_BIN_EXE_bedside"), "/dev/null"])
            .current_dir(folder.path().join(below))
            .env("PATH", path)
            .env("TZ", "America/Chicago")
            .env("TERM", "dumb")
            .env_remove("SOURCE_DATE_EPOCH")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        let Ok(mut running) = started else {
            eprintln!("NOT CHECKED: there is no `script`, so no terminal");
            return None;
        };
        let types = running.stdin.take();
        let reads = BufReader::new(running.stdout.take().expect("a pipe"));
        Some(Self { folder, running, types, reads })
    }

    fn types(&mut self, line: &str) {
        writeln!(self.types.as_mut().expect("a terminal"), "{line}").expect("typed");
    }

    /// Reads the terminal until it says something; gives all of it.
    fn until(&mut self, said: &str) -> String {
        let mut all = Vec::new();
        while !String::from_utf8_lossy(&all).contains(said) {
            let mut byte = [0];
            let length = self.reads.read(&mut byte).expect("readable");
            assert!(length == 1, "`{said}` was never said: {}", String::from_utf8_lossy(&all));
            all.push(byte[0]);
        }
        String::from_utf8_lossy(&all).into_owned()
    }

    /// The rest of the line.
    fn line(&mut self) -> String {
        let mut line = String::new();
        self.reads.read_line(&mut line).expect("a line");
        line.trim().to_owned()
    }

    /// Ends the program, and says with which code.
    fn quit(&mut self) -> i32 {
        self.types("q");
        self.until("The preview has ended.");
        drop(self.types.take());
        let mut rest = String::new();
        let _ = self.reads.read_to_string(&mut rest); // a terminal that is gone gives an error at its end
        self.running.wait().expect("ended").code().expect("a code")
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }
}

/// What a browser gets for a request.
fn ask(address: &str, request: &str) -> String {
    let mut stream = TcpStream::connect(address).expect("a connection");
    stream.write_all(request.as_bytes()).expect("sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("text");
    answer
}

fn get(address: &str, path: &str) -> String {
    ask(address, &format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"))
}

fn post(address: &str, form: &str) -> String {
    let length = form.len();
    ask(
        address,
        &format!(
            "POST /_bedside/write/site HTTP/1.1\r\nHost: {address}\r\nOrigin: http://{address}\r\nSec-Fetch-Site: same-origin\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{form}"
        ),
    )
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn a_few_answers_make_a_site_and_its_desk_opens() {
    let folder = TempDir::new().expect("a folder");
    std::fs::write(folder.path().join("letter.txt"), "mine").expect("written");
    let Some(mut person) = Person::at(folder, "") else { return };
    person.until("Start one?");
    person.types("maybe");
    person.until("answer `yes`, `no` or `b`");
    person.types("");
    person.until("Practice name");
    person.types("Main Street Clinic");
    person.until("Town");
    person.types("Springfield, MN");
    person.until("Time zone [America/Chicago]: ");
    person.types("");
    person.until("Your name");
    person.types("Jane Doe, MD");
    person.until("Telephone of the practice");
    person.types("(555) 555-0100");
    person.until("Office hours");
    person.types("");
    person.until("Folder [main-street-clinic]: ");
    person.types("");
    person.until("Created a new site in main-street-clinic");
    person.until("The desk of the practice is at http://");
    let address = person.line().trim_end_matches("/_bedside/").to_owned();
    assert_eq!(read(&person.path(".opened")).trim(), format!("http://{address}/_bedside/"));
    assert!(get(&address, "/_bedside/").contains("Desk <span>Main Street Clinic</span>"));
    assert!(get(&address, "/").contains("Main Street Clinic"));
    assert_eq!(person.quit(), 0);
    let settings = read(&person.path("main-street-clinic/bedside.yaml"));
    for line in [
        "  address:\n",
        "    city: \"Springfield\"\n",
        "    region: \"MN\"\n",
        "  phone: \"(555) 555-0100\"\n",
        "timezone: America/Chicago",
    ] {
        assert!(settings.contains(line), "{line}: {settings}");
    }
}

#[test]
fn in_a_project_its_desk_opens_from_any_folder_of_it() {
    let folder = super::command::project();
    let Some(mut person) = Person::at(folder, "content/articles") else { return };
    person.until("The desk of the practice is at http://");
    let address = person.line().trim_end_matches("/_bedside/").to_owned();
    assert_eq!(read(&person.path(".opened")).trim(), format!("http://{address}/_bedside/"));
    assert!(get(&address, "/articles/flu/").contains("Flu"));
    assert_eq!(person.quit(), 0);
}

#[test]
fn a_form_in_the_browser_makes_a_site() {
    let Some(mut person) = Person::at(TempDir::new().expect("a folder"), "") else { return };
    let address = person.opens_the_form();
    assert!(get(&address, "/").contains("Location: /_bedside/"));
    let page = get(&address, "/_bedside/");
    assert!(page.starts_with("HTTP/1.1 200") && page.contains("<h1>Start your practice"), "{page}");
    assert!(page.contains("value=\"America/Chicago\""), "the zone of the computer is filled in");
    let secret = secret_of(&page);

    let answers = "place=Springfield%2C+MN&zone=America%2FChicago&author=Jane+Doe%2C+MD&specialty=pediatrics\
                   &others=urology&color=%231d4f91";
    assert!(post(&address, &format!("name=Clinic&folder=clinic&{answers}&secret=0")).starts_with("HTTP/1.1 403"));
    let wrong = post(&address, &format!("name=&folder=..%2Fclinic&{answers}&others=wizardry&secret={secret}"));
    assert!(wrong.starts_with("HTTP/1.1 422"), "{wrong}");
    for said in
        ["the name is empty", "cannot be the name of a folder", "there is no specialty `wizardry`", "Jane Doe, MD"]
    {
        assert!(wrong.contains(said), "{said}: {wrong}");
    }
    assert!(!person.path("clinic").exists() && !person.path("../clinic").exists());

    let made = post(&address, &format!("name=Main+%26+Sons&folder=clinic&{answers}&secret={secret}"));
    assert!(made.starts_with("HTTP/1.1 302") && made.contains("Location: /_bedside/"), "{made}");
    assert!(get(&address, "/_bedside/").contains("Main &amp; Sons"), "the desk takes the place of the form");
    assert!(get(&address, "/").contains("Main &amp; Sons"));
    person.until("Created a new site in ");
    assert_eq!(person.quit(), 0);
    let settings = read(&person.path("clinic/bedside.yaml"));
    for line in
        ["  specialties: [\"pediatrics\", \"urology\"]\n", "  color: \"#1d4f91\"\n", "    city: \"Springfield\"\n"]
    {
        assert!(settings.contains(line), "{line}: {settings}");
    }
    let checked = Command::new(env!("CARGO_BIN_EXE_bedside"))
        .args(["check", "--format", "short", "-r"])
        .arg(person.path("clinic"))
        .output()
        .expect("it runs");
    let said = String::from_utf8_lossy(&checked.stdout).into_owned() + &String::from_utf8_lossy(&checked.stderr);
    assert!(checked.status.success() && !said.contains("warning"), "{said}");
}

#[test]
fn the_form_is_in_spanish_for_who_reads_spanish() {
    let Some(mut person) = Person::at(TempDir::new().expect("a folder"), "") else { return };
    let address = person.opens_the_form();
    let lines = "Accept-Language: es-MX,es;q=0.9,en;q=0.5\r\nConnection: close\r\n";
    let page = ask(&address, &format!("GET /_bedside/ HTTP/1.1\r\nHost: {address}\r\n{lines}\r\n"));
    for said in [
        "<html lang=\"es\">",
        "<h1>Comience el sitio web de su consultorio</h1>",
        "value=\"pediatrics\"> Pediatría</label>",
        "</svg> Verde azulado</label>",
        "Se crea en ",
        "Crear el sitio</button>",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    // What is wrong is said in English, as everywhere, and marked so.
    let form = format!("name=&zone=America%2FChicago&author=A&folder=x&secret={}", secret_of(&page));
    let length = form.len();
    let wrong = ask(
        &address,
        &format!(
            "POST /_bedside/write/site HTTP/1.1\r\nHost: {address}\r\nOrigin: http://{address}\r\nSec-Fetch-Site: same-origin\r\n{lines}\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n{form}"
        ),
    );
    assert!(wrong.contains("<span id=\"name-wrong\" class=\"bad\" lang=\"en\">the name is empty"), "{wrong}");
    assert!(wrong.contains("Comience el sitio web"), "{wrong}");
}

#[test]
fn a_page_of_another_site_begins_nothing() {
    let Some(mut person) = Person::at(TempDir::new().expect("a folder"), "") else { return };
    let address = person.opens_the_form();
    let page = get(&address, "/_bedside/");
    let secret = secret_of(&page);
    let form = format!("name=x&zone=UTC&author=x&folder=taken&secret={secret}");
    let head = format!(
        "POST /_bedside/write/site HTTP/1.1\r\nHost: {address}\r\nContent-Length: {}\r\nConnection: close\r\n",
        form.len()
    );
    let kind = "Content-Type: application/x-www-form-urlencoded\r\n";
    let cases = [
        ("Origin: http://evil.example\r\nSec-Fetch-Site: cross-site\r\n", kind, "403"),
        ("Sec-Fetch-Site: same-origin\r\n", kind, "403"),
        (&format!("Origin: http://{address}\r\n"), kind, "403"),
        (
            &format!("Origin: http://{address}\r\nSec-Fetch-Site: same-origin\r\n"),
            "Content-Type: text/plain\r\n",
            "415",
        ),
    ];
    for (origin, kind, status) in cases {
        let answer = ask(&address, &format!("{head}{kind}{origin}\r\n{form}"));
        assert!(answer.starts_with(&format!("HTTP/1.1 {status}")), "{origin}: {answer}");
    }
    let renamed = ask(&address, "GET /_bedside/ HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
    assert!(renamed.starts_with("HTTP/1.1 403") && !renamed.contains(secret), "{renamed}");
    assert_eq!(person.quit(), 0);
    assert!(!person.path("taken").exists());
}
