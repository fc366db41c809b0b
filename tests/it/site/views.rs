//! The reference of what templates see, and of what `theme.yaml` says: made from the structs that they are.

#![expect(clippy::disallowed_methods, reason = "the code and the handbook are read on disk")]

use std::collections::{BTreeMap, VecDeque};
use std::fmt::Write;
use std::fs;
use std::path::Path;

use bedside::theme::Part;
use proc_macro2::{Delimiter, TokenStream, TokenTree};

use super::schemas::fresh;

/// Where structs that templates see are written.
const FOLDERS: [&str; 2] = ["src/view", "src/newsletter"];

/// What templates see that is no struct: name, value, meaning.
const PLAIN: [(&str, &str, &str); 6] = [
    ("words", "texts by name", "The theme's words in the language of the page."),
    ("fragments", "HTML by name", "The files of `fragments/`, rendered once for each language."),
    ("body", "HTML", "The text of a document."),
    ("emergency", "HTML", "The emergency box of a document, if it has one."),
    ("structured_data", "JSON", "What the page is about, for search engines."),
    ("target", "text", "Where a page redirects to; only in `redirect.html`."),
];

/// A struct, or an enum of plain words.
#[derive(Debug)]
struct Shape {
    file: String,
    docs: String,
    /// Name, type without spaces, meaning.
    fields: Vec<(String, String, String)>,
    /// The words of an enum.
    words: Vec<String>,
}

#[derive(Default)]
struct Shapes(BTreeMap<String, Vec<Shape>>);

impl Shapes {
    fn read(&mut self, path: &Path) {
        let file = path.display().to_string();
        let text = fs::read_to_string(path).expect("code");
        let tokens: Vec<TokenTree> = text.parse::<TokenStream>().expect("code").into_iter().collect();
        let mut attributes = (String::new(), false);
        let mut at = 0;
        while at < tokens.len() {
            match &tokens[at..] {
                [TokenTree::Punct(sign), TokenTree::Group(group), ..] if sign.as_char() == '#' => {
                    read_attribute(&group.stream(), &mut attributes);
                    at += 1;
                }
                [TokenTree::Ident(word), TokenTree::Ident(name), rest @ ..] if *word == "struct" || *word == "enum" => {
                    let body = rest.iter().find_map(|tree| match tree {
                        TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => Some(group.stream()),
                        _ => None,
                    });
                    let (docs, is_seen) = std::mem::take(&mut attributes);
                    if let (Some(body), true) = (body, is_seen || path.ends_with("contract.rs")) {
                        let (fields, words) =
                            if *word == "struct" { (fields(body), Vec::new()) } else { (Vec::new(), words(body)) };
                        let shape = Shape { file: file.clone(), docs, fields, words };
                        self.0.entry(name.to_string()).or_default().push(shape);
                    }
                }
                [TokenTree::Ident(word), ..] if *word != "pub" => attributes = (String::new(), false),
                _ => {}
            }
            at += 1;
        }
    }

    /// The shape of a name as a file knows it: its own, else the only one.
    fn named(&self, name: &str, file: &str) -> &Shape {
        let all = self.0.get(name).unwrap_or_else(|| panic!("{file}: `{name}` is not known"));
        all.iter().find(|shape| shape.file == file).unwrap_or(&all[0])
    }
}

/// Adds an attribute's line of documentation, or that the struct is written for templates.
fn read_attribute(stream: &TokenStream, (docs, is_seen): &mut (String, bool)) {
    let text = stream.to_string();
    if let Some(line) = text.strip_prefix("doc =") {
        let line: TokenStream = line.parse().expect("a string");
        let line = line.to_string();
        let line = line.trim_matches('"').replace("\\\"", "\"").replace("\\\\", "\\");
        docs.push_str(if docs.is_empty() { "" } else { " " });
        docs.push_str(line.trim());
    }
    *is_seen |= text.starts_with("derive") && text.contains("Serialize");
}

