//! The severities that a practice chose in its settings.

use std::collections::HashMap;

use crate::base::VPath;
use crate::config::Rules;
use crate::diag::{Diagnostic, Severity};

use super::privacy;

/// As many equal findings of one file are shown; a hundred thousand of them say no more.
const MOST_EQUAL: usize = 20;

/// Leaves the first of equal findings of a file, and has the last of these say how many there are. The findings are in reading
/// order.
pub(super) fn fold(diagnostics: &mut Vec<Diagnostic>) {
    let same_file = |a: &Diagnostic, b: &Diagnostic| file(a) == file(b);
    if diagnostics.chunk_by(same_file).all(|of_file| of_file.len() <= MOST_EQUAL) {
        return;
    }
    let parts: Vec<usize> = diagnostics.chunk_by(same_file).map(<[_]>::len).collect();
    let mut rest = std::mem::take(diagnostics).into_iter();
    for length in parts {
        let mut of_file: Vec<Diagnostic> = rest.by_ref().take(length).collect();
        if length > MOST_EQUAL {
            fold_file(&mut of_file);
        }
        diagnostics.append(&mut of_file);
    }
}

fn file(diagnostic: &Diagnostic) -> Option<&VPath> {
    diagnostic.place.as_ref().map(|place| &place.file)
}

fn fold_file(diagnostics: &mut Vec<Diagnostic>) {
    type Key = (&'static str, String);
    let key = |diagnostic: &Diagnostic| -> Key { (diagnostic.code.name, diagnostic.message.clone()) };
    let mut seen: HashMap<Key, usize> = HashMap::with_capacity(diagnostics.len());
    for diagnostic in diagnostics.iter().filter(|diagnostic| !privacy::is_of_patients(diagnostic.code)) {
        *seen.entry(key(diagnostic)).or_default() += 1;
    }
    seen.retain(|_, count| *count > MOST_EQUAL);
    if seen.is_empty() {
        return;
    }
    let mut kept: HashMap<Key, usize> = HashMap::with_capacity(seen.len());
    diagnostics.retain_mut(|diagnostic| {
        let key = key(diagnostic);
        let Some(count) = seen.get(&key) else { return true };
        let kept = kept.entry(key).or_default();
        *kept += 1;
        if *kept == MOST_EQUAL {
            diagnostic.help.push(format!("the same problem occurs {} more times in this file", count - MOST_EQUAL));
        }
        *kept <= MOST_EQUAL
    });
}

/// Applies `rules:` of the settings. What is an error by nature, or is one here, stays one.
pub(super) fn apply(rules: &Rules, diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.retain_mut(|diagnostic| match rules.level(diagnostic.code) {
        Some(None) => diagnostic.severity == Severity::Error,
        Some(Some(level)) => {
            if diagnostic.severity != Severity::Error && diagnostic.severity != level {
                diagnostic.severity = level;
            }
            true
        }
        None => true,
    });
}

#[cfg(test)]
mod tests {
    use crate::diag::{Place, codes};

    use super::*;

    #[test]
    fn equal_findings_of_a_file_are_counted_and_others_stay() {
        let find = |file: &str, message: &str, at: usize| {
            Diagnostic::new(&codes::BROKEN_LINK, message).at(Place::at(&VPath::new(file), at..at))
        };
        let mut found: Vec<Diagnostic> = (0..100_000).map(|at| find("a.md", "the same", at)).collect();
        found.extend((0..30).map(|at| find("b.md", &format!("another {at}"), at)));
        fold(&mut found);
        assert_eq!(found.len(), MOST_EQUAL + 30);
        assert_eq!(found[MOST_EQUAL - 1].help, ["the same problem occurs 99980 more times in this file"]);
    }
}
