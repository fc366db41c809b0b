//! Gives every file its role.

use std::collections::BTreeSet;

use foldhash::HashSet;
use rayon::prelude::*;

use crate::base::VPath;
use crate::config::Config;
use crate::diag::{Diagnostic, Outcome, Place, codes};
use crate::world::{BASELINE, SETTINGS, World, built_in_files, copied_stem, default_theme};

use super::{DocumentSource, Kind, SourceSet, private};

/// Sorts the files of `world` by their role; those of themes by `layers`, the lowest first.
#[must_use]
pub fn collect(world: &dyn World, config: &Config, layers: &[String]) -> Outcome<SourceSet> {
    let Outcome { value: files, diagnostics } = world.files();
    let mut collector = Collector {
        world,
        config,
        set: SourceSet::default(),
        private: BTreeSet::new(),
        copies: copies(&files),
        diagnostics,
    };
    let built_in = built_in_files();
    for name in layers {
        let found = collector.theme(&built_in, name) | collector.theme(&files, name);
        if !found {
            collector.unknown_theme(name, built_in.iter().chain(&files));
        }
    }
    for file in &files {
        collector.file(file);
    }
    Outcome { value: collector.set, diagnostics: collector.diagnostics }
}

struct Collector<'c> {
    world: &'c dyn World,
    config: &'c Config,
    set: SourceSet,
    /// Files and folders of `static/` that are left out, each reported once.
    private: BTreeSet<String>,
    /// Second versions of documents that sync programs made.
    copies: BTreeSet<VPath>,
    diagnostics: Vec<Diagnostic>,
}

impl Collector<'_> {
    /// Adds the files of one theme over those of the layers below; says whether it has any.
    fn theme(&mut self, files: &[VPath], name: &str) -> bool {
        let folder = format!("themes/{name}");
        let mut found = false;
        for file in files {
            let Some(within) = file.below(&folder) else { continue };
            found = true;
            match within.split_once('/') {
                Some(("templates", template)) if is_template(template) => {
                    self.set.templates.insert(template.to_owned(), file.clone());
                }
                Some(("templates", template)) if card_design(template).is_some() => self.card_design(template, file),
                Some(("assets", asset)) => {
                    self.set.assets.insert(asset.to_owned(), file.clone());
                }
                Some(("words", words)) if file.extension() == "yaml" => {
                    let language = words.trim_end_matches(".yaml").to_ascii_lowercase();
                    let layers = self.set.words.entry(language).or_default();
                    layers.retain(|layer| layer != file);
                    layers.push(file.clone());
                }
                _ => {}
            }
        }
        found
    }

    fn card_design(&mut self, template: &str, file: &VPath) {
        self.set.card_designs.extend(card_design(template).map(|name| (name.to_owned(), file.clone())));
    }

    fn unknown_theme<'f>(&mut self, theme: &str, files: impl Iterator<Item = &'f VPath>) {
        let name = |file: &VPath| Some(file.below("themes")?.split_once('/')?.0.to_owned());
        let themes: BTreeSet<String> = files.filter_map(name).collect();
        let diagnostic = Diagnostic::new(&codes::BAD_VALUE, format!("there is no theme `{theme}`"))
            .at(Place::file(&Config::path()))
            .did_you_mean(theme, themes.iter().map(String::as_str))
            .help(format!("a theme is a folder, `themes/{theme}/`; `{}` is built in", default_theme()));
        self.diagnostics.push(diagnostic);
    }

    fn file(&mut self, path: &VPath) {
        let (folder, within) = path.as_str().split_once('/').unwrap_or(("", path.as_str()));
        match folder {
            "" if within == SETTINGS => {}
            "" if within == BASELINE => self.set.baseline = Some(path.clone()),
            "content" => self.content(path, within),
            "data" => self.set.data.push(path.clone()),
            "static" => self.statics(path, within),
            "templates" if is_template(within) => {
                self.set.templates.insert(within.to_owned(), path.clone());
            }
            "templates" if card_design(within).is_some() => self.card_design(within, path),
            "templates" if within.starts_with("archetypes/") => {}
            // What the project adds to its theme, or has instead of it.
            "assets" if !within.is_empty() => {
                self.set.assets.insert(within.to_owned(), path.clone());
            }
            "themes" => {}
            _ => self.unused(path, "templates are `.html` files"),
        }
    }

    fn content(&mut self, path: &VPath, within: &str) {
        let Some((folder, rest)) = within.split_once('/') else {
            if Kind::of_folder(within).is_some() {
                self.diagnostics.push(not_a_folder(path));
                return;
            }
            return self.unused(path, &format!("put it into one of the folders {}", folders()));
        };
        let Some(kind) = Kind::of_folder(folder) else {
            return self.unused(path, &format!("documents are kept in {}", folders()));
        };
        if self.copies.contains(path) {
            return self.copy(path);
        }
        if path.extension() != "md" {
            if matches!(path.extension().as_str(), "markdown" | "mdown" | "html" | "htm" | "xhtml" | "mdx") {
                return self.unused(path, "a document is a Markdown file whose name ends in `.md`");
            }
            self.set.neighbours.push(path.clone());
            return;
        }
        let name = rest[..rest.len() - ".md".len()].to_owned();
        let (name, language) = self.split_language(path, &name);
        let stem = match name.rsplit_once('/') {
            Some((parents, "index")) => parents.rsplit('/').next().unwrap_or(parents).to_owned(),
            Some((_, last)) => last.to_owned(),
            None => name.clone(),
        };
        let original = format!("{folder}/{}", name.trim_end_matches("/index"));
        self.set.documents.push(DocumentSource { path: path.clone(), kind, stem, original, language });
    }

    /// `flu.es` is `flu` in Spanish, where Spanish is one of the site's languages.
    fn split_language(&mut self, path: &VPath, name: &str) -> (String, Option<String>) {
        let Some((base, tag)) = name.rsplit_once('.') else { return (name.to_owned(), None) };
        let tag = tag.to_ascii_lowercase();
        if self.config.languages.find(&tag).is_some() {
            return (base.to_owned(), Some(tag));
        }
        let looks_like_language = tag.len() == 2 && tag.bytes().all(|b| b.is_ascii_alphabetic());
        if looks_like_language {
            let message = format!("this file's name ends in the language `{tag}`, which the site does not have");
            let help = format!("add `languages: [{tag}]` to `bedside.yaml`, or rename the file");
            let diagnostic = Diagnostic::new(&codes::UNKNOWN_LANGUAGE, message).at(Place::file(path));
            self.diagnostics.push(diagnostic.help(help));
            return (base.to_owned(), Some(tag));
        }
        (name.to_owned(), None)
    }

    fn copy(&mut self, path: &VPath) {
        let message = "this looks like a copy of the document next to it, so it is not used";
        let help = "compare the two, keep what you need in the original, and delete the copy; if it is a separate document, \
                    give it a name that says what it is about";
        self.diagnostics.push(Diagnostic::new(&codes::CONFLICT_COPY, message).at(Place::file(path)).help(help));
    }

    fn statics(&mut self, path: &VPath, within: &str) {
        if self.private.iter().any(|part| path.as_str() == part || path.below(part).is_some()) {
            return;
        }
        if let Some((diagnostic, part)) = private::judge(self.world, path, within) {
            self.diagnostics.push(diagnostic);
            self.private.insert(part);
            return;
        }
        let bad = within.split('/').find_map(|name| {
            let visible = name.trim_start_matches('.');
            crate::base::check_name(visible).err().map(|problem| (name, problem))
        });
        match bad {
            None => self.set.statics.push(path.clone()),
            Some((name, problem)) => {
                let message = format!("`{name}` cannot be published under this name: {problem}");
                let diagnostic = Diagnostic::new(&codes::BAD_NAME, message).at(Place::file(path));
                self.diagnostics.push(diagnostic.help("rename it"));
            }
        }
    }

    fn unused(&mut self, path: &VPath, help: &str) {
        let diagnostic = Diagnostic::new(&codes::UNUSED_FILE, "the site does not use this file");
        self.diagnostics.push(diagnostic.at(Place::file(path)).help(help.to_owned()));
    }
}