fn fields(body: TokenStream) -> Vec<(String, String, String)> {
    let mut found = Vec::new();
    let (mut docs, mut is_hidden) = (String::new(), false);
    let mut trees = body.into_iter().peekable();
    let mut last = String::new();
    while let Some(tree) = trees.next() {
        match &tree {
            TokenTree::Punct(sign) if sign.as_char() == '#' => {
                let Some(TokenTree::Group(group)) = trees.next() else { continue };
                is_hidden |= group.stream().to_string().replace(' ', "") == "serde(skip)";
                let mut seen = (std::mem::take(&mut docs), false);
                read_attribute(&group.stream(), &mut seen);
                docs = seen.0;
            }
            TokenTree::Punct(sign) if sign.as_char() == ':' => {
                let (mut kind, mut depth) = (String::new(), 0);
                while let Some(next) = trees.peek() {
                    let sign = if let TokenTree::Punct(sign) = next { sign.as_char() } else { ' ' };
                    if sign == ',' && depth == 0 {
                        break;
                    }
                    depth += i32::from(sign == '<') - i32::from(sign == '>');
                    kind.push_str(&trees.next().expect("peeked").to_string());
                }
                if !std::mem::take(&mut is_hidden) {
                    found.push((last.clone(), kind, std::mem::take(&mut docs)));
                }
                docs.clear();
            }
            other => last = other.to_string().replace("r#", ""),
        }
    }
    found
}

/// The variants of an enum as `kebab-case`.
fn words(body: TokenStream) -> Vec<String> {
    let names = body.into_iter().filter_map(|tree| match tree {
        TokenTree::Ident(name) => Some(name.to_string()),
        _ => None,
    });
    names.map(|name| apart(&name).replace(' ', "-")).collect()
}

/// `ThisMonthView` as `this month`.
fn apart(name: &str) -> String {
    let mut out = String::new();
    for c in name.strip_suffix("View").filter(|rest| !rest.is_empty()).unwrap_or(name).chars() {
        if c.is_uppercase() && !out.is_empty() {
            out.push(' ');
        }
        out.extend(c.to_lowercase());
    }
    out
}

/// The heading of a shape, and the end of the link to it.
fn heading(name: &str) -> (String, String) {
    let title = apart(name);
    let title = title[..1].to_uppercase() + &title[1..];
    let id = title.to_lowercase().replace(' ', "-");
    (format!("{title} (`{name}`)"), format!("{id}-{}", name.to_lowercase()))
}

/// A type in words; names of shapes go into `wanted`.
fn kind(shapes: &Shapes, file: &str, text: &str, wanted: &mut VecDeque<(String, String)>) -> String {
    let text = text.trim_start_matches('&');
    let text = text.strip_prefix("'static").or_else(|| text.strip_prefix("'s")).unwrap_or(text);
    let inner = |start: &str| text.strip_prefix(start).and_then(|rest| rest.strip_suffix('>'));
    if let Some(inner) = inner("Option<") {
        return format!("{}, or nothing", kind(shapes, file, inner, wanted));
    }
    if let Some(inner) = inner("Arc<").or_else(|| inner("Box<")) {
        return kind(shapes, file, inner, wanted);
    }
    if let Some(inner) = inner("Vec<") {
        return format!("list: {}", kind(shapes, file, inner, wanted));
    }
    if let Some((_, inner)) = inner("BTreeMap<").or_else(|| inner("Map<")).and_then(|inner| inner.split_once(',')) {
        return format!("by name: {}", kind(shapes, file, inner, wanted));
    }
    if text.starts_with('(') {
        return "pairs".to_owned();
    }
    match text.rsplit("::").next().unwrap_or(text) {
        "String" | "str" => "text".to_owned(),
        "bool" => "`true` or `false`".to_owned(),
        "usize" | "u8" | "u16" | "u32" | "u64" | "i8" | "i16" | "i32" => "whole number".to_owned(),
        "f32" | "f64" => "number".to_owned(),
        "Color" => "a color, such as `#0b5c63`".to_owned(),
        "Value" => "what it is called with".to_owned(),
        name => {
            let shape = shapes.named(name, file);
            if !shape.words.is_empty() {
                return shape.words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
            }
            wanted.push_back((name.to_owned(), shape.file.clone()));
            let (title, id) = heading(name);
            let title = title.split(" (").next().unwrap_or_default().to_lowercase();
            format!("[{title}](#{id})")
        }
    }
}

fn table(shapes: &Shapes, shape: &Shape, wanted: &mut VecDeque<(String, String)>) -> String {
    let mut out = "| Name | Value | Meaning |\n| --- | --- | --- |\n".to_owned();
    for (name, text, docs) in &shape.fields {
        assert!(!docs.is_empty(), "{}: `{name}` says nothing of itself", shape.file);
        let _ =
            writeln!(out, "| `{name}` | {} | {} |", kind(shapes, &shape.file, text, wanted), docs.replace('|', "\\|"));
    }
    out
}

