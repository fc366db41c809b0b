//! Libraries of a thousand entries in the dialects of the tools that export them: all load without an error, and what is cited
//! is complete.
//!
//! `tools/NAME` holds the head of an export, its records and its end, each begun by a line `%%%%`, as the tool writes them: header
//! lines, numbers, tags, dates, LaTeX, missing keys. `#N#` is a number and `#W#` a word of each record's own. `tools/lines.txt`
//! has the id of each record, and what the list of sources says of it in AMA.

use crate::support::Project;

use super::listed;

const LINES: &str = include_str!("tools/lines.txt");

/// Entries of a library.
const ENTRIES: usize = 1000;

/// An export: its file, its text, and whether it begins with a byte order mark and ends lines with CR and LF.
struct Export {
    name: &'static str,
    text: &'static str,
    marked: bool,
    returns: bool,
}

macro_rules! exports {
    ($($name:literal $marked:literal $returns:literal),* $(,)?) => {
        [$(Export {
            name: $name,
            text: include_str!(concat!("tools/", $name)),
            marked: $marked,
            returns: $returns,
        }),*]
    };
}

const EXPORTS: [Export; 23] = exports![
    "better.bib" false false,
    "cochrane.ris" true false,
    "crossref.json" false false,
    "ebsco.ris" false true,
    "embase.ris" false true,
    "endnote.bib" true true,
    "endnote.ris" true true,
    "jabref.bib" false false,
    "mendeley.bib" false false,
    "mendeley.ris" false false,
    "ovid.ris" false true,
    "pubmed.json" false false,
    "pubmed.nbib" false true,
    "scholar.bib" false false,
    "scholar.ris" false false,
    "sciencedirect.ris" false true,
    "scopus.bib" true false,
    "scopus.ris" true false,
    "wos.bib" true false,
    "wos.ris" true true,
    "zotero.bib" false false,
    "zotero.json" false false,
    "zotero.ris" true false,
];

/// A word of a record's own: a number in letters.
fn word(mut number: usize) -> String {
    let mut letters = Vec::new();
    while number > 0 {
        letters.push(b'a' + u8::try_from(number % 26).expect("a letter"));
        number /= 26;
    }
    String::from_utf8(letters).expect("letters")
}

fn filled(text: &str, entry: usize) -> String {
    text.replace("#N#", &(1000 + entry).to_string()).replace("#W#", &word(1000 + entry))
}

impl Export {
    /// The library, of records in turns.
    fn library(&self, records: usize) -> String {
        let parts: Vec<&str> = self.text.split("%%%%\n").collect();
        let (head, rest) = parts.split_first().expect("a head");
        let (records, end) = rest.split_at(records);
        let join = if self.name.rsplit('.').next() == Some("json") { "," } else { "" };
        let entries: Vec<String> =
            records.iter().cycle().take(ENTRIES).enumerate().map(|(at, record)| filled(record, at)).collect();
        let text = format!("{head}{}{}", entries.join(join), end.concat());
        let text = if self.returns { text.replace('\n', "\r\n") } else { text };
        if self.marked { format!("\u{feff}{text}") } else { text }
    }

    /// Ids and lines of its records.
    fn lines(&self) -> Vec<(&'static str, &'static str)> {
        let start = format!("{} | ", self.name);
        LINES.lines().filter_map(|line| line.strip_prefix(&start)?.split_once(" | ")).collect()
    }
}

#[test]
fn a_thousand_entries_of_every_tool_load_and_what_is_cited_is_complete() {
    let mut wrong = Vec::new();
    for export in &EXPORTS {
        let lines = export.lines();
        assert!(!lines.is_empty(), "{} has no lines", export.name);
        let library = export.library(lines.len());
        // The first record of each kind and the last.
        let last = |at: usize| (at..ENTRIES).step_by(lines.len()).next_back().expect("an entry");
        let cited: Vec<(String, String)> = (0..lines.len())
            .flat_map(|at| [at, last(at)].map(|entry| (filled(lines[at].0, entry), filled(lines[at].1, entry))))
            .collect();
        let sources: String = cited.iter().flat_map(|(id, _)| ["  - \"", id, "\"\n"]).collect();
        let extension = export.name.rsplit('.').next().expect("an ending");
        let site = Project::new()
            .write(&format!("data/sources.{extension}"), &library)
            .article("all", &format!("sources:\n{sources}"), "Text.")
            .build();
        let told: Vec<String> =
            site.problems().lines().filter(|line| !line.contains(" source/made-id ")).map(str::to_owned).collect();
        if !told.is_empty() {
            wrong.push(format!("{}: {}", export.name, told.join("\n")));
            continue;
        }
        let ours = listed(&site, cited.len());
        for ((id, expected), found) in cited.iter().zip(&ours) {
            if expected != found {
                wrong.push(format!("{} {id}\n  expected {expected}\n  found    {found}", export.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