/// A file has the name of a folder of documents: what the folder held is not there.
fn not_a_folder(path: &VPath) -> Diagnostic {
    Diagnostic::new(&codes::SYMLINK, format!("`{path}` must be a folder, but a file has this name"))
        .at(Place::file(path))
        .help(format!("rename this file, create a real folder `{path}`, and put the documents in it"))
}

/// Documents whose name is that of a neighbor with the mark of a sync program or a desktop: never a second article.
fn copies(files: &[VPath]) -> BTreeSet<VPath> {
    let documents = files.iter().filter(|file| file.below("content").is_some() && file.extension() == "md");
    let all: HashSet<&VPath> = documents.collect();
    all.par_iter().filter(|file| has_original(&all, file)).map(|file| (*file).clone()).collect()
}

fn has_original(all: &HashSet<&VPath>, file: &VPath) -> bool {
    let name = file.name();
    let Some(whole) = name.strip_suffix(".md").or_else(|| name.strip_suffix(".MD")) else { return false };
    // Of both `flu.es (1).md` and `flu (1).es.md` the original is `flu.es.md`.
    let parts = [(whole, ""), whole.rsplit_once('.').map_or((whole, ""), |(stem, _)| (stem, &whole[stem.len()..]))];
    parts.into_iter().any(|(stem, language)| {
        std::iter::successors(copied_stem(stem), |shorter| copied_stem(shorter))
            .any(|original| file.join(&format!("{original}{language}.md")).is_some_and(|path| all.contains(&path)))
    })
}

fn folders() -> String {
    Kind::ALL.map(|kind| format!("`content/{}/`", kind.folder())).join(", ")
}

fn is_template(name: &str) -> bool {
    [".html", ".xml", ".txt"].iter().any(|extension| name.ends_with(extension))
}

/// The name of a design of share cards, which is a drawing: `plain` for `cards/plain.svg`.
fn card_design(template: &str) -> Option<&str> {
    template.strip_prefix("cards/")?.strip_suffix(".svg")
}