/// The content of pages by its name in templates, from the enum that holds it.
fn contents(shapes: &str) -> Vec<(String, String)> {
    let (_, body) = shapes.split_once("pub enum Content {\n").expect("the content of pages");
    let mut lines = body.lines();
    let mut found = Vec::new();
    while let (Some(docs), Some(variant)) = (lines.next(), lines.next()) {
        if docs.starts_with('}') {
            break;
        }
        let name = docs.split('`').nth(1).expect("a name").to_owned();
        let kind = variant.split_once('(').and_then(|(_, rest)| rest.split_once("),")).expect("a variant").0;
        found.push((name, kind.replace(' ', "")));
    }
    found
}

fn reference() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut shapes = Shapes::default();
    for folder in FOLDERS {
        for entry in walkdir::WalkDir::new(root.join(folder)).sort_by_file_name() {
            let entry = entry.expect("the code can be listed");
            if entry.path().extension().is_some_and(|extension| extension == "rs") {
                shapes.read(entry.path());
            }
        }
    }
    let view = root.join("src/view/mod.rs");
    let mut names = vec![
        ("page".to_owned(), "Frame".to_owned()),
        ("site".to_owned(), "SiteView".to_owned()),
        ("assets".to_owned(), "AssetsView".to_owned()),
    ];
    names.extend(contents(&fs::read_to_string(&view).expect("code")));
    let mut wanted = VecDeque::new();
    let mut out = "## Names in templates\n\n| Name | Value | Meaning |\n| --- | --- | --- |\n".to_owned();
    let file = view.display().to_string();
    let letter = root.join("src/newsletter/letter.rs").display().to_string();
    let names = names.iter().map(|(name, text)| (name.as_str(), text.as_str(), file.as_str()));
    for (name, text, file) in names.chain([("letter", "LetterView", letter.as_str())]) {
        let value = kind(&shapes, file, text, &mut wanted);
        let bare = text.trim_start_matches("Box<").trim_end_matches('>');
        let docs = shapes.named(bare, file).docs.replace('|', "\\|");
        let _ = writeln!(out, "| `{name}` | {value} | {docs} |");
    }
    for (name, value, meaning) in PLAIN {
        let _ = writeln!(out, "| `{name}` | {value} | {meaning} |");
    }
    out.push_str("\n## Values\n");
    let mut told: Vec<String> = Vec::new();
    while let Some((name, file)) = wanted.pop_front() {
        let key = format!("{name} {file}");
        if told.contains(&key) {
            continue;
        }
        told.push(key);
        let shape = shapes.named(&name, &file);
        let table = table(&shapes, shape, &mut wanted);
        let _ = write!(out, "\n### {}\n\n{}\n\n{table}", heading(&name).0, shape.docs);
    }
    out + &theme_file(root)
}

/// What `theme.yaml` says, from what the program makes of it.
fn theme_file(root: &Path) -> String {
    let path = root.join("src/theme/contract.rs");
    let mut shapes = Shapes::default();
    shapes.read(&path);
    let mut out = "\n## `theme.yaml`\n\nA theme with a `parent` writes only what differs. `name`, `description` and `version` say what it is.\n\n".to_owned();
    let mut wanted = VecDeque::new();
    let file = path.display().to_string();
    let whole = table(&shapes, shapes.named("Contract", &file), &mut wanted);
    out.push_str(&whole.replace("| list: pairs |", "| ids by name |"));
    let parts: Vec<String> = Part::ALL.iter().map(|part| format!("`{}`", part.key())).collect();
    let _ = writeln!(out, "\nThe names under `parts` are {}.", parts.join(", "));
    while let Some((name, file)) = wanted.pop_front() {
        let shape = shapes.named(&name, &file);
        let table = table(&shapes, shape, &mut wanted);
        let _ = write!(out, "\n### {}\n\n{}\n\n{table}", heading(&name).0, shape.docs);
    }
    out
}

#[test]
fn the_handbook_lists_what_templates_see() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/content/articles/theme-reference.md");
    let text = fs::read_to_string(&path).expect("a page of the handbook");
    let (start, end) = ("<!-- Reference, made from the code -->\n", "<!-- End of the reference -->\n");
    let (before, rest) = text.split_once(start).expect("the start of the reference");
    let (_, after) = rest.split_once(end).expect("the end of the reference");
    fresh(&path, &format!("{before}{start}\n{}\n{end}{after}", reference()));
}

#[test]
fn every_name_in_the_reference_is_one_that_templates_get() {
    // A template that prints every name at its root must not fail.
    let names = ["page.title", "site.title", "assets.css", "words.menu", "fragments.footer", "body", "structured_data"];
    let template = names.map(|name| format!("{{{{ {name} }}}}\n")).concat();
    let site =
        crate::support::Project::new().article("a", "", "Text.").write("templates/document.html", template).build();
    assert_eq!(site.errors(), "");
}
