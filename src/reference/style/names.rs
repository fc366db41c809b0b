//! Names of authors and editors: `Wright JT Jr, Williamson JD, et al`, or `Wright, J. T., Jr., & Williamson, J. D.`

use crate::reference::Name;

/// How a style writes names.
#[derive(Clone, Copy, Debug)]
pub(super) struct Names {
    /// More persons than these are cut.
    pub(super) most: usize,
    /// To how many they are cut.
    pub(super) first: usize,
    /// Whether the last one follows the cut: `. . . Last, A.`
    pub(super) with_last: bool,
    /// What parts the family name from the initials.
    pub(super) comma: &'static str,
    /// Whether initials have stops: `J. T.`
    pub(super) stops: bool,
    /// What comes before the last name of a whole list.
    pub(super) and: &'static str,
    /// Whether groups are parted from persons by a semicolon.
    pub(super) groups_apart: bool,
    /// Ranks in a family as numbers: `2nd`, `3rd`.
    pub(super) ordinal_ranks: bool,
}

impl Names {
    /// The names; `others` says that the work has more than those.
    pub(super) fn list(self, names: &[Name], others: bool) -> String {
        if !self.groups_apart {
            return self.joined(names, others);
        }
        let is_person = |name: &Name| matches!(name, Name::Person { .. });
        let end = names.iter().rposition(is_person).map_or(names.len(), |last| last + 1);
        let (makers, groups) = names.split_at(end);
        let mut list = self.joined(makers, others);
        for group in groups {
            list.push_str("; ");
            list.push_str(&self.name(group));
        }
        list
    }

    fn joined(self, names: &[Name], others: bool) -> String {
        let is_cut = others || names.len() > self.most;
        let shown = if is_cut && names.len() > self.first { self.first } else { names.len() };
        let mut list = String::new();
        for (at, name) in names[..shown].iter().enumerate() {
            let is_last = at + 1 == shown && !is_cut && shown > 1;
            if at > 0 {
                let is_group = |name: &Name| matches!(name, Name::Literal(_));
                let parts = self.groups_apart && is_group(&names[at - 1]) && !is_group(name);
                list.push_str(if parts {
                    "; "
                } else if is_last {
                    self.and
                } else {
                    ", "
                });
            }
            list.push_str(&self.name(name));
        }
        match names.last() {
            Some(name) if is_cut && self.with_last && !others => {
                list.push_str(", . . . ");
                list.push_str(&self.name(name));
            }
            _ if is_cut => list.push_str(", et al"),
            _ => {}
        }
        list
    }

    /// `E. B. Editor & F. Other`, for the editors of a book that a chapter is in.
    pub(super) fn in_order(self, names: &[Name]) -> String {
        let name = |name: &Name| match name {
            Name::Literal(text) => text.clone(),
            Name::Person { family, given, .. } => {
                let initials = self.initials(given, family);
                if initials.is_empty() { family.clone() } else { format!("{initials} {family}") }
            }
        };
        let list: Vec<String> = names.iter().map(name).collect();
        match list.as_slice() {
            [before @ .., end] if before.len() > 1 => format!("{}, & {end}", before.join(", ")),
            few => few.join(" & "),
        }
    }

    fn name(self, name: &Name) -> String {
        match name {
            Name::Literal(text) => text.trim_end_matches('.').to_owned(),
            Name::Person { family, given, suffix } => {
                let mut text = family.clone();
                let initials = self.initials(given, family);
                if !initials.is_empty() {
                    text.extend([self.comma, &initials]);
                }
                if let Some(suffix) = suffix.as_deref().filter(|suffix| !suffix.is_empty()) {
                    text.extend([self.comma, self.rank(suffix)]);
                    text.push_str(if self.stops && matches!(suffix, "Jr" | "Sr") { "." } else { "" });
                }
                text
            }
        }
    }

    fn rank(self, suffix: &str) -> &str {
        match suffix.trim_end_matches('.') {
            "II" if self.ordinal_ranks => "2nd",
            "III" if self.ordinal_ranks => "3rd",
            "IV" if self.ordinal_ranks => "4th",
            other => other,
        }
    }

    /// `Mary-Jane Q.` as `MJQ` or `M.-J. Q.`; what is already initials stays.
    fn initials(self, given: &str, family: &str) -> String {
        let mut out = String::new();
        for (start, letter) in letters(given, family) {
            match (self.stops, start) {
                (false, _) => {}
                (true, '-') => out.push('-'),
                (true, _) if out.is_empty() => {}
                (true, _) => out.push(' '),
            }
            out.extend(letter.to_uppercase());
            if self.stops {
                out.push('.');
            }
        }
        out
    }
}

