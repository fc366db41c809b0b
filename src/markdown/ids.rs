//! The `id`s of one document: each only once, none that the theme uses.

use std::collections::HashMap;

/// `id`s of the pages' frame; `#content` is where "skip to content" leads.
const THEME: [&str; 6] = ["main", "content", "toc", "sources", "footnotes", "search"];

/// The `id`s given so far.
#[derive(Debug, Default)]
pub(super) struct Ids {
    /// Every `id` in use, with the number that its next namesake tries first.
    next: HashMap<String, usize>,
}

impl Ids {
    /// None of `taken` will be given.
    pub(super) fn without(taken: &[&str]) -> Self {
        Self { next: taken.iter().map(|id| ((*id).to_owned(), 2)).collect() }
    }

    /// Takes `wanted`, or where that is in use `wanted-2`, `wanted-3` and so on.
    pub(super) fn unique(&mut self, wanted: &str) -> String {
        if self.take(wanted) {
            return wanted.to_owned();
        }
        // No number frees a name of the footnotes' marks.
        let wanted = if wanted.starts_with("fnref-") { &format!("section-{wanted}") } else { wanted };
        let mut number = self.next.get(wanted).copied().unwrap_or(2);
        loop {
            let id = format!("{wanted}-{number}");
            number += 1;
            if self.take(&id) {
                self.next.insert(wanted.to_owned(), number);
                return id;
            }
        }
    }

    /// Takes `id` where nobody has it.
    pub(super) fn take(&mut self, id: &str) -> bool {
        if is_reserved(id) || self.next.contains_key(id) {
            return false;
        }
        self.next.insert(id.to_owned(), 2);
        true
    }
}

/// Whether the theme or the footnotes (`fn-1`, `fnref-1`, `fnref-1-2`) use this `id`.
fn is_reserved(id: &str) -> bool {
    let numbers = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit());
    let note = id.strip_prefix("fn-").is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_digit()));
    note || THEME.contains(&id) || id.strip_prefix("fnref-").is_some_and(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn namesakes_are_numbered_around_what_is_taken() {
        let mut ids = Ids::default();
        let given: Vec<_> =
            ["dose", "dose-2", "dose", "dose", "main", "fn-1", "fnref-1-2"].map(|id| ids.unique(id)).into();
        assert_eq!(given, ["dose", "dose-2", "dose-3", "dose-4", "main-2", "fn-1-2", "section-fnref-1-2-2"]);
    }
}
