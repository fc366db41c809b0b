//! Lists of names in BibTeX: `von Last, Jr, First and {A Group} and others`.

use crate::reference::library::people::listed;
use crate::reference::{Name, latex};

/// Names, and whether there are others.
pub(super) fn names(value: &str) -> (Vec<Name>, bool) {
    let mut others = false;
    let mut names = Vec::new();
    for part in split(value, is_and) {
        let part = part.trim();
        if part.eq_ignore_ascii_case("others") {
            others = true;
        } else if let Some(persons) = listed(part) {
            names.extend(persons);
        } else if !part.is_empty() {
            names.push(name(part));
        }
    }
    (names, others)
}

/// Cuts outside of braces where `cut` says how many bytes to leave out.
fn split(value: &str, cut: impl Fn(&str) -> usize) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut from, mut at, mut depth) = (0, 0, 0usize);
    while let Some(c) = value[at..].chars().next() {
        let length = if depth == 0 { cut(&value[at..]) } else { 0 };
        if length > 0 {
            parts.push(&value[from..at]);
            at += length;
            from = at;
            continue;
        }
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        at += c.len_utf8();
    }
    parts.push(&value[from..]);
    parts
}

fn is_and(text: &str) -> usize {
    let mut signs = text.chars();
    if !signs.next().is_some_and(char::is_whitespace) {
        return 0;
    }
    let rest = signs.as_str().trim_start();
    let is_word = rest.get(..3).is_some_and(|word| word.eq_ignore_ascii_case("and"));
    let ends = rest.get(3..).is_some_and(|rest| rest.starts_with(char::is_whitespace));
    if is_word && ends { text.len() - rest.len() + 3 } else { 0 }
}

fn name(part: &str) -> Name {
    let is_whole = part.starts_with('{') && part.ends_with('}') && split(part, |_| 0).len() == 1 && closes_at_end(part);
    if is_whole {
        return Name::Literal(text(part));
    }
    let commas = split(part, |rest| usize::from(rest.starts_with(',')));
    let pieces: Vec<String> = commas.iter().map(|piece| text(piece)).collect();
    if let Some(name) = labelled(&commas) {
        return name;
    }
    match pieces.as_slice() {
        [family, given] => person(family, given, None),
        [family, suffix, given] => person(family, given, Some(suffix)),
        [_] => in_order(part),
        _ => Name::Literal(pieces.join(", ")),
    }
}

/// `family=Berg, given=Bo, prefix=van der, useprefix=true`: the extended form of BibLaTeX, in which Better BibTeX writes
/// names with particles.
fn labelled(pieces: &[&str]) -> Option<Name> {
    let parts: Vec<(String, String)> = pieces
        .iter()
        .map(|piece| piece.trim().trim_matches('"').split_once('='))
        .map(|part| {
            part.map(|(label, value)| (label.trim().to_ascii_lowercase(), text(value.trim().trim_matches('"'))))
        })
        .collect::<Option<_>>()?;
    let value = |label: &str| parts.iter().find(|(known, value)| known == label && !value.is_empty());
    let family = value("family").or(value("given"))?.1.clone();
    let family = value("prefix").map_or_else(|| family.clone(), |(_, prefix)| format!("{prefix} {family}"));
    let given = value("given").filter(|_| value("family").is_some()).map_or("", |(_, given)| given.as_str());
    Some(person(&family, given, value("suffix").map(|(_, suffix)| suffix.as_str())))
}

fn person(family: &str, given: &str, suffix: Option<&str>) -> Name {
    if given.is_empty() {
        return Name::Literal(family.to_owned());
    }
    // `Roe, Ann, III` has them the other way round.
    let is_rank = |text: &str| matches!(text.trim_end_matches('.'), "Jr" | "Sr" | "II" | "III" | "IV" | "2nd" | "3rd");
    let (given, suffix) = match suffix {
        Some(suffix) if is_rank(given) && !is_rank(suffix) => (suffix, Some(given)),
        other => (given, other),
    };
    let suffix = suffix.filter(|suffix| !suffix.is_empty()).map(str::to_owned);
    Name::Person { family: family.to_owned(), given: given.to_owned(), suffix }
}

/// `First von Last`: words in lower case, and what follows them, are the family name.
fn in_order(part: &str) -> Name {
    let words: Vec<&str> = split(part, |rest| rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r', '~']).len());
    let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
    let shown: Vec<String> = words.iter().map(|word| text(word)).collect();
    let Some((last, before)) = shown.split_last() else { return Name::Literal(String::new()) };
    if before.is_empty() {
        return Name::Literal(last.clone());
    }
    let is_low = |at: usize| !words[at].starts_with('{') && shown[at].starts_with(char::is_lowercase);
    let from = (0..before.len()).find(|at| is_low(*at)).filter(|at| *at > 0).unwrap_or(before.len());
    person(&shown[from..].join(" "), &shown[..from].join(" "), None)
}

/// Whether the brace that a text begins with is closed by its last sign.
fn closes_at_end(part: &str) -> bool {
    let mut depth = 0usize;
    for (at, b) in part.bytes().enumerate() {
        match b {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return at + 1 == part.len();
        }
    }
    false
}

fn text(latex: &str) -> String {
    latex::text(latex).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(value: &str) -> String {
        let (names, others) = names(value);
        let mut list: Vec<String> = names
            .iter()
            .map(|name| match name {
                Name::Literal(text) => format!("[{text}]"),
                Name::Person { family, given, suffix } => {
                    format!("{family}|{given}|{}", suffix.as_deref().unwrap_or(""))
                }
            })
            .collect();
        list.extend(others.then(|| "others".to_owned()));
        list.join("; ")
    }

    #[test]
    fn names_are_taken_apart() {
        let cases = [
            ("Roe, Ann and Bob Poe AND  others", "Roe|Ann|; Poe|Bob|; others"),
            ("King, Jr., Martin Luther and de la Cruz, Juan", "King|Martin Luther|Jr.; de la Cruz|Juan|"),
            (
                "Ludwig van Beethoven and Charles Louis Xavier Joseph de la Vallee Poussin",
                "van Beethoven|Ludwig|; de la Vallee Poussin|Charles Louis Xavier Joseph|",
            ),
            ("{World Health Organization} and {Barnes and Noble}", "[World Health Organization]; [Barnes and Noble]"),
            ("{van Gogh}, V and Roe, Ann, III", "van Gogh|V|; Roe|Ann|III"),
            (r#"M{\"u}ller, J{\'e}r{\^o}me"#, "Müller|Jérôme|"),
            ("WHO", "[WHO]"),
            (
                "family=Berg, given=Bo, prefix=van der, useprefix=true and given={Ann M.}, family={Roe}, suffix=Jr.",
                "van der Berg|Bo|; Roe|Ann M.|Jr.",
            ),
            ("\"family=Poe\", \"given=C=D\" and family=WHO", "Poe|C=D|; [WHO]"),
            ("{Smith} {Jones}", "Jones|Smith|"),
            ("", ""),
            ("and", "[and]"),
        ];
        for (value, expected) in cases {
            assert_eq!(shown(value), expected, "{value}");
        }
    }
}