/// Initials of given names, each with the sign before it.
fn letters(given: &str, family: &str) -> Vec<(char, char)> {
    let is_shouted =
        family.chars().filter(|c| c.is_alphabetic()).count() > 2 && !family.chars().any(char::is_lowercase);
    let mut letters = Vec::new();
    let mut before = ' ';
    for part in given.split_inclusive([' ', '-', '.', '‐', '\u{a0}']) {
        let word = part.trim_end_matches([' ', '-', '.', '‐', '\u{a0}']);
        let count = word.chars().filter(|c| c.is_alphabetic()).count();
        let is_capitals = count > 0 && word.chars().all(|c| c.is_uppercase() || !c.is_alphabetic());
        // `JTM` are initials, `GILLES` and, beside a name in capitals, `ANN` are names.
        let has_vowel = word.contains(['A', 'E', 'I', 'O', 'U', 'Y']);
        let is_name = count > 3 || (count == 3 && is_shouted && has_vowel && word.chars().count() == 3);
        if is_capitals && !is_name {
            for letter in word.chars().filter(|c| c.is_alphabetic()) {
                letters.push((before, letter));
                before = ' ';
            }
        } else if let Some(letter) = word.chars().find(|c| c.is_alphabetic()) {
            letters.push((before, letter));
        }
        if !word.is_empty() || !part.ends_with(' ') {
            before = if part.ends_with(['-', '‐']) { '-' } else { ' ' };
        }
    }
    letters
}

/// Whether names are one group, and which.
pub(super) fn sole_group(names: &[Name]) -> Option<&str> {
    match names {
        [Name::Literal(group)] => Some(group),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{ama, apa, nlm};
    use super::*;

    const AMA: Names = ama::STYLE.names;
    const NLM: Names = nlm::STYLE.names;
    const APA: Names = apa::STYLE.names;

    fn people(families: &[&str]) -> Vec<Name> {
        let person = |family: &&str| Name::Person { family: (*family).into(), given: "A".into(), suffix: None };
        families.iter().map(person).collect()
    }

    #[test]
    fn initials_lose_their_stops() {
        let cases = [
            ("Mary-Jane Q.", "Roe", "MJQ", "M.-J. Q."),
            ("J. C.", "Roe", "JC", "J. C."),
            ("JC", "Roe", "JC", "J. C."),
            ("J.-P.", "Roe", "JP", "J.-P."),
            ("", "Roe", "", ""),
            ("élodie", "Roe", "É", "É."),
            ("GILLES", "MEIER", "G", "G."),
            ("ANN M", "ROE", "AM", "A. M."),
            ("JTM", "Wright", "JTM", "J. T. M."),
            ("JTM", "WRIGHT", "JTM", "J. T. M."),
        ];
        for (given, family, run, stops) in cases {
            assert_eq!(
                (AMA.initials(given, family).as_str(), APA.initials(given, family).as_str()),
                (run, stops),
                "{given}"
            );
        }
    }

    #[test]
    fn lists_are_cut_as_each_style_does() {
        let six = people(&["B", "C", "D", "E", "F", "G"]);
        let seven = [six.as_slice(), &people(&["H"])].concat();
        assert_eq!(AMA.list(&six, false), "B A, C A, D A, E A, F A, G A");
        assert_eq!(AMA.list(&seven, false), "B A, C A, D A, et al");
        assert_eq!(NLM.list(&seven, false), "B A, C A, D A, E A, F A, G A, et al");
        assert_eq!(APA.list(&six[..2], false), "B, A., & C, A.");
        assert_eq!(APA.list(&six[..3], false), "B, A., C, A., & D, A.");
        let many: Vec<String> = (0..22).map(|at| format!("N{at}")).collect();
        let many = people(&many.iter().map(String::as_str).collect::<Vec<_>>());
        assert!(APA.list(&many, false).ends_with("N18, A., . . . N21, A."), "{}", APA.list(&many, false));
        assert!(APA.list(&many[..20], false).ends_with("N18, A., & N19, A."));
    }

    #[test]
    fn authors_that_are_not_listed_count() {
        assert_eq!(AMA.list(&people(&["B", "C"]), true), "B A, C A, et al");
        assert_eq!(AMA.list(&people(&["B", "C", "D", "E"]), true), "B A, C A, D A, et al");
        assert_eq!(NLM.list(&people(&["B", "C", "D", "E"]), true), "B A, C A, D A, E A, et al");
    }

    #[test]
    fn groups_follow_persons_behind_a_semicolon() {
        let group = |text: &str| Name::Literal(text.into());
        let mut names = people(&["B", "C", "D", "E", "F", "G", "H"]);
        names.push(group("Rest Study Group"));
        assert_eq!(AMA.list(&names, false), "B A, C A, D A, et al; Rest Study Group");
        assert_eq!(AMA.list(&names[5..], false), "G A, H A; Rest Study Group");
        assert_eq!(AMA.list(&[group("WHO"), group("CDC")], false), "WHO, CDC");
        assert_eq!(AMA.list(&[&[group("WHO")], &people(&["B"])[..]].concat(), false), "WHO; B A");
    }

    #[test]
    fn a_suffix_follows_the_initials() {
        let name = |suffix: &str| {
            [Name::Person { family: "Wright".into(), given: "J. T.".into(), suffix: Some(suffix.into()) }]
        };
        assert_eq!(AMA.list(&name("Jr"), false), "Wright JT Jr");
        assert_eq!(
            (AMA.list(&name("II"), false).as_str(), NLM.list(&name("II"), false).as_str()),
            ("Wright JT II", "Wright JT 2nd")
        );
        assert_eq!(APA.list(&name("Jr"), false), "Wright, J. T., Jr.");
    }
}
