//! `bedside review`: sign off the current text of a document.

use std::path::{Component, Path, PathBuf};

use clap::Args;
use jiff::civil::Date;

use crate::base::VPath;
use crate::compile::{Request, compile};
use crate::diag::{Diagnostic, Outcome, did_you_mean};
use crate::model::{Document, Site};
use crate::parse::{Conflicts, Reviewed, Signature, sign};
use crate::source::Kind;
use crate::world::{DiskWorld, World};
use crate::write::replace;
use crate::yaml::Step;

use super::clock::{GivenNow, parse_now};
use super::project::{ProjectArgs, prefix};
use super::report::{Look, ReportFormat, report};
use super::summary::Summary;
use super::visible::visible;
use super::{Exit, Io, Stop};

/// Largest document, in bytes; larger ones are no documents.
const LARGEST: u64 = 10 * 1024 * 1024;

/// The byte order mark, which stays where it stood.
const MARK: &str = "\u{FEFF}";

/// Sign off the current text of a document
///
/// Writes the reviewer, the date and a fingerprint of the text into the front matter, and changes nothing else. If the
/// text changes later, every check and the page itself say so until someone reviews it again.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  bedside review content/articles/flu-shots.md --by jane-doe\n  bedside review flu-shots --by jane-doe --on 2026-11-20"
)]
pub(super) struct ReviewArgs {
    /// The document: its file, its address on the site, or the last part of its address
    document: String,
    /// The reviewer: the name of a file in `content/people`, without `.md`
    #[arg(long, value_name = "PERSON")]
    by: String,
    /// The day of the review [default: today]
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
    /// The reviewer's conflicts of interest: `none`, or a sentence that readers see
    #[arg(long, value_name = "TEXT")]
    conflicts: Option<String>,
    /// Review as if it were this date, such as `2026-11-23`
    #[arg(long, value_name = "DATE", value_parser = parse_now)]
    now: Option<GivenNow>,
    /// Where the project is
    #[command(flatten)]
    project: ProjectArgs,
}

/// Signs the document and prints what is in it now.
///
/// # Errors
/// A [`Stop`] if there is no project, no such document or person, the reviewer is an author, the day is in the future,
/// or the file cannot be changed.
pub(super) fn run(args: &ReviewArgs, io: &mut Io<'_>) -> Result<Exit, Stop> {
    let world = args.project.open(args.now.as_ref(), &io.surroundings)?;
    let prefix = prefix(world.root(), &io.surroundings.folder);
    let Outcome { value: compiled, diagnostics } = compile(&world, &Request::default());
    let look =
        |io: &Io<'_>| Look { colour: io.surroundings.colour_messages(), prefix: prefix.clone(), ..Look::default() };
    let Some(compiled) = compiled else {
        io.message(&report(ReportFormat::Human, &diagnostics, &world, &Summary::default(), &look(io)));
        return Ok(Exit::Errors);
    };
    let site = &compiled.site;
    let place = Asked { written: &args.document, root: world.root(), working: &io.surroundings.folder };
    let file = place.find(site, &diagnostics)?;
    let document = site.documents.iter().find(|document| document.parsed.source.path == file).map(AsRef::as_ref);
    let errors = errors_of(&file, document, &diagnostics);
    let (Some(document), true) = (document, errors.is_empty()) else {
        io.message(&report(ReportFormat::Human, &errors, &world, &Summary::default(), &look(io)));
        let message = format!("`{file}` has errors, so it was not signed; nothing was changed");
        return Err(Stop::failed(message).help("correct them, and ask the reviewer to read the corrected text"));
    };
    refuse_reviewer(&args.by, document, site)?;
    let on = args.on.unwrap_or(site.today);
    if on > site.today {
        let message = format!("`--on {on}` is in the future: today is {}", site.today);
        return Err(Stop::usage(message).help("give the day of the review, which cannot be in the future"));
    }
    let due = document.parsed.front.reviewed.as_ref().and_then(|reviewed| reviewed.due).filter(|due| *due > site.today);
    let is_same = document.parsed.front.reviewed.as_ref().is_some_and(|reviewed| reviewed.by == args.by);
    let conflicts = match &args.conflicts {
        Some(text) => Conflicts::Are(text),
        None if is_same => Conflicts::Stay,
        None => Conflicts::Go,
    };
    write(&world, &file, Signature { by: &args.by, on, keep_due: due.is_some(), conflicts })?;
    let next = Reviewed { by: args.by.clone(), on, due, fingerprint: None, conflicts: None };
    let next = site.review_due(&next).map_or(String::new(), |due| format!("; the next review is due on {due}"));
    io.print(&format!("{}: reviewed by {} on {on}{next}\n", visible(&format!("{prefix}{file}")), visible(&args.by)));
    Ok(Exit::Fine)
}

