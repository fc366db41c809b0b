//! Draws a component: arguments checked against what the theme declares, then its template.

use serde_json::Value;
use tera::{ComponentArg, ComponentArgType, Context};

use crate::diag::{Diagnostic, Place, codes};
use crate::view::{ClaimView, ComponentView};
use crate::yaml::{Step, Yaml};

use super::{Templates, error};

/// Arguments that the program adds, never the writer.
const ADDED: [&str; 8] = ["picture", "pictures", "shown", "heading", "drawing", "numbers", "name", "in_feed"];

/// The component's HTML, or what is wrong with the call.
pub(super) fn draw(templates: &Templates, shared: &Context, call: &ComponentView) -> Result<String, Vec<Diagnostic>> {
    let name = call.name.replace('-', "_");
    let Some(definition) = templates.tera.get_component_definition(&name) else {
        let message = format!("the theme's template `components/{}.html` defines no component `{name}`", call.name);
        return Err(vec![Diagnostic::new(&codes::BAD_COMPONENT, message).at(whole(call))]);
    };
    let declared: Vec<&ComponentArg> = definition.args().iter().filter(|argument| !argument.is_implicit()).collect();
    let problems = problems(call, &declared, definition.rest_param().is_some());
    if !problems.is_empty() {
        return Err(problems);
    }
    let mut arguments = Context::new();
    for (key, value) in &call.arguments {
        arguments.insert(key.clone(), value);
    }
    for (key, value) in call.added.iter().filter(|(key, _)| declared.iter().any(|known| known.name() == *key)) {
        arguments.insert(key.clone(), value);
    }
    templates
        .tera
        .render_component_with_implicits(&name, &arguments, shared, None, true)
        .map_err(|problem| vec![error::rendering(&problem, &templates.files, &call.name, Some(&call.file))])
}

/// A claim of the document's own, as the theme's component `ui.claim` lays it out.
pub(super) fn draw_claim(
    templates: &Templates,
    shared: &Context,
    claim: &ClaimView,
) -> Result<String, Vec<Diagnostic>> {
    let mut arguments = Context::new();
    arguments.insert("claim", claim);
    templates
        .tera
        .render_component_with_implicits("ui.claim", &arguments, shared, None, true)
        .map_err(|problem| vec![error::rendering(&problem, &templates.files, &claim.id, None)])
}

fn problems(call: &ComponentView, declared: &[&ComponentArg], takes_any: bool) -> Vec<Diagnostic> {
    let yaml = Yaml { file: &call.file, text: &call.call.yaml, start: call.call.yaml_start };
    let mut problems = Vec::new();
    let known = || declared.iter().map(|argument| argument.name()).filter(|name| !ADDED.contains(name));
    for (key, value) in &call.arguments {
        let path = [Step::Key(key.as_str())];
        match declared.iter().find(|argument| argument.name() == key && !ADDED.contains(&key.as_str())) {
            None if takes_any => {}
            None => problems.push(
                Diagnostic::new(&codes::BAD_COMPONENT, format!("`{}` has no argument `{key}`", call.name))
                    .at(yaml.key_place(&path))
                    .did_you_mean(key, known())
                    .help(format!("its arguments: {}", known().collect::<Vec<_>>().join(", "))),
            ),
            Some(argument) => {
                if let Some(expected) = argument.arg_type().filter(|expected| !fits(*expected, value)) {
                    let message =
                        format!("`{key}` of `{}` must be {}, but is {}", call.name, wanted(expected), found(value));
                    problems.push(Diagnostic::new(&codes::BAD_COMPONENT, message).at(yaml.place(&path)));
                }
            }
        }
    }
    for argument in declared.iter().filter(|argument| argument.default().is_none()) {
        if !call.arguments.contains_key(argument.name()) {
            let message = format!("`{}` needs the argument `{}`", call.name, argument.name());
            let help = format!("add a line `{}:` to the block", argument.name());
            problems.push(Diagnostic::new(&codes::BAD_COMPONENT, message).at(whole(call)).help(help));
        }
    }
    problems
}

fn whole(call: &ComponentView) -> Place {
    Place::at(&call.file, call.call.range.clone())
}

fn fits(expected: ComponentArgType, value: &Value) -> bool {
    match expected {
        ComponentArgType::String => value.is_string(),
        ComponentArgType::Bool => value.is_boolean(),
        ComponentArgType::Integer => value.is_i64() || value.is_u64(),
        ComponentArgType::Float => value.is_f64(),
        ComponentArgType::Number => value.is_number(),
        ComponentArgType::Array => value.is_array(),
        ComponentArgType::Map => value.is_object(),
        _ => true,
    }
}

fn wanted(expected: ComponentArgType) -> &'static str {
    match expected {
        ComponentArgType::String => "text (put it in quotes)",
        ComponentArgType::Bool => "`true` or `false`",
        ComponentArgType::Integer => "a whole number",
        ComponentArgType::Float | ComponentArgType::Number => "a number",
        ComponentArgType::Array => "a list",
        ComponentArgType::Map => "a group of keys",
        _ => "something else",
    }
}

fn found(value: &Value) -> String {
    match value {
        Value::Null => "nothing".to_owned(),
        Value::Bool(value) => format!("`{value}`"),
        Value::Number(value) => format!("the number `{value}`"),
        Value::String(text) => format!("the text \"{text}\""),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "a group of keys".to_owned(),
    }
}
