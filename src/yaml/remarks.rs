//! Comments that speak to Bedside: it does not read comments of YAML, so what they accept would be reported all the same.

use crate::base::{allowed, remark};
use crate::diag::{Diagnostic, codes};

use super::Yaml;

impl Yaml<'_> {
    /// Says of each comment to Bedside that it is not read.
    #[must_use]
    pub fn remarks(&self) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        let mut start = 0;
        for line in self.text.split_inclusive('\n') {
            let comment = line.match_indices('#').map(|(at, _)| at).find(|at| {
                let is_free = *at == 0 || line[..*at].ends_with([' ', '\t', '#']);
                is_free && remark(&line[at + 1..]).and_then(allowed).is_some()
            });
            if let Some(at) = comment {
                let message = "comments among keys are not read, so this one accepts nothing";
                let help = "write it as a key, `waive: [{rule: RULE, because: REASON}]`; or in the text, before what it is about: \
                            `<!-- bedside: allow RULE because REASON -->`";
                let place = self.range(start + at..start + line.trim_end().len());
                found.push(Diagnostic::new(&codes::BAD_WAIVER, message).at(place).help(help));
            }
            start += line.len();
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::VPath;

    #[test]
    fn comments_to_bedside_are_told_and_others_are_not() {
        let file = VPath::new("a.md");
        let lines = |text: &str| {
            let found = Yaml { file: &file, text, start: 10 }.remarks().into_iter();
            let ranges = found.filter_map(|found| found.place.as_ref()?.range.clone());
            ranges.map(|range| text[range.start - 10..range.end - 10].to_owned()).collect::<Vec<_>>()
        };
        let text =
            "# bedside: allow plain/jargon because so\ntitle: A # Bedside allow a11y/vague-link because so\n# a note\n";
        assert_eq!(
            lines(text),
            ["# bedside: allow plain/jargon because so", "# Bedside allow a11y/vague-link because so"]
        );
        assert_eq!(lines("title: the #bedside manner\n# at the bedside\n# bedside: \"0.1\"\n"), [""; 0]);
    }
}