fn write(world: &DiskWorld, file: &VPath, signature: Signature<'_>) -> Result<(), Stop> {
    let unreadable = |reason: String| Stop::failed(format!("`{file}` cannot be read: {reason}"));
    let old = world.read(file, LARGEST).map_err(|problem| unreadable(problem.to_string()))?;
    let text = std::str::from_utf8(&old).map_err(|error| unreadable(error.to_string()))?;
    let (mark, text) = text.strip_prefix(MARK).map_or(("", text), |rest| (MARK, rest));
    let Some(signed) = sign(text, signature) else {
        let message = format!("the front matter of `{file}` is written in a way that cannot be changed safely");
        let help = "write one key on each line, with the keys of `reviewed:` below it; nothing was changed";
        return Err(Stop::failed(message).help(help));
    };
    let new = format!("{mark}{signed}");
    if new.as_bytes() == old {
        return Ok(());
    }
    replace(world.root(), file, &old, new.as_bytes()).map_err(|error| {
        Stop::failed(format!("`{file}` cannot be written: {error}")).help(
            "the file is unchanged; check that you have permission to write there, and that no editor is saving it",
        )
    })
}

/// The errors of a document, but for those of the review that is about to be replaced.
fn errors_of(file: &VPath, document: Option<&Document>, diagnostics: &[Diagnostic]) -> Vec<Diagnostic> {
    let path = [Step::Key("reviewed")];
    let old = document.filter(|document| document.parsed.yaml().has(&path)).and_then(|document| {
        let (key, value) = (document.parsed.key_place(&path).range?, document.parsed.place(&path).range?);
        Some(key.start..value.end)
    });
    let old = old.unwrap_or_default();
    let of_document = |diagnostic: &&Diagnostic| {
        let place = diagnostic.place.as_ref().filter(|place| place.file == *file);
        let is_old = |range: &std::ops::Range<usize>| old.contains(&range.start) && range.end <= old.end;
        diagnostic.is_error() && place.is_some_and(|place| !place.range.as_ref().is_some_and(is_old))
    };
    diagnostics.iter().filter(of_document).cloned().collect()
}

fn refuse_reviewer(by: &str, document: &Document, site: &Site) -> Result<(), Stop> {
    let people = site.documents.iter().map(|document| &document.parsed.source).filter(|s| s.kind == Kind::Person);
    let mut known: Vec<&str> = people.map(|source| source.stem.as_str()).collect();
    known.sort_unstable();
    known.dedup();
    if !known.contains(&by) {
        let stop = Stop::usage(format!("there is no person `{by}`")).helps(did_you_mean(by, known));
        return Err(
            stop.help(format!("a person has a file `content/people/{by}.md`; `bedside new person` creates one"))
        );
    }
    if document.parsed.front.authors.iter().any(|author| author == by) {
        let message = format!("`{by}` wrote this document and cannot review it");
        return Err(Stop::usage(message).help("a review needs a second person: ask a colleague to sign it off"));
    }
    Ok(())
}

/// A document as someone named it.
struct Asked<'a> {
    written: &'a str,
    root: &'a Path,
    working: &'a Path,
}

impl Asked<'_> {
    /// The file that is meant. A document that could not be read is known by its errors alone.
    fn find(&self, site: &Site, diagnostics: &[Diagnostic]) -> Result<VPath, Stop> {
        let documents: Vec<&Document> = site.documents.iter().map(AsRef::as_ref).collect();
        let files = || {
            let unread = diagnostics.iter().filter_map(|diagnostic| Some(&diagnostic.place.as_ref()?.file));
            let unread = unread.filter(|file| file.below("content").is_some() && file.extension() == "md");
            documents.iter().map(|document| &document.parsed.source.path).chain(unread)
        };
        for name in self.file_names() {
            if let Some(file) = files().find(|file| file.as_str() == name) {
                return Ok(file.clone());
            }
        }
        let path = site.config.url.within(self.written).unwrap_or(self.written);
        let path = format!("/{}/", path.trim_matches('/'));
        if let Some(id) = site.at_path(&path) {
            return Ok(site.document(id).parsed.source.path.clone());
        }
        let is_named = |document: &&&Document| {
            document.parsed.source.stem == self.written || document.path.ends_with(&format!("/{}/", self.written))
        };
        let found: Vec<&&Document> = documents.iter().filter(is_named).collect();
        match found[..] {
            [one] => Ok(one.parsed.source.path.clone()),
            [] => {
                let stop = Stop::usage(format!("there is no document `{}`", self.written));
                let stems = documents.iter().map(|document| document.parsed.source.stem.as_str());
                Err(stop
                    .helps(did_you_mean(self.written, stems))
                    .help("name its file, such as `content/articles/flu-shots.md`, or its address on the site"))
            }
            _ => {
                let files = found.iter().map(|document| format!("`{}`", document.parsed.source.path));
                let stop = Stop::usage(format!("`{}` matches more than one document", self.written));
                Err(stop.help(format!("name its file: {}", files.collect::<Vec<_>>().join(", "))))
            }
        }
    }

    /// The files of the project that the words may mean: seen from the working folder, then from the project's; the file itself,
    /// or the one in a folder of that name.
    fn file_names(&self) -> Vec<String> {
        let root = lexical(&self.working.join(self.root));
        let mut names = Vec::new();
        for from in [self.working, self.root] {
            let path = lexical(&self.working.join(from).join(self.written));
            let Some(name) = path.strip_prefix(&root).ok().and_then(Path::to_str) else { continue };
            names.extend([name.to_owned(), format!("{name}.md"), format!("{name}/index.md")]);
        }
        names
    }
}

/// A path without `.` and `..`, by its words alone.
fn lexical(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                out.pop();
            }
            other => out.push(other),
        }
    }
    out
}
