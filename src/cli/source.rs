//! `bedside source`: references into the project's library.

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use crate::base::identifier::{doi, pmid};
use crate::base::{VPath, slugify};
use crate::compile::{Request, compile};
use crate::lookup::{Services, Silence};
use crate::reference::{Library, Reference, entries};
use crate::world::{DiskWorld, World};
use crate::write::replace;

use super::create::create_all;
use super::project::ProjectArgs;
use super::visible::visible;
use super::{Exit, Io, Stop};

/// The largest file that is added, in bytes.
const LARGEST: u64 = 32 * 1024 * 1024;

/// Add references to the project's library
#[derive(Args, Debug)]
pub(super) struct SourceArgs {
    #[command(subcommand)]
    command: SourceCommand,
}

#[derive(Debug, Subcommand)]
enum SourceCommand {
    Add(AddArgs),
}

/// Add a reference to `data/sources.*` by its PMID, its DOI, or from a file
///
/// Looks up a PMID at PubMed and a DOI at Crossref, and sends them only the identifier, the program's name and the
/// practice's email address. A file is an export from Zotero, PubMed or a journal: `.nbib`, `.ris`, `.bib` or CSL-JSON.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  bedside source add 26551272\n  bedside source add 10.1056/NEJMoa1511939\n  bedside source add ~/Downloads/citations.nbib"
)]
struct AddArgs {
    /// PMIDs, DOIs, addresses that contain one, or files
    #[arg(required = true, value_name = "PMID|DOI|FILE")]
    what: Vec<String>,
    /// Where the project is
    #[command(flatten)]
    project: ProjectArgs,
    /// Another place of PubMed and Crossref, for tests
    #[arg(long, hide = true, value_name = "URL")]
    services: Option<String>,
}

/// Adds the requested sources. Nothing is written before all of it is known.
///
/// # Errors
/// A [`Stop`] if there is no project, a service or file does not provide the source, or the library cannot be written.
pub(super) fn run(args: &SourceArgs, io: &mut Io<'_>) -> Result<Exit, Stop> {
    let SourceCommand::Add(args) = &args.command;
    let world = args.project.open(None, &io.surroundings)?;
    let compiled = compile(&world, &Request::default()).value;
    let empty = Library::default();
    let library = compiled.as_ref().map_or(&empty, |compiled| &compiled.site.library);
    let contact = compiled.as_ref().and_then(|compiled| compiled.site.config.practice.email.as_deref());
    let mut adding = Adding {
        world: &world,
        library,
        services: Services::new(contact, args.services.as_deref()),
        files: Vec::new(),
    };
    let mut said = String::new();
    for what in &args.what {
        said.push_str(&adding.add(what, io)?);
    }
    adding.write()?;
    io.print(&said);
    Ok(Exit::Fine)
}

struct Adding<'a> {
    world: &'a DiskWorld,
    library: &'a Library,
    services: Services,
    /// The files of the library that change: path, text before, text after.
    files: Vec<(VPath, Option<String>, String)>,
}

