//! Component blocks: their YAML read, their links, pictures and claims found.

use serde_json::{Map, Value};

use crate::base::LinkKind;
use crate::diag::{Diagnostic, codes};
use crate::markdown::ComponentCall;
use crate::parse::{self, Verdict};
use crate::yaml::{Step, Yaml, unsafe_link};

use super::chart::{self, Chart};
use super::link::{From, Index};
use super::myths::{Myths, Named};
use super::names::Names;
use super::released::{self, Released};
use super::{DocumentId, LinkTarget, MediaId, ObservanceId, Taxonomy, TermId, blocks};

/// A call of a component, its arguments understood.
#[derive(Clone, Debug)]
pub struct Component {
    /// Arguments as written.
    pub arguments: Map<String, Value>,
    /// Arguments that name a file or a page of the site.
    pub resolved: Vec<(String, Argument)>,
    /// What those allowed who can be recognized in its pictures.
    pub releases: Vec<Released>,
    /// The pictures that may not be shown, since their release has ended: `None` is that of a `figure`.
    pub(super) gone: Vec<Option<usize>>,
}

/// What an argument leads to.
#[derive(Clone, Debug)]
pub enum Argument {
    /// `src`, `poster` and `captions`: a picture or file; `items/0` a picture of `gallery`.
    Medium(MediaId),
    /// `url`: a link.
    Link(LinkTarget),
    /// `myth` of the block `claim`: a claim of another document.
    Claim {
        /// The document.
        document: DocumentId,
        /// Its claim's place in the list.
        claim: usize,
    },
    /// The block `myths`: a list of myth pages.
    Myths(MythQuery),
    /// The block `chart`: its numbers.
    Chart(Box<Chart>),
}

/// Which myth pages a list shows; all conditions hold at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MythQuery {
    /// Those about a condition.
    pub condition: Option<TermId>,
    /// Those about a topic.
    pub topic: Option<TermId>,
    /// Those tagged with an observance.
    pub observance: Option<ObservanceId>,
    /// Those with a claim of this verdict.
    pub verdict: Option<Verdict>,
    /// At most so many.
    pub limit: usize,
}

/// Myth pages in a list that says no number.
const LIMIT: usize = 5;

/// What arguments are looked up in.
pub(super) struct Finder<'f> {
    pub(super) index: &'f Index<'f>,
    pub(super) names: &'f Names<'f>,
    pub(super) myths: &'f Myths<'f>,
}

/// Reads the component blocks of a document.
pub(super) fn read(
    document: &parse::ParsedDocument,
    from: From<'_>,
    finder: &Finder<'_>,
    sink: &mut Vec<Diagnostic>,
) -> Vec<Component> {
    let calls = document.body.outline.components.iter();
    let language = document.front.language.as_deref().or(document.source.language.as_deref());
    let language = language.unwrap_or(finder.index.config.language().as_str());
    let read = |call| {
        let component = one(call, from, finder, sink);
        blocks::check(call, &component.arguments, document, language, sink);
        component
    };
    calls.map(read).collect()
}

fn one(call: &ComponentCall, from: From<'_>, finder: &Finder<'_>, sink: &mut Vec<Diagnostic>) -> Component {
    let yaml = Yaml { file: from.file, text: &call.yaml, start: call.yaml_start };
    let mut arguments: Map<String, Value> = yaml.read().into(sink);
    let releases = released::read(&call.name, &mut arguments, &yaml, sink);
    let mut resolved = Vec::new();
    match call.name.as_str() {
        "claim" => {
            let claim = arguments.get("claim").and_then(Value::as_str);
            if let Some(myth) = arguments.get("myth").and_then(Value::as_str) {
                match finder.myths.find(&Named { myth, claim }, from, finder.index, &yaml) {
                    Ok(found) => resolved.push(("shown".to_owned(), found)),
                    Err(problem) => sink.push(problem),
                }
            }
        }
        "myths" => {
            // Bare `true` and `false` are truth values to YAML.
            if let Some(value) = arguments.get("verdict").and_then(Value::as_bool) {
                arguments.insert("verdict".to_owned(), Value::String(value.to_string()));
            }
            let query = query(&arguments, &yaml, finder.names, sink);
            resolved.push(("shown".to_owned(), Argument::Myths(query)));
        }
        "faq" => questions(&arguments, &yaml, sink),
        "chart" => {
            let chart = chart::read(&arguments, &yaml, sink);
            resolved.extend(chart.map(|chart| ("drawing".to_owned(), Argument::Chart(Box::new(chart)))));
        }
        "gallery" => resolved.extend(pictures(&arguments, &yaml, |text| finder.index.medium(text, from.file), sink)),
        _ => {}
    }
    for (key, value) in &mut arguments {
        let Value::String(text) = value else { continue };
        match key.as_str() {
            "src" | "poster" | "captions" => match finder.index.medium(text, from.file) {
                Some(medium) => resolved.push((key.clone(), Argument::Medium(medium))),
                None => sink.push(missing(text, &yaml, &[Step::Key(key.as_str())])),
            },
            "url" if LinkKind::of(text) == LinkKind::Unsafe => {
                sink.push(not_allowed(text, &yaml, key));
                text.clear();
            }
            "url" => resolved.push((key.clone(), Argument::Link(finder.index.target(text, from)))),
            _ => {}
        }
    }
    Component { arguments, resolved, releases, gone: Vec::new() }
}

