//! The theme's templates, read through the world.

use std::borrow::Cow;
use std::collections::BTreeMap;

use tera::{Kwargs, State, Tera, TeraResult};

use crate::base::VPath;
use crate::diag::{Diagnostic, Outcome};
use crate::source::SourceSet;
use crate::world::{World, read_text};

use super::{error, filters};

/// Largest template, in bytes.
const LARGEST: u64 = 1024 * 1024;

/// Loaded templates.
pub struct Templates {
    pub(super) tera: Tera,
    /// The file of each template, for messages.
    pub(super) files: BTreeMap<String, Template>,
}

/// A template's file and text.
pub(super) struct Template {
    pub(super) file: VPath,
    pub(super) text: String,
}

impl Templates {
    /// Loads all templates. A template with an error is reported and left empty, so that errors of others are found too.
    #[must_use]
    pub fn load(world: &dyn World, sources: &SourceSet) -> Outcome<Self> {
        let mut diagnostics = Vec::new();
        let mut files = BTreeMap::new();
        for (name, file) in &sources.templates {
            match read_text(world, file, LARGEST) {
                Ok(text) => {
                    files.insert(name.clone(), Template { file: file.clone(), text });
                }
                Err(problem) => {
                    diagnostics.push(problem.told(file));
                }
            }
        }
        let tera = compile(&files, &mut diagnostics);
        Outcome { value: Self { tera, files }, diagnostics }
    }
}

fn compile(files: &BTreeMap<String, Template>, sink: &mut Vec<Diagnostic>) -> Tera {
    let mut broken: Vec<String> = Vec::new();
    loop {
        let mut tera = engine();
        let text = |(name, template): (&String, &Template)| {
            let text = if broken.contains(name) { "" } else { template.text.as_str() };
            (name.clone(), text.to_owned())
        };
        let Err(problem) = tera.add_raw_templates(files.iter().map(text)) else { return tera };
        let found = error::loading(&problem, files);
        let again = found.template.filter(|name| !broken.contains(name));
        sink.push(found.diagnostic);
        match again {
            Some(name) => broken.push(name),
            None => return engine(),
        }
    }
}

fn engine() -> Tera {
    let mut tera = Tera::new();
    tera.register_filter("fill", fill);
    filters::register(&mut tera);
    tera
}

/// The filter `fill`: puts values into the gaps of an interface word, `"{n} minutes" | fill(n=5)`.
#[expect(clippy::needless_pass_by_value, reason = "the shape of a filter")]
fn fill(word: &str, values: Kwargs, _: &State<'_>) -> TeraResult<String> {
    let mut out = Cow::Borrowed(word);
    for (key, value) in values.deserialize::<BTreeMap<String, serde_json::Value>>()? {
        let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        out = Cow::Owned(out.replace(&format!("{{{key}}}"), &value));
    }
    Ok(out.into_owned())
}
