//! Filters for theme authors, in addition to Tera's.
//!
//! In: a value and arguments of a template. Out: another value. Invariant: the same input gives the same output.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use tera::{Kwargs, State, Tera, TeraResult, Value};

use crate::base::slugify;

/// Characters that are not encoded in an address: unreserved characters (RFC 3986, section 2.3).
const PART: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
/// The same with slashes, for paths.
const PATH: &AsciiSet = &PART.remove(b'/');

/// Every filter that a template may use, for messages.
pub(super) const NAMES: [&str; 45] = [
    "abs",
    "capitalize",
    "default",
    "escape",
    "escape_html",
    "escape_xml",
    "fill",
    "first",
    "float",
    "get",
    "group_by",
    "indent",
    "int",
    "join",
    "json_encode",
    "keys",
    "last",
    "length",
    "linebreaksbr",
    "listed",
    "lower",
    "newlines_to_br",
    "nth",
    "pairs",
    "pluralize",
    "replace",
    "reverse",
    "round",
    "safe",
    "slice",
    "slugify",
    "sort",
    "split",
    "str",
    "striptags",
    "title",
    "trim",
    "trim_end",
    "trim_start",
    "truncate",
    "unique",
    "upper",
    "urlencode",
    "urlencode_strict",
    "values",
];

/// Registers the filters that authors of Tera know and its second edition has dropped.
pub(super) fn register(tera: &mut Tera) {
    tera.register_filter("urlencode", |text: &str, _: Kwargs, _: &State<'_>| {
        utf8_percent_encode(text, PATH).to_string()
    });
    tera.register_filter("urlencode_strict", |text: &str, _: Kwargs, _: &State<'_>| {
        utf8_percent_encode(text, PART).to_string()
    });
    tera.register_filter("slugify", |text: &str, _: Kwargs, _: &State<'_>| slugify(text));
    tera.register_filter("striptags", |text: &str, _: Kwargs, _: &State<'_>| without_tags(text));
    tera.register_filter("linebreaksbr", |text: &str, _: Kwargs, _: &State<'_>| {
        Value::safe_string(&crate::base::escape_text(text).replace('\n', "<br>"))
    });
    tera.register_filter("json_encode", |value: &Value, _: Kwargs, _: &State<'_>| {
        serde_json::to_string(value).map_err(|problem| tera::Error::message(problem.to_string()))
    });
    tera.register_filter("slice", slice);
    tera.register_filter("listed", listed);
}

/// A part of a list: `| slice(start=1, end=4)`.
#[expect(clippy::needless_pass_by_value, reason = "the shape of a filter")]
fn slice(list: Vec<Value>, bounds: Kwargs, _: &State<'_>) -> TeraResult<Vec<Value>> {
    let start = bounds.get::<usize>("start")?.unwrap_or(0).min(list.len());
    let end = bounds.get::<usize>("end")?.unwrap_or(list.len()).clamp(start, list.len());
    Ok(list.into_iter().skip(start).take(end - start).collect())
}

/// A list as in a sentence: `| listed(two=words.list_two, last=words.list_last)`.
#[expect(clippy::needless_pass_by_value, reason = "the shape of a filter")]
fn listed(items: Vec<String>, patterns: Kwargs, _: &State<'_>) -> TeraResult<String> {
    let two = patterns.must_get::<&str>("two")?;
    let last = patterns.must_get::<&str>("last")?;
    let joined =
        |pattern: &str, before: &str, end: &str| spanish(pattern, end).replace("{list}", before).replace("{last}", end);
    Ok(match items.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [one, other] => joined(two, one, other),
        [before @ .., end] => joined(last, &before.join(", "), end),
    })
}

/// In Spanish, `y` is `e` before the sound of another i.
fn spanish(pattern: &str, next: &str) -> String {
    let next = next.to_lowercase();
    let same = next.starts_with(['i', 'í']) || (next.starts_with("hi") && !next.starts_with("hie"));
    if same { pattern.replace(" y ", " e ") } else { pattern.to_owned() }
}

/// The words between the tags of HTML.
fn without_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut inside = false;
    for c in text.chars() {
        match c {
            '<' => inside = true,
            '>' if inside => inside = false,
            _ if !inside => out.push(c),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(template: &str) -> String {
        let mut tera = Tera::new();
        register(&mut tera);
        tera.add_raw_template("t.html", template).unwrap();
        let mut context = tera::Context::new();
        context.insert("list", &[1, 2, 3, 4]);
        context.insert("text", "12 Alder St/B & Söhne");
        tera.render("t.html", &context).unwrap()
    }

    #[test]
    fn authors_of_tera_find_their_filters() {
        let cases = [
            ("{{ text | urlencode | safe }}", "12%20Alder%20St/B%20%26%20S%C3%B6hne"),
            ("{{ text | urlencode_strict | safe }}", "12%20Alder%20St%2FB%20%26%20S%C3%B6hne"),
            ("{{ text | slugify }}", "12-alder-st-b-sohne"),
            ("{{ '<p>a <b>b</b></p>' | striptags }}", "a b"),
            ("{{ 'a <\nb' | linebreaksbr }}", "a &lt;<br>b"),
            ("{{ ['a'] | listed(two='{list} and {last}', last='{list}, and {last}') }}", "a"),
            ("{{ ['a', 'b'] | listed(two='{list} and {last}', last='{list}, and {last}') }}", "a and b"),
            ("{{ ['a', 'b', 'c'] | listed(two='{list} and {last}', last='{list}, and {last}') }}", "a, b, and c"),
            ("{{ ['español', 'inglés'] | listed(two='{list} y {last}', last='{list} y {last}') }}", "español e inglés"),
            ("{{ list | json_encode }}", "[1,2,3,4]"),
            ("{{ list | slice(start=1, end=3) | join(sep='-') }}", "2-3"),
        ];
        for (template, expected) in cases {
            assert_eq!(drawn(template), expected, "{template}");
        }
    }

    #[test]
    fn every_filter_of_the_list_is_there() {
        for name in NAMES {
            let mut tera = Tera::new();
            register(&mut tera);
            tera.register_filter("fill", |text: &str, _: Kwargs, _: &State<'_>| text.to_owned());
            let used = tera.add_raw_template("t.html", &format!("{{{{ x | {name} }}}}"));
            assert!(used.is_ok(), "{name}: {used:?}");
        }
    }
}