impl Adding<'_> {
    /// Takes one reference or file in; gives what to say about it.
    fn add(&mut self, what: &str, io: &Io<'_>) -> Result<String, Stop> {
        if let Ok(doi) = doi(what) {
            return self.doi(&doi);
        }
        if let Ok(pmid) = pmid(what) {
            return self.pmid(&pmid);
        }
        self.file(what, io)
    }

    /// Says where a work is already, by one of its keys.
    fn known(&self, key: &str) -> Option<String> {
        let entry = self.library.get(key)?;
        Some(format!("{}: already in the library, cite it with [@{}]\n", visible(key), visible(&entry.reference.id)))
    }

    fn pmid(&mut self, pmid: &str) -> Result<String, Stop> {
        let key = format!("pmid:{pmid}");
        if let Some(said) = self.known(&key) {
            return Ok(said);
        }
        let records = self.services.records(&[pmid.to_owned()]).map_err(silent)?;
        let Some(record) = records.into_iter().next() else {
            let message = format!("PubMed has no article with the PMID {pmid}");
            return Err(Stop::failed(message).help("check the number on the article's page; nothing was changed"));
        };
        let path = VPath::new("data/sources.nbib");
        let read = entries(&path, &record.text).value;
        let Some(reference) = read.first().filter(|reference| !reference.title.is_empty()) else {
            let message = format!("the record of PMID {pmid} has no title, so it was not added");
            return Err(Stop::failed(message).help("look at it on pubmed.ncbi.nlm.nih.gov; nothing was changed"));
        };
        let said = said(&key, reference, &path);
        self.append(&path, &record.text, "\n\n")?;
        Ok(said)
    }

    fn doi(&mut self, doi: &str) -> Result<String, Stop> {
        if let Some(said) = self.known(&format!("doi:{}", doi.to_lowercase())) {
            return Ok(said);
        }
        let Some(work) = self.services.work(doi).map_err(silent)? else {
            let message = format!("Crossref has no work with the DOI {doi}");
            return Err(Stop::failed(message).help(
                "check it on https://doi.org; for a DOI from another registrar, save the reference from the publisher's page and add that file; \
                 nothing was changed",
            ));
        };
        let path = VPath::new("data/sources.json");
        let mut items = self.items(&path)?;
        let stem = slugify(&format!(
            "{} {}",
            work.family.as_deref().unwrap_or("source"),
            work.year.map_or(String::new(), |year| year.to_string())
        ));
        let is_taken = |id: &str| {
            self.library.get(id).is_some()
                || items.iter().any(|item| item.get("id").and_then(Value::as_str) == Some(id))
        };
        let names = std::iter::once(stem.clone()).chain(('b'..='z').map(|letter| format!("{stem}-{letter}")));
        let Some(id) = names.into_iter().find(|id| !is_taken(id)) else {
            return Err(Stop::failed(format!("the library has too many sources called `{stem}`"))
                .help("give some of them different ids"));
        };
        let mut csl = work.csl;
        csl.insert("id".to_owned(), json!(id));
        items.push(Value::Object(csl));
        let text = serde_json::to_string_pretty(&items).unwrap_or_default() + "\n";
        let read = entries(&path, &text).value;
        let Some(reference) = read.last().filter(|reference| !reference.title.is_empty()) else {
            let message = format!("Crossref's record of {doi} has no title, so it was not added");
            return Err(Stop::failed(message).help("look at it on https://doi.org; nothing was changed"));
        };
        let said = said(&format!("doi:{doi}"), reference, &path);
        self.put(&path, text)?;
        Ok(said)
    }

    fn file(&mut self, what: &str, io: &Io<'_>) -> Result<String, Stop> {
        let place = io.surroundings.folder.join(what);
        let unreadable = |reason: String| {
            Stop::usage(format!("`{what}` is not a PMID, a DOI or a readable file: {reason}"))
                .help("a PMID is a number such as 26551272, a DOI begins with `10.`")
        };
        let name = place.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let folder = place.parent().map_or_else(|| self.world.root().to_path_buf(), std::path::Path::to_path_buf);
        let opened = DiskWorld::open(&folder, None).map_err(|error| unreadable(error.to_string()))?;
        let bytes = opened.read(&VPath::new(name), LARGEST).map_err(|problem| unreadable(problem.to_string()))?;
        let text = String::from_utf8(bytes).map_err(|_| {
            Stop::failed(format!("`{what}` is not UTF-8"))
                .help("export it again with UTF-8 encoding; nothing was changed")
        })?;
        let extension = place.extension().and_then(|end| end.to_str()).unwrap_or_default().to_lowercase();
        let read = entries(&VPath::new(&format!("data/sources.{extension}")), &text);
        if let Some(problem) = read.diagnostics.iter().find(|diagnostic| diagnostic.is_error()) {
            let stop = Stop::failed(format!("`{what}` cannot be added: {}", problem.message));
            return Err(stop.helps(problem.help.iter().cloned()).help("nothing was changed"));
        }
        if read.value.is_empty() {
            let message = format!("there is no reference in `{what}`");
            return Err(Stop::failed(message)
                .help("export it as CSL-JSON, BibTeX, RIS or from PubMed (`.nbib`); nothing was changed"));
        }
        let path = VPath::new(match extension.as_str() {
            "json" | "csl" | "csljson" => "data/sources.json",
            "bib" | "bibtex" => "data/sources.bib",
            "ris" => "data/sources.ris",
            "nbib" | "medline" => "data/sources.nbib",
            _ if text.trim_start().starts_with('@') => "data/sources.bib",
            _ if text.contains("PMID- ") => "data/sources.nbib",
            _ => "data/sources.ris",
        });
        let keys = |reference: &Reference| {
            reference.keys().chain([reference.id.clone()]).find(|key| self.library.get(key).is_some())
        };
        if let Some(key) = read.value.iter().find_map(keys) {
            let message = format!("`{what}` contains `{}`, which is already in the library", visible(&key));
            return Err(Stop::failed(message).help("remove it from the file, and add the rest; nothing was changed"));
        }
        let said: String = read.value.iter().map(|reference| said(what, reference, &path)).collect();
        if path.extension() == "json" {
            let mut items = self.items(&path)?;
            match serde_json::from_str(&text) {
                Ok(Value::Array(more)) => items.extend(more),
                Ok(one) => items.push(one),
                Err(error) => return Err(unreadable(error.to_string())),
            }
            self.put(&path, serde_json::to_string_pretty(&items).unwrap_or_default() + "\n")?;
        } else {
            self.append(&path, &text, "\n\n")?;
        }
        Ok(said)
    }

    /// The text of a file of the library as it will be; nothing if there is none.
    fn text(&self, path: &VPath) -> Result<Option<String>, Stop> {
        if let Some((.., text)) = self.files.iter().find(|(known, ..)| known == path) {
            return Ok(Some(text.clone()));
        }
        if !self.world.root().join(path.as_str()).exists() {
            return Ok(None);
        }
        let bytes = self
            .world
            .read(path, LARGEST)
            .map_err(|problem| Stop::failed(format!("`{path}` cannot be read: {problem}")))?;
        String::from_utf8(bytes).map(Some).map_err(|_| Stop::failed(format!("`{path}` is not UTF-8")))
    }

    /// The items of a CSL-JSON file.
    fn items(&self, path: &VPath) -> Result<Vec<Value>, Stop> {
        let Some(text) = self.text(path)? else { return Ok(Vec::new()) };
        let refused = || {
            let message = format!("`{path}` is not a list of references in CSL-JSON, so nothing can be added to it");
            Stop::failed(message).help("`bedside check` says what is wrong with it; nothing was changed")
        };
        match serde_json::from_str(text.trim_start_matches('\u{FEFF}')) {
            Ok(Value::Array(items)) => Ok(items),
            Ok(_) | Err(_) => Err(refused()),
        }
    }

    fn append(&mut self, path: &VPath, more: &str, between: &str) -> Result<(), Stop> {
        let mut text = self.text(path)?.unwrap_or_default();
        text.truncate(text.trim_end().len());
        if !text.is_empty() {
            text.push_str(between);
        }
        text.push_str(more.trim_matches(['\n', '\r']));
        text.push('\n');
        self.put(path, text)
    }

    fn put(&mut self, path: &VPath, text: String) -> Result<(), Stop> {
        if let Some((.., known)) = self.files.iter_mut().find(|(known, ..)| known == path) {
            *known = text;
            return Ok(());
        }
        let old = self.text(path)?;
        self.files.push((path.clone(), old, text));
        Ok(())
    }

    fn write(&self) -> Result<(), Stop> {
        for (path, old, text) in &self.files {
            let failed = |error: std::io::Error| {
                Stop::failed(format!("`{path}` cannot be written: {error}"))
                    .help("check that you have permission to write there, and that no other program is saving it")
            };
            match old {
                Some(old) => replace(self.world.root(), path, old.as_bytes(), text.as_bytes()).map_err(failed)?,
                None => create_all(self.world.root(), &[], &vec![(path.as_str().to_owned(), text.clone())])
                    .map_err(|(_, error)| failed(error))?,
            }
        }
        Ok(())
    }
}

/// A service that gave no answer, as the end of a command.
pub(super) fn silent(silence: Silence) -> Stop {
    Stop::failed(silence.message).help(silence.help)
}

fn said(what: &str, reference: &Reference, path: &VPath) -> String {
    let retracted = if reference.retracted { " It was RETRACTED: cite it only to discuss the retraction." } else { "" };
    format!(
        "{}: \"{}\" is in {path}, cite it with [@{}].{retracted}\n",
        visible(what),
        visible(&reference.title.to_string()),
        visible(&reference.id)
    )
}
