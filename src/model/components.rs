//! Component blocks: their YAML read, their links and pictures found.

use serde_json::{Map, Value};

use crate::base::LinkKind;
use crate::diag::{Diagnostic, codes};
use crate::parse;
use crate::yaml::{Step, Yaml};

use super::link::{From, Index};
use super::{MediaId, Target};

/// A call of a component, its arguments understood.
#[derive(Clone, Debug)]
pub struct Component {
    /// Arguments as written.
    pub arguments: Map<String, Value>,
    /// Arguments that name a file or a page of the site.
    pub resolved: Vec<(String, Argument)>,
}

/// What an argument leads to.
#[derive(Clone, Debug)]
pub enum Argument {
    /// `src`, `poster` and `captions`: a picture or file.
    Medium(MediaId),
    /// `url`: a link.
    Link(Target),
}

/// Reads the component blocks of a document.
pub(super) fn read(
    document: &parse::Document,
    from: From<'_>,
    index: &Index<'_>,
    sink: &mut Vec<Diagnostic>,
) -> Vec<Component> {
    let calls = document.body.outline.components.iter();
    calls.map(|call| one(call, from, index, sink)).collect()
}

fn one(call: &parse::ComponentCall, from: From<'_>, index: &Index<'_>, sink: &mut Vec<Diagnostic>) -> Component {
    let yaml = Yaml { file: from.file, text: &call.yaml, start: call.yaml_start };
    let mut arguments: Map<String, Value> = yaml.read().into(sink);
    let mut resolved = Vec::new();
    for (key, value) in &mut arguments {
        let Value::String(text) = value else { continue };
        match key.as_str() {
            "src" | "poster" | "captions" => match index.medium(text, from.file) {
                Some(medium) => resolved.push((key.clone(), Argument::Medium(medium))),
                None => sink.push(missing(text, &yaml, key)),
            },
            "url" if LinkKind::of(text) == LinkKind::Unsafe => {
                sink.push(not_allowed(text, &yaml, key));
                text.clear();
            }
            "url" => resolved.push((key.clone(), Argument::Link(index.target(text, from)))),
            _ => {}
        }
    }
    Component { arguments, resolved }
}

fn missing(written: &str, yaml: &Yaml<'_>, key: &str) -> Diagnostic {
    Diagnostic::new(&codes::MISSING_PICTURE, format!("there is no file `{written}`"))
        .at(yaml.place(&[Step::Key(key)]))
        .help("files stand beside the document, or in `static/` where the name starts with `/`")
}

fn not_allowed(written: &str, yaml: &Yaml<'_>, key: &str) -> Diagnostic {
    Diagnostic::new(&codes::UNSAFE_LINK, format!("a link to `{written}` is not allowed"))
        .at(yaml.place(&[Step::Key(key)]))
        .help("links may begin with `https:`, `http:`, `mailto:` or `tel:`, or lead to a page of this site")
}
