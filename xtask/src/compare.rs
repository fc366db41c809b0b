//! `cargo xtask compare BEFORE AFTER`: what two builds of a site say differently.
//!
//! Pages are compared by what readers and programs take from them: words, links, the leaves of the structured data. Feeds are
//! compared by their entries, and by whether those have a text. Names of assets are taken without their hashes. It reads
//! pages as Bedside writes them; it is not a reader of all HTML.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use serde_json::Value;

/// How many differences of a kind are shown.
const SHOWN: usize = 5;

/// How often something occurs: what it is, by kind.
type Facts = BTreeMap<(&'static str, String), usize>;

/// Compares the two folders and prints a line for each kind and its first examples.
pub(crate) fn run(arguments: &[String]) -> Result<(), String> {
    let [before, after] = arguments else { return Err("usage: cargo xtask compare BEFORE AFTER".to_owned()) };
    let [before, after] =
        [before, after].map(|folder| read(Path::new(folder)).map_err(|error| format!("{folder}: {error}")));
    let (lost, gained) = differences(&before?, &after?);
    println!("{}{}", listed("only before", &lost), listed("only after", &gained));
    Ok(())
}

/// What each build has that the other has not, as kind, page and fact.
fn differences(
    before: &BTreeMap<String, Facts>,
    after: &BTreeMap<String, Facts>,
) -> (Vec<Difference>, Vec<Difference>) {
    let only = |these: &BTreeMap<String, Facts>, those: &BTreeMap<String, Facts>| {
        let none = Facts::new();
        let mut found = Vec::new();
        for (page, facts) in these {
            let others = those.get(page).unwrap_or(&none);
            let more = facts.iter().filter(|(fact, count)| others.get(*fact).unwrap_or(&0) < count);
            found.extend(more.map(|((kind, fact), _)| (*kind, page.clone(), fact.clone())));
        }
        found
    };
    (only(before, after), only(after, before))
}

/// Kind, page and fact.
type Difference = (&'static str, String, String);

fn listed(title: &str, found: &[Difference]) -> String {
    let mut kinds: BTreeMap<&str, Vec<&Difference>> = BTreeMap::new();
    for difference in found {
        kinds.entry(difference.0).or_default().push(difference);
    }
    let mut out = format!("{title}: {} differences\n", found.len());
    for (kind, found) in kinds {
        let _ = writeln!(out, "  {kind}: {}", found.len());
        for (_, page, fact) in found.iter().take(SHOWN) {
            let fact: String = fact.chars().take(120).collect();
            let _ = writeln!(out, "    {page}: {fact}");
        }
    }
    out
}

fn read(root: &Path) -> io::Result<BTreeMap<String, Facts>> {
    let mut pages = BTreeMap::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().into_owned();
            let facts = match name.rsplit('.').next() {
                Some("html") => page(&fs::read_to_string(&path)?),
                Some("xml") => feed(&fs::read_to_string(&path)?),
                _ => continue,
            };
            pages.insert(name, facts);
        }
    }
    Ok(pages)
}

fn page(html: &str) -> Facts {
    let mut facts = Facts::new();
    let mut add = |kind, fact: &str| *facts.entry((kind, fact.to_owned())).or_default() += 1;
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest[..at].split_whitespace().for_each(|word| add("word", word));
        let end = rest[at..].find('>').map_or(rest.len(), |end| at + end + 1);
        let tag = &rest[at..end];
        for name in ["href", "src", "content", "alt", "aria-label", "title"] {
            let value = tag.split_once(&format!(" {name}=\"")).and_then(|(_, after)| after.split_once('"'));
            // A picture within the page has no address.
            if let Some((value, _)) = value.filter(|(value, _)| !value.starts_with("data:")) {
                add(name, &without_hash(value));
            }
        }
        rest = &rest[end..];
        if tag.starts_with("<script") {
            let close = rest.find("</script>").unwrap_or(rest.len());
            if let Ok(json) = serde_json::from_str(&rest[..close]) {
                leaves("", &json, &mut |leaf| add("structured data", leaf));
            }
            rest = &rest[close..];
        }
    }
    rest.split_whitespace().for_each(|word| add("word", word));
    facts
}

