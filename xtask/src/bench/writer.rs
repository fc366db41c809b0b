//! A project of so many articles, each as long and as varied as a real post, and the same on every computer.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

const NOUNS: [&str; 24] = [
    "asthma",
    "inhaler",
    "pollen",
    "fever",
    "cough",
    "vaccine",
    "dose",
    "sleep",
    "salt",
    "heart",
    "kidney",
    "skin",
    "rash",
    "screening",
    "pharmacy",
    "wound",
    "knee",
    "posture",
    "headache",
    "stress",
    "infant",
    "balance",
    "fiber",
    "clinic",
];
const VERBS: [&str; 8] = ["helps", "lowers", "protects", "changes", "follows", "eases", "limits", "delays"];
const ADJECTIVES: [&str; 8] = ["common", "rare", "mild", "severe", "early", "daily", "gradual", "healthy"];
const AUTHORS: usize = 40;
const SETTINGS: &str = "title: Example Practice\nurl: https://example.org\nlanguage: en\ntimezone: America/New_York\n\
                        practice: {name: Example Practice}\n";

/// How many sources an article has in the comparison with other programs.
pub(crate) const SOURCES: usize = 3;

/// How many entries the shared library has, where articles have more sources than those in their front matter.
const LIBRARY: usize = 1000;

/// Writes the project into `root`. Each article has so many sources: the first [`SOURCES`] in its front matter, others in
/// the shared library, which the text then cites like the first.
pub(crate) fn write(root: &Path, articles: usize, sources: usize) -> io::Result<()> {
    for folder in ["content/articles", "content/people", "data"] {
        fs::create_dir_all(root.join(folder))?;
    }
    fs::write(root.join("bedside.yaml"), SETTINGS)?;
    for author in 0..AUTHORS {
        let page = format!("---\ntitle: Author {author:02}\n---\n\nFamily physician.\n");
        fs::write(root.join(format!("content/people/author-{author:02}.md")), page)?;
    }
    fs::write(root.join("data/conditions.yaml"), conditions())?;
    if sources > SOURCES {
        fs::write(root.join("data/sources.bib"), library())?;
    }
    let mut words = Words(7);
    for article in 0..articles {
        let file = format!("content/articles/article-{article:06}.md");
        fs::write(root.join(file), document(article, (articles, sources), &mut words))?;
    }
    Ok(())
}

fn conditions() -> String {
    let entries = (0..NOUNS.len()).map(|at| format!("  - {{slug: bench-{0}, name: Bench {0}}}\n", NOUNS[at]));
    format!("conditions:\n{}", entries.collect::<Vec<_>>().concat())
}

/// A thousand papers with four authors each.
fn library() -> String {
    let entry = |at: usize| {
        format!(
            "@article{{shared-{at}, author = {{M{{\\\"u}}ller, Anna and Smith, J. B. and Lee, C. and others}}, title = {{Study {at} of \
             {{HPV}}}}, journal = {{Example Journal}}, year = {{{}}}, volume = {{{at}}}, pages = {{1--9}}, doi = \
             {{10.1000/shared.{at}}}}}\n",
            1990 + at % 36
        )
    };
    (0..LIBRARY).map(entry).collect()
}

fn document(article: usize, (articles, sources): (usize, usize), words: &mut Words) -> String {
    let (month, day) = (article / 28 % 12 + 1, article % 28 + 1);
    let mut text = format!("---\ntitle: \"About {} and {}, part {article}\"\n", words.noun(), words.noun());
    let _ = writeln!(text, "date: {}-{month:02}-{day:02}", 2015 + article % 10);
    let _ = writeln!(text, "summary: \"{}.\"", words.sentence());
    let _ = writeln!(text, "authors: [author-{:02}]", words.below(AUTHORS));
    let _ = writeln!(text, "conditions: [bench-{}]", words.noun());
    if sources > 0 {
        text.push_str("sources:\n");
    }
    for source in 1..=sources.min(SOURCES) {
        let _ = writeln!(
            text,
            "  - {{id: s{source}, type: article-journal, title: \"A {} study\", issued: 2020, evidence: government, \
             URL: \"https://doi.org/10.1000/{article}.{source}\"}}",
            words.noun()
        );
    }
    let _ = write!(text, "---\n\n{}[^1]", words.paragraph(6));
    if sources > SOURCES {
        text.push_str("\n\nThis is known");
        for source in 1..=SOURCES {
            let _ = write!(text, " [@s{source}]");
        }
        for source in SOURCES..sources {
            let _ = write!(text, ", and [@shared-{}]", (article * 7 + source) % LIBRARY);
        }
        text.push('.');
    }
    for section in 0..5 {
        let _ = write!(text, "\n\n## The {} {} {section}\n\n{}", words.adjective(), words.noun(), words.paragraph(8));
        match section {
            1 => text.push_str(&(0..5).map(|_| format!("\n- {}", words.sentence())).collect::<Vec<_>>().concat()),
            2 => text.push_str("\n\n| Measure | Low | High |\n|---|---:|---:|\n| Dose | 2 | 4 |\n| Weight | 50 | 90 |"),
            3 => {
                let other = words.below(articles);
                let _ = write!(text, "\n\n> See also [part {other}](../article-{other:06}/).");
            }
            _ => {}
        }
        let _ = write!(text, "\n\n{}", words.paragraph(6));
    }
    let _ = writeln!(text, "\n\n[^1]: {}.", words.sentence());
    text
}

/// Words in an order that looks random (a linear congruential generator with Knuth's MMIX constants).
struct Words(u64);

impl Words {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % limit
    }

    fn noun(&mut self) -> &'static str {
        NOUNS[self.below(NOUNS.len())]
    }

    fn adjective(&mut self) -> &'static str {
        ADJECTIVES[self.below(ADJECTIVES.len())]
    }

    fn sentence(&mut self) -> String {
        let (adjective, noun, verb) = (self.adjective(), self.noun(), VERBS[self.below(VERBS.len())]);
        format!(
            "A {adjective} {noun} {verb} the **{}** before a {} {} does",
            self.noun(),
            self.adjective(),
            self.noun()
        )
    }

    fn paragraph(&mut self, sentences: usize) -> String {
        (0..sentences).map(|_| self.sentence() + ".").collect::<Vec<_>>().join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_writings_are_equal() {
        let (one, two) = (document(3, (10, 5), &mut Words(7)), document(3, (10, 5), &mut Words(7)));
        assert_eq!(one, two);
        assert!(one.starts_with("---\ntitle: \"About "), "{one}");
        assert!(one.contains("\n## The "), "{one}");
    }
}