/// What the block `myths` asks for.
fn query(arguments: &Map<String, Value>, yaml: &Yaml<'_>, names: &Names<'_>, sink: &mut Vec<Diagnostic>) -> MythQuery {
    let text = |key| arguments.get(key).and_then(Value::as_str);
    let mut term = |key, taxonomy| {
        let word = text(key)?;
        let place = || yaml.place(&[Step::Key(key)]);
        names.term(taxonomy, word, sink.len()).map_err(|problem| sink.push(problem.at(place()))).ok()
    };
    let condition = term("condition", Taxonomy::Conditions);
    let topic = term("topic", Taxonomy::Topics);
    let verdict = text("verdict").and_then(|word| {
        let found = Verdict::named(word);
        if found.is_none() {
            sink.push(
                Diagnostic::new(&codes::BAD_COMPONENT, format!("`{word}` is not a verdict"))
                    .at(yaml.place(&[Step::Key("verdict")]))
                    .did_you_mean(word, Verdict::WORDS.iter().copied())
                    .help(format!("expected one of {}", Verdict::WORDS.join(", "))),
            );
        }
        found
    });
    let observance = text("observance").and_then(|id| {
        let place = || yaml.place(&[Step::Key("observance")]);
        names.observance(id, sink.len()).map_err(|problem| sink.extend(problem.map(|problem| problem.at(place())))).ok()
    });
    let limit = arguments.get("limit").and_then(Value::as_u64).and_then(|limit| usize::try_from(limit).ok());
    MythQuery { condition, topic, observance, verdict, limit: limit.unwrap_or(LIMIT) }
}

/// Each item of the block `faq` is a question and its answer.
fn questions(arguments: &Map<String, Value>, yaml: &Yaml<'_>, sink: &mut Vec<Diagnostic>) {
    let items = arguments.get("items").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    for (at, item) in items.iter().enumerate() {
        let has = |key| item.get(key).and_then(Value::as_str).is_some_and(|text| !text.trim().is_empty());
        let others = item.as_object().is_some_and(|item| item.keys().any(|key| key != "question" && key != "answer"));
        if !has("question") || !has("answer") || others {
            let diagnostic = Diagnostic::new(&codes::BAD_COMPONENT, "an item of `faq` needs a question and an answer")
                .at(yaml.place(&[Step::Key("items"), Step::Item(at)]))
                .help("write `- question: \"...\"` and below it `answer: \"...\"`, both in quotes");
            sink.push(diagnostic);
        }
    }
}

/// The pictures of the block `gallery`.
fn pictures(
    arguments: &Map<String, Value>,
    yaml: &Yaml<'_>,
    find: impl Fn(&str) -> Option<MediaId>,
    sink: &mut Vec<Diagnostic>,
) -> Vec<(String, Argument)> {
    let mut resolved = Vec::new();
    let items = arguments.get("items").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    for (at, item) in items.iter().enumerate() {
        let Some(text) = item.get("src").and_then(Value::as_str) else { continue };
        match find(text) {
            Some(medium) => resolved.push((format!("items/{at}"), Argument::Medium(medium))),
            None => sink.push(missing(text, yaml, &[Step::Key("items"), Step::Item(at), Step::Key("src")])),
        }
    }
    resolved
}

fn missing(written: &str, yaml: &Yaml<'_>, path: &[Step<'_>]) -> Diagnostic {
    Diagnostic::new(&codes::MISSING_PICTURE, format!("there is no file `{written}`"))
        .at(yaml.place(path))
        .help("put files next to the document; pictures may be in `static/` too, where the name starts with `/`")
}

fn not_allowed(written: &str, yaml: &Yaml<'_>, key: &str) -> Diagnostic {
    unsafe_link(written).at(yaml.place(&[Step::Key(key)]))
}
