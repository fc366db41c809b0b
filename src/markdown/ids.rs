//! The `id`s of one document: each only once, none that the theme or the footnotes use.

use std::collections::HashMap;

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
        let wanted = if has_numbers(wanted) { &format!("section-{wanted}") } else { wanted };
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
        if is_numbered(id) || self.next.contains_key(id) {
            return false;
        }
        self.next.insert(id.to_owned(), 2);
        true
    }
}

/// Whether the program numbers something on the page like this: notes (`fn-1`, `fnref-1-2`), references (`source-1`), their
/// marks (`cite-1-2`) and corrections (`correction-2026-11-23-1`).
pub(crate) fn is_numbered(id: &str) -> bool {
    let is_number = |rest: &str| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit());
    ["fn-", "source-"].iter().any(|start| id.strip_prefix(start).is_some_and(is_number)) || has_numbers(id)
}

/// Whether `id` is of those names that no number at the end frees.
fn has_numbers(id: &str) -> bool {
    let numbers = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit());
    ["fnref-", "cite-", "correction-"].iter().any(|start| id.strip_prefix(start).is_some_and(numbers))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn namesakes_are_numbered_around_what_is_taken() {
        let mut ids = Ids::without(&["main"]);
        let given: Vec<_> = ["dose", "dose-2", "dose", "dose", "main", "fn-1", "source-1", "fnref-1-2", "cite-2"]
            .map(|id| ids.unique(id))
            .into();
        assert_eq!(
            given,
            [
                "dose",
                "dose-2",
                "dose-3",
                "dose-4",
                "main-2",
                "fn-1-2",
                "source-1-2",
                "section-fnref-1-2-2",
                "section-cite-2-2"
            ]
        );
    }
}