/// `/assets/theme.0123456789.css` as `/assets/theme.css`.
fn without_hash(value: &str) -> String {
    let is_hash = |part: &&str| part.len() == 10 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    value.split('.').filter(|part| !is_hash(part)).collect::<Vec<_>>().join(".")
}

/// Every value that holds no other, with the names above it.
fn leaves(path: &str, value: &Value, add: &mut impl FnMut(&str)) {
    match value {
        Value::Object(fields) => fields.iter().for_each(|(name, value)| leaves(&format!("{path}.{name}"), value, add)),
        Value::Array(items) => items.iter().for_each(|item| leaves(path, item, add)),
        leaf => add(&format!("{path} = {leaf}")),
    }
}

/// The entries of an Atom or RSS feed, and the addresses of a site map.
fn feed(xml: &str) -> Facts {
    let mut facts = Facts::new();
    let text = |from: &str, name: &str| -> Option<String> {
        let after = from.split_once(&format!("<{name}"))?.1.split_once('>')?.1;
        Some(after.split_once(&format!("</{name}>"))?.0.to_owned())
    };
    for (entry, names) in [
        ("entry", ["id", "title", "updated", "summary", "content"]),
        ("item", ["guid", "title", "pubDate", "description", "content:encoded"]),
        ("url", ["loc", "lastmod", "", "", ""]),
    ] {
        for part in xml.split(&format!("<{entry}>")).skip(1) {
            let key = text(part, names[0]).unwrap_or_default();
            for name in names.into_iter().filter(|name| !name.is_empty()) {
                if let Some(value) = text(part, name) {
                    let kind = if name.starts_with("content") { "text of a feed's entry" } else { "entry of a feed" };
                    *facts.entry((kind, format!("{key} {name} {value}"))).or_default() += 1;
                }
            }
        }
    }
    facts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn differ(name: &str, [before, after]: [&str; 2]) -> (Vec<String>, Vec<String>) {
        let folders = [before, after].map(|text| {
            let folder = tempfile::tempdir().unwrap();
            fs::create_dir(folder.path().join("a")).unwrap();
            fs::write(folder.path().join("a").join(name), text).unwrap();
            read(folder.path()).unwrap()
        });
        let (lost, gained) = differences(&folders[0], &folders[1]);
        let words =
            |found: Vec<Difference>| found.into_iter().map(|(kind, _, fact)| format!("{kind}: {fact}")).collect();
        (words(lost), words(gained))
    }

    #[test]
    fn white_space_and_hashes_of_assets_are_no_difference() {
        let pages = ["<p>a  b</p>\n<img src=\"/x.0123456789.png\">", "<p>a\nb</p><img src=\"/x.abcdef0123.png\">"];
        assert_eq!(differ("p.html", pages), (vec![], vec![]));
    }

    #[test]
    fn words_links_and_structured_data_that_went_are_told() {
        let pages = [
            "<a href=\"/a/\">one one</a><script type=\"application/ld+json\">{\"a\":[{\"b\":1}]}</script>",
            "<a href=\"/b/\">one</a><script type=\"application/ld+json\">{\"a\":[{\"b\":2}]}</script>",
        ];
        let (lost, gained) = differ("p.html", pages);
        assert_eq!(lost, ["href: /a/", "structured data: .a.b = 1", "word: one"]);
        assert_eq!(gained, ["href: /b/", "structured data: .a.b = 2"]);
    }

    #[test]
    fn a_feed_that_lost_its_texts_is_told() {
        let feeds = ["<entry><id>i</id><content type=\"html\">T</content></entry>", "<entry><id>i</id></entry>"];
        assert_eq!(differ("feed.xml", feeds), (vec!["text of a feed's entry: i content T".to_owned()], vec![]));
    }

    #[test]
    fn a_page_that_is_gone_is_told() {
        let (before, after) = (BTreeMap::from([("a.html".to_owned(), page("word"))]), BTreeMap::new());
        assert_eq!(differences(&before, &after).0.len(), 1);
    }
}
