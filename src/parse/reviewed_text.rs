//! What a reviewer signs.

use crate::base::{Hasher, remark};
use crate::yaml::Yaml;

/// The keys of the front matter that readers read and a reviewer answers for. Dates, the address, names of people, topics,
/// pictures and posts for social networks are not among them: they may change without a new review.
const SIGNED: [&str; 4] = ["title", "summary", "claims", "sources"];

/// The fingerprint of a document: ten hexadecimal digits that change with the text, the title, the summary, the claims or the
/// sources, and with nothing else. How the YAML is written, the kind of line ends, white space at the ends of lines and
/// empty lines at both ends of the text do not count, nor do lines that are remarks to Bedside.
///
/// It is in front matter for years, so the same document must have the same fingerprint with every later version.
#[must_use]
pub fn fingerprint(front: &Yaml<'_>, body: &str) -> String {
    let mut hasher = Hasher::new();
    for (key, value) in SIGNED.into_iter().zip(front.plain(SIGNED)) {
        if let Some(value) = value {
            hasher.part(key).part(value);
        }
    }
    let (mut lines, mut left_out): (Vec<&str>, bool) = (Vec::new(), false);
    for line in body.trim().lines().map(str::trim_end) {
        let is_second_gap = line.is_empty() && lines.last().is_none_or(|last| last.is_empty()) && left_out;
        left_out = is_remark(line) || left_out && line.is_empty();
        if !is_remark(line) && !is_second_gap {
            lines.push(line);
        }
    }
    while left_out && lines.last().is_some_and(|last| last.is_empty()) {
        lines.pop();
    }
    hasher.part("text").part(lines.join("\n")).finish().short()
}

/// Whether a line is a remark to Bedside and nothing else: it is neither read nor shown.
fn is_remark(line: &str) -> bool {
    line.trim_start().strip_prefix("<!--").is_some_and(|inner| {
        inner.find("-->").is_some_and(|end| end + 3 == inner.len() && remark(&inner[..end]).is_some())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::VPath;
    use proptest::prelude::*;

    fn of(front: &str, body: &str) -> String {
        fingerprint(&Yaml { file: &VPath::new("a.md"), text: front, start: 0 }, body)
    }

    const FRONT: &str =
        "title: Flu shots\nsummary: Short.\nsources:\n  - {id: who, title: \"Influenza\"}\ndate: 2026-11-02\n";

    #[test]
    fn it_is_the_same_with_every_version() {
        assert_eq!(of(FRONT, "\nText.\n"), "67e9bd1b97");
    }

    #[test]
    fn what_is_not_read_does_not_count() {
        let same = [
            (
                "title: \"Flu shots\"\nsummary: >\n  Short.\nsources:\n  - title: Influenza\n    id: who\n",
                "Text.  \r\n\r\n",
            ),
            (
                "draft: true\nslug: x\nsources: [{id: who, title: Influenza}] # ok\nsummary: Short.\ntitle: 'Flu shots'",
                "Text.",
            ),
        ];
        for (front, body) in same {
            assert_eq!(of(front, body), of(FRONT, "\nText.\n"), "{front}");
        }
    }

    #[test]
    fn remarks_to_bedside_do_not_count() {
        let plain = of(FRONT, "One.\n\nTwo.\n");
        let remark = "<!-- bedside: allow plain/jargon because it is explained -->";
        for text in [
            format!("One.\n\n{remark}\nTwo.\n"),
            format!("One.\n\n{remark}\n\nTwo.\n"),
            format!("One.\n\nTwo.\n\n{remark}\n"),
        ] {
            assert_eq!(of(FRONT, &text), plain, "{text}");
        }
        assert_ne!(of(FRONT, "One.\n\n\nTwo.\n"), plain, "what was signed before has its fingerprint");
    }

    #[test]
    fn what_is_read_counts() {
        let other = [
            (FRONT.replace("Flu shots", "Flu shot"), "Text."),
            (FRONT.replace("Short", "Shorter"), "Text."),
            (FRONT.replace("Influenza", "Measles"), "Text."),
            (FRONT.replace("summary: Short.\n", ""), "Text."),
            (format!("{FRONT}claims:\n  - {{id: a, claim: B, verdict: false}}\n"), "Text."),
            (FRONT.to_owned(), "Text!"),
            (FRONT.to_owned(), "Te\nxt."),
            (FRONT.to_owned(), ""),
        ];
        let mut all: Vec<String> = other.iter().map(|(front, body)| of(front, body)).collect();
        all.push(of(FRONT, "Text."));
        all.sort();
        let count = all.len();
        all.dedup();
        assert_eq!(all.len(), count, "each change shows");
    }

    proptest! {
        #[test]
        fn line_ends_and_space_before_them_do_not_count(lines in prop::collection::vec("[a-z#*> -]{0,12}", 0..8), space in "[ \t]{0,3}") {
            let ended = |end: &str| lines.iter().flat_map(|line| [line, end]).collect::<String>();
            prop_assert_eq!(of(FRONT, &ended("\n")), of(FRONT, &ended(&format!("{space}\r\n"))));
        }

        #[test]
        fn no_front_matter_panics(front in "\\PC{0,60}") {
            let _ = of(&front, "");
        }
    }
}
